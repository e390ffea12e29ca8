"""Whether a figure stands where the sources have another one: both were said, but of different things."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from summarizer.figures.finding import Figure, find_figures
from summarizer.figures.matching import states
from summarizer.figures.units import CLOSED

_TOKEN = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?|[;,]")
_LINKS = frozenset("from to after against before of out by until than over at with for in on compared versus".split())
_PERIODS = ("quarter", "half")
_STEM = 6
# How many words away a key word still says what a figure is of, and how much less it counts for each step.
_REACH = 5
_FADING = 0.3
_LINK = 0.5
# Periods are few and stand beside few words.
_LEAST_MARGIN, _LEAST_MARGIN_OF_PERIODS = 0.5, 0.3


def misplaced(text: str, sources: Sequence[str]) -> Iterator[str]:
    """The figures of a sentence beside whose words the sources have another figure of the same unit.

    >>> list(misplaced("Prices rose 3%.", ["Prices rose 5% and wages rose 3%."]))
    ['3% stands where 5% is']
    """
    for figure in find_figures(text):
        if figure.spelled and figure.kind not in _PERIODS:
            continue
        mine = _around(text, figure)
        own, other, instead = 0.0, 0.0, ""
        for source in sources:
            for found in find_figures(source):
                if found.kind != figure.kind:
                    continue
                theirs = _around(source, found)
                common = sum(min(weight, theirs.get(word, 0.0)) for word, weight in mine.items())
                if states(figure, found):
                    own = max(own, common)
                elif found.unit == figure.unit and common > other:
                    other, instead = common, found.text
        if other > own + (_LEAST_MARGIN_OF_PERIODS if figure.kind in _PERIODS else _LEAST_MARGIN):
            yield f"{figure.text} stands where {instead} is"


@lru_cache(maxsize=16384)
def _around(text: str, figure: Figure) -> dict[str, float]:
    """The key words and the link around a figure, up to the next figure or comma, the nearer the heavier."""
    figures = find_figures(text)
    start = max((one.end for one in figures if one.end <= figure.start), default=0)
    end = min((one.start for one in figures if one.start >= figure.end), default=len(text))
    before = [token.lower() for token in _TOKEN.findall(text[start : figure.start])][::-1]
    after = [token.lower() for token in _TOKEN.findall(text[figure.end : end])]
    around: dict[str, float] = {}
    if before and before[0] in _LINKS:
        around[f"{before[0]} _"] = _LINK
    for tokens in (before, after):
        for distance, token in enumerate(tokens[:_REACH]):
            if token in ",;":
                break
            if len(token) > 2 and token not in CLOSED:
                around[token[:_STEM]] = max(around.get(token[:_STEM], 0.0), 1 / (1 + _FADING * distance))
    return around
