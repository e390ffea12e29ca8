"""Which sentences carry an answer: what meets the question, figures, commitments, refusals and what the rest turns on."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from summarizer.engines.cleaning import has_verb
from summarizer.engines.statements import Statement
from summarizer.engines.status import REFUSAL, UNKNOWN
from summarizer.engines.words import FIGURE, MONEY_OR_RATE, WHEN, content, words

LONGEST_ANSWER = 110
COMMITMENT = re.compile(
    r"\b(?:we|I)(?:'re|'d|'ll| are| will| would|'ve| have)? (?:still |also |now |really |actually |fully |very |continue to |have always )*"
    r"(?:expect|expecting|plan|planning|target|targeting|aim|intend|anticipate|anticipating|forecast|guide|guided|guiding|commit|committed|"
    r"believe|see|seeing|confident|optimistic|comfortable|cautious|remain|maintain|reiterate|continue|decided|looking to|working|"
    r"going to|hope|worried|focused)\b|"
    r"\b(?:expect|expected|target|guidance|on track|outlook|plan is|by the end of|next year|going forward|should (?:be|see|get)|will (?:be|continue|take|come|see))\b",
    re.IGNORECASE,
)
REASON = re.compile(
    r"\b(?:because|due to|driven by|drives?|driving|as a result|reason|thanks to|result of|main(?:ly)?|primar(?:y|ily)|mostly|key|"
    r"important|biggest|largest|not going to|won't|don't|isn't|never|but|despite|although|however)\b",
    re.IGNORECASE,
)
DIRECT = re.compile(
    r"^(?:the (?:short )?answer is|directionally|yes|no|absolutely|exactly|correct|that's (?:exactly )?(?:right|correct|fair|the)|"
    r"I wouldn't|we wouldn't|not (?:really|necessarily)|it (?:takes|is|was|will|would)|to (?:specifically )?answer your)\b",
    re.IGNORECASE,
)
# Talk about the talk: thanks, praise, who answers, what was said before.
ASIDE = re.compile(
    r"\b(?:thank|thanks|great question|good question|fair question|appreciate|good (?:morning|afternoon|evening)|sorry|next question|"
    r"welcome|congratulat\w*|does that (?:help|answer|make)|hope (?:that|this) (?:helps|answers)|operator|have a (?:nice|good|great)|"
    r"this is [A-Z]\w+|turn (?:it|that|this) (?:over )?to|hand (?:it|that) (?:over|off)|over to [A-Z]\w+|"
    r"(?:let|have|ask|want) [A-Z]\w+ (?:to )?(?:add|comment|talk|take|answer|give|give you|detail|speak|jump)|"
    r"(?:I'll|I will|let me|can) (?:let|have|ask|start|take|add|give|say|answer|begin|try|kick|chime|just)|do you want to|"
    r"would you (?:like to |want to )?(?:add|take|comment)|anything (?:to|you'd) add|agree with|I'll leave it|hit right|"
    r"add (?:some|a few|one|a little|a couple)|jump in|maybe [A-Z]\w+,? (?:you|can|will)|your question|thanks for|your (?:typical|first|second) |"
    r"long answer|big picture|moving pieces in there|you were (?:headed|asking|getting)|trying to get at|to put (?:it|that) in perspective|"
    r"good sign|don't want to be|a bet with|(?:couple|two|three|few) (?:of )?(?:things|points|components|pieces)\b(?!.*,.*,))",
    re.IGNORECASE,
)
POINTS_BACK = re.compile(
    r"^(?:(?:but|so|then|also|maybe|however),? )*(?:that|that's|this|it|it's|they|they're|these|those|which|he|she|both|there's no|those are|and that)\b",
    re.IGNORECASE,
)


def carrying(said: Sequence[Statement], asked: str) -> tuple[Statement, ...]:
    """One to four statements of ``said``, in the order said, that best answer ``asked``; none where none says anything.

    Each further one is chosen for what it adds to those before, and a sentence that points back is worth more once the
    sentence before it is in. Takes time linear in the number of statements.
    """
    stems = [content(statement.text) for statement in said]
    frequency = Counter(stem for one in stems for stem in set(one))
    wanted = set(content(asked))
    substance = [place for place in range(len(said)) if _substantial(said[place].text, stems[place])]
    if not substance:
        longest = [place for place in range(len(said)) if stems[place] or not ASIDE.search(said[place].text)]
        return tuple(said[place] for place in longest[:1])
    worth = {
        place: _worth(said[place].text, stems[place], wanted, frequency, position)
        for position, place in enumerate(substance)
    }
    size = sum(len(words(said[place].text)) for place in substance)
    room = 1 if size < 18 else 2 if size < 45 else 3 if size < 95 else 4
    chosen: list[int] = []
    covered: Counter[str] = Counter()
    length = 0
    while len(chosen) < room:
        best, most = None, 0.4
        for place in substance:
            if place in chosen:
                continue
            value = worth[place] - 2.5 * _repeated(stems[place], covered)
            if POINTS_BACK.match(said[place].text):
                value += 0.5 if place - 1 in chosen else -0.7
            if length and length + len(words(said[place].text)) > LONGEST_ANSWER:
                continue
            if value > most:
                best, most = place, value
        if best is None:
            break
        chosen.append(best)
        covered.update(set(stems[best]))
        length += len(words(said[best].text))
    if not chosen:
        chosen = [max(substance, key=lambda place: worth[place])]
    return tuple(said[place] for place in sorted(chosen))


def _substantial(text: str, stems: Sequence[str]) -> bool:
    if REFUSAL.search(text) or UNKNOWN.search(text):
        return True
    count = len(words(text))
    if ASIDE.search(text) and (count < 22 or not FIGURE.search(text)):
        return False
    direct = bool(DIRECT.match(text)) and count <= 8
    return direct or (len(stems) >= 2 and count >= 4 and not text.endswith("?"))


def _worth(text: str, stems: Sequence[str], wanted: set[str], frequency: Counter[str], position: int) -> float:
    """What a sentence is worth by itself; ``position`` counts the substantial sentences before it."""
    distinct = set(stems)
    count = len(words(text))
    meets = sum(1 / (1 + 0.35 * (frequency[stem] - 1)) for stem in distinct & wanted)
    value = 0.9 * min(3.0, meets)
    value += 0.5 * min(3.0, sum(frequency[stem] > 1 for stem in distinct) / 2)
    value += 0.12 * min(10, len(distinct))
    value += 0.7 * bool(MONEY_OR_RATE.search(text)) + 0.5 * bool(FIGURE.search(text)) + 0.3 * bool(WHEN.search(text))
    value += 2.0 * bool(REFUSAL.search(text)) + 0.8 * bool(UNKNOWN.search(text))
    value += 0.6 * bool(COMMITMENT.search(text)) + 0.4 * bool(REASON.search(text))
    value += (1.2 if DIRECT.match(text) else 0.5) * (position == 0) + 0.2 * (position == 1)
    value -= 0.8 * (count < 6) + 0.4 * (count > 42) + 0.5 * (not has_verb(text)) + 0.4 * ("–" in text)
    return value


def _repeated(stems: Sequence[str], covered: Counter[str]) -> float:
    distinct = set(stems)
    return sum(stem in covered for stem in distinct) / len(distinct) if distinct else 1.0
