"""Motley Fool pages as text: a turn's label is the name, "--" and the role, on one line or on three or more."""

from __future__ import annotations

from collections.abc import Sequence

from summarizer.people import looks_like_name, role_of
from summarizer.reading.headings import ends_call, heads_qa, heads_roster
from summarizer.reading.page import SENTENCE_ENDS, Label, Page, is_nameless
from summarizer.transcript import Participant

_LEAST_LABELS = 3
_LONGEST_LABEL = 160


def read(lines: Sequence[str]) -> Page | None:
    """The page of a Motley Fool text, None if this is not one."""
    texts = ["" if len(line) > _LONGEST_LABEL else line.strip() for line in lines]
    dashed = [i for i, text in enumerate(texts) if "--" in text]
    titled = {i - 1 if texts[i] == "--" else i for i in dashed}
    found = [label for i in sorted(titled) if i >= 0 and texts[i] and (label := _label(texts, i))]
    if sum(label.title is not None for label in found) < _LEAST_LABELS:
        return None
    taken = {number for label in found for number in range(label.first, label.last + 1)}
    others = (i for i, text in enumerate(texts) if text and i + 1 not in taken and is_nameless(text))
    found = sorted({*found, *(Label(i + 1, i + 1, texts[i]) for i in others)})
    labels = _agreeing([label for at, label in enumerate(found) if at == 0 or label.first > found[at - 1].last])
    roster_at = next(
        (i + 1 for i, line in enumerate(lines) if heads_roster(line) == "unknown" and i + 1 > labels[0].first),
        len(lines),
    )
    if not any(label.first > roster_at for label in labels) or not any(label.first < roster_at for label in labels):
        roster_at = len(lines)
    people: dict[str, Participant] = {}
    for label in labels:
        if label.title and label.name not in people and not is_nameless(label.name):
            people[label.name] = Participant(label.name, role_of(label.title), label.title, label.firm)
    for label in labels:
        listed = people.get(label.name)
        if listed and label.firm and not listed.firm:
            people[label.name] = listed._replace(firm=label.firm)
    spoken = [label for label in labels if label.first < roster_at]
    spoken += [
        Label(i + 1, i + 1, lines[i].strip())
        for i in range(roster_at - 1)
        if lines[i].strip() in people and not any(a.first <= i + 1 <= a.last for a in labels)
    ]
    spoken.sort()
    heading = next((i + 1 for i, line in enumerate(lines) if i + 1 > spoken[0].first and heads_qa(line)), None)
    end = next((i for i in range(spoken[-1].last, len(lines)) if ends_call(lines[i])), len(lines))
    skipped = frozenset(
        i + 1 for i, line in enumerate(lines) if heads_qa(line) or line.strip().casefold() == "prepared remarks:"
    )
    return Page(
        "motleyfool-text",
        tuple(people.values()),
        tuple(spoken),
        min(end, roster_at - 1 if roster_at < len(lines) else end),
        heading,
        skipped,
    )


def _agreeing(labels: Sequence[Label]) -> list[Label]:
    """The labels, those without a name keeping their title only where all of the same words have it.

    Several people may be the unknown speaker; what is said of one of them says nothing of the others.
    """
    titles: dict[str, set[str | None]] = {}
    for label in labels:
        titles.setdefault(label.name, set()).add(label.title)
    return [
        label._replace(title=None, firm=None) if len(titles[label.name]) > 1 and is_nameless(label.name) else label
        for label in labels
    ]


def _label(texts: Sequence[str], i: int) -> Label | None:
    text = texts[i]
    if " -- " in text:
        name, *parts = [part.strip(" *") for part in text.split(" -- ")]
        titled = (
            _is_name(name) and (len(parts) > 1 or role_of(parts[-1]) != "unknown") and not text.endswith((".", "?"))
        )
        return _titled(i, i, name, parts) if titled else None
    last, parts = i, []
    while texts[last + 1 : last + 2] == ["--"] and last + 2 < len(texts):
        parts += [part.strip() for part in texts[last + 2].split(" -- ")]
        last += 2
    if is_nameless(text):
        # Under a label without a name "--" may also be where words broke off.
        told = parts and role_of(parts[-1]) != "unknown" and not parts[-1].endswith(SENTENCE_ENDS)
        return _titled(i, last, text, parts) if told else Label(i + 1, i + 1, text)
    return _titled(i, last, text, parts) if parts and looks_like_name(text) else None


def _is_name(text: str) -> bool:
    return looks_like_name(text) or is_nameless(text)


def _titled(first: int, last: int, name: str, parts: list[str]) -> Label:
    firm = parts[0] if len(parts) > 1 else None
    return Label(first + 1, last + 1, name, parts[-1], firm)
