"""StreetEvents transcripts: ruled text with numbered turn headers, and the text of their PDFs.

Ruled text: headings between lines of "=", each turn under ``Name,  Firm - Title    [n]`` between lines of "-". PDF
text: headings in capitals, each turn under the name and, on the next line, the firm and title of the roster.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import takewhile

from summarizer.people import looks_like_name, role_of_label
from summarizer.reading.furniture import furniture
from summarizer.reading.headings import ends_call, heads_qa, heads_roster
from summarizer.reading.imprint import imprint
from summarizer.reading.page import Label, Page, is_nameless, split_title
from summarizer.transcript import Participant, Role

_NUMBERED = re.compile(r"(?P<who>.*\S)\s+\[\d{1,4}\]\s*")
_HEADER_LINES = 6


def read_ruled(lines: Sequence[str]) -> Page | None:
    """The page of a ruled StreetEvents text, None if this is not one."""
    if not any(line.startswith("=====") for line in lines[:80]):
        return None
    labels: list[Label] = []
    rule: int | None = None
    qa_heading = None
    for i, line in enumerate(lines):
        if line.startswith("-----"):
            if rule is not None and 1 < i - rule <= _HEADER_LINES and (label := _ruled_label(lines, rule, i)):
                labels.append(label)
                rule = None
            else:
                rule = i
        elif labels and qa_heading is None and heads_qa(line):
            qa_heading = i + 1
    if not labels:
        return None
    if qa_heading is None:
        qa_heading = next((i + 1 for i, line in enumerate(lines[: labels[0].first]) if heads_qa(line)), None)
    end = next((i for i in range(labels[-1].last, len(lines)) if ends_call(lines[i])), len(lines))
    skipped = {i + 1 for i, line in enumerate(lines) if line.startswith(("====", "----"))}
    skipped |= {i + 1 for i in range(labels[0].first, len(lines)) if heads_qa(lines[i])}
    return Page(
        "streetevents",
        tuple(_ruled_roster(lines[: labels[0].first])),
        tuple(labels),
        end,
        qa_heading,
        frozenset(skipped),
    )


def _ruled_label(lines: Sequence[str], above: int, below: int) -> Label | None:
    match = _NUMBERED.fullmatch(" ".join(line.strip() for line in lines[above + 1 : below] if line.strip()))
    if not match:
        return None
    name, comma, rest = match["who"].partition(",  ")
    if not comma:
        name, _, rest = match["who"].partition(", ")
    firm, title = split_title(rest)
    return Label(above + 2, below + 1, name.strip(), title, firm)


def _ruled_roster(lines: Sequence[str]) -> list[Participant]:
    people: list[Participant] = []
    role: Role = "unknown"
    for i, line in enumerate(lines):
        role = heads_roster(line) or role
        text = line.strip()
        if text.startswith("* "):
            below = takewhile(
                lambda each: each[:1].isspace() and each.strip()[:2] not in ("", "*", "* "), lines[i + 1 :]
            )
            firm, title = split_title(" ".join(each.strip() for each in below))
            people.append(Participant(text[2:].strip(), role, title, firm))
    return people


def read_pdf_text(lines: Sequence[str]) -> Page | None:
    """The page of a StreetEvents PDF's text, None if this is not one."""
    heads = {line.strip(): i for i, line in reversed(list(enumerate(lines[:400]))) if line.isupper()}
    if not {"CORPORATE PARTICIPANTS", "PRESENTATION"} <= heads.keys():
        return None
    start = heads["PRESENTATION"]
    roster = range(heads["CORPORATE PARTICIPANTS"], start)
    skipped = imprint(lines)
    skipped |= furniture(lines, {p.name for p in _pdf_roster([lines[i] for i in roster if i + 1 not in skipped])})
    people = _pdf_roster([lines[i] for i in roster if i + 1 not in skipped])
    names = {p.name: p for p in people}
    # A label that opens a page has nothing but furniture above it.
    lines = ["" if i + 1 in skipped else line for i, line in enumerate(lines)]
    labels: list[Label] = []
    qa_heading = None
    end = len(lines)
    for i in range(start + 1, len(lines)):
        if len(lines[i]) > 70 or i + 1 in skipped or not (text := lines[i].strip()):
            continue
        if text.isupper() and heads_qa(text):
            qa_heading = qa_heading or i + 1
        elif text == "DISCLAIMER":
            end = i
            break
        elif text in names or is_nameless(text) or _stands_over_title(lines, i):
            label = _pdf_label(lines, i, names.get(text))
            if label:
                labels.append(label)
    if not labels:
        return None
    if qa_heading:
        skipped |= {qa_heading}
    return Page("streetevents-pdf", tuple(people), tuple(labels), end, qa_heading, skipped)


def _stands_over_title(lines: Sequence[str], i: int) -> bool:
    below = lines[i + 1].strip() if i + 1 < len(lines) else ""
    return " - " in below and not lines[i - 1].strip() and len(below) < 150 and looks_like_name(lines[i].strip())


def _pdf_label(lines: Sequence[str], i: int, listed: Participant | None) -> Label | None:
    name = lines[i].strip()
    below = lines[i + 1].strip() if i + 1 < len(lines) else ""
    if listed is None and role_of_label(name) == "operator":
        return Label(i + 1, i + 1, name)
    titled = " - ".join(part for part in (listed.firm, listed.title) if part) if listed else ""
    if titled and below:
        last = i + 1
        seen = below
        while seen != titled and titled.startswith(seen) and last + 1 < len(lines) and last < i + 4:
            last += 1
            seen = f"{seen} {lines[last].strip()}"
        if seen == titled or titled.startswith(below):
            return Label(i + 1, (last if seen == titled else i + 1) + 1, name)
    if " - " in below and len(below) < 150 and not lines[i - 1].strip():
        firm, title = split_title(below)
        return Label(i + 1, i + 2, name, title, firm)
    if not lines[i - 1].strip() and (listed or is_nameless(name)):
        return Label(i + 1, i + 1, name)
    return None


def _pdf_roster(lines: Sequence[str]) -> list[Participant]:
    people: list[Participant] = []
    role: Role = "unknown"
    entry: list[str] = []
    for line in [*lines, ""]:
        text = line.strip()
        heading = heads_roster(text)
        if text and not heading:
            entry.append(text)
            continue
        if entry:
            firm, title = split_title(" ".join(entry[1:]))
            people.append(Participant(entry[0], role, title, firm))
            entry = []
        role = heading or role
    return people
