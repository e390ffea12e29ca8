"""Sessions into requests: nothing lost, nothing doubled but marked context, the budget kept."""

from __future__ import annotations

from itertools import groupby

import pytest
from hypothesis import given
from hypothesis import strategies as st
from talks import segment

from summarizer.chunks import Part, cut, pack
from summarizer.transcript import Segment, Side


def size(one: Segment) -> int:
    return len(one.text)


@st.composite
def sessions(draw: st.DrawFn) -> list[Segment]:
    """Exchanges of a question, an answer and sometimes courtesies, in sentences of one to forty tokens."""
    segments: list[Segment] = []
    for exchange in range(draw(st.integers(1, 4))):
        for side in draw(st.permutations(["question", "answer", "answer", "question", "procedure"])):
            for _ in range(draw(st.integers(0, 3))):
                segments.append(_said(len(segments), draw(st.integers(1, 40)), side, exchange))  # type: ignore[arg-type]
    return segments


def _said(number: int, length: int, side: Side, exchange: int) -> Segment:
    return segment(number, "x" * length, side, None if side == "procedure" else exchange)


LIMITS = st.integers(1, 400)


@given(sessions(), LIMITS)
def test_the_parts_rejoin_to_the_session(segments: list[Segment], limit: int) -> None:
    """Every segment is in exactly one part, in the order of the session."""
    assert [own for part in cut(segments, size, limit) for own in part.segments] == segments


@given(sessions(), LIMITS)
def test_a_part_keeps_to_the_limit_with_its_context(segments: list[Segment], limit: int) -> None:
    """No part is above the limit, but a segment that is above it by itself, which stands alone and without context."""
    for part in cut(segments, size, limit):
        taken = sum(map(size, part.repeated + part.segments))
        assert taken <= limit or (len(part.segments) == 1 and not part.repeated)


@given(sessions(), LIMITS)
def test_context_is_the_question_of_the_exchange_that_goes_on(segments: list[Segment], limit: int) -> None:
    """What a part repeats was asked earlier, in the exchange that the part begins with."""
    for part in cut(segments, size, limit):
        for repeated in part.repeated:
            assert repeated.side == "question"
            assert segments.index(repeated) < segments.index(part.segments[0])
            assert part.segments[0].exchange in (None, repeated.exchange)


@given(sessions())
def test_a_session_that_fits_is_one_part(segments: list[Segment]) -> None:
    """A session as large as the limit is not cut."""
    assert cut(segments, size, sum(map(size, segments))) == (Part(tuple(segments)),)


def _asked(*lengths: tuple[int, Side, int]) -> list[Segment]:
    return [_said(number, length, side, exchange) for number, (length, side, exchange) in enumerate(lengths)]


@pytest.mark.parametrize(
    ("said", "limit", "parts"),
    [
        pytest.param(
            _asked((5, "question", 0), (5, "answer", 0), (5, "question", 1), (5, "answer", 1)),
            16,
            [([], [0, 1]), ([], [2, 3])],
            id="between exchanges, though a turn more would fit",
        ),
        pytest.param(
            _asked((4, "question", 0), (9, "answer", 0), (2, "question", 0), (9, "answer", 0)),
            20,
            [([], [0, 1, 2]), ([0, 2], [3])],
            id="between turns where an exchange is too large",
        ),
        pytest.param(
            _asked((4, "question", 0), (6, "answer", 0), (6, "answer", 0), (6, "answer", 0), (6, "answer", 0)),
            16,
            [([], [0, 1, 2]), ([0], [3, 4])],
            id="between segments where a turn is too large",
        ),
        pytest.param(
            _asked((9, "question", 0), (9, "question", 0), (9, "answer", 0), (9, "answer", 0)),
            20,
            [([], [0, 1]), ([1], [2]), ([1], [3])],
            id="with the end of a question that is too long to repeat",
        ),
    ],
)
def test_where_a_session_is_cut(said: list[Segment], limit: int, parts: list[tuple[list[int], list[int]]]) -> None:
    """A session is cut between exchanges, else between turns, else between segments, the question repeated."""

    def numbers(segments: tuple[Segment, ...]) -> list[int]:
        return [said.index(one) for one in segments]

    assert [(numbers(part.repeated), numbers(part.segments)) for part in cut(said, size, limit)] == parts


SIZES = st.lists(st.integers(1, 50), max_size=9)


@given(SIZES, st.integers(0, 150))
def test_packing_keeps_every_session_in_order(sizes: list[int], limit: int) -> None:
    """Every session is in exactly one request, and neighbours only share one within the limit."""
    groups = pack(sizes, limit)
    assert [index for group in groups for index in group] == list(range(len(sizes)))
    assert all(len(group) == 1 or sum(sizes[index] for index in group) <= limit for group in groups)


@given(st.lists(st.integers(1, 50), min_size=1, max_size=8), st.integers(50, 150))
def test_packing_is_the_best_of_all_ways(sizes: list[int], limit: int) -> None:
    """No other way to group neighbours takes fewer requests, nor, of those with as few, has a smaller largest one."""

    def cost(groups: list[list[int]]) -> tuple[int, int]:
        return len(groups), max(sum(group) for group in groups)

    ways = []
    for marks in range(2 ** (len(sizes) - 1)):
        starts = [sum(marks >> bit & 1 for bit in range(index)) for index in range(len(sizes))]
        ways.append(
            [[size for _, size in run] for _, run in groupby(zip(starts, sizes, strict=True), lambda at: at[0])]
        )
    allowed = [cost(way) for way in ways if all(sum(group) <= limit for group in way)]
    assert cost([[sizes[index] for index in group] for group in pack(sizes, limit)]) == min(allowed)
