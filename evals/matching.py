"""Which exchange of a summary answers which of the reference: one-to-one, by lines, the best assignment there is.

Words play no part in it: what an answer says is scored later, and must not decide which question it is held against.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from scipy.optimize import linear_sum_assignment

from evals.case import Case, ReferenceAnalyst, ReferenceExchange
from summarizer.summary import AnalystSummary, CallSummary, ExchangeSummary
from summarizer.transcript import Span

# Of the shorter one's lines at least this share must be common, or the two are about different things.
LEAST_COMMON = 0.5

Place = tuple[int, int]
Lines = frozenset[int]


@dataclass(frozen=True, slots=True)
class Pair:
    """A reference exchange and the one in the summary that stands for it, None where there is none."""

    case: Case
    analyst: ReferenceAnalyst
    reference: ReferenceExchange
    place: Place
    found: ExchangeSummary | None
    found_place: Place | None


@dataclass(frozen=True)
class Matched:
    """A case and a summary of its call, held side by side."""

    case: Case
    summary: CallSummary

    @cached_property
    def analysts(self) -> dict[int, int]:
        """The places of the reference's analysts with those of the summary's, by the lines of their sessions."""
        return assignment(
            [lines(analyst.spans) for analyst in self.case.analysts],
            [lines(analyst.lines) or _cited(analyst) for analyst in self.summary.analysts],
        )

    @cached_property
    def sessions(self) -> dict[int, int]:
        """The places of the reference's sessions with those of the summary's, each counted through the call."""
        return assignment(
            [lines([span]) for analyst in self.case.analysts for span in analyst.spans],
            [lines([span]) for analyst in self.summary.analysts for span in analyst.lines],
        )

    @cached_property
    def pairs(self) -> tuple[Pair, ...]:
        """Every reference exchange with what was found for it."""
        wanted = [
            (place, number, analyst, exchange)
            for place, analyst in enumerate(self.case.analysts)
            for number, exchange in enumerate(analyst.exchanges)
        ]
        given = [
            (place, number, exchange)
            for place, analyst in enumerate(self.summary.analysts)
            for number, exchange in enumerate(analyst.exchanges)
        ]
        found = assignment(
            [lines((*exchange.question_lines, *exchange.answer_lines)) for *_, exchange in wanted],
            [lines((*exchange.question_lines, *exchange.evidence)) for *_, exchange in given],
        )
        pairs = []
        for index, (place, number, analyst, exchange) in enumerate(wanted):
            there = given[found[index]] if index in found else None
            pairs.append(
                Pair(
                    self.case,
                    analyst,
                    exchange,
                    (place, number),
                    there[2] if there else None,
                    (there[0], there[1]) if there else None,
                )
            )
        return tuple(pairs)


def lines(spans: Iterable[Span]) -> Lines:
    """The numbers of all lines in some spans.

    >>> sorted(lines([(3, 5), (9, 9)]))
    [3, 4, 5, 9]
    """
    return frozenset(number for first, last in spans for number in range(first, last + 1))


def assignment(wanted: Sequence[Lines], given: Sequence[Lines]) -> dict[int, int]:
    """Match one-to-one so that the sum of the likenesses is as large as can be; what has too little in common is left.

    >>> assignment([frozenset({1, 2}), frozenset({3, 4})], [frozenset({3}), frozenset({8})])
    {1: 0}
    """
    if not wanted or not given:
        return {}
    likenesses = np.array([[likeness(one, other) for other in given] for one in wanted])
    rows, columns = linear_sum_assignment(likenesses, maximize=True)
    return {int(row): int(column) for row, column in zip(rows, columns, strict=True) if likenesses[row, column] > 0}


def likeness(one: Lines, other: Lines) -> float:
    """Dice's coefficient of two sets of lines, 0 where they have less than half of the smaller one in common.

    A summary rests on a part of the lines only, so how much of the smaller set is common decides whether they match;
    Dice then prefers the one of which more is common.
    """
    common = len(one & other)
    if not common or common < LEAST_COMMON * min(len(one), len(other)):
        return 0.0
    return 2 * common / (len(one) + len(other))


def _cited(analyst: AnalystSummary) -> Lines:
    """What an analyst's exchanges cite: for a summary that gives no lines of sessions."""
    return lines(span for exchange in analyst.exchanges for span in exchange.evidence)
