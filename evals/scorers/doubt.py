"""How doubtful a sentence of an answer is: its claim that is most likely the opposite of what was said."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import chain

from evals.case import ReferenceExchange
from evals.scorers import binding, direction, negation
from evals.scorers.claims import Claim, Known
from evals.scorers.clauses import rarity
from evals.scorers.odds import odds
from evals.words import said, split

# A recogniser's commas stand after words that no clause ends with.
_STRAY = re.compile(
    r"((?:\b(?:i|we|it|they|you|he|she|is|are|was|were|be|been|not|the|an?|of|to|in|on|for|and|or|but|that|this|our|his|"
    r"its|their|will|would|can|could|have|has|had|do|does|did|at|by|with|as|from|very|more|about|than|if|rather|think|"
    r"thought|know|believe)|n['’]t)),"
    r"(?= [\w$€£])(?! (?:not|and|but|or|which|who|because|since|so|being|as|though)\b)",
    re.IGNORECASE,
)


def known_of(reference: ReferenceExchange, transcript: Sequence[str]) -> Known:
    """What an answer is held against: what the reference and the other good answers tell, and what its lines say."""
    answers = tuple(map(split, filter(None, (reference.answer, *(other.text for other in reference.others)))))
    told = (*(fact.text for fact in reference.facts if fact.text), *chain.from_iterable(answers))
    spoken, asked = (
        split(_STRAY.sub(r"\1", said(transcript, lines)))
        for lines in (reference.answer_lines, reference.question_lines)
    )
    return Known(told, spoken, asked, reference.status, rarity(tuple(transcript)), answers)


def claims(text: str, known: Known) -> Iterator[Claim]:
    """All that a sentence of an answer claims."""
    text = _STRAY.sub(r"\1", text)
    for of_kind in (negation.claims, direction.claims, binding.claims):
        yield from of_kind(text, known)


def doubtful(text: str, known: Known, least: Mapping[str, float]) -> list[Claim]:
    """The claims of a sentence whose odds of being turned round are at least as high as is given for their kind."""
    return [claim for claim, value in _weighed(text, known) if value >= least[claim.kind]]


# Of an answer that is scored once more, as in a canary, mostly one sentence is new.
@lru_cache(maxsize=4096)
def _weighed(text: str, known: Known) -> tuple[tuple[Claim, float], ...]:
    return tuple((claim, odds(claim)) for claim in claims(text, known))
