"""Whether a question was answered, by adding up evidence: refusals, what was asked for, and how much of it came back."""

from __future__ import annotations

import re
from collections.abc import Sequence

from summarizer.engines.asking import polar, sub_questions
from summarizer.engines.statements import Statement
from summarizer.engines.words import DIGIT, FIGURE, MONEY_OR_RATE, WHEN, content, words
from summarizer.summary import Status

TELL = (
    r"(?:disclos\w*|comment\w*|giv\w*|provid\w*|quantif\w*|break\w*|shar\w*|discuss\w*|speculat\w*|guid\w*|specif\w*|reveal\w*|"
    r"announc\w*|get\w* into|go\w* into|put\w* (?:a|out)|talk\w* about|say\w* (?:much|anything|more)|name|size|forecast\w*|elaborat\w*)"
)
REFUSAL = re.compile(
    rf"""(?:
        \b(?:not|never)\ (?:going\ to\ |able\ to\ |prepared\ to\ |ready\ to\ |in\ a\ position\ to\ |really\ |yet\ |at\ liberty\ to\ |here\ to\ |gonna\ )*{TELL}
      | \b(?:won't|can't|cannot|couldn't|will\ not|can\ not|wouldn't)\ (?:really\ |be\ |able\ to\ |necessarily\ |go\ and\ )*{TELL}
      | \b(?:don't|do\ not|didn't|haven't|have\ not)\ (?:want\ to\ |like\ to\ |plan\ to\ |intend\ to\ |typically\ |usually\ |normally\ |really\ |generally\ |actually\ |yet\ |specifically\ )*{TELL}
      | \b(?:prefer|rather|choose|elect)\ not\b | \bdeclin\w+\ to\b | \brefrain\b | \bno\ comment\b
      | \bconfidential\w* | \bproprietary\b | \bnot\ public(?:ly)?\b | \bunder\ (?:an\ )?NDA\b
      | \b(?:too\ early|premature|too\ soon)\ (?:to|for)\b | \bstay\ tuned\b
      | \b(?:very|quite|commercially|competitively|pretty|highly|too)[ ,]+sensitive\b | \bsensitive\ (?:question|topic|information|matter)\b
      | \bcompetitive\ reasons\b | \bleave\ (?:that|it)\ (?:to\ (?:them|the\ customers?))\b
      | \b(?:as\ much\ as|that's\ all|what)\ (?:we|I)\ can\ (?:say|share|tell\ you)\ (?:today|now|at\ this\ (?:point|time|stage)|for\ now)\b
    )""",
    re.IGNORECASE | re.VERBOSE,
)
UNKNOWN = re.compile(
    r"\b(?:(?:I|we) (?:don't|do not|didn't) (?:really |actually |even |yet )*(?:know|have (?:a |an |any |the |that |those |exact |specific |precise )+"
    r"(?:number|figure|detail|answer|breakdown|split|data|estimate|color|colour|view))|"
    r"(?:hard|difficult|impossible|tough|tricky) (?:for us |for me )?to (?:say|tell|know|predict|quantify|forecast|pin|call|gauge|estimate)|"
    r"have to (?:look|check|get back|go back|follow up|circle)|get back to you|follow up (?:with you )?(?:offline|after)|take (?:that|it) offline|"
    r"careful about|remains to be seen|depends|time will tell|we'll see|no magic number|isn't a magic number|not (?:sure|certain))\b",
    re.IGNORECASE,
)
ASKS_NUMBER = re.compile(
    r"\b(?:how (?:much|many|big|large|high|low|fast)|what (?:percentage|percent|proportion|share|portion|rate|level|number|kind of (?:number|margin|growth))|"
    r"quantify|order of magnitude|ballpark|estimate|dimension|what (?:is|was|are|were|would)(?: sort of)? (?:the|your) (?:[\w-]+ ){0,3}"
    r"(?:rate|number|percentage|price|differential|margin|cost|contribution|split|mix|size|amount|level)|split|breakdown|break (?:out|down)|"
    r"versus what's|implied)\b",
    re.IGNORECASE,
)
ASKS_DATE = re.compile(
    r"(?:^|[,.;?] |\b(?:and|or|so|but|exactly|wondering|understand|know|on) )(?:when|what time|how (?:long|soon|far out|quickly))\b|"
    r"\b(?:timing|timeline|time ?frame|by when|which quarter)\b",
    re.IGNORECASE,
)
ASKS_PARTS = re.compile(
    r"\b(?:versus|vs|split|break(?:down| down| out)|bridge|each of|by (?:segment|region|product)|components?|drivers?)\b",
    re.I,
)
AGREES = re.compile(
    r"^(?:\W*(?:yes|yeah|yep|absolutely|definitely|correct|exactly|sure|right|no|directionally|certainly|of course)\b)|\bthat's (?:exactly |absolutely )?(?:right|correct|fair|true)\b|"
    r"\b(?:I|we) (?:agree|wouldn't|would not|do not think|don't think|don't see|think you'll|think you will|do think|do believe|do see|do expect|are not|aren't)\b|"
    r"\bthe answer is\b|\bdirectionally\b",
    re.IGNORECASE,
)
BROKEN_OFF = re.compile(r"(?:\b(?:global|the|of|and|to|with|for|our|a|in)|[,–-])[.…]*$", re.IGNORECASE)


def judged(asked: str, said: Sequence[Statement]) -> Status:
    """The status of a question by what was said to it; ``said`` is the whole answer, not a selection of it.

    ``declined``: management says that it won't or can't tell, about what was asked. ``unanswered``: nothing was said, or
    hardly anything that meets the question. ``partial``: some of what was asked stays open. Else ``answered``.
    """
    text = " ".join(statement.text for statement in said)
    spoken = " ".join(statement.said for statement in said)
    if not content(text) and not AGREES.search(spoken):
        return "unanswered"
    wanted, given = content(asked), set(content(text))
    parts = sub_questions(asked)
    refused = [statement for statement in said if REFUSAL.search(statement.text)]
    number_missing = bool(ASKS_NUMBER.search(asked)) and not _quantified(said, asked)
    date_missing = bool(ASKS_DATE.search(asked)) and not WHEN.search(text)
    if refused:
        early = said.index(refused[0]) <= max(2, len(said) // 2)
        near = any(set(content(statement.text)) & set(wanted) for statement in refused)
        if early and (near or number_missing or len(said) <= 3 or len(refused) > 1 or "question" in refused[0].text):
            return "declined"
    agreed = polar(asked) and bool(AGREES.search(spoken[:160]))
    met = [len(set(content(part)) & given) / max(1, min(4, len(set(content(part))))) for part in parts]
    if number_missing and not agreed and (len(parts) == 1 or not refused) and _talked_past(asked, text):
        return "unanswered"
    open_ends = 1.0 * number_missing + 0.7 * date_missing + 0.8 * bool(refused)
    open_ends += 0.5 * any(UNKNOWN.search(statement.text) for statement in said)
    open_ends += 0.45 * sum(share == 0 for share in met)
    open_ends += 0.35 * max(0, len(parts) - 2) + 0.3 * (len(parts) == 2)
    open_ends += 0.3 * bool(ASKS_PARTS.search(asked))
    open_ends += 0.6 * bool(said and BROKEN_OFF.search(said[-1].said))
    open_ends += 0.4 * (len(wanted) > 6 and sum(met) / max(1, len(met)) < 0.3)
    open_ends -= 0.7 * agreed
    open_ends -= 0.25 * (len(words(text)) > 150)
    return "partial" if open_ends >= 0.75 else "answered"


def _quantified(said: Sequence[Statement], asked: str) -> bool:
    """Whether a sentence gives a figure that may be what was asked for: an amount, or one beside words of the question."""
    wanted = set(content(asked))
    for statement in said:
        amount = MONEY_OR_RATE.search(statement.text)
        figure = FIGURE.search(statement.text)
        if amount or (figure and DIGIT.search(statement.text) and wanted & set(content(statement.text))):
            return True
    return False


def _talked_past(asked: str, text: str) -> bool:
    """Whether a long answer to a request for a figure gives no figure at all."""
    return not DIGIT.search(text) and len(sub_questions(asked)) == 1 and len(words(text)) > 25
