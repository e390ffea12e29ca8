"""The gate on made-up runs: calm where nothing changed, and the more awake the more is lost."""

from __future__ import annotations

import numpy as np
import pytest

from evals import simulation
from evals.metrics import INVARIANTS, TESTED
from evals.scores import CaseScores, ExchangeScores, RunScores, Score
from evals.simulation import MOST_ALARMS, Rate, alarms, calls, power, too_many

NAMES = [metric.name for metric in TESTED]


def run(spread: float = 0.25, count: int = 30) -> RunScores:
    """A run of calls with six exchanges each; scores hang together within a call, and ``quotes`` are scored in half."""
    chance = np.random.default_rng(1)
    cases = []
    for number in range(count):
        level = chance.uniform(0.7 - spread / 2, 0.7 + spread / 2)
        exchanges = tuple(
            ExchangeScores(
                analyst=0,
                exchange=place,
                found=(0, place),
                status="answered",
                found_status="answered",
                topics=(),
                found_topics=(),
                scores={
                    name: Score(value=None, reason="None.", weight=0.0)
                    if name == "quotes" and place % 2
                    else Score(value=float(np.clip(chance.normal(level, spread), 0, 1)), reason="So.", weight=1 + place)
                    for name in NAMES
                    if name != "exchanges"
                },
            )
            for place in range(6)
        )
        of_call = {
            "exchanges": Score(value=level, reason="So."),
            **dict.fromkeys(INVARIANTS, Score(value=1, reason="So.")),
        }
        cases.append(CaseScores(case=f"call-{number}", repeat=1, rerun=False, scores=of_call, exchanges=exchanges))
    return RunScores(
        label="made up",
        created="",
        version="",
        prompts={},
        expected=tuple(case.case for case in cases),
        repeats=1,
        cases=tuple(cases),
    )


def test_nothing_is_made_up_without_chance() -> None:
    """Where all scores of all calls are alike chance changes nothing, so the gate never says regression."""
    rate = alarms(run(spread=0.0), 5)
    assert (rate.found, rate.runs) == (0, 5)


def test_false_alarms_keep_to_the_level() -> None:
    """Between runs that differ by chance only the gate seldom says regression: all metrics together, not each."""
    assert not too_many(alarms(run(), 40, seed=1))


def test_more_is_found_of_more() -> None:
    """A drop of ten points is found more often than one of five, and the metric that fell is the one that is named."""
    scored = run()
    (five,) = power(scored, ["facts"], 0.05, 12)
    (ten,) = power(scored, ["facts"], 0.10, 12)
    (twenty,) = power(scored, ["facts"], 0.20, 12)
    assert five.found < ten.found <= twenty.found
    assert twenty.share > 0.9
    assert twenty.found - twenty.named <= 2


def test_a_drop_lowers_the_mean_by_as_much() -> None:
    """Over many draws a metric is lower by the drop asked for, and every other metric is what it was."""
    made = calls(run())
    chance = np.random.default_rng(3)
    column = NAMES.index("facts")
    lowered = [
        np.nanmean([simulation._levels(call) for call in simulation._dropped(made, "facts", 0.1, chance)], axis=0)
        for _ in range(200)
    ]
    before = np.nanmean([simulation._levels(call) for call in made], axis=0)
    change = np.mean(lowered, axis=0) - before
    assert change[column] == pytest.approx(-0.1, abs=0.01)
    assert np.allclose(np.delete(change, column), 0)


def test_what_was_not_scored_stays_unscored() -> None:
    """Chance doesn't score what had nothing to score, nor the other way round: a metric would be missing."""
    made = calls(run())
    chance = np.random.default_rng(4)
    for call in made:
        again = simulation._shaken(call, made, chance)
        assert np.array_equal(np.isnan(again.exchanges), np.isnan(call.exchanges))
        assert np.array_equal(np.isnan(again.of_call), np.isnan(call.of_call))


def test_the_same_seed_gives_the_same_rates() -> None:
    """What is published can be made again."""
    scored = run()
    assert power(scored, ["facts"], 0.1, 3, seed=2) == power(scored, ["facts"], 0.1, 3, seed=2)


def test_a_metric_without_room_is_left_out() -> None:
    """From a metric whose mean is less than twice the drop nothing like that drop can be taken."""
    assert power(run(), ["facts"], 0.5, 3) == ()


def test_the_table_gives_the_error_of_each_rate() -> None:
    """A share of simulated runs is itself uncertain, and says by how much."""
    table = simulation.table([Rate(None, 0.0, 100, 5, 0), Rate("facts", 0.1, 100, 80, 79)])
    assert "| nothing | 100 | 5.0% ± 2.2% |  |" in table
    assert "| facts falls by 0.10 | 100 | 80.0% ± 4.0% | 79.0% |" in table
    assert MOST_ALARMS == 0.05
