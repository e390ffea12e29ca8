"""Which format an input is in, by its content first and its name second, and the reader of that format."""

from __future__ import annotations

from pathlib import Path
from typing import BinaryIO

from summarizer.reading.encoding import lines_of, text_of
from summarizer.reading.limits import DEFAULT_LIMITS, Limits
from summarizer.reading.source import open_source
from summarizer.transcript import Transcript


def read_transcript(
    path_or_text: str | Path | bytes | BinaryIO, *, name: str | None = None, limits: Limits = DEFAULT_LIMITS
) -> Transcript:
    """Read a call's transcript from a file, a stream, bytes, or the text itself.

    A ``str`` that holds a line end is text, any other is a path. ``name`` is what an input without a path is called,
    in messages and as ``CallInfo.source``; its extension helps where the content leaves the format open.
    Line numbers are physical lines of the file; for JSON they are turns; for HTML, PDF and DOCX, which have no lines
    of their own, lines of the text that was taken out of them.

    Raises InputError, with one sentence, for anything that can't be read as a transcript.

    >>> read_transcript("Operator\\nGood day.\\n").last_line
    2
    """
    from summarizer.reading.layouts import read_lines

    source = open_source(path_or_text, name, limits)
    return read_lines(lines_of(text_of(source), source, limits), source.name)
