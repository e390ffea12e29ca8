"""Good summaries that others wrote: kept, so that the canary needs no model and sees more words than ours.

A strong reader saw nothing but the requests that the ``llm`` engine sends for the cases, and its replies went through
the engine's own checks and repairs. Other writers saw the reference answers and said the same in quite other words. A
case that changed since then has no summary here.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path

from pydantic import ValidationError

from evals.case import Case
from evals.faults import InputFault
from evals.ideal import ideal
from summarizer.summary import CallSummary

FILE = Path(__file__).parent / "summaries" / "strong-reader.jsonl"
REWORDED = FILE.with_name("other-words.jsonl")


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
    try:
        rows = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
        answers = {(row["case"], *row["place"]): str(row["answer"]) for row in rows}
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise InputFault(f"{file}: the reworded answers can't be read ({error}); restore the file.") from error
    known = {name for name, *_ in answers}
    return tuple((case, ideal(_answered(case, answers))) for case in cases if case.name in known)


def _answered(case: Case, answers: Mapping[tuple[str, int, int], str]) -> Case:
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
