"""The labels that an exchange carries: its status and its topics."""

from __future__ import annotations

from evals.matching import Pair
from evals.scores import Score, f1, share


def status(pair: Pair) -> Score:
    """Whether the question was answered, as the reference has it; a question that was not found has no status."""
    wanted = pair.reference.status
    given = pair.found.status if pair.found else "not found"
    if given == wanted:
        return share(1, 1, f"It is {wanted}.")
    fault = f"the status at line {pair.reference.question_lines[0][0]} is {wanted}, not {given}"
    return share(0, 1, f"It is {wanted}, not {given}.", [fault])


def topics(pair: Pair) -> Score:
    """Topics of the exchange, as a set."""
    wanted = frozenset(pair.reference.tags)
    given = frozenset(pair.found.topics if pair.found else ())
    line = pair.reference.question_lines[0][0]
    faults = [f"no {topic} at line {line}" for topic in sorted(wanted - given)]
    faults += [f"{topic} at line {line} is wrong" for topic in sorted(given - wanted)]
    return f1(len(wanted & given), len(wanted), len(given), "topics", faults)
