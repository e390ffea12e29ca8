"""Figures: those that a good answer has, and those that nothing in the transcript supports.

The verdicts that a summary carries are not believed: every figure is judged again, on the reference's lines. Where a
recogniser garbled those, the reference says what was meant: what it or another good answer states is supported too.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from evals.case import ReferenceAnalyst, ReferenceExchange
from evals.matching import Matched, Pair
from evals.scorers.facts import states_figure
from evals.scores import Score, share, unscored
from evals.words import counted, said, sentences, split
from summarizer.figures.finding import Figure, find_figures
from summarizer.figures.judgement import Judgement, Passage
from summarizer.figures.matching import states
from summarizer.figures.verdicts import judge
from summarizer.grounding.checks import PERIODS
from summarizer.people import same_person
from summarizer.summary import AnalystSummary
from summarizer.transcript import Span

_FROM_CALL = {"this": 0, "current": 0, "last": -1, "prior": -1, "previous": -1, "next": 1, "coming": 1}
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_RELATIVE = re.compile(rf"\b({'|'.join(_FROM_CALL)}) (?:fiscal |calendar |full )?year\b", re.IGNORECASE)


def figure_recall(pair: Pair) -> Score:
    """Figures of the reference's facts: the share that the answer states."""
    wanted = dict.fromkeys((fact, figure) for fact in pair.reference.facts for figure in fact.figures)
    if not wanted:
        return unscored("No fact of this exchange has a figure.")
    answer = pair.found.answer if pair.found else ""
    missing = [figure for fact, figure in wanted if not states_figure(answer, fact, figure)]
    reason = f"{len(wanted) - len(missing)} of {len(wanted)} figures"
    return share(
        len(wanted) - len(missing), len(wanted), f"{reason}; not {', '.join(missing)}." if missing else f"{reason}."
    )


def figure_precision(pair: Pair) -> Score:
    """Figures of the answer: the share that this question and its answer support, in the lines or in the reference."""
    if pair.found is None:
        return unscored("No exchange was found.")
    own = _passages(pair.case.lines, (*pair.reference.question_lines, *pair.reference.answer_lines))
    years = _meant(pair.case.period, own)
    wrong, total = [], 0
    for sentence in sentences(pair.found):
        for figure in filter(counted, find_figures(sentence.text)):
            total += 1
            held = _holds(judge(figure, own, own)) or _told(figure, [pair.reference])
            if not (held or (figure.kind == "year" and figure.values[0] in years)):
                wrong.append(figure.text)
    if not total:
        return unscored("The answer has no figures.")
    reason = f"{total - len(wrong)} of {total} figures belong here"
    faults = [f"{figure} is not in this exchange" for figure in wrong]
    return share(total - len(wrong), total, f"{reason}; not {', '.join(wrong)}." if wrong else f"{reason}.", faults)


def figures_supported(matched: Matched) -> Score:
    """Figures of the whole summary: the share that the analyst's own floor, or the reference, supports."""
    faults, total = [], 0
    for analyst in matched.summary.analysts:
        floor = next((one for one in matched.case.analysts if same_person(one.name, analyst.name)), None)
        for judgement in _judged(matched, analyst, floor):
            total += 1
            if not (_holds(judgement) or (floor and _told(judgement.figure, floor.exchanges))):
                faults.append(f"{analyst.name}: {judgement.figure.text}")
    if not total:
        return unscored("The summary has no figures.")
    reason = f"{total - len(faults)} of {total} figures are supported"
    return share(total - len(faults), total, f"{reason}; not {'; '.join(faults)}." if faults else f"{reason}.", faults)


def _judged(matched: Matched, analyst: AnalystSummary, floor: ReferenceAnalyst | None) -> Iterator[Judgement]:
    everything = matched.case.lines
    spans = floor.spans if floor else ()
    for exchange in analyst.exchanges:
        texts = [(exchange.question, exchange.question_lines)]
        texts += [(sentence.text, sentence.lines) for sentence in sentences(exchange)]
        for text, cited in texts:
            within = tuple(span for span in cited if span[0] >= 1 and span[1] <= len(everything))
            yield from _judgements(text, within if floor else (), spans, everything)
    yield from _judgements(analyst.summary, spans, spans, everything)


@lru_cache(maxsize=8192)
def _judgements(
    text: str, cited: tuple[Span, ...], floor: tuple[Span, ...], everything: tuple[str, ...]
) -> tuple[Judgement, ...]:
    """Each figure of a text judged on the lines that it cites, its analyst's floor and the whole transcript."""
    figures = find_figures(text)
    if not figures:
        return ()
    own = _passages(everything, floor)
    rest = _passages(everything, ((1, len(everything)),))
    return tuple(judge(figure, _passages(everything, cited), own, rest) for figure in figures)


def _holds(judgement: Judgement) -> bool:
    if judgement.verdict == "elsewhere":
        return judgement.figure.kind in PERIODS
    return judgement.verdict != "unsupported"


def _meant(period: str | None, passages: Iterable[Passage]) -> set[int]:
    """The years that passages mean by "this year" and "last year", counted from the call's own."""
    called = _YEAR.search(period or "")
    met = {word.lower() for passage in passages for word in _RELATIVE.findall(passage.text)}
    return {int(called[0]) + _FROM_CALL[word] for word in met} if called else set()


def _told(figure: Figure, references: Iterable[ReferenceExchange]) -> bool:
    """Whether reference exchanges, or other good answers to them, state a figure, whatever the lines say."""
    return any(
        states(figure, told) for reference in references for text in _texts(reference) for told in find_figures(text)
    )


def _texts(reference: ReferenceExchange) -> Iterator[str]:
    yield from (reference.question, reference.answer)
    yield from (fact.text for fact in reference.facts)
    yield from (other.text for other in reference.others)


@lru_cache(maxsize=8192)
def _passages(transcript: tuple[str, ...], spans: tuple[Span, ...]) -> tuple[Passage, ...]:
    """The sentences of some lines, each with the lines that it stands on: a sentence may run over several."""
    passages = []
    for first, last in spans:
        words = [(word, line) for line in range(first, last + 1) for word in said(transcript, [(line, line)]).split()]
        for sentence in split(" ".join(word for word, _ in words)):
            own, words = words[: len(sentence.split())], words[len(sentence.split()) :]
            lines = own[0][1], own[-1][1]
            passages.append(Passage(f"lines {lines[0]}-{lines[1]}", sentence, lines))
    return tuple(passages)
