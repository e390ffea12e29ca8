"""Handing in requests to be answered overnight: nothing twice, nothing lost, and the same checks as by day."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

import pytest
from pydantic import BaseModel

from summarizer import prompts
from summarizer.errors import ModelRejected, NotYetAnswered, SettingsError
from summarizer.model import batches, cache
from summarizer.model.batches import Batches, Collected, Submitted, Wanted
from summarizer.model.door import Message, Request
from summarizer.model.kept import KeptReplies
from summarizer.model.openai_client import connect
from summarizer.model.settings import ModelSettings
from tests.loopback import Answer, Body, Loopback, completion, refusal
from tests.model.played import PlayedTime

R = TypeVar("R")


class Statement(BaseModel):
    """What every request here asks for."""

    text: str


REQUESTS = [Request((Message("user", f"Question {number}?"),), Statement, max_tokens=50) for number in range(4)]


def settings(server: Loopback, folder: Path) -> ModelSettings:
    """Settings for a server with a cache."""
    return ModelSettings("gpt-4o", base_url=server.base_url, api_key="sk-secret", cache=folder, timeout=5, attempts=3)


def at_desk(server: Loopback, folder: Path, what: Callable[[Batches], Awaitable[R]]) -> R:
    """Do something at the desk, as a run of its own."""

    async def main() -> R:
        async with batches.connect(settings(server, folder), prompts.load(), PlayedTime().clock) as desk:
            return await what(desk)

    return asyncio.run(main())


def submit(server: Loopback, folder: Path, *requests: Request[Statement]) -> Submitted:
    """Hand in what the cache does not hold."""
    how = settings(server, folder)
    wanted = {cache.key(one, how, server.base_url): Wanted("call.txt", one) for one in requests}
    return at_desk(server, folder, lambda desk: desk.submit(wanted))


def collect(server: Loopback, folder: Path) -> tuple[Collected, ...]:
    """Fetch what has ended."""
    return at_desk(server, folder, lambda desk: desk.collect(Statement))


def asked(body: Body) -> int:
    """The number of the request."""
    return int(body["messages"][-1]["content"].split()[-1].rstrip("?")) if "Question" in str(body) else -1


def echo(body: Body) -> Answer:
    """Reply with the number of what was asked."""
    return completion(json.dumps({"text": str(asked(body))}))


def nobody(body: Body) -> Answer:
    """Who asks live pays the full price: no test here does."""
    return refusal(400, "This endpoint only takes batches.")


def test_what_was_handed_in_is_answered_out_of_the_cache(tmp_path: Path) -> None:
    """After a batch is collected the live path finds every reply, each its own, and sends nothing."""

    async def live(server: Loopback) -> list[str]:
        async with connect(settings(server, tmp_path)) as model:
            return [reply.value.text for reply in await asyncio.gather(*map(model.ask, REQUESTS))]

    with Loopback(nobody) as server:
        done = submit(server, tmp_path, *REQUESTS)
        assert (len(done.batches), done.requests, done.waiting) == (1, 4, 0)
        server.desk.work(echo)
        [collected] = collect(server, tmp_path)
        assert (collected.replies, collected.failed, collected.usage.calls) == (4, (), 4)
        assert collected.usage.prompt_tokens == 400
        assert asyncio.run(live(server)) == ["0", "1", "2", "3"]
    assert server.asked == []


def test_a_line_is_what_would_be_asked_live(tmp_path: Path) -> None:
    """Each line of the file has the body of the live request, and its key in the cache as its id."""
    with Loopback([completion('{"text": "0"}')]) as server:
        submit(server, tmp_path, REQUESTS[0])
        [content] = server.desk.files.values()
        line = json.loads(content)

        async def live() -> None:
            async with connect(replace(settings(server, tmp_path), cache=None)) as model:
                await model.ask(REQUESTS[0])

        asyncio.run(live())
    assert line["body"] == server.asked[0].body
    assert (line["method"], line["url"], len(line["custom_id"])) == ("POST", "/v1/chat/completions", 64)
    assert b"sk-secret" not in content


def test_nothing_is_handed_in_twice(tmp_path: Path) -> None:
    """What is under way is not handed in again; what is new goes into a batch of its own."""
    with Loopback(nobody) as server:
        submit(server, tmp_path, *REQUESTS[:2])
        again = submit(server, tmp_path, *REQUESTS)
        assert (len(again.batches), again.requests, again.waiting) == (1, 2, 2)
        assert submit(server, tmp_path, *REQUESTS) == Submitted((), 0, 4)
    assert len(server.desk.batches) == 2


def test_a_batch_that_was_made_and_not_written_down_is_found_again(tmp_path: Path) -> None:
    """A process that is killed between making a batch and noting it costs nothing: the next one takes it over."""
    with Loopback(nobody) as server:
        first = submit(server, tmp_path / "lost", *REQUESTS)
        second = submit(server, tmp_path / "kept", *REQUESTS)
        assert second.batches == first.batches
        server.desk.work(echo)
        assert collect(server, tmp_path / "kept")[0].replies == 4
    assert len(server.desk.batches) == 1


def test_a_connection_that_breaks_makes_no_second_batch(tmp_path: Path) -> None:
    """Where the answer to the making of a batch is lost, the batch is looked for before another one is made."""
    with Loopback(nobody) as server:
        serve, broken = server.desk.serve, []

        def breaking(method: str, path: str, content: bytes) -> Answer | None:
            told = serve(method, path, content)
            if (method, path) == ("POST", "/v1/batches") and not broken:
                broken.append(path)
                return Answer(then="drop")
            return told

        server.desk.serve = breaking  # type: ignore[method-assign]
        assert submit(server, tmp_path, *REQUESTS).batches == ("batch_1",)
    assert broken
    assert list(server.desk.batches) == ["batch_1"]


def test_how_far_a_batch_is_can_be_seen(tmp_path: Path) -> None:
    """The provider's word and its counts, for batches that were not collected yet."""
    with Loopback(nobody) as server:
        submit(server, tmp_path, *REQUESTS)
        assert [tuple(one) for one in at_desk(server, tmp_path, Batches.status)] == [("batch_1", "validating", 0, 0, 0)]
        assert collect(server, tmp_path) == ()
        server.desk.work(echo)
        assert [tuple(one) for one in at_desk(server, tmp_path, Batches.status)] == [("batch_1", "completed", 4, 0, 4)]
        collect(server, tmp_path)
        assert at_desk(server, tmp_path, Batches.status) == ()


CUT = completion('{"text": "ab', "length")


@pytest.mark.parametrize(
    ("told", "says"),
    [
        (refusal(400, "too odd"), "too odd"),
        (None, "could not be executed in time"),
        (completion("Sorry?"), "does not fit the schema"),
        (completion('{"text": 5}'), "valid string"),
        (completion(None, refusal="I won't."), "I won't"),
        (completion("", "content_filter"), "content filter"),
        (CUT, "was cut"),
        (Answer(body={"choices": []}), "without a reply"),
    ],
)
def test_what_fails_is_named_and_can_be_handed_in_again(tmp_path: Path, told: Answer | None, says: str) -> None:
    """A bad line costs only itself and is never kept; handed in again it is answered, and the others are not asked."""
    with Loopback(nobody) as server:
        submit(server, tmp_path, *REQUESTS)
        server.desk.work(lambda body: told if asked(body) == 2 else echo(body))
        [collected] = collect(server, tmp_path)
        assert collected.replies == cache.info(tmp_path).replies == 3
        [(label, reason)] = collected.failed
        assert label == "call.txt"
        assert says in reason
        again = submit(server, tmp_path, REQUESTS[2])
        server.desk.work(echo)
        assert (again.requests, collect(server, tmp_path)[0].replies) == (1, 1)
    assert cache.info(tmp_path).replies == 4


def lines(server: Loopback, file: str) -> list[Body]:
    """The bodies of a batch's file."""
    return [json.loads(line)["body"] for line in server.desk.files[file].splitlines()]


def test_a_cut_reply_gets_more_room_next_time(tmp_path: Path) -> None:
    """Room doubles each time a reply was cut, and the reply is kept under the request as it was."""
    rooms = []
    with Loopback(nobody) as server:
        for _ in range(3):
            submit(server, tmp_path, REQUESTS[0])
            [body] = lines(server, list(server.desk.batches.values())[-1]["input_file_id"])
            rooms.append(body["max_tokens"])
            server.desk.work(lambda body: CUT if body["max_tokens"] < 200 else echo(body))
            collect(server, tmp_path)
    assert rooms == [50, 100, 200]
    assert cache.info(tmp_path).replies == 1


def test_what_a_batch_complains_of_is_not_said_again(tmp_path: Path) -> None:
    """A word that the model does not know is left out when its requests are handed in again."""

    def picky(body: Body) -> Answer:
        return refusal(400, "use 'max_completion_tokens' instead") if "max_tokens" in body else echo(body)

    with Loopback(nobody) as server:
        for _ in range(2):
            submit(server, tmp_path, *REQUESTS)
            server.desk.work(picky)
            [collected] = collect(server, tmp_path)
        assert collected.failed == ()


@pytest.mark.parametrize("status", ["failed", "expired", "cancelled"])
def test_a_batch_that_ends_early_keeps_what_was_done(tmp_path: Path, status: str) -> None:
    """Of a batch that expired or failed, what was answered is kept, and the rest is named with the batch's state."""
    with Loopback(nobody) as server:
        submit(server, tmp_path, *REQUESTS)
        server.desk.work(lambda body: echo(body) if asked(body) < 2 else None, status)
        del server.desk.batches["batch_1"]["error_file_id"]
        [collected] = collect(server, tmp_path)
        assert (collected.replies, len(collected.failed)) == (2, 2)
        assert status in collected.failed[0][1]
        assert submit(server, tmp_path, *REQUESTS[2:]).requests == 2


def test_collecting_may_be_stopped_and_started_anew(tmp_path: Path) -> None:
    """A run that ends after some replies were kept leaves the batch open; the next one collects all of it."""
    with Loopback(nobody) as server:
        submit(server, tmp_path, *REQUESTS)
        server.desk.work(echo)
        put, kept = cache.ReplyCache.put, []

        def dying(self: cache.ReplyCache, key: str, reply: cache.KeptReply) -> None:
            if len(kept) == 2:
                raise KeyboardInterrupt
            kept.append(key)
            put(self, key, reply)

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(cache.ReplyCache, "put", dying)
            with pytest.raises(KeyboardInterrupt):
                collect(server, tmp_path)
        assert cache.info(tmp_path).replies == 2
        assert collect(server, tmp_path)[0].replies == 4


def test_many_requests_make_several_batches(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No batch is larger than a provider takes."""
    monkeypatch.setattr(batches, "_MOST_REQUESTS", 3)
    with Loopback(nobody) as server:
        assert len(submit(server, tmp_path, *REQUESTS).batches) == 2
        server.desk.work(echo)
        assert sum(one.replies for one in collect(server, tmp_path)) == 4


def test_an_endpoint_without_batches_says_so(tmp_path: Path) -> None:
    """Where there is no Batch API that is said, with the endpoint's own word, and nothing is noted as handed in."""
    with Loopback(nobody) as server:
        server.desk.serve = lambda method, path, content: refusal(404, "no such path")  # type: ignore[method-assign]
        with pytest.raises(ModelRejected, match=r"/v1 has no Batch API \(.*no such path\); use summarize"):
            submit(server, tmp_path, *REQUESTS)
        assert at_desk(server, tmp_path, Batches.status) == ()


@pytest.mark.parametrize(("part", "name"), [("/batches/", "batch_1"), ("/content", "file-2")])
def test_a_batch_that_is_gone_is_named(tmp_path: Path, part: str, name: str) -> None:
    """Where the endpoint knows a batch or its file no more, as with another key, the model is not to blame."""
    with Loopback(nobody) as server:
        submit(server, tmp_path, *REQUESTS)
        server.desk.work(echo)
        serve = server.desk.serve

        def forgetful(method: str, path: str, content: bytes) -> Answer | None:
            return refusal(404, "not found") if part in path else serve(method, path, content)

        server.desk.serve = forgetful  # type: ignore[method-assign]
        with pytest.raises(ModelRejected, match=f"/v1 has no {name} .*not found.*the key is still the same"):
            collect(server, tmp_path)


def test_batches_need_a_cache(tmp_path: Path) -> None:
    """Without a place for the replies nothing is handed in."""

    async def main() -> None:
        async with batches.connect(ModelSettings("m", api_key="sk-1"), prompts.load()):
            raise AssertionError("it opened")

    with pytest.raises(SettingsError, match=r"--cache, or take cache = false out of the settings\."):
        asyncio.run(main())


def test_what_is_not_kept_is_noted(tmp_path: Path) -> None:
    """A model that answers only out of the cache knows afterwards what a run would have to ask."""
    how = ModelSettings("gpt-4o", base_url="http://host/v1", cache=tmp_path)
    kept = cache.ReplyCache(tmp_path)
    kept.put(cache.key(REQUESTS[0], how, "http://host/v1"), cache.KeptReply("m", '{"text": "0"}'))
    model = KeptReplies(how, "http://host/v1", kept)
    assert asyncio.run(model.ask(REQUESTS[0])).value.text == "0"
    for request in (REQUESTS[1], REQUESTS[1], REQUESTS[2]):
        with pytest.raises(NotYetAnswered):
            asyncio.run(model.ask(request))
    assert list(model.missing.values()) == REQUESTS[1:3]
    kept.close()
