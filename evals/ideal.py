"""The summary that an engine without fault would write: a case's reference answers as the record that is printed."""

from __future__ import annotations

from evals.case import Case, ReferenceAnalyst, ReferenceExchange
from evals.words import said, split
from summarizer.engines.quoting import quoted
from summarizer.figures.finding import find_figures
from summarizer.summary import (
    AnalystSummary,
    CallHeading,
    CallSummary,
    ExchangeSummary,
    FigureCheck,
    Provenance,
    Sentence,
    Usage,
)


def ideal(case: Case) -> CallSummary:
    """The reference answers of a case as a summary: its words, its figures, its lines, and a quote from those lines."""
    analysts = tuple(_analyst(case, analyst) for analyst in case.analysts)
    topics = dict.fromkeys(topic for analyst in analysts for topic in analyst.topics)
    return CallSummary(
        call=CallHeading(
            company=case.company,
            ticker=case.ticker,
            period=case.period,
            date=None,
            source=case.transcript.name,
            line_unit="turn" if case.transcript.suffix == ".json" else "line",
        ),
        engine="reference",
        model=None,
        analysts=analysts,
        topics={topic: tuple(one.name for one in analysts if topic in one.topics) for topic in topics},
        usage=Usage(),
        provenance=Provenance(package="evals", version="0"),
    )


def _analyst(case: Case, analyst: ReferenceAnalyst) -> AnalystSummary:
    return AnalystSummary(
        name=analyst.name,
        firm=analyst.firm,
        topics=analyst.tags,
        summary="",
        exchanges=tuple(_exchange(case, exchange) for exchange in analyst.exchanges),
        lines=analyst.spans,
    )


def _exchange(case: Case, reference: ReferenceExchange) -> ExchangeSummary:
    quote = quoted(split(said(case.lines, reference.answer_lines)), reference.question)
    return ExchangeSummary(
        question=reference.question,
        answer=reference.answer,
        status=reference.status,
        topics=reference.tags,
        answered_by=reference.answered_by,
        evidence=(*reference.question_lines, *reference.answer_lines),
        quote=quote,
        figures=tuple(
            FigureCheck(text=figure.text, verdict="supported", reason="The reference has it.")
            for figure in find_figures(reference.answer)
        ),
        flags=(),
        question_lines=reference.question_lines,
        sentences=tuple(
            Sentence(text=text, lines=reference.answer_lines or reference.question_lines)
            for text in split(reference.answer)
        ),
        quote_lines=reference.answer_lines if quote else (),
    )
