"""Proof that the evaluation can fail: good summaries are damaged, and counted is what the scorers see of it.

A scorer *accuses* where it finds a fault that the undamaged summary did not have, or scores it lower. A damage is
*seen* also where only the recall of facts, figures or lines falls, as a comparison of two runs shows it. Good summaries
are the reference answers themselves; the same with the words that the embedded engine takes from the call; and with
those that a strong reader wrote from the requests of the ``llm`` engine. Nothing is compared with itself: each is held
against the facts and the answers of all others.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from itertools import product
from random import Random
from typing import NamedTuple

from evals.case import Case, ReferenceExchange, each_exchange
from evals.damages.harmless import HARMLESS
from evals.damages.scene import Damage, Scene
from evals.damages.table import FAMILIES
from evals.ideal import ideal
from evals.matching import Matched, Pair, Place
from evals.metrics import INVARIANTS, TESTED
from evals.scorers import OF_CALLS, OF_EXCHANGES
from evals.scores import Score
from summarizer import summarize
from summarizer.summary import CallSummary, ExchangeSummary

# What may fall short in a summary that is good: it need not say everything.
RECALL = ("facts", "figure_recall", "evidence_recall")
# Of words that are nobody's reference only these can be called wrong without asking whether they chose well.
TRUTH = ("figures_supported", "quotes", "sense")
LEAST_GOOD = 0.98
# Among the writers of other answers: who saw the requests of the llm engine, and who saw nothing but the reference's.
STRONG_READER, OTHER_WORDS = "strong reader", "other words"
_NAMES = {*INVARIANTS, *(metric.name for metric in TESTED)}
_SHOWN = 3
_EQUAL = 1e-9

Finding = tuple[str, str]


class Good(NamedTuple):
    """A good summary and the case that it is held against."""

    case: Case
    summary: CallSummary


class Trial(NamedTuple):
    """One damage done once: the scorers that accuse it, and whether it was seen."""

    accused_by: frozenset[str]
    seen: bool


class Tally(NamedTuple):
    """What became of one damage: how often it was done, accused and seen, and which scorers accused the most."""

    family: str
    damage: str
    goal: float | None
    trials: int
    accused: int
    seen: int
    scorers: tuple[str, ...]


class Undamaged(NamedTuple):
    """Exchanges without damage, and how many of them were accused all the same; ``faults`` say of what."""

    exchanges: int
    accused: int
    faults: tuple[str, ...]


class Result(NamedTuple):
    """A canary over one kind of good summaries."""

    kind: str
    tallies: tuple[Tally, ...]
    harmless: tuple[Tally, ...]
    undamaged: Undamaged


def references(cases: Iterable[Case]) -> tuple[Good, ...]:
    """The reference answers as summaries, against references without them and without what was made of them."""
    return tuple(
        Good(each_exchange(_without(case, OTHER_WORDS), lambda exchange: replace(exchange, answer="")), ideal(case))
        for case in cases
        if case.analysts
    )


def extracts(cases: Iterable[Case]) -> tuple[Good, ...]:
    """The embedded engine's words for what it found, with the reference's names, lines and labels."""
    return tuple(
        Good(case, _in_words_of(summarize(case.transcript, engine="extractive"), case))
        for case in cases
        if case.analysts
    )


def writers(cases: Iterable[Case]) -> tuple[str, ...]:
    """Who wrote other answers to the cases, or in what manner they did."""
    found = (o.writer for case in cases for one in case.analysts for each in one.exchanges for o in each.others)
    return tuple(dict.fromkeys(found))


def by_writer(cases: Iterable[Case], writer: str) -> tuple[Good, ...]:
    """What a writer answered, with the reference's names, lines and labels, against all answers but their own."""
    answered = (case for case in cases if writer in writers([case]))
    return tuple(Good(_without(case, writer), _written(case, writer)) for case in answered)


def canary(kind: str, good: Sequence[Good], *, seed: int = 0, truth: Iterable[str] | None = None) -> Result:
    """Damage every exchange of good summaries in every way that fits it; the same seed gives the same damages.

    ``truth`` are the scorers whose accusation of an undamaged summary is known to be wrong; by default all that accuse.
    """
    watch = Watch()
    damages = (*(damage for family in FAMILIES for damage in family.damages), *HARMLESS)
    trials = _trials(good, damages, seed, watch)
    tallies = [
        _tally(family.name, damage, family.goal, trials[damage]) for family in FAMILIES for damage in family.damages
    ]
    harmless = [_tally("harmless", change, None, trials[change]) for change in HARMLESS]
    judging = set(truth) if truth is not None else _NAMES - set(RECALL)
    return Result(kind, tuple(tallies), tuple(harmless), _undamaged(good, judging, watch))


def every(cases: Sequence[Case], seed: int = 0) -> tuple[Result, ...]:
    """The canary over each kind of good summaries that there is for some cases, each in a process of its own."""
    kinds: tuple[tuple[str, tuple[Good, ...], Iterable[str] | None], ...] = (
        ("reference answers", references(cases), None),
        ("embedded engine", extracts(cases), TRUTH),
        (STRONG_READER, by_writer(cases, STRONG_READER), TRUTH),
    )
    with ProcessPoolExecutor() as pool:
        results = [pool.submit(canary, kind, good, seed=seed, truth=truth) for kind, good, truth in kinds if good]
        return tuple(result.result() for result in results)


class Watch:
    """The scorers, asked about an exchange only once: a damage leaves most of a summary as it was."""

    def __init__(self) -> None:
        self._of_exchanges: dict[tuple[str, Place, ExchangeSummary | None], dict[str, Score]] = {}

    def scores(self, case: Case, summary: CallSummary) -> Iterator[tuple[str, str, Score]]:
        """Each score of a summary as (where, scorer, score)."""
        matched = Matched(case, summary)
        for scorer in OF_CALLS:
            if scorer.__name__ in _NAMES:
                yield "call", scorer.__name__, scorer(matched)
        for pair in matched.pairs:
            for name, score in self._of(pair).items():
                yield f"{pair.place}", name, score

    def _of(self, pair: Pair) -> dict[str, Score]:
        key = pair.case.name, pair.place, pair.found
        if key not in self._of_exchanges:
            self._of_exchanges[key] = {
                scorer.__name__: scorer(pair) for scorer in OF_EXCHANGES if scorer.__name__ in _NAMES
            }
        return self._of_exchanges[key]


def _trials(
    good: Sequence[Good], damages: Sequence[Damage], seed: int, watch: Watch
) -> Mapping[Damage, Sequence[Trial]]:
    """What became of each damage; call by call, so that what was read of a call is at hand for the next damage."""
    trials: dict[Damage, list[Trial]] = {damage: [] for damage in damages}
    for number, one in enumerate(good):
        other = good[(number + 1) % len(good)].summary
        faults, levels = _judged(watch, one.case, one.summary)
        for damage, place in product(damages, _places(one.summary)):
            scene = Scene(one.case, one.summary, place, other)
            damaged = damage(scene, Random(f"{seed} {damage.__name__} {one.case.name} {place}"))
            if damaged is None:
                continue
            new, now = _judged(watch, one.case, damaged)
            fell = {key for key, level in levels.items() if now.get(key, 0.0) < level - _EQUAL}
            found = frozenset(scorer for scorer, _ in (*(new - faults), *fell) if scorer not in RECALL)
            trials[damage].append(Trial(found, bool(found or fell)))
    return trials


def _tally(family: str, damage: Damage, goal: float | None, trials: Sequence[Trial]) -> Tally:
    by = Counter(scorer for trial in trials for scorer in trial.accused_by)
    return Tally(
        family=family,
        damage=damage.__name__.replace("_", " "),
        goal=goal,
        trials=len(trials),
        accused=sum(bool(trial.accused_by) for trial in trials),
        seen=sum(trial.seen for trial in trials),
        scorers=tuple(scorer for scorer, _ in by.most_common(_SHOWN)),
    )


def _judged(watch: Watch, case: Case, summary: CallSummary) -> tuple[set[Finding], dict[Finding, float]]:
    """What the scorers accuse a summary of, as (scorer, fault), and the level of each, as (scorer, where)."""
    faults: set[Finding] = set()
    levels: dict[Finding, float] = {}
    for where, scorer, score in watch.scores(case, summary):
        if score.value is not None:
            levels[scorer, where] = score.value
        if scorer not in RECALL:
            faults |= {(scorer, f"{where}: {fault}") for fault in score.faults}
    return faults, levels


def _undamaged(good: Sequence[Good], judging: set[str], watch: Watch) -> Undamaged:
    """Every exchange that is accused, and each fault of a call as one more."""
    exchanges = accused = 0
    named: list[str] = []
    for one in good:
        places: set[str] = set()
        of_call = 0
        for where, scorer, score in watch.scores(one.case, one.summary):
            if scorer in judging and score.value is not None and score.value < 1:
                faults = score.faults or (score.reason,)
                named += [f"{one.case.name}: {scorer}: {fault}" for fault in faults]
                of_call += len(faults) if where == "call" else 0
                places |= {where} - {"call"}
        here = len(_places(one.summary))
        exchanges += here
        accused += min(here, max(len(places), of_call))
    return Undamaged(exchanges, accused, tuple(named))


def _places(summary: CallSummary) -> list[Place]:
    return [(a, b) for a, analyst in enumerate(summary.analysts) for b in range(len(analyst.exchanges))]


def _in_words_of(summary: CallSummary, case: Case) -> CallSummary:
    good = ideal(case)
    words = {pair.place: pair.found for pair in Matched(case, summary).pairs if pair.found and pair.found.answer}
    analysts = []
    for place, analyst in enumerate(good.analysts):
        exchanges = tuple(
            exchange.model_copy(update={"answer": found.answer, "sentences": found.sentences, "quote": found.quote})
            for number, exchange in enumerate(analyst.exchanges)
            if (found := words.get((place, number)))
        )
        analysts.append(analyst.model_copy(update={"exchanges": exchanges}))
    return good.model_copy(update={"analysts": tuple(analysts)})


def _without(case: Case, writer: str) -> Case:
    """A case without what a writer answered."""
    return each_exchange(
        case, lambda each: replace(each, others=tuple(other for other in each.others if other.writer != writer))
    )


def _written(case: Case, writer: str) -> CallSummary:
    """The summary with a writer's answers, and without the exchanges that they did not answer."""

    def answer(exchange: ReferenceExchange) -> str:
        return next((other.text for other in exchange.others if other.writer == writer), "")

    summary = ideal(each_exchange(case, lambda exchange: replace(exchange, answer=answer(exchange))))
    analysts = tuple(
        analyst.model_copy(update={"exchanges": tuple(each for each in analyst.exchanges if each.answer)})
        for analyst in summary.analysts
    )
    return summary.model_copy(update={"analysts": analysts})


def goals_missed(result: Result) -> list[str]:
    """One sentence for each family that stays below its goal, and one if too many good summaries were accused."""
    missed = []
    for family in FAMILIES:
        of_family = [tally for tally in result.tallies if tally.family == family.name]
        share = _share(of_family, lambda tally: tally.seen)
        if family.goal is not None and share is not None and share < family.goal:
            missed.append(
                f"{result.kind}: {share:.1%} of the damages to {family.name} are seen, the goal is {family.goal:.0%}."
            )
    alarms = result.undamaged.accused / max(1, result.undamaged.exchanges)
    if alarms > 1 - LEAST_GOOD:
        missed.append(
            f"{result.kind}: {alarms:.1%} of the undamaged exchanges are accused, the goal is {1 - LEAST_GOOD:.0%}."
        )
    return missed


def table(results: Sequence[Result]) -> str:
    """The results as a Markdown table, a row for each damage and each family."""
    return _table(results, whole=True)


def summary_table(results: Sequence[Result]) -> str:
    """The results as a Markdown table with a row for each family only."""
    return _table(results, whole=False)


def _table(results: Sequence[Result], *, whole: bool) -> str:
    head = [f"{result.kind}: {column}" for result in results for column in ("trials", "accused", "seen")]
    rows = [["damage", *head], ["---", *("---:" for _ in head)]]
    for family in FAMILIES:
        goal = f" (goal {family.goal:.0%})" if family.goal else ""
        of_family = [[tally for tally in result.tallies if tally.family == family.name] for result in results]
        rows.append([f"**{family.name}**{goal}", *_row(of_family)])
        rows += [_named(damage, of_family) for damage in family.damages if whole]
    harmless = [list(result.harmless) for result in results]
    rows.append(["**harmless rewrites**", *_row(harmless)])
    rows += [_named(change, harmless) for change in HARMLESS if whole]
    undamaged = [
        cell
        for exchanges, accused, _ in (result.undamaged for result in results)
        for cell in (f"{exchanges}", f"{accused / max(1, exchanges):.1%}", "")
    ]
    rows.append([f"**undamaged** (goal at most {1 - LEAST_GOOD:.0%})", *undamaged])
    return "".join(f"| {' | '.join(row)} |\n" for row in rows)


def _named(damage: Damage, of_family: Iterable[Sequence[Tally]]) -> list[str]:
    name = damage.__name__.replace("_", " ")
    return [name, *_row([tally for tally in tallies if tally.damage == name] for tallies in of_family)]


def _row(of_family: Iterable[Sequence[Tally]]) -> list[str]:
    return [cell for tallies in of_family for cell in _cells(tallies)]


def _cells(tallies: Sequence[Tally]) -> tuple[str, str, str]:
    trials = sum(tally.trials for tally in tallies)
    accused, seen = _share(tallies, lambda tally: tally.accused), _share(tallies, lambda tally: tally.seen)
    return f"{trials}", "" if accused is None else f"{accused:.1%}", "" if seen is None else f"{seen:.1%}"


def _share(tallies: Sequence[Tally], count: Callable[[Tally], int]) -> float | None:
    trials = sum(tally.trials for tally in tallies)
    return sum(count(tally) for tally in tallies) / trials if trials else None
