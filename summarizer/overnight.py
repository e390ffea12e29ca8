"""Many calls overnight: what a run would ask is handed in as a batch, and the replies wait in the cache for that run.

A run over the cache finds out what is missing: first the drafts, and once those are there the merges and the repairs.
So the prompts, the checks and the keys are those of any run, and handing in again goes on where it was.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from summarizer import pipeline, topics
from summarizer.errors import SettingsError
from summarizer.library import instructions, reach
from summarizer.model.settings import GGUF
from summarizer.settings import Settings
from summarizer.transcript import Transcript

if TYPE_CHECKING:
    from summarizer.model.batches import Batches, BatchStatus, Collected, Submitted, Wanted
    from summarizer.model.cache import ReplyCache


async def submit(transcripts: Iterable[tuple[str, Transcript]], settings: Settings) -> Submitted:
    """Hand in what the calls, each with a name for messages, would ask now and what no batch holds yet.

    Raises SettingsError or PromptError before anything is sent, and a ModelError where the provider takes no batch.
    """
    async with _desk(settings) as desk:
        return await desk.submit(await _wanted(transcripts, settings, desk.kept))


async def status(settings: Settings) -> tuple[BatchStatus, ...]:
    """How far the batches are that were handed in at this endpoint and not collected yet."""
    async with _desk(settings) as desk:
        return await desk.status()


async def collect(settings: Settings) -> tuple[Collected, ...]:
    """Fetch the batches that have ended; good replies are in the cache from then on, what failed is named."""
    from summarizer.engines.reply import Reply

    async with _desk(settings) as desk:
        return await desk.collect(Reply)


@asynccontextmanager
async def _desk(settings: Settings) -> AsyncIterator[Batches]:
    from summarizer.model import batches

    if settings.model.startswith(GGUF):
        raise SettingsError(f"{settings.model} runs on this machine, where there are no batches; use summarize.")
    async with batches.connect(reach(settings), instructions(settings).prompts) as desk:
        yield desk


async def _wanted(
    transcripts: Iterable[tuple[str, Transcript]], settings: Settings, cache: ReplyCache
) -> dict[str, Wanted]:
    from summarizer.model.address import address
    from summarizer.model.batches import Wanted
    from summarizer.model.kept import KeptReplies

    there, words, listed = reach(settings), instructions(settings), topics.load(settings.topics)
    wanted: dict[str, Wanted] = {}
    for name, transcript in transcripts:
        kept = KeptReplies(there, address(there).url, cache)
        await pipeline.summarize(transcript, listed, pipeline.Asking(kept, words))
        wanted |= {key: Wanted(name, request) for key, request in kept.missing.items()}
    return wanted
