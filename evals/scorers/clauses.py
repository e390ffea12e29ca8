"""Clauses: a sentence cut where another thing begins to be said, and for each key word whether it is denied there.

A key word of a clause is negated, not negated, or stands before the negation, which may mean either.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import takewhile
from math import log
from typing import NamedTuple

from evals.scorers.claims import Weigh

_TOKEN = re.compile(r"\d[\d,.]*\d|\d|[^\W\d_]+(?:['’][^\W\d_]+)?|[,;:.!?()—–]")
_ENDS = frozenset(
    ", ; : . ! ? ( ) — – but although though while because since whereas so which who where when if and or".split()
)
_NEGATORS = frozenset(
    "not no never none nothing nobody neither nor cannot hardly without unable refuse refused lack lacks lacked "
    "lacking deny denies denied denying".split()
)
_LIGHT = frozenset(
    "the a an of is are was were be been being it its this that these those we i you he she they our their his her "
    "there do does did have has had would will percent per cent".split()
)
# What has one of these after "or" is a statement of its own; without, it is another thing that is denied.
_STATES = frozenset(
    "is are was were be am has have had will would can could should may might must do does did we i you he she they it "
    "else".split()
)
_VERBS = frozenset("is are was were has have had will would can could should may might must does do did".split())
# "Or so", "or more", "a year or two": no other thing.
_AMOUNTS = frozenset("so more less two three four a".split())
# In words: how long a thing in a list is at most where "or" has no comma before it.
_SHORT = 3
_BRACKETS = re.compile(r"\(([^()]*)\)")
# What stands between commas is told apart as if in brackets: over it a subject keeps its verb, and a "not" its "or".
_INNER = r"(?:[^,;:.()]|(?<=\d)[.,](?=\d))*"
_BETWEEN_COMMAS = re.compile(
    rf", ((?:who|whose|which|as|because|since)\b{_INNER}),(?= (?:or|{'|'.join(sorted(_VERBS))})\b)|"
    rf", ((?:mostly|mainly|chiefly|largely)\b{_INNER}),",
    re.IGNORECASE,
)
_SPOKEN = (
    (
        re.compile(
            r"\b(?:not|never|neither|nor|cannot)(?: be| being)? (?:deny|denied|denying|denies)\b|n['’]t deny\b",
            re.IGNORECASE,
        ),
        "",
    ),
    (re.compile(r"\b(?:neither|none) of (?:which|whom)\b", re.IGNORECASE), ", none of them"),
    (re.compile(r"\bfor (?:want|lack) of\b", re.IGNORECASE), ", without"),
    (re.compile(r"\b(spoke|talked|speaks|talks)(?: only)? instead of\b", re.IGNORECASE), r"\1 of"),
    (re.compile(r"\b(?:rather than|instead of)\b", re.IGNORECASE), ", rather not"),
    (re.compile(r"(?:\bnot|n['’]t)(?: be| being)? (?:rule[sd]? out|ruling out)\b", re.IGNORECASE), "may"),
    (re.compile(r"\b(?:rule[sd]? out|ruling out)\b", re.IGNORECASE), "not"),
    (re.compile(r"\b(advis\w+) against\b", re.IGNORECASE), r"\1 not"),
    (re.compile(r"\b(?:without|excluding|except)\b", re.IGNORECASE), ", without"),
    (re.compile(r"\b(?:no|not|none|never) (?:more |less |fewer )?than\b", re.IGNORECASE), "than"),
    (re.compile(r"\bnot (only|just)\b", re.IGNORECASE), r"\1"),
    (re.compile(r"\b(may|might) not\b", re.IGNORECASE), r"\1 whether"),
    (re.compile(r"\bzero(?=[ -](?!(?:to|or|and|in|by|at|for|from|is|was|as|on|of)\b)[a-z])", re.IGNORECASE), "no"),
    (re.compile(r"\bun(?=(?:hedged|changed|disclosed|affected|answered|touched|used|sold|named|decided)\b)"), "not "),
    (re.compile(r"\bwon['’]t\b", re.IGNORECASE), "will not"),
    (re.compile(r"\bcan(?:['’]t|not)\b", re.IGNORECASE), "can not"),
    (re.compile(r"n['’]t\b", re.IGNORECASE), " not"),
    (re.compile(r"['’](?:s|re|ve|ll|d|m)\b", re.IGNORECASE), ""),
)
_STEM = 6
# Words this near after a negation are negated for certain.
_REACH = 4
SURELY, LIKELY, PERHAPS = 1.0, 0.75, 0.5


class Clause(NamedTuple):
    """A clause: its words, whether anything in it is negated, how surely each of its key words is (0 to 1), and whether
    it is only supposed ("if it is sold", "when it is sold", "it may not be sold") and so says nothing for certain."""

    text: str
    denies: bool
    words: Mapping[str, float]
    supposed: bool


@lru_cache(maxsize=16384)
def clauses(text: str) -> tuple[Clause, ...]:
    """The clauses of a text that have a key word.

    A negation holds on in what is listed after it with "or", and where a conjunction parts it from what it denies. What
    stands in brackets is told apart.

    >>> clauses("It is lighter and not cheaper")[1].words
    {'cheape': 1.0}
    >>> [clause.denies for clause in clauses("It was not the grade, the ore or the mill, but not because of rain")]
    [True, True, True, True]
    >>> [clause.denies for clause in clauses("Quality or the price is not the reason")]
    [True, True]
    """
    text = _BETWEEN_COMMAS.sub(lambda found: f" ({found[1] or found[2]}) ", text)
    inner = _BRACKETS.findall(text)
    return tuple(each for part in (_BRACKETS.sub(" ", text), *inner) for each in _clauses(part))


def _clauses(text: str) -> Iterator[Clause]:
    pieces = list(_pieces(_tokens(text)))
    denied = 0
    supposed = False
    begins = True
    for number, (tokens, end) in enumerate(pieces):
        words, negations = _read(tokens)
        denied = max(denied, _fronted(pieces[number:]) if begins else 0)
        if denied and not negations:
            negations = [0]
        if words:
            open_ = supposed or "whether" in tokens
            yield Clause(" ".join(tokens), bool(negations), _signs(words, negations), open_)
        hangs = tokens[-1:] == ["not"] and end.isalpha()
        denied = max(denied - 1, int(hangs), _listed(tokens, end, pieces[number + 1 :]) if negations else 0)
        supposed = end in ("if", "when")
        begins = end not in (",", "and", "or")


def _pieces(tokens: Sequence[str]) -> Iterator[tuple[list[str], str]]:
    """The tokens between the ends of clauses, and the end after each."""
    pieces: list[tuple[list[str], str]] = [([], "")]
    for token in (*tokens, "."):
        if token in _ENDS:
            pieces[-1] = pieces[-1][0], token
            pieces.append(([], ""))
        else:
            pieces[-1][0].append(token)
    while pieces[:-1]:
        (subject, end), *rest = pieces
        # "A program like that, paid out of cash, is not planned": what stands between parts a subject from its verb.
        if end == "," and len(rest) > 1 and rest[0][1] == "," and _parted(subject, rest[0][0], rest[1][0]):
            yield rest[0]
            pieces = [(subject + rest[1][0], rest[1][1]), *rest[2:]]
        else:
            yield subject, end
            pieces = rest


def _parted(subject: Sequence[str], between: Sequence[str], verb: Sequence[str]) -> bool:
    return bool(subject and between and verb) and verb[0] in _VERBS and _VERBS.isdisjoint(subject)


def _fronted(pieces: Sequence[tuple[list[str], str]]) -> int:
    """How many pieces stand before a verb that denies them all: "the grade, the ore or the mill is not the reason"."""
    items = list(takewhile(lambda piece: 0 < len(piece[0]) <= _SHORT and _STATES.isdisjoint(piece[0]), pieces))
    ends = [end for _, end in items]
    if ends[-1:] != ["or"] or not {",", "or"}.issuperset(ends):
        return 0
    last = pieces[len(items)][0]
    verb = next((place for place, token in enumerate(last) if token in _VERBS), len(last))
    return len(items) if last[verb + 1 : verb + 2] == ["not"] else 0


def _listed(tokens: Sequence[str], end: str, after: Sequence[tuple[list[str], str]]) -> int:
    """How many pieces after a denial are denied with it: "not the grade, the ore, or the mill"."""
    if end == "or":
        of_one_verb = tokens[:1] == ["no"] and _STATES.isdisjoint(tokens)
        return int(bool(after) and (_is_item(after[0][0]) or (of_one_verb and bool(after[0][0]))))
    items = list(takewhile(lambda piece: _is_item(piece[0]), after)) if end == "," else []
    ends = [then for _, then in items]
    if items and ends[-1] == "," and after[len(items) : len(items) + 1] == [([], "or")]:
        return len(items) + 2
    listed = items[: ends.index("or") + 2] if "or" in ends[:-1] else []
    return len(listed) if all(len(words) <= _SHORT for words, _ in listed) else 0


def _is_item(tokens: Sequence[str]) -> bool:
    if not tokens or tokens[0][0].isdigit() or tokens[0] in _AMOUNTS or "other" in tokens[:2]:
        return False
    return _STATES.isdisjoint(tokens)


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
        signs[word] = (SURELY if min(after) < _REACH else LIKELY) if after else PERHAPS
    return signs


def _stem(token: str) -> str:
    return token if token[0].isdigit() else token[:_STEM]
