"""How far a run is, on stderr: a line that moves on a terminal, plain lines elsewhere."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from itertools import count
from typing import TYPE_CHECKING

from summarizer.cli.files import say

if TYPE_CHECKING:
    from rich.status import Status

    from summarizer.pipeline import Progress


class Seen:
    """Tells of sessions as they are done: how many, their tokens, the cost so far, and about how long the rest takes.

    ``files`` is how many calls the run has; the time left is reckoned from the part of them that is done.
    """

    def __init__(self, files: int, quiet: bool, clock: Callable[[], float] = time.monotonic) -> None:
        self._files = files
        self._quiet = quiet
        self._clock = clock
        self._started = clock()
        self._calls: dict[int, Progress] = {}
        self._numbers = count()
        self._line = _moving_line() if sys.stderr.isatty() and not quiet else None

    def of(self, file: str) -> Callable[[Progress], None]:
        """What is told of the sessions of a file."""
        return partial(self._told, next(self._numbers), file)

    @contextmanager
    def waiting(self) -> Iterator[None]:
        """Show the line, on a terminal, while there is nothing to print."""
        if not self._line:
            yield
            return
        with self._line:
            yield

    def _told(self, number: int, file: str, progress: Progress) -> None:
        self._calls[number] = progress
        if self._line:
            self._line.update(self._text(list(self._calls.values())))
        elif not self._quiet:
            say(f"{file}: {self._text([progress])}.")

    def _text(self, calls: list[Progress]) -> str:
        """How much of ``calls`` is done, and what all of the run took so far."""
        from summarizer.model.door import total

        usage = total([one.usage for one in self._calls.values()])
        done, sessions = sum(one.done for one in calls), sum(one.sessions for one in calls)
        cost = "price unknown" if usage.cost_usd is None else f"${usage.cost_usd:.4f}"
        tokens = usage.prompt_tokens + usage.completion_tokens
        parts = [f"{done} of {sessions} sessions", f"{tokens:,} tokens", cost, self._left()]
        return ", ".join(part for part in parts if part)

    def _left(self) -> str:
        part = sum(one.done / one.sessions for one in self._calls.values()) / self._files
        if part >= 1:
            return ""
        seconds = (self._clock() - self._started) * (1 - part) / part
        return f"about {seconds:.0f} s left" if seconds < 90 else f"about {seconds / 60:.0f} min left"


def _moving_line() -> Status:
    from rich.console import Console

    return Console(stderr=True).status("Asking the model ...")
