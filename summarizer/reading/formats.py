"""Which format an input is in, by its content first and its name second, and the reader of that format."""

from __future__ import annotations

from pathlib import Path
from typing import BinaryIO

from summarizer.errors import InputError
from summarizer.reading.captions import is_captions, read_captions
from summarizer.reading.docx import docx_lines, is_zip
from summarizer.reading.encoding import lines_of, text_of
from summarizer.reading.layouts import read_lines
from summarizer.reading.limits import DEFAULT_LIMITS, Limits
from summarizer.reading.markup import html_lines, is_html, is_markdown, without_marks
from summarizer.reading.pdf import is_pdf, pdf_lines
from summarizer.reading.source import Source, check_speakers, open_source
from summarizer.reading.vendors import load_json, read_json
from summarizer.transcript import Transcript

_HEAD = 4_096
_FOREIGN = {b"\xd0\xcf\x11\xe0": "an old Office document", b"{\\rtf": "Rich Text", b"\x1f\x8b": "a gzip archive"}


def read_transcript(
    path_or_text: str | Path | bytes | BinaryIO, *, name: str | None = None, limits: Limits = DEFAULT_LIMITS
) -> Transcript:
    """Read a call's transcript from a file, a stream, bytes, or the text itself.

    A ``str`` that holds a line end or starts like JSON or HTML is text, any other is a path. ``name`` is what an input
    without a path is called, in messages and as ``CallInfo.source``; its extension helps where the content leaves the
    format open. Line numbers are physical lines of the file; for JSON they are turns; for HTML, PDF and DOCX, which
    have no lines of their own, lines of the text that was taken out of them.

    Raises InputError, with one sentence, for anything that can't be read as a transcript.

    >>> read_transcript("Operator\\nGood day.\\n").last_line
    2
    """
    source = open_source(path_or_text, name, limits)
    transcript = _read(source, limits)
    check_speakers(len(transcript.participants), source, limits)
    return transcript


def _read(source: Source, limits: Limits) -> Transcript:
    if isinstance(source.content, bytes) and (lines := _document_lines(source.content, source, limits)) is not None:
        return read_lines(lines_of("\n".join(lines), source, limits), source, limits)
    text = text_of(source)
    start = text[:_HEAD].lstrip()
    if start[:1] in ("{", "[") and (transcript := _read_json(text, start, source, limits)):
        return transcript
    if is_html(start):
        lines = lines_of("\n".join(html_lines(text, source, limits)), source, limits)
        return read_lines(lines, source, limits)
    lines = lines_of(text, source, limits)
    if is_captions(start):
        return read_captions(lines, source)
    if is_markdown(text, source):
        lines = [without_marks(line) for line in lines]
    return read_lines(lines, source, limits)


def _document_lines(content: bytes, source: Source, limits: Limits) -> list[str] | None:
    """The lines of a PDF or DOCX; None for what may be text."""
    if is_pdf(content):
        return pdf_lines(content, source, limits)
    if is_zip(content):
        return docx_lines(content, source, limits)
    for mark, kind in _FOREIGN.items():
        if content.startswith(mark):
            raise InputError(f"{source.says} is {kind}, which is not read; save it as DOCX, PDF or text.")
    return None


def _read_json(text: str, start: str, source: Source, limits: Limits) -> Transcript | None:
    """The transcript if ``text`` is JSON; None if it only starts like it, as "[Operator instructions]" does."""
    try:
        value = load_json(text, source, limits)
    except ValueError as error:
        if source.suffix == ".json" or start[1:].lstrip()[:1] in ('"', "{"):
            raise InputError(f"{source.says} is broken JSON ({error}); fetch or export it again.") from None
        return None
    return read_json(value, source, limits)
