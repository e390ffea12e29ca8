"""The llm engine: sessions in, a draft of each out, all at once; what fails costs only itself.

A request is answered once, and asked again in smaller pieces only where the reply can't be used: sessions that shared a
request are asked alone, a session whose reply is cut off is asked in parts, and parts are merged.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Sequence
from typing import NamedTuple, TypeVar

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
from summarizer.errors import AllowanceSpent, ModelError, ReplyCut, ReplyInvalid, ReplyRefused
from summarizer.model.door import Model, Request
from summarizer.summary import DraftSession

R = TypeVar("R")
Draft = DraftSession | ModelError
"""A session's draft, or the reason why there is none."""


async def summarize_sessions(
    work: Sequence[Work],
    model: Model,
    instructions: Instructions,
    then: Callable[[int, Draft], Awaitable[R]],
) -> list[R]:
    """Write a draft of each session, and go on with each, by its index, as soon as it is there.

    Returns what ``then`` makes of the drafts, in the order of the sessions. Raises SettingsError or PromptError before
    anything is sent, and never a ModelError: that stands in a draft's place.
    """
    run = _Run(model, instructions)

    async def drafted(group: tuple[int, ...]) -> list[R]:
        drafts = await run.group([work[index] for index in group])
        return await _all(map(then, group, drafts))

    answered = await _all(map(drafted, groups(work, instructions)))
    return [finished for group in answered for finished in group]


async def repair(
    work: Work, draft: DraftSession, problems: Sequence[str], model: Model, instructions: Instructions
) -> DraftSession:
    """Show a draft to the model again with what failed the check; the first draft stays if no better one comes back.

    Raises AllowanceSpent where the run may not ask any more.
    """
    try:
        reply = await _Run(model, instructions).ask(repair_request(work, draft, problems, instructions))
        return draft_of(only_session(reply), instructions.topics)
    except AllowanceSpent:
        raise
    except ModelError:
        return draft


async def _all(work: Iterable[Awaitable[R]]) -> list[R]:
    """Do everything at once, and leave nothing under way where one fails."""
    tasks = [asyncio.ensure_future(one) for one in work]
    try:
        return await asyncio.gather(*tasks)
    except BaseException:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        raise


class _Run(NamedTuple):
    """What every request of a run needs."""

    model: Model
    instructions: Instructions

    async def ask(self, request: Request[Reply]) -> Reply:
        return (await self.model.ask(request)).value

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
        return await _all(self.own(item, place, reply) for place, item in enumerate(work, start=1))

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
