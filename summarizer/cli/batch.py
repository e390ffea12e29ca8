"""``summarizer batch``: many calls by the provider's Batch API, within a day and at half the price."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from summarizer.cli import options
from summarizer.cli.files import deliver, read, say
from summarizer.errors import SettingsError, SummarizerError
from summarizer.render.text import counted

if TYPE_CHECKING:
    from summarizer.model.batches import BatchStatus, Collected
    from summarizer.settings import Settings
    from summarizer.transcript import Transcript


@click.group()
def batch() -> None:
    """Summarise many calls overnight, at half the price.

    Hand them in, collect the replies when they are there, and summarise as usual: the replies are in the cache.

    Example: summarizer batch submit calls/*.txt
    """


@batch.command()
@options.files
@options.model
@options.base_url
@options.topics
@options.prompts
@options.settings
@options.cache
@options.pack
@options.budget
def submit(files: tuple[str, ...], settings: Path | None, **flags: object) -> int:
    """Hand in what the calls would ask and what is neither answered nor handed in yet.

    Example: summarizer batch submit calls/*.txt --model gpt-4.1-mini
    """
    import asyncio

    from summarizer import overnight
    from summarizer.segmentation.sessions import parse_call

    unread: list[str] = []
    silent: list[str] = []

    def transcripts() -> Iterator[tuple[str, Transcript]]:
        for file in files:
            try:
                transcript = read(file)
            except SummarizerError as error:
                unread.append(file)
                say(error if file in str(error) else f"{file}: {error}")
                continue
            if not parse_call(transcript).sessions:
                silent.append(file)
                say(f"{file}: no Q&A in which an analyst asks was found, so there is nothing to hand in.")
            yield file, transcript

    done = asyncio.run(overnight.submit(transcripts(), _loaded(flags, settings)))
    for number in done.batches:
        deliver(f"{number}\n", None)
    if done.requests:
        say(f"{counted(done.requests, 'request')} handed in; see 'summarizer batch status', collect within a day.")
    elif done.waiting:
        say(f"Nothing new, {counted(done.waiting, 'request')} handed in already; see 'summarizer batch status'.")
    elif len(unread) + len(silent) < len(files):
        say("Every reply is in the cache; summarise these calls with the same settings.")
    return 0 if not unread else 2 if len(unread) == len(files) else 1


@batch.command()
@options.model
@options.base_url
@options.settings
@options.cache
def status(settings: Path | None, **flags: object) -> int:
    """Say how far the batches are.

    Example: summarizer batch status
    """
    import asyncio

    from summarizer import overnight

    found = asyncio.run(overnight.status(_loaded(flags, settings)))
    deliver("".join(map(_row, found)) or "No batch is waiting to be collected.\n", None)
    return 0


@batch.command()
@options.model
@options.base_url
@options.settings
@options.cache
def collect(settings: Path | None, **flags: object) -> int:
    """Fetch the replies of the batches that have ended, and name what failed.

    Then summarise the calls as usual with the same settings. Submit them again first for what failed and for the
    second round, the repairs; or let summarize ask for those at the full price.

    Example: summarizer batch collect
    """
    import asyncio

    from summarizer import overnight

    ended = asyncio.run(overnight.collect(_loaded(flags, settings)))
    if not ended:
        say("No batch has ended; see 'summarizer batch status'.")
    for one in ended:
        deliver(_collected(one), None)
        for label, fault in one.failed:
            say(f"{label}: {fault}")
    return int(any(one.failed for one in ended))


def _loaded(flags: dict[str, object], file: Path | None) -> Settings:
    from summarizer.model.settings import GGUF
    from summarizer.settings import NO_ENGINE, load

    # That the llm engine needs a key is said here, since there is no other for a batch.
    loaded = load(flags | NO_ENGINE, os.environ, file)
    if not (loaded.api_key or loaded.base_url or loaded.model.startswith(GGUF)):
        raise SettingsError(
            "A batch goes to a provider, and there is neither a key nor an address: set OPENAI_API_KEY, or give "
            "--base-url for a server that needs no key."
        )
    return replace(loaded, engine="llm")


def _row(one: BatchStatus) -> str:
    return f"{one.id}: {one.status}, {one.done} of {one.requests} done, {one.failed} failed\n"


def _collected(one: Collected) -> str:
    cost = "price unknown" if one.usage.cost_usd is None else f"${one.usage.cost_usd:.4f}"
    tokens = f"{one.usage.prompt_tokens + one.usage.completion_tokens:,} tokens"
    return f"{one.id}: {one.replies} replies are in the cache, {len(one.failed)} failed, {tokens}, {cost}\n"
