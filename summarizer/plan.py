"""What the llm engine would ask about a call, take and cost, before anything is sent."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import NamedTuple

from summarizer.engines import requests
from summarizer.engines.requests import Instructions, Planned
from summarizer.model.door import Message
from summarizer.model.prices import price
from summarizer.pipeline import work_of
from summarizer.segmentation.sessions import parse_call
from summarizer.transcript import ParsedCall, Session, Transcript


class PlannedSession(NamedTuple):
    """A session, and how many of the call's requests are about it."""

    session: Session
    requests: int


@dataclass(frozen=True, slots=True)
class CallPlan:
    """The requests of a call if no reply has to be asked for again, with the tokens of all of them.

    Prompt tokens include the reply's schema, completion tokens are estimated, ``cost_usd`` is None where the price is
    unknown.
    """

    source: str | None
    model: str | None
    requests: tuple[Planned, ...]
    sessions: tuple[PlannedSession, ...]
    prompt_tokens: int
    completion_tokens: int
    cost_usd: float | None


def plan(transcript: Transcript, instructions: Instructions, base_url: str | None = None) -> CallPlan:
    """List the requests of a call with their tokens, and the price at ``base_url`` (OpenAI's own without one)."""
    call, work, instructions = _work(transcript, instructions)
    planned = requests.plan(work, instructions)
    counts = [sum(place in request.sessions for request in planned) for place in range(len(work))]
    prompt_tokens = sum(request.prompt_tokens for request in planned)
    completion_tokens = sum(request.completion_tokens for request in planned)
    return CallPlan(
        source=transcript.call.source,
        model=instructions.model,
        requests=planned,
        sessions=tuple(map(PlannedSession, call.sessions, counts)),
        prompt_tokens=prompt_tokens,
        completion_tokens=completion_tokens,
        cost_usd=price(instructions.model or "", base_url, prompt_tokens, completion_tokens),
    )


def messages(transcript: Transcript, instructions: Instructions) -> Iterator[tuple[Message, ...]]:
    """Yield the messages of every request about a call as they are sent first."""
    _, work, instructions = _work(transcript, instructions)
    for group in requests.groups(work, instructions):
        for request in requests.requests_for([work[place] for place in group], instructions):
            yield request.messages


def _work(transcript: Transcript, instructions: Instructions) -> tuple[ParsedCall, list[requests.Work], Instructions]:
    call = parse_call(transcript)
    return call, work_of(call), replace(instructions, call=transcript.call)
