"""Sentences out of segments: what was cut at pauses is joined, what ran together is parted, all of it cleaned."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from summarizer.engines.cleaning import tidy
from summarizer.engines.words import (
    CONJUNCTIONS,
    DETERMINERS,
    FIGURE,
    FUNCTION_WORDS,
    NEGATION,
    has_verb,
    words,
    wordset,
)
from summarizer.segmentation.segments import split_sentences
from summarizer.transcript import Segment

LONGEST_JOIN = 60
# No sentence stops at these, however it was spoken; at the others a finished one may ("and we will.").
CUT_ENDS = wordset("a an the our your their its my every of and or but because if which whether than from into between")
OPEN_ENDS = (
    CUT_ENDS
    | DETERMINERS
    | wordset(
        "to in on at for with by onto about during without as per via toward towards against among while since "
        "although "
        "is are was were am has have had will would can could should be been being may might must very i we they "
        "i'm we're you're they're we've we'll they'll they've"
    )
)
# Where speech is cut at pauses these mostly stand before a cut, not at an end.
PAUSES = wordset(
    "not new many much these those all some such other each every most first second next also now then like seems "
    "understand probably really just only"
)
ALONE = wordset("hi hello yes yeah yep no okay ok so and but this these those thanks sorry sure right also now")
SMALL_TALK = wordset(
    "yes yeah yep no okay ok thank thanks you so much very great good got it helpful sorry sure right perfect exactly "
    "absolutely hi hello morning afternoon everyone all understood congrats congratulations excellent appreciate that"
)
AFRESH = wordset(
    "yes yeah no okay ok so and but thank thanks sorry hi hello i we i'm we're it's that's can could what how is are "
    "do does"
)
JOINTS = wordset("and but so because")
SUBJECTS = wordset("i we you they he she it")
SHORT_IS = wordset("it's that's there's he's she's")
TAIL_STARTS = wordset("before until till unless because than")
# "We don't know.", "We don't disclose that.": a denial that ends at one of these is whole.
NEEDS_NOTHING = SUBJECTS | wordset(
    "know comment disclose agree change matter mind remember recall yet either anymore now more that this it them so "
    "there here easy possible true sure certain clear"
)
CONTRACTED_DENIAL = re.compile(r"\w+n't")
SHORT = 8
# "That's where the mill comes in": behind these a small word ends a sentence.
COMING = wordset("come comes came coming go goes went going")
PLAIN_ENDINGS = tuple(wordset("ly ed tion ment ing ity ive ial ous ful able ness ence ance"))


class Statement(NamedTuple):
    """A cleaned sentence of one speaker, the ids of its segments, and the words as they were said.

    Where one corrects itself, several sentences are one statement, and ``withdrawn`` has the words that don't hold.
    """

    text: str
    ids: tuple[str, ...]
    speaker: str | None
    said: str
    withdrawn: str = ""


class _Piece(NamedTuple):
    text: str
    id: str
    speaker: str | None


def statements(
    segments: Sequence[Segment], common: frozenset[str] = frozenset(), broken: bool = False, yes: bool = False
) -> tuple[Statement, ...]:
    """The sentences of ``segments`` in the order said; ``yes`` keeps an opening "Yes" as an answer.

    ``common`` are words known to be no names (see ``common_words``): they lose a capital inside a joined sentence;
    ``broken`` says that the speech was cut at pauses (see ``is_broken``), so that more is joined. A segment may give
    several sentences and a sentence may rest on several segments; words without content give none.
    """
    pieces = _pieces(segments)
    groups: list[list[_Piece]] = []
    for piece in pieces:
        if groups and _continues(groups[-1], piece, broken):
            groups[-1].append(piece)
        else:
            groups.append([piece])
    found = (_statement(group, common, yes, broken) for group in groups)
    return tuple(statement for statement in found if words(statement.text))


def common_words(segments: Iterable[Segment]) -> frozenset[str]:
    """The words written somewhere in lower case: a capital on them comes from a false full stop, not from a name."""
    return frozenset(word for segment in segments for word in re.findall(r"[^\W\d_]+", segment.text) if word.islower())


def _statement(group: Sequence[_Piece], common: frozenset[str], yes: bool, broken: bool) -> Statement:
    said = group[0].text
    for piece in group[1:]:
        said = said if said.endswith("...") else said.rstrip(". ")
        # After "we don't" stands a verb, no name.
        verb = bool(CONTRACTED_DENIAL.fullmatch(words(said)[-1]))
        told = piece.text[0].lower() + piece.text[1:] if verb else _lowered(piece.text, common)
        said = f"{said} {told}"
    ids = tuple(dict.fromkeys(piece.id for piece in group))
    return Statement(tidy(said, yes, broken), ids, group[0].speaker, said)


def is_broken(segments: Sequence[Segment]) -> bool:
    """Whether speech was cut at pauses: several pieces stop where no sentence can, or are scraps without a verb."""
    pieces = _pieces(segments)
    ends = [words(piece.text) for piece in pieces if piece.text[-1] not in "?!"]
    cut = sum(end[-1] in CUT_ENDS for end in ends)
    scraps = sum(len(end) <= 3 and not SMALL_TALK.issuperset(end) and not has_verb(" ".join(end)) for end in ends)
    signs = sum(end[-1] in OPEN_ENDS for end in ends) + scraps
    # Clean speech breaks off now and then; these shares are met by none of 280 exchanges of edited transcripts.
    return (cut >= 2 and signs >= 0.12 * len(pieces)) or (cut >= 1 and signs >= 4 and signs >= 0.2 * len(pieces))


def _pieces(segments: Sequence[Segment]) -> list[_Piece]:
    return [
        _Piece(text, segment.id, segment.speaker)
        for segment in segments
        for text in split_sentences(segment.text)
        if words(text)
    ]


def _continues(group: Sequence[_Piece], piece: _Piece, broken: bool) -> bool:
    """Whether ``piece`` belongs to the sentence that ``group`` has begun."""
    before = group[-1].text
    if group[-1].speaker != piece.speaker or before[-1] in "?!":
        return False
    ahead = words(piece.text)
    said = sum(len(words(part.text)) for part in group)
    if said + len(ahead) > LONGEST_JOIN:
        return False
    last = words(before)[-1]
    if before[-1] != "." or before.endswith("...") or last in CUT_ENDS or piece.text[0].islower():
        return True
    if _denies_what_follows(words(before), piece.text, broken):
        return True
    if _goes_on(words(before), piece.text) or (_is_tail(piece.text) and not SMALL_TALK.issuperset(words(before))):
        return True
    if not broken or ahead == ("thank", "you") or (len(ahead) == 1 and ahead[0] in ALONE):
        return False
    if _only_begins(words(before)):
        return True
    if last not in OPEN_ENDS and _only_begins(ahead):
        return False
    if last in OPEN_ENDS or last in PAUSES or (said == 1 and last in FUNCTION_WORDS):
        return True
    verb = has_verb(piece.text)
    if verb and ahead[0] in AFRESH:
        return False
    if not verb and (ahead[0] in FUNCTION_WORDS or ahead[0].endswith(("ed", "ing")) or len(ahead) <= 6):
        return True
    # A sentence needs a verb: a short one that has none yet goes on.
    return said <= 8 and not any(has_verb(part.text) for part in group)


def _denies_what_follows(before: Sequence[str], text: str, broken: bool) -> bool:
    """Whether speech stopped at a denial, so that what follows would be told as if it were true: "I won't give." and
    "You the price."

    >>> _denies_what_follows(words("we don't"), "Talk about them.", False)
    True
    >>> _denies_what_follows(words("we don't"), "We sell it.", True)
    False
    """
    ahead = words(text)
    if ahead[0] in ALONE or ahead == ("thank", "you"):
        return False
    if CONTRACTED_DENIAL.fullmatch(before[-1]):
        # "We don't. We sell it.": a denial, and a sentence of its own.
        if ahead[0].partition("'")[0] in SUBJECTS:
            return False
        return broken or (ahead[0] not in FUNCTION_WORDS and len(ahead) <= SHORT)
    stopped = len(before) > 1 and NEGATION.fullmatch(before[-2]) and before[-1] not in NEEDS_NOTHING
    # "You the price": to whom, and what.
    objects = ahead[0] in SUBJECTS and not DETERMINERS.isdisjoint(ahead[1:2])
    return bool(stopped) and (broken or objects or not has_verb(text))


def _only_begins(spoken: Sequence[str]) -> bool:
    """Whether nothing but the first small words of a sentence was said: "If you", "But for us".

    >>> _only_begins(("if", "you")), _only_begins(("so", "below"))
    (True, False)
    """
    return len(spoken) > 1 and spoken[0] in CONJUNCTIONS and FUNCTION_WORDS.issuperset(set(spoken) - {"us"})


def _goes_on(before: Sequence[str], text: str) -> bool:
    """Whether a sentence stopped where it lacks its end, and ``text`` is no sentence but that end.

    >>> _goes_on(words("they're handed over in"), "November."), _goes_on(words("and we need"), "Six weeks.")
    (True, True)
    >>> _goes_on(words("That's where the mill comes in"), "Steel."), _goes_on(words("It is what it is"), "It fell.")
    (False, False)
    """
    ahead = words(text)
    if text[-1] == "?" or ahead[0] in SMALL_TALK or before[-1] == "no":
        return False
    figure = ahead[0][0].isdigit()
    begun = len(before) >= 3 and before[-3] in JOINTS and before[-2] in SUBJECTS and before[-1] not in SMALL_TALK
    whole = not figure and not COMING.isdisjoint(before[-2:-1])
    if whole or not (begun or before[-1] in OPEN_ENDS | SHORT_IS):
        return False
    return ahead[0] == before[-1] or ((figure or len(ahead) <= 3) and not has_verb(text))


def _is_tail(text: str) -> bool:
    """Whether ``text`` is a clause that only ends a sentence, so that the sentence is the one before it.

    >>> _is_tail("Until the permit is there."), _is_tail("Before the merger we had two.")
    (True, False)
    """
    ahead = words(text)
    alone = "," not in text and SUBJECTS.isdisjoint(ahead[2:]) and ahead[1:2] != ("that",)
    return ahead[0] in TAIL_STARTS and text[-1] != "?" and alone and has_verb(text)


def _lowered(text: str, common: frozenset[str]) -> str:
    """``text`` without the capital that a false full stop gave it, where the word is known to be no name."""
    first = re.match(r"[^\W\d_]+(?:['’]\w+)?", text)
    word = first.group() if first else ""
    small = word.lower()
    plain = small in FUNCTION_WORDS | TAIL_STARTS | common or small.endswith(PLAIN_ENDINGS) or bool(FIGURE.match(small))
    if plain and word[1:].islower() and not small.startswith(("i'", "i’")):
        return small + text[len(word) :]
    return text
