"""Baselines: a run that somebody looked at and blessed, with a reason; nothing else ever writes one.

A baseline is the run itself, its summaries and not its scores: both runs of a comparison are scored by the same
scorers, against the same references, on the day of the comparison.
"""

from __future__ import annotations

import shutil
from pathlib import Path

from pydantic import Field, ValidationError

from evals import runs
from evals.decision import faults
from evals.faults import InputFault
from evals.scoring import score_run
from summarizer.summary import Record

BLESSED = "blessed.json"


class Blessing(Record):
    """Who blesses says why; ``accepted`` are faults of invariants, by case, that are known and let through."""

    reason: str = Field(min_length=1)
    blessed: str
    accepted: dict[str, tuple[str, ...]] = Field(default_factory=dict)


def bless(run: Path, reason: str, *, accept: bool = False, folder: Path) -> Path:
    """Make a run the baseline of its engine and model in a folder, in place of the one before; return its place.

    Raise InputFault without a reason, for a run that is not whole, and for one that breaks an invariant unless
    ``accept`` says that its faults are known.
    """
    if not reason.strip():
        raise InputFault("A baseline needs a reason; say in a sentence why this run is the measure from now on.")
    planned = runs.read_plan(run)
    left = runs.jobs(planned, runs.attempts(run))
    if left:
        raise InputFault(f"{run}: {len(left)} attempts of this run are missing; let python -m evals run go on with it.")
    found = faults(score_run(run))
    if found and not accept:
        case, of_case = next(iter(found.items()))
        raise InputFault(
            f"{run}: this run breaks invariants in {', '.join(found)} ({case}: {of_case[0]}); mend that, or let these "
            "faults through with --accept-faults."
        )
    place = folder / planned.label
    if place.exists():
        shutil.rmtree(place)
    place.mkdir(parents=True)
    for name in (runs.RUN, runs.ATTEMPTS):
        shutil.copyfile(run / name, place / name)
    blessing = Blessing(reason=reason.strip(), blessed=runs.now(), accepted=found)
    (place / BLESSED).write_text(blessing.model_dump_json(indent=1) + "\n", encoding="utf-8")
    return place


def read_blessing(folder: Path) -> Blessing:
    """Why a run was blessed; raise InputFault if it was not."""
    try:
        return Blessing.model_validate_json((folder / BLESSED).read_bytes())
    except OSError as error:
        says = f"{folder}: no baseline is here ({error.strerror}); make one with python -m evals bless."
        raise InputFault(says) from error
    except ValidationError as error:
        says = f"{folder / BLESSED}: this is no blessing ({error.errors()[0]['msg']}); bless a run again."
        raise InputFault(says) from error
