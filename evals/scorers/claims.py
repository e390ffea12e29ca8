"""Claims: what a sentence says that could be the opposite of what was said, and how it stands in what is known.

A claim is a clause, with or without a negation, a word of direction, or a figure beside its words. Each is described by
how well the best place that says the same fits it, and the best that says the opposite, in three groups of sources.
``odds.py`` weighs that; nothing is understood.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

# From this part of all that could fit on, an answer tells of the matter.
LEAST_FIT = 0.35

Weigh = Callable[[str], float]


class Known(NamedTuple):
    """What an answer is held against: the sentences of the reference and the other good answers, of the answer's lines
    and of the question's, how far the question was answered, how much a word tells in this call, and each good answer's
    sentences by themselves."""

    told: tuple[str, ...]
    spoken: tuple[str, ...]
    asked: tuple[str, ...]
    status: str
    weigh: Weigh
    answers: tuple[tuple[str, ...], ...] = ()

    def groups(self) -> Iterator[tuple[str, tuple[str, ...]]]:
        """The groups of sources by name."""
        yield from (("told", self.told), ("spoken", self.spoken), ("asked", self.asked))


class Claim(NamedTuple):
    """A claim: its kind, its words, the words around it, the best place that says the opposite, and its features."""

    kind: str
    text: str
    around: str
    against: str
    features: Mapping[str, float]


class Fit(NamedTuple):
    """How well a place fits a claim, from 0; whether it says the same; and its words."""

    common: float
    agrees: bool
    text: str


def weighed(group: str, fits: Iterable[Fit], total: float) -> dict[str, float]:
    """The features of the best fits of a group, as parts of the most that there can be."""
    same, other = _best(fits)
    return {f"{group} same": same / total, f"{group} other": other / total, f"{group} against": (other - same) / total}


def level(fits: Iterable[Fit], total: float) -> tuple[float, float]:
    """The best fit that says the same and the best that says the opposite, as parts of the most that there can be."""
    same, other = _best(fits)
    return same / total, other / total


def votes(levels: Iterable[tuple[float, float]]) -> dict[str, float]:
    """How many good answers say the same, and how many the opposite, each by its best fit for either.

    >>> votes([(0.9, 0.2), (0.1, 0.6), (0.3, 0.2)])["votes same"]
    1.0
    """
    told = [(same, other) for same, other in levels if max(same, other) >= LEAST_FIT]
    same = sum(same > other for same, other in told)
    other = sum(other > same for same, other in told)
    margin = sum(other - same for same, other in told) / max(1, len(told))
    return {"votes same": float(same), "votes other": float(other), "votes against": margin}


def _best(fits: Iterable[Fit]) -> tuple[float, float]:
    best = {True: 0.0, False: 0.0}
    for fit in fits:
        best[fit.agrees] = max(best[fit.agrees], fit.common)
    return best[True], best[False]


def opposite(fits: Iterable[Fit]) -> str:
    """The words of the best fit that says the opposite; empty where none does."""
    found = [fit for fit in fits if not fit.agrees and fit.common > 0]
    return max(found, key=lambda fit: fit.common).text if found else ""


def overall(features: Mapping[str, float], groups: Sequence[str] = ("told", "spoken", "asked")) -> dict[str, float]:
    """The best fits over all groups."""
    same = max(features[f"{group} same"] for group in groups)
    other = max(features[f"{group} other"] for group in groups)
    return {"same": same, "other": other, "against": other - same}
