"""What ``sense`` accuses and what it lets pass: a table of answers beside what was said."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from evals.case import Case
from evals.matching import Matched
from evals.scorers.binding import misplaced
from evals.scorers.direction import turns
from evals.scorers.negation import rarity, reversals
from evals.scorers.sense import sense
from evals.scorers.spelling import spelling
from summarizer.summary import Status
from tests.evals import ferries

LIKE = rarity(("nothing in common",))


@pytest.mark.parametrize(
    ("text", "said", "wrong"),
    [
        ("The yard is for sale.", "The yard isn't for sale.", True),
        ("The yard is not for sale.", "The yard is for sale.", True),
        ("The yard is not for sale.", "We won't put the yard up for sale.", False),
        ("The crews will be hired.", "We can't hire the crews that fast.", True),
        ("Fares will not rise before June.", "We will not raise any fares before June.", False),
        ("It is open, not closed.", "The yard is open. It isn't closed.", False),
        ("It goes through depreciation rather than revenue.", "It does not go through revenue.", False),
        ("No figure was given.", "The figure is twelve.", False),
        ("If the yard is not sold, it closes.", "The yard is sold.", False),
        ("No more than 5 ferries sail.", "5 ferries sail.", False),
        ("The harbour froze.", "The yard isn't for sale.", False),
        ("The yard would be sold.", "Nothing was said on selling the yard.", False),
        ("Sales rose without the yard.", "The yard isn't counted in sales, which rose.", False),
        ("She ruled out a sale of the yard.", "There is no sale of the yard.", False),
        ("She advises against a sale of the yard.", "Please don't count on a sale of the yard.", False),
    ],
)
def test_negation(text: str, said: str, wrong: bool) -> None:
    """A clause is accused where its key words are found with the other sign only."""
    assert bool(list(reversals(text, [said], LIKE))) is wrong


@pytest.mark.parametrize(
    ("text", "said", "wrong"),
    [
        ("Margin rose on mix.", "Margins came down because of the mix.", True),
        ("Margin rose on mix.", "Margins went up because of the mix.", False),
        ("Margin rose on mix.", "Margins went up on the mix, and down on fuel.", False),
        ("Fuel is a tailwind of 2 points.", "Fuel is a headwind of 2 points.", True),
        ("Yields got better in the yard.", "In the yard the yields got worse.", True),
        ("Margin rose on mix.", "Traffic fell in Asia.", False),
    ],
)
def test_direction(text: str, said: str, wrong: bool) -> None:
    """A word of direction is accused where its opposite stands beside the same key words, and nothing like it does."""
    assert bool(list(turns(text, [said]))) is wrong


@pytest.mark.parametrize(
    ("text", "said", "wrong"),
    [
        ("Prices rose 3% and wages 5%.", "Wages are up 3%. Prices rose 5%.", True),
        ("Prices rose 5% and wages 3%.", "Wages are up 3%. Prices rose 5%.", False),
        ("It is due in the third quarter.", "It is due in the second quarter, and third quarter sales fell.", True),
        ("Prices rose 4%.", "Wages are up 3%.", False),
    ],
)
def test_figures_in_their_place(text: str, said: str, wrong: bool) -> None:
    """A figure is accused where another of its unit stands beside its words, and it does not."""
    assert bool(list(misplaced(text, [said]))) is wrong


@pytest.fixture
def case(tmp_path: Path) -> Case:
    return ferries.write_case(tmp_path)


@pytest.mark.parametrize(
    ("answer", "value"),
    [
        ("Fares will not be raised before June.", 1.0),
        ("Fares will be raised before June.", 0.0),
        ("Fares will be raised before June. So she said.", 0.5),
    ],
)
def test_sense_is_the_share_of_sentences(case: Case, answer: str, value: float) -> None:
    """Each sentence counts once, and the fault names what it is held against, without the reference's answer too."""
    summary = ferries.summary(ferries.minkwitz(ferries.exchange()), ferries.quill(ferries.fares(answer=answer)))
    pair = next(pair for pair in Matched(case, summary).pairs if pair.place == (1, 0))
    for one in (pair, replace(pair, reference=replace(pair.reference, answer=""))):
        score = sense(one)
        assert score.value == value
        assert bool(score.faults) is (value < 1)


@pytest.mark.parametrize(
    ("status", "answer", "value"),
    [
        ("declined", "She did say when.", 0.0),
        ("declined", "She didn't say when.", 1.0),
        ("declined", "She did say that the talks go on.", 1.0),
        ("partial", "The date was given.", 0.0),
        ("partial", "He gave a figure.", 0.0),
        ("answered", "She did say when.", 1.0),
    ],
)
def test_what_was_not_told_was_not_told(case: Case, status: Status, answer: str, value: float) -> None:
    """Of a question that was not wholly answered nobody "did say": the words are left when a "not" is lost."""
    summary = ferries.summary(ferries.minkwitz(ferries.exchange()), ferries.quill(ferries.fares(answer=answer)))
    pair = next(pair for pair in Matched(case, summary).pairs if pair.place == (1, 0))
    assert sense(replace(pair, reference=replace(pair.reference, status=status))).value == value


@pytest.mark.parametrize(("name", "value"), [("Bettina Quill", 1.0), ("Bettína  Quill", 1.0), ("Bettina Quil", 0.5)])
def test_names_are_held_letter_for_letter(case: Case, name: str, value: float) -> None:
    """Accents and spaces don't matter; a letter does."""
    quill = ferries.quill(ferries.fares(), ferries.crew()).model_copy(update={"name": name})
    score = spelling(Matched(case, ferries.summary(ferries.minkwitz(ferries.exchange()), quill)))
    assert score.value == value
