"""The one SQLite file in which a run keeps what must outlive it; many processes may use it at the same time."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from summarizer.errors import SettingsError

FILE = "replies.sqlite3"
_WAIT_SECONDS = 30.0


class Store:
    """The file in a folder, made where there is none yet; raises SettingsError where it can't be used."""

    def __init__(self, folder: Path, tables: Sequence[str]) -> None:
        self._file = folder / FILE
        with self._usable():
            folder.mkdir(parents=True, exist_ok=True)
            self._base = sqlite3.connect(self._file, timeout=_WAIT_SECONDS, isolation_level=None)
            try:
                self._base.execute("PRAGMA journal_mode=WAL")
                self._base.execute("PRAGMA synchronous=NORMAL")
                for table in tables:
                    self._base.execute(table)
            except sqlite3.Error:
                self._base.close()
                raise

    def all(self, question: str, *values: Any) -> list[tuple[Any, ...]]:
        """Return the rows that a query finds."""
        with self._usable():
            return self._base.execute(question, values).fetchall()

    def one(self, question: str, *values: Any) -> tuple[Any, ...] | None:
        """Return the first row that a query finds."""
        with self._usable():
            row: tuple[Any, ...] | None = self._base.execute(question, values).fetchone()
            return row

    def do(self, change: str, *values: Any) -> int:
        """Make a change that is safe from then on, whatever happens to the process; return how many rows it was."""
        with self._usable():
            return self._base.execute(change, values).rowcount

    @contextmanager
    def together(self) -> Iterator[None]:
        """Make all changes inside the ``with``, or none of them."""
        self.do("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            self.do("ROLLBACK")
            raise
        self.do("COMMIT")

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
