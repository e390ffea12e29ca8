"""Figures that name a span instead of a number: "low-teens", "mid-single-digit", "the high 20s"."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from summarizer.figures.numerals import SCALES, Token, glued
from summarizer.figures.units import Unit, read_unit


class Vague(NamedTuple):
    """The span that a vague figure allows, both ends included, its unit, and the index of the token after it."""

    bounds: tuple[Decimal, Decimal]
    unit: Unit
    next: int


_PARTS = {
    "low": "low",
    "lower": "low",
    "mid": "mid",
    "middle": "mid",
    "high": "high",
    "higher": "high",
    "upper": "high",
}
_FEW = frozenset(("few", "couple", "several", "some"))
_DECADES = {
    word: decade * 10
    for decade, word in enumerate(
        "twenties thirties forties fifties sixties seventies eighties nineties".split(), start=2
    )
}
_DIGITS = {"single": (1, 9), "double": (10, 99), "triple": (100, 999)}
_THIRDS: dict[str, tuple[Decimal, Decimal]] = {
    "low": (Decimal(0), Decimal(1) / 3),
    "mid": (Decimal(1) / 3, Decimal(2) / 3),
    "high": (Decimal(2) / 3, Decimal(1)),
}
_PLURALS = {word + "s": SCALES[word] for word in ("hundred", "thousand", "million", "billion", "trillion")}


def read_vague(tokens: Sequence[Token], i: int) -> Vague | None:
    """Read the vague figure that starts at a token, or None.

    >>> from summarizer.figures.numerals import tokenise
    >>> [str(bound) for bound in read_vague(tokenise("mid-single-digit growth"), 0).bounds]
    ['4', '6']
    """
    word = tokens[i].lower
    if word in _PARTS:
        j = i + 1
        if j < len(tokens) and tokens[j].text in "-‐‑–":
            j += 1
        if j + 1 < len(tokens) and tokens[j].lower == "to" and tokens[j + 1].lower in _PARTS:
            return None
        return _spanned(tokens, j, _PARTS[word])
    if word in _FEW:
        return _few(tokens, i)
    if word in _PLURALS or word in ("dozens", "tens"):
        return _many(tokens, i)
    if word in ("teens", "single", "double", "triple") or word in _DECADES or tokens[i].kind == "number":
        return _spanned(tokens, i, None)
    return None


def _spanned(tokens: Sequence[Token], i: int, part: str | None) -> Vague | None:
    if i >= len(tokens):
        return None
    word = tokens[i].lower
    if word in _DIGITS:
        j = i + 2 if i + 1 < len(tokens) and tokens[i + 1].text in "-‐‑–" else i + 1
        if j >= len(tokens) or tokens[j].lower not in ("digit", "digits"):
            return None
        low, high = _DIGITS[word]
        if word == "single" and part is not None:
            low, high = {"low": (1, 3), "mid": (4, 6), "high": (7, 9)}[part]
        elif part is not None:
            low, high = _cut(low, high, part)
        return _vague(tokens, low, high, j + 1)
    if word == "teens":
        return _vague(tokens, *_cut(10, 19, part), i + 1)
    if word in _DECADES:
        return _vague(tokens, *_cut(_DECADES[word], _DECADES[word] + 9, part), i + 1)
    plural = glued(tokens, i + 1) and tokens[i + 1].text == "s"
    if tokens[i].kind == "number" and plural and len(word) == 2 and word.isdigit() and word[1] == "0":
        return _vague(tokens, *_cut(int(word), int(word) + 9, part), i + 2)
    return None


def _cut(low: int, high: int, part: str | None) -> tuple[int, int]:
    """The lower, middle or upper third of a span, widened to whole numbers."""
    if part is None:
        return low, high
    begin, end = _THIRDS[part]
    width = high - low
    return int(low + width * begin), -int(-(low + width * end) // 1)


def _few(tokens: Sequence[Token], i: int) -> Vague | None:
    j = i + 1
    if j < len(tokens) and tokens[j].lower == "of":
        j += 1
    if j >= len(tokens):
        return None
    if tokens[j].lower == "teens":
        return _vague(tokens, *_cut(10, 19, "low"), j + 1)
    if tokens[j].lower not in SCALES or tokens[i].lower == "some":
        return None
    scale = Decimal(1)
    while j < len(tokens) and tokens[j].lower in SCALES:
        scale, j = scale * SCALES[tokens[j].lower], j + 1
    return _vague(tokens, 2 * scale, 9 * scale, j)


def _many(tokens: Sequence[Token], i: int) -> Vague | None:
    """Hundreds of millions, tens of thousands, dozens."""
    word = tokens[i].lower
    scale = _PLURALS.get(word, Decimal(10))
    after = i + 1
    if after + 1 < len(tokens) and tokens[after].lower == "of" and tokens[after + 1].lower in _PLURALS:
        scale, after = scale * _PLURALS[tokens[after + 1].lower], after + 2
    elif word == "tens":
        return None
    return _vague(tokens, scale, 10 * scale - 1, after)


def _vague(tokens: Sequence[Token], low: int | Decimal, high: int | Decimal, after: int) -> Vague:
    # Of what the span is a share or an amount is seldom said next to it, so the unit is kept only in the text.
    unit, end = read_unit(tokens, after)
    shown = unit.kind in ("percent", "points", "money")
    return Vague((Decimal(low), Decimal(high)), Unit("vague", None), end if shown else after)
