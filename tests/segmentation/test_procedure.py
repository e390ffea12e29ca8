"""What neither asks nor answers, beside short answers that look like it."""

from __future__ import annotations

import pytest

from summarizer.segmentation.procedure import set_aside
from summarizer.transcript import Side, SpokenLine

NAMES = frozenset({"ida", "storm", "olaf", "berg"})


def side_of_reply(asked: str, told: str) -> str:
    """The side of a few words of Olaf's after words of Ida's that nobody answers otherwise."""
    spoken = [
        SpokenLine(1, asked, "question", "Ida Storm", "Ida Storm"),
        SpokenLine(2, told, "answer", "Olaf Berg", "Olaf Berg"),
        SpokenLine(3, "And what do you expect for the tax rate?", "question", "Ida Storm", "Ida Storm"),
    ]
    return set_aside(spoken, NAMES)[1].side


@pytest.mark.parametrize(
    "told",
    [
        "Yes.",
        "Yes, Ida.",
        "That's right, Ida. Exactly.",
        "Absolutely, Ida.",
        "Just the quarter.",
        "All of it.",
        "Over time.",
        "You got it.",
        "No.",
    ],
)
def test_a_few_words_answer(told: str) -> None:
    """After a question a few words answer it, also with the analyst's name; before one they are a back-channel."""
    assert side_of_reply("Is that how we should think about it?", told) == "answer"
    assert side_of_reply("I was going to ask if you are losing share there.", told) == "answer"
    assert side_of_reply("Okay, great. Thank you.", told) == "procedure"


@pytest.mark.parametrize("told", ["Hi, Ida.", "Thanks for the question, Ida.", "Go ahead.", "Ida.", "Can you hear me?"])
def test_a_few_words_of_courtesy(told: str) -> None:
    """Greetings, thanks, names, leave to speak and line trouble answer nothing."""
    assert side_of_reply("Is that how we should think about it?", told) == "procedure"


@pytest.mark.parametrize("side", ["question", "answer"])
def test_whoever_speaks_to_the_operator(side: Side) -> None:
    """A few words that begin by calling the operator ask the analyst nothing, and nothing of management."""
    said = [SpokenLine(1, "Operator, who is next, is it the same. Caller?", side, "Tove Vale", "Tove Vale")]
    assert [line.side for line in set_aside(said, NAMES)] == ["procedure"]


def test_words_to_the_operator() -> None:
    """Who asks for the next caller after the last question speaks to the operator, by whatever name."""
    spoken = [
        SpokenLine(1, "What do you expect for the tax rate?", "question", "Ida Storm", "Ida Storm"),
        SpokenLine(2, "It will be about 24% this year and next.", "answer", "Olaf Berg", "Olaf Berg"),
        SpokenLine(3, "Nicole, let's take the next one.", "answer", "Tove Vale", "Tove Vale"),
    ]
    assert [line.side for line in set_aside(spoken, NAMES)] == ["question", "answer", "procedure"]
