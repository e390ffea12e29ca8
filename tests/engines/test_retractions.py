"""Self-corrections: what is taken back and what is put right are never told apart."""

from __future__ import annotations

import pytest

from summarizer.engines.quoting import quoted
from summarizer.engines.retractions import settled
from summarizer.engines.statements import Statement


def said(*texts: str) -> tuple[Statement, ...]:
    """Statements of one speaker, one a text."""
    return tuple(Statement(text, (f"s{n}",), "Tom Vale", text) for n, text in enumerate(texts, 1))


@pytest.mark.parametrize(
    "corrected",
    [
        ("We have 74 berths.", "Sorry, it's 47."),
        ("The fee fell to 5 cents.", "No, excuse me, it's 11 on the quarter and 5 on the half."),
        ("Kelso was 22% of sales.", "I'm sorry, let me correct that, 22% was the spring.", "In autumn it was 27%."),
        ("Rent is $60 a day in the third quarter.", "No, sorry, it's $60 in the half.", "The third quarter is $45."),
        (
            "Churn is 9 points for the half.",
            "I've swapped the two lines.",
            "It's 9 for the quarter, 5 for the half.",
        ),
        ("It takes 13 months.", "I'm sorry, 11 months."),
        ("Savings are 25 a year.", "Excuse me, that was for the whole site.", "For the foundry it's 19."),
        ("Headwind is 80 this time.", "Sorry, not 80.", "80 was the last year.", "This year it's 60."),
        ("The site opens in May.", "I misspoke, it's June."),
        ("No, we'd be at 27.1.", "Sorry, that is under.", "So yes, by 300 dollars.", "I said no, and it's yes."),
        ("We don't lose share.", "To be precise, in valves we have lost some."),
        ("The charge was 3 billion.", "Million, I beg your pardon, 3 million."),
    ],
)
def test_a_correction_is_one_with_what_it_corrects(corrected: tuple[str, ...]) -> None:
    """The wrong sentence, the correction and what it goes on to put right are one statement, with all their lines."""
    before, *middle, after = settled(said("Demand is good in the north.", *corrected, "We like the market."))
    assert (before.text, after.text) == ("Demand is good in the north.", "We like the market.")
    assert [(one.text, len(one.ids)) for one in middle] == [(" ".join(corrected), len(corrected))]
    assert middle[0].withdrawn.startswith(corrected[0])


@pytest.mark.parametrize(
    "apology",
    [
        "Sorry, Leopold.",
        "I'm sorry about that.",
        "Sorry, could you repeat the question?",
        "I'm sorry, I can't comment on that plant.",
        "I'm back, sorry.",
        "I'm sorry, may I stop you there.",
        "We said in May that it's 40, and it is.",
    ],
)
def test_other_apologies_correct_nothing(apology: str) -> None:
    """A bad line, a courtesy and a refusal take nothing back."""
    spoken = said("We have 74 berths.", apology, "There are 12 more.")
    assert settled(spoken) == spoken


def test_a_sentence_can_correct_itself() -> None:
    """What stands before the correction in the same sentence is withdrawn."""
    (one,) = settled(said("Capex falls from $14 million to $9 million, I'm sorry, to $10 million."))
    assert one.withdrawn.strip() == "Capex falls from $14 million to $9 million,"


def test_a_correction_of_nothing_stays_by_itself() -> None:
    """Without a sentence before it, or with a courtesy only, there is nothing to be one with."""
    for spoken in (said("Sorry, it's 47."), said("Thank you, Ida.", "Sorry, it's 47.")):
        assert settled(spoken) == spoken


def test_what_was_withdrawn_is_not_quoted() -> None:
    """Neither the wrong figure nor the sentence that only takes it back is a quote."""
    texts = [
        "The largest customer was 22% of our sales in the year.",
        "In the autumn it was 27%, because of one order.",
    ]
    asked = "How much is the largest customer?"
    assert quoted(texts, asked) == "The largest customer was 22% of our sales in the year"
    assert quoted(texts, asked, [texts[0]]) == "In the autumn it was 27%, because of one order"
