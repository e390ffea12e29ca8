"""Who the operator is where speakers have numbers for names."""

from __future__ import annotations

import pytest

from summarizer.segmentation.voices import with_operator
from summarizer.transcript import Line, Participant, Role, Turn

CALLS = [
    "Our first question comes from Ida Storm with Norvik Capital.",
    "Our next question is from Paul Drury. Go ahead.",
]


def turns(*said: tuple[str, str], role: Role = "unknown") -> list[Turn]:
    """Turns of numbered speakers."""
    return [Turn(Participant(name, role), (Line(at, text),)) for at, (name, text) in enumerate(said, start=1)]


def operators(found: list[Turn]) -> set[str]:
    """The labels that are an operator's."""
    return {turn.speaker.name for turn in found if turn.speaker.role == "operator"}


@pytest.mark.parametrize("label", ["Speaker 1", "A", "SPEAKER_00", "Greta Moe"])
def test_who_calls_is_the_operator(label: str) -> None:
    """The label that calls questioners in short turns and says little else is the operator's."""
    found = with_operator(turns((label, CALLS[0]), ("Speaker 2", "How large was it?"), (label, CALLS[1])))
    assert operators(found) == {label}


@pytest.mark.parametrize(
    "said",
    [
        [("Speaker 1", CALLS[0]), ("Speaker 2", "How large was it?"), ("Speaker 1", "It was 5% of sales.")],
        [("Speaker 1", CALLS[0]), *[("Speaker 1", "Sales rose by 5%.")] * 3, ("Speaker 1", CALLS[1])],
        [("Speaker 1", CALLS[0]), ("Speaker 1", "We grew. " * 60), ("Speaker 1", CALLS[1]), ("Speaker 1", CALLS[1])],
        [("Speaker 1", "How large was it?"), ("Speaker 2", "It was 5%.")],
        [
            ("D", "This is Ida Storm from Norvik. My first question is on costs."),
            ("D", "My second question is on cash."),
        ],
        [],
    ],
)
def test_who_answers_is_not(said: list[tuple[str, str]]) -> None:
    """One call is not enough, and who also answers, or speaks at length, hosts the queue and is no operator."""
    assert operators(with_operator(turns(*said))) == set()


def test_a_labelled_operator_stays_the_only_one() -> None:
    """Where a label is the operator's already, nobody else becomes one."""
    known = turns(("Operator", "Welcome."), role="operator")
    found = with_operator([*known, *turns(("Speaker 1", CALLS[0]), ("Speaker 1", CALLS[1]))])
    assert operators(found) == {"Operator"}


def test_a_known_role_stays() -> None:
    """Whom the roster lists with a role keeps it."""
    assert operators(with_operator(turns(("Tove", CALLS[0]), ("Tove", CALLS[1]), role="ir"))) == set()
