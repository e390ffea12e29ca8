"""Small invented summaries and the transcript that they rest on."""

from __future__ import annotations

from summarizer.reading import read_transcript
from summarizer.summary import (
    AnalystSummary,
    CallHeading,
    CallSummary,
    ExchangeSummary,
    FigureCheck,
    LineSpan,
    Provenance,
    Sentence,
    Status,
    SummaryFlag,
    Usage,
    Verdict,
)
from summarizer.transcript import Transcript
from tests.calls import CALL


def transcript(text: str = CALL) -> Transcript:
    """The transcript of the invented call."""
    return read_transcript(text)


def figure(text: str, verdict: Verdict = "supported", line: int = 13) -> FigureCheck:
    """A figure with a reason that names its line."""
    lines: tuple[LineSpan, ...] = () if verdict == "unsupported" else ((line, line),)
    return FigureCheck(text=text, verdict=verdict, reason=f'Line {line} has "{text}".', lines=lines)


def exchange(
    question: str = "How large was the backlog?",
    *answer: str,
    status: Status = "answered",
    topics: tuple[str, ...] = ("demand",),
    answered_by: tuple[str, ...] = ("Tom Vale",),
    quote: str | None = None,
    figures: tuple[FigureCheck, ...] = (),
    flags: tuple[SummaryFlag, ...] = (),
    question_lines: tuple[LineSpan, ...] = ((11, 11),),
    lines: tuple[LineSpan, ...] = ((13, 13),),
) -> ExchangeSummary:
    """A question with its answer, one sentence each."""
    sentences = tuple(Sentence(text=text, lines=lines) for text in answer or ("It was $96 million.",))
    return ExchangeSummary(
        question=question,
        answer=" ".join(sentence.text for sentence in sentences),
        status=status,
        topics=topics,
        answered_by=answered_by,
        evidence=(*question_lines, *lines),
        quote=quote,
        figures=figures,
        flags=flags,
        question_lines=question_lines,
        sentences=sentences,
        quote_lines=lines if quote else (),
    )


def analyst(
    *exchanges: ExchangeSummary,
    name: str = "Ines Okafor",
    firm: str | None = "Larkfield Research",
    summary: str = "The backlog grew.",
    flags: tuple[SummaryFlag, ...] = (),
) -> AnalystSummary:
    """An analyst with what they asked."""
    return AnalystSummary(
        name=name,
        firm=firm,
        topics=tuple(dict.fromkeys(topic for one in exchanges for topic in one.topics)),
        summary=summary,
        exchanges=exchanges,
        lines=((10, 15),),
        flags=flags,
    )


def call(
    *analysts: AnalystSummary,
    flags: tuple[SummaryFlag, ...] = (),
    company: str | None = "Fennmark Pumps Inc",
    period: str | None = "Q1 2025",
    source: str = "call.txt",
) -> CallSummary:
    """A call with its analysts."""
    topics = dict.fromkeys(topic for one in analysts for topic in one.topics)
    return CallSummary(
        call=CallHeading(company=company, ticker="FNPU", period=period, date="2025-05-08", source=source),
        engine="extractive",
        model=None,
        analysts=analysts,
        topics={topic: tuple(one.name for one in analysts if topic in one.topics) for topic in topics},
        usage=Usage(),
        provenance=Provenance(package="analyst-qa", version="0"),
        flags=flags,
    )


def fennmark() -> CallSummary:
    """The invented call summarised by hand, with every status of a figure, a flag and a declined question."""
    return call(
        analyst(
            exchange(
                "How large was the backlog, and how does that compare?",
                "The backlog was $96 million, up about 19%.",
                "Most of it ships in 2026.",
                figures=(
                    figure("$96 million"),
                    figure("19%", "derivable"),
                    figure("2026", "unsupported"),
                ),
                flags=(SummaryFlag(kind="figure", says='"2026" is not in the session.', line=13),),
                quote="Most of it ships this year",
            ),
        ),
        analyst(
            exchange(
                "What do you expect for the gross margin?",
                "They won't give a number today.",
                status="declined",
                topics=("margins", "guidance"),
                question_lines=((19, 19),),
                lines=((21, 21),),
            ),
            exchange(
                "How much of it is pricing?",
                "Pricing was about 2%.",
                topics=("pricing", "margins"),
                question_lines=((19, 19),),
                lines=((21, 21),),
                figures=(figure("2%", line=21),),
            ),
            name="Paul Drury",
            firm="Ostrand Securities",
            summary="Asked about the margin.",
        ),
    )
