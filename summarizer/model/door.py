"""The door to a language model: one method wide. Whatever has ``name`` and ``ask`` is a model.

    reply = await model.ask(Request(messages=(Message("user", "..."),), reply_type=DraftSession, max_tokens=900))
    reply.value  # a DraftSession, validated

What goes wrong is raised as one of the ``ModelError``s of ``summarizer.errors``.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, Literal, NamedTuple, Protocol, TypeVar

from pydantic import BaseModel

from summarizer.errors import ModelError
from summarizer.summary import Usage

T = TypeVar("T", bound=BaseModel)


class Message(NamedTuple):
    """One message of a chat."""

    role: Literal["system", "user", "assistant"]
    content: str


@dataclass(frozen=True)
class Request(Generic[T]):
    """What is asked: a chat, the record that the reply must be, and the tokens that it may take."""

    messages: tuple[Message, ...]
    reply_type: type[T]
    max_tokens: int


@dataclass(frozen=True)
class Reply(Generic[T]):
    """What came back: the validated record, what it cost, the model as the endpoint calls it, and the reply as written.

    ``usage`` holds every request that this reply took, also the ones that were asked again; a reply out of the cache
    took none.
    """

    value: T
    usage: Usage
    model: str
    raw: str


class Model(Protocol):
    """Anything that answers requests."""

    @property
    def name(self) -> str:
        """The model's name, as it stands in a summary."""
        ...

    async def ask(self, request: Request[T]) -> Reply[T]:
        """Return the reply to ``request`` or raise a ``ModelError``; safe to call many times at once."""
        ...


def usage_of(error: ModelError) -> Usage:
    """Return what a failed request cost all the same: a reply that was cut or broke the schema is paid for, too."""
    return error.usage if isinstance(error.usage, Usage) else Usage()


def total(usages: list[Usage] | tuple[Usage, ...]) -> Usage:
    """Add up; the price of the sum is unknown as soon as that of one request is, and zero where nothing was asked.

    >>> total([Usage(calls=1, prompt_tokens=9, cost_usd=0.5), Usage(calls=1, prompt_tokens=1, cost_usd=None)])
    Usage(calls=2, prompt_tokens=10, cached_tokens=0, completion_tokens=0, cost_usd=None)
    """
    prices = [usage.cost_usd for usage in usages if usage.calls]
    return Usage(
        calls=sum(usage.calls for usage in usages),
        prompt_tokens=sum(usage.prompt_tokens for usage in usages),
        cached_tokens=sum(usage.cached_tokens for usage in usages),
        completion_tokens=sum(usage.completion_tokens for usage in usages),
        cost_usd=None if None in prices else sum(price for price in prices if price is not None),
    )
