"""Exchanges are matched by their lines, one-to-one and as well as can be."""

from __future__ import annotations

from itertools import permutations
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evals.matching import Matched, assignment, likeness, lines
from tests.evals import ferries

SETS = st.lists(st.frozensets(st.integers(1, 12), max_size=6), max_size=4)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ({1, 2, 3}, {1, 2, 3}, 1.0),
        ({1, 2, 3, 4}, {4}, 0.4),
        ({1, 2, 3, 4}, {4, 5, 6}, 0.0),
        ({1, 2}, {2, 3}, 0.5),
        ({1}, {2}, 0.0),
        (set(), {1}, 0.0),
    ],
)
def test_likeness_is_dice_where_half_of_the_smaller_is_common(one: set[int], other: set[int], expected: float) -> None:
    """Twice the common lines over all lines, and nought where the smaller set is mostly somewhere else."""
    assert likeness(frozenset(one), frozenset(other)) == pytest.approx(expected)
    assert likeness(frozenset(other), frozenset(one)) == likeness(frozenset(one), frozenset(other))


@given(SETS, SETS)
def test_no_other_assignment_is_better(wanted: list[frozenset[int]], given: list[frozenset[int]]) -> None:
    """The sum of likenesses is what trying every assignment gives; nothing is matched twice or without likeness."""
    found = assignment(wanted, given)
    assert len(set(found.values())) == len(found)
    assert all(likeness(wanted[one], given[other]) > 0 for one, other in found.items())
    short, long = sorted((wanted, given), key=len)
    best = max(
        (sum(map(likeness, short, chosen)) for chosen in permutations(long, len(short))),
        default=0.0,
    )
    assert sum(likeness(wanted[one], given[other]) for one, other in found.items()) == pytest.approx(best)


def test_words_play_no_part(tmp_path: Path) -> None:
    """An exchange at the right lines is matched whatever it says, and one at the wrong lines is not."""
    case = ferries.write_case(tmp_path)
    nonsense = ferries.exchange(question="Why?", answer="Because.")
    elsewhere = ferries.fares(question_lines=((2, 2),), evidence=((2, 2), (19, 19)))
    matched = Matched(case, ferries.summary(ferries.minkwitz(nonsense), ferries.quill(elsewhere, ferries.crew())))
    assert [pair.found for pair in matched.pairs] == [nonsense, None, ferries.crew()]


def test_an_exchange_is_found_under_another_analyst(tmp_path: Path) -> None:
    """Matching looks through the whole call, so that a question under the wrong name is found there."""
    case = ferries.write_case(tmp_path)
    matched = Matched(
        case, ferries.summary(ferries.minkwitz(ferries.exchange(), ferries.fares()), ferries.quill(ferries.crew()))
    )
    assert [pair.found_place for pair in matched.pairs] == [(0, 0), (0, 1), (1, 0)]


def test_lines_hold_both_ends() -> None:
    """A span holds its first and its last line; spans may overlap."""
    assert lines([(3, 5), (5, 6)]) == {3, 4, 5, 6}
