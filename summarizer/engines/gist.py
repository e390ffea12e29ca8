"""A session in one sentence: what was asked about and how it came out."""

from __future__ import annotations

from collections.abc import Sequence

from summarizer.summary import DraftExchange, DraftSentence, Status
from summarizer.topics import Topic

ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
SAYS: dict[Status, str] = {
    "answered": "answered",
    "partial": "answered in part",
    "declined": "declined",
    "unanswered": "left without an answer",
}


def gist(drafts: Sequence[DraftExchange], topics: Sequence[Topic]) -> DraftSentence:
    """One sentence made from the topics and statuses of ``drafts``; it rests on their questions and answers."""
    labels = {topic.id: _small(topic.label) for topic in topics}
    named: list[str] = []
    for draft in drafts:
        fresh = [labels[identifier] for identifier in draft.topics if labels.get(identifier, "") not in named]
        named += [label for label in fresh if label][: 2 if len(drafts) == 1 else 1]
    about = (
        f"Asked about {_listed(named)}"
        if named
        else ("Asked one question" if len(drafts) == 1 else f"Asked {len(drafts)} questions")
    )
    ids = dict.fromkeys(
        identifier for draft in drafts for sentence in (draft.question, *draft.answer) for identifier in sentence.ids
    )
    return DraftSentence(
        text=f"{about}; {_outcome([draft.status for draft in drafts])}." if drafts else "Asked nothing.", ids=tuple(ids)
    )


def _outcome(statuses: Sequence[Status]) -> str:
    if len(statuses) == 1:
        return f"it was {SAYS[statuses[0]]}"
    if len(set(statuses)) == 1:
        return f"{'both' if len(statuses) == 2 else 'all'} were {SAYS[statuses[0]]}"
    groups: dict[Status, list[int]] = {}
    for place, status in enumerate(statuses):
        groups.setdefault(status, []).append(place)
    told: list[str] = []
    for status, places in groups.items():
        names = _listed([ORDINALS[place] if place < len(ORDINALS) else f"{place + 1}th" for place in places])
        told.append(
            f"the {names} {'was' if len(places) == 1 else 'were'} {SAYS[status]}"
            if not told
            else f"the {names} {SAYS[status]}"
        )
    return ", ".join(told)


def _listed(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def _small(label: str) -> str:
    """A label inside a sentence: lower case, except what is written in capitals."""
    return " ".join(word if word[1:].isupper() else word.lower() for word in label.split())
