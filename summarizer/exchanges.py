"""A session's lines on their sides, labels repaired and flagged, questions paired with answers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from summarizer.attribution import attribute
from summarizer.courtesy import asks, is_courtesy, is_farewell, is_line_trouble
from summarizer.floors import Floor, Held
from summarizer.people import name_parts
from summarizer.sides import Heard, Names, Party, decide, scraps
from summarizer.transcript import Exchange, Participant, Session, Side, Span, SpokenLine, spans_of

_SHORT_ANSWER = 8
_SMALL_SHARE = 0.1
_COURTESY_WORDS = 15
_FAREWELL_WORDS = 20
_TROUBLE_LENGTH = 400
_SLIVER = 2
_LETTERS = re.compile(r"[A-Za-z]+")


_SIDES: dict[Party | None, Side] = {"analyst": "question", "management": "answer", None: "procedure"}


@dataclass
class _Pairing:
    question: list[int] = field(default_factory=list)
    answer: list[int] = field(default_factory=list)
    speakers: dict[str, int] = field(default_factory=dict)
    asked: bool = False
    answered: bool = False


def session_of(floor: Floor, management: Sequence[Participant], broken: float) -> Session:
    """Build the session of a floor; ``broken`` is the share of scraps in the whole Q&A."""
    names = Names(_words([floor.analyst]), _words(management))
    heard, sides = _sides(floor.held, names, broken)
    spoken, repairs = attribute(heard, sides, floor.analyst, management)
    opening = floor.held[0].turn
    first = opening.header or opening.lines[0].number
    return _session(floor.analyst, first, _procedure(spoken, names), (*floor.flags, *repairs))


def _has_words(line: SpokenLine) -> bool:
    return any(c.isalnum() for c in line.text)


def _words(people: Sequence[Participant]) -> frozenset[str]:
    return frozenset(part for person in people for part in name_parts(person.name) if len(part) > 1)


def _sides(held: Sequence[Held], names: Names, broken: float) -> tuple[list[SpokenLine], list[Side]]:
    """Every line as its label has it, and the side it is on; the operator's lines are procedure and part the others."""
    heard = [
        SpokenLine(line.number, line.text, _SIDES[party], turn.speaker.name, turn.speaker.name)
        for turn, party in held
        for line in turn.lines
    ]
    decided: dict[int, Side] = {}
    for numbers, told in told_blocks(held):
        course = _without_slivers(told, decide(told, names, broken))
        decided.update(zip(numbers, (_SIDES[party] for party in course), strict=True))
    return heard, [decided.get(line.number, "procedure") for line in heard]


def told_blocks(held: Iterable[Held]) -> Iterator[tuple[list[int], list[Heard]]]:
    """The lines of analyst and management between operators' turns, with their numbers."""
    for spoken, group in groupby(held, key=lambda one: one.party is not None):
        if spoken:
            block = [(line, turn, party, at == 0) for turn, party in group for at, line in enumerate(turn.lines)]
            numbers = [line.number for line, *_ in block]
            yield (
                numbers,
                [Heard(line.text, party, turn.speaker.name, opens) for line, turn, party, opens in block if party],
            )


def broken_share(held: Iterable[Held]) -> float:
    """The share of scraps among the lines that analysts and management speak."""
    told = [lines for _, lines in told_blocks(held)]
    count = sum(map(len, told))
    return sum(map(scraps, told)) / count if count else 0.0


def _without_slivers(told: Sequence[Heard], course: Sequence[Party]) -> list[Party]:
    """Leave a word or two where the label has them, beside their own party: that little is no evidence for a move."""
    result = list(course)
    for moved, group in groupby(range(len(told)), key=lambda i: (course[i], course[i] != told[i].party)):
        run = list(group)
        if not moved[1] or sum(len(_LETTERS.findall(told[i].text)) for i in run) > _SLIVER:
            continue
        beside = [course[i] for i in (run[0] - 1, run[-1] + 1) if 0 <= i < len(told)]
        if told[run[0]].party in beside:
            for i in run:
                result[i] = told[i].party
    return result


def _procedure(spoken: Sequence[SpokenLine], names: Names) -> list[SpokenLine]:
    """Put short turns of nothing but thanks, greetings or farewell on the procedure's side, and what management says of
    a line that broke.

    Longer closing remarks stay with the last answer unless the operator parts them from it: the labels don't tell.
    """
    kept: list[SpokenLine] = []
    everybody = names.analyst | names.management
    interrupted = False
    for (side, _), group in groupby(spoken, key=lambda line: (line.side, line.label)):
        run = list(group)
        text = " ".join(line.text for line in run)
        size = len(text.split())
        polite = size <= _COURTESY_WORDS and is_courtesy(text, everybody)
        parting = side == "answer" and size <= _FAREWELL_WORDS and is_farewell(text)
        broken_off = side == "answer" and interrupted and is_line_trouble(text, _TROUBLE_LENGTH)
        if side != "procedure" and (polite or parting or broken_off):
            run = [line._replace(side="procedure") for line in run]
        interrupted = side == "procedure"
        kept.extend(run)
    return kept


def _session(analyst: Participant, first: int, spoken: Sequence[SpokenLine], flags: tuple[Flag, ...]) -> Session:
    last = max((line.number for line in spoken), default=first)
    words = [line for line in spoken if _has_words(line)]
    silent = frozenset(range(first, last + 1)) - {line.number for line in words}
    return Session(analyst, ((first, last),), tuple(spoken), _pair(words, silent), flags)


def _pair(spoken: Sequence[SpokenLine], silent: frozenset[int]) -> tuple[Exchange, ...]:
    """Pair questions with answers: a run that asks, after an answer, opens the next exchange."""
    pairs: list[_Pairing] = []
    for side, group in groupby((line for line in spoken if line.side != "procedure"), key=lambda line: line.side):
        run = list(group)
        text = " ".join(line.text for line in run)
        numbers = [line.number for line in run]
        if side == "question":
            if not pairs or (pairs[-1].answered and (asks(text) or len(text.split()) > 2 * _COURTESY_WORDS)):
                pairs.append(_Pairing())
            pairs[-1].question.extend(numbers)
        else:
            if not pairs:
                pairs.append(_Pairing())
            pairs[-1].answer.extend(numbers)
            pairs[-1].answered = pairs[-1].answered or bool(pairs[-1].question)
            for line in run:
                if line.speaker:
                    pairs[-1].speakers[line.speaker] = pairs[-1].speakers.get(line.speaker, 0) + len(line.text.split())
    return tuple(Exchange(_spans(p.question, silent), _spans(p.answer, silent), _answerers(p.speakers)) for p in pairs)


def _spans(numbers: Sequence[int], silent: frozenset[int]) -> tuple[Span, ...]:
    return spans_of(sorted(set(numbers)), silent)


def _answerers(words: dict[str, int]) -> tuple[str, ...]:
    """Those who answered, in order, without those who only handed over."""
    total = sum(words.values())
    named = tuple(name for name, n in words.items() if n >= _SHORT_ANSWER and n >= _SMALL_SHARE * total)
    return named or tuple(words)[:1]
