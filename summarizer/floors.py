"""Who holds the floor: the turns of the Q&A, parted by the analyst to whom they belong.

The operator calls somebody, an analyst's label takes the floor, and everything up to the next analyst is theirs, across
interruptions, until the Q&A is closed. Two floors have no analyst's label: a written question that somebody of the
company reads out belongs to whom it names, and a call that only a company label follows may hide the analyst's words.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from summarizer.announcements import Announcement, read_announcement
from summarizer.courtesy import asks
from summarizer.introductions import introduction
from summarizer.people import misspelt_person, role_of_label, same_firm, same_person
from summarizer.roles import is_operator, said
from summarizer.sides import Party
from summarizer.transcript import Flag, Participant, Role, Turn

_NAME = r"[A-Z][\w'’\-]+(?: (?:[A-Z][\w'’.\-]*|de|van|von)){1,3}"
_WRITTEN = re.compile(
    rf"\bquestions?\b[^.?!]{{0,80}}\b(?:from|by) (?:the line of )?(?P<name>{_NAME})"
    r"(?:,? (?:of|from|at|with) (?P<firm>[A-Z][\w&'’.\-]*(?:(?: and| &|,)? [A-Z&][\w&'’.\-]*){0,5}))?"
)
_WRITING = re.compile(
    r"\b(?:written|submitted|e-?mail(?:ed)?|webcast|online|in writing|sent in|typed|chat|"
    r"read (?:it|that|the question|out)|wrote|asks?)\b",
    re.I,
)
_NUMBERED = re.compile(r"(?:speaker|participant)\W*\w{1,3}", re.I)
_HIDDEN_WORDS = 25


class Held(NamedTuple):
    """A turn with the party its label stands for, None for the operator's."""

    turn: Turn
    party: Party | None


@dataclass
class Floor:
    """The turns during which one analyst holds the floor, operators' interruptions among them.

    A ``hidden`` floor has no label of the analyst's: it counts only if the words show that somebody asks.
    """

    analyst: Participant
    held: list[Held] = field(default_factory=list)
    flags: list[Flag] = field(default_factory=list)
    hidden: bool = False


class Called(NamedTuple):
    """Somebody the operator called, and the line of the call."""

    announcement: Announcement
    line: int


_NOBODY = Called(Announcement("other"), 0)


def floors(turns: Sequence[Turn], roles: dict[str, Role]) -> tuple[list[Floor], list[Flag]]:
    """The floors of the turns of a Q&A, and flags on those who were called but never spoke."""
    found: list[Floor] = []
    current: Floor | None = None
    waiting: list[Held] = []
    flags: list[Flag] = []
    called = _NOBODY
    for turn in turns:
        if is_operator(turn):
            spoken = _call(turn)
            if spoken.announcement.kind == "other":
                waiting.append(Held(turn, None))
                continue
            if hidden := _hidden(waiting, called, current):
                found.append(hidden)
            elif called.announcement.name:
                flags.append(_never_spoke(called))
            waiting = [Held(turn, None)]
            called = spoken
            current = None if spoken.announcement.kind == "close" else current
        elif roles.get(turn.speaker.name) == "analyst":
            analyst, flag = _analyst(turn, called)
            if current is None or not same_person(current.analyst.name, analyst.name):
                current = Floor(analyst, flags=[flag] if flag else [])
                found.append(current)
            else:
                current.held.extend(waiting)
            current.held.append(Held(turn, "analyst"))
            waiting, called = [], _NOBODY
        elif written := _written(turn):
            current = Floor(written, [Held(turn, "analyst")], [_read_out(turn, written)])
            found.append(current)
            waiting, called = [], _NOBODY
        elif called.announcement.kind == "call":
            waiting.append(Held(turn, "management"))
        elif current is not None:
            current.held.extend([*waiting, Held(turn, "management")])
            waiting = []
    if hidden := _hidden(waiting, called, current):
        found.append(hidden)
    return found, flags


def _call(turn: Turn) -> Called:
    return Called(read_announcement(said(turn)), turn.lines[0].number)


def _analyst(turn: Turn, called: Called) -> tuple[Participant, Flag | None]:
    """The analyst a label names; the operator's call completes the firm, and the name where the label has none."""
    speaker, announced = turn.speaker, called.announcement
    line = turn.lines[0].number
    if role_of_label(speaker.name) == "analyst" or re.fullmatch(
        r"(?:speaker|participant)\W*\w{1,3}", speaker.name, re.I
    ):
        own = introduction(said(turn))
        name = announced.name or (own.name if own else None)
        if name:
            how = "the operator called" if announced.name else "the speaker says they are"
            says = f"The label on line {line} is {speaker.name}; {how} {name}."
            return Participant(name, "analyst", None, announced.firm), Flag(line, "name", says)
        return speaker._replace(role="analyst", firm=speaker.firm or announced.firm), None
    if announced.name and not _one_person(announced.name, speaker.name):
        firm = speaker.firm or announced.firm
        same = bool(firm and announced.firm and same_firm(firm, announced.firm))
        also = f" of {announced.firm}, the same firm" if same and speaker.firm else ""
        says = f"The operator called {announced.name}{also}; the label and the words are {speaker.name}'s."
        return speaker._replace(role="analyst", firm=firm), Flag(line, "name", says)
    return speaker._replace(role="analyst", firm=speaker.firm or announced.firm), None


def _one_person(announced: str, label: str) -> bool:
    return same_person(announced, label) or misspelt_person(announced, label)


def _written(turn: Turn) -> Participant | None:
    """The asker of a question that somebody of the company reads out."""
    text = said(turn)
    met = _WRITTEN.search(text)
    if not met or not _WRITING.search(text) or not asks(text[met.end() :]):
        return None
    return Participant(met["name"], "analyst", None, met["firm"].strip(" .,") if met["firm"] else None)


def _read_out(turn: Turn, asker: Participant) -> Flag:
    line = turn.lines[0].number
    return Flag(line, "read-out", f"{turn.speaker.name} reads out a written question of {asker.name}'s.")


def _hidden(waiting: Sequence[Held], called: Called, current: Floor | None) -> Floor | None:
    """The floor of somebody who was called and whose words may stand under a company label."""
    name = called.announcement.name
    company = [held for held in waiting if held.party == "management"]
    text = " ".join(said(held.turn) for held in company)
    if called.announcement.kind != "call" or not name or len(text.split()) < _HIDDEN_WORDS or not asks(text):
        return None
    line = company[0].turn.lines[0].number
    says = (
        f"The operator called {name}, whose label is missing; the words from line {line} on are taken as the question."
    )
    flag = Flag(line, "label", says)
    return Floor(Participant(name, "analyst", None, called.announcement.firm), list(company), [flag], hidden=True)


def _never_spoke(called: Called) -> Flag:
    return Flag(called.line, "no-show", f"The operator called {called.announcement.name}, who did not ask.")
