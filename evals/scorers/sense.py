"""Whether an answer says the opposite of what was said, with every figure and every word in its place.

Each claim of a sentence (a clause, a word of direction, a figure) is held against the facts and the answer of the
reference and against the lines of the transcript. What none of them has in comparable words can't be judged: this finds
part of what is turned round, and ``python -m evals canary`` measures which part.
"""

from __future__ import annotations

import re

from evals.matching import Pair
from evals.scorers.claims import Claim
from evals.scorers.doubt import doubtful, known_of
from evals.scores import Score, share, unscored
from evals.words import split

# From these odds on a claim is a fault, by its kind: good summaries have fewer doubtful figures than doubtful clauses.
# How many good exchanges are accused, on calls left out, stands in evals/README.md.
LEAST_ODDS = {"denied": 2.7, "asserted": 3.3, "direction": 3.3, "figure": 1.0, "pair": 2.6}
_YES = re.compile(r"\W*(?:(?:well|so|hi|yeah, so)\W+)?(?:yes|yep|correct|exactly|absolutely)\b", re.IGNORECASE)
_NO = re.compile(r"\W*(?:(?:well|so|hi)\W+)?(?:no|nope|not really|not at all)(?=[,.:;–—]|$)", re.IGNORECASE)
# "They would." and "It doesn't." are all of a reply.
_PRONOUN = r"(?:it|that|this|we|i|they|he|she)"
_AUXILIARY = r"(?:is|was|are|were|do|does|did|will|would|can|could|should|has|have|may|might)"
_WOULD = re.compile(rf"{_PRONOUN}(?:['’]s|['’]re| {_AUXILIARY})\.$", re.IGNORECASE)
_WOULD_NOT = re.compile(rf"{_PRONOUN} (?:\w+(?:n['’]t| not)|cannot)\.$", re.IGNORECASE)
_BOTH = re.compile(r"\bsaid (?:yes|no)\b", re.IGNORECASE)
# That something was told, without what: by a verb and what one tells, by "he would say", or by "was given" at the end.
_WHAT_IS_TOLD = (
    r"(?:views?|figures?|numbers?|dates?|timing|split|details?|amounts?|answers?|outlook|forecast|guidance|milestones?|"
    r"breakdown|targets?|rates?|counts?|ranges?|comparison|updates?|timeline|timetable|size|estimate|colou?r|word|"
    r"percentage|price|volumes?|indication|explanation|specifics|constraints?|bottlenecks?|names?|reasons?|effects?)"
)
_TOLD = re.compile(
    rf"\b(?:gives|gave|given|offers?|offered|provides?|provided|named|quantified|disclosed|specified|addressed) "
    rf"(?:an? |the |any |some |more )?(?:[a-z-]+ ){{0,2}}?{_WHAT_IS_TOLD}\b|"
    r"(?:(?:\b(?-i:[A-Z])[\w'’-]+|\bs?he|\bexecutive|\bfinance chief|\bofficer) (?:would|did)|\bdid) (?:say|tell|give|"
    r"name|put|size|confirm|comment|disclose|share|quantify|go into|speak|discuss|address|commit|provide|offer|break|"
    r"elaborate|forecast|predict|estimate|split)\b(?! (?:that|nothing|little|only|yes|no|so|it)\b)|"
    r"\b(?:was|were|is|are)(?: \w+ly| also| all| both)? (?:told|given|said|disclosed|shared|quantified|named|"
    r"mentioned|addressed|answered|discussed|taken up|covered|offered|specified|provided|stated|put in figures|"
    r"commented on)(?: directly| either| at all| as well| here)?[.\s]*\Z",
    re.IGNORECASE,
)
_CLAUSE = re.compile(r"[,;:()–—]\s|\s-\s|\b(?:and|but|while|though|although|as|because|since|so)\b")
_HOLDS_BACK = re.compile(
    r"\b(?:no|not|nothing|none|never|neither|nor|nobody|hardly|without|only|little|declin\w+|refus\w+|avoid\w+|rather|"
    r"instead|partly|first|what)\b|n['’]t\b",
    re.IGNORECASE,
)
_AMOUNT = re.compile(r"\d|\bhalf\b")


def sense(pair: Pair) -> Score:
    """Sentences of the answer: the share that nothing in the reference and the lines turns round."""
    if pair.found is None:
        return unscored("No exchange was found.")
    texts = split(pair.found.answer)
    if not texts:
        return unscored("There is no answer.")
    known = known_of(pair.reference, pair.case.lines)
    leads = [pair.reference.answer, *(other.text for other in pair.reference.others), *known.spoken[:1]]
    faults: list[str] = []
    wrong = 0
    for place, text in enumerate(texts):
        found = [_says(claim) for claim in doubtful(text, known, LEAST_ODDS)]
        found += _opposite(text, leads) if place == 0 else []
        found += _told(text) if pair.reference.status != "answered" else []
        faults += found
        wrong += bool(found)
    reason = f"{len(texts) - wrong} of {len(texts)} sentences are not turned round"
    return share(len(texts) - wrong, len(texts), f"{reason}: {'; '.join(faults)}." if faults else f"{reason}.", faults)


def _says(claim: Claim) -> str:
    if claim.kind == "pair":
        return f"{claim.text} stand in each other's place"
    if claim.kind == "figure":
        return f"{claim.text} stands where {claim.against} is" if claim.against else f"{claim.text} stands elsewhere"
    return f'"{claim.text}" against "{claim.against}"' if claim.against else f'"{claim.text}" is not what was said'


def _told(text: str) -> list[str]:
    """That something was told, without what: "he did say when", of a question that was not, or not wholly, answered."""
    met = [(clause, found) for clause in _CLAUSE.split(text) if (found := _TOLD.search(clause))]
    return [
        f'"{found.group().strip()}" of what was not told'
        for clause, found in met
        if not (_HOLDS_BACK.search(clause[: found.end()]) or _AMOUNT.search(clause) or " only" in clause)
    ]


def _opposite(text: str, leads: list[str]) -> list[str]:
    """Yes where all that begins with yes or no begins with no, and the other way round; not where it tells of both."""
    if _BOTH.search(text):
        return []
    begins = [
        (bool(_YES.match(lead) or _WOULD.match(lead)), bool(_NO.match(lead) or _WOULD_NOT.match(lead)))
        for lead in leads
    ]
    if _YES.match(text) and any(no for _, no in begins) and not any(yes for yes, _ in begins):
        return ["yes against no"]
    if _NO.match(text) and any(yes for yes, _ in begins) and not any(no for _, no in begins):
        return ["no against yes"]
    return []
