"""Who asks and who answers, where a roster says so and where only the course of the call does."""

from __future__ import annotations

import pytest

from summarizer.people import role_of_label
from summarizer.segmentation.roles import infer_roles, is_operator
from summarizer.transcript import Line, Participant, Role, Turn

LONG = "We had a good quarter with growth in all regions and we keep our outlook for the year. " * 14


def turn(name: str, text: str, role: Role | None = None) -> Turn:
    return Turn(Participant(name, role or role_of_label(name)), (Line(1, text),))


def test_the_roster_decides() -> None:
    """Somebody's role on the roster stands, whatever they say."""
    turns = [turn("Ida Storm", LONG, "analyst"), turn("Olaf Berg", "And what do you think?", "management")]
    assert infer_roles(turns) == {"Ida Storm": "analyst", "Olaf Berg": "management"}


def test_whom_the_operator_calls_is_an_analyst() -> None:
    """Without a roster, who is called for a question is an analyst, who spoke before the calls is management."""
    turns = [
        turn("Operator", "Welcome. I turn the call over to Olaf Berg."),
        turn("Olaf Berg", LONG),
        turn("Operator", "Our first question comes from Ida Storm with Norvik Capital."),
        turn("Ida Storm", "How do you see the margin?"),
        turn("Olaf Berg", "We see it flat."),
        turn("Operator", "Nils Aas, Halvard."),
        turn("Nils Aas", "Prices have come down a lot in your market. Is that over?"),
        turn("Nora Lind", "It is, as far as we can tell."),
    ]
    assert infer_roles(turns) == {
        "Operator": "operator",
        "Olaf Berg": "management",
        "Ida Storm": "analyst",
        "Nils Aas": "analyst",
        "Nora Lind": "management",
    }


def test_who_answers_first_is_not_the_one_called() -> None:
    """An executive who speaks first after a call for somebody with a label of their own is no analyst."""
    turns = [
        turn("Operator", "Our first question comes from Ida Storm with Norvik Capital."),
        turn("Olaf Berg", "Before that, one correction: the tax rate is 21%."),
        turn("Ida Storm", "How do you see the margin?"),
        turn("Olaf Berg", LONG),
    ]
    assert infer_roles(turns)["Olaf Berg"] == "management"
    assert infer_roles(turns)["Ida Storm"] == "analyst"


def test_a_misspelt_call_is_a_call() -> None:
    """The label may spell the name otherwise than the operator's words."""
    turns = [
        turn("Olaf Berg", LONG),
        turn("Operator", "Our first question comes from Ida Strom with Norvik Capital."),
        turn("Ida Storm", "How do you see the margin?"),
        turn("Olaf Berg", "Flat."),
    ]
    assert infer_roles(turns)["Ida Storm"] == "analyst"


def test_an_executive_may_host() -> None:
    """A call by an executive counts where it mentions who speaks next; a hand-over to a colleague does not."""
    turns = [
        turn("Nora Lind", LONG),
        turn("Nora Lind", "Let's go to the first question, from Ida Storm."),
        turn("Ida Storm", "Could you say how you see the margin?"),
        turn("Nora Lind", "I hand over to Olaf Berg for that question."),
        turn("Olaf Berg", "We see it flat."),
    ]
    assert infer_roles(turns) == {"Nora Lind": "management", "Ida Storm": "analyst", "Olaf Berg": "management"}


@pytest.mark.parametrize(
    ("lets_in", "says", "role"),
    [
        ("Ida, do you want to kick off?", "Ida Storm from Norvik. How do you see the margin?", "analyst"),
        ("Lady at the back. Is it Ida?", "It is, yes. How do you see the margin?", "analyst"),
        ("Ida Stomr from Norvik.", "Morning, all. Ida here. How do you see the margin?", "analyst"),
        ("I think we've got Ida on the line.", "Yes, hello, it's Ida Storm from Norvik.", "analyst"),
        ("Next to him, please.", "Ida Storm, Norvik. Could you say how you see the margin?", "analyst"),
        ("Ida runs that for us.", "It is flat, as we said.", "management"),
        ("Next to him, please.", "It is flat, as we said.", "management"),
    ],
)
def test_whom_a_host_lets_in(lets_in: str, says: str, role: str) -> None:
    """Once questions are asked for, whoever is let in by name, or gives their own, and asks is an analyst."""
    turns = [
        turn("Nora Lind", LONG),
        turn("Nora Lind", f"So, on to your questions. {lets_in}"),
        turn("Ida Storm", says),
        turn("Nora Lind", "Flat."),
    ]
    assert infer_roles(turns) == {"Nora Lind": "management", "Ida Storm": role}


def test_whom_a_host_hands_a_question() -> None:
    """Who first speaks while a question waits for its answer was handed it, even if they ask on the way."""
    turns = [
        turn("Nora Lind", LONG),
        turn("Nora Lind", "So, on to your questions. Ida, do you want to kick off?"),
        turn("Ida Storm", "Ida Storm from Norvik. How do you see the margin?"),
        turn("Nora Lind", "Olaf knows."),
        turn("Olaf Berg", "Do we see it flat? We do."),
    ]
    assert infer_roles(turns) == {"Nora Lind": "management", "Ida Storm": "analyst", "Olaf Berg": "management"}


def test_asking_on_the_way_to_an_answer() -> None:
    """Somebody named in full who then asks is an analyst where they end with it, not where they go on to answer."""
    host = [turn("Nora Lind", LONG), turn("Nora Lind", "Up now, Ida Storm of Norvik.")]
    asks = turn("Ida Storm", "Costs were high. How do you see the margin? Thank you.")
    handed = turn("Nora Lind", "I will hand over to Olaf Berg for that.")
    answers = turn("Olaf Berg", "Sure. So how do we look at it? " + "We have fourteen parts in the programme. " * 3)
    assert infer_roles([*host, asks, handed, answers]) == {
        "Nora Lind": "management",
        "Ida Storm": "analyst",
        "Olaf Berg": "management",
    }


def test_a_broker_that_hosts_may_ask() -> None:
    """Somebody of another firm who opened the call asks where the company answers; who invites remarks does not."""

    def hosted(words: str) -> Role:
        host = Participant("Arun Rao", firm="Norvik Securities")
        turns = [
            Turn(host, (Line(1, LONG),)),
            turn("Operator", "Our first question comes from Ida Storm with Ostrand."),
            turn("Ida Storm", "How do you see the margin?"),
            turn("Olaf Berg", "We see it flat.", "management"),
            turn("Operator", "I hand over to Arun Rao for closing comments."),
            Turn(host, (Line(2, words),)),
            turn("Olaf Berg", "It is 24%, as it was last year.", "management"),
        ]
        return infer_roles(turns)["Arun Rao"]

    assert hosted("Sir, I just had a question. What is the tax rate?") == "analyst"
    assert hosted("Sir, would you like to make any closing remarks?") == "management"


def test_who_answers_every_caller() -> None:
    """Somebody who speaks after one call upon another, mostly not first, answers, though a label before was lost."""
    names = ["Ida Storm", "Nils Aas", "Greta Moe", "Paul Drury"]
    turns = [turn("Operator", f"Our first question comes from {names[0]}."), turn("Olaf Berg", "How so? Flat.")]
    for name in names[1:]:
        turns += [
            turn("Operator", f"Our next question comes from {name}."),
            turn(name, "How do you see the margin?"),
            turn("Olaf Berg", "We see it flat."),
        ]
    assert infer_roles(turns)["Olaf Berg"] == "management"
    assert infer_roles(turns)["Nils Aas"] == "analyst"


def test_the_operator_and_their_words() -> None:
    """The operator is known by the label; a turn's words are its lines joined."""
    two = Turn(Participant("Operator", "operator"), (Line(3, "Please"), Line(5, "go ahead.")))
    assert is_operator(two)
    assert two.text == "Please go ahead."
    assert not is_operator(turn("Ida Storm", "Hello."))


def test_nobody_has_no_role() -> None:
    """A call without turns has nobody with a role."""
    assert infer_roles([]) == {}
