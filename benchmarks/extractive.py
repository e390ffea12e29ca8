"""How good the embedded engine is: its answers, topics and statuses against reference answers, beside a plain baseline.

    python benchmarks/extractive.py REFERENCE.yaml... [--show]

The exchanges are the reference's own, so that the engine is measured and not the way to it. The baseline takes the
first two sentences of an answer, calls everything answered, and gives each exchange the commonest topic.
"""

from __future__ import annotations

import argparse
import re
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from summarizer import topics
from summarizer.engines.extractive import summarize_session
from summarizer.engines.words import content, figures
from summarizer.summary import DraftExchange, DraftSentence
from summarizer.transcript import Exchange, Participant, Segment, Session, SpokenLine

STATUSES = ("answered", "partial", "declined", "unanswered")
COVERED = 0.5  # the share of a fact's content words that an answer must hold to count as stating it


class Case(NamedTuple):
    """One analyst of a reference, as the engine takes it, with what a careful reader wrote."""

    session: Session
    segments: tuple[Segment, ...]
    exchanges: list[dict[str, Any]]


def cases(path: Path) -> list[Case]:
    """The analysts of a reference file; the transcript lies beside it."""
    reference = yaml.safe_load(path.read_text(encoding="utf-8"))
    raw = (path.parent / reference["call"]["transcript"]).read_bytes()
    try:
        lines = raw.decode("utf-8").split("\n")
    except UnicodeDecodeError:
        lines = raw.decode("cp1252").split("\n")
    count = 0
    found = []
    for analyst in reference["analysts"]:
        exchanges, segments, spoken = [], [], []
        for index, exchange in enumerate(analyst["exchanges"]):
            sides = []
            answered_by = tuple(exchange["answered_by"])
            for side, spans in (("question", exchange["question_lines"]), ("answer", exchange["answer_lines"])):
                speaker = analyst["name"] if side == "question" else (answered_by or (None,))[0]
                numbers = [number for first, last in spans for number in range(first, last + 1)]
                kept = [(number, lines[number - 1].strip()) for number in numbers if not _label(lines[number - 1])]
                spoken += [SpokenLine(number, text, side, speaker, speaker or "") for number, text in kept]
                sides += [(first, last, text, side, speaker) for first, last, text in _sentences(kept)]
            for first, last, text, side, speaker in sorted(sides, key=lambda one: one[:1]):
                count += 1
                segments.append(Segment(f"s{count}", text, (first, last), side, speaker, speaker or "", index))
            exchanges.append(
                Exchange(_spans(exchange["question_lines"]), _spans(exchange["answer_lines"]), answered_by)
            )
        person = Participant(analyst["name"], "analyst", None, analyst["firm"])
        span = analyst["spans"] if "spans" in analyst else [analyst["span"]]
        session = Session(person, _spans(span), tuple(spoken), tuple(exchanges))
        found.append(Case(session, tuple(segments), analyst["exchanges"]))
    return found


def _spans(spans: Sequence[Sequence[int]]) -> tuple[tuple[int, int], ...]:
    return tuple((first, last) for first, last in spans)


def _label(line: str) -> bool:
    """A speaker's name alone on a line: two to four capitalised words without a mark at the end."""
    return bool(re.fullmatch(r"(?:[A-Z][\w.'-]*\s+){1,3}[A-Z][\w'-]+|Operator", line.strip())) or not line.strip()


def _sentences(lines: Sequence[tuple[int, str]]) -> list[tuple[int, int, str]]:
    """Sentences with their first and last line; short or open lines run on into the next."""
    pieces = [
        (number, piece)
        for number, text in lines
        for piece in re.split(r"(?<=[.?!])\s+(?=[A-Z$\d])", text)
        if re.search(r"\w", piece)
    ]
    found: list[tuple[int, int, str]] = []
    for number, piece in pieces:
        if found and (len(found[-1][2].split()) < 4 and found[-1][1] != number) and not found[-1][2].endswith("?"):
            found[-1] = (found[-1][0], number, f"{found[-1][2]} {piece}")
        else:
            found.append((number, number, piece))
    return found


class Scores(NamedTuple):
    """What one way of answering comes to over some exchanges; all are shares of one, ``words`` the mean length."""

    evidence_precision: float
    evidence_recall: float
    facts: float
    micro: float
    macro: float
    status: float
    status_macro: float
    words: float


def score(pairs: Sequence[tuple[DraftExchange, dict[str, Any], dict[str, Segment]]]) -> Scores:
    """Compare drafts with what the reference says of the same exchanges."""
    cited_right = cited = wanted = found = facts = stated = length = 0
    gold_topics: list[set[str]] = []
    drafted_topics: list[set[str]] = []
    statuses = Counter()
    for draft, reference, segments in pairs:
        lines: set[int] = set()
        for sentence in draft.answer:
            for identifier in sentence.ids:
                first, last = segments[identifier].lines
                lines |= set(range(first, last + 1))
        telling = {line for fact in reference["facts"] for line in fact["lines"]}
        questions = {line for first, last in reference["question_lines"] for line in range(first, last + 1)}
        telling -= questions
        cited += len(lines)
        cited_right += len(lines & telling)
        wanted += len(telling)
        found += len(lines & telling)
        said = " ".join(sentence.text for sentence in draft.answer)
        length += len(said.split())
        for fact in reference["facts"]:
            facts += 1
            needed = set(content(fact["text"]))
            has = needed & set(content(said))
            numbers = {figure for figure in fact["figures"] if re.search(r"\d", figure)}
            numbers = {re.sub(r"[^\d.]", "", figure) for figure in numbers}
            here = {figure.replace(",", "") for figure in figures(said)}
            stated += len(has) >= COVERED * len(needed) * 0.8 and numbers <= here
        gold_topics.append(set(reference["tags"]))
        drafted_topics.append(set(draft.topics))
        statuses[reference["status"], draft.status] += 1
    every = sorted(set().union(*gold_topics))
    per_topic = [_f1([t in gold for gold in gold_topics], [t in drafted for drafted in drafted_topics]) for t in every]
    flat_gold = [t in gold for gold in gold_topics for t in topic_ids]
    flat_drafted = [t in drafted for drafted in drafted_topics for t in topic_ids]
    per_status = [
        _f1(
            [gold == status for (gold, _), n in statuses.items() for _ in range(n)],
            [drafted == status for (_, drafted), n in statuses.items() for _ in range(n)],
        )
        for status in STATUSES
        if any(gold == status for gold, _ in statuses)
    ]
    total = statuses.total()
    return Scores(
        cited_right / max(1, cited),
        found / max(1, wanted),
        stated / max(1, facts),
        _f1(flat_gold, flat_drafted),
        sum(per_topic) / len(per_topic),
        sum(n for (gold, drafted), n in statuses.items() if gold == drafted) / total,
        sum(per_status) / len(per_status),
        length / total,
    )


def _f1(gold: Sequence[bool], drafted: Sequence[bool]) -> float:
    both = sum(a and b for a, b in zip(gold, drafted, strict=True))
    return 2 * both / max(1, sum(gold) + sum(drafted))


def baseline(case: Case, index: int) -> DraftExchange:
    """The first two sentences of the answer, taken as they stand."""
    answer = [segment for segment in case.segments if segment.exchange == index and segment.side == "answer"][:2]
    return DraftExchange(
        question=DraftSentence(text="", ids=()),
        answer=tuple(DraftSentence(text=segment.text, ids=(segment.id,)) for segment in answer),
        status="answered",
        topics=("demand",),
    )


def show(case: Case, drafts: Sequence[DraftExchange], summary: str) -> None:
    """Print an analyst as a reader would see it, with the reference's status and topics beside."""
    print(f"\n## {case.session.analyst.name} · {case.session.analyst.firm}\n{summary}")
    for number, (draft, reference) in enumerate(zip(drafts, case.exchanges, strict=True), 1):
        print(f"\n**{number}. {draft.question.text}** · {draft.status} [{reference['status']}]")
        for sentence in draft.answer:
            print(f"   {sentence.text} {list(sentence.ids)}")
        print(f'   > "{draft.quote}"\n   {draft.topics} [{reference["tags"]}]')


def main() -> None:
    """Score the engine on each file given and on all together."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("references", nargs="+", type=Path)
    parser.add_argument("--show", action="store_true", help="print what the engine wrote")
    options = parser.parse_args()
    closed_list = topics.load()
    topic_ids.extend(topic.id for topic in closed_list)
    ours, plain = [], []
    print(f"{'':34}" + " ".join(f"{name[:9]:>9}" for name in Scores._fields) + f" {'ms':>6}")
    for path in options.references:
        mine, theirs = [], []
        spent = 0.0
        for case in cases(path):
            started = time.process_time()
            draft = summarize_session(case.session, case.segments, closed_list)
            spent += time.process_time() - started
            segments = {segment.id: segment for segment in case.segments}
            for index, (exchange, reference) in enumerate(zip(draft.exchanges, case.exchanges, strict=True)):
                mine.append((exchange, reference, segments))
                theirs.append((baseline(case, index), reference, segments))
            if options.show:
                show(case, draft.exchanges, draft.summary.text)
        print(f"{path.name[:26]:26} engine  {_row(score(mine))} {1000 * spent:6.1f}")
        print(f"{'':26} first 2 {_row(score(theirs))}")
        ours += mine
        plain += theirs
    print(f"{'all':26} engine  {_row(score(ours))}\n{'':26} first 2 {_row(score(plain))}")


def _row(scores: Scores) -> str:
    return " ".join(f"{value:9.3f}" if name != "words" else f"{value:9.0f}" for name, value in scores._asdict().items())


topic_ids: list[str] = []

if __name__ == "__main__":
    main()
