"""Blocks: the lines of analyst and management between two turns of the operator's, and the side each line is on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from summarizer.segmentation.corrections import corrected
from summarizer.segmentation.floors import Held
from summarizer.segmentation.sides import Heard, Names, Party, decide, scraps
from summarizer.transcript import Side

SIDES: dict[Party | None, Side] = {"analyst": "question", "management": "answer", None: "procedure"}


def heard(held: Iterable[Held]) -> list[Heard]:
    """The lines of a floor as the page has them."""
    return [
        Heard(number, text, party, turn.speaker.name, at == 0)
        for turn, party in held
        for at, (number, text) in enumerate(turn.lines)
    ]


def told_blocks(lines: Iterable[Heard]) -> Iterator[list[Heard]]:
    """The blocks of a floor: runs of lines without a word of the operator's."""
    for told, block in groupby(lines, key=lambda line: line.party is not None):
        if told:
            yield list(block)


def broken_share(floors: Iterable[Iterable[Heard]]) -> float:
    """The share of scraps among the lines that analysts and management speak, from 0 to 1."""
    blocks = [block for lines in floors for block in told_blocks(lines)]
    count = sum(map(len, blocks))
    return sum(map(scraps, blocks)) / count if count else 0.0


def sided(lines: Sequence[Heard], names: Names, broken: float) -> list[Side]:
    """The side of every line of a floor; the operator's are procedure."""
    decided = (party for block in told_blocks(lines) for party in corrected(block, decide(block, names, broken)))
    return [SIDES[line.party and next(decided)] for line in lines]
