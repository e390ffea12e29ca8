"""What is asked of the model: sessions put into requests within a budget, and what that will cost.

The plan and the run build their requests here, so the plan is exact about what is sent first.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from summarizer import chunks, tokens
from summarizer.chunks import Part
from summarizer.engines.reply import Reply, reply_of
from summarizer.errors import SettingsError
from summarizer.grounding.orders import orders_a_model
from summarizer.model.door import Message, Request
from summarizer.model.schema import strict_schema
from summarizer.prompts import Prompts, PromptSession, one_line, passages
from summarizer.summary import DraftSession
from summarizer.topics import Topic
from summarizer.transcript import CallInfo, Segment, Session

Work = tuple[Session, tuple[Segment, ...]]

# An id in a sentence about the reply: the prompt knows segments by number, and a bare one would pass for a figure.
_ID = re.compile(r"\bs(\d+)\b")
# Measured on real calls: tokens of a reply's JSON for a session, and for each of its exchanges.
_PER_SESSION, _PER_EXCHANGE = 60, 230
# A reply may be three times as long as usual before the model is taken for one that can't stop.
_PATIENCE = 3
# A part that begins inside a turn repeats up to two speakers' lines, and a session has its own.
_HEADINGS = 100


@dataclass(frozen=True)
class Instructions:
    """All that shapes the requests of a run; ``model`` says whose tokens are counted.

    ``budget`` is the most tokens that a prompt may have, schema included. ``pack`` is how many tokens of transcript
    neighbouring sessions may come to and still share a request; 0 gives every session its own.
    """

    prompts: Prompts
    topics: tuple[Topic, ...]
    call: CallInfo
    model: str | None = None
    budget: int = 12_000
    pack: int = 3_200

    @cached_property
    def system(self) -> str:
        """The system prompt: the same words in every request of a run, so that an endpoint can keep them."""
        return self.prompts.render("system", topics=self.topics)

    @cached_property
    def room(self) -> int:
        """How many tokens of transcript fit a request; SettingsError if the budget leaves no room worth the name."""
        fixed = self.tokens(self.messages("")) + _HEADINGS
        if self.budget < 2 * fixed:
            raise SettingsError(
                f"A budget of {self.budget} tokens is too small: the instructions alone take {fixed}; "
                f"give at least {2 * fixed}."
            )
        return self.budget - fixed

    def messages(self, user: str) -> tuple[Message, ...]:
        """The beginning of every chat."""
        return Message("system", self.system), Message("user", user)

    def tokens(self, messages: Sequence[Message]) -> int:
        """The prompt tokens of a chat, the reply's schema included."""
        return tokens.count_prompt(messages, strict_schema(Reply), self.model)


class Planned(NamedTuple):
    """A request to come: what it is for (``session`` or ``merge``), which sessions by index, and its tokens."""

    purpose: str
    sessions: tuple[int, ...]
    prompt_tokens: int
    completion_tokens: int


def plan(work: Sequence[Work], instructions: Instructions) -> tuple[Planned, ...]:
    """List the requests of a run in which no reply has to be asked for again; nothing is sent.

    Prompt tokens are those of the rendered prompts; only a merge, which gets replies that are yet to be written, is
    estimated, as completion tokens are.
    """
    planned = []
    for group in groups(work, instructions):
        requests = requests_for([work[index] for index in group], instructions)
        reply = sum(_expected(work[index][0]) for index in group)
        planned += [Planned("session", group, instructions.tokens(request.messages), reply) for request in requests]
        if len(requests) > 1:
            empty = merge_request(work[group[0]][0], [""] * len(requests), instructions)
            planned.append(Planned("merge", group, instructions.tokens(empty.messages) + len(requests) * reply, reply))
    return tuple(planned)


def groups(work: Sequence[Work], instructions: Instructions) -> tuple[tuple[int, ...], ...]:
    """Which sessions, by index, share a request; one that holds orders to a model is alone, so they reach no other.

    Raises SettingsError where the budget leaves no room.
    """
    most = min(instructions.pack, instructions.room)
    sizes = [
        most + 1
        if any(orders_a_model(segment.text) for segment in segments)
        else sum(_sizes(segments, instructions).values())
        for _, segments in work
    ]
    return chunks.pack(sizes, most)


def requests_for(
    work: Sequence[Work], instructions: Instructions, limit: int | None = None
) -> tuple[Request[Reply], ...]:
    """The request for several whole sessions, or for a single one; one for each part where that has to be cut.

    ``limit`` bounds a part's tokens where the budget would allow more.
    """
    if len(work) > 1:
        shown = [_shown(number, session, Part(segments)) for number, (session, segments) in enumerate(work, start=1)]
        return (_request(shown, sum(_expected(session) for session, _ in work), instructions),)
    [(session, segments)] = work
    sizes = _sizes(segments, instructions)
    most = min(limit or instructions.room, instructions.room)
    parts = chunks.cut(segments, lambda segment: sizes.get(segment.id, 0), most)
    return tuple(
        _request([_shown(1, session, part, place, len(parts))], _expected(session), instructions)
        for place, part in enumerate(parts, start=1)
    )


def half_of(segments: Sequence[Segment], instructions: Instructions) -> int:
    """The limit that cuts a session in two or three."""
    return sum(_sizes(segments, instructions).values()) // 2 + 1


def merge_request(session: Session, replies: Sequence[str], instructions: Instructions) -> Request[Reply]:
    """The request that joins the replies to a session's parts, given as JSON."""
    words = instructions.prompts.render("merge", session=_shown(1, session, Part(())), parts=replies)
    return Request(instructions.messages(words), Reply, _most(_expected(session)))


def repair_request(
    work: Work, draft: DraftSession, problems: Sequence[str], instructions: Instructions
) -> Request[Reply]:
    """The request that shows a session again with its draft and what failed the check.

    Where that is too much for the budget, the session is shown by its questions and the segments that the draft cites.
    """
    session, segments = work
    reply = Message("assistant", reply_of(draft).model_dump_json())
    found = [_ID.sub(r"segment \1", one_line(problem)) for problem in problems]
    check = Message("user", instructions.prompts.render("repair", problems=found))
    room = instructions.room - sum(tokens.count(message.content, instructions.model) for message in (reply, check))
    if sum(_sizes(segments, instructions).values()) > room:
        cited = cited_by(draft)
        segments = tuple(segment for segment in segments if segment.side == "question" or segment.id in cited)
    asked = _request([_shown(1, session, Part(segments))], _expected(session), instructions)
    return Request((*asked.messages, reply, check), Reply, asked.max_tokens)


def cited_by(draft: DraftSession) -> frozenset[str]:
    """The ids of all segments that a draft rests on."""
    answers = [sentence for exchange in draft.exchanges for sentence in (exchange.question, *exchange.answer)]
    return frozenset(identifier for sentence in (draft.summary, *answers) for identifier in sentence.ids)


def _request(shown: Sequence[PromptSession], expected: int, instructions: Instructions) -> Request[Reply]:
    words = instructions.prompts.render("session", company=one_line(instructions.call.company or ""), sessions=shown)
    return Request(instructions.messages(words), Reply, _most(expected))


def _shown(number: int, session: Session, part: Part, place: int = 1, parts: int = 1) -> PromptSession:
    analyst = session.analyst
    spoken = passages(part.repeated + part.segments, frozenset(segment.id for segment in part.repeated))
    return PromptSession(number, one_line(analyst.name), one_line(analyst.firm or ""), place, parts, spoken)


def _sizes(segments: Sequence[Segment], instructions: Instructions) -> dict[str, int]:
    """Tokens by segment id; the first segment of a passage carries those of the line that says who speaks."""
    sizes: dict[str, int] = {}
    for passage in passages(segments):
        heading = f"{passage.speaker} (labelled {passage.label}) answers:\n"
        for line in passage.lines:
            sizes[f"s{line.number}"] = tokens.count(f"{heading}{line.number}|{line.text}\n", instructions.model)
            heading = ""
    return sizes


def _expected(session: Session) -> int:
    return _PER_SESSION + _PER_EXCHANGE * max(1, len(session.exchanges))


def _most(expected: int) -> int:
    return _PATIENCE * expected
