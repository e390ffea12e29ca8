"""From the text of a reply to the record it must be. The same check for every endpoint and every way of asking."""

from __future__ import annotations

import json
from collections.abc import Iterator

from pydantic import ValidationError

from summarizer.errors import ReplyInvalid
from summarizer.model.door import T

_FAULTS_NAMED = 3


def read_reply(text: str, reply_type: type[T]) -> T:
    """Return the record that ``text`` holds.

    The text should be one JSON object. Models that are not held to it think aloud first or wrap the object in a fence:
    then the one object in the text that fits is taken.

    Raises ReplyInvalid, with what does not fit; also where two different objects fit, for nobody knows which was meant.
    """
    try:
        return reply_type.model_validate_json(text, strict=True)
    except ValidationError as error:
        fault = error
    fits: list[T] = []
    for candidate in _objects(text):
        try:
            value = reply_type.model_validate_json(candidate, strict=True)
        except ValidationError as error:
            fault = error
        else:
            fits += [value] if value not in fits else []
    if len(fits) > 1:
        raise ReplyInvalid("The model's reply holds more than one object that fits the schema.")
    if not fits:
        raise ReplyInvalid(f"The model's reply does not fit the schema: {_said(fault, text)}.")
    return fits[0]


def _objects(text: str) -> Iterator[str]:
    """Yield the JSON objects in ``text`` that are not part of another, in order."""
    text = text.rpartition("</think>")[2]
    decoder, at = json.JSONDecoder(), text.find("{")
    while at >= 0:
        try:
            _, end = decoder.raw_decode(text, at)
        except (json.JSONDecodeError, RecursionError):
            end = at + 1
        else:
            yield text[at:end]
        at = text.find("{", end)


def _said(error: ValidationError, text: str) -> str:
    if not text.strip():
        return "it is empty"
    faults = [
        f"{'.'.join(str(part) for part in fault['loc']) or 'the whole'}: {fault['msg']}"
        for fault in error.errors(include_url=False, include_input=False)[:_FAULTS_NAMED]
    ]
    more = error.error_count() - len(faults)
    return "; ".join(faults) + (f"; and {more} more" if more > 0 else "")
