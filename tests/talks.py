"""Invented sessions for tests of what comes after segmenting."""

from __future__ import annotations

from collections.abc import Sequence

from summarizer.transcript import Exchange, Participant, Segment, Session, Side

ANALYST, CHIEF = "Ines Okafor", "Tom Vale"


def segment(
    number: int,
    text: str,
    side: Side = "answer",
    exchange: int | None = 0,
    speaker: str | None = None,
    label: str | None = None,
) -> Segment:
    """A segment on the line of its own number, said by the analyst or the chief executive as its side has it."""
    said_by = speaker or {"question": ANALYST, "answer": CHIEF, "procedure": "Operator"}[side]
    return Segment(f"s{number}", text, (number, number), side, said_by, label or said_by, exchange)


def session(segments: Sequence[Segment], analyst: str = ANALYST, firm: str | None = "Larkfield Research") -> Session:
    """The session that the segments make up, with an exchange for each that they name."""
    lines = (segments[0].lines[0], segments[-1].lines[1])
    named = {one.exchange for one in segments if one.exchange is not None}
    exchanges = tuple(
        Exchange(_lines(segments, place, "question"), _lines(segments, place, "answer"), (CHIEF,))
        for place in sorted(named)
    )
    return Session(Participant(analyst, "analyst", None, firm), (lines,), (), exchanges)


def talk(first: int, *said: tuple[str, str], analyst: str = ANALYST) -> tuple[Session, tuple[Segment, ...]]:
    """A session of questions with answers, and its segments, numbered from ``first``."""
    segments: list[Segment] = []
    for exchange, (question, answer) in enumerate(said):
        number = first + 2 * exchange
        segments += [
            segment(number, question, "question", exchange, analyst),
            segment(number + 1, answer, "answer", exchange),
        ]
    return session(segments, analyst), tuple(segments)


def _lines(segments: Sequence[Segment], exchange: int, side: Side) -> tuple[tuple[int, int], ...]:
    return tuple(one.lines for one in segments if one.exchange == exchange and one.side == side)
