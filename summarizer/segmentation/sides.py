"""Which side each line of a session is on, from the words and the labels together.

A line's words speak for the analyst or for management ("can you", "my question" against "we expect", "thanks, Ida"), a
label speaks for whoever it names, and lines that follow each other mostly stay on one side. The three are added up as
log-odds and the likeliest course through the session is taken (a two-state Markov chain, decoded by Viterbi). How far
the labels are trusted depends on the page: where speech recognition broke turns into scraps, labels drop out and slip
by a sentence or two, and the words decide more.

The weights in ``sides.tsv`` were fitted by ``benchmarks/fit_sides.py`` on calls whose sides are known. Every score is
linear in its weights.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from importlib.resources import files
from itertools import pairwise
from typing import Literal, NamedTuple

from summarizer.people import name_parts
from summarizer.segmentation.introductions import introduction

Party = Literal["analyst", "management"]
Weight = Mapping[str, float]

_TOKEN = re.compile(r"[a-z]+(?:'[a-z]+)?|\?|\d")
_AFFIRMS = re.compile(r"(?:\A|, )(?:yes|yeah|no|correct|exactly|absolutely|sure|that's (?:right|correct))[.,]*\Z", re.I)
_ASKING_WORDS = frozenset(["?", "wondering", "wonder", "curious", "elaborate", "remind"])
_ASKING_PAIRS = frozenset(
    tuple(pair.split())
    for pair in [
        "could you",
        "can you",
        "would you",
        "can we",
        "could we",
        "do you",
        "are you",
        "have you",
        "did you",
        "will you",
        "how do",
        "how should",
        "how would",
        "how are",
        "how is",
        "how much",
        "how many",
        "what is",
        "what are",
        "what's the",
        "what kind",
        "what about",
        "any color",
        "any update",
        "want to ask",
        "my question",
        "next question",
        "last question",
        "follow up",
        "talk about",
        "walk us",
        "give us",
        "tell us",
        "help us",
        "hoping you",
        "love to",
        "if you",
    ]
)
_RESTARTS = frozenset({"so", "and", "but", "okay", "ok", "then"})
_TAIL = 2
_ENDS = (".", "?", "!", "…", '"', "'", "”", "’")
_SCRAP = 4
_BROKEN = 0.13
_MIXED = 20
_MOST_WORDS = 10.0
_NAMED_WITHIN = 12
_NAMING_WORDS = 8
_NEAR, _BY = 3, 8
_NEXT_TO, _CLOSE = 1, 5


class Heard(NamedTuple):
    """A line as printed: its words, the side its label is on, whose label it is, whether it opens the label's turn."""

    text: str
    party: Party
    label: str
    opens: bool


class Names(NamedTuple):
    """The words of the analyst's name and of management's names, for telling who addresses whom."""

    analyst: frozenset[str]
    management: frozenset[str]


class Weights(NamedTuple):
    """Log-odds for the analyst's side: of words, of pairs of words, of the first words of a turn, and of what else
    speaks for a side or a change of sides, by the state of the page."""

    words: dict[str, float]
    pairs: dict[tuple[str, str], float]
    openers: dict[str, float]
    pages: dict[str, dict[str, float]]


class Scores(NamedTuple):
    """Log-odds for the analyst of every line, and of a change to either party before every line but the first."""

    lines: list[float]
    to_analyst: list[float]
    to_management: list[float]


@lru_cache(maxsize=1)
def weights() -> Weights:
    """The fitted weights."""
    read = Weights({}, {}, {}, {})
    for row in files("summarizer.segmentation").joinpath("sides.tsv").read_text("utf-8").splitlines():
        if not row or row.startswith("#"):
            continue
        table, key, value = row.split("\t")
        if table == "word" and " " in key:
            first, second = key.split()
            read.pairs[first, second] = float(value)
        elif table == "word":
            read.words[key] = float(value)
        elif table == "opener":
            read.openers[key] = float(value)
        else:
            read.pages.setdefault(table, {})[key] = float(value)
    return read


def tokens(text: str) -> list[str]:
    """Lower-case words, question marks and digits."""
    return _TOKEN.findall(text.lower().replace("’", "'"))


def scraps(lines: Sequence[Heard]) -> int:
    """How many lines are scraps of at most four words that are not a whole turn: few on a well-kept page, a third or
    more where speech recognition broke the turns."""
    found = 0
    for i, line in enumerate(lines):
        if line.text.count(" ") < _SCRAP:
            found += not (line.opens and (i + 1 == len(lines) or lines[i + 1].opens))
    return found


def in_scraps(lines: Sequence[Heard], broken: float) -> bool:
    """Whether speech recognition broke these lines, judged with the share of scraps on the page around."""
    return (scraps(lines) + _MIXED * broken) / (len(lines) + _MIXED) >= _BROKEN


def decide(lines: Sequence[Heard], names: Names, broken: float = 0.0) -> list[Party]:
    """The side of every line, by the likeliest course through the session.

    ``broken`` is the share of scraps on the page around; it is mixed with the session's own.

    >>> names = Names(frozenset({"ida", "storm"}), frozenset({"olaf"}))
    >>> decide([Heard("Can you say what you expect for margins?", "analyst", "Ida Storm", True)], names)
    ['analyst']
    """
    if not lines:
        return []
    fitted = weights()
    found = scores(lines, names, fitted, fitted.pages["scraps" if in_scraps(lines, broken) else "whole"])
    return likeliest(found)


def scores(lines: Sequence[Heard], names: Names, fitted: Weights, weight: Weight) -> Scores:
    """What speaks for which side, line by line."""
    said = [tokens(line.text) for line in lines]
    return Scores(
        _line_scores(lines, said, names, fitted, weight),
        _change_scores(lines, said, "analyst", fitted.openers, weight),
        _change_scores(lines, said, "management", fitted.openers, weight),
    )


def told(words: Sequence[str], fitted: Weights) -> float:
    """What words and pairs of words say by themselves, as log-odds for the analyst."""
    return sum(filter(None, map(fitted.words.get, words))) + sum(filter(None, map(fitted.pairs.get, pairwise(words))))


def _line_scores(
    lines: Sequence[Heard], said: Sequence[list[str]], names: Names, fitted: Weights, weight: Weight
) -> list[float]:
    per_word, affirmed, introduced = weight["words"], weight["affirms"], weight["introduced"]
    names_analyst, names_management = weight["names analyst"], weight["names management"]
    found = []
    for line, words, label in zip(lines, said, _label_scores(lines, weight), strict=True):
        score = per_word * max(-_MOST_WORDS, min(_MOST_WORDS, told(words, fitted))) + label
        if len(words) <= _NAMED_WITHIN or line.opens:
            head = words[:_NAMING_WORDS]
            to_analyst = not names.analyst.isdisjoint(head)
            if to_analyst is names.management.isdisjoint(head):
                score += -names_analyst if to_analyst else names_management
        if affirmed and affirms(line.text):
            score -= affirmed
        if who := introduction(line.text):
            parts = [part for part in name_parts(who.name) if len(part) > 1]
            if not names.analyst.isdisjoint(parts):
                score += introduced
            elif who.role == "management" or names.management.issuperset(parts):
                score -= introduced
        found.append(score)
    if lines[0].opens and lines[0].party == "analyst":
        found[0] += weight["called"]
    return found


def _label_scores(lines: Sequence[Heard], weight: Weight) -> list[float]:
    """What the labels say, by how far the nearest change of party lies before or after a line."""
    last = len(lines)
    changes = [i for i in range(1, last) if lines[i].party != lines[i - 1].party]
    bounds = [-last - _CLOSE, *changes, 2 * last + _CLOSE]
    by_distance = (weight["label 0"], weight["label 1"], weight["label 2"])
    found = []
    at = 0
    for i, line in enumerate(lines):
        if i == bounds[at + 1]:
            at += 1
        gap = min(i - bounds[at] if at else _CLOSE + 1, bounds[at + 1] - 1 - i)
        near = by_distance[0 if gap <= _NEXT_TO else 1 if gap <= _CLOSE else 2]
        found.append(near if line.party == "analyst" else -near)
    return found


def _change_scores(
    lines: Sequence[Heard], said: Sequence[list[str]], party: Party, openers: Mapping[str, float], weight: Weight
) -> list[float]:
    """What speaks for a change to a party before every line but the first: its label, how the line begins, what was
    said just before."""
    to = {key: weight[f"to {party}: {key}"] for key in CHANGES}
    change, opener = to["change"], to["opener"]
    here, near, by, none = to["header here"], to["header near"], to["header by"], to["header none"]
    opening = [i for i in range(1, len(lines)) if lines[i].opens and lines[i].party == party]
    asking = [_asking(words) for words in said]
    found = []
    at = 0
    for i in range(1, len(lines)):
        while at + 1 < len(opening) and abs(opening[at + 1] - i) <= abs(opening[at] - i):
            at += 1
        gap = abs(opening[at] - i) if opening else _BY + 1
        line, before = lines[i], lines[i - 1]
        score = change + (here if not gap else near if gap <= _NEAR else by if gap <= _BY else none)
        score += opener * _opener_score(said[i], openers, party)
        if before.text.endswith("?"):
            score += to["asked"]
        elif asking[i - 1]:
            score += to["asked in words"]
        elif i > 1 and asking[i - 2]:
            score += to["asked before"]
        if asking[i]:
            score += to["asks"]
        if not before.text.endswith(_ENDS) or line.text[:1].islower():
            score += to["mid-sentence"]
        if not gap and before.label == line.label:
            score += to["same label again"]
        if said[i - 1][:1] in (["thanks"], ["thank"]) and len(said[i - 1]) <= _NAMED_WITHIN // 2:
            score += to["thanked"]
        found.append(score)
    return found


CHANGES = (
    "change",
    "opener",
    "header here",
    "header near",
    "header by",
    "header none",
    "asked",
    "asked in words",
    "asked before",
    "asks",
    "mid-sentence",
    "same label again",
    "thanked",
)


def _asking(words: Sequence[str]) -> bool:
    return not _ASKING_WORDS.isdisjoint(words) or not _ASKING_PAIRS.isdisjoint(pairwise(words))


def affirms(text: str) -> bool:
    """Whether words end by saying yes or no: "In May, yes."."""
    return _AFFIRMS.search(text, max(0, len(text) - 20)) is not None if len(text) > 20 else bool(_AFFIRMS.search(text))


def _opener_score(words: Sequence[str], openers: Mapping[str, float], party: Party) -> float:
    """Log-odds that a line with these first words opens a turn of a party rather than goes on with one."""
    if not words:
        return 0.0
    start = _TAIL if len(words) > _TAIL + 2 and words[_TAIL] in _RESTARTS else 0
    one = openers.get(f"{party} {words[start]}", 0.0)
    return openers.get(f"{party} {words[start]} {words[start + 1]}", one) if len(words) > start + 1 else one


def likeliest(found: Scores) -> list[Party]:
    """The likeliest course given the log-odds of lines and of changes."""
    analyst, management = found.lines[0] / 2, -found.lines[0] / 2
    back: list[tuple[bool, bool]] = []
    for line, to_analyst, to_management in zip(found.lines[1:], found.to_analyst, found.to_management, strict=True):
        from_management = management + to_analyst > analyst
        from_analyst = analyst + to_management > management
        back.append((from_management, from_analyst))
        analyst, management = (
            (management + to_analyst if from_management else analyst) + line / 2,
            (analyst + to_management if from_analyst else management) - line / 2,
        )
    on_analyst = analyst > management
    course = [on_analyst]
    for from_management, from_analyst in reversed(back):
        on_analyst = not from_management if on_analyst else from_analyst
        course.append(on_analyst)
    return ["analyst" if on else "management" for on in reversed(course)]
