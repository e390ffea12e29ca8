"""Requests handed in at a provider's Batch API: answered within a day, at half the price, the replies kept as any.

    async with connect(settings) as desk:
        await desk.submit({key: Wanted("call.txt", request)})
        for batch in await desk.collect(Reply): ...

What is handed in stands in the cache's file, so that nothing is handed in twice and nothing that came is lost, also
where a process is killed at any point: a batch that was made and not written down is found again by its mark.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager, closing
from typing import Any, Final, NamedTuple, TypeVar

import openai
from openai.types import Batch

from summarizer.errors import ModelError, ReplyCut, SettingsError
from summarizer.model import cache, dialect, faults, prices, wire
from summarizer.model.address import Address, address
from summarizer.model.client import client, credentials
from summarizer.model.clock import WALL, Clock
from summarizer.model.door import Request, T, total
from summarizer.model.replies import read_reply
from summarizer.model.retrying import patiently
from summarizer.model.settings import ModelSettings
from summarizer.model.store import Store
from summarizer.prompts import Prompts
from summarizer.summary import Usage

R = TypeVar("R")

_TABLES = (
    "CREATE TABLE IF NOT EXISTS batches (id TEXT PRIMARY KEY, endpoint TEXT NOT NULL, open INTEGER NOT NULL)",
    "CREATE TABLE IF NOT EXISTS handed_in (key TEXT PRIMARY KEY, batch TEXT, label TEXT NOT NULL, "
    "room INTEGER NOT NULL, fault TEXT) WITHOUT ROWID",
)
_PATH: Final = "/v1/chat/completions"
_MARK = "analyst-qa"
_ENDED = ("completed", "failed", "expired", "cancelled")
# What a provider takes in one batch.
_MOST_REQUESTS, _MOST_BYTES = 50_000, 190_000_000
_HALF_PRICE = 0.5


class Wanted(NamedTuple):
    """A request that waits for a batch; the label says in a message what it is for."""

    label: str
    request: Request[Any]


class Submitted(NamedTuple):
    """What became of what was wanted: the batches made, how many requests are in them, and how many were in others."""

    batches: tuple[str, ...]
    requests: int
    waiting: int


class BatchStatus(NamedTuple):
    """A batch in the provider's words, and how many of its requests are done."""

    id: str
    status: str
    done: int
    failed: int
    requests: int


class Collected(NamedTuple):
    """An ended batch: how many replies are kept now, which requests failed and why, and what it took."""

    id: str
    replies: int
    failed: tuple[tuple[str, str], ...]
    usage: Usage


@asynccontextmanager
async def connect(settings: ModelSettings, prompts: Prompts, clock: Clock = WALL) -> AsyncIterator[Batches]:
    """Open the way to a provider's batches. Raises SettingsError where there is no cache, key or address."""
    where = address(settings)
    if settings.cache is None:
        raise SettingsError(
            "A batch's replies are kept in the cache; name a folder with --cache, or take cache = false out of the "
            "settings."
        )
    async with AsyncExitStack() as open_things:
        kept = open_things.enter_context(closing(cache.ReplyCache(settings.cache)))
        book = open_things.enter_context(closing(Store(settings.cache, _TABLES)))
        sdk = await open_things.enter_async_context(client(settings, where))
        yield Batches(settings, prompts, clock, where, sdk, kept, book)


class Batches:
    """The batches of one endpoint; made by ``connect``. ``kept`` is the cache that the replies go to."""

    def __init__(
        self,
        settings: ModelSettings,
        prompts: Prompts,
        clock: Clock,
        where: Address,
        sdk: openai.AsyncOpenAI,
        kept: cache.ReplyCache,
        book: Store,
    ) -> None:
        self._settings = settings
        self._prompts = prompts
        self._clock = clock
        self._place = faults.Place(where.url, settings.model, settings.timeout, where.secret)
        self._sdk = sdk
        self._headers = credentials(where)
        self.kept = kept
        self._book = book
        self._dialect = dialect.read(kept.dialect(where.url, settings.model))

    async def submit(self, wanted: Mapping[str, Wanted]) -> Submitted:
        """Hand in what is not handed in yet, by its key in the cache; a ModelError says why it could not be.

        A request whose reply was cut last time is handed in with twice the room.
        """
        under_way = {
            key
            for (key,) in self._book.all(
                "SELECT key FROM handed_in JOIN batches ON batch = id WHERE open AND endpoint = ?", self._place.endpoint
            )
        }
        made = []
        new = {key: one for key, one in wanted.items() if key not in under_way}
        for pile in _piles({key: self._line(key, one.request) for key, one in new.items()}):
            batch = await self._hand_in(pile)
            made.append(batch)
            with self._book.together():
                self._book.do("INSERT OR REPLACE INTO batches VALUES (?, ?, 1)", batch, self._place.endpoint)
                for key in pile:
                    label, request = new[key]
                    row = (key, batch, label, self._room(key, request))
                    self._book.do("INSERT OR REPLACE INTO handed_in VALUES (?, ?, ?, ?, NULL)", *row)
        return Submitted(tuple(made), len(new), len(wanted) - len(new))

    async def status(self) -> tuple[BatchStatus, ...]:
        """Return how far the batches are that were not collected yet."""
        return tuple([_status(await self._retrieve(batch)) for batch in self._open()])

    async def collect(self, reply_type: type[T]) -> tuple[Collected, ...]:
        """Fetch and check the replies of all batches that have ended; each good one is kept.

        What failed can be handed in again. Raises a ModelError where the provider can't be asked.
        """
        ended = [batch for number in self._open() if (batch := await self._retrieve(number)).status in _ENDED]
        return tuple([await self._collect(batch, reply_type) for batch in ended])

    async def _collect(self, batch: Batch, reply_type: type[T]) -> Collected:
        rows = self._book.all("SELECT key, label, room FROM handed_in WHERE batch = ?", batch.id)
        lines = [
            line for file in (batch.output_file_id, batch.error_file_id) if file for line in await self._read(file)
        ]
        came = {str(line.get("custom_id")): line for line in lines}
        usages: list[Usage] = []
        failed: dict[str, tuple[str, int]] = {}
        for key, _, room in rows:
            try:
                raw, model = self._judged(came.get(key), batch, reply_type, usages)
                self.kept.put(key, cache.KeptReply(model, raw))
            except ReplyCut as error:
                failed[key] = str(error), min(2 * room, self._settings.max_tokens)
            except ModelError as error:
                failed[key] = str(error), room
        with self._book.together():
            self._book.do("UPDATE batches SET open = 0 WHERE id = ?", batch.id)
            self._book.do("DELETE FROM handed_in WHERE batch = ?", batch.id)
            for key, label, _ in rows:
                if key in failed:
                    fault, room = failed[key]
                    self._book.do("INSERT INTO handed_in VALUES (?, NULL, ?, ?, ?)", key, label, room, fault)
        named = tuple((label, failed[key][0]) for key, label, _ in rows if key in failed)
        return Collected(batch.id, len(rows) - len(failed), named, total(usages))

    def _judged(
        self, line: Mapping[str, Any] | None, batch: Batch, reply_type: type[T], usages: list[Usage]
    ) -> tuple[str, str]:
        """Return a line's reply and its model's name, after the same checks as any; raise a ModelError otherwise."""
        if line is None:
            errors = batch.errors.data if batch.errors and batch.errors.data else []
            reasons = "; ".join(str(error.message) for error in errors) or "it gives no reason"
            raise ModelError(
                f"The batch is {batch.status} without an answer to this request ({faults.clipped(reasons)})."
            )
        answer = line.get("response") or {}
        body = answer.get("body") or {}
        if answer.get("status_code") != 200:
            said = (line.get("error") or body.get("error") or {}).get("message", "no reason given")
            simpler = dialect.simpler(self._dialect, str(said))
            if simpler:
                self._dialect = simpler
                self.kept.learn(self._place.endpoint, self._settings.model, dialect.written(simpler))
            raise ModelError(f"{self._place.endpoint} did not answer this request ({faults.clipped(str(said))}).")
        completion = wire.read_completion(json.dumps(body).encode(), self._place.endpoint)
        usages.append(self._usage(completion))
        raw = wire.text_of(completion, self._settings.model)
        if wire.was_cut(completion):
            raise ReplyCut(f"The reply of {self._settings.model} was cut; it gets more room when handed in again.")
        read_reply(raw, reply_type)
        return raw, completion.model or self._settings.model

    def _usage(self, completion: wire.Completion) -> Usage:
        usage = wire.counted(completion) or Usage(calls=1)
        counts = usage.prompt_tokens, usage.completion_tokens, usage.cached_tokens
        full = prices.price(self._settings.model, self._place.endpoint, *counts)
        return usage.model_copy(update={"cost_usd": None if full is None else _HALF_PRICE * full})

    def _line(self, key: str, request: Request[Any]) -> str:
        roomy = Request(request.messages, request.reply_type, self._room(key, request))
        asked = dialect.spoken(roomy, self._dialect, self._prompts)
        body = dialect.body(asked, self._settings, self._dialect)
        return json.dumps({"custom_id": key, "method": "POST", "url": _PATH, "body": body})

    def _room(self, key: str, request: Request[Any]) -> int:
        row = self._book.one("SELECT room FROM handed_in WHERE key = ?", key)
        return max(int(row[0]), request.max_tokens) if row else request.max_tokens

    def _open(self) -> list[str]:
        rows = self._book.all("SELECT id FROM batches WHERE open AND endpoint = ?", self._place.endpoint)
        return [str(row[0]) for row in rows]

    async def _hand_in(self, pile: Mapping[str, str]) -> str:
        """Make a batch of the lines, or find the one that an earlier run made of them and did not write down."""
        mark = hashlib.sha256("\n".join(sorted(pile)).encode()).hexdigest()[:32]
        known = {number for (number,) in self._book.all("SELECT id FROM batches")}
        content = ("\n".join(pile.values()) + "\n").encode()

        async def found_or_made() -> str:
            # Looked for at each try: a connection may break after the batch was made and before we hear of it.
            for batch in (await self._sdk.batches.list(limit=100, extra_headers=self._headers)).data:
                if batch.id not in known and (batch.metadata or {}).get(_MARK) == mark:
                    return batch.id
            file = await self._sdk.files.create(
                file=("requests.jsonl", content), purpose="batch", extra_headers=self._headers
            )
            made = await self._sdk.batches.create(
                input_file_id=file.id,
                endpoint=_PATH,
                completion_window="24h",
                metadata={_MARK: mark},
                extra_headers=self._headers,
            )
            return made.id

        return await self._reached(found_or_made)

    async def _retrieve(self, number: str) -> Batch:
        return await self._reached(lambda: self._sdk.batches.retrieve(number, extra_headers=self._headers))

    async def _read(self, file: str) -> Sequence[dict[str, Any]]:
        answer = await self._reached(lambda: self._sdk.files.content(file, extra_headers=self._headers))
        return [json.loads(line) for line in answer.text.split("\n") if line.strip()]

    async def _reached(self, call: Callable[[], Awaitable[R]]) -> R:
        """Return what the provider answers, patient as with any request."""

        async def attempt(further: bool) -> R:
            try:
                return await call()
            except openai.OpenAIError as error:
                raise faults.translate(error, self._place) from None

        return await patiently(attempt, self._settings, self._clock, lambda: False, lambda seconds: None)


def _status(batch: Batch) -> BatchStatus:
    counts = batch.request_counts
    return (
        BatchStatus(batch.id, batch.status, counts.completed, counts.failed, counts.total)
        if counts
        else BatchStatus(batch.id, batch.status, 0, 0, 0)
    )


def _piles(lines: Mapping[str, str]) -> Iterator[dict[str, str]]:
    """Part lines into piles that a provider takes."""
    pile: dict[str, str] = {}
    size = 0
    for key, line in lines.items():
        length = len(line.encode()) + 1
        if pile and (len(pile) == _MOST_REQUESTS or size + length > _MOST_BYTES):
            yield pile
            pile, size = {}, 0
        pile[key] = line
        size += length
    if pile:
        yield pile
