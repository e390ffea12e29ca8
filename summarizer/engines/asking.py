"""What an analyst asked, in a sentence or two: the sentences that ask, without the courtesies and the run-up."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from summarizer.engines.cleaning import tidy
from summarizer.engines.statements import Statement
from summarizer.engines.words import content, words
from summarizer.summary import DraftSentence

LONGEST_QUESTION = 70
INTERROGATIVE = re.compile(
    r"^(?:(?:and|or|but|so|then|also|like|maybe|just|in other words|what about)\W+)*(?:how|what|what's|when|where|why|which|who|whose|is|are|was|"
    r"were|do|does|did|can|could|will|would|should|has|have|had|any|am|isn't|aren't|doesn't|don't|didn't|wouldn't|can't)\b",
    re.IGNORECASE,
)
# A request in words other than a question's: what is asked for stands after it.
REQUEST = re.compile(
    r"""(?:
        \b(?:I\ was|I'm|I\ am|we\ were|we're|was|just|so|and|I'd\ be|be)\ (?:also\ |just\ |really\ )*(?:wondering|hoping|curious|interested)\b
      | \b(?:wondering|curious)\ (?:if|whether|how|what|about|when|where|why|on|which|who)\b
      | \b(?:can|could|would|may|might|will)\ (?:you|we|I|NG|[A-Z][a-z]+)\b(?:\ (?:guys|all|please|just|also|maybe|perhaps|possibly|kindly))*\ 
        (?:talk|give|share|provide|comment|help|speak|walk|discuss|elaborate|expand|explain|quantify|update|remind|say|tell|touch|clarify|
           offer|describe|address|unpack|break|frame|outline|confirm|dimension|size|get|ask|go|add|put|maybe|think|see|expect|do|use)\b
      | \b(?:I\ was\ |I'm\ |just\ |I\ |was\ )*(?:wondering|hoping|wanted\ to\ (?:ask|follow|see|get|understand|clarify|check|touch|know|dig|go|come\ back|circle))\b
      | \b(?:I\ want|I'd\ like|we'd\ like|I\ would\ like|like|love|I\ just\ like)\ to\ (?:first\ |just\ |also\ )*(?:ask|understand|get|clarify|hear|know|see|follow|dig|touch|check)\b
      | \bmy\ (?:first\ |second\ |next\ |last\ |other\ |final\ |main\ |follow-?up\ )*(?:question|follow-?up)s?\ (?:is|was|would\ be|relates|concerns|on)\b
      | \b(?:any|some)\ (?:more\ |further\ |additional\ |other\ )?(?:colou?r|thoughts|details?|sense|update|comments?|insights?|help|perspective|guidance)\ (?:on|about|around|as\ to|by|there|you)\b
      | \bhelp\ (?:us|me)\ (?:understand|think|frame|dimension|bridge|with)\b
      | \b(?:give|giving)\ us\ (?:a\ sense|some|any|an\ update|more)\b
      | \b(?:maybe\ )?(?:just\ )?(?:talk|speak)\ (?:through|about|to)\ (?:the|your|how|what)\b
      | \b(?:how|what)\ about\b
      | \btrying\ to\ (?:understand|get\ a\ sense|figure|reconcile)\b
      | \b(?:is\ there|are\ there)\ (?:any|a\ way|anything)\b
      | (?:,|\band|\bor|\bso)\ (?:was|is|are|were|do|does|did|should|could|can|will|would)\ (?:that|it|this|you|we|there|the)\b
      | \bto\ understand\ (?:what|how|where|why|when|which|the)\b
      | \b(?:do|does|did|should|could|would|can|will|is|are|have)\ (?:you|we|it|that|this|they|the)\b .* \?
    )""",
    re.IGNORECASE | re.VERBOSE,
)
# The same inside a sentence, where a run-up may be cut away before it.
TURN = re.compile(
    r"(?:^|,|\bso\b|\bbut\b|\band\b|\bis\b|–|\.)\s*(?:so,? |and,? |but,? |then,? |maybe,? |just,? |I guess,? |like,? )*"
    r"(?P<ask>(?:how (?:much|many|far|long|should|do|does|did|are|is|would|will|can|could|has|have|big|fast|sustainable|you)|what(?:'s| is| are| do| does| did| would| "
    r"will| could| should| can| was| were| kind| percentage| has| have)|when (?:do|does|did|will|would|should|are|is|can|might)|where (?:do|does|are|is|will|would|should)|why (?:is|are|do|does|did|was|were)|"
    r"which (?:of|one|is|are)|is (?:there|that|this|it|the)|was (?:that|it|there)|are (?:there|you|we|these|those)|do (?:you|we)|does (?:that|this|it|the)|did (?:you|that|it)|can (?:you|we)|could (?:you|we)|"
    r"would (?:you|it|that|we)|will (?:you|it|that|we|there)|should (?:we|I|that)|have you|has (?:there|that|the)|any (?:color|colour|thoughts|update|sense)|"
    r"I was (?:just )?(?:wondering|hoping|curious)|I'm (?:just )?(?:wondering|hoping|curious)|(?:just )?(?:wondering|curious) (?:if|how|what|about|when|whether)|"
    r"help (?:us|me) (?:understand|think))\b)",
    re.IGNORECASE,
)
INVERTED = re.compile(
    r"\b(?:is|are|was|were|do|does|did|can|could|should|will|would|have|has) (?:the|you|we|it|that|there|this|your|i)\b",
    re.IGNORECASE,
)
POLITE = re.compile(
    r"^(?:(?:great|okay|ok|perfect|excellent|awesome|super|fantastic|cool|good|very|hey|hi|hello|yes|yeah|sure|thank you|thanks|thank|got it|"
    r"all right|understood|fair enough|makes sense|that makes sense|that's (?:very |really |super )?(?:helpful|great|good|fair)|helpful|a lot|guys|"
    r"I appreciate (?:it|that)|appreciate (?:it|that|the colou?r)|congrats|congratulations|nice (?:job|quarter)|so much|very much|and|"
    r"for (?:that|all (?:that|the \w+)|the (?:details?|colou?r|questions?|comments|answer|time)|taking (?:my|the|our) questions?))\b[\s,.!–-]*)+"
    r"(?:and |just )*",
    re.IGNORECASE,
)
COURTESY = re.compile(
    r"^(?:[\w'., ]{0,40}\b)?(?:thank|thanks|congrat\w*|good (?:morning|afternoon|evening|day|luck)|hello|hope (?:you|everyone)|appreciate|"
    r"taking (?:my|the|our) questions?|how are you|can you hear|hear me|have a (?:nice|good|great)|nice (?:quarter|job|results|work)|great (?:quarter|job|results)|"
    r"pass it on|jump back|back in (?:the )?queue|turn it over|leave it there|hand it (?:over|off)|that's all|all my questions)\b",
    re.IGNORECASE,
)
EMPTY = re.compile(
    r"\b(?:any (?:thoughts|color|colour|comments?|help|details?) (?:there|here|on that|would be|you)|"
    r"(?:if I (?:can|could|may)|let me) (?:sneak|squeeze|ask|just)|(?:have|got) (?:a |one |two |another |just )*(?:quick )?(?:question|follow)|"
    r"a (?:quick|couple|few|follow)[\w -]* (?:question|one|follow)s?|just a clarification|multi-?part)\b",
    re.IGNORECASE,
)
POINTING = frozenset("that this it those these them they there one ones".split())
IF_YOU = re.compile(
    r"^(?:(?:and|so|but|then|just|also|maybe|I) )*(?:(?:I )?(?:was|am|I'm|I'd be) )?(?:also |just |really )*(?:wondering|hoping|curious) (?:if |that |whether )?"
    r"you (?P<may>could|can|would|might|may) (?=\w)",
    re.IGNORECASE,
)
WONDER = re.compile(
    r"^(?:(?:and|so|but|then|just|also|maybe|I guess),? )*(?:my (?:\w+ )?(?:question|follow-?up) (?:is|was|would be),? (?:just )?(?:on |about )?)?"
    r"(?:(?:I )?(?:was|am|I'm|I'd be) )?(?:also |just |really )*(?:wondering|curious),? (?:about |on )?(?=(?:how|what|when|where|why|which|who)\b)",
    re.IGNORECASE,
)
MY_QUESTION = re.compile(
    r"^(?:(?:and|so|but|then|just),? )*my (?:\w+ ){0,2}(?:question|follow-?up)s? (?:is|was|would be),? (?:just )?(?:that )?(?!(?:on|about|around|for|to)\b)",
    re.IGNORECASE,
)
BUT = re.compile(r"^(?:but|or|then|maybe|also)\b,? (?=[a-z]+ [a-z]+)", re.IGNORECASE)
ADDRESS = re.compile(r"^(?:[A-Z][a-z]+|[A-Z]{2}|she|he|guys|gentlemen)(?: (?:and|or) [A-Z][a-z]+)?,\s+(?=\w)")


class _Asked(NamedTuple):
    text: str
    ids: tuple[str, ...]
    weight: float


def question(said: Sequence[Statement]) -> DraftSentence:
    """What is asked, with its segments: every sentence that asks, and one before it where it only points back.

    Where nothing asks, the sentence with most to say stands for the question; no statements give an empty sentence.
    """
    asked = [_asked(said, place) for place in range(len(said))]
    chosen = [place for place, one in enumerate(asked) if one.weight >= 2]
    if not chosen:
        ranked = [(one.weight, len(content(one.text)), -place) for place, one in enumerate(asked)]
        chosen = [-max(ranked)[2]] if ranked else []
    chosen = _within(asked, chosen)
    chosen = _with_context(said, asked, chosen)
    ids = tuple(dict.fromkeys(identifier for place in chosen for identifier in asked[place].ids))
    return DraftSentence(text=" ".join(asked[place].text for place in chosen), ids=ids)


def sub_questions(text: str) -> tuple[str, ...]:
    """The things asked in a question, one by one.

    >>> sub_questions("How large is the backlog? And when does it ship, and what margin does it carry?")
    ('How large is the backlog?', 'And when does it ship', 'and what margin does it carry?')
    """
    parts = re.split(
        r"(?<=[?.])\s+|,\s+(?=(?:and|or)\s+(?:how|what|when|where|why|which|who|is|are|do|does|can|will)\b)", text
    )
    return tuple(part for part in parts if content(part))


def polar(text: str) -> bool:
    """Whether the last question of ``text`` asks for a yes or a no.

    >>> polar("Is that fair?"), polar("How much of it is price?")
    (True, False)
    """
    asked = [part for part in re.split(r"(?<=[?.!])\s+", text) if part.endswith("?")]
    return bool(asked) and bool(
        re.search(
            r"(?:^|, |\bso |\band |\bor )(?:is|are|was|were|do|does|did|can|will|would|should|has|have|isn't|aren't|could)\s+"
            r"(?!you (?:talk|give|share|provide|comment|help|walk|discuss|elaborate|expand|explain|quantify|update))",
            asked[-1],
            re.IGNORECASE,
        )
    )


def _asked(said: Sequence[Statement], place: int) -> _Asked:
    statement = said[place]
    text = POLITE.sub("", statement.text, count=1)
    text = ADDRESS.sub("", text, count=1)
    if not words(text):
        return _Asked(statement.text, statement.ids, 0.0)
    weight = 0.0
    if text.endswith("?"):
        weight += 2.5
    if INTERROGATIVE.match(text):
        weight += 1.0
    if REQUEST.search(text):
        weight += 2.0
    if COURTESY.match(text) and not text.endswith("?"):
        weight -= 3.0
    if EMPTY.search(text) and not (text.endswith("?") and len(content(text)) > 2):
        weight -= 2.5
    if len(content(text)) == 0:
        weight -= 1.0
    return _Asked(_without_run_up(text), statement.ids, weight)


def _without_run_up(text: str) -> str:
    """``text`` from where it asks, if that says what is asked about; "I was wondering if you could" turned round."""
    best = text
    for found in TURN.finditer(text):
        rest = text[found.start("ask") :]
        ahead = words(rest)
        run_up = text[: found.start("ask")]
        cut = [] if INVERTED.search(run_up) else words(run_up)
        if (
            found.start("ask")
            and len(cut) >= 4
            and len(content(rest)) >= 2
            and not (set(ahead[:7]) & (POINTING - {"there"}))
        ):
            best = rest
        break
    best = IF_YOU.sub(lambda match: f"{match['may'].capitalize()} you ", best, count=1)
    best = WONDER.sub("", best, count=1)
    best = MY_QUESTION.sub("", best, count=1)
    if INTERROGATIVE.match(best):
        best = BUT.sub("", best, count=1)
    best = tidy(best, yes=True)
    if INTERROGATIVE.match(best) and best.endswith("."):
        best = f"{best[:-1]}?"
    return best


def _within(asked: Sequence[_Asked], chosen: list[int]) -> list[int]:
    """``chosen`` without sentences that only ask again, so that the whole stays short enough to read."""
    kept = list(chosen)
    for place in chosen:
        others = {stem for other in kept if other != place for stem in content(asked[other].text)}
        new = set(content(asked[place].text)) - others
        plain = asked[place].weight < 3 and not asked[place].text.endswith("?")
        if len(kept) > 1 and (not new or (plain and len(new) < 2)):
            kept.remove(place)
    while len(kept) > 2 and sum(len(words(asked[place].text)) for place in kept) > LONGEST_QUESTION:
        kept.remove(min(kept, key=lambda place: (asked[place].weight, len(set(content(asked[place].text))))))
    return kept


def _with_context(said: Sequence[Statement], asked: Sequence[_Asked], chosen: list[int]) -> list[int]:
    """``chosen`` with the sentence before one that points back and says too little by itself."""
    whole = set(chosen)
    for place in chosen:
        stems = content(asked[place].text)
        points = bool(set(words(asked[place].text)) & POINTING)
        if len(stems) >= (4 if points else 2):
            continue
        # What "that" points to was said before; what "can you talk about X" is about often comes after.
        for other in (place - 1, place + 1) if points else (place + 1, place - 1):
            if other in whole:
                break
            if 0 <= other < len(asked) and asked[other].weight > -1 and len(content(asked[other].text)) >= 3:
                whole.add(other)
                break
    return sorted(whole)
