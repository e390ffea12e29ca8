"""Short answers: what meets the question at once is told before what only stands around it."""

from __future__ import annotations

import pytest

from summarizer.engines.directness import directness
from summarizer.engines.salience import carrying
from summarizer.engines.statements import Statement

ANSWERS = [
    ("How many of the 25 mills have orders?", "Nineteen.", "It was 22 at the same time last year."),
    ("Is the toll still 0.25%?", "It's 0.7 now, for those who go.", "It was 0.25 in the spring."),
    ("Does the 15 come back, or is it gone?", "It comes back.", "It is two looms and a kiln for the third bay."),
    ("What do you pay for the quay?", "We paid one crown.", "We'll spend 21 million on it over 18 months."),
    ("Is there a catch-up of the bonus?", "No catch-up.", "There is the normal payroll tax, about $2 million."),
    ("Was it the wafer or the die?", "It's both, but it is more the second.", "We changed the carrier in the spring."),
    ("You bought back 60. Is that the pace?", "The 60 wasn't a pace.", "The dividend was raised by 8% in February."),
    ("Volumes were up 3.4%. What is behind that?", "They were down 3.4%.", "The lake docks opened late, on April 9."),
    ("Do you stack the rigs cold?", "Cold, yes.", "It saves about $9 million a fleet in a year."),
]


FIRST_ONLY = ("Nineteen.", "We paid one crown.")


@pytest.mark.parametrize(("asked", "direct", "context"), ANSWERS)
@pytest.mark.parametrize("is_last", [True, False])
def test_what_answers_at_once_is_told(asked: str, direct: str, context: str, is_last: bool) -> None:
    """A figure, the question's own words, a denial or a choice is in the answer, and its context with it."""
    spoken = (context, direct) if is_last and direct not in FIRST_ONLY else (direct, context)
    more = ("We have a plant in the north, and its people have been with us for many years now.",)
    told = carrying([Statement(text, (text,), "Tom Vale", text) for text in (*spoken, *more)], asked)
    assert direct in [statement.text for statement in told]


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("How do you see wages?", "On wages."),
        ("What drove the 6.4?", "The 6.4."),
        ("How has service changed over the years?", "I think in recent years."),
        ("How many mills run?", "We are proud of our people."),
        ("Could you put a number on each?", "Yes, I can, roughly."),
        ("Is the toll still 0.25%?", "When I joined it was small, and today we have 1,900 people in it."),
    ],
)
def test_headings_and_promises_answer_nothing(asked: str, said: str) -> None:
    """What only names the matter, promises an answer or goes past the question is not direct, even when first."""
    assert directness(said, asked, is_first=True) == 0
