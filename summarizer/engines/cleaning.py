"""The form of a spoken sentence put right: fillers, doubled words, false starts and stray commas go, words stay.

Nothing here adds a word, changes the order, or touches a figure, a name or a negation.
"""

from __future__ import annotations

import re
from itertools import islice

from summarizer.engines.stumbles import without_doubles, without_false_starts, without_stray_commas
from summarizer.engines.words import WORD, words, wordset

EDITORIAL = re.compile(r" ?[\[(](?:ph|sic|phonetic|indiscernible|inaudible|technical difficulty)[\])]", re.IGNORECASE)
# A mark alone, and a full stop inside a sentence.
STRAY_MARKS = re.compile(r"(?<!\S)[.,;]+(?!\S)|(?<=[a-z]{3})\.(?= [a-z])")
SOUNDS = re.compile(r",? ?\b(?:um+|uh+|uhm|erm?|ah|eh|hmm|mhm)\b(?: ?,)?(?=[\s.?!]|$)", re.IGNORECASE)
ASIDES = re.compile(
    r"(?:(?<=,)|(?<=^)|(?<=[–-]))\s*(?:you know|I mean|like|if you will|let's call it|let's say|quite frankly|frankly|"
    r"to be honest|to be fair|yeah|right|okay|sort of|kind of),(?!\s*\d)",
    re.IGNORECASE,
)
FINAL_ASIDES = re.compile(
    r",\s*(?:you know|I mean|if you will|yeah|right|so to speak|and things like that)(?=\s*[.?!]*$)", re.IGNORECASE
)
VAGUE = re.compile(
    r"(?:(?<=\s)|^)(?:kind|sort) of\b(?! (?:[\d$€£~]|the \d|like \d|these|those|things?\b)),?\s*", re.IGNORECASE
)
# After these "kind of" names a kind.
KINDS = wordset(
    "what what's that this the any some same of which every each one these those another different right your our two "
    "three other new a"
)
THROAT = r"(?:um|uh|er|oh|hey|okay|ok|yeah|yep|hi|alright|all right)\b[,.!]?"
ASIDE_COMMA = (
    r"(?:look|listen|right|sure|again|now|obviously|actually|basically|frankly|honestly|absolutely|definitely|"
    r"of course|"
    r"like|got it|(?:as|like) I (?:said|mentioned)(?: earlier| before)?|first of all|you know|I mean|to be honest|"
    r"I guess|"
    r"I would say|I'd say|I think|no problem|yes so|so yes|so yeah)\s*,"
)
# "So far", "well above": the word belongs to what follows.
SO_WELL = (
    r"(?:and |but )?(?:so|well)\b"
    r"(?! (?:far|that|much|many|long|as to|above|below|known|positioned|over|into|within|ahead)\b)"
    r"(?! (?:are|is|do|does|did|have|has|can|will|was|were)\b[^?]*$)\s*,?"
)
HEDGE = (
    r"(?:I mean|I guess|you know)\b(?! (?:by|that|what|how|it|about|the)\b)|"
    r"(?:I think|I would say|I'd say|I would tell you|I'd tell you)(?: that| is,)?(?! (?:about|of|is|in|to|so|from|"
    r"through)\b)"
    r"(?= \w)"
)
LEADING = re.compile(r"[ ,.;–-]*")
OPENERS = re.compile(rf"(?:{THROAT}|{ASIDE_COMMA}|{SO_WELL}|and\b\s*,?|{HEDGE})\s*", re.IGNORECASE)
YES = re.compile(r"(?:yes|yeah|yep|sure|right)\b\s*[,.]\s*", re.IGNORECASE)
# In fewer words "Yes" is the answer.
_FEW = 3
YES_LAST = re.compile(r"(?<=\w)[,\s]+(?:yes|yeah)\s*\.?$", re.IGNORECASE)
HANGING = re.compile(r"(?:,?\s(?:and|but|or)|,\s?so){1,6}\s?\.?$", re.IGNORECASE)


def tidy(text: str, yes: bool = False, broken: bool = False) -> str:
    """``text`` as a sentence fit to read: capital at the start, a mark at the end, the noise of speech taken out.

    With ``yes`` an opening "Yes" stays, because the question asked for one; ``broken`` says that the speech around it
    was cut at pauses, so that its commas mean little.

    >>> tidy("yeah, I think, uh, the the margins are, you know, in the, low 30s")
    'The margins are in the low 30s.'
    >>> tidy("Yes, we do", yes=True)
    'Yes, we do.'
    """
    text = EDITORIAL.sub("", " ".join(text.replace("…", "...").split()))
    text = SOUNDS.sub(" ", STRAY_MARKS.sub(" ", text))
    text = " ".join(ASIDES.sub("", ASIDES.sub("", text)).split())
    text = VAGUE.sub(_vague, FINAL_ASIDES.sub("", text))
    text = without_openers(without_false_starts(without_openers(text, yes)), yes)
    text = without_stray_commas(without_doubles(text), broken)
    return _finished(without_openers(text, yes) if yes else YES_LAST.sub("", without_openers(text, yes)))


def without_openers(text: str, yes: bool = False) -> str:
    """``text`` without the words that only clear the throat: "So,", "Yeah,", "I think", "I would say that".

    >>> without_openers("Well, I think that demand is fine")
    'demand is fine'
    """
    # The place moves and the text is cut once, so that thousands of openers take no square of their number.
    seen = text.replace("’", "'")
    at = 0
    while True:
        after = _past(OPENERS, text, _past(LEADING, text, at))
        if not yes and len(list(islice(WORD.finditer(seen, after), _FEW + 1))) > _FEW:
            after = _past(YES, text, after)
        if after in (at, len(text)):
            return text[at:]
        at = after


def _past(pattern: re.Pattern[str], text: str, at: int) -> int:
    """The place behind what a pattern matches at a place, the same place where it doesn't."""
    found = pattern.match(text, at)
    return found.end() if found else at


def _vague(found: re.Match[str]) -> str:
    """Nothing in the place of a "kind of" that only softens, itself where it names a kind."""
    before = words(found.string[max(0, found.start() - 20) : found.start()])
    return found.group() if before and before[-1] in KINDS else ""


def _finished(text: str) -> str:
    text = re.sub(r"\s+([.,;:?!])", r"\1", " ".join(text.split()))
    text = re.sub(r",(?:\s*,)+", ",", text)
    text = re.sub(r"[,;:–—-]+\s*([.?!])", r"\1", text).strip(" ,;:–—-")
    text = HANGING.sub("", re.sub(r"\s*\.\.+$", ".", text))
    first = re.search(r"[^\W_]", text)
    if not first:
        return ""
    if text[-1] not in ".?!":
        text += "."
    place = first.start()
    capital = text[place].upper()
    # "iPhone" keeps its small letter, and so does what has no capital of its own ("ß").
    if text[place + 1 : place + 2].isupper() or capital.lower() != text[place].lower():
        return text
    return text[:place] + capital + text[place + 1 :]
