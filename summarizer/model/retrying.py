"""The one policy for trying again: exponential with full jitter, what the endpoint asks for, two ends to patience."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable
from typing import TypeVar

from tenacity import AsyncRetrying, RetryCallState, retry_if_exception_type
from tenacity.wait import wait_random_exponential

from summarizer.errors import ModelBusy, ModelError
from summarizer.model.clock import Clock
from summarizer.model.faults import Passing
from summarizer.model.settings import ModelSettings

R = TypeVar("R")
_log = logging.getLogger(__name__)

# An address that nobody has ever answered at is more likely wrong than busy.
_KNOCKS = 3
_backoff = wait_random_exponential(multiplier=1, max=60)


async def patiently(
    attempt: Callable[[bool], Awaitable[R]],
    settings: ModelSettings,
    clock: Clock,
    heard: Callable[[], bool],
    slow_down: Callable[[float], None],
) -> R:
    """Return what ``attempt`` gives, trying again after faults that may pass.

    ``attempt`` is told whether it is a further one. ``heard`` says whether the endpoint has ever answered;
    ``slow_down`` is told the seconds to wait when it has too much to do. Raises the last fault's ``ModelError`` when
    the attempts or the patience are used up, or would be by the wait that the endpoint asks for.
    """
    started: float | None = None

    def spent(state: RetryCallState) -> bool:
        fault = _fault(state)
        if state.attempt_number >= settings.attempts or (
            fault.unheard and not heard() and state.attempt_number >= _KNOCKS
        ):
            return True
        assert started is not None
        return clock.now() - started + state.upcoming_sleep > settings.patience

    def before_sleep(state: RetryCallState) -> None:
        _log.info("%s Trying again in %.1f s.", _fault(state), state.upcoming_sleep)
        if _fault(state).shared:
            slow_down(state.upcoming_sleep)

    retrying = AsyncRetrying(
        sleep=clock.sleep,
        wait=_wait,
        stop=spent,
        retry=retry_if_exception_type(Passing),
        before_sleep=before_sleep,
        reraise=True,
    )
    try:
        async for try_ in retrying:
            with try_:
                started = clock.now() if started is None else started
                return await attempt(try_.retry_state.attempt_number > 1)
    except Passing as fault:
        raise _ended(fault, settings) from None
    raise AssertionError("tenacity ends with a result or an error")


def _wait(state: RetryCallState) -> float:
    asked = _fault(state).wait
    return _backoff(state) if asked is None else asked


def _fault(state: RetryCallState) -> Passing:
    fault = state.outcome.exception() if state.outcome else None
    assert isinstance(fault, Passing)
    return fault


def _ended(fault: Passing, settings: ModelSettings) -> ModelError:
    if fault.wait is not None and fault.wait > settings.patience:
        return ModelBusy(
            f"{fault.final} It asked to wait {fault.wait:g} s, more than the {settings.patience:g} s allowed."
        )
    return fault.final
