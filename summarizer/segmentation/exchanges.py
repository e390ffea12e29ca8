"""Exchanges: every question with its answer, whatever was asked back, broken off or made clear on the way."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby, pairwise
from operator import attrgetter

from summarizer.people import plain
from summarizer.segmentation.announcements import mentions
from summarizer.segmentation.courtesy import asks, is_courtesy, is_farewell
from summarizer.segmentation.cues import cue
from summarizer.transcript import Exchange, Span, SpokenLine, words_in

_SHORT_ANSWER = 8
_SMALL_SHARE = 0.1
_LONG_QUESTION = 30
_ASKED_BACK = 25
_INTERJECTION = 5
_CLARIFYING, _CLARIFIED = 8, 12
_STEM = 5
_NEAR = 60
# "And is it in the guidance?"
_POINTS_BACK = re.compile(r"\A\W*(?:[\w']+\W+){1,2}(?:it|that|this|they|those|these|them)\b", re.I)
_OF_TIME = frozenset(
    "about could would should quarter quarters years first second third fourth there these those".split()
)
_NOT_HEARD = cue(
    "hear|catch|get|follow|understand|again|over|question|did you",
    r"\b(?:(?:did|could|can)(?:n't| not)|not sure i) (?:\w+ )?(?:hear|catch|get|follow|understand)\b|"
    r"\b(?:repeat|say|state|ask) (?:\w+ )?(?:again|over|question)\b|\bdid you (?:say|mean|ask)\b",
    re.I,
)
_NEW_QUESTION = cue(
    "one|question|topic|subject|point|thing|second|third|last|final|separate|follow|mov|switch|turn",
    r"\b(?:second|third|another|last|next|different|separate|other|quick) (?:one|question|topic|subject|point|thing)\b|"
    r"\b(?:secondly|thirdly|lastly|finally|separately|follow[- ]?up|one more)\b|\b(?:mov|switch|turn)ing\b",
    re.I,
)
_PASSES_ON = re.compile(
    r"\b(?:take|start|begin|add|answer|cover|handle|address|comment|elaborate|jump in|over to|go ahead|let me ask)\b",
    re.I,
)
_BROKEN_OFF = ("--", "...", "…", ",")
_FILLERS = frozenset("okay ok yes yeah right well so basically actually look listen i agree would inaudible".split())
_THANKS_WORDS = 3
_GOES_ON = re.compile(
    r"\W*(?:[^.?!]{1,25}[.!]\W+)?"
    r"(?:(?:okay|ok|great|thanks|thank you|got it|right|yes|yeah|sure|perfect|understood|fair enough)\W+)*"
    r"(?:and|then|also|on|next|lastly|finally|just)\b",
    re.I,
)


@dataclass
class _Pairing:
    question: list[SpokenLine] = field(default_factory=list)
    answer: list[SpokenLine] = field(default_factory=list)
    answered: bool = False


def pair(spoken: Sequence[SpokenLine], closing: int | None = None) -> tuple[Exchange, ...]:
    """Pair questions with answers: words that ask, after an answer, open the next exchange.

    Asking back ("Which quarter?") is no answer, and a short question about what was just said ("For this year?") goes
    on with the exchange that it makes clear. Lines on which nobody speaks don't part a span. Who ends the call, from
    line ``closing`` on, answers nothing by that.

    >>> line = lambda number, side, text: SpokenLine(number, text, side, None, "")
    >>> pair([line(1, "question", "How large is the backlog?"), line(2, "answer", "It is $96 million.")])
    (Exchange(question_lines=((1, 1),), answer_lines=((2, 2),), answered_by=()),)
    """
    pairs: list[_Pairing] = []
    told = [line for line in spoken if line.side != "procedure"]
    runs = [(side, list(group)) for side, group in groupby(told, key=attrgetter("side"))]
    for (side, run), (_, reply) in zip(runs, [*runs[1:], ("answer", [])], strict=False):
        if not pairs or (side == "question" and pairs[-1].answered and _opens(_text(run), _text(reply))):
            pairs.append(_Pairing())
        if side == "question":
            pairs[-1].question.extend(run)
        else:
            asked = _text(pairs[-1].question)
            pairs[-1].answer.extend(run)
            pairs[-1].answered = pairs[-1].answered or (bool(asked) and _answers(asked, _text(run)))
    numbers = [line.number for line in spoken]
    after = {here: there for here, there in pairwise(numbers) if here != there}
    return tuple(
        Exchange(
            _spans(one.question, after),
            _spans(one.answer, after),
            _answerers([line for line in one.answer if closing is None or line.number < closing]),
        )
        for one in _clarified(pairs)
    )


def _text(lines: Sequence[SpokenLine]) -> str:
    return " ".join([line.text for line in lines])


def _opens(text: str, reply: str) -> bool:
    """Whether an analyst's words after an answer put a question of their own, in any words if they are answered."""
    if asks(text) or (reply and words_in(text) > _LONG_QUESTION):
        return True
    if _GOES_ON.match(text) and _NEW_QUESTION.search(text):
        return bool(reply)
    goes_on = _GOES_ON.match(text) or _NEW_QUESTION.search(text)
    return goes_on is not None and words_in(text) > _CLARIFYING and words_in(reply) > _CLARIFIED


def _answers(asked: str, told: str) -> bool:
    """Whether management's words answer: they don't ask back, and don't just fall in with a question not yet put."""
    if words_in(told) <= _INTERJECTION and asked.rstrip().endswith(_BROKEN_OFF):
        return False
    return words_in(told) > _ASKED_BACK or not (told.rstrip().endswith("?") or _NOT_HEARD.search(told))


def _clarified(pairs: Sequence[_Pairing]) -> list[_Pairing]:
    """Let exchanges that only make the one before clear go on with it."""
    result: list[_Pairing] = []
    for one in pairs:
        before = result[-1] if result else None
        if before and before.answered and _clarifies(one, before):
            before.question.extend(one.question)
            before.answer.extend(one.answer)
        else:
            result.append(one)
    return result


def _clarifies(one: _Pairing, before: _Pairing) -> bool:
    """Whether a few words were put and answered in a few: more of the question before, unless they say otherwise, or go
    on to something of which nothing was just said."""
    asked = _text(one.question)
    short = words_in(asked) <= _CLARIFYING and 0 < words_in(_text(one.answer)) <= _CLARIFIED
    if not short or _NEW_QUESTION.search(asked):
        return False
    if not _GOES_ON.match(asked) or _POINTS_BACK.search(asked):
        return True
    about = _topics(asked)
    return not about or not about.isdisjoint(_topics(_text([*before.question[-_NEAR:], *before.answer[-_NEAR:]])))


def _topics(text: str) -> set[str]:
    """The longer words of a text, cut short, so that "margins" is "margin"."""
    return {word[:_STEM] for word in plain(text).split() if len(word) >= _STEM and word not in _OF_TIME}


def _spans(lines: Sequence[SpokenLine], after: Mapping[int, int]) -> tuple[Span, ...]:
    """The spans of some lines; ``after`` is the number of the next spoken line after each."""
    spans: list[Span] = []
    start = last = None
    for number, *_ in lines:
        if start is None or last is None:
            start = number
        elif number != last and after.get(last) != number:
            spans.append((start, last))
            start = number
        last = number
    return (*spans, (start, last)) if start is not None and last is not None else ()


def _answerers(lines: Sequence[SpokenLine]) -> tuple[str, ...]:
    """Those who answered, in order, without those who only handed over."""
    said: dict[str, list[str]] = {}
    for line in lines:
        if line.speaker:
            said.setdefault(line.speaker, []).append(line.text)
    if len(said) < 2:
        return tuple(said)
    words = {name: sum(map(words_in, texts)) for name, texts in said.items()}
    total = sum(words.values())
    named = tuple(
        name
        for name, n in words.items()
        if (n >= _SHORT_ANSWER and n >= _SMALL_SHARE * total) or _tells(" ".join(said[name]), said.keys() - {name})
    )
    return named or tuple(words)[:1]


def _tells(text: str, others: Collection[str]) -> bool:
    """Whether few words answer ("It's 2.4 now."): they don't hand over, thank, ask back or only say yes."""
    words = plain(text).split()
    thanks = text.lower().startswith("thank") and len(words) <= _THANKS_WORDS
    if thanks or _FILLERS.issuperset(words) or "?" in text or text.endswith(_BROKEN_OFF):
        return False
    if is_courtesy(text) or is_farewell(text) or _PASSES_ON.search(text):
        return False
    return not any(mentions(text, other) for other in others)
