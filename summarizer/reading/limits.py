"""How much input is read before it is refused: one frozen record, its defaults far above any real call."""

from __future__ import annotations

from typing import NamedTuple

MIB = 1024 * 1024


class Limits(NamedTuple):
    """The most that is read of one input. A refusal names the limit by its field, so that it can be raised.

    A real call has 30 to 120 kB of text, up to 3,000 lines, 30 speakers and 40 pages.
    """

    file_bytes: int = 64 * MIB
    lines: int = 200_000
    line_chars: int = 1_000_000
    html_chars: int = 4 * MIB  # without the attributes of its tags
    html_depth: int = 256
    speakers: int = 500
    json_depth: int = 64
    pdf_pages: int = 1_000
    pdf_seconds: float = 60
    docx_bytes: int = 32 * MIB  # unpacked
    docx_ratio: int = 200  # unpacked to packed


DEFAULT_LIMITS = Limits()
