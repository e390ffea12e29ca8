"""A model that answers from a script: for tests, for demonstrations, and for asking what would happen if."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from pydantic import BaseModel

from summarizer import tokens
from summarizer.errors import ModelError, ReplyInvalid
from summarizer.model.door import Reply, Request, T
from summarizer.model.replies import read_reply
from summarizer.model.schema import strict_schema
from summarizer.summary import Usage

Scripted = str | BaseModel | ModelError
"""A reply as text or as a record, or the error to raise in its place."""


class ScriptedModel:
    """Answers each request with the next reply of a list, or with what a function makes of it.

    Replies go through the same validation as those of a real endpoint; ``requests`` are kept in the order in which they
    came. Tokens are counted here, and the price is unknown.

    >>> import asyncio
    >>> from summarizer.model.door import Message
    >>> class Greeting(BaseModel):
    ...     words: str
    >>> model = ScriptedModel(['{"words": "good morning"}'])
    >>> request = Request((Message("user", "Greet."),), Greeting, max_tokens=20)
    >>> asyncio.run(model.ask(request)).value
    Greeting(words='good morning')
    """

    def __init__(
        self, replies: Sequence[Scripted] | Callable[[Request[Any]], Scripted], name: str = "scripted"
    ) -> None:
        self.name = name
        self.requests: list[Request[Any]] = []
        self._replies = replies

    async def ask(self, request: Request[T]) -> Reply[T]:
        """Return the scripted reply; raises LookupError when a list of replies has come to its end."""
        self.requests.append(request)
        scripted = self._replies(request) if callable(self._replies) else self._next(self._replies)
        if isinstance(scripted, ModelError):
            raise scripted
        raw = scripted.model_dump_json() if isinstance(scripted, BaseModel) else scripted
        usage = Usage(
            calls=1,
            prompt_tokens=tokens.count_prompt(request.messages, strict_schema(request.reply_type), self.name),
            completion_tokens=tokens.count(raw, self.name),
        )
        try:
            value = read_reply(raw, request.reply_type)
        except ReplyInvalid as error:
            error.usage = usage
            raise
        return Reply(value, usage, self.name, raw)

    def _next(self, replies: Sequence[Scripted]) -> Scripted:
        if len(self.requests) > len(replies):
            raise LookupError(f"the script holds {len(replies)} replies and was asked for one more")
        return replies[len(self.requests) - 1]
