"""People who say who they are: "this is Ida Storm, Vice President of Treasury", "Ida Storm here from Norvik"."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from summarizer.people import CAPITAL, looks_like_name, role_of
from summarizer.transcript import Role

_FIRST = rf"[{CAPITAL}](?:[^\W\d_]|['’\-])+"
_THIS_IS = re.compile(
    r"\b(?:[Tt]his is|[Ii]t's|[Ii]t is|[Mm]y name is|I am|I'm) (?:actually |also )?"
    rf"(?P<name>{_FIRST}(?: (?:[{CAPITAL}]\.|[{CAPITAL}](?:[\w'’\-]|\.(?=\w)){{0,30}})){{0,3}})"
    rf"(?:,? (?:(?:the |your |our |and I'm the )?(?P<title>[{CAPITAL}][^.?!]{{2,100}})"
    rf"|(?:from|with|at|of) (?P<firm>[{CAPITAL}][\w&'’ ]{{1,40}})))?"
)
_HERE = re.compile(rf"(?:\A|[.,!] )(?P<name>{_FIRST} [{CAPITAL}][\w'’\-]+) (?:here|speaking)\b")
_HEARD = 300


class Introduction(NamedTuple):
    """A name somebody gives as their own, with the role that the title they add implies."""

    name: str
    role: Role


@lru_cache(maxsize=4096)
def introduction(text: str) -> Introduction | None:
    """The introduction in the first words of a text.

    >>> introduction("Hi, this is Ida Storm, Vice President of Treasury.")
    Introduction(name='Ida Storm', role='management')
    >>> introduction("This is a good question.") is None
    True
    """
    text = text[:_HEARD].replace("’", "'")
    if not _may_introduce(text):
        return None
    met = _THIS_IS.search(text)
    if met and looks_like_name(met["name"]):
        # A title after one word is as likely an enumeration: "it's Europe, Asia and the office of ...".
        role = role_of(met["title"]) if " " in met["name"] else "unknown"
        return Introduction(met["name"], "management" if role == "ir" else role)
    here = _HERE.search(text)
    return Introduction(here["name"], "unknown") if here and looks_like_name(here["name"]) else None


def _may_introduce(text: str) -> bool:
    # Asked of nearly every line; a loop over the same words takes three times as long.
    return (
        "t's " in text
        or "is is " in text
        or "t is " in text
        or "e is " in text
        or "I am " in text
        or "I'm " in text
        or " here" in text
        or " speaking" in text
    )
