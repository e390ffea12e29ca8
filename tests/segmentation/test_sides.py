"""Which side a line is on: words, labels and neighbours added up, and the likeliest course taken."""

from __future__ import annotations

from itertools import pairwise, product
from random import Random
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summarizer.segmentation.sides import (
    CHANGES,
    Heard,
    Names,
    Page,
    Party,
    Scores,
    Weights,
    decide,
    in_scraps,
    likeliest,
    scores,
    scraps,
    tokens,
    weights,
)

NAMES = Names(frozenset({"ida", "storm"}), frozenset({"olaf", "berg", "hedda", "lund"}))
ODDS = st.floats(-20, 20)
TEXTS = st.sampled_from(
    [
        "How large was it?",
        "Thanks, Olaf.",
        "We expect 31%.",
        "Yes.",
        "and then",
        ".",
        "This is Hedda Lund, CFO.",
        "Ida, no.",
    ]
)
LINES = st.lists(
    st.builds(
        Heard,
        st.just(7),
        TEXTS,
        st.sampled_from(["analyst", "management"]),
        st.sampled_from(["Ida", "Olaf"]),
        st.booleans(),
    ),
    min_size=1,
    max_size=8,
)


def odds(course: tuple[Party, ...], found: Scores) -> float:
    """Log-odds of a course: of its lines, and of its changes."""
    total = sum(line / 2 if party == "analyst" else -line / 2 for party, line in zip(course, found.lines, strict=True))
    for (before, party), analyst, management in zip(
        pairwise(course), found.to_analyst, found.to_management, strict=True
    ):
        if party != before:
            total += analyst if party == "analyst" else management
    return total


@given(st.lists(st.tuples(ODDS, ODDS, ODDS), min_size=1, max_size=8))
def test_the_likeliest_course_is_the_best_of_all(rows: list[tuple[float, float, float]]) -> None:
    """No other course through a short block has better odds than the one that is taken."""
    found = Scores([row[0] for row in rows], [row[1] for row in rows[1:]], [row[2] for row in rows[1:]])
    every = product(("analyst", "management"), repeat=len(rows))
    assert odds(tuple(likeliest(found)), found) == pytest.approx(max(odds(course, found) for course in every))


@settings(deadline=None)
@given(LINES, st.sampled_from(["scraps", "whole"]), st.randoms(use_true_random=False))
def test_scores_are_linear_in_their_weights(lines: list[Heard], page: Page, chance: Random) -> None:
    """The score with the sum of two weightings is the sum of the scores with each: that is what fitting rests on."""
    fitted = weights()
    keys = sorted(fitted.pages["whole"])
    one, other = ({key: chance.uniform(-3, 3) for key in keys} for _ in range(2))
    both = {key: one[key] + other[key] for key in keys}
    parts = [scores(lines, NAMES, page, fitted, weight) for weight in (one, other, both)]
    for first, second, total in zip(*parts, strict=True):
        assert [a + b for a, b in zip(first, second, strict=True)] == pytest.approx(total)


def test_every_page_has_every_weight() -> None:
    """Both tables of weights hold the same keys, a change to each party among them."""
    pages = weights().pages
    assert pages["whole"].keys() == pages["scraps"].keys()
    assert {f"to {party}: {key}" for party in ("analyst", "management") for key in CHANGES} <= pages["whole"].keys()


@given(LINES, st.sampled_from(get_args(Page)))
def test_every_line_has_one_side(lines: list[Heard], page: Page) -> None:
    """There is a side for every line, and none else."""
    course = decide(lines, NAMES, page)
    assert len(course) == len(lines)
    assert set(course) <= {"analyst", "management"}


def test_no_lines_no_sides() -> None:
    """A block without lines has no course."""
    assert decide([], NAMES) == []


def block(*rows: tuple[str, str]) -> list[Heard]:
    """Lines by label: "i" for the analyst's, "o" for the chief executive's, a capital opens a turn."""
    return [
        Heard(
            n, text, "analyst" if label in "iI" else "management", "Ida" if label in "iI" else "Olaf", label.isupper()
        )
        for n, (label, text) in enumerate(rows, 7)
    ]


WHOLE = block(
    ("I", "Could you say what you expect for the gross margin this year, and how much of it is pricing?"),
    ("O", "We expect the gross margin to be about 31% this year, and pricing was about two points of that."),
    ("o", "If you think about the mix, we are still adding capacity in the second half."),
    ("I", "Great, thanks. I was wondering what that means for cash, do you still want to buy back shares?"),
    ("O", "Our first priority is to invest in the business, and we will return what we don't need."),
)


def test_labels_hold_on_a_whole_page() -> None:
    """On a well-kept page lines are where their labels have them."""
    assert decide(WHOLE, NAMES) == [line.party for line in WHOLE]


@pytest.mark.parametrize(
    "text",
    [
        "We think that is right.",
        "You have to see what the customers do, and what they want.",
        "So what does that mean for us? It means that we grow.",
        "I was curious about that as well, and we looked into it.",
    ],
)
def test_weak_evidence_moves_nothing_on_a_whole_page(text: str) -> None:
    """A questioner's turn of phrase within an answer, and an answerer's within a question, stay where they are."""
    lines = [*WHOLE[:2], Heard(9, text, "management", "Olaf", False), *WHOLE[3:]]
    assert decide(lines, NAMES) == [line.party for line in lines]


def test_words_decide_in_scraps() -> None:
    """Where the page is in scraps and a label is missing, the words tell question from answer."""
    lines = block(
        ("I", "Hi, thanks for taking my question."),
        ("i", "Could you tell us what you."),
        ("i", "Expect for margins?"),
        ("i", "Yes, so we expect."),
        ("i", "That our margins."),
        ("i", "Will be up, and we are."),
        ("O", "Very happy with that."),
        ("o", "We have."),
        ("o", "More to do."),
    )
    assert decide(lines, NAMES, "scraps") == ["analyst"] * 3 + ["management"] * 6


def test_labels_of_every_line_are_no_scraps() -> None:
    """Lines that all have their own labels are read as a whole page is, however short they are."""
    lines = block(
        ("I", "You have talked about it"),
        ("i", "before."),
        ("O", "You didn't hear it because it's on trial, and I've learned my"),
        ("o", "lesson there."),
        ("o", "They like it."),
    )
    assert in_scraps(lines, 0.5)
    assert not in_scraps(lines, None)
    assert decide(lines, NAMES, "scraps") != [line.party for line in lines]
    assert decide(lines, NAMES) == [line.party for line in lines]


def test_who_introduces_themselves_is_believed() -> None:
    """Somebody who says under the analyst's label that they are an officer is management."""
    lines = block(("I", "What about cash?"), ("i", "This is Hedda Lund, Chief Financial Officer. It is $96 million."))
    assert decide(lines, NAMES) == ["analyst", "management"]


@pytest.mark.parametrize(
    ("lines", "found", "broken", "expected"),
    [
        (WHOLE, 0, 0.0, False),
        (WHOLE, 0, 0.9, True),
        (block(("I", "Is in, one."), ("i", "One node process."), ("i", "Yes.")) * 3, 9, 0.0, True),
        (block(("I", "Why?"), ("O", "Because."), ("I", "Thanks.")), 0, 0.0, False),
    ],
)
def test_scraps(lines: list[Heard], found: int, broken: float, expected: bool) -> None:
    """Short lines that are not whole turns are scraps; with the page around they tell whether labels can be trusted."""
    assert scraps(lines) == found
    assert in_scraps(lines, broken) is expected


def test_every_text_has_its_own_words() -> None:
    """Words go by text, also where one holds a line end."""
    assert tokens(["We grew\nby 4%.", "\n", "Why?"]) == [["we", "grew", "by", "0"], [], ["why", "?"]]


def test_weights_are_read_once() -> None:
    """The fitted weights are one object, with words, pairs and openers."""
    assert weights() is weights()
    assert isinstance(weights(), Weights)
    assert all(weights()[:3])
