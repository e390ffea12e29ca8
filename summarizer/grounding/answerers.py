"""Who answered: everybody who answered the question that was put, not only those whose words a summary chose."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from summarizer.summary import ExchangeSummary
from summarizer.transcript import Exchange, Session, Span


def answered_by(exchanges: Sequence[ExchangeSummary], session: Session) -> list[ExchangeSummary]:
    """The exchanges of a summary with all who answered, where one of the session is told in one of the summary.

    Where a summary parts an exchange of the session, each part keeps those on whom it rests: three questions put in one
    breath may have been shared out.
    """
    touched = [
        [number for number, exchange in enumerate(session.exchanges) if _answers(summary, exchange)]
        for summary in exchanges
    ]
    told = Counter(number for numbers in touched for number in numbers)
    whole = [bool(numbers) and all(told[number] == 1 for number in numbers) for numbers in touched]
    return [
        summary.model_copy(update={"answered_by": _united(summary, numbers, session)}) if alone else summary
        for summary, numbers, alone in zip(exchanges, touched, whole, strict=True)
    ]


def _united(summary: ExchangeSummary, numbers: Sequence[int], session: Session) -> tuple[str, ...]:
    everybody = [name for number in numbers for name in session.exchanges[number].answered_by]
    return tuple(dict.fromkeys((*everybody, *summary.answered_by)))


def _answers(summary: ExchangeSummary, exchange: Exchange) -> bool:
    cited = [span for sentence in summary.sentences for span in sentence.lines]
    return any(_meet(one, other) for one in cited for other in exchange.answer_lines)


def _meet(one: Span, other: Span) -> bool:
    return one[0] <= other[1] and other[0] <= one[1]
