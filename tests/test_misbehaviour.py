"""Whole runs of the command against an endpoint that misbehaves: nothing lost that need not be, nothing paid twice."""

from __future__ import annotations

import json
import sys
from functools import partial
from pathlib import Path

import pytest

from summarizer import cli
from summarizer.model import openai_client
from tests.faults import ANALYSTS, FAULTS, PARTS, UNLUCKY, Endpoint, Fault, call
from tests.loopback import Loopback, refusal
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


@pytest.mark.parametrize("format", ["md", "html"])
@pytest.mark.parametrize("folder", [True, False])
def test_an_earlier_summary_is_kept_where_the_model_fails(
    folder: bool, format: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """A summary in which nobody's questions could be told is not written over an earlier one, and that is said."""
    monkeypatch.setattr(openai_client, "connect", partial(openai_client.connect, clock=PlayedTime().clock))
    monkeypatch.chdir(tmp_path)
    Path("keep").mkdir()
    Path("call.txt").write_text(call(), encoding="utf-8")
    kept = Path(f"keep/call.{format}")
    kept.write_text("A good summary.", encoding="utf-8")
    with Loopback([refusal(500)]) as server:
        at = ["--base-url", server.base_url, "--no-cache", "--quiet", "--format", format]
        place = "keep" if folder else str(kept)
        monkeypatch.setattr(sys, "argv", ["summarizer", "summarize", "call.txt", "-o", place, *at])
        with pytest.raises(SystemExit) as ended:
            cli.main()
    out, err = capsys.readouterr()
    assert (ended.value.code, out) == (1, "")
    assert kept.read_text(encoding="utf-8") == "A good summary."
    assert f"{str(kept)!r} stays as it was, since nothing could be summarised." in err
