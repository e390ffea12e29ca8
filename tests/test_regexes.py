"""No regular expression of the package backtracks without bound, whatever a transcript holds."""

from __future__ import annotations

import importlib
import pkgutil
import re
import signal
from collections.abc import Iterator
from functools import cache
from itertools import product
from pathlib import Path
from types import FrameType
from typing import Any

import pytest

import summarizer

LENGTH = 20_000
# Far above what any of them takes (milliseconds): only to catch explosions, not to measure.
SECONDS = 10
PIECES = [
    "a",
    "A",
    " ",
    "\n",
    "-",
    ".",
    "1",
    "1,",
    "A ",
    "A-",
    "A, ",
    "Mr. ",
    "and ",
    "(A",
    "<a ",
    "“a",
    "a: ",
    "-- ",
    "20",
    "00:00:",
    "January 1, 2025 ",
    "1 million ",
    "one hundred and ",
    "first-quarter ",
    "question ",
    "next question is from A of ",
    "turn it over to A ",
    "thanks ",
    "this is A ",
]


class Explosion(Exception):
    """The time is up."""


@cache
def source() -> str:
    """All of the package's code."""
    return "\n".join(path.read_text("utf-8") for path in Path(summarizer.__path__[0]).rglob("*.py"))


def methods(name: str) -> list[str]:
    """The methods by which the package uses a regex of this name."""
    used = re.findall(rf"\b{name}\.(match|fullmatch|search|finditer|findall|sub|split)\b", source())
    return sorted(set(used)) or ["search"]


def inside(value: Any) -> Iterator[re.Pattern[str]]:
    if isinstance(value, re.Pattern) and isinstance(value.pattern, str):
        yield value
    elif isinstance(value, (tuple, list)):
        for each in value:
            yield from inside(each)
    elif isinstance(value, dict):
        yield from inside(list(value.values()))


def stop(number: int, frame: FrameType | None) -> None:
    raise Explosion


@pytest.fixture
def bounded() -> Iterator[None]:
    before = signal.signal(signal.SIGALRM, stop)
    yield
    signal.setitimer(signal.ITIMER_REAL, 0)
    signal.signal(signal.SIGALRM, before)


MODULES = sorted(m.name for m in pkgutil.walk_packages(summarizer.__path__, "summarizer.") if "__main__" not in m.name)


@pytest.mark.parametrize("module", MODULES)
def test_regexes_end_soon(module: str, bounded: None) -> None:
    """On 20,000 characters of one thing over and over, each regex ends, as it is used, before an explosion would."""
    loaded = importlib.import_module(module)
    own = re.findall(r"^(\w+) = ", Path(str(loaded.__file__)).read_text("utf-8"), re.MULTILINE)
    for name in own:
        for pattern in inside(vars(loaded).get(name)):
            for method, piece in product(methods(name), PIECES):
                signal.setitimer(signal.ITIMER_REAL, SECONDS)
                try:
                    run(pattern, method, (piece * LENGTH)[:LENGTH] + "\0")
                except Explosion:
                    pytest.fail(f"{module}.{name}.{method} takes more than {SECONDS} s on {piece!r} over and over")


def run(pattern: re.Pattern[str], method: str, text: str) -> None:
    if method == "sub":
        pattern.sub("", text)
    elif method in ("finditer", "findall"):
        for _ in pattern.finditer(text):
            pass
    else:
        getattr(pattern, method)(text)
