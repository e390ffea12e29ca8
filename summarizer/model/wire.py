"""The endpoint's answer as it comes over the wire, and what it means: a reply, a refusal, a cut, or nothing usable."""

from __future__ import annotations

import json
import zlib
from collections.abc import Mapping
from typing import Any, NamedTuple

from pydantic import BaseModel, ValidationError

from summarizer.errors import ReplyInvalid, ReplyRefused
from summarizer.model.faults import clipped
from summarizer.summary import Usage

_LOOP_SAMPLE = 600
_LOOP_RATIO = 10


class Answer(NamedTuple):
    """What came over the wire."""

    content: bytes
    headers: Mapping[str, str]

    @property
    def text(self) -> str:
        """The content, for a person to read."""
        return self.content.decode("utf-8", "replace")


class _Message(BaseModel):
    content: str | None = None
    refusal: str | None = None


class _Choice(BaseModel):
    message: _Message
    finish_reason: str | None = None


class Completion(BaseModel):
    """A chat completion, as far as it matters; ``usage`` is read apart, for a wrong count must not lose a reply."""

    choices: list[_Choice] = []
    model: str | None = None
    usage: Any = None
    error: Any = None


class _Details(BaseModel):
    cached_tokens: int | None = None


class _Counts(BaseModel):
    prompt_tokens: int
    completion_tokens: int
    prompt_tokens_details: _Details | None = None


def read_completion(content: bytes, endpoint: str) -> Completion:
    """Return the completion that an endpoint's answer holds; raises ReplyInvalid where it is something else."""
    try:
        return Completion.model_validate_json(content)
    except ValidationError as error:
        start = clipped(content[:300].decode("utf-8", "replace"))
        raise ReplyInvalid(
            f"What {endpoint} sent is not a chat completion (it begins {start!r}); check that the address speaks the "
            "OpenAI protocol, most end in /v1."
        ) from error


def text_of(completion: Completion, model: str) -> str:
    """Return the words of the reply; raises ReplyRefused, or ReplyInvalid where the answer holds no reply at all."""
    if not completion.choices:
        said = f": {clipped(str(completion.error))}" if completion.error else ""
        raise ReplyInvalid(f"{model} sent an answer without a reply{said}.")
    choice = completion.choices[0]
    if choice.finish_reason == "content_filter":
        raise ReplyRefused(f"The endpoint's content filter stopped the reply of {model}.")
    if choice.message.refusal:
        raise ReplyRefused(f"{model} declined to answer: {clipped(choice.message.refusal)}")
    return choice.message.content or ""


def was_cut(completion: Completion) -> bool:
    """Tell whether the reply ended at the token limit; such a reply is never read, also not where it seems whole."""
    return completion.choices[0].finish_reason == "length"


def is_json(text: str) -> bool:
    """Tell whether a text is JSON, whatever it says."""
    try:
        json.loads(text)
    except ValueError:
        return False
    return True


def loops(text: str) -> bool:
    """Tell whether the end of a text repeats itself, as small models do until they are stopped.

    >>> loops("and so on " * 200), loops("A sentence that ends well, and soon.")
    (True, False)
    """
    end = text[-_LOOP_SAMPLE:].encode()
    return len(end) >= _LOOP_SAMPLE and len(end) > _LOOP_RATIO * len(zlib.compress(end))


def counted(completion: Completion) -> Usage | None:
    """Return the endpoint's own count, without a price; None where it sent none, or one that can't be.

    A count of cached tokens beyond the prompt's is brought down to it.
    """
    try:
        counts = _Counts.model_validate(completion.usage)
    except ValidationError:
        return None
    if counts.prompt_tokens < 0 or counts.completion_tokens < 0:
        return None
    cached = (counts.prompt_tokens_details and counts.prompt_tokens_details.cached_tokens) or 0
    return Usage(
        calls=1,
        prompt_tokens=counts.prompt_tokens,
        cached_tokens=min(max(cached, 0), counts.prompt_tokens),
        completion_tokens=counts.completion_tokens,
    )
