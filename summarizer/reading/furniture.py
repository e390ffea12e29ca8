"""Page headers and footers inside a text that was taken from pages: what repeats around page numbers."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Sequence

_PAGE = re.compile(r"\s*(?:page\s+\d{1,4}(?:\s*(?:of|/)\s*\d{1,4})?|\d{1,4}\s+of\s+\d{1,4})\s*", re.I)
_REACH = 12
_MARGIN_WIDTH = 120
_PAGES = 3


def furniture(lines: Sequence[str], labels: Collection[str] = ()) -> frozenset[int]:
    """Numbers of the lines that are page furniture: page numbers, and lines near them that come back on most pages.

    A line is only taken where it stands near a page number and the same words stand near at least three of them, so a
    sentence that happens to be said twice stays; ``labels`` are lines that head a turn and are never furniture.
    """
    pages = [i for i, line in enumerate(lines) if len(line) < 40 and _PAGE.fullmatch(line)]
    if len(pages) < _PAGES:
        return frozenset(i + 1 for i in pages)
    near = {i: lines[i].strip() for page in pages for step in (-1, 1) for i in _margin(lines, page, step, labels)}
    seen = Counter(near.values())
    least = max(_PAGES, len(pages) // 2)
    found = {i + 1 for i in pages}
    for page in pages:
        for step in (-1, 1):
            for i in _margin(lines, page, step, labels):
                if seen[near[i]] < least:
                    break
                found.add(i + 1)
    return frozenset(found)


def _margin(lines: Sequence[str], page: int, step: int, labels: Collection[str]) -> list[int]:
    """Indices of the short non-blank lines next to a page number, nearest first, up to a long one or a label."""
    margin: list[int] = []
    for i in range(page + step, page + step * (_REACH + 1), step):
        if not 0 <= i < len(lines) or len(lines[i]) > _MARGIN_WIDTH:
            break
        text = lines[i].strip()
        if text.endswith(":") or text in labels:
            break
        if text:
            margin.append(i)
    return margin
