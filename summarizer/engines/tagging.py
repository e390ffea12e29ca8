"""Topics of an exchange, by the cues in its question and, with less weight, its answer."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from math import log2

from summarizer.topics import Topic, find_cues

MOST = 4


def tagged(asked: str, answered: str, topics: Sequence[Topic]) -> tuple[str, ...]:
    """The ids of at most four topics, the strongest first; none where no cue is found.

    >>> demand = Topic("demand", "Demand", "", ("backlog",))
    >>> supply = Topic("supply", "Supply", "", ("wafers",))
    >>> tagged("Is the backlog large?", "We bought wafers.", (supply, demand))
    ('demand', 'supply')
    """
    strength: dict[str, float] = {}
    in_question, in_answer = find_cues(asked, tuple(topics)), find_cues(answered, tuple(topics))
    for topic in topics:
        asks = Counter(cue.lower() for cue in in_question.get(topic.id, ()))
        answers = Counter(cue.lower() for cue in in_answer.get(topic.id, ()))
        weight = 1.5 * log2(1 + _mass(asks)) + log2(1 + _mass(answers))
        if weight:
            strength[topic.id] = weight
    if not strength:
        return ()
    top = max(strength.values())
    order = {topic.id: place for place, topic in enumerate(topics)}
    ranked = sorted(strength, key=lambda identifier: (-strength[identifier], order[identifier]))
    return tuple(identifier for identifier in ranked if strength[identifier] >= 0.35 * top)[:MOST]


def _mass(cues: Counter[str]) -> float:
    """Different cues count whole, each repetition of one half."""
    return len(cues) + 0.5 * (cues.total() - len(cues))
