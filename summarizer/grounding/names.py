"""Names in an answer that nobody on the call said: a person or a company that the writer brought along."""

from __future__ import annotations

import re
from collections.abc import Iterable

# A capital inside a sentence; what opens one is capital anyway.
_NAME = re.compile(r"(?<=[a-z0-9,)%] )[A-Z][a-z]{2,}(?!\w)")
_WORD = re.compile(r"[^\W\d_]+")
_CALENDAR = frozenset(
    "january february march april may june july august september october november december monday tuesday wednesday "
    "thursday friday saturday sunday christmas".split()
)
# What everybody on a call may be called, and whom all of them talk about.
_GENERAL = frozenset(
    "management board street company street mr mrs ms dr north south east west american european asian".split()
)


def unknown_names(text: str, said: Iterable[str], elsewhere: Iterable[str]) -> tuple[str, ...]:
    """The names of a text that occur neither in what was said nor, looked at only then, elsewhere.

    >>> unknown_names("Ann Lee credits Tom Ray and Zorvex", ["Ann Lee", "thanks, Tom"], ["Ray"])
    ('Zorvex',)
    """
    names = dict.fromkeys(
        name for name in _NAME.findall(text) if name.lower() not in _CALENDAR and name.lower() not in _GENERAL
    )
    for texts in (said, elsewhere):
        if not names:
            break
        words = {word.lower() for one in texts for word in _WORD.findall(one)}
        names = dict.fromkeys(name for name in names if not _known(name.lower(), words))
    return tuple(names)


def _known(name: str, words: set[str]) -> bool:
    return name in words or name.removesuffix("s") in words or name + "s" in words
