"""The command line: exit codes, one sentence for whatever is wrong, results and everything else apart."""

from __future__ import annotations

import io
import json
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import NamedTuple

import pytest

from summarizer import cli
from tests.calls import CALL, WITHOUT_ANALYSTS, WITHOUT_QA, answered
from tests.loopback import Answer, Loopback, completion, refusal


class Result(NamedTuple):
    code: int
    out: str
    err: str


Run = Callable[..., Result]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Run:
    """The command line in this process, in a folder of its own and without any setting of the environment."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "200")
    (tmp_path / "call.txt").write_text(CALL, encoding="utf-8")

    def run(*arguments: object) -> Result:
        monkeypatch.setattr(sys, "argv", ["summarizer", *map(str, arguments)])
        with pytest.raises(SystemExit) as ended:
            cli.main()
        out, err = capsys.readouterr()
        code = ended.value.code
        assert isinstance(code, int | None)
        return Result(code or 0, out, err)

    return run


def says(result: Result) -> str:
    """The one sentence on stderr."""
    lines = [line for line in result.err.splitlines() if "engine runs" not in line]
    assert len(lines) == 1, result.err
    assert lines[0].startswith("summarizer: ")
    assert lines[0].endswith(".")
    return lines[0]


def test_a_summary_is_printed_and_the_engine_is_named_on_stderr(run: Run) -> None:
    """The summary alone is on stdout; stderr has one line that says which engine ran and how to get the other."""
    result = run("summarize", "call.txt")
    assert result.code == 0
    assert "## Ines Okafor · Larkfield Research" in result.out
    assert result.err.count("\n") == 1
    assert "embedded engine" in result.err
    assert "--base-url" in result.err


@pytest.mark.parametrize(
    ("command", "settings"),
    [
        ("summarize call.txt --engine extractive", ""),
        ("summarize call.txt", "engine = 'extractive'"),
        ("summarize gone.txt", ""),
        ("summarize empty.txt", ""),
    ],
)
def test_the_other_engine_is_spoken_of_only_where_it_helps(
    run: Run, tmp_path: Path, command: str, settings: str
) -> None:
    """Nothing is said of engines where one was asked for by name, or where nothing could be read."""
    (tmp_path / "summarizer.toml").write_text(settings, encoding="utf-8")
    (tmp_path / "empty.txt").write_text("", encoding="utf-8")
    assert "engine" not in run(*command.split()).err


def test_the_engine_is_named_once_for_all_calls(run: Run) -> None:
    """However many calls can be read, also after one that can't, one line names the engine."""
    assert run("summarize", "gone.txt", "call.txt", "call.txt").err.count("embedded engine") == 1


@pytest.mark.parametrize(
    ("text", "sentence"), [(WITHOUT_QA, "No question-and-answer part"), (WITHOUT_ANALYSTS, "no analyst was found")]
)
def test_a_call_without_questions_leaves_no_row_without_a_reason(
    run: Run, tmp_path: Path, text: str, sentence: str
) -> None:
    """A table tells on stderr which call has no rows and why, a plan in its text; exit 0, and --quiet is heeded."""
    (tmp_path / "none.txt").write_text(text, encoding="utf-8")
    run("summarize", "-q", "none.txt", "-o", "none.json")
    for command in ("summarize none.txt call.txt --format csv", "show none.json --format csv"):
        result = run(*command.split())
        assert (result.code, result.out.splitlines()[0][:8]) == (0, "company,")
        assert sentence in says(result)
        assert command.split()[1] in says(result)
    assert run("summarize", "none.txt", "--format", "csv", "-q").err == ""
    planned = run("plan", "none.txt", "--model", "small")
    assert (planned.code, planned.err) == (0, "")
    assert planned.out == "none.txt: no Q&A in which an analyst asks was found, so there is nothing to ask small.\n"


def test_quiet_says_nothing_where_nothing_is_wrong(run: Run) -> None:
    """With --quiet stderr is empty."""
    assert run("summarize", "call.txt", "--quiet").err == ""


def test_json_is_one_line_a_call_in_the_order_of_the_files(run: Run, tmp_path: Path) -> None:
    """JSON Lines: one object for each file, in the order in which they were named."""
    (tmp_path / "none.txt").write_text(WITHOUT_QA, encoding="utf-8")
    result = run("summarize", "none.txt", "call.txt", "--format", "json")
    calls = [json.loads(line) for line in result.out.splitlines()]
    assert [call["call"]["source"] for call in calls] == ["none.txt", "call.txt"]
    assert [len(call["analysts"]) for call in calls] == [0, 2]


def test_standard_input_is_a_file(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """- reads the transcript from standard input."""
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(CALL.encode())))
    assert "## Paul Drury" in run("summarize", "-").out


def test_output_goes_to_a_file_or_for_several_inputs_to_a_folder(run: Run, tmp_path: Path) -> None:
    """-o names a file for one input and a folder for several, which is made; nothing is on stdout then."""
    (tmp_path / "other.txt").write_text(WITHOUT_QA, encoding="utf-8")
    assert run("summarize", "call.txt", "-o", "one.md").out == ""
    assert run("summarize", "call.txt", "other.txt", "-o", "all", "--format", "json").out == ""
    assert "## Paul Drury" in (tmp_path / "one.md").read_text(encoding="utf-8")
    assert sorted(path.name for path in (tmp_path / "all").iterdir()) == ["call.json", "other.json"]


def test_a_file_that_fails_costs_only_itself(run: Run) -> None:
    """Of several files those that can be done are printed, the one that can't is named, and the exit code is 1."""
    result = run("parse", "gone.txt", "call.txt", "--format", "json")
    assert result.code == 1
    assert len(result.out.splitlines()) == 1
    assert "gone.txt" in says(result)


BINARY = bytes(range(256)) * 20


@pytest.mark.parametrize("command", ["summarize", "parse", "plan"])
@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("empty.txt", b"", ["empty.txt", "is empty", "give"]),
        ("blank.txt", b" \n\n", ["blank.txt", "is empty", "give"]),
        ("photo.txt", BINARY, ["photo.txt", "binary", "give"]),
        ("folder", None, ["folder", "is a folder", "name the transcript"]),
        ("gone.txt", ..., ["gone.txt", "no file", "check the path"]),
    ],
)
def test_input_that_is_no_transcript_is_named_in_one_sentence(
    run: Run, tmp_path: Path, command: str, name: str, content: object, words: list[str]
) -> None:
    """An empty file, a binary, a folder or a missing file ends with 2 and a sentence that says what to do."""
    if isinstance(content, bytes):
        (tmp_path / name).write_bytes(content)
    elif content is None:
        (tmp_path / name).mkdir()
    result = run(command, name)
    assert (result.code, result.out) == (2, "")
    for word in words:
        assert word in says(result)


@pytest.mark.parametrize(
    ("text", "sentence"), [(WITHOUT_QA, "No question-and-answer part"), (WITHOUT_ANALYSTS, "no analyst was found")]
)
def test_a_call_without_questions_is_said_in_one_sentence(run: Run, tmp_path: Path, text: str, sentence: str) -> None:
    """No Q&A, or nobody who asks in it, is an answer: one sentence below the heading and exit 0, for parse as well."""
    (tmp_path / "none.txt").write_text(text, encoding="utf-8")
    result = run("summarize", "none.txt")
    assert result.code == 0
    assert sentence in result.out
    assert len(result.out.splitlines()) == 3
    parsed = run("parse", "none.txt", "--format", "json")
    assert (parsed.code, json.loads(parsed.out)["sessions"]) == (0, [])


def test_without_a_key_the_llm_engine_says_what_it_needs(run: Run) -> None:
    """Asked for by name without key or address, the llm engine ends with 2 and names the three ways on."""
    result = run("summarize", "call.txt", "--engine", "llm")
    assert result.code == 2
    for word in ("OPENAI_API_KEY", "--base-url", "--engine extractive"):
        assert word in says(result)


@pytest.mark.parametrize("command", ["summarize call.txt", "summarize call.txt --quiet"])
def test_a_model_without_a_key_is_not_quietly_left_out(run: Run, command: str) -> None:
    """A model that is named and can't be asked ends with 2 and says what to set; no other engine takes its place."""
    result = run(*command.split(), "--model", "gpt-4.1-mini")
    assert (result.code, result.out) == (2, "")
    for word in ("gpt-4.1-mini", "OPENAI_API_KEY", "--base-url", "leave out the model"):
        assert word in says(result)


@pytest.mark.parametrize("command", ["plan call.txt", "prompts call.txt", "cache info --cache kept"])
def test_who_asks_nobody_needs_no_key(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: str) -> None:
    """Commands that send nothing run without a key, though the settings name a model, or the llm engine."""
    (tmp_path / "summarizer.toml").write_text("model = 'gpt-4.1-mini'", encoding="utf-8")
    assert run(*command.split()).code == 0
    monkeypatch.setenv("SUMMARIZER_ENGINE", "llm")
    assert run(*command.split()).code == 0


def closed_port() -> int:
    """A port of this machine on which nothing listens."""
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        return int(listening.getsockname()[1])


def test_an_endpoint_that_is_down_ends_with_3(run: Run, tmp_path: Path) -> None:
    """Where nothing answers, the address is named, the other files are not tried in vain, and the exit code is 3."""
    (tmp_path / "other.txt").write_text(CALL, encoding="utf-8")
    address = f"http://127.0.0.1:{closed_port()}/v1"
    result = run("summarize", "call.txt", "other.txt", "--base-url", address, "--no-cache", "--quiet")
    assert (result.code, result.out) == (3, "")
    reason, rest = result.err.splitlines()
    assert address in reason
    assert "not tried: other.txt." in rest


def test_a_wrong_model_name_ends_with_2(run: Run) -> None:
    """An endpoint that doesn't know the model is an error of usage, and the sentence names the model."""
    with Loopback([refusal(404, "The model `smal` does not exist", "model_not_found")]) as endpoint:
        result = run("summarize", "call.txt", "--base-url", endpoint.base_url, "--model", "smal", "--no-cache")
    assert (result.code, result.out) == (2, "")
    assert "smal" in says(result)


def test_the_llm_engine_asks_the_endpoint_and_prints_what_it_said(run: Run) -> None:
    """With an address the whole way runs against an OpenAI-compatible endpoint, and usage adds up in the output."""
    with Loopback(lambda body: completion(answered(body))) as endpoint:
        result = run("summarize", "call.txt", "--base-url", endpoint.base_url, "--format", "json", "--no-cache")
    assert result.code == 0
    summary = json.loads(result.out)
    assert summary["engine"] == "llm"
    assert summary["usage"]["calls"] == len(endpoint.asked)
    assert [len(one["exchanges"]) for one in summary["analysts"]] == [1, 1]


@pytest.mark.parametrize("command", ["summarize", "plan", "prompts"])
def test_a_template_with_an_unknown_variable_is_named(run: Run, tmp_path: Path, command: str) -> None:
    """A template that uses what it doesn't get stops before anything is sent, with the file and what it does get."""
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine/session.j2").write_text("{{ sessions }} {{ call }} {{ weather }}", encoding="utf-8")
    engine = ("--base-url", f"http://127.0.0.1:{closed_port()}/v1") if command == "summarize" else ()
    result = run(command, "call.txt", "--prompts", "mine", *engine)
    assert (result.code, result.out) == (2, "")
    for word in ("session.j2", "weather", "sessions"):
        assert word in says(result)


@pytest.mark.parametrize("command", ["summarize", "plan"])
def test_a_malformed_topics_file_is_named(run: Run, tmp_path: Path, command: str) -> None:
    """A topics file that is no list of topics stops before anything is read or sent, with the file and the line."""
    (tmp_path / "mine.yaml").write_text("demand: yes\n", encoding="utf-8")
    result = run(command, "call.txt", "--topics", "mine.yaml")
    assert (result.code, result.out) == (2, "")
    assert "mine.yaml:1" in says(result)


def test_parse_prints_the_contracts_object(run: Run) -> None:
    """parse --format json prints one object: where the Q&A is, who asks, and which lines ask and answer."""
    found = json.loads(run("parse", "call.txt", "--format", "json").out)
    assert found["layout"]
    assert found["line_unit"] == "line"
    assert 8 <= found["qa_line"] <= 10
    assert [session["analyst"] for session in found["sessions"]] == ["Ines Okafor", "Paul Drury"]
    [exchange] = found["sessions"][0]["exchanges"]
    assert exchange["question_lines"][0] == [11, 11]
    assert (exchange["answer_lines"], exchange["answered_by"]) == ([[13, 13]], ["Tom Vale"])


def test_parse_as_text_is_for_people(run: Run) -> None:
    """By default parse shows each session with its questions and who answered on which lines."""
    out = run("parse", "call.txt").out
    assert "Ines Okafor · Larkfield Research" in out
    assert "answered by Tom Vale [13]" in out


def test_plan_says_what_would_be_asked_before_anything_is_sent(run: Run) -> None:
    """plan gives requests, tokens and price without a key; the price of an unknown model is unknown, not zero."""
    found = json.loads(run("plan", "call.txt", "--format", "json", "--model", "gpt-4.1-mini").out)
    assert found["calls"] == len(found["requests"]) >= 1
    assert found["prompt_tokens"] == sum(request["prompt_tokens"] for request in found["requests"])
    assert found["cost_usd"] > 0
    assert [session["analyst"] for session in found["sessions"]] == ["Ines Okafor", "Paul Drury"]
    assert json.loads(run("plan", "call.txt", "--format", "json", "--model", "mine").out)["cost_usd"] is None
    assert "price unknown" in run("plan", "call.txt", "--model", "mine").out
    assert "perhaps 'gpt-4.1-mini' was meant" in says(run("plan", "call.txt", "--model", "gpt-4.1-mni"))


def test_prompts_shows_the_words_that_are_sent(run: Run) -> None:
    """prompts prints the messages of each request for a call, and without one every template filled with an example."""
    sent = run("prompts", "call.txt").out
    assert "How large was the backlog" in sent
    assert "request 1, system" in sent
    apart = run("prompts", "call.txt", "--no-pack", "--model", "small").out
    assert [text.count("request 2, system") for text in (sent, apart)] == [0, 1]
    assert "budget" in run("prompts", "call.txt", "--budget", "1").err
    shown = run("prompts").out
    for name in ("system.j2", "session.j2", "merge.j2", "repair.j2"):
        assert name in shown


def test_an_unknown_flag_or_value_ends_with_2(run: Run) -> None:
    """Wrong usage is exit 2, without a traceback."""
    for arguments in (("summarize",), ("summarize", "call.txt", "--format", "pdf"), ("sumarize", "call.txt")):
        result = run(*arguments)
        assert (result.code, result.out) == (2, "")
        assert "Traceback" not in result.err


def test_a_wrong_setting_in_a_file_ends_with_2(run: Run, tmp_path: Path) -> None:
    """A settings file with an unknown key is refused with the key that was probably meant."""
    (tmp_path / "summarizer.toml").write_text("modle = 'x'", encoding="utf-8")
    result = run("summarize", "call.txt")
    assert result.code == 2
    assert "perhaps 'model'" in says(result)


def test_an_output_that_cannot_be_written_is_named(run: Run, tmp_path: Path) -> None:
    """An impossible place after -o ends with one sentence."""
    result = run("summarize", "call.txt", "-o", "call.txt/below/one.md")
    assert result.code == 2
    assert "one.md" in says(result)


def test_a_reader_that_leaves_early_is_no_error(tmp_path: Path) -> None:
    """When the pipe is closed (as by head), the command ends without a traceback."""
    call = tmp_path / "call.txt"
    call.write_text(CALL, encoding="utf-8")
    command = [sys.executable, "-m", "summarizer", "parse", *[str(call)] * 400, "--format", "json"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stdout
        assert process.stderr
        process.stdout.readline()
        process.stdout.close()
        assert "Traceback" not in process.stderr.read()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no device that is always full")
@pytest.mark.parametrize(
    "command",
    ["summarize -q", "summarize -q --format html", "parse", "plan", "prompts", "schema", "--help", "parse --help"],
)
def test_a_full_disk_under_standard_output_is_one_sentence(tmp_path: Path, command: str) -> None:
    """Where standard output can't be written the run ends at once with 2, however many files are left."""
    call = tmp_path / "call.txt"
    call.write_text(CALL, encoding="utf-8")
    files = {"schema": [], "prompts": [call], "--help": [], "parse --help": []}.get(command, [call, call])
    with Path("/dev/full").open("w") as full:
        line = [sys.executable, "-m", "summarizer", *command.split(), *map(str, files)]
        result = subprocess.run(line, stdout=full, stderr=subprocess.PIPE, text=True)
    assert result.returncode == 2
    assert result.stderr.startswith("summarizer: Standard output can't be written (No space left on device); make room")
    assert result.stderr.count("\n") == 1


def test_ctrl_c_stops_at_once(tmp_path: Path) -> None:
    """An interrupt while the model is asked ends the command within moments, with one sentence and exit 130."""
    call = tmp_path / "call.txt"
    call.write_text(CALL, encoding="utf-8")
    with Loopback([Answer(then="stall")]) as endpoint:
        command = [sys.executable, "-m", "summarizer", "summarize", str(call), "--quiet", "--no-cache"]
        with subprocess.Popen(
            [*command, "--base-url", endpoint.base_url],
            stderr=subprocess.PIPE,
            text=True,
            # Where the tests run in the background of a script, interrupts are ignored, and children inherit that.
            preexec_fn=partial(signal.signal, signal.SIGINT, signal.SIG_DFL),
        ) as process:
            while not endpoint.asked:
                assert process.poll() is None
                time.sleep(0.02)
            process.send_signal(signal.SIGINT)
            _, err = process.communicate(timeout=30)
    assert process.returncode == 130
    assert err.strip() == "summarizer: Stopped; what was printed or written before is whole."


def test_the_installed_command_is_the_same(tmp_path: Path) -> None:
    """python -m summarizer is the command line, and prints UTF-8 whatever the locale."""
    call = tmp_path / "call.txt"
    call.write_text(CALL.replace("Tom Vale", "Tóm Vale"), encoding="utf-8")
    environment = {"PYTHONIOENCODING": "ascii", "PATH": ""}
    command = [sys.executable, "-m", "summarizer", "summarize", str(call), "--quiet"]
    result = subprocess.run(command, capture_output=True, env=environment, check=True)
    assert "Tóm Vale" in result.stdout.decode("utf-8")


def test_csv_is_one_table_for_all_files(run: Run) -> None:
    """Rows of several calls follow below one header, on stdout and in a file; a folder gets a table for each."""
    out = run("summarize", "call.txt", "call.txt", "--format", "csv").out
    assert out.count("company,ticker,period") == 1
    assert out.count("Ines Okafor") == 2
    run("summarize", "call.txt", "call.txt", "--format", "csv", "-o", "all.csv")
    assert Path("all.csv").read_text(encoding="utf-8") == out


def test_html_is_one_page_for_all_files(run: Run, tmp_path: Path) -> None:
    """Several calls share a page with their transcripts; in a folder each has its own."""
    (tmp_path / "none.txt").write_text(WITHOUT_QA, encoding="utf-8")
    result = run("summarize", "call.txt", "none.txt", "--format", "html", "-o", "all.html")
    assert (result.code, result.out) == (0, "")
    page = Path("all.html").read_text(encoding="utf-8")
    assert "Analyst Q&amp;A of 2 calls" in page
    assert 'id="c1-13"' in page
    run("summarize", "call.txt", "none.txt", "--format", "html", "-o", "pages")
    assert sorted(path.name for path in (tmp_path / "pages").iterdir()) == ["call.html", "none.html"]


def test_a_file_that_fails_costs_the_page_only_itself(run: Run) -> None:
    """A page of several calls holds those that could be done, and the exit code is 1."""
    result = run("summarize", "gone.txt", "call.txt", "--format", "html")
    assert result.code == 1
    assert "Ines Okafor" in result.out
    assert "gone.txt" in says(result)


def test_a_terminal_gets_colour_and_a_pipe_the_same_words_plain(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """On a terminal status has colour and lines link to the file; NO_COLOR and a pipe are plain."""
    for name in ("NO_COLOR", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERM", "xterm-256color")
    assert "\x1b" not in run("summarize", "call.txt").out
    monkeypatch.setattr("summarizer.cli.formats.width", lambda: 80)
    out = run("summarize", "call.txt").out
    assert "\x1b[32m● answered" in out
    assert Path("call.txt").resolve().as_uri() in out
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\x1b[32m" not in run("summarize", "call.txt").out


@pytest.fixture
def stored(run: Run) -> str:
    """A stored summary."""
    run("summarize", "call.txt", "--format", "json", "-o", "call.json")
    return "call.json"


@pytest.mark.parametrize("format", ["md", "json", "csv", "html"])
def test_show_renders_what_was_stored_as_it_was_rendered_then(run: Run, stored: str, format: str) -> None:
    """In every format a stored summary comes out as from the call itself."""
    transcript = ("--transcript", "call.txt") if format == "html" else ()
    assert (
        run("show", stored, "--format", format, *transcript).out == run("summarize", "call.txt", "--format", format).out
    )


def test_show_takes_json_lines_and_json_on_several_lines(run: Run, stored: str) -> None:
    """Whether a file has one object a line, or one object over many lines, all its calls are shown."""
    one = Path(stored).read_text(encoding="utf-8")
    Path("two.json").write_text(one + one, encoding="utf-8")
    Path("pretty.json").write_text(json.dumps(json.loads(one), indent=2), encoding="utf-8")
    assert run("show", "two.json", "--format", "json").out == one + one
    assert run("show", "pretty.json", "--format", "json").out == one
    assert run("show", "two.json", "-o", "two.md").code == 0
    assert Path("two.md").read_text(encoding="utf-8").count("\n# ") == 1


def test_show_gives_a_part(run: Run, stored: str) -> None:
    """One analyst, by a part of the name, and one topic."""
    out = run("show", stored, "--analyst", "okafor").out
    assert "## Ines Okafor" in out
    assert "Paul Drury" not in out
    topic = next(iter(json.loads(Path(stored).read_text(encoding="utf-8"))["topics"]))
    assert "## " in run("show", stored, "--topic", topic).out


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("show", "call.json", "--analyst", "Okafour"), ["No analyst", "perhaps 'Okafor'", "Paul Drury"]),
        (
            ("show", "call.json", "--analyst", "okafor", "--topic", "pricing"),
            ["Ines Okafor asked nothing on 'pricing'"],
        ),
        (("show", "call.json", "--topic", "prising"), ["No question", "perhaps 'pricing'"]),
        (
            ("show", "call.json", "--transcript", "call.txt", "--transcript", "call.txt"),
            ["1 summaries", "2 transcripts"],
        ),
        (
            ("show", "call.json", "--format", "html", "--transcript", "other.txt"),
            ["'other.txt' is not what the summary in 'call.json' was made from", "own transcript"],
        ),
        (("show", "gone.json"), ["gone.json", "can't be read", "check the path"]),
        (("show", "call.txt"), ["call.txt", "no JSON", "--format json"]),
        (("show", "parsed.json"), ["Call 1 of 'parsed.json'", "call: Field required", "--format json"]),
        (("show", "empty.json"), ["empty.json", "is empty"]),
        (("show", "broken.json"), ["'broken.json' is no JSON", "in line 6)"]),
        (("diff", "call.json", "two.json"), ["two.json", "2 calls", "give a file with one"]),
    ],
)
def test_what_can_not_be_shown_is_said_in_one_sentence(
    run: Run, stored: str, arguments: tuple[str, ...], words: list[str]
) -> None:
    """A name that nobody has, a file that is no summary, too many calls: exit 2, and what to do."""
    Path("parsed.json").write_text(run("parse", "call.txt", "--format", "json").out, encoding="utf-8")
    Path("empty.json").write_text("\n", encoding="utf-8")
    Path("broken.json").write_text("\n" + Path(stored).read_text(encoding="utf-8") * 4 + '{"call":}', encoding="utf-8")
    Path("two.json").write_text(Path(stored).read_text(encoding="utf-8") * 2, encoding="utf-8")
    Path("other.txt").write_text(CALL.replace("Thank you, operator", "Hello.\nThank you, operator"), encoding="utf-8")
    result = run(*arguments)
    assert (result.code, result.out) == (2, "")
    for word in words:
        assert word in says(result)


def test_diff_says_what_changed(run: Run, stored: str) -> None:
    """Between a run and itself nothing, for people and as JSON."""
    assert "came out the same." in run("diff", stored, stored).out
    found = json.loads(run("diff", stored, stored, "--format", "json").out)
    assert (found["of"], found["new"], found["gone"]) == ("one call", [], [])


def test_schema_prints_what_the_docs_keep(run: Run) -> None:
    """The JSON Schema of the output is on stdout."""
    docs = Path(__file__).parent.parent / "docs/summary.schema.json"
    assert run("schema").out == docs.read_text(encoding="utf-8")


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_prints_what_a_shell_needs(run: Run, shell: str) -> None:
    """Each shell gets a script that asks this command to complete."""
    out = run("completion", shell).out
    assert "_SUMMARIZER_COMPLETE" in out
    assert "summarizer" in out


def test_a_shell_completes_commands_and_formats(tmp_path: Path) -> None:
    """Asked by the shell, the command names what fits the words so far."""
    for words, wanted in (("summarizer su", "plain,summarize"), ("summarizer summarize --format h", "plain,html")):
        environment = {
            "_SUMMARIZER_COMPLETE": "bash_complete",
            "COMP_WORDS": words,
            "COMP_CWORD": str(len(words.split()) - 1),
            "PATH": "",
        }
        command = [sys.executable, "-m", "summarizer"]
        found = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
        assert found.stdout.split() == [wanted]


@pytest.mark.parametrize(
    ("arguments", "meant"),
    [
        (("sumarize", "call.txt"), "summarize"),
        (("summarize", "call.txt", "--format", "htm"), "html"),
        (("summarize", "call.txt", "--fromat", "md"), "--format"),
        (("summarize", "call.txt", "--engine", "extractiv"), "extractive"),
        (("completion", "bsh"), "bash"),
    ],
)
def test_a_near_miss_gets_a_suggestion(run: Run, arguments: tuple[str, ...], meant: str) -> None:
    """A command, an option or a value that is nearly one names the one that was probably meant."""
    result = run(*arguments)
    assert result.code == 2
    assert re.search(rf"(Did you mean|perhaps).*'{meant}'", result.err)
