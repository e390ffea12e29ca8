"""Units as they are spoken on calls, each with the base it converts to exactly, so that equal amounts compare equal."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Literal, NamedTuple

from summarizer.figures.numerals import NUMBER_WORDS, Token, glued

Kind = Literal["money", "percent", "points", "multiple", "count", "quarter", "half", "year", "date", "vague"]


class Unit(NamedTuple):
    """What a number counts: the kind, the base unit (a currency, ``month``, ``W``), and how many of it one is."""

    kind: Kind
    base: str | None
    factor: Decimal = Decimal(1)


PLAIN = Unit("count", None)
# Something is counted that has no conversion: customers, sites, machines.
THINGS = Unit("count", "things")
PERCENT = Unit("percent", None)
POINTS = Unit("points", None)
MULTIPLE = Unit("multiple", None)

_SIGNS = {"$": "USD", "€": "EUR", "£": "GBP", "¥": "JPY", "₹": "INR", "₩": "KRW"}
_CODES = {
    **{
        code.lower(): code for code in "USD EUR GBP INR CNY JPY CAD AUD HKD SGD TWD KRW CHF BRL MXN SEK NOK DKK".split()
    },
    "rs": "INR",
    "re": "INR",
    "rmb": "CNY",
    "cny": "CNY",
}
# What stands directly before a dollar sign: "US$", "HK$", "C$".
_DOLLARS = {
    "us": "USD",
    "u.s.": "USD",
    "hk": "HKD",
    "nt": "TWD",
    "c": "CAD",
    "ca": "CAD",
    "a": "AUD",
    "au": "AUD",
    "s": "SGD",
    "r": "BRL",
}
_CURRENCY_WORDS = {
    "dollar": Unit("money", "USD"),
    "euro": Unit("money", "EUR"),
    "rupee": Unit("money", "INR"),
    "yuan": Unit("money", "CNY"),
    "renminbi": Unit("money", "CNY"),
    "yen": Unit("money", "JPY"),
    "buck": Unit("money", "USD"),
    "cent": Unit("money", "USD", Decimal("0.01")),
    "penny": Unit("money", "USD", Decimal("0.01")),
}


def _prefixed(base: str, prefixes: dict[str, int], names: Sequence[str]) -> dict[str, Unit]:
    return {
        prefix + name: Unit("count", base, Decimal(10) ** power) for prefix, power in prefixes.items() for name in names
    }


_LETTER_POWERS = {"k": 3, "m": 6, "g": 9, "t": 12, "p": 15, "e": 18}
_WORD_POWERS = {"kilo": 3, "mega": 6, "giga": 9, "tera": 12, "peta": 15, "exa": 18}
_MEASURES: dict[str, Unit] = {
    "day": Unit("count", "day"),
    "week": Unit("count", "day", Decimal(7)),
    "month": Unit("count", "month"),
    "quarter": Unit("count", "month", Decimal(3)),
    "year": Unit("count", "month", Decimal(12)),
    "yr": Unit("count", "month", Decimal(12)),
    "decade": Unit("count", "month", Decimal(120)),
    "hour": Unit("count", "minute", Decimal(60)),
    "minute": Unit("count", "minute"),
    "mile": Unit("count", "mile"),
    "foot": Unit("count", "foot"),
    "feet": Unit("count", "foot"),
    "acre": Unit("count", "acre"),
    "ton": Unit("count", "tonne"),
    "tonne": Unit("count", "tonne"),
    "barrel": Unit("count", "barrel"),
    "bcf": Unit("count", "cf", Decimal(10**9)),
    "mcf": Unit("count", "cf", Decimal(10**3)),
    "boe": Unit("count", "boe"),
    "bitcoin": Unit("count", "bitcoin"),
    "btc": Unit("count", "bitcoin"),
    "nm": Unit("count", "nm"),
    "nanometer": Unit("count", "nm"),
    "nanometre": Unit("count", "nm"),
    "share": Unit("count", "share"),
    **_prefixed("W", _LETTER_POWERS, ["w"]),
    **_prefixed("W", _WORD_POWERS, ["watt"]),
    **_prefixed("Wh", _LETTER_POWERS, ["wh"]),
    **_prefixed("H/s", _LETTER_POWERS, ["h/s"]),
    **_prefixed("H/s", {k: v for k, v in _LETTER_POWERS.items() if k in "tpe"}, ["h"]),
    **_prefixed("H/s", _WORD_POWERS, ["hash", "hashe"]),
    # "exa hash", "tera has": recognisers split the word and garble its second half.
    **{word: Unit("count", "H/s", Decimal(10) ** _WORD_POWERS[word]) for word in ("tera", "peta", "exa")},
}
_SUFFIXES = {"x": MULTIPLE, "pp": POINTS, "ppt": POINTS, "bp": Unit("points", None, Decimal("0.01"))}
_POINT_WORDS = {"bp", "bps", "pp", "pps", "ppt", "ppts", "pt", "pts", "point", "points"}
# Words that may stand between a number and what it measures.
_BETWEEN = frozenset(
    "more additional further extra full whole straight consecutive calendar fiscal trading entire solid "
    "billable active square metric other".split()
)
# "70,000 purchased tons", "three billing days".
_QUALIFIES = re.compile(r"\w(?:ed|ing|al|able)\Z")
# Words that end a number without being what it counts.
CLOSED = frozenset(
    "a about above across after again against ago all almost already also although am an and another any are around "
    "as at away back be because been before being below between both but by can could did do does during each either "
    "else even every exactly few for from generally had has have he here how however i if in instead into is it its "
    "just kind less like may maybe me might mostly much must my nearly no nor not now of off on once only onto or our "
    "out over overall per perhaps plus probably quite range rather really right roughly same say see she should since "
    "so some somewhat still such than that the their them then there these they this those though through till to "
    "today together too toward towards under until up upon versus very was we were what when where whereas whether "
    "which while who will with within without would yeah yes yet you your".split()
)


# After a number these are no things that it counts: "the 60 come back", "17 don't help", "so 20 left".
_VERBS = frozenset("come comes came go goes went don doesn didn left remain remains".split())


def currency_before(tokens: Sequence[Token], i: int) -> tuple[str, int] | None:
    """Read a currency that stands before an amount ("US$", "Rs.", "INR"): its code and the index after it."""
    token = tokens[i]
    if token.text in _SIGNS:
        return _SIGNS[token.text], i + 1
    if token.kind != "word":
        return None
    j = i + 1
    if (
        j < len(tokens)
        and tokens[j].text == "$"
        and glued(tokens, j)
        and token.lower in _DOLLARS
        and token.text.isupper()
    ):
        return _DOLLARS[token.lower], j + 1
    code = _CODES.get(token.lower)
    if code is None or (token.lower == "re" and token.text != "Re"):
        return None
    if j < len(tokens) and tokens[j].text == "." and glued(tokens, j):
        j += 1
    if j < len(tokens) and tokens[j].text in _SIGNS and glued(tokens, j):
        j += 1
    return code, j


def read_unit(tokens: Sequence[Token], i: int) -> tuple[Unit, int]:
    """Read what follows a number: its unit and the index after it; ``PLAIN`` where nothing is counted."""
    if i >= len(tokens):
        return PLAIN, i
    token = tokens[i]
    if token.text == "%":
        return _after_percent(tokens, i)
    at = i
    if token.text in "-‐‑" and glued(tokens, i) and glued(tokens, i + 1) and tokens[i + 1].kind == "word":
        at = i + 1
    elif token.kind != "word":
        return PLAIN, i
    return _word_unit(tokens, at, i)


def _after_percent(tokens: Sequence[Token], i: int) -> tuple[Unit, int]:
    if i + 1 < len(tokens) and tokens[i + 1].lower in ("point", "points"):
        return POINTS, i + 2
    return PERCENT, i + 1


def _word_unit(tokens: Sequence[Token], at: int, i: int) -> tuple[Unit, int]:
    words = [token.lower for token in tokens[at : at + 4]]
    one = words[0]
    two = words[1] if len(words) > 1 else ""
    if one in ("percent", "percentage", "pct") or (one == "per" and two == "cent"):
        after = at + (2 if one == "per" else 1)
        if after < len(tokens) and tokens[after].lower in ("point", "points"):
            return POINTS, after + 1
        return PERCENT, after
    if one in ("basis", "base") and two in ("point", "points"):
        return Unit("points", None, Decimal("0.01")), at + 2
    if one in ("bp", "bps"):
        return Unit("points", None, Decimal("0.01")), at + 1
    if one in _POINT_WORDS:
        return POINTS, at + 1
    # Recognisers write "6 X has" for "6 exahash".
    if one in ("times", "fold") or (one == "x" and (glued(tokens, at) or tokens[at].text == "x")):
        return MULTIPLE, at + 1
    following = tokens[at + 1] if at + 1 < len(tokens) else None
    # In "£5 RMB 30" and "5 crores Rs. 30" the code belongs to the next amount.
    if following is not None and following.text == "." and at + 2 < len(tokens):
        following = tokens[at + 2]
    if one in _CODES and one != "re" and (following is None or following.kind != "number"):
        return Unit("money", _CODES[one]), at + 1
    if one in ("us", "u") and two in ("dollar", "dollars", "$"):
        return Unit("money", "USD"), at + 2
    for word in (one, one.removesuffix("s"), one.removesuffix("ies") + "y"):
        if word in _CURRENCY_WORDS:
            return _CURRENCY_WORDS[word], at + 1
    measure = _measure(tokens, at)
    if measure is not None:
        return measure
    for skipped in range(1, 3):
        between = tokens[at + skipped - 1].lower if at + skipped < len(tokens) else ""
        if between not in _BETWEEN and not (skipped == 1 and _QUALIFIES.search(between)):
            break
        measure = _measure(tokens, at + skipped)
        if measure is not None:
            return measure
    # "53 are billed and 18 unbilled": what was done to them is not what they are.
    done = one.endswith("ed") and (following is None or following.kind == "sign" or following.lower in CLOSED)
    return (PLAIN if done or one in CLOSED or one in NUMBER_WORDS or one in _VERBS else THINGS), i


def _measure(tokens: Sequence[Token], at: int) -> tuple[Unit, int] | None:
    word = tokens[at].lower
    if at + 2 < len(tokens) and tokens[at + 1].text == "/" and tokens[at + 2].lower in ("s", "sec", "second"):
        rate = _MEASURES.get(word + "/s") or _MEASURES.get(word.removesuffix("es").removesuffix("s") + "/s")
        if rate is not None:
            return rate, at + 3
    unit = _MEASURES.get(word) or _MEASURES.get(word.removesuffix("s"))
    if unit is None:
        return None
    after = at + 1
    if unit.base == "H/s" and after < len(tokens) and tokens[after].lower in ("hash", "hashes", "has", "hush"):
        after += 1
    return unit, after


def is_suffix(word: str) -> bool:
    """Whether letters glued to digits are a unit ("5x", "300MW"), so that the two are no name such as "3S" or "5G"."""
    low = word.lower()
    # "12th" is an ordinal, "12TH" a rate.
    return word != "th" and (
        low in _SUFFIXES
        or low.removesuffix("s") in _SUFFIXES
        or low in _MEASURES
        or low in _CODES
        or low in _POINT_WORDS
    )
