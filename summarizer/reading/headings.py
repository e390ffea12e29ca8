"""Lines that head a part of the page: rosters, prepared remarks, questions and answers, what follows the call."""

from __future__ import annotations

import re

from summarizer.transcript import Role

_QA = re.compile(
    r"[\s=*#-]*(?:(?:analyst )?questions?(?: |-)?(?:and|&|-)(?: |-)?answers?(?: session| section| summary)?|"
    r"q ?(?:&|and) ?a(?: session)?)\s*:?[\s=*#-]*",
    re.I,
)
_ROSTERS: dict[str, Role] = {
    "company participants": "management",
    "corporate participants": "management",
    "company representatives": "management",
    "executives": "management",
    "management": "management",
    "conference call participants": "analyst",
    "conference call participiants": "analyst",
    "analysts": "analyst",
    "call participants": "unknown",
    "participants": "unknown",
}
_AFTER = re.compile(
    r"(?:disclaimer|definitions|duration: \d+ minutes?|read (?:more|the).*|more \w+ analysis|copyright.*|©.*|"
    r"all earnings call transcripts|this article is a transcript.*|article comments.*|rating|"
    r"\W*forward-looking statements\W*)",
    re.I,
)


def heads_qa(line: str) -> bool:
    """Whether a line is nothing but the heading of the Q&A.

    >>> heads_qa("Question-and-Answer Session"), heads_qa("QUESTIONS AND ANSWERS"), heads_qa("We take questions.")
    (True, True, False)
    """
    return len(line) <= 50 and _QA.fullmatch(line) is not None


def heads_roster(line: str) -> Role | None:
    """The role of those listed under a roster heading, None for any other line; "unknown" heads a mixed roster."""
    return _ROSTERS.get(line.strip().strip("*#:").strip().casefold()) if len(line) <= 50 else None


def ends_call(line: str) -> bool:
    """Whether a line begins what a publisher adds after the call: a disclaimer, a duration, links."""
    return len(line) <= 120 and _AFTER.fullmatch(line.strip().strip("*#").strip()) is not None
