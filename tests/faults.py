"""What an endpoint may do wrong, and what must come of a whole run: one table, for a test and for a benchmark."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace

from tests.calls import CALL, answered, user_prompt
from tests.loopback import Answer, Body, Loopback, completion, counted, refusal

ANALYSTS = ("Ines Okafor", "Paul Drury", "Mara Quill", "Bo Lindqvist", "Rhea Nowak", "Tam Oduya")
UNLUCKY = ANALYSTS[2]


def call() -> str:
    """A call on which six analysts ask, each about another backlog."""
    session = CALL.partition("Operator\nInes Okafor")[2].partition("Operator\nPaul Drury")[0]
    roster, _, rest = CALL.partition("Tom Vale; Chief")
    roster = "".join(f"{name}; Analyst; Larkfield Research\n" for name in ANALYSTS)
    opening = f"Tom Vale; Chief{rest}".partition("Operator\nInes Okafor")[0]
    sessions = "".join(
        "Operator\nInes Okafor".replace(ANALYSTS[0], name)
        + session.replace(ANALYSTS[0], name).replace("$96", f"${96 + number}")
        for number, name in enumerate(ANALYSTS)
    )
    return f"{roster}{opening}{sessions}Operator\nThis concludes the call. You may now disconnect.\n"


class Endpoint:
    """Answers each request well, but for the faults that it is told; counts what it gave to which prompt."""

    def __init__(self, misbehave: Callable[[Endpoint, Body], Answer | None]) -> None:
        self.tries: Counter[str] = Counter()
        self.paid: Counter[str] = Counter()
        self.tokens = 0
        self.server: Loopback | None = None
        self._misbehave = misbehave

    def __call__(self, body: Body) -> Answer:
        self.tries[user_prompt(body)] += 1
        told = self._misbehave(self, body) or self.good(body)
        usage = told.body.get("usage") if isinstance(told.body, dict) and told.then == "answer" else None
        if isinstance(usage, dict):
            self.tokens += sum(count for part in PARTS if isinstance(count := usage[part], int))
        return told

    def good(self, body: Body) -> Answer:
        """A good reply, with the endpoint's own count; each that a prompt gets is paid for."""
        self.paid[user_prompt(body)] += 1
        return counted(body, completion(answered(body)))


PARTS = ("prompt_tokens", "completion_tokens")
Misbehave = Callable[[Endpoint, Body], "Answer | None"]


def once(told: Answer) -> Misbehave:
    """Every request meets the fault at its first try."""
    return lambda endpoint, body: told if endpoint.tries[user_prompt(body)] == 1 else None


def always(told: Answer) -> Misbehave:
    """Every request meets the fault at every try."""
    return lambda endpoint, body: told


def for_one(told: Answer) -> Misbehave:
    """The requests about one analyst meet the fault at every try, the others never."""
    return lambda endpoint, body: told if UNLUCKY in user_prompt(body) else None


def crowded(endpoint: Endpoint, body: Body) -> Answer | None:
    """No more than two at once are taken; the others are told to come back."""
    assert endpoint.server
    if endpoint.server.under_way >= 2:
        return refusal(429, "too many at once", retry_after_ms="60")
    return replace(endpoint.good(body), latency=0.03)


def windowed(endpoint: Endpoint, body: Body) -> Answer | None:
    """Each answer says that the window is used up for a moment."""
    headers = {"x-ratelimit-remaining-requests": "0", "x-ratelimit-reset-requests": "30ms"}
    return replace(endpoint.good(body), headers=headers)


def without_schemas(endpoint: Endpoint, body: Body) -> Answer | None:
    """An older server: it knows no schema and no JSON mode."""
    return refusal(400, "unknown field response_format") if "response_format" in body else None


def miscounting(usage: object) -> Misbehave:
    """The reply is good, the count of its tokens is not."""

    def misbehave(endpoint: Endpoint, body: Body) -> Answer:
        good = endpoint.good(body)
        assert isinstance(good.body, dict)
        return replace(good, body=good.body | {"usage": usage})

    return misbehave


@dataclass(frozen=True)
class Fault:
    """A fault with the exit code, how many requests are sent (None where that is chance) and how many analysts lost."""

    name: str
    misbehave: Misbehave
    code: int = 0
    sent: int | None = 6
    lost: int = 0


CUT = completion('{"sessions": [{"session": 1, "exch', "length")
LOOPING = completion('{"sessions": [' + "and so on " * 300, "length")
EVENTS = Answer(
    body=b'data: {"choices": [{"delta": {"content": "{"}}]}\n\n', headers={"Content-Type": "text/event-stream"}
)

FAULTS = (
    Fault("none", lambda endpoint, body: None),
    Fault("429 without a word, once", once(refusal(429)), sent=12),
    Fault("429 with Retry-After, once", once(refusal(429, retry_after="0.2")), sent=12),
    Fault("429 with retry-after-ms, once", once(refusal(429, retry_after_ms="50")), sent=12),
    Fault("429 beyond two at once", crowded, sent=None),
    Fault("x-ratelimit headers at their end", windowed),
    Fault("429 insufficient_quota", always(refusal(429, "pay", "insufficient_quota")), 2, 6, 6),
    Fault("500, once", once(refusal(500)), sent=12),
    Fault("502, once", once(refusal(502)), sent=12),
    Fault("503, once", once(refusal(503, retry_after_ms="50")), sent=12),
    Fault("529, once", once(refusal(529)), sent=12),
    Fault("408, once", once(refusal(408)), sent=12),
    Fault("connection dropped, once", once(Answer(then="drop")), sent=12),
    Fault("answer broken off, once", once(Answer(body=b"x" * 999, then="half")), sent=12),
    Fault("connection stalled, once", once(Answer(then="stall")), sent=12),
    Fault("stream that ends early, once", once(EVENTS), sent=12),
    Fault("invalid JSON, once", once(completion("I'd be glad to!")), sent=12),
    Fault("JSON that breaks the schema, once", once(completion('{"sessions": 5}')), sent=12),
    Fault(
        "empty choices, once",
        once(Answer(body={"choices": [], "usage": {"prompt_tokens": 9, "completion_tokens": 0}})),
        sent=12,
    ),
    Fault("cut at max_tokens, once", once(CUT), sent=12),
    Fault("no usage", miscounting(None)),
    Fault("impossible usage", miscounting({"prompt_tokens": -5, "completion_tokens": "many"})),
    Fault("no schemas, no JSON mode", without_schemas, sent=None),
    Fault("refusal, one analyst", for_one(completion(None, refusal="I won't.")), 1, 6, 1),
    Fault("content filter, one analyst", for_one(completion("", "content_filter")), 1, 6, 1),
    Fault("400, one analyst", for_one(refusal(400, "odd")), 1, 6, 1),
    Fault("never JSON, one analyst", for_one(completion("Sorry?")), 1, 7, 1),
    Fault("always loops, one analyst", for_one(LOOPING), 1, None, 1),
    Fault("503 without end, one analyst", for_one(refusal(503, retry_after_ms="20")), 1, 11, 1),
    Fault("401", always(refusal(401, "bad key")), 2, 6, 6),
    Fault("404 for the model", always(refusal(404, "no such model")), 2, 6, 6),
)
