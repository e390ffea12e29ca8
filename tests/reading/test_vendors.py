"""Vendors' JSON is read turn by turn, whatever its shape. The samples tell one invented call in each of them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from summarizer.errors import InputError
from summarizer.reading import read_transcript
from summarizer.reading.limits import DEFAULT_LIMITS
from summarizer.transcript import Transcript

SAMPLES = Path(__file__).parent / "samples"

NAMED = [
    "motleyfool.json",
    "earningscall-level2.json",
    "modelingprep.json",
    "alphavantage.json",
]
NUMBERED = [
    "earningscall-level2-unnamed.json",
    "earningscall-level3.json",
    "earningscall-level4-speakers.json",
    "assemblyai.json",
    "deepgram.json",
    "deepgram-paragraphs.json",
    "deepgram-words.json",
    "whisper.json",
]
WITH_TITLES = ["motleyfool.json", "earningscall-level2.json", "alphavantage.json"]

SPEAKERS = [
    "Operator",
    "Dana Whitlock",
    "Marten Oyelaran",
    "Operator",
    "Jonas Hallberg",
    "Priya Sandoval",
    "Operator",
    "Mei Castellan",
    "Marten Oyelaran",
    "Operator",
]


def read(value: Any, **limits: int) -> Transcript:
    return read_transcript(json.dumps(value), limits=DEFAULT_LIMITS._replace(**limits))


def words(transcript: Transcript) -> list[str]:
    return [" ".join(line.text for line in turn.lines) for turn in transcript.turns]


@pytest.mark.parametrize("name", NAMED)
def test_every_turn_is_its_speakers(name: str) -> None:
    """The turns of a shape with names are the call's, in document order, and counted from 1."""
    transcript = read_transcript(SAMPLES / name)
    assert [turn.speaker.name for turn in transcript.turns] == SPEAKERS
    assert [line.number for turn in transcript.turns for line in turn.lines] == list(range(1, 11))
    assert transcript.line_unit == "turn"


@pytest.mark.parametrize("name", NUMBERED)
def test_a_shape_without_names_keeps_speakers_apart(name: str) -> None:
    """Numbered voices change where the call's speakers change, and are no names that anybody bears."""
    transcript = read_transcript(SAMPLES / name)
    voices = [turn.speaker.name for turn in transcript.turns]
    first_seen = list(dict.fromkeys(voices))
    assert [first_seen.index(voice) for voice in voices] == [list(dict.fromkeys(SPEAKERS)).index(n) for n in SPEAKERS]
    assert {turn.speaker.role for turn in transcript.turns} == {"unknown"}


def test_every_shape_gives_the_same_words() -> None:
    """Whatever the vendor, the words of each turn are the same."""
    told = {name: words(read_transcript(SAMPLES / name)) for name in [*NAMED, *NUMBERED]}
    assert all(said == told["motleyfool.json"] for said in told.values()), told


@pytest.mark.parametrize("name", WITH_TITLES)
def test_titles_give_roles_and_firms(name: str) -> None:
    """A title says whether somebody asks, answers or hosts, and an analyst's firm where it names one."""
    people = {p.name: (p.role, p.firm) for p in read_transcript(SAMPLES / name).participants}
    assert people == {
        "Operator": ("operator", None),
        "Dana Whitlock": ("ir", None),
        "Marten Oyelaran": ("management", None),
        "Priya Sandoval": ("management", None),
        "Jonas Hallberg": ("analyst", "Northfield Securities"),
        "Mei Castellan": ("analyst", "Quarry Point Capital"),
    }


@pytest.mark.parametrize(
    ("name", "turn"),
    [
        ("motleyfool.json", 4),
        ("earningscall-level4-speakers.json", 4),
        ("earningscall-level4.json", 6),
        ("earningscall-level2.json", None),
        ("alphavantage.json", None),
    ],
)
def test_a_marked_qa_is_taken_over(name: str, turn: int | None) -> None:
    """Where a vendor marks the Q&A, its first turn is the heading; where not, there is none."""
    assert read_transcript(SAMPLES / name).qa_heading == turn


@pytest.mark.parametrize("name", ["earningscall-level2.json", "modelingprep.json", "alphavantage.json"])
def test_the_call_is_known_by_ticker_and_period(name: str) -> None:
    """Ticker and period come from the vendor's own fields, the source from the file."""
    call = read_transcript(SAMPLES / name).call
    assert (call.ticker, call.period) == ("VRTL", "Q2 2024")
    assert call.source is not None
    assert call.source.endswith(name)


@pytest.mark.parametrize("name", [*NAMED, *NUMBERED, "zoom.vtt", "teams.vtt", "call.srt"])
def test_the_welcome_names_the_call_where_the_vendor_does_not(name: str) -> None:
    """Without fields of the vendor's own, company and period are those that the first words name."""
    call = read_transcript(SAMPLES / name).call
    assert (call.company, call.period) == ("Verrin Tools", "Q2 2024")


def test_the_vendors_fields_come_before_the_welcome() -> None:
    """What the vendor gives is never replaced by what the words say."""
    said = "Operator: Welcome to Verrin's Q2 2024 call."
    given = {"symbol": "VRTL", "quarter": 3, "year": 2025, "date": "2025-11-01", "content": said}
    call = read_transcript(json.dumps(given)).call
    assert call[:4] == ("Verrin", "VRTL", "Q3 2025", "2025-11-01")


def test_a_running_text_is_counted_by_sentences() -> None:
    """A text without speakers is nobody's, each sentence counts as a turn, and the Q&A begins a turn of its own."""
    transcript = read_transcript(SAMPLES / "earningscall-level4.json")
    assert {turn.speaker.name for turn in transcript.turns} == {"Unknown Speaker"}
    assert [turn.lines[0].number for turn in transcript.turns] == [1, 6]
    assert transcript.last_line == 13


def test_the_duration_uses_up_a_number_but_nobody_speaks_it() -> None:
    """Motley Fool's last entry, the duration, counts as a turn that is in no one's mouth."""
    transcript = read_transcript(SAMPLES / "motleyfool.json")
    assert transcript.last_line == 11
    assert all(line.number < 11 for turn in transcript.turns for line in turn.lines)
    assert not any(person.name.startswith("Duration") for person in transcript.participants)


def test_research_in_an_executives_title_makes_no_analyst() -> None:
    """In Motley Fool's roster only the title "Analyst" makes one."""
    roster = ["Ida Brandt--Vice President, Research", "Noor Vasquez--Elm Research -- Analyst"]
    said = [{"speaker": "Ida Brandt", "speech": "Hello."}]
    people = read({"prepared_remarks": said, "q_and_a": [], "participants": roster}).participants
    assert [person.role for person in people] == ["management", "analyst"]


def test_a_labelled_text_keeps_paragraphs_with_their_speaker() -> None:
    """In a running text a line without a name goes on with the speaker before it, also with a colon inside."""
    content = "Operator: Welcome.\nIda Brandt: Two things.\nmargins: up.\nRevenue: flat.\nNoor Vasquez: Thanks."
    transcript = read([{"symbol": "ELM", "content": content}])
    assert words(transcript) == ["Welcome.", "Two things. margins: up. Revenue: flat.", "Thanks."]


def test_an_unknown_shape_is_told_the_known_ones() -> None:
    """JSON of another shape is refused with its own keys and with every shape that is known."""
    with pytest.raises(InputError) as refused:
        read({"monologue": [{"who": "Ida", "what": "Hello."}]})
    message = str(refused.value)
    assert "'monologue'" in message
    for vendor in (
        "Motley Fool",
        "EarningsCall",
        "Financial Modeling Prep",
        "Alpha Vantage",
        "AssemblyAI",
        "Deepgram",
        "Whisper",
    ):
        assert vendor in message


@pytest.mark.parametrize(
    ("value", "says"),
    [
        ({"transcript": [{"speaker": "Ida Brandt", "content": " "}]}, "no words"),
        ([{"content": "A: Hello."}, {"content": "B: Hello."}], "holds 2 calls"),
        ({"utterances": [{"speaker": "A", "text": "Hm."}] * 11}, "limit lines"),
        ({"utterances": [{"speaker": f"V{i}", "text": "Hm."} for i in range(6)]}, "limit speakers"),
        ({"results": {"channels": []}}, "no words"),
        ([], "unknown shape"),
        ([1, "two", None], "unknown shape"),
    ],
)
def test_odd_json_is_refused_in_a_sentence(value: Any, says: str) -> None:
    """A known shape without words, several calls in one file and too much of anything are refused with the reason."""
    with pytest.raises(InputError, match=says):
        read(value, lines=10, speakers=5)


@pytest.mark.parametrize("depth", [65, 5_000, 1_000_000])
def test_deep_nesting_is_refused(depth: int) -> None:
    """JSON nested beyond the limit is refused by name, however deep it goes."""
    with pytest.raises(InputError, match=r"more than 64 levels deep \(limit json_depth\)"):
        read_transcript('{"a":' * depth + "1" + "}" * depth)


def test_broken_json_says_where() -> None:
    """A JSON file that is cut off is refused with the place of the fault."""
    with pytest.raises(InputError, match=r"broken JSON \(.*line 1 column"):
        read_transcript('{"transcript": [{"speaker": "Ida')


@pytest.mark.parametrize("wrong", [None, 7, "text", [], {}, [[]], [None], [{"speaker": 3, "text": {}}]])
@pytest.mark.parametrize(
    "key", ["prepared_remarks", "q_and_a", "speakers", "transcript", "utterances", "results", "segments", "content"]
)
def test_fields_of_a_wrong_type_never_crash(key: str, wrong: Any) -> None:
    """A field that holds something else than its vendor documents is read as empty or refused."""
    value = {key: wrong, "event": wrong, "participants": wrong, "speaker_name_map_v2": wrong}
    try:
        transcript = read(value)
    except InputError:
        return
    assert words(transcript) == ["text"]
