"""Numbers as they are written: digits with separators, spelled-out words, scale words. What they count is no matter.

A number keeps the place of its last digit shown (its *step*), because that says which roundings it can stand for:
"5.7" has the step 0.1 and may stand for 5.73, "5.70" may not.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Literal, NamedTuple

# Every repetition is over one class of characters or bounded, so that no text makes the scan more than linear.
_TOKEN = re.compile(
    r"(?P<number>\d{1,3}(?:,\d{3}){1,6}(?![\d,]\d)(?:\.\d+)?"  # 1,293
    r"|\d{1,2}(?:,\d{2}){1,5},\d{3}(?!\d)(?:\.\d+)?"  # 1,25,000
    r"|\d{1,3}(?:[\u00a0\u202f\u2009]\d{3}){1,6}(?!\d)(?:\.\d+)?"  # 100 000, with a space that does not break
    r"|\d{1,3}(?: 000){1,5}(?!\d)"  # 100 000, with a plain one only where nothing else can be meant
    r"|\d+(?:\.\d+)?|(?<![\d.])\.\d+)"
    r"|(?P<word>[^\W\d_]+)"
    r"|(?P<sign>[^\w\s])"
)
_SEPARATORS = str.maketrans("", "", ", \u00a0\u202f\u2009")
# Longer runs of digits are identifiers; nobody says them on a call.
_LONGEST_NUMBER = 24


class Token(NamedTuple):
    """A number, a word or one sign of a text, with its offsets."""

    kind: Literal["number", "word", "sign"]
    text: str
    lower: str
    start: int
    end: int


class Numeral(NamedTuple):
    """A number read: its value, the place of its last digit, the index after it, and how it was written."""

    value: Decimal
    step: Decimal
    next: int
    scaled: bool = False
    spelled: bool = False


_ONES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
)
_DECADES = "twenty thirty forty fifty sixty seventy eighty ninety"
_SMALL = {word: value for value, word in enumerate(_ONES.split())}
_TENS = {word: value * 10 for value, word in enumerate(_DECADES.split(), start=2)}
SCALES = {
    "hundred": Decimal(100),
    "thousand": Decimal(1000),
    "lakh": Decimal(10**5),
    "lakhs": Decimal(10**5),
    "lac": Decimal(10**5),
    "lacs": Decimal(10**5),
    "million": Decimal(10**6),
    "millions": Decimal(10**6),
    "mn": Decimal(10**6),
    "mln": Decimal(10**6),
    "mm": Decimal(10**6),
    "crore": Decimal(10**7),
    "crores": Decimal(10**7),
    "cr": Decimal(10**7),
    "billion": Decimal(10**9),
    "billions": Decimal(10**9),
    "bn": Decimal(10**9),
    "bln": Decimal(10**9),
    "trillion": Decimal(10**12),
    "trillions": Decimal(10**12),
    "tn": Decimal(10**12),
    "trn": Decimal(10**12),
}
# Only glued to the digits, or after an amount of money: "5 m" alone may be metres.
LETTERS = {"k": Decimal(1000), "m": Decimal(10**6), "b": Decimal(10**9)}
# "In 2025, millions of people": years and plurals don't belong together.
_PARTED = frozenset("million billion trillion thousand crore crores lakh lakhs".split())
_MOST_STRAYS, _YEAR = 3, 4
_DOZEN = {"dozen": Decimal(12)}
# "Point three points" is 0.3 of them; "at this point three" is not.
_POINTED = frozenset(("point", "points", "percent", "percentage", "%", "million", "billion"))
_PLACES = frozenset(("this", "that", "the", "which", "some", "one", "a", "any", "every", "what", "case", "my", "your"))
# Of these one speaks by halves: "half a point".
HALVED = frozenset(("point", "percent", "percentage"))
NUMBER_WORDS = frozenset(_SMALL) | frozenset(_TENS) | {"half", "hundred", "thousand", "million", "billion", "dozen"}


def tokenise(text: str) -> list[Token]:
    """Cut a text into numbers, words and signs; white space is left out.

    >>> [token.text for token in tokenise("Q2: $1,293.50")]
    ['Q', '2', ':', '$', '1,293.50']
    """
    tokens = []
    for match in _TOKEN.finditer(text):
        written = match.group()
        tokens.append(Token(match.lastgroup, written, written.lower(), match.start(), match.end()))  # type: ignore[arg-type]
    return tokens


def glued(tokens: Sequence[Token], i: int) -> bool:
    """Whether a token stands directly after the one before it."""
    return 0 < i < len(tokens) and tokens[i].start == tokens[i - 1].end


def read_numeral(tokens: Sequence[Token], i: int, *, money: bool = False) -> Numeral | None:
    """Read the number that starts at a token, with its scale words, or None.

    ``money`` tells that a currency stands before it, so that "5 M" are millions.
    """
    if i >= len(tokens):
        return None
    token = tokens[i]
    if token.kind == "number":
        return _digits(tokens, i, money)
    if token.kind == "word":
        return _words(tokens, i)
    return None


def _digits(tokens: Sequence[Token], i: int, money: bool) -> Numeral | None:
    plain = tokens[i].text.translate(_SEPARATORS)
    if len(plain) > _LONGEST_NUMBER:
        return None
    _, _, decimals = plain.partition(".")
    number = Numeral(Decimal(plain), Decimal(1).scaleb(-len(decimals)), i + 1)
    number = _with_half(tokens, number)
    following = tokens[number.next] if number.next < len(tokens) else None
    if following is None or following.kind != "word":
        return _scaled(tokens, number)
    letter = following.lower
    # "5 M" and "5M" are millions, "5 m" is not; "$5T" is money, "5T" a name.
    if letter in LETTERS and (glued(tokens, number.next) or (money and following.text.isupper())):
        return _times(number, LETTERS[letter], number.next + 1)
    if letter == "t" and money:
        return _times(number, SCALES["trillion"], number.next + 1)
    return _scaled(tokens, number)


def _times(number: Numeral, factor: Decimal, following: int) -> Numeral:
    return Numeral(number.value * factor, number.step * factor, following, True, number.spelled)


def _scaled(tokens: Sequence[Token], number: Numeral) -> Numeral:
    """Apply the scale words that follow ("lakh crore" multiplies); a hyphen may join them ("5-million"), and a stray
    sign of speech recognition part them ("$2.5. Million")."""
    number = number._replace(next=_after_strays(tokens, number.next))
    for _ in range(3):
        j = number.next
        if j + 1 < len(tokens) and tokens[j].text == "-" and glued(tokens, j) and glued(tokens, j + 1):
            j += 1
        if j >= len(tokens) or tokens[j].lower not in SCALES:
            break
        number = _times(number, SCALES[tokens[j].lower], j + 1)
    if number.next < len(tokens) and tokens[number.next].lower in _DOZEN:
        number = number._replace(value=number.value * 12, next=number.next + 1)
    return number


def _after_strays(tokens: Sequence[Token], i: int) -> int:
    """The index of the scale word that stray full stops and commas part from the number before ``i``, else ``i``."""
    j = i
    while j < len(tokens) and tokens[j].text in (".", ",") and j - i < _MOST_STRAYS:
        j += 1
    parted = j > i and j < len(tokens) and tokens[j].lower in _PARTED
    return j if parted and not (len(tokens[i - 1].text) == _YEAR and tokens[i - 1].text.isdigit()) else i


def _with_half(tokens: Sequence[Token], number: Numeral) -> Numeral:
    words = [token.lower for token in tokens[number.next : number.next + 3]]
    if words == ["and", "a", "half"]:
        return Numeral(number.value + Decimal("0.5"), Decimal("0.1"), number.next + 3, number.scaled, number.spelled)
    return number


def _words(tokens: Sequence[Token], i: int) -> Numeral | None:
    first = tokens[i].lower
    if first == "half" and i + 2 < len(tokens) and tokens[i + 1].lower in ("a", "an"):
        scale = SCALES.get(tokens[i + 2].lower)
        if scale is not None:
            return Numeral(scale / 2, scale / 10, i + 3, True, True)
        if tokens[i + 2].lower in HALVED:
            return Numeral(Decimal("0.5"), Decimal("0.1"), i + 2, True, True)
    if first == "point":
        return _pointed(tokens, i)
    if first in ("a", "an"):
        following = tokens[i + 1].lower if i + 1 < len(tokens) else ""
        if following in SCALES or following in _DOZEN:
            return _scaled(tokens, Numeral(Decimal(1), Decimal(1), i + 1, spelled=True))
        return None
    year = _spoken_year(tokens, i)
    if year is not None:
        return year
    total = Decimal(0)
    read = _below_hundred(tokens, i)
    if read is None:
        return None
    value, j = Decimal(read[0]), read[1]
    if j + 1 < len(tokens) and tokens[j].lower == "point" and tokens[j + 1].lower in _SMALL:
        value += Decimal(_SMALL[tokens[j + 1].lower]) / 10
        return _scaled(tokens, Numeral(value, Decimal("0.1"), j + 2, spelled=True))
    halved = _with_half(tokens, Numeral(value, Decimal(1), j, spelled=True))
    if halved.next != j:
        return _scaled(tokens, halved)
    scaled = False
    step = Decimal(1)
    while j < len(tokens):
        at = j + 1 if tokens[j].text == "-" and glued(tokens, j) and glued(tokens, j + 1) else j
        if at < len(tokens) and tokens[at].lower == "hundred" and value < 100:
            value, j, scaled = value * 100, at + 1, True
            rest = _below_hundred(tokens, _after_and(tokens, j))
            if rest is not None:
                value, j = value + rest[0], rest[1]
        elif at < len(tokens) and tokens[at].lower in SCALES and tokens[at].lower != "hundred":
            scale = SCALES[tokens[at].lower]
            total, value, j, scaled, step = total + value * scale, Decimal(0), at + 1, True, scale
            rest = _below_hundred(tokens, _after_and(tokens, j)) if scale >= 1000 else None
            if rest is None or tokens[j].lower == "and":
                break
            value, j, step = Decimal(rest[0]), rest[1], Decimal(1)
        else:
            break
    return _scaled(tokens, Numeral(total + value, step, j, scaled, True))


def _pointed(tokens: Sequence[Token], i: int) -> Numeral | None:
    """ "point three points", as recognisers write a number below one."""
    if i + 2 >= len(tokens) or (i and tokens[i - 1].lower in _PLACES) or tokens[i + 2].lower not in _POINTED:
        return None
    digit = _SMALL.get(tokens[i + 1].lower, 0)
    if not 0 < digit < 10:
        return None
    return _scaled(tokens, Numeral(Decimal(digit) / 10, Decimal("0.1"), i + 2, spelled=True))


def _after_and(tokens: Sequence[Token], j: int) -> int:
    return j + 1 if j < len(tokens) and tokens[j].lower == "and" else j


def _below_hundred(tokens: Sequence[Token], i: int) -> tuple[int, int] | None:
    if i >= len(tokens):
        return None
    word = tokens[i].lower
    if word in _SMALL:
        return _SMALL[word], i + 1
    if word not in _TENS:
        return None
    j = i + 1
    if j < len(tokens) and tokens[j].text in "-‐‑" and glued(tokens, j):
        j += 1
    if j < len(tokens) and 0 < _SMALL.get(tokens[j].lower, 0) < 10:
        return _TENS[word] + _SMALL[tokens[j].lower], j + 1
    return _TENS[word], i + 1


def _spoken_year(tokens: Sequence[Token], i: int) -> Numeral | None:
    """ "twenty twenty-four", as recognisers write a year."""
    century = {"nineteen": 19, "twenty": 20}.get(tokens[i].lower)
    if century is None or i + 1 >= len(tokens):
        return None
    rest = _below_hundred(tokens, i + 1)
    if rest is None or rest[0] < 10:
        return None
    return Numeral(Decimal(century * 100 + rest[0]), Decimal(1), rest[1], spelled=True)
