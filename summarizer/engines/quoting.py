"""A short quote, word for word as it stands in a segment."""

from __future__ import annotations

import re
from collections.abc import Sequence

from summarizer.engines.cleaning import FUNCTION_WORDS, OPEN_ENDS, has_verb
from summarizer.engines.salience import ASIDE, COMMITMENT, POINTS_BACK
from summarizer.engines.status import REFUSAL
from summarizer.engines.words import FIGURE, MONEY_OR_RATE, content, words

SHORTEST, LONGEST = 6, 25
SENTENCE = re.compile(r"[^.?!]+(?:[.?!](?=\S)[^.?!]+)*[.?!]*")
CLAUSE = re.compile(
    r"(?:,\s+|\s+(?:--|–|—)\s+)(?=(?:and|but|so|because|which|if|when|as|while|although|where|we|it|I)\b)|;\s+"
)
LEAD = re.compile(
    r"^(?:(?:yes|yeah|well|so|okay|and|but|look|now|again|obviously|um|uh|I think|I mean|you know|I would say|I'd say)\b[,.]?\s+)+",
    re.I,
)
STUMBLE = re.compile(
    r"\b(\w+)[, ]+\1\b|--|\b(?:um|uh|er)\b|\byou know\b|\bI mean\b|\b(?:kind|sort) of\b|\.\s+[a-z.]", re.IGNORECASE
)


def quoted(texts: Sequence[str], asked: str) -> str | None:
    """The most telling clause of ``texts`` that is fit to quote, 6 to 25 words and a substring of one; None if none is.

    >>> quoted(["Yes. We are not disclosing the exact number, because it is confidential. Thanks."], "How many?")
    'We are not disclosing the exact number, because it is confidential'
    """
    wanted = set(content(asked))
    best, most = None, 0.8
    for text in texts:
        for clause in _clauses(text):
            value = _worth(clause, wanted)
            if value > most:
                best, most = clause, value
    return best


def _clauses(text: str) -> list[str]:
    """Sentences and clauses of ``text`` of a fit length, each a substring of it, without lead-in and end mark."""
    found = []
    for sentence in SENTENCE.findall(text):
        parts = [sentence, *CLAUSE.split(sentence)] if len(words(sentence)) <= LONGEST else CLAUSE.split(sentence)
        for part in parts:
            bare = LEAD.sub("", part.strip()).strip(" ,;:–-.")
            if SHORTEST <= len(words(bare)) <= LONGEST and len(bare.split()) <= LONGEST and bare in text:
                found.append(bare)
    return found


def _worth(clause: str, wanted: set[str]) -> float:
    spoken = words(clause)
    if not has_verb(clause) or spoken[-1] in OPEN_ENDS or clause.endswith("?") or ASIDE.search(clause):
        return 0.0
    noise = 1.5 * bool(STUMBLE.search(clause)) + 4.0 * max(0.0, clause.count(",") / len(spoken) - 0.1)
    value = (
        2.0 * bool(REFUSAL.search(clause))
        + 0.8 * bool(MONEY_OR_RATE.search(clause))
        + 0.5 * bool(FIGURE.search(clause))
    )
    value += 0.6 * bool(COMMITMENT.search(clause)) + 0.4 * min(3, len(wanted & set(content(clause))))
    value += 0.1 * min(8, len(set(content(clause)))) - 0.6 * bool(POINTS_BACK.match(clause)) - 0.02 * len(spoken)
    return value - noise - 0.3 * (spoken[0] in FUNCTION_WORDS - {"we", "i", "our", "the", "you"})
