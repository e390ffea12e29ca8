"""The canary over two calls: the goals that are reached stay reached, and a blind scorer would be noticed."""

from __future__ import annotations

from pathlib import Path

import pytest

from evals import canary
from evals.canary import Result, Tally, Undamaged
from evals.case import load_case
from evals.damages.table import FAMILIES

CASES = Path(__file__).parents[2] / "evals" / "cases"


@pytest.fixture(scope="module")
def results() -> tuple[Result, ...]:
    return canary.every([load_case(CASES / name) for name in ("aerolith-q4", "brackwell-q1")])


def share(result: Result, family: str) -> float:
    tallies = [tally for tally in result.tallies if tally.family == family]
    return sum(tally.seen for tally in tallies) / sum(tally.trials for tally in tallies)


# The goals of figures, attribution and structure; of the rest what is reached, as the README of evals says.
@pytest.mark.parametrize(
    ("family", "least"),
    [("figures", 0.95), ("attribution", 1.0), ("structure", 1.0), ("polarity and negation", 0.65), ("substance", 0.95)],
)
def test_damages_are_seen(results: tuple[Result, ...], family: str, least: float) -> None:
    """Of each family at least this share is seen, in the reference's words, the engine's, and a strong reader's."""
    assert [result.kind for result in results] == ["reference answers", "embedded engine", "strong reader"]
    for result in results:
        assert share(result, family) >= least, result.kind


def test_every_damage_is_tried(results: tuple[Result, ...]) -> None:
    """No damage is left out of the count, and none is seen more often than it was done."""
    for result in results:
        assert len(result.tallies) == sum(len(family.damages) for family in FAMILIES)
        for tally in result.tallies:
            assert tally.accused <= tally.seen <= tally.trials
            assert len(tally.scorers) > 0 or tally.accused == 0
    assert all(tally.trials for tally in results[0].tallies)


def test_good_summaries_are_left_in_peace(results: tuple[Result, ...]) -> None:
    """Few undamaged exchanges are accused, and few of those that were only put in other words.

    Two calls have few of the latter; "Nineteen. It was 22 last year." loses a fact where its sentences change places.
    """
    for result in results:
        assert result.undamaged.accused <= 0.12 * result.undamaged.exchanges, result.undamaged.faults
        trials = sum(tally.trials for tally in result.harmless)
        assert sum(tally.accused for tally in result.harmless) <= 0.03 * trials
        assert sum(tally.seen for tally in result.harmless) <= 0.08 * trials


def tally(family: str, seen: int) -> Tally:
    return Tally(family, "some damage", None, 100, seen, seen, ())


@pytest.mark.parametrize(
    ("family", "seen", "accused", "says"),
    [
        ("figures", 97, 2, []),
        ("figures", 96, 2, ["96.0% of the damages to figures are seen, the goal is 97%"]),
        ("attribution", 99, 0, ["99.0% of the damages to attribution are seen, the goal is 100%"]),
        ("substance", 0, 0, []),
        ("figures", 100, 3, ["3.0% of the undamaged exchanges are accused, the goal is 2%"]),
    ],
)
def test_a_missed_goal_is_named(family: str, seen: int, accused: int, says: list[str]) -> None:
    """Each family below its goal, and too many false alarms, are one sentence each."""
    result = Result("made up", (tally(family, seen),), (), Undamaged(100, accused, ()))
    assert [sentence.removeprefix("made up: ").rstrip(".") for sentence in canary.goals_missed(result)] == says


def test_the_table_has_a_row_for_everything(results: tuple[Result, ...]) -> None:
    """Families, damages, harmless changes and the undamaged, with three cells for each kind of good summaries."""
    rows = [line[2:-2].split(" | ") for line in canary.table(results).splitlines()]
    assert len(rows) == 2 + len(FAMILIES) + len(results[0].tallies) + 1 + len(results[0].harmless) + 1
    assert {len(row) for row in rows} == {10}
