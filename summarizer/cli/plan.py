"""``summarizer plan``: what a summary by the llm engine would ask, take and cost, before anything is spent."""

from __future__ import annotations

import os
from typing import Annotated, Literal

import typer

from summarizer.cli import options
from summarizer.cli.files import Files, deliver, each, read


def plan(
    files: Files,
    format: Annotated[Literal["text", "json"], typer.Option(help="text for people, json (one line a call).")] = "text",
    model: options.Model = None,
    base_url: options.BaseUrl = None,
    topics: options.Topics = None,
    prompts: options.Prompts = None,
    settings: options.SettingsFile = None,
) -> None:
    """Say how many requests, tokens and dollars the llm engine would take for a call. Nothing is sent.

    Example: summarizer plan call.txt --model gpt-4.1-mini
    """
    from summarizer.library import instructions
    from summarizer.plan import plan as plan_call
    from summarizer.render import plans
    from summarizer.settings import load

    flags = {"model": model, "base_url": base_url, "topics": topics, "prompts": prompts}
    loaded = load(flags, os.environ, settings)
    words = instructions(loaded)

    def work(file: str) -> bool:
        found = plan_call(read(file), words, loaded.base_url)
        deliver(plans.as_json(found) if format == "json" else plans.as_text(found), None)
        return True

    each(files, work)
