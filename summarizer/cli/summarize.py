"""``summarizer summarize``: for every analyst the questions, the answers and whether they were answered, with lines."""

from __future__ import annotations

import os
from typing import Annotated, Literal

import typer

from summarizer.cli import options
from summarizer.cli.files import Files, Output, deliver, each, outputs, read, say, width


def summarize(
    files: Files,
    format: Annotated[Literal["md", "json"], typer.Option(help="md for people, json (one line a call).")] = "md",
    output: Output = None,
    engine: Annotated[
        Literal["llm", "extractive"] | None,
        typer.Option(help="llm asks a model, extractive runs here; llm where there is a key or an address."),
    ] = None,
    model: options.Model = None,
    base_url: options.BaseUrl = None,
    topics: options.Topics = None,
    prompts: options.Prompts = None,
    settings: options.SettingsFile = None,
    cache: options.Cache = None,
    no_cache: options.NoCache = False,
    log_requests: options.LogRequests = None,
    concurrency: options.Concurrency = None,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Say nothing but what went wrong.")] = False,
) -> None:
    """Summarise the Q&A of a call by analyst: questions, answers, status, topics, and the lines they rest on.

    Without a key or an address the embedded engine runs, with no network.

    Example: summarizer summarize call.txt -o call.md
    """
    import asyncio
    from contextlib import AsyncExitStack

    from summarizer.library import summarizer
    from summarizer.pipeline import failures
    from summarizer.render import json, markdown
    from summarizer.settings import load

    flags = {
        "engine": engine,
        "model": model,
        "base_url": base_url,
        "topics": topics,
        "prompts": prompts,
        "cache": False if no_cache else cache,
        "log_requests": log_requests,
        "concurrency": concurrency,
    }
    loaded = load(flags, os.environ, settings)
    places = outputs(files, output, f".{format}")
    if not quiet:
        say(_engine_line(loaded.engine, loaded.model, loaded.base_url))

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
            each(files, work)
        finally:
            runner.run(connected.aclose())


def _engine_line(engine: str, model: str, base_url: str | None) -> str:
    if engine == "extractive":
        return "The embedded engine runs, without a model; for the llm engine set OPENAI_API_KEY or give --base-url."
    where = base_url or "the openai SDK's own address"
    return f"The llm engine runs with {model} at {where}; --engine extractive runs without a model or a network."
