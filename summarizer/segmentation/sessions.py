"""Where the Q&A starts, and its sessions: who asks, on which lines, and what was answered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from summarizer.people import is_anonymous, name_parts, same_person
from summarizer.segmentation.announcements import (
    calls_questioner,
    mentions,
    named_with_firm,
    opens_qa,
    read_announcement,
)
from summarizer.segmentation.attribution import attribute
from summarizer.segmentation.blocks import broken_share, heard, sided, told_blocks
from summarizer.segmentation.callers import with_callers
from summarizer.segmentation.courtesy import asks, is_courtesy
from summarizer.segmentation.exchanges import pair
from summarizer.segmentation.floors import Floor, floors
from summarizer.segmentation.procedure import set_aside
from summarizer.segmentation.roles import infer_roles, is_operator
from summarizer.segmentation.sides import Heard, Names
from summarizer.segmentation.voices import with_operator
from summarizer.segmentation.written import parts
from summarizer.transcript import (
    Flag,
    ParsedCall,
    Participant,
    Role,
    Session,
    SpokenLine,
    Transcript,
    Turn,
    has_words,
    words_in,
)

_SHORT_TURN = 60
_LEAST_QUESTION = 8
_MISTAKEN = 25


def parse_call(transcript: Transcript) -> ParsedCall:
    """Find the Q&A of a call: its first line, its sessions, its exchanges.

    A call in which no analyst asks has ``qa_line`` None and no sessions.
    """
    turns, unlabelled, roles, opening = _prepared(transcript)
    if opening is None:
        why = _one_nameless_voice(turns)
        return ParsedCall(transcript, None, _participants(transcript, roles, []), (), (why,) if why else ())
    found, flags = floors(turns[opening:], roles)
    management = tuple(p for p in transcript.participants if roles.get(p.name, p.role) in ("management", "ir"))
    lines = [heard(floor.held) for floor in found]
    blocks = [told_blocks(one) for one in lines]
    broken = None if transcript.named_lines else broken_share(block for one in blocks for block in one)
    for floor in found:
        floor.flags += [
            flag for flag in unlabelled if any(flag.line == held.turn.lines[0].number for held in floor.held)
        ]
    sessions = [_session(*one, management, broken) for one in zip(found, lines, blocks, strict=True)]
    if unlabelled:
        sessions = [_as_labelled(session, transcript.turns) for session in sessions]
    kept = tuple(
        s
        for s, floor in zip(sessions, found, strict=True)
        if s.exchanges and (_asked(s) or not floor.hidden) and not _let_in_by_mistake(s)
    )
    qa_line = transcript.qa_heading or turns[opening].header or turns[opening].lines[0].number
    return ParsedCall(transcript, qa_line, _participants(transcript, roles, kept), kept, tuple(flags))


def _one_nameless_voice(turns: Sequence[Turn]) -> Flag | None:
    """The flag on a call all of whose words stand under one label without a name: who asks can't be told there."""
    voices = {turn.speaker.name for turn in turns}
    if len(voices) != 1 or not is_anonymous(turns[0].speaker.name):
        return None
    says = "All words stand under one label without a name; who asks and who answers can't be told."
    return Flag(turns[0].lines[0].number, "label", says)


def find_floors(transcript: Transcript) -> list[Floor]:
    """The floors of a call's Q&A as its labels have them, before anything is decided; none for a call without one."""
    turns, _, roles, opening = _prepared(transcript)
    return [] if opening is None else floors(turns[opening:], roles)[0]


def _prepared(transcript: Transcript) -> tuple[list[Turn], list[Flag], dict[str, Role], int | None]:
    """The turns with the labels they lack and flags on those, who has which role, and which turn opens the Q&A."""
    turns, unlabelled = with_callers(with_operator(transcript.turns))
    roles = infer_roles(turns)
    start = None if _one_nameless_voice(turns) else _first_question(turns, roles, transcript.qa_heading)
    opening = None if start is None else _opening(turns, start, transcript.qa_heading, roles)
    return turns, unlabelled, roles, opening


def _session(
    floor: Floor,
    lines: Sequence[Heard],
    blocks: Sequence[Sequence[Heard]],
    management: Sequence[Participant],
    broken: float | None,
) -> Session:
    """The session of a floor, its lines and blocks.

    ``broken`` is the share of scraps in the whole Q&A, None where every line has its own label.
    """
    names = Names(_words([floor.analyst]), _words(management))
    attributed, repairs = attribute(lines, sided(lines, blocks, names, broken), floor.analyst, management)
    everybody = names.analyst | names.management
    spoken = set_aside(attributed, everybody)
    opening = floor.held[0].turn
    span = opening.header or opening.lines[0].number, spoken[-1].number
    words = [line for line in spoken if has_words(line.text)]
    flags = (*floor.flags, *_worth_telling(repairs, spoken, everybody))
    return Session(floor.analyst, (span,), tuple(spoken), pair(words, floor.closing), flags, floor.closing)


def _as_labelled(session: Session, turns: Sequence[Turn]) -> Session:
    """The session with every line under the label that it stands under on the page."""
    labels = {line.number: turn.speaker.name for turn in turns for line in turn.lines}
    return replace(session, spoken=tuple(line._replace(label=labels[line.number]) for line in session.spoken))


def _worth_telling(repairs: Sequence[Flag], spoken: Sequence[SpokenLine], names: frozenset[str]) -> list[Flag]:
    """The flags on lines that ask or answer: who said thanks under a wrong label is no matter."""
    if not repairs:
        return []
    aside = {line.number: line.text for line in spoken if line.side == "procedure"}
    return [flag for flag in repairs if flag.line not in aside or not is_courtesy(aside[flag.line], names)]


def _words(people: Sequence[Participant]) -> frozenset[str]:
    return frozenset(part for person in people for part in name_parts(person.name) if len(part) > 1)


def _asked(session: Session) -> bool:
    """Whether somebody asks in a session at all."""
    return sum(words_in(line.text) for line in session.spoken if line.side == "question") >= _LEAST_QUESTION


def _let_in_by_mistake(session: Session) -> bool:
    """Whether somebody says a few words that ask nothing and nobody answers: "Hello? You unmuted me".

    Who says that they have a question, and loses the line, is none.
    """
    if any(exchange.answer_lines for exchange in session.exchanges):
        return False
    said = " ".join(line.text for line in session.spoken if line.side == "question")
    return words_in(said) < _MISTAKEN and not asks(said) and "question" not in said


def _first_question(turns: Sequence[Turn], roles: dict[str, Role], heading: int | None) -> int | None:
    """Index of the first turn of an analyst who asks: called for it, under the heading, or asking unannounced.

    Where no analyst speaks, of the first turn that reads out a written question.
    """
    for at, turn in enumerate(turns):
        if roles.get(turn.speaker.name) != "analyst" or (heading is not None and turn.lines[0].number < heading):
            continue
        before = turns[at - 1] if at else None
        if (
            heading is not None
            or before is None
            or calls_questioner(before.text[-700:])
            or read_announcement(before.text[-700:]).kind == "call"
        ):
            return at
        if "?" in turn.text or opens_qa(before.text):
            return at
    asked = (at for at, turn in enumerate(turns) if turn.lines[0].number >= (heading or 0) and not is_operator(turn))
    return next((at for at in asked if any(part.asker for part in parts(turns[at]))), None)


def _opening(turns: Sequence[Turn], start: int, heading: int | None, roles: dict[str, Role]) -> int:
    """Index of the turn that opens the Q&A: the first under its heading, else the operator's before the first question,
    or an earlier one that opened it or called somebody whose label is missing."""
    if heading is not None:
        return next(at for at, turn in enumerate(turns) if turn.lines[0].number >= heading)
    first = start
    while first > 0 and is_operator(turns[first - 1]):
        first -= 1
    if first == start - 1 and first > 2 and _is_short(turns[first - 1]):
        earlier = turns[first - 2]
        first -= 2 if is_operator(earlier) and opens_qa(earlier.text) else 0
    if first == start and first > 0 and _is_short(turns[first - 1]):
        hosts, name = turns[first - 1].text, turns[first].speaker.name
        named = any(named_with_firm(hosts)) if is_anonymous(name) else mentions(hosts, name)
        first -= calls_questioner(hosts) or named
    return next((at for at, turn in enumerate(turns[:first]) if _calls_outsider(turn, roles)), first)


def _calls_outsider(turn: Turn, roles: dict[str, Role]) -> bool:
    """Whether the operator calls somebody for a question who is not of the company."""
    called = read_announcement(turn.text) if is_operator(turn) else None
    if called is None or called.kind != "call" or called.name is None:
        return False
    return not any(same_person(called.name, name) for name, role in roles.items() if role != "analyst")


def _is_short(turn: Turn) -> bool:
    return words_in(turn.text) <= _SHORT_TURN


def _participants(
    transcript: Transcript, roles: dict[str, Role], sessions: Sequence[Session]
) -> tuple[Participant, ...]:
    firms = {s.analyst.name: s.analyst.firm for s in sessions if s.analyst.firm}
    return tuple(
        p._replace(role=roles.get(p.name, p.role), firm=p.firm or firms.get(p.name)) for p in transcript.participants
    )
