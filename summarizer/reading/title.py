"""Which call it is: company, ticker, period and date, as the title, the welcome and the file's name say.

The title is trusted before the welcome, the welcome before the file's name, that before other first words. Everything
further down speaks of other quarters, of guidance and of replays, and is never asked; what nobody names stays None.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import islice, pairwise
from pathlib import PurePath

from summarizer.transcript import CallInfo, Participant, Turn

_TITLE_WIDTH = 200
_OPENING = 3_000
_OPENING_LINES = 40
_LINE_WIDTH = 1_000
_NEAR = 3

_CALL = re.compile(
    r"\b(?:earnings?|results|conference call|webcast|webinar|trading update|concall|investor call)\b", re.I
)
_STOP = re.compile(r"[.?!]\s+(?=[A-Z])")
_ABBREVIATED = re.compile(r"\b(?:Inc|Corp|Co|Ltd|[A-Z])\.\Z")
_LONGEST_ABBREVIATION = 6
_WELCOMES = re.compile(r"welcome|join|standing by|\bthis is (?:the|our)\b.{0,60}?\bcall\b", re.I)
_OTHER_CALLS = re.compile(
    r"\b(?:replay|next|until|expect|guidance|outlook|compared?|versus|forward|last|prior)\b", re.I
)

_TERMS = (
    re.compile(
        r"\bq(?P<q>[1-4])(?![\d.])|\b(?P<n>[1-4])q(?=\d\d\b|\d{4}\b|\W|\Z)|"
        r"\b(?P<w>first|second|third|fourth)[- ](?:(?:fiscal|financial)[- ])?quarter\b",
        re.I,
    ),
    re.compile(
        r"\bh(?P<q>[12])(?!\d)|\b(?P<n>[12])h(?=\d\d\b|\d{4}\b|\W|\Z)|\b(?P<w>first|second)[- ]half\b|"
        r"\b(?P<o>half[- ]year(?:ly)?|interim results)\b",
        re.I,
    ),
    re.compile(r"\b(?P<o>9m|(?:9|nine)[- ]months?)\b", re.I),
    re.compile(r"\b(?P<o>(?:full|fiscal|financial)[- ]year|annual results|(?=FY\W{0,2}\d))", re.I),
)
_ORDINALS = {"first": "1", "second": "2", "third": "3", "fourth": "4"}
_BETWEEN = (
    r"(?:\W{1,3}(?:and|full|fiscal|financial|year|end|of|for|the|results|earnings|9|nine|months?|9m|half|ended|h1|h2))"
)
_YEAR = r"(?:20\d\d(?:[/–-]\d\d(?![\d/–-]))?)(?!\d)"
_YEAR_AFTER = re.compile(
    rf"{_BETWEEN}{{0,8}}?\W{{0,3}}"
    rf"(?:(?<![A-Za-z])(?P<y>{_YEAR})|(?:FY|CY)\W{{0,2}}(?P<f>{_YEAR}|\d\d\b)|['’](?P<a>\d\d)\b)|"
    r"(?<=[QHqh])(?P<s>20\d\d|\d\d)\b",
    re.I,
)
_YEAR_BEFORE = re.compile(rf"(?P<y>{_YEAR}|(?<=FY)\d\d|(?<=['’])\d\d)(?:['’]s)?(?:\W{{1,3}}fiscal)?\W{{1,3}}\Z", re.I)

_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_MONTH = (
    r"(?P<{0}>Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|"
    r"Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\b\.?"
)
_DATE = re.compile(
    rf"\b{_MONTH.format('m')} {{0,3}}(?P<d>\d{{1,2}})(?:st|nd|rd|th)?,? {{1,3}}(?P<y>20\d\d)\b|"
    rf"\b(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?(?: of)?[ -]{_MONTH.format('m2')},?[ -](?P<y2>20\d\d)\b|"
    r"\b(?P<y3>20\d\d)-(?P<n>\d\d)-(?P<d3>\d\d)\b|"
    rf"\b(?P<y4>20\d\d)[ -]{_MONTH.format('m4')}[ -](?P<d4>\d\d)\b",
    re.I,
)
_YEAR_NAMED = re.compile(r"20\d\d")
_DATE_WIDTH = 50
_DAY = r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,? )?(?:the )?"
_TODAY = re.compile(
    rf"\b(?:today(?:'s date)?(?:,| is|, which is)?|recorded(?: today)?,?(?: on)?|held on) {_DAY}\Z", re.I
)

_EXCHANGE = (
    r"(?:NYSE|NASDAQ\w*|AMEX|OTC\w*|TSXV?|LSE|ASX|NSE|BSE|SGX|HKEX|SEHK|FRA|ETR|EPA|AMS)(?: ?(?:MKT|American|Arca))?"
)
_LISTED = re.compile(
    rf"\((?:{_EXCHANGE} ?: ?(?P<t>[A-Z0-9][A-Z0-9.\-]{{0,9}})|(?P<p>[A-Z.]{{1,6}}) [-+]?\d[\d.,]{{0,6}}%)\)", re.I
)
_PRICED = re.compile(r"(?:\A|\n)(?P<c>[^\n]{2,80})\n\(\n(?P<t>[A-Z][A-Z.]{0,5})\n[-+]?\d[\d.,]*%\n\)")
_OF_CHIEF = re.compile(
    r"\A(?P<c>[^\n(]{2,80}?)(?:['’]s?)? \((?P<t>[A-Z][A-Z.]{0,5})\) (?:CEO|CFO|President|Management|Q[1-4])\b"
)
_QUOTED = re.compile(r"[“\"](?P<t>[^“”\"]{5,200})[”\"]")
_PREFACE = re.compile(r"\A.{0,60}\b(?:transcript|brief) of ", re.I)
_WELCOME_TO = re.compile(
    r"\b(?:welcome(?:\W{1,3}\w{1,12}){0,6}?\W{1,3}to|join(?:ing)?(?: us)?(?: today)?(?: for| on| at| to)?) "
    r"(?:the |today['’]s |our )?",
    re.I,
)
_FROM_IR = re.compile(
    r"\bInvestor Relations (?:at|for|of) "
    r"(?P<c>[A-Z][\w&'’-]{0,30}(?: (?:[A-Z][\w&'’-]{0,30}|&|of|and(?= [A-Z]))){0,5}"
    r"(?:, (?:Inc|Ltd))?(?:(?:(?<=Inc)|(?<=Corp)|(?<=Co)|(?<=Ltd))\.)?)(?=[,;.]|\Z)"
)
_CORPORATE = re.compile(
    r"\b(?:Inc|Incorporated|Corp|Corporation|plc|Ltd|Limited|LLC|N\.?V|S\.?A|AG|SE|Co|Company|Group|Holdings|Trust)\.?\Z",
    re.I,
)
_JOINING = frozenset("of and the for de & y".split())
_NOT_COMPANIES = frozenset("company conference call earnings today ladies event edited transcript thank".split())
# What a name ends before; a word such as "First" or "Business" may be the name's own, unless such another follows.
_NAME_ENDS = re.compile(
    r"(?:[Qq][1-4]\S*|[1-4][Qq]\S*|[Hh][12]|[12][Hh]|9M|FY\S*|\W?\d\d['’]?|20\d\d\S*|"
    r"(?:(?:first|second|third|fourth)"
    r"(?=[- ](?:(?:fiscal|financial|and|&)[- ])?(?:full|qu|half|three|six|nine|year|20\d\d))|"
    r"full(?=[- ]year)|(?:financial|business|trading)(?= (?:results|year|quarter|update|statement))|"
    r"(?:investors?|analyst)(?= (?:and|&|call|conference|day|meeting|presentation|teleconf|update|webcast|webinar))|"
    r"half|fiscal|years?|year-end|quarters?|quarterly|earnings?|results|announces|reports|conference|call|webcast|"
    r"webinar|update|interim|annual)(?:-\S*)?)\W*(?=\s|\Z)",
    re.I,
)
_BRACKETED = re.compile(r" ?\([A-Z][A-Z.]{0,9}\)\Z")
_TICKER_LIKE = re.compile(r"[A-Z.]{1,5}")


def call_info(title: Sequence[str], opening: str, people: Iterable[Participant], source: str | None) -> CallInfo:
    """What a call's first lines say of it.

    ``title`` are the lines above the first speaker, ``opening`` the first words spoken, ``people`` the roster. The
    period is "Q3 2025", "H1 2025/26" or "FY 2024" (fiscal where the page says fiscal), a quarter alone where no year is
    named; the date is ISO 8601.

    >>> call_info(["Q4 2025 Fennmark Pumps Inc Earnings Call", "FEBRUARY 3, 2026 / 3:00PM GMT"], "", [], None)[:4]
    ('Fennmark Pumps Inc', None, 'Q4 2025', '2026-02-03')
    >>> call_info([], "Welcome to Fennmark Pumps' second-quarter and half-year 2025 call.", [], "call.txt")[:3]
    ('Fennmark Pumps', None, 'Q2 2025')
    """
    title = [line.strip() for line in title if line.strip() and len(line) <= _TITLE_WIDTH]
    sentences = list(_sentences(" ".join(opening[:_OPENING].split())))
    welcomes = [text for text in sentences if _WELCOMES.search(text)]
    name = re.sub(r"[_\s]+|-(?=\D)|(?<=\D)-", " ", PurePath(source).stem) if source else ""
    heads = [line for line in title if _CALL.search(line)] + [m["t"] for m in _QUOTED.finditer(" ".join(title))]
    company, ticker = _listed(title)
    company = company or _company(title, heads, welcomes, sentences, people, name)
    return CallInfo(company, ticker, _period([*heads, *welcomes, name], sentences), _date(title, opening, name), source)


def info_of_words(turns: Iterable[Turn], people: Iterable[Participant], source: str | None) -> CallInfo:
    """What the first words and the file's name say of a call whose document has no title."""
    lines = (line for turn in turns for line in turn.lines)
    opening = " ".join(line.text[:_LINE_WIDTH] for line in islice(lines, _OPENING_LINES))
    return call_info([], opening, people, source)


def _sentences(text: str) -> Iterator[str]:
    start = 0
    for stop in _STOP.finditer(text):
        if not _ABBREVIATED.search(text, max(0, stop.start() - _LONGEST_ABBREVIATION), stop.start() + 1):
            yield text[start : stop.start() + 1]
            start = stop.end()
    yield text[start:]


def _listed(title: Sequence[str]) -> tuple[str | None, str | None]:
    """Company and ticker where the title writes them together: "Fennmark (NYSE:FNMK)"."""
    if priced := _PRICED.search("\n".join(title)):
        return priced["c"], priced["t"]
    for line in title:
        if found := _LISTED.search(line):
            return line[: found.start()].strip(" (-–—,:") or None, (found["t"] or found["p"]).upper()
        if found := _OF_CHIEF.match(line):
            return found["c"], found["t"]
    return None, None


def _company(
    title: Sequence[str],
    heads: Sequence[str],
    welcomes: Sequence[str],
    sentences: Sequence[str],
    people: Iterable[Participant],
    name: str,
) -> str | None:
    """The first full name; one that looks like a ticker, such as "FNMK", only where the call has no other."""
    firms = Counter(p.firm for p in people if p.firm and p.role in ("management", "ir"))
    names = [
        *(_named(_PREFACE.sub("", head.strip('“”" '))) for head in heads),
        *(_above(line) for line, below in pairwise(title) if _CALL.search(below)),
        *(firm for firm, _ in firms.most_common()),
        *(_named(text[met.end() :]) for text in welcomes for met in _WELCOME_TO.finditer(text)),
        *(met["c"] for text in sentences for met in _FROM_IR.finditer(text)),
        _named(name) if _CALL.search(name) else None,
    ]
    known = [company for company in names if company]
    return next((company for company in known if not _TICKER_LIKE.fullmatch(company)), known[0] if known else None)


def _above(line: str) -> str | None:
    """The company on the line above the one that names the call: "Fennmark N.V. (FNMK)"."""
    company = _BRACKETED.sub("", line.strip('“”" '))
    return company if _CORPORATE.search(company) else None


def _named(text: str) -> str | None:
    """The name that words such as "Q3 2025 Fennmark Pumps Earnings Call" or "Fennmark's second quarter" begin with.

    Capitalised words up to the first that belongs to the call; None where they do not lead to such a word.
    """
    words = text[:_TITLE_WIDTH].split()
    ends = [bool(_NAME_ENDS.match(" ".join(words[i : i + 3]))) for i in range(len(words))]
    at = next((i for i, end in enumerate(ends) if not end), len(words))
    if at < len(words) and words[at] in _JOINING:
        return None
    name: list[str] = []
    for i in range(at, len(words)):
        word = words[i]
        if ends[i]:
            break
        if not (word[0].isupper() or word[0].isdigit() or word in _JOINING):
            return None
        owner = re.sub(r"(?:['’]s|(?<=s)['’])\Z", "", word)
        name.append(owner)
        below = words[i + 1 : i + 5]
        if owner != word and (_CORPORATE.search(owner) or not (below and below[0][0].isupper() and not ends[i + 1])):
            if not any(ends[i + 1 : i + 5]):
                return None
            break
    else:
        return None
    while name and name[-1] in _JOINING:
        name.pop()
    # "The company" names nobody; "Fennmark Company" does.
    called = [word.casefold().strip(",.") for word in name]
    if not name or called[0] in _NOT_COMPANIES or any(word in _NOT_COMPANIES - {"company"} for word in called):
        return None
    return " ".join(name).strip(" ,:–—-") or None


def _period(passages: Sequence[str], sentences: Sequence[str]) -> str | None:
    """The period of the first passage that names one, with its year; where they leave it open, sentences that speak of
    the call are asked too."""
    term, year = _named_period(passages)
    if not year:
        others = (text for text in sentences if _CALL.search(text) and not _OTHER_CALLS.search(text))
        term, year = _named_period([*passages, *others])
    return f"{term} {year}" if year else None if term == "FY" else term


def _named_period(passages: Sequence[str]) -> tuple[str | None, str | None]:
    """The first term that is named, and its year from there or from the next passage that has both."""
    term = next((found[0] for text in passages for found in _terms(text)), None)
    return term, next((year for text in passages for found, year in _terms(text) if found == term and year), None)


def _terms(text: str) -> Iterator[tuple[str, str | None]]:
    """Periods that a passage names with their years: quarters before halves, nine months and whole years."""
    for kind, pattern in zip(("Q", "H", "9M", "FY"), _TERMS, strict=True):
        for met in pattern.finditer(text):
            which = met.groupdict()
            number = which.get("q") or which.get("n") or _ORDINALS.get((which.get("w") or "").casefold(), "")
            after = _YEAR_AFTER.match(text, met.end())
            before = _YEAR_BEFORE.search(text[max(0, met.start() - 20) : met.start()])
            found = after or before
            year = next((y for y in found.groupdict().values() if y), None) if found else None
            yield (
                f"{kind}{number or '1'}" if kind in ("Q", "H") else kind,
                f"20{year}" if year and len(year) == 2 else year,
            )


def _date(title: Sequence[str], opening: str, name: str) -> str | None:
    """The day of the call: beside the title line that names the call, given as today's, or in the file's name."""
    heads = [i for i, line in enumerate(title) if _CALL.search(line)]
    dated = [(i, met) for i, line in enumerate(title) if "20" in line and (met := _DATE.search(line))]
    near = [(min(abs(i - head) for head in heads), i, met) for i, met in dated] if heads else []
    found = [met for distance, _, met in sorted(near, key=lambda each: each[:2]) if distance <= _NEAR]
    found += _dates_of_today(opening[:_OPENING])
    found += _DATE.finditer(name)
    return next((day for met in found if (day := _iso(met))), None)


def _dates_of_today(said: str) -> Iterator[re.Match[str]]:
    """The dates given as today's; words are searched for dates only where they name a year."""
    done = 0
    for year in _YEAR_NAMED.finditer(said):
        met = _DATE.search(said, max(done, year.start() - _DATE_WIDTH), year.end() + _DATE_WIDTH)
        if met and _TODAY.search(said, max(0, met.start() - _DATE_WIDTH), met.start()):
            yield met
        done = met.end() if met else done


def _iso(met: re.Match[str]) -> str | None:
    part = {key.rstrip("234"): value for key, value in met.groupdict().items() if value}
    month = int(part["n"]) if "n" in part else _MONTHS.index(part["m"][:3].casefold()) + 1
    try:
        return date(int(part["y"]), month, int(part["d"])).isoformat()
    except ValueError:
        return None
