"""Words of direction, held against the ways that the sources go: up for down, better for worse."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from evals.scorers.claims import Claim, Fit, Known, level, opposite, overall, votes, weighed
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
# These have the words of a way and go none: "adds up to", "46 less 36", "no longer", "declined to say", "the lower
# half", "whether it is up or down", "puts it down to the weather".
_NO_WAY = re.compile(
    r"\b(?:adds?|added|ends?|ended|sums?|(?!go|com|mov|head)\w+ing) up\b|\b(?:no|any) (?:longer|more)\b|"
    r"\bdeclin\w+ to\b|\d (?:less|more) (?=\d)|, less (?=half|about|\W?\d)|"
    r"\bput(?:s|ting)? (?:[\w-]+ ){1,5}?down to\b|"
    r"\b(?:lower|upper|higher) (?:half|end|part|bound)\b|\bup or down\b|\bhigher or lower\b|\bmore or less\b",
    re.IGNORECASE,
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
_DENIAL = re.compile(r"\b(?:no|not|never|nothing|none|nobody|without)\b|n['’]t\b", re.IGNORECASE)
_COMPARING = frozenset("more less better worse best good most least".split())


class Way(NamedTuple):
    """A word of direction: its group, which way it goes, and the key words around it, the nearer the heavier."""

    text: str
    group: int
    way: int
    around: dict[str, float]


def claims(text: str, known: Known) -> Iterator[Claim]:
    """The words of direction in a sentence as claims."""
    for mine in ways(text):
        total = sum(mine.around.values()) or 1.0
        features: dict[str, float] = {}
        fits: list[Fit] = []
        alike = opposed = 0.0
        for group, sources in known.groups():
            others = _all_ways(sources)
            of_group = list(_fits(mine, others))
            features |= weighed(group, of_group, total)
            fits += of_group
            same = [_common(mine, other) for other in others if (other.group, other.way) == (mine.group, mine.way)]
            features[f"{group} same words"] = max(same, default=0.0) / total
            features[f"{group} very word"] = float(any(other.text == mine.text for other in others))
            alike = max(alike, float(bool(same)))
            opposed = max(opposed, float(any(o.group == mine.group and o.way != mine.way for o in others)))
        features |= overall(features) | {
            "alike": alike,
            "opposed": opposed,
            "way": float(mine.way),
            "denial": float(bool(_DENIAL.search(text))),
            "compares": float(mine.text in _COMPARING),
            "weight": total,
        }
        features |= votes(level(_fits(mine, _all_ways(answer)), total) for answer in known.answers)
        yield Claim("direction", mine.text, " ".join(mine.around), opposite(fits), features)


def _fits(mine: Way, others: Iterable[Way]) -> Iterator[Fit]:
    """What goes the same way, and what goes the opposite one in the same kind of words."""
    for other in others:
        if other.group == mine.group or other.way == mine.way:
            yield Fit(_common(mine, other), other.way == mine.way, other.text)


def _all_ways(sources: Iterable[str]) -> list[Way]:
    return [way for source in sources for way in ways(source)]


def _common(mine: Way, other: Way) -> float:
    return sum(min(weight, other.around.get(stem, 0.0)) for stem, weight in mine.around.items())


@lru_cache(maxsize=16384)
def ways(text: str) -> tuple[Way, ...]:
    """The words of direction in a text."""
    text = _NO_WAY.sub("_", text)
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
