"""Tables: one row a question."""

from __future__ import annotations

import builtins
import csv
import io
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.errors import MissingPackage
from summarizer.render import table
from summarizer.summary import SummaryFlag
from tests.summaries import analyst, call, exchange, fennmark

# What others rely on: a new column goes to the end, and none of these is ever renamed or moved.
COLUMNS = """
    company ticker period date source engine model analyst firm number question answer status topics answered_by quote
    line_unit question_lines evidence quote_lines figures doubtful flags
""".split()


def read(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def test_the_columns_are_stable() -> None:
    """The header starts with the columns of the first release, in their order."""
    assert list(table.COLUMNS)[: len(COLUMNS)] == COLUMNS
    assert table.csv([]).strip().split(",") == list(table.COLUMNS)


def test_a_row_is_a_question() -> None:
    """Each question is a row with its call, its analyst, its lines and what is doubtful about it."""
    rows = read(table.csv([fennmark()]))
    assert [(row["analyst"], row["number"], row["status"]) for row in rows] == [
        ("Ines Okafor", "1", "answered"),
        ("Paul Drury", "1", "declined"),
        ("Paul Drury", "2", "answered"),
    ]
    first = rows[0]
    assert (first["company"], first["period"], first["firm"]) == ("Fennmark Pumps Inc", "Q1 2025", "Larkfield Research")
    assert (first["evidence"], first["doubtful"]) == ("11; 13", "2026")
    assert first["flags"] == '"2026" is not in the session.'
    assert rows[1]["topics"] == "margins; guidance"


def test_several_calls_have_one_header() -> None:
    """Calls follow one another below one header."""
    one = table.csv([fennmark()])
    assert table.csv([fennmark(), fennmark()]) == one + one.partition("\n")[2]


def test_a_call_without_questions_has_no_row() -> None:
    """A call without a Q&A adds nothing."""
    assert table.csv([call()]) == ",".join(table.COLUMNS) + "\n"


def test_spans_are_no_dates() -> None:
    """A span is written with a dash that no spreadsheet takes for a day of a month."""
    [row] = read(table.csv([call(analyst(exchange(question_lines=((3, 5),))))]))
    assert row["question_lines"] == "3–5"


@pytest.mark.parametrize("words", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r\n=1"])
def test_no_cell_is_a_formula(words: str) -> None:
    """What a spreadsheet would run has an apostrophe before it."""
    flag = SummaryFlag(kind="x", says=words)
    text = table.csv([call(analyst(exchange(words, words, quote=words, flags=(flag,)), name=words, firm=words))])
    assert not [cell for row in read(text) for cell in row.values() if cell.lstrip().startswith(("=", "+", "-", "@"))]


@given(st.text())
def test_any_words_stay_in_their_cell(words: str) -> None:
    """Whatever is said, a question stays one row and every column keeps its place."""
    [row] = read(table.csv([call(analyst(exchange(words, words), name="A"))]))
    assert row["analyst"] == "A"
    assert row["status"] == "answered"
    assert row["question"].removeprefix("'") == row["answer"].removeprefix("'")


def test_a_frame_has_the_same_columns_and_lists_to_explode() -> None:
    """The data frame has a row a question and the table's columns; topics can be exploded and counted."""
    frame = fennmark().to_frame()
    assert list(frame.columns) == list(table.COLUMNS)
    assert len(frame) == 3
    assert frame.explode("topics")["topics"].value_counts()["margins"] == 2


def test_without_pandas_the_frame_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where pandas is missing, one sentence says how to get it and what works without."""
    real = builtins.__import__

    def without_pandas(name: str, *args: Any, **kwargs: Any) -> Any:
        if name == "pandas":
            raise ImportError(name)
        return real(name, *args, **kwargs)

    monkeypatch.setattr(builtins, "__import__", without_pandas)
    with pytest.raises(MissingPackage, match=r"analyst-qa\[notebook\].*csv"):
        fennmark().to_frame()
