"""Never paying twice: one file that many processes share and that survives being killed."""

import asyncio
import os
import signal
import subprocess
import sys
import time
from contextlib import closing
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel

from summarizer.errors import ReplyInvalid, SettingsError
from summarizer.model import cache
from summarizer.model.door import Message, Reply, Request
from summarizer.model.openai_client import connect
from summarizer.model.settings import ModelSettings
from summarizer.summary import Usage
from tests.loopback import Answer, Body, Loopback, completion, refusal
from tests.model.played import PlayedTime


class Statement(BaseModel):
    """What is asked for."""

    text: str


class Other(BaseModel):
    """Something else."""

    words: str


REQUEST = Request((Message("user", "What of margins?"),), Statement, max_tokens=50)
SETTINGS = ModelSettings("gpt-4o", base_url="http://host/v1", api_key="sk-1")
GOOD = completion('{"text": "Margins rose."}')


def ask(server: Loopback, folder: Path, *requests: Request[Statement]) -> list[Reply[Statement]]:
    """Ask all at once with a cache."""

    async def main() -> list[Reply[Statement]]:
        how = ModelSettings("gpt-4o", base_url=server.base_url, cache=folder, timeout=5)
        async with connect(how, PlayedTime().clock) as model:
            return list(await asyncio.gather(*map(model.ask, requests)))

    return asyncio.run(main())


def test_what_was_asked_before_is_not_asked_again(tmp_path: Path) -> None:
    """The second run has the same reply, sends nothing and costs nothing."""
    with Loopback([GOOD]) as server:
        [first] = ask(server, tmp_path, REQUEST)
        [second] = ask(server, tmp_path, REQUEST)
    assert len(server.asked) == 1
    assert (second.value, second.model, second.raw) == (first.value, first.model, first.raw)
    assert second.usage == Usage(cost_usd=0.0)


def test_equal_requests_at_once_are_paid_for_once(tmp_path: Path) -> None:
    """A file that is named twice in one run is asked about once."""
    with Loopback([replace(GOOD, latency=0.05)]) as server:
        replies = ask(server, tmp_path, *[REQUEST] * 5)
    assert len(server.asked) == 1
    assert {reply.raw for reply in replies} == {'{"text": "Margins rose."}'}
    assert sum(reply.usage.calls for reply in replies) == 1


def test_a_bad_reply_is_not_kept(tmp_path: Path) -> None:
    """Replies that do not fit are asked for again in the next run; what is kept is the one that fits."""
    bad = completion("Sorry?")
    with Loopback([bad, bad, bad, GOOD]) as server:
        with pytest.raises(ReplyInvalid):
            ask(server, tmp_path, REQUEST)
        assert cache.info(tmp_path).replies == 0
        ask(server, tmp_path, REQUEST)
    assert cache.info(tmp_path).replies == 1


def test_a_kept_reply_that_no_longer_fits_is_asked_for_again(tmp_path: Path) -> None:
    """A check that has become stricter holds for old replies, too."""
    with Loopback([GOOD]) as server:
        how = ModelSettings("gpt-4o", base_url=server.base_url)
        with closing(cache.ReplyCache(tmp_path)) as kept:
            kept.put(cache.key(REQUEST, how, server.base_url), cache.KeptReply("old", "not what it must be"))
        assert ask(server, tmp_path, REQUEST)[0].raw == '{"text": "Margins rose."}'


@pytest.mark.parametrize(
    ("request_", "settings", "endpoint"),
    [
        (replace(REQUEST, messages=(Message("user", "And of costs?"),)), SETTINGS, "http://host/v1"),
        (replace(REQUEST, messages=(Message("system", "What of margins?"),)), SETTINGS, "http://host/v1"),
        (Request(REQUEST.messages, Other, max_tokens=50), SETTINGS, "http://host/v1"),
        (replace(REQUEST, max_tokens=51), SETTINGS, "http://host/v1"),
        (REQUEST, replace(SETTINGS, model="gpt-4.1"), "http://host/v1"),
        (REQUEST, replace(SETTINGS, temperature=0.5), "http://host/v1"),
        (REQUEST, SETTINGS, "http://other/v1"),
    ],
)
def test_the_key_changes_with_whatever_determines_the_reply(
    request_: Request[Any], settings: ModelSettings, endpoint: str
) -> None:
    """Another question, schema, room, model, parameter or endpoint is another reply."""
    assert cache.key(request_, settings, endpoint) != cache.key(REQUEST, SETTINGS, "http://host/v1")


def test_the_key_is_that_of_earlier_versions() -> None:
    """A reply that was kept by an earlier version is found by this one."""
    assert cache.key(REQUEST, SETTINGS, "http://host/v1").startswith("17d614caf2d96aa8")


def test_the_key_does_not_change_with_anything_else() -> None:
    """How patient or quick the run is, where it logs and with which key it pays changes no reply."""
    told = {"model", "temperature"}
    values = {"base_url": "http://same", "api_key": "sk-2", "cache": Path("c"), "log_requests": Path("l")}
    others = {field.name: values.get(field.name, 77) for field in fields(ModelSettings) if field.name not in told}
    changed = replace(SETTINGS, **others)  # type: ignore[arg-type]
    assert cache.key(REQUEST, changed, "http://host/v1") == cache.key(REQUEST, SETTINGS, "http://host/v1")


def without_schemas(body: Body) -> Answer:
    """An endpoint that takes JSON mode, but no schema."""
    return refusal(400, "no response_format of type json_schema") if "json_schema" in str(body) else GOOD


def test_what_an_endpoint_understands_is_remembered(tmp_path: Path) -> None:
    """The next run does not ask again what the last one found out, until the cache is cleared."""
    forms: list[list[str]] = []
    port = 0
    for number in range(3):
        with Loopback(without_schemas, port) as server:
            port = int(server.base_url.rpartition(":")[2].removesuffix("/v1"))
            ask(server, tmp_path, replace(REQUEST, max_tokens=50 + number))
            forms.append([asked.body["response_format"]["type"] for asked in server.asked])
        if number == 1:
            cache.clear(tmp_path)
    assert forms == [["json_schema", "json_object"], ["json_object"], ["json_schema", "json_object"]]


@pytest.mark.parametrize("kept", ["", "{", '{"form": "telepathy"}', '{"hands": 2}'])
def test_a_dialect_of_another_version_is_found_out_anew(tmp_path: Path, kept: str) -> None:
    """What can't be read any more is no obstacle."""
    with Loopback([GOOD]) as server:
        with closing(cache.ReplyCache(tmp_path)) as replies:
            replies.learn(server.base_url, "gpt-4o", kept)
        ask(server, tmp_path, REQUEST)
    assert server.asked[0].body["response_format"]["type"] == "json_schema"


RUN = """
import asyncio, sys
from pathlib import Path
sys.path.insert(0, sys.argv[3])
from tests.model.test_cache import REQUEST
from dataclasses import replace
from summarizer.model.door import Message
from summarizer.model.openai_client import connect
from summarizer.model.settings import ModelSettings

async def main():
    how = ModelSettings("gpt-4o", base_url=sys.argv[1], cache=Path(sys.argv[2]), concurrency=1)
    async with connect(how) as model:
        for number in range(6):
            await model.ask(replace(REQUEST, messages=(Message("user", str(number)),)))

asyncio.run(main())
"""


def start(server: Loopback, folder: Path) -> subprocess.Popen[bytes]:
    """Start a run of six requests as a process of its own."""
    root = str(Path(__file__).parents[2])
    return subprocess.Popen([sys.executable, "-c", RUN, server.base_url, str(folder), root])


def test_a_run_that_was_killed_goes_on_where_it_was(tmp_path: Path) -> None:
    """After SIGKILL in the fourth request the next run sends that one and those after it, and none before."""
    killed = False

    def script(body: Body) -> Answer:
        return Answer(then="stall") if body["messages"][0]["content"] == "3" and not killed else GOOD

    with Loopback(script) as server:
        first = start(server, tmp_path)
        deadline = time.monotonic() + 30
        while len(server.asked) < 4 and time.monotonic() < deadline:
            time.sleep(0.01)
        os.kill(first.pid, signal.SIGKILL)
        first.wait(10)
        killed = True
        assert start(server, tmp_path).wait(30) == 0
    assert [asked.body["messages"][0]["content"] for asked in server.asked] == ["0", "1", "2", "3", "3", "4", "5"]


WRITE = """
import sys
from pathlib import Path
from summarizer.model.cache import KeptReply, ReplyCache
kept = ReplyCache(Path(sys.argv[1]))
for number in range(200):
    kept.put(f"{sys.argv[2]}-{number}", KeptReply("m", "r" * 1000))
    kept.put(f"all-{number}", KeptReply("m", sys.argv[2]))
"""


def test_many_processes_share_one_cache(tmp_path: Path) -> None:
    """Processes that write at the same time lose nothing and never fail."""
    writers = [subprocess.Popen([sys.executable, "-c", WRITE, str(tmp_path), str(n)]) for n in range(3)]
    assert [writer.wait(60) for writer in writers] == [0, 0, 0]
    assert cache.info(tmp_path).replies == 4 * 200


def test_the_cache_can_be_looked_at_and_cleared(tmp_path: Path) -> None:
    """What is kept is counted, with its size; clearing says how many went; one that is not there is empty."""
    folder = tmp_path / "new"
    assert cache.info(folder) == cache.CacheInfo(folder / "replies.sqlite3", 0, 0)
    assert cache.clear(folder) == 0
    assert not folder.exists()
    with closing(cache.ReplyCache(folder)) as kept:
        kept.put("a", cache.KeptReply("m", "r" * 10_000))
        kept.put("b", cache.KeptReply("m", "r"))
        assert kept.get("b") == cache.KeptReply("m", "r")
        assert kept.get("c") is None
        assert cache.info(folder).bytes > 10_000
        assert cache.clear(folder) == 2  # while it is open here
        assert kept.get("a") is None
    assert cache.info(folder).replies == 0


def test_a_cache_that_cannot_be_used_is_named(tmp_path: Path) -> None:
    """A file that is no cache, or a folder that can't be made, is one sentence that says how to go on without."""
    (tmp_path / "replies.sqlite3").write_text("This is not a database, whatever its name says." * 99)
    for folder in (tmp_path, tmp_path / "replies.sqlite3" / "below"):
        with pytest.raises(SettingsError, match=r"replies\.sqlite3 can't be used .*--cache or .*--no-cache"):
            cache.ReplyCache(folder)
