"""Quarters, halves, years and dates as they are written: "Q2 2025", "2Q25", "second quarter", "FY '25", "May 5"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from summarizer.figures.numerals import Token, glued, read_numeral
from summarizer.figures.units import Kind

_ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "1st": 1, "2nd": 2, "3rd": 3, "4th": 4}
_HALVES = {"first": 1, "second": 2, "front": 1, "back": 2, "latter": 2, "1st": 1, "2nd": 2}
_CARDINALS = {"one": 1, "two": 2, "three": 3, "four": 4}
_MONTH_NAMES = (
    "january jan,february feb,march mar,april apr,may,june jun,july jul,august aug,september sept sep,october oct,"
    "november nov,december dec"
)
_MONTHS = {name: n for n, names in enumerate(_MONTH_NAMES.split(","), start=1) for name in names.split()}
_QUARTERS = 4
# "Quarter over quarter", "half of it".
_NOUNS_OF_THEIR_OWN = ("over", "on", "to", "of", "-", "a", "the")
_YEAR_LETTERS = ("fy", "cy", "fiscal", "calendar")
_DASHES = "-‐‑–—"
# "The fourth above 7", "8 in the first.": no noun follows that the ordinal could belong to.
_ALONE = re.compile(
    r"\bthe (first|second|third|fourth)"
    r"(?=\W*$|[.,;:?!]|\s(?:at|above|below|about|around|ha[sd]|have|will|would|should|to|and|or|but|we|in|it)\b)",
    re.IGNORECASE,
)


# "The third quarter of growth in a row" is any quarter.
_RUNNING = re.compile(r"\A(?:of (?:\w+ ){1,3})?(?:in a row|running)\b")
_RUN = 8


class Period(NamedTuple):
    """A quarter or half (1 to 4), a year, or a date as month * 100 + day; ``year`` belongs to all but a year."""

    kind: Kind
    value: int
    year: int | None
    next: int


def is_year(text: str) -> bool:
    """Whether digits look like a calendar year."""
    return len(text) == 4 and text.isdigit() and text[:2] in ("19", "20")


def lone_ordinals(text: str) -> dict[int, str]:
    """The ordinals (1 to 4) of a text that stand for something said before, as in "the third quarter and the fourth".

    >>> lone_ordinals("The third quarter is at 6%, and the fourth above 7.")
    {4: 'the fourth'}
    """
    return {_ORDINALS[found[1].lower()]: found[0] for found in _ALONE.finditer(text)}


def read_period(tokens: Sequence[Token], i: int) -> Period | None:
    """Read the period that starts at a token, or None."""
    token = tokens[i]
    if token.kind == "sign":
        return _short_year(tokens, i) if token.text in "'’‘" else None
    return _lettered(tokens, i) or _worded(tokens, i) or _fiscal(tokens, i) or _date(tokens, i) or _paired(tokens, i)


def _number_at(tokens: Sequence[Token], i: int, digits: Sequence[int]) -> int | None:
    if i < len(tokens) and tokens[i].kind == "number" and len(tokens[i].text) in digits and tokens[i].text.isdigit():
        return int(tokens[i].text)
    return None


def _lettered(tokens: Sequence[Token], i: int) -> Period | None:
    """Q2, 2Q, 1H, H1, each also with a year: 2Q25, Q2'25, Q2 FY25, Q2 of 2025."""
    letter, digit = tokens[i], i + 1
    if letter.kind == "number":
        letter, digit = (tokens[i + 1], i) if glued(tokens, i + 1) else (letter, i)
    if letter.text not in ("Q", "H", "q", "h") or (i > 0 and glued(tokens, i) and tokens[i - 1].kind != "sign"):
        return None
    value = _number_at(tokens, digit, (1,))
    kind: Kind = "quarter" if letter.lower == "q" else "half"
    # "Q 2" is written so by recognisers; "H 2" is not worth the confusion. "Q5" is a slip, or the name of a car: either
    # way it must be found where it is said to be.
    slip = value is not None and value > _QUARTERS and kind == "quarter" and digit == i + 1 and glued(tokens, digit)
    if value is None or not (slip or 1 <= value <= (_QUARTERS if kind == "quarter" else 2)):
        return None
    if not glued(tokens, i + 1) and (kind == "half" or not letter.text.isupper()):
        return None
    after = i + 2
    if digit == i and glued(tokens, after):
        year = _number_at(tokens, after, (2, 4))
        if year is not None:
            return Period(kind, value, _full(year), after + 1)
    if glued(tokens, after) and tokens[after].kind != "sign" and tokens[after].lower not in _YEAR_LETTERS:
        return None
    return _with_year(tokens, kind, value, after)


def _worded(tokens: Sequence[Token], i: int) -> Period | None:
    """Second quarter, third-quarter, quarter two, back half, "first and second quarter"."""
    ordinal, after = tokens[i].lower, i + 1
    if tokens[i].kind == "number":
        if not glued(tokens, i + 1):
            return None
        ordinal, after = ordinal + tokens[i + 1].lower, i + 2
    if ordinal == "quarter" and after < len(tokens):
        value = _CARDINALS.get(tokens[after].lower) or _number_at(tokens, after, (1,))
        if value is None or not 1 <= value <= 4:
            return None
        follows = tokens[after + 1].lower if after + 1 < len(tokens) else ""
        return None if follows in ("%", "percent") else _with_year(tokens, "quarter", value, after + 1)
    if ordinal not in _ORDINALS and ordinal not in _HALVES:
        return None
    j = after + 1 if after < len(tokens) and tokens[after].text in _DASHES else after
    j = j + 1 if _parted(tokens, j) else j
    if j < len(tokens) and tokens[j].lower in ("fiscal", "calendar"):
        j += 1
    noun = tokens[j].lower if j < len(tokens) else ""
    if ordinal in _ORDINALS and noun in ("quarter", "quarters"):
        if _RUNNING.search(" ".join(token.lower for token in tokens[j + 1 : j + _RUN])):
            return None
        return _with_year(tokens, "quarter", _ORDINALS[ordinal], j + 1)
    if ordinal in _HALVES and noun in ("half", "halves"):
        return _with_year(tokens, "half", _HALVES[ordinal], j + 1)
    listed = ordinal in _ORDINALS and noun in ("and", "to", "or", "through", "into") and j + 2 < len(tokens)
    if listed and tokens[j + 1].lower in _ORDINALS and tokens[j + 2].lower in ("quarter", "quarters"):
        return Period("quarter", _ORDINALS[ordinal], None, i + 1)
    return None


def _parted(tokens: Sequence[Token], i: int) -> bool:
    """Whether a stray full stop or comma parts an ordinal from its noun, as in "the fourth. Quarter"."""
    if i + 1 >= len(tokens) or tokens[i].text not in (".", ","):
        return False
    after = tokens[i + 2].lower if i + 2 < len(tokens) else ""
    return tokens[i + 1].lower in ("quarter", "half") and after not in _NOUNS_OF_THEIR_OWN


def _with_year(tokens: Sequence[Token], kind: Kind, value: int, after: int) -> Period:
    """Attach the year that follows a quarter or half, where one does."""
    j = after
    if j < len(tokens) and tokens[j].lower in ("of", ",") and j + 1 < len(tokens):
        j += 1
    if j < len(tokens) and tokens[j].text in _DASHES and glued(tokens, j) and glued(tokens, j + 1):
        j += 1
    if j < len(tokens):
        year = _year_at(tokens, j) or _short_year(tokens, j) or _fiscal(tokens, j)
        if year is not None and year.kind == "year":
            return Period(kind, value, year.value, year.next)
    return Period(kind, value, None, after)


def _fiscal(tokens: Sequence[Token], i: int) -> Period | None:
    """FY25, FY '25, FY2025-26 (its end counts), fiscal 2026, fiscal year 2026."""
    if tokens[i].lower not in _YEAR_LETTERS:
        return None
    j = i + 1
    if j < len(tokens) and tokens[j].lower == "year":
        j += 1
    if j + 1 < len(tokens) and (tokens[j].text in "'’‘" or (tokens[j].text in _DASHES and glued(tokens, j))):
        j += 1
    year = _number_at(tokens, j, (2, 4))
    if year is None or (year > 99 and not is_year(tokens[j].text)):
        return None
    if j + 2 < len(tokens) and tokens[j + 1].text in _DASHES + "/" and glued(tokens, j + 1) and glued(tokens, j + 2):
        end = _number_at(tokens, j + 2, (2, 4))
        if end is not None and (end - year) % 100 == 1:
            return Period("year", _full(end), None, j + 3)
    return Period("year", _full(year), None, j + 1)


def _paired(tokens: Sequence[Token], i: int) -> Period | None:
    """2024-25 and 2024/25: one business year, named by its end."""
    if i + 2 >= len(tokens) or not is_year(tokens[i].text) or tokens[i + 1].text not in _DASHES + "/":
        return None
    end = _number_at(tokens, i + 2, (2,)) if glued(tokens, i + 1) and glued(tokens, i + 2) else None
    if end is None or (end - int(tokens[i].text)) % 100 != 1:
        return None
    return Period("year", _full(end), None, i + 3)


def _year_at(tokens: Sequence[Token], i: int) -> Period | None:
    if tokens[i].kind == "number" and is_year(tokens[i].text):
        return Period("year", int(tokens[i].text), None, i + 1)
    spoken = read_numeral(tokens, i) if tokens[i].lower in ("twenty", "nineteen") else None
    if spoken is not None and is_year(str(spoken.value)):
        return Period("year", int(spoken.value), None, spoken.next)
    return None


def _short_year(tokens: Sequence[Token], i: int) -> Period | None:
    """'24, with the apostrophe glued to two digits and to no word before it."""
    if i + 1 >= len(tokens) or tokens[i].text not in "'’‘" or not glued(tokens, i + 1):
        return None
    year = _number_at(tokens, i + 1, (2,))
    # "the 2030s' 24 sites", "5'10": an apostrophe after a digit or a word belongs to that, but "Q2'25" is a year.
    if year is None or (glued(tokens, i + 2) and tokens[i + 2].kind == "word"):
        return None
    return Period("year", _full(year), None, i + 2)


def _full(year: int) -> int:
    return year if year > 99 else (2000 if year < 70 else 1900) + year


def _date(tokens: Sequence[Token], i: int) -> Period | None:
    """December 31, 31 December, March 5th, each with or without a year; in March, on the 5th."""
    token = tokens[i]
    if token.kind == "word":
        if token.lower not in _MONTHS or not token.text[0].isupper():
            return None
        day, after = _day(tokens, i + 2 if i + 1 < len(tokens) and tokens[i + 1].text == "." else i + 1)
        if day is None:
            day, after = _day_after(tokens, i + 1)
        month = _MONTHS[token.lower]
    else:
        day, j = _day(tokens, i)
        j = j + 1 if j < len(tokens) and tokens[j].lower == "of" else j
        if day is None or j >= len(tokens) or tokens[j].lower not in _MONTHS or not tokens[j].text[0].isupper():
            return None
        month, after = _MONTHS[tokens[j].lower], j + 1
    if day is None:
        return None
    if after < len(tokens) and tokens[after].lower in ("%", "percent", "to", *_DASHES):
        return None
    return _with_year(tokens, "date", month * 100 + day, after)


def _day(tokens: Sequence[Token], i: int) -> tuple[int | None, int]:
    day = _number_at(tokens, i, (1, 2))
    if day is None or not 1 <= day <= 31:
        return None, i
    if glued(tokens, i + 1) and tokens[i + 1].kind == "word":
        return (day, i + 2) if tokens[i + 1].lower in ("st", "nd", "rd", "th") else (None, i)
    return day, i + 1


def _day_after(tokens: Sequence[Token], i: int) -> tuple[int | None, int]:
    """The day in "December, on the 8th"; a comma may be missing."""
    i += i < len(tokens) and tokens[i].text == ","
    if [token.lower for token in tokens[i : i + 2]] != ["on", "the"]:
        return None, i
    day, after = _day(tokens, i + 2)
    return (day, after) if after == i + 4 else (None, i)
