"""The whole model path beside the bare openai client, against an endpoint that takes 200 ms for each reply.

    python benchmarks/model_path.py             every way, a table of wall and CPU seconds (best of 3)

The endpoint is a process of its own. ``bare`` is the openai client with retries off and nothing around it, with its own
transport and, where ``openai[aiohttp]`` is installed, with aiohttp. ``path`` is ours, with limits, checks and a fresh
cache. Goal: within 1.05 x the wall and 1.2 x the CPU time of the bare client with the fastest transport.
"""

from __future__ import annotations

import asyncio
import subprocess
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import httpx2
import openai
from pydantic import BaseModel

from summarizer.model.door import Message, Request
from summarizer.model.openai_client import connect
from summarizer.model.schema import strict_schema
from summarizer.model.settings import ModelSettings

LOOPBACK = Path(__file__).parent.parent / "tests" / "loopback.py"
LATENCY = 0.2
# On a machine that is busy with other things a connection may take long; a run that fails measures nothing.
PATIENCE = 60.0
LOADS = ((100, 20), (1000, 200))
ROUNDS = 3

Way = Callable[[str, int, int], Awaitable[None]]


class Statement(BaseModel):
    """The reply that the endpoint always gives."""

    text: str


def request(number: int) -> Request[Statement]:
    """Return a request like any other: a system prompt, some 600 words, and a number that makes it differ."""
    words = f"Session {number}. " + "Our margins rose on better pricing and lower freight. " * 70
    return Request((Message("system", "Summarise."), Message("user", words)), Statement, 400)


def bare(client_type: type[httpx2.AsyncClient]) -> Way:
    """Return the way of the bare client with a transport."""

    async def run(base_url: str, requests: int, at_once: int) -> None:
        limits = httpx2.Limits(max_connections=at_once, max_keepalive_connections=at_once)
        transport = client_type(limits=limits, timeout=PATIENCE)
        form: Any = {
            "type": "json_schema",
            "json_schema": {"name": "Statement", "strict": True, "schema": strict_schema(Statement)},
        }
        turns = asyncio.Semaphore(at_once)

        async def ask(number: int) -> str | None:
            messages: Any = [{"role": m.role, "content": m.content} for m in request(number).messages]
            async with turns:
                reply = await client.chat.completions.create(
                    model="gpt-4o", messages=messages, response_format=form, max_tokens=400, temperature=0
                )
            return reply.choices[0].message.content

        async with openai.AsyncOpenAI(
            base_url=base_url, api_key="none", max_retries=0, http_client=transport, timeout=PATIENCE
        ) as client:
            replies = await asyncio.gather(*map(ask, range(requests)))
        assert all(replies)

    return run


async def path(base_url: str, requests: int, at_once: int) -> None:
    """Go the whole path with a fresh cache."""
    with tempfile.TemporaryDirectory() as folder:
        settings = ModelSettings("gpt-4o", base_url=base_url, concurrency=at_once, cache=Path(folder))
        async with connect(settings) as model:
            replies = await asyncio.gather(*(model.ask(request(number)) for number in range(requests)))
    assert all(reply.value.text for reply in replies)


def measured(way: Way, base_url: str, requests: int, at_once: int) -> tuple[float, float]:
    """Return wall and CPU seconds of one run."""
    wall, cpu = time.perf_counter(), time.process_time()
    asyncio.run(way(base_url, requests, at_once))  # type: ignore[arg-type]
    return time.perf_counter() - wall, time.process_time() - cpu


def main() -> None:
    """Print the table."""
    ways: dict[str, Way] = {"bare, httpx": bare(openai.DefaultAsyncHttpxClient)}
    if find_spec("aiohttp"):
        ways["bare, aiohttp"] = bare(openai.DefaultAioHttpClient)
    ways["path"] = path
    server = subprocess.Popen(
        [sys.executable, str(LOOPBACK), "--latency", str(LATENCY)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        assert server.stdout
        base_url = server.stdout.readline().strip()
        for requests, at_once in LOADS:
            print(f"{requests} requests, {at_once} at once; ideal {requests / at_once * LATENCY:.2f} s")
            # Turn and turn about, so that what else the machine does falls on all alike.
            runs = {name: [] for name in ways}  # type: dict[str, list[tuple[float, float]]]
            for _ in range(ROUNDS):
                for name, way in ways.items():
                    runs[name].append(measured(way, base_url, requests, at_once))
            for name, times in runs.items():
                print(f"  {name:15} wall {min(w for w, _ in times):5.2f} s   CPU {min(c for _, c in times):5.2f} s")
    finally:
        server.communicate("")


if __name__ == "__main__":
    main()
