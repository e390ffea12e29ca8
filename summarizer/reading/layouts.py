"""Lines of text to a transcript: the first layout that recognises itself reads the page."""

from __future__ import annotations

from collections.abc import Sequence

from summarizer.reading import colons, motleyfool, namelines, streetevents
from summarizer.reading.headings import heads_roster
from summarizer.reading.limits import DEFAULT_LIMITS, Limits
from summarizer.reading.page import Page, transcript_of
from summarizer.reading.source import Source, check_speakers
from summarizer.reading.title import call_info
from summarizer.transcript import CallInfo, Transcript

_UNNAMED = Source("")
_TITLE_LINES = 150
_BARE_TITLE_LINES = 12
_OPENING_LINES = 40


def read_lines(lines: Sequence[str], source: Source = _UNNAMED, limits: Limits = DEFAULT_LIMITS) -> Transcript:
    """Read physical lines (``lines[0]`` is line 1) as the layout they are in.

    Layouts with marks of their own are tried first; names alone on a line is what is left, and always succeeds.

    Raises InputError where the labels name more speakers than the limit allows.
    """
    for read in (streetevents.read_ruled, streetevents.read_pdf_text, motleyfool.read, colons.read):
        page = read(lines)
        if page:
            break
    else:
        page = namelines.read(lines)
    check_speakers(len({label.name for label in page.labels}), source, limits)
    return transcript_of(page, lines, _info(page, lines, source.name))


def _info(page: Page, lines: Sequence[str], source: str | None) -> CallInfo:
    """What the lines above the first label or roster and the first words under it say of the call."""
    start = min(page.labels[0].first - 1, _TITLE_LINES) if page.labels else min(len(lines), _BARE_TITLE_LINES)
    title = lines[: next((i for i in range(start) if heads_roster(lines[i])), start)]
    opening = " ".join(line[:1000] for line in lines[start : start + _OPENING_LINES])
    return call_info(title, opening, page.participants, source)
