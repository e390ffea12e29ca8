"""What is neither a question nor an answer, and what asks without a question mark."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.segmentation.courtesy import asks, is_courtesy, is_line_trouble

IDA = frozenset({"ida", "storm"})


@pytest.mark.parametrize(
    "text",
    [
        "Thank you very much.",
        "Okay, great. Thanks, Ida.",
        "Good morning, everyone.",
        "Hi, good afternoon, guys. Thanks for taking my question.",
        "Congrats on a nice quarter.",
        "Congratulations on the great results.",
        "That's very helpful. I'll jump back in the queue.",
        "Okay, thank you so much. That's it from me.",
        "All right. Fair enough. I'll get back in line.",
        "Best of luck for the rest of the year.",
        "Thank you, sir, and all the best.",
        "Namaste sir, thank you for the opportunity.",
        "Thank you for the question, Ida.",
        "Great quarter, Q2. Thanks.",
        "How are you?",
        "Can you hear me?",
        "Hello? You're on mute.",
        "",
    ],
)
def test_courtesies(text: str) -> None:
    """Greetings, thanks, wishes, names and line trouble are courtesies."""
    assert is_courtesy(text, IDA)


@pytest.mark.parametrize(
    "text",
    [
        "Okay, and margins?",
        "Thanks. What about pricing?",
        "Thanks, Ida. Margins were flat.",
        "Thank you. We grew 5% this year.",
        "Yes, 5%.",
        "No, we don't.",
        "No comment.",
        "Congratulations on the wafer ramp in Oslo and the new contract there.",
    ],
)
def test_more_than_a_courtesy(text: str) -> None:
    """What asks, denies, or holds a figure or a fact is no courtesy, however politely it begins."""
    assert not is_courtesy(text, IDA)


@pytest.mark.parametrize(
    "text",
    [
        "What is the margin?",
        "And the same for Europe?",
        "Could you talk about the order book",
        "I was hoping you could touch on the ramp",
        "Just wondering about prices.",
        "My question is on margins.",
        "Any colour on that would be great.",
        "Your thoughts on pricing, please.",
        "Sir, I wanted to understand the capex plan.",
        "If you could give some sense of the tax rate.",
        "How should we think about the fourth quarter",
        "Is it fair to say it peaked",
        "Please elaborate.",
        "Walk us through the bridge.",
        "Remind us where leverage stands.",
    ],
)
def test_asking(text: str) -> None:
    """Words ask with or without a question mark."""
    assert asks(text)


@pytest.mark.parametrize(
    "text", ["Thanks, that's helpful.", "We expect margins to grow.", "Sales rose.", "Can you hear me?", ""]
)
def test_not_asking(text: str) -> None:
    """Thanks, statements and questions about the line don't ask anything."""
    assert not asks(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Can you hear me?", True),
        ("Am I audible?", True),
        ("Sorry, you're breaking up.", True),
        ("I think we lost you.", True),
        ("(Technical difficulty)", True),
        ("The production line was halted.", False),
        ("Can you hear me? " + "And what did you say about the margin in the second half of the year? " * 2, False),
    ],
)
def test_line_trouble(text: str, expected: bool) -> None:
    """Only few words about the line are line trouble."""
    assert is_line_trouble(text) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Sir, am I audible? Sir, what's the utilization?", True),
        ("What's the utilization? Can you hear me?", True),
        ("Hello? Am I audible? Can you hear me?", False),
    ],
)
def test_a_question_beside_line_trouble(text: str, expected: bool) -> None:
    """Who asks about the line and about something else asks; who only asks about the line doesn't."""
    assert asks(text) is expected
    assert is_courtesy(text) is not expected


@given(st.text(max_size=200))
def test_no_words_ask_and_are_line_trouble(text: str) -> None:
    """Any words are judged; what is only about the line asks nothing."""
    assert not (asks(text) and is_line_trouble(text))
    assert is_courtesy(text) or not is_line_trouble(text)
