"""Lines of text to a transcript: the first layout that recognises itself reads the page."""

from __future__ import annotations

from collections.abc import Sequence

from summarizer.reading import colons, motleyfool, namelines, streetevents
from summarizer.reading.headings import call_info
from summarizer.reading.page import transcript_of
from summarizer.transcript import Transcript

_HEAD_LINES = 60


def read_lines(lines: Sequence[str], source: str | None = None) -> Transcript:
    """Read physical lines (``lines[0]`` is line 1) as the layout they are in.

    Layouts with marks of their own are tried first; names alone on a line is what is left, and always succeeds.
    """
    for read in (streetevents.read_ruled, streetevents.read_pdf_text, motleyfool.read, colons.read):
        page = read(lines)
        if page:
            break
    else:
        page = namelines.read(lines)
    return transcript_of(page, lines, call_info(list(lines[:_HEAD_LINES]), source))
