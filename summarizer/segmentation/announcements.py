"""What an operator, or whoever hosts the queue, says between two speakers: calls somebody, closes, or interrupts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise
from typing import Literal, NamedTuple

from summarizer.people import CAPITAL, given_names_agree, is_anonymous, misspelt_person, name_parts, plain, role_of
from summarizer.segmentation.cues import cue

Kind = Literal["call", "close", "other"]

_NO_NAME = (
    r"(?!(?:Thanks?|Okay|Ok|Yes|No|And|So|Well|Hello|Hi|Sorry|Ladies|Operator|Please|Next|First|The|Our|Your|Comes?|"
    r"Coming|Line|From|With|We|You|It|This|That|There|Sir|Madam|Ma['’]am|Caller|Unidentified|Unknown)\b)"
)
# A full stop ends a name unless it is an initial's: "J. P. Moreau", but "Ida Storm. Please go ahead."
_WORD = rf"(?:(?:[{CAPITAL}]\.){{1,4}}(?!\w)|St\.|(?:(?:al|el)-|[dl]['’])?[{CAPITAL}](?:[\w'’\-]|\.(?=\w)){{0,30}})"
_PERSON = (
    rf"{_NO_NAME}(?:(?:Mr|Ms|Mrs|Dr)\.? )?{_WORD}"
    rf"(?: (?:{_WORD}|(?:de|del|do|dos|das|van|von|der|den|ter|ten|la|le|di|du|y|bin|binti|al|el|['’]t)(?= ))){{0,4}}"
    r"(?:,? (?:Jr|Sr|II|III)\b\.?)?"
)
_NAME = rf"(?P<name>{_PERSON})"
_FIRM_WORD = r"[\w&'’.\-]{0,30}"
_FIRM = (
    rf"(?P<firm>[{CAPITAL}0-9]{_FIRM_WORD}(?:(?:,? and |,? & | of the | of |, |,? )[{CAPITAL}0-9&]{_FIRM_WORD}){{0,7}})"
)
_BARE = re.compile(rf"(?:[(\[][^)\]]{{0,80}}[)\]]\s*)?{_NAME}, {_FIRM}\Z")
_FROM = re.compile(
    r"(?:[Ll]ine of|hear (?:next |now )?from|(?:go|turn|move)(?:ing)? (?:now |next |on )?to|"
    r"(?:comes?|coming|is|will be) (?:to us )?(?:from|by)|questions? (?:from|by|is|today is|will be)|questions?,|"
    r"(?:questioner|caller|participant|analyst|person)(?: (?:in line|in queue|today))? is|"
    r"(?i:next|first|up)(?: on the list| in (?:the )?(?:line|queue))?,? (?:is|we have)|[Ww]e have)"
    rf" (?:the line of )?(?:(?:the|our|your) (?:own )?(?:host|moderator|chairperson)(?: today)?,? )?{_NAME}"
)
_WITH = re.compile(
    rf"\A(?:,? (?:sitting |filling |standing |calling |dialing )?(?:on|in) (?:for|behalf of) {_PERSON})?"
    rf"(?:,? (?:with|from|of|at|representing|on behalf of) |, | - | -- )(?:the )?{_FIRM}"
)
_NAMED_WITH = re.compile(rf"\b{_NAME},? (?:with|from|of|at|representing) (?:the )?{_FIRM}")
# "First, Mr. Okabe of Kiyosumi Securities, please."
_ASKED_IN = re.compile(rf"\b{_NAME},? (?:with|from|of|at) (?:the )?{_FIRM},? please\b")
_SPOKEN_TO = re.compile(rf"\b{_NAME}, (?:your line|you may|you can|please|go ahead)\b")
_CALLS = cue(
    "question|caller|participant|analyst|line of|line is|line should|with a|with your|ahead with|proceed with",
    r"(?<!my )\b(?:next|first|last|final|another|second|follow[- ]?up|one more)\b[^.?!]{0,60}\bquestion(?:s|ers?)?\b|"
    r"(?<!my )\bquestions?\b[^.?!]{0,40}\b(?:from|comes?|line of)\b|"
    r"\b(?:next|first|last) (?:caller|participant|analyst)\b|"
    r"\bline of\b|\b(?:your|the) line (?:is|should be) (?:now )?(?:open|live|unmuted|yours)|"
    r"\bfor (?:his|her|their) questions?\b|\bwith (?:a|your) (?:question|follow)|"
    r"\bgo ahead with your\b|\bproceed with your\b|\b(?:ask|state|pose) your question",
    re.I,
)
_CLOSES = cue(
    "no |clos|conclu|final|end|complet|finish|is over|now over|nobody|the last|disconnect|sign|the time we|out of time|"
    "our last",
    r"\bno (?:further|more|additional|other|questions)\b[^.?!]{0,30}(?:question|queue|moment|time|one\b|hands\b)|"
    r"\b(?:are|have|see|showing) no (?:phone |audio )?questions\b|"
    r"\b(?:closing|concluding|final) (?:remarks|comments|statement|thoughts|words|considerations)|"
    r"\bclos(?:e|ing) (?:the|our|this) (?:q ?& ?a|question|session|call)|"
    r"\ball the time we have (?:for|today|now)\b|"
    r"\b(?:concludes?|concluded|ends|ended|end of|conclusion of|completed?|finish)\b[^.?!]{0,50}"
    r"\b(?:question|q ?& ?a|call|conference|session|presentation|meeting|program|event|briefing|webcast)|"
    r"\b(?:session|call) is (?:now )?(?:closed|over)\b|"
    r"\b(?:brings|takes) us to the end\b(?! of (?:my|our|the) (?:remarks|presentation|prepared))|"
    r"\b(?:turn|hand|pass|give)\b[^.?!]{0,40}\b(?:back|over)\b[^.?!]{0,60}\b(?:clos|conclu|final|remarks|comments)|"
    r"\bnobody (?:else )?(?:in the queue|has registered)|\bthat was the last\b|"
    r"\bthat(?:['’]s| is) (?:our|the) last question|"
    r"\bnow disconnect\b|\boperator (?:closing remarks|sign-?off)|"
    r"\bout of time for (?:further )?questions|\bwas (?:our|the) (?:last|final) question",
    re.I,
)
_HANDS_OVER = cue(
    "over|back",
    r"\b(?:turn|hand|pass|give)(?:ing)?\b[^?!]{0,80}\b(?:over|back)\b|"
    r"\bover to\b(?! (?:your |the |some |our )?(?:questions|q ?& ?a))",
    re.I,
)
_OPENS = cue(
    "question|q&a|q & a|q &a|q& a",
    r"\bquestions?(?:[- ]and[- ]|\W{1,3}&\W{1,3})answers?\b|\bq ?& ?a\b|"
    r"\b(?:open|take|taking|start|begin|have|answer)\b[^.?!]{0,50}\bquestions?\b|\bquestions? now\b|\bfor questions\b|"
    r"\b(?:in|on)?to (?:the |your |some |any )?questions\b",
    re.I,
)
# Speech recognition ends a sentence within one: no sentence ends with these words.
_BROKEN_OFF = re.compile(r"\b(from|of|the|with|by|comes|our|your)\. (?=[A-Z])")
_SENTENCE_AFTER_FIRM = re.compile(r"(?:(?<=[a-z&)])|(?<=[A-Z]{3}))\.\s|,? (?:Please|Your|Go ahead|You may|Thank you)\b")
_WORDS = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
# Capitalised at the start of a sentence, and the start of a given name: "And" is not Andrew.
_SENTENCE_STARTS = frozenset("the and but for not all can are has her his our per who yes see was did how why".split())
_BREAKS = re.compile(
    r"\b(?:coffee|lunch|tea|short|comfort|quick|minute) break\b|\b(?:take|have) a break\b|\bwelcome back\b|"
    r"\b(?:have|take|grab) (?:a |some |our )?(?:coffee|lunch|tea)\b|"
    r"\b(?:next|second) (?:presentation|speaker|presenter)\b|"
    r"\b(?:continue|go on|proceed|move on) (?:now )?(?:with|to) (?:the|our) (?:next )?presentations?\b",
    re.I,
)
_MOVES_ON = re.compile(r"\b(?:move|go|turn)(?: on)? to the next (?:participant|caller|question|person|analyst)\b", re.I)
_POINTS_AT = re.compile(
    r"\b(?:lady|gentleman|hands?) (?:up|over|here|there|in|at|on|with|from)\b|"
    r"\b(?:first|second|third|front|back|last) row\b|"
    r"\b(?:at|in|to) the (?:back|front|middle|room)\b|\b(?:on|to) (?:the|my) (?:left|right|phones?|line)\b|"
    r"\bnext (?:up|one|in line|to (?:him|her|you))\b",
    re.I,
)
_LAST = 700
_NAME_WORDS = 4


class Announcement(NamedTuple):
    """What was announced: ``call`` names (or merely asks for) the next questioner, ``close`` ends the Q&A."""

    kind: Kind
    name: str | None = None
    firm: str | None = None


@lru_cache(maxsize=2048)
def read_announcement(text: str) -> Announcement:
    """Read the words of one operator's turn.

    >>> read_announcement("Our next question comes from Ida Storm with Norvik Capital. Please go ahead.")
    Announcement(kind='call', name='Ida Storm', firm='Norvik Capital')
    >>> read_announcement("(Operator Instructions) Ida Storm, NC.")
    Announcement(kind='call', name='Ida Storm', firm='NC')
    >>> read_announcement("There are no further questions. I turn the call back for closing remarks.").kind
    'close'
    """
    text = _BROKEN_OFF.sub(r"\1 ", text[-_LAST:].strip())
    calls = _CALLS.search(text)
    if (closing := [m.end() for m in _CLOSES.finditer(text)]) and not _CALLS.search(text[closing[-1] :]):
        return Announcement("close")
    whole = text.rstrip(" .")
    bare = _BARE.match(whole) or (None if hands_over(text) else _BARE.match(whole.rpartition(". ")[2]))
    if bare and len(name_parts(bare["name"])) <= _NAME_WORDS:
        return Announcement("call", bare["name"], _firm(bare["firm"]))
    if hands_over(text) and not calls:
        return Announcement("other")
    if named := list(_FROM.finditer(text)):
        found = named[-1]
        if _MOVES_ON.search(text, found.end()):
            return Announcement("call")
        after = _WITH.match(text[found.end("name") :])
        # "Olaf Berg, Chief Executive" is no firm's; "Ida Storm of Norvik Asset Management" is.
        titled = after and after.group().startswith((", ", " - ")) and role_of(after["firm"]) in ("management", "ir")
        if not calls and titled:
            return Announcement("other")
        return Announcement("call", found["name"].strip(" ."), _firm(after["firm"]) if after else None)
    if (pair := _NAMED_WITH.search(text)) and (calls or _OPENS.search(text) or "go ahead" in text or _asks_in(text)):
        return Announcement("call", pair["name"].strip(" ."), _firm(pair["firm"]))
    spoken_to = _SPOKEN_TO.search(text) if calls else None
    if spoken_to:
        return Announcement("call", spoken_to["name"].strip(" ."))
    return Announcement("call") if calls else Announcement("other")


def named_with_firm(text: str) -> Iterator[Announcement]:
    """Everybody whom a text names beside a firm, as calls.

    >>> [called.firm for called in named_with_firm("Thanks, Olaf. Ida Storm from Quayle and Hask, you're next.")]
    ['Quayle and Hask']
    """
    for pair in _NAMED_WITH.finditer(text):
        yield Announcement("call", pair["name"].strip(" ."), _firm(pair["firm"]))


def _firm(text: str) -> str | None:
    """A firm as announced, without the sentence that follows it."""
    return _SENTENCE_AFTER_FIRM.split(text, maxsplit=1)[0].strip(" .,") or None


def mentions(text: str, name: str) -> bool:
    """Whether a text calls a person: their surname or given name stands in it, or a near spelling of the whole name.

    >>> mentions("Our question is from Jim Suva.", "James Suva"), mentions("Thank you.", "James Suva")
    (True, False)
    """
    # "Speaker I" is no name, and whoever says "I" calls nobody.
    parts = () if is_anonymous(name) else name_parts(name)
    if not parts:
        return False
    # A name is written with a capital where anything is: "price" is not Ms. Price.
    said = text if text.islower() else " ".join([w for w in _WORDS.findall(text) if not w[0].islower()])
    words = [w for w in plain(said).split() if w not in _SENTENCE_STARTS or w == parts[-1]]
    if parts[-1] in words or (len(parts[0]) > 2 and any(given_names_agree(parts[0], w) and len(w) > 2 for w in words)):
        return True
    return any(misspelt_person(f"{a} {b}", name) for a, b in pairwise(words))


def calls_questioner(text: str) -> bool:
    """Whether the words ask for the next question, whoever speaks them."""
    return _CALLS.search(text[-_LAST:]) is not None or _asks_in(text[-_LAST:])


def _asks_in(text: str) -> bool:
    return "please" in text and _ASKED_IN.search(text) is not None


def points_at(text: str) -> bool:
    """Whether the words point at who is next without a name, as in a room: "the lady at the back"."""
    return _POINTS_AT.search(text) is not None


def closes(text: str) -> bool:
    """Whether the words end the Q&A or hand the call back for closing remarks."""
    return read_announcement(text).kind == "close"


def breaks(text: str) -> bool:
    """Whether the words of a host part the questions from more presentations: a break, or a welcome after it."""
    return _BREAKS.search(text) is not None


def opens_qa(text: str) -> bool:
    """Whether the words speak of taking questions now."""
    return _OPENS.search(text[-_LAST:]) is not None


def hands_over(text: str) -> bool:
    """Whether the words hand the call to somebody to speak."""
    return _HANDS_OVER.search(text[-_LAST:]) is not None
