"""Length and likeness of words: diagnostics only. ROUGE can't tell a digit, a unit or a direction from its opposite."""

from __future__ import annotations

from functools import lru_cache

from rouge_score import rouge_scorer

from evals.matching import Pair
from evals.scores import Score, share, unscored

_KINDS = ("rouge1", "rouge2", "rougeL")


def length_ratio(pair: Pair) -> Score:
    """Words of the answer to those of the reference's."""
    if pair.found is None:
        return unscored("No exchange was found.")
    given, wanted = len(pair.found.answer.split()), len(pair.reference.answer.split())
    return share(given, wanted, f"{given} words for {wanted}.")


def rouge_1(pair: Pair) -> Score:
    """ROUGE-1 (F) of the answer."""
    return _rouge(pair, "rouge1")


def rouge_2(pair: Pair) -> Score:
    """ROUGE-2 (F) of the answer."""
    return _rouge(pair, "rouge2")


def rouge_l(pair: Pair) -> Score:
    """ROUGE-L (F) of the answer."""
    return _rouge(pair, "rougeL")


def _rouge(pair: Pair, kind: str) -> Score:
    if pair.found is None:
        return unscored("No exchange was found.")
    return share(_scores(pair.reference.answer, pair.found.answer)[kind], 1, f"{kind} against the reference's answer.")


@lru_cache(maxsize=4096)
def _scores(wanted: str, given: str) -> dict[str, float]:
    scored = rouge_scorer.RougeScorer(list(_KINDS), use_stemmer=True).score(wanted, given)
    return {kind: float(scored[kind].fmeasure) for kind in _KINDS}
