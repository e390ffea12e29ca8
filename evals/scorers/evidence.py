"""Which lines an exchange rests on."""

from __future__ import annotations

from evals.matching import Matched, Pair, lines
from evals.scores import Score, share, unscored
from summarizer.people import same_person
from summarizer.transcript import spans_of


def evidence_recall(pair: Pair) -> Score:
    """Lines that carry the question and the facts of its answer: the share that is cited."""
    reference = pair.reference
    wanted = lines(reference.question_lines) | {number for fact in reference.facts for number in fact.lines}
    given = _cited(pair)
    return share(len(wanted & given), len(wanted), f"{len(wanted & given)} of {len(wanted)} lines are cited.")


def evidence_precision(pair: Pair) -> Score:
    """Lines that are cited: the share that belongs to this question and its answer."""
    given = _cited(pair)
    if not given:
        return unscored("No line is cited.")
    reference = pair.reference
    own = lines((*reference.question_lines, *reference.answer_lines))
    own |= {number for fact in reference.facts for number in fact.lines}
    outside = sorted(given - own)
    reason = f"{len(given & own)} of {len(given)} cited lines belong to the exchange"
    return share(len(given & own), len(given), f"{reason}; not {outside}." if outside else f"{reason}.")


def evidence_inside(matched: Matched) -> Score:
    """Whether all evidence lies where its analyst had the floor."""
    spans = [
        (analyst.name, frozenset().union(*(lines([span]) for span in analyst.spans)))
        for analyst in matched.case.analysts
    ]
    faults = []
    cited = 0
    for analyst in matched.summary.analysts:
        own = frozenset().union(*(floor for name, floor in spans if same_person(name, analyst.name)))
        for exchange in analyst.exchanges:
            given = lines((*exchange.question_lines, *exchange.evidence, *exchange.quote_lines))
            given |= lines(span for sentence in exchange.sentences for span in sentence.lines)
            cited += len(given)
            faults += [
                f"{analyst.name} has no floor at {first}-{last}" for first, last in spans_of(tuple(sorted(given - own)))
            ]
    if not cited:
        return unscored("The summary cites nothing.")
    return share(not faults, 1, "; ".join(faults) or f"All {cited} cited lines are the analysts' own.", faults)


def _cited(pair: Pair) -> frozenset[int]:
    return lines((*pair.found.question_lines, *pair.found.evidence)) if pair.found else frozenset()
