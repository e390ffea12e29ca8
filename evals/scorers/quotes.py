"""Quotes: word for word what management said to this analyst, or not."""

from __future__ import annotations

import re

from evals.matching import Pair
from evals.scores import Score, share, unscored
from evals.words import said
from summarizer.grounding.quotes import bare, normalise

_LEAST_WORDS = 3


def quotes(pair: Pair) -> Score:
    """Whether the quote stands word for word in the answers that this analyst got."""
    if pair.found is None or pair.found.quote is None:
        return unscored("No exchange was found." if pair.found is None else "Nothing is quoted.")
    quote = bare(pair.found.quote)
    if len(quote.split()) < _LEAST_WORDS:
        return share(0, 1, f'"{quote}" is too short to be a quote.', [f'the quote "{quote}" is too short'])
    for exchange in sorted(pair.analyst.exchanges, key=lambda one: one is not pair.reference):
        answer = normalise(said(pair.case.lines, exchange.answer_lines))
        if re.search(rf"(?<!\w){re.escape(quote.rstrip('.,;'))}(?!\w)", answer):
            return share(1, 1, f'"{quote}" is verbatim.')
    return share(
        0, 1, f'"{quote}" is not verbatim in any answer to this analyst.', [f'the quote "{quote}" is not verbatim']
    )
