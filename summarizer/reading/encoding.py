"""Bytes to text, and text to the physical lines of the file.

Publishers' files are UTF-8 or Windows-1252, exports from office programs also UTF-16. Only ``\\n``, ``\\r\\n`` and a
lone ``\\r`` end a line: a form feed or a Unicode line separator stays inside its line, so that line numbers are those
an editor shows.
"""

from __future__ import annotations

import codecs

from summarizer.errors import InputError
from summarizer.reading.limits import Limits
from summarizer.reading.source import Source

_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_SAMPLE = 65_536
_BEGINNING = 8_192
_CONTROLS = bytes(set(range(32)) - set(b"\t\n\v\f\r\x1b\x1c\x1d\x1e\x1f")) + b"\x7f"
_INVISIBLE = "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"  # soft hyphen, zero widths, direction marks
_BLANKS = "\t\v\f\x1c\x1d\x1e\x1f"
# No-break spaces, other widths of a space, and separators that end no line here.
_FOREIGN_BLANKS = "\u00a0\x85\u1680" + "".join(map(chr, range(0x2000, 0x200B))) + "\u2028\u2029\u202f\u205f\u3000"
_ASCII = bytes(range(128))


def text_of(source: Source) -> str:
    """The source as text with ``\\n`` line ends, without invisible marks and with ordinary spaces.

    >>> text_of(Source("Net\\u00a0sales\\r\\n\\u200bgrew".encode("utf-16")))
    'Net sales\\ngrew'

    Raises InputError for content that is not text.
    """
    content = source.content
    text = content if isinstance(content, str) else _decode(content)
    if "\0" in text or _looks_binary(text):
        raise InputError(f"{source.says} is not text but binary; give a text, HTML, PDF, DOCX, caption or JSON file.")
    text = clean(text)
    if not text or text.isspace():
        raise InputError(f"{source.says} is empty; give a file with the call's transcript.")
    return text


def clean(text: str) -> str:
    """The words as they are handed on: ``\\n`` line ends, invisible marks removed, every kind of space a space."""
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    for blank in _BLANKS:
        text = text.replace(blank, " ")
    if not text.isascii():
        text = _mend(text)
        foreign = set(text.encode().translate(None, _ASCII).decode())
        for mark in foreign.intersection(_INVISIBLE):
            text = text.replace(mark, "")
        for blank in foreign.intersection(_FOREIGN_BLANKS):
            text = text.replace(blank, " ")
    return text


def lines_of(text: str, source: Source, limits: Limits) -> list[str]:
    """The physical lines of ``text``, line i+1 at index i; a line end at the very end starts no further line.

    Raises InputError when there are more lines, or longer ones, than the limits allow.
    """
    lines = text.split("\n")
    if not lines[-1]:
        lines.pop()
    if len(lines) > limits.lines:
        raise InputError(
            f"{source.says} has {len(lines):,} lines, more than {limits.lines:,} (limit lines); "
            "give one call alone or raise the limit in Python."
        )
    if len(text) > limits.line_chars and (longest := max(map(len, lines))) > limits.line_chars:
        raise InputError(
            f"{source.says} has a line of {longest:,} characters, more than {limits.line_chars:,} (limit line_chars); "
            "give a transcript with its line ends or raise the limit in Python."
        )
    return lines


def _decode(content: bytes) -> str:
    for bom, encoding in _BOMS:
        if content.startswith(bom):
            return content[len(bom) :].decode(encoding, "replace")
    if encoding_16 := _utf16_without_bom(content[:_SAMPLE]):
        return content.decode(encoding_16, "replace")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return _decode_mixed(content)


def _decode_mixed(content: bytes) -> str:
    """UTF-8, and every byte that is not as Windows-1252.

    Byte by byte, because one damaged byte must not turn every dash of a UTF-8 file into three odd letters.
    """
    text = content.decode("utf-8", "surrogateescape")
    for byte in set(content.translate(None, _ASCII)):
        text = text.replace(chr(0xDC00 + byte), bytes([byte]).decode("cp1252", "replace"))
    return text


def _utf16_without_bom(sample: bytes) -> str | None:
    """UTF-16 shows by its NULs: English text has one in nearly every second byte, always on the same side."""
    if b"\0" not in sample:
        return None
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    pairs = len(sample) // 2
    if odd > 0.5 * pairs and even < 0.05 * pairs:
        return "utf-16-le"
    if even > 0.5 * pairs and odd < 0.05 * pairs:
        return "utf-16-be"
    return None


def _looks_binary(text: str) -> bool:
    sample = text[:_BEGINNING].encode("utf-8", "replace")
    return len(sample) - len(sample.translate(None, _CONTROLS)) > len(sample) // 50


def _mend(text: str) -> str:
    """Replace halves of surrogate pairs, which JSON escapes can leave and which can't be written out again."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return text
