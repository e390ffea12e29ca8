"""The SDK's errors: none is missed, and what is asked of us is understood."""

import errno
import re
import socket
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from itertools import pairwise

import httpx2
import openai
import pytest

from summarizer.errors import ModelError, SummarizerError
from summarizer.model.faults import TRANSLATIONS, Passing, Place, asked_wait, translate

AT = Place("http://host:1/v1", "gpt-4o", 60, "sk-secret")
# Raised by parts of the SDK that are not used here: realtime connections and incoming webhooks.
NEVER_IN_A_CHAT = {"WebSocketConnectionClosedError", "WebSocketQueueFullError", "InvalidWebhookSignatureError"}


STATUSES = [*range(400, 432), 451, 499, *range(500, 512), 520, 522, 524, 529, 599]


def raised(status: int) -> openai.APIStatusError:
    """Return what the SDK raises for a status with a body of many lines that holds the key."""
    answer = httpx2.MockTransport(lambda request: httpx2.Response(status, text="a\n\nsk-secret " * 99))
    with (
        httpx2.Client(transport=answer) as transport,
        openai.OpenAI(api_key="sk-secret", base_url=AT.endpoint, max_retries=0, http_client=transport) as client,
        pytest.raises(openai.APIStatusError) as caught,
    ):
        client.models.list()
    return caught.value


def sdk_errors() -> list[type[Exception]]:
    """Return every error that the SDK exports."""
    exported = [getattr(openai, name) for name in openai.__all__]
    return [kind for kind in exported if isinstance(kind, type) and issubclass(kind, Exception)]


def test_every_error_of_the_sdk_is_translated() -> None:
    """When the SDK gains an error, this fails until somebody has decided what it means."""
    assert {kind.__name__ for kind in sdk_errors() if kind not in TRANSLATIONS} <= NEVER_IN_A_CHAT
    assert len(sdk_errors()) > 15


@pytest.mark.parametrize("status", STATUSES)
def test_every_status_means_something(status: int) -> None:
    """Any error status becomes a fault of this project that names the endpoint, in one line and without the key."""
    meant = translate(raised(status), AT)
    final = meant.final if isinstance(meant, Passing) else meant
    assert isinstance(final, ModelError)
    assert "http://host:1/v1" in str(final)
    assert f"HTTP {status}" in str(final)
    assert "sk-secret" not in str(final)
    assert "\n" not in str(final)
    assert len(str(final)) < 500


def test_a_fault_may_pass_only_where_waiting_can_help() -> None:
    """Limits, conflicts, timeouts and trouble of the server may pass; what the request itself got wrong never does."""
    passing = {status for status in STATUSES if isinstance(translate(raised(status), AT), Passing)}
    assert passing == {408, 409, 425, 429} | {status for status in STATUSES if status >= 500} - {501, 505}


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({}, None),
        ({"retry-after": "7"}, 7.0),
        ({"retry-after": "0.5"}, 0.5),
        ({"retry-after-ms": "250", "retry-after": "7"}, 0.25),
        ({"retry-after-ms": "soon", "retry-after": "7"}, 7.0),
        ({"retry-after": "-3"}, None),
        ({"retry-after": "nan"}, None),
        ({"retry-after": "inf"}, None),
        ({"retry-after": "Wed, 21 Oct 2015 07:28:00 GMT"}, 0.0),
    ],
)
def test_the_wait_that_is_asked_for_is_read(headers: dict[str, str], seconds: float | None) -> None:
    """Milliseconds come before seconds, a date that is past means now, and nonsense means nothing."""
    assert asked_wait(headers) == seconds


def test_a_wait_may_be_a_date() -> None:
    """A date in the future is waited for."""
    later = format_datetime(datetime.now(UTC) + timedelta(seconds=100), usegmt=True)
    assert 90 < (asked_wait({"retry-after": later}) or 0) <= 100


SENT = httpx2.Request("POST", "http://host:1/v1")


@pytest.mark.parametrize(
    ("kind", "causes", "says", "unheard"),
    [
        (
            openai.APIConnectionError,
            [httpx2.ConnectError("no"), ConnectionRefusedError(errno.ECONNREFUSED, "Connect call failed")],
            r"Nothing answers at http://host:1/v1 \(Connection refused\)",
            True,
        ),
        (
            openai.APIConnectionError,
            [httpx2.ConnectError("no"), socket.gaierror(-2, "Name or service not known")],
            "Nothing answers .*Name or service not known",
            True,
        ),
        (openai.APITimeoutError, [httpx2.ConnectTimeout("late"), TimeoutError()], r"Nothing answers .*\(late\)", True),
        (openai.APITimeoutError, [httpx2.ConnectTimeout("x"), OSError("gone")], r"broke .*\(gone\)", False),
        (openai.APITimeoutError, [httpx2.ReadTimeout("late"), TimeoutError()], "no answer within 60 s", False),
        (openai.APIConnectionError, [httpx2.ConnectError("bad certificate")], "broke .*bad certificate", False),
        (openai.APIConnectionError, [], "broke .*no reason given", False),
    ],
)
def test_a_lost_connection_says_how_it_was_lost(
    kind: Callable[..., openai.APIConnectionError], causes: list[BaseException], says: str, unheard: bool
) -> None:
    """Nobody there, nobody answering and a connection that breaks are told apart, with either transport."""
    error = kind(request=SENT)
    for effect, cause in pairwise([error, *causes]):
        effect.__cause__ = cause
    meant = translate(error, AT)
    assert isinstance(meant, Passing)
    assert re.search(says, str(meant.final))
    assert meant.unheard == unheard


def test_errors_of_the_model_know_what_they_cost() -> None:
    """Every error of the model can carry a usage; other errors have none."""
    assert all(hasattr(kind, "usage") for kind in ModelError.__subclasses__())
    assert not hasattr(SummarizerError("x"), "usage")
