"""From a run to its verdict: scored, what looks broken summarised again, compared, decided, and written down."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from evals import baseline, junit, markdown, runs
from evals.decision import Decision, Faults, decide, suspects
from evals.runs import Attempt, Job
from evals.scores import RunScores
from evals.scoring import score_run, store

DECISION, JUNIT, MARKDOWN = "decision.json", "junit.xml", "decision.md"


def gate(
    run: Path,
    base: Path | None,
    *,
    reruns: int = 2,
    say: Callable[[Job, Attempt], None] = lambda job, made: None,
) -> tuple[RunScores, Decision]:
    """Judge a run against a baseline (None: there is none), after summarising again what looks broken.

    The run's folder then holds its scores and the decision as JSON, JUnit and Markdown. A case is not summarised again
    in the same run when it was before. Raise InputFault, TooLittle or the ModelError of an endpoint that is gone.
    """
    planned = runs.read_plan(run)
    scored = score_run(run)
    accepted: Faults = baseline.read_blessing(base).accepted if base else {}
    measure = score_run(base, Path(planned.cases)) if base else None
    done = {case.case for case in scored.cases if case.rerun}
    broken = [case for case in suspects(scored, measure, accepted) if case not in done]
    if broken and reruns:
        runs.work(run, planned, runs.again(planned, runs.attempts(run), broken, reruns), say)
        scored = score_run(run)
    decision = decide(scored, measure, accepted)
    store(run, scored)
    (run / DECISION).write_text(decision.model_dump_json(indent=1) + "\n", encoding="utf-8")
    (run / JUNIT).write_text(junit.render(decision), encoding="utf-8")
    (run / MARKDOWN).write_text(markdown.decision(decision), encoding="utf-8")
    return scored, decision
