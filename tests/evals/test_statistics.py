"""The statistics, against scipy and scikit-learn and by hand."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from evals.statistics import detectable, holm, interval, worse_p

# Whole numbers, so that sums that are equal are equal to the last bit.
DIFFERENCES = st.lists(st.integers(-20, 20).map(float), min_size=2, max_size=9)


@pytest.mark.parametrize(
    ("differences", "p"),
    [
        ([-0.1, -0.2, -0.3], 1 / 8),
        ([-0.1, -0.2, 0.3], 5 / 8),
        ([0.1, 0.2, 0.3], 1.0),
        ([0.0, 0.0], 1.0),
        ([-0.5, 0.0, 0.0], 1 / 2),
        ([], 1.0),
    ],
)
def test_p_is_the_share_of_sign_patterns_at_least_as_low(differences: list[float], p: float) -> None:
    """Counted by hand: of all ways to choose the signs, those whose sum is no higher than what was seen."""
    assert worse_p(differences) == pytest.approx(p)


@given(DIFFERENCES)
def test_p_is_scipys(differences: list[float]) -> None:
    """Where all patterns are tried, scipy's permutation test gives the same, calls without a difference included."""
    scipys = stats.permutation_test(
        (differences,), np.mean, permutation_type="samples", alternative="less", n_resamples=2**10, vectorized=True
    )
    assert worse_p(differences) == pytest.approx(scipys.pvalue)


def test_p_of_many_calls_is_close_to_scipys() -> None:
    """Beyond fourteen calls the signs are drawn, always the same ones, and the answer is near the t test's."""
    differences = np.random.default_rng(1).normal(-0.03, 0.1, size=40)
    p = worse_p(list(differences))
    assert p == worse_p(list(differences))
    assert p == pytest.approx(stats.ttest_1samp(differences, 0, alternative="less").pvalue, abs=0.01)


@given(DIFFERENCES)
def test_a_drop_and_its_mirror_share_the_patterns(differences: list[float]) -> None:
    """What is not as low as seen is, mirrored, as low: the two p-values overlap in what is exactly as seen."""
    assert worse_p(differences) + worse_p([-one for one in differences]) >= 1


@pytest.mark.parametrize(
    ("given", "corrected"),
    [
        ({"a": 0.01, "b": 0.04, "c": 0.03}, {"a": 0.03, "b": 0.06, "c": 0.06}),
        ({"a": 0.5, "b": 0.9}, {"a": 1.0, "b": 1.0}),
        ({"a": 0.02}, {"a": 0.02}),
        ({}, {}),
    ],
)
def test_holm_by_hand(given: dict[str, float], corrected: dict[str, float]) -> None:
    """The smallest p-value is multiplied by their number, the next by one less, and none ends below one before it."""
    assert holm(given) == pytest.approx(corrected)


@given(st.lists(st.floats(-1, 1), min_size=2, max_size=30))
def test_the_interval_is_the_t_interval(values: list[float]) -> None:
    """Mean and ends are those of scipy's t distribution."""
    mean, low, high, calls = interval(values)
    error = stats.sem(values)
    assert (mean, calls) == (pytest.approx(np.mean(values)), len(values))
    if error:
        assert (low, high) == pytest.approx(stats.t.interval(0.95, len(values) - 1, np.mean(values), error))
    else:
        assert low == pytest.approx(high)


def test_of_one_call_nothing_is_known_about_the_spread() -> None:
    """The interval of a single call holds everything, and no drop can be found."""
    assert interval([0.5])[1:3] == (-math.inf, math.inf)
    assert detectable([0.5], 0.05) == math.inf


def test_a_detectable_drop_is_found_in_four_runs_of_five() -> None:
    """A drop as large as said is found by the test at its level in about the share of runs that was asked for."""
    rng = np.random.default_rng(7)
    drop = detectable(list(rng.normal(0, 0.1, size=400) * 1.0)[:30], 0.05)
    found = [worse_p(list(rng.normal(-drop, 0.1, size=30))) < 0.05 for _ in range(150)]
    assert 0.65 < np.mean(found) < 0.95
