"""Whole runs of the command against an endpoint that misbehaves: nothing lost that need not be, nothing paid twice."""

from __future__ import annotations

import json
import sys
from functools import partial
from pathlib import Path

import pytest

from summarizer import cli
from summarizer.model import openai_client
from tests.calls import answered
from tests.faults import ANALYSTS, FAULTS, PARTS, UNLUCKY, WEB_PAGE, Endpoint, Fault, call
from tests.loopback import Answer, Loopback, completion, refusal
from tests.model.played import PlayedTime

# A stall and a queue are only real in real time.
REAL = ("429 beyond two at once", "x-ratelimit headers at their end")


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)
def test_what_comes_of_a_fault(
    fault: Fault, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """Requests, losses and exit code are those of the table, usage is the server's own count, nothing is paid twice."""
    (tmp_path / "call.txt").write_text(call(), encoding="utf-8")
    if fault.name not in REAL:
        monkeypatch.setattr(openai_client, "connect", partial(openai_client.connect, clock=PlayedTime().clock))
    monkeypatch.setenv("SUMMARIZER_TIMEOUT", "0.5" if "stalled" in fault.name else "20")
    endpoint = Endpoint(fault.misbehave)
    with Loopback(endpoint) as server:
        endpoint.server = server
        arguments = ["--base-url", server.base_url, "--no-pack", "--no-cache", "--format", "json", "--quiet"]
        monkeypatch.setattr(sys, "argv", ["summarizer", "summarize", str(tmp_path / "call.txt"), *arguments])
        with pytest.raises(SystemExit) as ended:
            cli.main()
    out, err = capsys.readouterr()
    assert ended.value.code == fault.code
    assert fault.sent in (None, len(server.asked))
    assert [name for name, times in endpoint.paid.items() if times > 1] == []
    assert "Traceback" not in err
    if fault.lost == len(ANALYSTS):
        assert out == ""
        return
    summary = json.loads(out)
    told = [one["name"] for one in summary["analysts"] if one["exchanges"]]
    assert [one["name"] for one in summary["analysts"]] == list(ANALYSTS)
    assert told == [name for name in ANALYSTS if not (fault.lost and name == UNLUCKY)]
    assert (UNLUCKY in err) == bool(fault.lost)
    if "usage" not in fault.name:
        assert sum(summary["usage"][part] for part in PARTS) == endpoint.tokens


@pytest.mark.parametrize("told", [refusal(500), WEB_PAGE], ids=["HTTP 500", "a web page"])
@pytest.mark.parametrize("format", ["md", "html"])
def test_a_summary_is_kept_where_the_model_fails_on_all_of_a_call(
    told: Answer, format: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """An earlier summary stays as it is, none is made where there was none, each call has a sentence; exit 3."""
    monkeypatch.setattr(openai_client, "connect", partial(openai_client.connect, clock=PlayedTime().clock))
    monkeypatch.chdir(tmp_path)
    Path("keep").mkdir()
    for name in ("one", "two"):
        Path(f"{name}.txt").write_text(call(), encoding="utf-8")
    kept = Path(f"keep/one.{format}")
    kept.write_text("A good summary.", encoding="utf-8")
    with Loopback([told]) as server:
        at = ["--base-url", server.base_url, "--no-cache", "--quiet", "--format", format]
        monkeypatch.setattr(sys, "argv", ["summarizer", "summarize", "one.txt", "two.txt", "-o", "keep", *at])
        with pytest.raises(SystemExit) as ended:
            cli.main()
    out, err = capsys.readouterr()
    assert (ended.value.code, out) == (3, "")
    assert [path.name for path in Path("keep").iterdir()] == [kept.name]
    assert kept.read_text(encoding="utf-8") == "A good summary."
    assert [line.partition(": No session of this call")[0] for line in err.splitlines()] == [
        "summarizer: one.txt",
        "summarizer: two.txt",
    ]


def test_a_call_on_which_all_fails_costs_the_others_nothing(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """Where another call could be summarised that one is printed, and the exit code is 1."""
    monkeypatch.chdir(tmp_path)
    Path("one.txt").write_text(call(), encoding="utf-8")
    Path("two.txt").write_text(call().replace("Fennmark", "Tarnholt"), encoding="utf-8")
    with Loopback(lambda body: completion("Sorry?" if "Fennmark" in str(body) else answered(body))) as server:
        at = ["--base-url", server.base_url, "--no-cache", "--quiet", "--format", "json"]
        monkeypatch.setattr(sys, "argv", ["summarizer", "summarize", "one.txt", "two.txt", *at])
        with pytest.raises(SystemExit) as ended:
            cli.main()
    out, err = capsys.readouterr()
    assert ended.value.code == 1
    assert [json.loads(line)["call"]["source"] for line in out.splitlines()] == ["two.txt"]
    assert "one.txt: No session of this call could be summarised" in err
