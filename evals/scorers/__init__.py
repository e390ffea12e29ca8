"""The scorers: each is one function from a pair (or a matched call) to a score, named as its metric is."""

from __future__ import annotations

from evals.case import Case
from evals.matching import Matched
from evals.scorers import effort, evidence, facts, figures, labels, quotes, sense, spelling, structure, wording
from evals.scores import ExchangeScores, Score, pooled
from summarizer.summary import CallSummary

OF_EXCHANGES = (
    structure.questions,
    labels.status,
    labels.topics,
    evidence.evidence_recall,
    evidence.evidence_precision,
    facts.facts,
    figures.figure_recall,
    figures.figure_precision,
    sense.sense,
    quotes.quotes,
    structure.answerers,
    wording.length_ratio,
    wording.rouge_1,
    wording.rouge_2,
    wording.rouge_l,
)
OF_CALLS = (
    structure.valid,
    structure.present,
    structure.analysts,
    structure.sessions,
    structure.exchanges,
    structure.firms,
    spelling.spelling,
    evidence.evidence_inside,
    figures.figures_supported,
    effort.prompt_tokens,
    effort.completion_tokens,
    effort.cost_usd,
)


def score_call(case: Case, summary: CallSummary) -> tuple[dict[str, Score], tuple[ExchangeScores, ...]]:
    """Every score of a summary of a case: those of the call, and those of each reference exchange."""
    matched = Matched(case, summary)
    exchanges = tuple(
        ExchangeScores(
            analyst=pair.place[0],
            exchange=pair.place[1],
            found=pair.found_place,
            status=pair.reference.status,
            found_status=pair.found.status if pair.found else None,
            topics=pair.reference.tags,
            found_topics=pair.found.topics if pair.found else (),
            scores={scorer.__name__: scorer(pair) for scorer in OF_EXCHANGES},
        )
        for pair in matched.pairs
    )
    of_call = {scorer.__name__: scorer(matched) for scorer in OF_CALLS}
    for scorer in OF_EXCHANGES:
        name = scorer.__name__
        of_call[name] = pooled([exchange.scores[name] for exchange in exchanges], name)
    return of_call, exchanges
