"""Blocks: the lines of analyst and management between two turns of the operator's, and the side each line is on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from summarizer.segmentation.corrections import corrected
from summarizer.segmentation.floors import Held
from summarizer.segmentation.sides import Heard, Names, Party, decide, scraps
from summarizer.transcript import Side, SpokenLine

_SIDES: dict[Party | None, Side] = {"analyst": "question", "management": "answer", None: "procedure"}


def told_blocks(held: Iterable[Held]) -> Iterator[tuple[list[int], list[Heard]]]:
    """The blocks of a floor: the numbers of their lines, and the lines as the page has them."""
    for spoken, group in groupby(held, key=lambda one: one.party is not None):
        if spoken:
            block = [(line, turn, party, at == 0) for turn, party in group for at, line in enumerate(turn.lines)]
            numbers = [line.number for line, *_ in block]
            yield (
                numbers,
                [Heard(line.text, party, turn.speaker.name, opens) for line, turn, party, opens in block if party],
            )


def broken_share(held: Iterable[Held]) -> float:
    """The share of scraps among the lines that analysts and management speak, from 0 to 1."""
    told = [lines for _, lines in told_blocks(held)]
    count = sum(map(len, told))
    return sum(map(scraps, told)) / count if count else 0.0


def sided(held: Sequence[Held], names: Names, broken: float) -> tuple[list[SpokenLine], list[Side]]:
    """Every line of a floor on the side of its label, and the side decided for it; the operator's are procedure."""
    heard = [
        SpokenLine(line.number, line.text, _SIDES[party], turn.speaker.name, turn.speaker.name)
        for turn, party in held
        for line in turn.lines
    ]
    decided: dict[int, Side] = {}
    for numbers, told in told_blocks(held):
        course = corrected(told, decide(told, names, broken))
        decided.update(zip(numbers, (_SIDES[party] for party in course), strict=True))
    return heard, [decided.get(line.number, "procedure") for line in heard]
