"""What comes out: the summary of a call, one record per analyst and exchange. Its JSON Schema is public.

The engines write drafts (words with the ids of the segments they rest on), grounding checks them, and the records here
are what is printed and stored. A field is only ever added, never renamed.
"""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

Status = Literal["answered", "partial", "declined", "unanswered"]
Verdict = Literal["supported", "derivable", "elsewhere", "unsupported"]
LineSpan = tuple[int, int]


class Record(BaseModel):
    """Frozen, strict about unknown fields."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class DraftSentence(Record):
    """One sentence and the ids of the segments it rests on."""

    text: str
    ids: tuple[str, ...]


class DraftExchange(Record):
    """One question with its answer as an engine wrote it, before any check."""

    question: DraftSentence
    answer: tuple[DraftSentence, ...]
    status: Status
    topics: tuple[str, ...]
    quote: str | None = None


class DraftSession(Record):
    """One session as an engine wrote it, before any check."""

    summary: DraftSentence
    exchanges: tuple[DraftExchange, ...]


class FigureCheck(Record):
    """A figure as written, whether the analyst's own session supports it, and why; ``lines`` say where it was found."""

    text: str
    verdict: Verdict
    reason: str
    lines: tuple[LineSpan, ...] = ()


class SummaryFlag(Record):
    """Something a careful reader should know; ``line`` is the transcript line it is about, if it is about one."""

    kind: str
    says: str
    line: int | None = None


class Sentence(Record):
    """A sentence of an answer and the transcript lines it rests on."""

    text: str
    lines: tuple[LineSpan, ...]


class ExchangeSummary(Record):
    """One question, what was answered, and the evidence: ``evidence`` unites the question and answer lines cited."""

    question: str
    answer: str
    status: Status
    topics: tuple[str, ...]
    answered_by: tuple[str, ...]
    evidence: tuple[LineSpan, ...]
    quote: str | None
    figures: tuple[FigureCheck, ...]
    flags: tuple[SummaryFlag, ...]
    question_lines: tuple[LineSpan, ...]
    sentences: tuple[Sentence, ...]
    quote_lines: tuple[LineSpan, ...] = ()


class AnalystSummary(Record):
    """All that one analyst asked, however many sessions they had; ``lines`` are the spans of those sessions."""

    name: str
    firm: str | None
    topics: tuple[str, ...]
    summary: str
    exchanges: tuple[ExchangeSummary, ...]
    lines: tuple[LineSpan, ...]
    figures: tuple[FigureCheck, ...] = ()
    flags: tuple[SummaryFlag, ...] = ()

    def _repr_markdown_(self) -> str:
        """How a notebook shows it."""
        from summarizer.render import markdown

        return markdown.notebook(markdown.analyst(self))


class CallHeading(Record):
    """Which call it was; ``line_unit`` says what every line number counts: lines of the source, or turns of a JSON."""

    company: str | None
    ticker: str | None
    period: str | None
    date: str | None
    source: str | None
    line_unit: Literal["line", "turn"] = "line"


class Usage(Record):
    """What the model was asked: requests, tokens as the endpoint counted them, and the price, None if unknown."""

    calls: int = 0
    prompt_tokens: int = 0
    cached_tokens: int = 0
    completion_tokens: int = 0
    cost_usd: float | None = None


class Provenance(Record):
    """What made the summary, so that it can be made again."""

    package: str
    version: str
    prompts: dict[str, str] = Field(default_factory=dict)
    settings: dict[str, str | int | float | bool | None] = Field(default_factory=dict)


class CallSummary(Record):
    """The summary of a call's Q&A, by analyst in the order in which they first asked."""

    call: CallHeading
    engine: str
    model: str | None
    analysts: tuple[AnalystSummary, ...]
    topics: dict[str, tuple[str, ...]]
    usage: Usage
    provenance: Provenance
    flags: tuple[SummaryFlag, ...] = ()

    def _repr_markdown_(self) -> str:
        """How a notebook shows it."""
        from summarizer.render import markdown

        return markdown.notebook(markdown.call(self))
