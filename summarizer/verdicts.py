"""Whether a figure rests on what was said: supported, derivable, elsewhere or unsupported, and why.

A figure is looked for in the passages that its sentence cites, then in the analyst's whole session, then in the rest of
the call. It must be there with the same value and a compatible unit; the only liberty is a rounding that the digits shown
allow. Nothing is corrected: a figure that only fits a guess at what a recogniser misheard is unsupported.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import permutations

from summarizer.figures import Figure, find_figures
from summarizer.summary import FigureCheck, Verdict
from summarizer.transcript import Span
from summarizer.units import PLAIN, Unit

# A rounding may be ordinary and yet mislead: 1.4 is not "1".
_LARGEST_ROUNDING = Decimal("0.05")
_MOST_OPERANDS = 12
_SMALL_COUNT = 20
_WORST_FIRST: tuple[Verdict, ...] = ("unsupported", "elsewhere", "derivable", "supported")


@dataclass(frozen=True, slots=True)
class Passage:
    """Words of the transcript with what they are called when a reply cites them, and the lines that they stand on."""

    id: str
    text: str
    lines: Span

    @property
    def where(self) -> str:
        """Its lines, for a reader."""
        first, last = self.lines
        return f"line {first}" if first == last else f"lines {first}-{last}"


@dataclass(frozen=True, slots=True)
class Judgement:
    """A verdict with the passages it was found in; ``source`` is the text there, for ``unsupported`` that of a look-alike."""

    figure: Figure
    verdict: Verdict
    how: str = ""
    source: str = ""
    passages: tuple[Passage, ...] = ()

    def check(self) -> FigureCheck:
        """The record that is printed: the reason names lines."""
        lines = () if self.verdict == "unsupported" else tuple(sorted({passage.lines for passage in self.passages}))
        reason = self.explain(" and ".join(passage.where for passage in self.passages))
        return FigureCheck(text=self.figure.text, verdict=self.verdict, reason=reason, lines=lines)

    def problem(self) -> str:
        """The sentence for a repair prompt: it names segment ids."""
        return self.explain(" and ".join(passage.id for passage in self.passages))

    def explain(self, places: str) -> str:
        """One sentence that gives the reason, with the places called as given."""
        if self.verdict == "unsupported":
            hint = f'; {places} says "{self.source}"' if self.source else ""
            return f'"{self.figure.text}" is not in the analyst\'s session{hint}{self.how}.'
        verb = "say" if " and " in places else "says"
        outside = ", outside the analyst's session" if self.verdict == "elsewhere" else ""
        return f'{places[:1].upper()}{places[1:]} {verb} "{self.source}"{outside}{self.how}.'


def judge(
    figure: Figure, cited: Sequence[Passage], session: Sequence[Passage], elsewhere: Sequence[Passage] = ()
) -> Judgement:
    """Judge one figure of a summary: ``cited`` are the passages its sentence rests on, a part of ``session``.

    Taking a passage away never makes a verdict better.
    """
    if figure.kind in ("quarter", "half", "date") and figure.year is not None:
        return _dated(figure, cited, session, elsewhere)
    for passages in (cited, session):
        found = _stated(figure, passages)
        if found is not None:
            return found
    for passages in (cited, session):
        found = _range_end(figure, passages) or _derived(figure, passages if passages is cited else ())
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
        for source, passage in _figures(passages):
            if source.unit == figure.unit and source.values == figure.values and source.year == figure.year:
                return Judgement(figure, "supported", "", source.text, (passage,))
    bare = judge(replace(figure, year=None), cited, [p for p in session if not _other_year(figure, p)], elsewhere)
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


def _figures(passages: Iterable[Passage]) -> Iterator[tuple[Figure, Passage]]:
    for passage in passages:
        for figure in find_figures(passage.text):
            yield figure, passage


def _stated(claim: Figure, passages: Sequence[Passage], *, strict: bool = False) -> Judgement | None:
    """The figure itself, exactly before rounded; a range also as two figures of one passage.

    ``strict`` asks for the same unit, and for more than a small number of things: a whole call holds those somewhere.
    """
    if strict and claim.unit.base in (None, "things") and claim.kind == "count" and claim.values[0] < _SMALL_COUNT:
        return None
    rounded: Judgement | None = None
    for source, passage in _figures(passages):
        how = _matches(claim, source) if not strict or source.unit == claim.unit else None
        if how == "":
            return Judgement(claim, "supported", "", source.text, (passage,))
        if how is not None and rounded is None:
            rounded = Judgement(claim, "supported", how, source.text, (passage,))
    if rounded is not None or strict or len(claim.values) == 1 or claim.kind == "vague":
        return rounded
    for passage in passages:
        sources = find_figures(passage.text)
        single = [source for source in sources if len(source.values) == 1]
        low, high = _ends(claim)
        pairs = (
            (first, second)
            for first in single
            if _matches(low, first) is not None
            for second in single
            if second is not first and _matches(high, second) is not None
        )
        pair = next(pairs, None)
        if pair is not None:
            return Judgement(claim, "supported", "", f'{pair[0].text}" and "{pair[1].text}', (passage,))
    return None


def _ends(figure: Figure) -> list[Figure]:
    return [
        replace(figure, values=(value,), steps=(step,)) for value, step in zip(figure.values, figure.steps, strict=True)
    ]


def _matches(claim: Figure, source: Figure) -> str | None:
    """How a source states a claim: "" exactly, a clause that explains a rounding, None not at all."""
    if claim.kind == "vague" or source.kind == "vague":
        same = claim.kind == source.kind and claim.values == source.values
        return "" if same else None
    if claim.sign * source.sign < 0:
        return None
    if claim.kind == "year" and source.year is not None and len(claim.values) == 1:
        return "" if claim.values[0] == source.year else None
    if len(claim.values) != len(source.values):
        return None
    scale = _comparable(claim, source)
    if scale is None:
        return None
    hows = [
        _equal(claim, value, step, wanted * scale, shown * scale)
        for value, step, wanted, shown in zip(claim.values, claim.steps, source.values, source.steps, strict=True)
    ]
    if None in hows:
        return None
    return next((how for how in hows if how), "")


def states(claim: Figure, source: Figure) -> bool:
    """Whether one figure states another: the same value, or one it rounds, in a compatible unit."""
    return _matches(claim, source) is not None


def _equal(claim: Figure, value: Decimal, step: Decimal, wanted: Decimal, shown: Decimal) -> str | None:
    difference = abs(value - wanted)
    if difference == 0:
        return ""
    if claim.spelled and claim.kind == "percent" and value != value.to_integral_value():
        # A third and two thirds have no last digit; the source's decides.
        return ", rounded" if difference * 2 <= shown else None
    if claim.qualifier is not None:
        step = max(step, _last_nonzero(value, step))
        if claim.qualifier == "over" and wanted < value or claim.qualifier == "under" and wanted > value:
            return None
    fits = step > shown and difference * 2 <= step and difference <= abs(wanted) * _LARGEST_ROUNDING
    return ", rounded" if fits else None


def _last_nonzero(value: Decimal, step: Decimal) -> Decimal:
    """The place of the last digit that is not zero: of "about 200", the hundreds."""
    if value == 0:
        return step
    return Decimal(1).scaleb(int(value.normalize().as_tuple().exponent))


def _comparable(claim: Figure, source: Figure) -> Decimal | None:
    """The factor that makes a source's value one of the claim's unit; None where the units don't go together."""
    mine, other = claim.unit, source.unit
    if mine.kind == other.kind and mine.base == other.base:
        return Decimal(1)
    if mine == PLAIN and other.kind in ("money", "percent", "points", "multiple", "count", "year"):
        return 1 / other.factor
    if other == PLAIN and mine.kind in ("count", "year"):
        return mine.factor
    if {mine.base, other.base} == {"things", None} and {mine.kind, other.kind} <= {"count", "year"}:
        return Decimal(1)
    if mine.kind == "money" and other.kind == "count" and other.base in (None, "things"):
        # "revenue of 75 million", "only like 100,000": large sums are said without their currency.
        return mine.factor if abs(source.values[0]) >= (1000 if other == PLAIN else 100_000) else None
    return None


def _range_end(claim: Figure, passages: Sequence[Passage]) -> Judgement | None:
    """One end of a range, a point within a vague figure's span, or an exact conversion of basis points to percent."""
    if len(claim.values) > 1 and claim.kind != "vague":
        return None
    for source, passage in _figures(passages):
        if claim.kind == "vague":
            if source.kind in ("percent", "vague", "count", "money") and _within(claim, source):
                return Judgement(claim, "derivable", ", which it describes", source.text, (passage,))
        elif len(source.values) == 2 and source.kind != "vague":
            if any(_matches(claim, end) is not None for end in _ends(source)):
                return Judgement(claim, "derivable", ", of which it is one end", source.text, (passage,))
        elif {claim.kind, source.kind} == {"percent", "points"} and claim.values == source.values:
            basis = Decimal("0.01")
            if (claim.unit.factor == basis) != (source.unit.factor == basis):
                return Judgement(claim, "derivable", ", which converts to it", source.text, (passage,))
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
    if claim.kind != "multiple" and len(claim.values[0].normalize().as_tuple().digits) < 2:
        # Some pair of small figures gives nearly any single digit.
        return None
    operands = [
        (replace(end, text=source.text), passage)
        for source, passage in _figures(passages)
        if source.kind in ("money", "percent", "count")
        for end in _ends(source)
    ]
    if len(operands) > _MOST_OPERANDS:
        return None
    for (left, first), (right, second) in permutations(operands, 2):
        how = _arithmetic(claim, left, right)
        if how is not None:
            both = (first,) if first == second else (first, second)
            return Judgement(claim, "derivable", f", and {how}", f'{left.text}" and "{right.text}', both)
    return None


def _arithmetic(claim: Figure, left: Figure, right: Figure) -> str | None:
    if left.unit != right.unit or left.unit in (PLAIN,) or left.unit.base == "things" or right.values[0] == 0:
        return None
    a, b = left.values[0], right.values[0]
    results: list[tuple[str, Decimal]] = []
    if claim.unit == left.unit and claim.kind in ("money", "count"):
        # Amounts add up, prices do not.
        results = [("their difference is meant", a - b)]
        if a >= 1000:
            results.append(("their sum is meant", a + b))
    elif claim.kind == "points" and left.kind == "percent":
        results = [("their difference is meant", a - b)]
    elif claim.kind == "percent" and left.kind in ("money", "count"):
        results = [("the change is meant", abs(a - b) / b * 100), ("the share is meant", a / b * 100)]
    elif claim.kind == "multiple" and left.kind in ("money", "count"):
        results = [("their ratio is meant", a / b)]
    for how, result in results:
        if (
            result > 0
            and abs(result - claim.values[0]) * 2 <= claim.steps[0]
            and abs(result - claim.values[0]) <= result * _LARGEST_ROUNDING
        ):
            return how
    return None


def _unsupported(claim: Figure, cited: Sequence[Passage], session: Sequence[Passage]) -> Judgement:
    """Say what the session states instead, where one figure there is easily mistaken for it."""
    best: tuple[int, Figure, Passage] | None = None
    for passages in (cited, session):
        for source, passage in _figures(passages):
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


def _digits(figure: Figure) -> str:
    """The digits that a figure shows, without point, scale and unit."""
    return "-".join(
        "".join(map(str, (value / figure.unit.factor).normalize().as_tuple().digits)) for value in figure.values
    )
