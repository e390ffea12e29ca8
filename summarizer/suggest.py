"""What was probably meant by a name that nothing has."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches


def perhaps(given: str, known: Iterable[str]) -> str:
    """The end of an error's first half: ``", perhaps 'x' was meant"``, or nothing where no name is near.

    >>> perhaps("margin", ["margins", "capex"])
    ", perhaps 'margins' was meant"
    >>> perhaps("weather", ["margins", "capex"])
    ''
    """
    by_folded = {name.casefold(): name for name in known}
    near = get_close_matches(given.casefold(), by_folded, n=1)
    return f", perhaps {by_folded[near[0]]!r} was meant" if near else ""
