"""Which transcript a summary was made from: its own always fits, and another one shows where it does not."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from summarizer import read_transcript, summarize
from summarizer.grounding.origin import misfit
from summarizer.summary import CallSummary
from tests.calls import CALL
from tests.summaries import analyst, call, exchange, fennmark

CASES = sorted((Path(__file__).parents[2] / "evals/cases").glob("*/transcript.*"))
TURNS = '[{"speaker": "Ines Okafor", "text": "How large was it?"}, {"speaker": "Tom Vale", "text": "$96 million."}]'


def quoting(quote: str, *lines: tuple[int, int]) -> CallSummary:
    """A summary with one quote, beside evidence that fits."""
    return call(analyst(exchange(quote=quote, lines=lines or ((13, 13),))))


def test_a_summary_fits_its_own_transcript() -> None:
    """In every layout, for the embedded engine's quotes; and it fits no other call of the evaluation."""
    transcripts = [read_transcript(path) for path in CASES[::5]]
    summaries = [summarize(one, engine="extractive") for one in transcripts]
    fitting = [
        (of, beside)
        for of, summary in enumerate(summaries)
        for beside, transcript in enumerate(transcripts)
        if summary.asked() and misfit(summary, transcript) is None
    ]
    assert fitting == [(place, place) for place, summary in enumerate(summaries) if summary.asked()]


@pytest.mark.parametrize(
    "quote",
    [
        "Most of it ships this year",
        "\u201cMost of it ships this  year.\u201d",
        "... compared with $81 million a year ago. Most of it",
        "Most of it ships this year,",
    ],
)
def test_a_quote_stands_up_to_typography(quote: str) -> None:
    """Marks, spaces and the stop at the end are the writer's own, as where quotes are checked."""
    assert misfit(quoting(quote), read_transcript(CALL)) is None


@pytest.mark.parametrize(
    ("summary", "text", "reason"),
    [
        (fennmark(), CALL.replace("this year", "next year"), '"Most of it ships this year" does not stand on line 13'),
        (quoting("Most of it ships this year", (21, 21)), CALL, "does not stand on line 21"),
        (fennmark(), "A heading\n" + CALL, "nobody speaks on line 11, which the summary rests on"),
        (fennmark(), CALL.partition("Operator\nPaul Drury")[0], "nobody speaks on line 19"),
        (fennmark(), TURNS, "it has turns where the summary counts lines"),
    ],
)
def test_another_transcript_shows(summary: CallSummary, text: str, reason: str) -> None:
    """Other words, other lines, a call that ends before, other units: the first that shows is told."""
    assert re.search(re.escape(reason), misfit(summary, read_transcript(text)) or "")


def test_without_any_question_nothing_can_be_told() -> None:
    """A call on which nobody asked rests on no line."""
    assert misfit(call(), read_transcript(CALL)) is None
