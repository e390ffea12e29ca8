"""Facts: whether an answer says what the reference says it should.

A fact counts when one stretch of the answer, at most three sentences, states all its figures, each beside the words
that it stands beside in the fact, and has enough of its key words, and nothing of the fact is denied there or goes the
other way. Words are compared as they are written: a paraphrase that shares none of them is missed.
``evals/labels/facts.yaml`` holds what a reader says of such pairs, and ``python -m evals calibrate`` how well this
agrees.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import combinations
from math import inf

from evals.case import Fact, figure_in
from evals.matching import Pair
from evals.scorers import direction, negation
from evals.scorers.claims import Known
from evals.scores import Score, share
from evals.words import key_words, split
from summarizer.figures.finding import Figure, find_figures
from summarizer.figures.matching import states
from summarizer.figures.units import CLOSED

# The share of a fact's key words that is needed, by how many telling figures it has: a figure of two digits or more,
# inside the right answer, is hardly met by chance. Chosen on the labels.
LEAST_WORDS = (0.3, 0.2, 0.0)
# How much of a clause of the fact must stand there turned round, and how much more than stands there as it is; and how
# much of the words around a word of direction beside its opposite.
LEAST_COMMON, LEAST_AGAINST = 0.6, 0.3
LEAST_BESIDE, LEAST_BESIDE_AGAINST = 0.5, 0.2
# "... and is not in net debt" leaves open what is not.
_NO_SUBJECT = re.compile(r"(?:is|are|was|were|has|have|will|would|can|could|does|do|did|not) ")
_SIGNS = {"asserted": ("told signed other", "told signed against"), "denied": ("told other", "told against")}
_WINDOW = 3
# The most words of a reply that only says yes, no or how much.
_SHORT = 8
# How far from a figure, in characters, a word still says what it is of.
_REACH = 60
_PARTS = re.compile(r"[,;.] |\b(?:and|but|while|whereas|against|versus)\b")
_DENIAL = re.compile(
    r"\b(?:no|not|none|never|nobody|nothing|neither|nor|without|cannot|rather|instead|declin\w+|refus\w+|confidential|"
    r"un(?:disclosed|changed|touched|answered)|withheld|avoid\w*|hardly|stays?|stop\w*)\b|n['’]t\b",
    re.IGNORECASE,
)
# "... and not in the crystal" sets off what was said; it need not be said itself.
_CONTRAST = re.compile(r"\b(?:and|but) not\b.*")
_DENIES = re.compile(r"\b(?:no|not|none|never|nobody|nothing|neither|cannot)\b|n['’]t\b", re.IGNORECASE)


def facts(pair: Pair) -> Score:
    """Facts of the reference that the answer states."""
    answer = pair.found.answer if pair.found else ""
    checks = [(fact, covers(answer, fact, pair.reference.question)) for fact in pair.reference.facts]
    missing = [f"{fact.text} ({check.reason})" for fact, check in checks if not check.value]
    reason = f"{len(checks) - len(missing)} of {len(checks)} facts"
    return share(
        len(checks) - len(missing),
        len(checks),
        f"{reason}; missing: {'; '.join(missing)}." if missing else f"{reason}.",
        [f"missing: {fact.text}" for fact, check in checks if not check.value],
    )


def covers(answer: str, fact: Fact, question: str = "") -> Score:
    """Whether an answer to a question states a fact, and why, or why not.

    A short reply, at the start of an answer, borrows the question's words: "They would." says what was asked. Of the
    stretches that could state the fact, the one that shares the most words with it is held against it.

    >>> covers("Yield gave 140 basis points.", Fact("140 basis points came from yield", (1,), ("140",))).value
    1.0
    """
    wanted = key_words(fact.text)
    needed = LEAST_WORDS[min(sum(map(_telling, fact.figures)), len(LEAST_WORDS) - 1)]
    asked = key_words(question)
    best, reason = (-inf, 0.0), "there is no answer"
    fitting: list[tuple[float, int, str]] = []
    for window in _windows(answer):
        missing = [figure for figure in fact.figures if not states_figure(window, fact, figure)]
        replies = len(window.split()) <= _SHORT and answer.startswith(window)
        words = key_words(window) | (asked if replies else frozenset())
        common = len(wanted & words) / len(wanted) if wanted else 1.0
        if missing:
            fault = f"without {', '.join(missing)}"
        elif common < needed:
            fault = f"{common:.0%} of its key words"
        elif exchanged(window, fact):
            fault = f"{exchanged(window, fact)} stand in each other's place"
        else:
            fitting.append((-common, len(window), window))
            continue
        nearness = (-float(len(missing)), common)
        if nearness > best:
            best, reason = nearness, fault
    if not fitting:
        return share(0, 1, reason)
    common, _, window = min(fitting)
    fault = _turned(window, fact)
    return share(0, 1, fault) if fault else share(1, 1, f"all its figures, {-common:.0%} of its key words: {window!r}")


def _turned(window: str, fact: Fact) -> str:
    """Why a stretch of an answer says the opposite of a fact, or nothing."""
    text = _CONTRAST.sub("", fact.text)
    if _DENIES.search(text) and not _DENIAL.search(window):
        return "it is not denied"
    known = Known(split(window), (), (), "answered", _weigh)
    for claim in negation.claims(text, known):
        other, against = (claim.features[name] for name in _SIGNS[claim.kind])
        certain = not (claim.features["of the answer"] or _NO_SUBJECT.match(claim.text))
        if certain and other >= LEAST_COMMON and against >= LEAST_AGAINST:
            return f'"{claim.text}" is turned round: "{claim.against}"'
    for claim in direction.claims(text, known):
        other, against = (claim.features[name] * claim.features["weight"] for name in ("other", "against"))
        if other >= LEAST_BESIDE and against >= LEAST_BESIDE_AGAINST:
            return f'"{claim.text}" is turned round: "{claim.against}"'
    return ""


def _weigh(word: str) -> float:
    return 0.3 if word in CLOSED else 1.0


def states_figure(text: str, fact: Fact, figure: str) -> bool:
    """Whether a text states a figure of a fact, in no other unit and scale than the fact does."""
    meant = _meant(fact.text, figure)
    if not meant:
        return figure_in(figure, text)
    return any(_same(one, wanted, figure) for one in find_figures(text) for wanted in meant)


@lru_cache(maxsize=4096)
def _meant(fact: str, figure: str) -> tuple[Figure, ...]:
    return tuple(one for one in find_figures(fact) if figure_in(figure, one.text)) or find_figures(figure)


def exchanged(text: str, fact: Fact) -> str:
    """Two figures of a fact that stand in each other's place in a text, judged by the words next to them; else empty.

    >>> exchanged("90 to pensions, 120 in cash", Fact("120 went to pensions and 90 is cash", (1,), ("120", "90")))
    '120 and 90'
    """
    for one, other in combinations([figure for figure in fact.figures if not figure.isalpha()], 2):
        here = _nearby(fact.text, [_place(fact.text, one), _place(fact.text, other)])
        there = _nearby(text, [_place(text, one), _place(text, other)])
        if here and there:
            straight = here[0] & there[0] or here[1] & there[1]
            if here[0] & there[1] and here[1] & there[0] and not straight:
                return f"{one} and {other}"
    return ""


def _same(one: Figure, wanted: Figure, figure: str) -> bool:
    """Whether two figures are the same; one without a unit is whatever the other is."""
    if states(one, wanted) or states(wanted, one):
        return True
    bare = any(each.kind == "count" and each.unit.factor == 1 for each in (one, wanted))
    return bare and (figure_in(figure, one.text) or one.values == wanted.values)


def _telling(figure: str) -> bool:
    return sum(sign.isdigit() for sign in figure) > 1


def _place(text: str, figure: str) -> int:
    """Where a figure stands, if it stands there once; else -1."""
    places = [one.start for one in find_figures(text) if figure_in(figure, one.text)]
    return places[0] if len(places) == 1 else -1


def _nearby(text: str, places: Sequence[int]) -> list[frozenset[str]]:
    """The key words next to each of two places, and nearer to it than to the other; none if a place is unknown."""
    if -1 in places or places[0] == places[1]:
        return []
    first, last = sorted(places)
    parted = [match.start() for match in _PARTS.finditer(text, first, last)]
    middle = parted[-1] if parted else text.rfind(" ", 0, (first + last) // 2) + 1
    near = []
    for place in places:
        begin, end = (0, middle) if place < middle else (middle, len(text))
        near.append(key_words(text[max(begin, place - _REACH) : min(end, place + _REACH)]))
    return near


def _windows(answer: str) -> Iterator[str]:
    sentences = split(answer)
    for start in range(len(sentences)):
        for length in range(1, min(_WINDOW, len(sentences) - start) + 1):
            yield " ".join(sentences[start : start + length])
