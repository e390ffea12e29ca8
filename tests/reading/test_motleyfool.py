"""Labels of Motley Fool pages that bear no name: their titles are theirs, and no speaker's."""

from __future__ import annotations

import json

import pytest

from summarizer.reading import read_transcript
from summarizer.transcript import Transcript

PAGE = """\
Prepared Remarks:
Operator
Welcome to the call.
Olaf Berg
--
Chief Executive Officer
Sales rose by 4%.
Questions & Answers:
Operator
Our first question comes from Ida Storm with Norvik Capital.
Ida Storm
--
Norvik Capital -- Analyst
How do you see the margin?
Olaf Berg
--
Chief Executive Officer
We see it --
{}
Olaf Berg
--
Chief Executive Officer
Flat.
Call participants:
Olaf Berg -- Chief Executive Officer
Ida Storm -- Norvik Capital -- Analyst
"""


def turn_of(transcript: Transcript) -> tuple[str, str, str | None, str | None, str]:
    """Who speaks in the last turn but one, and the words."""
    turn = transcript.turns[-2]
    return *turn.speaker, turn.text


@pytest.mark.parametrize(
    ("turn", "expected"),
    [
        ("Unknown speaker\n--\nAnalyst\nAnd prices?", ("Unknown speaker", "analyst", "Analyst", None, "And prices?")),
        ("Unknown speaker -- Analyst\nAnd prices?", ("Unknown speaker", "analyst", "Analyst", None, "And prices?")),
        (
            "Unidentified participant\n--\nElm Wire -- Analyst\nAnd prices?",
            ("Unidentified participant", "analyst", "Analyst", "Elm Wire", "And prices?"),
        ),
        ("Unknown speaker\nAnd prices?", ("Unknown speaker", "unknown", None, None, "And prices?")),
        ("Unknown speaker\n--\nAnd prices?", ("Unknown speaker", "unknown", None, None, "-- And prices?")),
        (
            "Unknown speaker\n--\nI ask as an analyst.",
            ("Unknown speaker", "unknown", None, None, "-- I ask as an analyst."),
        ),
    ],
)
def test_a_label_without_a_name_may_have_a_title(turn: str, expected: tuple[str, ...]) -> None:
    """The dashes and the title below an unknown speaker are the label's, and what is no title is spoken."""
    transcript = read_transcript(PAGE.format(turn))
    assert transcript.layout == "motleyfool-text"
    assert turn_of(transcript) == expected
    assert len(transcript.participants) == 4


def test_titles_of_several_unknown_speakers() -> None:
    """Where one unknown speaker is an analyst and another is not, no title says who a third is."""
    turns = ["Unknown speaker\n--\nAnalyst\nAnd prices?", "Unknown speaker\n--\nChief Financial Officer\nStable."]
    transcript = read_transcript(PAGE.format("\n".join(turns)))
    assert {who.role for who in transcript.participants if who.name == "Unknown speaker"} == {"unknown"}


@pytest.mark.parametrize(
    ("speaker", "expected"),
    [
        ("Unknown speaker -- Analyst", ("Unknown speaker", "analyst", "Analyst", None)),
        ("Unknown speaker -- Elm Wire -- Analyst", ("Unknown speaker", "analyst", "Analyst", "Elm Wire")),
        ("Unknown speaker", ("Unknown speaker", "unknown", None, None)),
        ("Ida Storm -- Norvik Capital -- Analyst", ("Ida Storm", "analyst", "Analyst", "Norvik Capital")),
    ],
)
def test_titles_in_json(speaker: str, expected: tuple[str, ...]) -> None:
    """In JSON the title may stand beside the label; a name is the roster's whatever stands beside it."""
    asked = [{"speaker": speaker, "speech": "And prices?"}]
    value = {"prepared_remarks": [], "q_and_a": asked, "participants": ["Ida Storm--Norvik Capital -- Analyst"]}
    [turn] = read_transcript(json.dumps(value)).turns
    assert tuple(turn.speaker) == expected


@pytest.mark.parametrize(
    ("about", "role"),
    [
        ("Norvik Capital -- Analyst", "analyst"),
        ("Norvik Capital -- Senior Research Analyst", "analyst"),
        ("The Fennmark Post -- Reporter", "analyst"),
        ("Private -- Investor", "analyst"),
        ("Vice President, Research", "management"),
        ("Head of Something New", "management"),
    ],
)
def test_the_roles_of_a_json_roster(about: str, role: str) -> None:
    """Analysts, reporters and investors ask; whoever else the roster of a page as JSON lists is of the company."""
    value = {"prepared_remarks": [], "q_and_a": [{"speaker": "Ida Storm", "speech": "Why?"}]}
    transcript = read_transcript(json.dumps({**value, "participants": [f"Ida Storm--{about}"]}))
    assert [who.role for who in transcript.participants if who.name == "Ida Storm"] == [role]
