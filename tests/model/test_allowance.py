"""What a run may spend: nothing is sent that might overstep, and as much as may be is."""

import asyncio
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel

from summarizer.errors import AllowanceSpent, SettingsError
from summarizer.model import prices
from summarizer.model.door import Message, Reply, Request
from summarizer.model.openai_client import connect
from summarizer.model.settings import ModelSettings
from tests.loopback import Answer, Body, Loopback, Script, completion, refusal
from tests.model.played import PlayedTime

MODEL, OPENAI = "gpt-4o", "https://api.openai.com/v1"


class Statement(BaseModel):
    """What every request here asks for."""

    text: str


def request(number: int) -> Request[Statement]:
    """Return a request that differs from all others."""
    return Request((Message("user", str(number)),), Statement, max_tokens=100)


def echo(body: Body, usage: tuple[int, int] = (100, 10)) -> Answer:
    """Reply with what was asked, a moment later."""
    counts = {"prompt_tokens": usage[0], "completion_tokens": usage[1]}
    return replace(completion(json.dumps({"text": body["messages"][0]["content"]}), usage=counts), latency=0.01)


@pytest.fixture
def _priced(monkeypatch: pytest.MonkeyPatch) -> None:
    """The price of the loopback server's tokens is that of OpenAI's."""
    price = prices.price
    monkeypatch.setattr(prices, "price", lambda model, url, *tokens: price(model, OPENAI, *tokens))


def run(server: Loopback, requests: int, **limits: Any) -> list[Reply[Statement] | BaseException]:
    """Ask so many requests at once within limits."""

    async def main() -> list[Reply[Statement] | BaseException]:
        how = ModelSettings(MODEL, base_url=server.base_url, timeout=5, **limits)
        async with connect(how, PlayedTime().clock) as model:
            asked = [model.ask(request(number)) for number in range(requests)]
            return await asyncio.gather(*asked, return_exceptions=True)

    return asyncio.run(main())


def numbers(replies: list[Reply[Statement] | BaseException]) -> list[int]:
    """The numbers of the requests that were answered."""
    return [int(reply.value.text) for reply in replies if isinstance(reply, Reply)]


LIMITED = refusal(429, retry_after="1")


@pytest.mark.parametrize(
    ("script", "answered"),
    [(echo, 4), ([LIMITED, LIMITED, completion('{"text": "0"}')], 2), ([completion("no"), completion("no")], 0)],
)
@pytest.mark.usefixtures("_priced")
def test_no_more_requests_are_sent_than_allowed(script: Script, answered: int) -> None:
    """Every request that goes out counts, those that are refused or answered badly as well."""
    with Loopback(script) as server:
        replies = run(server, 9, max_requests=4)
    assert len(server.asked) == 4
    assert len(numbers(replies)) == answered
    assert any(isinstance(reply, AllowanceSpent) for reply in replies)


@pytest.mark.parametrize("concurrency", [1, 3, 50])
@pytest.mark.parametrize("max_cost", [0.0, 0.0005, 0.002, 0.004, 0.0100001, 1.0])
@pytest.mark.usefixtures("_priced")
def test_what_is_spent_never_oversteps_the_limit(max_cost: float, concurrency: int) -> None:
    """Whatever the limit and however many are under way: it is kept, and no more is left than one request may cost."""
    each = prices.price(MODEL, None, 100, 10) or 0
    most = prices.price(MODEL, None, 100, 100) or 0
    with Loopback(echo) as server:
        replies = run(server, 20, max_cost=max_cost, concurrency=concurrency)
    spent = each * len(server.asked)
    assert spent <= max_cost
    assert len(server.asked) == 20 or max_cost - spent < most
    assert len(numbers(replies)) == len(server.asked)


@pytest.mark.usefixtures("_priced")
def test_a_request_that_may_have_been_billed_counts_as_if_it_was() -> None:
    """A connection that is lost leaves open what it cost; a refusal costs nothing."""
    with Loopback([Answer(then="drop")]) as server:
        run(server, 1, max_cost=0.003, attempts=9)
    assert len(server.asked) == 2
    with Loopback([refusal(500)]) as server:
        run(server, 1, max_cost=0.003, attempts=9)
    assert len(server.asked) == 9


def test_a_limit_on_an_unknown_price_is_refused_before_anything_is_sent() -> None:
    """A cost that can't be known can't be limited, and is not taken for nothing."""
    with Loopback(echo) as server, pytest.raises(SettingsError, match=r"price of gpt-4o .* unknown.*--max-requests"):
        run(server, 1, max_cost=5.0)
    assert server.asked == []


@pytest.mark.parametrize("limit", [{"max_requests": 2}, {"max_cost": 0.0024}])
@pytest.mark.usefixtures("_priced")
def test_the_next_run_goes_on_where_the_limit_stopped(tmp_path: Path, limit: dict[str, Any]) -> None:
    """What came is in the cache and costs nothing again, so each run with the same limit gets further."""
    done = []
    with Loopback(echo) as server:
        for _ in range(9):
            replies = run(server, 5, cache=tmp_path, concurrency=1, **limit)
            done.append(len(numbers(replies)))
            if done[-1] == 5:
                break
            stopped = next(reply for reply in replies if isinstance(reply, AllowanceSpent))
            assert "run the same command again to go on" in str(stopped)
    assert done[0] < 5
    assert done == sorted(done)
    assert done[-1] == 5
    assert len(server.asked) == 5
