"""Whose words stand under the operator's label: a caller's, where their own label is missing."""

from __future__ import annotations

import pytest

from summarizer.segmentation.callers import with_callers
from summarizer.segmentation.sessions import parse_call
from summarizer.transcript import CallInfo, Line, Participant, Transcript, Turn

OPERATOR = Participant("Operator", "operator")
CALL = ["Our next question comes from Ida Storm with Norvik Capital.", "Please go ahead."]
QUESTION = ["Good morning, and thanks for taking my question.", "How do you see the margin in the second half?"]


def operators(*said: str) -> Turn:
    """An operator's turn of some lines."""
    return Turn(OPERATOR, tuple(Line(at, text) for at, text in enumerate(said, start=10)))


def parts(*turns: Turn) -> list[tuple[str, list[int]]]:
    """Every turn as its speaker and its lines."""
    return [(turn.speaker.name, [line.number for line in turn.lines]) for turn in with_callers(turns)[0]]


@pytest.mark.parametrize(
    ("said", "first"),
    [
        ([*CALL, *QUESTION], 12),
        (["Our next question", "comes from Ida", "Storm of Norvik Capital.", "Your", "line is open.", *QUESTION], 15),
        (["As a reminder, press star one to ask a question.", *CALL, *QUESTION], 13),
    ],
)
def test_a_caller_without_a_label(said: list[str], first: int) -> None:
    """What follows a call and asks at some length is the caller's, and a flag says so."""
    last = 9 + len(said)
    assert parts(operators(*said)) == [
        ("Operator", list(range(10, first))),
        ("Ida Storm", list(range(first, last + 1))),
    ]
    [flag] = with_callers([operators(*said)])[1]
    assert flag.line == first
    assert flag.says.startswith("The operator called Ida Storm, whose label is missing")


@pytest.mark.parametrize(
    "said",
    [
        CALL,
        [*CALL, "Ida, could you check whether you are on mute?"],
        [*CALL, "Ida has left us. Our next question is from Nils Aas with Halvard, would you go ahead?"],
        [
            "Thank you. We have had a request to repeat the number.",
            "Could everybody hear it, or should I say it again?",
        ],
        [
            "I hand over to Olaf Berg, who will tell us more.",
            "How was the quarter, and what do you see ahead of us now?",
        ],
    ],
)
def test_the_operators_own_words(said: list[str]) -> None:
    """Calls, further calls, trouble with the line and hand-overs stay the operator's."""
    turn = operators(*said)
    assert with_callers([turn]) == ([turn], [])


def test_the_label_elsewhere_names_the_caller() -> None:
    """The caller goes by the label they have elsewhere, in its spelling; an executive is no caller."""
    ida = Turn(Participant("Ida M. Storm"), (Line(40, "And the tax rate?"),))
    assert parts(operators(*CALL, *QUESTION), ida)[1] == ("Ida M. Storm", [12, 13])
    chief = Turn(Participant("Ida Storm", "management"), (Line(40, "It is 21%."),))
    assert len(parts(operators(*CALL, *QUESTION), chief)) == 2


def test_a_callers_lines_keep_the_label_of_the_page() -> None:
    """The caller speaks, under the operator's label: a reader who opens the lines finds that label there."""
    answer = Turn(Participant("Olaf Berg", "management"), (Line(20, "We see it at 12% to 14%, as we said in May."),))
    turns = operators(*CALL, *QUESTION), answer
    [session] = parse_call(Transcript("colons", "line", CallInfo(), (), turns, last_line=20)).sessions
    assert [(line.number, line.speaker, line.label) for line in session.spoken if line.side == "question"] == [
        (12, "Ida Storm", "Operator"),
        (13, "Ida Storm", "Operator"),
    ]
