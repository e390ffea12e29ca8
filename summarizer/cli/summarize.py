"""``summarizer summarize``: for every analyst the questions, the answers and whether they were answered, with lines."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from summarizer.cli import formats, options
from summarizer.cli.files import each, read, say
from summarizer.model.settings import GGUF

if TYPE_CHECKING:
    from summarizer.settings import Settings


@click.command()
@options.files
@formats.option
@options.output
@click.option(
    "--engine",
    type=formats.OneOf(["llm", "extractive"]),
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
@options.pack
@options.budget
@click.option("-q", "--quiet", is_flag=True, help="Say nothing but what went wrong.")
def summarize(
    files: tuple[str, ...],
    format: str | None,
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

    Example: summarizer summarize calls/*.txt -o calls.html
    """
    import asyncio
    from contextlib import AsyncExitStack

    from summarizer.cli.ahead import Ahead
    from summarizer.cli.progress import Seen
    from summarizer.library import summarizer
    from summarizer.pipeline import failures
    from summarizer.settings import load

    loaded = load(flags | {"cache": False} if no_cache else flags, os.environ, settings)
    results = formats.Results(files, format, output, quiet=quiet)
    # Said once, when there is something to summarise.
    engine_lines = [] if quiet else list(_engine_lines(loaded))

    with asyncio.Runner() as runner:
        open_things = AsyncExitStack()
        summarize_one = runner.run(open_things.enter_async_context(summarizer(loaded)))
        seen = Seen(len(files), quiet)

        async def summarized(file: str) -> formats.Call:
            transcript = read(file)
            while engine_lines:
                say(engine_lines.pop())
            return formats.Call(await summarize_one(transcript, seen.of(file)), transcript, file)

        # A call has fewer requests than may be under way: those of the next calls go along.
        ahead = Ahead(files, summarized, loaded.concurrency if loaded.engine == "llm" else 1)
        open_things.push_async_callback(ahead.aclose)

        def work(file: str) -> bool:
            with seen.waiting():
                call = runner.run(ahead.next())
            results.add(file, call)
            failed = failures(call.summary)
            for flag in failed:
                say(f"{file}: {flag.says}")
            return not failed

        try:
            return each(files, work)
        except KeyboardInterrupt:
            if loaded.engine == "llm" and loaded.cache:
                say("What the model replied so far is in the cache: run the same command again to go on.")
            raise
        finally:
            runner.run(open_things.aclose())
            results.finish()


def _engine_lines(settings: Settings) -> Iterator[str]:
    """Which engine runs, and how to get the other; of the embedded one only where nobody asked for it by name."""
    if settings.engine == "extractive":
        if not settings.engine_named:
            yield "The embedded engine runs, without a model; for the llm engine set OPENAI_API_KEY or give --base-url."
    elif settings.model.startswith(GGUF):
        yield f"The llm engine runs with {settings.model} in this process; nothing leaves the machine."
    else:
        where = settings.public()["base_url"] or "OpenAI's own address"
        yield f"The llm engine runs with {settings.model} at {where}; --engine extractive runs here, without a network."
