"""A model as judge of facts: a diagnostic, until it agrees with a reader well enough to be believed.

`calibrate` asks it about the labelled pairs. Only a judge above the floor, with the same model and the same prompt as
when it was calibrated, may take part in a decision; below it its scores are shown and nothing more.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from pydantic import BaseModel, ConfigDict, ValidationError

from evals import runs
from evals.faults import InputFault
from evals.labels import Label, agreement
from evals.matching import Matched
from evals.scores import CaseScores, Score, pooled, share
from summarizer.errors import ModelError, ModelRejected, ModelUnreachable
from summarizer.library import connected
from summarizer.model.door import Message, Model, Request
from summarizer.prompts import Prompts, one_line
from summarizer.settings import Settings
from summarizer.summary import Record

# What a judge has to reach on the labels: it must neither miss what is said nor find what is not, and not by chance.
FLOOR_RATE = 0.9
FLOOR_KAPPA = 0.75
JUDGED = "judged.json"
METRIC = "facts_judged"
_REPLY_TOKENS = 400


class Verdict(BaseModel):
    """What the judge says of one pair."""

    model_config = ConfigDict(extra="forbid")

    reason: str
    covered: bool


class Calibration(Record):
    """How well a model with a prompt (by the digits of its hash) agrees with the reader; ``failed`` are pairs on which
    it gave no verdict, and those count as wrong."""

    model: str
    prompt: str
    pairs: int
    failed: int
    accuracy: float
    true_positive_rate: float
    true_negative_rate: float
    kappa: float

    @property
    def may_gate(self) -> bool:
        """Whether it is above the floor."""
        return min(self.true_positive_rate, self.true_negative_rate) >= FLOOR_RATE and self.kappa >= FLOOR_KAPPA


class JudgedFact(Record):
    """A verdict on one fact of an attempt; analyst, exchange and fact are their places in the reference."""

    case: str
    repeat: int
    analyst: int
    exchange: int
    fact: int
    covered: bool | None
    reason: str


class Judged(Record):
    """All verdicts on a run, and what the judge is worth."""

    calibration: Calibration
    facts: tuple[JudgedFact, ...]


class Pair(NamedTuple):
    """What the judge gets to see."""

    question: str
    answer: str
    fact: str


def calibrate(labels: Sequence[Label], settings: Settings) -> Calibration:
    """Ask the model about every labelled pair; raise a ModelError where it can't be reached or refuses everything."""
    verdicts, prompt = _ask([Pair(one.exchange.question, one.answer, one.fact.text) for one in labels], settings)
    said = tuple(label.covered for label in labels)
    given = tuple(
        verdict.covered if isinstance(verdict, Verdict) else not word
        for verdict, word in zip(verdicts, said, strict=True)
    )
    failed = sum(isinstance(verdict, ModelError) for verdict in verdicts)
    return Calibration(model=settings.model, prompt=prompt, failed=failed, **agreement(said, given)._asdict())


def judge_run(folder: Path, settings: Settings, calibration: Calibration) -> Judged:
    """Ask about every fact of a run and store the verdicts in its folder.

    Raise InputFault if the model or the prompt is not the calibrated one, a ModelError where the model is gone.
    """
    planned = runs.read_plan(folder)
    by_name = {case.name: case for case in runs.cases(planned)}
    places, pairs = [], []
    for attempt in runs.attempts(folder):
        if attempt.summary is None or attempt.case not in by_name:
            continue
        for pair in Matched(by_name[attempt.case], attempt.summary).pairs:
            for number, fact in enumerate(pair.reference.facts):
                places.append((attempt.case, attempt.repeat, *pair.place, number))
                pairs.append(Pair(pair.reference.question, pair.found.answer if pair.found else "", fact.text))
    verdicts, prompt = _ask(pairs, settings)
    if (settings.model, prompt) != (calibration.model, calibration.prompt):
        raise InputFault(
            f"The judge would be {settings.model} with the prompt {prompt}, but {calibration.model} with "
            f"{calibration.prompt} was calibrated; run python -m evals calibrate with these settings first."
        )
    judged = Judged(
        calibration=calibration,
        facts=tuple(
            JudgedFact(
                case=case,
                repeat=repeat,
                analyst=analyst,
                exchange=exchange,
                fact=fact,
                covered=verdict.covered if isinstance(verdict, Verdict) else None,
                reason=verdict.reason if isinstance(verdict, Verdict) else str(verdict),
            )
            for (case, repeat, analyst, exchange, fact), verdict in zip(places, verdicts, strict=True)
        ),
    )
    (folder / JUDGED).write_text(judged.model_dump_json(indent=1) + "\n", encoding="utf-8")
    return judged


def read_judged(folder: Path) -> Judged | None:
    """The verdicts on a run, None if nobody judged it."""
    file = folder / JUDGED
    return Judged.model_validate_json(file.read_bytes()) if file.exists() else None


def read_calibration(file: Path) -> Calibration:
    """A stored calibration; raise InputFault if it is none."""
    try:
        return Calibration.model_validate_json(file.read_bytes())
    except (OSError, ValidationError) as error:
        raise InputFault(
            f"{file}: this is no calibration ({error}); make one with python -m evals calibrate."
        ) from error


def with_verdicts(scored: CaseScores, judged: Judged) -> CaseScores:
    """The scores of an attempt with those of the judge added."""
    exchanges = []
    for exchange in scored.exchanges:
        own = [
            fact
            for fact in judged.facts
            if (fact.case, fact.repeat, fact.analyst, fact.exchange)
            == (scored.case, scored.repeat, exchange.analyst, exchange.exchange)
        ]
        exchanges.append(exchange.model_copy(update={"scores": {**exchange.scores, METRIC: _score(own)}}))
    of_call = pooled([exchange.scores[METRIC] for exchange in exchanges], METRIC)
    return scored.model_copy(update={"exchanges": tuple(exchanges), "scores": {**scored.scores, METRIC: of_call}})


def _score(facts: Sequence[JudgedFact]) -> Score:
    told = [fact for fact in facts if fact.covered is not None]
    if not told:
        return Score(value=None, reason="The judge gave no verdict.", weight=0.0)
    return share(sum(bool(fact.covered) for fact in told), len(told), " ".join(fact.reason for fact in told))


def _ask(pairs: Sequence[Pair], settings: Settings) -> tuple[list[Verdict | ModelError], str]:
    return asyncio.run(_verdicts(pairs, settings))


async def _verdicts(pairs: Sequence[Pair], settings: Settings) -> tuple[list[Verdict | ModelError], str]:
    """A verdict on each pair, or why there is none, and the digits of the prompt."""
    async with connected(settings) as asking:
        prompts = asking.instructions.prompts
        verdicts = await asyncio.gather(*(_verdict(pair, asking.model, prompts) for pair in pairs))
    return list(verdicts), prompts.hashes["judge"]


async def _verdict(pair: Pair, model: Model, prompts: Prompts) -> Verdict | ModelError:
    if not pair.answer.strip():
        return Verdict(reason="There is no answer.", covered=False)
    words = prompts.render("judge", **{name: one_line(text) for name, text in pair._asdict().items()})
    try:
        reply = await model.ask(Request((Message("user", words),), Verdict, _REPLY_TOKENS))
    except (ModelUnreachable, ModelRejected):
        raise
    except ModelError as error:
        return error
    return reply.value
