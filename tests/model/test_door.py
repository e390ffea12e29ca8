"""The door: reply types as schemas, replies as records, a model that follows a script."""

import asyncio
from typing import Any, Literal

import pytest
from pydantic import BaseModel, ConfigDict, Field

from summarizer.errors import ModelBusy, ModelError, ReplyInvalid
from summarizer.model.door import Message, Request, total, usage_of
from summarizer.model.replies import read_reply
from summarizer.model.schema import schema_name, schema_text, strict_schema
from summarizer.model.scripted import ScriptedModel
from summarizer.summary import DraftSession, Usage


class Sentence(BaseModel):
    """Words."""

    model_config = ConfigDict(extra="forbid")
    text: str = Field(description="long and costly", max_length=50)


class Answer(BaseModel):
    """An answer."""

    model_config = ConfigDict(extra="forbid")
    status: Literal["answered", "declined"]
    sentences: tuple[Sentence, ...] = ()
    first: Sentence | None = None
    quote: str | None = None


class Tree(BaseModel):
    """A type that contains itself."""

    branches: list["Tree"]


class Only(BaseModel):
    """One field of another type."""

    inner: Sentence


STRICT_SENTENCE = {
    "type": "object",
    "properties": {"text": {"type": "string"}},
    "required": ["text"],
    "additionalProperties": False,
}


def nodes(schema: Any) -> list[dict[str, Any]]:
    """Return every object of a schema, in any depth."""
    inner = schema.values() if isinstance(schema, dict) else schema if isinstance(schema, list) else ()
    return ([schema] if isinstance(schema, dict) else []) + [node for part in inner for node in nodes(part)]


def test_a_strict_schema_says_what_confines_the_reply_and_no_more() -> None:
    """Fields are required and final, defaults and descriptions are gone, a type used twice is defined once."""
    assert strict_schema(Answer) == {
        "type": "object",
        "properties": {
            "status": {"type": "string", "enum": ["answered", "declined"]},
            "sentences": {"type": "array", "items": {"$ref": "#/$defs/Sentence"}},
            "first": {"anyOf": [{"$ref": "#/$defs/Sentence"}, {"type": "null"}]},
            "quote": {"type": ["string", "null"]},
        },
        "required": ["status", "sentences", "first", "quote"],
        "additionalProperties": False,
        "$defs": {"Sentence": STRICT_SENTENCE},
    }


def test_a_definition_used_once_stands_where_it_is_used() -> None:
    """No reference is paid for where there is nothing to share."""
    assert strict_schema(Only)["properties"] == {"inner": STRICT_SENTENCE}


def test_a_type_that_contains_itself_stays_a_reference() -> None:
    """A recursive type ends in a reference and not in an endless schema."""
    assert strict_schema(Tree)["$defs"]["Tree"]["properties"]["branches"]["items"] == {"$ref": "#/$defs/Tree"}


def test_every_object_of_the_draft_schema_is_strict() -> None:
    """What the engine asks for can be sent in strict mode: all fields required, nothing else allowed."""
    objects = [node for node in nodes(strict_schema(DraftSession)) if node.get("type") == "object"]
    assert objects
    for node in objects:
        assert (node["required"], node["additionalProperties"]) == (list(node["properties"]), False)


class Mixed(BaseModel):
    """A tuple of mixed types."""

    pair: tuple[int, str]


class Mapping(BaseModel):
    """A dict."""

    names: dict[str, str]


@pytest.mark.parametrize("reply_type", [Mixed, Mapping])
def test_a_type_that_strict_mode_cannot_say_is_refused(reply_type: type[BaseModel]) -> None:
    """The author of a reply type learns at once that it can't be asked for."""
    with pytest.raises(TypeError, match="can't say this part"):
        strict_schema(reply_type)


def test_the_name_of_a_schema_has_only_the_characters_allowed() -> None:
    """A generic type's brackets do not reach the endpoint."""
    assert schema_name(type("Reply[Draft]", (BaseModel,), {})) == "Reply_Draft_"


WHOLE = '{"text": "Margins rose."}'
OTHER = '{"text": "Margins fell."}'


@pytest.mark.parametrize(
    "reply",
    [
        WHOLE,
        f"\n {WHOLE} \n",
        f"```json\n{WHOLE}\n```",
        f"Here you are:\n{WHOLE}\nAnything else?",
        f"<think>Perhaps {OTHER}?</think>{WHOLE}",
        f'I use the {{"schema": "given"}}. {WHOLE}',
        f"{WHOLE} Once more: {WHOLE}",
        f"Set {{x}} aside: {WHOLE}",
    ],
)
def test_the_object_is_found_wherever_it_stands(reply: str) -> None:
    """Fences, chatter and thoughts around the one object that fits do not matter."""
    assert read_reply(reply, Sentence) == Sentence(text="Margins rose.")


@pytest.mark.parametrize(
    ("reply", "said"),
    [
        ("", "it is empty"),
        ("I can't say.", "Invalid JSON"),
        ('{"text": "Margins ro', "Invalid JSON"),
        ('{"text": 5}', "text: Input should be a valid string"),
        ('{"words": "Margins rose."}', "text: Field required; words: Extra inputs are not permitted"),
        ('[{"text": 5}]', "text: Input should be a valid string"),
        (f'{{"text": "{"x" * 51}"}}', "at most 50 characters"),
        (f"{WHOLE} or {OTHER}", "more than one object"),
        ("{" * 5000, "Invalid JSON"),
    ],
)
def test_a_reply_that_does_not_fit_says_why(reply: str, said: str) -> None:
    """Nothing is guessed: the message names what is missing, wrong or ambiguous."""
    with pytest.raises(ReplyInvalid, match=said):
        read_reply(reply, Sentence)


REQUEST = Request((Message("system", "Be brief."), Message("user", "What of margins?")), Sentence, max_tokens=50)


@pytest.mark.parametrize("replies", [[WHOLE], [Sentence(text="Margins rose.")], lambda request: WHOLE])
def test_a_script_is_a_list_or_a_function(replies: Any) -> None:
    """The scripted model answers with text or records, counts tokens and keeps what it was asked."""
    model = ScriptedModel(replies)
    reply = asyncio.run(model.ask(REQUEST))
    assert reply.value == Sentence(text="Margins rose.")
    assert (reply.usage.calls, reply.usage.cost_usd, reply.model) == (1, None, "scripted")
    assert reply.usage.prompt_tokens > len(schema_text(Sentence)) / 8
    assert model.requests == [REQUEST]


@pytest.mark.parametrize("error", [ModelBusy("The endpoint is overloaded."), ReplyInvalid("It is empty.")])
def test_a_script_may_hold_errors(error: ModelError) -> None:
    """What can go wrong at an endpoint can be played."""
    with pytest.raises(type(error), match=str(error)):
        asyncio.run(ScriptedModel([error]).ask(REQUEST))


def test_a_scripted_reply_that_breaks_the_schema_is_paid_for() -> None:
    """The script is checked as an endpoint is, and the error carries what the reply cost."""
    with pytest.raises(ReplyInvalid) as caught:
        asyncio.run(ScriptedModel(["no"]).ask(REQUEST))
    assert usage_of(caught.value).completion_tokens == 1


def test_a_script_that_has_ended_says_so() -> None:
    """Being asked more often than expected is a mistake of the script's author, not an answer."""
    with pytest.raises(LookupError, match="holds 0 replies"):
        asyncio.run(ScriptedModel([]).ask(REQUEST))


@pytest.mark.parametrize(
    ("prices", "sum_of_prices"),
    [((0.5, 0.25), 0.75), ((0.5, None), None), ((), 0)],
)
def test_the_price_of_a_sum_is_known_only_if_all_are(
    prices: tuple[float | None, ...], sum_of_prices: float | None
) -> None:
    """An unknown price never counts as nothing; no request costs nothing."""
    assert total([Usage(calls=1, cost_usd=price) for price in prices] + [Usage()]).cost_usd == sum_of_prices
