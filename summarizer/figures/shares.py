"""Shares: half, a third, two thirds, a quarter of something, and 2/3, as percent."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from summarizer.figures.numerals import HALVED, SCALES, Token, glued
from summarizer.figures.units import CLOSED

# After these "half" is a period or a part of a number; and after "its best", "the strongest".
_NO_HALF = frozenset(("and", "a", "one", "-", "first", "second", "this", "last", "next", "each", "per", "worst"))
# "Cut by about a half" is a share, "two and a half" is none.
_BY = frozenset(("about", "by", "around", "roughly", "nearly", "almost", "over", "than", "under"))
_SUPERLATIVE = re.compile(r"(?:\w{3,}|b)est\Z")
# The largest denominator that is said: "1/12" is a date or a month's part of a year.
_LARGEST = 10
# "A quarter of growth" is a period, "a quarter of our sales" a share.
_WHOLES = frozenset(
    ("the", "our", "its", "their", "all", "that", "it", "this", "these", "those", "them", "total", "sales", "revenue")
)
_COUNTS = {"a": 1, "one": 1, "two": 2, "three": 3}


class Share(NamedTuple):
    """A share in percent, and the index of the token after it."""

    percent: Decimal
    next: int


def read_share(tokens: Sequence[Token], i: int) -> Share | None:
    """Read the share that starts at a token, or None.

    >>> from summarizer.figures.numerals import tokenise
    >>> read_share(tokenise("half of it"), 0)
    Share(percent=Decimal('50'), next=1)
    """
    word = tokens[i].lower
    if tokens[i].kind == "number":
        return _fraction(tokens, i)
    if word == "half":
        before = tokens[i - 1].lower if i else ""
        if _SUPERLATIVE.match(before) or _word(tokens, i + 1) == "past":
            return None
        if _word(tokens, i + 1) in ("a", "an") and _word(tokens, i + 2) in SCALES.keys() | HALVED:
            return None
        of = _word(tokens, i + 1) == "of" and before in ("a", "one", "and")
        by = before == "a" and i > 1 and tokens[i - 2].lower in _BY and _ends_phrase(tokens, i + 1)
        return Share(Decimal(50), i + 1) if of or by or before not in _NO_HALF else None
    count = _COUNTS.get(word)
    if count is None:
        return None
    j = i + 2 if _word(tokens, i + 1) == "-" else i + 1
    noun = _word(tokens, j)
    if (count == 2 and noun == "thirds") or (count == 1 and noun == "third" and _ends_phrase(tokens, j + 1)):
        return Share(Decimal(100 * count) / 3, j + 1)
    if noun in ("quarter", "quarters") and _word(tokens, j + 1) == "of" and _word(tokens, j + 2) in _WHOLES:
        return Share(Decimal(25 * count), j + 1)
    return None


def _fraction(tokens: Sequence[Token], i: int) -> Share | None:
    """ "1/3" and "2/3", not "24/7", "1/2/2020" and the half of "2 1/2"."""
    digits = [_word(tokens, j) for j in (i, i + 2)]
    if _word(tokens, i + 1) != "/" or not (glued(tokens, i + 1) and glued(tokens, i + 2)) or glued(tokens, i):
        return None
    if (glued(tokens, i + 3) and tokens[i + 3].text in "/-") or (i and tokens[i - 1].kind == "number"):
        return None
    if not all(digit.isdigit() and len(digit) <= len(str(_LARGEST)) for digit in digits):
        return None
    count, parts = map(int, digits)
    return Share(Decimal(100 * count) / parts, i + 3) if 0 < count < parts <= _LARGEST else None


def _word(tokens: Sequence[Token], i: int) -> str:
    return tokens[i].lower if i < len(tokens) else ""


def _ends_phrase(tokens: Sequence[Token], i: int) -> bool:
    """Whether no noun follows: "a third of it" is a share, "a third party" is not."""
    return i >= len(tokens) or tokens[i].lower in CLOSED or (tokens[i].kind == "sign" and tokens[i].text not in "-‐‑–—")
