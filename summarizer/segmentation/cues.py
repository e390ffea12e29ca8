"""Cues: turns of phrase that are looked for only where one of their signs stands.

Nearly all that is said in a call holds no cue. A pattern with many alternatives is slow to find that out; whether a
word stands in a text is told at once.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple


class Cue(NamedTuple):
    """A pattern and its signs, lower-case pieces of text one of which stands wherever the pattern finds something."""

    signs: tuple[str, ...]
    pattern: re.Pattern[str]

    def search(self, text: str) -> re.Match[str] | None:
        """The first place where the pattern fits, None if there is none.

        >>> cue("line of", r"\\bthe line of (?P<name>[A-Z]\\w+)").search("We go to the line of Ida.")["name"]
        'Ida'
        """
        return self.pattern.search(text) if self._may_be_in(text) else None

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """Every place where the pattern fits."""
        return self.pattern.finditer(text) if self._may_be_in(text) else iter(())

    def _may_be_in(self, text: str) -> bool:
        low = text.lower()
        return any(map(low.__contains__, self.signs))


def cue(signs: str, pattern: str, flags: re.RegexFlag = re.NOFLAG) -> Cue:
    """A cue whose signs are parted by bars."""
    return Cue(tuple(signs.split("|")), re.compile(pattern, flags))
