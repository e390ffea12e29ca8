"""A summary as a table with one row for each question: as CSV, and as a pandas data frame.

The columns are public: a column is only ever added at the end, never renamed or moved.
"""

from __future__ import annotations

import csv as writer
from collections.abc import Iterable, Iterator
from io import StringIO
from typing import TYPE_CHECKING, NamedTuple

from summarizer.errors import MissingPackage
from summarizer.render.text import one_line
from summarizer.summary import Asked, CallSummary, LineSpan

if TYPE_CHECKING:
    from pandas import DataFrame

# What a spreadsheet takes for the start of a formula.
_FORMULA = ("=", "+", "-", "@")


class Row(NamedTuple):
    """One question; ``number`` counts the questions of its analyst from 1, ``doubtful`` are the figures that the
    analyst's own session does not support, ``flags`` the sentences of its flags."""

    company: str | None
    ticker: str | None
    period: str | None
    date: str | None
    source: str | None
    engine: str
    model: str | None
    analyst: str
    firm: str | None
    number: int
    question: str
    answer: str
    status: str
    topics: tuple[str, ...]
    answered_by: tuple[str, ...]
    quote: str | None
    line_unit: str
    question_lines: tuple[LineSpan, ...]
    evidence: tuple[LineSpan, ...]
    quote_lines: tuple[LineSpan, ...]
    figures: tuple[str, ...]
    doubtful: tuple[str, ...]
    flags: tuple[str, ...]


COLUMNS = Row._fields


def rows(summary: CallSummary) -> Iterator[Row]:
    """The questions of a call, by analyst and in the order in which they were asked."""
    return (_row(summary, one) for one in summary.asked())


def csv(summaries: Iterable[CallSummary]) -> str:
    """Render one or several calls as CSV (RFC 4180, but with line feeds), with the names of the columns.

    Several values in a cell are parted by semicolons. A cell that a spreadsheet would take for a formula has an
    apostrophe before it.
    """
    out = StringIO()
    table = writer.writer(out, lineterminator="\n")
    table.writerow(COLUMNS)
    table.writerows(map(_cell, row) for summary in summaries for row in rows(summary))
    return out.getvalue()


def frame(summaries: Iterable[CallSummary]) -> DataFrame:
    """One or several calls as a pandas data frame; raises MissingPackage without pandas."""
    try:
        from pandas import DataFrame
    except ImportError:
        raise MissingPackage(
            'A data frame needs pandas; install it with: pip install "analyst-qa[notebook]", or use --format csv.'
        ) from None
    return DataFrame([row for summary in summaries for row in rows(summary)], columns=list(COLUMNS))


def _row(summary: CallSummary, one: Asked) -> Row:
    call, exchange = summary.call, one.exchange
    return Row(
        company=call.company,
        ticker=call.ticker,
        period=call.period,
        date=call.date,
        source=call.source,
        engine=summary.engine,
        model=summary.model,
        analyst=one.analyst.name,
        firm=one.analyst.firm,
        number=one.number,
        question=exchange.question,
        answer=exchange.answer,
        status=exchange.status,
        topics=exchange.topics,
        answered_by=exchange.answered_by,
        quote=exchange.quote,
        line_unit=call.line_unit,
        question_lines=exchange.question_lines,
        evidence=exchange.evidence,
        quote_lines=exchange.quote_lines,
        figures=tuple(figure.text for figure in exchange.figures),
        doubtful=tuple(figure.text for figure in exchange.figures if figure.verdict in ("elsewhere", "unsupported")),
        flags=tuple(flag.says for flag in exchange.flags),
    )


def _cell(value: object) -> str | int:
    """A value as a cell holds it."""
    if value is None or isinstance(value, int):
        return "" if value is None else value
    if isinstance(value, tuple):
        value = "; ".join(map(_part, value))
    text = one_line(str(value))
    return f"'{text}" if text.startswith(_FORMULA) else text


def _part(value: object) -> str:
    if isinstance(value, tuple):
        first, last = value
        # With a hyphen a spreadsheet would read a day of a month.
        return str(first) if first == last else f"{first}–{last}"
    return str(value)
