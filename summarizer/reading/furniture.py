"""Page headers and footers inside a text that was taken from pages: what repeats around page numbers."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from itertools import takewhile

from summarizer.reading.page import is_nameless

_PAGE = re.compile(r"\s*(?:page\s+\d{1,4}(?:\s*(?:of|/)\s*\d{1,4})?|\d{1,4}\s+of\s+\d{1,4})\s*", re.I)
_TITLED = re.compile(r"(?P<before>.{0,200}?)\bpage\s+\d{1,4}\s*(?:of|/)\s*\d{1,4}\b(?P<after>.{0,200})", re.I)
_LONGEST_NUMBER = 40
# Four figures are a year, and years count up too.
_MOST_FIGURES = 3
# Numbers closer together are a list or a table's column.
_LEAST_PAGE = 5
_PAGES = 3
_REACH = 12
_EITHER_WAY = (-1, 1)


def furniture(lines: Sequence[str], labels: Collection[str] = ()) -> frozenset[int]:
    """Numbers of the lines that are page furniture: page numbers, and lines beside them that come back on most pages.

    A line is only taken where nothing but furniture parts it from a page number, with the same words on most pages and
    at least three, so a sentence that happens to be said twice stays; ``labels`` are lines that head a turn and are
    never furniture. A number alone on its line is a page's where such lines count up by one, at least three of them;
    "Page 3 of 12" with a title on its line where at least three lines have the same title.

    >>> said = ["So", "we", "grew", "by", "half"]
    >>> sorted(furniture(["1", *said, "2", *said, "30", *said, "3"]))
    [1, 7, 19]
    """
    pages = [i for i, line in enumerate(lines) if len(line) < _LONGEST_NUMBER and _PAGE.fullmatch(line)]
    pages += _titled(lines) + _counted(lines, labels)
    found = {i + 1 for i in pages}
    if len(pages) < _PAGES:
        return frozenset(found)
    least = max(_PAGES, len(pages) // 2)
    for step in _EITHER_WAY:
        found.update(i + 1 for i in _repeated([_margin(lines, page, step, labels) for page in pages], lines, least))
    return frozenset(found)


def bare_number(line: str) -> int | None:
    """The number that is all there is on a line; None for any other line, and for a number that may be a year.

    >>> bare_number(" 12 "), bare_number("12."), bare_number("2025")
    (12, None, None)
    """
    text = line.strip() if len(line) < _LONGEST_NUMBER else ""
    return int(text) if len(text) <= _MOST_FIGURES and text.isascii() and text.isdecimal() else None


def _repeated(margins: Sequence[Sequence[int]], lines: Sequence[str], least: int) -> set[int]:
    """Indices of the lines of the margins on one side of the page numbers that come back in at least so many."""
    runs, kept = margins, None
    while True:
        times = Counter(text for run in runs for text in {lines[i].strip() for i in run})
        frequent = {text for text, n in times.items() if n >= least}
        if frequent == kept:
            return {i for run in runs for i in run}
        # What is frequent in the margins but rarely next to a page number parts what is beyond it from the page number.
        kept = frequent
        runs = [_run(run, lines, kept) for run in runs]


def _run(margin: Sequence[int], lines: Sequence[str], kept: Collection[str]) -> list[int]:
    return list(takewhile(lambda i: lines[i].strip() in kept, margin))


def _titled(lines: Sequence[str]) -> list[int]:
    """Indices of the lines that have a page number with one title beside it, at least three of them."""
    met = {i: found.groups() for i, line in enumerate(lines) if "age " in line and (found := _TITLED.fullmatch(line))}
    titles = {i: tuple(part.strip() for part in parts) for i, parts in met.items()}
    times = Counter(titles.values())
    return [i for i, title in titles.items() if any(title) and times[title] >= _PAGES]


def _counted(lines: Sequence[str], labels: Collection[str]) -> list[int]:
    """Indices of the bare numbers that count the pages.

    Numbers are spoken, too: where most of those that count up have the same line beside them, the first and the last
    must have it, and one that has it counts although another was lost before it.
    """
    numbers = {i: number for i, line in enumerate(lines) if (number := bare_number(line)) is not None}
    if len(numbers) < _PAGES:
        return []
    beside = {i: [(step, _beside(lines, i, step)) for step in _EITHER_WAY] for i in numbers}
    times = Counter(each for sides in beside.values() for each in sides)
    counting = _longest_count(numbers, {i: sum(times[each] for each in beside[i]) for i in numbers})
    if len(counting) < _PAGES:
        return []
    least = max(_PAGES, len(counting) // 2)
    seen = Counter(each for i in counting for each in beside[i])
    marks = {(step, text) for (step, text), n in seen.items() if n >= least and text and not _is_label(text, labels)}
    if not marks:
        return counting
    marked = [i for i in numbers if not marks.isdisjoint(beside[i])]
    # Nothing follows the last page that could come back.
    ends = {(step, "") for step, _ in marks}
    sure = [*marked, *(i for i in counting if not ends.isdisjoint(beside[i]))]
    return sorted({*sure, *(i for i in counting if min(sure) < i < max(sure))})


def _longest_count(numbers: Mapping[int, int], worth: Mapping[int, int]) -> list[int]:
    """The longest way to count up by one from number to number, of several the one whose numbers are worth most."""
    best: dict[int, tuple[int, int, int]] = {}
    before: dict[int, int] = {}
    for i, number in numbers.items():
        length, total, last = best.get(number - 1, (0, 0, -1))
        if length and i - last <= _LEAST_PAGE:
            length = total = 0
        if number not in best or (length + 1, total + worth[i]) > best[number][:2]:
            best[number] = (length + 1, total + worth[i], i)
            if length:
                before[i] = last
    counting = [max(best.values())[2]]
    while counting[-1] in before:
        counting.append(before[counting[-1]])
    return counting[::-1]


def _beside(lines: Sequence[str], i: int, step: int) -> str:
    """The nearest line that is not blank on one side of a line, empty where there is none."""
    reach = range(i + step, i + step * (_REACH + 1), step)
    return next((text for j in reach if 0 <= j < len(lines) and (text := lines[j].strip())), "")


def _margin(lines: Sequence[str], page: int, step: int, labels: Collection[str]) -> list[int]:
    """Indices of the non-blank lines next to a page number, nearest first, up to a label."""
    margin: list[int] = []
    for i in range(page + step, page + step * (_REACH + 1), step):
        if not 0 <= i < len(lines):
            break
        text = lines[i].strip()
        if _is_label(text, labels):
            break
        if text:
            margin.append(i)
    return margin


def _is_label(text: str, labels: Collection[str]) -> bool:
    return text.endswith(":") or text in labels or is_nameless(text)
