"""When one figure states another: the same value, or one that the digits shown may round, in a compatible unit."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from summarizer.figures.finding import Figure
from summarizer.figures.units import PLAIN

# A rounding may be ordinary and yet mislead: 1.4 is not "1".
LARGEST_ROUNDING = Decimal("0.05")
_LARGEST_ABOUT = Decimal("0.025")


def matches(claim: Figure, source: Figure) -> str | None:
    """How a source states a claim: "" exactly, a clause that explains a rounding, None not at all."""
    if claim.kind == "vague" or source.kind == "vague":
        same = claim.kind == source.kind and claim.values == source.values
        return "" if same else None
    if claim.sign * source.sign < 0:
        return None
    # "Three quarters come early" is read as a time, "three quarters of the total" as a share: the words are the same.
    if claim.spelled and source.spelled and claim.text.casefold() == source.text.casefold():
        return ""
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
    how = next((how for how in hows if how), "")
    # Where the units are only taken to agree, the numbers must be the same.
    things = {claim.unit.base, source.unit.base} <= {None, "things"} or claim.unit.base == source.unit.base
    return how if how == "" or (things and claim.kind == source.kind) else None


def states(claim: Figure, source: Figure) -> bool:
    """Whether one figure states another: the same value, or one it rounds, in a compatible unit."""
    return matches(claim, source) is not None


def _equal(claim: Figure, value: Decimal, step: Decimal, wanted: Decimal, shown: Decimal) -> str | None:
    difference = abs(value - wanted)
    if difference == 0:
        return ""
    if claim.spelled and claim.kind == "percent" and value != value.to_integral_value():
        # A third and two thirds have no last digit; the source's decides.
        return ", rounded" if difference * 2 <= shown else None
    if (claim.qualifier == "over" and wanted < value) or (claim.qualifier == "under" and wanted > value):
        return None
    if step > shown and difference * 2 <= step and difference <= abs(wanted) * LARGEST_ROUNDING:
        return ", rounded"
    # "about 200": its zeros need not be meant; those of "about 2.00" are.
    if claim.qualifier is None or "." in claim.text:
        return None
    round_step = _last_nonzero(value, step)
    fits = round_step > shown and difference * 2 <= round_step and difference <= abs(wanted) * _LARGEST_ABOUT
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
    if mine == PLAIN and other.kind in ("money", "points", "multiple", "count", "year"):
        return 1 / other.factor
    if other == PLAIN and mine.kind in ("count", "year"):
        return mine.factor
    if {mine.base, other.base} == {"things", None} and {mine.kind, other.kind} <= {"count", "year"}:
        return Decimal(1)
    if mine.kind == "money" and other.kind == "count" and other.base in (None, "things"):
        # "revenue of 75 million", "only like 100,000": large sums are said without their currency.
        return mine.factor if abs(source.values[0]) >= (1000 if other == PLAIN else 100_000) else None
    return None


def ends(figure: Figure) -> list[Figure]:
    """The ends of a range, each as a figure of its own; of any other figure, itself."""
    return [
        replace(figure, values=(value,), steps=(step,)) for value, step in zip(figure.values, figure.steps, strict=True)
    ]
