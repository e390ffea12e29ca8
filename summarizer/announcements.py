"""What an operator, or whoever hosts the queue, says between two speakers: calls somebody, closes, or interrupts."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal, NamedTuple

from summarizer.people import given_names_agree, misspelt_person, name_parts, plain

Kind = Literal["call", "close", "other"]

_NAME = (
    r"(?P<name>(?:(?:Mr|Ms|Mrs|Dr)\.? )?[A-Z][\w'’.\-]*(?: (?:[A-Z][\w'’.\-]*|de|van|von|der|la|di|du|bin|al)){0,4})"
)
_FIRM = r"(?P<firm>[A-Z0-9][\w&'’.\-]*(?:(?:,? and |,? & | of |, |,? )[A-Z0-9&][\w&'’.\-]*){0,7})"
_BARE = re.compile(rf"(?:[(\[][^)\]]{{0,80}}[)\]]\s*)?{_NAME}, {_FIRM}\Z")
_FROM = re.compile(
    r"(?:line of|question (?:\w+ )?(?:comes? |is |will (?:come|be) |today (?:comes? |is )|coming )?(?:from|by)|(?:go|turn|move)(?:ing)? (?:now )?to|"
    r"hear from|comes? (?:to us )?from|is from|next (?:is|we have)|first,? (?:is|we have)|up,? (?:is|we have)|we have)"
    rf" (?:the line of )?{_NAME}"
)  # fmt: skip
_WITH = re.compile(rf"\A(?:,? (?:with|from|of|at|representing|on behalf of) |, | - | -- )(?:the )?{_FIRM}")
_NAMED_WITH = re.compile(rf"\b{_NAME},? (?:with|from|of|at|representing) (?:the )?{_FIRM}")
_CALLS = re.compile(
    r"\b(?:next|first|last|final|another|second|follow[- ]?up|one more)\b[^.?!]{0,60}\bquestions?\b|\bquestions?\b[^.?!]{0,40}\b(?:from|comes?|line of)\b|"
    r"\bline of\b|\b(?:your|the) line is (?:now )?(?:open|live|unmuted|yours)|\bwith (?:a|your) (?:question|follow)|\bgo ahead with your\b|"
    r"\bproceed with your\b|\bask your question",
    re.I,
)  # fmt: skip
_CLOSES = re.compile(
    r"\bno (?:further|more|additional|other|questions)\b[^.?!]{0,30}(?:question|queue|moment|time|one\b)|\b(?:closing|concluding|final) (?:remarks|comments|statement|thoughts)|"
    r"\b(?:concludes?|concluded|ends|ended|end of|conclusion of|completed?)\b[^.?!]{0,50}\b(?:question|q ?& ?a|call|conference|session|presentation|meeting|program|event)|"
    r"\b(?:turn|hand|pass|give)\b[^.?!]{0,40}\b(?:back|over)\b[^.?!]{0,60}\b(?:clos|conclu|final|remarks|comments)|\bnobody in the queue|\bthat was the last\b|"
    r"\bnow disconnect\b|\boperator (?:closing remarks|sign-?off)|\bout of time for (?:further )?questions|\bwas (?:our|the) (?:last|final) question",
    re.I,
)  # fmt: skip
_HANDS_OVER = re.compile(r"\b(?:turn|hand|pass|give)(?:ing)?\b[^?!]{0,80}\b(?:over|back)\b|\bover to\b", re.I)
_OPENS = re.compile(
    r"\bquestions?(?:[- ]and[- ]|\W{1,3}&\W{1,3})answers?\b|\bq ?& ?a\b|\b(?:open|take|taking|start|begin|have|answer)\b[^.?!]{0,50}\bquestions?\b|\bquestions? now\b|\bfor questions\b",
    re.I,
)
_TRAILING = re.compile(r"(?:\.|,)?(?: (?:Please|Your|You|Go|Thank|And|One|If|Proceed)\b.*)?\Z", re.S)
_LAST = 700


class Announcement(NamedTuple):
    """What was announced: ``call`` names (or merely asks for) the next questioner, ``close`` ends the Q&A."""

    kind: Kind
    name: str | None = None
    firm: str | None = None


@lru_cache(maxsize=2048)
def read_announcement(text: str) -> Announcement:
    """Read the words of one operator's turn.

    >>> read_announcement("Our next question comes from Ida Storm with Norvik Capital. Please go ahead.")
    Announcement(kind='call', name='Ida Storm', firm='Norvik Capital')
    >>> read_announcement("(Operator Instructions) Ida Storm, NC.")
    Announcement(kind='call', name='Ida Storm', firm='NC')
    >>> read_announcement("There are no further questions. I turn the call back for closing remarks.").kind
    'close'
    """
    text = text[-_LAST:].strip()
    calls, closes = _CALLS.search(text), _CLOSES.search(text)
    if closes and (not calls or closes.start() > calls.start()):
        return Announcement("close")
    whole = text.rstrip(" .")
    bare = _BARE.match(whole) or (None if hands_over(text) else _BARE.match(whole.rpartition(". ")[2]))
    if bare and len(name_parts(bare["name"])) <= 4:
        return Announcement("call", bare["name"], _firm(bare["firm"]))
    if hands_over(text) and not calls:
        return Announcement("other")
    named = [m for m in _FROM.finditer(text) if plain(m["name"]) not in ("the", "your", "our")]
    if named:
        found = named[-1]
        after = _WITH.match(text[found.end("name") :])
        return Announcement("call", found["name"].strip(" ."), _firm(after["firm"]) if after else None)
    if (pair := _NAMED_WITH.search(text)) and (calls or _OPENS.search(text) or "go ahead" in text):
        return Announcement("call", pair["name"], _firm(pair["firm"]))
    return Announcement("call") if calls else Announcement("other")


def _firm(text: str) -> str | None:
    """A firm as announced, without the sentence that follows it."""
    words = re.split(r"(?<=[a-z&)])\.\s|,? (?:Please|Your|Go ahead|You may|Thank you)\b", text, maxsplit=1)[0].strip(
        " .,"
    )
    return words or None


def mentions(text: str, name: str) -> bool:
    """Whether a text calls a person: their surname or given name stands in it, or a near spelling of the whole name.

    >>> mentions("Our question is from Jim Suva.", "James Suva"), mentions("Thank you.", "James Suva")
    (True, False)
    """
    parts = name_parts(name)
    words = plain(text).split()
    if not parts:
        return False
    if parts[-1] in words or (len(parts[0]) > 2 and any(given_names_agree(parts[0], w) and len(w) > 2 for w in words)):
        return True
    return any(misspelt_person(f"{a} {b}", name) for a, b in zip(words, words[1:], strict=False))


def calls_questioner(text: str) -> bool:
    """Whether the words ask for the next question, whoever speaks them."""
    return _CALLS.search(text[-_LAST:]) is not None


def closes(text: str) -> bool:
    """Whether the words end the Q&A or hand the call back for closing remarks."""
    return read_announcement(text).kind == "close"


def opens_qa(text: str) -> bool:
    """Whether the words speak of taking questions now."""
    return _OPENS.search(text[-_LAST:]) is not None


def hands_over(text: str) -> bool:
    """Whether the words hand the call to somebody to speak."""
    return _HANDS_OVER.search(text[-_LAST:]) is not None
