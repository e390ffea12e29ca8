"""Each request and what came back, as JSON Lines, so that any summary can be explained. Never a header, never a key."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Any

from summarizer.errors import SettingsError


class RequestLog:
    """Appends to a file, one line for each request. Raises SettingsError where the file can't be written."""

    def __init__(self, file: Path, secret: str | None) -> None:
        self._secret = secret
        try:
            self._out = file.open("a", encoding="utf-8")
        except OSError as error:
            raise SettingsError(f"{file}: requests can't be logged there ({error.strerror}).") from error

    def __enter__(self) -> RequestLog:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._out.close()

    def write(
        self, endpoint: str, request: dict[str, Any], seconds: float, reply: str | None, error: str | None
    ) -> None:
        """Write one request with the body of the answer, or with the error that came in its place."""
        record = {
            "at": datetime.now(UTC).isoformat(timespec="milliseconds"),
            "endpoint": endpoint,
            "seconds": round(seconds, 3),
            "request": request,
            "reply": reply,
            "error": error,
        }
        line = json.dumps(record, ensure_ascii=False)
        if self._secret:
            line = line.replace(json.dumps(self._secret, ensure_ascii=False)[1:-1], "[key]")
        self._out.write(line + "\n")
        self._out.flush()
