"""A session in one sentence: what was asked about and how it came out."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from summarizer.summary import DraftExchange, DraftSentence, Status
from summarizer.topics import Topic

SAYS: dict[Status, str] = {
    "answered": "answered",
    "partial": "answered in part",
    "declined": "declined",
    "unanswered": "left unanswered",
}


def gist(drafts: Sequence[DraftExchange], topics: Sequence[Topic]) -> DraftSentence:
    """One sentence made from the topics and statuses of ``drafts``; it rests on their questions and answers."""
    labels = {topic.id: _small(topic.label) for topic in topics}
    ids = dict.fromkeys(
        identifier for draft in drafts for sentence in (draft.question, *draft.answer) for identifier in sentence.ids
    )
    return DraftSentence(text=f"{_told(drafts, labels)}.", ids=tuple(ids))


def _told(drafts: Sequence[DraftExchange], labels: dict[str, str]) -> str:
    if not drafts:
        return "Asked nothing"
    outcomes = [SAYS[draft.status] for draft in drafts]
    if len(drafts) == 1:
        names = [labels[identifier] for identifier in drafts[0].topics[:2]]
        return (
            f"Asked about {_listed(names)}; this was {outcomes[0]}"
            if names
            else f"Asked a question; it was {outcomes[0]}"
        )
    told: dict[str, list[str]] = {}
    for draft, outcome in zip(drafts, outcomes, strict=True):
        told.setdefault(labels[draft.topics[0]] if draft.topics else "a further matter", []).append(outcome)
    if len(set(outcomes)) == 1:
        return (
            f"Asked about {_listed(list(told))}; {'both' if len(drafts) == 2 else 'all'} questions were {outcomes[0]}"
        )
    return f"Asked about {_listed([f'{name} ({_in_turn(outcomes)})' for name, outcomes in told.items()])}"


def _in_turn(outcomes: Sequence[str]) -> str:
    """The outcomes of like questions in the order asked.

    >>> _in_turn(["answered", "answered", "declined"])
    'answered twice, then declined'
    """
    runs = [(outcome, len(list(run))) for outcome, run in groupby(outcomes)]
    times = {1: "", 2: " twice"}
    return ", then ".join(f"{outcome}{times.get(count, ' several times')}" for outcome, count in runs)


def _listed(names: Sequence[str]) -> str:
    """Names with "and" before the last, unless one holds an "and" of its own and isn't closed by a bracket."""
    if len(names) == 1 or any(" and " in name and not name.endswith(")") for name in names):
        return ", ".join(names)
    return f"{', '.join(names[:-1])} and {names[-1]}"


def _small(label: str) -> str:
    """A label inside a sentence: lower case, except what is written in capitals."""
    return " ".join(word if word[1:].isupper() else word.lower() for word in label.split())
