"""What the embedded engine is held against: three ways to pick sentences that are in every textbook.

A rival gets what the engine gets, the same exchanges and the same segments, and may use as many words for an answer as
the engine did. So the numbers compare the choice of sentences and what is made of it, and nothing else. A rival has no
idea of status or topics: its status is the most frequent one, its topics are those whose cues its sentences have.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from sumy.models.dom import ObjectDocumentModel, Paragraph, Sentence
from sumy.nlp.stemmers import Stemmer
from sumy.summarizers.lex_rank import LexRankSummarizer
from sumy.summarizers.text_rank import TextRankSummarizer
from sumy.utils import get_stop_words

from evals.case import Case
from evals.ideal import ideal
from evals.scorers import score_call
from evals.scores import CaseScores, RunScores
from evals.totals import means, status_totals, topic_totals
from summarizer import parse_call, read_transcript, summarize, topics
from summarizer.engines.tagging import tagged
from summarizer.segmentation.segments import segments
from summarizer.summary import AnalystSummary, CallSummary, ExchangeSummary
from summarizer.summary import Sentence as Cited
from summarizer.topics import Topic
from summarizer.transcript import ParsedCall, Segment

Pick = Callable[[Sequence[Segment], int], list[Segment]]
ENGINE, REFERENCE = "embedded engine", "reference answers"
_LANGUAGE = "english"
_WORD = re.compile(r"[^\W\d_]+")
_SHOWN = ("evidence_recall", "evidence_precision", "facts", "figure_recall")


class _Words:
    """sumy's tokeniser without the model that NLTK would download."""

    @staticmethod
    def to_words(text: str) -> tuple[str, ...]:
        return tuple(_WORD.findall(text))


def first(answer: Sequence[Segment], words: int) -> list[Segment]:
    """The first segments of an answer, as many as fit."""
    return _fitting(answer, words)


def text_rank(answer: Sequence[Segment], words: int) -> list[Segment]:
    """The segments that TextRank puts first."""
    return _ranked(TextRankSummarizer(Stemmer(_LANGUAGE)), answer, words)


def lex_rank(answer: Sequence[Segment], words: int) -> list[Segment]:
    """The segments that LexRank puts first."""
    return _ranked(LexRankSummarizer(Stemmer(_LANGUAGE)), answer, words)


RIVALS: dict[str, Pick] = {"first sentences": first, "TextRank": text_rank, "LexRank": lex_rank}


def summaries(transcript: Path) -> dict[str, CallSummary]:
    """A call as the embedded engine and as each rival summarises it."""
    read = read_transcript(transcript)
    call, engine = parse_call(read), summarize(read, engine="extractive")
    return {ENGINE: engine, **{name: _instead(engine, call, pick) for name, pick in RIVALS.items()}}


def compare(cases: Iterable[Case]) -> dict[str, RunScores]:
    """The scores of the engine, of each rival and of the reference's own answers, over some cases."""
    scored: dict[str, list[CaseScores]] = {}
    for case in cases:
        for name, summary in {**summaries(case.transcript), REFERENCE: ideal(case)}.items():
            scored.setdefault(name, []).append(_attempt(case, summary))
    return {name: _run(name, attempts) for name, attempts in scored.items()}


def of_engine(cases: Iterable[Case]) -> RunScores:
    """The scores of the engine alone."""
    return _run(ENGINE, [_attempt(case, summarize(case.transcript, engine="extractive")) for case in cases])


def _attempt(case: Case, summary: CallSummary) -> CaseScores:
    of_call, exchanges = score_call(case, summary)
    return CaseScores(case=case.name, repeat=1, rerun=False, scores=of_call, exchanges=exchanges)


def _run(name: str, attempts: Sequence[CaseScores]) -> RunScores:
    expected = tuple(attempt.case for attempt in attempts)
    return RunScores(
        label=name, created="", version="", prompts={}, expected=expected, repeats=1, cases=tuple(attempts)
    )


def table(scored: dict[str, RunScores]) -> str:
    """The comparison as a Markdown table: means over calls, F1 over all exchanges."""
    heads = ("evidence recall", "evidence precision", "facts", "figures of facts", "topics F1", "status F1", "words")
    rows = [["", *heads], ["---", *("---:" for _ in heads)]]
    for name, run in scored.items():
        level = means(run)
        status, tags = status_totals(run), topic_totals(run)
        cells = [f"{level[metric].mean:.3f}" if metric in level else "" for metric in _SHOWN]
        cells += [f"{tags.micro_f1:.3f}" if tags else "", f"{status.macro_f1:.3f}" if status else ""]
        rows.append([name, *cells, f"{_words(run):.2f}"])
    return "".join(f"| {' | '.join(row)} |\n" for row in rows)


def _words(run: RunScores) -> float:
    """Words of all answers to those of the reference's."""
    ratios = [exchange.scores["length_ratio"] for case in run.cases for exchange in case.exchanges]
    scored = [(score.value, score.weight) for score in ratios if score.value is not None]
    return sum(value * weight for value, weight in scored) / max(1.0, sum(weight for _, weight in scored))


def _instead(engine: CallSummary, call: ParsedCall, pick: Pick) -> CallSummary:
    """The engine's summary with a rival's answers."""
    answers: dict[str, list[list[Segment]]] = {}
    for session, own in zip(call.sessions, segments(call), strict=True):
        answers.setdefault(session.analyst.name, []).extend(
            [one for one in own if one.exchange == place and one.side == "answer"]
            for place in range(len(session.exchanges))
        )
    known = topics.load()
    analysts = tuple(_analyst(analyst, answers[analyst.name], pick, known) for analyst in engine.analysts)
    return engine.model_copy(update={"analysts": analysts})


def _analyst(
    analyst: AnalystSummary, answers: Sequence[Sequence[Segment]], pick: Pick, known: tuple[Topic, ...]
) -> AnalystSummary:
    exchanges = tuple(
        _exchange(exchange, pick(answer, len(exchange.answer.split())), known)
        for exchange, answer in zip(analyst.exchanges, answers, strict=True)
    )
    return analyst.model_copy(update={"exchanges": exchanges, "summary": ""})


def _exchange(exchange: ExchangeSummary, picked: Sequence[Segment], known: tuple[Topic, ...]) -> ExchangeSummary:
    answer = " ".join(segment.text for segment in picked)
    return exchange.model_copy(
        update={
            "answer": answer,
            "status": "answered" if picked else "unanswered",
            "topics": tagged("", answer, known),
            "evidence": (*exchange.question_lines, *(segment.lines for segment in picked)),
            "quote": None,
            "sentences": tuple(Cited(text=segment.text, lines=(segment.lines,)) for segment in picked),
        }
    )


def _ranked(ranker: Any, answer: Sequence[Segment], words: int) -> list[Segment]:
    if not answer:
        return []
    ranker.stop_words = get_stop_words(_LANGUAGE)
    by_text = {segment.text.strip(): segment for segment in answer}
    document = ObjectDocumentModel([Paragraph([Sentence(text, _Words) for text in by_text])])

    def fitting(best: Sequence[Any]) -> list[Any]:
        """What sumy hands over, best first, as long as it fits; it then puts it into the order of the text."""
        kept = _fitting([by_text[str(one.sentence)] for one in best], words)
        return [one for one in best if by_text[str(one.sentence)] in kept]

    # Of sentences without a word in common LexRank divides nought by nought, and then leaves them in their order.
    with np.errstate(invalid="ignore"):
        return [by_text[str(sentence)] for sentence in ranker(document, fitting)]


def _fitting(best_first: Iterable[Segment], words: int) -> list[Segment]:
    """Segments as long as they bring the answer nearer to a number of words, and the best one in any case."""
    picked: list[Segment] = []
    length = 0
    for segment in best_first if words else ():
        more = len(segment.text.split())
        if picked and length + more / 2 > words:
            break
        picked.append(segment)
        length += more
    return picked
