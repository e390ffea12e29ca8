"""How often the gate cries wolf, and how often it sees a wolf: its own decision, on runs made up from real scores.

A made-up run takes the scores of a real one and lets chance in where it comes in: some exchanges of a call come out
like another exchange of the same call, all metrics together, and now and then a whole call comes out like another call.
Two such runs differ by chance only. A drop is put into one metric of one of them, into half of its calls, because what
goes wrong goes wrong in some calls and not evenly.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import sqrt
from typing import NamedTuple

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from evals.decision import REGRESSION, decide
from evals.metrics import INVARIANTS, TESTED
from evals.scores import CaseScores, RunScores, Score

# The share of exchanges that come out like another one of their call, and of calls like another call.
UNSTEADY_EXCHANGES = 0.3
UNSTEADY_CALLS = 0.05
DROPS = (0.05, 0.10)
MOST_ALARMS = 0.05
# Metrics that stand for the others: of labels, of words, of figures, of lines and of structure.
STANDING = ("status", "topics", "facts", "figure_precision", "evidence_recall", "exchanges")
# The share of the calls that take all of a drop.
_HIT = 0.5
_METRICS = tuple(metric.name for metric in TESTED)
_WHOLE = Score(value=1.0, reason="It holds.")

Values = NDArray[np.float64]


class Call(NamedTuple):
    """The scores of a call: ``exchanges`` and their ``weights`` have a row for each exchange and a column for each
    metric, with NaN where nothing was scored; ``of_call`` are the metrics that only a call has."""

    name: str
    exchanges: Values
    weights: Values
    of_call: Values


class Rate(NamedTuple):
    """How often the gate said regression: in ``found`` of ``runs``, after a drop of ``drop`` in ``metric``, if any.

    ``named`` counts the runs in which the metric itself was named."""

    metric: str | None
    drop: float
    runs: int
    found: int
    named: int

    @property
    def share(self) -> float:
        """Regressions among the runs."""
        return self.found / self.runs

    @property
    def error(self) -> float:
        """The standard error of that share."""
        return sqrt(self.share * (1 - self.share) / self.runs)


def calls(scored: RunScores) -> tuple[Call, ...]:
    """The calls of a run as numbers."""
    return tuple(_call(case) for case in scored.cases if not case.rerun and case.exchanges)


def alarms(scored: RunScores, runs: int, seed: int = 0) -> Rate:
    """The gate on pairs of runs between which nothing changed."""
    return _rate(calls(scored), None, 0.0, runs, np.random.default_rng(seed))


def power(scored: RunScores, metrics: Iterable[str], drop: float, runs: int, seed: int = 0) -> tuple[Rate, ...]:
    """The gate on pairs of runs of which the second is worse in one metric; those with less to lose are left out."""
    made = calls(scored)
    return tuple(
        _rate(made, metric, drop, runs, np.random.default_rng([seed, _METRICS.index(metric)]))
        for metric in metrics
        if _mean(made, metric) > 2 * drop
    )


def rates(scored: RunScores, runs: int, seed: int = 0) -> tuple[Rate, ...]:
    """The gate without a change, and after each drop in the metrics that stand for the others, in half as many runs."""
    fallen = [rate for drop in DROPS for rate in power(scored, STANDING, drop, max(1, runs // 2), seed)]
    return alarms(scored, runs, seed), *fallen


def too_many(rate: Rate) -> bool:
    """Whether there are more alarms than allowed, by more than chance (two standard errors) explains.

    >>> too_many(Rate(None, 0.0, 100, 8, 0)), too_many(Rate(None, 0.0, 100, 15, 0))
    (False, True)
    """
    return rate.share > MOST_ALARMS + 2 * sqrt(MOST_ALARMS * (1 - MOST_ALARMS) / rate.runs)


def table(rates: Sequence[Rate]) -> str:
    """The rates as a Markdown table."""
    rows = [
        ["what changed", "pairs of runs", "regression (± standard error)", "named itself"],
        ["---", "---:", "---:", "---:"],
    ]
    rows += [
        [
            f"{rate.metric} falls by {rate.drop:.2f}" if rate.metric else "nothing",
            f"{rate.runs}",
            f"{rate.share:.1%} ± {rate.error:.1%}",
            f"{rate.named / rate.runs:.1%}" if rate.metric else "",
        ]
        for rate in rates
    ]
    return "".join(f"| {' | '.join(row)} |\n" for row in rows)


def _rate(made: Sequence[Call], metric: str | None, drop: float, runs: int, chance: Generator) -> Rate:
    found = named = 0
    for _ in range(runs):
        base = _run([_shaken(call, made, chance) for call in made])
        after = [_shaken(call, made, chance) for call in made]
        decision = decide(_run(_dropped(after, metric, drop, chance) if metric else after), base)
        found += decision.exit_code == REGRESSION
        named += any(check.name == metric for check in decision.failed)
    return Rate(metric, drop, runs, found, named)


def _call(case: CaseScores) -> Call:
    def read(score: Score | None) -> tuple[float, float]:
        return (float("nan"), 0.0) if score is None or score.value is None else (score.value, score.weight)

    cells = np.array([[read(exchange.scores.get(name)) for name in _METRICS] for exchange in case.exchanges])
    only = [name not in case.exchanges[0].scores for name in _METRICS]
    of_call = np.array(
        [read(case.scores.get(name))[0] if alone else np.nan for name, alone in zip(_METRICS, only, strict=True)]
    )
    return Call(case.case, cells[:, :, 0], cells[:, :, 1], of_call)


def _shaken(call: Call, others: Sequence[Call], chance: Generator) -> Call:
    """The same call in another run."""
    source = others[int(chance.integers(len(others)))] if chance.random() < UNSTEADY_CALLS else call
    count = len(call.exchanges)
    own = source is call
    like = np.where(
        (chance.random(count) < UNSTEADY_EXCHANGES) | (not own),
        chance.integers(len(source.exchanges), size=count),
        np.arange(count) if own else 0,
    )
    drawn = source.exchanges[like]
    values = np.where(np.isnan(drawn) | np.isnan(call.exchanges), call.exchanges, drawn)
    of_call = np.where(np.isnan(source.of_call) | np.isnan(call.of_call), call.of_call, source.of_call)
    return Call(call.name, values, call.weights, of_call)


def _dropped(made: Sequence[Call], metric: str, drop: float, chance: Generator) -> list[Call]:
    """Calls of which a metric's mean is expected to be lower by ``drop``, all of it in some of them."""
    column = _METRICS.index(metric)
    lost = drop / _mean(made, metric) / _HIT
    hit = set(chance.permutation(len(made))[: round(_HIT * len(made))].tolist())
    return [_without(call, column, lost, chance) if place in hit else call for place, call in enumerate(made)]


def _without(call: Call, column: int, lost: float, chance: Generator) -> Call:
    values, of_call = call.exchanges.copy(), call.of_call.copy()
    values[chance.random(len(values)) < lost, column] *= 0.0
    of_call[column] *= 1 - lost
    return call._replace(exchanges=values, of_call=of_call)


def _levels(call: Call) -> Values:
    """The level of each metric: exchanges pooled by weight, or the call's own."""
    weights = np.where(np.isnan(call.exchanges), 0.0, call.weights)
    total = weights.sum(axis=0)
    pooled = (np.nan_to_num(call.exchanges) * weights).sum(axis=0) / np.where(total > 0, total, 1.0)
    return np.where(total > 0, pooled, call.of_call)


def _mean(made: Sequence[Call], metric: str) -> float:
    return float(np.nanmean([_levels(call)[_METRICS.index(metric)] for call in made]))


def _run(made: Sequence[Call]) -> RunScores:
    cases = []
    for call in made:
        levels = zip(_METRICS, _levels(call).tolist(), strict=True)
        scores = {name: Score(value=level, reason="Made up.") for name, level in levels if level == level}
        scores |= dict.fromkeys(INVARIANTS, _WHOLE)
        cases.append(CaseScores(case=call.name, repeat=1, rerun=False, scores=scores))
    return RunScores(
        label="simulated",
        created="",
        version="",
        prompts={},
        expected=tuple(call.name for call in made),
        repeats=1,
        cases=tuple(cases),
    )
