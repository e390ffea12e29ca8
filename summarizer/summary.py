"""What comes out: the summary of a call, one record per analyst and exchange. Its JSON Schema is public.

The engines write drafts (words with the ids of the segments they rest on), grounding checks them, and the records here
are what is printed and stored. A field is only ever added, never renamed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

from pydantic import BaseModel, ConfigDict, Field

from summarizer.errors import UnknownName
from summarizer.suggest import perhaps

if TYPE_CHECKING:
    from pandas import DataFrame

    from summarizer.transcript import Transcript

Status = Literal["answered", "partial", "declined", "unanswered"]
Verdict = Literal["supported", "derivable", "elsewhere", "unsupported"]
LineSpan = tuple[int, int]


class Record(BaseModel):
    """Frozen, strict about unknown fields."""

    model_config = ConfigDict(frozen=True, extra="forbid", json_schema_serialization_defaults_required=True)


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

    def _on(self, topic: str) -> AnalystSummary:
        """The same analyst with only the questions on a topic."""
        exchanges = tuple(one for one in self.exchanges if topic in one.topics)
        raised = {one for exchange in exchanges for one in exchange.topics}
        return self.model_copy(
            update={"exchanges": exchanges, "topics": tuple(one for one in self.topics if one in raised)}
        )

    def to_markdown(self) -> str:
        """What ``--format md`` prints of this analyst, without line breaks inside paragraphs."""
        from summarizer.render import markdown

        return markdown.analyst(self)

    def _repr_markdown_(self) -> str:
        """How a notebook shows it where it takes no HTML."""
        from summarizer.render import markdown

        return markdown.notebook(self.to_markdown())

    def _repr_html_(self) -> str:
        """How a notebook shows it."""
        from summarizer.render import html

        return html.notebook_analyst(self)


class Asked(NamedTuple):
    """A question with who asked it; ``number`` counts the questions of that analyst from 1."""

    analyst: AnalystSummary
    number: int
    exchange: ExchangeSummary


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

    def asked(self) -> tuple[Asked, ...]:
        """Every question of the call, by analyst and in the order in which it was asked."""
        return tuple(
            Asked(analyst, number, exchange)
            for analyst in self.analysts
            for number, exchange in enumerate(analyst.exchanges, start=1)
        )

    def unanswered(self) -> tuple[Asked, ...]:
        """The questions that were declined or talked past.

        >>> [(one.analyst.name, one.exchange.question) for one in summary.unanswered()]  # doctest: +SKIP
        """
        return tuple(one for one in self.asked() if one.exchange.status in ("declined", "unanswered"))

    def by_topic(self) -> dict[str, tuple[Asked, ...]]:
        """The questions on each topic, in the order of the list of topics as far as the call has them; a question with
        several topics is under each of them."""
        asked = self.asked()
        raised = dict.fromkeys((*self.topics, *(topic for one in asked for topic in one.exchange.topics)))
        found = {topic: tuple(one for one in asked if topic in one.exchange.topics) for topic in raised}
        return {topic: questions for topic, questions in found.items() if questions}

    def analyst(self, name: str) -> AnalystSummary:
        """The analyst of that name; a part of it will do where only one analyst has it.

        Raises UnknownName, with whom the name might mean.

        >>> summary.analyst("Giles").firm  # doctest: +SKIP
        """
        wanted = name.casefold().split()
        exact = [one for one in self.analysts if one.name.casefold().split() == wanted]
        found = exact or [one for one in self.analysts if wanted and {*wanted} <= {*one.name.casefold().split()}]
        if len(found) == 1:
            return found[0]
        names = [one.name for one in self.analysts]
        if found:
            fitting = " and ".join(repr(one.name) for one in found)
            raise UnknownName(f"{name!r} fits {fitting}; give the full name.")
        near = perhaps(name, [*names, *(word for one in names for word in one.split())])
        asked = f"those who asked are {', '.join(names)}" if names else "nobody asked on this call"
        raise UnknownName(f"No analyst is called {name!r}{near}; {asked}.")

    def only(self, analyst: str | None = None, topic: str | None = None) -> CallSummary:
        """The same call with only one analyst, only the questions on one topic, or both.

        Raises UnknownName where the call has no such analyst or topic, or where the analyst asked nothing on the topic.
        """
        kept = (self.analyst(analyst),) if analyst else self.analysts
        if topic is not None:
            topics = self.by_topic()
            if topic not in topics:
                raised = f"those that were raised are {', '.join(topics)}" if topics else "none was raised"
                raise UnknownName(f"No question is on {topic!r}{perhaps(topic, topics)}; {raised}.")
            kept = tuple(
                one._on(topic) for one in kept if topic in {it for each in one.exchanges for it in each.topics}
            )
            if analyst and not kept:
                asker = self.analyst(analyst)
                own = f"their topics are {', '.join(asker.topics)}" if asker.topics else "their questions have no topic"
                raise UnknownName(f"{asker.name} asked nothing on {topic!r}; {own}.")
        tagged = {one: tuple(it.name for it in kept if one in it.topics) for one in self.topics}
        return self.model_copy(
            update={"analysts": kept, "topics": {one: names for one, names in tagged.items() if names}}
        )

    def to_markdown(self) -> str:
        """What ``--format md`` prints, without line breaks inside paragraphs."""
        from summarizer.render import markdown

        return markdown.call(self)

    def to_html(self, transcript: Transcript | None = None) -> str:
        """What ``--format html`` prints: a page that needs nothing else, with the transcript beside it where given."""
        from summarizer.render import html

        return html.report([self], [transcript])

    def to_frame(self) -> DataFrame:
        """A pandas data frame with one row for each question, and the columns of ``--format csv``.

        ``topics`` and ``answered_by`` are tuples, ready for ``explode``. Raises MissingPackage without pandas.
        """
        from summarizer.render import table

        return table.frame([self])

    def _repr_markdown_(self) -> str:
        """How a notebook shows it where it takes no HTML."""
        from summarizer.render import markdown

        return markdown.notebook(self.to_markdown())

    def _repr_html_(self) -> str:
        """How a notebook shows it."""
        from summarizer.render import html

        return html.notebook_call(self)
