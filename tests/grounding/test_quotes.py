"""A quote is verbatim or it is none: typography may differ, words, figures and case may not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.grounding.quotes import find_quote, nearest, normalise
from summarizer.transcript import Segment

LEO = "Leo Brandt"
SAID = (
    Segment("s1", "So what’s the plan for the kilns?", (10, 10), "question", "Ana Prieto", "Ana Prieto", 0),
    Segment("s2", "We won’t guide — not\u00a0yet — on the co\u00adsts of 2.5 million.",
            (12, 13), "answer", LEO, LEO, 0),
    Segment("s3", "It will take the time it takes.", (14, 14), "answer", LEO, LEO, 0),
    Segment("s4", "The plan for the kilns is on track.", (16, 16), "answer", "Mia Okafor", "Mia Okafor", 0),
)  # fmt: skip


@pytest.mark.parametrize(
    ("quote", "lines"),
    [
        ("We won't guide - not yet", ((12, 13),)),
        ("“We won't guide -- not yet -- on the costs”", ((12, 13),)),
        ("It will take the time it takes", ((14, 14),)),
        ("on the costs of 2.5 million. It will take the time", ((12, 13), (14, 14))),
        ("the time it takes,", ((14, 14),)),
        ("The plan for the kilns", ((16, 16),)),
    ],
)
def test_typography_may_differ(quote: str, lines: tuple[tuple[int, int], ...]) -> None:
    """Marks, dashes, spaces, soft hyphens and a last full stop are no words; a speaker's segments may be joined."""
    found = find_quote(quote, SAID)
    assert found is not None
    assert (found.lines, found.by_management) == (lines, True)


@pytest.mark.parametrize(
    "quote",
    [
        "we won't guide - not yet",
        "We will guide - not yet",
        "on the costs of 25 million",
        "of 5 million.",
        "the time it takes. The plan for the kilns",
        "it takes",
        "the ime it takes",
        "",
        "...",
    ],
)
def test_words_figures_and_case_may_not_differ(quote: str) -> None:
    """A changed word, a cut number, two speakers run together, or too few words are no quote."""
    assert find_quote(quote, SAID) is None


def test_the_analysts_words_are_known_as_such() -> None:
    """A quote that only the analyst said is found, but not as management's."""
    found = find_quote("what's the plan for the kilns?", SAID)
    assert found is not None
    assert not found.by_management


def test_a_near_miss_is_located() -> None:
    """For a quote with a changed word the place it comes from is found, in whole words."""
    near = nearest("It will take all the time it takes", SAID)
    assert near is not None
    assert near[1].id == "s3"
    assert near[0] in SAID[2].text


def test_words_from_nowhere_have_no_near_miss() -> None:
    """A quote that resembles nothing that was said is not put down to anyone."""
    assert nearest("Dividends double every spring in Lisbon", SAID) is None


@given(st.text(max_size=80) | st.text(alphabet='a5 -–—\u2010\u00ad\u00a0…"’', max_size=20))
def test_normalising_twice_changes_nothing(text: str) -> None:
    """What is normalised is normal."""
    assert normalise(normalise(text)) == normalise(text)


@given(st.integers(min_value=0, max_value=6), st.integers(min_value=3, max_value=7))
def test_every_run_of_whole_words_is_a_quote(start: int, length: int) -> None:
    """Any three or more words of a segment in a row are found in it."""
    words = SAID[2].text.split()
    quote = words[start : start + length]
    found = find_quote(" ".join(quote), SAID)
    assert (found is not None) == (len(quote) >= 3)
