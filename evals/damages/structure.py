"""The wrong people, too much or too little, and labels, lines and quotes that do not hold."""

from __future__ import annotations

from random import Random
from typing import get_args

from evals.damages.scene import Scene
from evals.words import sentences, split
from summarizer.summary import CallSummary, Status
from summarizer.transcript import Span

_BOILERPLATE = (
    "Management expressed confidence in the strategy and the team.",
    "They remain focused on execution and on creating long-term value for shareholders.",
)
_MOST_WORDS = 60


def analyst_wrong(scene: Scene, random: Random) -> CallSummary | None:
    """The exchange stands under another analyst."""
    others = [place for place in range(len(scene.summary.analysts)) if place != scene.place[0]]
    if not others:
        return None
    to = random.choice(others)
    analysts = list(scene.summary.analysts)
    kept = tuple(one for place, one in enumerate(scene.analyst.exchanges) if place != scene.place[1])
    analysts[scene.place[0]] = scene.analyst.model_copy(update={"exchanges": kept})
    analysts[to] = analysts[to].model_copy(update={"exchanges": (*analysts[to].exchanges, scene.exchange)})
    return scene.with_analysts(analysts)


def names_exchanged(scene: Scene, random: Random) -> CallSummary | None:
    """Two analysts have each other's name and firm."""
    others = [place for place in range(len(scene.summary.analysts)) if place != scene.place[0]]
    if not others:
        return None
    to = random.choice(others)
    analysts = list(scene.summary.analysts)
    one, other = analysts[scene.place[0]], analysts[to]
    analysts[scene.place[0]] = one.model_copy(update={"name": other.name, "firm": other.firm})
    analysts[to] = other.model_copy(update={"name": one.name, "firm": one.firm})
    return scene.with_analysts(analysts)


def analyst_dropped(scene: Scene, random: Random) -> CallSummary:
    """An analyst who asked is not there."""
    return scene.with_analysts([one for place, one in enumerate(scene.summary.analysts) if place != scene.place[0]])


def answerer_wrong(scene: Scene, random: Random) -> CallSummary | None:
    """Another executive is said to have answered."""
    everyone = {name for analyst in scene.summary.analysts for one in analyst.exchanges for name in one.answered_by}
    others = sorted(everyone - set(scene.exchange.answered_by))
    if not others or not scene.exchange.answered_by:
        return None
    return scene.with_exchange(answered_by=(random.choice(others), *scene.exchange.answered_by[1:]))


def firm_wrong(scene: Scene, random: Random) -> CallSummary | None:
    """The analyst is of another analyst's firm."""
    others = sorted({one.firm for one in scene.summary.analysts if one.firm} - {scene.analyst.firm})
    return scene.with_analyst(firm=random.choice(others)) if others and scene.analyst.firm else None


def name_misspelt(scene: Scene, random: Random) -> CallSummary | None:
    """A letter of the analyst's surname is lost."""
    given, _, surname = scene.analyst.name.rpartition(" ")
    if len(surname) < 4:
        return None
    place = random.randrange(1, len(surname))
    return scene.with_analyst(name=f"{given} {surname[:place]}{surname[place + 1 :]}".strip())


def exchange_dropped(scene: Scene, random: Random) -> CallSummary:
    """A question with its answer is not there."""
    kept = tuple(one for place, one in enumerate(scene.analyst.exchanges) if place != scene.place[1])
    return scene.with_analyst(exchanges=kept)


def exchange_invented(scene: Scene, random: Random) -> CallSummary:
    """A question that nobody asked stands on the lines of one that somebody did."""
    stranger = random.choice([one for analyst in scene.other.analysts for one in analyst.exchanges])
    invented = scene.exchange.model_copy(
        update={"question": stranger.question, "answer": stranger.answer, "quote": None, "sentences": ()}
    )
    return scene.with_analyst(exchanges=(*scene.analyst.exchanges, invented))


def answers_exchanged(scene: Scene, random: Random) -> CallSummary | None:
    """Two questions of one analyst have each other's answer."""
    others = [place for place in range(len(scene.analyst.exchanges)) if place != scene.place[1]]
    if not others:
        return None
    to = random.choice(others)
    exchanges = list(scene.analyst.exchanges)
    one, other = scene.exchange, exchanges[to]
    exchanges[scene.place[1]] = one.model_copy(update={"answer": other.answer, "sentences": other.sentences})
    exchanges[to] = other.model_copy(update={"answer": one.answer, "sentences": one.sentences})
    return scene.with_analyst(exchanges=tuple(exchanges))


def status_flipped(scene: Scene, random: Random) -> CallSummary:
    """The exchange has another status."""
    return scene.with_exchange(status=random.choice([one for one in get_args(Status) if one != scene.exchange.status]))


def topics_shuffled(scene: Scene, random: Random) -> CallSummary | None:
    """The exchange has the topics of another one."""
    every = {one.topics for analyst in scene.summary.analysts for one in analyst.exchanges}
    others = sorted(topics for topics in every if set(topics) != set(scene.exchange.topics))
    return scene.with_exchange(topics=random.choice(others)) if others else None


def quote_altered(scene: Scene, random: Random) -> CallSummary | None:
    """A word of the quote is left out."""
    words = (scene.exchange.quote or "").split()
    if len(words) < 5:
        return None
    place = random.randrange(1, len(words) - 1)
    return scene.with_exchange(quote=" ".join([*words[:place], *words[place + 1 :]]))


def evidence_shifted(scene: Scene, random: Random) -> CallSummary:
    """Every line cited is the one a whole answer further on."""
    spans = scene.exchange.evidence
    by = max((last for _, last in spans), default=1) - min((first for first, _ in spans), default=0) + 1

    def shifted(spans: tuple[Span, ...]) -> tuple[Span, ...]:
        return tuple((first + by, last + by) for first, last in spans)

    return scene.with_exchange(
        evidence=shifted(spans),
        question_lines=shifted(scene.exchange.question_lines),
        sentences=tuple(one.model_copy(update={"lines": shifted(one.lines)}) for one in sentences(scene.exchange)),
    )


def answer_empty(scene: Scene, random: Random) -> CallSummary | None:
    """The answer is empty, though the question is not unanswered."""
    return None if scene.exchange.status == "unanswered" else scene.with_exchange(answer="", sentences=())


def boilerplate(scene: Scene, random: Random) -> CallSummary:
    """The answer says what could be said of any."""
    return scene.with_answer(_BOILERPLATE)


def answer_from_another_call(scene: Scene, random: Random) -> CallSummary:
    """The answer is one from another call."""
    others = [one for analyst in scene.other.analysts for one in analyst.exchanges if one.answer]
    return scene.with_answer([sentence.text for sentence in sentences(random.choice(others))])


def prepared_remarks(scene: Scene, random: Random) -> CallSummary | None:
    """The answer is taken from the prepared remarks."""
    before = scene.case.lines[: (scene.case.qa_starts_at or 1) - 1]
    spoken = [line for line in before if len(line.split()) >= 20]
    if not spoken:
        return None
    texts: list[str] = []
    for text in split(random.choice(spoken)):
        if sum(len(one.split()) for one in texts) < _MOST_WORDS:
            texts.append(text)
    return scene.with_answer(texts)
