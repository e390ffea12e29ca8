"""Small invented calls written as dialogues, so that tests of segmenting read like calls.

A line is ``Ida: words``; a line without a name goes on with the turn. Short names stand for the people of ``ROSTER``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from summarizer.reading.layouts import read_lines
from summarizer.segmentation.sessions import parse_call
from summarizer.transcript import ParsedCall, Session, Span, SpokenLine, Transcript

ROSTER = """\
Olaf Berg; Chief Executive Officer; Larkfield Pumps Inc
Hedda Lund; Chief Financial Officer; Larkfield Pumps Inc
Tove Vale; Head of Investor Relations; Larkfield Pumps Inc
Ida Storm; Analyst; Norvik Capital
Nell Storm; Analyst; Norvik Capital
Paul Drury; Analyst; Ostrand Securities
"""
WELCOME = """
Operator: Welcome to the Larkfield Pumps first-quarter 2025 earnings call. I turn the call over to Olaf Berg.
Olaf: Thank you. Revenue was $40 million in the quarter, up 8% from a year ago. We keep our outlook for the year.
"""
_FULL = {row.split()[0]: row.split(";")[0] for row in ROSTER.splitlines()}
_LABEL = re.compile(r"(?P<name>[A-Z][\w .]{1,30}): (?P<said>.+)")


def page(dialogue: str, roster: str = ROSTER, welcome: str = WELCOME) -> list[str]:
    """The lines of a page with names alone on a line: the roster, a welcome, and the dialogue."""
    lines = roster.splitlines()
    for row in filter(str.strip, (welcome + dialogue).splitlines()):
        labelled = _LABEL.fullmatch(row.strip())
        if labelled:
            lines.append(_FULL.get(labelled["name"], labelled["name"]))
        lines.append(labelled["said"] if labelled else row.strip())
    return lines


def transcript(dialogue: str, roster: str = ROSTER, welcome: str = WELCOME) -> Transcript:
    """The transcript of a dialogue."""
    return read_lines(page(dialogue, roster, welcome))


def call(dialogue: str, roster: str = ROSTER, welcome: str = WELCOME) -> ParsedCall:
    """A dialogue, parsed."""
    return parse_call(transcript(dialogue, roster, welcome))


def analysts(parsed: ParsedCall) -> list[str]:
    """Who asks, session by session."""
    return [session.analyst.name for session in parsed.sessions]


def words(session: Session, spans: Iterable[Span]) -> str:
    """What is said on the lines of some spans."""
    numbers = {number for first, last in spans for number in range(first, last + 1)}
    return " ".join(line.text for line in session.spoken if line.number in numbers)


def exchanges(session: Session) -> list[tuple[str, str]]:
    """Question and answer of every exchange, in words."""
    return [(words(session, one.question_lines), words(session, one.answer_lines)) for one in session.exchanges]


def line_of(session: Session, start: str) -> SpokenLine:
    """The line of a session that starts with some words."""
    return next(line for line in session.spoken if line.text.startswith(start))


def reasons(parsed: ParsedCall) -> list[tuple[str, str]]:
    """Kind and sentence of every flag of a call, those of its sessions first."""
    flags = [flag for session in parsed.sessions for flag in session.flags]
    return [(flag.kind, flag.says) for flag in (*flags, *parsed.flags)]
