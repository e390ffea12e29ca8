"""Figures beside their words, held against those of the sources: both were said, but of different things."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple

from evals.scorers.claims import Claim, Fit, Known, opposite, overall, weighed
from summarizer.figures.finding import Figure, find_figures
from summarizer.figures.matching import states
from summarizer.figures.units import CLOSED

_TOKEN = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?|[;,]")
_NUMBER = re.compile(r"\d(?:[\d.,]*\d)?")
_LINKS = frozenset("from to after against before of out by until than over at with for in on compared versus".split())
_PERIODS = ("quarter", "half")
_STEM = 6
# How many words away a key word still says what a figure is of, and how much less it counts for each step.
_REACH = 5
_FADING = 0.3
_LINK = 0.5
_MANY = 6
# In characters: two figures of one sentence that are this far apart belong to different things.
_FAR = 200.0


class Place(NamedTuple):
    """A figure of a source: how many words beside it are the claim's, how like the whole sentences are, whether it is
    the claim's own figure, and whether it has the same unit."""

    figure: Figure
    common: float
    likeness: float
    own: bool
    unit: bool


def claims(text: str, known: Known) -> Iterator[Claim]:
    """The figures of a sentence, and the periods, as claims."""
    figures = find_figures(text)
    for figure in figures:
        period = figure.kind in _PERIODS
        if figure.spelled and not period:
            continue
        around = _around(text, figure)
        total = sum(around.values()) or 1.0
        features: dict[str, float] = {}
        places: list[Place] = []
        for group, sources in known.groups():
            of_group = list(_places(text, figure, around, sources))
            likeness = max((place.likeness for place in of_group if place.own), default=0.0)
            against = max((place.likeness for place in of_group if not place.own), default=0.0)
            unlike = max((place.common for place in of_group if not place.own and not place.unit), default=0.0)
            features |= weighed(group, _fits(of_group), total) | {
                f"{group} in another unit": unlike / total,
                f"{group} sentence": likeness,
                f"{group} sentence against": against - likeness,
            }
            places += of_group
        alike = [one for one in figures if one.kind == figure.kind and one is not figure]
        features |= overall(features) | {
            "stated": float(min(sum(place.own for place in places), _MANY)),
            "others": float(min(len({place.figure.values for place in places if not place.own}), _MANY)),
            "alike": float(len(alike)),
            "nearest alike": min((abs(one.start - figure.start) for one in alike), default=_FAR) / _FAR,
            "period": float(period),
            "weight": total,
        }
        yield Claim("figure", figure.text, " ".join(around), opposite(_fits(places)), features)


def _places(text: str, figure: Figure, around: Mapping[str, float], sources: Iterable[str]) -> Iterator[Place]:
    """The figures of sources that are a sentence's own figure or of its kind."""
    for source in sources:
        for found in find_figures(source):
            own = states(figure, found) or _alike(figure, found)
            if own or found.kind == figure.kind:
                beside = _around(source, found)
                common = sum(min(weight, beside.get(word, 0.0)) for word, weight in around.items())
                yield Place(found, common, _likeness(text, source), own, found.unit == figure.unit)


def _fits(places: Iterable[Place]) -> Iterator[Fit]:
    """What is the same figure, or another one of its unit."""
    return (Fit(place.common, place.own, place.figure.text) for place in places if place.own or place.unit)


def _likeness(text: str, source: str) -> float:
    """The share of a sentence's longer words that a source has."""
    words = _words(text)
    return len(words & _words(source)) / len(words) if words else 0.0


def _alike(figure: Figure, found: Figure) -> bool:
    """Whether two figures have the same numbers: what is wrong with a unit is for another scorer."""
    numbers = _NUMBER.findall(figure.text)
    periods = figure.kind in _PERIODS or found.kind in _PERIODS
    return bool(numbers) and not periods and numbers == _NUMBER.findall(found.text)


@lru_cache(maxsize=16384)
def _words(text: str) -> frozenset[str]:
    return frozenset(token[:_STEM].lower() for token in _TOKEN.findall(text) if len(token) > 2)


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
