"""Whether a figure rests on what was said: supported, derivable, elsewhere or unsupported, and why.

A figure is looked for in the passages that its sentence cites, then in the analyst's whole session, then in the rest of
the call. It must be there with the same value and a compatible unit; the only liberty is a rounding that the digits
shown allow. Nothing is corrected: a figure that only fits a guess at what a recogniser misheard is unsupported.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import combinations, pairwise, permutations

from summarizer.figures.bare import with_unit_meant, without_its_unit
from summarizer.figures.durations import told_without_number
from summarizer.figures.finding import Figure, find_figures
from summarizer.figures.judgement import Judgement, Passage, between, figures_of
from summarizer.figures.matching import LARGEST_ROUNDING, ends, matches
from summarizer.figures.periods import lone_ordinals
from summarizer.figures.units import PLAIN, Unit
from summarizer.summary import Verdict

_MOST_OPERANDS = 12
_SMALL_COUNT = 20
# How many lines apart two figures may stand that are taken together.
_REACH = 3
# A sentence that rests on more passages than this rests on none in particular.
_MOST_CITED = 40
_WORST_FIRST: tuple[Verdict, ...] = ("unsupported", "elsewhere", "derivable", "supported")


def judge(
    figure: Figure, cited: Sequence[Passage], session: Sequence[Passage], elsewhere: Sequence[Passage] = ()
) -> Judgement:
    """Judge one figure of a summary: ``cited`` are the passages its sentence rests on, a part of ``session``.

    Taking a passage away never makes a verdict better (as long as no more than 40 are cited), unless it gave the number
    another unit.
    """
    if figure.kind in ("quarter", "half", "date") and figure.year is not None:
        return _dated(figure, cited, session, elsewhere)
    for passages in (cited, session):
        found = _stated(figure, passages)
        if found is not None:
            return found
    for passages in (cited, session):
        found = _range_end(figure, passages)
        if found is None and passages is cited:
            found = (
                _stated(figure, _run_on(cited))
                or _without_unit(figure, cited)
                or _both_ends(figure, cited)
                or _ends_apart(figure, cited)
                or _derived(figure, cited)
                or _short_quarter(figure, cited, session)
                or _without_number(figure, cited)
                or with_unit_meant(figure, cited, session, elsewhere)
                or without_its_unit(figure, cited)
            )
        if found is not None:
            return found
    found = _stated(figure, elsewhere, strict=True)
    if found is not None:
        return replace(found, verdict="elsewhere")
    return _unsupported(figure, cited, session)


def _dated(
    figure: Figure, cited: Sequence[Passage], session: Sequence[Passage], elsewhere: Sequence[Passage]
) -> Judgement:
    """A period with its year: said so, or the period and the year each said, and then the weaker of the two."""
    for passages in (cited, session):
        for source, passage in figures_of(passages):
            if source.unit == figure.unit and source.values == figure.values and source.year == figure.year:
                return Judgement(figure, "supported", "", source.text, (passage,))
    bare = judge(
        replace(figure, year=None),
        [passage for passage in cited if not _other_year(figure, passage)],
        [passage for passage in session if not _other_year(figure, passage)],
        [passage for passage in elsewhere if not _other_year(figure, passage)],
    )
    year = judge(
        replace(figure, unit=Unit("year", None), values=(Decimal(figure.year or 0),), year=None),
        cited,
        session,
        elsewhere,
    )
    worse = min(bare, year, key=lambda judgement: _WORST_FIRST.index(judgement.verdict))
    return replace(worse, figure=figure)


def _other_year(figure: Figure, passage: Passage) -> bool:
    """Whether every mention of the period in a passage carries another year."""
    years = {
        source.year
        for source in find_figures(passage.text)
        if source.values == figure.values and source.unit == figure.unit
    }
    return bool(years) and figure.year not in years and None not in years


def _stated(claim: Figure, passages: Sequence[Passage], *, strict: bool = False) -> Judgement | None:
    """The figure itself, exactly before rounded; a range also as two figures of one passage.

    ``strict`` asks for the same unit, and for more than a small number of things: a whole call holds those somewhere.
    """
    if strict and claim.unit.base in (None, "things") and claim.kind == "count" and claim.values[0] < _SMALL_COUNT:
        return None
    rounded: Judgement | None = None
    for source, passage in figures_of(passages):
        how = matches(claim, source) if not strict or source.unit == claim.unit else None
        if how == "":
            return Judgement(claim, "supported", "", source.text, (passage,))
        if how is not None and rounded is None:
            rounded = Judgement(claim, "supported", how, source.text, (passage,))
    if rounded is not None or strict or len(claim.values) == 1 or claim.kind == "vague":
        return rounded
    for passage in passages:
        sources = find_figures(passage.text)
        single = [source for source in sources if len(source.values) == 1]
        low, high = ends(claim)
        pairs = (
            (first, second)
            for first in single
            if matches(low, first) is not None
            for second in single
            if second is not first and matches(high, second) is not None
        )
        pair = next(pairs, None)
        if pair is not None:
            return Judgement(claim, "supported", "", f'{pair[0].text}" and "{pair[1].text}', (passage,))
    return None


def _run_on(passages: Sequence[Passage]) -> list[Passage]:
    """Neighbouring passages of which the first ends within a sentence, as one: "around half a" and "point of sales"."""
    ordered = sorted(passages, key=lambda passage: passage.lines)
    return [
        Passage(f"{one.id} and {other.id}", f"{one.text} {other.text}", (one.lines[0], other.lines[1]))
        for one, other in pairwise(ordered)
        if one.text[-1:].isalnum() and 0 <= between(one.lines, other.lines) <= _REACH
    ]


def _range_end(claim: Figure, passages: Sequence[Passage]) -> Judgement | None:
    """One end of a range, a point within a vague figure's span, or an exact conversion of basis points to percent."""
    if len(claim.values) > 1 and claim.kind != "vague":
        return None
    for source, passage in figures_of(passages):
        if claim.kind == "vague":
            if source.kind in ("percent", "vague", "count", "money") and _within(claim, source):
                return Judgement(claim, "derivable", ", which it describes", source.text, (passage,))
        elif len(source.values) == 2 and source.kind != "vague":
            if any(matches(claim, end) is not None for end in ends(source)):
                return Judgement(claim, "derivable", ", of which it is one end", source.text, (passage,))
        elif {claim.kind, source.kind} == {"percent", "points"} and claim.values == source.values:
            basis = Decimal("0.01")
            if (claim.unit.factor == basis) != (source.unit.factor == basis):
                return Judgement(claim, "derivable", ", which converts to it", source.text, (passage,))
    return None


def _both_ends(claim: Figure, passages: Sequence[Passage]) -> Judgement | None:
    """A range whose ends stand in two neighbouring passages, as where a recogniser cut a sentence."""
    if len(claim.values) == 1 or claim.kind == "vague":
        return None
    for near in _neighbours(passages):
        found = [_stated(end, [passage]) for end, passage in zip(ends(claim), near, strict=False)]
        if len(found) == 2 and found[0] is not None and found[1] is not None:
            return Judgement(claim, "derivable", "", f'{found[0].source}" and "{found[1].source}', near)
    return None


def _ends_apart(claim: Figure, passages: Sequence[Passage]) -> Judgement | None:
    """A change whose ends stand in one passage, but not as one range: "from 1.4 to 0.95, sorry, to 1.05"."""
    if len(claim.values) != 2 or claim.kind == "vague":
        return None
    low, high = ends(claim)
    for passage in passages:
        told = [source for source in find_figures(passage.text) if source.kind != "vague"]
        first = next((source for source in told if any(matches(low, end) is not None for end in ends(source))), None)
        last = next((source for source in told if any(matches(high, end) is not None for end in ends(source))), None)
        # The ends of two ranges make no third one.
        if first and last and first is not last and 1 in (len(first.values), len(last.values)):
            return Judgement(claim, "derivable", "", f'{first.text}" and "{last.text}', (passage,))
    return None


def _without_unit(claim: Figure, passages: Sequence[Passage]) -> Judgement | None:
    """A range of shares of which the passages give the numbers alone, as in "it went from 63 to 71".

    A single number without its unit is no evidence: it is too often the number of something else.
    """
    if claim.kind not in ("percent", "points") or len(claim.values) == 1:
        return None
    factor = claim.unit.factor
    for source, passage in figures_of(passages):
        if source.unit == PLAIN and claim.values == tuple(value * factor for value in source.values):
            return Judgement(claim, "derivable", ", without a unit", source.text, (passage,))
    return None


def _short_quarter(claim: Figure, cited: Sequence[Passage], session: Sequence[Passage]) -> Judgement | None:
    """A quarter named by its ordinal alone, "and the fourth above 7", where another one is named close by."""
    if claim.kind != "quarter" or len(claim.values) > 1:
        return None
    for passage in cited:
        said = lone_ordinals(passage.text).get(int(claim.values[0]))
        quarters = (other.lines for source, other in figures_of(session if said else ()) if source.kind == "quarter")
        if said and any(between(passage.lines, lines) <= _REACH for lines in quarters):
            return Judgement(claim, "derivable", ", where another quarter is named", said, (passage,))
    return None


def _without_number(claim: Figure, passages: Sequence[Passage]) -> Judgement | None:
    """A length of time told without its number, "for the twelfth quarter in a row", in passages that stand together."""
    for passage in passages:
        near = " ".join(one.text for one in passages if between(one.lines, passage.lines) <= _REACH)
        told = told_without_number(claim, passage.text, near)
        if told is not None:
            return Judgement(claim, "derivable", ", which tells it without a number", told, (passage,))
    return None


def _within(claim: Figure, source: Figure) -> bool:
    low, high = claim.values
    if source.kind == "vague":
        return low <= source.values[0] and source.values[-1] <= high
    if high < 1000 and source.kind != "percent":
        return False
    return all(low <= value < high + 1 for value in source.values)


def _derived(claim: Figure, passages: Sequence[Passage]) -> Judgement | None:
    """A sum, difference, ratio or change of two figures of one cited passage, or of two that are cited together."""
    if claim.kind not in ("money", "percent", "points", "multiple", "count") or len(claim.values) != 1:
        return None
    if claim.kind != "multiple" and not _is_telling(claim):
        # Some pair of small figures gives nearly any single digit.
        return None
    for near in _neighbours(passages):
        operands = [
            (replace(end, text=source.text), passage)
            for source, passage in figures_of(near)
            if source.kind in ("money", "percent", "count")
            for end in ends(source)
        ]
        lookalike = claim.kind == "points" and any(one.values == claim.values for one, _ in operands)
        if lookalike or len(operands) > _MOST_OPERANDS:
            continue
        for (left, first), (right, second) in permutations(operands, 2):
            how = _arithmetic(claim, left, right)
            if how is not None:
                both = (first,) if first == second else (first, second)
                return Judgement(claim, "derivable", f", and {how}", f'{left.text}" and "{right.text}', both)
    return None


def _neighbours(passages: Sequence[Passage]) -> Iterator[tuple[Passage, ...]]:
    """Each passage, and each pair of passages that stand close together."""
    yield from ((passage,) for passage in passages)
    if len(passages) > _MOST_CITED:
        return
    for one, other in combinations(sorted(passages, key=lambda passage: passage.lines), 2):
        if between(one.lines, other.lines) <= _REACH:
            yield one, other


def _arithmetic(claim: Figure, left: Figure, right: Figure) -> str | None:
    if left.unit != right.unit or left.unit in (PLAIN,) or left.unit.base == "things" or right.values[0] == 0:
        return None
    a, b = left.values[0], right.values[0]
    results: list[tuple[str, Decimal]] = []
    exact: list[tuple[str, Decimal]] = []
    if claim.unit == left.unit and claim.kind in ("money", "count"):
        exact = [("their difference is meant", a - b)]
        # Amounts add up, prices do not.
        if a >= 1000 and _is_telling(left) and _is_telling(right):
            exact.append(("their sum is meant", a + b))
    elif claim.kind == "points" and left.kind == "percent":
        exact = [("their difference is meant", a - b)]
    elif claim.kind == "percent" and left.kind in ("money", "count"):
        results = [("the change is meant", abs(a - b) / b * 100), ("the share is meant", a / b * 100)]
    elif claim.kind == "multiple" and left.kind in ("money", "count"):
        results = [("their ratio is meant", a / b)]
    value, step = claim.values[0], claim.steps[0]
    for how, result in exact:
        if result == value:
            return how
    for how, result in results:
        if abs(result - value) <= min(step / 2, result * LARGEST_ROUNDING):
            return how
    return None


def _unsupported(claim: Figure, cited: Sequence[Passage], session: Sequence[Passage]) -> Judgement:
    """Say what the session states instead, where one figure there is easily mistaken for it."""
    best: tuple[int, Figure, Passage] | None = None
    for passages in (cited, session):
        for source, passage in figures_of(passages):
            likeness = _likeness(claim, source)
            if likeness and (best is None or likeness > best[0]):
                best = (likeness, source, passage)
    if best is None:
        return Judgement(claim, "unsupported")
    return Judgement(claim, "unsupported", "", best[1].text, (best[2],))


def _likeness(claim: Figure, source: Figure) -> int:
    mine, other = _digits(claim), _digits(source)
    if mine == other and (len(mine) > 1 or claim.kind == source.kind):
        return 3
    if claim.kind != source.kind:
        return 0
    if len(mine) == len(other) and (
        sorted(mine) == sorted(other) or sum(a != b for a, b in zip(mine, other, strict=True)) == 1
    ):
        return 2
    return 1 if claim.kind in ("quarter", "half", "percent", "points", "multiple") else 0


def _is_telling(figure: Figure) -> bool:
    """Whether a figure shows more than one digit, so that it is hardly met by chance."""
    return len(_digits(figure)) > 1


def _digits(figure: Figure) -> str:
    """The digits that a figure shows, without point, scale and unit."""
    return "-".join(
        "".join(map(str, (value / figure.unit.factor).normalize().as_tuple().digits)) for value in figure.values
    )
