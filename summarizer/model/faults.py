"""The openai SDK's errors in the words of this project: the one place where they are translated.

What can never succeed becomes a ``ModelError``. What can succeed later becomes ``Passing``, which knows how long the
endpoint asked to wait and which ``ModelError`` it is when patience ends.
"""

from __future__ import annotations

import math
import os
import re
import socket
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

import httpx2
import openai

from summarizer.errors import (
    ModelBusy,
    ModelError,
    ModelRejected,
    ModelUnreachable,
    ReplyCut,
    ReplyInvalid,
    ReplyRefused,
)
from summarizer.model.prices import meant

_CLIP = 200
_QUOTA = ("insufficient_quota", "billing_hard_limit_reached", "billing_not_active")
_FILTER = re.compile(r"content_filter|content_policy|content management policy", re.IGNORECASE)
_TOO_LONG = re.compile(r"context_length|context length|context size|context window|too many tokens", re.IGNORECASE)
_PASSING_STATUS = (408, 409, 425, 429)
_HOPELESS_STATUS = (501, 505)
_BATCH_API = re.compile(r"/(?:batches|files)(?:/([^/]+))?(?:/content)?$")


class Passing(Exception):
    """A fault that may be gone later.

    ``final`` is what it is once patience ends, ``wait`` the seconds that the endpoint asked for, ``shared`` says that
    the endpoint has too much to do, so that everybody should slow down, ``unheard`` that nothing took the connection.
    """

    def __init__(
        self, final: ModelError, wait: float | None = None, shared: bool = False, unheard: bool = False
    ) -> None:
        super().__init__(str(final))
        self.final = final
        self.wait = wait
        self.shared = shared
        self.unheard = unheard


@dataclass(frozen=True)
class Place:
    """Who was asked and for how many seconds, for the message, and what to hide in it."""

    endpoint: str
    model: str
    timeout: float
    secret: str | None = None


def translate(error: openai.OpenAIError | TimeoutError, at: Place) -> ModelError | Passing:
    """Return what an error of the SDK, or the end of our own time limit, means; the most exact entry decides."""
    rule = next(TRANSLATIONS[kind] for kind in type(error).__mro__ if kind in TRANSLATIONS)
    return rule(error, at)


def complaint(error: openai.APIStatusError) -> str:
    """Return what the endpoint said, at full length."""
    body = error.body if isinstance(error.body, dict) else {}
    nested = body.get("error")
    said = body.get("message") or (nested.get("message") if isinstance(nested, dict) else nested) or error.message
    return f"{said} ({error.param})" if error.param and error.param not in str(said) else str(said)


def _shown(text: str, at: Place) -> str:
    """Return what may be shown of an endpoint's words: one short line without the key."""
    return clipped(text.replace(at.secret, "[key]") if at.secret else text)


def clipped(text: str) -> str:
    """Return a text as one line of at most 200 characters.

    >>> clipped("Two\\n lines.")
    'Two lines.'
    """
    line = " ".join(text.split())
    return line if len(line) <= _CLIP else line[: _CLIP - 1] + "…"


def asked_wait(headers: Mapping[str, str]) -> float | None:
    """Return the seconds that an endpoint asks to wait (``retry-after-ms``, or ``retry-after`` as seconds or a date).

    >>> asked_wait({"retry-after-ms": "1500", "retry-after": "9"}), asked_wait({"retry-after": "soon"})
    (1.5, None)
    """
    for name, unit in (("retry-after-ms", 0.001), ("retry-after", 1.0)):
        try:
            seconds = float(headers.get(name, "")) * unit
        except ValueError:
            continue
        if math.isfinite(seconds) and seconds >= 0:
            return seconds
    try:
        date = parsedate_to_datetime(headers.get("retry-after", ""))
    except (ValueError, TypeError):
        return None
    date = date if date.tzinfo else date.replace(tzinfo=UTC)
    return max((date - datetime.now(UTC)).total_seconds(), 0.0)


def _status(error: openai.APIStatusError, at: Place) -> ModelError | Passing:
    """Judge by status where the kind of the error says no more."""
    said = f"HTTP {error.status_code}: {_shown(complaint(error), at)}"
    advice = error.response.headers.get("x-should-retry")
    passing = error.status_code in _PASSING_STATUS or error.status_code >= 500
    if (passing and error.status_code not in _HOPELESS_STATUS and advice != "false") or advice == "true":
        busy = error.status_code in (*_PASSING_STATUS, 503, 529)
        return Passing(
            ModelBusy(
                f"{at.endpoint} was too busy for {at.model} all along ({said}); try later or ask less at once."
                if busy
                else f"{at.endpoint} failed for {at.model} all along ({said}); see the server's log, or try later."
            ),
            wait=asked_wait(error.response.headers),
            shared=error.status_code in (429, 503, 529),
        )
    if error.status_code == 413 or _TOO_LONG.search(f"{error.code} {said}"):
        return ReplyCut(f"The prompt is too long for {at.model} at {at.endpoint} ({said}); ask for smaller chunks.")
    if _FILTER.search(f"{error.code} {said}"):
        return ReplyRefused(f"The content filter of {at.endpoint} stopped the prompt ({said}).")
    return ModelRejected(f"{at.endpoint} refuses the request for {at.model} ({said}).")


def _quota(error: openai.RateLimitError, at: Place) -> ModelError | Passing:
    if error.code in _QUOTA or error.type in _QUOTA:
        return ModelRejected(
            f"The account at {at.endpoint} has nothing left to spend (HTTP 429: {_shown(complaint(error), at)}); "
            "top it up or use another key."
        )
    return _status(error, at)


def _key(error: openai.APIStatusError, at: Place) -> ModelError:
    return ModelRejected(
        f"{at.endpoint} does not accept the key (HTTP {error.status_code}: {_shown(complaint(error), at)}); "
        "check OPENAI_API_KEY, or that the key belongs to this endpoint."
    )


def _missing(error: openai.APIStatusError, at: Place) -> ModelError:
    if batches := _BATCH_API.search(error.request.url.path):
        said = f"HTTP 404: {_shown(complaint(error), at)}"
        if batches[1]:
            return ModelRejected(f"{at.endpoint} has no {batches[1]} ({said}); check that the key is still the same.")
        return ModelRejected(
            f"{at.endpoint} has no Batch API ({said}); use summarize, or check that the address is right: "
            "most end in /v1."
        )
    return ModelRejected(
        f"{at.endpoint} has no model {at.model!r}{meant(at.model, at.endpoint)} "
        f"(HTTP 404: {_shown(complaint(error), at)}); "
        "check --model, and that the address is right: most end in /v1."
    )


def _unheard(error: openai.APIConnectionError, at: Place) -> Passing:
    causes = list(_causes(error))
    refused = any(isinstance(cause, ConnectionRefusedError | socket.gaierror) for cause in causes)
    # The aiohttp transport calls every lost connection a ConnectTimeout; a real one comes from a TimeoutError.
    late = isinstance(error.__cause__, httpx2.ConnectTimeout) and any(isinstance(c, TimeoutError) for c in causes)
    unheard = refused or late
    words = [words for cause in causes if (words := _words(cause))]
    return Passing(
        ModelUnreachable(
            f"{'Nothing answers' if unheard else 'The connection broke'} at {at.endpoint} "
            f"({clipped(words[-1] if words else 'no reason given')}); "
            "check that the server is running and the address is right."
        ),
        unheard=unheard,
    )


def _causes(error: BaseException) -> Iterator[BaseException]:
    """Yield what an error comes from, the innermost last."""
    inner = error.__cause__
    while inner is not None:
        yield inner
        inner = inner.exceptions[0] if isinstance(inner, BaseExceptionGroup) else inner.__cause__ or inner.__context__


def _words(cause: BaseException) -> str:
    number = cause.errno if isinstance(cause, OSError) else None
    return os.strerror(number) if number and number > 0 else str(cause)


def _credentials(error: openai.OpenAIError, at: Place) -> ModelError:
    return ModelRejected(f"No request can be made to {at.endpoint}: {_shown(str(error), at)}")


def _too_slow(error: BaseException, at: Place) -> Passing:
    return Passing(
        ModelUnreachable(
            f"{at.endpoint} gave no answer within {at.timeout:g} s; try later, or allow it more by the setting timeout "
            "(SUMMARIZER_TIMEOUT)."
        )
    )


def _timeout(error: openai.APITimeoutError, at: Place) -> Passing:
    return (_unheard if isinstance(error.__cause__, httpx2.ConnectTimeout) else _too_slow)(error, at)


TRANSLATIONS: Mapping[type[BaseException], Callable[..., ModelError | Passing]] = {
    openai.OpenAIError: _credentials,
    openai.APIError: _credentials,
    openai.APIConnectionError: _unheard,
    openai.APITimeoutError: _timeout,
    TimeoutError: _too_slow,
    openai.APIStatusError: _status,
    openai.BadRequestError: _status,
    openai.AuthenticationError: _key,
    openai.OAuthError: _key,
    openai.PermissionDeniedError: _key,
    openai.NotFoundError: _missing,
    openai.ConflictError: _status,
    openai.UnprocessableEntityError: _status,
    openai.RateLimitError: _quota,
    openai.InternalServerError: _status,
    openai.APIResponseValidationError: lambda error, at: ReplyInvalid(
        f"What {at.endpoint} sent does not follow the OpenAI protocol."
    ),
    openai.LengthFinishReasonError: lambda error, at: ReplyCut(f"The reply of {at.model} was cut."),
    openai.ContentFilterFinishReasonError: lambda error, at: ReplyRefused(
        f"The content filter of {at.endpoint} stopped the reply."
    ),
}
"""What each error of the SDK means. Those of its WebSocket and webhook parts are not here: a chat never meets them."""
