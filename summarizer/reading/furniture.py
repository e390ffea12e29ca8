"""Page headers and footers inside a text that was taken from pages: what repeats around page numbers."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

_PAGE = re.compile(r"\s*(?:page\s+\d{1,4}(?:\s*(?:of|/)\s*\d{1,4})?|\d{1,4}\s+of\s+\d{1,4})\s*", re.I)
_REACH = 12
_PAGES = 3


def furniture(lines: Sequence[str]) -> frozenset[int]:
    """Numbers of the lines that are page furniture: page numbers, and lines near them that come back on most pages.

    A line is only taken where it stands near a page number and the same words stand near at least three of them, so a
    sentence that happens to be said twice stays.
    """
    pages = [i for i, line in enumerate(lines) if len(line) < 40 and _PAGE.fullmatch(line)]
    if len(pages) < _PAGES:
        return frozenset(i + 1 for i in pages)
    near: dict[int, str] = {}
    for page in pages:
        for i in range(max(0, page - _REACH), min(len(lines), page + _REACH + 1)):
            text = lines[i].strip()
            if text and len(text) < 120:
                near[i] = text
    seen = Counter(near.values())
    least = max(_PAGES, len(pages) // 2)
    return frozenset(i + 1 for i, text in near.items() if seen[text] >= least) | {i + 1 for i in pages}
