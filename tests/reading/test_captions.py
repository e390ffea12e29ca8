"""Captions become turns: cues of one speaker joined, line numbers those of the file."""

from __future__ import annotations

from pathlib import Path

import pytest

from summarizer.errors import InputError
from summarizer.reading import read_transcript
from summarizer.transcript import Transcript

SAMPLES = Path(__file__).parent / "samples"
CUE = "00:00:01.000 --> 00:00:02.000\n"


def vtt(*payloads: str) -> Transcript:
    return read_transcript("WEBVTT\n\n" + "\n\n".join(CUE + payload for payload in payloads) + "\n")


def told(transcript: Transcript) -> list[tuple[str, str]]:
    return [(turn.speaker.name, " ".join(line.text for line in turn.lines)) for turn in transcript.turns]


@pytest.mark.parametrize("name", ["zoom.vtt", "teams.vtt", "call.srt"])
def test_cues_of_one_speaker_are_one_turn(name: str) -> None:
    """Zoom's ``Name:``, Teams' ``<v Name>`` and SRT's ``[Name]:`` tell the same call as the vendors' JSON does."""
    transcript = read_transcript(SAMPLES / name)
    assert told(transcript) == told(read_transcript(SAMPLES / "modelingprep.json"))
    assert transcript.line_unit == "line"


@pytest.mark.parametrize("name", ["zoom.vtt", "teams.vtt", "call.srt"])
def test_line_numbers_are_those_of_the_file(name: str) -> None:
    """Every spoken line stands, without its tags and label, on the line of the file that its number says."""
    physical = (SAMPLES / name).read_text(encoding="utf-8").split("\n")
    transcript = read_transcript(SAMPLES / name)
    for turn in transcript.turns:
        for line in turn.lines:
            assert line.text in physical[line.number - 1].replace("&amp;", "&")


@pytest.mark.parametrize(
    ("payload", "expected"),
    [
        ("<v Ida Brandt>Hello.</v>", ("Ida Brandt", "Hello.")),
        ("<v.loud.first Ida Brandt>Hello.", ("Ida Brandt", "Hello.")),
        ("<v Ida Brandt><i>R&amp;D</i> <00:00:01.500>grew</v>", ("Ida Brandt", "R&D grew")),
        ("Ida Brandt: Hello.", ("Ida Brandt", "Hello.")),
        (">> Ida Brandt: Hello.", ("Ida Brandt", "Hello.")),
        ("[Ida Brandt]: Hello.", ("Ida Brandt", "Hello.")),
        ("(Ida Brandt): Hello.", ("Ida Brandt", "Hello.")),
        ("Ida Brandt (Northfield): Hello.", ("Ida Brandt", "Hello.")),
        ("Ida Brandt [CFO]: Hello.", ("Ida Brandt", "Hello.")),
        ("[Ida Brandt (Northfield)]: Hello.", ("Ida Brandt", "Hello.")),
        ("Operator (Rob): Hello.", ("Operator", "Hello.")),
        ("The margin (adjusted): up.", ("Unknown Speaker", "The margin (adjusted): up.")),
        ("And [inaudible]: up.", ("Unknown Speaker", "And [inaudible]: up.")),
        ("SPEAKER_01: Hello.", ("SPEAKER_01", "Hello.")),
        ("Operator: Hello.", ("Operator", "Hello.")),
        ("Revenue: flat, 5 < 6.", ("Unknown Speaker", "Revenue: flat, 5 < 6.")),
        ("at 10:30 we open", ("Unknown Speaker", "at 10:30 we open")),
    ],
)
def test_a_speaker_is_named_by_tag_or_label(payload: str, expected: tuple[str, str]) -> None:
    """The voice tag or the name before a colon names the speaker; tags go, and other words keep their colons."""
    assert told(vtt(payload)) == [expected]


def test_a_cue_without_a_name_goes_on_with_the_speaker_before() -> None:
    """Only the first cue of a turn need be labelled."""
    assert told(vtt("Ida Brandt: One.", "Two.", "Noor Vasquez: Three.")) == [
        ("Ida Brandt", "One. Two."),
        ("Noor Vasquez", "Three."),
    ]


def test_two_voices_on_one_line_are_two_turns() -> None:
    """A line may hold two voices; both keep its number."""
    transcript = vtt("<v Ida Brandt>Yes?</v> <v Noor Vasquez>Yes.</v>")
    assert [(turn.speaker.name, turn.lines[0].number) for turn in transcript.turns] == [
        ("Ida Brandt", 4),
        ("Noor Vasquez", 4),
    ]


@pytest.mark.parametrize(
    ("name", "person"),
    [
        ("Ida Brandt (Northfield Securities)", ("Ida Brandt", "unknown", None, "Northfield Securities")),
        ("Ida Brandt [Northfield Securities]", ("Ida Brandt", "unknown", None, "Northfield Securities")),
        ("Ida Brandt (Northfield Securities - Analyst)", ("Ida Brandt", "analyst", "Analyst", "Northfield Securities")),
        ("Ida Brandt [CFO]", ("Ida Brandt", "management", "CFO", None)),
        ("Moderator (Northfield Securities)", ("Moderator", "operator", None, "Northfield Securities")),
    ],
)
@pytest.mark.parametrize("payload", ["<v {}>Hello.</v>", "{}: Hello."])
def test_brackets_tell_firm_or_title(payload: str, name: str, person: tuple[str, str, str | None, str | None]) -> None:
    """What a display name adds in brackets is the firm, or the title where it says a role; one cue is enough."""
    transcript = vtt(payload.format(name))
    assert [tuple(who) for who in transcript.participants] == [person]
    assert told(transcript) == [(person[0], "Hello.")]


@pytest.mark.parametrize(
    ("name", "person"),
    [
        ("Ida Brandt - CFO", ("Ida Brandt", "management", "CFO", None)),
        ("Ida Brandt | Northfield Securities", ("Ida Brandt", "unknown", None, "Northfield Securities")),
        ("ida's phone", ("ida's phone", "unknown", None, None)),
    ],
)
def test_a_display_name_may_tell_firm_or_title(name: str, person: tuple[str, str, str | None, str | None]) -> None:
    """What people add to their display name behind a dash or a bar is their firm or title, too."""
    assert tuple(vtt(f"<v {name}>Hello.</v>").turns[0].speaker) == person


@pytest.mark.parametrize("payload", ["<v {}>Hello.</v>", "{}: Hello."])
def test_a_name_with_and_without_its_firm_is_one_person(payload: str) -> None:
    """Who is named with a firm once is the same person where the name stands alone."""
    names = ["Ida Brandt", "Ida Brandt (Northfield)", "Noor Vasquez", "Ida Brandt"]
    transcript = vtt(*map(payload.format, names))
    assert [(who.name, who.firm) for who in transcript.participants] == [
        ("Ida Brandt", "Northfield"),
        ("Noor Vasquez", None),
    ]
    assert [turn.speaker.name for turn in transcript.turns] == ["Ida Brandt", "Noor Vasquez", "Ida Brandt"]


@pytest.mark.parametrize(
    ("payloads", "named"),
    [
        (["<v Ida Brandt>One.</v>", "<v Ida Brandt>Two.</v>"], True),
        (["Ida Brandt: One.", "Ida Brandt: Two."], True),
        (["<v Ida Brandt>One\ntwo.</v>", "<v Noor Vasquez>Three.</v>"], True),
        (["Ida Brandt: One."] * 9 + ["Two."], True),
        (["Ida Brandt: One."] * 8 + ["Two."], False),
        (["Ida Brandt: One.", "two.", "Noor Vasquez: Three.", "Four."], False),
        (["<v Speaker 1>One.</v>", "<v Speaker 2>Two.</v>"], False),
        (["SPEAKER_01: One.", "SPEAKER_02: Two."], False),
        (["One.", "Two."], False),
    ],
)
def test_whether_every_cue_has_a_name(payloads: list[str], named: bool) -> None:
    """A meeting knows who speaks in each cue; labels at changes only, or numbers given by ear, may be wrong."""
    assert vtt(*payloads).named_lines is named


@pytest.mark.parametrize("block", ["NOTE\nIda Brandt: not said", "STYLE\n::cue {color: red}", "a cue's name"])
def test_what_stands_outside_cues_is_not_spoken(block: str) -> None:
    """Notes, styles and names of cues are nobody's words."""
    assert told(read_transcript(f"WEBVTT\n\n{block}\n\n{CUE}Ida Brandt: Hello.\n")) == [("Ida Brandt", "Hello.")]


def test_captions_without_words_are_refused() -> None:
    """A caption file whose cues are empty is refused."""
    with pytest.raises(InputError, match="captions without words"):
        vtt("", "<v Ida Brandt></v>")
