"""The scores of a run in sum: each metric's mean over calls, and what is counted over all exchanges."""

from __future__ import annotations

from collections.abc import Mapping
from statistics import fmean
from typing import NamedTuple, get_args

from sklearn.metrics import cohen_kappa_score, confusion_matrix, f1_score

from evals.metrics import DIAGNOSTIC, INVARIANTS, TESTED
from evals.scores import RunScores
from evals.statistics import Interval, interval
from summarizer.summary import Status

STATUSES: tuple[str, ...] = get_args(Status)
NOT_FOUND = "not found"


class StatusTotals(NamedTuple):
    """Status over all exchanges of a run. ``confusion`` has a row for each status of the reference and a column for
    each that was given, the last for questions that were not found. Kappa is over those that were; None where it is
    not defined."""

    accuracy: float
    macro_f1: float
    kappa: float | None
    confusion: tuple[tuple[int, ...], ...]


class TopicTotals(NamedTuple):
    """Topics over all exchanges of a run: F1 of all tags together, and the mean of each topic's own."""

    micro_f1: float
    macro_f1: float
    by_topic: Mapping[str, float]


def by_call(scored: RunScores, metric: str) -> dict[str, float]:
    """A metric's value for each call: the mean over its planned attempts; calls where it is unscored are left out.

    Reruns don't count: they were made because an attempt was bad, and would make any run look better than it is.
    """
    values: dict[str, list[float]] = {}
    for case in scored.cases:
        score = case.scores.get(metric)
        if not case.rerun and score is not None and score.value is not None:
            values.setdefault(case.case, []).append(score.value)
    return {case: fmean(of_case) for case, of_case in sorted(values.items())}


def means(scored: RunScores) -> dict[str, Interval]:
    """The mean over calls of every metric that was scored, with its 95% interval; a share's ends at nought and one."""
    shares = (*INVARIANTS, *(metric.name for metric in TESTED))
    found = {
        name: interval(list(values.values())) for name in (*shares, *DIAGNOSTIC) if (values := by_call(scored, name))
    }
    return {
        name: mean._replace(low=max(mean.low, 0.0), high=min(mean.high, 1.0)) if name in shares else mean
        for name, mean in found.items()
    }


def status_totals(scored: RunScores) -> StatusTotals | None:
    """Status over all exchanges of the planned attempts; None where there is no exchange."""
    pairs = [
        (exchange.status, exchange.found_status or NOT_FOUND)
        for case in scored.cases
        if not case.rerun
        for exchange in case.exchanges
    ]
    if not pairs:
        return None
    wanted, given = ([pair[side] for pair in pairs] for side in (0, 1))
    table = confusion_matrix(wanted, given, labels=[*STATUSES, NOT_FOUND])
    found = [pair for pair in pairs if pair[1] != NOT_FOUND]
    varied = len({label for pair in found for label in pair}) > 1
    return StatusTotals(
        accuracy=fmean(one == other for one, other in pairs),
        macro_f1=float(f1_score(wanted, given, labels=sorted(set(wanted)), average="macro", zero_division=0)),
        kappa=float(cohen_kappa_score(*zip(*found, strict=True))) if varied else None,
        confusion=tuple(tuple(int(count) for count in row) for row in table[: len(STATUSES)]),
    )


def topic_totals(scored: RunScores) -> TopicTotals | None:
    """Topics over all exchanges of the planned attempts; None where there is no exchange."""
    hits: dict[str, int] = {}
    tagged: dict[str, int] = {}
    for case in scored.cases:
        for exchange in () if case.rerun else case.exchanges:
            wanted, given = set(exchange.topics), set(exchange.found_topics)
            for topic in wanted | given:
                hits[topic] = hits.get(topic, 0) + 2 * (topic in wanted and topic in given)
                tagged[topic] = tagged.get(topic, 0) + (topic in wanted) + (topic in given)
    if not tagged:
        return None
    by_topic = {topic: hits[topic] / tagged[topic] for topic in sorted(tagged)}
    return TopicTotals(sum(hits.values()) / sum(tagged.values()), fmean(by_topic.values()), by_topic)
