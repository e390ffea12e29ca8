"""Facts: whether an answer says what the reference says it should.

A fact counts when one stretch of the answer, at most three sentences, states all its figures and has enough of its key
words. ``evals/labels/facts.yaml`` holds what a reader says of the same pairs; ``python -m evals calibrate`` compares.
"""

from __future__ import annotations

from collections.abc import Iterator

from evals.case import Fact, figure_in
from evals.matching import Pair
from evals.scores import Score, share
from evals.words import key_words, split
from summarizer.figures import Figure, find_figures
from summarizer.matching import states

# Chosen on the labels; between 0.4 and 0.6 the agreement hardly changes.
LEAST_WORDS = 0.5
_WINDOW = 3


def facts(pair: Pair) -> Score:
    """Facts of the reference that the answer states."""
    answer = pair.found.answer if pair.found else ""
    checks = [(fact, covers(answer, fact)) for fact in pair.reference.facts]
    missing = [f"{fact.text} ({check.reason})" for fact, check in checks if not check.value]
    reason = f"{len(checks) - len(missing)} of {len(checks)} facts"
    faults = [f"missing: {fact.text}" for fact, check in checks if not check.value]
    return share(
        len(checks) - len(missing),
        len(checks),
        f"{reason}; missing: {'; '.join(missing)}." if missing else f"{reason}.",
        faults,
    )


def covers(answer: str, fact: Fact) -> Score:
    """Whether an answer states a fact.

    >>> covers("Yield gave 140 basis points.", Fact("140 basis points came from yield", (1,), ("140",))).value
    1.0
    """
    wanted = key_words(fact.text)
    best = 0.0
    lacking: tuple[str, ...] = fact.figures
    for window in _windows(answer):
        missing = tuple(figure for figure in fact.figures if not states_figure(window, fact, figure))
        common = len(wanted & key_words(window)) / len(wanted) if wanted else 1.0
        if (-len(missing), common) >= (-len(lacking), best):
            best, lacking = common, missing
    words = f"{best:.0%} of its key words"
    if lacking:
        return share(0, 1, f"without {', '.join(lacking)}; {words}")
    return share(best >= LEAST_WORDS, 1, words)


def states_figure(text: str, fact: Fact, figure: str) -> bool:
    """Whether a text states a figure of a fact, in the unit that the fact gives it."""
    meant = [one for one in find_figures(fact.text) if figure_in(figure, one.text)]
    given = find_figures(text)
    if not meant:
        return figure_in(figure, text) or any(_same(one, other) for one in given for other in find_figures(figure))
    return any(states(one, wanted) or states(wanted, one) for one in given for wanted in meant)


def _same(one: Figure, other: Figure) -> bool:
    return one.values == other.values


def _windows(answer: str) -> Iterator[str]:
    sentences = split(answer)
    for start in range(len(sentences)):
        for length in range(1, min(_WINDOW, len(sentences) - start) + 1):
            yield " ".join(sentences[start : start + length])
