"""Grounding: what an engine wrote, checked against what was said. What fails is kept and flagged, never hidden.

Every check gives findings: a flag for the reader, which names lines, and mostly a problem for one round of repair,
which names the exchange and segment ids. The words of a draft are never changed; only ids and topics that do not exist
are dropped.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from summarizer.figures.judgement import Passage
from summarizer.grounding.answerers import answered_by
from summarizer.grounding.checks import (
    ABSENT,
    Finding,
    Source,
    check_figures,
    check_names,
    check_orders,
    check_polarity,
    check_quote,
    check_speakers,
    check_status,
    check_topics,
    check_words,
    finding,
    short,
)
from summarizer.grounding.evidence import asks, cited, content_words, in_doubt, lines_of, located, speakers
from summarizer.grounding.orders import orders_a_model
from summarizer.summary import (
    DraftExchange,
    DraftSentence,
    DraftSession,
    ExchangeSummary,
    FigureCheck,
    Sentence,
    SummaryFlag,
)
from summarizer.topics import Topic
from summarizer.transcript import Line, Segment, Session


@dataclass(frozen=True, slots=True)
class GroundedSession:
    """A session after the check; ``problems`` are sentences for a repair prompt, empty where all is well."""

    exchanges: tuple[ExchangeSummary, ...]
    summary: str
    figures: tuple[FigureCheck, ...]
    flags: tuple[SummaryFlag, ...]
    problems: tuple[str, ...]


def ground(
    draft: DraftSession,
    session: Session,
    segments: Sequence[Segment],
    elsewhere: Sequence[Segment | Line],
    topics: Sequence[Topic],
) -> GroundedSession:
    """Check a draft against the segments of its session.

    ``segments`` are the session's own; ``elsewhere`` is the rest of the call, prepared remarks too, as segments or
    lines: a figure found only there is told apart from one that is nowhere. ``topics`` are the closed list.
    What reads like an order to a language model is flagged, and is evidence of nothing.
    """
    sound = tuple(segment for segment in segments if not orders_a_model(segment.text))
    spoken = {line.number for line in session.spoken}
    covered = {number for first, last in session.lines for number in range(first, last + 1)}
    source = Source(
        session,
        sound,
        tuple(_passage(one) for one in elsewhere),
        frozenset(topic.id for topic in topics),
        frozenset(covered - spoken),
        in_doubt(sound),
        {segment.id: segment for segment in sound},
        _words(session, sound),
    )
    grounded = [_exchange(exchange, place, source) for place, exchange in enumerate(draft.exchanges, start=1)]
    exchanges = answered_by([exchange for exchange, _ in grounded], session)
    problems = [finding.problem for _, findings in grounded for finding in findings if finding.problem]

    figures, findings = check_figures(
        [(draft.summary, cited(draft.summary.ids, source.by_id)[0])], source.segments, source, "Summary"
    )
    findings += _unknown_ids(draft.summary, source, "Summary")
    findings += check_words(draft.summary.text, figures, source.words | _tagged(exchanges, topics), "Summary")
    findings += _missing_questions(draft, source)
    findings += check_orders(session, segments)
    problems += [finding.problem for finding in findings if finding.problem]
    placed, left = _place_flags(session, exchanges, draft, source)
    return GroundedSession(
        exchanges=tuple(placed),
        summary=draft.summary.text,
        figures=figures,
        flags=_flags(findings) + left,
        problems=tuple(dict.fromkeys(problems)),
    )


def _passage(said: Segment | Line) -> Passage:
    if isinstance(said, Segment):
        return Passage(said.id, said.text, said.lines)
    return Passage(f"line {said.number}", said.text, (said.number, said.number))


def _words(session: Session, segments: Sequence[Segment]) -> frozenset[str]:
    """The words of a session, those by which its people are named included."""
    named = (session.analyst.name, session.analyst.firm or "", *(segment.speaker or "" for segment in segments))
    return content_words(" ".join((*named, *(segment.text for segment in segments))))


def _tagged(exchanges: Iterable[ExchangeSummary], topics: Sequence[Topic]) -> frozenset[str]:
    """The words by which readers know the topics of a session's exchanges: its summary may name them."""
    own = {identifier for exchange in exchanges for identifier in exchange.topics}
    return content_words(" ".join(topic.label for topic in topics if topic.id in own))


def _flags(findings: Iterable[Finding]) -> tuple[SummaryFlag, ...]:
    return tuple(dict.fromkeys(finding.flag for finding in findings))


def _exchange(draft: DraftExchange, place: int, source: Source) -> tuple[ExchangeSummary, list[Finding]]:
    """Check one exchange; its own lines, speakers and verdicts are worked out here and not taken from the draft."""
    name = f"Exchange {place}"
    question, findings = _evidence(draft.question, ("question",), source, name)
    answers: list[list[Segment]] = []
    for sentence in draft.answer:
        rests_on, found = _evidence(sentence, ("answer",), source, name)
        answers.append(rests_on)
        findings += found or _one_sided(sentence, rests_on, source, name)
    rests_on = _united([question, *answers])
    if not rests_on:
        findings.append(finding("no-evidence", "Nothing in the session was found that this exchange rests on.", name))
    answer = " ".join(sentence.text for sentence in draft.answer)
    sentences = [(draft.question, question), *zip(draft.answer, answers, strict=True)]
    figures, found = check_figures(sentences, rests_on, source, name, asked=question)
    findings += found
    quote_lines, found = check_quote(draft.quote, source, name)
    findings += found
    topics, found = check_topics(draft.topics, source, name)
    findings += [*found, *check_status(draft, name), *check_names(answer, source, name)]
    findings += check_words(draft.question.text, figures, source.words, name)
    for sentence, segments in zip(draft.answer, answers, strict=True):
        findings += check_words(sentence.text, figures, source.words, name) if segments else []
        findings += check_polarity(sentence, segments, source, name)
        findings += check_speakers(sentence, segments, source, name)
    return (
        ExchangeSummary(
            question=draft.question.text,
            answer=answer,
            status=draft.status,
            topics=topics,
            answered_by=speakers(_united(answers)),
            evidence=lines_of(rests_on, source.unspoken),
            quote=draft.quote,
            figures=figures,
            flags=_flags(findings),
            question_lines=lines_of(question, source.unspoken),
            sentences=tuple(
                Sentence(text=sentence.text, lines=lines_of(segments, source.unspoken))
                for sentence, segments in zip(draft.answer, answers, strict=True)
            ),
            quote_lines=quote_lines,
        ),
        findings,
    )


def _united(groups: Iterable[Sequence[Segment]]) -> list[Segment]:
    """All segments once, in the order of the call."""
    return sorted({segment for group in groups for segment in group}, key=lambda segment: (segment.lines, segment.id))


def _unknown_ids(sentence: DraftSentence, source: Source, name: str) -> list[Finding]:
    _, unknown = cited(sentence.ids, source.by_id)
    if not unknown:
        return []
    says = f'"{short(sentence.text)}" cites {", ".join(unknown)}, which is not in this session.'
    return [finding("evidence", says, name)]


def _evidence(
    sentence: DraftSentence, sides: tuple[str, ...], source: Source, name: str
) -> tuple[list[Segment], list[Finding]]:
    """The segments of a sentence; where it names none that exist, those that share its words."""
    segments, _ = cited(sentence.ids, source.by_id)
    findings = _unknown_ids(sentence, source, name)
    if segments or not content_words(sentence.text):
        return segments, findings
    segments = located(sentence.text, source.side(*sides))
    if segments:
        ids = ", ".join(segment.id for segment in segments)
        findings.append(
            finding(
                "evidence",
                f'The lines of "{short(sentence.text)}" were found by its words; the engine named none.',
                name,
                problem=f'"{short(sentence.text)}" cites no segment; {ids} has its words.',
            )
        )
    elif not ABSENT.search(sentence.text):
        findings.append(finding("no-evidence", f'"{short(sentence.text)}" rests on no line of this session.', name))
    return segments, findings


def _one_sided(sentence: DraftSentence, segments: Sequence[Segment], source: Source, name: str) -> list[Finding]:
    # "Yes, please." passes for a courtesy, but may be all that an executive says.
    answering = {segment.speaker for segment in source.side("answer")} - {None}
    if any(
        segment.side == "answer" or (segment.side == "procedure" and segment.speaker in answering)
        for segment in segments
    ):
        return []
    if ABSENT.search(sentence.text) or not segments:
        return []
    if any(segment.id in source.in_doubt for segment in segments):
        says = f'"{short(sentence.text)}" rests on words that pass for the analyst\'s, though they ask nothing.'
        return [Finding(SummaryFlag(kind="evidence", says=says, line=segments[0].lines[0]))]
    ids = ", ".join(segment.id for segment in segments)
    return [
        finding(
            "evidence",
            f'"{short(sentence.text)}" rests on no words of management\'s.',
            name,
            segments[0].lines[0],
            problem=f'"{short(sentence.text)}" is an answer but {ids} is not management speaking.',
        )
    ]


_LEAST_QUESTION = 4


def _missing_questions(draft: DraftSession, source: Source) -> list[Finding]:
    """The questions of the session from which no exchange of the draft cites anything."""
    covered = {
        source.by_id[one].exchange
        for exchange in draft.exchanges
        for sentence in (exchange.question, *exchange.answer)
        for one in sentence.ids
        if one in source.by_id
    }
    missing: dict[int, Segment] = {}
    for segment in source.segments:
        if segment.side != "question" or segment.exchange is None or segment.exchange in covered:
            continue
        if len(segment.text.split()) < _LEAST_QUESTION or not asks(segment):
            continue
        if segment.exchange not in missing or "?" not in missing[segment.exchange].text:
            missing[segment.exchange] = segment
    return [
        Finding(
            SummaryFlag(
                kind="question-missing",
                says=f'The question "{short(segment.text)}" has no exchange in this summary.',
                line=segment.lines[0],
            ),
            f'The question in {segment.id} ("{short(segment.text)}") has no exchange.',
        )
        for segment in missing.values()
    ]


def _place_flags(
    session: Session, exchanges: Sequence[ExchangeSummary], draft: DraftSession, source: Source
) -> tuple[list[ExchangeSummary], tuple[SummaryFlag, ...]]:
    """Carry what segmentation flagged into the exchange whose lines it is about; the rest stays with the session."""
    lines = [
        _all_lines(exchange, drafted, source) for exchange, drafted in zip(exchanges, draft.exchanges, strict=True)
    ]
    added: list[list[SummaryFlag]] = [[] for _ in exchanges]
    left = []
    for flag in session.flags:
        carried = SummaryFlag(kind=flag.kind, says=flag.says, line=flag.line)
        near = [
            place
            for place, exchange in enumerate(exchanges)
            if any(first <= flag.line <= last for first, last in exchange.evidence)
        ] or [place for place, own in enumerate(lines) if flag.line in own]
        if near:
            added[near[0]].append(carried)
        else:
            left.append(carried)
    placed = [
        exchange.model_copy(update={"flags": (*exchange.flags, *own)})
        for exchange, own in zip(exchanges, added, strict=True)
    ]
    return placed, tuple(left)


def _all_lines(exchange: ExchangeSummary, draft: DraftExchange, source: Source) -> set[int]:
    """All lines of the session's exchanges that a draft's question cites, also the lines between them."""
    places = {source.by_id[one].exchange for one in draft.question.ids if one in source.by_id} - {None}
    own = [segment.lines for segment in source.segments if segment.exchange in places]
    spans = [*own, *exchange.evidence]
    if not spans:
        return set()
    return set(range(min(first for first, _ in spans), max(last for _, last in spans) + 1))
