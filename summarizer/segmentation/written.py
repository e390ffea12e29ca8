"""Written questions: what somebody of the company reads out, and whose question it is."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from summarizer.people import CAPITAL, same_person
from summarizer.segmentation.courtesy import asks
from summarizer.segmentation.cues import cue
from summarizer.transcript import Line, Participant, Turn

_READ_ON = 4
# "Ida?" calls somebody.
_LEAST_WORDS = 4
UNNAMED = "Unidentified Analyst"

_NAME = (
    rf"[{CAPITAL}][\w'’\-]{{1,30}}"
    rf"(?: (?:(?:(?:al|el)-|d['’])?[{CAPITAL}](?:[\w'’\-]|\.(?=\w)){{0,30}}|[{CAPITAL}]\.|de|van|von)){{1,3}}"
)
_FIRM_WORD = rf"[{CAPITAL}&](?:[\w&'’\-]|\.(?=\w)){{0,30}}"
_OF_FIRM = rf"(?:,? (?:of|from|at|with) (?P<firm>{_FIRM_WORD}(?:(?: and| &|,| de| del| of)? {_FIRM_WORD}){{0,5}}))?"
_ASKED_BY = (
    cue(
        " from | by ",
        r"\b(?i:questions?|(?:first|second|third|next|last|other|one|another)\b"
        r"(?! (?:week|month|quarter|half|year|fall|spring|summer|winter|time|night)))\b[^.?!]{0,80}?\b(?:from|by) "
        r"(?:the line of |(?:an?|our|the) (?:\w+ ){0,3}(?:share|stock)?(?:holder|investor|analyst),? )?"
        rf"(?P<name>{_NAME}){_OF_FIRM}",
    ),
    cue(
        "'s from |’s from | is from | comes from | is by ",
        rf"\b(?:[Tt]his|[Ii]t|[Tt]hat)(?:['’]s| is| comes) (?:from|by) (?P<name>{_NAME}){_OF_FIRM}",
    ),
    cue(
        " asks| writes| to know| is asking",
        rf"(?<![\w'’-])(?P<name>{_NAME}){_OF_FIRM}(?:, (?:who|an?|the|our)\b[^,.?!]{{1,40}})?,? (?:also )?"
        r"(?:asks|writes|wants to know|would like to know|is asking)\b",
    ),
)
_SOMEBODY = re.compile(rf"[{CAPITAL}]|(?:an?|our|the) ")
_ANOTHER_PART = re.compile(
    r"\b(?:first|second|third|next|last|other) (?:part|half|question) of (?:the|her|his|their|that|this) "
    r"(?:e-?mail|message|letter|question|note)\b",
    re.I,
)
# "Ida Storm would like to know why": whose question it is and that they ask, in one breath.
_PUTS = re.compile(r"\b(?:asks|writes|to know|is asking)\b")
_ASKS_ALSO = re.compile(
    r"\b(?:he|she|they) (?:also|then|further) (?:asks?|writes?|wants? to know|would like to know)\b", re.I
)
_AGAIN = re.compile(rf"\b(?:from|by) (?P<name>[{CAPITAL}][\w'’\-]{{1,30}})\b")
_WRITING = cue(
    "writ|submitted|mail|web|online|sent in|typed|chat|read it|read that|read the q|read out|reading |wrote|ask",
    r"\b(?:written|submitted|e-?mail(?:ed)?|webcast|the web|online|in writing|sent in|typed|chat|"
    r"read(?:ing)? (?:it|that|the question|out)|wrote|writes|asks?(?! your\b))\b",
    re.I,
)
_UNSIGNED = cue(
    "writ|submitted|mail|web|online|chat|internet|portal|q&a box",
    r"\b(?:written|submitted|e-?mailed|webcast|online) questions?\b|"
    r"\bquestions?\b[^.?!]{0,60}\b(?:submitted|e-?mailed|(?:from|via|over|through|on) (?:the )?"
    r"(?:webcast|web|chat|internet|portal|q&a box)|by e-?mail|in writing)\b",
    re.I,
)


class Part(NamedTuple):
    """A stretch of a turn: ``asker`` is whose written question it reads out, None where it reads out none."""

    turn: Turn
    asker: Participant | None


def parts(turn: Turn, before: Sequence[Participant] = (), announced: bool = False) -> list[Part]:
    """Cut a turn of the company's into the written questions that it reads out and what is said around them.

    A question begins on the line that says whose it is and goes on to the last line that asks; one turn may read out
    several, and answer them. ``before`` are those whose questions were read out already: after them a name is enough,
    and a given name for one of them; a name is enough, too, where written questions were ``announced``. Whom nobody
    names is called ``Unidentified Analyst``.
    """
    if not (before or announced or announces_written(turn.text)):
        return [Part(turn, None)]
    if not (asks(turn.text) or _ASKS_ALSO.search(turn.text)):
        return [Part(turn, None)]
    askers = [_asker(turn.lines, at, before, announced) for at in range(len(turn.lines))]
    found: list[Part] = []
    at = 0
    while at < len(turn.lines):
        asker = askers[at]
        later = next((i for i in range(at + 1, len(turn.lines)) if askers[i]), len(turn.lines))
        stop = _end_of_question(turn.lines, at, later) if asker else later
        found.append(Part(Turn(turn.speaker, turn.lines[at:stop], None if found else turn.header), asker))
        at = stop
    return found


def announces_written(text: str) -> bool:
    """Whether the words say that a written question is read out, or whose it is."""
    if "question" not in text and "?" not in text:
        return False
    if speaks_of_written(text):
        return True
    return _may_name(text) and _WRITING.search(text) is not None and _named(text) is not None


def speaks_of_written(text: str) -> bool:
    """Whether the words speak of written questions: "the questions that were submitted online"."""
    return "question" in text.lower() and _UNSIGNED.search(text) is not None


def _may_name(text: str) -> bool:
    """Whether a name can stand where an asker's does; told sooner than by the whole patterns."""
    if " asks" in text or " writes" in text or " to know" in text or " is asking" in text:
        return True
    return any(map(_SOMEBODY.match, [*text.split(" from ")[1:], *text.split(" by ")[1:]]))


def _named(text: str) -> re.Match[str] | None:
    """Where a text first says whose question it is."""
    found = [met for pattern in _ASKED_BY if (met := pattern.search(text))]
    return min(found, key=lambda met: met.start(), default=None)


def _asker(lines: Sequence[Line], at: int, before: Sequence[Participant], announced: bool) -> Participant | None:
    """Whose question begins on a line and is put there or on the next lines, None if none does.

    A line of a narrow page breaks off anywhere, also inside a name.
    """
    here = len(lines[at].text)
    text = " ".join(line.text for line in lines[at : at + _READ_ON])
    named = _named(text)
    lead = " ".join(line.text for line in lines[max(0, at - _READ_ON) : at])
    written = before or announced or _WRITING.search(text) or _WRITING.search(lead)
    puts = named and (asks(text[named.end() :]) or _PUTS.search(named.group()))
    if named and named.start() < here and written and puts:
        return Participant(named["name"], "analyst", None, named["firm"].strip(" .,") if named["firm"] else None)
    again = _AGAIN.search(lines[at].text) if before else None
    if again and (known := [one for one in before if same_person(one.name, again["name"])]) and asks(text):
        return known[-1]
    if before and ((_ANOTHER_PART.search(lines[at].text) and asks(text)) or _ASKS_ALSO.search(lines[at].text)):
        return before[-1]
    unsigned = _UNSIGNED.search(text)
    asked = unsigned and unsigned.start() < here and _puts_a_question(text[unsigned.end() :])
    if unsigned and named and "?" not in text[unsigned.end() : named.start()]:
        return None
    return Participant(UNNAMED, "analyst") if asked else None


def _puts_a_question(text: str) -> bool:
    """Whether a sentence of some words ends by asking: "Ida?" does not."""
    return any(len(re.split(r"[.!]\s", piece)[-1].split()) >= _LEAST_WORDS for piece in text.split("?")[:-1])


def _end_of_question(lines: Sequence[Line], start: int, stop: int) -> int:
    """The index after the last line of a question that begins at ``start``: up to the first that ends by asking, and
    those right after it that ask too."""
    end = next((i + 1 for i in range(start, stop) if lines[i].text.rstrip().endswith("?")), start + 1)
    while end < stop and asks(lines[end].text):
        end += 1
    return end
