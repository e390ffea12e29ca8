"""People who say who they are: "this is Ida Storm, Vice President of Treasury", "Ida Storm here from Norvik"."""

from __future__ import annotations

import re
from typing import NamedTuple

from summarizer.people import looks_like_name, role_of
from summarizer.transcript import Role

_THIS_IS = re.compile(
    r"\b(?:[Tt]his is|[Ii]t's|[Ii]t is|[Mm]y name is|I am|I'm) (?:actually |also )?(?P<name>[A-Z][\w'’\-]+(?: [A-Z][\w'’.\-]*){0,3})"
    r"(?:,? (?:(?:the |your |our |and I'm the )?(?P<title>[A-Z][^.?!]{2,100})|(?:from|with|at|of) (?P<firm>[A-Z][\w&'’ ]{1,40})))?"
)  # fmt: skip
_HEARD = 300


class Introduction(NamedTuple):
    """A name somebody gives as their own, with the role that the title or the firm they add implies."""

    name: str
    role: Role


def introduction(text: str) -> Introduction | None:
    """The introduction in the first words of a text.

    >>> introduction("Hi, this is Ida Storm, Vice President of Treasury.")
    Introduction(name='Ida Storm', role='management')
    >>> introduction("This is a good question.") is None
    True
    """
    met = _THIS_IS.search(text[:_HEARD]) if "is" in text or "'" in text or "am" in text else None
    if not met or not looks_like_name(met["name"]):
        return None
    role = role_of(met["title"]) if met["title"] else "unknown"
    return Introduction(met["name"], "management" if role == "ir" else role)
