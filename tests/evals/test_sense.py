"""What ``sense`` accuses and what it lets pass: a table of answers beside what was said."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from evals.case import Case
from evals.matching import Matched
from evals.scorers.claims import Claim, Known, votes
from evals.scorers.clauses import rarity
from evals.scorers.doubt import claims, doubtful
from evals.scorers.odds import Split, Tree, odds, value
from evals.scorers.sense import LEAST_ODDS, sense
from evals.scorers.spelling import spelling
from summarizer.summary import Status
from tests.evals import ferries


def known(said: str) -> Known:
    """Something that the reference tells and the lines say, in a call with no other words."""
    return Known((said,), (said,), (), "answered", rarity(("nothing in common",)))


@pytest.mark.parametrize(
    ("text", "said", "wrong"),
    [
        ("The yard is for sale.", "The yard isn't for sale.", "asserted"),
        ("The yard is not for sale.", "The yard is for sale.", "denied"),
        ("The yard is not for sale.", "We won't put the yard up for sale.", None),
        ("They will hire the crews that fast.", "We can't hire the crews that fast.", "asserted"),
        ("Fares will not rise before June.", "We will not raise any fares before June.", None),
        ("It is open, not closed.", "The yard is open. It isn't closed.", None),
        ("It goes through depreciation rather than revenue.", "It does not go through revenue.", None),
        ("No figure was given.", "Talks go on and I won't get ahead of them.", None),
        ("If the yard is not sold, it closes.", "It closes unless we sell the yard.", None),
        ("No more than 5 ferries sail.", "5 ferries sail.", None),
        ("The harbour froze.", "The yard isn't for sale.", None),
        ("She ruled out a sale of the yard.", "There is no sale of the yard.", None),
        ("She advises against a sale of the yard.", "Please don't count on a sale of the yard.", None),
        ("Margin rose on mix.", "Margins came down because of the mix.", "direction"),
        ("Margin rose on mix.", "Margins went up because of the mix.", None),
        ("Margin rose on mix.", "Margins went up on the mix, and down on fuel.", None),
        ("Fuel is a tailwind of 2 points.", "Fuel is a headwind of 2 points.", "direction"),
        ("Yields got better in the yard.", "In the yard the yields got worse.", "direction"),
        ("Margin rose on mix.", "Traffic fell in Asia.", None),
        ("There are no more ferries, which adds up to 4.", "There are fewer ferries, 4 in all.", None),
        ("Asked whether fares go up or down, she waited.", "The fares went up.", None),
        ("She puts the growth in fares down to fuel.", "Growth in fares is up on fuel.", None),
        ("Margin is in the lower half.", "The margin grew, within the half.", None),
        ("Freight is $7 million and fuel $3 million.", "Freight is $3 million and fuel $7 million.", "pair"),
        ("Freight is $3 million and fuel $7 million.", "Freight is $3 million and fuel $7 million.", None),
        ("The ferry is due in the third quarter.", "The ferry is due in the second quarter.", "figure"),
        ("Prices rose 4%.", "Wages are up 3%.", None),
    ],
)
def test_the_opposite_of_what_was_said(text: str, said: str, wrong: str | None) -> None:
    """A clause, a word of direction or a figure is doubted where its words are found the other way round only."""
    kinds = {claim.kind for claim in doubtful(text, known(said), LEAST_ODDS)}
    assert (wrong in kinds) if wrong else not kinds


def test_every_claim_can_be_weighed() -> None:
    """Each kind of claim has trees of its own, which look at nothing that a claim of this kind has not."""
    found = {
        claim.kind: claim
        for claim in claims("Sales did not fall; they rose 4% in Q2, costs 3%.", known("Sales fell 4%."))
    }
    assert set(found) == {"denied", "asserted", "direction", "figure", "pair"}
    assert all(odds(claim) != odds(Claim(claim.kind, "", "", "", dict.fromkeys(claim.features, 0.0)))
               for claim in found.values())  # fmt: skip


@pytest.mark.parametrize(
    ("levels", "same", "other", "against"),
    [
        ([], 0, 0, 0.0),
        ([(0.9, 0.4), (0.8, 0.3), (0.4, 0.9)], 2, 1, -0.5 / 3),
        ([(0.5, 1.0), (0.3, 0.2)], 0, 1, 0.5),
        ([(0.5, 0.5)], 0, 0, 0.0),
    ],
)
def test_good_answers_vote(levels: list[tuple[float, float]], same: int, other: int, against: float) -> None:
    """Each answer that tells of the matter votes for what fits it better; a tie, or too little in common, votes not."""
    found = votes(levels)
    assert (found["votes same"], found["votes other"]) == (same, other)
    assert found["votes against"] == pytest.approx(against)


@pytest.mark.parametrize(("other", "same", "expected"), [(0.5, 0.1, 1), (0.5, 0.2, 2), (0.6, 0.1, 3), (1, 1, 4)])
def test_a_tree_adds_the_value_of_one_leaf(other: float, same: float, expected: float) -> None:
    """Each split sends what is at most its limit to the first side."""
    tree = Tree("other", 0.5, Split("same", 0.1, 1.0, 2.0), Split("same", 0.1, 3.0, 4.0))
    assert value(tree, {"other": other, "same": same}) == expected


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
        ("partial", "The effect was quantified.", 0.0),
        ("partial", "The effect was not quantified.", 1.0),
        ("partial", "No date was given, and the yard was discussed.", 0.0),
        ("declined", "Quill would name the yard, as it is not for sale.", 0.0),
        ("partial", "He gave a range of 3 to 5.", 1.0),
        ("partial", "Only the first part was answered.", 1.0),
        ("declined", "I would say that is going well.", 1.0),
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
