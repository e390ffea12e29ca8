"""What an endpoint understands of the protocol, found out by asking and remembered.

Everyone is addressed in the full language first. Who complains about a word is not told that word again: a strict
schema gives way to JSON mode and that to plain text, ``max_tokens`` to ``max_completion_tokens``, and a temperature is
left out.
"""

from __future__ import annotations

import json
import re
from dataclasses import asdict, dataclass, replace
from typing import Any, Literal

from pydantic import TypeAdapter, ValidationError

from summarizer.model.door import Message, Request, T
from summarizer.model.schema import schema_name, schema_text, strict_schema
from summarizer.model.settings import ModelSettings
from summarizer.prompts import Prompts

Form = Literal["json_schema", "json_object", "text"]

_NEXT_FORM: dict[Form, Form] = {"json_schema": "json_object", "json_object": "text"}
_ABOUT_FORM = re.compile(r"response.?format|json.?schema|json.?object|structured.?output|grammar", re.IGNORECASE)


@dataclass(frozen=True)
class Dialect:
    """How to put a request. ``in_words`` says the schema in the prompt too, for endpoints that would ignore it."""

    form: Form = "json_schema"
    in_words: bool = False
    room: Literal["max_tokens", "max_completion_tokens"] = "max_tokens"
    temperature: bool = True


def written(dialect: Dialect) -> str:
    """Return a dialect as text that ``read`` understands."""
    return json.dumps(asdict(dialect))


def read(text: str | None) -> Dialect:
    """Return the dialect that was written down; the full language where none was, or where another version wrote it.

    >>> read(written(Dialect(temperature=False))).temperature, read('{"form": "telepathy"}') == Dialect()
    (False, True)
    """
    try:
        return TypeAdapter(Dialect).validate_json(text or "{}")
    except ValidationError:
        return Dialect()


def simpler(dialect: Dialect, complaint: str) -> Dialect | None:
    """Return the dialect that avoids what an endpoint complains about, None where the complaint is about other things.

    >>> simpler(Dialect(), "'response_format' of type 'json_schema' is not supported").form
    'json_object'
    >>> simpler(Dialect(), "The model does not exist.")
    """
    if dialect.room == "max_tokens" and "max_completion_tokens" in complaint:
        return replace(dialect, room="max_completion_tokens")
    if dialect.temperature and "temperature" in complaint:
        return replace(dialect, temperature=False)
    if dialect.form != "text" and _ABOUT_FORM.search(complaint):
        return replace(dialect, form=_NEXT_FORM[dialect.form], in_words=True)
    return None


def spoken(request: Request[T], dialect: Dialect, prompts: Prompts) -> Request[T]:
    """Return the request with what the dialect says in words, which other dialects say in a field."""
    if not dialect.in_words:
        return request
    first, *rest = request.messages
    words = prompts.render("schema", schema=schema_text(request.reply_type))
    return replace(request, messages=(Message(first.role, f"{first.content}\n\n{words}"), *rest))


def body(request: Request[T], settings: ModelSettings, dialect: Dialect) -> dict[str, Any]:
    """Return the body of a chat completion request."""
    said: dict[str, Any] = {
        "model": settings.model,
        "messages": [{"role": message.role, "content": _encodable(message.content)} for message in request.messages],
        dialect.room: request.max_tokens,
    }
    if dialect.form == "json_object":
        said["response_format"] = {"type": "json_object"}
    elif dialect.form == "json_schema":
        strict = {
            "name": schema_name(request.reply_type),
            "strict": True,
            "schema": strict_schema(request.reply_type),
        }
        said["response_format"] = {"type": "json_schema", "json_schema": strict}
    if dialect.temperature and settings.temperature is not None:
        said["temperature"] = settings.temperature
    return said


def _encodable(text: str) -> str:
    """Return the text with half surrogate pairs replaced, as JSON escapes can bring them in: no wire carries them."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def again(request: Request[T], raw: str, fault: str, prompts: Prompts) -> Request[T]:
    """Return the request that shows a model its unusable reply and what is wrong with it."""
    shown = (Message("assistant", raw),) if raw.strip() else ()
    words = prompts.render("correction", fault=fault, schema=schema_text(request.reply_type))
    return replace(request, messages=(*request.messages, *shown, Message("user", words)))
