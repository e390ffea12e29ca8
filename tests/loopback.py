"""An endpoint on loopback that speaks the OpenAI protocol, and misbehaves as told.

In a test it runs in a thread and keeps what it was asked; as a process of its own it serves a benchmark:

    python tests/loopback.py --latency 0.2     prints its address, ends when its standard input does
"""

from __future__ import annotations

import argparse
import asyncio
import json
import sys
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from types import TracebackType
from typing import Any, Literal

Body = dict[str, Any]


@dataclass(frozen=True)
class Answer:
    """What the endpoint does with one request: answer after a while, or take it and drop or stall the connection.

    ``half`` promises the whole body and drops the connection in the middle of it.
    """

    status: int = 200
    body: Body | bytes = b""
    headers: dict[str, str] = field(default_factory=dict)
    latency: float = 0.0
    then: Literal["answer", "drop", "stall", "half"] = "answer"


@dataclass(frozen=True)
class Asked:
    """A request as it arrived, header names in lower case."""

    body: Body
    headers: dict[str, str]
    path: str


USAGE = {"prompt_tokens": 100, "completion_tokens": 10, "prompt_tokens_details": {"cached_tokens": 40}}


def completion(content: str | None, finish_reason: str = "stop", usage: Any = USAGE, **message: Any) -> Answer:
    """Return the answer that holds one reply."""
    said = {"role": "assistant", "content": content, **message}
    body: Body = {
        "id": "c1",
        "object": "chat.completion",
        "created": 1,
        "model": "loopback-1",
        "choices": [{"index": 0, "message": said, "finish_reason": finish_reason}],
    }
    return Answer(body=body if usage is None else body | {"usage": usage})


def refusal(status: int, message: str = "no", code: str | None = None, **headers: str) -> Answer:
    """Return an answer with an error status; header names are written with underscores."""
    error = {"message": message, "type": code, "code": code, "param": None}
    return Answer(status, {"error": error}, {name.replace("_", "-"): value for name, value in headers.items()})


Script = Sequence[Answer] | Callable[[Body], Answer]


class Loopback:
    """The endpoint, in a thread, for the length of a ``with``. A list of answers goes on with its last."""

    def __init__(self, script: Script, port: int = 0) -> None:
        self.asked: list[Asked] = []
        self.under_way = 0
        self._script = script
        self._port = port
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)

    def __enter__(self) -> Loopback:
        self._thread.start()
        self._server = asyncio.run_coroutine_threadsafe(self._start(), self._loop).result(10)
        self.base_url = f"http://127.0.0.1:{self._server.sockets[0].getsockname()[1]}/v1"
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        asyncio.run_coroutine_threadsafe(self._stop(), self._loop).result(10)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(10)
        self._loop.close()

    async def _start(self) -> asyncio.Server:
        return await asyncio.start_server(self._serve, "127.0.0.1", self._port, limit=2**20)

    async def _stop(self) -> None:
        self._server.close()
        others = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
        for task in others:
            task.cancel()
        await asyncio.gather(*others, return_exceptions=True)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while await self._exchange(reader, writer):
                pass
        except (asyncio.IncompleteReadError, ConnectionError):
            pass
        finally:
            writer.close()

    async def _exchange(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
        headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in head[1:] if line)}
        body = json.loads(await reader.readexactly(int(headers.get("content-length", 0))) or b"{}")
        self.asked.append(Asked(body, headers, head[0].split()[1]))
        answer = (
            self._script(body) if callable(self._script) else self._script[min(len(self.asked), len(self._script)) - 1]
        )
        self.under_way += 1
        await asyncio.sleep(answer.latency)
        self.under_way -= 1
        if answer.then == "stall":
            await reader.read(1)
            return False
        if answer.then == "drop":
            return False
        content = answer.body if isinstance(answer.body, bytes) else json.dumps(answer.body).encode()
        sent = {"Content-Type": "application/json", "Content-Length": str(len(content)), **answer.headers}
        lines = [f"HTTP/1.1 {answer.status} told", *(f"{name}: {value}" for name, value in sent.items()), "", ""]
        whole = "\r\n".join(lines).encode("latin-1") + content
        writer.write(whole if answer.then == "answer" else whole[: -len(content) // 2])
        await writer.drain()
        return answer.then == "answer"


def main() -> None:
    """Serve one reply after the latency given, until standard input ends."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("--latency", type=float, default=0.2)
    parser.add_argument("--reply", default='{"text": "Margins rose."}')
    args = parser.parse_args()
    told = completion(args.reply)
    with Loopback([Answer(body=json.dumps(told.body).encode(), latency=args.latency)]) as server:
        print(server.base_url, flush=True)
        sys.stdin.read()


if __name__ == "__main__":
    main()
