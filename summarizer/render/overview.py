"""What a reader wants to see of a call at a glance: how the questions fared, who asked about what, what to check."""

from __future__ import annotations

from pathlib import PurePath
from typing import NamedTuple, get_args

from summarizer.summary import AnalystSummary, Asked, CallHeading, CallSummary, Status

STATUSES: tuple[Status, ...] = get_args(Status)


class Doubt(NamedTuple):
    """A flag with the question it is about; ``analyst`` and ``number`` are None where it is about more than one."""

    kind: str
    says: str
    line: int | None
    analyst: AnalystSummary | None = None
    number: int | None = None


class Matrix(NamedTuple):
    """Who asked about what: the topics, most common first, and for each analyst the questions under each of them."""

    topics: tuple[str, ...]
    rows: tuple[tuple[AnalystSummary, tuple[tuple[Asked, ...], ...]], ...]


def heading(call: CallHeading) -> tuple[str, ...]:
    """What a call is called: company with ticker, period, date; where the file names no company, the file's name."""
    company = call.company or call.ticker
    if call.company and call.ticker:
        company = f"{call.company} ({call.ticker})"
    known = tuple(filter(None, (company, call.period, call.date)))
    return known if company else (PurePath(call.source or "").name or "Earnings call", *known)


def statuses(summary: CallSummary) -> dict[Status, int]:
    """How many questions have each status, those that none has left out."""
    found = [one.exchange.status for one in summary.asked()]
    return {status: found.count(status) for status in STATUSES if status in found}


def matrix(summary: CallSummary) -> Matrix:
    """The analysts by the topics that their questions have."""
    by_topic = summary.by_topic()
    shares = {topic: {one.analyst.name for one in asked} for topic, asked in by_topic.items()}
    ordered = tuple(sorted(by_topic, key=lambda topic: -len(shares[topic])))
    return Matrix(
        ordered,
        tuple(
            (
                analyst,
                tuple(tuple(one for one in by_topic[topic] if one.analyst is analyst) for topic in ordered),
            )
            for analyst in summary.analysts
        ),
    )


def doubts(summary: CallSummary) -> tuple[Doubt, ...]:
    """All that the tool is unsure of, what concerns the most first."""
    found = [Doubt(flag.kind, flag.says, flag.line) for flag in summary.flags]
    for analyst in summary.analysts:
        found += [Doubt(flag.kind, flag.says, flag.line, analyst) for flag in analyst.flags]
    for one in summary.asked():
        found += [Doubt(flag.kind, flag.says, flag.line, one.analyst, one.number) for flag in one.exchange.flags]
    return tuple(found)
