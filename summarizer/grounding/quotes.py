"""Quotes: verbatim or not. Typography may differ (marks, dashes, spaces, line breaks), words and case may not."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from rapidfuzz import fuzz

from summarizer.transcript import Segment, Span

# One word is always somewhere; it quotes nothing.
LEAST_WORDS = 3
# Below this likeness (0 to 100) a place is not what the writer had in mind.
_NEAR = 70
_MARKS = str.maketrans(
    {
        **dict.fromkeys("“”„‟″«»", '"'),
        **dict.fromkeys("‘’‚‛′`", "'"),
        **dict.fromkeys("‐‑‒−", "-"),
        **dict.fromkeys("\u00ad\u200b\u200c\u200d\u2060\ufeff", ""),
        "…": "...",
    }
)
_DASH = re.compile(r" ?(?:[-–—―]{2,}|[–—―]) ?")
_SPAN = re.compile(r"(?<=\d)[–—](?=\d)")
_SPACE = re.compile(r"\s+")


class Quote(NamedTuple):
    """A quote as it stands in the transcript: its words, its lines, and whether management said it."""

    text: str
    lines: tuple[Span, ...]
    by_management: bool


def normalise(text: str) -> str:
    """Fold typography: quotation marks, dashes, invisible characters and white space; words and case stay.

    >>> normalise("“We don’t  guide” —\\nyet")
    '"We don\\'t guide" - yet'
    """
    folded = _SPAN.sub("-", _SPACE.sub(" ", text.translate(_MARKS)))
    return _SPACE.sub(" ", _DASH.sub(" - ", folded)).strip()


def bare(quote: str) -> str:
    """A quote without the quotation marks and the ellipses that a writer puts around it."""
    text = normalise(quote)
    while len(text) > 1 and text[0] in "\"'" and text[-1] == text[0]:
        text = text[1:-1].strip()
    return text.removeprefix("...").removesuffix("...").strip()


def find_quote(quote: str, segments: Sequence[Segment]) -> Quote | None:
    """Find a quote word for word in what one speaker said in a row; management's words come before the analyst's.

    A full stop or comma at the end may be the writer's own. None where it is not there, or is too short to tell.
    """
    wanted = bare(quote)
    if len(wanted.split()) < LEAST_WORDS:
        return None
    for text in dict.fromkeys((wanted, wanted.rstrip(".,;"))):
        for side in ("answer", "question", "procedure"):
            for run in _runs(segments):
                if run[0].side == side:
                    lines = _search(text, run)
                    if lines is not None:
                        return Quote(text, lines, side == "answer")
    return None


def nearest(quote: str, segments: Sequence[Segment]) -> tuple[str, Segment] | None:
    """The passage that a wrong quote comes nearest to, for a message only: its words and its segment."""
    wanted = bare(quote)
    best: tuple[float, str, Segment] | None = None
    for segment in segments:
        text = normalise(segment.text)
        if not wanted or not text:
            continue
        alignment = fuzz.partial_ratio_alignment(wanted, text, score_cutoff=_NEAR)
        # Of a shorter segment all would count as found, though it holds a part of the quote only.
        if alignment is None or 2 * len(text) < len(wanted):
            continue
        if best is None or alignment.score > best[0]:
            best = alignment.score, _whole_words(text, alignment.dest_start, alignment.dest_end), segment
    return (best[1], best[2]) if best is not None else None


def _runs(segments: Sequence[Segment]) -> Iterator[list[Segment]]:
    """Segments that follow each other under one speaker and side."""
    for _, run in groupby(segments, key=lambda segment: (segment.speaker or segment.label, segment.side)):
        yield list(run)


def _search(text: str, run: Sequence[Segment]) -> tuple[Span, ...] | None:
    starts: list[int] = []
    length = 0
    pieces = []
    for segment in run:
        piece = normalise(segment.text)
        starts.append(length)
        pieces.append(piece)
        length += len(piece) + 1
    joined = " ".join(pieces)
    at = joined.find(text)
    while at >= 0 and not _on_word_borders(joined, at, at + len(text)):
        at = joined.find(text, at + len(text))
    if at < 0:
        return None
    first = bisect_right(starts, at) - 1
    last = bisect_right(starts, at + len(text) - 1) - 1
    return tuple(dict.fromkeys(segment.lines for segment in run[first : last + 1]))


def _on_word_borders(text: str, start: int, end: int) -> bool:
    """Whether no word or number is cut: "5 million" is not in "2.5 million"."""
    before, after = text[max(0, start - 2) : start], text[end : end + 2]
    if text[start].isalnum() and (
        before[-1:].isalnum() or (before[-1:] in "." and before[:1].isdigit() and before[1:])
    ):
        return False
    return not (text[end - 1].isalnum() and (after[:1].isalnum() or (after[:1] in ".," and after[1:].isdigit())))


def _whole_words(text: str, start: int, end: int) -> str:
    start = text.rfind(" ", 0, start + 1) + 1
    end = text.find(" ", end)
    return text[start:] if end < 0 else text[start:end]
