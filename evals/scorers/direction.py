"""Whether words of direction go the other way where the sources speak of the same: up for down, better for worse."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from summarizer.figures.units import CLOSED

_TOKEN = re.compile(r"\d[\d,.]*\d|\d|[^\W\d_]+(?:['’][^\W\d_]+)?|[.;?!]")
# Words that are each other's opposite. All that goes up may confirm an "up", but only its own opposite contradicts it.
_OPPOSITES = (
    (
        "up upward upwards rose rise rises rising risen grew grow grows growing grown growth increase increases "
        "increased increasing higher climbed climb raised raise raises expand expands expanded expanding expansion "
        "upside more",
        "down downward downwards fell fall falls falling fallen shrank shrink shrinks shrinking shrunk decline "
        "declines declined declining decrease decreases decreased decreasing lower cut cuts reduce reduced reduces "
        "reduction contracted contraction dropped drop drops downside less fewer",
    ),
    ("above exceed exceeds exceeded", "below"),
    ("larger bigger largest biggest highest", "smaller smallest lowest"),
    ("longer", "shorter"),
    ("gain gains gained", "loss losses lose lost"),
    ("inflow inflows", "outflow outflows"),
    ("tailwind tailwinds", "headwind headwinds"),
    ("accelerate accelerated accelerating faster sooner", "slow slowed slower slowing"),
    ("most", "least"),
    ("earlier", "later"),
    ("better improve improves improved improving improvement", "worse worsen worsens worsened worsening"),
    ("best good", "worst bad"),
    ("stronger strong", "weaker weak"),
)
_WAYS = {
    word: (group, way)
    for group, pair in enumerate(_OPPOSITES)
    for way, words in zip((1, -1), pair, strict=True)
    for word in words.split()
}
_STEM = 6
# How many words away a key word is still spoken of, and how much less it counts for each step.
_REACH = 5
_FADING = 0.2
_LEAST_COMMON = 0.5
_LEAST_MARGIN = 0.2


class Way(NamedTuple):
    """A word of direction: its group, which way it goes, and the key words around it, the nearer the heavier."""

    text: str
    group: int
    way: int
    around: dict[str, float]


def turns(text: str, sources: Sequence[str]) -> Iterator[str]:
    """The words of direction in a sentence that go the other way beside the same key words in the sources.

    >>> list(turns("Margin rose on mix.", ["Margins came down because of the mix, and they fell in Asia too."]))
    ['"rose" against "down"']
    """
    for mine in ways(text):
        best = {1: 0.0, -1: 0.0}
        nearest = ""
        for other in (way for source in sources for way in ways(source)):
            if other.group != mine.group and other.way != mine.way:
                continue
            common = sum(min(weight, other.around.get(stem, 0.0)) for stem, weight in mine.around.items())
            if common > best[other.way]:
                best[other.way] = common
                nearest = other.text if other.way != mine.way else nearest
        if best[-mine.way] >= _LEAST_COMMON and best[-mine.way] > best[mine.way] + _LEAST_MARGIN:
            yield f'"{mine.text}" against "{nearest}"'


@lru_cache(maxsize=16384)
def ways(text: str) -> tuple[Way, ...]:
    """The words of direction in a text."""
    tokens = [token.lower() for token in _TOKEN.findall(text)]
    return tuple(
        Way(token, *_WAYS[token], _around(tokens, place)) for place, token in enumerate(tokens) if token in _WAYS
    )


def _around(tokens: Sequence[str], place: int) -> dict[str, float]:
    around: dict[str, float] = {}
    for step in (1, -1):
        for distance in range(1, _REACH + 1):
            at = place + step * distance
            if not 0 <= at < len(tokens) or tokens[at] in ".;?!":
                break
            token = tokens[at]
            if token[0].isdigit() or (len(token) > 2 and token not in CLOSED and token not in _WAYS):
                stem = token if token[0].isdigit() else token[:_STEM]
                around[stem] = max(around.get(stem, 0.0), 1 / (1 + _FADING * distance))
    return around
