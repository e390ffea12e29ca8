"""The nouns of a call: who was on it, what was said on which line, and whose question it belongs to.

Everything here is frozen data without behaviour beyond what follows from its own fields. Lines are 1-based physical
lines of the file, for JSON inputs 1-based turns; spans hold both ends.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Literal, NamedTuple

Role = Literal["analyst", "management", "ir", "operator", "unknown"]
Side = Literal["question", "answer", "procedure"]
LineUnit = Literal["line", "turn"]
Span = tuple[int, int]


class Participant(NamedTuple):
    """Someone on the call, as the roster, a label or an announcement names them."""

    name: str
    role: Role = "unknown"
    title: str | None = None
    firm: str | None = None


class Line(NamedTuple):
    """The words spoken on one physical line (or in one JSON turn), without a label that stands before them."""

    number: int
    text: str


@dataclass(frozen=True)
class Turn:
    """Consecutive lines, at least one, under one label; ``header`` is the line of the label, None where it has none."""

    speaker: Participant
    lines: tuple[Line, ...]
    header: int | None = None

    @cached_property
    def text(self) -> str:
        """The words of the turn."""
        return " ".join([line.text for line in self.lines])


class CallInfo(NamedTuple):
    """What the file says of the call itself; ``source`` is the file's name or address."""

    company: str | None = None
    ticker: str | None = None
    period: str | None = None
    date: str | None = None
    source: str | None = None


@dataclass(frozen=True, slots=True)
class Transcript:
    """A whole call as published: labels are the publisher's and nothing is repaired yet.

    ``qa_heading`` is the line of an explicit heading of the Q&A, where the layout has one; ``last_line`` is the number
    of the file's last line (or turn). ``named_lines`` says that (nearly) every line has a label of its own with a name,
    as a meeting's captions have, so that no label was dropped and none holds for more than its line.
    """

    layout: str
    line_unit: LineUnit
    call: CallInfo
    participants: tuple[Participant, ...]
    turns: tuple[Turn, ...]
    last_line: int
    qa_heading: int | None = None
    named_lines: bool = False


class Flag(NamedTuple):
    """Something a careful reader should know about a line: its kind in one word, the reason in a sentence."""

    line: int
    kind: str
    says: str


class SpokenLine(NamedTuple):
    """A line of a session with its side; ``speaker`` is who said it as far as the evidence goes, ``label`` who the
    publisher says it was."""

    number: int
    text: str
    side: Side
    speaker: str | None
    label: str


@dataclass(frozen=True, slots=True)
class Exchange:
    """One question with its answer, as spans of lines; an answer may be missing."""

    question_lines: tuple[Span, ...]
    answer_lines: tuple[Span, ...]
    answered_by: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Session:
    """One contiguous block of the Q&A that belongs to one analyst.

    ``lines`` are its spans (from the analyst's first header to the last answer), ``spoken`` the lines that somebody
    spoke, in order, each on exactly one side. From line ``closing`` on the company ends the call: as labels go that is
    part of the last answer, and no summary is made of it.
    """

    analyst: Participant
    lines: tuple[Span, ...]
    spoken: tuple[SpokenLine, ...]
    exchanges: tuple[Exchange, ...]
    flags: tuple[Flag, ...] = ()
    closing: int | None = None


class Segment(NamedTuple):
    """A sentence-like unit of a session, fragments joined, with an id that is unique in the call (``s41``).

    ``exchange`` is the index of its exchange in the session, None for procedure and courtesies. A segment never crosses
    a side or a speaker; the segments of a session, joined by spaces, give back its words.
    """

    id: str
    text: str
    lines: Span
    side: Side
    speaker: str | None
    label: str
    exchange: int | None


@dataclass(frozen=True, slots=True)
class ParsedCall:
    """A transcript with its Q&A found: ``qa_line`` is None and ``sessions`` empty for a call without one.

    ``participants`` are those of the transcript, with roles and firms completed from what was said; ``flags`` are those
    that belong to no session.
    """

    transcript: Transcript
    qa_line: int | None
    participants: tuple[Participant, ...]
    sessions: tuple[Session, ...]
    flags: tuple[Flag, ...] = ()


def words_in(text: str) -> int:
    """How many words a text has whose words are parted by single spaces, as those of every line are.

    >>> words_in("Thank you."), words_in("")
    (2, 0)
    """
    return text.count(" ") + 1 if text else 0


def has_words(text: str) -> bool:
    """Whether anything but marks stands in a text.

    >>> has_words("Yes."), has_words(". --")
    (True, False)
    """
    return text[:1].isalnum() or any(map(str.isalnum, text))


def spans_of(numbers: list[int] | tuple[int, ...], joined: frozenset[int] = frozenset()) -> tuple[Span, ...]:
    """Turn ascending line numbers into inclusive spans; numbers in ``joined`` may bridge a gap.

    >>> spans_of([3, 4, 5, 9])
    ((3, 5), (9, 9))
    >>> spans_of([3, 5], joined=frozenset({4}))
    ((3, 5),)
    """
    spans: list[Span] = []
    for number in numbers:
        if spans and all(between in joined for between in range(spans[-1][1] + 1, number)):
            spans[-1] = (spans[-1][0], number)
        else:
            spans.append((number, number))
    return tuple(spans)
