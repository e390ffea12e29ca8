"""Runs: everything is stored at once, a killed run goes on, and no attempt sees another's replies."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from evals import runs, scores, scoring
from evals.faults import InputFault, TooLittle
from evals.runs import Job
from summarizer.errors import ModelRejected, SettingsError
from tests.calls import answered
from tests.evals import ferries
from tests.loopback import Answer, Loopback, completion, refusal

EMBEDDED = {"engine": "extractive"}
KILLED_AFTER = 60


@pytest.fixture
def cases(tmp_path: Path) -> Path:
    for name in ("ada", "bea", "cid"):
        ferries.write_case(tmp_path / "cases", name)
    return tmp_path / "cases"


def model(endpoint: Loopback) -> dict[str, object]:
    return {"engine": "llm", "model": "loopback", "base_url": endpoint.base_url}


def do(folder: Path, cases: Path, flags: dict[str, object], repeats: int = 1) -> runs.RunPlan:
    planned = runs.begin(folder, runs.plan(cases, flags, repeats=repeats))
    runs.work(folder, planned, runs.jobs(planned, runs.attempts(folder)))
    return planned


def test_a_run_stores_what_came_back_and_what_made_it(cases: Path, tmp_path: Path) -> None:
    """Every attempt has its summary with usage, prompts, model, settings and version, and its seconds."""
    with Loopback(lambda body: completion(answered(body))) as endpoint:
        do(tmp_path / "run", cases, model(endpoint))
    made = runs.attempts(tmp_path / "run")
    assert [one.case for one in made] == ["ada", "bea", "cid"]
    for one in made:
        assert one.summary is not None
        assert one.error is None
        assert one.seconds > 0
        assert one.summary.model == "loopback"
        assert one.summary.usage.calls > 0
        assert "session" in one.summary.provenance.prompts
        assert one.summary.provenance.settings["model"] == "loopback"
        assert one.summary.provenance.version
    assert len((tmp_path / "run" / "attempts.jsonl").read_text().splitlines()) == 3


def test_a_killed_run_goes_on(cases: Path, tmp_path: Path) -> None:
    """A process killed inside the second case leaves the first whole; the next one asks for the others only."""
    stalled = 0

    def script(body: dict[str, Any]) -> Answer:
        nonlocal stalled
        made = len(runs.attempts(tmp_path / "run")) if (tmp_path / "run").exists() else 0
        if made and not stalled:
            stalled += 1
            return Answer(then="stall")
        return completion(answered(body))

    with Loopback(script) as endpoint:
        options = ["--engine", "llm", "--model", "loopback", "--base-url", endpoint.base_url]
        command = [sys.executable, "-m", "evals", "run", "--cases", cases, "--out", tmp_path / "run", *options]
        environment = {name: value for name, value in os.environ.items() if not name.startswith("OPENAI_")}
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=environment)
        end = time.monotonic() + KILLED_AFTER
        while not stalled and time.monotonic() < end:
            time.sleep(0.05)
        process.kill()
        process.wait()
        first = (tmp_path / "run" / "attempts.jsonl").read_bytes()
        assert first.count(b"\n") == 1
        before = len(endpoint.asked)
        ended = subprocess.run(command, capture_output=True, text=True, env=environment, check=True)
        assert "2 of 3 attempts to make" in ended.stderr
        asked = [json.dumps(one.body) for one in endpoint.asked]
        assert asked[before:].count(asked[0]) == 0
    assert (tmp_path / "run" / "attempts.jsonl").read_bytes().startswith(first)
    assert [one.case for one in runs.attempts(tmp_path / "run")] == ["ada", "bea", "cid"]


def test_a_line_that_was_cut_is_made_again(cases: Path, tmp_path: Path) -> None:
    """What was half written when the run was killed does not count, and nothing is written behind it."""
    folder = tmp_path / "run"
    do(folder, cases, EMBEDDED)
    file = folder / "attempts.jsonl"
    whole = file.read_bytes()
    lines = whole.splitlines(keepends=True)
    file.write_bytes(b"".join(lines[:2]) + lines[2][:50])
    assert [one.case for one in runs.attempts(folder)] == ["ada", "bea"]
    do(folder, cases, EMBEDDED)
    assert file.read_bytes().startswith(b"".join(lines[:2]))
    assert [one.case for one in runs.attempts(folder)] == ["ada", "bea", "cid"]


def test_a_broken_line_is_named(cases: Path, tmp_path: Path) -> None:
    """A line in the middle that is no attempt is a fault of the file, with its number."""
    do(tmp_path / "run", cases, EMBEDDED)
    file = tmp_path / "run" / "attempts.jsonl"
    file.write_bytes(b"{}\n" + file.read_bytes())
    with pytest.raises(InputFault, match=r"attempts\.jsonl:1: this line is no attempt"):
        runs.attempts(tmp_path / "run")


def test_every_repeat_is_asked_afresh(cases: Path, tmp_path: Path) -> None:
    """Repeats, reruns and other runs ask the model again for what they asked before; going on with one does not."""
    with Loopback(lambda body: completion(answered(body))) as endpoint:
        planned = do(tmp_path / "run", cases, model(endpoint), repeats=2)
        twice = len(endpoint.asked)
        one = [json.dumps(asked.body) for asked in endpoint.asked]
        assert all(one.count(body) == 2 for body in one)
        again = runs.again(planned, runs.attempts(tmp_path / "run"), ["bea"], 1)
        assert again == (Job(runs.cases(planned)[1], 3, rerun=True),)
        runs.work(tmp_path / "run", planned, again)
        rerun = len(endpoint.asked)
        assert rerun == twice + twice // 6
        (tmp_path / "run" / "attempts.jsonl").unlink()
        do(tmp_path / "run", cases, model(endpoint), repeats=2)
        assert len(endpoint.asked) == rerun
        do(tmp_path / "other", cases, model(endpoint))
        assert len(endpoint.asked) == rerun + twice // 2


def test_another_run_is_not_mixed_in(cases: Path, tmp_path: Path) -> None:
    """A folder that holds a run with other settings or repeats is refused, and says what differs."""
    do(tmp_path / "run", cases, EMBEDDED)
    with pytest.raises(InputFault, match="a run with other repeats was begun here"):
        do(tmp_path / "run", cases, EMBEDDED, repeats=2)


def test_a_call_that_cannot_be_read_is_an_attempt_without_a_summary(cases: Path, tmp_path: Path) -> None:
    """It is stored with the reason and scored as invalid output, and the other cases go on."""
    (cases / "bea" / "call.txt").write_bytes(b"\x00\x01" * 400)
    reference = (cases / "bea" / "reference.yaml").read_text().split("analysts:")[0]
    reference = reference.replace("qa_starts_at: 1", "qa_starts_at: null")
    (cases / "bea" / "reference.yaml").write_text(f"{reference}analysts: []\n")
    do(tmp_path / "run", cases, EMBEDDED)
    made = runs.attempts(tmp_path / "run")[1]
    assert made.summary is None
    assert made.error
    scored = scoring.score_run(tmp_path / "run").cases[1]
    assert scored.scores["valid"].value == 0
    assert scored.scores["valid"].faults == (made.error,)


@pytest.mark.parametrize(("status", "error"), [(401, "key"), (404, "model")])
def test_a_model_that_is_gone_is_nobodys_summary(cases: Path, tmp_path: Path, status: int, error: str) -> None:
    """Where the endpoint refuses everything the run ends with that error and stores nothing about the case."""
    with Loopback([refusal(status, f"no such {error}")]) as endpoint, pytest.raises(ModelRejected):
        do(tmp_path / "run", cases, model(endpoint))
    assert runs.attempts(tmp_path / "run") == ()
    with pytest.raises(TooLittle, match="no case was summarised yet"):
        scoring.score_run(tmp_path / "run")


def test_a_transcript_that_changed_is_not_scored(cases: Path, tmp_path: Path) -> None:
    """A summary of other words is stale: it is named and left out; a changed reference alone is not."""
    do(tmp_path / "run", cases, EMBEDDED)
    call = cases / "ada" / "call.txt"
    call.write_text(call.read_text().replace("Twelve", "Eleven"))
    reference = cases / "ada" / "reference.yaml"
    reference.write_text(reference.read_text().replace("twelve", "eleven").replace("Twelve", "Eleven"))
    other = cases / "bea" / "reference.yaml"
    other.write_text(other.read_text().replace("status: declined", "status: partial"))
    scored = scoring.score_run(tmp_path / "run")
    assert (scored.stale, [case.case for case in scored.cases]) == (("ada",), ["bea", "cid"])
    assert [exchange.status for exchange in scored.cases[0].exchanges][-1] == "partial"


def test_scoring_is_free_and_the_same_each_time(cases: Path, tmp_path: Path) -> None:
    """Scores come from what is stored: twice the same, and they survive being written and read."""
    do(tmp_path / "run", cases, EMBEDDED)
    once, twice = scoring.score_run(tmp_path / "run"), scoring.score_run(tmp_path / "run")
    assert once == twice
    assert scores.read(scoring.store(tmp_path / "run", once)) == once


def test_no_run_no_settings(tmp_path: Path, cases: Path) -> None:
    """A folder without a run, and settings that can't be used, are said before anything is done."""
    with pytest.raises(InputFault, match="there is no run here"):
        runs.read_plan(tmp_path)
    with pytest.raises(SettingsError, match="neither a key nor an address"):
        runs.plan(cases, {"engine": "llm"})
