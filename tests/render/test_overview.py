"""A call at a glance."""

from __future__ import annotations

import pytest

from summarizer.render import overview
from summarizer.summary import CallHeading, SummaryFlag
from tests.summaries import analyst, call, exchange, fennmark


@pytest.mark.parametrize(
    ("fields", "heading"),
    [
        ({}, ("Fennmark Pumps Inc (FNPU)", "Q1 2025", "2025-05-08")),
        ({"ticker": None}, ("Fennmark Pumps Inc", "Q1 2025", "2025-05-08")),
        ({"company": None}, ("FNPU", "Q1 2025", "2025-05-08")),
        ({"company": None, "ticker": None, "source": "a/b/call.txt"}, ("call.txt", "Q1 2025", "2025-05-08")),
        ({"company": None, "ticker": None, "source": None, "date": None}, ("Earnings call", "Q1 2025")),
    ],
)
def test_a_call_is_called_by_what_its_file_says(fields: dict[str, str | None], heading: tuple[str, ...]) -> None:
    """Company with ticker, period, date; without a company the name of the file, without a file what it is."""
    summary = fennmark()
    known = CallHeading(**summary.call.model_dump() | fields)
    assert overview.heading(known) == heading


def test_statuses_are_counted() -> None:
    """Each status that occurs has its number of questions."""
    assert overview.statuses(fennmark()) == {"answered": 2, "declined": 1}


def test_the_matrix_holds_every_question_under_each_of_its_topics() -> None:
    """Topics of most analysts come first; the cells of a topic hold exactly the questions with it."""
    summary = call(
        analyst(exchange("a", topics=("costs",)), exchange("b", topics=("costs", "demand"))),
        analyst(exchange("c", topics=("demand",)), name="Paul Drury"),
    )
    matrix = overview.matrix(summary)
    assert matrix.topics == ("demand", "costs")
    cells = [[[one.exchange.question for one in cell] for cell in cells] for _, cells in matrix.rows]
    assert cells == [[["b"], ["a", "b"]], [["c"], []]]


def test_doubts_are_all_flags_with_what_they_are_about() -> None:
    """Flags of the call, of an analyst and of a question are all there, and say which."""
    flags = [SummaryFlag(kind="label", says=says) for says in ("call", "analyst", "question")]
    summary = call(analyst(exchange(), exchange(flags=(flags[2],)), flags=(flags[1],)), flags=(flags[0],))
    found = [(doubt.says, doubt.analyst and doubt.analyst.name, doubt.number) for doubt in overview.doubts(summary)]
    assert found == [("call", None, None), ("analyst", "Ines Okafor", None), ("question", "Ines Okafor", 2)]
