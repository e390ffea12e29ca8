"""Figures beside their words, held against those of the sources: both were said, but of different things."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import combinations
from typing import NamedTuple

from evals.scorers.claims import Claim, Fit, Known, level, opposite, overall, votes, weighed
from evals.words import LISTED
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
    the claim's own figure."""

    figure: Figure
    common: float
    likeness: float
    own: bool


def claims(text: str, known: Known) -> Iterator[Claim]:
    """The periods of a sentence as claims, "figure", and every two figures that could stand in each other's place,
    "pair"."""
    figures = [figure for figure in find_figures(text) if figure.kind in _PERIODS or not figure.spelled]
    for figure in figures:
        if figure.kind in _PERIODS:
            yield _single(text, figure, figures, known)
    for one, other in combinations(figures, 2):
        alike = one.kind == other.kind and len(one.values) == len(other.values) and one.values != other.values
        if alike and not LISTED.fullmatch(text[one.end : other.start]):
            yield _pair(text, one, other, known)


def _single(text: str, figure: Figure, figures: Sequence[Figure], known: Known) -> Claim:
    around = _around(text, figure)
    total = sum(around.values()) or 1.0
    features: dict[str, float] = {}
    places: list[Place] = []
    for group, sources in known.groups():
        of_group = list(_places(text, figure, around, sources))
        likeness = max((place.likeness for place in of_group if place.own), default=0.0)
        against = max((place.likeness for place in of_group if not place.own), default=0.0)
        features |= weighed(group, _fits(of_group), total) | {
            f"{group} sentence": likeness,
            f"{group} sentence against": against - likeness,
        }
        places += of_group
    features |= votes(level(_fits(_places(text, figure, around, answer)), total) for answer in known.answers)
    alike = [one for one in figures if one.kind == figure.kind and one is not figure]
    features |= overall(features) | {
        "stated": float(min(sum(place.own for place in places), _MANY)),
        "others": float(min(len({place.figure.values for place in places if not place.own}), _MANY)),
        "alike": float(len(alike)),
        "weight": total,
    }
    return Claim("figure", figure.text, " ".join(around), opposite(_fits(places)), features)


def _pair(text: str, one: Figure, other: Figure, known: Known) -> Claim:
    """Two figures held against the places of both: each beside its own words (straight), or beside the other's; and
    whether they are told in the order in which they were said."""
    here = _around(text, one), _around(text, other)
    totals = [sum(around.values()) or 1.0 for around in here]
    features: dict[str, float] = {}
    for group, sources in known.groups():
        found = _both_found(one, other, sources)
        met = [_met(here, totals, there) for there in found]
        own, crossed = _straight(met)
        others = [max((each[n][1 - n] - each[n][n] for each in met), default=0.0) for n in (0, 1)]
        both = [each for each, (first, second) in zip(met, found, strict=True) if first and second]
        features |= {
            f"{group} straight": own,
            f"{group} crossed": crossed,
            f"{group} against": crossed - own,
            f"{group} least": min(others),
            f"{group} both": float(bool(both)),
            f"{group} both straight": max((each[0][0] + each[1][1] for each in both), default=0.0),
            f"{group} both against": max(
                (each[0][1] + each[1][0] - each[0][0] - each[1][1] for each in both), default=0.0
            ),
            f"{group} in order": _in_order(found, near=False),
            f"{group} beside in order": _in_order(found, near=True),
        }
    features |= {
        name: max(features[f"{group} {name}"] for group, _ in known.groups())
        for name in ("against", "least", "straight")
    }
    features |= votes(
        _straight([_met(here, totals, there) for there in _both_found(one, other, answer)]) for answer in known.answers
    )
    features |= {"apart": min((other.start - one.end) / _FAR, 1.0), "weight": min(totals)}
    return Claim("pair", f"{one.text} and {other.text}", " ".join(here[0]), "", features)


def _straight(met: Sequence[Sequence[Sequence[float]]]) -> tuple[float, float]:
    """How well two figures fit the places of both in some sentences as they are, and exchanged."""
    return (
        sum(max((each[n][n] for each in met), default=0.0) for n in (0, 1)),
        sum(max((each[n][1 - n] for each in met), default=0.0) for n in (0, 1)),
    )


def _both_found(
    one: Figure, other: Figure, sources: Iterable[str]
) -> list[list[tuple[tuple[int, Mapping[str, float]], ...]]]:
    """Where two figures stand in each of some sentences."""
    return [[_found(figure, source) for figure in (one, other)] for source in sources]


@lru_cache(maxsize=65536)
def _found(figure: Figure, source: str) -> tuple[tuple[int, Mapping[str, float]], ...]:
    """Where a figure stands in a source, and the words around it there."""
    return tuple((each.start, _around(source, each)) for each in find_figures(source) if _same(figure, each))


def _met(
    here: Sequence[Mapping[str, float]],
    totals: Sequence[float],
    there: Sequence[Sequence[tuple[int, Mapping[str, float]]]],
) -> list[list[float]]:
    """How much of the words around each of two figures stands around each of them in a source."""
    if not any(there):
        return [[0.0, 0.0], [0.0, 0.0]]
    return [
        [max((_overlap(mine, around) for _, around in places), default=0.0) / total for places in there]
        for mine, total in zip(here, totals, strict=True)
    ]


def _in_order(found: Sequence[Sequence[Sequence[tuple[int, Mapping[str, float]]]]], near: bool) -> float:
    """The share of the places of two figures in which the first stands first, in one source (near) or in all of them as
    one text; a half where they don't stand together."""
    ranked = [[(number, start) for number, each in enumerate(found) for start, _ in each[which]] for which in (0, 1)]
    pairs = [(a, b) for a in ranked[0] for b in ranked[1] if a != b and (not near or a[0] == b[0])]
    return sum(a < b for a, b in pairs) / len(pairs) if pairs else 0.5


def _overlap(mine: Mapping[str, float], theirs: Mapping[str, float]) -> float:
    return sum(min(weight, theirs.get(word, 0.0)) for word, weight in mine.items())


def _same(figure: Figure, found: Figure) -> bool:
    return states(figure, found) or _alike(figure, found)


def _places(text: str, figure: Figure, around: Mapping[str, float], sources: Iterable[str]) -> Iterator[Place]:
    """The figures of sources that are a sentence's own figure or of its kind."""
    for source in sources:
        for found in find_figures(source):
            own = _same(figure, found)
            if own or found.kind == figure.kind:
                beside = _around(source, found)
                yield Place(found, _overlap(around, beside), _likeness(text, source), own)


def _fits(places: Iterable[Place]) -> Iterator[Fit]:
    """What is the same figure, or another one of its kind."""
    return (Fit(place.common, place.own, place.figure.text) for place in places)


def _likeness(text: str, source: str) -> float:
    """The share of a sentence's longer words that a source has."""
    words = _words(text)
    return len(words & _words(source)) / len(words) if words else 0.0


def _alike(figure: Figure, found: Figure) -> bool:
    """Whether two figures have the same numbers: what is wrong with a unit is for another scorer."""
    numbers = _numbers(figure.text)
    periods = figure.kind in _PERIODS or found.kind in _PERIODS
    return bool(numbers) and not periods and numbers == _numbers(found.text)


@lru_cache(maxsize=16384)
def _numbers(text: str) -> tuple[str, ...]:
    return tuple(_NUMBER.findall(text))


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
