"""What every night brought, in one SQLite file: the verdict, and each metric with its interval."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from evals.decision import Decision
from evals.faults import InputFault
from evals.scores import RunScores
from evals.totals import means

_TABLES = """
CREATE TABLE IF NOT EXISTS runs (
    run TEXT PRIMARY KEY, created TEXT NOT NULL, label TEXT NOT NULL, version TEXT NOT NULL, cases INTEGER NOT NULL,
    exit_code INTEGER NOT NULL, headline TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS metrics (
    run TEXT NOT NULL REFERENCES runs, metric TEXT NOT NULL, calls INTEGER NOT NULL, mean REAL NOT NULL,
    low REAL, high REAL, PRIMARY KEY (run, metric)
) WITHOUT ROWID;
"""


class Night(NamedTuple):
    """A run and its verdict; ``run`` is the name of its folder."""

    run: str
    created: str
    label: str
    version: str
    cases: int
    exit_code: int
    headline: str


class Point(NamedTuple):
    """A metric of one night: its mean over calls with the 95% interval, which a single call doesn't have."""

    run: str
    created: str
    calls: int
    mean: float
    low: float | None
    high: float | None


def record(file: Path, run: str, scored: RunScores, decision: Decision) -> None:
    """Write a night down; a run that is judged again replaces what it said before. Raise InputFault."""
    night = Night(
        run, scored.created, scored.label, scored.version, len(scored.expected), decision.exit_code, decision.headline
    )
    with _open(file) as base, base:
        base.execute("DELETE FROM metrics WHERE run = ?", (run,))
        base.execute("INSERT OR REPLACE INTO runs VALUES (?, ?, ?, ?, ?, ?, ?)", night)
        for metric, mean in means(scored).items():
            ends = (mean.low, mean.high) if mean.calls > 1 else (None, None)
            base.execute("INSERT INTO metrics VALUES (?, ?, ?, ?, ?, ?)", (run, metric, mean.calls, mean.mean, *ends))


def nights(file: Path, label: str) -> tuple[Night, ...]:
    """Every night of an engine and model, oldest first; none where there is no history yet."""
    query = "SELECT * FROM runs WHERE label = ? ORDER BY created, run"
    return tuple(Night(*row) for row in _rows(file, query, (label,)))


def trend(file: Path, label: str, metric: str) -> tuple[Point, ...]:
    """A metric over the nights of an engine and model, oldest first."""
    query = """
        SELECT run, created, calls, mean, low, high FROM metrics JOIN runs USING (run)
        WHERE label = ? AND metric = ? ORDER BY created, run
    """
    return tuple(Point(*row) for row in _rows(file, query, (label, metric)))


def _rows(file: Path, query: str, values: tuple[str, ...]) -> list[tuple[Any, ...]]:
    if not file.exists():
        return []
    with _open(file) as base:
        return base.execute(query, values).fetchall()


@contextmanager
def _open(file: Path) -> Iterator[sqlite3.Connection]:
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with closing(sqlite3.connect(file)) as base:
            base.executescript(_TABLES)
            yield base
    except (sqlite3.Error, OSError) as error:
        raise InputFault(f"{file}: this history can't be used ({error}); name another file with --history.") from error
