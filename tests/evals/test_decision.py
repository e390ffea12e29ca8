"""The decision, as a table of what may come of a night."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Callable, Mapping

import pytest

from evals import junit, markdown
from evals.decision import FEWEST_CALLS, Decision, decide, faults, suspects
from evals.metrics import INVARIANTS, JUDGED, TESTED
from evals.scores import CaseScores, RunScores, Score

CALLS = tuple(f"call-{number:02}" for number in range(30))
Edit = Callable[[str, dict[str, Score]], None]


def score(value: float | None, *faults: str) -> Score:
    return Score(value=value, reason="So it is.", faults=faults)


def run(
    edit: Edit = lambda case, scores: None,
    calls: tuple[str, ...] = CALLS,
    extra: tuple[CaseScores, ...] = (),
    **fields: object,
) -> RunScores:
    """A run in which every call scores 0.8 in every metric and breaks nothing, apart from what ``edit`` does."""
    cases = []
    for name in calls:
        scores = {metric.name: score(0.8) for metric in TESTED} | dict.fromkeys(INVARIANTS, score(1.0))
        edit(name, scores)
        cases.append(CaseScores(case=name, repeat=1, rerun=False, scores=scores))
    base = {
        "label": "extractive",
        "created": "2025-01-01T00:00:00+00:00",
        "version": "1",
        "prompts": {},
        "expected": calls,
        "repeats": 1,
        "cases": (*cases, *extra),
    }
    return RunScores.model_validate(base | fields)


def drop(metric: str, by: float, calls: tuple[str, ...] = CALLS) -> Edit:
    """Take from a metric in some calls."""

    def edit(case: str, scores: dict[str, Score]) -> None:
        if case in calls:
            scores[metric] = score(0.8 - by)

    return edit


def broken(invariant: str, fault: str, calls: tuple[str, ...] = CALLS[:1]) -> Edit:
    """Break an invariant in some calls."""

    def edit(case: str, scores: dict[str, Score]) -> None:
        if case in calls:
            scores[invariant] = score(0.0, fault)

    return edit


def without(metric: str, calls: tuple[str, ...] = CALLS[:1]) -> Edit:
    """Leave a metric unscored in some calls."""

    def edit(case: str, scores: dict[str, Score]) -> None:
        if case in calls:
            scores[metric] = score(None)

    return edit


def again(*held: bool, fault: str = "Ann asked and is missing", case: str = CALLS[0]) -> tuple[CaseScores, ...]:
    """Reruns of a case, which hold or break the invariant ``present``."""
    scored = {metric.name: score(0.8) for metric in TESTED}
    return tuple(
        CaseScores(
            case=case,
            repeat=2 + number,
            rerun=True,
            scores=scored | {"present": score(1.0) if holds else score(0.0, fault)},
        )
        for number, holds in enumerate(held)
    )


MISSING = broken("present", "Ann asked and is missing")
FIGURE = broken("figures_supported", "Ann: 5%")
FEW = CALLS[: FEWEST_CALLS - 1]

TABLE = {
    "nothing changed": (run(), run(), {}, 0, ()),
    "everything rose": (run(drop("facts", -0.1)), run(), {}, 0, ()),
    "a drop within the tolerance": (run(drop("facts", 0.019)), run(), {}, 0, ()),
    "a drop beyond it in every call": (run(drop("facts", 0.03)), run(), {}, 1, ("facts",)),
    "a large drop in three calls": (run(drop("facts", 0.8, CALLS[:3])), run(), {}, 0, ()),
    "a large drop with too few calls": (run(drop("facts", 0.8), FEW), run(calls=FEW), {}, 0, ()),
    "an invariant broken with too few calls": (run(MISSING, FEW), run(calls=FEW), {}, 1, ("present",)),
    "an invariant broken": (run(MISSING), run(), {}, 1, ("present",)),
    "an invariant broken as before": (run(MISSING), run(MISSING), {}, 1, ("present",)),
    "an accepted fault": (run(MISSING), run(MISSING), {CALLS[0]: ("Ann asked and is missing",)}, 0, ()),
    "another fault than the accepted": (run(MISSING), run(), {CALLS[0]: ("Bob is missing",)}, 1, ("present",)),
    "a new unsupported figure": (run(FIGURE), run(), {}, 1, ("figures_supported",)),
    "an old unsupported figure": (run(FIGURE), run(FIGURE), {}, 0, ()),
    "flaky: broken once of three": (run(MISSING, extra=again(True, True)), run(), {}, 0, ()),
    "broken twice of three": (run(MISSING, extra=again(False, True)), run(), {}, 1, ("present",)),
    "broken once of two": (run(MISSING, extra=again(True)), run(), {}, 0, ()),
    "another fault each time": (
        run(MISSING, extra=again(False, False, fault="Bob asked and is missing")),
        run(),
        {},
        1,
        ("present",),
    ),
    "a metric missing": (run(without("quotes")), run(), {}, 1, ("scored",)),
    "a metric missing, but not when tried again": (run(without("quotes"), extra=again(True)), run(), {}, 0, ()),
    "a case missing": (run(calls=CALLS[1:]), run(), {}, 1, ("complete",)),
    "a case expected and not done": (run(calls=CALLS[1:], expected=CALLS), run(), {}, 1, ("complete",)),
    "an attempt missing": (run(repeats=2), run(), {}, 1, ("complete",)),
    "an attempt missing, and a rerun in its place": (
        run(calls=CALLS[:1], repeats=2, extra=again(True)),
        run(calls=CALLS[:1]),
        {},
        1,
        ("complete",),
    ),
    "a drop in twenty-five calls": (run(drop("facts", 0.03), CALLS[:25]), run(calls=CALLS[:25]), {}, 1, ("facts",)),
    "a drop in twenty-four calls": (run(drop("facts", 0.03), CALLS[:24]), run(calls=CALLS[:24]), {}, 0, ()),
    "a new case": (run(), run(calls=CALLS[1:]), {}, 0, ()),
    "no baseline": (run(), None, {}, 3, ()),
    "no baseline and an invariant broken": (run(MISSING), None, {}, 1, ("present",)),
    "no case in common": (run(calls=CALLS[:15]), run(calls=CALLS[15:]), {}, 1, ("complete",)),
}


@pytest.mark.parametrize("night", TABLE)
def test_the_decision(night: str) -> None:
    """Each night ends with its exit code, and the checks that failed are those that should."""
    new, base, accepted, code, failed = TABLE[night]
    decided = decide(new, base, accepted)
    assert (decided.exit_code, tuple(check.name for check in decided.failed)) == (code, failed), decided.headline


@pytest.mark.parametrize("night", TABLE)
def test_everything_shows_the_one_decision(night: str) -> None:
    """JUnit fails exactly when the exit code is not nought, with the checks of the decision, and Markdown says so."""
    new, base, accepted, *_ = TABLE[night]
    decided = decide(new, base, accepted)
    root = ET.fromstring(junit.render(decided))
    suite = root[0]
    failing = {case.get("name") for case in suite if case.find("failure") is not None}
    verdict = {"verdict"} if decided.exit_code else set()
    assert failing == verdict | {check.name for check in decided.failed}
    assert int(suite.get("failures", "")) == len(failing)
    assert int(suite.get("tests", "")) == len(suite)
    shown = markdown.decision(decided)
    assert f"Exit code {decided.exit_code}." in shown
    assert shown.startswith(f"## {decided.headline.split(':')[0]}")
    assert all(f"**{check.name}**" in shown for check in decided.failed)
    assert Decision.model_validate_json(decided.model_dump_json()) == decided


def test_too_few_calls_are_said() -> None:
    """Below 25 calls no metric is tested, and the notes and every check say so."""
    decided = decide(run(calls=FEW), run(calls=FEW))
    assert {check.outcome for check in decided.checks if check.kind == "metric"} == {"not tested"}
    assert any("only the invariants gate" in note for note in decided.notes)
    assert decided.headline == "Pass: the invariants hold."


def test_reruns_do_not_flatter_a_metric() -> None:
    """A metric is what the planned attempts gave, whatever a rerun of the case would add."""
    lifted = CaseScores(case=CALLS[0], repeat=2, rerun=True, scores={"facts": score(1.0)})
    plain, flattered = decide(run(), run()), decide(run(extra=(lifted,)), run())
    assert plain.comparisons == flattered.comparisons


def test_more_metrics_ask_for_more() -> None:
    """A drop that is by chance in one of 32 runs is no regression among all the metrics that are tested."""
    decided = decide(run(drop("facts", 0.5, CALLS[:5])), run())
    facts = next(one for one in decided.comparisons if one.metric == "facts")
    assert facts.p == pytest.approx(len(TESTED) / 2**5)
    assert decided.exit_code == 0


def test_the_detectable_drop_is_printed() -> None:
    """Each comparison says which drop it would have found: more where calls differ more, unknown where none does."""
    calm = decide(run(), run())
    assert calm.comparisons[0].detectable is None
    assert "chance can't be told" in next(check.says for check in calm.checks if check.name == "analysts")

    def noisy(case: str, scores: dict[str, Score]) -> None:
        scores["analysts"] = score(0.8 + (0.1 if int(case[-1]) % 2 else -0.1))
        scores["quotes"] = score(0.8 + (0.001 if int(case[-1]) % 2 else -0.001))

    wild = decide(run(noisy), run())
    drops = {one.metric: one.detectable for one in wild.comparisons if one.detectable is not None}
    assert set(drops) == {"analysts", "quotes"}
    assert 0.05 < drops["analysts"] < 0.15
    assert drops["quotes"] == next(metric.tolerance for metric in TESTED if metric.name == "quotes")
    assert f"| {drops['analysts']:.3f} |" in markdown.decision(wild)


def test_suspects_are_what_looks_broken() -> None:
    """Cases that break an invariant in a new way or lack a metric are to be summarised again, others are not."""

    def edit(case: str, scores: dict[str, Score]) -> None:
        broken("present", "Ann asked and is missing", CALLS[:2])(case, scores)
        without("quotes", CALLS[2:3])(case, scores)

    accepted: Mapping[str, tuple[str, ...]] = {CALLS[0]: ("Ann asked and is missing",)}
    assert suspects(run(edit), run(), accepted) == CALLS[1:3]
    assert suspects(run(edit), None) == CALLS[:2]
    assert faults(run(edit)) == dict.fromkeys(CALLS[:2], ("Ann asked and is missing",))


def test_what_is_known_flaky_mended_or_stale_is_said() -> None:
    """The notes name accepted faults that are there and that are gone, flaky cases, new ones and changed ones."""
    accepted = {CALLS[1]: ("Ann asked and is missing", "Bob asked and is missing")}
    new = run(broken("present", "Ann asked and is missing", CALLS[:2]), extra=again(True, True))
    notes = " ".join(decide(new, run(calls=CALLS[:29], stale=(CALLS[3],)), accepted).notes)
    assert f"Known and accepted: {CALLS[1]}: Ann asked and is missing." in notes
    assert f"Mended, bless again: {CALLS[1]}: Bob asked and is missing." in notes
    assert f"Flaky, not counted: {CALLS[0]} breaks present" in notes
    assert f"the transcript has changed since the baseline: {CALLS[3]}" in notes
    assert f"New since the baseline, only the invariants gate: {CALLS[29]}" in notes


@pytest.mark.parametrize(
    ("judges", "may_gate", "tested"),
    [
        (("m p", "m p"), True, True),
        (("m p", "m p"), False, False),
        (("m p", "m q"), True, False),
        ((None, "m p"), True, False),
        ((None, None), False, False),
    ],
)
def test_a_judge_takes_part_only_if_calibrated(judges: tuple[str, str], may_gate: bool, tested: bool) -> None:
    """What a model says of facts is tested only where it is the same model and prompt, above the floor."""
    base, new = (run(drop(JUDGED.name, 0.0), judge=judge, judge_may_gate=may_gate) for judge in judges)
    decided = decide(new, base)
    assert (JUDGED.name in {one.metric for one in decided.comparisons}) is tested
    assert any("a diagnostic only" in note for note in decided.notes) is (judges[1] is not None and not may_gate)


def test_markup_in_a_transcript_stays_text() -> None:
    """Names and figures come from transcripts: in Markdown and JUnit they are words, whatever they hold."""
    evil = run(broken("present", "<script>|x|\x01 [a](b) asked and is missing"))
    decided = decide(evil, run())
    assert "\\<script\\>\\|x\\|" in markdown.decision(decided)
    assert ET.fromstring(junit.render(decided)) is not None
