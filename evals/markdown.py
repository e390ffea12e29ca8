"""The decision, and the scores of a run, as Markdown: for a pull request, a job's summary and the terminal."""

from __future__ import annotations

import re
from collections.abc import Mapping

from evals.decision import Comparison, Decision
from evals.judging import FLOOR_KAPPA, FLOOR_RATE, Calibration
from evals.labels import Agreement
from evals.metrics import DIAGNOSTIC, INVARIANTS, TESTED
from evals.scores import RunScores
from evals.statistics import Interval
from evals.totals import NOT_FOUND, STATUSES, means, status_totals, topic_totals

_SHOWN = 8
_MARKUP = re.compile(r"([\\`*_\[\]<>|#])")


def decision(decided: Decision) -> str:
    """The verdict first, then what failed, then every comparison, then what a reader should know besides."""
    lines = [f"## {_plain(decided.headline)}", ""]
    against = f"the baseline of {decided.baseline}" if decided.baseline else "nothing: there is no baseline"
    lines += [f"`{decided.label}`, run of {decided.run}, against {against}. Exit code {decided.exit_code}.", ""]
    lines += [f"- **{check.name}**: {_shown(check.says)}" for check in decided.failed]
    lines += [""] if decided.failed else []
    if decided.comparisons:
        lines += [
            "| metric | calls | baseline | run | difference (95%) | p (Holm) | detectable | tolerance | |",
            "|---|--:|--:|--:|--:|--:|--:|--:|---|",
            *(_row(comparison, decided) for comparison in decided.comparisons),
            "",
        ]
    untold = [check for check in decided.checks if check.kind != "metric" and check.outcome == "pass"]
    lines += [f"- {check.name}: {_plain(check.says)}" for check in untold]
    lines += [f"- {_plain(note)}" for note in decided.notes]
    return "\n".join(lines).rstrip() + "\n"


def scores(scored: RunScores) -> str:
    """Every metric's mean over calls with its 95% interval, and status and topics over all exchanges."""
    told = {**INVARIANTS, **{metric.name: metric.says for metric in TESTED}, **DIAGNOSTIC}
    cases = len({case.case for case in scored.cases})
    lines = [
        f"`{scored.label}`, run of {scored.created}: {cases} of {len(scored.expected)} cases.",
        "",
        "| score | mean over calls (95%) | calls | what |",
        "|---|--:|--:|---|",
        *(f"| {name} | {_interval(mean)} | {mean.calls} | {told[name]} |" for name, mean in means(scored).items()),
        "",
    ]
    status = status_totals(scored)
    if status:
        kappa = "not defined" if status.kappa is None else f"{status.kappa:.3f}"
        lines += [
            f"Status over all exchanges: accuracy {status.accuracy:.3f}, macro F1 {status.macro_f1:.3f}, "
            f"kappa {kappa}.",
            "",
            f"| reference \\ summary | {' | '.join((*STATUSES, NOT_FOUND))} |",
            f"|---|{'--:|' * (len(STATUSES) + 1)}",
            *(
                f"| {name} | {' | '.join(map(str, counts))} |"
                for name, counts in zip(STATUSES, status.confusion, strict=True)
            ),
            "",
        ]
    topics = topic_totals(scored)
    if topics:
        lines.append(f"Topics over all exchanges: micro F1 {topics.micro_f1:.3f}, macro F1 {topics.macro_f1:.3f}.")
    return "\n".join(lines).rstrip() + "\n"


def agreements(by_source: Mapping[str, Agreement]) -> str:
    """How well the scorer of facts agrees with a reader."""
    lines = [
        "| answers | pairs | accuracy | true positives | true negatives | kappa |",
        "|---|--:|--:|--:|--:|--:|",
        *(
            f"| {source} | {one.pairs} | {one.accuracy:.3f} | {one.true_positive_rate:.3f} | "
            f"{one.true_negative_rate:.3f} | {one.kappa:.3f} |"
            for source, one in by_source.items()
        ),
    ]
    return "\n".join(lines) + "\n"


def calibration(one: Calibration) -> str:
    """How well a judge agrees with a reader, and whether that is enough."""
    verdict = "It may gate" if one.may_gate else "It may not gate: a diagnostic only"
    return (
        f"`{one.model}` with the prompt {one.prompt} as judge: accuracy {one.accuracy:.3f}, true positives "
        f"{one.true_positive_rate:.3f}, true negatives {one.true_negative_rate:.3f}, kappa {one.kappa:.3f} over "
        f"{one.pairs} pairs, {one.failed} of them without a verdict. {verdict} (the floor is {FLOOR_RATE} for both "
        f"rates and {FLOOR_KAPPA} for kappa).\n"
    )


def _row(one: Comparison, decided: Decision) -> str:
    outcome = next(check.outcome for check in decided.checks if check.name == one.metric)
    p = "–" if one.p is None else f"{one.p:.3f}"
    detectable = "–" if one.detectable is None else f"{one.detectable:.3f}"
    return (
        f"| {one.metric} | {one.calls} | {one.base:.3f} | {one.new:.3f} | {one.difference:+.3f} "
        f"({one.low:+.3f} to {one.high:+.3f}) | {p} | {detectable} | {one.tolerance:.2f} | {outcome} |"
    )


def _interval(mean: Interval) -> str:
    return f"{mean.mean:.3f}" if mean.calls < 2 else f"{mean.mean:.3f} ({mean.low:.3f} to {mean.high:.3f})"


def _shown(says: str) -> str:
    """The first of several faults: whoever needs them all finds them in decision.json."""
    named = says.removesuffix(".").split("; ")
    more = f"; and {len(named) - _SHOWN} more" if len(named) > _SHOWN else ""
    return f"{_plain('; '.join(named[:_SHOWN]))}{more}."


def _plain(text: str) -> str:
    """Text as it stands, also where it came from a transcript: no markup, one line."""
    return _MARKUP.sub(r"\\\1", " ".join(text.split()))
