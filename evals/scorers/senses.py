"""Whether an answer says the opposite of what was said: a negation lost or added, a direction turned, yes for no.

There is no understanding here. The key words of the answer are looked up in the facts and in the lines of the same
question, and what stands there beside the same key words is compared: whether they are negated, and which way the
words of direction next to them go. Where neither facts nor lines have the words, nothing is said. The reference's own
answer takes no part, so that it can be held against this scorer as an answer that is known to be good.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from evals.matching import Pair
from evals.scores import Score, share, unscored
from evals.words import said, split
from summarizer.units import CLOSED

_TOKEN = re.compile(r"\d[\d,.]*\d|\d|[^\W\d_]+(?:['’][^\W\d_]+)?|[,;:.!?()—–]")
_ENDS = frozenset(",;:.!?()—–") | frozenset("but although though while because since whereas and or so".split())
_NEGATORS = frozenset(
    "not no never none nothing nobody neither nor cannot without hardly unable refuse refused declined rather".split()
)
_STEM = 6
_SCOPE = 7

_DIMENSIONS = (
    (
        "up upward upwards rose rise rises rising risen grew grow grows growing grown growth increase increases increased "
        "increasing higher above more gain gains gained raised raise raises expand expands expanded expanding expansion "
        "larger bigger over accelerate accelerated accelerating tailwind tailwinds climbed add adds added most high "
        "inflow inflows upside doubled exceed exceeds exceeded longer highest largest biggest",
        "down downward downwards fell fall falls falling fallen shrank shrink shrinks shrinking shrunk decline declines "
        "declined declining decrease decreases decreased decreasing lower below less fewer loss losses lost cut cuts "
        "reduce reduced reduces reduction contracted contraction smaller under slow slowed slower slowing headwind "
        "headwinds dropped drop drops least low outflow outflows downside halved shorter lowest smallest",
    ),
    (
        "better improve improves improved improving improvement best good stronger strong faster favourable favorable",
        "worse worsen worsens worsened worsening worst bad weaker weak slower poor unfavourable unfavorable",
    ),
    ("before earlier ahead sooner early prior", "after later behind since late"),
)
_WAYS = {
    word: (dimension, way)
    for dimension, pair in enumerate(_DIMENSIONS)
    for way, words in zip((1, -1), pair, strict=True)
    for word in words.split()
}
_NEAR = 5


class Word(NamedTuple):
    """A key word of a text: its stem, where it stands, and whether it is negated (None: a negation is near)."""

    stem: str
    at: int
    clause: int
    negated: bool | None


class Way(NamedTuple):
    """A word of direction: its dimension, which way it goes, and the key words around it, the nearer the heavier."""

    text: str
    dimension: int
    way: int
    around: dict[str, float]


@lru_cache(maxsize=8192)
def tokens(text: str) -> tuple[str, ...]:
    return tuple(token.lower().replace("’", "'") for token in _TOKEN.findall(text))


def _negates(token: str) -> bool:
    return token in _NEGATORS or token.endswith("n't")


def _stem(token: str) -> str | None:
    if token[0].isdigit():
        return token
    if not token[0].isalpha() or token in CLOSED or token in _WAYS or len(token) < 3 or _negates(token):
        return None
    return token[:_STEM]


@lru_cache(maxsize=8192)
def words(text: str) -> tuple[Word, ...]:
    found: list[Word] = []
    clause: list[tuple[int, str]] = []
    number = 0
    for at, token in enumerate((*tokens(text), ".")):
        if token not in _ENDS:
            clause.append((at, token))
            continue
        negators = [place for place, one in clause if _negates(one)]
        for place, one in clause:
            stem = _stem(one)
            if stem is None:
                continue
            if not negators:
                negated: bool | None = False
            else:
                negated = True if any(0 < place - negator <= _SCOPE for negator in negators) else None
            found.append(Word(stem, place, number, negated))
        if clause:
            number += 1
        clause = []
    return tuple(found)
