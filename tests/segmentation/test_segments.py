"""Segments: sentences and joined scraps that give back every word and never cross a side, speaker or exchange."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.segmentation.segments import segments, split_sentences
from summarizer.transcript import (
    CallInfo,
    Exchange,
    ParsedCall,
    Participant,
    Session,
    SpokenLine,
    Transcript,
    spans_of,
)


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("Sales rose. Why?", ["Sales rose.", "Why?"]),
        ("Mr. Holt left the U.S. market.", ["Mr. Holt left the U.S. market."]),
        ("Sales rose 2.5% in Q3. Costs fell.", ["Sales rose 2.5% in Q3.", "Costs fell."]),
        ("It was $4 million. $3 million is left.", ["It was $4 million.", "$3 million is left."]),
        ('He said "no." We agreed.', ['He said "no."', "We agreed."]),
        ("Fennmark Inc. Chief Berg spoke.", ["Fennmark Inc. Chief Berg spoke."]),
        ("Prices, e.g. Oslo, fell approx. 3%.", ["Prices, e.g. Oslo, fell approx. 3%."]),
        ("We wait... and see", ["We wait... and see"]),
        ("We wait… Then we see!", ["We wait…", "Then we see!"]),
        ("No. 3 is open. No.", ["No. 3 is open.", "No."]),
        ("no capital. after the stop", ["no capital. after the stop"]),
        ("We have $2.5. Million left. It is due.", ["We have $2.5. Million left.", "It is due."]),
        ("It ends in the fourth. Quarter. Then we grow.", ["It ends in the fourth. Quarter.", "Then we grow."]),
        ("We came fourth. Quarter over quarter it fell.", ["We came fourth.", "Quarter over quarter it fell."]),
        ("We grew in 2024. Million-dollar deals rose.", ["We grew in 2024.", "Million-dollar deals rose."]),
        ("", []),
        ("  ", []),
    ],
)
def test_sentences(text: str, sentences: list[str]) -> None:
    """A paragraph is cut after a sentence's end, not after abbreviations, initials or decimal points."""
    assert split_sentences(text) == sentences


@given(st.text(st.sampled_from("aA.?! \"”'Mr3$\n"), max_size=80))
def test_sentences_rejoin(text: str) -> None:
    """Joined by spaces, the sentences give the paragraph's words back."""
    assert " ".join(split_sentences(text)).split() == text.split()


def call(*sessions: Session) -> ParsedCall:
    transcript = Transcript("name-lines", "line", CallInfo(), (), (), 999)
    return ParsedCall(transcript, 1, (), sessions)


def session(*spoken: SpokenLine, exchanges: tuple[Exchange, ...] = ()) -> Session:
    return Session(Participant("Ida Storm", "analyst"), ((1, 99),), spoken, exchanges)


def said(number: int, text: str, side: str = "answer", speaker: str = "Olaf Berg") -> SpokenLine:
    return SpokenLine(number, text, side, speaker, speaker)  # type: ignore[arg-type]


def texts(*spoken: SpokenLine) -> list[tuple[str, tuple[int, int]]]:
    return [(one.text, one.lines) for one in segments(call(session(*spoken)))[0]]


def test_scraps_are_joined() -> None:
    """Scraps on lines of their own are one segment with the lines of all of them."""
    assert texts(said(3, "Is in,"), said(5, "one."), said(6, "One node process.")) == [
        ("Is in, one. One node process.", (3, 6))
    ]


def test_whole_sentences_stand_alone() -> None:
    """A sentence of seven words or more that has ended is a segment."""
    long = "We had a good quarter in all regions."
    assert texts(said(1, f"{long} {long}"), said(2, long)) == [(long, (1, 1)), (long, (1, 1)), (long, (2, 2))]


def test_an_unfinished_line_goes_on() -> None:
    """A line that ends without a stop is joined with the next one."""
    assert texts(said(1, "We had a good quarter in all"), said(2, "regions of the world we serve.")) == [
        ("We had a good quarter in all regions of the world we serve.", (1, 2))
    ]


def test_nothing_grows_without_end() -> None:
    """Speech without any stop is cut before it has more than 60 words."""
    found = texts(*(said(n, "and so it goes on and on") for n in range(1, 41)))
    assert len(found) > 1
    assert all(len(text.split()) <= 60 for text, _ in found)


def test_a_scrap_after_a_question_stays_apart() -> None:
    """A short word after a question mark is not part of the question."""
    found = texts(said(1, "How do you see the margin next year?", "question"), said(2, "Flat.", "question"))
    assert [text for text, _ in found] == ["How do you see the margin next year?", "Flat."]


def test_sides_speakers_and_exchanges_part() -> None:
    """A change of side, speaker or exchange ends a segment, also in the middle of a sentence."""
    spoken = [
        said(1, "How do", "question", "Ida Storm"),
        said(2, "you see", "answer", "Olaf Berg"),
        said(3, "it that", "answer", "Nora Lind"),
        said(4, "is the", "answer", "Nora Lind"),
        said(5, "thanks", "procedure", "Nora Lind"),
    ]
    exchanges = (Exchange(((1, 1),), ((2, 3),), ()), Exchange((), ((4, 4),), ()))
    found = segments(call(session(*spoken, exchanges=exchanges)))[0]
    assert [(one.id, one.text, one.side, one.speaker, one.exchange) for one in found] == [
        ("s1", "How do", "question", "Ida Storm", 0),
        ("s2", "you see", "answer", "Olaf Berg", 0),
        ("s3", "it that", "answer", "Nora Lind", 0),
        ("s4", "is the", "answer", "Nora Lind", 1),
        ("s5", "thanks", "procedure", "Nora Lind", None),
    ]


WORDS = st.text(st.sampled_from("abA .?,3"), min_size=1, max_size=40)
SPOKEN = st.lists(
    st.tuples(WORDS, st.sampled_from(["question", "answer", "procedure"]), st.sampled_from(["Ida Storm", "Olaf Berg"])),
    max_size=12,
)


@st.composite
def sessions(draw: st.DrawFn) -> Session:
    spoken = [said(2 * n, text, side, who) for n, (text, side, who) in enumerate(draw(SPOKEN), start=1)]
    cut = draw(st.integers(0, len(spoken)))
    exchanges = tuple(
        Exchange(
            spans_of([line.number for line in part if line.side == "question"]),
            spans_of([line.number for line in part if line.side == "answer"]),
            (),
        )
        for part in (spoken[:cut], spoken[cut:])
    )
    return session(*spoken, exchanges=exchanges)


@given(st.lists(sessions(), max_size=3))
def test_segments_of_any_sessions(drawn: list[Session]) -> None:
    """Ids count through the call; each session's words come back in order; no segment crosses what parts them."""
    found = segments(call(*drawn))
    assert [one.id for part in found for one in part] == [f"s{n}" for n in range(1, sum(map(len, found)) + 1)]
    assert len(found) == len(drawn)
    for part, whole in zip(found, drawn, strict=True):
        assert " ".join(one.text for one in part).split() == " ".join(line.text for line in whole.spoken).split()
        assert all(one.lines[0] <= one.lines[1] for one in part)
        assert all(before.lines[1] <= after.lines[0] for before, after in pairwise(part))
        by_line = {line.number: line for line in whole.spoken}
        for one in part:
            inside = [line for number, line in by_line.items() if one.lines[0] <= number <= one.lines[1]]
            assert {(line.side, line.speaker) for line in inside if line.text.strip()} == {(one.side, one.speaker)}
            assert one.exchange is None if one.side == "procedure" else one.exchange in (0, 1)
