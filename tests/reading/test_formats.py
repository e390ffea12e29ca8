"""Any input is read by what it holds, or refused in one sentence that names it and says what to do."""

from __future__ import annotations

import io
import json
import os
import re
from itertools import product
from pathlib import Path
from string import ascii_lowercase

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

import summarizer.reading
from summarizer.errors import InputError
from summarizer.reading import read_transcript
from summarizer.reading.limits import DEFAULT_LIMITS
from summarizer.transcript import Transcript

CROWD = [f"Ida S{a}{b}rm" for a, b in product(ascii_lowercase, repeat=2)][:501]
SAMPLES = Path(__file__).parent / "samples"
TEXT = "Operator\nGood morning.\n\nIda Brandt\nThank you, operator, and good morning.\n"


def test_reading_exports_one_function() -> None:
    """Reading is one function to the rest of the house."""
    assert summarizer.reading.__all__ == ["read_transcript"]


def test_a_path_a_stream_bytes_and_text_are_the_same_call(tmp_path: Path) -> None:
    """However a call is handed over, its turns and lines are the same."""
    path = tmp_path / "call.txt"
    path.write_text(TEXT)
    calls = [read_transcript(given) for given in (path, str(path), TEXT, TEXT.encode(), io.BytesIO(TEXT.encode()))]
    assert all(call.turns == calls[0].turns for call in calls)
    assert [call.last_line for call in calls] == [5] * 5
    assert calls[0].call.source == calls[1].call.source == str(path)
    assert read_transcript(TEXT, name="standard input").call.source == "standard input"


@pytest.mark.parametrize(
    ("sample", "disguise"),
    [("zoom.vtt", "call.txt"), ("whisper.json", "call.txt"), ("page.html", "call.json"), ("call.srt", "call.html")],
)
def test_content_decides_before_the_name(sample: str, disguise: str) -> None:
    """A file under a wrong extension is read for what it is."""
    content = (SAMPLES / sample).read_bytes()
    assert read_transcript(content, name=disguise).turns == read_transcript(SAMPLES / sample).turns


@pytest.mark.parametrize("text", ["[Operator Instructions]\nGood morning.\n", "{unclear}\nGood morning.\n", "[1]\n"])
def test_brackets_alone_make_no_json(text: str) -> None:
    """A text that opens with a bracket is a text, unless it is JSON."""
    if text == "[1]\n":
        with pytest.raises(InputError, match="unknown shape"):
            read_transcript(text)
    else:
        assert read_transcript(text).last_line == 2


@pytest.mark.parametrize(
    ("content", "name", "says"),
    [
        (b"", "call.txt", r"'call.txt' is empty"),
        (b" \n\t\n", "call.txt", r"'call.txt' is empty"),
        (b"\xef\xbb\xbf", "call.txt", r"'call.txt' is empty"),
        (b"\x7fELF\0\0\0\x01", "call.txt", r"'call.txt' is not text but binary"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "call.doc", r"'call.doc' is an old Office document, .*save it as DOCX"),
        (b"{\\rtf1 Hello}", "call.rtf", r"'call.rtf' is Rich Text"),
        (b"\x1f\x8b\x08\0", "call.gz", r"'call.gz' is a gzip archive"),
        (b"Operator: Hi.\n", "call.json", None),
        (b"{'speaker': 1}", "call.json", r"'call.json' is broken JSON"),
        (b"\0", None, r"The input is not text"),
    ],
)
def test_what_is_no_transcript_is_refused_by_name(content: bytes, name: str | None, says: str | None) -> None:
    """Empty, binary and foreign files are refused with their name and what to do; text is read under any name."""
    if says is None:
        assert read_transcript(content, name=name).last_line == 1
    else:
        with pytest.raises(InputError, match=says):
            read_transcript(content, name=name)


@pytest.mark.parametrize(
    ("path", "says"),
    [
        ("missing.txt", r"There is no file '.*missing.txt'; check the path[.,]"),
        (".", r"is a folder; name the transcript files inside it"),
        ("x" * 5_000, r"can't be read \(File name too long\)"),
        ("a\0b", r"can't be read \(.*null"),
    ],
)
def test_a_path_that_leads_nowhere_is_refused(path: str, says: str, tmp_path: Path) -> None:
    """A missing file, a folder and an impossible path are refused, the same as a Path and as a str."""
    for given_path in (tmp_path / path, os.path.join(tmp_path, path)):
        with pytest.raises(InputError, match=says):
            read_transcript(given_path)


def test_only_a_str_may_have_been_meant_as_text(tmp_path: Path) -> None:
    """A str that is taken for a path and leads nowhere may be text without a line end; a Path, as of a command, not."""
    advice = "; check the path, or give the transcript's text with its line ends."
    with pytest.raises(InputError, match=re.escape(advice)):
        read_transcript("Good day.")
    with pytest.raises(InputError, match=r"missing\.txt'; check the path\.$"):
        read_transcript(tmp_path / "missing.txt")


@pytest.mark.parametrize(
    ("text", "limit"),
    [
        ("a" * 50_000_000 + "\n", "line_chars"),
        ("a\n" * 1_000_000, "lines"),
        ("a\n" * 34_000_000, "file_bytes"),
        ("WEBVTT\n" + "".join(f"\n00:01.000 --> 00:02.000\n<v {name}>Hm.\n" for name in CROWD), "speakers"),
        ("".join(f"{name}\nDemand is up.\n" for name in CROWD) * 2, "speakers"),
        ("".join(f"{name}: Demand is up.\n" for name in CROWD) * 2, "speakers"),
        ("".join(f"{name}; Chairman; {name} Inc\n" for name in CROWD), "speakers"),
    ],
    ids=["a 50 MB line", "a million lines", "68 MB", "captions", "names alone on a line", "colons", "a roster"],
)
def test_inputs_beyond_any_call_are_refused(text: str, limit: str) -> None:
    """A huge line, a million lines and a huge file are refused; the limit is named, and where it can be raised."""
    with pytest.raises(InputError, match=rf"'call.txt' .*\(limit {limit}\).* or raise the limit in Python\."):
        read_transcript(text.encode(), name="call.txt")


@pytest.mark.parametrize("text", ["{}\nDemand is up.\n", "{}: Demand is up.\n"])
def test_speakers_are_counted_before_they_are_compared(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """No speaker of a crowd is looked for among the others, which would take minutes."""
    compared: list[object] = []
    for function in ("page.find_person", "colons.find_person", "namelines.same_person", "namelines.misspelt_person"):
        monkeypatch.setattr(f"summarizer.reading.{function}", lambda name, others: compared.append(others))
    with pytest.raises(InputError, match="limit speakers"):
        read_transcript("".join(map(text.format, CROWD)) * 2 + text.format("Ida Storm"))
    assert all(others == [] for others in compared)


def test_a_raised_limit_lets_an_input_in() -> None:
    """A limit that is named can be raised."""
    text = "Operator: Hello there.\n" * 40
    limits = DEFAULT_LIMITS._replace(lines=39)
    with pytest.raises(InputError, match=r"limit lines"):
        read_transcript(text, limits=limits)
    assert read_transcript(text, limits=limits._replace(lines=40)).last_line == 40


def test_an_endless_stream_is_cut_off() -> None:
    """No more than the limit is taken from a stream that never ends."""

    class Endless(io.RawIOBase):
        def read(self, size: int = -1) -> bytes:
            assert size >= 0, "all of an endless stream was asked for"
            return b"a" * size

    with pytest.raises(InputError, match="limit file_bytes"):
        read_transcript(Endless(), limits=DEFAULT_LIMITS._replace(file_bytes=1_000))  # type: ignore[arg-type]


MARKS = [
    b"",
    b"%PDF-1.7\n",
    b"PK\x03\x04",
    b"{",
    b'{"segments": [',
    b"WEBVTT\n\n",
    b"<html>",
    b"\xff\xfe",
    b"**A**\n" * 3,
]


@settings(deadline=None)
@given(mark=st.sampled_from(MARKS), content=st.binary(max_size=400))
@example(mark=b"", content=b"\xff\xfe\x00")
@example(mark=b'{"segments": [', content=b'{"speaker": 1, "text": "\\ud800"}]}')
def test_any_bytes_are_read_or_refused(mark: bytes, content: bytes) -> None:
    """Whatever the bytes, the answer is a transcript that can be written out, or an InputError of one line."""
    try:
        transcript = read_transcript(mark + content)
    except InputError as refused:
        return _check_sentence(str(refused))
    return _check(transcript)


@settings(deadline=None)
@given(
    sample=st.sampled_from(sorted(path.name for path in SAMPLES.iterdir())),
    at=st.floats(0, 1),
    put=st.binary(max_size=8),
    drop=st.integers(0, 60),
)
def test_damaged_samples_are_read_or_refused(sample: str, at: float, put: bytes, drop: int) -> None:
    """A sample with some bytes dropped and others put in is read or refused; nothing else is raised."""
    content = (SAMPLES / sample).read_bytes()
    place = int(at * len(content))
    try:
        transcript = read_transcript(content[:place] + put + content[place + drop :], name=sample)
    except InputError:
        return
    _check(transcript)


def _check_sentence(message: str) -> None:
    assert message.endswith(".")
    assert "\n" not in message


def _check(transcript: Transcript) -> None:
    numbers = [line.number for turn in transcript.turns for line in turn.lines]
    assert numbers == sorted(numbers)
    assert all(1 <= number <= transcript.last_line for number in numbers)
    json.dumps([line.text for turn in transcript.turns for line in turn.lines], ensure_ascii=False).encode()
