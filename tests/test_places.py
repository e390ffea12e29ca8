"""Where results go: nothing is written over an input, over another result, or into a folder that looks like a file."""

from __future__ import annotations

import os
import shlex
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from summarizer import cli
from tests.calls import CALL, WITHOUT_QA

FILES = ("call.txt", "other.txt", "a/call.txt", "b/call.txt", "b/deep/a/call.txt", "dir/call.md", "a-call.txt")
Run = Callable[[str], tuple[int, str, str]]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Run:
    """The command line in a folder with calls, a stored summary and names that lead to the same file."""
    monkeypatch.chdir(tmp_path)
    for name in FILES:
        Path(name).parent.mkdir(parents=True, exist_ok=True)
        Path(name).write_text(WITHOUT_QA if "other" in name else CALL, encoding="utf-8")
    Path("link.md").symlink_to("call.txt")
    os.link("call.txt", "second-name.txt")

    def run(line: str) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["summarizer", *shlex.split(line)])
        with pytest.raises(SystemExit) as ended:
            cli.main()
        code = ended.value.code
        assert isinstance(code, int | None)
        return code or 0, *capsys.readouterr()

    run("summarize -q call.txt --format json -o dir/stored.json")
    return run


def held(folder: Path) -> dict[str, str]:
    """Every file below a folder with its text."""
    return {str(path.relative_to(folder)): path.read_text() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize(
    ("line", "over"),
    [
        ("summarize -q call.txt -o call.txt", "call.txt"),
        ("summarize -q call.txt -o ./a/../call.txt", "call.txt"),
        ("summarize -q call.txt -o link.md", "call.txt"),
        ("summarize -q link.md -o call.txt", "link.md"),
        ("summarize -q call.txt -o second-name.txt", "call.txt"),
        ("summarize -q dir/call.md -o dir", "dir/call.md"),
        ("summarize -q other.txt dir/call.md -o dir", "dir/call.md"),
        ("summarize -q call.txt other.txt -o other.txt --format html", "other.txt"),
        ("parse call.txt -o call.txt", "call.txt"),
        ("parse call.txt other.txt -o .", "call.txt"),
        ("show dir/stored.json -o dir/stored.json", "dir/stored.json"),
        ("show dir/stored.json --format json -o dir", "dir/stored.json"),
        ("show dir/stored.json --format html --transcript call.txt -o call.txt", "call.txt"),
        ("diff dir/stored.json dir/stored.json -o dir/stored.json", "dir/stored.json"),
    ],
)
def test_no_result_is_written_over_an_input(run: Run, tmp_path: Path, line: str, over: str) -> None:
    """By any command, name or link: exit 2 with the input and what to do, and nothing at all is written."""
    before = held(tmp_path)
    code, out, err = run(line)
    assert (code, out) == (2, "")
    assert f"is the input {over!r}, which the result would be written over; name another place after -o." in err
    assert err.count("\n") == 1
    assert held(tmp_path) == before


def test_a_file_from_standard_input_is_an_input(run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Standard input out of a file is not written over, either."""
    before = held(tmp_path)
    with Path("call.txt").open(encoding="utf-8") as stdin:
        monkeypatch.setattr(sys, "stdin", stdin)
        code, _, err = run("summarize -q - -o call.txt")
    assert (code, held(tmp_path)) == (2, before)
    assert "name another place" in err


def test_an_earlier_result_is_written_over(run: Run) -> None:
    """The same command twice is no mistake."""
    assert [run("summarize -q call.txt -o call.md")[0] for _ in range(2)] == [0, 0]
