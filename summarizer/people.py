"""Names and firms: which words are a person's name, whether two spellings are one person or one firm, who is who.

Publishers, operators and speech recognition write one person in many ways: "Jin James Cheng" and "James Cheng", "Rick"
for "Richard", "Safrann" for "Safran". A surname decides; a given name only has to agree in its first letter or be a
usual short form; a misspelt surname counts only where nobody else can be meant.
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
    "the and of co company companies corp corporation inc incorporated llc llp lp ltd limited plc ag sa nv se pvt "
    "private group holdings holding securities security research division equity equities capital markets market "
    "partners bank investment investments investors advisors advisory management asset associates financial "
    "services global north america international analyst".split()
)
SHORT_FORMS = {
    short: tuple(full.split())
    for short, full in {
        "abby": "abigail", "allie": "allison alison alice", "angie": "angela", "cindy": "cynthia",
        "ellie": "eleanor", "frank": "francis franklin", "jackie": "jacqueline", "mandy": "amanda", "trish": "patricia",
        "al": "albert alan alfred", "alex": "alexander alexandra alexis", "andy": "andrew", "art": "arthur",
        "becky": "rebecca", "ben": "benjamin", "beth": "elizabeth", "betsy": "elizabeth", "bill": "william",
        "billy": "william", "bob": "robert", "bobby": "robert", "cathy": "catherine katherine", "charlie": "charles",
        "chris": "christopher christine christina christian", "chuck": "charles", "dan": "daniel", "danny": "daniel",
        "dave": "david", "deb": "deborah", "debbie": "deborah", "dick": "richard", "don": "donald", "doug": "douglas",
        "drew": "andrew", "ed": "edward edwin edmund", "fred": "frederick alfred", "gene": "eugene",
        "geoff": "geoffrey jeffrey", "greg": "gregory", "gus": "august augustus", "hank": "henry",
        "harry": "henry harold", "jack": "john jackson", "jeff": "jeffrey geoffrey", "jen": "jennifer",
        "jenny": "jennifer",
        "jerry": "gerald jerome jeremiah", "jim": "james", "jimmy": "james", "joe": "joseph", "jon": "jonathan",
        "josh": "joshua", "kate": "katherine catherine kathryn", "kathy": "katherine kathleen kathryn",
        "katie": "katherine kathryn", "ken": "kenneth", "kim": "kimberly", "kit": "christopher", "larry": "lawrence",
        "liz": "elizabeth", "lou": "louis louise", "maggie": "margaret", "matt": "matthew", "meg": "margaret megan",
        "mick": "michael", "mike": "michael", "nate": "nathan nathaniel", "ned": "edward", "nick": "nicholas",
        "nikki": "nicole", "pat": "patrick patricia", "patty": "patricia", "peggy": "margaret", "pete": "peter",
        "phil": "philip phillip", "ray": "raymond", "rich": "richard", "rick": "richard", "rob": "robert",
        "ron": "ronald", "sam": "samuel samantha", "sandy": "alexander sandra", "steve": "steven stephen",
        "stu": "stuart", "sue": "susan suzanne", "ted": "edward theodore", "tim": "timothy", "tina": "christina",
        "tom": "thomas", "tony": "anthony", "vic": "victor", "vicky": "victoria", "walt": "walter", "will": "william",
        "zach": "zachary",
    }.items()
}  # fmt: skip
_COMMON_FIRST_WORDS = frozenset(
    "first new green blue old royal united national deutsche american great pacific atlantic".split()
).union(*SHORT_FORMS.values())

CAPITAL = "A-ZÀ-ÖØ-ÞĀ-Ž"
_NAME_WORD = rf"(?:[{CAPITAL}](?:[^\W\d_]|['’.\-]){{0,24}}|[a-z]{{1,3}}['’][{CAPITAL}][^\W\d_]{{1,24}})"
_NAME = re.compile(
    rf"{_NAME_WORD}"
    rf"(?: +(?:{_NAME_WORD}|{'|'.join(sorted(PARTICLES))}|[(\"“'][{CAPITAL}][^\W\d_]{{0,24}}[)\"”'])){{0,5}}"
    r"(?:,? (?:Jr|Sr|I{1,3}|IV|CFA|CPA|PhD|MD|Esq)\.?)*\Z"
)
_WORD = re.compile(r"[^\W_]+")
_INITIALS = re.compile(r"\b(?:[a-z] )+[a-z]\b")

_OFFICER = re.compile(r"\bchief\b[^,;]{0,40}\bofficer\b", re.I)
_MANAGEMENT = re.compile(
    r"\b(?:chief|c[efomtr][oi]o?|president|evp|svp|vp|chair(?:man|woman|person)?|director|officer|treasurer|"
    r"controller|"
    r"head|general (?:manager|counsel)|managing|founder|secretary|executive|company representative|management)\b",
    re.I,
)
_IR = re.compile(
    r"\b(?:(?:investor|shareholder|stockholder) relations?|head of ir|director of ir|ir\b|investor & media relations)",
    re.I,
)
_ANALYST = re.compile(
    r"\banalysts?\b|\bresearch\b(?! (?:&|and) development)|\b(?:sell|buy)[- ]side\b|\bportfolio manager|"
    r"\b(?:share|stock|unit|bond)holder(?!s? services)|\binvestor\Z|"
    r"\b(?:reporter|journalist|correspondent|columnist)\b",
    re.I,
)
_LONGEST_ROLE_LABEL = 50
_UNNAMED = r"(?:unidentified|unknown|unnamed|unverified|other)"
_ANALYST_LABEL = re.compile(
    rf"(?:{_UNNAMED} )?(?:(?:sell|buy) side )?(?:analysts?|questioners?)(?: \d+)?|{_UNNAMED} (?:share|stock)holder|"
    rf"{_UNNAMED} investor"
)
_MANAGEMENT_LABEL = re.compile(
    rf"(?:{_UNNAMED} )?(?:(?:company|corporate) )?(?:executives?|management(?: team)?|representatives?|officers?)"
    r"(?: \d+)?|"
    rf"(?:{_UNNAMED} )?(?:company|corporate) (?:participant|speaker)s?(?: \d+)?|speakers? for the company"
)
_ANONYMOUS = re.compile(
    rf"(?:{_UNNAMED}|male|female) (?:(?:male|female) )?(?:speaker|participant|voice|caller|person)s?(?: \d{{1,3}})?|"
    r"(?:speaker|participant|voice|spk|caller) ?(?:\d{1,3}|[a-z]\d?)"
)
_OPERATOR = re.compile(
    r"(?:conference |call |second |new |other |unidentified )?"
    r"(?:operator|moderator|coordinator|conference facilitator)s?(?: \d)?\b",
    re.I,
)


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
    """Whether two given names can be one person's: equal, an initial, a short form, or one the start of the other.

    >>> given_names_agree("rick", "richard"), given_names_agree("m", "mary"), given_names_agree("mary", "mark")
    (True, True, False)
    """
    if a.startswith(b) or b.startswith(a):
        return True
    return not {*SHORT_FORMS.get(a, ()), a}.isdisjoint((*SHORT_FORMS.get(b, ()), b))


@lru_cache(maxsize=16384)
def same_person(a: str, b: str) -> bool:
    """Whether two spellings name one person: equal surnames, given names that agree, middle names ignored.

    The order of the words does not matter where all of them are equal ("Park Ji-hoon"), and a second surname may be
    missing. A name of one word is anybody's who has it as given name or surname.

    >>> same_person("Jin James Cheng", "James Cheng"), same_person("Mary Smith", "John Smith")
    (True, False)
    """
    x, y = sorted((name_parts(a), name_parts(b)), key=len)
    if not x:
        return False
    if sorted(x) == sorted(y):
        return True
    if len(x) == 1:
        return len(x[0]) > 1 and x[0] in (y[0], y[-1])
    if x[-1] != y[-1]:
        return len(x[0]) > 1 and x == y[: len(x)]
    return any(given_names_agree(p, q) for p in x[:-1] for q in y[:-1])


@lru_cache(maxsize=16384)
def misspelt_person(a: str, b: str) -> bool:
    """Whether one name can be a mishearing of the other: given name or surname equal, the other an edit or two off."""
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
    if all(len(w) <= 2 for w in words):  # "B of A"
        words = ("".join(words),) if words else ()
    kept = tuple(w for w in words if w not in FIRM_NOISE)
    return kept or words


@lru_cache(maxsize=4096)
def acronyms(firm: str) -> frozenset[str]:
    """Every acronym a firm may go by: first letters of its words, with and without generic words, and cut anywhere.

    >>> "kbw" in acronyms("Keefe, Bruyette & Woods North America"), "hcw" in acronyms("H.C. Wainwright & Co., LLC")
    (True, True)
    """
    found = set()
    words = tuple(w for w in plain(firm).split() if w != "and")
    for kept in (words, tuple(w for w in words if w != "of"), firm_words(firm)):
        letters = "".join(w if len(w) <= 2 else w[0] for w in kept)
        found |= {letters[:n] for n in range(2, len(letters) + 1)}
    return frozenset(found)


@lru_cache(maxsize=16384)
def same_firm(a: str, b: str) -> bool:
    """Whether two names are one firm: the first distinctive word or all of them in common, or one the other's acronym.

    What only the market knows is not known here: whose name a merged firm goes by, or that "BMO" is Bank of Montreal.

    >>> same_firm("KBW", "Keefe, Bruyette & Woods North America"), same_firm("BTIG", "Barclays")
    (True, False)
    """
    x, y = firm_words(a), firm_words(b)
    if not x or not y:
        return False
    if set(x) <= set(y) or set(y) <= set(x):
        return True
    if (x[0] == y[0] or _near(x[0], y[0])) and x[0] not in _COMMON_FIRST_WORDS:
        return True
    if any(_is_acronym(one, other) for one, other in ((x, b), (y, a))):
        return True
    short, long = sorted(("".join(x), "".join(y)), key=len)
    return short in long and len(short) >= 4


def _is_acronym(words: tuple[str, ...], firm: str) -> bool:
    """Whether words are a firm's acronym: any where they are one word, one of four letters where more follow."""
    return words[0] in acronyms(firm) and (len(words) == 1 or len(words[0]) >= 4)


def role_of(title: str | None) -> Role:
    """The role that a title gives: analyst before management, for the sake of "Managing Director, Research Analyst".

    An analyst here is who asks: reporters, investors and shareholders, too.

    >>> role_of("VP of Investor Relations"), role_of("Analyst"), role_of("Chief Financial Officer"), role_of(None)
    ('ir', 'analyst', 'management', 'unknown')
    >>> role_of("Reporter"), role_of("Private Investor"), role_of("Director of Shareholder Services")
    ('analyst', 'analyst', 'management')
    """
    if not title:
        return "unknown"
    if _OPERATOR.match(title):
        return "operator"
    if _IR.search(title):
        return "ir"
    if _OFFICER.search(title):
        return "management"
    if _ANALYST.search(title):
        return "analyst"
    return "management" if _MANAGEMENT.search(title) else "unknown"


@lru_cache(maxsize=4096)
def role_of_label(label: str) -> Role:
    """The role that a label gives by itself: "Operator", "Unidentified Analyst", "Company Representative".

    A word that ends like a sentence is a scrap of speech, not a label.

    >>> role_of_label("Operator"), role_of_label("Unidentified Analyst"), role_of_label("Management.")
    ('operator', 'analyst', 'unknown')
    """
    if label.endswith((".", ",", "?", "!")):
        return "unknown"
    if _OPERATOR.fullmatch(label.strip(" :")):
        return "operator"
    if label in ("Q", "Question", "A", "Answer"):
        return "analyst" if label[0] == "Q" else "management"
    if len(label) > _LONGEST_ROLE_LABEL:
        return "unknown"
    words = plain(label)
    if _ANALYST_LABEL.fullmatch(words):
        return "analyst"
    return "management" if _MANAGEMENT_LABEL.fullmatch(words) else "unknown"


@lru_cache(maxsize=4096)
def is_anonymous(label: str) -> bool:
    """Whether a label tells a voice apart without a name or a role: "Unknown Speaker", "Speaker 2".

    >>> is_anonymous("Unidentified Participant"), is_anonymous("Speaker 2"), is_anonymous("Ida Storm")
    (True, True, False)
    """
    return len(label) <= _LONGEST_ROLE_LABEL and _ANONYMOUS.fullmatch(plain(label)) is not None


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
