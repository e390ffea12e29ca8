"""Sessions packed into requests: what fits stays whole, what is small shares, what is too large is cut.

A session is cut where it hurts least: between exchanges, else between turns, else between segments. A part that begins
inside an exchange repeats its question, so that the answer is read against what was asked. Everything is counted in
tokens by functions that are passed in.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import groupby
from typing import NamedTuple

from summarizer.transcript import Segment

Size = Callable[[Segment], int]


class Part(NamedTuple):
    """What one request gets of a session: its own segments, and before them those that it repeats for context."""

    segments: tuple[Segment, ...]
    repeated: tuple[Segment, ...] = ()


def cut(segments: Sequence[Segment], size: Size, limit: int) -> tuple[Part, ...]:
    """Cut a session into parts of at most ``limit`` tokens each, context included; one part if it fits.

    A single segment above the limit stands alone in its part: there is nothing left to cut. Context is given up
    before it takes more than half of the limit.
    """
    parts: list[Part] = []
    open_part = Part(())
    for unit in _units(tuple(segments), size, limit):
        grown = open_part._replace(segments=open_part.segments + unit)
        if open_part.segments and _tokens(grown, size) > limit:
            parts.append(open_part)
            own = sum(map(size, unit))
            grown = Part(unit, _context(segments, unit[0], size, min(limit // 2, limit - own)))
        open_part = grown
    return (*parts, open_part)


def pack(sizes: Sequence[int], limit: int) -> tuple[tuple[int, ...], ...]:
    """Group neighbouring sessions, by index, into as few requests as keep to ``limit`` tokens; what is larger is alone.

    Among equally few the requests are kept as even as can be, since the largest decides how long the call takes.

    >>> pack([50, 60, 60, 30], 120)
    ((0, 1), (2, 3))
    """
    if not sizes:
        return ()
    fewest = len(_fill(sizes, limit))
    # The smallest limit that still gives as few requests; a group's total is always one of these sums.
    low, high = min(sizes), limit
    while low < high:
        middle = (low + high) // 2
        low, high = (low, middle) if len(_fill(sizes, middle)) <= fewest else (middle + 1, high)
    return _fill(sizes, high)


def _fill(sizes: Sequence[int], limit: int) -> tuple[tuple[int, ...], ...]:
    groups: list[list[int]] = []
    total = 0
    for index, size in enumerate(sizes):
        if groups and total + size <= limit:
            groups[-1].append(index)
            total += size
        else:
            groups.append([index])
            total = size
    return tuple(map(tuple, groups))


def _units(segments: tuple[Segment, ...], size: Size, limit: int) -> list[tuple[Segment, ...]]:
    """The pieces that stay together: exchanges that fit, else turns that leave room for a question, else segments."""
    units: list[tuple[Segment, ...]] = []
    for exchange in _exchanges(segments):
        if sum(map(size, exchange)) <= limit:
            units.append(exchange)
            continue
        for turn in _turns(exchange):
            units += [turn] if sum(map(size, turn)) <= limit // 2 else [(segment,) for segment in turn]
    return units


def _exchanges(segments: tuple[Segment, ...]) -> list[tuple[Segment, ...]]:
    """Split where a new exchange begins; what belongs to none stays with what came before it."""
    exchanges: list[tuple[Segment, ...]] = []
    current: int | None = None
    for segment in segments:
        if exchanges and segment.exchange in (None, current):
            exchanges[-1] += (segment,)
        else:
            exchanges.append((segment,))
        current = current if segment.exchange is None else segment.exchange
    return exchanges


def _turns(segments: tuple[Segment, ...]) -> list[tuple[Segment, ...]]:
    return [tuple(turn) for _, turn in groupby(segments, key=lambda segment: (segment.speaker, segment.side))]


def _context(segments: Sequence[Segment], first: Segment, size: Size, room: int) -> tuple[Segment, ...]:
    """The question that ``first`` goes on with, as far as it was in earlier parts and fits; its end is kept first."""
    before = segments[: segments.index(first)]
    exchange = first.exchange
    if exchange is None:
        exchange = next((segment.exchange for segment in reversed(before) if segment.exchange is not None), None)
    question = [segment for segment in before if segment.side == "question" and segment.exchange == exchange]
    kept: list[Segment] = []
    for segment in reversed(question if exchange is not None else []):
        room -= size(segment)
        if room < 0:
            break
        kept.insert(0, segment)
    return tuple(kept)


def _tokens(part: Part, size: Size) -> int:
    return sum(map(size, part.repeated + part.segments))
