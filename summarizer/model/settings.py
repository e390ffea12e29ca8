"""How to reach a model and how hard to press it: one frozen record."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

# What the name of a model begins with that is a file on this machine.
GGUF = "gguf:"


@dataclass(frozen=True)
class ModelSettings:
    """What a connection needs.

    Without ``base_url`` and ``api_key`` the openai SDK's environment variables are used (``OPENAI_API_KEY``,
    ``OPENAI_BASE_URL``); an address given here never gets a key from there. A ``temperature`` that is None is not
    sent. ``max_tokens`` is the most a reply may ever take, also when a cut one is asked again. ``timeout``
    (seconds) bounds one request, ``attempts`` and ``patience`` (seconds) all tries of one. ``max_requests`` bounds all
    that is sent in a run, tries that fail included, ``max_cost`` (US dollars) what the replies cost. ``cache`` is a
    folder, ``log_requests`` a file; None means none. ``known_as`` stands for the address in the cache where that
    changes from run to run.
    """

    model: str
    base_url: str | None = field(default=None, repr=False)  # it may hold a password
    api_key: str | None = field(default=None, repr=False)
    temperature: float | None = 0.0
    max_tokens: int = 8192
    timeout: float = 300.0
    attempts: int = 6
    patience: float = 600.0
    concurrency: int = 8
    requests_per_minute: int | None = None
    tokens_per_minute: int | None = None
    max_requests: int | None = None
    max_cost: float | None = None
    known_as: str | None = None
    cache: Path | None = None
    log_requests: Path | None = None
