"""Labels: what a reader says of pairs of an answer and a fact, by which whatever scores facts is measured."""

from __future__ import annotations

from pathlib import Path
from typing import Literal, NamedTuple

import yaml
from pydantic import TypeAdapter, ValidationError
from sklearn.metrics import cohen_kappa_score

from evals.case import Case, Fact, ReferenceExchange
from evals.faults import InputFault
from evals.scorers.facts import covers
from summarizer.summary import Record

FILE = Path(__file__).parent / "labels" / "facts.yaml"


class LabelledFact(Record):
    """A fact of the case's reference, by its words, and whether the answer states it."""

    fact: str
    covered: bool


class LabelledAnswer(Record):
    """An answer, by the embedded engine or by hand, with the reader's word on some facts."""

    case: str
    by: Literal["embedded", "hand"]
    answer: str
    facts: tuple[LabelledFact, ...]


class Label(NamedTuple):
    """A pair of an answer and a fact, with the exchange that the fact is of, and the reader's word."""

    case: str
    by: str
    answer: str
    exchange: ReferenceExchange
    fact: Fact
    covered: bool


class Agreement(NamedTuple):
    """How well verdicts agree with a reader: over all pairs, over those that the reader calls covered (true-positive
    rate) and not covered (true-negative rate), and beyond chance (kappa)."""

    pairs: int
    accuracy: float
    true_positive_rate: float
    true_negative_rate: float
    kappa: float


def load(file: Path, cases: tuple[Case, ...]) -> tuple[Label, ...]:
    """Read labels and find their facts; raise InputFault for a case or a fact that is not there any more."""
    try:
        given = yaml.safe_load(file.read_text(encoding="utf-8"))
        answers = TypeAdapter(tuple[LabelledAnswer, ...]).validate_python(given)
    except (OSError, yaml.YAMLError, ValidationError) as error:
        raise InputFault(
            f"{file}: these are no labels ({error}); write case, by, answer and facts for each."
        ) from error
    facts = {
        (case.name, fact.text): (exchange, fact)
        for case in cases
        for analyst in case.analysts
        for exchange in analyst.exchanges
        for fact in exchange.facts
    }
    labels = []
    for answer in answers:
        for labelled in answer.facts:
            if (answer.case, labelled.fact) not in facts:
                raise InputFault(f"{file}: {answer.case} has no fact {labelled.fact!r}; take it from its reference.")
            exchange, fact = facts[answer.case, labelled.fact]
            labels.append(Label(answer.case, answer.by, answer.answer, exchange, fact, labelled.covered))
    return tuple(labels)


def by_source(labels: tuple[Label, ...]) -> dict[str, Agreement]:
    """How well the scorer of facts agrees with the reader: over all pairs, and by who wrote the answers."""
    sources = {"all": labels}
    for source in ("embedded", "hand"):
        sources[source] = tuple(label for label in labels if label.by == source)
    return {
        source: agreement(
            tuple(label.covered for label in own),
            tuple(bool(covers(label.answer, label.fact, label.exchange.question).value) for label in own),
        )
        for source, own in sources.items()
        if own
    }


def agreement(said: tuple[bool, ...], verdicts: tuple[bool, ...]) -> Agreement:
    """How well verdicts agree with what a reader said of the same pairs, of which some must be covered and some not.

    >>> agreement((True, True, False, False), (True, False, False, False)).true_positive_rate
    0.5
    """
    positive = [verdict for word, verdict in zip(said, verdicts, strict=True) if word]
    negative = [not verdict for word, verdict in zip(said, verdicts, strict=True) if not word]
    return Agreement(
        pairs=len(said),
        accuracy=(sum(positive) + sum(negative)) / len(said),
        true_positive_rate=sum(positive) / len(positive),
        true_negative_rate=sum(negative) / len(negative),
        kappa=float(cohen_kappa_score(said, verdicts)),
    )
