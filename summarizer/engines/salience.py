"""Which sentences carry an answer: what meets the question, figures, commitments, refusals and what the rest
turns on."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from summarizer.engines.asking import ASKS_DATE, ASKS_NUMBER
from summarizer.engines.directness import directness
from summarizer.engines.refusals import REFUSAL, UNKNOWN
from summarizer.engines.statements import Statement
from summarizer.engines.words import AMOUNT, DIGIT, FIGURE, WHEN, content, has_verb, phrases, words

LONGEST_ANSWER = 110
MOST = 4
WE = r"(?:we|I)(?:'re|'d|'ll|'m|'ve| are| am| will| would| have)?"
COMMITMENT = phrases(
    rf"{WE} (?:still |also |now |really |actually |fully |very |continue to |have always )*(?:expect|expecting|plan|"
    rf"planning|"
    r"target|targeting|aim|intend|anticipate|anticipating|forecast|guide|guided|guiding|commit|committed|believe|see|"
    r"seeing|"
    r"confident|optimistic|comfortable|cautious|remain|maintain|reiterate|continue|decided|looking to|working|"
    r"going to|hope|"
    r"worried|focused)",
    r"expect|expected|target|guidance|on track|outlook|plan is|by the end of|next year|going forward",
    r"should (?:be|see|get)|will (?:be|continue|take|come|see)",
)
REASON = phrases(
    r"because|due to|driven by|drives?|driving|as a result|reason|thanks to|result of|mainly|primar(?:y|ily)|mostly|"
    r"key",
    r"important|biggest|largest|not going to|won't|don't|isn't|never|but|despite|although|however",
)
DIRECT = re.compile(
    r"^(?:the (?:short )?answer is|directionally|yes|no|absolutely|exactly|correct|that's (?:exactly )?(?:right|"
    r"correct|fair|the)|"
    r"I wouldn't|we wouldn't|not (?:really|necessarily)|it (?:takes|is|was|will|would)|"
    r"to (?:specifically )?answer your)\b",
    re.IGNORECASE,
)
# Who answers and what comes next: never part of an answer.
HANDOVER = re.compile(
    r"\b(?:turn (?:it|that|this) (?:over )?to|hand (?:it|that) (?:over|off)|over to [A-Z]\w+|this is [A-Z]\w+ [A-Z]\w+|"
    r"[Dd]o you want to (?:add|take|comment)|(?:I'll|I will|[Ll]et me|[Ll]et|I'd|can|want to|[Mm]aybe) (?:let|have|"
    r"ask) [A-Z]\w+|"
    r"[A-Z]\w+ (?:will|can|could) (?:add|comment|detail|speak)|[A-Z]\w+,? (?:do you|you want|would you)|"
    r"detail that for you|"
    r"(?:put|to put) (?:it|that|this) in perspective|a bet with|I(?:'ll| will) (?:add|say|give) (?:some|something|"
    r"a few|you))\b"
)
# Talk about the talk: thanks, praise, what was said before.
ASIDE = phrases(
    r"thank|thanks|(?:great|good|fair) question|love (?:\w+ ){0,3}questions?|"
    r"appreciate|good (?:morning|afternoon|evening)|sorry|next question|"
    r"welcome",
    r"congratulat\w*|does that (?:help|answer|make)|hope (?:that|this) (?:helps|answers)|operator|have a (?:nice|"
    r"good|great)",
    r"(?:I'll|I will|let me) (?:start|take|add|give|say|answer|begin|try|kick|chime|just)",
    r"would you (?:like to |want to )?(?:add|take|comment)|anything (?:to|you'd) add|agree with|I'll leave it|"
    r"hit right",
    r"add (?:some|a few|one|a little|a couple)|jump in|your question|your (?:typical|first|second)|long answer|"
    r"big picture",
    r"(?:if|as) you (?:remember|recall|know)|as we (?:talked|discussed|said)",
    r"(?:you're|you are|were you|you were) (?:looking for|asking)|repeat (?:that|the|your)|looking at in terms of",
    r"moving pieces|you were (?:headed|asking|getting)|trying to get at|good sign|don't want to be",
    r"(?:couple|two|three|few) (?:of )?(?:things|points|components|pieces)\b(?!.*,.*,)",
)
BUT = re.compile(r"^But,? (?:again,? |to be honest,? |overall,? )?(?=\w)")
POINTS_BACK = re.compile(
    r"^(?:(?:but|so|then|also|maybe|however),? )*(?:that|that's|this|it|it's|they|they're|these|those|which|he|she|"
    r"both|"
    r"there's no)\b",
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
    first = next((place for place, one in enumerate(said) if _tells(one.text)), None)
    direct = [directness(one.text, asked, place == first) for place, one in enumerate(said)]
    substance = [place for place, one in enumerate(said) if _substantial(one, stems[place], direct[place])]
    if not substance:
        return tuple(statement for statement in said if not ASIDE.search(statement.text.lower()))[:1]
    number, date = bool(ASKS_NUMBER.search(asked.lower())), bool(ASKS_DATE.search(asked))
    worth = {
        place: _worth(said[place].text, stems[place], wanted, frequency)
        + _early(said[place].text, position)
        + direct[place]
        + 0.8 * (number and bool(FIGURE.search(said[place].text.lower())))
        + 0.8 * (date and bool(WHEN.search(said[place].text)))
        for position, place in enumerate(substance)
    }
    size = sum(len(words(said[place].text)) for place in substance)
    room = 1 if size < 18 else 2 if size < 45 else 3 if size < 95 else 4
    pointing = {place for place in substance if POINTS_BACK.match(said[place].text)}
    chosen: list[int] = []
    covered: set[str] = set()
    length = 0
    while len(chosen) < MOST:
        full = sum(not direct[place] for place in chosen) >= room
        gains = {
            place: worth[place]
            - 2.5 * _repeated(stems[place], covered)
            + (0.5 if place - 1 in chosen else -0.7) * (place in pointing)
            for place in substance
            if place not in chosen
            and (direct[place] or not full)
            and (not chosen or length + len(words(said[place].text)) <= LONGEST_ANSWER)
        }
        best = max(gains, key=lambda place: gains[place], default=None)
        if best is None or (chosen and gains[best] < 0.4):
            break
        chosen.append(best)
        covered.update(stems[best])
        length += len(words(said[best].text))
    return tuple(_opened(said[place], place - 1 in chosen) for place in sorted(chosen))


def _opened(statement: Statement, is_before_in: bool) -> Statement:
    """The statement without a "But" that contrasts with nothing the reader has seen."""
    bare, contrasts = BUT.subn("", statement.text, count=1)
    if is_before_in or not contrasts:
        return statement
    return statement._replace(text=bare[:1].upper() + bare[1:])


def _tells(text: str) -> bool:
    """Whether a sentence is neither talk about the talk nor a bare greeting."""
    low = text.lower()
    return not ASIDE.search(low) and not HANDOVER.search(text) and (has_verb(text) or bool(FIGURE.search(low)))


def _substantial(statement: Statement, stems: Sequence[str], direct: float) -> bool:
    text, low = statement.text, statement.text.lower()
    if statement.withdrawn:
        return len(stems) >= 2
    if REFUSAL.search(low) or UNKNOWN.search(low):
        return True
    count = len(words(text))
    if HANDOVER.search(text) or (ASIDE.search(low) and (count < 22 or not FIGURE.search(low))):
        return False
    if text.endswith("?"):
        return False
    says = len(stems) >= (1 if DIGIT.search(text) else 2) and count >= 4
    return bool(direct) or (bool(DIRECT.match(text)) and count <= 8) or says


def _worth(text: str, stems: Sequence[str], wanted: set[str], frequency: Counter[str]) -> float:
    """What a sentence is worth by itself."""
    low = text.lower()
    distinct = set(stems)
    count = len(words(text))
    meets = sum(1 / (1 + 0.35 * (frequency[stem] - 1)) for stem in distinct & wanted)
    value = 0.9 * min(3.0, meets) + 0.12 * min(10, len(distinct))
    value += 0.5 * min(3.0, sum(frequency[stem] > 1 for stem in distinct) / 2)
    value += 0.7 * bool(AMOUNT.search(text)) + 0.5 * bool(FIGURE.search(low)) + 0.3 * bool(WHEN.search(text))
    value += 2.0 * bool(REFUSAL.search(low)) + 0.8 * bool(UNKNOWN.search(low))
    value += 0.6 * bool(COMMITMENT.search(low)) + 0.4 * bool(REASON.search(low))
    return value - 0.8 * (count < 6) - 0.4 * (count > 42) - 0.5 * (not has_verb(text)) - 0.4 * ("–" in text)


def _early(text: str, position: int) -> float:
    """What standing first or second among the substantial sentences adds."""
    return (1.2 if DIRECT.match(text) else 0.5) if position == 0 else 0.2 * (position == 1)


def _repeated(stems: Sequence[str], covered: set[str]) -> float:
    distinct = set(stems)
    return len(distinct & covered) / len(distinct) if distinct else 1.0
