"""A text cut at its figures, so that each can be shown with its verdict where it stands."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple, get_args

from summarizer.figures.finding import find_figures
from summarizer.summary import FigureCheck, Verdict

# From the best to the worst.
_VERDICTS: tuple[Verdict, ...] = get_args(Verdict)


class Piece(NamedTuple):
    """Some words in a row; ``check`` is that of the figure that they are, None for other words."""

    text: str
    check: FigureCheck | None = None


def pieces(text: str, checks: Sequence[FigureCheck]) -> tuple[Piece, ...]:
    """Cut a text at the figures that were checked; the pieces, joined, give back the text.

    Where one figure has several verdicts, nobody can tell which of them is about this place: the worst is taken.
    """
    worst: dict[str, FigureCheck] = {}
    for check in sorted(checks, key=lambda check: _VERDICTS.index(check.verdict)):
        worst[check.text] = check
    cut: list[Piece] = []
    done = 0
    for figure in find_figures(text):
        if figure.text in worst and figure.start >= done:
            cut += [Piece(text[done : figure.start]), Piece(figure.text, worst[figure.text])]
            done = figure.end
    return tuple(piece for piece in (*cut, Piece(text[done:])) if piece.text)
