"""The phases on the command line: each by itself and all in a night, with their exit codes."""

from __future__ import annotations

import json
import re
import sqlite3
import sys
import xml.etree.ElementTree as ET
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import click
import pytest
import yaml

from evals import baseline, cli, history, labels, runs
from evals.case import load_cases
from tests.calls import answered
from tests.evals import ferries
from tests.loopback import Answer, Loopback, completion, refusal


class Result(NamedTuple):
    code: int
    out: str
    err: str


Run = Callable[..., Result]
CASES = ("ada", "bea", "cid")


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Run:
    """``python -m evals`` in this process, in a folder with three cases and baselines of its own."""
    monkeypatch.chdir(tmp_path)
    for name in CASES:
        ferries.write_case(tmp_path / "cases", name)

    def run(*arguments: object) -> Result:
        monkeypatch.setattr(sys, "argv", ["evals", *map(str, arguments)])
        with pytest.raises(SystemExit) as ended:
            cli.main()
        out, err = capsys.readouterr()
        code = ended.value.code
        assert isinstance(code, int | None)
        return Result(code or 0, out, err)

    return run


def embedded(run: Run, out: str, *more: object) -> Result:
    return run("run", "--cases", "cases", "--engine", "extractive", "--out", out, *more)


def drop_an_analyst(folder: str, case: str = "bea") -> None:
    """Make a stored summary of a run worse: its last analyst is gone."""
    file = Path(folder) / "attempts.jsonl"
    lines = [json.loads(line) for line in file.read_text().splitlines()]
    for line in lines:
        if line["case"] == case:
            line["summary"]["analysts"].pop()
    file.write_text("".join(f"{json.dumps(line)}\n" for line in lines))


def bless(run: Run, folder: str, *more: object) -> Result:
    return run("bless", folder, "--reason", "the first there is", "--baselines", "baselines", *more)


def gate(run: Run, folder: str, *more: object) -> Result:
    return run("gate", folder, "--baselines", "baselines", *more)


def test_run_score_compare_bless_gate(run: Run) -> None:
    """The phases one after the other: a run that is the baseline again passes."""
    assert embedded(run, "one").out == "one\n"
    result = run("score", "one")
    assert result.code == 0
    assert "| facts |" in result.out
    assert Path("one/scores.json").exists()
    assert embedded(run, "two").code == 0
    assert run("compare", "one", "two").code == 0
    assert bless(run, "one").code == 0
    result = gate(run, "two")
    assert result.code == 0
    assert result.out.startswith("## Pass: the invariants hold.")
    assert "only the invariants gate" in result.out


def test_a_worse_run_is_a_regression_everywhere(run: Run) -> None:
    """Exit code, JUnit, Markdown and JSON say the same of a run that lost an analyst for good."""
    embedded(run, "one")
    bless(run, "one")
    embedded(run, "two")
    drop_an_analyst("two")
    result = gate(run, "two", "--rerun", "0")
    assert result.code == 1
    assert result.out.startswith("## Regression: ")
    assert "- **present**: bea: Bettina Quill asked and is missing." in result.out
    assert Path("two/decision.md").read_text() == result.out
    assert json.loads(Path("two/decision.json").read_text())["exit_code"] == 1
    verdict = ET.parse("two/junit.xml").getroot()[0][0]
    assert (verdict.get("name"), len(verdict)) == ("verdict", 1)
    assert run("compare", "one", "two").code == 1


def test_a_flaky_case_is_tried_again_before_it_counts(run: Run) -> None:
    """What broke once and holds twice passes, is named, and is not tried a third time when it is gated again."""
    embedded(run, "one")
    bless(run, "one")
    embedded(run, "two")
    drop_an_analyst("two")
    result = gate(run, "two")
    assert result.code == 0
    assert "Flaky, not counted: bea breaks present" in result.out
    made = runs.attempts(Path("two"))
    assert [(one.case, one.repeat) for one in made if one.rerun] == [("bea", 2), ("bea", 3)]
    assert gate(run, "two").code == 0
    assert len(runs.attempts(Path("two"))) == len(made)


def test_a_night_is_all_of_them_and_is_remembered(run: Run) -> None:
    """Without a baseline a night has no verdict; with one it passes; both are in the history."""
    night = ("nightly", "--cases", "cases", "--engine", "extractive", "--baselines", "baselines", "--history", "h.db")
    first = run(*night, "--out", "first")
    assert first.code == 3
    assert "bless a run first" in first.out
    assert bless(run, "first").code == 0
    assert run(*night, "--out", "second").code == 0
    nights = history.nights(Path("h.db"), "extractive")
    assert [(night.run, night.exit_code, night.cases) for night in nights] == [("first", 3, 3), ("second", 0, 3)]
    points = history.trend(Path("h.db"), "extractive", "facts")
    assert [point.calls for point in points] == [3, 3]
    assert all(point.low <= point.mean <= point.high for point in points if point.low is not None and point.high)
    assert history.trend(Path("h.db"), "llm-other", "facts") == ()
    assert history.nights(Path("none.db"), "extractive") == ()


def test_a_night_that_is_judged_again_is_remembered_once(run: Run) -> None:
    """Going on with a finished night replaces what the history says of it."""
    night = ("nightly", "--cases", "cases", "--engine", "extractive", "--baselines", "b", "--history", "h.db")
    assert [run(*night, "--out", "first").code for _ in range(2)] == [3, 3]
    with sqlite3.connect("h.db") as base:
        assert base.execute("SELECT count(*) FROM runs").fetchone() == (1,)
    base.close()


def test_only_bless_changes_a_baseline(run: Run) -> None:
    """Everything else leaves its bytes alone, and blessing needs a reason, a whole run and no unknown fault."""
    embedded(run, "one")
    bless(run, "one")
    before = {file.name: file.read_bytes() for file in Path("baselines/extractive").iterdir()}
    assert set(before) == {"run.json", "attempts.jsonl", "blessed.json"}
    embedded(run, "two")
    drop_an_analyst("two")
    gate(run, "two", "--rerun", "0")
    assert run("bless", "two", "--reason", " ", "--baselines", "baselines").code == 2
    refused = bless(run, "two")
    assert refused.code == 2
    assert "Bettina Quill asked and is missing" in refused.err
    assert {file.name: file.read_bytes() for file in Path("baselines/extractive").iterdir()} == before
    assert bless(run, "two", "--accept-faults").code == 0
    blessing = baseline.read_blessing(Path("baselines/extractive"))
    assert blessing.reason == "the first there is"
    assert "Bettina Quill asked and is missing" in blessing.accepted["bea"]
    known = gate(run, "two", "--rerun", "0")
    assert known.code == 0
    assert "Known and accepted: bea: Bettina Quill asked and is missing." in known.out


def test_a_run_that_is_not_whole_cannot_be_blessed(run: Run) -> None:
    """A run with an attempt missing is refused, and says how to finish it."""
    embedded(run, "one")
    file = Path("one/attempts.jsonl")
    file.write_bytes(b"".join(file.read_bytes().splitlines(keepends=True)[:2]))
    result = bless(run, "one")
    assert (result.code, "1 attempts of this run are missing" in result.err) == (2, True)


def test_a_run_holds_nothing_of_the_machine(run: Run, tmp_path: Path) -> None:
    """A baseline is shared: no path of this machine is in it."""
    embedded(run, "one")
    bless(run, "one")
    for file in Path("baselines/extractive").iterdir():
        assert str(tmp_path) not in file.read_text(), file


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("run", "--engine", "extractive", "--cases", "."), "is called 'ada' too"),
        (("score", "cases"), "there is no run here"),
        (("gate", "cases"), "there is no run here"),
        (("bless", "cases", "--reason", "why not"), "there is no run here"),
        (("run", "--cases", "nowhere"), "nowhere"),
        (("run", "--cases", "cases", "--engine", "llm"), "neither a key nor an address"),
        (("run", "--cases", "cases", "--repeat", "0"), "0"),
        (("calibrate", "--cases", "cases", "--labels", "nowhere.yaml"), "these are no labels"),
    ],
)
def test_bad_input_is_one_sentence_and_exit_code_2(run: Run, arguments: tuple[str, ...], says: str) -> None:
    """What can't be used is named on stderr; nothing is printed."""
    ferries.write_case(Path("more"), "ada")
    result = run(*arguments)
    assert (result.code, result.out) == (2, "")
    assert says in result.err
    assert "Traceback" not in result.err


def test_a_broken_case_is_bad_input(run: Run) -> None:
    """A reference that does not hold ends the run with its file and line before anything is summarised."""
    file = Path("cases/bea/reference.yaml")
    file.write_text(file.read_text().replace("status: declined", "status: evaded"))
    result = embedded(run, "one")
    assert result.code == 2
    assert "reference.yaml:" in result.err
    assert not Path("one").exists()


def test_infrastructure_is_exit_code_3(run: Run) -> None:
    """An endpoint that isn't there is nobody's regression."""
    with Loopback([]) as endpoint:
        gone = endpoint.base_url
    result = run(
        "nightly", "--cases", "cases", "--engine", "llm", "--base-url", gone, "--out", "one", "--history", "h.db"
    )
    assert result.code == 3
    assert "Traceback" not in result.err
    assert not Path("h.db").exists()


def test_every_command_has_help_with_an_example() -> None:
    """Each command says what it does and shows a call of itself, and every option says what it is for."""
    for name, command in cli.app.commands.items():
        assert f"Example: python -m evals {name}" in (command.help or ""), name
        assert all(option.help for option in command.params if isinstance(option, click.Option)), name


def test_a_night_with_a_model(run: Run) -> None:
    """The model's answers are stored under its own label, and tokens are scored."""
    with Loopback(lambda body: completion(answered(body))) as endpoint:
        flags = ("--engine", "llm", "--model", "some/model", "--base-url", endpoint.base_url)
        result = run("nightly", "--cases", "cases", *flags, "--out", "one", "--baselines", "b", "--history", "h.db")
    assert result.code in (1, 3)
    assert "`llm-some-model`" in result.out
    assert "| prompt_tokens |" in result.out


def test_the_scorer_of_facts_agrees_with_a_reader() -> None:
    """On at least sixty pairs, half of them real output, it is right in four of five and well beyond chance."""
    pairs = labels.load(labels.FILE, load_cases(cli.HERE / "cases"))
    agreed = labels.by_source(pairs)
    assert agreed["embedded"].pairs >= 60
    assert agreed["hand"].pairs >= 60
    assert agreed["all"].accuracy >= 0.8
    assert agreed["all"].kappa >= 0.6


LABELS = """\
- case: ada
  by: hand
  answer: Twelve ferries sail in winter.
  facts:
    - {covered: true, fact: Twelve ferries sail in winter}
    - {covered: false, fact: "Each costs $1.25 million, 4.5% more than last year"}
- case: bea
  by: embedded
  answer: We won't raise fares before June.
  facts:
    - {covered: true, fact: Fares are not raised before June}
    - {covered: false, fact: The talks with the union are not commented on}
"""


@pytest.fixture
def few(tmp_path: Path) -> Path:
    """What a reader says of four pairs."""
    (tmp_path / "labels.yaml").write_text(LABELS, encoding="utf-8")
    return tmp_path / "labels.yaml"


def judge(*, right: bool) -> Callable[[dict[str, Any]], Answer]:
    """A judge that says what the reader said, or always yes."""
    told = {
        (answer["answer"], one["fact"]): one["covered"] for answer in yaml.safe_load(LABELS) for one in answer["facts"]
    }

    def script(body: dict[str, Any]) -> Answer:
        prompt = body["messages"][0]["content"]
        parts = dict(line.split("| ", 1) for line in prompt.splitlines() if "| " in line)
        covered = told.get((parts["answer"], parts["fact"]), True) if right else True
        return completion(json.dumps({"reason": "So it is.", "covered": covered}))

    return script


def calibrate(run: Run, few: Path, endpoint: Loopback) -> Result:
    flags = ("--labels", few, "--cases", "cases", "--out", "judge.json")
    return run("calibrate", "--model", "judge", "--base-url", endpoint.base_url, *flags)


@pytest.mark.parametrize(("right", "code", "says"), [(True, 0, "It may gate"), (False, 1, "a diagnostic only")])
def test_a_judge_is_calibrated_before_it_may_gate(run: Run, few: Path, right: bool, code: int, says: str) -> None:
    """One that says what the reader says may gate; one that always says yes is below the floor, and is refused."""
    embedded(run, "one")
    with Loopback(judge(right=right)) as endpoint:
        result = calibrate(run, few, endpoint)
        assert (result.code, says in result.out) == (code, True)
        assert run("score", "one", "--judge", "judge.json", "--base-url", endpoint.base_url).code == 0
    assert "| facts_judged | 1.000" in run("score", "one").out
    bless(run, "one")
    assert ("a diagnostic only" in gate(run, "one").out) is not right


def test_another_judge_than_the_calibrated_is_refused(run: Run, few: Path) -> None:
    """A calibration is one of a model with a prompt: with another prompt it is worth nothing."""
    embedded(run, "one")
    with Loopback(judge(right=True)) as endpoint:
        calibrate(run, few, endpoint)
        Path("mine").mkdir()
        Path("mine/judge.j2").write_text("answer| {{ answer }}\nfact| {{ fact }}\nquestion| {{ question }}\n")
        flags = ("--judge", "judge.json", "--base-url", endpoint.base_url, "--prompts", "mine")
        result = run("score", "one", *flags)
    assert (result.code, "was calibrated" in result.err) == (2, True)


def test_a_judge_that_fails_is_wrong(run: Run, few: Path) -> None:
    """Where the judge gives no verdict the reader is taken to be contradicted; a judge that is gone ends it."""
    with Loopback([completion("no JSON at all")]) as endpoint:
        result = calibrate(run, few, endpoint)
    assert (result.code, "accuracy 0.000" in result.out) == (1, True)
    with Loopback([refusal(401)]) as endpoint:
        assert calibrate(run, few, endpoint).code == 2


def test_the_workflow_and_make_run_a_night_that_exists(run: Run) -> None:
    """What the nightly workflow and make hand to the command line are options that it takes."""
    root = cli.HERE.parent
    workflow = yaml.safe_load((root / ".github/workflows/nightly.yml").read_text(encoding="utf-8"))
    steps = "\n".join(step.get("run", "") for step in workflow["jobs"]["night"]["steps"])
    (night,) = re.findall(r"python -m evals nightly (.*)", steps)
    options = night.replace("${{ matrix.engine }}", "extractive").replace("${{ matrix.repeat }}", "1")
    made = (root / "Makefile").read_text(encoding="utf-8")
    assert "$(BIN)/python -m evals nightly $(NIGHT)" in made
    (default,) = re.findall(r"^NIGHT \?= (.*)", made, re.MULTILINE)
    for given in (options.replace("$NIGHT", "runs/night"), default):
        result = run("nightly", *given.split(), "--cases", "cases", "--baselines", "none")
        assert result.code == 3
    assert {"decision.md", "junit.xml"} <= {file.name for file in Path("runs/night").iterdir()}
    assert len(history.nights(Path("runs/history.sqlite3"), "extractive")) == 2
