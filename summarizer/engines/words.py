"""Words as the embedded engine sees them: closed classes, content words and figures."""

from __future__ import annotations

import re
from functools import lru_cache


def wordset(text: str) -> frozenset[str]:
    """The set of the words that ``text`` lists."""
    return frozenset(text.split())


def phrases(*alternatives: str) -> re.Pattern[str]:
    """A pattern for any of some expressions, in whole words, in text that is in lower case (thrice as quick as either).

    >>> phrases("can I", "colou?r").findall("Can I add color? Colourless.".lower())
    ['can i', 'color']
    """
    return re.compile(rf"\b(?:{'|'.join(alternatives)})\b".lower())


WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)*|\d[\d.,]*\d|\d")
DIGIT = re.compile(r"\d")
NUMBER_WORD = (
    r"(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen|twenty|thirty|forty|fifty|sixty|seventy|eighty|"
    r"ninety|hundreds?|thousands?|millions?|billions?|dozens?|half|doubled?|tripled?|twice|teens|single-digit)"
)
FIGURE = re.compile(rf"\d|\b{NUMBER_WORD}\b")  # in lower case
AMOUNT = re.compile(
    r"[$€£¥]\s?\d|\d\s?%|\d\s?(?:percent|per cent|basis points|bps|million|billion|trillion)\b", re.IGNORECASE
)
MONTH = "(?:January|February|March|April|May|June|July|August|September|October|November|December)"
WHEN = re.compile(
    r"\b(?:Q[1-4]|[1-4]Q|H[12]|[12]H|(?:19|20)\d\d|(?:back|front) half|year[- ]end|mid[- ]next year|"
    r"(?:first|second|third|fourth|next|this|last|that) (?:quarter|half|year|month|week)|"
    rf"(?:by|in|until|through|since|from) (?:early |mid |late |middle |the end of )?(?:{MONTH}|spring|summer|autumn|"
    rf"fall)|"
    r"\d+ (?:to \d+ )?(?:days|weeks|months|quarters|years))\b"
)
NEGATION = re.compile(r"\b(?:not|no|never|none|nor|neither|nothing|without|cannot|\w+n['’]t)\b", re.IGNORECASE)

DETERMINERS = wordset("a an the our your their its his her my every no each")
PREPOSITIONS = wordset(
    "of to in on at for with from by into onto about between during without within than as per via toward towards "
    "across against among through over under upon"
)
CONJUNCTIONS = wordset("and or but because if that which when while whether where who although since unless so")
AUXILIARIES = wordset(
    "is are was were be been being am has have had do does did will would can could should may might must shall isn't "
    "aren't wasn't weren't hasn't haven't hadn't don't doesn't didn't won't wouldn't can't cannot couldn't shouldn't"
)
PRONOUNS = wordset("i you he she it we they this that these those there who which what")
ASKING = wordset("how what when where why which who")
FUNCTION_WORDS = DETERMINERS | PREPOSITIONS | CONJUNCTIONS | AUXILIARIES | PRONOUNS
CONTRACTED = re.compile(
    r"\b(?:i|you|he|she|it|we|they|that|there|what|who|here|let)['’](?:s|re|ve|ll|d|m)\b", re.IGNORECASE
)
STOPWORDS = (
    FUNCTION_WORDS
    | ASKING
    | wordset(
        "i'm i've i'd i'll you're you've you'd you'll it's that's we're we've we'd we'll they're they've there's "
        "what's "
        "let's he's she's me him us them mine ours yours theirs whose whom not nor up down out off then just also very "
        "really quite some any all more most much many few lot lots bit little kind sort thing things stuff like well "
        "okay ok yes yeah yep sure right now here again still even maybe perhaps probably actually obviously certainly "
        "definitely basically essentially hopefully frankly honestly clearly think thought guess mean know see say "
        "said "
        "saying talk talked talking tell told go going get got getting make makes made making give gives gave given "
        "take "
        "takes took taking look looks looking looked want wanted wanting need needs come comes coming came put kinda "
        "gonna able way ways terms sense color colour detail details update thoughts comment comments commentary "
        "question questions question's follow followup please thank thanks good great nice helpful morning afternoon "
        "evening everyone guys sir hi hello hey congrats congratulations appreciate first one ones other another same "
        "such both only own too around start started um uh er ah mentioned remarks remark wondering curious hoping "
        "wonder understand expand elaborate share touch walk help discuss today bye course ultimately particularly "
        "especially let lets"
    )
)


@lru_cache(maxsize=8192)
def words(text: str) -> tuple[str, ...]:
    """The words and numbers of ``text``, lower-cased, with straight apostrophes.

    >>> words("We’re at 4.5%, not 5")
    ("we're", 'at', '4.5', 'not', '5')
    """
    return tuple(WORD.findall(text.lower().replace("’", "'")))


@lru_cache(maxsize=8192)
def stem(word: str) -> str:
    """A word without its commonest endings, so that "orders" meets "ordered"; numbers stay as they are.

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


@lru_cache(maxsize=8192)
def content(text: str) -> tuple[str, ...]:
    """The stems of the words that carry meaning, in order.

    >>> content("How do you think about the margin and the margins?")
    ('margin', 'margin')
    """
    return tuple(stem(word) for word in words(text) if word not in STOPWORDS and (len(word) > 1 or word.isdigit()))


@lru_cache(maxsize=8192)
def has_verb(text: str) -> bool:
    """Whether ``text`` shows a finite verb, as far as closed word classes tell.

    >>> has_verb("The margin is flat"), has_verb("Many different generations of")
    (True, False)
    """
    spoken = words(text)
    return (
        bool(CONTRACTED.search(text))
        or not AUXILIARIES.isdisjoint(spoken)
        or any(word in {"i", "we", "you", "they"} for word in spoken[:-1])
    )


def figures(text: str) -> list[str]:
    """The figures of ``text`` in digits, without currency or trailing punctuation.

    >>> figures("about $1,250 million, or 4.5%, in Q3")
    ['1,250', '4.5', '3']
    """
    return re.findall(r"\d+(?:[.,]\d+)*", text)
