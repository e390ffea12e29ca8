"""The llm engine: sessions in, a draft of each out, all at once; what fails costs only itself.

A request is answered once, and asked again in smaller pieces only where the reply can't be used: sessions that shared a
request are asked alone, a session whose reply is cut off is asked in parts, and parts are merged.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from typing import NamedTuple

from summarizer.engines.reply import Reply, SessionReply, asks, draft_of, only_session, session_of
from summarizer.engines.requests import (
    Instructions,
    Work,
    groups,
    half_of,
    merge_request,
    repair_request,
    requests_for,
)
from summarizer.errors import ModelError, ReplyCut, ReplyInvalid, ReplyRefused
from summarizer.model.door import Model, Request, total, usage_of
from summarizer.summary import DraftSession, Usage

Draft = DraftSession | ModelError


class Drafts(NamedTuple):
    """A draft, or the reason why there is none, for each session in the order given; and what all of it took."""

    sessions: tuple[Draft, ...]
    usage: Usage


async def summarize_sessions(
    work: Sequence[Work],
    model: Model,
    instructions: Instructions,
    done: Callable[[int, Draft], None] | None = None,
) -> Drafts:
    """Write a draft of each session; ``done`` is told of each, by its index, as soon as it is there.

    Raises SettingsError or PromptError before anything is sent, and never a ModelError: that stands in a draft's place.
    """
    run = _Run(model, instructions, [])

    async def report(group: tuple[int, ...]) -> list[Draft]:
        drafts = await run.group([work[index] for index in group])
        for index, draft in zip(group, drafts, strict=True):
            if done:
                done(index, draft)
        return drafts

    answered = await asyncio.gather(*map(report, groups(work, instructions)))
    return Drafts(tuple(draft for drafts in answered for draft in drafts), total(run.usages))


async def repair(
    work: Work, draft: DraftSession, problems: Sequence[str], model: Model, instructions: Instructions
) -> tuple[DraftSession, Usage]:
    """Show a draft to the model again with what failed the check; the first draft stays if no better one comes back."""
    run = _Run(model, instructions, [])
    try:
        reply = await run.ask(repair_request(work, draft, problems, instructions))
        mended = draft_of(only_session(reply), instructions.topics)
    except ModelError:
        return draft, total(run.usages)
    return mended, total(run.usages)


class _Run(NamedTuple):
    """What every request of a run needs; each adds what it took to ``usages``."""

    model: Model
    instructions: Instructions
    usages: list[Usage]

    async def ask(self, request: Request[Reply]) -> Reply:
        try:
            reply = await self.model.ask(request)
        except ModelError as error:
            self.usages.append(usage_of(error))
            raise
        self.usages.append(reply.usage)
        return reply.value

    async def group(self, work: Sequence[Work]) -> list[Draft]:
        """The drafts of sessions that share a request; those that its reply doesn't give are asked for alone."""
        if len(work) == 1:
            return [await self.session(work[0])]
        [request] = requests_for(work, self.instructions)
        try:
            reply = await self.ask(request)
        except (ReplyCut, ReplyInvalid, ReplyRefused):
            reply = Reply(sessions=())
        except ModelError as error:
            return [error for _ in work]
        return list(await asyncio.gather(*(self.own(item, place, reply) for place, item in enumerate(work, start=1))))

    async def own(self, work: Work, place: int, reply: Reply) -> Draft:
        """A session's draft from a shared reply, if it is there and surely its own, else from a request of its own."""
        found = session_of(reply, place, work[1])
        return draft_of(found, self.instructions.topics) if found else await self.session(work)

    async def session(self, work: Work) -> Draft:
        """The draft of one session, whole or in parts; a reply that is cut off halves the parts, once."""
        try:
            try:
                found = await self.parts(work, None)
            except ReplyCut:
                if len(work[1]) < 2:
                    raise
                found = await self.parts(work, half_of(work[1], self.instructions))
        except ModelError as error:
            return error
        if not found.exchanges and asks(work[1]):
            return ReplyInvalid(
                "The model's reply has no exchange though the analyst asks; try again or take a larger model."
            )
        return draft_of(found, self.instructions.topics)

    async def parts(self, work: Work, limit: int | None) -> SessionReply:
        """The reply for a session in as many parts as it needs, merged if there are several."""
        requests = requests_for([work], self.instructions, limit)
        # All are waited for, so that what they took is counted, before the first failure counts as the session's.
        replies = await asyncio.gather(*map(self.ask, requests), return_exceptions=True)
        parts = []
        for reply in replies:
            if isinstance(reply, BaseException):
                raise reply
            parts.append(only_session(reply))
        if len(parts) == 1:
            return parts[0]
        merge = merge_request(work[0], [part.model_dump_json() for part in parts], self.instructions)
        return only_session(await self.ask(merge))
