"""Which side each line of a session is on, from the words and the labels together.

A line's words speak for the analyst or for management ("can you", "my question" against "we expect", "thanks, Ida"), a
label speaks for whoever it names, and lines that follow each other mostly stay on one side. The three are added up as
log-odds and the likeliest course through the session is taken (a two-state Markov chain, decoded by Viterbi). How far
the labels are trusted depends on the page: where speech recognition broke turns into scraps, labels drop out and slip
by a sentence or two, and the words decide more.

The weights in ``sides.tsv`` were fitted by ``benchmarks/fit_sides.py`` on calls whose sides are known. Every score is
linear in the weights of its page.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from importlib.resources import files
from itertools import pairwise
from typing import Literal, NamedTuple

from summarizer.people import name_parts
from summarizer.segmentation.introductions import introduction

Party = Literal["analyst", "management"]
Page = Literal["scraps", "whole"]
Weight = Mapping[str, float]

PARTIES: tuple[Party, Party] = ("analyst", "management")
_RESTARTS = frozenset({"so", "and", "but", "okay", "ok", "then"})
_TAIL = 2
_ENDS = (".", "?", "!", "…", '"', "'", "”", "’")
_SCRAP = 4
# No four words are longer; a long paragraph's words need not be counted.
_SCRAP_LENGTH = 80
_BROKEN = 0.13
_MIXED = 20
_MOST_WORDS = 10.0
_ASKING = 1.5
_NAMED_WITHIN = 12
_NAMING_WORDS = 8
_NEAR, _BY = 3, 8
_NEXT_TO, _CLOSE = 1, 5
_COURTESY = 25
# One of these words stands in every introduction.
_INTRODUCING = frozenset({"is", "it's", "am", "i'm", "here", "speaking"})
# On a whole page labels weigh more than words: how a paragraph begins and ends says enough, the rest takes time.
_HEAD, _END = 160, 80
# Capitals become small, figures zeros; all that is not a letter, a figure or an apostrophe parts words.
_FOLDED = {**dict.fromkeys(range(128), " "), **{byte: chr(byte).lower() for byte in range(128) if chr(byte).isalpha()}}
_FOLDED |= {**dict.fromkeys(range(48, 58), "0"), 10: "\n", 39: "'", 63: "?"}
_WORDS = "".join(_FOLDED.values()).encode() + b" " * 128


class Heard(NamedTuple):
    """A line as printed: its number and words, the party its label stands for (None for the operator), whose label it
    is, whether it opens the label's turn."""

    number: int
    text: str
    party: Party | None
    label: str
    opens: bool


class Names(NamedTuple):
    """The words of the analyst's name and of management's names, for telling who addresses whom."""

    analyst: frozenset[str]
    management: frozenset[str]


class Weights(NamedTuple):
    """Log-odds for the analyst's side: of words, of pairs of words; of the first words of a line for its opening a turn
    of each party; and of what else speaks for a side or a change of sides, by the state of the page."""

    words: dict[str, float]
    pairs: dict[tuple[str, str], float]
    openers: dict[tuple[str, ...], tuple[float, float]]
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
            analyst, management = value.split()
            read.openers[tuple(key.split())] = float(analyst), float(management)
        else:
            read.pages.setdefault(table, {})[key] = float(value)
    return read


def tokens(texts: Sequence[str]) -> list[list[str]]:
    """Of every text its lower-case words, question marks, and every figure as zeros.

    >>> tokens(["Why?", "It’s up 12%"])
    [['why', '?'], ["it's", 'up', '00']]
    """
    text = "\n".join(texts)
    if text.count("\n") >= len(texts) > 0:
        text = "\n".join([" ".join(each.split()) for each in texts])
    if not text.isascii():
        text = text.replace("’", "'").replace("—", " ").replace("–", " ")
    words = text.replace("?", " ? ").encode("ascii", "ignore").translate(_WORDS).decode()
    return [line.split() for line in words.split("\n")]


def scraps(lines: Sequence[Heard]) -> int:
    """How many lines are scraps of at most four words that are not a whole turn: few on a well-kept page, a third or
    more where speech recognition broke the turns."""
    found = 0
    for i, (_, text, _, _, opens) in enumerate(lines):
        if len(text) <= _SCRAP_LENGTH and text.count(" ") < _SCRAP:
            found += not (opens and (i + 1 == len(lines) or lines[i + 1].opens))
    return found


def in_scraps(lines: Sequence[Heard], broken: float | None) -> bool:
    """Whether speech recognition broke these lines, judged with the share of scraps on the page around.

    None for ``broken`` says that every line has its own label: lines are short there because captions are, not because
    a label was lost.
    """
    return broken is not None and (scraps(lines) + _MIXED * broken) / (len(lines) + _MIXED) >= _BROKEN


def decide(lines: Sequence[Heard], names: Names, page: Page = "whole") -> list[Party]:
    """The side of every line, by the likeliest course through the session, on a page in scraps or a whole one.

    >>> names = Names(frozenset({"ida", "storm"}), frozenset({"olaf"}))
    >>> decide([Heard(7, "Can you say what you expect for margins?", "analyst", "Ida Storm", True)], names)
    ['analyst']
    """
    if not lines:
        return []
    if page == "whole" and _plain(lines):
        return [line.party or "management" for line in lines]
    fitted = weights()
    return likeliest(scores(lines, names, page, fitted, fitted.pages[page]))


def _plain(lines: Sequence[Heard]) -> bool:
    """Whether nothing speaks against the labels: whatever the analyst says at some length asks, and management neither
    asks nor says who they are."""
    asked = True
    for line in lines:
        if line.opens and not asked:
            return False
        if line.party == "analyst":
            asked = "?" in line.text or (line.opens and line.text.count(" ") < _COURTESY)
        elif line.text.endswith("?") or introduction(line.text):
            return False
        else:
            asked = True
    return asked


def scores(lines: Sequence[Heard], names: Names, page: Page, fitted: Weights, weight: Weight) -> Scores:
    """What speaks for which side, line by line."""
    said = tokens([line.text if page == "scraps" else _ends(line.text) for line in lines])
    odds = told(said, fitted)
    return Scores(
        _line_scores(lines, said, odds, names, weight), *_change_scores(lines, said, odds, fitted.openers, weight)
    )


def told(said: Sequence[Sequence[str]], fitted: Weights) -> list[float]:
    """What the words and pairs of words of every line say by themselves, as log-odds for the analyst."""
    word, pair = fitted.words.get, fitted.pairs.get
    odds = [sum(filter(None, map(word, words))) + sum(filter(None, map(pair, pairwise(words)))) for words in said]
    return [each if -_MOST_WORDS < each < _MOST_WORDS else _MOST_WORDS if each > 0 else -_MOST_WORDS for each in odds]


def _ends(text: str) -> str:
    return text if len(text) <= _HEAD + _END else f"{text[:_HEAD]} {text[-_END:]}"


def _line_scores(
    lines: Sequence[Heard], said: Sequence[list[str]], odds: Sequence[float], names: Names, weight: Weight
) -> list[float]:
    per_word, introduced = weight["words"], weight["introduced"]
    either = names.analyst | names.management
    telling = either | _INTRODUCING
    found = [label + per_word * word for label, word in zip(_label_scores(lines, weight), odds, strict=True)]
    for i, words in enumerate(said):
        if telling.isdisjoint(words):
            continue
        line = lines[i]
        if (len(words) <= _NAMED_WITHIN or line.opens) and not either.isdisjoint(head := words[:_NAMING_WORDS]):
            to_analyst = not names.analyst.isdisjoint(head)
            if to_analyst is names.management.isdisjoint(head):
                found[i] += -weight["names analyst"] if to_analyst else weight["names management"]
        if not _INTRODUCING.isdisjoint(words) and (who := introduction(line.text)):
            parts = [part for part in name_parts(who.name) if len(part) > 1]
            if not names.analyst.isdisjoint(parts):
                found[i] += introduced
            elif who.role == "management" or names.management.issuperset(parts):
                found[i] -= introduced
    if lines[0].opens and lines[0].party == "analyst":
        found[0] += weight["called"]
    return found


def _label_scores(lines: Sequence[Heard], weight: Weight) -> list[float]:
    """What the labels say, by how far the nearest change of party lies before or after a line."""
    last = len(lines)
    parties = [line.party for line in lines]
    changes = [i for i, (before, party) in enumerate(pairwise(parties), 1) if party != before]
    found: list[float] = []
    for start, stop in pairwise([0, *changes, last]):
        near = [weight["label 2"]] * (stop - start)
        for reach, key in ((_CLOSE, "label 1"), (_NEXT_TO, "label 0")):
            held = [weight[key]] * min(reach + 1, stop - start)
            if start:
                near[: len(held)] = held
            if stop < last:
                near[-len(held) :] = held
        found += near if parties[start] == "analyst" else [-each for each in near]
    return found


def _change_scores(
    lines: Sequence[Heard],
    said: Sequence[list[str]],
    odds: Sequence[float],
    openers: Mapping[tuple[str, ...], tuple[float, float]],
    weight: Weight,
) -> tuple[list[float], list[float]]:
    """What speaks for a change to either party before every line but the first: its label, how the line begins, what
    was said just before."""
    analyst, management = ({key: weight[f"to {party}: {key}"] for key in CHANGES} for party in PARTIES)
    to_analyst = _header_scores(lines, "analyst", analyst)
    to_management = _header_scores(lines, "management", management)
    one_opener, other_opener = analyst["opener"], management["opener"]
    asking = [each >= _ASKING for each in odds]
    for i, (before, line) in enumerate(pairwise(lines), 1):
        text, label = before.text, before.label
        one, other = analyst["change"], management["change"]
        if found := _opener(said[i], openers):
            one, other = one + one_opener * found[0], other + other_opener * found[1]
        if text.endswith("?"):
            one, other = one + analyst["asked"], other + management["asked"]
        elif asking[i - 1]:
            one, other = one + analyst["asked in words"], other + management["asked in words"]
        if asking[i]:
            one, other = one + analyst["asks"], other + management["asks"]
        if not text.endswith(_ENDS) or line.text[:1].islower():
            one, other = one + analyst["mid-sentence"], other + management["mid-sentence"]
        if line.opens and label == line.label:
            if line.party == "analyst":
                one += analyst["same label again"]
            else:
                other += management["same label again"]
        to_analyst[i] += one
        to_management[i] += other
    return to_analyst[1:], to_management[1:]


CHANGES = (
    "change",
    "opener",
    "header here",
    "header near",
    "header by",
    "header none",
    "asked",
    "asked in words",
    "asks",
    "mid-sentence",
    "same label again",
)


def _header_scores(lines: Sequence[Heard], party: Party, weight: Weight) -> list[float]:
    """What the nearest label of a party says for a change to it before every line."""
    found = [weight["header none"]] * len(lines)
    opening = [i for i in range(1, len(lines)) if lines[i].opens and lines[i].party == party]
    for reach, key in ((_BY, "header by"), (_NEAR, "header near"), (0, "header here")):
        for i in opening:
            start, stop = max(0, i - reach), min(len(lines), i + reach + 1)
            found[start:stop] = [weight[key]] * (stop - start)
    return found


def _opener(words: Sequence[str], openers: Mapping[tuple[str, ...], tuple[float, float]]) -> tuple[float, float] | None:
    """Log-odds that a line with these first words opens a turn of either party rather than goes on with one."""
    start = _TAIL if len(words) > _TAIL + 2 and words[_TAIL] in _RESTARTS else 0
    return openers.get((*words[start : start + 2],)) or openers.get((*words[start : start + 1],))


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
