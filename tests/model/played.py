"""Time that is played: waiting costs nothing, and a test sees how long it would have been."""

import asyncio
import selectors
from collections.abc import Coroutine
from typing import Any, TypeVar

from summarizer.model.clock import Clock

R = TypeVar("R")


class PlayedTime:
    """A clock that only sleep moves; ``slept`` holds every wait."""

    def __init__(self) -> None:
        self.slept: list[float] = []
        self.clock = Clock(now=lambda: sum(self.slept), sleep=self._sleep)

    async def _sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        await asyncio.sleep(0)


class _Jumping(selectors.SelectSelector):
    """A selector that does not wait for a timer but lets its time come at once."""

    played = 0.0

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        ready = super().select(0)
        if not ready and timeout is None:
            raise RuntimeError("nothing is left that could happen: the test waits for ever")
        self.played += timeout or 0.0
        return ready


class _PlayedLoop(asyncio.SelectorEventLoop):
    def __init__(self) -> None:
        self._jumping = _Jumping()
        super().__init__(self._jumping)

    def time(self) -> float:
        return self._jumping.played


def play(main: Coroutine[Any, Any, R]) -> R:
    """Run a coroutine that does no input or output in a loop whose time is played."""
    with asyncio.Runner(loop_factory=_PlayedLoop) as runner:
        return runner.run(main)


def loop_clock() -> Clock:
    """Return the clock of the running loop."""
    return Clock(now=asyncio.get_running_loop().time, sleep=asyncio.sleep)
