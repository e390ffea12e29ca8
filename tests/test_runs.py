"""Whole runs of the command that are stopped, limited, shared or watched: what was done is kept, nothing goes twice."""

from __future__ import annotations

import json
import os
import pty
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from summarizer import cli
from summarizer.cli.progress import Seen
from summarizer.model import cache
from summarizer.pipeline import Progress
from summarizer.summary import Usage
from tests.calls import answered, user_prompt
from tests.faults import ANALYSTS, PARTS, call
from tests.loopback import Answer, Body, Loopback, completion, counted

ROOT = Path(__file__).parent.parent
CASES = ("aerolith-q4", "drayhaven-q3", "tavernholt-q1")
DEADLINE = 60


def good(body: Body) -> Answer:
    """A good reply, counted by the endpoint itself."""
    return counted(body, completion(answered(body)))


def command(server: Loopback, folder: Path, *options: str) -> list[str]:
    """The command that summarises a call of six analysts, each by a request of its own."""
    (folder / "call.txt").write_text(call(), encoding="utf-8")
    kept = ["--no-pack", "--cache", str(folder / "kept"), "--format", "json"]
    start = [sys.executable, "-W", "error", "-m", "summarizer", "summarize", str(folder / "call.txt")]
    return [*start, "--base-url", server.base_url, *kept, *options]


def run(server: Loopback, folder: Path, *options: str) -> subprocess.CompletedProcess[str]:
    """Run the command to its end."""
    return subprocess.run(command(server, folder, *options), capture_output=True, text=True, timeout=DEADLINE)


Inside = Callable[..., dict[str, Any]]


@pytest.fixture
def inside(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Inside:
    """Run the command in this process, which is quicker, and return the object that it prints."""

    def run(*arguments: str) -> dict[str, Any]:
        monkeypatch.setattr(sys, "argv", ["summarizer", *arguments])
        with pytest.raises(SystemExit):
            cli.main()
        found: dict[str, Any] = json.loads(capsys.readouterr().out)
        return found

    return run


def told(result: subprocess.CompletedProcess[str]) -> list[str]:
    """The analysts of whom a run could tell."""
    return [one["name"] for one in json.loads(result.stdout)["analysts"] if one["exchanges"]]


def about(server: Loopback) -> list[str]:
    """The analysts about whom the server was asked, in order."""
    return [next(name for name in ANALYSTS if name in user_prompt(asked.body)) for asked in server.asked]


def until(server: Loopback, folder: Path, replies: int, process: subprocess.Popen[str]) -> None:
    """Wait until so many replies are kept and all else is asked."""
    deadline = time.monotonic() + DEADLINE
    while len(server.asked) < len(ANALYSTS) or cache.info(folder / "kept").replies < replies:
        assert time.monotonic() < deadline
        assert process.poll() is None
        time.sleep(0.01)


@pytest.mark.parametrize("replies", [0, 2, 5])
@pytest.mark.parametrize("stop", [signal.SIGKILL, signal.SIGINT])
def test_a_run_that_is_stopped_goes_on_where_it_was(tmp_path: Path, stop: signal.Signals, replies: int) -> None:
    """Killed or interrupted after any number of replies: the second run sends what has none, and prints everything."""
    lucky = ANALYSTS[:replies]
    going = [False]

    def script(body: Body) -> Answer:
        return good(body) if going[0] or any(name in user_prompt(body) for name in lucky) else Answer(then="stall")

    with Loopback(script) as server:
        started = command(server, tmp_path, "--quiet")
        with subprocess.Popen(
            started,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            # Where the tests run in the background of a script, interrupts are ignored, and children inherit that.
            preexec_fn=partial(signal.signal, signal.SIGINT, signal.SIG_DFL),
        ) as process:
            until(server, tmp_path, replies, process)
            process.send_signal(stop)
            out, err = process.communicate(timeout=DEADLINE)
        assert (out, process.returncode) == ("", 130 if stop == signal.SIGINT else -signal.SIGKILL)
        if stop == signal.SIGINT:
            assert [line.partition(":")[0] for line in err.splitlines() if line] == ["summarizer"] * 2
            assert "run the same command again to go on" in err
        first, going[0] = len(server.asked), True
        second = run(server, tmp_path, "--quiet")
        assert (second.returncode, second.stderr, told(second)) == (0, "", list(ANALYSTS))
        assert sorted(about(server)[first:]) == sorted(ANALYSTS[replies:])


def test_two_runs_share_a_cache_at_the_same_time(tmp_path: Path) -> None:
    """Two processes over one cache both print everything, and a third asks nothing."""
    with Loopback(lambda body: replace(good(body), latency=0.05)) as server:
        both = [
            subprocess.Popen(command(server, tmp_path, "--quiet"), stdout=subprocess.PIPE, text=True) for _ in range(2)
        ]
        printed = [process.communicate(timeout=DEADLINE)[0] for process in both]
        sent = len(server.asked)
        third = run(server, tmp_path, "--quiet")
    assert [process.returncode for process in both] == [0, 0]
    analysts = [json.loads(text)["analysts"] for text in (*printed, third.stdout)]
    assert analysts[0] == analysts[1] == analysts[2]
    assert len(server.asked) == sent


def test_a_limit_of_requests_keeps_what_is_done_and_says_how_to_go_on(tmp_path: Path) -> None:
    """--max-requests sends no more, prints what there is, exits 1 with the way on; the same command gets the rest."""
    with Loopback(good) as server:
        first = run(server, tmp_path, "--max-requests", "4", "--quiet")
        assert (first.returncode, len(told(first)), len(server.asked)) == (1, 4, 4)
        assert "--max-requests" in first.stderr
        assert "run the same command again to go on" in first.stderr
        second = run(server, tmp_path, "--max-requests", "4", "--quiet")
    assert (second.returncode, told(second), len(server.asked)) == (0, list(ANALYSTS), 6)


def test_a_limit_of_cost_needs_a_price(tmp_path: Path) -> None:
    """--max-cost for a model that nobody has a price for is a wrong setting, exit 2, and nothing is sent."""
    with Loopback(good) as server:
        result = run(server, tmp_path, "--max-cost", "1", "--quiet")
    assert (result.returncode, result.stdout, server.asked) == (2, "", [])
    assert "price of gpt-4.1-mini" in result.stderr


@pytest.mark.parametrize("pack", ["--pack", "--no-pack"])
@pytest.mark.parametrize("case", CASES)
def test_the_plan_is_what_the_server_counts(inside: Inside, case: str, pack: str) -> None:
    """plan says how many requests there will be, and their prompt tokens within 2 % of the server's own count."""
    [transcript] = (ROOT / "evals/cases" / case).glob("transcript.*")
    planned = inside("plan", str(transcript), pack, "--format", "json")
    with Loopback(honest) as server:
        at = ["--base-url", server.base_url, "--no-cache", "--quiet", "--format", "json", pack]
        usage = inside("summarize", str(transcript), *at)["usage"]
        first = [asked.body for asked in server.asked if len(asked.body["messages"]) == 2]
    assert planned["calls"] == len(first)
    assert planned["prompt_tokens"] == pytest.approx(sum(map(prompt_tokens, first)), rel=0.02)
    assert usage["calls"] == len(server.asked)
    assert usage["prompt_tokens"] == sum(prompt_tokens(asked.body) for asked in server.asked)


def prompt_tokens(body: Body) -> int:
    """The endpoint's own count of a request."""
    told = counted(body, completion("")).body
    assert isinstance(told, dict)
    return int(told["usage"]["prompt_tokens"])


def honest(body: Body) -> Answer:
    """A reply in which every exchange is one line that was said, so that little is left to repair."""
    sessions = []
    for number, text in enumerate(re.split(r"^Session \d+: ", user_prompt(body), flags=re.MULTILINE)[1:], start=1):
        lines = re.findall(r"^(\d+)\|(.*)$", text, re.MULTILINE)
        said = {"text": lines[0][1], "ids": [int(lines[0][0])]}
        exchange = {"question": said, "answer": [said], "status": "answered", "topics": ["demand"], "quote": None}
        sessions.append({"session": number, "exchanges": [exchange], "summary": said})
    return counted(body, completion(json.dumps({"sessions": sessions})))


def test_calls_go_side_by_side_and_come_out_in_order(tmp_path: Path) -> None:
    """Requests of several calls are under way at once, and the output has the order of the files, not of arrival."""
    names = [f"{number}.txt" for number in range(4)]
    for number, name in enumerate(names):
        (tmp_path / name).write_text(call().replace("Fennmark", f"Fenn{number}mark"), encoding="utf-8")
    with Loopback(lambda body: replace(good(body), latency=0.3 if "Fenn0mark" in str(body) else 0.0)) as server:
        arguments = ["--base-url", server.base_url, "--format", "json", "--quiet", "--no-cache", "--concurrency", "8"]
        paths = [str(tmp_path / name) for name in names]
        result = subprocess.run(
            [sys.executable, "-m", "summarizer", "summarize", *paths, *arguments],
            capture_output=True,
            text=True,
            timeout=DEADLINE,
        )
        order = [next(n for n in range(4) if f"Fenn{n}mark" in str(asked.body)) for asked in server.asked]
    assert [Path(json.loads(line)["call"]["source"]).name for line in result.stdout.splitlines()] == names
    assert sorted(order) == [0, 1, 2, 3]


def test_progress_is_plain_lines_where_nobody_watches(tmp_path: Path) -> None:
    """Each session that is done is a line on stderr: how many, tokens and cost so far; an unknown price is unknown."""
    with Loopback(good) as server:
        result = run(server, tmp_path)
    lines = [line for line in result.stderr.splitlines() if "sessions" in line]
    counts = [int(re.findall(r"(\d+) of 6 sessions", line)[0]) for line in lines]
    assert sorted(counts) == [1, 2, 3, 4, 5, 6]
    assert all("price unknown" in line for line in lines)
    usage = json.loads(result.stdout)["usage"]
    assert f"{sum(usage[part] for part in PARTS):,} tokens" in lines[-1]


def test_progress_is_one_moving_line_on_a_terminal(tmp_path: Path) -> None:
    """On a terminal the same is shown on a line that goes away, and results on standard output stay clean."""
    ours, theirs = pty.openpty()
    with Loopback(lambda body: replace(good(body), latency=0.05)) as server:
        started = command(server, tmp_path, "--concurrency", "1")
        environment = {**os.environ, "TERM": "xterm"}
        with subprocess.Popen(started, stdout=subprocess.PIPE, stderr=theirs, text=True, env=environment) as process:
            out, _ = process.communicate(timeout=DEADLINE)
    os.close(theirs)
    shown = os.read(ours, 1_000_000).decode()
    os.close(ours)
    assert process.returncode == 0
    assert json.loads(out)["usage"]["calls"] == 6
    assert "of 6 sessions" in shown
    assert shown.count("summarizer:") == 1


@pytest.mark.parametrize(
    ("done", "seconds", "says"),
    [
        ([(1, 4)], 10.0, "1 of 4 sessions, 110 tokens, price unknown, about 70 s left"),
        ([(4, 4)], 10.0, "4 of 4 sessions, 110 tokens, price unknown, about 10 s left"),
        ([(1, 4)], 60.0, "1 of 4 sessions, 110 tokens, price unknown, about 7 min left"),
        ([(4, 4), (3, 3)], 10.0, "3 of 3 sessions, 220 tokens, price unknown."),
    ],
)
def test_the_time_left_is_reckoned_from_what_is_done(
    capsys: pytest.CaptureFixture[str], done: list[tuple[int, int]], seconds: float, says: str
) -> None:
    """Of two calls, half of one in ten seconds leaves thirty; at the end nothing is left."""
    now = [0.0]
    seen = Seen(2, quiet=False, clock=lambda: now[0])
    now[0] = seconds
    usage = Usage(calls=1, prompt_tokens=100, completion_tokens=10)
    for number, (part, whole) in enumerate(done):
        tell: Callable[[Any], None] = seen.of(f"{number}.txt")
        tell(Progress(part, whole, usage))
    assert says in capsys.readouterr().err.splitlines()[-1]
