"""The transcript beside a summary."""

from __future__ import annotations

from pathlib import Path

import pytest

from summarizer import read_transcript, summarize
from summarizer.render.source import shown
from tests.summaries import fennmark, transcript

CASES = sorted((Path(__file__).parents[2] / "evals/cases").glob("*/transcript.*"))


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.parent.name)
def test_every_word_of_every_turn_is_shown_once(path: Path) -> None:
    """The lines that are shown are those of the transcript, in order, with all of their words."""
    read = read_transcript(path)
    lines = [line for turn in shown(read, fennmark()) for line in turn.lines]
    assert [line.number for line in lines] == [line.number for turn in read.turns for line in turn.lines]
    said = " ".join(line.text for line in lines).split()
    assert said == [
        word.strip("\ufeff\u200b") for turn in read.turns for line in turn.lines for word in line.text.split()
    ]


def test_a_label_without_words_is_no_turn() -> None:
    """A label right above another one says nothing, so nothing is shown of it; who it names is on the call."""
    labels = ["Operator:", "Olaf Berg: Good day.", "Hedda Lund:", "Olaf Berg: The margin was 12%.", "Hedda Lund:"]
    read = read_transcript("\n".join([*labels, "Operator: That is all.", "Operator:", ""]))
    assert [turn.label for turn in shown(read, fennmark())] == ["Olaf Berg", "Olaf Berg", "Operator"]
    assert "Hedda Lund" in [person.name for person in read.participants]


def test_lines_know_whether_the_summary_rests_on_them() -> None:
    """Exactly the evidence of the exchanges is marked."""
    cited = [line.number for turn in shown(transcript(), fennmark()) for line in turn.lines if line.cited]
    assert cited == [11, 13, 19, 21]


def test_a_flag_stands_at_its_line() -> None:
    """The note of a line is what the flag about it says."""
    notes = {line.number: line.notes for turn in shown(transcript(), fennmark()) for line in turn.lines if line.notes}
    assert notes == {13: ('"2026" is not in the session.',)}


def test_the_first_turn_of_the_qa_opens_it() -> None:
    """One turn opens the Q&A, and it is the one that calls the first analyst."""
    turns = shown(transcript(), fennmark())
    assert [turn.lines[0].number for turn in turns if turn.opens] == [9]


def test_a_repaired_line_names_who_speaks() -> None:
    """Where the words are not the label's, the line names the speaker, and the next of the label's own names it."""
    demo = read_transcript(next(path for path in CASES if path.parent.name == "sundrel-q3"))
    turns = shown(demo, summarize(demo, engine="extractive"))
    [turn] = [turn for turn in turns for line in turn.lines if line.number == 74]
    assert turn.label == "Ilsabet Torvane"
    named = {line.number: line.speaker for line in turn.lines if line.speaker}
    assert named == {74: "Nadira Colquitt", 76: "Ilsabet Torvane"}
