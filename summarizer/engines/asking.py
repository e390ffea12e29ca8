"""What an analyst asked, in a sentence or two: the sentences that ask, without the courtesies and the run-up."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from summarizer.engines.cleaning import tidy
from summarizer.engines.statements import Statement
from summarizer.engines.turns_of_phrase import (
    ADDRESS,
    BUT,
    COURTESY,
    EMPTY,
    IF_YOU,
    INTERROGATIVE,
    INVERTED,
    MY_QUESTION,
    POLITE,
    REQUEST,
    TURN,
    WONDER,
)
from summarizer.engines.words import content, phrases, words, wordset
from summarizer.summary import DraftSentence

LONGEST_QUESTION = 70
MOST = 12
POINTING = wordset("that this it those these them they one ones")


class _Asked(NamedTuple):
    text: str
    ids: tuple[str, ...]
    weight: float


def question(said: Sequence[Statement]) -> DraftSentence:
    """What is asked, with its segments: every sentence that asks, and one beside it where it only points.

    Where nothing asks, the sentence with most to say stands for the question; no statements give an empty sentence.
    """
    asked = [_asked(statement) for statement in said]
    chosen = [place for place, one in enumerate(asked) if one.weight >= 2]
    if not chosen and asked:
        chosen = [max(range(len(asked)), key=lambda place: (asked[place].weight, len(content(asked[place].text))))]
    chosen = _with_context(asked, _within(asked, chosen))
    ids = tuple(dict.fromkeys(identifier for place in chosen for identifier in asked[place].ids))
    return DraftSentence(text=" ".join(asked[place].text for place in chosen), ids=ids)


def sub_questions(text: str) -> tuple[str, ...]:
    """The things asked in a question, one by one.

    >>> sub_questions("How large is the backlog? When does it ship, and what margin does it carry?")
    ('How large is the backlog?', 'When does it ship', 'and what margin does it carry?')
    """
    joint = r",\s+(?=(?:and|or)\s+(?:how|what|when|where|why|which|who|is|are|do|does|can|will)\b)"
    return tuple(part for part in re.split(rf"(?<=[?.])\s+|{joint}", text) if content(part))


ASKS_NUMBER = phrases(
    r"how (?:much|many|big|large|high|low|fast)|quantify|order of magnitude|ballpark|estimate|dimension|split|"
    r"breakdown",
    r"what (?:percentage|percent|proportion|share|portion|rate|level|number|kind of (?:number|margin|growth))",
    r"what (?:is|was|are|were|would)(?: sort of)? (?:the|your) (?:[\w-]+ ){0,3}(?:rate|number|percentage|price|"
    r"differential|margin|"
    r"cost|contribution|split|mix|size|amount|level)",
    r"break (?:out|down)|versus what's|implied",
)
ASKS_DATE = re.compile(
    r"(?:^|[,.;?] |\b(?:and|or|so|but|exactly|wondering|understand|know|on) )(?:when|what time|how (?:long|soon|"
    r"far out|quickly))\b|"
    r"\b(?:timing|timeline|time ?frame|by when|which quarter)\b",
    re.IGNORECASE,
)
POLAR = re.compile(
    r"(?:^|, |\bso |\band |\bor )"
    r"(?:is|are|am|was|were|do|does|did|can|will|would|should|has|have|isn't|aren't|could)\s+"
    r"(?!(?:you have|there) (?:a|an|any)\b|(?:you|we) (?:please |maybe |just )*(?:talk|give|share|provide|comment|"
    r"help|walk|discuss|"
    r"elaborate|expand|explain|quantify|update|say|tell|speak|describe|offer|touch|remind|break)\b)",
    re.IGNORECASE,
)


# "So the mill is sold?": a statement with a question mark.
STATES = re.compile(
    r"\b(?:is|are|was|were|will|would|should|has|have|includes?|means?)\b|(?:it|that|there|they|you|we)'(?:s|re|ll)\b",
    re.I,
)
ASKS_FOR = re.compile(
    r"\b(?:what|how|when|where|why|which|who|whose)\b|"
    r"\b(?:any|some) (?:\w+ )?(?:colou?r|update|thoughts|sense|comments?)\b|"
    r"\b(?:can|could|would|will) (?:you|we)\b",
    re.I,
)


def polar(text: str) -> bool:
    """Whether the last question of ``text`` asks for a yes or a no.

    >>> polar("Is that fair?"), polar("How much of it is price?"), polar("Can you talk about price?")
    (True, False, False)
    """
    asked = [part for part in re.split(r"(?<=[?.!])\s+", text) if part.endswith("?")]
    return bool(asked) and bool(
        POLAR.search(asked[-1]) or (STATES.search(asked[-1]) and not ASKS_FOR.search(asked[-1]))
    )


def _asked(statement: Statement) -> _Asked:
    text = ADDRESS.sub("", POLITE.sub("", statement.text, count=1), count=1)
    if not words(text):
        return _Asked(statement.text, statement.ids, 0.0)
    marked, low = text.endswith("?"), text.lower()
    meaning = len(content(text))
    weight = 2.5 * marked + 1.0 * bool(INTERROGATIVE.match(text)) + 2.0 * bool(REQUEST.search(low))
    weight -= 3.0 * (bool(COURTESY.match(text)) and not marked) + 1.0 * (meaning == 0)
    weight -= 2.5 * (bool(EMPTY.search(low)) and not (marked and meaning > 2))
    return _Asked(_without_run_up(text), statement.ids, weight)


def _without_run_up(text: str) -> str:
    """``text`` from where it asks, if that says what is asked about; "I was wondering if you could" turned round."""
    best = text
    found = TURN.search(text)
    if found and found.start("ask"):
        run_up, rest = text[: found.start("ask")], text[found.start("ask") :]
        pointing = not POINTING.isdisjoint(words(rest)[:7])
        if len(words(run_up)) >= 4 and len(content(rest)) >= 2 and not pointing and not INVERTED.search(run_up.lower()):
            best = rest
    best = IF_YOU.sub(lambda match: f"{match['may'].capitalize()} you ", best, count=1)
    best = MY_QUESTION.sub("", WONDER.sub("", best, count=1), count=1)
    if INTERROGATIVE.match(best):
        best = BUT.sub("", best, count=1)
    best = tidy(best, yes=True)
    return f"{best[:-1]}?" if best.endswith(".") and INTERROGATIVE.match(best) else best


def _within(asked: Sequence[_Asked], chosen: list[int]) -> list[int]:
    """``chosen`` without sentences that only ask again, so that the whole stays short enough to read."""
    # Nobody asks more at a time; the bound keeps the work linear, whatever the text.
    chosen = sorted(sorted(chosen, key=lambda place: -asked[place].weight)[:MOST])
    kept = list(chosen)
    for place in chosen:
        others = {stem for other in kept if other != place for stem in content(asked[other].text)}
        new = set(content(asked[place].text)) - others
        plain = asked[place].weight < 3 and not asked[place].text.endswith("?")
        if len(kept) > 1 and (not new or (plain and len(new) < 2)):
            kept.remove(place)
    while len(kept) > 2 and sum(len(words(asked[place].text)) for place in kept) > LONGEST_QUESTION:
        kept.remove(min(kept, key=lambda place: (asked[place].weight, len(set(content(asked[place].text))))))
    return kept


def _with_context(asked: Sequence[_Asked], chosen: Sequence[int]) -> list[int]:
    """``chosen`` with the sentence beside one that says too little by itself.

    What "that" points to was said before; what "can you talk about ECS" is after often comes behind it.
    """
    whole = set(chosen)
    for place in chosen:
        points = not POINTING.isdisjoint(words(asked[place].text))
        if len(content(asked[place].text)) >= (4 if points else 2):
            continue
        for other in (place - 1, place + 1) if points else (place + 1, place - 1):
            if other in whole:
                break
            if 0 <= other < len(asked) and asked[other].weight > -1 and len(content(asked[other].text)) >= 3:
                whole.add(other)
                break
    return sorted(whole)
