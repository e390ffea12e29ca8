"""What an answer denies and what it does not, held against what the sources deny.

A clause of the answer is held against all clauses of the sources, with its words and with their signs.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from evals.scorers.claims import Claim, Fit, Known, level, opposite, overall, votes, weighed
from evals.scorers.clauses import LIKELY, SURELY, Clause, clauses

# "No figure was given", "the split was not mentioned": of what was not said there are no lines.
_OF_THE_ANSWER = re.compile(
    r"\b(?:giv|gave|told|said|say|addressed|mentioned|disclosed|taken up|named|answered|quantified|commented|figure|"
    r"number|date|split|forecast|talk|discuss|publish|spoke|speak|prais|tell|confirm|comment|detail|singl|pick|provid|"
    r"offer|elaborat|specif|word)\w*\b"
)
# "By the segment, not 75": what is only set against something else is seldom said by itself.
_CONTRAST = re.compile(r"(?:(?:rather )?not|without)\b")
# What is only asked stands after these, and these say less than all in other words than "not".
_OPEN = re.compile(r"\b(?:whether|when|why|how|what|which|where|until)\b")
_LIMITS = re.compile(
    r"\b(?:only|declin\w*|refus\w*|correct\w*|wrong\w*|less|fail\w*|stop\w*|avoid\w*|instead|except|hardly|few|stays?|"
    r"unchang\w*|denied|denies|yet|still|rather)\b"
)


def claims(text: str, known: Known) -> Iterator[Claim]:
    """The clauses of a sentence as claims, "denied" or "asserted"."""
    found = clauses(text)
    for place, clause in enumerate(found):
        words = {word: known.weigh(word) for word in clause.words}
        total = sum(words.values())
        if not total or clause.supposed or clause.text.startswith("rather not "):
            continue
        features: dict[str, float] = {}
        fits: list[Fit] = []
        for group, sources in known.groups():
            against = [each for source in sources for each in clauses(source) if words.keys() & each.words.keys()]
            of_group = [
                Fit(sum(words[word] for word in words if word in each.words), each.denies == clause.denies, each.text)
                for each in against
            ]
            features |= weighed(group, of_group, total) | _signed(group, clause, words, against)
            fits += of_group
        features |= overall(features) | {
            "head denied": _head(clause, known, 1.0),
            "head asserted": _head(clause, known, 0.0),
            "untold": float(known.status in ("declined", "unanswered")),
            "partly told": float(known.status == "partial"),
            "contrast": float(bool(_CONTRAST.match(clause.text))),
            "of the answer": float(bool(_OF_THE_ANSWER.search(clause.text))),
            "open": float(bool(_OPEN.search(clause.text))),
            "limits": float(bool(_LIMITS.search(clause.text))),
            "figure": float(any(word[0].isdigit() for word in words)),
            "words": float(len(words)),
            "weight": total,
            "after a denial": float(place > 0 and found[place - 1].denies),
            "beside a denial": float(sum(each.denies for each in found) > clause.denies),
        }
        features |= votes(level(_by_sign(clause, words, answer), total) for answer in known.answers)
        kind = "denied" if clause.denies else "asserted"
        yield Claim(kind, clause.text, "", opposite(fits), features)


def _signed(group: str, clause: Clause, words: Mapping[str, float], against: Sequence[Clause]) -> dict[str, float]:
    """How far the words whose sign is sure stand with the same sign in one source, and with the other in one; and how
    many have it nowhere."""
    sure = {word: weight for word, weight in words.items() if not clause.denies or clause.words[word] >= LIKELY}
    sure = sure or dict(words)
    total = sum(sure.values()) or 1.0
    same = other = 0.0
    surest: dict[str, float] = {}
    for source in against:
        agrees = {
            word: source.words[word] if clause.denies else 1 - source.words[word]
            for word in sure
            if word in source.words
        }
        same = max(same, sum(sure[word] * agreed for word, agreed in agrees.items()))
        other = max(other, sum(sure[word] * (1 - agreed) for word, agreed in agrees.items()))
        for word, agreed in agrees.items():
            surest[word] = max(surest.get(word, 0.0), agreed)
    return {
        f"{group} signed same": same / total,
        f"{group} signed other": other / total,
        f"{group} signed against": (other - same) / total,
        f"{group} never": sum(sure[word] for word, agreed in surest.items() if agreed <= 1 - LIKELY) / total,
        f"{group} known": sum(sure[word] for word in surest) / total,
    }


def _by_sign(clause: Clause, words: Mapping[str, float], sources: Iterable[str]) -> Iterator[Fit]:
    """How much of a clause stands in each of some sentences' clauses, and whether most has the same signs there."""
    for source in (each for text in sources for each in clauses(text)):
        if words.keys().isdisjoint(source.words):
            continue
        common = {word: weight for word, weight in words.items() if word in source.words}
        agreed = sum(
            weight * (source.words[word] if clause.denies else 1 - source.words[word])
            for word, weight in common.items()
        )
        fit = sum(common.values())
        yield Fit(fit, 2 * agreed >= fit, source.text)


def _head(clause: Clause, known: Known, sign: float) -> float:
    """How much of a denied clause stands in a source in which the first word that it negates has a certain sign."""
    head = next((word for word, sure in clause.words.items() if sure >= SURELY), None) if clause.denies else None
    if head is None:
        return 0.0
    return max(
        (
            len(clause.words.keys() & source.words.keys()) / len(clause.words)
            for _, sources in known.groups()
            for text in sources
            for source in clauses(text)
            if head in source.words and abs(source.words[head] - sign) <= 1 - LIKELY
        ),
        default=0.0,
    )
