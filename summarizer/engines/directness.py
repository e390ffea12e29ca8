"""Short answers: a sentence of a few words that meets the question before anything is explained."""

from __future__ import annotations

import re

from summarizer.engines.asking import ASKS_NUMBER, polar
from summarizer.engines.words import FIGURE, NEGATION, PRONOUNS, content, has_verb, words, wordset

LONGEST_ECHO, LONGEST_SHORT = 8, 10
COUNTED = wordset("one thirteen fourteen fifteen sixteen seventeen eighteen nineteen nobody none nothing both neither")
CHOICE = re.compile(r"^(?:(?:it's|it is|that's|so|well|a bit of),? )*(?:both|neither|a bit of each)\b", re.IGNORECASE)
# "Yes, I can." promises an answer and gives none.
YES_NO = re.compile(
    r"^(?:yes|no|absolutely|correct|exactly)\b(?!,? (?:I|we) (?:can|could|will|do)\b)|\b(?:yes|no)\W*$", re.IGNORECASE
)
# "I think in recent years." only begins.
HEDGE = re.compile(r"^(?:(?:yeah|yes|well|so),? )*i (?:think|guess|believe|would say)\b", re.IGNORECASE)
EITHER = re.compile(r"\bor\b", re.IGNORECASE)


def directness(text: str, asked: str, is_first: bool) -> float:
    """How directly a sentence answers, 0.0 where it does not; ``is_first`` says that nothing was told before it.

    Counted are the question's own words in a short sentence, a figure where a number was asked for, a denial where a
    yes or no was, "both" to a choice, and any of these more where the answer begins with it.

    >>> directness("Nineteen.", "How many of the 25 mills run?", True) > 1
    True
    >>> directness("The 60 wasn't a pace.", "You bought 60. Is that the pace?", False) > 1
    True
    >>> directness("We are proud of our people.", "How many mills run?", True), directness("The mills.", "Mills?", True)
    (0.0, 0.0)
    """
    spoken = words(text)
    opens = is_first and bool(YES_NO.search(text)) and polar(asked)
    if not opens and not CHOICE.match(text) and (len(spoken) > LONGEST_SHORT or _is_heading(text, asked)):
        return 0.0
    stems, wanted = set(content(text)), set(content(asked))
    figure = bool(FIGURE.search(text.lower())) or not COUNTED.isdisjoint(spoken)
    denies = bool(NEGATION.search(text)) and has_verb(text)
    hedge = HEDGE.match(text)
    if hedge and not (figure or denies or has_verb(text[hedge.end() :])):
        return 0.0
    value = 1.2 * (bool(stems) and len(spoken) <= LONGEST_ECHO and 2 * len(stems & wanted) >= len(stems))
    value += 1.0 * (figure and bool(ASKS_NUMBER.search(asked.lower())) and bool(stems & wanted or is_first))
    value += 1.5 * (bool(CHOICE.match(text)) and bool(EITHER.search(asked)))
    value += 0.8 * (denies and polar(asked) and bool(stems))
    value += 1.0 * (opens or (is_first and figure and len(spoken) <= LONGEST_ECHO))
    if not value:
        return 0.0
    # What is short for being direct is not to pay for being short.
    return value + 0.5 * is_first + 0.8 * (len(spoken) < 6) + 0.5 * (not has_verb(text))


def _is_heading(text: str, asked: str) -> bool:
    """Whether a sentence only names what is spoken of next: "On wages.", "The 60." """
    if has_verb(text) or NEGATION.search(text) or YES_NO.search(text) or words(text)[0] in PRONOUNS:
        return False
    return text.startswith("On ") or set(content(text)) <= set(content(asked)) or not FIGURE.search(text.lower())
