"""Procedure: lines of a session that neither ask nor answer, told from short answers that look alike.

"Yes." is an answer where something was asked, and a back-channel where nothing was.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby
from operator import attrgetter
from typing import NamedTuple

from summarizer.segmentation.announcements import calls_questioner
from summarizer.segmentation.courtesy import asks, is_courtesy, is_farewell, is_line_trouble
from summarizer.segmentation.segments import split_sentences
from summarizer.transcript import Side, SpokenLine, words_in

_SHORT, _SHORT_LENGTH = 20, 400
_TROUBLE_LENGTH = 400
_REPLY = re.compile(
    r"(?:(?:yes|yeah|yep|no|nope|correct|right|exactly|absolutely|sure|definitely|indeed|of course|that's (?:right|"
    r"correct|fair|true)|you're right|i do|we do|we are|it is|it does|please|sir|madam)\b[\s,.!-]*)",
    re.I,
)
_MAY_I = re.compile(
    r"\b(?:can|could|may|might|if) i (?:just |maybe |please |also )?(?:ask|squeeze|sneak|slip|have|get|add|follow|go|"
    r"jump|throw|take|try|may|could|might|can)\b",
    re.I,
)
_GREETS = re.compile(
    r"\b(?:thanks?|thank you|appreciate|hi|hello|hey|welcome|morning|afternoon|evening|namaste|pleasure|"
    r"okay|ok|great|good|sorry|excuse me|pardon|question|operator|go (?:ahead|on)|please|hmm)\b",
    re.I,
)
_ANSWER_WORD = re.compile(r"[^\W\d_]+")
_TO_THE_OPERATOR = re.compile(
    r"\boperator,|,? operator\W*\Z|"
    r"\b(?:let's|let us|we'll|we can|can we|could we) (?:now |please )?(?:take|go to|move (?:on )?to|have) "
    r"(?:the|our) (?:next|last)\b",
    re.I,
)


_CALLS_THE_OPERATOR = re.compile(
    r"\W{0,9}(?:(?:okay|ok|thanks|thank you|great|all right|sorry)\W{1,9})?operator,", re.I
)


class Run(NamedTuple):
    """Consecutive lines on one side under one label, and their words."""

    side: Side
    lines: tuple[SpokenLine, ...]
    text: str


def set_aside(spoken: Sequence[SpokenLine], names: frozenset[str]) -> list[SpokenLine]:
    """Put on the procedure's side what neither asks nor answers.

    That is, up to twenty words under one label: thanks, greetings and farewells, also of words that only the place
    shows to be such: before anybody asked, or after the last answer. And what is said of a line that broke, or to the
    operator. Longer closing remarks stay with the last answer unless the operator parts them from it: the labels don't
    tell (see ``Session.closing``). ``names`` are the words of everybody's names.
    """
    runs = [_run(side, tuple(lines)) for (side, _), lines in groupby(spoken, key=attrgetter("side", "label"))]
    kept: list[Run] = []
    for at, run in enumerate(runs):
        before = next((one for one in reversed(kept) if one.side != "procedure"), None)
        interrupted = at > 0 and runs[at - 1].side == "procedure"
        aside = run.side != "procedure" and (
            (run.side == "answer" and interrupted and is_line_trouble(run.text, _TROUBLE_LENGTH))
            or (_is_short(run) and _neither(runs[at:], before, names))
            or (_is_short(run) and before is None and _greets(runs[at:]))
        )
        kept.append(_procedural(run) if aside else run)
    return [line for run in _without_parting_words(kept) for line in run.lines]


def replies(text: str) -> bool:
    """Whether an answer is yes or no and nothing else.

    >>> replies("Yes, exactly."), replies("Yes, in May.")
    (True, False)
    """
    return _REPLY.sub("", text).strip() == ""


def _run(side: Side, lines: tuple[SpokenLine, ...]) -> Run:
    return Run(side, lines, " ".join([line.text for line in lines]))


def _is_short(run: Run) -> bool:
    return len(run.text) <= _SHORT_LENGTH and words_in(run.text) <= _SHORT


def _procedural(run: Run) -> Run:
    return Run("procedure", tuple(line._replace(side="procedure") for line in run.lines), run.text)


def _neither(runs: Sequence[Run], before: Run | None, names: frozenset[str]) -> bool:
    """Whether the first of some short runs is thanks, a greeting, a farewell, or a word to the operator."""
    run = runs[0]
    if _CALLS_THE_OPERATOR.match(run.text):
        return True
    if run.side == "answer":
        last = all(other.side != "question" for other in runs)
        asked = before is not None and before.side == "question" and _put_a_question(before.text, names)
        if is_farewell(run.text):
            return not (asked and _tells_before_farewell(run.text, names))
        if last and (calls_questioner(run.text) or _TO_THE_OPERATOR.search(run.text)):
            return True
        if asked and _may_answer(run.text, names):
            return False
    return is_courtesy(run.text, names)


def _tells_before_farewell(text: str, names: frozenset[str]) -> bool:
    return not all(is_farewell(one) or is_courtesy(one, names) for one in split_sentences(text))


def _may_answer(text: str, names: frozenset[str]) -> bool:
    """Whether a few words after a question can answer it: they neither greet nor thank nor only name somebody."""
    if replies(text):
        return True
    said = _ANSWER_WORD.findall(text.lower())
    return not (_GREETS.search(text) or is_line_trouble(text) or names.issuperset(said))


def _put_a_question(text: str, names: frozenset[str]) -> bool:
    """Whether words end by asking for more than leave to ask."""
    last = next((one for one in reversed(split_sentences(text)) if not is_courtesy(one, names)), "")
    return asks(last) and not _MAY_I.search(last)


def _greets(runs: Sequence[Run]) -> bool:
    """Whether the first of some runs, before which nobody asked, greets: no question, answered as shortly as put."""
    first, after = runs[0], next((run for run in runs[1:] if run.side != "procedure"), None)
    if first.side == "answer":
        return after is not None
    return not asks(first.text) and after is not None and after.side == "answer" and _is_short(after)


def _without_parting_words(runs: Sequence[Run]) -> list[Run]:
    """Set aside the analyst's last words where they only thank in words of their own."""
    last = max((at for at, run in enumerate(runs) if run.side == "answer"), default=len(runs))
    return [
        _procedural(run) if at > last and run.side == "question" and _is_short(run) and not asks(run.text) else run
        for at, run in enumerate(runs)
    ]
