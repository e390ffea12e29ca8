"""What changed between two summaries: of two calls, or of one call by two runs.

Two runs of one call cite the same lines, so their questions are paired by them, unless the call was read from two
transcripts. Between two calls a question counts as asked again where its rarer words and its topics come back; the
answer plays no part in that. Between calls of two companies nothing is asked again.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from math import log, sqrt
from typing import Literal

from summarizer.grounding.evidence import content_words
from summarizer.people import same_firm, same_person
from summarizer.summary import Asked, CallHeading, CallSummary, LineSpan, Record, Status, Verdict

# How alike two questions of different calls must be, from 0 to 1: below, on four calls of one company, what came back
# were turns of phrase and no longer subjects.
LIKENESS = 0.2
_SAME_ASKER = 0.05
_ALIKE = 0.8
_TOPIC = "topic:"


class Question(Record):
    """A question as a difference names it; ``number`` counts the questions of its analyst from 1."""

    analyst: str
    firm: str | None
    number: int
    question: str
    status: Status
    topics: tuple[str, ...]
    lines: tuple[LineSpan, ...]


class VerdictChange(Record):
    """A figure that both answers hold, whose verdict is another."""

    text: str
    before: Verdict
    after: Verdict


class Again(Record):
    """A question of both summaries; ``figures_new`` and ``figures_gone`` are those that only one of them gives."""

    before: Question
    after: Question
    likeness: float
    figures_new: tuple[str, ...]
    figures_gone: tuple[str, ...]
    verdicts: tuple[VerdictChange, ...]


class SummaryDiff(Record):
    """What changed from ``before`` to ``after``; ``of`` says whether they are of one call, of two, or of two companies.

    Topics are those that no analyst, or some analyst, raised only then. Questions that have no counterpart are in
    ``new`` and ``gone``.
    """

    before: CallHeading
    after: CallHeading
    of: Literal["one call", "two calls", "two companies"]
    analysts_new: tuple[str, ...]
    analysts_gone: tuple[str, ...]
    topics_new: dict[str, tuple[str, ...]]
    topics_gone: dict[str, tuple[str, ...]]
    again: tuple[Again, ...]
    new: tuple[Question, ...]
    gone: tuple[Question, ...]


def diff(before: CallSummary, after: CallSummary) -> SummaryDiff:
    """Compare two summaries.

    >>> diff(last_quarter, this_quarter).topics_new  # doctest: +SKIP
    {'regulation': ('Ann Lee',)}
    """
    same = _same_call(before.call, after.call)
    apart = not same and _two_companies(before.call, after.call)
    old, new = before.asked(), after.asked()
    by_lines = same and not _moved(old, new)
    likeness = _by_lines if by_lines else _by_words([*old, *new])
    pairs = [] if apart else _paired(old, new, likeness, least=0.0 if by_lines else LIKENESS)
    return SummaryDiff(
        before=before.call,
        after=after.call,
        of="one call" if same else "two companies" if apart else "two calls",
        analysts_new=_only(after, before),
        analysts_gone=_only(before, after),
        topics_new={topic: names for topic, names in after.topics.items() if topic not in before.topics},
        topics_gone={topic: names for topic, names in before.topics.items() if topic not in after.topics},
        again=tuple(_again(old[i], new[j], score) for i, j, score in pairs),
        new=tuple(_question(one) for j, one in enumerate(new) if j not in {pair[1] for pair in pairs}),
        gone=tuple(_question(one) for i, one in enumerate(old) if i not in {pair[0] for pair in pairs}),
    )


def _same_call(a: CallHeading, b: CallHeading) -> bool:
    """Whether two headings are of one call; a company that names neither period nor date has a call each quarter."""
    if (a.company, a.ticker, a.period, a.date) != (b.company, b.ticker, b.period, b.date):
        return False
    return bool(a.period or a.date) or a.source == b.source


def _two_companies(a: CallHeading, b: CallHeading) -> bool:
    """Whether names, or tickers where a name is missing, tell two companies; a ticker in common makes them one."""
    if a.ticker and b.ticker and a.ticker == b.ticker:
        return False
    if a.company and b.company:
        return not same_firm(a.company, b.company)
    return bool(a.ticker and b.ticker)


def _only(here: CallSummary, there: CallSummary) -> tuple[str, ...]:
    return tuple(one.name for one in here.analysts if not any(same_person(one.name, it.name) for it in there.analysts))


def _paired(
    old: Sequence[Asked], new: Sequence[Asked], likeness: Callable[[Asked, Asked], float], least: float
) -> list[tuple[int, int, float]]:
    """Pairs of places, the most alike first taken, none twice; in the order of the later summary."""
    scored = [(likeness(a, b), i, j) for i, a in enumerate(old) for j, b in enumerate(new)]
    pairs: list[tuple[int, int, float]] = []
    for score, i, j in sorted(scored, key=lambda item: (-item[0], item[1], item[2])):
        if score > least and all(i != a and j != b for a, b, _ in pairs):
            pairs.append((i, j, score))
    return sorted(pairs, key=lambda pair: pair[1])


def _by_lines(a: Asked, b: Asked) -> float:
    """How much of the lines that two questions cite is the same; the words part those that cite the same ones."""
    if not same_person(a.analyst.name, b.analyst.name):
        return 0.0
    first, second = _lines(a), _lines(b)
    if not first & second:
        return 0.0
    return (len(first & second) / len(first | second) + _overlap(a, b)) / 2 + 1e-9


def _moved(old: Sequence[Asked], new: Sequence[Asked]) -> bool:
    """Whether most questions that one analyst asks in like words stand on other lines: then they tell nothing."""
    alike = [
        (a, b) for a in old for b in new if same_person(a.analyst.name, b.analyst.name) and _overlap(a, b) >= _ALIKE
    ]
    return sum(not _lines(a) & _lines(b) for a, b in alike) * 2 > len(alike)


def _overlap(a: Asked, b: Asked) -> float:
    """The share of the words of two questions that they have in common, from 0 to 1."""
    words, others = content_words(a.exchange.question), content_words(b.exchange.question)
    return len(words & others) / max(1, len(words | others))


def _lines(one: Asked) -> set[int]:
    return {number for first, last in one.exchange.question_lines for number in range(first, last + 1)}


def _by_words(everything: Sequence[Asked]) -> Callable[[Asked, Asked], float]:
    """The cosine of two questions' words and topics, each the heavier the fewer questions have it."""
    bags = {id(one): _bag(one) for one in everything}
    counts = Counter(word for bag in bags.values() for word in bag)
    weight = {word: log(1 + len(everything) / count) for word, count in counts.items()}

    def norm(words: Iterable[str]) -> float:
        return sqrt(sum(weight[word] ** 2 for word in words))

    def likeness(a: Asked, b: Asked) -> float:
        first, second = bags[id(a)], bags[id(b)]
        shared = {word for word in first & second if not word.startswith(_TOPIC)}
        if not shared:
            return 0.0
        cosine = norm(first & second) ** 2 / (norm(first) * norm(second))
        return min(1.0, cosine + (_SAME_ASKER if _same_asker(a, b) else 0.0))

    return likeness


def _bag(one: Asked) -> frozenset[str]:
    return content_words(one.exchange.question) | {_TOPIC + topic for topic in one.exchange.topics}


def _same_asker(a: Asked, b: Asked) -> bool:
    if same_person(a.analyst.name, b.analyst.name):
        return True
    return bool(a.analyst.firm and b.analyst.firm and same_firm(a.analyst.firm, b.analyst.firm))


def _again(old: Asked, new: Asked, likeness: float) -> Again:
    was = {figure.text: figure.verdict for figure in old.exchange.figures}
    now = {figure.text: figure.verdict for figure in new.exchange.figures}
    return Again(
        before=_question(old),
        after=_question(new),
        likeness=round(likeness, 3),
        figures_new=tuple(text for text in now if text not in was),
        figures_gone=tuple(text for text in was if text not in now),
        verdicts=tuple(
            VerdictChange(text=text, before=was[text], after=verdict)
            for text, verdict in now.items()
            if text in was and was[text] != verdict
        ),
    )


def _question(one: Asked) -> Question:
    exchange = one.exchange
    return Question(
        analyst=one.analyst.name,
        firm=one.analyst.firm,
        number=one.number,
        question=exchange.question,
        status=exchange.status,
        topics=exchange.topics,
        lines=exchange.question_lines,
    )
