"""The statistics of a comparison: over calls, never over questions, because those of one call hang together.

Differences are tested by permutation: if nothing changed, each call's difference could as well have had the other sign.
That needs no normal distribution, and the differences are far from one: most are nought and a few are large.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from math import inf, sqrt
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy import stats

# All sign patterns are tried up to 2 ** 14 of them, as many drawn at random beyond.
_MOST_EXACT = 14
_SEED = 20_240_229


class Interval(NamedTuple):
    """A mean over calls with its confidence interval, and how many calls there were."""

    mean: float
    low: float
    high: float
    calls: int


def interval(values: Sequence[float], level: float = 0.95) -> Interval:
    """The mean of calls with its t interval; of a single call nothing is known about the spread.

    >>> interval([0.4, 0.6, 0.8]).mean
    0.6
    """
    mean, calls = float(np.mean(values)), len(values)
    if calls < 2:
        return Interval(mean, -inf, inf, calls)
    error = float(np.std(values, ddof=1)) / sqrt(calls)
    reach = float(stats.t.ppf((1 + level) / 2, calls - 1)) * error
    return Interval(mean, mean - reach, mean + reach, calls)


def worse_p(differences: Sequence[float]) -> float:
    """How likely a mean difference this far below nought would be if nothing had changed: one-sided, by sign flips.

    Differences of nought are left out: their sign says nothing, and the mean's rank does not depend on them.

    >>> worse_p([-0.1, -0.2, -0.3, 0.0])
    0.125
    """
    changed = np.array([difference for difference in differences if difference])
    if not changed.size:
        return 1.0
    sums = _signs(changed.size) @ np.abs(changed)
    # Sums that are equal but for rounding are as extreme as what was seen.
    at_least = int(np.count_nonzero(sums <= changed.sum() + 1e-12))
    drawn = changed.size > _MOST_EXACT
    return (at_least + drawn) / (len(sums) + drawn)


def holm(p_values: Mapping[str, float]) -> dict[str, float]:
    """Holm's correction: p-values that may each be held against the level, whatever the number of metrics.

    >>> holm({"a": 0.01, "b": 0.04, "c": 0.03})
    {'a': 0.03, 'c': 0.06, 'b': 0.06}
    """
    adjusted: dict[str, float] = {}
    largest = 0.0
    for rank, (name, p) in enumerate(sorted(p_values.items(), key=lambda item: item[1])):
        largest = max(largest, min(1.0, p * (len(p_values) - rank)))
        adjusted[name] = largest
    return adjusted


def detectable(differences: Sequence[float], level: float, power: float = 0.8) -> float:
    """The smallest drop of the mean that the test would find with this power: t approximation at the given level."""
    calls = len(differences)
    if calls < 2:
        return inf
    error = float(np.std(differences, ddof=1)) / sqrt(calls)
    return float(stats.t.ppf(1 - level, calls - 1) + stats.t.ppf(power, calls - 1)) * error


@lru_cache(maxsize=8)
def _signs(calls: int) -> NDArray[np.int8]:
    if calls <= _MOST_EXACT:
        patterns = np.arange(2**calls)[:, None] >> np.arange(calls) & 1
        return (2 * patterns - 1).astype(np.int8)
    drawn = np.random.default_rng(_SEED).integers(0, 2, size=(2**_MOST_EXACT, calls))
    return (2 * drawn - 1).astype(np.int8)
