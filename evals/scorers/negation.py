"""What an answer denies and what it does not, held against what the sources deny.

A text is cut into clauses, and each key word of a clause is negated, not negated, or stands before the negation, which
may mean either. A clause of the answer is held against all clauses of the sources, with its words and with their signs.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from math import log
from typing import NamedTuple

from evals.scorers.claims import Claim, Fit, Known, Weigh, opposite, overall, weighed

_TOKEN = re.compile(r"\d[\d,.]*\d|\d|[^\W\d_]+(?:['’][^\W\d_]+)?|[,;:.!?()—–]")
_ENDS = frozenset(
    ", ; : . ! ? ( ) — – but although though while because since whereas so which who where when if and or".split()
)
_NEGATORS = frozenset(
    "not no never none nothing nobody neither nor cannot hardly unable refuse refused lack lacks lacked lacking "
    "missing".split()
)
_LIGHT = frozenset(
    "the a an of is are was were be been being it its this that these those we i you he she they our their his her "
    "there do does did have has had would will percent per cent".split()
)
_SPOKEN = (
    (re.compile(r"\b(spoke|talked|speaks|talks)(?: only)? instead of\b", re.IGNORECASE), r"\1 of"),
    (re.compile(r"\b(?:rather than|instead of)\b", re.IGNORECASE), ", not"),
    (re.compile(r"\b(?:rule[sd]? out|ruling out)\b", re.IGNORECASE), "not"),
    (re.compile(r"\b(advis\w+) against\b", re.IGNORECASE), r"\1 not"),
    (re.compile(r"\b(?:without|excluding|except)\b", re.IGNORECASE), ", without"),
    (re.compile(r"\b(?:no|not|none|never) (?:more |less |fewer )?than\b", re.IGNORECASE), "than"),
    (re.compile(r"\bnot (only|just)\b", re.IGNORECASE), r"\1"),
    (re.compile(r"\b(may|might) not\b", re.IGNORECASE), r"\1"),
    (re.compile(r"\bun(?=(?:hedged|changed|disclosed|affected|answered|touched|used|sold|named|decided)\b)"), "not "),
    (re.compile(r"\bwon['’]t\b", re.IGNORECASE), "will not"),
    (re.compile(r"\bcan(?:['’]t|not)\b", re.IGNORECASE), "can not"),
    (re.compile(r"n['’]t\b", re.IGNORECASE), " not"),
    (re.compile(r"['’](?:s|re|ve|ll|d|m)\b", re.IGNORECASE), ""),
)
# "No figure was given", "the split was not mentioned": of what was not said there are no lines.
_OF_THE_ANSWER = re.compile(
    r"\b(?:giv|gave|told|said|say|addressed|mentioned|disclosed|taken up|named|answered|quantified|commented|figure|"
    r"number|date|split|forecast|talk|discuss|publish|spoke|speak|prais|tell|confirm|comment|detail|singl|pick|provid|"
    r"offer|elaborat|specif|word)\w*\b"
)
# "By the segment, not 75": what is only set against something else is seldom said by itself.
_CONTRAST = re.compile(r"(?:(?:rather )?not|without)\b")
# What is only asked stands after these, and these say less than all in other words than "not".
_OPEN = re.compile(r"\b(?:whether|when|why|how|what|which|where|until)\b")
_LIMITS = re.compile(
    r"\b(?:only|declin\w*|refus\w*|correct\w*|wrong\w*|less|fail\w*|stop\w*|avoid\w*|instead|except|hardly|few|stays?|"
    r"unchang\w*|denied|denies|yet|still|rather)\b"
)
_STEM = 6
# Words this near after a negation are negated for certain.
_REACH = 4
_SURELY, _LIKELY, _PERHAPS = 1.0, 0.75, 0.5


class Clause(NamedTuple):
    """A clause: its words, whether anything in it is negated, how surely each of its key words is (0 to 1), and whether
    it stands after an "if" and so says nothing for certain."""

    text: str
    denies: bool
    words: Mapping[str, float]
    supposed: bool


def claims(text: str, known: Known) -> Iterator[Claim]:
    """The clauses of a sentence as claims, "denied" or "asserted"."""
    found = clauses(text)
    for place, clause in enumerate(found):
        words = {word: known.weigh(word) for word in clause.words}
        total = sum(words.values())
        if not total:
            continue
        features: dict[str, float] = {}
        fits: list[Fit] = []
        for group, sources in known.groups():
            against = [each for source in sources for each in clauses(source) if words.keys() & each.words.keys()]
            of_group = [
                Fit(sum(words[word] for word in words if word in each.words), each.denies == clause.denies, each.text)
                for each in against
            ]
            features |= weighed(group, of_group, total) | _signed(group, clause, words, against)
            fits += of_group
        features |= overall(features) | {
            "head denied": _head(clause, known, 1.0),
            "head asserted": _head(clause, known, 0.0),
            "untold": float(known.status in ("declined", "unanswered")),
            "partly told": float(known.status == "partial"),
            "supposed": float(clause.supposed),
            "contrast": float(bool(_CONTRAST.match(clause.text))),
            "of the answer": float(bool(_OF_THE_ANSWER.search(clause.text))),
            "open": float(bool(_OPEN.search(clause.text))),
            "limits": float(bool(_LIMITS.search(clause.text))),
            "figure": float(any(word[0].isdigit() for word in words)),
            "words": float(len(words)),
            "weight": total,
            "after a denial": float(place > 0 and found[place - 1].denies),
            "beside a denial": float(sum(each.denies for each in found) > clause.denies),
        }
        kind = "denied" if clause.denies else "asserted"
        yield Claim(kind, clause.text, "", opposite(fits), features)


def _signed(group: str, clause: Clause, words: Mapping[str, float], against: Sequence[Clause]) -> dict[str, float]:
    """How far the words whose sign is sure stand with the same sign in one source, and with the other in one; and how
    many have it nowhere."""
    sure = {word: weight for word, weight in words.items() if not clause.denies or clause.words[word] >= _LIKELY}
    sure = sure or dict(words)
    total = sum(sure.values()) or 1.0
    same = other = 0.0
    surest: dict[str, float] = {}
    for source in against:
        agrees = {
            word: source.words[word] if clause.denies else 1 - source.words[word]
            for word in sure
            if word in source.words
        }
        same = max(same, sum(sure[word] * agreed for word, agreed in agrees.items()))
        other = max(other, sum(sure[word] * (1 - agreed) for word, agreed in agrees.items()))
        for word, agreed in agrees.items():
            surest[word] = max(surest.get(word, 0.0), agreed)
    return {
        f"{group} signed same": same / total,
        f"{group} signed other": other / total,
        f"{group} signed against": (other - same) / total,
        f"{group} never": sum(sure[word] for word, agreed in surest.items() if agreed <= 1 - _LIKELY) / total,
        f"{group} known": sum(sure[word] for word in surest) / total,
    }


def _head(clause: Clause, known: Known, sign: float) -> float:
    """How much of a denied clause stands in a source in which the first word that it negates has a certain sign."""
    head = next((word for word, sure in clause.words.items() if sure >= _SURELY), None) if clause.denies else None
    if head is None:
        return 0.0
    return max(
        (
            len(clause.words.keys() & source.words.keys()) / len(clause.words)
            for _, sources in known.groups()
            for text in sources
            for source in clauses(text)
            if head in source.words and abs(source.words[head] - sign) <= 1 - _LIKELY
        ),
        default=0.0,
    )


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
