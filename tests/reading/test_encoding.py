"""Bytes become the physical lines that an editor shows, whatever the encoding."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.errors import InputError
from summarizer.reading.encoding import lines_of, text_of
from summarizer.reading.limits import DEFAULT_LIMITS
from summarizer.reading.source import Source

WORDS = "Net sales – “strong” – rose 5 % in Zürich"
WORDS_IN_1252 = WORDS.encode("cp1252")


def lines(content: bytes | str) -> list[str]:
    source = Source(content, "call.txt")
    return lines_of(text_of(source), source, DEFAULT_LIMITS)


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"], ids=lambda name: name
)
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"], ids=["LF", "CRLF", "CR"])
def test_every_encoding_and_line_end_gives_the_same_lines(encoding: str, line_end: str) -> None:
    """The same words come out on the same lines, whatever the encoding and the line ends."""
    text = line_end.join([WORDS, "", WORDS, "Operator"])
    assert lines(text.encode(encoding)) == [WORDS, "", WORDS, "Operator"]


def test_a_utf_16_be_bom_is_understood() -> None:
    """A byte order mark says UTF-16 also where most characters are not English."""
    assert lines(b"\xfe\xff" + "日本\n語".encode("utf-16-be")) == ["日本", "語"]


@pytest.mark.parametrize("separator", ["\f", "\v", "\x85", "\u2028", "\u2029", "\x1c"])
def test_exotic_separators_end_no_line(separator: str) -> None:
    """Form feeds and Unicode separators stay inside their line, as in an editor."""
    assert len(lines(f"one{separator}two\nthree\n".encode())) == 2


def test_invisible_marks_go_and_spaces_become_ordinary() -> None:
    """Soft hyphens and zero widths are removed and no-break spaces become spaces, without moving a line."""
    assert lines("\ufeffguid\u00adance\u200b of\u00a05\u202f%\n\u200b\nend") == ["guidance of 5 %", "", "end"]


def test_a_damaged_byte_costs_only_itself() -> None:
    """A byte that is not UTF-8 is read as Windows-1252 and its neighbours stay UTF-8."""
    assert lines("naïve – ".encode() + WORDS_IN_1252) == ["naïve – " + WORDS]


def test_a_line_end_at_the_end_starts_no_line() -> None:
    """A file has as many lines with a final line end as without."""
    assert lines(b"a\nb\n") == lines(b"a\nb") == ["a", "b"]


@pytest.mark.parametrize(
    "content", [b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", b"text\0text\n", bytes(range(256)) * 8, "a\0b\n"]
)
def test_binary_content_is_refused(content: bytes | str) -> None:
    """What is not text is refused with the name of the file and the formats that are read."""
    with pytest.raises(InputError, match=r"'call.txt' is not text but binary; give a text"):
        lines(content)


def test_half_a_surrogate_pair_can_be_written_out_again() -> None:
    """A str from a JSON escape may hold half a character; what is handed on can be encoded."""
    assert lines("It rose \ud83d today\n")[0].encode() == "It rose \ufffd today".encode()


@given(
    words=st.lists(st.text("abc XYZ.,–’“\f\v", max_size=20), min_size=1, max_size=20),
    line_end=st.sampled_from(["\n", "\r\n", "\r"]),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "cp1252"]),
)
def test_decoding_round_trips(words: list[str], line_end: str, encoding: str) -> None:
    """Encoded lines come back as they were, the same number of them, every kind of space as a space."""
    text = line_end.join([*words, "end"])
    assert lines(text.encode(encoding)) == [*(word.replace("\f", " ").replace("\v", " ") for word in words), "end"]


@given(st.binary())
def test_arbitrary_bytes_are_read_or_refused(content: bytes) -> None:
    """Any bytes give the lines that their line ends make, or an InputError; nothing else is raised."""
    try:
        found = lines(content)
    except InputError:
        return
    if b"\0" not in content and not content.startswith((b"\xff\xfe", b"\xfe\xff")):
        assert len(found) == len(content.removeprefix(b"\xef\xbb\xbf").splitlines())


@pytest.mark.parametrize(
    ("content", "limit"), [("a\n" * 11, "lines"), ("a" * 21, "line_chars")], ids=["lines", "line_chars"]
)
def test_a_limit_is_named_when_it_is_passed(content: str, limit: str) -> None:
    """Too many lines and too long a line are refused, and the message names the limit."""
    source = Source(content, "call.txt")
    limits = DEFAULT_LIMITS._replace(lines=10, line_chars=20)
    with pytest.raises(InputError, match=rf"'call.txt' has .*\(limit {limit}\)"):
        lines_of(content, source, limits)
