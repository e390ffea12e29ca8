"""Sessions cut into sentence-like segments with ids: what engines read and what evidence points to.

A paragraph is split at sentence ends; scraps that speech recognition left on lines of their own are joined until they
read as a sentence. A segment never crosses a side, a speaker or an exchange.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from summarizer.transcript import ParsedCall, Segment, Session, SpokenLine

_BOUNDARY = re.compile(r"[.?!…][\"'”’)\]]*\s+(?=[\"'“‘(\[]?[A-Z0-9$€£])")
_ABBREVIATION = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|Prof|Inc|Corp|Co|Ltd|St|vs|approx|No|Nos|Rs|Sr|Jr|e\.g|i\.e|a\.m|p\.m)|\b[A-Z](?:\.[A-Z])*)\.\s*\Z"
)
# A stray full stop inside an amount ends no sentence: "$2.5. Million", "the fourth. Quarter".
_WITHIN_AMOUNT = re.compile(
    r"(?:(?<!\b[12]\d\d)\d[.,]|\b(?:first|second|third|fourth)[.,])\s*\Z",
    re.I,
)
_GOES_ON_WITH_AMOUNT = re.compile(
    r"(?:million|billion|trillion|thousand|crore|lakh|quarter(?! over)|half(?! of))\b", re.I
)
_LEAST_WORDS = 7
_SCRAP_WORDS = 4
_MOST_WORDS = 60
_ORDINAL = 10


def segments(call: ParsedCall) -> tuple[tuple[Segment, ...], ...]:
    """The segments of every session of a call, in order; ids count through the call from ``s1``."""
    number = 0
    result = []
    for session in call.sessions:
        found = []
        for unit, exchange in _units(session):
            number += 1
            first, last = unit[0], unit[-1]
            text = " ".join(piece.text for piece in unit)
            found.append(
                Segment(
                    f"s{number}", text, (first.number, last.number), first.side, first.speaker, first.label, exchange
                )
            )
        result.append(tuple(found))
    return tuple(result)


def split_sentences(text: str) -> list[str]:
    """Cut a paragraph at its sentence ends; joined by spaces the pieces give the paragraph's words back.

    >>> split_sentences("Mr. Holt left in the U.S. market. Sales rose 2.5% in Q3. Why?")
    ['Mr. Holt left in the U.S. market.', 'Sales rose 2.5% in Q3.', 'Why?']
    """
    pieces, start = [], 0
    for match in _BOUNDARY.finditer(text):
        if text[match.start()] == "." and _ABBREVIATION.search(text, max(start, match.start() - 12), match.start() + 1):
            continue
        if _parts_an_amount(text[max(start, match.start() - _ORDINAL) : match.start() + 1], text[match.end() :]):
            continue
        pieces.append(text[start : match.end()].strip())
        start = match.end()
    pieces.append(text[start:].strip())
    return [piece for piece in pieces if piece]


def _parts_an_amount(before: str, after: str) -> bool:
    """Whether what ends and what begins are the halves of one amount or quarter."""
    return _WITHIN_AMOUNT.search(before) is not None and _GOES_ON_WITH_AMOUNT.match(after) is not None


def _units(session: Session) -> Iterator[tuple[list[SpokenLine], int | None]]:
    owner = {}
    for at, exchange in enumerate(session.exchanges):
        for side, spans in (("question", exchange.question_lines), ("answer", exchange.answer_lines)):
            for first, last in spans:
                owner.update({(number, side): at for number in range(first, last + 1)})

    def place(line: SpokenLine) -> tuple[str, str | None, str, int | None]:
        return line.side, line.speaker, line.label, owner.get((line.number, line.side))

    told = (line for line in session.spoken if session.closing is None or line.number < session.closing)
    for key, group in groupby(told, key=place):
        for unit in _joined([line._replace(text=piece) for line in group for piece in split_sentences(line.text)]):
            yield unit, key[3]


def _joined(pieces: Sequence[SpokenLine]) -> Iterator[list[SpokenLine]]:
    """Join scraps: a unit goes on while it is short or unfinished, or while what follows is a scrap."""
    unit: list[SpokenLine] = []
    words = 0
    for piece in pieces:
        size = len(piece.text.split())
        finished = bool(unit) and unit[-1].text[-1] in ".?!…\"'”’)]"
        asked = bool(unit) and unit[-1].text.endswith("?")
        goes_on = words < _LEAST_WORDS or not finished or (size < _SCRAP_WORDS and not asked)
        goes_on = goes_on or (bool(unit) and _parts_an_amount(unit[-1].text[-_ORDINAL:], piece.text))
        if unit and goes_on and words + size <= _MOST_WORDS:
            unit.append(piece)
            words += size
        else:
            if unit:
                yield unit
            unit, words = [piece], size
    if unit:
        yield unit
