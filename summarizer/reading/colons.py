"""Labels with a colon: ``Name:`` alone on a line (Indian concalls) or before the words (``Name: text``)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from summarizer.people import HONORIFICS, find_person, looks_like_name, name_parts, role_of, role_of_label
from summarizer.reading.furniture import furniture
from summarizer.reading.headings import ends_call, heads_qa
from summarizer.reading.page import Label, Page, called_before, comparable, is_nameless
from summarizer.transcript import Participant, Role

_TIME = r"\d{1,2}:\d\d(?::\d\d)?"
_LABEL = re.compile(
    rf"\s*(?:\[?\(?{_TIME}(?:[.,]\d{{1,3}})?\]?\)?\s*[-–]?\s*)?(?P<name>[^:\s](?:[^:\n]{{0,98}}[^:\s])?)"
    rf"\s*(?:\({_TIME}\)\s*)?:\*{{0,2}}(?:\s+(?P<said>\S.*)|\s*)"
)
_ROSTER = re.compile(
    r"\s*(?P<who>management(?: team)?|moderators?|analysts?|participants?|hosts?|speakers?)\s*(?:\(s\))?\s*:\s*"
    r"(?P<rest>.*)",
    re.I,
)
_DASH = re.compile(r" {0,4}(?:--|–|—|:| - |-(?=\s)) {0,4}")
_ABOUT = re.compile(r", | -{1,2} | [–—] ")
_INITIAL_LAST = re.compile(r"[ .][A-Z]\.\Z")
_LEAST_LABELS = 4
_LEAST_VOICES = 2
_FARTHEST_COLON = 120


def read(lines: Sequence[str]) -> Page | None:
    """The page of a text whose labels end in a colon, None if too few lines look like one."""
    labelled = [i for i, line in enumerate(lines) if ":" in line[:_FARTHEST_COLON]]
    if len(labelled) < _LEAST_LABELS:
        return None
    skipped = furniture(lines)
    found = list(_labels(lines, labelled, skipped))
    times = Counter(label.name for label in found)
    alone = sum(not label.said for label in found) * 2 > len(found)
    sure = {name for name, n in times.items() if n >= 2 or is_nameless(name)}
    # One voice is no conversation: the same word before a colon, again and again, is a note of the publisher's.
    if len(sure) < _LEAST_VOICES or sum(times[name] for name in sure) < _LEAST_LABELS:
        return None
    known = [Participant(name) for name in comparable(sure)]
    kept = [
        label
        for label in found
        if label.name in sure
        or label.title
        or (alone and not label.said)
        or find_person(label.name, known)
        or called_before(lines, label.first - 1, label.name)
    ]
    first = next(
        (
            at
            for at, label in enumerate(kept)
            if (label.name in sure and not _ROSTER.fullmatch(lines[label.first - 1]))
            or role_of_label(label.name) == "operator"
        ),
        0,
    )
    labels = tuple(kept[_after_roster(lines, kept, first) :])
    if len(labels) < _LEAST_LABELS:
        return None
    heading = next((i + 1 for i, line in enumerate(lines) if i + 1 > labels[0].first and heads_qa(line)), None)
    end = next((i for i in range(labels[-1].last, len(lines)) if ends_call(lines[i])), len(lines))
    skipped |= {heading} if heading else set()
    layout = "india-pdf" if alone else "colons"
    return Page(layout, tuple(_roster(lines[: labels[0].first - 1], skipped)), labels, end, heading, skipped)


def _labels(lines: Sequence[str], labelled: Sequence[int], skipped: frozenset[int]) -> Iterator[Label]:
    for i in labelled:
        if i + 1 not in skipped and (match := _LABEL.fullmatch(lines[i])):
            name, title = _titled(match["name"].strip(" *"))
            if is_nameless(name) or (looks_like_name(_without_stop(name)) and not name.isupper()):
                yield Label(i + 1, i + 1, name, title, said=(match["said"] or "").strip("* "))


def _without_stop(name: str) -> str:
    """A name without the full stop of an initial at its end: "Pradeep N.", "Karthik K.V."."""
    return name[:-1] if name[:2].isalpha() and _INITIAL_LAST.search(name) else name


def _titled(label: str) -> tuple[str, str | None]:
    """Part "Olaf Berg, Chief Executive Officer" where what follows the name is a title."""
    name, *rest = _ABOUT.split(label, maxsplit=1)
    return (name, rest[0]) if rest and role_of(rest[0]) != "unknown" else (label, None)


def _after_roster(lines: Sequence[str], kept: Sequence[Label], first: int) -> int:
    """Skip a roster's own "Moderator: Mr. X - Firm" lines: words that name somebody in capitals or with a title."""
    while first + 1 < len(kept):
        i, said = kept[first].first - 1, kept[first].said
        body = said or next((line.strip() for line in lines[i + 1 : i + 4] if line.strip()), "")
        if not (
            _ROSTER.fullmatch(lines[i])
            and (
                body.isupper()
                or (name_parts(body) and body.split()[0].casefold().strip(".") in HONORIFICS and len(body) < 120)
            )
        ):
            break
        first += 1
    return first


def _roster(lines: Sequence[str], skipped: frozenset[int]) -> list[Participant]:
    people: list[Participant] = []
    role: Role | None = None
    entry: list[str] = []
    for i, line in enumerate([*lines, ""]):
        text = "" if i + 1 in skipped else line.strip()
        heading = _ROSTER.fullmatch(text) if text else None
        if heading or not text or text.split()[0].strip(".").casefold() in HONORIFICS:
            person = _entry(" ".join(entry), role) if entry and role else None
            if person:
                people.append(person)
            entry = []
        if heading:
            role = "management" if heading["who"].casefold().startswith("management") else "unknown"
            text = heading["rest"].strip()
        if text and role:
            entry.append(text)
    return people


def _entry(text: str, role: Role) -> Participant | None:
    name, *rest = _DASH.split(text, maxsplit=1)
    words = [w for w in name.split() if w.strip(".").casefold() not in HONORIFICS]
    if not words or len(words) > 6 or len(text) > 300:
        return None
    name = " ".join(w.title() if w.isupper() and len(w) > 2 else w for w in words)
    about = rest[0].strip(" -–—") if rest else None
    return Participant(name, role, about if role == "management" else None, None if role == "management" else about)
