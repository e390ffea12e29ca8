"""Words as the embedded engine sees them: closed classes, content words and figures."""

from __future__ import annotations

import re

WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*|\d[\d.,]*\d|\d")
DIGIT = re.compile(r"\d")
NUMBER_WORD = (
    r"(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|"
    r"hundreds?|thousands?|millions?|billions?|dozens?|half|double|doubled|triple|tripled|twice|teens|single-digit|double-digit)"
)
FIGURE = re.compile(rf"[$€£¥]?\d[\d.,]*|\b{NUMBER_WORD}\b", re.IGNORECASE)
MONEY_OR_RATE = re.compile(
    r"[$€£¥]\s?\d|\d\s?%|\d\s?(?:percent|per cent|basis points|bps|million|billion|trillion)\b", re.IGNORECASE
)
WHEN = re.compile(
    r"\b(?:Q[1-4]|[1-4]Q|H[12]|[12]H|(?:19|20)\d\d|(?:first|second|third|fourth|next|this|last) (?:quarter|half|year|month)|"
    r"(?:back|front) half|(?:by|in|until|through|since|from) (?:early |mid |late |middle |the end of )?"
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December|spring|summer|autumn|fall|winter)|"
    r"\d+ (?:to \d+ )?(?:days|weeks|months|quarters|years)|year[- ]end|mid[- ]next year)\b"
)

DETERMINERS = frozenset("a an the our your their its his her my every no each".split())
PREPOSITIONS = frozenset(
    "of to in on at for with from by into onto about between during within without than as per via toward towards "
    "across against among through over under upon".split()
)
CONJUNCTIONS = frozenset(
    "and or but because if that which when while whether where who although since unless so".split()
)
AUXILIARIES = frozenset(
    "is are was were be been being am has have had do does did will would can could should may might must shall "
    "isn't aren't wasn't weren't hasn't haven't hadn't don't doesn't didn't won't wouldn't can't cannot couldn't shouldn't".split()
)
PRONOUNS = frozenset("i you he she it we they this that these those there who which what".split())
CONTRACTED = re.compile(
    r"\b(?:i|you|he|she|it|we|they|that|there|what|who|here|let)['’](?:s|re|ve|ll|d|m)\b", re.IGNORECASE
)
STOPWORDS = frozenset(
    DETERMINERS
    | PREPOSITIONS
    | CONJUNCTIONS
    | AUXILIARIES
    | PRONOUNS
    | frozenset(
        "i'm i've i'd i'll you're you've you'd you'll it's that's we're we've we'd we'll they're they've there's what's let's he's she's "
        "me him us them mine ours yours theirs how why whose whom not nor up down out off then just also very really quite "
        "some any all more most much many few lot lots bit little kind sort thing things stuff like well okay ok yes yeah yep no "
        "sure right now here again still even maybe perhaps probably actually obviously certainly definitely basically "
        "essentially hopefully frankly honestly clearly think thought guess mean know see say said saying talk talked talking "
        "tell told go going get got getting make makes made making give gives gave given take takes took taking look looks looking "
        "looked want wanted wanting need needs come comes coming came put kinda gonna able way ways terms sense color colour "
        "detail details update thoughts comment comments commentary question questions question's follow followup please thank thanks good great nice "
        "helpful morning afternoon evening everyone guys sir hi hello hey congrats congratulations appreciate first "
        "one ones other another same such both only own too around start started um uh er ah "
        "mentioned remarks remark wondering curious hoping wonder understand expand elaborate share touch walk help discuss "
        "today bye course ultimately particularly especially let lets".split()
    )
)
NEGATIONS = frozenset("not no never none nor neither nothing without cannot".split())


def words(text: str) -> list[str]:
    """The words and numbers of ``text``, lower-cased, with straight apostrophes.

    >>> words("We’re at 4.5%, not 5")
    ["we're", 'at', '4.5', 'not', '5']
    """
    return [word.lower().replace("’", "'") for word in WORD.findall(text)]


def stem(word: str) -> str:
    """A word without its commonest endings, so that 'orders' meets 'ordered'; numbers stay as they are.

    >>> [stem(word) for word in ("orders", "ordering", "supplies", "pricing", "price", "gas")]
    ['order', 'order', 'suppl', 'pric', 'pric', 'gas']
    """
    if len(word) < 4 or word[0].isdigit():
        return word
    word = word.removesuffix("'s")
    for ending in ("ings", "ing", "ies", "ied", "ed", "es", "ly", "s", "e", "y"):
        if word.endswith(ending) and len(word) - len(ending) >= 3 and not word.endswith("ss"):
            word = word[: -len(ending)]
            break
    return word[:-1] if len(word) > 4 and word[-1] == word[-2] and word[-1] not in "ls" else word


def content(text: str) -> list[str]:
    """The stems of the words that carry meaning, in order.

    >>> content("How do you think about the margin and the margins?")
    ['margin', 'margin']
    """
    return [stem(word) for word in words(text) if word not in STOPWORDS and (len(word) > 1 or word.isdigit())]


def negative(word: str) -> bool:
    """Whether a lower-cased word denies: 'not', 'no', "won't".

    >>> [negative(word) for word in ("not", "won't", "note")]
    [True, True, False]
    """
    return word in NEGATIONS or word.endswith("n't")


def figures(text: str) -> list[str]:
    """The figures of ``text`` in digits, without currency or trailing punctuation.

    >>> figures("about $1,250 million, or 4.5%, in Q3")
    ['1,250', '4.5', '3']
    """
    return re.findall(r"\d+(?:[.,]\d+)*", text)
