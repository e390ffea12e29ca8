"""Evidence: the segments that a sentence cites, the ones it should have cited, their lines and who spoke them."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import lru_cache

from summarizer.figures.units import CLOSED
from summarizer.transcript import Segment, Span, spans_of

_WORD = re.compile(r"[^\W_]+")
# A sentence and the segment it rests on share at least this many words, and this part of the sentence's.
_LEAST_SHARED = 2
_LEAST_SHARE = 0.3
_MOST_LOCATED = 2
# Fewer words than this from one speaker ("Yes, thank you, Ann.") answer nothing.
_COURTESY = 5
_ASKS = re.compile(
    r"\?|\b(?:can|could|would|will|do|does|did|is|are|have|has) (?:you|we|it|that|there|this|the)\b"
    r"|\b(?:wondering|curious|how|what|why|when|where|which|whether|help us|walk us|talk about|give us)\b"
    r"|\bany (?:colou?r|updates?)\b",
    re.IGNORECASE,
)
# Long enough to tell words apart, short enough to fold their endings.
_STEM = 6


@lru_cache(maxsize=8192)
def content_words(text: str) -> frozenset[str]:
    """The words of a text that carry content, folded to stems.

    >>> sorted(content_words("We are expanding the margins"))
    ['expand', 'margin']
    """
    words = (word.lower() for word in _WORD.findall(text))
    return frozenset(word[:_STEM] for word in words if word not in CLOSED and (len(word) > 2 or word.isdigit()))


def cited(ids: Sequence[str], segments: Mapping[str, Segment]) -> tuple[list[Segment], list[str]]:
    """The segments that ids name, in the order of the call, and the ids that name none."""
    given = dict.fromkeys(ids)
    known = [segment for segment in segments.values() if segment.id in given]
    return known, [one for one in given if one not in segments]


def located(text: str, candidates: Iterable[Segment]) -> list[Segment]:
    """The segments that share the most words with a sentence, in the order of the call; none if none has enough."""
    words = content_words(text)
    scored = [(len(words & content_words(segment.text)), segment) for segment in candidates]
    fitting = [
        (shared, segment) for shared, segment in scored if shared >= max(_LEAST_SHARED, _LEAST_SHARE * len(words))
    ]
    best = sorted(fitting, key=lambda item: -item[0])[:_MOST_LOCATED]
    return [item[1] for item in fitting if item in best]


def lines_of(segments: Sequence[Segment], unspoken: Collection[int]) -> tuple[Span, ...]:
    """The lines of segments as spans; ``unspoken`` lines (blank, labels) count only where they part one segment."""
    numbers: set[int] = set()
    for segment in segments:
        first, last = segment.lines
        numbers.update(n for n in range(first, last + 1) if n in (first, last) or n not in unspoken)
    inner = frozenset(n for segment in segments for n in range(segment.lines[0], segment.lines[1] + 1))
    return spans_of(sorted(numbers), joined=inner)


def speakers(segments: Iterable[Segment]) -> tuple[str, ...]:
    """Who speaks in the answer-side segments, in order of appearance, without those who only say a courtesy."""
    words: dict[str, int] = {}
    for segment in segments:
        if segment.side == "answer" and segment.speaker:
            words[segment.speaker] = words.get(segment.speaker, 0) + len(segment.text.split())
    telling = tuple(speaker for speaker, count in words.items() if count >= _COURTESY)
    return telling or tuple(words)[:1]


def asks(segment: Segment) -> bool:
    """Whether anything is asked in a segment on the question's side."""
    return segment.side == "question" and _ASKS.search(segment.text) is not None


def in_doubt(segments: Sequence[Segment]) -> frozenset[str]:
    """The ids of segments that pass for the analyst's, though nothing is asked in them, or after them before management
    speaks: there an answer may stand under a wrong label.
    """
    doubtful: set[str] = set()
    asked = False
    for segment in reversed(segments):
        if segment.side == "answer":
            asked = False
        elif segment.side == "question":
            asked = asked or asks(segment)
            if not asked:
                doubtful.add(segment.id)
    return frozenset(doubtful)
