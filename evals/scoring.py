"""From stored summaries to scores: nothing is asked and nothing is spent."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from evals import judging, runs, scores
from evals.case import Case
from evals.faults import TooLittle
from evals.judging import Judged
from evals.runs import Attempt
from evals.scorers import score_call
from evals.scores import CaseScores, ExchangeScores, RunScores, Score, share

SCORES = "scores.json"


def score_run(folder: Path, cases: Path | None = None) -> RunScores:
    """Score every attempt of a run, against its own cases or those in another folder.

    Raise TooLittle if there is no attempt, InputFault if there is no run.
    """
    planned = runs.read_plan(folder)
    made = runs.attempts(folder)
    if not made:
        raise TooLittle(f"{folder}: no case was summarised yet; let python -m evals run go on with it.")
    moved = planned if cases is None else planned.model_copy(update={"cases": str(cases)})
    by_name = {case.name: case for case in runs.cases(moved)}
    known = [attempt for attempt in made if attempt.case in by_name]
    judged = judging.read_judged(folder)
    fresh = [attempt for attempt in known if attempt.digest == runs.digest(by_name[attempt.case])]
    return RunScores(
        label=planned.label,
        created=planned.created,
        version=planned.version,
        prompts=next((one.summary.provenance.prompts for one in made if one.summary), {}),
        expected=planned.names,
        repeats=planned.repeats,
        cases=tuple(score_attempt(by_name[attempt.case], attempt, judged) for attempt in fresh),
        judge=f"{judged.calibration.model} {judged.calibration.prompt}" if judged else None,
        judge_may_gate=bool(judged and judged.calibration.may_gate),
        stale=tuple(dict.fromkeys(attempt.case for attempt in known if attempt not in fresh)),
    )


def store(folder: Path, scored: RunScores) -> Path:
    """Write the scores into the folder of their run; return the file."""
    scores.write(scored, folder / SCORES)
    return folder / SCORES


def score_attempt(case: Case, attempt: Attempt, judged: Judged | None = None) -> CaseScores:
    """The scores of one attempt; without a summary only that there is none."""
    of_call: Mapping[str, Score]
    exchanges: tuple[ExchangeScores, ...] = ()
    if attempt.summary is None:
        says = attempt.error or "There is no summary."
        of_call = {"valid": share(0, 1, says, [says])}
    else:
        of_call, exchanges = score_call(case, attempt.summary)
    seconds = Score(value=attempt.seconds, reason=f"It took {attempt.seconds:g} seconds.")
    scored = CaseScores(
        case=case.name,
        repeat=attempt.repeat,
        rerun=attempt.rerun,
        scores={**of_call, "seconds": seconds},
        exchanges=exchanges,
    )
    return judging.with_verdicts(scored, judged) if judged else scored
