"""The decision: one function says whether a run is worse than the baseline, and everything else shows what it said.

Invariants are hard. A case breaks one only if more than half of its attempts do, reruns among them: what happens once
in three times is flaky, and is said, but does not count. Metrics are held against the baseline call by call.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from evals.metrics import INVARIANTS, JUDGED, TESTED, Metric
from evals.scores import CaseScores, RunScores
from evals.statistics import detectable, holm, interval, worse_p
from evals.totals import by_call
from summarizer.summary import Record

LEVEL = 0.05
FEWEST_CALLS = 25
PASS, REGRESSION, TOO_LITTLE = 0, 1, 3

Outcome = Literal["pass", "fail", "not tested"]
Faults = Mapping[str, tuple[str, ...]]


class Comparison(Record):
    """A metric in both runs: the means over the calls that have it in both, the difference with its 95% interval, the
    corrected p-value of a drop (None where it wasn't tested) and the smallest drop that would have been found (None
    where no two calls differ by different amounts, so that nothing is known about chance)."""

    metric: str
    says: str
    calls: int
    base: float
    new: float
    difference: float
    low: float
    high: float
    p: float | None
    detectable: float | None
    tolerance: float
    worst: tuple[tuple[str, float], ...] = ()


class Check(Record):
    """One thing that was looked at; ``says`` is the reason, ``cases`` are those to look at first."""

    name: str
    kind: Literal["complete", "invariant", "metric"]
    outcome: Outcome
    says: str
    cases: tuple[str, ...] = ()


class Decision(Record):
    """The verdict on a run, with everything that led to it; ``notes`` are what a reader should know besides."""

    exit_code: int
    headline: str
    run: str
    label: str
    baseline: str | None
    checks: tuple[Check, ...]
    comparisons: tuple[Comparison, ...]
    notes: tuple[str, ...]

    @property
    def failed(self) -> tuple[Check, ...]:
        """What went wrong."""
        return tuple(check for check in self.checks if check.outcome == "fail")


def decide(new: RunScores, base: RunScores | None, accepted: Faults | None = None) -> Decision:
    """Say whether a run is worse than the baseline; without one only the invariants can speak.

    ``accepted`` are the faults that somebody blessed with a reason, by case.
    """
    accepted = accepted or {}
    comparisons = _compare(new, base) if base else ()
    checks = [_complete(new, base)]
    checks += [_missing_metrics(new, base)] if base else []
    checks += [_invariant(name, new, base, accepted) for name in INVARIANTS]
    checks += [_metric(comparison) for comparison in comparisons]
    failed = [check.name for check in checks if check.outcome == "fail"]
    if failed:
        code, headline = REGRESSION, f"Regression: {', '.join(failed)}."
    elif base is None:
        code, headline = TOO_LITTLE, "No verdict: there is no baseline to compare with; bless a run first."
    else:
        untested = sum(check.outcome == "not tested" for check in checks)
        tested = (
            "the invariants hold" if untested else f"the invariants hold and none of {len(comparisons)} metrics fell"
        )
        code, headline = PASS, f"Pass: {tested}."
    return Decision(
        exit_code=code,
        headline=headline,
        run=new.created,
        label=new.label,
        baseline=base.created if base else None,
        checks=tuple(checks),
        comparisons=comparisons,
        notes=_notes(new, base, accepted, comparisons),
    )


def suspects(new: RunScores, base: RunScores | None, accepted: Faults | None = None) -> tuple[str, ...]:
    """The cases that break an invariant or lack a metric, and so are to be summarised again before they count."""
    accepted = accepted or {}
    broken = {case for name in INVARIANTS for case, share in _breaks(name, new, base, accepted).items() if share > 0}
    lacking = {case for case, _ in _lacking(new, base)} if base else set()
    return tuple(sorted(broken | (lacking & {case.case for case in new.cases})))


def faults(scored: RunScores) -> dict[str, tuple[str, ...]]:
    """What breaks an invariant in a run, by case."""
    found: dict[str, dict[str, None]] = {}
    for case in scored.cases:
        for name in INVARIANTS:
            for fault in case.scores[name].faults if name in case.scores else ():
                found.setdefault(case.case, {})[fault] = None
    return {case: tuple(named) for case, named in sorted(found.items())}


def _complete(new: RunScores, base: RunScores | None) -> Check:
    """Every case of either run was to be done, and was done as often as planned."""
    problems: dict[str, str] = {}
    for name in dict.fromkeys((*new.expected, *(base.expected if base else ()))):
        made = sum(case.case == name and not case.rerun for case in new.cases)
        if name not in new.expected:
            problems[name] = f"{name} is not in this run"
        elif made < new.repeats:
            problems[name] = f"{name} has {made} of {new.repeats} attempts"
    says = "; ".join(problems.values()) or f"All {len(new.expected)} cases were summarised {new.repeats} times"
    return Check(
        name="complete", kind="complete", outcome="fail" if problems else "pass", says=f"{says}.", cases=tuple(problems)
    )


def _lacking(new: RunScores, base: RunScores) -> list[tuple[str, str]]:
    """Each case and metric that the baseline scores and no attempt of this run does."""
    scored = {(case.case, name) for case in new.cases for name, score in case.scores.items() if score.value is not None}
    return [
        (case, metric.name)
        for metric in _tested(new, base)
        for case in by_call(base, metric.name)
        if (case, metric.name) not in scored
    ]


def _missing_metrics(new: RunScores, base: RunScores) -> Check:
    made = {case.case for case in new.cases}
    lacking = [(case, metric) for case, metric in _lacking(new, base) if case in made]
    says = "; ".join(f"{case} has no {metric}" for case, metric in lacking) or "Every metric of the baseline was scored"
    return Check(
        name="scored",
        kind="complete",
        outcome="fail" if lacking else "pass",
        says=f"{says}.",
        cases=tuple(dict.fromkeys(case for case, _ in lacking)),
    )


def _known(name: str, case: str, base: RunScores | None, accepted: Faults) -> set[str]:
    """Faults that are not new: those accepted and, of figures, those that the baseline had."""
    known = set(accepted.get(case, ()))
    if base and name == "figures_supported":
        known |= {fault for one in base.cases if one.case == case for fault in _of(one, name)}
    return known


def _of(case: CaseScores, invariant: str) -> tuple[str, ...]:
    return case.scores[invariant].faults if invariant in case.scores else ()


def _breaks(name: str, new: RunScores, base: RunScores | None, accepted: Faults) -> dict[str, float]:
    """The share of each case's attempts that break an invariant in a way that is not known."""
    attempts: dict[str, list[bool]] = {}
    for case in new.cases:
        unknown = set(_of(case, name)) - _known(name, case.case, base, accepted)
        attempts.setdefault(case.case, []).append(bool(unknown))
    return {case: sum(broken) / len(broken) for case, broken in attempts.items()}


def _invariant(name: str, new: RunScores, base: RunScores | None, accepted: Faults) -> Check:
    broken = tuple(case for case, share in _breaks(name, new, base, accepted).items() if share > 0.5)
    named = {
        f"{case.case}: {fault}": None
        for case in new.cases
        if case.case in broken
        for fault in _of(case, name)
        if fault not in _known(name, case.case, base, accepted)
    }
    says = "; ".join(named) or f"It holds: {INVARIANTS[name]}"
    return Check(name=name, kind="invariant", outcome="fail" if broken else "pass", says=f"{says}.", cases=broken)


def _tested(new: RunScores, base: RunScores) -> tuple[Metric, ...]:
    believed = base.judge is not None and new.judge == base.judge and new.judge_may_gate and base.judge_may_gate
    return (*TESTED, JUDGED) if believed else TESTED


def _compare(new: RunScores, base: RunScores) -> tuple[Comparison, ...]:
    paired: dict[Metric, tuple[dict[str, float], dict[str, float]]] = {}
    for metric in _tested(new, base):
        before, after = by_call(base, metric.name), by_call(new, metric.name)
        common = [case for case in before if case in after]
        if common:
            paired[metric] = {case: before[case] for case in common}, {case: after[case] for case in common}
    tested = {
        metric.name: worse_p([after[case] - before[case] for case in before])
        for metric, (before, after) in paired.items()
        if len(before) >= FEWEST_CALLS
    }
    corrected = holm(tested)
    # What Holm asks of the smallest p-value, hence what a single metric that falls has to reach.
    level = LEVEL / max(1, len(tested))
    return tuple(
        _comparison(metric, before, after, corrected.get(metric.name), level)
        for metric, (before, after) in paired.items()
    )


def _comparison(
    metric: Metric, before: dict[str, float], after: dict[str, float], p: float | None, level: float
) -> Comparison:
    differences = {case: after[case] - before[case] for case in before}
    mean, low, high, calls = interval(list(differences.values()))
    found = detectable(list(differences.values()), level)
    fell = sorted((case for case in differences if differences[case] < 0), key=differences.__getitem__)
    return Comparison(
        metric=metric.name,
        says=metric.says,
        calls=calls,
        base=sum(before.values()) / calls,
        new=sum(after.values()) / calls,
        difference=mean,
        low=max(low, -1.0),
        high=min(high, 1.0),
        p=p,
        detectable=min(1.0, max(metric.tolerance, found)) if found else None,
        tolerance=metric.tolerance,
        worst=tuple((case, differences[case]) for case in fell[:3]),
    )


def _metric(comparison: Comparison) -> Check:
    """A metric fell if the drop is more than its tolerance and more than chance gives."""
    moved = f"{comparison.base:.3f} to {comparison.new:.3f} over {comparison.calls} calls"
    if comparison.p is None:
        outcome: Outcome = "not tested"
        says = f"{moved}; with fewer than {FEWEST_CALLS} calls this can't be told from chance."
    else:
        fell = comparison.p < LEVEL and comparison.difference < -comparison.tolerance
        outcome = "fail" if fell else "pass"
        power = (
            "chance can't be told, as no call differs"
            if comparison.detectable is None
            else f"a drop of {comparison.detectable:.3f} would have been found in four runs of five"
        )
        says = f"{moved} (p = {comparison.p:.3f} after Holm's correction; {power})."
    return Check(
        name=comparison.metric,
        kind="metric",
        outcome=outcome,
        says=says,
        cases=tuple(case for case, _ in comparison.worst),
    )


def _notes(
    new: RunScores, base: RunScores | None, accepted: Faults, comparisons: tuple[Comparison, ...]
) -> tuple[str, ...]:
    notes = []
    few = [comparison.metric for comparison in comparisons if comparison.p is None]
    if few:
        notes.append(
            f"Fewer than {FEWEST_CALLS} calls could be compared in {', '.join(few)}: only the invariants gate there."
        )
    for name in INVARIANTS:
        flaky = [case for case, share in _breaks(name, new, base, accepted).items() if 0 < share <= 0.5]
        notes += [f"Flaky, not counted: {case} breaks {name} in some attempts only." for case in flaky]
    now = faults(new)
    for case, known in accepted.items():
        notes += [f"Known and accepted: {case}: {fault}." for fault in known if fault in now.get(case, ())]
        notes += [f"Mended, bless again: {case}: {fault}." for fault in known if fault not in now.get(case, ())]
    if new.judge and not new.judge_may_gate:
        notes.append(f"The judge {new.judge} is below the floor of agreement with a reader: a diagnostic only.")
    if base:
        stale = ", ".join(base.stale)
        notes += [f"Not compared, the transcript has changed since the baseline: {stale}."] if stale else []
        fresh = [case for case in new.expected if case not in base.expected]
        notes += [f"New since the baseline, only the invariants gate: {', '.join(fresh)}."] if fresh else []
    return tuple(notes)
