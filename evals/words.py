"""The words of a text as scorers compare them: content words, sentences, and figures in the text of lines."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from summarizer.figures.finding import Figure, find_figures
from summarizer.figures.units import PLAIN
from summarizer.grounding.evidence import content_words
from summarizer.summary import ExchangeSummary, Sentence
from summarizer.transcript import Span

_SENTENCE = re.compile(r"(?<=[.!?])[\"”’']?\s+(?=[\"“‘'(]?[A-Z0-9$€£])")
_CAPTION = re.compile(r"-->|^\s*\d*\s*$")
_TAG = re.compile(r"</?v\b[^>]*>")
# What stands between the parts of a list, which says the same in another order: "in Q2 and Q3", "3 or 2".
LISTED = re.compile(r"\s*(?:,|and|or|, and|, or|/)\s*")
_ABBREVIATED = re.compile(r"(?:\b(?:Mr|Ms|Mrs|Dr|No|vs|Inc|Co|Corp|U\.S|e\.g|i\.e)|\b[A-Z])\.$")


def key_words(text: str) -> frozenset[str]:
    """The content words of a text as stems, without its figures.

    >>> sorted(key_words("Yield gave 140 of the 240 basis points"))
    ['gave', 'yield']
    """
    for figure in reversed(find_figures(text)):
        text = f"{text[: figure.start]} {text[figure.end :]}"
    return frozenset(word.removesuffix("s") for word in content_words(text) if not word.isdigit())


def split(text: str) -> tuple[str, ...]:
    """The sentences of a text; joined by spaces they give it back, apart from white space.

    >>> split("It rose 2.5%. Mr. Lee said so.")
    ('It rose 2.5%.', 'Mr. Lee said so.')
    """
    sentences: list[str] = []
    for piece in _SENTENCE.split(" ".join(text.split())):
        if sentences and _ABBREVIATED.search(sentences[-1]):
            sentences[-1] += f" {piece}"
        elif piece:
            sentences.append(piece)
    return tuple(sentences)


def sentences(exchange: ExchangeSummary) -> tuple[Sentence, ...]:
    """The sentences of an answer with their lines, or, where the sentences are not what the answer says, what it says
    with the lines of the whole exchange: scored is what is read."""
    if " ".join(sentence.text for sentence in exchange.sentences).split() == exchange.answer.split():
        return exchange.sentences
    return tuple(Sentence(text=text, lines=exchange.evidence) for text in split(exchange.answer))


def said(lines: Sequence[str], spans: Iterable[Span]) -> str:
    """What stands on some lines of a transcript, as one text, without the times, numbers and tags of captions."""
    spoken = (line for first, last in spans for line in lines[first - 1 : last] if not _CAPTION.search(line))
    return " ".join(_TAG.sub("", line) for line in spoken)


def counted(figure: Figure) -> bool:
    """Whether a figure is one that a fact may be about: small bare numbers and words like "one" count nothing."""
    return figure.kind != "vague" and not (figure.unit == PLAIN and figure.spelled)
