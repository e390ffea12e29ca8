"""Captions: WebVTT and SRT, as Zoom, Teams and speech recognition write them, cues joined into turns."""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from summarizer.errors import InputError
from summarizer.people import is_anonymous, looks_like_name, role_of, role_of_label
from summarizer.reading.page import split_title
from summarizer.reading.shapes import names_speaker
from summarizer.reading.source import Source
from summarizer.reading.title import info_of_words
from summarizer.transcript import Line, Participant, Transcript, Turn

_TIME = r"(?:\d{1,3}:)?\d{1,2}:\d\d[.,]\d{1,3}"
_TIMING = re.compile(rf"\s*{_TIME}\s+-->\s+{_TIME}")
_START = re.compile(rf"WEBVTT(?:\s|\Z)|(?:\d+[ \t]*\n)?\s*{_TIME}\s+-->\s+{_TIME}")
_VOICE = re.compile(r"<v(?:\.[^\s<>]*)?\s+([^<>\s][^<>]*)>")
_TAG = re.compile(r"</?(?:[a-zA-Z]|\d)[^<>]*>|</>")
_LABEL = re.compile(r"(?:>>+|-)?\s*(?P<name>[^:<>\s][^:<>]{0,99}?)\s*:(?:\s+(?P<said>.*)|\s*)")
_INSIDE = r"\((?P<round>[^()]+)\)|\[(?P<square>[^\[\]]+)\]"
_ABOUT = re.compile(rf"(?P<name>[^(\[|,]{{1,100}}?)\s{{0,9}}(?:{_INSIDE}|(?:\s[-–—|]|[|,])\s+(?P<after>.+))")
_PAIRS = {"[": "]", "(": ")"}
_OFTEN = 3
_NEARLY = 0.9
_LONGEST_NAME = 100


class _Said(NamedTuple):
    """Words on a line of a cue, ``opens`` where they are its first, and the voice that a tag names."""

    number: int
    opens: bool
    voice: str | None
    text: str


def is_captions(start: str) -> bool:
    """Whether a text that starts like this is WebVTT or SRT.

    >>> is_captions("WEBVTT - a call"), is_captions("1\\n00:00:01,000 --> 00:00:04,000\\nHello"), is_captions("1\\nOne")
    (True, True, False)
    """
    return _START.match(start) is not None


def read_captions(lines: Sequence[str], source: Source) -> Transcript:
    """The transcript in captions; line numbers are physical lines of the file, timings and cue numbers being skipped.

    A speaker is named by ``<v Name>`` or by ``Name:`` before the words; a cue without either goes on with the speaker
    before it.

    Raises InputError when no cue has words.
    """
    said = list(_spoken(lines))
    if not said:
        raise InputError(f"{source.says} holds captions without words; export the transcript again.")
    labels = [None if line.voice else _label(line.text) for line in said]
    times = Counter(_bare(label[0]) for label in labels if label)
    voice = "Unknown Speaker"
    voices: list[tuple[str, Line]] = []
    named: list[bool] = []
    for line, label in zip(said, labels, strict=True):
        own, text = line.voice, line.text
        if label and _is_speaker(name := _bare(label[0]), times[name]):
            own, text = label
        voice = own or voice
        if line.opens:
            named.append(own is not None and not is_anonymous(own))
        if text:
            voices.append((voice, Line(line.number, text)))
    people = _people(dict.fromkeys(name for name, _ in voices))
    turns = tuple(
        Turn(who, tuple(line for _, line in run)) for who, run in groupby(voices, key=lambda pair: people[pair[0]])
    )
    everybody = tuple(dict.fromkeys(people.values()))
    call = info_of_words(turns, everybody, source.name)
    each_named = sum(named) >= _NEARLY * len(named)
    return Transcript("captions", "line", call, everybody, turns, len(lines), named_lines=each_named)


def _spoken(lines: Sequence[str]) -> Iterator[_Said]:
    """The payload lines of the cues, without tags, each with the voice its tag names."""
    inside = opens = False
    for i, line in enumerate(lines):
        if not line.strip():
            inside = False
        elif "-->" in line and _TIMING.match(line):
            inside = opens = True
        elif inside and not (line.strip().isdigit() and i + 1 < len(lines) and _TIMING.match(lines[i + 1])):
            voice = None
            # One line may hold several voices; each is a piece of its own on the same line.
            for piece in re.split(r"(?=<v[.\s])", line):
                if tag := _VOICE.match(piece):
                    voice = " ".join(html.unescape(tag[1]).split())[:_LONGEST_NAME]
                if text := " ".join(html.unescape(_TAG.sub("", piece)).split()):
                    yield _Said(i + 1, opens, voice, text)
                    opens = False


def _label(text: str) -> tuple[str, str] | None:
    """What stands before the first colon, without a bracket around it, and the words after it."""
    match = _LABEL.fullmatch(text)
    if not match:
        return None
    name = match["name"]
    for opening, closing in _PAIRS.items():
        # A bracket around the label closes at its end; one that closes before belongs to the name.
        if name.startswith(opening) and closing not in name[1:-1].partition(opening)[0]:
            name = name[1:].removesuffix(closing)
        elif name.endswith(closing) and opening not in name:
            name = name.removesuffix(closing)
    return (name.strip(), match["said"] or "") if name.strip() else None


def _bare(voice: str) -> str:
    """A display name without what it adds in brackets."""
    match = _ABOUT.fullmatch(voice)
    return match["name"].strip() if match and not match["after"] else voice


def _is_speaker(name: str, times: int) -> bool:
    # A display name may be anything ("jroe2"); what stands before a colon again and again is one.
    return times >= _OFTEN or names_speaker(name, times)


def _people(voices: Iterable[str]) -> dict[str, Participant]:
    """Who every voice is; a name alone is whoever bears it with a firm or a title elsewhere."""
    people = {voice: _participant(voice) for voice in voices}
    described = {person.name: person for person in reversed(people.values()) if person.firm or person.title}
    return {
        voice: person if person.firm or person.title else described.get(person.name, person)
        for voice, person in people.items()
    }


def _participant(voice: str) -> Participant:
    """A display name often says more: "Jane Roe (Northfield)", "Jane Roe [CFO]", "Jane Roe - CFO", "Jane Roe | Elm"."""
    if (role := role_of_label(voice)) != "unknown":
        return Participant(voice, role)
    match = _ABOUT.fullmatch(voice)
    if not match or not looks_like_name(name := match["name"].strip()):
        return Participant(voice)
    firm, title = split_title(match["round"] or match["square"] or match["after"])
    if (role := role_of_label(name)) == "unknown":
        role = role_of(title)
    return Participant(name, role, title, firm)
