"""Reply types as strict JSON Schema: every field required, nothing else allowed, and as few tokens as possible.

The schema is paid for in every request, so it says nothing that does not confine the reply: no titles, descriptions or
defaults; a definition used once stands where it is used. Limits that strict mode does not know (lengths, ranges,
patterns) are left to pydantic, which validates every reply whatever the endpoint promised.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from functools import cache
from typing import Any

from pydantic import BaseModel

_KEPT = ("type", "enum", "const", "items", "properties", "anyOf", "$ref")


@cache
def strict_schema(reply_type: type[BaseModel]) -> dict[str, Any]:
    """Return the strict JSON Schema of ``reply_type``; treat it as read-only, it is kept.

    Raises TypeError where the type can't be said in strict mode, such as a dict or a tuple of mixed types.
    """
    written = reply_type.model_json_schema(mode="validation")
    definitions: dict[str, Any] = written.pop("$defs", {})
    uses = Counter(_references([written, definitions]))
    shared = {name for name in definitions if uses[name] > 1 or _reaches(name, name, definitions)}
    schema = _strict(written, definitions, shared)
    if shared:
        schema["$defs"] = {name: _strict(definitions[name], definitions, shared) for name in sorted(shared)}
    return schema


def schema_name(reply_type: type[BaseModel]) -> str:
    """Return the name that goes with the schema: letters, digits, dash and underscore, at most 64.

    >>> class Draft(BaseModel): pass
    >>> schema_name(Draft)
    'Draft'
    """
    return re.sub(r"[^A-Za-z0-9_-]", "_", reply_type.__name__)[:64]


def schema_text(reply_type: type[BaseModel]) -> str:
    """Return the schema as compact JSON, for endpoints that have to be told in words."""
    return json.dumps(strict_schema(reply_type), separators=(",", ":"))


def _strict(node: dict[str, Any], definitions: dict[str, Any], shared: set[str]) -> dict[str, Any]:
    if "$ref" in node:
        name = _name(node["$ref"])
        return {"$ref": node["$ref"]} if name in shared else _strict(definitions[name], definitions, shared)
    unsayable = {"prefixItems", "patternProperties", "allOf", "oneOf"} & node.keys()
    if unsayable or (node.get("type") == "object" and "properties" not in node and node.get("additionalProperties")):
        raise TypeError(f"a strict JSON Schema can't say this part of the reply type: {json.dumps(node)[:200]}")
    strict = {key: node[key] for key in _KEPT if key in node}
    if "items" in strict:
        strict["items"] = _strict(strict["items"], definitions, shared)
    if "anyOf" in strict:
        strict = _either([_strict(choice, definitions, shared) for choice in strict["anyOf"]])
    if strict.get("type") == "object":
        properties = strict.get("properties", {})
        strict["properties"] = {name: _strict(field, definitions, shared) for name, field in properties.items()}
        strict |= {"required": list(properties), "additionalProperties": False}
    return strict


def _either(choices: list[dict[str, Any]]) -> dict[str, Any]:
    """Say ``string or null`` in the short form where nothing but types is said."""
    if all(choice.keys() == {"type"} for choice in choices):
        return {"type": [choice["type"] for choice in choices]}
    return {"anyOf": choices}


def _references(node: Any) -> list[str]:
    if isinstance(node, list):
        return [name for part in node for name in _references(part)]
    if not isinstance(node, dict):
        return []
    own = [_name(node["$ref"])] if isinstance(node.get("$ref"), str) else []
    return own + [name for part in node.values() for name in _references(part)]


def _reaches(start: str, goal: str, definitions: dict[str, Any]) -> bool:
    seen: set[str] = set()
    open_names = _references(definitions[start])
    while open_names:
        name = open_names.pop()
        if name == goal:
            return True
        if name not in seen:
            seen.add(name)
            open_names += _references(definitions[name])
    return False


def _name(reference: str) -> str:
    return reference.rsplit("/", 1)[-1]
