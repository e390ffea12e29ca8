"""The package as a library: a transcript in, its summary out, also inside a running event loop."""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncIterator, Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Protocol

from summarizer import pipeline, topics
from summarizer.reading import read_transcript
from summarizer.settings import EngineName, Settings, load
from summarizer.summary import CallSummary
from summarizer.transcript import CallInfo, Transcript

if TYPE_CHECKING:
    from summarizer.engines.requests import Instructions
    from summarizer.model.settings import ModelSettings
    from summarizer.pipeline import Asking, Progress

Given = str | Path | bytes | BinaryIO | Transcript


class Summarizer(Protocol):
    """Summarises a call, and tells ``watch`` of each session that is done."""

    async def __call__(
        self, transcript: Transcript, watch: Callable[[Progress], None] | None = None
    ) -> CallSummary: ...


@asynccontextmanager
async def summarizer(settings: Settings) -> AsyncIterator[Summarizer]:
    """What summarises calls under these settings, for many calls on one event loop: it holds on to the model.

    Raises SettingsError before anything is asked where topics, templates or settings can't be used.
    """
    listed = topics.load(settings.topics)
    async with AsyncExitStack() as open_things:
        asking = await open_things.enter_async_context(connected(settings)) if settings.engine == "llm" else None

        async def work(transcript: Transcript, watch: Callable[[Progress], None] | None = None) -> CallSummary:
            return await pipeline.summarize(transcript, listed, asking, settings.public(), watch)

        yield work


async def asummarize(
    given: Given,
    *,
    engine: EngineName | None = None,
    model: str | None = None,
    base_url: str | None = None,
    api_key: str | None = None,
    topics: str | Path | None = None,
    prompts: str | Path | None = None,
    watch: Callable[[Progress], None] | None = None,
) -> CallSummary:
    """Summarise the Q&A of a call: a path, the text itself, bytes, a stream, or a transcript that was read.

    What is not given comes from the environment and ``summarizer.toml``, as on the command line; without a key or an
    address the embedded engine runs, unless a model is named. Raises InputError, SettingsError or ModelError, all of
    them SummarizerErrors.

        summary = await asummarize("call.txt", engine="llm", model="gpt-4.1-mini")

    ``watch`` is told of each session that a model has done; ``watch=print`` shows it, in a script and in a notebook.
    """
    flags = {
        "engine": engine,
        "model": model,
        "base_url": base_url,
        "api_key": api_key,
        "topics": topics,
        "prompts": prompts,
    }
    settings = load(flags, os.environ)
    transcript = given if isinstance(given, Transcript) else read_transcript(given)
    async with summarizer(settings) as work:
        return await work(transcript, watch)


def summarize(
    given: Given,
    *,
    engine: EngineName | None = None,
    model: str | None = None,
    base_url: str | None = None,
    api_key: str | None = None,
    topics: str | Path | None = None,
    prompts: str | Path | None = None,
    watch: Callable[[Progress], None] | None = None,
) -> CallSummary:
    """Do what `asummarize` does, and wait for it; works in a script and in a notebook.

    summary = summarize("call.txt")
    summary.analysts[0].exchanges[0].status
    """
    coroutine = asummarize(
        given,
        engine=engine,
        model=model,
        base_url=base_url,
        api_key=api_key,
        topics=topics,
        prompts=prompts,
        watch=watch,
    )
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return asyncio.run(coroutine)
    # A notebook runs a loop already, and a loop can't wait for another one: so it runs in a thread of its own.
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, coroutine).result()


def instructions(settings: Settings) -> Instructions:
    """The words that a model gets under these settings; the embedded engine does without them, and without jinja2.

    Raises TopicsError or PromptError.
    """
    from summarizer import prompts
    from summarizer.engines.requests import Instructions

    words = Instructions(prompts.load(settings.prompts), topics.load(settings.topics), CallInfo(), settings.model)
    return replace(words, budget=settings.budget, pack=words.pack if settings.pack else 0)


def reach(settings: Settings) -> ModelSettings:
    """How these settings reach a model."""
    from summarizer.folders import cache_folder
    from summarizer.model.settings import ModelSettings

    return ModelSettings(
        model=settings.model,
        base_url=settings.base_url,
        api_key=settings.api_key,
        timeout=settings.timeout,
        concurrency=settings.concurrency,
        requests_per_minute=settings.requests_per_minute,
        tokens_per_minute=settings.tokens_per_minute,
        max_requests=settings.max_requests,
        max_cost=settings.max_cost,
        cache=settings.cache if isinstance(settings.cache, Path) else cache_folder() if settings.cache else None,
        log_requests=settings.log_requests,
    )


@asynccontextmanager
async def connected(settings: Settings) -> AsyncIterator[Asking]:
    """The model that these settings name, with the words for it, for as long as it is needed.

    Raises SettingsError, TopicsError or PromptError before anything is asked.
    """
    from summarizer.model.local import served
    from summarizer.model.openai_client import connect

    words = instructions(settings)
    with served(reach(settings)) as there:
        async with connect(there, prompts=words.prompts) as model:
            yield pipeline.Asking(model, words)
