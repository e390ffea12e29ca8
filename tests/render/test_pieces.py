"""Figures where they stand in a text."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from summarizer.render.pieces import Piece, pieces
from tests.summaries import figure


def test_a_text_is_cut_at_its_checked_figures() -> None:
    """Each figure that was checked is a piece with its check; other words and other figures are plain."""
    half, share = figure("$5 million"), figure("8%", "unsupported")
    assert pieces("Sales of $5 million, up 8% from 2024.", (half, share)) == (
        Piece("Sales of "),
        Piece("$5 million", half),
        Piece(", up "),
        Piece("8%", share),
        Piece(" from 2024."),
    )


def test_a_figure_is_found_whole() -> None:
    """The check of 8% is not that of 18%, nor of 8.5%."""
    assert pieces("From 18% to 8.5%.", (figure("8%"),)) == (Piece("From 18% to 8.5%."),)


def test_the_worst_verdict_stands_for_a_figure_with_several() -> None:
    """Where a figure was judged twice, the doubtful verdict is the one that is shown."""
    worse = figure("8%", "elsewhere")
    for checks in ((figure("8%"), worse), (worse, figure("8%"))):
        assert pieces("8%", checks) == (Piece("8%", worse),)


@given(st.lists(st.sampled_from(["8%", "$5 million", " and ", "2024", "third quarter", "x", ". ", "-"])))
def test_the_pieces_joined_are_the_text(parts: list[str]) -> None:
    """No word is lost or doubled."""
    text = "".join(parts)
    checks = tuple(figure(text) for text in ("8%", "$5 million", "third quarter"))
    assert "".join(piece.text for piece in pieces(text, checks)) == text
