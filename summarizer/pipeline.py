"""The order, and nothing else: transcript, sessions, segments, drafts, checks, one round of repair, a call's summary.

Reading comes before and rendering after; both belong to whoever calls.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from importlib.metadata import version
from typing import TYPE_CHECKING, NamedTuple

from summarizer.engines.extractive import summarize_session
from summarizer.errors import AllowanceSpent, ModelError, ModelRejected, ModelUnreachable
from summarizer.grounding.drafts import GroundedSession, ground
from summarizer.segmentation.segments import segments
from summarizer.segmentation.sessions import parse_call
from summarizer.summary import (
    AnalystSummary,
    CallHeading,
    CallSummary,
    DraftSession,
    ExchangeSummary,
    Provenance,
    SummaryFlag,
    Usage,
)
from summarizer.topics import Topic
from summarizer.transcript import ParsedCall, Segment, Session, Transcript

if TYPE_CHECKING:  # tiktoken, jinja2 and openai are waited for only where a model is asked
    from summarizer.engines.requests import Instructions, Work
    from summarizer.model.door import Model

Grounded = GroundedSession | ModelError
FAILED, UNREPAIRED = "model-failed", "not-repaired"
MOST_TOPICS = 6


class Asking(NamedTuple):
    """Whom the llm engine asks, and with which words."""

    model: Model
    instructions: Instructions


class Progress(NamedTuple):
    """How far a call is: how many of its sessions are done, and what that took."""

    done: int
    sessions: int
    usage: Usage

    def __str__(self) -> str:
        tokens = self.usage.prompt_tokens + self.usage.completion_tokens
        return f"{self.done} of {self.sessions} sessions, {tokens:,} tokens"


async def summarize(
    transcript: Transcript,
    topics: tuple[Topic, ...],
    asking: Asking | None = None,
    settings: Mapping[str, str | int | float | bool | None] | None = None,
    watch: Callable[[Progress], None] | None = None,
) -> CallSummary:
    """Summarise the Q&A of a call; without ``asking`` the embedded engine does it.

    A session on which the model failed costs only itself: its analyst has a flag of the kind ``model-failed``. Where
    no session could be done because the endpoint can't be reached or refuses every request, or because the run may not
    ask, that ModelError is raised. ``settings`` are written into the provenance; ``watch`` is told of each session that
    is done.
    """
    call = parse_call(transcript)
    work = work_of(call)

    def checked(place: int, draft: DraftSession) -> GroundedSession:
        return check(transcript, *work[place], draft, topics)

    if asking is None:
        grounded: Sequence[Grounded] = [
            checked(place, summarize_session(*item, topics)) for place, item in enumerate(work)
        ]
        usage = Usage()
    else:
        instructions = replace(asking.instructions, call=transcript.call)

        def told(done: int, usage: Usage) -> None:
            if watch:
                watch(Progress(done, len(work), usage))

        grounded, usage = await _ask(work, checked, asking.model, instructions, told)
    return _call(call, grounded, topics, asking, usage, settings or {})


def work_of(call: ParsedCall) -> list[Work]:
    """The sessions of a call, each with its segments: what an engine gets."""
    return list(zip(call.sessions, segments(call), strict=True))


def failures(summary: CallSummary) -> tuple[SummaryFlag, ...]:
    """What could not be done, one flag for each session on which the model failed or could not be asked again."""
    return tuple(flag for analyst in summary.analysts for flag in analyst.flags if flag.kind in (FAILED, UNREPAIRED))


def check(
    transcript: Transcript, session: Session, own: tuple[Segment, ...], draft: DraftSession, topics: tuple[Topic, ...]
) -> GroundedSession:
    """Hold a draft against the segments of its session, with the rest of the call to tell where else a figure is."""
    spoken = {line.number for line in session.spoken}
    elsewhere = [line for turn in transcript.turns for line in turn.lines if line.number not in spoken]
    return ground(draft, session, own, elsewhere, topics)


async def _ask(
    work: Sequence[Work],
    check: Callable[[int, DraftSession], GroundedSession],
    model: Model,
    instructions: Instructions,
    told: Callable[[int, Usage], None],
) -> tuple[list[Grounded], Usage]:
    """What the model made of every session, checked, and repaired once where the check found problems."""
    from summarizer.engines import llm
    from summarizer.model.meter import Meter

    meter = Meter(model)
    done = 0

    async def mended(place: int, draft: DraftSession | ModelError) -> Grounded:
        if isinstance(draft, ModelError):
            return draft
        first = check(place, draft)
        if not first.problems:
            return first
        try:
            again = await llm.repair(work[place], draft, first.problems, meter, instructions)
        except AllowanceSpent as spent:
            says = f"What the check found in what {work[place][0].analyst.name} asked was not sent back: {spent}"
            return replace(first, flags=(*first.flags, SummaryFlag(kind=UNREPAIRED, says=says)))
        second = check(place, again)
        return second if len(second.problems) < len(first.problems) else first

    async def finished(place: int, draft: DraftSession | ModelError) -> Grounded:
        nonlocal done
        found = await mended(place, draft)
        done += 1
        if not isinstance(found, ModelError):
            told(done, meter.usage)
        return found

    grounded = await llm.summarize_sessions(work, meter, instructions, finished)
    hopeless = [one for one in grounded if isinstance(one, ModelRejected | ModelUnreachable | AllowanceSpent)]
    if grounded and len(hopeless) == len(grounded):
        raise hopeless[0]
    return grounded, meter.usage


def _call(
    call: ParsedCall,
    grounded: Sequence[Grounded],
    topics: tuple[Topic, ...],
    asking: Asking | None,
    usage: Usage,
    settings: Mapping[str, str | int | float | bool | None],
) -> CallSummary:
    """Put the sessions of each analyst together, in the order in which the analysts first asked."""
    by_analyst: dict[str, list[int]] = {}
    for place, session in enumerate(call.sessions):
        by_analyst.setdefault(session.analyst.name, []).append(place)
    analysts = tuple(
        _analyst([call.sessions[place] for place in places], [grounded[place] for place in places])
        for places in by_analyst.values()
    )
    tagged = {topic.id: tuple(one.name for one in analysts if topic.id in one.topics) for topic in topics}
    return CallSummary(
        call=CallHeading(**call.transcript.call._asdict(), line_unit=call.transcript.line_unit),
        engine="llm" if asking else "extractive",
        model=asking.model.name if asking else None,
        analysts=analysts,
        topics={topic: names for topic, names in tagged.items() if names},
        usage=usage,
        provenance=Provenance(
            package="analyst-qa",
            version=version("analyst-qa"),
            prompts=dict(asking.instructions.prompts.hashes) if asking else {},
            settings=dict(settings),
        ),
        flags=_call_flags(call),
    )


def _analyst(sessions: Sequence[Session], grounded: Sequence[Grounded]) -> AnalystSummary:
    """One analyst's sessions as one record; where the model failed the reason stands in the session's place."""
    done = [one for one in grounded if isinstance(one, GroundedSession)]
    exchanges = tuple(exchange for one in done for exchange in one.exchanges)
    failed = tuple(
        SummaryFlag(
            kind=FAILED,
            says=f"The model failed on what {session.analyst.name} asked: {reason}",
            line=session.lines[0][0],
        )
        for session, reason in zip(sessions, grounded, strict=True)
        if isinstance(reason, ModelError)
    )
    return AnalystSummary(
        name=sessions[0].analyst.name,
        firm=next((session.analyst.firm for session in sessions if session.analyst.firm), None),
        topics=main_topics(exchanges),
        summary=" ".join(one.summary for one in done if one.summary),
        exchanges=exchanges,
        lines=tuple(span for session in sessions for span in session.lines),
        figures=tuple(figure for one in done for figure in one.figures),
        flags=failed + tuple(flag for one in done for flag in one.flags),
    )


def main_topics(exchanges: Sequence[ExchangeSummary]) -> tuple[str, ...]:
    """What exchanges are mostly about: a topic weighs more the earlier it stands and the oftener it comes."""
    weight: dict[str, float] = {}
    for exchange in exchanges:
        for place, topic in enumerate(exchange.topics):
            weight[topic] = weight.get(topic, 0.0) + 1 / (1 + place)
    return tuple(sorted(weight, key=lambda topic: -weight[topic])[:MOST_TOPICS])


def _call_flags(call: ParsedCall) -> tuple[SummaryFlag, ...]:
    """What is to be known of the call as a whole; without any session that is why there is none."""
    flags = tuple(SummaryFlag(kind=flag.kind, says=flag.says, line=flag.line) for flag in call.flags)
    if call.sessions:
        return flags
    advice = "if analysts do ask, see with 'summarizer parse' whom the file names and add their roles to its roster."
    start = call.qa_line or call.transcript.qa_heading
    if start is None:
        return (SummaryFlag(kind="no-qa", says=f"No question-and-answer part was found in this call; {advice}"), *flags)
    says = f"The Q&A starts at {call.transcript.line_unit} {start}, but no analyst was found in it; {advice}"
    return (SummaryFlag(kind="no-analysts", says=says, line=start), *flags)
