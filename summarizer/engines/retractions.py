"""What speakers take back: a correction and what it corrects become one, so that neither is told alone."""

from __future__ import annotations

import re
from collections.abc import Sequence

from summarizer.engines.refusals import REFUSAL, UNKNOWN
from summarizer.engines.salience import ASIDE
from summarizer.engines.statements import Statement
from summarizer.engines.words import MONTH, WHEN, content, figures, phrases, words

APOLOGY = (
    r"(?:(?:i'm|i am) (?:so |very )?sorry|sorry|excuse me|(?:i )?beg your pardon|pardon me|my apologies|apologies)"
)
APOLOGISES = re.compile(rf"\b{APOLOGY}\b[,.: ]*(?P<rest>.*)", re.IGNORECASE)
TAKES_BACK = phrases(
    r"let me (?:correct|rephrase|restate|amend)",
    r"let me (?:say|put|get) (?:that|this|it) (?:again|right|differently)",
    r"(?:i|we) (?:misspoke|mis-spoke|misread|stand corrected|take (?:that|it) back|got (?:that|it) wrong)",
    r"i(?:'ve| have)? (?:swapped|mixed up) (?:the|these|those|them|that|it)|(?:i was|i'm) (?:in|looking at) the wrong",
    r"i read (?:it|that|them) (?:the )?wrong|scratch that|i (?:should have|meant to) (?:say|said)",
    r"i said (?:[^ ,]+ ){0,4}[^ ,]+,? (?:and|but)(?: then)? (?:it's|it is|it was|i meant|that's)",
)
REFINES = re.compile(
    r"^(?:perhaps |maybe |just |and |but |well,? )*(?:to be (?:more |very )?(?:precise|exact)|or rather|"
    r"more (?:precisely|exactly))\b",
    re.IGNORECASE,
)
# An apology for something else than a wrong word.
POLITE = re.compile(
    r"^(?:(?:about|for) (?:that|this|the)\b|.*\b(?:hear|heard|repeat|question|interrupt\w*|cut (?:you )?off|dropped|"
    r"muted?|the line|late|back|disappoint\w*|can't|cannot|won't|you)\b)"
)
ONLY_WRONG = re.compile(r"\b(?:was|were|not)\b")
MONTHS = re.compile(rf"\b{MONTH}\b")
OPENING = 3
FURTHEST = 2


def settled(said: Sequence[Statement]) -> tuple[Statement, ...]:
    """``said`` in which a correction is one statement with what it corrects and with what it goes on to put right.

    What is taken back stands in ``withdrawn``. Takes time linear in the number of statements.

    >>> one, two = (Statement(t, (), None, t) for t in ("Churn is 9%.", "Sorry, it's 7%."))
    >>> settled([one, two])[0].text, settled([one, two])[0].withdrawn
    ("Churn is 9%. Sorry, it's 7%.", 'Churn is 9%.')
    """
    spans: list[range] = []
    withdrawn: dict[int, str] = {}
    for place, statement in enumerate(said):
        start = _taken_back(statement.said)
        if start is None:
            continue
        own = len(words(statement.said[:start])) > OPENING
        first = place if own else place - 1
        wrong = statement.said[:start] if own else said[max(0, first)].said
        last, right = _put_right(said, place, statement.said[start:], wrong)
        if spans and first < spans[-1].stop:
            spans[-1] = range(spans[-1].start, max(spans[-1].stop, last + 1))
        elif own or (first >= 0 and content(wrong) and not ASIDE.search(wrong.lower())):
            spans.append(range(first, last + 1))
            withdrawn[first] = wrong if own or right == place else f"{wrong} {statement.said}"
    joined = {span.start: _joined(said[span.start : span.stop], withdrawn[span.start]) for span in spans}
    inside = {place for span in spans for place in span}
    return tuple(joined.get(place, one) for place, one in enumerate(said) if place in joined or place not in inside)


def _taken_back(text: str) -> int | None:
    """Where something said before is taken back in ``text``, None where nothing is."""
    low = text.lower()
    found = TAKES_BACK.search(low) or REFINES.search(text)
    if found:
        return found.start()
    apology = APOLOGISES.search(text)
    if not apology or text.endswith("?") or REFUSAL.search(low) or UNKNOWN.search(low):
        return None
    rest = apology["rest"]
    empty = not figures(rest) and len(words(rest)) < 3
    return None if empty or POLITE.search(rest.lower()) else apology.start()


def _put_right(said: Sequence[Statement], place: int, correction: str, wrong: str) -> tuple[int, int]:
    """The last statement of the correction at ``place``, and the one that says what is right.

    "22% was the second quarter." says only what the wrong figure is: the correction goes on until it has another.
    """
    ahead = [correction]
    for one in said[place + 1 : place + 1 + FURTHEST]:
        if one.speaker != said[place].speaker:
            break
        ahead.append(one.said)
    before, periods = _values(wrong), set(WHEN.findall(wrong))
    if not before:
        right = place + (len(content(correction)) < 2 and len(ahead) > 1)
        return right, right
    told = [step for step, text in enumerate(ahead) if _values(text)]
    for step in told:
        given = set(figures(ahead[step]))
        only_wrong = given and given <= before and ONLY_WRONG.search(ahead[step])
        same_period = periods & set(WHEN.findall(" ".join(ahead[step + 1 : step + 2])))
        if not only_wrong and (_values(ahead[step]) - before or not same_period):
            return place + step, place + step
    return place + (told or [0])[0], place + (told or [0])[0]


def _values(text: str) -> set[str]:
    """The figures and months of ``text``."""
    return {*figures(text), *MONTHS.findall(text)}


def _joined(span: Sequence[Statement], withdrawn: str) -> Statement:
    return Statement(
        " ".join(one.text for one in span),
        tuple(dict.fromkeys(identifier for one in span for identifier in one.ids)),
        span[0].speaker,
        " ".join(one.said for one in span),
        withdrawn,
    )
