"""Results in the order of the files, while work on the next ones is under way."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Iterable
from typing import Generic, TypeVar

R = TypeVar("R")


class Ahead(Generic[R]):
    """Works on up to ``most`` files at once; `next` gives what became of each, in their order."""

    def __init__(self, files: Iterable[str], work: Callable[[str], Awaitable[R]], most: int) -> None:
        self._files = iter(files)
        self._work = work
        self._most = most
        self._begun: deque[asyncio.Future[R]] = deque()

    async def next(self) -> R:
        """Return the result of the next file, or raise what its work raised."""
        while len(self._begun) < self._most and (file := next(self._files, None)) is not None:
            self._begun.append(asyncio.ensure_future(self._work(file)))
        return await self._begun.popleft()

    async def aclose(self) -> None:
        """Call off what is under way, and wait until it has ended."""
        for work in self._begun:
            work.cancel()
        await asyncio.gather(*self._begun, return_exceptions=True)
