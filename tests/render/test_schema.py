"""The JSON Schema of the output: in the docs as it is, and never narrower than it was."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from summarizer.render import json as as_json
from summarizer.render import schema
from summarizer.summary import CallSummary
from tests.summaries import fennmark

ROOT = Path(__file__).parents[2]
NOW = json.loads(schema.as_json())
# What was published with a release is never changed again.
RELEASED = sorted((Path(__file__).parent / "released").glob("schema-*.json"))
OUTPUTS = sorted((Path(__file__).parent / "released").glob("summary-*.json"))


def test_the_docs_have_the_schema_of_today() -> None:
    """docs/summary.schema.json is what summarizer schema prints."""
    kept = (ROOT / "docs/summary.schema.json").read_text(encoding="utf-8")
    assert kept == schema.as_json(), "write what summarizer schema prints into docs/summary.schema.json"


def broken(before: Any, after: Any, at: str = "") -> list[str]:
    """What a reader of the old schema could no longer rely on: a field that is gone or optional, a type that grew."""
    found: list[str] = []
    for name, old in before.get("$defs", {}).items():
        new = after["$defs"].get(name)
        found += broken(old, new, f"{at}/{name}") if new else [f"{at}/{name} is gone"]
    for name, old in before.get("properties", {}).items():
        new = after["properties"].get(name)
        found += broken(old, new, f"{at}.{name}") if new else [f"{at}.{name} is gone"]
    found += [f"{at}.{name} is optional" for name in set(before.get("required", ())) - set(after.get("required", ()))]
    for key in ("type", "$ref", "items", "prefixItems", "anyOf", "additionalProperties"):
        if before.get(key) != after.get(key):
            found.append(f"{at} has another {key}")
    if set(after.get("enum", ())) != set(before.get("enum", ())):
        found.append(f"{at} has other values")
    return found


@pytest.mark.parametrize("path", RELEASED, ids=lambda path: path.stem)
def test_what_was_released_can_still_be_relied_on(path: Path) -> None:
    """Every field of a released schema is there, as required as it was and of the same type."""
    assert broken(json.loads(path.read_text(encoding="utf-8")), NOW) == []


@pytest.mark.parametrize(
    "change",
    [
        lambda schema: schema["properties"].pop("engine"),
        lambda schema: schema["required"].remove("analysts"),
        lambda schema: schema["$defs"].pop("FigureCheck"),
        lambda schema: schema["$defs"]["ExchangeSummary"]["properties"]["status"]["enum"].append("maybe"),
        lambda schema: schema["$defs"]["AnalystSummary"]["properties"]["name"].update(type="integer"),
    ],
)
def test_a_change_that_breaks_readers_is_seen(change: Any) -> None:
    """A field gone, optional or of another type, a new value of a status: each is told."""
    changed = json.loads(schema.as_json())
    change(changed)
    assert broken(NOW, changed)


def test_new_fields_break_nothing() -> None:
    """A field that is added is no break, and the schema lets a reader pass it."""
    changed = json.loads(schema.as_json())
    changed["properties"]["mood"] = {"type": "string"}
    assert broken(NOW, changed) == []
    assert '"additionalProperties": false' not in schema.as_json()


@pytest.mark.parametrize("path", OUTPUTS, ids=lambda path: path.stem)
def test_a_summary_of_an_older_release_can_be_read(path: Path) -> None:
    """What an earlier release wrote is read by this one, and written again with every value it had."""
    text = path.read_text(encoding="utf-8")
    again = json.loads(CallSummary.model_validate_json(text).model_dump_json())
    assert json.loads(text).items() <= again.items()


def test_a_summary_fits_the_schema() -> None:
    """What is printed is valid by the schema, every field that it names is there, and wrong output is not valid."""
    validator = Draft202012Validator(NOW)
    validator.check_schema(NOW)
    printed = json.loads(as_json.call(fennmark()))
    validator.validate(printed)
    assert set(NOW["required"]) == set(printed) == set(NOW["properties"])
    printed["analysts"][0]["exchanges"][0]["status"] = "maybe"
    assert not validator.is_valid(printed)
