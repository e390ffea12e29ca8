"""Written questions that are read out: whose they are, where they end."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.segmentation.written import parts
from summarizer.transcript import Line, Participant, Turn

ROLF = Participant("Rolf Haag", "analyst", None, None)


def turn(*lines: str) -> Turn:
    """A turn of the head of investor relations'."""
    return Turn(Participant("Tove Vale", "ir"), tuple(Line(at, text) for at, text in enumerate(lines, start=5)), 4)


@pytest.mark.parametrize(
    ("text", "name", "firm"),
    [
        ("We have a written question from Rolf Haag of Moen Bank. What is the tax rate?", "Rolf Haag", "Moen Bank"),
        ("A question by Rolf Haag, who writes: what is the tax rate?", "Rolf Haag", None),
        (
            "The next one is from Rolf Haag at Moen & Co, submitted online: what is the tax rate?",
            "Rolf Haag",
            "Moen & Co",
        ),
        (
            "The first is from a private shareholder, Rolf Haag, as it was typed. What is the tax rate?",
            "Rolf Haag",
            None,
        ),
        ("This question was submitted on the webcast. What is the tax rate?", "Unidentified Analyst", None),
        ("An e-mailed question. It's from Rolf Haag of Moen Bank: what is the tax rate?", "Rolf Haag", "Moen Bank"),
        ("Two questions in the chat. Rolf Haag wants to know: what is the tax rate?", "Rolf Haag", None),
        ("A written question: Rolf Haag of Moen Bank asks: what is the tax rate?", "Rolf Haag", "Moen Bank"),
        ("There is a question from the web from Sara el-Amin. What is the tax rate?", "Sara el-Amin", None),
        ("A question from Éva de Ruyter was e-mailed: could you say what the tax rate is?", "Éva de Ruyter", None),
    ],
)
def test_whose_question_it_is(text: str, name: str, firm: str | None) -> None:
    """The asker is whom the reader names; whom nobody names stays unidentified."""
    [(_, asker)] = parts(turn(text))
    assert asker == Participant(name, "analyst", None, firm)


@pytest.mark.parametrize(
    "text",
    [
        "That goes back to the question from Ida Storm. We grew.",
        "As we said to Ida Storm, who asks about tax, it is 24%.",
        "We have more questions in the queue. Operator, can we have the next?",
        "I sent it in writing to Rolf Haag. Does that answer it?",
        "We sell online. Is that a risk? We think not.",
        "We'll take questions from the room and then from the web. Andreas?",
        "Last week we agreed to be bought by Moen Bank. Reach me by e-mail. Olaf, will you begin?",
        "",
    ],
)
def test_what_is_no_written_question(text: str) -> None:
    """An answer that mentions a question, a name or the web reads nothing out."""
    assert [part.asker for part in parts(turn(text))] == [None]


def test_several_in_one_turn() -> None:
    """A turn may read out several questions and answer them; each part is the lines of one, in order."""
    lines = (
        "Thanks. We have two questions that were sent in.",
        "One is from Rolf Haag. He asks about tax,",
        "and what will the rate be?",
        "It will be 24%.",
        "The other one is from Rolf again: do you pay a dividend?",
        "We don't.",
    )
    found = parts(turn(*lines), [ROLF])
    assert [(len(part.turn.lines), part.asker) for part in found] == [
        (1, None),
        (2, ROLF),
        (1, None),
        (1, ROLF),
        (1, None),
    ]
    assert [part.turn.header for part in found] == [4, None, None, None, None]


def test_named_on_the_next_line() -> None:
    """What says that a question came in is not the question; the line that names the asker begins it."""
    found = parts(turn("We have one question that came in by e-mail.", "It is from Rolf Haag, who asks: why 24%?"))
    assert [(len(part.turn.lines), part.asker) for part in found] == [(1, None), (1, ROLF)]


def test_a_narrow_page() -> None:
    """On a page of short lines a name may break off, and the question begins on the line where it is named."""
    lines = (
        "Two came in. One is written by Rolf",
        "Haag, and he writes:",
        "what will the tax",
        "rate be?",
        "It is 24%.",
    )
    found = parts(turn(*lines), [ROLF])
    assert [(part.turn.lines[0].number, len(part.turn.lines)) for part in found] == [(5, 4), (9, 1)]
    assert found[0].asker == ROLF


@given(st.lists(st.text(max_size=80), max_size=6))
def test_parts_rejoin_to_the_turn(lines: list[str]) -> None:
    """Whatever a turn says, its parts hold all its lines once, in order."""
    whole = turn(*lines)
    assert tuple(line for part in parts(whole) for line in part.turn.lines) == whole.lines
