"""Whole calls with their lines shuffled, cut, doubled, mixed and garbled: what a parsed call still promises."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from summarizer import summarize
from summarizer.reading.layouts import read_lines
from summarizer.segmentation.segments import segments
from summarizer.segmentation.sessions import parse_call
from summarizer.transcript import ParsedCall, Span

CASES = Path(__file__).parents[1] / "evals" / "cases"
LABELS = [
    "Operator",
    "Unknown Speaker",
    "Analyst",
    "Q:",
    "Questions and Answers",
    "=" * 80,
    "-" * 80,
    "Page 2 of 9",
    "--",
]
SCRAPS = st.sampled_from(LABELS) | st.text(max_size=30) | st.sampled_from([".", ",", "?", "Is in, one.", "Thank you."])
soon = settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@lru_cache(maxsize=1)
def calls() -> tuple[tuple[str, ...], ...]:
    """The lines of the calls that the project ships as text."""
    return tuple(
        tuple(path.read_text("utf-8", "replace").splitlines()) for path in sorted(CASES.glob("*/transcript.txt"))
    )


@st.composite
def passages(draw: st.DrawFn) -> list[str]:
    """Consecutive lines from somewhere in a call, with or without its first lines."""
    lines = draw(st.sampled_from(calls()))
    start = draw(st.integers(0, len(lines) - 1))
    head = draw(st.sampled_from([0, 12, 30]))
    return [*lines[:head], *lines[start : start + draw(st.integers(1, 80))]]


@st.composite
def disordered(draw: st.DrawFn) -> list[str]:
    """A call that went through something: lines shuffled, doubled, from two calls in turn, cut, or written over."""
    lines, other = draw(passages()), draw(passages())
    chance = draw(st.randoms(use_true_random=True))
    how = draw(st.sampled_from(["as it is", "shuffle", "double", "interleave", "cut", "garble", "insert"]))
    scraps = draw(st.lists(SCRAPS, min_size=1, max_size=5))
    if how == "shuffle":
        chance.shuffle(lines)
    elif how == "double":
        lines = [line for line in lines for _ in range(chance.randint(1, 2))]
    elif how == "interleave":
        lines = [line for pair in zip(lines, other, strict=False) for line in pair]
    elif how == "cut":
        lines = [line[: chance.randint(0, 80)] for line in lines]
    elif how == "garble":
        lines = [line if chance.randint(0, 7) else chance.choice(scraps) for line in lines]
    elif how == "insert":
        lines = [each for line in lines for each in (chance.choice(scraps), line)[chance.randint(0, 7) > 0 :]]
    return lines


def inside(spans: tuple[Span, ...]) -> list[int]:
    return [number for first, last in spans for number in range(first, last + 1)]


def check(call: ParsedCall, last: int) -> None:
    """What holds for every parsed call, however broken its page was."""
    heard: list[int] = []
    asked: list[int] = []
    answered: list[int] = []
    for session in call.sessions:
        assert session.analyst.name
        assert all(1 <= first <= end <= last for first, end in session.lines)
        assert all(before[1] < after[0] for before, after in pairwise(session.lines))
        numbers = [line.number for line in session.spoken]
        assert numbers == sorted(set(numbers)), "a line is spoken once, on one side"
        assert set(numbers) <= set(inside(session.lines))
        heard += numbers
        for exchange in session.exchanges:
            asked += inside(exchange.question_lines)
            answered += inside(exchange.answer_lines)
            assert exchange.question_lines or exchange.answer_lines
        sides = {line.number: line.side for line in session.spoken if any(c.isalnum() for c in line.text)}
        for exchange in session.exchanges:
            for side, spans in (("question", exchange.question_lines), ("answer", exchange.answer_lines)):
                assert {sides[number] for number in inside(spans) if number in sides} <= {side}
        assert all(1 <= flag.line <= last and flag.says for flag in session.flags)
    assert len(heard) == len(set(heard)), "no line belongs to two sessions"
    assert len(asked + answered) == len(set(asked + answered)), "no line is in two exchanges or on two sides"
    assert (call.qa_line is None) <= (not call.sessions)
    assert call.qa_line is None or 1 <= call.qa_line <= last


@soon
@given(disordered())
def test_any_call_is_parsed(lines: list[str]) -> None:
    """Nothing raises; lines are on one side of one exchange of one session; spans lie inside the file."""
    check(parse_call(read_lines(lines)), len(lines))


@soon
@given(disordered())
def test_the_same_lines_are_parsed_alike(lines: list[str]) -> None:
    """The same input has the same output."""
    assert parse_call(read_lines(lines)) == parse_call(read_lines(list(lines)))


@soon
@given(disordered())
def test_sessions_say_only_what_was_said(lines: list[str]) -> None:
    """A session's lines are lines that somebody spoke, word for word, and its segments say its words up to where the
    company ends the call."""
    transcript = read_lines(lines)
    call = parse_call(transcript)
    words = {line.number: line.text for turn in transcript.turns for line in turn.lines}
    for session, found in zip(call.sessions, segments(call), strict=True):
        assert {line.number: line.text for line in session.spoken}.items() <= words.items()
        told = [line.text for line in session.spoken if session.closing is None or line.number < session.closing]
        assert " ".join(one.text for one in found).split() == " ".join(told).split()


@soon
@given(disordered())
def test_any_call_is_summarised_and_rendered(lines: list[str]) -> None:
    """Every call becomes a report, and beside it stands every line that somebody spoke."""
    transcript = read_lines(lines)
    page = summarize(transcript, engine="extractive").to_html(transcript)
    spoken = {line.number for turn in transcript.turns for line in turn.lines}
    assert {int(number) for number in re.findall(r'class="line[^"]*" id="c1-(\d+)"', page)} == spoken


def test_the_calls_as_they_are() -> None:
    """In the calls that the project ships, undisturbed, no line spoken during a session is missing from it."""
    for lines in calls():
        transcript = read_lines(lines)
        call = parse_call(transcript)
        check(call, len(lines))
        spoken = {line.number for turn in transcript.turns for line in turn.lines}
        for session in call.sessions:
            assert {line.number for line in session.spoken} == spoken & set(inside(session.lines))
