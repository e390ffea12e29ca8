"""The whole path against an endpoint on loopback that misbehaves as told: what comes of each fault."""

import asyncio
import json
import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel, ConfigDict, Field

from summarizer.errors import (
    ModelBusy,
    ModelError,
    ModelRejected,
    ModelUnreachable,
    ReplyCut,
    ReplyInvalid,
    ReplyRefused,
    SettingsError,
)
from summarizer.model.door import Message, Reply, Request, usage_of
from summarizer.model.openai_client import connect
from summarizer.model.settings import ModelSettings
from summarizer.summary import Usage
from tests.loopback import USAGE, Answer, Body, Loopback, Script, completion, refusal
from tests.model.played import PlayedTime


class Statement(BaseModel):
    """What every request here asks for."""

    model_config = ConfigDict(extra="forbid")
    text: str = Field(max_length=100)


KEY = "sk-0123456789-secret"
REQUEST = Request((Message("system", "Be brief."), Message("user", "What of margins?")), Statement, max_tokens=50)
GOOD = completion('{"text": "Margins rose."}')
VALUE = Statement(text="Margins rose.")
LOOPING = completion('{"text": "' + "and so on " * 300, "length")
CUT = completion('{"text": "Margins ro', "length")
WHOLE_BUT_CUT = completion('{"text": "Margins."}', "length")
SLOW = Answer(then="stall")


def settings(server: Loopback, **changes: Any) -> ModelSettings:
    """Return settings for a server; nothing is waited for long."""
    plain = ModelSettings("gpt-4o", base_url=server.base_url, api_key=KEY, timeout=5, max_tokens=200, attempts=4)
    return replace(plain, **changes)


def ask(how: ModelSettings, request: Request[Statement] = REQUEST, time: PlayedTime | None = None) -> Reply[Statement]:
    """Ask once, in played time."""

    async def main() -> Reply[Statement]:
        async with connect(how, (time or PlayedTime()).clock) as model:
            return await model.ask(request)

    return asyncio.run(main())


@pytest.mark.parametrize(
    ("script", "requests", "paid"),
    [
        pytest.param([GOOD], 1, 1, id="a good reply"),
        pytest.param([refusal(429), GOOD], 2, 1, id="limited, no word on how long"),
        pytest.param([refusal(429, retry_after="7"), GOOD], 2, 1, id="limited for seven seconds"),
        pytest.param([refusal(500), refusal(502), refusal(503), GOOD], 4, 1, id="three kinds of trouble"),
        pytest.param([refusal(529), GOOD], 2, 1, id="overloaded"),
        pytest.param([refusal(408), refusal(409), GOOD], 3, 1, id="timeouts and conflicts of the server's own"),
        pytest.param([refusal(400, "odd", x_should_retry="true"), GOOD], 2, 1, id="told to try again"),
        pytest.param([Answer(then="drop"), GOOD], 2, 1, id="a dropped connection"),
        pytest.param([Answer(body=b"x" * 99, then="half"), GOOD], 2, 1, id="an answer that breaks off"),
        pytest.param([completion("Sorry?"), GOOD], 2, 2, id="not JSON"),
        pytest.param([completion(""), GOOD], 2, 2, id="an empty reply"),
        pytest.param([completion(None), GOOD], 2, 2, id="no content"),
        pytest.param([completion('{"text": 5}'), GOOD], 2, 2, id="JSON that breaks the schema"),
        pytest.param([completion(json.dumps({"text": "x" * 101})), GOOD], 2, 2, id="longer than the type allows"),
        pytest.param([Answer(body={"choices": []}), GOOD], 2, 2, id="no choices"),
        pytest.param([Answer(body=b'{"choices": [{"mess'), GOOD], 2, 1, id="an answer that is half JSON"),
        pytest.param([CUT, GOOD], 2, 2, id="cut once"),
        pytest.param([WHOLE_BUT_CUT, GOOD], 2, 2, id="cut, though it looks whole"),
        pytest.param([CUT, completion("Sorry?"), GOOD], 3, 3, id="cut, then not JSON"),
        pytest.param([refusal(400, "unknown: response_format.json_schema"), GOOD], 2, 1, id="no strict schemas"),
        pytest.param([refusal(422, "use 'max_completion_tokens'"), GOOD], 2, 1, id="another word for room"),
    ],
)
def test_what_can_be_got_over_is(script: Script, requests: int, paid: int) -> None:
    """The reply comes in the end, with no more requests than the fault needs; all that were answered are counted."""
    with Loopback(script) as server:
        reply = ask(settings(server))
    assert reply.value == VALUE
    assert (len(server.asked), reply.usage.calls) == (requests, paid)


@pytest.mark.parametrize(
    ("script", "error", "says", "requests", "paid"),
    [
        pytest.param([refusal(429)], ModelBusy, "too busy for gpt-4o", 4, 0, id="limited without end"),
        pytest.param([refusal(503)], ModelBusy, "too busy.*HTTP 503", 4, 0, id="overloaded without end"),
        pytest.param(
            [refusal(500, "boom")],
            ModelBusy,
            r"/v1 failed for gpt-4o all along \(HTTP 500: boom\)",
            4,
            0,
            id="at fault",
        ),
        pytest.param([refusal(429, retry_after="9000")], ModelBusy, "asked to wait 9000 s", 1, 0, id="too long a wait"),
        pytest.param([refusal(429, "pay", "insufficient_quota")], ModelRejected, "top it up", 1, 0, id="no money"),
        pytest.param([refusal(401, f"bad key {KEY}")], ModelRejected, r"bad key \[key\]", 1, 0, id="a wrong key"),
        pytest.param([refusal(403)], ModelRejected, "does not accept the key", 1, 0, id="a forbidden key"),
        pytest.param([refusal(404, "x")], ModelRejected, "has no model 'gpt-4o'.*--model", 1, 0, id="a wrong model"),
        pytest.param([refusal(402, "pay")], ModelRejected, "HTTP 402: pay", 1, 0, id="payment required"),
        pytest.param([refusal(501)], ModelRejected, "HTTP 501", 1, 0, id="a server without chat"),
        pytest.param(
            [refusal(500, x_should_retry="false")], ModelRejected, "HTTP 500", 1, 0, id="told not to try again"
        ),
        pytest.param(
            [refusal(400, "bad", "content_filter")], ReplyRefused, "stopped the prompt", 1, 0, id="filter, in"
        ),
        pytest.param([completion("", "content_filter")], ReplyRefused, "content filter", 1, 1, id="filter, out"),
        pytest.param([completion(None, refusal="I won't.")], ReplyRefused, "I won't", 1, 1, id="a refusal"),
        pytest.param(
            [refusal(400, "x", "context_length_exceeded")], ReplyCut, "too long", 1, 0, id="beyond the context"
        ),
        pytest.param([refusal(413)], ReplyCut, "smaller chunks", 1, 0, id="too large a body"),
        pytest.param([CUT], ReplyCut, "200 tokens", 3, 3, id="cut at every room"),
        pytest.param(
            [CUT, refusal(400, "max_tokens is too large")], ReplyCut, "may not have more", 2, 1, id="no more room"
        ),
        pytest.param([LOOPING], ReplyCut, "round in circles", 1, 1, id="a model that loops"),
        pytest.param([completion("Sorry?")], ReplyInvalid, "does not fit the schema", 2, 2, id="never JSON"),
        pytest.param([completion('{"text": 5}')], ReplyInvalid, "valid string", 2, 2, id="never the schema"),
        pytest.param([Answer(body={"choices": []})], ReplyInvalid, "without a reply", 2, 2, id="never a choice"),
        pytest.param([Answer(body={"error": "spent"})], ReplyInvalid, "spent", 2, 2, id="an error that claims success"),
        pytest.param([Answer(body=b"<html>")], ReplyInvalid, "begins '<html>'.*/v1", 2, 0, id="a web page"),
        pytest.param([Answer(then="drop")], ModelUnreachable, "connection broke", 4, 0, id="dropped without end"),
    ],
)
def test_what_cannot_be_got_over_says_why(
    script: Script, error: type[ModelError], says: str, requests: int, paid: int
) -> None:
    """One sentence of the right kind, after no more requests than could help; the error knows what was paid for."""
    with Loopback(script) as server, pytest.raises(ModelError, match=says) as caught:
        ask(settings(server))
    assert type(caught.value) is error
    assert "gpt-4o" in str(caught.value) or server.base_url in str(caught.value) or "schema" in str(caught.value)
    assert KEY not in str(caught.value)
    assert (len(server.asked), usage_of(caught.value).calls) == (requests, paid)


def test_a_stalled_connection_is_given_up_in_time() -> None:
    """An endpoint that takes a request and says nothing is left after the time limit, each time."""
    with (
        Loopback([SLOW]) as server,
        pytest.raises(ModelUnreachable, match=r"no answer within 0\.1 s.*SUMMARIZER_TIMEOUT"),
    ):
        ask(settings(server, timeout=0.1, attempts=2))
    assert len(server.asked) == 2


def test_an_address_where_nobody_listens_is_soon_named() -> None:
    """A wrong address is not waited for as long as a busy one."""
    with Loopback([GOOD]) as server:
        how = settings(server, attempts=50)
    time = PlayedTime()
    with pytest.raises(ModelUnreachable, match=f"Nothing answers at {how.base_url} .*refused.*address is right"):
        ask(how, time=time)
    assert len(time.slept) == 2


def bodies(server: Loopback) -> Iterator[Body]:
    """Return what the server was asked."""
    return (asked.body for asked in server.asked)


def test_a_request_says_what_was_set_and_no_more() -> None:
    """The wire carries the chat, the room, the strict schema and the parameters that were given."""
    with Loopback([GOOD]) as server:
        ask(settings(server, temperature=None))
    [asked] = server.asked
    assert asked.path == "/v1/chat/completions"
    assert asked.headers["authorization"] == f"Bearer {KEY}"
    assert asked.body == {
        "model": "gpt-4o",
        "messages": [{"role": "system", "content": "Be brief."}, {"role": "user", "content": "What of margins?"}],
        "max_tokens": 50,
        "response_format": {
            "type": "json_schema",
            "json_schema": {
                "name": "Statement",
                "strict": True,
                "schema": {
                    "type": "object",
                    "properties": {"text": {"type": "string"}},
                    "required": ["text"],
                    "additionalProperties": False,
                },
            },
        },
    }


def test_a_cut_reply_is_asked_again_with_twice_the_room_up_to_the_limit() -> None:
    """Room doubles until the most that a reply may take."""
    with Loopback([CUT, CUT, GOOD]) as server:
        ask(settings(server, max_tokens=150))
    assert [body["max_tokens"] for body in bodies(server)] == [50, 100, 150]


def test_a_misfit_is_shown_to_the_model_with_its_fault() -> None:
    """The second request holds the first, the reply that did not fit, what was wrong with it, and the schema."""
    with Loopback([completion('{"text": 5}'), GOOD]) as server:
        ask(settings(server))
    first, second = bodies(server)
    assert second["messages"][:2] == first["messages"]
    assert second["messages"][2] == {"role": "assistant", "content": '{"text": 5}'}
    assert "text: Input should be a valid string" in second["messages"][3]["content"]
    assert '"required":["text"]' in second["messages"][3]["content"]


class Endpoint:
    """An endpoint that knows only some of the protocol and complains about the rest."""

    def __init__(self, *unknown: str) -> None:
        self._unknown = unknown

    def __call__(self, body: Body) -> Answer:
        said = json.dumps({name: value for name, value in body.items() if name != "messages"})
        for word in self._unknown:
            if f'"{word}"' in said:
                hint = " Use 'max_completion_tokens' instead." if word == "max_tokens" else ""
                return refusal(400, f"Unsupported: '{word}'.{hint}")
        return GOOD


@pytest.mark.parametrize(
    ("unknown", "form", "room", "left_out"),
    [
        ((), "json_schema", "max_tokens", set()),
        (("json_schema",), "json_object", "max_tokens", set()),
        (("json_schema", "json_object"), None, "max_tokens", set()),
        (("response_format",), None, "max_tokens", set()),
        (("max_tokens", "temperature"), "json_schema", "max_completion_tokens", {"temperature"}),
    ],
)
def test_what_an_endpoint_understands_is_found_out_once(
    unknown: tuple[str, ...], form: str | None, room: str, left_out: set[str]
) -> None:
    """Words that an endpoint complains about are not said again in the run; without schemas it is told in words."""

    async def main(server: Loopback) -> int:
        async with connect(settings(server, temperature=0.0)) as model:
            await model.ask(REQUEST)
            learned = len(server.asked)
            await model.ask(REQUEST)
            return learned

    with Loopback(Endpoint(*unknown)) as server:
        learned = asyncio.run(main(server))
    assert len(server.asked) == learned + 1
    last = server.asked[-1].body
    assert last.get("response_format", {}).get("type") == form
    assert room in last
    assert {"temperature"} - last.keys() == left_out
    assert ('"required":["text"]' in last["messages"][0]["content"]) == (form != "json_schema")


def test_an_endpoint_that_ignores_the_schema_is_told_in_words_from_then_on() -> None:
    """Who takes a strict schema and sends prose learns the schema from the prompt, at once in the requests after."""
    heard: list[bool] = []

    def ignoring(body: Body) -> Answer:
        heard.append("JSON Schema" in json.dumps(body["messages"]) or "this schema" in json.dumps(body["messages"]))
        return GOOD if heard[-1] else completion("Margins rose.")

    async def main(server: Loopback) -> None:
        async with connect(settings(server)) as model:
            for _ in range(3):
                await model.ask(REQUEST)

    with Loopback(ignoring) as server:
        asyncio.run(main(server))
    assert heard == [False, True, True, True]


@pytest.mark.parametrize(
    ("usage", "counted"),
    [
        (USAGE, (100, 40, 10)),
        ({"prompt_tokens": 9, "completion_tokens": 1}, (9, 0, 1)),
        ({"prompt_tokens": 9, "completion_tokens": 1, "prompt_tokens_details": None}, (9, 0, 1)),
        ({"prompt_tokens": 9, "completion_tokens": 1, "prompt_tokens_details": {"cached_tokens": 99}}, (9, 9, 1)),
    ],
)
def test_usage_is_what_the_endpoint_counted(usage: Any, counted: tuple[int, int, int]) -> None:
    """Prompt, cached and completion tokens are the endpoint's; more cached tokens than prompt can't be."""
    with Loopback([replace(GOOD, body=GOOD.body | {"usage": usage})]) as server:  # type: ignore[operator]
        got = ask(settings(server)).usage
    assert got == Usage(calls=1, prompt_tokens=counted[0], cached_tokens=counted[1], completion_tokens=counted[2])


@pytest.mark.parametrize("usage", [None, {}, "many", {"prompt_tokens": -1, "completion_tokens": 3}])
def test_a_reply_with_a_count_that_cannot_be_is_counted_here(usage: Any) -> None:
    """A missing or impossible count loses no reply: the tokens are counted on this side."""
    with Loopback([completion('{"text": "Margins rose."}', usage=usage)]) as server:
        reply = ask(settings(server))
    assert reply.value == VALUE
    assert reply.usage.calls == 1
    assert reply.usage.prompt_tokens > 30
    assert 5 <= reply.usage.completion_tokens <= 10


def test_a_storm_of_faults_loses_and_doubles_nothing() -> None:
    """Of sixty requests, most of which meet a fault first, each is answered, and paid for, exactly once."""
    faults = [
        refusal(429, retry_after="3"),
        refusal(500),
        Answer(then="drop"),
        refusal(529),
        Answer(body=b"xx", then="half"),
    ]
    met: set[int] = set()

    def storm(body: Body) -> Answer:
        number = int(body["messages"][1]["content"])
        if number % 6 < 5 and number not in met:
            met.add(number)
            return faults[number % 6]
        return completion(json.dumps({"text": str(number)}))

    async def main(server: Loopback) -> list[Reply[Statement]]:
        async with connect(settings(server), PlayedTime().clock) as model:
            asked = [replace(REQUEST, messages=(REQUEST.messages[0], Message("user", str(n)))) for n in range(60)]
            return await asyncio.gather(*map(model.ask, asked))

    with Loopback(storm) as server:
        replies = asyncio.run(main(server))
    assert [reply.value.text for reply in replies] == [str(n) for n in range(60)]
    assert [reply.usage.calls for reply in replies] == [1] * 60
    assert len(server.asked) == 60 + len(met)


def test_text_that_is_no_valid_unicode_is_no_obstacle() -> None:
    """Half a surrogate pair, as bad decoding leaves it, reaches the endpoint as a replacement and stops nothing."""
    with Loopback([GOOD]) as server:
        ask(settings(server), replace(REQUEST, messages=(Message("user", "Margins \ud800 rose"),)))
    assert server.asked[0].body["messages"][0]["content"] == "Margins \ufffd rose"


def test_a_full_disk_costs_no_reply(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """Where a reply can't be kept it is still given, and a warning says why the cache is of no use."""
    with Loopback([GOOD]) as server:
        ask(settings(server, cache=tmp_path))
        with sqlite3.connect(tmp_path / "replies.sqlite3") as base:
            base.execute("CREATE TRIGGER full BEFORE INSERT ON replies BEGIN SELECT RAISE(ABORT, 'disk is full'); END")
        base.close()
        assert ask(settings(server, cache=tmp_path, temperature=0.5)).value == VALUE
    assert "disk is full" in caplog.text


def test_a_call_that_is_called_off_lets_go_at_once() -> None:
    """Ctrl-C while the endpoint thinks: the connection is closed and nothing is left behind."""

    async def main(server: Loopback) -> None:
        async with connect(settings(server)) as model:
            asking = [asyncio.create_task(model.ask(REQUEST)) for _ in range(3)]
            while len(server.asked) < 3:
                await asyncio.sleep(0.01)
            for task in asking:
                task.cancel()
            ended = await asyncio.gather(*asking, return_exceptions=True)
            assert [type(end) for end in ended] == [asyncio.CancelledError] * 3

    with Loopback([SLOW]) as server:
        asyncio.run(asyncio.wait_for(main(server), 5))


def test_no_more_are_under_way_than_allowed_and_order_is_kept() -> None:
    """Concurrency is bounded, and each reply belongs to its own request whatever the order of arrival."""
    under_way: list[int] = []

    def echo(body: Body) -> Answer:
        number = int(body["messages"][1]["content"])
        return replace(completion(json.dumps({"text": str(number)})), latency=0.02 if number % 2 else 0.001)

    async def main(server: Loopback) -> list[Reply[Statement]]:
        async with connect(settings(server, concurrency=3)) as model:
            asked = [replace(REQUEST, messages=(REQUEST.messages[0], Message("user", str(n)))) for n in range(20)]
            replies = asyncio.gather(*map(model.ask, asked))
            while not replies.done():
                under_way.append(server.under_way)
                await asyncio.sleep(0.001)
            return await replies

    with Loopback(echo) as server:
        replies = asyncio.run(main(server))
    assert [reply.value.text for reply in replies] == [str(n) for n in range(20)]
    assert max(under_way) == 3


def test_an_endpoint_without_a_key_gets_none(monkeypatch: pytest.MonkeyPatch) -> None:
    """An address that was given without a key is asked without one, also where the environment holds a key."""
    monkeypatch.setenv("OPENAI_API_KEY", KEY)
    with Loopback([GOOD]) as server:
        ask(settings(server, api_key=None))
    assert "authorization" not in server.asked[0].headers


def test_an_address_may_hold_a_user_or_a_query() -> None:
    """User and password become an authorization, a query goes with every request; messages show neither."""
    with Loopback([refusal(403, "not with pass-word")]) as server:
        address = server.base_url.replace("//", "//me:pass-word@") + "/?api-version=7"
        with pytest.raises(ModelRejected) as caught:
            ask(settings(server, base_url=address, api_key=None))
    assert server.asked[0].headers["authorization"] == "Basic bWU6cGFzcy13b3Jk"
    assert server.asked[0].path == "/v1/chat/completions?api-version=7"
    assert f"{server.base_url} does not accept the key (HTTP 403: not with [key])" in str(caught.value)


def test_the_variables_of_the_sdk_are_honoured(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without settings, address, key and organisation are those of the openai SDK's environment variables."""
    with Loopback([GOOD]) as server:
        monkeypatch.setenv("OPENAI_API_KEY", KEY)
        monkeypatch.setenv("OPENAI_BASE_URL", server.base_url)
        monkeypatch.setenv("OPENAI_ORG_ID", "org-1")
        ask(ModelSettings("gpt-4o"))
    assert server.asked[0].headers["authorization"] == f"Bearer {KEY}"
    assert server.asked[0].headers["openai-organization"] == "org-1"


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({}, "neither a key nor an address.*OPENAI_API_KEY"),
        ({"base_url": "localhost:8000"}, "should look like http"),
        ({"base_url": "ftp://host/v1"}, "should look like http"),
        ({"base_url": "me:sk-1@host/v1"}, "'host/v1' is no web address"),
        ({"base_url": "http://host:port/v1"}, "should look like http"),
        ({"base_url": "http://[::1/v1"}, "should look like http"),
        ({"base_url": "http://me:sk-1@host/v1", "api_key": "sk-1"}, "at host holds a user and there is a key"),
        ({"api_key": "sk-1\n"}, "copy it again"),
        ({"api_key": "sk-ключ"}, "copy it again"),
        ({"api_key": "sk-1", "log_requests": Path("/nowhere/at/all.jsonl")}, "can't be logged"),
    ],
)
def test_settings_that_cannot_work_are_named_before_anything_is_sent(changes: dict[str, Any], says: str) -> None:
    """Each unusable setting is one sentence that never shows the key."""
    with pytest.raises(SettingsError, match=says) as caught:
        ask(ModelSettings("gpt-4o", **changes))
    assert "sk-" not in str(caught.value)


def test_no_secret_is_ever_written(tmp_path: Path) -> None:
    """Neither key nor headers nor the query of an address stand in the log, the cache, a record or an error."""
    leaking = [refusal(500, f"{KEY}?"), completion(json.dumps({"text": KEY})), GOOD, refusal(401, f"not {KEY}")]
    with Loopback(leaking) as server:
        how = settings(server, base_url=f"{server.base_url}?token=tok-en", log_requests=tmp_path / "log.jsonl")
        ask(how)
        ask(replace(how, cache=tmp_path))
        with pytest.raises(ModelRejected) as caught:
            ask(how)
    written = b"".join(file.read_bytes() for file in tmp_path.iterdir())
    assert written.count(b"[key]") == 3
    assert b"Margins rose" in written
    for secret in (KEY, "tok-en", "Bearer"):
        assert secret.encode() not in written
        assert secret not in repr(how) + str(caught.value)


def test_the_log_explains_a_reply(tmp_path: Path) -> None:
    """Each line is one request with the body that was sent and the body or the error that came."""
    file = tmp_path / "log.jsonl"
    with Loopback([refusal(503), GOOD]) as server:
        ask(settings(server, log_requests=file))
    failed, answered = map(json.loads, file.read_text().splitlines())
    assert [failed["request"], answered["request"]] == list(bodies(server))
    assert (failed["reply"], answered["error"]) == (None, None)
    assert "HTTP 503" in failed["error"]
    assert json.loads(answered["reply"])["choices"][0]["message"]["content"] == '{"text": "Margins rose."}'
