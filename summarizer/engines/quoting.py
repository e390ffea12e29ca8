"""A short quote, word for word as it stands in a segment."""

from __future__ import annotations

import re
from collections.abc import Sequence

from summarizer.engines.refusals import REFUSAL
from summarizer.engines.salience import ASIDE, COMMITMENT, HANDOVER, POINTS_BACK
from summarizer.engines.statements import OPEN_ENDS
from summarizer.engines.words import AMOUNT, FIGURE, FUNCTION_WORDS, content, has_verb, words

SHORTEST, LONGEST = 6, 25
LEAST = 0.6  # what a clause must be worth to be quoted at all
SENTENCE = re.compile(r"(?:[^.?!]|[.?!](?=\S))+[.?!]*")
CLAUSE = re.compile(
    r"(?:,\s{1,3}|\s{1,3}(?:--|–|—)\s{1,3})(?=(?:and|but|so|because|which|if|when|as|while|although|where|we|it|I)\b)|;\s+"
)
LEAD = re.compile(
    r"^(?:(?:yes|yeah|well|so|okay|and|but|look|now|again|obviously|um|uh|I think|I mean|you know|I would say|"
    r"I'd say)\b[,.]?\s+)+",
    re.IGNORECASE,
)
STUMBLE = re.compile(
    r"\b(\w+)[, ]+\1\b|--|\s-\s|\b(?:um|uh|er)\b|\byou know\b|\bI mean\b|\b(?:kind|sort) of\b|[,.] (?:yes|yeah)$",
    re.IGNORECASE,
)


def quoted(texts: Sequence[str], asked: str, withdrawn: Sequence[str] = ()) -> str | None:
    """The most telling clause of ``texts`` that is fit to quote, 6 to 25 words and a substring of one; None if none is.

    Words that were ``withdrawn`` are never quoted.

    >>> quoted(["Yes. We are not disclosing the exact number, because it is confidential. Thanks."], "How many?")
    'We are not disclosing the exact number, because it is confidential'
    """
    wanted = set(content(asked))
    wrong = [_spaced(text) for text in withdrawn]
    best, most = None, LEAST
    for text in texts:
        for clause in _clauses(text):
            if any(_spaced(clause) in text for text in wrong):
                continue
            value = _worth(clause, wanted)
            if value > most:
                best, most = clause, value
    return best


def _spaced(text: str) -> str:
    """The bare words of ``text``, each between spaces."""
    return f" {' '.join(words(text))} "


def _clauses(text: str) -> list[str]:
    """Sentences and clauses of ``text`` of a fit length, each a substring of it, without lead-in and end mark."""
    found = []
    for sentence in SENTENCE.findall(text):
        whole = [sentence] if len(words(sentence)) <= LONGEST else []
        for part in whole + CLAUSE.split(sentence):
            bare = LEAD.sub("", part.strip()).strip(" ,;:–-.")
            if SHORTEST <= len(bare.split()) <= LONGEST:
                found.append(bare)
    return found


def _worth(clause: str, wanted: set[str]) -> float:
    spoken, low = words(clause), clause.lower()
    unfit = not has_verb(clause) or clause.endswith("?") or ASIDE.search(low) or HANDOVER.search(clause)
    if unfit or spoken[-1] in OPEN_ENDS:
        return 0.0
    meaning = set(content(clause))
    value = 2.0 * bool(REFUSAL.search(low)) + 0.8 * bool(AMOUNT.search(clause)) + 0.5 * bool(FIGURE.search(low))
    value += 0.6 * bool(COMMITMENT.search(low)) + 0.4 * min(3, len(wanted & meaning)) + 0.1 * min(8, len(meaning))
    value -= 0.6 * bool(POINTS_BACK.match(clause)) + 0.3 * (
        spoken[0] in FUNCTION_WORDS - {"we", "i", "our", "the", "you"}
    )
    value -= 1.5 * bool(STUMBLE.search(clause)) + 4.0 * max(0.0, clause.count(",") / len(spoken) - 0.1)
    return value - 0.02 * len(spoken)
