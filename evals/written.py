"""Summaries that a strong reader wrote: good ones in a model's own words, kept so that the canary needs no model.

The reader saw nothing but the requests that the ``llm`` engine sends for the cases, and its replies went through the
engine's own checks and repairs. A case that changed since then has no summary here.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

from pydantic import ValidationError

from evals.case import Case
from evals.faults import InputFault
from summarizer.summary import CallSummary

FILE = Path(__file__).parent / "summaries" / "strong-reader.jsonl"


def written(cases: Iterable[Case], file: Path = FILE) -> tuple[tuple[Case, CallSummary], ...]:
    """The cases that have a written summary, each with it; raise InputFault where the file can't be read."""
    try:
        rows = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
        summaries = {row["case"]: CallSummary.model_validate(row["summary"]) for row in rows}
    except (OSError, ValueError, KeyError, TypeError, ValidationError) as error:
        raise InputFault(f"{file}: the written summaries can't be read ({error}); restore the file.") from error
    return tuple((case, summaries[case.name]) for case in cases if case.analysts and case.name in summaries)
