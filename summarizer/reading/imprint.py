"""The imprint of StreetEvents: what the publisher prints at the foot and head of each page of a transcript's PDF.

It is known by its own marks, since a text of one or two pages has nothing that comes back often enough.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from summarizer.reading.furniture import bare_number

_SITE = re.compile(r"(?:[\w&.]{1,20} ){0,3}STREETEVENTS ?\| ?(?:https?://)?www\..{1,100}", re.I)
_COPYRIGHT = re.compile(r"(?:©|\(c\)) ?\d{4}\b.{0,80}?\ball rights reserved\b", re.I)
_DATED = re.compile(r"[A-Z]{3,9}\.? \d{1,2}, \d{4} / \d{1,2}:\d\d ?[AP]M\b")
# Words of the clause that forbids to copy the page; it is wrapped where it happens to be.
_FORBIDS = re.compile(r"\b(?:redistribution|framing|prohibited|written consent|trademarks?|affiliated)\b", re.I)
_MOST_LINES = 4
_FIRST_PAGES = (1, 2)


def imprint(lines: Sequence[str]) -> frozenset[int]:
    """Numbers of the lines that are the publisher's by their words, and of the page numbers above them.

    >>> sorted(imprint(["We grew.", "2", "STREETEVENTS | www.example.com", "(c)2025 Elm. All rights reserved.", "12"]))
    [2, 3, 4]
    """
    texts = [line.strip() for line in lines]
    sites = [i for i, text in enumerate(texts) if "|" in text and _SITE.fullmatch(text)]
    found = {*sites, *_page_numbers(texts, sites)}
    for i, text in enumerate(texts):
        if text[:1] in ("©", "(") and _COPYRIGHT.match(text):
            found.update(_clause(texts, i))
        elif "/" in text and _DATED.match(text):
            found.add(i)
    return frozenset(i + 1 for i in found)


def _clause(texts: Sequence[str], start: int) -> Iterator[int]:
    """The line with the copyright, and those on which its sentences end."""
    for i in range(start, min(start + _MOST_LINES, len(texts))):
        if i > start and not _FORBIDS.search(texts[i]):
            return
        yield i
        if texts[i].endswith("."):
            return


def _page_numbers(texts: Sequence[str], sites: Sequence[int]) -> list[int]:
    """The bare numbers above the addresses, where all of them have one and they count from the first pages on.

    A number that somebody spoke may be the last line of a page whose own number was lost.
    """
    above = [next((j for j in range(i - 1, max(i - 3, -1), -1) if texts[j]), i) for i in sites]
    numbers = [bare_number(texts[i]) for i in above]
    counts = any(numbers == list(range(first, first + len(numbers))) for first in _FIRST_PAGES)
    return above if counts else []
