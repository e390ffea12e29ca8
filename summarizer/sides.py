"""Which side each line of a session is on, from the words and the labels together.

A line's words speak for the analyst or for management ("can you", "my question" against "we expect", "thanks, Ida"), a
label speaks for whoever it names, and lines that follow each other mostly stay on one side. The three are added up as
log-odds and the likeliest course through the session is taken (a two-state Markov chain, decoded by Viterbi). How far
the labels are trusted depends on the page: where speech recognition broke turns into scraps, labels drop out and slip by a
sentence or two, and the words decide more.

The weights in ``sides.tsv`` were fitted by ``benchmarks/fit_sides.py`` on calls whose sides are known.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from importlib.resources import files
from typing import Literal, NamedTuple

from summarizer.courtesy import asks
from summarizer.introductions import introduction
from summarizer.people import name_parts

Party = Literal["analyst", "management"]

_TOKEN = re.compile(r"[a-z]+(?:'[a-z]+)?|\?|\d")
_SENTENCE_END = re.compile(r"[.?!…]['\"”’)]?\Z")
_AFFIRMS = re.compile(r"(?:\A|, )(?:yes|yeah|no|correct|exactly|absolutely|sure|that's (?:right|correct))[.,]*\Z", re.I)
_CLARIFIES = re.compile(
    r"\b(?:i (?:meant|mean|was (?:talking|asking|referring))|talking about|referring to|asking about)\b", re.I
)
_RESTARTS = frozenset({"so", "and", "but", "okay", "ok", "then"})
_TAIL = 2
_GIVEN = {"introduced": 6.0}
_SCRAP = 4
_BROKEN = 0.13
_MIXED = 20
_MOST_WORDS = 10.0


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
    """Log-odds for the analyst's side: of words and pairs of words, and of the named features by regime."""

    words: dict[str, float]
    openers: dict[str, float]
    features: dict[str, dict[str, float]]


@lru_cache(maxsize=1)
def weights() -> Weights:
    """The fitted weights."""
    read = Weights({}, {}, {})
    for line in files("summarizer").joinpath("sides.tsv").read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            table, key, value = line.split("\t")
            if table == "word":
                read.words[key] = float(value)
            elif table == "opener":
                read.openers[key] = float(value)
            else:
                read.features.setdefault(table, {})[key] = float(value)
    return read


def tokens(text: str) -> list[str]:
    """Lower-case words, question marks and digits."""
    return _TOKEN.findall(text.lower().replace("’", "'"))


def scraps(lines: Sequence[Heard]) -> int:
    """How many lines are scraps of at most four words that are not a whole turn: few on a well-kept page, a third or
    more where speech recognition broke the turns."""
    found = 0
    for i, line in enumerate(lines):
        alone = line.opens and (i + 1 == len(lines) or lines[i + 1].opens)
        found += not alone and line.text.count(" ") < _SCRAP
    return found


def word_score(found: Sequence[str], words: dict[str, float]) -> float:
    """Log-odds of the words of a line for the analyst's side."""
    get = words.get
    score = sum([get(w, 0.0) for w in found])
    return score + sum([get(f"{a} {b}", 0.0) for a, b in zip(found, found[1:], strict=False)])


def opener_score(found: Sequence[str], openers: dict[str, float], party: str) -> float:
    """Log-odds that a line with these first words opens a turn of a party rather than goes on with one."""
    if not found:
        return 0.0
    if len(found) > _TAIL + 2 and found[_TAIL] in _RESTARTS:
        found = found[_TAIL:]
    one = openers.get(f"{party} {found[0]}", 0.0)
    return openers.get(f"{party} {found[0]} {found[1]}", one) if len(found) > 1 else one


def node_features(lines: Sequence[Heard], names: Names, read: Weights) -> list[dict[str, float]]:
    """Per line, what speaks for the analyst (positive) or for management (negative)."""
    changes = _changes(lines)
    found = []
    for i, line in enumerate(lines):
        words = tokens(line.text)
        score = word_score(words, read.words)
        near = min(changes[0][i], changes[1][i])
        sign = 1.0 if line.party == "analyst" else -1.0
        feature = {"words": max(-_MOST_WORDS, min(_MOST_WORDS, score)), f"label {near}": sign}
        if _AFFIRMS.search(line.text):
            feature["affirms"] = -1.0
        if len(words) <= 12 or i == 0 or line.opens:
            head = set(words[:8])
            called_analyst, called_management = len(head & names.analyst), len(head & names.management)
            if called_analyst and not called_management:
                feature["names analyst"] = -1.0
            elif called_management and not called_analyst:
                feature["names management"] = 1.0
        who = introduction(line.text)
        if who and (who.role == "management" or not names.analyst.isdisjoint(name_parts(who.name))):
            feature["introduced"] = -1.0 if who.role == "management" else 1.0
        found.append(feature)
    return found


def edge_features(lines: Sequence[Heard], read: Weights) -> list[tuple[dict[str, float], dict[str, float]]]:
    """Per line but the first, what speaks for a change to the analyst and for a change to management before it."""
    found = []
    previous: list[str] = []
    asking = [asks(line.text) for line in lines]
    for i, line in enumerate(lines):
        words = tokens(line.text)
        if i:
            pair = []
            for party in ("analyst", "management"):
                feature = {"change": 1.0, "opener": opener_score(words, read.openers, party)}
                gap = _header_near(lines, i, party)
                feature[f"header {gap}"] = 1.0
                if lines[i - 1].text.endswith("?"):
                    feature["asked"] = 1.0
                elif asking[i - 1]:
                    feature["asked in words"] = 1.0
                elif i > 1 and (asking[i - 2] or lines[i - 2].text.endswith("?")):
                    feature["asked before"] = 1.0
                if asking[i]:
                    feature["asks"] = 1.0
                if not _SENTENCE_END.search(lines[i - 1].text) or line.text[:1].islower():
                    feature["mid-sentence"] = 1.0
                if line.opens and lines[i - 1].label == line.label and line.party == party:
                    feature["same label again"] = 1.0
                if previous and previous[0] in ("thanks", "thank") and len(previous) <= 6:
                    feature["thanked"] = 1.0
                pair.append(feature)
            found.append((pair[0], pair[1]))
        previous = words
    return found


def _changes(lines: Sequence[Heard]) -> tuple[list[int], list[int]]:
    """Per line, how many lines lie between it and the nearest change of party before and after it, in three steps."""
    steps = []
    for order in (range(len(lines)), range(len(lines) - 1, -1, -1)):
        distance, result, last = 99, [0] * len(lines), None
        for i in order:
            distance = 0 if last is not None and lines[i].party != last else distance + 1
            last = lines[i].party
            result[i] = 0 if distance <= 1 else 1 if distance <= 5 else 2
        steps.append(result)
    return steps[0], steps[1]


def _header_near(lines: Sequence[Heard], i: int, party: str) -> str:
    """Where the nearest label of a party stands that opens a turn: here, up to a few lines before or after, or nowhere."""
    if lines[i].opens and lines[i].party == party:
        return "here"
    best = 99
    for j in range(max(1, i - 8), min(len(lines), i + 9)):
        if lines[j].opens and lines[j].party == party:
            best = min(best, abs(j - i))
    return "near" if best <= 3 else "by" if best <= 8 else "none"


def decide(lines: Sequence[Heard], names: Names, broken: float = 0.0) -> list[Party]:
    """The side of every line, by the likeliest course through the session.

    ``broken`` is the share of scraps on the page around; it is mixed with the session's own.

    >>> names = Names(frozenset({"ida", "storm"}), frozenset({"olaf"}))
    >>> decide([Heard("Can you say what you expect for margins?", "analyst", "Ida Storm", True)], names)
    ['analyst']
    """
    if not lines:
        return []
    read = weights()
    share = (scraps(lines) + _MIXED * broken) / (len(lines) + _MIXED)
    weight = read.features["scraps" if share >= _BROKEN else "whole"]
    nodes = [
        sum(weight.get(k, _GIVEN.get(k, 0.0)) * v for k, v in f.items()) for f in node_features(lines, names, read)
    ]
    edges = [
        (
            sum(weight.get(f"to analyst: {k}", 0.0) * v for k, v in a.items()),
            sum(weight.get(f"to management: {k}", 0.0) * v for k, v in m.items()),
        )
        for a, m in edge_features(lines, read)
    ]
    return _with_short_answers(lines, viterbi(nodes, edges))


def _with_short_answers(lines: Sequence[Heard], course: list[Party]) -> list[Party]:
    """Give management a "..., yes." that follows the analyst's own question under the analyst's label.

    Nobody affirms their own question: such a line, and what goes on from it up to the next line that asks, is the answer.
    """
    result = list(course)
    for i in range(1, len(lines)):
        asked = asks(lines[i - 1].text) or _CLARIFIES.search(lines[i - 1].text)
        if (
            result[i] == result[i - 1] == "analyst"
            and asked
            and not lines[i].opens
            and _AFFIRMS.search(lines[i].text)
            and not asks(lines[i].text)
        ):
            stop = next((j for j in range(i, len(lines)) if lines[j].opens or asks(lines[j].text)), len(lines))
            if stop < len(lines) and result[stop] == "analyst" and not lines[stop].opens:
                result[i:stop] = ["management"] * (stop - i)
    return result


def viterbi(nodes: Sequence[float], edges: Sequence[tuple[float, float]]) -> list[Party]:
    """The likeliest course given log-odds of each line for the analyst and of each change."""
    analyst, management = nodes[0] / 2, -nodes[0] / 2
    back: list[tuple[bool, bool]] = []
    for node, (to_analyst, to_management) in zip(nodes[1:], edges, strict=True):
        came_m = management + to_analyst > analyst
        came_a = analyst + to_management > management
        back.append((came_m, came_a))
        analyst, management = (
            (management + to_analyst if came_m else analyst) + node / 2,
            (analyst + to_management if came_a else management) - node / 2,
        )
    at_analyst = analyst > management
    course = [at_analyst]
    for came_m, came_a in reversed(back):
        at_analyst = (not came_m) if at_analyst else came_a
        course.append(at_analyst)
    return ["analyst" if a else "management" for a in reversed(course)]
