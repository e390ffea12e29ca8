"""Replies that were paid for once, in one SQLite file that many processes may share.

Only good replies are kept: whole, and fitting their schema. A key is a hash of everything that determines a reply, so
nothing ever goes stale; no time, no path and no secret is part of it.
"""

from __future__ import annotations

import hashlib
import json
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

from summarizer.errors import ReplyInvalid
from summarizer.model.door import Reply, Request, T
from summarizer.model.replies import read_reply
from summarizer.model.schema import strict_schema
from summarizer.model.settings import ModelSettings
from summarizer.model.store import FILE, Store
from summarizer.summary import Usage

_TABLES = (
    "CREATE TABLE IF NOT EXISTS replies (key TEXT PRIMARY KEY, model TEXT NOT NULL, raw TEXT NOT NULL) WITHOUT ROWID",
    "CREATE TABLE IF NOT EXISTS dialects (endpoint TEXT, model TEXT, dialect TEXT NOT NULL, "
    "PRIMARY KEY (endpoint, model)) WITHOUT ROWID",
)
_FREE = Usage(cost_usd=0.0)


class KeptReply(NamedTuple):
    """A reply as the model wrote it, and the model by the endpoint's own name."""

    model: str
    raw: str


class CacheInfo(NamedTuple):
    """Where the cache is, how many replies it holds and its size in bytes."""

    file: Path
    replies: int
    bytes: int


def info(folder: Path) -> CacheInfo:
    """Return what the cache in ``folder`` holds; one that does not exist holds nothing and is not made."""
    file = folder / FILE
    if not file.exists():
        return CacheInfo(file, 0, 0)
    with closing(ReplyCache(folder)) as cache:
        return CacheInfo(file, len(cache), sum(part.stat().st_size for part in folder.glob(f"{FILE}*")))


def clear(folder: Path) -> int:
    """Forget all replies, also while others use the cache; return how many there were."""
    if not (folder / FILE).exists():
        return 0
    with closing(ReplyCache(folder)) as cache:
        return cache.clear()


def key(request: Request[T], settings: ModelSettings, endpoint: str) -> str:
    """Return the hash of all that determines the reply to ``request``."""
    asked = [
        endpoint,
        settings.model,
        settings.temperature,
        None,  # a place that once held a seed; without it no reply that was paid for would be found
        request.max_tokens,
        request.messages,
        strict_schema(request.reply_type),
    ]
    return hashlib.sha256(json.dumps(asked, ensure_ascii=True).encode()).hexdigest()


class ReplyCache:
    """The cache in a folder, made where there is none yet. Raises SettingsError where it can't be used."""

    def __init__(self, folder: Path) -> None:
        self._store = Store(folder, _TABLES)

    def __len__(self) -> int:
        row = self._store.one("SELECT count(*) FROM replies")
        return int(row[0]) if row else 0

    def get(self, key: str) -> KeptReply | None:
        """Return the reply kept under ``key``."""
        row = self._store.one("SELECT model, raw FROM replies WHERE key = ?", key)
        return KeptReply(*row) if row else None

    def reply(self, key: str, reply_type: type[T]) -> Reply[T] | None:
        """Return the reply kept under ``key``, checked again: a check may have become stricter since."""
        found = self.get(key)
        if found is None:
            return None
        try:
            return Reply(read_reply(found.raw, reply_type), _FREE, found.model, found.raw)
        except ReplyInvalid:
            return None

    def put(self, key: str, reply: KeptReply) -> None:
        """Keep a reply; it is safe from then on, whatever happens to the process."""
        self._store.do("INSERT OR REPLACE INTO replies VALUES (?, ?, ?)", key, *reply)

    def dialect(self, endpoint: str, model: str) -> str | None:
        """Return what ``learn`` wrote down of an endpoint."""
        row = self._store.one("SELECT dialect FROM dialects WHERE endpoint = ? AND model = ?", endpoint, model)
        return str(row[0]) if row else None

    def learn(self, endpoint: str, model: str, dialect: str) -> None:
        """Write down what an endpoint understands, so that later runs need not find it out again."""
        self._store.do("INSERT OR REPLACE INTO dialects VALUES (?, ?, ?)", endpoint, model, dialect)

    def clear(self) -> int:
        """Forget all replies, and what was learned of endpoints; return how many replies there were."""
        self._store.do("DELETE FROM dialects")
        forgotten = self._store.do("DELETE FROM replies")
        self._store.do("VACUUM")
        return forgotten

    def close(self) -> None:
        """Let go of the file."""
        self._store.close()
