"""Names alone on a line: the rosters ``Name; Role; Firm`` and ``Name - Title`` under headings, or no roster at all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from summarizer.people import (
    looks_like_name,
    misspelt_person,
    name_parts,
    role_of,
    role_of_label,
    same_firm,
    same_person,
)
from summarizer.reading.headings import ends_call, heads_qa, heads_roster
from summarizer.reading.page import SENTENCE_ENDS, Label, Page, called_before, comparable, is_nameless, split_title
from summarizer.transcript import Participant, Role

_LONGEST_LABEL = 60
_LONG_TEXT = 30
_LONGEST_ENTRY = 160
_MOST_FIELDS = 5
_AROUND = " *#"
_NAME_ENDS = ("Jr.", "Sr.")


def read(lines: Sequence[str]) -> Page:
    """The page of a text with names alone on a line; every text can be read so, if need be as one without labels."""
    people, start, layout = _roster(lines)
    names = {p.name for p in people}
    candidates: list[tuple[int, str, bool]] = []
    heading = None
    for i, line in enumerate(lines[start:], start):
        if len(line) > _LONGEST_LABEL + 20 or not (text := line.strip(_AROUND)):
            continue
        if text in names:
            candidates.append((i, text, True))
        elif text.endswith(SENTENCE_ENDS) and not text.endswith(_NAME_ENDS):
            continue
        elif heading is None and heads_qa(line):
            heading = i + 1
        elif (nameless := is_nameless(text)) or looks_like_name(text):
            candidates.append((i, text, nameless))
    candidates = _without_common_words(candidates, lines)
    times = Counter(text for _, text, _ in candidates)
    known = comparable(names | {text for text, n in times.items() if n > 1})
    labels = [
        Label(i + 1, i + 1, text)
        for i, text, sure in candidates
        if sure or (_speaks(lines, i) and (times[text] > 1 or called_before(lines, i, text) or _is_among(text, known)))
    ]
    end = (
        next((i for i in range(labels[-1].last + 1, len(lines)) if ends_call(lines[i])), len(lines))
        if labels
        else len(lines)
    )
    end = _before_widget(lines, labels, end)
    skipped = frozenset({heading} if heading else ())
    return Page(layout, tuple(people), tuple(labels), end, heading, skipped)


def _without_common_words(candidates: list[tuple[int, str, bool]], lines: Sequence[str]) -> list[tuple[int, str, bool]]:
    """Leave out single words that stand in the text in small letters too: "And", "We" on a line of their own."""
    single = {text for _, text, sure in candidates if not sure and " " not in text}
    if not single:
        return candidates
    text = " ".join(lines)
    small = {word for word in single if f" {word.lower()} " in text}
    return [each for each in candidates if each[1] not in small]


def _is_among(text: str, names: Iterable[str]) -> bool:
    """Whether a full name is one of some names in another spelling."""
    return len(name_parts(text)) > 1 and any(same_person(text, name) or misspelt_person(text, name) for name in names)


def _speaks(lines: Sequence[str], i: int) -> bool:
    """Whether the line under a name is speech, not a heading or another name."""
    below = _below(lines, i)
    if len(below) > _LONG_TEXT or below.endswith((".", "?", "!", "-", "…", ",")):
        return True
    return bool(below) and not (looks_like_name(below) or below.istitle() or below.isupper())


def _below(lines: Sequence[str], i: int) -> str:
    """The line under a name, across one that is blank."""
    return next((line.strip() for line in lines[i + 1 : i + 3] if line.strip()), "")


def _roster(lines: Sequence[str]) -> tuple[list[Participant], int, str]:
    people, start = _semicolons(lines)
    if people:
        return people, start, "name-lines"
    people, start = _headed(lines)
    return (people, start, "seekingalpha") if people else ([], 0, "name-lines")


def _semicolons(lines: Sequence[str]) -> tuple[list[Participant], int]:
    """``Name; Role; Firm``: an executive may have several roles, an analyst's firm may be followed by its place.

    A role that nobody knows is an executive's too, but not at another firm than theirs.
    """
    people: list[Participant] = []
    start = 0
    for i, line in enumerate(lines):
        if not line.strip():
            continue
        name, *about = [part.strip() for part in line.split(";")]
        if len(line) > 300 or not 1 <= len(about) <= _MOST_FIELDS or not looks_like_name(name):
            break
        role = role_of(about[0])
        if role == "analyst":
            title, firm = about[0], about[1] if len(about) > 1 else ""
        else:
            title, firm = "; ".join(about[:-1]) or about[0], about[-1] if len(about) > 1 else ""
        people.append(Participant(name, role, title or None, firm or None))
        start = i + 1
    firms = comparable({person.firm for person in people if person.role in ("management", "ir") and person.firm})
    for at, person in enumerate(people):
        own = not (person.firm and firms) or any(same_firm(person.firm, firm) for firm in firms)
        if person.role == "unknown" and person.title and own:
            people[at] = person._replace(role="management")
    return people, start


def _headed(lines: Sequence[str]) -> tuple[list[Participant], int]:
    people: list[Participant] = []
    role: Role | None = None
    start = 0
    for i, line in enumerate(lines[:150]):
        text = line.strip(_AROUND)
        if not text:
            continue
        if (heading := heads_roster(text)) is not None:
            role, start = heading, i + 1
        elif role is not None:
            if role_of_label(text) == "operator" or len(text) > _LONGEST_ENTRY or any(p.name == text for p in people):
                break
            name, about = _dashed(text)
            if not looks_like_name(name) or (not about and people and _first_to_speak(lines, i)):
                break
            firm, title = split_title(about) if role != "analyst" else (about.strip() or None, "Analyst")
            if role != "analyst" and title is None:
                firm, title = None, firm
            people.append(
                Participant(name, role_of(title) if role == "unknown" or role_of(title) == "ir" else role, title, firm)
            )
            start = i + 1
    return people, start


def _first_to_speak(lines: Sequence[str], i: int) -> bool:
    """Whether the line under a name alone is speech: the call begins there, whether the name is listed or not."""
    below = _below(lines, i)
    return len(below) > _LONG_TEXT and (len(below) > _LONGEST_ENTRY or below.endswith((".", "?", "!", "]")))


def _dashed(text: str) -> tuple[str, str]:
    for dash in (" - ", " – ", " — ", " -- ", " –", "- "):
        if dash in text:
            name, _, about = text.partition(dash)
            return name.strip(), about.strip()
    return text, ""


def _before_widget(lines: Sequence[str], labels: list[Label], end: int) -> int:
    """Cut a publisher's rating widget: indented scraps after the last turn's paragraphs."""
    if not labels:
        return end
    i = labels[-1].last
    while i < end and (not lines[i].strip() or not lines[i][:1].isspace()):
        i += 1
    rest = [line for line in lines[i:end] if line.strip()]
    return i if rest and all(len(line.strip()) < _LONG_TEXT for line in rest) else end
