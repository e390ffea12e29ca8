"""The small pieces of text that every rendering is made of."""

from __future__ import annotations

import re
from collections.abc import Sequence

from summarizer.transcript import Span

_UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]+")


def one_line(words: str) -> str:
    """The words on one line, without what would steer a terminal or reorder the text.

    >>> one_line("up \\x1b[31m 5%\\n so far")
    'up [31m 5% so far'
    """
    return " ".join(_UNSEEN.sub(" ", words).split())


def cite(spans: Sequence[Span]) -> str:
    """Spans as a reader cites them, empty without any.

    >>> cite([(139, 143), (180, 180)])
    '[139-143, 180]'
    """
    return "[" + ", ".join(str(a) if a == b else f"{a}-{b}" for a, b in spans) + "]" if spans else ""


def counted(number: int, noun: str) -> str:
    """A number with its noun.

    >>> counted(1, "session"), counted(2, "session")
    ('1 session', '2 sessions')
    """
    return f"{number} {noun}{'' if number == 1 else 's'}"
