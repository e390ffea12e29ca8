"""Claims: what a sentence says that could be the opposite of what was said, and how it stands in what is known.

A claim is a clause, with or without a negation, a word of direction, or a figure beside its words. Each is described by
how well the best place that says the same fits it, and the best that says the opposite, in three groups of sources.
``turned.py`` weighs that; nothing is understood.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

Weigh = Callable[[str], float]


class Known(NamedTuple):
    """Sentences that an answer is held against: what the reference tells, what the lines of the answer and those of the
    question say; and how much a word tells in this call."""

    told: tuple[str, ...]
    spoken: tuple[str, ...]
    asked: tuple[str, ...]
    status: str
    weigh: Weigh

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


def weighed(group: str, fits: Iterable[Fit], total: float) -> tuple[dict[str, float], Fit | None]:
    """The features of the best fits of a group, as parts of the most that there can be, and the best that disagrees."""
    same, other = 0.0, 0.0
    nearest: Fit | None = None
    for fit in fits:
        if fit.agrees:
            same = max(same, fit.common)
        elif fit.common > other:
            other, nearest = fit.common, fit
    return {
        f"{group} same": same / total,
        f"{group} other": other / total,
        f"{group} against": (other - same) / total,
    }, nearest


def overall(features: Mapping[str, float], groups: Sequence[str] = ("told", "spoken", "asked")) -> dict[str, float]:
    """The best fits over all groups."""
    same = max(features[f"{group} same"] for group in groups)
    other = max(features[f"{group} other"] for group in groups)
    return {"same": same, "other": other, "against": other - same}
