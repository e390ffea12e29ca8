"""How likely a claim is turned round: small trees that look at two of its features each, and add up.

The trees (gradient boosting: Friedman, Greedy Function Approximation, 2001) were fitted by ``benchmarks/fit_sense.py``
on good summaries and damaged ones; they stand in ``sense.tsv``.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import NamedTuple

from evals.scorers.claims import Claim

FILE = Path(__file__).with_name("sense.tsv")


class Split(NamedTuple):
    """Two values, and the feature that decides: the first where it is at most the limit."""

    feature: str
    limit: float
    low: float
    high: float


class Tree(NamedTuple):
    """A split whose two sides are split again."""

    feature: str
    limit: float
    low: Split
    high: Split


def odds(claim: Claim) -> float:
    """The logarithm of how much more often a claim like this one is turned round than it is right; 0 tells nothing."""
    return sum(value(tree, claim.features) for tree in _trees()[claim.kind])


def value(tree: Tree, features: Mapping[str, float]) -> float:
    """What a tree adds for a claim with these features.

    >>> tree = Tree("other", 0.5, Split("same", 0.1, 1.0, 2.0), Split("same", 0.1, 3.0, 4.0))
    >>> value(tree, {"other": 0.7, "same": 0.0})
    3.0
    """
    side = tree.low if features[tree.feature] <= tree.limit else tree.high
    return side.low if features[side.feature] <= side.limit else side.high


@cache
def _trees() -> Mapping[str, tuple[Tree, ...]]:
    trees: defaultdict[str, list[Tree]] = defaultdict(list)
    for row in FILE.read_text(encoding="utf-8").splitlines():
        if row.startswith("#"):
            continue
        kind, feature, limit, *sides = row.split("\t")
        low, high = (Split(at, *map(float, values)) for at, *values in (sides[:4], sides[4:]))
        trees[kind].append(Tree(feature, float(limit), low, high))
    return {kind: tuple(each) for kind, each in trees.items()}
