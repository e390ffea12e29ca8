"""The shortest call with everything in it: two analysts, three questions, a figure, a denial and a refusal."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from evals.case import Case, load_case
from summarizer.summary import (
    AnalystSummary,
    CallHeading,
    CallSummary,
    ExchangeSummary,
    Provenance,
    Sentence,
    Usage,
)

TRANSCRIPT = """\
Operator
Our first question is from Aurel Minkwitz of Dorn Securities.
Aurel Minkwitz
How many ferries sail in winter, and what does one cost?
Solveig Trapani
Twelve ferries sail in winter, and each costs $1.25 million.
That is 4.5% more than last year.
Operator
Next is Bettina Quill of Harrow & Pike.
Bettina Quill
Will fares rise in spring?
Solveig Trapani
We won't raise fares before June.
Bettina Quill
And how is the crew on the northern route?
Jonas Ferrer
I can't comment on the talks with the union.
Operator
That was the last question.
"""

REFERENCE = """\
call:
  company: Minor Ferries plc
  ticker: null
  period: Q3 2025
  transcript: call.txt
  qa_starts_at: 1
analysts:
  - name: Aurel Minkwitz
    firm: Dorn Securities
    span: [3, 7]
    exchanges:
      - question: How many ferries sail in winter, and at what cost?
        question_lines: [[4, 4]]
        answer_lines: [[6, 7]]
        answered_by: [Solveig Trapani]
        status: answered
        answer: Twelve ferries sail in winter, at $1.25 million each, 4.5% more than last year.
        facts:
          - {text: Twelve ferries sail in winter, lines: [6], figures: ["twelve"]}
          - {text: "Each costs $1.25 million, 4.5% more than last year", lines: [6, 7], figures: ["1.25", "4.5"]}
        tags: [operations, costs]
    tags: [operations, costs]
  - name: Bettina Quill
    firm: Harrow & Pike
    span: [10, 17]
    exchanges:
      - question: Will fares rise in spring?
        question_lines: [[11, 11]]
        answer_lines: [[13, 13]]
        answered_by: [Solveig Trapani]
        status: answered
        answer: Fares will not be raised before June.
        facts:
          - {text: Fares are not raised before June, lines: [13], figures: []}
        tags: [pricing]
      - question: How is the crew on the northern route?
        question_lines: [[15, 15]]
        answer_lines: [[17, 17]]
        answered_by: [Jonas Ferrer]
        status: declined
        answer: He would not comment on the talks with the union.
        facts:
          - {text: The talks with the union are not commented on, lines: [17], figures: []}
        tags: [people]
    tags: [pricing, people]
"""


def write_case(folder: Path, name: str = "northern") -> Case:
    """The case in a folder of its own under ``folder``; each name has its own route, so that no two calls are alike."""
    place = folder / name
    place.mkdir(parents=True)
    (place / "call.txt").write_text(TRANSCRIPT.replace("northern", name), encoding="utf-8")
    (place / "reference.yaml").write_text(REFERENCE.replace("northern", name), encoding="utf-8")
    return load_case(place)


def exchange(**changes: Any) -> ExchangeSummary:
    """The summary of the first exchange, as good as can be, apart from ``changes``; sentences follow the answer."""
    answer = changes.get("answer", "Twelve ferries sail in winter, at $1.25 million each, 4.5% more than last year.")
    fields: dict[str, Any] = {
        "question": "How many ferries sail in winter, and at what cost?",
        "answer": answer,
        "status": "answered",
        "topics": ("operations", "costs"),
        "answered_by": ("Solveig Trapani",),
        "evidence": ((4, 4), (6, 7)),
        "quote": "each costs $1.25 million",
        "figures": (),
        "flags": (),
        "question_lines": ((4, 4),),
        "sentences": (Sentence(text=answer, lines=((6, 7),)),) if answer else (),
    }
    return ExchangeSummary(**fields | changes)


def fares(**changes: Any) -> ExchangeSummary:
    """The summary of the second exchange."""
    fields: dict[str, Any] = {
        "question": "Will fares rise in spring?",
        "answer": "Fares will not be raised before June.",
        "topics": ("pricing",),
        "evidence": ((11, 11), (13, 13)),
        "quote": None,
        "question_lines": ((11, 11),),
    }
    fields |= changes
    return exchange(**fields | {"sentences": (Sentence(text=fields["answer"], lines=((13, 13),)),)})


def crew(**changes: Any) -> ExchangeSummary:
    """The summary of the third exchange."""
    fields: dict[str, Any] = {
        "question": "How is the crew on the northern route?",
        "answer": "He would not comment on the talks with the union.",
        "status": "declined",
        "topics": ("people",),
        "answered_by": ("Jonas Ferrer",),
        "evidence": ((15, 15), (17, 17)),
        "quote": "I can't comment",
        "question_lines": ((15, 15),),
    }
    fields |= changes
    return exchange(**fields | {"sentences": (Sentence(text=fields["answer"], lines=((17, 17),)),)})


def analyst(
    name: str, *exchanges: ExchangeSummary, firm: str | None = "Dorn Securities", lines: Any = ((3, 7),)
) -> AnalystSummary:
    """An analyst with some exchanges."""
    topics = tuple(dict.fromkeys(topic for one in exchanges for topic in one.topics))
    return AnalystSummary(name=name, firm=firm, topics=topics, summary="", exchanges=exchanges, lines=lines)


def minkwitz(*exchanges: ExchangeSummary) -> AnalystSummary:
    """The first analyst."""
    return analyst("Aurel Minkwitz", *exchanges)


def quill(*exchanges: ExchangeSummary) -> AnalystSummary:
    """The second analyst."""
    return analyst("Bettina Quill", *exchanges, firm="Harrow & Pike", lines=((10, 17),))


def summary(*analysts: AnalystSummary, usage: Usage | None = None) -> CallSummary:
    """A summary of the call; without analysts it is as good as can be."""
    return CallSummary(
        call=CallHeading(company=None, ticker=None, period=None, date=None, source="call.txt"),
        engine="extractive",
        model=None,
        analysts=analysts or (minkwitz(exchange()), quill(fares(), crew())),
        topics={},
        usage=usage or Usage(),
        provenance=Provenance(package="analyst-qa", version="0"),
    )
