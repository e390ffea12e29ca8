"""The JSON Schema of a summary, as others may rely on it."""

from __future__ import annotations

import json
from typing import Any

from summarizer.summary import CallSummary


def as_json() -> str:
    """The JSON Schema (2020-12) of what ``summarize --format json`` prints for a call.

    Fields are only ever added, so a reader must let pass those that it doesn't know.
    """
    schema: dict[str, Any] = {"$schema": "https://json-schema.org/draft/2020-12/schema"}
    schema |= CallSummary.model_json_schema(mode="serialization")
    return json.dumps(_open(schema), indent=2, ensure_ascii=False) + "\n"


def _open(schema: Any) -> Any:
    """The same schema without the rule that forbids fields that it doesn't name."""
    if isinstance(schema, dict):
        closed = schema.get("additionalProperties") is False
        return {key: _open(value) for key, value in schema.items() if not (closed and key == "additionalProperties")}
    return [_open(one) for one in schema] if isinstance(schema, list) else schema
