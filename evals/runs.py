"""Runs: every case summarised, every attempt stored as a line of JSON the moment it is done.

A run is a folder: ``run.json`` says what was to be done, ``attempts.jsonl`` what was done, ``scores.json`` comes later.
A run that was killed goes on where it stopped. Replies of a model are kept in a folder for each repeat: no repeat, no
rerun and no other run ever sees them, so every attempt is asked afresh, and yet a killed one pays for nothing twice.
"""

from __future__ import annotations

import asyncio
import hashlib
import os
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import NamedTuple

from pydantic import Field, ValidationError

from evals.case import Case, load_cases
from evals.faults import InputFault
from summarizer.errors import InputError, ModelError, ModelRejected, ModelUnreachable
from summarizer.library import summarizer
from summarizer.reading import read_transcript
from summarizer.settings import Settings, load
from summarizer.summary import CallSummary, Record

RUN, ATTEMPTS, REPLIES = "run.json", "attempts.jsonl", "replies"


class RunPlan(Record):
    """What a run is to do: which cases, how often, with which settings (no key is among them)."""

    cases: str
    names: tuple[str, ...]
    repeats: int = Field(ge=1)
    settings: dict[str, str | int | float | bool | None]
    version: str
    created: str

    @property
    def label(self) -> str:
        """Engine and model, as one word that may be a file's name."""
        model = self.settings.get("model")
        words = f"{self.settings['engine']} {model}" if model else str(self.settings["engine"])
        return "".join(sign if sign.isalnum() or sign in "._-" else "-" for sign in words)


class Attempt(Record):
    """One case summarised once: the summary with its usage, prompts, model and settings, or why there is none.

    ``digest`` is that of the transcript, ``seconds`` the time that it took, ``rerun`` whether it was made because an
    earlier attempt broke an invariant.
    """

    case: str
    repeat: int
    rerun: bool
    digest: str
    started: str
    seconds: float
    summary: CallSummary | None
    error: str | None = None


class Job(NamedTuple):
    """An attempt that is to be made."""

    case: Case
    repeat: int
    rerun: bool = False


def plan(cases: Path, flags: Mapping[str, object], *, repeats: int = 1, limit: int | None = None) -> RunPlan:
    """What a run is to do; raise CaseError or SettingsError before anything is spent.

    ``limit`` takes the first cases only.
    """
    names = [case.name for case in load_cases(cases)][:limit]
    settings = load(flags, os.environ)
    here = Path.cwd()
    return RunPlan(
        # A baseline is shared, so it must not hold where somebody's checkout is.
        cases=str(cases.absolute().relative_to(here) if cases.absolute().is_relative_to(here) else cases),
        names=tuple(names),
        repeats=repeats,
        settings=settings.public(),
        version=version("analyst-qa"),
        created=now(),
    )


def begin(folder: Path, planned: RunPlan) -> RunPlan:
    """Make the run's folder, or open it again; raise InputFault if it holds a run that was to do something else."""
    file = folder / RUN
    if not file.exists():
        folder.mkdir(parents=True, exist_ok=True)
        file.write_text(planned.model_dump_json(indent=1) + "\n", encoding="utf-8")
        return planned
    before = read_plan(folder)
    differing = [
        name for name in RunPlan.model_fields if name != "created" and getattr(before, name) != getattr(planned, name)
    ]
    if differing:
        raise InputFault(
            f"{folder}: a run with other {', '.join(differing)} was begun here; name another folder or remove this one."
        )
    return before


def read_plan(folder: Path) -> RunPlan:
    """What a run was to do; raise InputFault if there is no run."""
    try:
        return RunPlan.model_validate_json((folder / RUN).read_bytes())
    except OSError as error:
        says = f"{folder}: there is no run here ({error.strerror}); make one with python -m evals run."
        raise InputFault(says) from error
    except ValidationError as error:
        raise InputFault(
            f"{folder / RUN}: this is no plan of a run ({error.errors()[0]['msg']}); run again."
        ) from error


def attempts(folder: Path) -> tuple[Attempt, ...]:
    """All attempts of a run, in the order in which they were made.

    A last line without an end was cut when the run was killed, and does not count. Raise InputFault for any other line
    that is not an attempt.
    """
    file = folder / ATTEMPTS
    if not file.exists():
        return ()
    *whole, _ = file.read_bytes().split(b"\n")
    found = []
    for number, line in enumerate(whole, start=1):
        try:
            found.append(Attempt.model_validate_json(line))
        except ValidationError as error:
            says = error.errors()[0]["msg"]
            raise InputFault(f"{file}:{number}: this line is no attempt ({says}); remove it and run again.") from error
    return tuple(found)


def jobs(planned: RunPlan, done: Iterable[Attempt]) -> tuple[Job, ...]:
    """What is left to do of a run, case by case."""
    made = {(attempt.case, attempt.repeat) for attempt in done}
    return tuple(
        Job(case, repeat)
        for case in cases(planned)
        for repeat in range(1, planned.repeats + 1)
        if (case.name, repeat) not in made
    )


def again(planned: RunPlan, done: Sequence[Attempt], names: Iterable[str], times: int) -> tuple[Job, ...]:
    """Reruns of some cases, numbered on after their last attempt."""
    wanted = set(names)
    last = {name: max((one.repeat for one in done if one.case == name), default=0) for name in wanted}
    return tuple(
        Job(case, last[case.name] + number, rerun=True)
        for case in cases(planned)
        if case.name in wanted
        for number in range(1, times + 1)
    )


def cases(planned: RunPlan) -> tuple[Case, ...]:
    """The cases of a run, read anew."""
    names = set(planned.names)
    return tuple(case for case in load_cases(Path(planned.cases)) if case.name in names)


def work(
    folder: Path, planned: RunPlan, to_do: Sequence[Job], say: Callable[[Job, Attempt], None] = lambda job, made: None
) -> None:
    """Make attempts one after the other, so that the seconds of one are its own, and store each.

    Raise the ModelError where the model can't be reached or refuses everything: that is nobody's summary.
    """
    flags = {name: value for name, value in planned.settings.items() if value is not None}
    settings = load(flags, os.environ)
    _drop_cut_line(folder / ATTEMPTS)
    for job in to_do:
        made = _attempt(job, replace(settings, cache=folder / REPLIES / str(job.repeat)))
        with (folder / ATTEMPTS).open("a", encoding="utf-8") as file:
            file.write(made.model_dump_json() + "\n")
        say(job, made)


def digest(case: Case) -> str:
    """Twelve digits that change with the case's transcript."""
    return hashlib.sha256(case.transcript.read_bytes()).hexdigest()[:12]


def now() -> str:
    """The time in UTC, to the second."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def _attempt(job: Job, settings: Settings) -> Attempt:
    started, clock = now(), time.perf_counter()
    summary, error = None, None
    try:
        summary = asyncio.run(_summarize(job.case.transcript, settings))
    except (ModelUnreachable, ModelRejected):
        raise
    except (InputError, ModelError) as fault:
        error = str(fault)
    return Attempt(
        case=job.case.name,
        repeat=job.repeat,
        rerun=job.rerun,
        digest=digest(job.case),
        started=started,
        seconds=round(time.perf_counter() - clock, 3),
        summary=summary,
        error=error,
    )


async def _summarize(transcript: Path, settings: Settings) -> CallSummary:
    async with summarizer(settings) as summarize:
        return await summarize(read_transcript(transcript))


def _drop_cut_line(file: Path) -> None:
    if not file.exists():
        return
    kept = file.read_bytes()
    whole = kept[: kept.rfind(b"\n") + 1]
    if whole != kept:
        with file.open("r+b") as cut:
            cut.truncate(len(whole))
