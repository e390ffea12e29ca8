"""Blocks: the lines of analyst and management between two turns of the operator's, and the side each line is on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby

from summarizer.segmentation.corrections import answers_begun, corrected, questions_left
from summarizer.segmentation.floors import Held
from summarizer.segmentation.sides import Heard, Names, Party, decide, in_scraps, scraps
from summarizer.transcript import Side

SIDES: dict[Party | None, Side] = {"analyst": "question", "management": "answer", None: "procedure"}


def heard(held: Iterable[Held]) -> list[Heard]:
    """The lines of a floor as the page has them."""
    return [
        Heard(number, text, party, turn.speaker.name, at == 0)
        for turn, party in held
        for at, (number, text) in enumerate(turn.lines)
    ]


def told_blocks(lines: Iterable[Heard]) -> list[list[Heard]]:
    """The blocks of a floor: runs of lines without a word of the operator's."""
    return [list(block) for told, block in groupby(lines, key=_is_told) if told]


def broken_share(blocks: Iterable[Sequence[Heard]]) -> float:
    """The share of scraps among the lines of some blocks, from 0 to 1."""
    count = found = 0
    for block in blocks:
        count += len(block)
        found += scraps(block)
    return found / count if count else 0.0


def sided(lines: Sequence[Heard], blocks: Iterable[Sequence[Heard]], names: Names, broken: float | None) -> list[Side]:
    """The side of every line of a floor, whose blocks are given too; the operator's are procedure.

    ``broken`` is the share of scraps in the whole Q&A, None where every line has its own label.
    """
    decided = (party for block in blocks for party in _decided(block, names, broken))
    return [SIDES[line.party and next(decided)] for line in lines]


def _decided(block: Sequence[Heard], names: Names, broken: float | None) -> list[Party]:
    labels_lost = in_scraps(block, broken)
    course = corrected(block, decide(block, names, "scraps" if labels_lost else "whole"))
    return answers_begun(block, questions_left(block, course, names.management)) if labels_lost else course


def _is_told(line: Heard) -> bool:
    return line.party is not None
