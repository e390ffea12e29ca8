"""Sentences that say the opposite of what was said, with every figure in place."""

from __future__ import annotations

import re
from random import Random

_PAIRS = (
    "up down|upwards downwards|rose fell|rise fall|rises falls|rising falling|risen fallen|grew shrank|grow shrink|"
    "grows shrinks|growing shrinking|grown shrunk|increase decrease|increases decreases|increased decreased|increasing "
    "decreasing|higher lower|above below|more less|better worse|improve worsen|improves worsens|improved worsened|"
    "improving worsening|gain loss|gains losses|gained lost|raised cut|raise cut|expanded contracted|accelerated "
    "slowed|stronger weaker|larger smaller|bigger smaller|longer shorter|faster slower|earlier later|most least|"
    "tailwind headwind|strong weak|growth decline|good bad|best worst|high low"
)
_OPPOSITES = {
    word: other
    for pair in _PAIRS.split("|")
    for word, other in (pair.split(), pair.split()[::-1])
}  # fmt: skip
_DIRECTION = re.compile(rf"(?<![\w-])(?:{'|'.join(_OPPOSITES)})(?![\w-])", re.IGNORECASE)
# "No more", "any longer" and "adds up" go no way.
_NO_WAY = re.compile(
    r"\b(?:no|any) \w+$|\b(?:adds?|added|takes?|took|taken|ends?|ended|(?!go|com|mov|head)\w+ing) up$", re.IGNORECASE
)
_NEGATION = re.compile(
    r"\b(?P<cannot>cannot)\b|\b(?P<wont>won't)\b|\b(?P<cant>can't)\b|(?P<nt>n't)\b|\b(?:not|never|no longer) |"
    r"(?<![.] )(?<!\A)\bno (?=[a-z])|\b(?P<without>without)\b|\b(?P<nothing>nothing)\b",
    re.IGNORECASE,
)
_BARE = {"cannot": "can", "wont": "will", "cant": "can", "nt": "", "without": "with", "nothing": "everything"}
_AUXILIARY = re.compile(
    r"\b(?:is|are|was|were|will|would|should|can|could|has|have|had|does|do|did|must)\b"
    r"(?! (?:not|never|no|nothing|hardly)\b)(?!n?['’]t)(?!\.)",
    re.IGNORECASE,
)
# What is only asked, supposed or denied already is not turned round by a "not": "whether it is (not) for sale".
_UNSURE = re.compile(
    r"(?:(?:\b(?:whether|if|when|how|why|what|until|no|not|never|nothing|nobody|none|neither|nor)\b|n't\b)[^,;:.]*|"
    r"\b(?:as|a) )$",
    re.IGNORECASE,
)
_NEGATIVE = re.compile(r"\b(?:not|no|never|nothing|nobody|none|cannot|without|neither|nor)\b|n't\b", re.IGNORECASE)


def direction_turned(text: str, random: Random) -> str | None:
    """Up stands for down, more for less, better for worse."""
    found = [match for match in _DIRECTION.finditer(text) if not _NO_WAY.search(text[: match.end()])]
    if not found:
        return None
    match = random.choice(found)
    return text[: match.start()] + _as(match.group(), _OPPOSITES[match.group().lower()]) + text[match.end() :]


def negation_dropped(text: str, random: Random) -> str | None:
    """A "not" is lost."""
    found = [match for match in _NEGATION.finditer(text) if not _UNSURE.search(text[: match.start()])]
    if not found:
        return None
    match = random.choice(found)
    return text[: match.start()] + _as(match.group(), _BARE.get(match.lastgroup or "", "")) + text[match.end() :]


def negation_added(text: str, random: Random) -> str | None:
    """A "not" stands where none was said."""
    found = [
        match
        for match in _AUXILIARY.finditer(text)
        if not _UNSURE.search(text[: match.start()]) and not _NEGATIVE.search(text[match.end() : match.end() + 25])
    ]
    if not found:
        return None
    match = random.choice(found)
    return f"{text[: match.end()]} not{text[match.end() :]}"


def yes_for_no(text: str, random: Random) -> str | None:
    """The answer begins with Yes where it was No, or the other way round."""
    match = re.match(r"(?P<yes>Yes)\b|(?P<no>No)(?=[,.:;] )", text)
    if not match:
        return None
    return ("No" if match["yes"] else "Yes") + text[match.end() :]


def _as(old: str, new: str) -> str:
    return new[:1].upper() + new[1:] if old[:1].isupper() else new
