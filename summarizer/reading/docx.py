"""Word documents to lines: a paragraph is a line, a table's row is one, numbers count the lines of this text."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING

from summarizer.errors import InputError
from summarizer.people import looks_like_name
from summarizer.reading.encoding import clean
from summarizer.reading.limits import MIB, Limits
from summarizer.reading.markup import row_line
from summarizer.reading.source import Source, missing_extra

if TYPE_CHECKING:
    from docx.document import Document
    from docx.table import Table

_BODY = "word/document.xml"
_TIMES = re.compile(r"\s*\d{1,2}:\d{1,2}:\d{1,2}\.\d+ --> \d{1,2}:\d{1,2}:\d{1,2}\.\d+\s*")
_NAME_AND_TIME = re.compile(r"(?P<name>\S.{0,60}?)\s+\d{1,2}:\d\d(?::\d\d)?\s*")


def is_zip(content: bytes) -> bool:
    """Whether this is a ZIP archive, as every DOCX is."""
    return content.startswith(b"PK\x03\x04")


def docx_lines(content: bytes, source: Source, limits: Limits) -> list[str]:
    """The paragraphs and table rows of a document, without the time stamps of a Teams transcript.

    Raises InputError for an archive that is no document, a broken one, or one that unpacks beyond the limits.
    """
    try:
        from docx import Document as open_document
    except ImportError:
        raise missing_extra(source, "a Word document") from None
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            if _BODY not in archive.namelist():
                raise InputError(
                    f"{source.says} is an archive but no Word document; unpack it and give the transcript."
                )
            _refuse_bomb(sum(part.file_size for part in archive.infolist()), len(content), source, limits)
        lines = _lines(open_document(io.BytesIO(content)))
        return [clean(line) for line in islice(lines, limits.lines + 1)]
    except InputError:
        raise
    except Exception as error:  # the readers of archive and XML raise whatever a malformed part leads them into
        reason = f"{type(error).__name__}: {error}".splitlines()[0][:120]
        raise InputError(f"{source.says} is a broken Word document ({reason}); save it again or as text.") from error


def _refuse_bomb(unpacked: int, packed: int, source: Source, limits: Limits) -> None:
    if unpacked > limits.docx_bytes:
        raise InputError(
            f"{source.says} unpacks to {unpacked:,} bytes, more than {limits.docx_bytes:,} (limit docx_bytes); "
            "save the transcript without its pictures or raise the limit in Python."
        )
    if unpacked > MIB and unpacked > packed * limits.docx_ratio:
        raise InputError(
            f"{source.says} unpacks to {unpacked // packed} times its size, more than {limits.docx_ratio} (limit "
            "docx_ratio), as no real document does; save it again or raise the limit in Python."
        )


def _lines(document: Document) -> Iterator[str]:
    from docx.table import Table

    for block in document.iter_inner_content():
        if isinstance(block, Table):
            yield from _rows(block)
        else:
            for line in block.text.split("\n"):
                yield _without_times(line)


def _rows(table: Table) -> Iterator[str]:
    for row in table.rows:
        # A merged cell is given once for each column it spans.
        cells = {id(cell._tc): cell for cell in row.cells}
        yield row_line([" ".join(cell.text.split()) for cell in cells.values()])


def _without_times(line: str) -> str:
    if _TIMES.fullmatch(line):
        return ""
    named = _NAME_AND_TIME.fullmatch(line)
    return named["name"] if named and looks_like_name(named["name"]) else line
