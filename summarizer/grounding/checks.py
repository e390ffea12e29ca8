"""The checks of one exchange, one function each: text and segments in, findings out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from summarizer.figures.finding import find_figures
from summarizer.figures.judgement import Judgement, Passage, between
from summarizer.figures.verdicts import judge
from summarizer.grounding.evidence import content_words
from summarizer.grounding.names import unknown_names
from summarizer.grounding.orders import orders_a_model
from summarizer.grounding.polarity import opposite
from summarizer.grounding.quotes import LEAST_WORDS, bare, find_quote, nearest
from summarizer.grounding.speakers import said_to_speak
from summarizer.segmentation.announcements import mentions
from summarizer.summary import DraftExchange, DraftSentence, FigureCheck, SummaryFlag
from summarizer.transcript import Segment, Session, Span


class Finding(NamedTuple):
    """What one check found: a flag for the reader and, where the writer can mend it, a problem."""

    flag: SummaryFlag
    problem: str | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """What was said, as the checks need it."""

    session: Session
    segments: tuple[Segment, ...]
    elsewhere: tuple[Passage, ...]
    topics: frozenset[str]
    unspoken: frozenset[int]
    in_doubt: frozenset[str]
    by_id: dict[str, Segment] = field(repr=False)
    words: frozenset[str] = field(repr=False)

    def passages(self, segments: Iterable[Segment]) -> list[Passage]:
        """Segments as passages that figures are looked for in."""
        return [Passage(segment.id, segment.text, segment.lines) for segment in segments]

    def side(self, *sides: str) -> list[Segment]:
        """The segments of some sides."""
        return [segment for segment in self.segments if segment.side in sides]


def finding(kind: str, says: str, name: str, line: int | None = None, problem: str | None = None) -> Finding:
    """A flag that says something, with the problem for the model: the same words, or ``problem``, which names ids."""
    return Finding(SummaryFlag(kind=kind, says=says, line=line), f"{name}: {problem or says}")


def short(text: str) -> str:
    """A text that is quoted in a flag, cut after a word."""
    return text if len(text) <= 80 else text[:80].rsplit(" ", 1)[0] + " ..."


# The call's own year and quarter are said once, at its start, and meant ever after.
PERIODS = ("quarter", "half", "year", "date")


def check_figures(
    sentences: Sequence[tuple[DraftSentence, Sequence[Segment]]],
    rests_on: Sequence[Segment],
    source: Source,
    name: str,
    asked: Sequence[Segment] | None = None,
) -> tuple[tuple[FigureCheck, ...], list[Finding]]:
    """Judge every figure, first against the segments of its sentence, then those of the exchange, then the session.

    Where the question that was ``asked`` is given, a figure that neither it nor the segments of its sentence bear out
    is a finding too, wherever else in the session it stands.
    """
    session = source.passages(source.segments)
    checks: dict[tuple[str, str], FigureCheck] = {}
    findings: list[Finding] = []
    for sentence, segments in sentences:
        own = source.passages(segments or rests_on)
        for figure in find_figures(sentence.text):
            judgement = judge(figure, own, session, source.elsewhere)
            check = judgement.check()
            if (check.text, check.verdict) not in checks:
                checks[check.text, check.verdict] = check
                findings += _figure_findings(judgement, check, name)
                if asked is not None and any(segment.side == "answer" for segment in segments):
                    findings += _uncited(judgement, (*segments, *asked), name)
    return tuple(checks.values()), findings


def _figure_findings(judgement: Judgement, check: FigureCheck, name: str) -> Iterator[Finding]:
    period = judgement.figure.kind in PERIODS
    if check.verdict == "unsupported" or (check.verdict == "elsewhere" and not period):
        line = judgement.passages[0].lines[0] if judgement.passages else None
        outside = f'"{check.text}" is not in this session but elsewhere in the call.'
        problem = judgement.problem() if check.verdict == "unsupported" else outside
        yield Finding(SummaryFlag(kind="figure", says=check.reason, line=line), f"{name}: {problem}")


def _uncited(judgement: Judgement, segments: Sequence[Segment], name: str) -> Iterator[Finding]:
    figure, passages = judgement.figure, judgement.passages
    if judgement.verdict not in ("supported", "derivable") or not passages or figure.kind in PERIODS:
        return
    apart = [passage for passage in passages if all(between(passage.lines, one.lines) > 0 for one in segments)]
    if len(apart) == len(passages):
        says = f'"{figure.text}" stands on {{}}, which its sentence does not cite.'
        places = " and ".join(passage.where for passage in apart)
        ids = " and ".join(passage.id for passage in apart)
        yield finding(
            "evidence",
            says.format(places),
            name,
            apart[0].lines[0],
            f'"{figure.text}" stands in {ids}, which its sentence does not cite.',
        )


def check_quote(quote: str | None, source: Source, name: str) -> tuple[tuple[Span, ...], list[Finding]]:
    """The lines of a quote, none where it stands nowhere; it must be verbatim, management's, and long enough."""
    if quote is None:
        return (), []
    found = find_quote(quote, source.segments)
    if found is not None and found.by_management:
        return found.lines, []
    if found is not None and {one.id for one in source.segments if one.lines in found.lines} & source.in_doubt:
        says = f'The quote "{short(quote)}" stands in words that pass for the analyst\'s, though they ask nothing.'
        return found.lines, [Finding(SummaryFlag(kind="quote", says=says, line=found.lines[0][0]))]
    if found is not None:
        says = f'The quote "{short(quote)}" is not management\'s.'
        return found.lines, [finding("quote", says, name, found.lines[0][0])]
    if len(bare(quote).split()) < LEAST_WORDS:
        return (), [finding("quote", f'The quote "{quote}" is too short to be told from chance.', name)]
    near = nearest(quote, source.segments)
    if near is None:
        return (), [finding("quote", f'The quote "{short(quote)}" is not in the session.', name)]
    text, segment = near
    says = f'The quote "{short(quote)}" is not verbatim; the transcript says: "{text}".'
    problem = f'the quote "{quote}" is not verbatim; {segment.id} says: "{text}".'
    return (), [finding("quote", says, name, segment.lines[0], problem)]


def check_topics(topics: Sequence[str], source: Source, name: str) -> tuple[tuple[str, ...], list[Finding]]:
    """The topics that the list has, each once; the others are dropped and told."""
    unknown = [topic for topic in dict.fromkeys(topics) if topic not in source.topics]
    findings = [
        finding("topic", f'The topic "{topic}" is not in the list and was dropped.', name,
                 problem=f'the topic "{topic}" is not in the list.')
        for topic in unknown
    ]  # fmt: skip
    return tuple(topic for topic in dict.fromkeys(topics) if topic in source.topics), findings


def check_status(draft: DraftExchange, name: str) -> list[Finding]:
    """A status that says something was told needs an answer that tells it."""
    told = any(sentence.text.strip() for sentence in draft.answer)
    if told or draft.status == "unanswered":
        return []
    return [finding("status", f'The status is "{draft.status}", but the answer is empty.', name)]


def check_names(answer: str, source: Source, name: str) -> list[Finding]:
    """Names in an answer that neither the session nor the rest of the call has."""
    session = source.session
    known = [
        session.analyst.name,
        session.analyst.firm or "",
        *(f"{segment.speaker or ''} {segment.label} {segment.text}" for segment in source.segments),
    ]
    return [
        finding("name", f'"{unknown}" is named in the answer, but not in the transcript.', name)
        for unknown in unknown_names(answer, known, (passage.text for passage in source.elsewhere))
    ]


# Of the words of a sentence that carry content, a summary takes at least this part from what it sums up: so do 99 of
# 100 sentences of hand-written answers to calls.
_LEAST_SHARE = 1 / 3
# "No figure was given." rests on what was not said.
ABSENT = re.compile(
    r"\b(?:no|not|never|nothing|without|neither|nor|declined|avoided|undisclosed|unanswered)\b|n't\b"
    r"|\b(?:stays?|remains?|left) open\b",
    re.IGNORECASE,
)
# Words about the talk itself, in which a summary says what was told and what was not.
_TALK = content_words(
    "added agreed analysts answered asked call cited company compared confirmed declined denied described details "
    "disclosed elsewhere expected explained figures further given instead left line management mentioned named next "
    "note numbers offered open other part pointed provided question quantified referred remains replied said shared "
    "size speaker spoke stands stated stays telling told talked timing turn unclear updated wants whether none nothing "
    "neither because another also only still yes garbled dropped transcript breaks both matter several times twice"
)
_MOST_UNTOLD = 8
# These carry a figure, though they are none.
_MULTIPLES = content_words("doubled tripled quadrupled halved tenfold twofold threefold fivefold hundredfold")


def check_words(text: str, figures: Iterable[FigureCheck], told: frozenset[str], name: str) -> list[Finding]:
    """A sentence whose words are hardly among those ``told`` in the session tells something else, whatever it cites.

    One that a finding on its ``figures`` names already is left to that.
    """
    words = content_words(text)
    untold = ABSENT.search(text) and words & _TALK and len(words) <= _MOST_UNTOLD
    if untold or any(check.text in text for check in figures if check.verdict in ("unsupported", "elsewhere")):
        return []
    words -= _TALK
    shared = words & told
    # Whether a figure is right is for its own check; here it only tells what a sentence is about.
    foreign = {word for word in words - shared if not any(letter.isdigit() for letter in word)}
    enough = len(shared) >= _LEAST_SHARE * (len(shared) + len(foreign))
    if not foreign or (enough and not foreign & _MULTIPLES):
        return []
    says = f'"{short(text)}" says hardly anything in words of this session.'
    if enough:
        says = f'"{short(text)}" tells of a multiple that nobody in this session speaks of.'
    flag = SummaryFlag(kind="words", says=says)
    # A single word is too little to ask for a repair, which costs a request.
    return [Finding(flag, f"{name}: {says}" if enough or len(foreign) > 1 else None)]


def check_orders(session: Session, segments: Iterable[Segment]) -> list[Finding]:
    """Words that are meant for a language model may have had their way with what it wrote of the session."""
    said: list[tuple[str, int | None]] = []
    names = [session.analyst.name, session.analyst.firm]
    for segment in segments:
        said.append((segment.text, segment.lines[0]))
        names += [segment.speaker, segment.label]
    named = dict.fromkeys(name for name in names if name)
    return [
        Finding(
            SummaryFlag(
                kind="order",
                says=f'"{short(text)}" reads like an order to a language model; what is told of this session may not '
                "be what was said.",
                line=line,
            )
        )
        for text, line in (*said, *((name, None) for name in named))
        if orders_a_model(text)
    ]


def check_speakers(sentence: DraftSentence, segments: Sequence[Segment], source: Source, name: str) -> list[Finding]:
    """A sentence that has somebody say what others said on all the lines that it cites.

    Where a speaker is unknown or in doubt, or a cited segment speaks of whom the sentence names, nothing is found.
    """
    cited = [segment for segment in segments if segment.side == "answer"]
    speak = {segment.speaker for segment in cited}
    if not cited or None in speak or any(segment.id in source.in_doubt for segment in cited):
        return []
    people = sorted({segment.speaker for segment in source.side("answer") if segment.speaker})
    findings = []
    for person in sorted(said_to_speak(sentence.text, people) - speak):
        if any(mentions(segment.text, person) for segment in segments):
            continue
        says = f'"{short(sentence.text)}" has {person} say what {" and ".join(sorted(filter(None, speak)))} said.'
        findings.append(finding("speaker", says, name, cited[0].lines[0]))
    return findings


def check_polarity(sentence: DraftSentence, segments: Sequence[Segment], source: Source, name: str) -> list[Finding]:
    """Figures of a sentence whose direction, up or down, its sources turn round."""
    findings = []
    for figure, passage, said in opposite(sentence.text, source.passages(segments), source.passages(source.segments)):
        says = f'"{short(sentence.text)}" turns the direction of "{figure.text}" round; {{}} says "{said}".'
        findings.append(
            finding("polarity", says.format(passage.where), name, passage.lines[0], says.format(passage.id))
        )
    return findings
