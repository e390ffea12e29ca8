"""A transcript as the report shows it beside a summary: turns with labels, repairs and notes at the very lines."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from summarizer.render.text import one_line
from summarizer.segmentation.sessions import parse_call
from summarizer.summary import CallSummary, LineSpan, SummaryFlag
from summarizer.transcript import Transcript, Turn


class ShownLine(NamedTuple):
    """A line; ``notes`` are the flags about it, ``cited`` whether the summary rests on it.

    ``speaker`` names who says it from here on, where that is not who the label says; None where nothing changes.
    """

    number: int
    text: str
    cited: bool
    notes: tuple[str, ...]
    speaker: str | None


class ShownTurn(NamedTuple):
    """A turn under the publisher's label; ``about`` is the speaker's title and firm, ``opens`` that the Q&A starts."""

    label: str
    about: str
    header: int | None
    opens: bool
    lines: tuple[ShownLine, ...]


def shown(transcript: Transcript, summary: CallSummary) -> tuple[ShownTurn, ...]:
    """The turns of a transcript with what the summary says of their lines."""
    call = parse_call(transcript)
    about = {one.name: one for one in (*transcript.participants, *call.participants)}
    speakers = {line.number: line.speaker or "unknown" for session in call.sessions for line in session.spoken}
    cited = {number for first, last in _cited(summary) for number in range(first, last + 1)}
    notes: dict[int, list[str]] = {}
    for flag in _flags(summary):
        if flag.line is not None and flag.says not in notes.setdefault(flag.line, []):
            notes[flag.line].append(flag.says)

    def lines(turn: Turn) -> Iterator[ShownLine]:
        before = turn.speaker.name
        for line in turn.lines:
            says = speakers.get(line.number, turn.speaker.name)
            yield ShownLine(
                number=line.number,
                text=one_line(line.text),
                cited=line.number in cited,
                notes=tuple(notes.get(line.number, ())),
                speaker=one_line(says) if says != before else None,
            )
            before = says

    turns = []
    opened = call.qa_line is None
    for turn in transcript.turns:
        starts = not opened and turn.lines[-1].number >= (call.qa_line or 0)
        opened = opened or starts
        who = about.get(turn.speaker.name, turn.speaker)
        turns.append(
            ShownTurn(
                label=one_line(turn.speaker.name),
                about=one_line(", ".join(filter(None, (who.title, who.firm)))),
                header=turn.header,
                opens=starts,
                lines=tuple(lines(turn)),
            )
        )
    return tuple(turns)


def _cited(summary: CallSummary) -> Iterator[LineSpan]:
    for one in summary.asked():
        yield from one.exchange.evidence
        yield from one.exchange.quote_lines


def _flags(summary: CallSummary) -> Iterator[SummaryFlag]:
    yield from summary.flags
    for analyst in summary.analysts:
        yield from analyst.flags
        for exchange in analyst.exchanges:
            yield from exchange.flags
