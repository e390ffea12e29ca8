"""Units that go on being meant: of "$18 million, and we've paid 12" both are millions of dollars."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise

from summarizer.figures.finding import MEASURED, Figure, find_figures, has_unit, scale_of
from summarizer.figures.units import PERCENT, PLAIN

_OF_A_WHOLE = re.compile(r" of (?:the |those |these |that )?", re.IGNORECASE)
# What is meant in the unit of another figure is of its order.
_ALIKE = 100
# "A point or two of the 8" are two points of 8%.
_POINTS_OF = re.compile(r"\bpoints?(?: or (?:two|so))? of (?:the |those |that )?(?=\d)", re.IGNORECASE)


@lru_cache(maxsize=8192)
def parts_of_wholes(text: str) -> tuple[Figure, ...]:
    """Figures without a unit, with the unit of the whole that they are a part of, or of a part of theirs.

    >>> [(figure.text, str(figure.values[0])) for figure in parts_of_wholes("We put 9 of the 11 cents down to it.")]
    [('9', '0.09')]
    """
    found = []
    for part, whole in pairwise(find_figures(text)):
        if not _OF_A_WHOLE.fullmatch(text[part.end : whole.start]) or (part.unit == PLAIN) is (whole.unit == PLAIN):
            continue
        bare, told = (part, whole) if part.unit == PLAIN else (whole, part)
        # "5% of the 11" are seldom 11%, but "5 of the 11%" are 5%.
        if bare.spelled or told.kind not in ("money", "points", "percent") or (told is part and told.kind == "percent"):
            continue
        found.append(_as(bare, told))
    starts = {match.end() for match in _POINTS_OF.finditer(text)}
    found += [replace(one, unit=PERCENT) for one in find_figures(text) if one.start in starts and one.unit == PLAIN]
    return tuple(found)


def carried(text: str, before: Sequence[str]) -> Iterator[tuple[Figure, Figure]]:
    """Each figure of a text without a unit, in every unit and scale that was said before or is said beside it, with the
    last figure that says so.

    >>> [(bare.text, str(bare.values[0])) for bare, _ in carried("We paid 12 of it.", ["It is $18 million."])]
    [('12', '12000000')]
    """
    bare = [figure for figure in find_figures(text) if figure.unit == PLAIN and not figure.spelled]
    if not bare:
        return
    said = [figure for each in (*before, text) for figure in find_figures(each)]
    units = {(one.unit, scale_of(one)): one for one in said if one.kind in MEASURED and has_unit(one)}
    for figure in bare:
        for one in units.values():
            meant = _as(figure, one)
            if abs(meant.values[0]) <= _ALIKE * abs(one.values[0]) and abs(one.values[0]) <= _ALIKE * abs(
                meant.values[0]
            ):
                yield meant, one


def _as(bare: Figure, told: Figure) -> Figure:
    """A figure without a unit in the unit and scale of another one."""
    factor = told.unit.factor * scale_of(told)
    return replace(
        bare,
        unit=told.unit,
        values=tuple(value * factor for value in bare.values),
        steps=tuple(step * factor for step in bare.steps),
    )
