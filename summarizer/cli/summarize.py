"""``summarizer summarize``: for every analyst the questions, the answers and whether they were answered, with lines."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from summarizer.cli import options
from summarizer.cli.files import deliver, each, outputs, read, say, width

if TYPE_CHECKING:
    from summarizer.settings import Settings


@click.command()
@options.files
@click.option(
    "--format",
    type=click.Choice(["md", "json"]),
    default="md",
    show_default=True,
    help="md for people, json (one line a call).",
)
@options.output
@click.option(
    "--engine",
    type=click.Choice(["llm", "extractive"]),
    help="llm asks a model, extractive runs here; by default llm where there is a key or an address.",
)
@options.model
@options.base_url
@options.topics
@options.prompts
@options.settings
@options.cache
@options.no_cache
@options.log_requests
@options.concurrency
@options.max_requests
@options.max_cost
@click.option("-q", "--quiet", is_flag=True, help="Say nothing but what went wrong.")
def summarize(
    files: tuple[str, ...],
    format: str,
    output: Path | None,
    settings: Path | None,
    no_cache: bool,
    quiet: bool,
    **flags: object,
) -> int:
    """Summarise a call's Q&A by analyst.

    Each question with its answer and status, the topics, and the transcript lines that every sentence rests on.
    Without a key or an address the embedded engine runs, with no network.

    Example: summarizer summarize call.txt -o call.md
    """
    import asyncio
    from contextlib import AsyncExitStack

    from summarizer.library import summarizer
    from summarizer.pipeline import failures
    from summarizer.render import json, markdown
    from summarizer.settings import load

    loaded = load(flags | {"cache": False} if no_cache else flags, os.environ, settings)
    places = outputs(files, output, f".{format}")
    if not quiet:
        say(_engine_line(loaded))

    with asyncio.Runner() as runner:
        connected = AsyncExitStack()
        summarize_one = runner.run(connected.enter_async_context(summarizer(loaded)))

        def work(file: str) -> bool:
            summary = runner.run(summarize_one(read(file)))
            text = json.call(summary) if format == "json" else markdown.call(summary, None if output else width())
            deliver(text, places[file])
            failed = failures(summary)
            for flag in failed:
                say(f"{file}: {flag.says}")
            return not failed

        try:
            return each(files, work)
        finally:
            runner.run(connected.aclose())


def _engine_line(settings: Settings) -> str:
    if settings.engine == "extractive":
        return "The embedded engine runs, without a model; for the llm engine set OPENAI_API_KEY or give --base-url."
    where = settings.public()["base_url"] or "OpenAI's own address"
    return f"The llm engine runs with {settings.model} at {where}; --engine extractive runs here, without a network."
