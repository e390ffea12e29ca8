"""Who holds the floor: the turns of the Q&A, parted by the analyst to whom they belong.

The operator calls somebody, an analyst's label takes the floor, and everything up to the next analyst is theirs, across
interruptions, until the Q&A is closed. Where somebody of the company hosts the queue, their calls count as an
operator's. Two floors have no analyst's label: a written question that somebody of the company reads out belongs to
whom it names, and a call that only a company label follows may hide the analyst's words.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from summarizer.people import is_anonymous, misspelt_person, name_parts, role_of_label, same_firm, same_person
from summarizer.segmentation.announcements import (
    Announcement,
    breaks,
    calls_questioner,
    closes,
    mentions,
    named_with_firm,
    points_at,
    read_announcement,
)
from summarizer.segmentation.courtesy import asks, is_farewell
from summarizer.segmentation.introductions import introduction
from summarizer.segmentation.roles import is_operator
from summarizer.segmentation.sides import Party
from summarizer.segmentation.written import UNNAMED, Part, announces_written, parts, speaks_of_written
from summarizer.transcript import Flag, Participant, Role, Turn

_HIDDEN_WORDS = 25
_HOST_WORDS = 40
_FIRST_WORDS = 250
_ANSWER_WORDS = 8
# An editor's note in place of words: "[Inaudible]".
_NOTE = re.compile(r"[\[(][^\])]{1,60}[\])]\W{0,3}")


class Held(NamedTuple):
    """A turn with the party its label stands for, None for the operator's."""

    turn: Turn
    party: Party | None


@dataclass
class Floor:
    """The turns during which one analyst holds the floor, operators' interruptions among them.

    A ``hidden`` floor has no label of the analyst's: it counts only if the words show that somebody asks. ``closing``
    is the line from which the company ends the call.
    """

    analyst: Participant
    held: list[Held] = field(default_factory=list)
    flags: list[Flag] = field(default_factory=list)
    hidden: bool = False
    closing: int | None = None


class Called(NamedTuple):
    """Somebody who was called, and the line of the call."""

    announcement: Announcement
    line: int


_NOBODY = Called(Announcement("other"), 0)


def floors(turns: Sequence[Turn], roles: dict[str, Role]) -> tuple[list[Floor], list[Flag]]:
    """The floors of the turns of a Q&A, and flags on those who were called but never spoke."""
    queue = _Queue()
    turns = _joined(turns)
    last = max((at for at, turn in enumerate(turns) if roles.get(turn.speaker.name) == "analyst"), default=0)
    for at, (turn, following) in enumerate(zip(turns, [*turns[1:], None], strict=True)):
        asks_next = following.speaker if following and roles.get(following.speaker.name) == "analyst" else None
        if is_operator(turn):
            # Where an analyst speaks next, the operator called them and read nothing out.
            for part in [Part(turn, None)] if asks_next else queue.parts(turn):
                if part.asker:
                    queue.reader(part.turn, part.asker)
                else:
                    queue.operator(part.turn, read_announcement(part.turn.text))
        elif roles.get(turn.speaker.name) == "analyst":
            queue.analyst(turn)
        else:
            for part in queue.parts(turn):
                if part.asker:
                    queue.reader(part.turn, part.asker)
                elif asks_next and part.turn.lines[-1] == turn.lines[-1] and queue.hosts(part.turn, asks_next):
                    queue.host = turn.speaker.name
                    queue.operator(part.turn, _hosted(part.turn, asks_next))
                elif turn.speaker.name == queue.host and (closes(part.turn.text) or breaks(part.turn.text)):
                    queue.operator(part.turn, Announcement("close"))
                else:
                    queue.company(part.turn, ends=at > last and queue.ends(part.turn))
    return queue.floors()


def _joined(turns: Sequence[Turn]) -> list[Turn]:
    """The turns with two of the operator's made one where the second reads out what the first announces."""
    joined: list[Turn] = []
    for turn in turns:
        last = joined[-1] if joined else None
        reads = last and is_operator(turn) and is_operator(last) and "?" in turn.text and announces_written(last.text)
        if last and reads:
            joined[-1] = replace(last, lines=(*last.lines, *turn.lines))
        else:
            joined.append(turn)
    return joined


@dataclass
class _Queue:
    """What is known part way through the turns: who holds the floor, who was called, which words wait for an owner."""

    found: list[Floor] = field(default_factory=list)
    current: Floor | None = None
    waiting: list[Held] = field(default_factory=list)
    called: Called = _NOBODY
    missed: list[Called] = field(default_factory=list)
    voices: dict[str, Participant] = field(default_factory=dict)
    written: list[Participant] = field(default_factory=list)
    host: str | None = None
    reads: bool = False

    def parts(self, turn: Turn) -> list[Part]:
        """A turn cut into the written questions that it reads out and what is said around them."""
        found = parts(turn, self.written, self.reads)
        self.reads = self.reads or speaks_of_written(turn.text)
        return found

    def operator(self, turn: Turn, announced: Announcement) -> None:
        if announced.kind == "other":
            self.waiting.append(Held(turn, None))
            return
        self.reads = self.reads and announced.kind != "call"
        self._settle()
        self.waiting = [Held(turn, None)]
        self.called = Called(announced, turn.lines[0].number)
        if announced.kind == "close":
            self.current = None

    def analyst(self, turn: Turn) -> None:
        who, flag = self._named(turn)
        if self.current is None or not same_person(self.current.analyst.name, who.name):
            if _NOTE.fullmatch(turn.text):
                self.waiting.append(Held(turn, None))
                return
            if self._slipped(turn):
                self._take(Held(turn, "analyst"))
                return
            self._open(Floor(who, flags=[flag] if flag else []))
        else:
            self.current.held.extend(self.waiting)
        self._take(Held(turn, "analyst"))

    def reader(self, turn: Turn, asker: Participant) -> None:
        line = turn.lines[0].number
        flag = Flag(line, "read-out", f"{turn.speaker.name} reads out a written question of {asker.name}'s.")
        self.written.append(asker)
        if self.current and asker.name != UNNAMED and same_person(self.current.analyst.name, asker.name):
            self.current.flags.append(flag)
            self.current.held.extend(self.waiting)
        else:
            self._open(Floor(asker, flags=[flag]))
        self._take(Held(turn, "analyst"))

    def hosts(self, turn: Turn, following: Participant) -> bool:
        """Whether somebody of the company calls the analyst who speaks next: another one than before, in few words."""
        text = turn.text
        if len(text.split()) > _HOST_WORDS:
            return False
        if is_anonymous(following.name):
            other = self.current is None or self.current.held[-1].turn.speaker.name != following.name
            lets_in = calls_questioner(text) or points_at(text) or _hosted(turn, following).name is not None
            return other and lets_in and not self._waits_for_an_answer()
        if self.current and same_person(self.current.analyst.name, following.name):
            return False
        if mentions(text, following.name) or (turn.speaker.name == self.host and calls_questioner(text)):
            return True
        return points_at(text) and not self._waits_for_an_answer()

    def _waits_for_an_answer(self) -> bool:
        last = self.current.held[-1] if self.current else None
        return last is not None and last.party == "analyst" and asks(last.turn.text)

    def ends(self, turn: Turn) -> bool:
        """Whether somebody of the company, when no question waits and no analyst speaks any more, ends the call: in few
        words, or as the first thing that they say."""
        said = turn.text if len(turn.text.split()) <= _HOST_WORDS else turn.text[:_FIRST_WORDS]
        return not (self.waiting or self._waits_for_an_answer()) and (closes(said) or is_farewell(said))

    def company(self, turn: Turn, ends: bool) -> None:
        awaited = self.called.announcement
        back = self.current and awaited.name and _one_person(awaited, self.current.analyst)
        if awaited.kind == "call" and not back:
            self.waiting.append(Held(turn, "management"))
        elif self.current:
            if ends and self.current.closing is None:
                self.current.closing = turn.lines[0].number
            self.current.held.extend([*self.waiting, Held(turn, "management")])
            self.waiting = []

    def floors(self) -> tuple[list[Floor], list[Flag]]:
        self._settle()
        absent = [
            called
            for called in self.missed
            if not any(_one_person(called.announcement, floor.analyst) for floor in self.found)
        ]
        firms = {floor.analyst.name: floor.analyst.firm for floor in self.found if floor.analyst.firm}
        for floor in self.found:
            floor.analyst = floor.analyst._replace(firm=firms.get(floor.analyst.name))
        says = "The operator called {}, who did not ask."
        return self.found, [Flag(c.line, "no-show", says.format(c.announcement.name)) for c in absent]

    def _open(self, floor: Floor) -> None:
        self.current = floor
        self.found.append(floor)

    def _take(self, held: Held) -> None:
        if self.current:
            self.current.held.append(held)
        self.waiting, self.called = [], _NOBODY

    def _slipped(self, turn: Turn) -> bool:
        """Whether an answer stands under the label of another analyst: nobody called them, they ask nothing, and the
        question before waits for its answer, or whoever put it is spoken to."""
        if self.current is None or self.waiting or asks(turn.text) or len(turn.text.split()) < _ANSWER_WORDS:
            return False
        return mentions(turn.lines[0].text, self.current.analyst.name) or self._waits_for_an_answer()

    def _settle(self) -> None:
        """Give the words that followed a call to whom was called, or note that nobody came."""
        if hidden := _hidden(self.waiting, self.called):
            self.found.append(hidden)
        elif self.called.announcement.name:
            self.missed.append(self.called)

    def _named(self, turn: Turn) -> tuple[Participant, Flag | None]:
        """The analyst a label names; the call completes the firm, and the name where the label has none."""
        speaker, announced = turn.speaker, self.called.announcement
        label, line = speaker.name, turn.lines[0].number
        if is_anonymous(label) or role_of_label(label) == "analyst":
            if self.called is _NOBODY and self.current and self.current.held[0].turn.speaker.name == label:
                return self.current.analyst, None
            own = None if announced.name else _own_name(turn.text)
            name = announced.name or (own.name if own else None)
            if name:
                how = "the operator called" if announced.name else "the speaker says they are"
                who = Participant(name, "analyst", None, announced.firm or (own.firm if own else None))
                if is_anonymous(label):
                    self.voices[label] = who
                return who, Flag(line, "name", f"The label on line {line} is {label}; {how} {name}.")
            if label in self.voices:
                return self.voices[label], None
        analyst = speaker._replace(role="analyst", firm=speaker.firm or announced.firm)
        if announced.name is None or _one_person(announced, analyst):
            return analyst, None
        if any(held.party is None and _names_in_full(held.turn.text, label) for held in self.waiting):
            return speaker._replace(role="analyst"), None
        same = bool(speaker.firm and announced.firm and same_firm(speaker.firm, announced.firm))
        also = f" of {announced.firm}, the same firm" if same else ""
        says = f"The operator called {announced.name}{also}; the label and the words are {label}'s."
        return analyst, Flag(line, "name", says)


def _one_person(announced: Announcement, analyst: Participant) -> bool:
    """Whether who was called and who speaks are one: by name, also misheard, or by firm, surname and initials."""
    called, speaks = announced.name or "", analyst.name
    if same_person(called, speaks) or misspelt_person(called, speaks):
        return True
    x, y = name_parts(called), name_parts(speaks)
    initials = bool(x and y) and x[-1] == y[-1] and x[0][0] == y[0][0] and len(x[0]) == 2
    return initials and bool(announced.firm and analyst.firm and same_firm(announced.firm, analyst.firm))


def _own_name(text: str) -> Announcement | None:
    """Who somebody says they are as they begin to speak: "This is Ida Storm", "Ida Storm from Norvik"."""
    if met := introduction(text):
        return Announcement("call", met.name)
    return next(named_with_firm(text[:_FIRST_WORDS]), None)


def _names_in_full(text: str, name: str) -> bool:
    """Whether a text names somebody by given name and surname."""
    parts = name_parts(name)
    return len(parts) > 1 and set(parts).issubset(name_parts(text))


def _hosted(turn: Turn, analyst: Participant) -> Announcement:
    """A host's call as an operator's would be read; the firm only where it is read beside the analyst's name."""
    read = (read_announcement(turn.text), *named_with_firm(turn.text))
    if is_anonymous(analyst.name):
        # "We go to Scotland. Ida Storm from Norvik.": whom the host names beside a firm.
        return next((one for one in read if one.name and one.firm), Announcement("call"))
    firm = next((one.firm for one in read if one.firm and one.name and same_person(one.name, analyst.name)), None)
    return Announcement("call", analyst.name, firm)


def _hidden(waiting: Sequence[Held], called: Called) -> Floor | None:
    """The floor of somebody who was called and whose words may stand under a company label."""
    name = called.announcement.name
    company = [held for held in waiting if held.party == "management"]
    text = " ".join(held.turn.text for held in company)
    if called.announcement.kind != "call" or not name or len(text.split()) < _HIDDEN_WORDS or not asks(text):
        return None
    line = company[0].turn.lines[0].number
    says = (
        f"The operator called {name}, whose label is missing; the words from line {line} on are taken as the question."
    )
    flag = Flag(line, "label", says)
    return Floor(Participant(name, "analyst", None, called.announcement.firm), list(company), [flag], hidden=True)
