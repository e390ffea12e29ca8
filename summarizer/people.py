"""Names and firms: which words are a person's name, whether two spellings are one person or one firm, who is who.

Publishers, operators and speech recognition write one person in many ways: "Jin James Cheng" and "James Cheng", "Rick"
for "Richard", "Safrann" for "Safran". A surname decides; a given name only has to agree in its first letter or be a usual
short form; a misspelt surname counts only where the firm agrees too.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

from rapidfuzz.distance import DamerauLevenshtein

from summarizer.transcript import Participant, Role

HONORIFICS = frozenset("mr mrs ms miss dr prof sir shri smt madam maam sri".split())
SUFFIXES = frozenset("jr sr ii iii iv cfa cpa phd md esq".split())
PARTICLES = frozenset("de del della der den van von la le da di du dos bin ibn al el st ter ten y of".split())
FIRM_NOISE = frozenset(
    "the and of co company companies corp corporation inc incorporated llc llp lp ltd limited plc ag sa nv se pvt private "
    "group holdings holding securities security research division equity equities capital markets market partners bank "
    "investment investments investors advisors advisory management asset associates financial services global north "
    "america international analyst".split()
)
SHORT_FORMS = {
    "bill": "william", "billy": "william", "will": "william", "bob": "robert", "rob": "robert", "bobby": "robert",
    "dick": "richard", "rick": "richard", "rich": "richard", "jim": "james", "jimmy": "james", "ted": "edward",
    "ed": "edward", "ned": "edward", "tony": "anthony", "chuck": "charles", "charlie": "charles", "hank": "henry",
    "harry": "henry", "jack": "john", "peggy": "margaret", "meg": "margaret", "maggie": "margaret", "betsy": "elizabeth",
    "liz": "elizabeth", "beth": "elizabeth", "larry": "lawrence", "gene": "eugene", "drew": "andrew", "andy": "andrew",
    "tina": "christina", "chris": "christopher", "kit": "christopher", "jerry": "gerald", "sandy": "alexander",
    "alex": "alexander", "nate": "nathan", "gus": "august", "lou": "louis", "sam": "samuel", "ben": "benjamin",
    "dan": "daniel", "danny": "daniel", "dave": "david", "don": "donald", "doug": "douglas", "fred": "frederick",
    "greg": "gregory", "jeff": "jeffrey", "joe": "joseph", "josh": "joshua", "ken": "kenneth", "matt": "matthew",
    "mike": "michael", "mick": "michael", "nick": "nicholas", "pat": "patrick", "pete": "peter", "phil": "philip",
    "ray": "raymond", "ron": "ronald", "steve": "steven", "stu": "stuart", "tim": "timothy", "tom": "thomas",
    "vic": "victor", "walt": "walter", "zach": "zachary", "art": "arthur", "cathy": "catherine", "kate": "katherine",
    "kathy": "katherine", "katie": "katherine", "kim": "kimberly", "sue": "susan", "debbie": "deborah", "deb": "deborah",
    "jen": "jennifer", "jenny": "jennifer", "nikki": "nicole", "patty": "patricia", "becky": "rebecca", "vicky": "victoria",
}  # fmt: skip

_NAME_WORD = r"(?:[A-Z][\w'’.\-]*|[a-z]{1,3}['’][A-Z]\w+)"
_NAME = re.compile(
    rf"{_NAME_WORD}(?: +(?:{_NAME_WORD}|{'|'.join(sorted(PARTICLES))}|[(\"“'][A-Z]\w*[)\"”'])){{0,5}},?(?: (?:Jr|Sr|I{{1,3}}|IV)\.?)?\Z"
)
_WORD = re.compile(r"[^\W_]+")
_INITIALS = re.compile(r"\b(?:[a-z] )+[a-z]\b")

_MANAGEMENT = re.compile(
    r"\b(?:chief|c[efomtr][oi]o?|president|evp|svp|vp|chair(?:man|woman|person)?|director|officer|treasurer|controller|"
    r"head|general manager|managing|founder|secretary|executive|company representative|management)\b", re.I)  # fmt: skip
_IR = re.compile(r"\b(?:investor relations?|head of ir|director of ir|ir\b|investor & media relations)", re.I)
_ANALYST = re.compile(r"\banalysts?\b|\bresearch\b|\bsell[- ]side\b", re.I)
_LONGEST_ROLE_LABEL = 50
_ANALYST_LABEL = re.compile(
    r"(?:(?:unidentified|unknown|unnamed|other) )?(?:(?:sell|buy) side )?(?:analysts?|questioners?)(?: \d+)?"
)
_MANAGEMENT_LABEL = re.compile(
    r"(?:(?:unidentified|unknown|unnamed|other) )?(?:(?:company|corporate) )?(?:executives?|management(?: team)?|representatives?|officers?|speakers? for the company)(?: \d+)?"
)
_OPERATOR = re.compile(r"(?:conference |call )?(?:operator|moderator|coordinator|conference facilitator)s?\b", re.I)


def plain(text: str) -> str:
    """Fold case, accents and punctuation away, keeping words apart.

    >>> plain("Crédit  Suisse A.G.")
    'credit suisse a g'
    """
    if not text.isascii():
        text = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return " ".join(_WORD.findall(text.casefold().replace("'", "").replace("’", "")))


@lru_cache(maxsize=4096)
def name_parts(name: str) -> tuple[str, ...]:
    """The words of a name that identify a person: no honorifics, no "Jr.", no degrees.

    >>> name_parts("Mr. Robert W. Smith, Jr.")
    ('robert', 'w', 'smith')
    """
    parts = tuple(plain(name).split())
    kept = tuple(p for p in parts if p not in SUFFIXES and p not in HONORIFICS)
    return kept or parts


def given_names_agree(a: str, b: str) -> bool:
    """Whether two given names can be one person's: equal, an initial, a usual short form, or one the start of the other."""
    a, b = SHORT_FORMS.get(a, a), SHORT_FORMS.get(b, b)
    return a == b or (min(len(a), len(b)) == 1 and a[0] == b[0]) or a.startswith(b) or b.startswith(a)


@lru_cache(maxsize=16384)
def same_person(a: str, b: str) -> bool:
    """Whether two spellings name one person: equal surnames, given names that agree, middle names ignored.

    >>> same_person("Jin James Cheng", "James Cheng"), same_person("Mary Smith", "John Smith")
    (True, False)
    """
    x, y = name_parts(a), name_parts(b)
    if not x or not y:
        return False
    if x == y:
        return True
    if min(len(x), len(y)) == 1:
        return x[-1] == y[-1] or x[0] == y[0]
    if x[-1] != y[-1]:
        return False
    return any(given_names_agree(p, q) for p in x[:-1] for q in y[:-1])


@lru_cache(maxsize=16384)
def misspelt_person(a: str, b: str) -> bool:
    """Whether one name can be a mishearing of the other: surname or given name equal, the other within an edit or two."""
    x, y = name_parts(a), name_parts(b)
    if len(x) < 2 or len(y) < 2:
        return len(x) > 0 and len(y) > 0 and _near(x[-1], y[-1])
    given = given_names_agree(x[0], y[0])
    return (
        (given and _near(x[-1], y[-1]))
        or (x[-1] == y[-1] and _near(x[0], y[0]))
        or (_near(x[0], y[0]) and _near(x[-1], y[-1]))
    )


def _near(a: str, b: str) -> bool:
    allowed = 1 if min(len(a), len(b)) <= 5 else 2
    return min(len(a), len(b)) >= 3 and DamerauLevenshtein.distance(a, b, score_cutoff=allowed) <= allowed


@lru_cache(maxsize=4096)
def firm_words(firm: str) -> tuple[str, ...]:
    """The words of a firm's name that tell it from others.

    >>> firm_words("H.C. Wainwright & Co., LLC")
    ('hc', 'wainwright')
    """
    text = _INITIALS.sub(lambda m: m.group().replace(" ", ""), plain(firm))
    words = tuple(text.split())
    kept = tuple(w for w in words if w not in FIRM_NOISE)
    return kept or words


@lru_cache(maxsize=4096)
def acronyms(firm: str) -> frozenset[str]:
    """Every acronym a firm may go by: first letters of its words, with and without generic words, and cut anywhere.

    >>> "kbw" in acronyms("Keefe, Bruyette & Woods North America"), "hcw" in acronyms("H.C. Wainwright & Co., LLC")
    (True, True)
    """
    found = set()
    for words in (tuple(w for w in plain(firm).split() if w != "and"), firm_words(firm)):
        letters = "".join(w if len(w) <= 2 else w[0] for w in words)
        found |= {letters[:n] for n in range(2, len(letters) + 1)}
    return frozenset(found)


@lru_cache(maxsize=16384)
def same_firm(a: str, b: str) -> bool:
    """Whether two names are one firm: distinctive words in common, or one the acronym of the other.

    >>> same_firm("KBW", "Keefe, Bruyette & Woods North America"), same_firm("BTIG", "Barclays")
    (True, False)
    """
    x, y = firm_words(a), firm_words(b)
    if not x or not y:
        return False
    if x == y or x[0] == y[0] or set(x) <= set(y) or set(y) <= set(x):
        return True
    short, long = sorted(("".join(x), "".join(y)), key=len)
    if len(x) == 1 and x[0] in acronyms(b) or len(y) == 1 and y[0] in acronyms(a):
        return True
    return short in long and len(short) >= 4 or _near(x[0], y[0])


def role_of(title: str | None) -> Role:
    """The role that a title gives: analyst before management, since "Managing Director, Research Analyst" is an analyst.

    >>> role_of("VP of Investor Relations"), role_of("Analyst"), role_of("Chief Financial Officer"), role_of(None)
    ('ir', 'analyst', 'management', 'unknown')
    """
    if not title:
        return "unknown"
    if _OPERATOR.match(title):
        return "operator"
    if _IR.search(title):
        return "ir"
    if _ANALYST.search(title):
        return "analyst"
    return "management" if _MANAGEMENT.search(title) else "unknown"


def role_of_label(label: str) -> Role:
    """The role that a label gives by itself: "Operator", "Unidentified Analyst", "Company Representative".

    >>> role_of_label("Operator"), role_of_label("Unidentified Analyst"), role_of_label("Jane Roe")
    ('operator', 'analyst', 'unknown')
    """
    if _OPERATOR.fullmatch(label.strip(" :")):
        return "operator"
    if label in ("Q", "A"):
        return "analyst" if label == "Q" else "management"
    if len(label) > _LONGEST_ROLE_LABEL:
        return "unknown"
    words = plain(label)
    if _ANALYST_LABEL.fullmatch(words):
        return "analyst"
    return "management" if _MANAGEMENT_LABEL.fullmatch(words) else "unknown"


def looks_like_name(text: str) -> bool:
    """Whether a line by itself can be a person's name: one to six capitalised words, no sentence punctuation.

    >>> looks_like_name("Gwyn Lauber"), looks_like_name("Thank you."), looks_like_name("Bose Thomas George")
    (True, False, True)
    """
    return (
        len(text) <= 60
        and _NAME.match(text) is not None
        and not (text.endswith(".") and not text.endswith(("Jr.", "Sr.")))
    )


def find_person(name: str, people: Iterable[Participant]) -> Participant | None:
    """The participant a name means: exact first, then same person, then the only one it can be a mishearing of."""
    pool = tuple(people)
    for fits in (lambda p: p.name == name, lambda p: same_person(p.name, name)):
        found = [p for p in pool if fits(p)]
        if found:
            return found[0]
    near = [p for p in pool if misspelt_person(p.name, name)]
    return near[0] if len(near) == 1 else None
