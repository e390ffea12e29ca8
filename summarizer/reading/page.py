"""What every text layout yields and how it becomes a transcript: labels in their order, lines between them spoken."""

from __future__ import annotations

import re
from collections.abc import Sequence, Set
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple

from summarizer.people import find_person, is_anonymous, misspelt_person, name_parts, role_of, role_of_label
from summarizer.reading.limits import DEFAULT_LIMITS
from summarizer.transcript import CallInfo, Line, Participant, Transcript, Turn

_MARK = re.compile(r"<[Ss]ync\b[^>\n]{0,80}>")
# Every label without a name begins with one of these, and few other lines do: asked of each line, this must be quick.
_NAMELESS = re.compile(
    r"[\W_]{0,9}(?:(?:conference|call|second|new|operator|moderator|coordinator|speaker|participant|voice|spk|male|female|"
    r"other|un(?:identified|known|named|verified)|analyst|question|answer|sell|buy|company|corporate|executive|management|"
    r"representative|officer)|[qa]\b)",
    re.I,
)
SENTENCE_ENDS = (".", ",", "?", "!")
_CALLING = 600


class Label(NamedTuple):
    """A speaker label on lines ``first`` to ``last`` (1-based), and ``said``, what follows it on its last line."""

    first: int
    last: int
    name: str
    title: str | None = None
    firm: str | None = None
    said: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """A call's text as one layout sees it. ``skipped`` lines are page furniture; nothing after ``end`` was spoken."""

    layout: str
    participants: tuple[Participant, ...]
    labels: tuple[Label, ...]
    end: int
    qa_heading: int | None = None
    skipped: frozenset[int] = field(default_factory=frozenset)


def is_nameless(text: str) -> bool:
    """Whether a line is a label that needs no name: "Operator", "Unidentified Analyst", "Speaker 2".

    A line that ends like a sentence is a scrap of speech.

    >>> is_nameless("Unidentified Analyst"), is_nameless("Speaker 2"), is_nameless("Ida Storm")
    (True, True, False)
    """
    return (
        text[-1:] not in SENTENCE_ENDS
        and _NAMELESS.match(text) is not None
        and (role_of_label(text) != "unknown" or is_anonymous(text))
    )


def called_before(lines: Sequence[str], i: int, name: str) -> bool:
    """Whether the few lines before a name call it: an operator's announcement or a hand-over."""
    said = name_parts(" ".join(lines[max(0, i - 3) : i])[-_CALLING:])
    parts = name_parts(name)
    if len(parts) < 2:
        return False
    return sum(part in said for part in parts) >= 2 or any(
        misspelt_person(f"{given} {surname}", name) for given, surname in pairwise(said)
    )


def comparable(names: Set[str]) -> Set[str]:
    """The names that others are compared with for another spelling: none where no call has so many.

    Each with each takes minutes then, for a text that is refused anyway or is no call.
    """
    return names if len(names) <= DEFAULT_LIMITS.speakers else frozenset()


def split_title(text: str) -> tuple[str | None, str | None]:
    """Split "Firm - Title" as rosters write it; the part without a role word is the firm.

    >>> split_title("Dynex Capital, Inc. - VP of IR")
    ('Dynex Capital, Inc.', 'VP of IR')
    >>> split_title("Chief Financial Officer")
    (None, 'Chief Financial Officer')
    """
    for dash in (" - ", " -- ", " – ", " — "):
        if dash in text:
            firm, _, title = text.partition(dash)
            return firm.strip() or None, title.strip(" -–—") or None
    text = text.strip()
    return (None, text or None) if role_of(text) != "unknown" else (text or None, None)


def transcript_of(page: Page, lines: Sequence[str], call: CallInfo) -> Transcript:
    """Put the lines between the labels into turns, name each label's speaker from the roster where it is there.

    A label right above another one has no words and makes no turn; who it names is on the call all the same.
    """
    known: dict[tuple[str, str | None], Participant] = {}
    people = list(page.participants)
    listed = {person.name: person for person in reversed(people)}
    turns = []
    skipped = page.skipped
    for at, label in enumerate(page.labels):
        key = (label.name, label.title)
        if key not in known:
            known[key] = listed.get(label.name) or _speaker(label, people)
            if known[key] not in people:
                people.append(known[key])
        stop = page.labels[at + 1].first if at + 1 < len(page.labels) else page.end + 1
        spoken = [Line(label.last, label.said)] if label.said else []
        for number, line in enumerate(lines[label.last : stop - 1], label.last + 1):
            if "  " in line or "<" in line:
                line = " ".join(_MARK.sub(" ", line).split())
            text = line.strip(" ")
            if text and number not in skipped:
                spoken.append(Line(number, text))
        if spoken:
            header = None if label.said and label.first == label.last else label.first
            turns.append(Turn(known[key], tuple(spoken), header))
    return Transcript(page.layout, "line", call, tuple(people), tuple(turns), len(lines), page.qa_heading)


def _speaker(label: Label, people: list[Participant]) -> Participant:
    role = role_of_label(label.name)
    if role == "operator":
        return Participant(label.name, "operator")
    listed = None if is_nameless(label.name) else find_person(label.name, people)
    if listed:
        return listed
    if role == "unknown":
        role = role_of(label.title)
    return Participant(label.name, role, label.title, label.firm)
