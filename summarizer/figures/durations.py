"""Lengths of time that are told without a number: "the twelfth quarter in a row", "a day", "with the day less"."""

from __future__ import annotations

import re

from summarizer.figures.finding import Figure

_ORDINALS = (
    "second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth "
    "sixteenth seventeenth eighteenth nineteenth twentieth"
)
_VALUES = {word: value for value, word in enumerate(_ORDINALS.split(), start=2)}
_ORDINAL = re.compile(rf"\b(?:{'|'.join(_VALUES)}|(\d{{1,3}})(?:st|nd|rd|th))\b", re.IGNORECASE)
_IN_A_ROW = re.compile(
    r"\b(?:consecutive|straight|successive) (\w+)\b|"
    r"\b(\w+)(?: of \w+| of \w+ \w+)? (?:in a row|in succession|running)\b",
    re.IGNORECASE,
)
# Not "$4 million a year", not "a year ago".
_ONE = re.compile(
    r"\b(?:(?:an?|the) (?:extra|additional|further|full|whole) (\w+)|"
    r"(?<![\d%] )(?<![mb]illion )(?<!thousand )(?<!times )an? (\w+)(?! ago| before| earlier)|"
    r"the (\w+)(?= less| more| lost| extra))\b",
    re.IGNORECASE,
)


def told_without_number(length: Figure, text: str, near: str) -> str | None:
    """The words of a text that tell a length of time without its number, or None.

    An ordinal counts where a text ``near`` it tells of what comes in a row: somebody may be corrected, "Twelfth".

    >>> from summarizer.figures.finding import find_figures
    >>> [twelve] = find_figures("for twelve quarters")
    >>> told_without_number(twelve, "Twelfth, actually.", "It's the eleventh quarter in a row, I think.")
    'Twelfth'
    """
    if length.unit.base not in ("day", "month") or len(length.values) > 1:
        return None
    unit = re.split(r"[\s-]", length.text)[-1].lower().removesuffix("s")
    number = length.values[0] / length.unit.factor
    if number == 1:
        return next(
            (found[0] for found in _ONE.finditer(text) if unit in map(str.lower, filter(None, found.groups()))), None
        )
    in_a_row = {word.lower() for found in _IN_A_ROW.findall(near) for word in found if word}
    if unit not in in_a_row:
        return None
    ordinals = ((found[0], int(found[1] or _VALUES[found[0].lower()])) for found in _ORDINAL.finditer(text))
    return next((words for words, value in ordinals if value == number), None)
