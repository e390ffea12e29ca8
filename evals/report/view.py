"""What the report shows, gathered from a run's folder: one record for each exchange, the worst first."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from statistics import fmean
from typing import NamedTuple

from pydantic import ValidationError

from evals import history, runs, scoring
from evals.case import Case
from evals.decision import Comparison, Decision
from evals.faults import InputFault
from evals.gate import DECISION
from evals.history import Night, Point
from evals.matching import Lines, lines
from evals.metrics import INVARIANTS, TESTED
from evals.scorers.facts import covers
from evals.scores import CaseScores, ExchangeScores, Score
from summarizer.summary import CallSummary, ExchangeSummary

_TESTED = {metric.name: metric.says for metric in TESTED}
# What the trend draws without being asked; every metric is in the table below it.
DRAWN = ("facts", "status", "topics", "evidence_recall", "figure_precision", "sense")


class ShownLine(NamedTuple):
    """A line of the transcript; whether the reference rests on it, and whether the summary does."""

    number: int
    text: str
    wanted: bool
    given: bool


class ShownFact(NamedTuple):
    """A fact of the reference, whether the answer has it, and why or why not."""

    text: str
    covered: bool
    reason: str


class ShownExchange(NamedTuple):
    """An exchange as it should be and as it is; ``badness`` is what its scores lack on the average, 0 to 1."""

    case: str
    analyst: str
    firm: str
    topics: tuple[str, ...]
    badness: float
    question: str
    answer: str
    status: str
    found: ExchangeSummary | None
    facts: tuple[ShownFact, ...]
    lines: tuple[ShownLine, ...]
    scores: tuple[tuple[str, Score], ...]


class ShownCase(NamedTuple):
    """A case: what is odd about it, what the invariants and the metrics of the whole call say."""

    name: str
    odd: str
    error: str
    badness: float
    scores: tuple[tuple[str, Score], ...]


class Trend(NamedTuple):
    """A metric over the nights."""

    metric: str
    says: str
    points: tuple[Point, ...]


class View(NamedTuple):
    """All that the report shows."""

    decision: Decision
    nights: tuple[Night, ...]
    trends: tuple[Trend, ...]
    comparisons: tuple[Comparison, ...]
    cases: tuple[ShownCase, ...]
    exchanges: tuple[ShownExchange, ...]


def gather(run: Path, kept: Path) -> View:
    """Read a run that was judged, and the nights before it. Raise InputFault where it was not judged."""
    decision = read_decision(run)
    planned = runs.read_plan(run)
    scored = {one.case: one for one in scoring.score_run(run).cases if one.repeat == 1 and not one.rerun}
    made = {one.case: one for one in runs.attempts(run) if one.repeat == 1 and not one.rerun}
    cases = [case for case in runs.cases(planned) if case.name in scored]
    exchanges = [
        exchange for case in cases for exchange in exchanges_of(case, made[case.name].summary, scored[case.name])
    ]
    return View(
        decision=decision,
        nights=history.nights(kept, planned.label),
        trends=tuple(Trend(name, _TESTED[name], history.trend(kept, planned.label, name)) for name in _TESTED),
        comparisons=decision.comparisons,
        cases=tuple(
            sorted(
                (case_of(case, scored[case.name], made[case.name].error) for case in cases),
                key=lambda case: (-case.badness, case.name),
            )
        ),
        exchanges=tuple(sorted(exchanges, key=lambda exchange: -exchange.badness)),
    )


def read_decision(run: Path) -> Decision:
    """The decision that the gate wrote: the report shows that one and makes none of its own."""
    try:
        return Decision.model_validate_json((run / DECISION).read_bytes())
    except OSError as error:
        raise InputFault(
            f"{run}: this run was not judged ({error.strerror}); run python -m evals gate first."
        ) from error
    except ValidationError as error:
        problem = error.errors()[0]["msg"]
        raise InputFault(
            f"{run / DECISION}: this is no decision of this version ({problem}); judge it again."
        ) from error


def case_of(case: Case, scored: CaseScores, error: str | None) -> ShownCase:
    """A case with the scores that only a whole call has."""
    of_exchanges = set(scored.exchanges[0].scores) if scored.exchanges else set()
    shown = [
        (name, score)
        for name, score in scored.scores.items()
        if name not in of_exchanges and (name in INVARIANTS or name in _TESTED)
    ]
    return ShownCase(case.name, case.odd or "", error or "", _badness(scored.scores), _worst_first(shown))


def exchanges_of(case: Case, summary: CallSummary | None, scored: CaseScores) -> list[ShownExchange]:
    """The exchanges of a case as they should be, each with what was found for it."""
    return [_exchange(case, summary, exchange) for exchange in scored.exchanges]


def _exchange(case: Case, summary: CallSummary | None, scored: ExchangeScores) -> ShownExchange:
    analyst = case.analysts[scored.analyst]
    reference = analyst.exchanges[scored.exchange]
    found = None
    if summary is not None and scored.found is not None:
        found = summary.analysts[scored.found[0]].exchanges[scored.found[1]]
    wanted = lines((*reference.question_lines, *reference.answer_lines))
    given = lines((*found.question_lines, *found.evidence)) if found else frozenset()
    checks = [(fact, covers(found.answer if found else "", fact, reference.question)) for fact in reference.facts]
    return ShownExchange(
        case=case.name,
        analyst=analyst.name,
        firm=analyst.firm or "",
        topics=tuple(dict.fromkeys((*reference.tags, *scored.found_topics))),
        badness=_badness(scored.scores),
        question=reference.question,
        answer=reference.answer,
        status=reference.status,
        found=found,
        facts=tuple(ShownFact(fact.text, bool(check.value), check.reason) for fact, check in checks),
        lines=_lines(case, wanted, given),
        scores=_worst_first((name, score) for name, score in scored.scores.items() if name in _TESTED),
    )


def _lines(case: Case, wanted: Lines, given: Lines) -> tuple[ShownLine, ...]:
    return tuple(
        ShownLine(number, case.lines[number - 1], number in wanted, number in given)
        for number in sorted(wanted | given)
        if 1 <= number <= len(case.lines)
    )


def _badness(scores: dict[str, Score]) -> float:
    scored = [score.value for name, score in scores.items() if name in _TESTED and score.value is not None]
    return 1 - fmean(scored) if scored else 1.0


def _worst_first(scores: Iterable[tuple[str, Score]]) -> tuple[tuple[str, Score], ...]:
    """The lowest first, what could not be scored last."""
    return tuple(sorted(scores, key=lambda item: 2.0 if item[1].value is None else item[1].value))


def topics_of(exchanges: Sequence[ShownExchange]) -> list[str]:
    """Every topic that some exchange has or should have."""
    return sorted({topic for exchange in exchanges for topic in exchange.topics})
