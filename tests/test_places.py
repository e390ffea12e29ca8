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
    os.link("call.txt", "page.html")

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
        ("summarize -q other.txt page.html -o page.html", "page.html"),
        ("summarize -q call.txt other.txt -o other.txt", "other.txt"),
        ("parse call.txt -o call.txt", "call.txt"),
        ("parse call.txt other.txt -o .", "call.txt"),
        ("show dir/stored.json -o dir/stored.json", "dir/stored.json"),
        ("show dir/stored.json --format json -o dir", "dir/stored.json"),
        ("show dir/stored.json --format html --transcript call.txt -o page.html", "call.txt"),
        ("diff dir/stored.json dir/stored.json -o dir/stored.json", "dir/stored.json"),
    ],
)
def test_no_result_is_written_over_an_input(run: Run, tmp_path: Path, line: str, over: str) -> None:
    """By any command, name or link: exit 2 with the input and what to do, and nothing at all is written."""
    before = held(tmp_path)
    code, out, err = run(line)
    assert (code, out) == (2, "")
    assert f"The result would be written over the input {over!r}" in err
    assert err.endswith("; name another place after -o.\n")
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


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("summarize -q a/call.txt b/call.txt -o new", ["a-call.md", "b-call.md"]),
        ("summarize -q a/call.txt other.txt b/call.txt -o new", ["a-call.md", "b-call.md", "other.md"]),
        ("summarize -q a/call.txt b/../b/call.txt --format html -o new", ["a-call.html", "b-call.html"]),
        ("parse call.txt a/call.txt --format json -o new", ["FOLDER-call.json", "a-call.json"]),
        ("summarize -q a/call.txt other.txt -o new", ["call.md", "other.md"]),
    ],
)
def test_inputs_of_one_name_are_told_apart_by_their_folders(
    run: Run, tmp_path: Path, line: str, names: list[str]
) -> None:
    """Where two inputs have one name the folder's name comes before it; every other input keeps its own."""
    assert run(line)[0] == 0
    assert sorted(path.name.replace(tmp_path.name, "FOLDER") for path in Path("new").iterdir()) == names


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("parse a/call.txt b/deep/a/call.txt -o new", "'a/call.txt' and 'b/deep/a/call.txt'"),
        ("parse a/call.txt b/call.txt a-call.txt -o new", "'a/call.txt' and 'a-call.txt'"),
        ("parse a/call.txt a/call.txt -o new", "'a/call.txt' and 'a/call.txt'"),
    ],
)
def test_inputs_that_can_not_be_told_apart_are_refused(run: Run, line: str, says: str) -> None:
    """Where the folders have one name, too, or make a name that is taken: exit 2 with both, and nothing is written."""
    code, _, err = run(line)
    assert code == 2
    assert f"{says} would both be written to {str(Path('new/a-call.txt'))!r}; give each" in err
    assert not Path("new").exists()


@pytest.mark.parametrize(
    ("command", "place", "alone"),
    [
        ("summarize -q {} --format json", "all.jsonl", "summarize -q {} --format json"),
        ("summarize -q {} --format json", "a/all.JSON", "summarize -q {} --format json"),
        ("summarize -q {}", "all.md", "summarize -q {}"),
        ("show dir/stored.json dir/stored.json", "all.md", "show dir/stored.json dir/stored.json"),
        ("parse {} --format json", "all.jsonl", "parse {} --format json"),
        ("parse {}", "all.txt", "parse {}"),
    ],
)
def test_a_place_with_a_suffix_that_fits_is_one_file_for_all(run: Run, command: str, place: str, alone: str) -> None:
    """What several inputs give on standard output stands in the file, in their order, however often it is written."""
    both = "call.txt other.txt"
    for _ in range(2):
        assert run(f"{command.format(both)} -o {place}")[:2] == (0, "")
    assert Path(place).read_text(encoding="utf-8") == run(alone.format(both))[1]


def test_a_file_for_all_holds_what_could_be_done(run: Run) -> None:
    """An input that fails costs only itself."""
    code, _, err = run("parse gone.txt call.txt other.txt --format json -o all.jsonl")
    assert (code, len(Path("all.jsonl").read_text(encoding="utf-8").splitlines())) == (1, 2)
    assert "gone.txt" in err


@pytest.mark.parametrize("place", ["folder.jsonl", "v1.2", "new"])
def test_a_place_that_is_a_folder_or_ends_otherwise_is_a_folder(run: Run, place: str) -> None:
    """A folder stays one whatever its name, and a suffix of no format makes no file."""
    Path("folder.jsonl").mkdir()
    assert run(f"summarize -q call.txt other.txt --format json -o {place}")[0] == 0
    assert sorted(path.name for path in Path(place).iterdir()) == ["call.json", "other.json"]


def test_a_file_that_is_there_and_ends_otherwise_is_no_folder(run: Run) -> None:
    """The sentence says what may be named for several inputs."""
    Path("notes").write_text("mine", encoding="utf-8")
    code, _, err = run("summarize -q call.txt other.txt -o notes")
    assert (code, Path("notes").read_text(encoding="utf-8")) == (2, "mine")
    assert "'notes' is a file, and there are 2 inputs; name a folder after -o, or a file that ends in .md." in err


def test_an_earlier_result_is_written_over(run: Run) -> None:
    """The same command twice is no mistake."""
    assert [run("summarize -q call.txt -o call.md")[0] for _ in range(2)] == [0, 0]


@pytest.mark.parametrize("in_a_folder", [False, True])
@pytest.mark.parametrize(
    ("line", "same"),
    [
        ("summarize -q call.txt -o new.html", "html"),
        ("summarize -q call.txt -o new.HTM", "html"),
        ("summarize -q call.txt other.txt -o new.jsonl", "json"),
        ("summarize -q call.txt -o new.json", "json"),
        ("summarize -q call.txt other.txt -o new.csv", "csv"),
        ("summarize -q call.txt -o new.txt", "md"),
        ("summarize -q call.txt -o new", "md"),
        ("show dir/stored.json -o new.csv", "csv"),
        ("parse call.txt other.txt -o new.jsonl", "json"),
        ("parse call.txt -o new.md", "text"),
        ("diff dir/stored.json dir/stored.json -o new.json", "json"),
    ],
)
def test_the_suffix_of_a_file_says_its_format(run: Run, line: str, same: str, in_a_folder: bool) -> None:
    """Without --format, -o FILE gets what --format and the suffix would give together; a folder's name says nothing."""
    command, place = line.split(" -o ")
    if in_a_folder and not command.startswith("diff"):
        Path(place).mkdir()
        assert run(line)[0] == 0
        assert {path.suffix for path in Path(place).iterdir()} == {".txt" if command.startswith("parse") else ".md"}
        return
    assert run(line)[:2] == (0, "")
    assert Path(place).read_text(encoding="utf-8") == run(f"{command} --format {same}")[1]


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("summarize call.txt --format json -o new.html", ["'new.html' ends in .html", "--format is json", ".jsonl"]),
        ("summarize call.txt other.txt --format csv -o new.txt", ["ends in .txt", "--format is csv", ".csv"]),
        ("show dir/stored.json --format md -o new.json", ["ends in .json", "--format is md", ".md"]),
        ("parse call.txt --format text -o new.json", ["ends in .json", "--format is text", ".txt"]),
        ("diff dir/stored.json dir/stored.json --format md -o new.html", ["ends in .html", "--format is md"]),
        ("summarize call.txt -o new.pdf", ["'new.pdf' says no format", ".md, .markdown, .txt, .jsonl", "--format"]),
        ("summarize call.txt other.txt -o new.docx", ["'new.docx' says no format", ".csv, .html", "--format"]),
        ("parse call.txt -o new.html", ["'new.html' says no format", "one of .txt, .md, .markdown, .jsonl"]),
        ("diff dir/stored.json dir/stored.json -o new.csv", ["'new.csv' says no format", ".md", "--format"]),
        ("summarize gone.txt -o new/all.md", ["'new/all.md' can't be written", "no folder 'new'", "make it"]),
        ("summarize gone.txt call.txt -o new/all.csv", ["no folder 'new'"]),
        ("summarize gone.txt -o call.txt/all.html", ["no folder 'call.txt'"]),
        ("show gone.json -o new/all.md", ["no folder 'new'"]),
        ("parse gone.txt call.txt -o new/all.jsonl", ["no folder 'new'"]),
        ("diff gone.json gone.json -o new/all.md", ["no folder 'new'"]),
    ],
)
def test_a_place_that_does_not_fit_is_refused_before_any_work(
    run: Run, tmp_path: Path, line: str, words: list[str]
) -> None:
    """A suffix against --format, an unknown one without it, a file in no folder: exit 2, one sentence, no file."""
    before = held(tmp_path)
    code, out, err = run(line)
    assert (code, out, err.count("\n")) == (2, "", 1)
    for word in words:
        assert word in err
    assert held(tmp_path) == before
    assert not Path("new").exists()


def test_an_unknown_suffix_is_taken_where_the_format_is_given(run: Run) -> None:
    """With --format a file may be called anything that says no other format."""
    assert run("summarize -q call.txt --format json -o new.out")[0] == 0
    assert Path("new.out").read_text(encoding="utf-8").startswith("{")


def test_a_slash_at_the_end_says_folder(run: Run) -> None:
    """A place that ends in a slash is a folder also for one input, made if missing; what is a file can't be one."""
    assert run("parse call.txt -o new/deep/")[0] == 0
    assert Path("new/deep/call.txt").is_file()
    code, _, said = run("parse call.txt -o call.txt/x/")
    assert (code, "can't be made" in said) == (2, True)
