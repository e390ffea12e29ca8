"""Whether a transcript is the one that a stored summary was made from, as far as its lines and quotes can tell."""

from __future__ import annotations

from summarizer.grounding.quotes import bare, normalise
from summarizer.summary import CallSummary
from summarizer.transcript import Transcript


def misfit(summary: CallSummary, transcript: Transcript) -> str | None:
    """What shows that a summary was made from another transcript, as a clause; None where nothing does.

    The first and last line of every span that the summary rests on must be ones that somebody speaks (between them may
    be blank lines and labels), and every quote must stand on its lines.

    >>> misfit(summary, read_transcript("another call.txt"))  # doctest: +SKIP
    'nobody speaks on line 149, which the summary rests on'
    """
    unit = summary.call.line_unit
    if unit != transcript.line_unit:
        return f"it has {transcript.line_unit}s where the summary counts {unit}s"
    spoken = {line.number: line.text for turn in transcript.turns for line in turn.lines}
    for one in summary.asked():
        for span in (*one.exchange.evidence, *one.exchange.quote_lines):
            if silent := [number for number in span if number not in spoken]:
                return f"nobody speaks on {unit} {silent[0]}, which the summary rests on"
        numbers = {number for first, last in one.exchange.quote_lines for number in range(first, last + 1)}
        said = normalise(" ".join(spoken.get(number, "") for number in sorted(numbers)))
        if one.exchange.quote and numbers and bare(one.exchange.quote).rstrip(".,;") not in said:
            return f'"{one.exchange.quote}" does not stand on {unit} {min(numbers)}'
    return None
