"""Callers: the words of somebody who was called, left under the operator's label because their own is missing.

"Our next question comes from Ida Storm. Please go ahead." and a question, all under one label: the question is Ida
Storm's.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from summarizer.people import find_person
from summarizer.segmentation.announcements import Announcement, calls_questioner, closes, read_announcement
from summarizer.segmentation.courtesy import asks
from summarizer.segmentation.roles import is_operator
from summarizer.transcript import Flag, Participant, Turn, words_in

_LEAST_WORDS = 15
_LEAST_TURN = 25
# A narrow page breaks a call over lines, also inside a name.
_WINDOW = 3
_LETS_IN = re.compile(
    r"\b(?:go ahead|your line|line is|you may|please proceed|proceed with|your question|unmute|the floor is yours|"
    r"press(?:ing)? (?:star|\*)|operator instructions)\b",
    re.I,
)


def with_callers(turns: Sequence[Turn]) -> tuple[list[Turn], list[Flag]]:
    """The turns with every operator's turn in which a caller asks parted in two, and a flag on each such caller."""
    result: list[Turn] = []
    flags: list[Flag] = []
    people = list(dict.fromkeys(turn.speaker for turn in turns if not is_operator(turn)))
    for turn in turns:
        long = len(turn.lines) > 1 and words_in(turn.text) >= _LEAST_TURN
        parted = _parted(turn, people) if long and is_operator(turn) else None
        if parted is None:
            result.append(turn)
            continue
        result += parted
        caller = parted[1]
        line, name = caller.lines[0].number, caller.speaker.name
        says = f"The operator called {name}, whose label is missing; the words from line {line} on are taken as theirs."
        flags.append(Flag(line, "label", says))
    return result, flags


def _parted(turn: Turn, people: Sequence[Participant]) -> tuple[Turn, Turn] | None:
    """The operator's call and the caller's words, None where the operator alone speaks."""
    found = _call(turn)
    if found is None:
        return None
    called, stop = found
    rest = " ".join([line.text for line in turn.lines[stop:]])
    if words_in(rest) < _LEAST_WORDS or not asks(rest) or calls_questioner(rest) or closes(rest):
        return None
    known = find_person(called.name or "", people)
    if known and known.role in ("management", "ir"):
        return None
    who = known._replace(role="analyst") if known else Participant(called.name or "", "analyst", None, called.firm)
    return replace(turn, lines=turn.lines[:stop]), Turn(who, turn.lines[stop:])


def _call(turn: Turn) -> tuple[Announcement, int] | None:
    """Who is the first to be called by name in a turn, and up to which of its lines the operator lets them in."""
    called = Announcement("other")
    for stop in range(1, len(turn.lines) + 1):
        here = read_announcement(" ".join([line.text for line in turn.lines[max(0, stop - _WINDOW) : stop]]))
        if called.name is None:
            called = here if here.kind == "call" else called
        elif _completes(here, called):
            called = here
        elif not _LETS_IN.search(" ".join([line.text for line in turn.lines[stop - 1 : stop + 1]])):
            return called, stop - 1
    return None


def _completes(here: Announcement, called: Announcement) -> bool:
    """Whether an announcement is another, read with more of its line: a longer name, or a firm beside it."""
    if here.name is None or called.name is None or not here.name.startswith(called.name):
        return False
    return len(here.name) > len(called.name) or (here.firm is not None and here.firm != called.firm)
