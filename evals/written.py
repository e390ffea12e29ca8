"""Good summaries that others wrote: kept, so that the canary needs no model and sees more words than ours.

A strong reader saw nothing but the requests that the ``llm`` engine sends for the cases, and its replies went through
the engine's own checks and repairs. Other writers saw only the lines of each question and answer, and wrote in the
manner of their trade; others again saw only the reference answers and said the same in quite other words.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from pydantic import ValidationError

from evals.case import Case
from evals.faults import InputFault
from evals.ideal import ideal
from summarizer.summary import CallSummary

FILE = Path(__file__).parent / "summaries" / "strong-reader.jsonl"
REWORDED = FILE.with_name("other-words.jsonl")
WRITERS = FILE.with_name("other-writers.jsonl")

Place = tuple[str, int, int]


def written(cases: Iterable[Case], file: Path = FILE) -> tuple[tuple[Case, CallSummary], ...]:
    """The cases that have a written summary, each with it; raise InputFault where the file can't be read."""
    try:
        rows = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
        summaries = {row["case"]: CallSummary.model_validate(row["summary"]) for row in rows}
    except (OSError, ValueError, KeyError, TypeError, ValidationError) as error:
        raise InputFault(f"{file}: the written summaries can't be read ({error}); restore the file.") from error
    return tuple((case, summaries[case.name]) for case in cases if case.analysts and case.name in summaries)


def reworded(cases: Iterable[Case], file: Path = REWORDED) -> tuple[tuple[Case, CallSummary], ...]:
    """The cases whose reference answers were put in other words, each with those as its summary; raise InputFault where
    the file can't be read."""
    return tuple((case, summary) for _, case, summary in _by_writers(cases, file, "reworded answers"))


def by_others(cases: Iterable[Case], file: Path = WRITERS) -> tuple[tuple[str, Case, CallSummary], ...]:
    """What other writers wrote: the manner (note, minutes or desk), the case, and their answers as its summary; raise
    InputFault where the file can't be read."""
    return tuple(_by_writers(cases, file, "answers of other writers"))


def _by_writers(cases: Iterable[Case], file: Path, what: str) -> Iterator[tuple[str, Case, CallSummary]]:
    """The writers of a file with the cases that each has answers for."""
    answers: defaultdict[str, dict[Place, str]] = defaultdict(dict)
    try:
        for line in file.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            answers[row.get("writer", "")][row["case"], *row["place"]] = str(row["answer"])
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise InputFault(f"{file}: the {what} can't be read ({error}); restore the file.") from error
    known = tuple(cases)
    for writer, own in answers.items():
        names = {name for name, *_ in own}
        yield from ((writer, case, ideal(_answered(case, own))) for case in known if case.name in names)


def _answered(case: Case, answers: Mapping[Place, str]) -> Case:
    """A case with other answers."""
    return replace(
        case,
        analysts=tuple(
            replace(
                analyst,
                exchanges=tuple(
                    replace(exchange, answer=answers.get((case.name, place, number), exchange.answer))
                    for number, exchange in enumerate(analyst.exchanges)
                ),
            )
            for place, analyst in enumerate(case.analysts)
        ),
    )
