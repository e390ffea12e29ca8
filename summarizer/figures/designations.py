"""Names with digits (A16, Nano 3S, 10-K, 5G, COVID-19): digits that count nothing, told by what is glued to them."""

from __future__ import annotations

from collections.abc import Sequence

from summarizer.figures.numerals import Token, glued, read_numeral
from summarizer.figures.units import currency_before, is_suffix

_DASHES = "-‐‑"
# Before a hyphen these leave a number what it is: "mid-2025", "sub-5%".
_PREFIXES = frozenset(("mid", "pre", "post", "sub", "late", "early", "non", "low", "high", "over", "under"))
_INDEXES = frozenset(("P", "Russell", "Fortune", "Nasdaq", "FTSE"))


def is_name(tokens: Sequence[Token], i: int) -> bool:
    """Whether the digits at a token belong to a name, judged by the letters glued to them."""
    token = tokens[i]
    if token.kind != "number":
        return False
    if i and glued(tokens, i):
        before = tokens[i - 1]
        if before.kind in ("number",) or (before.kind == "word" and currency_before(tokens, i - 1) is None):
            return True
        if before.text in "./:" and i > 1 and glued(tokens, i - 1) and tokens[i - 2].kind == "number":
            return True
        if before.text in _DASHES and i > 1 and glued(tokens, i - 1) and tokens[i - 2].kind == "word":
            word = tokens[i - 2]
            if word.lower not in _PREFIXES and word.text != word.lower:
                return True
    if i and tokens[i - 1].text in _INDEXES:
        return True
    if not glued(tokens, i + 1):
        return False
    following = tokens[i + 1]
    if following.kind == "number":
        return True
    if following.kind == "word":
        return not (is_suffix(following.text) or _is_scale(tokens, i))
    if following.text in ":/" and glued(tokens, i + 2) and tokens[i + 2].kind == "number":
        return True
    if following.text in _DASHES and glued(tokens, i + 2) and tokens[i + 2].lower == "in" and glued(tokens, i + 3):
        return True
    if following.text in _DASHES and glued(tokens, i + 2) and tokens[i + 2].kind == "word":
        return len(tokens[i + 2].text) == 1 and tokens[i + 2].text.isupper()
    return following.text == "(" and glued(tokens, i + 2) and tokens[i + 2].kind == "word"


def _is_scale(tokens: Sequence[Token], i: int) -> bool:
    number = read_numeral(tokens, i, money=i > 0 and tokens[i - 1].text in "$€£¥₹")
    return number is not None and number.scaled


def after_name(tokens: Sequence[Token], i: int) -> int:
    """The index after everything that is glued to a name."""
    j = i + 1
    while glued(tokens, j) and (tokens[j].kind != "sign" or tokens[j].text in "-/:."):
        j += 1
    return j
