"""``summarizer plan``: what a summary by the llm engine would ask, take and cost, before anything is spent."""

from __future__ import annotations

import os
from pathlib import Path

import click

from summarizer.cli import options
from summarizer.cli.files import deliver, each, read, say


@click.command()
@options.files
@options.as_text_or_json
@options.model
@options.base_url
@options.topics
@options.prompts
@options.settings
@options.pack
@options.budget
def plan(
    files: tuple[str, ...],
    format: str | None,
    settings: Path | None,
    **flags: object,
) -> int:
    """Say what the llm engine would cost.

    How many requests, tokens and dollars it would take for a call. Nothing is sent.

    Example: summarizer plan call.txt --model gpt-4.1-mini
    """
    from summarizer.library import instructions
    from summarizer.model.prices import meant
    from summarizer.plan import plan as plan_call
    from summarizer.render import plans
    from summarizer.settings import NO_ENGINE, load

    loaded = load(flags | NO_ENGINE, os.environ, settings)
    words = instructions(loaded)
    likely = meant(loaded.model, loaded.base_url)

    def work(file: str) -> bool:
        found = plan_call(read(file), words, loaded.base_url)
        if found.cost_usd is None and likely:
            say(f"No price is known for {loaded.model!r}{likely}.")
        deliver(plans.as_json(found) if format == "json" else plans.as_text(found), None)
        return True

    return each(files, work)
