"""Bare numbers: a unit that the speaker left out because it was plain, or that the summary leaves out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal

from summarizer.figures.carried import carried
from summarizer.figures.finding import MEASURED, Figure, find_figures, has_unit, scale_of
from summarizer.figures.judgement import Judgement, Passage, between, figures_of
from summarizer.figures.matching import ends, matches
from summarizer.figures.units import PLAIN, THINGS

# How far back, in passages, a unit was said that a bare number may still be in.
_MOST_BEFORE = 6
_TEN = 10
# How many lines apart the ends of a range may stand.
_REACH = 3


def with_unit_meant(
    claim: Figure, cited: Sequence[Passage], session: Sequence[Passage], elsewhere: Sequence[Passage]
) -> Judgement | None:
    """A number that is said without its unit, in a unit that was said before: "$18 million, and we've paid 12".

    A number that stands elsewhere with its unit says it here too; one that has another unit here is not bare.
    """
    if claim.kind not in MEASURED or not has_unit(claim) or _has_another_unit(claim, cited):
        return None
    meant = [one for passage in cited for one in _meant(claim, passage, session, elsewhere)]
    for source, unit, passage in meant:
        if source.values == claim.values and claim.sign * source.sign >= 0:
            return Judgement(claim, "derivable", f', in the unit of "{unit.text}"', source.text, (passage,))
    if len(claim.values) == 1:
        return None
    # "It was 84 million, against 96": only one end has the unit.
    bare = [(source, passage) for source, _, passage in meant]
    for low, high in ((bare, figures_of(cited)), (figures_of(cited), bare)):
        told = [
            next(((one, at) for one, at in said if matches(end, one) == ""), None)
            for end, said in zip(ends(claim), (low, high), strict=True)
        ]
        if told[0] and told[1] and between(told[0][1].lines, told[1][1].lines) <= _REACH:
            passages = tuple(dict.fromkeys((told[0][1], told[1][1])))
            return Judgement(claim, "derivable", "", f'{told[0][0].text}" and "{told[1][0].text}', passages)
    return None


def without_its_unit(claim: Figure, cited: Sequence[Passage]) -> Judgement | None:
    """A number that the claim gives without the scale that it is said in: "9.3" of "$9.3 billion"."""
    if claim.unit != PLAIN or claim.spelled:
        return None
    for source, passage in figures_of(cited):
        if scale_of(source) > 1 and source.kind in MEASURED and _printed(source) == claim.values:
            return Judgement(claim, "derivable", ", and the scale is left out", source.text, (passage,))
    return None


def _meant(
    claim: Figure, passage: Passage, session: Sequence[Passage], elsewhere: Sequence[Passage]
) -> list[tuple[Figure, Figure, Passage]]:
    """The bare numbers of a passage in the claim's unit, where it was said, each with the figure that says it."""
    near = [one.text for one in session if one.lines[0] <= passage.lines[0] and one != passage][-_MOST_BEFORE:]
    near = [*_with_units((*near, passage.text), elsewhere), *near]
    return [(source, unit, passage) for source, unit in carried(passage.text, near) if _one_unit(source, claim)]


def _with_units(texts: Iterable[str], elsewhere: Sequence[Passage]) -> list[str]:
    """The figures elsewhere, with their units, whose numbers stand bare in some texts."""
    bare = {
        one.values for text in texts for one in find_figures(text) if one.unit == PLAIN and abs(one.values[0]) >= _TEN
    }
    if not bare:
        return []
    return [one.text for one, _ in figures_of(elsewhere) if has_unit(one) and _printed(one) in bare]


def _has_another_unit(claim: Figure, cited: Sequence[Passage]) -> bool:
    printed = _printed(claim)
    units = {one.unit for one, _ in figures_of(cited) if _printed(one) == printed and not one.spelled}
    return any(unit.kind in MEASURED for unit in units - {PLAIN, THINGS, claim.unit})


def _one_unit(one: Figure, other: Figure) -> bool:
    return one.unit == other.unit or {one.unit, other.unit} == {PLAIN, THINGS}


def _printed(figure: Figure) -> tuple[Decimal, ...]:
    """The numbers of a figure as they are printed, without unit and scale."""
    factor = figure.unit.factor * scale_of(figure)
    return tuple(value / factor for value in figure.values)
