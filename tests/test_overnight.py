"""``batch`` and ``cache`` on the command line: handed in, collected, and summarised without asking anybody live."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from summarizer import cli
from tests.calls import CALL, WITHOUT_QA, answered
from tests.loopback import Answer, Body, Loopback, completion, refusal

OTHER = CALL.replace("Fennmark", "Tarnholt").replace("$96 million", "$69 million")


class Result(NamedTuple):
    code: int
    out: str
    err: str


Run = Callable[..., Result]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Run:
    """The command line in this process, in a folder with two calls and a cache."""
    monkeypatch.chdir(tmp_path)
    for name, text in (("one.txt", CALL), ("two.txt", OTHER), ("none.txt", WITHOUT_QA)):
        Path(name).write_text(text, encoding="utf-8")

    def run(*arguments: object) -> Result:
        monkeypatch.setattr(sys, "argv", ["summarizer", *map(str, arguments), "--cache", "kept"])
        with pytest.raises(SystemExit) as ended:
            cli.main()
        out, err = capsys.readouterr()
        code = ended.value.code
        assert isinstance(code, int | None)
        return Result(code or 0, out, err)

    return run


def by_day(body: Body) -> Answer:
    """Who is asked live, at the full price, fails the test."""
    return refusal(400, "nobody is here by day")


def good(body: Body) -> Answer:
    """A good reply to a request."""
    return completion(answered(body))


def worse(body: Body) -> Answer:
    """A first reply with a figure that nobody said, and a good one when it is sent back."""
    found: dict[str, Any] = json.loads(answered(body))
    if len(body["messages"]) == 2:
        found["sessions"][0]["exchanges"][0]["answer"][0]["text"] = "It was $123,456 million."
    return completion(json.dumps(found))


def test_calls_go_overnight_and_are_summarised_by_day_for_nothing(run: Run) -> None:
    """Submit, status, collect, summarize: the summary needs no request any more, and submitting again sends nothing."""
    with Loopback(by_day) as server:
        at = ("--base-url", server.base_url, "--model", "small")
        submitted = run("batch", "submit", "one.txt", "two.txt", *at)
        assert (submitted.code, submitted.out) == (0, "batch_1\n")
        assert "2 requests handed in" in submitted.err
        again = run("batch", "submit", "one.txt", "two.txt", *at)
        assert (again.code, again.out) == (0, "")
        assert "handed in already" in again.err
        assert "batch_1: validating" in run("batch", "status", *at).out
        assert "No batch has ended" in run("batch", "collect", *at).err
        server.desk.work(good)
        collected = run("batch", "collect", *at)
        assert (collected.code, collected.err) == (0, "")
        assert "2 replies are in the cache, 0 failed, 220 tokens, price unknown" in collected.out
        assert "Every reply is in the cache" in run("batch", "submit", "one.txt", "two.txt", *at).err
        summary = run("summarize", "one.txt", "two.txt", *at, "--format", "json")
    assert summary.code == 0
    calls = [json.loads(line) for line in summary.out.splitlines()]
    assert [call["usage"]["calls"] for call in calls] == [0, 0]
    assert "$69 million" in calls[1]["analysts"][0]["exchanges"][0]["answer"]
    assert server.asked == []


def test_what_the_checks_send_back_is_a_second_round(run: Run) -> None:
    """Once the drafts are there, submitting again hands in the repairs, with the same prompts as by day."""
    with Loopback(by_day) as server:
        at = ("--base-url", server.base_url)
        for _ in range(2):
            run("batch", "submit", "one.txt", *at)
            server.desk.work(worse)
            run("batch", "collect", *at)
        summary = json.loads(run("summarize", "one.txt", *at, "--format", "json").out)
    assert len(server.desk.batches) == 2
    assert "123,456" not in json.dumps(summary)


def test_what_failed_is_named_and_handed_in_again(run: Run) -> None:
    """A request that fails in the batch is named with its file, exit 1, and is all that the next submit hands in."""
    with Loopback(by_day) as server:
        at = ("--base-url", server.base_url)
        run("batch", "submit", "one.txt", "two.txt", *at)
        server.desk.work(lambda body: refusal(500, "out of luck") if "Tarnholt" in str(body) else good(body))
        collected = run("batch", "collect", *at)
        assert collected.code == 1
        assert "two.txt: " in collected.err
        assert "out of luck" in collected.err
        assert "1 request handed in" in run("batch", "submit", "one.txt", "two.txt", *at).err


def test_a_file_that_cannot_be_read_costs_only_itself(run: Run) -> None:
    """The calls that can be read are handed in, the others are named, exit 1; a call without a Q&A asks nothing."""
    with Loopback(by_day) as server:
        at = ("--base-url", server.base_url)
        result = run("batch", "submit", "gone.txt", "none.txt", "one.txt", *at)
        assert result.code == 1
        assert "gone.txt" in result.err
        assert run("batch", "submit", "gone.txt", *at).code == 2
    [content] = server.desk.files.values()
    assert len(content.splitlines()) == 1


@pytest.mark.parametrize(
    ("files", "code", "says"),
    [
        (["none.txt"], 0, ["none.txt: no Q&A in which an analyst asks was found, so there is nothing to hand in."]),
        (["gone.txt"], 2, ["There is no file 'gone.txt'"]),
        (["gone.txt", "none.txt"], 1, ["There is no file 'gone.txt'", "none.txt: no Q&A"]),
        (["none.txt", "one.txt"], 0, ["none.txt: no Q&A", "1 request handed in"]),
    ],
)
def test_a_call_without_questions_is_not_in_the_cache(run: Run, files: list[str], code: int, says: list[str]) -> None:
    """That a call has no Q&A, or can't be read, is all that is said of it."""
    with Loopback(by_day) as server:
        result = run("batch", "submit", *files, "--base-url", server.base_url)
    lines = result.err.splitlines()
    assert (result.code, len(lines)) == (code, len(says))
    for line, words in zip(lines, says, strict=True):
        assert words in line


def test_a_server_without_batches_is_told_from_a_wrong_model(run: Run) -> None:
    """Exit 2, with what is missing and what to do instead."""
    with Loopback(by_day) as server:
        server.desk.serve = lambda method, path, content: refusal(404, "Not Found")  # type: ignore[method-assign]
        result = run("batch", "submit", "one.txt", "--base-url", server.base_url)
    assert result.code == 2
    assert "has no Batch API (HTTP 404: Not Found); use summarize" in result.err
    assert "--model" not in result.err


def test_a_model_of_this_machine_has_no_batches(run: Run) -> None:
    """A local file and a batch don't go together, and the message says what to do."""
    result = run("batch", "status", "--model", "gguf:small.gguf")
    assert result.code == 2
    assert "use summarize" in result.err


def test_the_cache_is_looked_at_and_cleared(run: Run) -> None:
    """info says where the replies are and how many, clear forgets them, and the next run asks again."""
    with Loopback(good) as server:
        run("summarize", "one.txt", "--base-url", server.base_url)
        assert "kept/replies.sqlite3: 1 replies" in run("cache", "info").out
        run("summarize", "one.txt", "--base-url", server.base_url)
        assert len(server.asked) == 1
        assert run("cache", "clear").out == "1 replies are forgotten\n"
        run("summarize", "one.txt", "--base-url", server.base_url)
        assert len(server.asked) == 2


@pytest.mark.parametrize("command", ["status", "collect", "submit one.txt"])
def test_a_batch_without_a_key_says_what_a_batch_needs(run: Run, command: str) -> None:
    """Exit 2 with what to set, and not a word of an engine that a batch does not have."""
    result = run("batch", *command.split())
    assert (result.code, result.err.count("\n")) == (2, 1)
    assert "set OPENAI_API_KEY, or give --base-url" in result.err
    assert "extractive" not in result.err
