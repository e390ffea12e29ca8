"""Whether two figures of a sentence stand in each other's place: both were said, but of other things."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import combinations

from summarizer.figures import Figure, find_figures
from summarizer.matching import states
from summarizer.units import CLOSED

_TOKEN = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?|[;,]")
_LINKS = frozenset("from to after against before of out by until than over at with for in on compared versus".split())
_STEM = 6
_REACH = 5
_FADING = 0.3
_LINK = 0.5
_LEAST_MARGIN = 0.5


def exchanged(text: str, sources: Sequence[str]) -> Iterator[str]:
    """The pairs of figures whose words in the sources stand beside the other figure.

    >>> list(exchanged("Prices rose 3% and wages 5%.", ["Wages are up 3%, and the prices of the range by 5%."]))
    ['3% and 5% are exchanged']
    """
    for one, other in combinations(find_figures(text), 2):
        if one.unit != other.unit or one.spelled or other.spelled or one.values == other.values:
            continue
        straight = _fit(text, one, one, sources) + _fit(text, other, other, sources)
        crossed = _fit(text, one, other, sources) + _fit(text, other, one, sources)
        if crossed > straight + _LEAST_MARGIN:
            yield f"{one.text} and {other.text} are exchanged"


def _fit(text: str, figure: Figure, stated: Figure, sources: Sequence[str]) -> float:
    """How well the words around a figure fit those around a figure of the sources."""
    mine = _around(text, figure)
    fits = [
        sum(min(weight, theirs.get(word, 0.0)) for word, weight in mine.items())
        for source in sources
        for found in find_figures(source)
        if states(stated, found)
        for theirs in (_around(source, found),)
    ]
    return max(fits, default=0.0)


@lru_cache(maxsize=16384)
def _around(text: str, figure: Figure) -> dict[str, float]:
    """The key words and links around a figure, up to the next figure of its kind, the nearer the heavier."""
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
