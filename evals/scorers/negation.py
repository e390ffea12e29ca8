"""Whether an answer denies what was said, or says what was denied.

Nothing is understood here. A text is cut into clauses, and each key word of a clause is negated, not negated, or stands
before the negation, which may mean either. A clause of the answer is held against all clauses of the sources: it is
wrong where its words are found with the other sign, and not found, or clearly less, with its own.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache
from math import log
from typing import NamedTuple

Weigh = Callable[[str], float]

_TOKEN = re.compile(r"\d[\d,.]*\d|\d|[^\W\d_]+(?:['’][^\W\d_]+)?|[,;:.!?()—–]")
_ENDS = frozenset(
    ", ; : . ! ? ( ) — – but although though while because since whereas so which who where when if and or".split()
)
_NEGATORS = frozenset(
    "not no never none nothing nobody neither nor cannot hardly unable refuse refused lack lacked".split()
)
_LIGHT = frozenset(
    "the a an of is are was were be been being it its this that these those we i you he she they our their his her "
    "there do does did have has had would will".split()
)
_SPOKEN = (
    (re.compile(r"\b(?:rather than|instead of|rule[sd]? out|ruling out)\b", re.IGNORECASE), "not"),
    (re.compile(r"\b(advis\w+) against\b", re.IGNORECASE), r"\1 not"),
    (re.compile(r"\b(?:without|excluding|except)\b", re.IGNORECASE), ", without"),
    (re.compile(r"\b(?:no|not|none|never) (?:more |less |fewer )?than\b", re.IGNORECASE), "than"),
    (re.compile(r"\bnot (only|just)\b", re.IGNORECASE), r"\1"),
    (re.compile(r"\bwon['’]t\b", re.IGNORECASE), "will not"),
    (re.compile(r"\bcan(?:['’]t|not)\b", re.IGNORECASE), "can not"),
    (re.compile(r"n['’]t\b", re.IGNORECASE), " not"),
    (re.compile(r"['’](?:s|re|ve|ll|d|m)\b", re.IGNORECASE), ""),
)
# "No figure was given", "the split was not mentioned": of what was not said there are no lines.
_OF_THE_ANSWER = re.compile(
    r"\b(?:giv|gave|told|said|say|addressed|mentioned|disclosed|taken up|named|answered|quantified|commented|figure|"
    r"number|date|split|forecast|talk|discuss|publish|spoke|speak|prais|tell|confirm|comment|detail)\w*\b"
)
# "By the segment, not 75": what is only set against something else is seldom said by itself.
_CONTRAST = re.compile(r"(?:(?:rather )?not|without)\b")
_STEM = 6
# Words this near after a negation are negated for certain.
_REACH = 4
_SURELY, _LIKELY, _PERHAPS = 1.0, 0.75, 0.5


# Chosen on the first 25 calls of evals/cases and four real ones, for few false alarms before many finds.
_LEAST_KNOWN = 0.4
_LEAST_MARGIN = {True: 0.3, False: 0.4}
_WEIGHT_OF_ONLY = {True: 0.3, False: 0.6}


class Clause(NamedTuple):
    """A clause: its words, whether anything in it is negated, how surely each of its key words is (0 to 1), and whether
    it stands after an "if" and so says nothing for certain."""

    text: str
    denies: bool
    words: Mapping[str, float]
    supposed: bool


def reversals(text: str, sources: Sequence[str], weigh: Weigh) -> Iterator[str]:
    """The clauses of a sentence whose key words the sources have with the other sign only.

    >>> list(reversals("It is for sale.", ["It's not for sale today."], lambda word: 1.0))
    ['"it is for sale" against "it not for sale today"']
    """
    against = [
        clause
        for source in sources
        for clause in clauses(source)
        if not (clause.denies and _OF_THE_ANSWER.search(clause.text))
    ]
    for clause in clauses(text):
        if clause.supposed or _CONTRAST.match(clause.text) or (clause.denies and _OF_THE_ANSWER.search(clause.text)):
            continue
        words = {word: weigh(word) for word, sure in clause.words.items() if sure >= _LIKELY or not clause.denies}
        total = sum(words.values())
        if not total:
            continue
        same, other, nearest = 0.0, 0.0, ""
        surest: dict[str, float] = {}
        for source in against:
            agrees = {
                word: source.words[word] if clause.denies else 1 - source.words[word]
                for word in words
                if word in source.words
            }
            for word, sure in agrees.items():
                surest[word] = max(surest.get(word, 0.0), sure)
            same = max(same, sum(words[word] * sure for word, sure in agrees.items()))
            opposed = sum(words[word] * (1 - sure) for word, sure in agrees.items())
            if opposed > other:
                other, nearest = opposed, source.text
        never = sum(words[word] for word, sure in surest.items() if sure <= 1 - _LIKELY)
        only = _WEIGHT_OF_ONLY[clause.denies]
        margin = ((1 - only) * (other - same) + only * never) / total
        if other / total >= _LEAST_KNOWN and margin >= _LEAST_MARGIN[clause.denies]:
            yield f'"{clause.text}" against "{nearest}"'


@lru_cache(maxsize=16384)
def clauses(text: str) -> tuple[Clause, ...]:
    """The clauses of a text that have a key word.

    >>> clauses("It is lighter and not cheaper")[1].words
    {'cheape': 1.0}
    """
    found: list[Clause] = []
    clause: list[str] = []
    supposed = False
    for token in (*_tokens(text), "."):
        if token not in _ENDS:
            clause.append(token)
            continue
        words, negations = _read(clause)
        if words:
            found.append(Clause(" ".join(clause), bool(negations), _signs(words, negations), supposed))
        clause = []
        supposed = token == "if"
    return tuple(found)


@lru_cache(maxsize=8)
def rarity(lines: tuple[str, ...]) -> Weigh:
    """How much a word tells in a call: the logarithm of how rare it is among its lines."""
    counts = Counter(word for line in lines for word in {_stem(token) for token in _tokens(line)})
    return lambda word: log((len(lines) + 1) / (counts[word] + 0.5))


def _tokens(text: str) -> list[str]:
    for pattern, written in _SPOKEN:
        text = pattern.sub(written, text)
    return [token.lower() for token in _TOKEN.findall(text)]


def _read(clause: Sequence[str]) -> tuple[list[str], list[int]]:
    words: list[str] = []
    negations: list[int] = []
    for token in clause:
        if token in _NEGATORS:
            negations.append(len(words))
        elif token not in _LIGHT:
            words.append(_stem(token))
    return words, negations


def _signs(words: Sequence[str], negations: Sequence[int]) -> dict[str, float]:
    if not negations:
        return dict.fromkeys(words, 0.0)
    signs = {}
    for place, word in enumerate(words):
        after = [place - negation for negation in negations if place >= negation]
        signs[word] = (_SURELY if min(after) < _REACH else _LIKELY) if after else _PERHAPS
    return signs


def _stem(token: str) -> str:
    return token if token[0].isdigit() else token[:_STEM]
