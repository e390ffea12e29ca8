"""Where the Q&A starts and which analyst holds the floor.

The floor is walked turn by turn: the operator calls somebody, an analyst's label takes the floor, everything up to the
next analyst belongs to them, across interruptions, until the Q&A is closed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from summarizer.announcements import Announcement, calls_questioner, opens_qa, read_announcement
from summarizer.exchanges import broken_share, session_of
from summarizer.people import misspelt_person, same_person
from summarizer.roles import infer_roles, is_operator, said
from summarizer.transcript import Flag, ParsedCall, Participant, Role, Transcript, Turn

_SHORT_TURN = 60


@dataclass
class Floor:
    """The turns during which one analyst holds the floor, operators' interruptions among them."""

    analyst: Participant
    turns: list[Turn] = field(default_factory=list)
    flags: list[Flag] = field(default_factory=list)


def parse_call(transcript: Transcript) -> ParsedCall:
    """Find the Q&A of a call: its first line, its sessions, its exchanges.

    A call in which no analyst asks has ``qa_line`` None and no sessions.
    """
    turns = [turn for turn in transcript.turns if turn.lines]
    roles = infer_roles(turns)
    start = _first_question(turns, roles, transcript.qa_heading)
    if start is None:
        return ParsedCall(transcript, None, _participants(transcript, roles, []), ())
    floors = _floors(turns, start, roles)
    qa_line = transcript.qa_heading or _qa_line(turns, start, roles)
    management = tuple(p for p in transcript.participants if roles.get(p.name, p.role) in ("management", "ir"))
    broken = broken_share(turns[start:], roles)
    sessions = tuple(
        session_of(floor.analyst, floor.turns, roles, management, tuple(floor.flags), broken) for floor in floors
    )
    sessions = tuple(session for session in sessions if session.spoken)
    return ParsedCall(transcript, qa_line, _participants(transcript, roles, floors), sessions)


def _first_question(turns: Sequence[Turn], roles: dict[str, Role], heading: int | None) -> int | None:
    """Index of the first turn of an analyst who asks: called for a question, or after the heading, or asking unannounced."""
    for at, turn in enumerate(turns):
        if roles.get(turn.speaker.name) != "analyst" or (heading is not None and turn.lines[0].number < heading):
            continue
        before = turns[at - 1] if at else None
        if (
            heading is not None
            or before is None
            or calls_questioner(said(before)[-700:])
            or read_announcement(said(before)[-700:]).kind == "call"
        ):
            return at
        if "?" in said(turn) or opens_qa(said(before)):
            return at
    return None


def _qa_line(turns: Sequence[Turn], start: int, roles: dict[str, Role]) -> int:
    """The line where the Q&A starts: the operator's turn before the first question, or an earlier one that opened it."""
    first = start
    while first > 0 and is_operator(turns[first - 1]):
        first -= 1
    if (
        first > 1
        and first == start - 1
        and is_operator(turns[first - 2])
        and _is_short(turns[first - 1])
        and opens_qa(said(turns[first - 2]))
        and first - 2 > 0
    ):
        first -= 2
    if first == start and first > 0 and _is_short(turns[first - 1]) and calls_questioner(said(turns[first - 1])):
        first -= 1
    turn = turns[first]
    return turn.header or turn.lines[0].number


def _is_short(turn: Turn) -> bool:
    return len(said(turn).split()) <= _SHORT_TURN


def _floors(turns: Sequence[Turn], start: int, roles: dict[str, Role]) -> list[Floor]:
    floors: list[Floor] = []
    current: Floor | None = None
    waiting: list[Turn] = []
    announced = Announcement("other")
    if start and is_operator(turns[start - 1]):
        announced = read_announcement(said(turns[start - 1]))
    for turn in turns[start:]:
        if is_operator(turn):
            announced = read_announcement(said(turn))
            waiting.append(turn)
            if announced.kind == "close":
                current = None
        elif roles.get(turn.speaker.name) == "analyst":
            if current is None or not same_person(current.analyst.name, turn.speaker.name):
                current = Floor(_analyst(turn.speaker, announced))
                floors.append(current)
            else:
                current.turns.extend(waiting)
            current.turns.append(turn)
            waiting, announced = [], Announcement("other")
        elif current is not None:
            if waiting and announced.kind == "call":
                waiting.append(turn)
                continue
            current.turns.extend(waiting)
            current.turns.append(turn)
            waiting = []
    return floors


def _analyst(speaker: Participant, announced: Announcement) -> Participant:
    """The analyst as the roster has them, the firm completed from the announcement where the roster has none."""
    firm = speaker.firm
    if (
        not firm
        and announced.firm
        and (
            announced.name is None
            or same_person(announced.name, speaker.name)
            or misspelt_person(announced.name, speaker.name)
        )
    ):
        firm = announced.firm
    return speaker._replace(role="analyst", firm=firm)


def _participants(transcript: Transcript, roles: dict[str, Role], floors: Sequence[Floor]) -> tuple[Participant, ...]:
    firms = {floor.analyst.name: floor.analyst.firm for floor in floors if floor.analyst.firm}
    return tuple(
        p._replace(role=roles.get(p.name, p.role), firm=p.firm or firms.get(p.name)) for p in transcript.participants
    )
