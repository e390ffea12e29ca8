"""What the model is asked to write back, and how it becomes a draft.

The types are small because their JSON Schema goes along with every request. Segments are cited by their bare numbers
(41 for ``s41``), which cost one token where an id costs two or three.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from pydantic import BaseModel, ConfigDict

from summarizer.errors import ReplyInvalid
from summarizer.prompts import number
from summarizer.summary import DraftExchange, DraftSentence, DraftSession, Status
from summarizer.topics import Topic
from summarizer.transcript import Segment


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Cited(_Part):
    """A sentence and the numbers of the segments that it rests on."""

    text: str
    ids: tuple[int, ...]


class ExchangeReply(_Part):
    """One question with its answer; topics are the model's own words until they are held against the list."""

    question: Cited
    answer: tuple[Cited, ...]
    status: Status
    topics: tuple[str, ...]
    quote: str | None


class SessionReply(_Part):
    """One session, by its number in the request; the summary comes last, when what it sums up is written."""

    session: int
    exchanges: tuple[ExchangeReply, ...]
    summary: Cited


class Reply(_Part):
    """The sessions of one request."""

    sessions: tuple[SessionReply, ...]


def draft_of(reply: SessionReply, topics: Iterable[Topic]) -> DraftSession:
    """Turn a reply into a draft; topics are read as ids where a model wrote a label, "Capital allocation".

    Nothing else is judged here: a topic or a segment that does not exist is for the check to find.
    """
    known = {spelling.casefold(): topic.id for topic in topics for spelling in (topic.label, topic.id)}

    def tags(names: Iterable[str]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(known.get(name.strip().casefold(), name.strip()) for name in names))

    return DraftSession(
        summary=_sentence(reply.summary),
        exchanges=tuple(
            DraftExchange(
                question=_sentence(exchange.question),
                answer=tuple(_sentence(sentence) for sentence in exchange.answer if sentence.text.strip()),
                status=exchange.status,
                topics=tags(exchange.topics),
                quote=(exchange.quote or "").strip() or None,
            )
            for exchange in reply.exchanges
        ),
    )


def reply_of(draft: DraftSession, session: int = 1) -> Reply:
    """Turn a draft back into the reply that it came from, to show it to the model again."""
    return Reply(
        sessions=(
            SessionReply(
                session=session,
                exchanges=tuple(
                    ExchangeReply(
                        question=_cited(exchange.question),
                        answer=tuple(_cited(sentence) for sentence in exchange.answer),
                        status=exchange.status,
                        topics=exchange.topics,
                        quote=exchange.quote,
                    )
                    for exchange in draft.exchanges
                ),
                summary=_cited(draft.summary),
            ),
        )
    )


def session_of(reply: Reply, session: int, segments: Sequence[Segment]) -> SessionReply | None:
    """The reply to session ``session`` of a shared request, or None where it may not be that session's.

    It is if it is there once, cites no segment but its own, and leaves out neither exchanges nor, in any of them, all
    evidence: words without evidence might be another analyst's.
    """
    found = [candidate for candidate in reply.sessions if candidate.session == session]
    if len(found) != 1 or (not found[0].exchanges and asks(segments)):
        return None
    own = {number(segment.id) for segment in segments}
    cited = [{i for s in (exchange.question, *exchange.answer) for i in s.ids} for exchange in found[0].exchanges]
    return found[0] if all(cited) and own.issuperset(set(found[0].summary.ids).union(*cited)) else None


def only_session(reply: Reply) -> SessionReply:
    """The session of a reply that was asked for one; which number the model gave it does not matter.

    Raises ReplyInvalid if there is none or more than one.
    """
    if len(reply.sessions) != 1:
        raise ReplyInvalid(
            f"The model's reply holds {len(reply.sessions)} sessions where one was asked for; "
            "try again or take a larger model."
        )
    return reply.sessions[0]


def asks(segments: Sequence[Segment]) -> bool:
    """Whether anything is asked, so that a reply without an exchange leaves something out."""
    return any(segment.side == "question" for segment in segments)


def _sentence(cited: Cited) -> DraftSentence:
    return DraftSentence(text=cited.text.strip(), ids=tuple(f"s{i}" for i in dict.fromkeys(cited.ids)))


def _cited(sentence: DraftSentence) -> Cited:
    return Cited(text=sentence.text, ids=tuple(number(identifier) for identifier in sentence.ids))
