"""Lines that head a part of the page: rosters, prepared remarks, questions and answers, what follows the call."""

from __future__ import annotations

import re

from summarizer.transcript import CallInfo, Role

_QA = re.compile(
    r"(?:(?:analyst )?questions?(?: |-)?(?:and|&|-)(?: |-)?answers?(?: session| section| summary)?|q ?(?:&|and) ?a(?: session)?)\s*:?",
    re.I,
)
_ROSTERS: dict[str, Role] = {
    "company participants": "management",
    "corporate participants": "management",
    "company representatives": "management",
    "executives": "management",
    "management": "management",
    "conference call participants": "analyst",
    "conference call participiants": "analyst",
    "analysts": "analyst",
    "call participants": "unknown",
    "participants": "unknown",
}
_AFTER = re.compile(
    r"(?:disclaimer|definitions|duration: \d+ minutes?|read (?:more|the).*|more \w+ analysis|copyright.*|©.*|copyright policy:.*|"
    r"all earnings call transcripts|this article is a transcript.*|article comments.*|rating|\W*forward-looking statements\W*)",
    re.I,
)  # fmt: skip
_PERIOD = re.compile(
    r"\b(?:(?P<q>[Qq][1-4]|(?:first|second|third|fourth)[- ]quarter)(?:\W{1,3}(?:and|&)\W.{0,30}?)?(?:\W{1,3}(?:of|for)?\W{0,3}(?:fiscal|financial|FY)?(?:\W{0,3}year)?\W{0,3}(?P<y>(?:20)?\d\d)\b)?)",
    re.I,
)
_TICKER = re.compile(
    r"\((?:(?:NYSE|NASDAQ|NASDAQGS|Nasdaq|AMEX|OTC\w*|TSX|LSE|ASX|NSE|BSE)\s*(?:MKT)?\s*:\s*)(?P<t>[A-Z][A-Z.\-]{0,6})\)"
)
_DATE = re.compile(
    r"\b(?:(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.? +\d{1,2},? +\d{4}|\d{1,2} (?:January|February|March|April|May|June|July|August|"
    r"September|October|November|December) \d{4}|\d{4}-\d\d-\d\d)\b",
    re.I,
)  # fmt: skip
_COMPANY = re.compile(
    r"(?:welcome(?: everyone| you| all| you all)? to|joining|welcome all to)(?: us (?:for|on))?(?: the| today's| our)?,? "
    r"(?P<c>[A-Z0-9][\w&.'’\-]*(?:,? (?:[A-Z0-9&][\w&.'’\-]*|of|and|the|for|de)){0,6}?)(?:,? Inc\.?| Inc\.)?(?:'s|’s|'|’)?,? "
    r"(?:\w+[- ]){0,3}?(?:Q[1-4]|first|second|third|fourth|full|fiscal|year|quarter|20\d\d|earnings|results|announces|conference|financial)\b",
)  # fmt: skip
_ORDINALS = {"first": "Q1", "second": "Q2", "third": "Q3", "fourth": "Q4"}


def heads_qa(line: str) -> bool:
    """Whether a line is nothing but the heading of the Q&A.

    >>> heads_qa("Question-and-Answer Session"), heads_qa("QUESTIONS AND ANSWERS"), heads_qa("We take questions and answers.")
    (True, True, False)
    """
    return len(line) <= 50 and _QA.fullmatch(line.strip().strip("=-*#").strip()) is not None


def heads_roster(line: str) -> Role | None:
    """The role of those listed under a roster heading, None for any other line; "unknown" heads a mixed roster."""
    return _ROSTERS.get(line.strip().strip("*#:").strip().casefold()) if len(line) <= 50 else None


def ends_call(line: str) -> bool:
    """Whether a line begins what a publisher adds after the call: a disclaimer, a duration, links."""
    return len(line) <= 120 and _AFTER.fullmatch(line.strip().strip("*#").strip()) is not None


def call_info(head: list[str], source: str | None) -> CallInfo:
    """Company, ticker, period and date as far as the first lines of a call name them; None where they don't."""
    text = "\n".join(line[:600] for line in head)
    ticker, date = _TICKER.search(text), _DATE.search(text)
    company = None
    if ticker:
        before = text[: ticker.start()].rsplit("\n", 1)[-1].strip(" (")
        company = before or None
    if not company and (named := _COMPANY.search(text)):
        company = named["c"].strip(" ,")
    return CallInfo(company, ticker["t"] if ticker else None, _period(text), date.group() if date else None, source)


def _period(text: str) -> str | None:
    found = None
    for match in _PERIOD.finditer(text):
        quarter = match["q"].casefold()
        quarter = quarter.upper() if quarter.startswith("q") else _ORDINALS[re.split(r"[- ]", quarter)[0]]
        if match["y"]:
            return f"{quarter} {match['y'] if len(match['y']) == 4 else '20' + match['y']}"
        found = found or quarter
    if found and (year := re.search(r"\b20\d\d\b", text)):
        return f"{found} {year.group()}"
    return found
