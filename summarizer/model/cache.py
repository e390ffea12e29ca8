"""Replies that were paid for once, in one SQLite file that many processes may share.

Only good replies are kept: whole, and fitting their schema. A key is a hash of everything that determines a reply, so
nothing ever goes stale; no time, no path and no secret is part of it.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import NamedTuple

import platformdirs

from summarizer.errors import SettingsError
from summarizer.model.door import Request, T
from summarizer.model.schema import strict_schema
from summarizer.model.settings import ModelSettings

_FILE = "replies.sqlite3"
_WAIT_SECONDS = 30.0
_TABLES = (
    "CREATE TABLE IF NOT EXISTS replies (key TEXT PRIMARY KEY, model TEXT NOT NULL, raw TEXT NOT NULL) WITHOUT ROWID",
    "CREATE TABLE IF NOT EXISTS dialects (endpoint TEXT, model TEXT, dialect TEXT NOT NULL, "
    "PRIMARY KEY (endpoint, model)) WITHOUT ROWID",
)


class KeptReply(NamedTuple):
    """A reply as the model wrote it, and the model by the endpoint's own name."""

    model: str
    raw: str


class CacheInfo(NamedTuple):
    """Where the cache is, how many replies it holds and its size in bytes."""

    file: Path
    replies: int
    bytes: int


def default_folder() -> Path:
    """Return the folder for caches on this platform."""
    return Path(platformdirs.user_cache_dir("analyst-qa"))


def info(folder: Path) -> CacheInfo:
    """Return what the cache in ``folder`` holds; one that does not exist holds nothing and is not made."""
    file = folder / _FILE
    if not file.exists():
        return CacheInfo(file, 0, 0)
    with closing(ReplyCache(folder)) as cache:
        return CacheInfo(file, len(cache), sum(part.stat().st_size for part in folder.glob(f"{_FILE}*")))


def clear(folder: Path) -> int:
    """Forget all replies, also while others use the cache; return how many there were."""
    if not (folder / _FILE).exists():
        return 0
    with closing(ReplyCache(folder)) as cache:
        return cache.clear()


def key(request: Request[T], settings: ModelSettings, endpoint: str) -> str:
    """Return the hash of all that determines the reply to ``request``."""
    asked = [
        endpoint,
        settings.model,
        settings.temperature,
        settings.seed,
        request.max_tokens,
        request.messages,
        strict_schema(request.reply_type),
    ]
    return hashlib.sha256(json.dumps(asked, ensure_ascii=True).encode()).hexdigest()


class ReplyCache:
    """The cache in a folder, made where there is none yet. Raises SettingsError where it can't be used."""

    def __init__(self, folder: Path) -> None:
        self._file = folder / _FILE
        with self._usable():
            folder.mkdir(parents=True, exist_ok=True)
            self._base = sqlite3.connect(self._file, timeout=_WAIT_SECONDS, isolation_level=None)
            try:
                self._base.execute("PRAGMA journal_mode=WAL")
                self._base.execute("PRAGMA synchronous=NORMAL")
                for table in _TABLES:
                    self._base.execute(table)
            except sqlite3.Error:
                self._base.close()
                raise

    def __len__(self) -> int:
        with self._usable():
            return int(self._base.execute("SELECT count(*) FROM replies").fetchone()[0])

    def get(self, key: str) -> KeptReply | None:
        """Return the reply kept under ``key``."""
        with self._usable():
            row = self._base.execute("SELECT model, raw FROM replies WHERE key = ?", (key,)).fetchone()
        return KeptReply(*row) if row else None

    def put(self, key: str, reply: KeptReply) -> None:
        """Keep a reply; it is safe from then on, whatever happens to the process."""
        with self._usable():
            self._base.execute("INSERT OR REPLACE INTO replies VALUES (?, ?, ?)", (key, *reply))

    def dialect(self, endpoint: str, model: str) -> str | None:
        """Return what ``learn`` wrote down of an endpoint."""
        with self._usable():
            row = self._base.execute(
                "SELECT dialect FROM dialects WHERE endpoint = ? AND model = ?", (endpoint, model)
            ).fetchone()
        return str(row[0]) if row else None

    def learn(self, endpoint: str, model: str, dialect: str) -> None:
        """Write down what an endpoint understands, so that later runs need not find it out again."""
        with self._usable():
            self._base.execute("INSERT OR REPLACE INTO dialects VALUES (?, ?, ?)", (endpoint, model, dialect))

    def clear(self) -> int:
        """Forget all replies, and what was learned of endpoints; return how many replies there were."""
        with self._usable():
            self._base.execute("DELETE FROM dialects")
            forgotten = self._base.execute("DELETE FROM replies").rowcount
            self._base.execute("VACUUM")
        return forgotten

    def close(self) -> None:
        """Let go of the file."""
        self._base.close()

    @contextmanager
    def _usable(self) -> Iterator[None]:
        try:
            yield
        except (sqlite3.Error, OSError) as error:
            raise SettingsError(
                f"The cache of replies {self._file} can't be used ({error}); name another folder with --cache or go "
                "without one with --no-cache."
            ) from error
