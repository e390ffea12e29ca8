"""Voices: who the operator is where speech recognition tells speakers apart without knowing them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby

from summarizer.segmentation.announcements import calls_questioner, read_announcement
from summarizer.segmentation.roles import is_operator
from summarizer.transcript import Turn

_LEAST_CALLS = 2
_CALLING_SHARE = 0.5
_SHORT = 80


def with_operator(turns: Sequence[Turn]) -> list[Turn]:
    """The turns with the operator's role given to the label that does an operator's work, where no label has it.

    That is a label without a role of its own that calls questioners again and again, in short turns, and says little
    else: an executive who hosts the queue also answers, and stays what they are.
    """
    operator = None if any(is_operator(turn) for turn in turns) else _operator(turns)
    if operator is None:
        return list(turns)
    return [
        replace(turn, speaker=turn.speaker._replace(role="operator")) if turn.speaker.name == operator else turn
        for turn in turns
    ]


def _operator(turns: Sequence[Turn]) -> str | None:
    """The label that calls the most questioners, if it does what an operator does."""
    by_label = sorted((turn.speaker.name, at) for at, turn in enumerate(turns) if turn.speaker.role == "unknown")
    best, most = None, _LEAST_CALLS - 1
    for label, group in groupby(by_label, key=lambda pair: pair[0]):
        own = [turns[at].text for _, at in group]
        calls = sum(_calls(text) for text in own)
        # The welcome may be long, and so may the farewell.
        if calls > most and calls >= _CALLING_SHARE * len(own) and all(len(t.split()) <= _SHORT for t in own[1:-1]):
            best, most = label, calls
    return best


def _calls(text: str) -> bool:
    read = read_announcement(text)
    return read.kind == "call" and (calls_questioner(text) or read.firm is not None)
