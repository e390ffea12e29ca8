"""Patience and limits, in played time."""

import asyncio
from collections.abc import Awaitable, Callable

import pytest

from summarizer.errors import ModelBusy, ModelUnreachable
from summarizer.model.faults import Passing
from summarizer.model.limits import Limits
from summarizer.model.retrying import patiently
from summarizer.model.settings import ModelSettings
from tests.model.played import PlayedTime, loop_clock, play

BUSY = ModelBusy("The endpoint was too busy.")


def failing(times: int, **how: float | bool) -> Callable[[bool], Awaitable[str]]:
    """Return an attempt that fails so many times and then succeeds."""
    left = [times]

    async def attempt(further: bool) -> str:
        left[0] -= 1
        if left[0] >= 0:
            raise Passing(BUSY, **how)  # type: ignore[arg-type]
        return "done"

    return attempt


def retry(
    attempt: Callable[[bool], Awaitable[str]],
    time: PlayedTime,
    slow_down: Callable[[float], None] = lambda seconds: None,
    heard: bool = True,
    **limits: float,
) -> str:
    """Retry with few limits, in played time."""
    settings = ModelSettings("m", **({"attempts": 99, "patience": 1e9} | limits))  # type: ignore[arg-type]
    return asyncio.run(patiently(attempt, settings, time.clock, lambda: heard, slow_down))


def test_waits_grow_and_are_fully_jittered() -> None:
    """The n-th wait lies anywhere between nothing and 2 to the n, and never beyond a minute."""
    waits = []
    for _ in range(200):
        time = PlayedTime()
        retry(failing(9), time)
        waits.append(time.slept)
    for number, same in enumerate(zip(*waits, strict=True)):
        most = min(2.0**number, 60.0)
        assert all(0 <= wait <= most for wait in same)
        assert min(same) < 0.2 * most
        assert max(same) > 0.8 * most


def test_the_wait_that_was_asked_for_is_kept() -> None:
    """Retry-After is obeyed to the second."""
    time = PlayedTime()
    assert retry(failing(3, wait=7.5), time) == "done"
    assert time.slept == [7.5] * 3


@pytest.mark.parametrize(
    ("how", "limits", "waits"),
    [
        ({"wait": 10.0}, {"attempts": 3}, 2),
        ({"wait": 10.0}, {"patience": 35.0}, 3),
        ({"wait": 40.0}, {"patience": 35.0}, 0),
    ],
)
def test_patience_ends_by_attempts_or_by_time(how: dict[str, float], limits: dict[str, float], waits: int) -> None:
    """Nothing is tried beyond the attempts, and no wait is begun that would go beyond the patience."""
    time = PlayedTime()
    with pytest.raises(ModelBusy, match="too busy"):
        retry(failing(99, **how), time, **limits)  # type: ignore[arg-type]
    assert len(time.slept) == waits


def test_only_what_may_pass_is_tried_again() -> None:
    """An error that is final goes through at once."""
    time = PlayedTime()

    async def attempt(further: bool) -> str:
        raise ModelUnreachable("Gone.")

    with pytest.raises(ModelUnreachable):
        retry(attempt, time)
    assert time.slept == []


@pytest.mark.parametrize(("heard", "waits"), [(False, 2), (True, 98)])
def test_an_address_that_never_answered_gets_three_knocks(heard: bool, waits: int) -> None:
    """Refused connections are waited out only where somebody has answered before."""
    time = PlayedTime()
    with pytest.raises(ModelBusy):
        retry(failing(999, unheard=True, wait=0.0), time, heard=heard)
    assert len(time.slept) == waits


@pytest.mark.parametrize(("shared", "told"), [(True, [5.0, 5.0]), (False, [])])
def test_everybody_slows_down_when_the_endpoint_is_overloaded(shared: bool, told: list[float]) -> None:
    """A limit concerns all requests of a run, a dropped connection only its own."""
    waits: list[float] = []
    retry(failing(2, shared=shared, wait=5.0), PlayedTime(), slow_down=waits.append)
    assert waits == told


async def finish_times(limits: Limits, requests: int, seconds: float, tokens: int = 0) -> list[float]:
    """Send so many requests that take so long each; return when they ended."""
    clock = loop_clock()

    async def one() -> float:
        async with limits.turn(tokens):
            await asyncio.sleep(seconds)
        limits.succeeded()
        return clock.now()

    return await asyncio.gather(*(one() for _ in range(requests)))


@pytest.mark.parametrize(
    ("settings", "requests", "tokens", "takes"),
    [
        (ModelSettings("m", concurrency=5), 20, 0, 4.0),
        (ModelSettings("m", concurrency=50, requests_per_minute=60), 120, 0, 61.0),
        (ModelSettings("m", concurrency=50, tokens_per_minute=60_000), 120, 1000, 61.0),
        (ModelSettings("m", concurrency=50, tokens_per_minute=100), 2, 10_000, 61.0),
    ],
)
def test_limits_are_kept_and_used_up(settings: ModelSettings, requests: int, tokens: int, takes: float) -> None:
    """Requests of a second each take as long as the limit makes them take, and hardly longer."""

    async def main() -> float:
        return max(await finish_times(Limits(settings, loop_clock()), requests, 1.0, tokens))

    assert play(main()) == pytest.approx(takes, abs=1.5)


def test_all_wait_and_then_half_go_on() -> None:
    """After an overload nobody goes before the wait is over, then half as many at once, then more and more again."""

    async def main() -> tuple[list[float], list[int]]:
        limits = Limits(ModelSettings("m", concurrency=8), loop_clock())
        for _ in range(5):  # five refusals of one wave
            limits.slow_down(30.0)
        ends = await finish_times(limits, 60, 1.0)
        return ends, [ends.count(end) for end in sorted(set(ends))]

    ends, rounds = play(main())
    assert min(ends) == pytest.approx(31.0)
    assert rounds[0] == 4
    assert max(rounds) == 8
    assert rounds[:-1] == sorted(rounds[:-1])


@pytest.mark.parametrize(
    ("headers", "pause"),
    [
        ({"x-ratelimit-remaining-requests": "0", "x-ratelimit-reset-requests": "6s"}, 6.0),
        ({"x-ratelimit-remaining-tokens": "0", "x-ratelimit-reset-tokens": "1m30s"}, 90.0),
        ({"x-ratelimit-remaining-requests": "5", "x-ratelimit-reset-requests": "6s"}, 0.0),
        ({"x-ratelimit-remaining-requests": "0", "x-ratelimit-reset-requests": "soon"}, 0.0),
        ({}, 0.0),
    ],
)
def test_a_window_that_is_used_up_is_waited_out(headers: dict[str, str], pause: float) -> None:
    """The endpoint's headers on its limits are heeded before it has to refuse."""

    async def main() -> float:
        limits = Limits(ModelSettings("m"), loop_clock())
        limits.heed(headers)
        return (await finish_times(limits, 1, 0.0))[0]

    assert play(main()) == pytest.approx(pause)


def test_a_further_try_goes_first() -> None:
    """Who is trying again does not queue behind those who have not begun."""
    order: list[str] = []

    async def main() -> None:
        limits = Limits(ModelSettings("m", concurrency=1), loop_clock())

        async def one(name: str, again: bool = False) -> None:
            async with limits.turn(first_in_line=again):
                order.append(name)
                await asyncio.sleep(1)

        await asyncio.gather(one("first"), one("second"), one("third"), one("again", again=True))

    play(main())
    assert order == ["first", "again", "second", "third"]


def test_a_place_in_the_queue_is_given_back() -> None:
    """Requests that are called off, waiting or let in, leave room for all others."""

    async def main() -> list[float]:
        limits = Limits(ModelSettings("m", concurrency=2), loop_clock())
        tasks = [asyncio.create_task(finish_times(limits, 1, 1.0)) for _ in range(6)]
        await asyncio.sleep(0.5)
        for task in tasks[1:5]:
            task.cancel()
        await asyncio.sleep(0)
        await asyncio.gather(*tasks, return_exceptions=True)
        began = loop_clock().now()
        return [end - began for end in await finish_times(limits, 4, 1.0)]

    assert play(main()) == pytest.approx([1.0, 1.0, 2.0, 2.0])
