"""Every figure of a sentence: what is written, the amount it states in base units, and what it counts.

Figures are amounts, shares, counts, multiples, ranges and periods. Names with digits (A16, 10-K, 5G, COVID-19) are
none, and neither are ordinals, except of a quarter or a half. Nothing is corrected: "44 5." is two figures, no range.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache
from typing import Literal

from summarizer.figures.designations import after_name, is_name
from summarizer.figures.numerals import LETTERS, NUMBER_WORDS, SCALES, Numeral, Token, glued, read_numeral, tokenise
from summarizer.figures.periods import is_year, read_period
from summarizer.figures.shares import read_share
from summarizer.figures.units import PERCENT, PLAIN, POINTS, THINGS, Kind, Unit, currency_before, read_unit
from summarizer.figures.vague import read_vague

Qualifier = Literal["about", "over", "under"]


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure of a text.

    ``values`` are in the base of ``unit`` (units of the currency, percent, percentage points, months ...): one, or the
    two ends of a range, or of the span that a vague figure allows. ``steps`` hold the place of the last digit shown.
    ``year`` belongs to a quarter, half or date. ``sign`` is -1 or 1 where one is written, else 0.
    """

    text: str
    start: int
    values: tuple[Decimal, ...]
    steps: tuple[Decimal, ...]
    unit: Unit
    year: int | None = None
    qualifier: Qualifier | None = None
    sign: int = 0
    spelled: bool = False

    @property
    def kind(self) -> Kind:
        """What sort of figure it is."""
        return self.unit.kind

    @property
    def end(self) -> int:
        """The offset after its last character."""
        return self.start + len(self.text)


_QUALIFIERS: dict[str, Qualifier] = {
    **dict.fromkeys("about around approximately approx roughly some circa ~ near like".split(), "about"),
    **dict.fromkeys("over above exceeding exceeds exceeded beyond plus".split(), "over"),
    **dict.fromkeys("under below nearly almost within sub".split(), "under"),
}
_QUALIFYING_PAIRS: dict[tuple[str, str], Qualifier] = {
    ("more", "than"): "over",
    ("greater", "than"): "over",
    ("at", "least"): "over",
    ("less", "than"): "under",
    ("fewer", "than"): "under",
    ("lower", "than"): "under",
    ("up", "to"): "under",
    ("close", "to"): "about",
    ("next", "to"): "about",
}
_OF_THE_TALK = frozenset(
    "speakers executives answers views statements sides disagree disagreed differ differed split are were will".split()
)
_LARGEST_RANGE = 4
_BEFORE_SOME_DAY = frozenset("that when where and but may might could will would can".split())
_DASHES = "-‐‑–—−"
# Numbers can be meant in millions, never in hundreds.
_SCALE_WORDS = {**SCALES, **LETTERS, "t": SCALES["trillion"], "hundred": None}
# Kinds of figures whose unit goes on being meant.
MEASURED: tuple[Kind, ...] = ("money", "percent", "points", "multiple", "count")
_NOT_BY_THOUSANDS = (None, "things", "month", "day")
_CANDIDATE = re.compile(
    r"\d|(?<![a-z])(?:"
    + "|".join(sorted(NUMBER_WORDS))
    + r"|first|second|third|fourth|back|front|point|latter|quarter|lakh|crore"
    r"|teens|digits?|dozens|hundreds|thousands|millions|billions|fifths?|thirds?|nineties)(?![a-z])",
    re.IGNORECASE,
)


@lru_cache(maxsize=32768)
def find_figures(text: str) -> tuple[Figure, ...]:
    """Find the figures of a text, in order; the time is linear in its length.

    >>> [(figure.text, str(figure.values[0])) for figure in find_figures("Sales of $1.5 million in the second quarter")]
    [('$1.5 million', '1500000.0'), ('second quarter', '2')]
    """
    if not _CANDIDATE.search(text):
        return ()
    tokens = tokenise(text)
    figures: list[Figure] = []
    i = 0
    while i < len(tokens):
        found, after = _read(text, tokens, i)
        figures.extend(found)
        i = max(after, i + 1)
    return tuple(figures)


def _read(text: str, tokens: Sequence[Token], i: int) -> tuple[list[Figure], int]:
    """Read what starts at a token: its figures (none for a name) and the index of the token after it."""
    vague = read_vague(tokens, i)
    if vague is not None:
        steps = (Decimal(0), Decimal(0))
        return [_figure(text, tokens, i, vague.next, vague.bounds, steps, vague.unit)], vague.next
    period = read_period(tokens, i)
    if period is not None:
        unit = Unit(period.kind, None)
        figure = _figure(text, tokens, i, period.next, (Decimal(period.value),), (Decimal(1),), unit)
        return [replace(figure, year=period.year)], period.next
    if is_name(tokens, i) and not read_share(tokens, i):
        return [], after_name(tokens, i)
    first = _amount(text, tokens, i)
    if first is None:
        return [], i + 1
    figure, after = first
    joined = _second_end(text, tokens, i, after, figure)
    return joined if joined is not None else ([figure], after)


def _amount(text: str, tokens: Sequence[Token], i: int) -> tuple[Figure, int] | None:
    """Read a number with its sign, currency, scale and unit."""
    sign, j = _sign(tokens, i)
    currency = currency_before(tokens, j) if j < len(tokens) else None
    if currency is not None:
        j = currency[1]
        if sign == 0:
            sign, j = _sign(tokens, j)
    elif j != i and not (j < len(tokens) and tokens[j].kind == "number"):
        return None
    share = read_share(tokens, i) if j == i else None
    if share is not None:
        figure = _figure(text, tokens, i, share.next, (share.percent,), (Decimal("0.1"),), PERCENT)
        return replace(figure, spelled=True, qualifier=figure.qualifier or "about"), share.next
    number = read_numeral(tokens, j, money=currency is not None)
    if number is None:
        return None
    unit, after = read_unit(tokens, number.next)
    if currency is not None:
        # "$5 million dollars" says its currency twice; whatever else follows an amount of money is not its unit.
        after = after if unit == Unit("money", currency[0]) else number.next
        unit = Unit("money", currency[0])
    elif _is_plain_year(tokens, j, number) and (unit.kind == "money" or unit.base in _NOT_BY_THOUSANDS):
        # "2024 revenue", "2023 year-end", "2023 dollars": nobody counts thousands of years.
        unit, after = Unit("year", None), number.next
    elif unit == POINTS and number.spelled and number.value >= 1 and _bare_points(tokens, number.next):
        # Nobody spells out a margin, but everybody makes two points.
        unit = THINGS
    if (
        number.spelled
        and number.value == 1
        and not number.scaled
        and unit.base in (None, "things")
        and unit.kind == "count"
    ):
        # "one" is an article or a pronoun more often than a count.
        return None
    if number.spelled and unit.base == "day" and number.value == 1 and _some_day(tokens, i):
        return None
    if unit in (PLAIN, THINGS) and number.spelled and number.value == 2 and _both(tokens, i, number.next):
        return None
    figure = _figure(text, tokens, i, after, (number.value * unit.factor,), (number.step * unit.factor,), unit)
    return replace(figure, sign=sign, spelled=number.spelled), after


def _both(tokens: Sequence[Token], i: int, after: int) -> bool:
    """Whether "two" points at two that were named and counts nothing: "the two disagree", "the two speakers"."""
    if not i or tokens[i - 1].lower != "the":
        return False
    return after == len(tokens) or tokens[after].kind == "sign" or tokens[after].lower in _OF_THE_TALK


def _some_day(tokens: Sequence[Token], i: int) -> bool:
    """Whether "one day" is no length of time: "hopes that one day all will"."""
    return i == 0 or tokens[i - 1].kind == "sign" or tokens[i - 1].lower in _BEFORE_SOME_DAY


def _bare_points(tokens: Sequence[Token], i: int) -> bool:
    """Whether what follows a number is "point", also after a hyphen, and not "percentage point"."""
    i += tokens[i].text in _DASHES
    return i < len(tokens) and tokens[i].lower in ("point", "points")


def _sign(tokens: Sequence[Token], i: int) -> tuple[int, int]:
    if i + 1 < len(tokens):
        token = tokens[i]
        if token.text in "-−–+" and glued(tokens, i + 1) and not glued(tokens, i):
            return (1 if token.text == "+" else -1), i + 1
        if token.lower in ("minus", "negative"):
            return -1, i + 1
    return 0, i


def _is_plain_year(tokens: Sequence[Token], i: int, number: Numeral) -> bool:
    written = str(number.value)
    return not number.scaled and is_year(written) and "," not in tokens[i].text and " " not in tokens[i].text


def _second_end(
    text: str, tokens: Sequence[Token], i: int, after: int, first: Figure
) -> tuple[list[Figure], int] | None:
    """Read "X to Y", "X-Y", "between X and Y", "X or Y" as a whole, units shared; None without a second end."""
    if after >= len(tokens):
        return None
    link = tokens[after].lower
    if (
        link in ("to", "through", "till", "until")
        or (link in _DASHES and after + 1 < len(tokens))
        or (link == "and" and any(token.lower == "between" for token in tokens[max(0, i - 2) : i]))
    ):
        ranged = True
    elif link in ("or", ",", "and"):
        ranged = False
    else:
        return None
    j = after + 1
    if ranged and j < len(tokens) and tokens[j].lower in ("about", "maybe", "even", "around"):
        j += 1
    if j >= len(tokens) or is_name(tokens, j) or read_period(tokens, j) is not None:
        return None
    second = _amount(text, tokens, j)
    if second is None or second[0].kind == "year" != first.kind:
        return None
    low, high = _share(first, second[0])
    if ranged and _changes_to(tokens, i, low, high):
        return None
    if low.unit != high.unit and {low.unit.base, high.unit.base} != {None, "things"}:
        return None
    if low.kind != high.kind:
        return None
    if not ranged:
        # "2 or 3%", but not "of the 18.4 or 11%".
        if (link != "or" and (first.unit != PLAIN or low.unit in (PLAIN, THINGS))) or low.values[0] >= high.values[0]:
            return None
        return [low, high], second[1]
    span = text[first.start : high.end]
    whole = replace(low, text=span, values=(*low.values, *high.values), steps=(*low.steps, *high.steps), unit=high.unit)
    return [whole], second[1]


def _changes_to(tokens: Sequence[Token], i: int, low: Figure, high: Figure) -> bool:
    """Whether the first is a change and the second where it led to: "fell by $31 to $402"."""
    by = i > 0 and tokens[i - 1].lower == "by"
    return by and low.kind == "money" and high.values[0] > _LARGEST_RANGE * low.values[0]


def _share(first: Figure, second: Figure) -> tuple[Figure, Figure]:
    """Give an end without a unit or scale those of the other: "$120 to $150 million", "20 to 30%"."""
    if first.unit == PLAIN and second.kind != "year":
        factor = second.unit.factor
        first = replace(first, unit=second.unit, values=(first.values[0] * factor,), steps=(first.steps[0] * factor,))
    elif (second.unit == PLAIN and first.kind in ("money", "percent")) or (
        second.unit.base == "things" and first.kind == "money"
    ):
        second = replace(second, unit=first.unit)
    scale = scale_of(second)
    # "31 to 25 million" are millions both, "500 to 1.2 billion" can't be billions.
    alike = first.values[0] < 10 * second.values[0] / scale
    if scale_of(first) == 1 and scale > 1 and alike and first.kind in ("money", "count"):
        first = replace(first, values=(first.values[0] * scale,), steps=(first.steps[0] * scale,))
    return first, second


def scale_of(figure: Figure) -> Decimal:
    """The scale words of a figure, as the power that its text names; 1 without one."""
    scales = (_SCALE_WORDS.get(token.lower) for token in reversed(tokenise(figure.text)))
    return next(filter(None, scales), Decimal(1))


def has_unit(figure: Figure) -> bool:
    """Whether a figure says what a number near it may be meant in: a unit, or millions of things."""
    return figure.unit not in (PLAIN, THINGS) or scale_of(figure) > 1


def _figure(
    text: str,
    tokens: Sequence[Token],
    i: int,
    after: int,
    values: tuple[Decimal, ...],
    steps: tuple[Decimal, ...],
    unit: Unit,
) -> Figure:
    start = tokens[i].start
    return Figure(text[start : tokens[after - 1].end], start, values, steps, unit, qualifier=_qualifier(tokens, i))


def _qualifier(tokens: Sequence[Token], i: int) -> Qualifier | None:
    if i >= 2:
        pair = _QUALIFYING_PAIRS.get((tokens[i - 2].lower, tokens[i - 1].lower))
        if pair is not None:
            return pair
    return _QUALIFIERS.get(tokens[i - 1].lower) if i else None
