"""Scores: a value with its reason, of an exchange, of a call, and of a whole run; all of them stored as JSON."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from pydantic import ValidationError

from evals.faults import InputFault
from summarizer.summary import Record, Status

_SHOWN = 4


class Score(Record):
    """What one scorer found: a value, or None where there is nothing to score, and always the reason.

    ``weight`` is the denominator (facts, lines, figures ...), so that the scores of exchanges pool to that of their
    call. ``faults`` name what is wrong, each in words that stay the same from run to run.
    """

    value: float | None
    reason: str
    weight: float = 1.0
    faults: tuple[str, ...] = ()


class ExchangeScores(Record):
    """The scores of one reference exchange; ``analyst`` and ``exchange`` are its places in the reference, ``found`` the
    places of the exchange in the summary that it was matched with."""

    analyst: int
    exchange: int
    found: tuple[int, int] | None
    status: Status
    found_status: Status | None
    topics: tuple[str, ...]
    found_topics: tuple[str, ...]
    scores: dict[str, Score]


class CaseScores(Record):
    """The scores of one attempt at one case; ``rerun`` marks one that was made because an earlier one broke an
    invariant."""

    case: str
    repeat: int
    rerun: bool
    scores: dict[str, Score]
    exchanges: tuple[ExchangeScores, ...] = ()


class RunScores(Record):
    """All scores of a run.

    ``label`` is its engine and model, ``expected`` the cases and ``repeats`` the attempts at each that the run was to
    make; ``stale`` are cases whose transcript is no longer the one that was summarised. ``judge`` is the model and the
    prompt that judged the facts, if one did, ``judge_may_gate`` whether it agrees with a reader well enough.
    """

    label: str
    created: str
    version: str
    prompts: dict[str, str]
    expected: tuple[str, ...]
    repeats: int
    cases: tuple[CaseScores, ...]
    stale: tuple[str, ...] = ()
    judge: str | None = None
    judge_may_gate: bool = False


def unscored(reason: str) -> Score:
    """There is nothing that could be right or wrong."""
    return Score(value=None, reason=reason, weight=0.0)


def share(hits: float, total: float, reason: str, faults: Iterable[str] = ()) -> Score:
    """Hits of a total, of which there must be some.

    >>> share(3, 4, "3 of 4 facts").value
    0.75
    """
    return Score(value=hits / total, reason=reason, weight=total, faults=tuple(faults))


def f1(found: float, expected: float, given: float, what: str, faults: Iterable[str] = ()) -> Score:
    """The harmonic mean of precision and recall: ``found`` of ``expected``, among ``given``; pools to the micro F1.

    >>> f1(2, 4, 2, "topics").value, f1(2, 4, 2, "topics").reason
    (0.6666666666666666, '2 of 4 topics found, among 2 given.')
    """
    faults = tuple(faults)
    reason = f"{found:g} of {expected:g} {what} found, among {given:g} given{_listed(faults)}."
    return share(2 * found, expected + given, reason, faults)


def pooled(scores: Sequence[Score], what: str) -> Score:
    """The score of a call out of those of its exchanges, each with its weight; the unscored ones are left out."""
    scored = [score for score in scores if score.value is not None]
    weight = sum(score.weight for score in scored)
    if not weight:
        return unscored(f"No exchange of this call could be scored for {what}.")
    value = sum((score.value or 0.0) * score.weight for score in scored) / weight
    faults = tuple(dict.fromkeys(fault for score in scored for fault in score.faults))
    reason = f"{value:.0%} over {len(scored)} exchanges{_listed(faults)}."
    return Score(value=value, reason=reason, weight=weight, faults=faults)


def _listed(faults: Sequence[str]) -> str:
    more = f" and {len(faults) - _SHOWN} more" if len(faults) > _SHOWN else ""
    return f"; {'; '.join(faults[:_SHOWN])}{more}" if faults else ""


def write(scores: RunScores, file: Path) -> None:
    """Store the scores of a run; a line for each case, so that a change of a baseline can be read."""
    head = scores.model_dump_json(exclude={"cases"})
    cases = ",\n".join(case.model_dump_json() for case in scores.cases)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(f'{head[:-1]},"cases":[\n{cases}\n]}}\n', encoding="utf-8")


def read(file: Path) -> RunScores:
    """Read stored scores; raise InputFault where there are none."""
    try:
        return RunScores.model_validate_json(file.read_bytes())
    except OSError as error:
        raise InputFault(
            f"{file}: there are no scores ({error.strerror}); make them with python -m evals score."
        ) from error
    except ValidationError as error:
        problem = error.errors()[0]["msg"]
        raise InputFault(f"{file}: these are no scores of this version ({problem}); score the run again.") from error
