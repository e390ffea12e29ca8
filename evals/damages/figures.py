"""Figures that say something else than was said: each function changes one in a sentence, or finds none to change."""

from __future__ import annotations

import re
from collections.abc import Callable
from random import Random

from evals.words import LISTED
from summarizer.figures.finding import Figure, find_figures

_SCALES = {
    "million": "billion", "billion": "million", "thousand": "million", "crores": "lakhs", "crore": "lakh",
    "lakhs": "crores", "lakh": "crore", "bn": "m", "mn": "bn",
}  # fmt: skip
_SCALE = re.compile(rf"\b(?:{'|'.join(_SCALES)})\b")
_MONEY = re.compile(r"(?P<sign>[$€£₹]|INR ?|Rs\.? ?)(?P<number>\d[\d,.]*\d|\d)(?: (?:million|billion|crores?|lakhs?))?")
_PERCENT = re.compile(r"(?P<number>\d[\d,.]*\d|\d)(?:%| percent| per cent)")
_RUNNING = re.compile(r" quarters? (?:of [\w ]{1,30} )?(?:in a row|running)\b")
_ORDINALS = ("first", "second", "third", "fourth")
_QUARTER = re.compile(
    r"\bQ(?P<digit>[1-4])\b|\b(?P<word>first|second|third|fourth)(?= quarter)|\b(?P<half>first|second)(?= half)"
)


def digit_changed(text: str, random: Random) -> str | None:
    """One digit of a figure is another."""

    def changed(digits: str) -> str | None:
        place = random.choice([place for place, char in enumerate(digits) if char.isdigit()])
        least = 1 if place == 0 else 0
        digit = random.choice([n for n in range(least, 10) if str(n) != digits[place]])
        return f"{digits[:place]}{digit}{digits[place + 1 :]}"

    return _rewritten(text, random, changed)


def digits_swapped(text: str, random: Random) -> str | None:
    """Two neighbouring digits of a figure have changed places."""

    def swapped(digits: str) -> str | None:
        pairs = [m.start() for m in re.finditer(r"(?=(\d)[.,]?(?!\1)\d)", digits)]
        for place in random.sample(pairs, len(pairs)):
            after = place + (1 if digits[place + 1].isdigit() else 2)
            letters = list(digits)
            letters[place], letters[after] = letters[after], letters[place]
            if letters[0] != "0":
                return "".join(letters)
        return None

    return _rewritten(text, random, swapped)


def point_lost(text: str, random: Random) -> str | None:
    """2.5 has become 25."""
    return _rewritten(
        text, random, lambda digits: digits.replace(".", "") if re.search(r"[1-9]\d*\.\d", digits) else None
    )


def million_for_billion(text: str, random: Random) -> str | None:
    """A figure has another scale: million for billion, lakhs for crores, or the other way round."""
    return _replaced(text, random, _SCALE, lambda match: _SCALES[match.group()])


def percent_for_money(text: str, random: Random) -> str | None:
    """An amount of money has become a percentage."""
    return _replaced(text, random, _MONEY, lambda match: f"{match['number']}%")


def money_for_percent(text: str, random: Random) -> str | None:
    """A percentage has become an amount of money."""
    return _replaced(text, random, _PERCENT, lambda match: f"${match['number']} million")


def points_for_percent(text: str, random: Random) -> str | None:
    """A percentage has become basis points."""
    return _replaced(text, random, _PERCENT, lambda match: f"{match['number']} basis points")


def quarter_shifted(text: str, random: Random) -> str | None:
    """Q2 has become Q3, the first half the second."""

    def shifted(match: re.Match[str]) -> str:
        if match["digit"]:
            return f"Q{int(match['digit']) % 4 + 1}"
        if match["half"]:
            return "second" if match["half"] == "first" else "first"
        return _ORDINALS[(_ORDINALS.index(match["word"]) + 1) % 4]

    if _RUNNING.search(text):
        return None
    return _replaced(text, random, _QUARTER, shifted)


def figures_exchanged(text: str, random: Random) -> str | None:
    """Two figures of one sentence, alike in kind, stand in each other's place."""
    figures = [one for one in find_figures(text) if re.search(r"\d", one.text)]
    pairs = [
        (one, other)
        for place, one in enumerate(figures)
        for other in figures[place + 1 :]
        if one.kind == other.kind
        and one.values != other.values
        and len(one.values) == len(other.values)
        and not LISTED.fullmatch(text[one.end : other.start])
    ]
    if not pairs:
        return None
    one, other = random.choice(pairs)
    return f"{text[: one.start]}{other.text}{text[one.end : other.start]}{one.text}{text[other.end :]}"


def _rewritten(text: str, random: Random, change: Callable[[str], str | None]) -> str | None:
    """A text in which one number of one figure is changed, so that the figure states another value."""
    figures = [one for one in find_figures(text) if re.search(r"\d", one.text)]
    for figure in random.sample(figures, len(figures)):
        numbers = list(re.finditer(r"\d(?:[\d.,]*\d)?", figure.text))
        number = random.choice(numbers)
        digits = change(number.group())
        if digits is None:
            continue
        start = figure.start + number.start()
        damaged = f"{text[:start]}{digits}{text[start + len(number.group()) :]}"
        if _states(damaged) != _states(text):
            return damaged
    return None


def _replaced(
    text: str, random: Random, pattern: re.Pattern[str], replacement: Callable[[re.Match[str]], str]
) -> str | None:
    found = list(pattern.finditer(text))
    if not found:
        return None
    match = random.choice(found)
    return text[: match.start()] + replacement(match) + text[match.end() :]


def _states(text: str) -> list[object]:
    def stated(figure: Figure) -> object:
        return figure.values, figure.unit, figure.sign

    return [stated(figure) for figure in find_figures(text)]
