"""The embedded engine: summarises a session by picking and cleaning what was said. No network, no chance, no key."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from summarizer.engines.asking import polar, question
from summarizer.engines.gist import gist
from summarizer.engines.quoting import quoted
from summarizer.engines.retractions import settled
from summarizer.engines.salience import carrying
from summarizer.engines.statements import Statement, common_words, is_broken, statements
from summarizer.engines.status import judged
from summarizer.engines.tagging import tagged
from summarizer.summary import DraftExchange, DraftSentence, DraftSession
from summarizer.topics import Topic
from summarizer.transcript import Segment, Session, Side

SIDES: tuple[Side, ...] = ("question", "answer")


def summarize_session(session: Session, segments: tuple[Segment, ...], topics: tuple[Topic, ...]) -> DraftSession:
    """Summarise one analyst's session, exchange by exchange, in words taken from its segments.

    The same input always gives the same summary, in time linear in the segments. An exchange without an answer has an
    empty one; an exchange whose question can't be found has an empty question without ids.
    """
    common = common_words(segments)
    exchanges: list[list[Segment]] = [[] for _ in session.exchanges]
    for segment in segments:
        if segment.exchange is not None:
            exchanges[segment.exchange].append(segment)
    drafts = tuple(_exchange(exchange, common, topics) for exchange in exchanges)
    return DraftSession(summary=gist(drafts, topics), exchanges=drafts)


def _exchange(segments: Sequence[Segment], common: frozenset[str], topics: Sequence[Topic]) -> DraftExchange:
    broken = is_broken(segments)
    asked = question(_said(segments, "question", common, broken))
    answers = _said(segments, "answer", common, broken, yes=polar(asked.text))
    held = settled(answers)
    carried = carrying(held, asked.text)
    cited = {identifier for statement in carried for identifier in statement.ids}
    said = {side: " ".join(segment.text for segment in segments if segment.side == side) for side in SIDES}
    return DraftExchange(
        question=asked,
        answer=tuple(DraftSentence(text=statement.text, ids=statement.ids) for statement in carried),
        status=judged(asked.text, answers) if carried else "unanswered",
        topics=tagged(said["question"], said["answer"], topics),
        quote=quoted(
            [segment.text for segment in segments if segment.id in cited],
            asked.text,
            [statement.withdrawn for statement in held if statement.withdrawn],
        ),
    )


def _said(
    segments: Sequence[Segment], side: Side, common: frozenset[str], broken: bool, yes: bool = False
) -> tuple[Statement, ...]:
    """The statements of one side; a sentence never runs on across the other side's words."""
    runs = (list(run) for kind, run in groupby(segments, key=lambda segment: segment.side) if kind == side)
    return tuple(statement for run in runs for statement in statements(run, common, broken, yes))
