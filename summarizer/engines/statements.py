"""Sentences out of segments: what was cut at pauses is joined, what ran together is parted, all of it cleaned."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from summarizer.engines.cleaning import FUNCTION_WORDS, OPEN_ENDS, has_verb, tidy
from summarizer.engines.words import words
from summarizer.transcript import Segment

SENTENCE_END = re.compile(
    r"(?<!\bMr\.)(?<!\bMrs\.)(?<!\bMs\.)(?<!\bDr\.)(?<!\bInc\.)(?<!\bCo\.)(?<!\bCorp\.)(?<!\bLtd\.)(?<!\bvs\.)(?<!\bNo\.)"
    r"(?<!\bU\.S\.)(?<!\bU\.K\.)(?<!\bSt\.)(?<!\be\.g\.)(?<!\bi\.e\.)(?<!\.\.\.)(?<=[.?!])[\"”’)]*\s+"
)
LONGEST_JOIN = 60
# Where speech was cut at pauses these mostly stand before a cut, not at an end.
PAUSES = frozenset(
    "not new many much these those all some such other each every most first second next also now then like seems understand probably really just only".split()
)
PLAIN_ENDINGS = "ly ed tion ment ing ity ive ial ous ful able ness ence ance".split()
STARTS_AFRESH = re.compile(
    r"^(?:yes|yeah|no|okay|ok|so|and|but|thank|thanks|sorry|hi|hello|i|we|i'm|we're|it's|that's)\b", re.I
)


class Statement(NamedTuple):
    """A cleaned sentence of one speaker, the ids of its segments, and the words as they were said."""

    text: str
    ids: tuple[str, ...]
    speaker: str | None
    said: str


class _Piece(NamedTuple):
    text: str
    id: str
    speaker: str | None


def statements(
    segments: Sequence[Segment], common: frozenset[str] = frozenset(), yes: bool = False
) -> tuple[Statement, ...]:
    """The sentences of ``segments`` in the order said; ``yes`` keeps an opening "Yes" as an answer.

    ``common`` are words known to be no names (see ``common_words``): they lose a capital inside a joined sentence.

    A segment may give several sentences and a sentence may rest on several segments; words without content of their
    own ("Yeah.") give none.
    """
    pieces = [
        _Piece(text, segment.id, segment.speaker)
        for segment in segments
        for text in SENTENCE_END.split(segment.text.strip())
        if words(text)
    ]
    broken = _broken(pieces)
    found: list[Statement] = []
    group: list[_Piece] = []
    for piece in pieces:
        if group and not _continues(group, piece, broken):
            found.extend(_statement(group, common, yes, broken))
            group = []
        group.append(piece)
    if group:
        found.extend(_statement(group, common, yes, broken))
    return tuple(found)


def _statement(group: Sequence[_Piece], common: frozenset[str], yes: bool, broken: bool) -> Iterable[Statement]:
    said = group[0].text
    for piece in group[1:]:
        said = f"{said.rstrip('. ') if not said.endswith('...') else said} {_lowered(piece.text, common)}"
    text = tidy(said, yes, broken)
    if words(text):
        ids = tuple(dict.fromkeys(piece.id for piece in group))
        yield Statement(text, ids, group[0].speaker, said)


def _broken(pieces: Sequence[_Piece]) -> bool:
    """Whether the pieces look like speech cut at pauses: many stop at a word that can't end a sentence."""
    ends = [piece.text[-1] != "?" and _last(piece.text) in OPEN_ENDS for piece in pieces]
    return sum(ends) >= 2 and sum(ends) >= 0.12 * len(ends)


def _continues(group: Sequence[_Piece], piece: _Piece, broken: bool) -> bool:
    """Whether ``piece`` belongs to the sentence that ``group`` has begun."""
    before = group[-1]
    if before.speaker != piece.speaker or before.text[-1] in "?!":
        return False
    said = [word for part in group for word in words(part.text)]
    ahead = words(piece.text)
    if len(said) + len(ahead) > LONGEST_JOIN:
        return False
    last = said[-1]
    if len(said) == 1 and last in FUNCTION_WORDS:
        return True
    if (
        before.text[-1] in ",;:–-"
        or before.text.endswith("...")
        or last in OPEN_ENDS
        or last.endswith(("'re", "'ve", "'ll", "i'm"))
    ):
        return True
    if piece.text[0].islower() or before.text[-1] != ".":
        return True
    if not broken:
        return False
    if last in PAUSES:
        return True
    verb = has_verb(piece.text)
    if (STARTS_AFRESH.match(piece.text) and verb) or ahead in (
        ["this"],
        ["these"],
        ["those"],
        ["thanks"],
        ["thank", "you"],
    ):
        return False
    if not verb and (ahead[0] in FUNCTION_WORDS or ahead[0].endswith(("ed", "ing"))):
        return True
    # A clause of its own needs a verb; one half without is joined to the other, unless both read as headings.
    return not has_verb(" ".join(part.text for part in group)) or (not verb and len(ahead) <= 6)


def _last(text: str) -> str:
    found = words(text)
    return found[-1] if found else ""


def common_words(segments: Iterable[Segment]) -> frozenset[str]:
    """The words written somewhere in lower case: a capital on them comes from a false full stop, not from a name."""
    return frozenset(word for segment in segments for word in re.findall(r"[^\W\d_]+", segment.text) if word.islower())


def _lowered(text: str, common: frozenset[str]) -> str:
    """``text`` without the capital that a false full stop gave it, where the word is known to be no name."""
    first = re.match(r"[^\W\d_]+(?:['’]\w+)?", text)
    if not first:
        return text
    word = first.group()
    small = word.lower()
    plain = small in FUNCTION_WORDS or small in common or small.endswith(tuple(PLAIN_ENDINGS))
    if plain and word[1:].islower() and not small.startswith(("i'", "i’")):
        return small + text[len(word) :]
    return text
