"""Whether a question was answered, by adding up evidence: refusals, what was asked for, and how much of it
came back."""

from __future__ import annotations

import re
from collections.abc import Sequence

from summarizer.engines.asking import ASKS_DATE, ASKS_NUMBER, polar, sub_questions
from summarizer.engines.directness import directness
from summarizer.engines.platitudes import PLATITUDE
from summarizer.engines.refusals import REFUSAL, UNKNOWN
from summarizer.engines.salience import ASIDE
from summarizer.engines.statements import Statement
from summarizer.engines.words import AMOUNT, DIGIT, WHEN, content, phrases, words
from summarizer.segmentation.procedure import replies
from summarizer.summary import Status

ASKS_PARTS = phrases(
    r"versus|vs|split|break(?:down| down| out)|bridge|each of|by (?:segment|region|product)|components?|drivers?"
)
AGREES = re.compile(
    r"^\W*(?:yes|yeah|yep|absolutely|definitely|correct|exactly|sure|right|no|directionally|certainly|of course)\b|"
    r"\bthat's (?:exactly |absolutely )?(?:right|correct|fair|true)\b|\bthe answer is\b|\bdirectionally\b|"
    r"\b(?:I|we) (?:agree|wouldn't|would not|do not think|don't think|don't see|think you'll|think you will|do think|"
    r"do believe|"
    r"do see|do expect|are not|aren't)\b|\bit (?:takes|does|is|will|would)\b",
    re.IGNORECASE,
)
# A statement with so many words of the question is about it, whatever its tone.
MEETS = 3
NOT_THE_FIGURE = re.compile(r"\b(?:not|never|\w+n't)\s+(?:\w+\s+){0,3}[$€£]?\d", re.IGNORECASE)
# Two kinds of evidence, or one that leaves no doubt: with less, good answers to long questions are called partial.
_OPEN = 0.9
BROKEN_OFF = re.compile(r"(?:\b(?:the|of|and|to|with|for|our|a|in|is|are)|[,–-])[.…]*$", re.IGNORECASE)


def judged(asked: str, said: Sequence[Statement]) -> Status:
    """The status of a question by what was said to it; ``said`` is the whole answer, not a selection of it.

    ``declined``: management says that it won't or can't tell, about what was asked. ``unanswered``: nothing was said,
    or a figure was asked for and the talk went past it. ``partial``: some of what was asked stays open. Else
    ``answered``.
    """
    text = " ".join(statement.text for statement in said)
    spoken = " ".join(statement.said for statement in said)
    agreed = (spoken != "" and replies(spoken)) or (polar(asked) and bool(AGREES.search(spoken[:160])))
    if not content(text) and not agreed:
        return "unanswered"
    number_missing = bool(ASKS_NUMBER.search(asked.lower())) and not any(_quantifies(one.text, asked) for one in said)
    if _refused(asked, said, number_missing):
        return "declined"
    if not agreed and _talked_past(asked, said):
        return "unanswered"
    parts = sub_questions(asked)
    unknown = any(UNKNOWN.search(statement.text.lower()) for statement in said)
    if (
        number_missing
        and not agreed
        and not unknown
        and len(parts) == 1
        and not DIGIT.search(text)
        and len(words(text)) > 25
    ):
        return "unanswered"
    return "partial" if _left_open(asked, said, text, parts, number_missing, agreed) >= _OPEN else "answered"


def _refused(asked: str, said: Sequence[Statement], number_missing: bool) -> bool:
    """Whether a refusal stands in the first half of the answer and is about the question."""
    half = max(2, len(said) // 2)
    said = [one for one in said if REFUSAL.search(one.text.lower()) or not ASIDE.search(one.text.lower())]
    refusals = [place for place, statement in enumerate(said) if REFUSAL.search(statement.text.lower())]
    if not refusals or refusals[0] > half:
        return False
    wanted = set(content(asked))
    near = any(wanted & set(content(said[place].text)) for place in refusals)
    about = any("question" in words(said[place].text) for place in refusals)
    return near or about or number_missing or len(said) <= 3 or len(refusals) > 1


def _talked_past(asked: str, said: Sequence[Statement]) -> bool:
    """Whether the answer is praise and memories, with hardly a word of what was asked and no plain no."""
    past = sum(bool(PLATITUDE.search(statement.text.lower())) for statement in said)
    wanted = set(content(asked))
    to_the_point = sum(
        bool(directness(statement.text, asked, False)) or len(wanted & set(content(statement.text))) >= MEETS
        for statement in said
    )
    return past >= min(2, len(said) - 1) and past > 0 and 3 * past >= len(said) and past > to_the_point


def _left_open(
    asked: str, said: Sequence[Statement], text: str, parts: Sequence[str], number_missing: bool, agreed: bool
) -> float:
    """How much of the question stays open; each kind of evidence adds its weight."""
    given = set(content(text))
    met = [1.0 if agreed else _met(part, given) for part in parts]
    several = 0.35 * (len(parts) - 2) if len(parts) > 2 else 0.3 * (len(parts) == 2)
    weight = 1.0 * number_missing + 0.7 * (bool(ASKS_DATE.search(asked)) and not WHEN.search(text))
    weight += 0.8 * any(REFUSAL.search(statement.text.lower()) for statement in said)
    weight += 0.5 * any(UNKNOWN.search(statement.text.lower()) for statement in said)
    weight += 0.45 * sum(share == 0 for share in met) + several + 0.3 * bool(ASKS_PARTS.search(asked.lower()))
    weight += 0.6 * bool(BROKEN_OFF.search(said[-1].said))
    weight += 0.4 * (len(content(asked)) > 6 and sum(met) / max(1, len(met)) < 0.3)
    return weight - 0.7 * agreed


def _met(part: str, given: set[str]) -> float:
    """The share of a sub-question's words that come back in the answer, four being enough."""
    wanted = set(content(part))
    return len(wanted & given) / max(1, min(4, len(wanted)))


def _quantifies(text: str, asked: str) -> bool:
    """Whether a sentence gives a figure that may be what was asked for: an amount, or one beside words of
    the question."""
    if NOT_THE_FIGURE.search(text):
        return False
    return bool(AMOUNT.search(text)) or (bool(DIGIT.search(text)) and not set(content(asked)).isdisjoint(content(text)))
