"""The summary on a terminal."""

from __future__ import annotations

import re

import pytest

from summarizer.render import terminal
from tests.summaries import analyst, call, exchange, fennmark

COLOUR = {"TERM": "xterm-256color", "COLORTERM": "truecolor"}
ESCAPE = re.compile(r"\x1b\[[0-9;]*m|\x1b\]8;[^\x1b]*\x1b\\")


def plain(text: str) -> str:
    """What a reader sees."""
    return ESCAPE.sub("", text)


@pytest.mark.parametrize("width", [40, 80, 120])
def test_no_line_is_wider_than_the_terminal(width: int) -> None:
    """Lines are wrapped at the width, and no word is lost by it."""
    text = plain(terminal.call(fennmark(), width, COLOUR))
    assert max(map(len, text.splitlines())) <= width
    words = " ".join(text.split())
    for analyst_ in fennmark().analysts:
        for one in analyst_.exchanges:
            assert one.question in words
            assert one.status in words


def test_status_and_flags_have_colour_and_lines_a_link() -> None:
    """On a terminal with colour a declined question is red, a flag yellow, and lines link to the transcript."""
    text = terminal.call(fennmark(), 80, COLOUR, "file:///calls/call.txt")
    assert re.search(r"\x1b\[31m⊘ declined", text)
    assert re.search(r"\x1b\[33m\"2026\" is not", text)
    assert "file:///calls/call.txt" in text


@pytest.mark.parametrize("environ", [COLOUR | {"NO_COLOR": "1"}, {"TERM": "dumb"}])
def test_no_colour_where_none_is_wanted(environ: dict[str, str]) -> None:
    """NO_COLOR and a dumb terminal get no colour; the words are the same."""
    text = terminal.call(fennmark(), 80, environ)
    assert not re.search(r"\x1b\[[0-9;]*3[1-7]", text)
    assert plain(text) == plain(terminal.call(fennmark(), 80, COLOUR))


def test_words_can_not_steer_the_terminal() -> None:
    """Control characters of a transcript or a model never reach the terminal."""
    evil = "x\x1b[2J\x1b]0;title\x07\r\u202e"
    summary = call(analyst(exchange(evil, evil, quote=evil), name=evil, firm=evil, summary=evil), company=evil)
    text = plain(terminal.call(summary, 80, COLOUR))
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e]", text)


def test_brackets_are_no_markup_of_rich() -> None:
    """Words in brackets are shown, not taken for a style or an emoji."""
    text = plain(terminal.call(call(analyst(exchange("[bold red]x[/] :smile: [link=a]b"))), 80, COLOUR))
    assert "[bold red]x[/] :smile: [link=a]b" in text
