"""Where the Q&A starts, and what holds for the sessions of every call."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summarizer.reading import read_transcript
from summarizer.reading.layouts import read_lines
from summarizer.segmentation.sessions import parse_call
from summarizer.transcript import ParsedCall, Transcript
from tests.dialogues import ROSTER, WELCOME, analysts, call, page

CALLED = "Operator: Our first question comes from Ida Storm with Norvik Capital. Please go ahead.\n"
ASKED = "Ida: How large was the backlog at the end of the quarter?\nOlaf: It was $96 million, against $81 million.\n"
NEXT = "Operator: Our next question is from Paul Drury.\nPaul: What about the margin?\nHedda: About 31% for the year.\n"


def first_words(parsed: ParsedCall, lines: list[str]) -> str | None:
    """The words on the line where the Q&A starts, and on the one below it."""
    return None if parsed.qa_line is None else " ".join(lines[parsed.qa_line - 1 : parsed.qa_line + 1])


@pytest.mark.parametrize(
    ("dialogue", "expected"),
    [
        (CALLED + ASKED, "Operator Our first question"),
        (
            "Operator: We will now begin the question-and-answer session.\n" + CALLED + ASKED,
            "Operator We will now begin",
        ),
        ("Operator: To ask a question, press star one.\nTove: While we wait, a word.\n" + CALLED + ASKED, "Operator"),
        (
            "Tove: We take questions now. First is Ida Storm from Norvik Capital.\n" + ASKED,
            "Tove Vale We take questions",
        ),
        (ASKED, "Ida Storm How large"),
        ("Questions and Answers\n" + CALLED + ASKED, "Questions and Answers Operator"),
        ("Questions and Answers\n" + ASKED, "Questions and Answers Ida Storm"),
        (
            "Tove: A question was submitted on the webcast: will you pay a dividend?\nOlaf: No.\n",
            "Tove Vale A question",
        ),
        ("Operator: There are no questions at this time. You may now disconnect.\n", None),
        ("Questions and Answers\nOperator: There are no questions at this time.\n", None),
        ("Olaf: What does it mean for us? It means growth.\nHedda: And what of cash? It rose by 5%.\n", None),
        ("", None),
    ],
)
def test_where_the_qa_starts(dialogue: str, expected: str | None) -> None:
    """At its heading, else at the turn that calls or opens, else at the first question; without questions nowhere."""
    lines = page(dialogue)
    parsed = parse_call(read_lines(lines))
    started = first_words(parsed, lines)
    assert (started or "").startswith(expected or "")
    assert (started is None) is (expected is None)
    assert bool(parsed.sessions) is (expected is not None)


def test_what_follows_the_close_is_in_no_session() -> None:
    """Once the operator closes, what the company says belongs to nobody."""
    found = call(
        CALLED + ASKED + "Operator: There are no further questions. I turn the call back to Olaf Berg.\n"
        "Olaf: Thank you all. We had a strong quarter, and we look forward to the next one with confidence.\n"
    )
    [session] = found.sessions
    assert "We had a strong quarter" not in " ".join(line.text for line in session.spoken)


def test_participants_are_completed() -> None:
    """The roster's people have the roles and the firms that the call shows."""
    found = call(CALLED + ASKED, ROSTER.replace("Ida Storm; Analyst; Norvik Capital\n", ""))
    [ida] = [one for one in found.participants if one.name == "Ida Storm"]
    assert (ida.role, ida.firm) == ("analyst", "Norvik Capital")


VOICES = {"Operator": "A", "Olaf": "B", "Hedda": "C", "Ida": "D", "Paul": "E"}
SPOKEN = [row.split(": ", 1) for row in (WELCOME + CALLED + ASKED + NEXT).splitlines() if row]


def numbered() -> Transcript:
    """The call as text with numbers for names."""
    return read_lines([f"Speaker {'ABCDE'.index(VOICES[name]) + 1}: {text}" for name, text in SPOKEN])


def diarised(tmp_path: Path) -> Transcript:
    """The call as a vendor's JSON with letters for names."""
    file = tmp_path / "call.json"
    entries = [{"speaker": VOICES[name], "text": text} for name, text in SPOKEN]
    file.write_text(json.dumps({"utterances": entries}), "utf-8")
    return read_transcript(file)


@pytest.mark.parametrize("vendor", [False, True])
def test_voices_without_names_become_sessions(vendor: bool, tmp_path: Path) -> None:
    """A call in which even the operator has only a number has its sessions, named from the operator's calls."""
    found = parse_call(diarised(tmp_path) if vendor else numbered())
    assert analysts(found) == ["Ida Storm", "Paul Drury"]
    answering = [session.exchanges[0].answered_by for session in found.sessions]
    assert answering == ([("Speaker B",), ("Speaker C",)] if vendor else [("Speaker 2",), ("Speaker 3",)])
    assert [flag.kind for session in found.sessions for flag in session.flags] == ["name", "name"]


ROWS = (
    WELCOME
    + CALLED
    + ASKED
    + NEXT
    + CALLED
    + "Ida: Thanks. And cash?\nThanks. It rose.\nOperator: No more questions.\n"
)
SHAKEN = st.lists(st.sampled_from([row for row in ROWS.splitlines() if row]), max_size=40)


@settings(max_examples=150, deadline=None)
@given(SHAKEN)
def test_every_line_of_a_session_is_on_one_side(rows: list[str]) -> None:
    """However turns are shuffled, doubled and lost: a line is once in one session, an exchange in its session's lines,
    no line in a question and an answer, and who answered is known."""
    parsed = call("\n".join(rows), welcome="")
    spoken = [line.number for session in parsed.sessions for line in session.spoken]
    assert len(spoken) == len(set(spoken))
    known = {one.name for one in parsed.participants}
    for session in parsed.sessions:
        sides = {line.number: line.side for line in session.spoken}
        inside = {n for first, last in session.lines for n in range(first, last + 1)}
        assert sides.keys() <= inside
        for exchange in session.exchanges:
            for side, spans in (("question", exchange.question_lines), ("answer", exchange.answer_lines)):
                numbers = {n for first, last in spans for n in range(first, last + 1)}
                assert numbers <= inside
                assert all(sides.get(n, side) == side for n in numbers)
            assert known.issuperset(exchange.answered_by)
        asked = [n for one in session.exchanges for first, last in one.question_lines for n in range(first, last + 1)]
        told = [n for one in session.exchanges for first, last in one.answer_lines for n in range(first, last + 1)]
        assert len({*asked, *told}) == len(asked) + len(told)


CAPTIONS = [
    ("Nora Lind", "Welcome to the Fennmark Pumps call. I hand over to Olaf Berg."),
    ("Olaf Berg", "Sales rose by 4% in the quarter."),
    ("Olaf Berg", "We sold more pumps than"),
    ("Olaf Berg", "in any quarter before."),
    ("Nora Lind", "Our first question comes from Ida Storm with Norvik Capital."),
    ("Nora Lind", "Ida, please go ahead."),
    ("Ida Storm", "Thanks. And then just on the"),
    ("Ida Storm", "new valve."),
    ("Ida Storm", "You have talked about it"),
    ("Ida Storm", "before."),
    ("Ida Storm", "I don't think I heard it today."),
    ("Olaf Berg", "You didn't hear it because it's on trial, and I've learned my"),
    ("Olaf Berg", "lesson with things on trial."),
    ("Olaf Berg", "But 400 of them run."),
    ("Olaf Berg", "They like it."),
    ("Olaf Berg", "We'll charge for it in the second half."),
    ("Ida Storm", "Alright, thank you."),
    ("Nora Lind", "There are no further questions. Goodbye."),
]


@pytest.mark.parametrize("payload", ["{}: {}", "<v {}>{}</v>"])
def test_captions_that_name_who_speaks_on_every_line_are_believed(payload: str) -> None:
    """A meeting's captions are short, but no label of theirs is lost: nobody's words are moved for being in scraps."""
    cues = [f"00:00:01.000 --> 00:00:04.000\n{payload.format(*said)}\n" for said in CAPTIONS]
    [session] = parse_call(read_transcript("WEBVTT\n\n" + "\n".join(cues))).sessions
    sides = {"Ida Storm": "question", "Olaf Berg": "answer"}
    assert [(line.text, line.side) for line in session.spoken[:-1]] == [
        (text, sides[who]) for who, text in CAPTIONS[6:16]
    ]


def test_words_of_nobody() -> None:
    """Where all words stand under one label without a name nobody asks, whatever is said, and a flag says why."""
    said = "Here is a written question from Rolf Haag. What will the tax rate be? It is 24%. Any other question?"
    found = call(f"Unknown Speaker: {said}\nUnknown Speaker: {said}\n", roster="", welcome="")
    assert (found.qa_line, found.sessions) == (None, ())
    assert [flag.kind for flag in found.flags] == ["label"]


def test_labels_that_came_late_or_not_at_all() -> None:
    """On a page in scraps an answer begins before its label, and a question stands between two of management's."""
    scraps = "\n".join(["Coming, and.", "So I think.", "Our backlog, we will.", "Ship it in.", "The plan that we."])
    found = call(
        f"{CALLED}Ida: How large was the backlog?\nAbout 96 million.\nOlaf: We saw it.\n{scraps}\n"
        "And the tax rate?\nHedda: It is 24%.\nThis year.\nAnd next.\n"
    )
    [session] = found.sessions
    sides = {line.text: line.side for line in session.spoken}
    assert (sides["About 96 million."], sides["And the tax rate?"]) == ("answer", "question")
