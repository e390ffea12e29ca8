"""The openai SDK's client, set up so that retries, limits and credentials stay with us."""

from __future__ import annotations

import httpx2
import openai

from summarizer.model.address import Address
from summarizer.model.settings import ModelSettings

_CONNECT_SECONDS = 10.0


def client(settings: ModelSettings, where: Address) -> openai.AsyncOpenAI:
    """Return a client for an address, to be closed by whoever uses it; each request brings `credentials`."""
    timeout = httpx2.Timeout(settings.timeout, connect=min(_CONNECT_SECONDS, settings.timeout), pool=None)
    connections = httpx2.Limits(max_connections=settings.concurrency, max_keepalive_connections=settings.concurrency)
    return openai.AsyncOpenAI(
        base_url=where.url,
        default_query=where.query,
        api_key="unused",
        max_retries=0,
        timeout=timeout,
        # With many requests at once it takes half the CPU time of the other transport (benchmarks/model_path.py).
        http_client=openai.DefaultAioHttpClient(limits=connections, timeout=timeout),
    )


def credentials(where: Address) -> dict[str, str | openai.Omit]:
    """Return the header that goes with each request: the key, a user and password, or none at all."""
    return {"Authorization": where.authorization or openai.omit}
