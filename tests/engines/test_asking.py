"""Questions found in what an analyst said."""

from __future__ import annotations

import pytest

from summarizer.engines.asking import polar, question
from summarizer.engines.statements import statements
from summarizer.transcript import Segment


def asked(*texts: str) -> str:
    """The question that the engine finds in these segments."""
    said = [Segment(f"s{n}", text, (n, n), "question", "Ida Marsh", "", 0) for n, text in enumerate(texts, 1)]
    return question(statements(said, yes=True)).text


@pytest.mark.parametrize(
    ("texts", "found"),
    [
        (
            ["Thanks for taking my question.", "I was wondering if you could give us an update on the Halden ferry."],
            "Could you give us an update on the Halden ferry?",
        ),
        (
            ["Your guide was a nice step up, and so, I was hoping you could discuss the second half for tankers."],
            "Could you discuss the second half for tankers?",
        ),
        (["I was curious how much of the backlog ships in May."], "How much of the backlog ships in May?"),
        (["My second question is what drove the loan losses."], "What drove the loan losses?"),
        (
            ["Given how the spring went for seed sales, how should we think about autumn volumes?"],
            "How should we think about autumn volumes?",
        ),
        (
            ["Rents in the harbour district fell a lot this year.", "Is that the new normal?"],
            "Rents in the harbour district fell a lot this year. Is that the new normal?",
        ),
        (
            ["Is the 300 for the small pump, do you have an estimate of what the large pump would reach?"],
            "Is the 300 for the small pump, do you have an estimate of what the large pump would reach?",
        ),
        (["Any update on the Brask trial?", "Any colour there would be great."], "Any update on the Brask trial?"),
        (["Great, that's helpful. And the outlook for nickel."], "The outlook for nickel."),
    ],
)
def test_question(texts: list[str], found: str) -> None:
    """The run-up and the courtesies go, what is asked stays, also when no question mark says so."""
    assert asked(*texts) == found


def test_nothing_said_is_nothing_asked() -> None:
    """Without words there is an empty question that rests on nothing."""
    empty = question(())
    assert (empty.text, empty.ids) == ("", ())


@pytest.mark.parametrize(
    ("asked_for", "yes_or_no"),
    [
        ("Am I reading it correctly?", True),
        ("So the small mill is sold?", True),
        ("It was 60. And it's fair to say that it will be below 50?", True),
        ("And what is the price?", False),
        ("So you have some colour on the price?", False),
        ("So the price, could you talk about it?", False),
        ("The price is good.", False),
    ],
)
def test_what_asks_for_yes_or_no(asked_for: str, yes_or_no: bool) -> None:
    """Turned round, or a statement with a question mark: who asks for no word and no talk wants a yes or a no."""
    assert polar(asked_for) is yes_or_no
