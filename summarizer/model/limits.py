"""How fast and how much at once: concurrency, requests and tokens a minute, and the endpoint's word on its limits.

All requests of a run share one ``Limits``. When the endpoint has too much to do, all wait and then half as many go at
once; each success makes room for a little more, up to what was set.
"""

from __future__ import annotations

import asyncio
import re
from collections import deque
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager

from aiolimiter import AsyncLimiter

from summarizer.model.clock import Clock
from summarizer.model.settings import ModelSettings

_UNITS = {"h": 3600.0, "m": 60.0, "s": 1.0, "ms": 0.001}
_DURATION = re.compile(r"([\d.]{1,20})(ms|h|m|s)")


class Limits:
    """Lets requests through, ``turn`` by ``turn``."""

    def __init__(self, settings: ModelSettings, clock: Clock) -> None:
        self._clock = clock
        self._most = float(settings.concurrency)
        self._allowed = float(settings.concurrency)
        self._busy = 0
        self._queue: deque[asyncio.Future[None]] = deque()
        self._resume_at = 0.0
        self._requests = AsyncLimiter(settings.requests_per_minute) if settings.requests_per_minute else None
        self._tokens = AsyncLimiter(settings.tokens_per_minute) if settings.tokens_per_minute else None

    @asynccontextmanager
    async def turn(self, tokens: int = 0, first_in_line: bool = False) -> AsyncIterator[None]:
        """Wait until a request of so many tokens may go, and hold its place while it is under way.

        One that is tried again goes ``first_in_line``: its patience is already running.
        """
        await self._enter(first_in_line)
        try:
            if self._requests:
                await self._requests.acquire()
            if self._tokens:
                # A request larger than a minute's allowance can only take all of it.
                await self._tokens.acquire(min(tokens, self._tokens.max_rate))
            while (pause := self._resume_at - self._clock.now()) > 0:
                await self._clock.sleep(pause)
            yield
        finally:
            self._leave()

    def slow_down(self, seconds: float) -> None:
        """Let nobody go for so many seconds, and half as many at once from then on."""
        now = self._clock.now()
        if now >= self._resume_at:  # one wave of refusals halves once, however many requests were in it
            self._allowed = max(self._allowed / 2, 1.0)
        self._resume_at = max(self._resume_at, now + seconds)

    def succeeded(self) -> None:
        """Allow a little more after a success: one more for each round of all that are allowed."""
        if self._allowed < self._most:
            self._allowed = min(self._allowed + 1 / self._allowed, self._most)

    def heed(self, headers: Mapping[str, str]) -> None:
        """Pause until the endpoint's next window where its ``x-ratelimit`` headers say that this one is used up."""
        for what in ("requests", "tokens"):
            if headers.get(f"x-ratelimit-remaining-{what}") == "0":
                reset = duration(headers.get(f"x-ratelimit-reset-{what}", ""))
                self._resume_at = max(self._resume_at, self._clock.now() + reset)

    async def _enter(self, first_in_line: bool) -> None:
        if self._busy < int(self._allowed) and not self._queue:
            self._busy += 1
            return
        place = asyncio.get_running_loop().create_future()
        (self._queue.appendleft if first_in_line else self._queue.append)(place)
        try:
            await place
        except asyncio.CancelledError:
            if place.done() and not place.cancelled():  # let in and called off in the same moment
                self._leave()
            raise

    def _leave(self) -> None:
        self._busy -= 1
        while self._queue and self._busy < int(self._allowed):
            place = self._queue.popleft()
            if not place.done():
                self._busy += 1
                place.set_result(None)


def duration(text: str) -> float:
    """Return the seconds of a duration as endpoints write it; a bare number is seconds, anything else none at all.

    >>> duration("6m0.5s"), duration("20ms"), duration("1.5"), duration("soon")
    (360.5, 0.02, 1.5, 0.0)
    """
    parts = _DURATION.findall(text)
    if parts and "".join(number + unit for number, unit in parts) == text:
        return sum(float(number) * _UNITS[unit] for number, unit in parts)
    return float(text) if re.fullmatch(r"\d+(\.\d+)?", text) else 0.0
