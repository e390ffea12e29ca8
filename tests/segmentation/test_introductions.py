"""Who somebody says they are."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.segmentation.introductions import Introduction, introduction


@pytest.mark.parametrize(
    ("text", "name", "role"),
    [
        ("Hi, this is Ida Storm, Vice President of Treasury.", "Ida Storm", "management"),
        ("I'm Ida Storm, Chief Financial Officer. Let me take that.", "Ida Storm", "management"),
        ("My name is Ida Storm and I'm the CFO.", "Ida Storm", "management"),
        ("It’s Ida Storm, the Head of Investor Relations.", "Ida Storm", "management"),
        ("This is actually Ida Storm, Analyst at Norvik.", "Ida Storm", "analyst"),
        ("This is Ida Storm from Norvik Capital.", "Ida Storm", "unknown"),
        ("Hi, it's Ida Storm on for Ola Berg.", "Ida Storm", "unknown"),
        ("Hi, Ida Storm here from Norvik.", "Ida Storm", "unknown"),
        ("Ida Storm speaking.", "Ida Storm", "unknown"),
        ("Good morning, this is Ida.", "Ida", "unknown"),
        ("This is Éva Ödön, CFO.", "Éva Ödön", "management"),
    ],
)
def test_introductions(text: str, name: str, role: str) -> None:
    """A name given as one's own comes with the role that the title beside it implies."""
    assert introduction(text) == Introduction(name, role)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "This is a good question.",
        "This is what we said.",
        "This is Q3.",
        "Right here in Oslo.",
        "Ida Storm will take that.",
        "Thank you, Ida Storm.",
        "We are happy. " * 30 + "This is Ida Storm.",
    ],
)
def test_no_introduction(text: str) -> None:
    """Speaking of something or somebody else introduces nobody, nor does what comes late."""
    assert introduction(text) is None


def test_an_enumeration_after_one_word_is_no_title() -> None:
    """A single capitalised word is too little for the rest of the sentence to be its title."""
    assert introduction("It's Europe, President Holt said so.") == Introduction("Europe", "unknown")


@given(st.text(max_size=400))
def test_any_words(text: str) -> None:
    """Whoever is introduced is named in the words."""
    met = introduction(text)
    assert met is None or met.name in text.replace("’", "'")
