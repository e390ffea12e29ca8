"""How well figures are judged: those of good summaries should be found in their own session, damaged ones should not.

    python benchmarks/grounding.py FOLDER [--every]

FOLDER is searched for reference answers (``reference.yaml`` or ``NAME.reference.yaml``) beside their transcripts. Each
line of a reference's spans is one passage; the lines of an exchange are cited for its question and answer. Each figure
is judged as written, and again after each damage that can be done to it: a digit changed or two swapped, another scale
word, the decimal point dropped, % for $, % for percentage points, another quarter, the number of another figure of the
sentence. A damaged figure that happens to be in the session as well can't be told from a good one; those are counted
apart.
"""

from __future__ import annotations

import argparse
import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import yaml

from summarizer.figures.finding import Figure, find_figures
from summarizer.figures.judgement import Judgement, Passage
from summarizer.figures.verdicts import judge
from summarizer.reading import read_transcript


def cases(folder: Path) -> Iterator[tuple[str, str, list[Passage], list[Passage], list[Passage]]]:
    """Every sentence of every reference answer: its place, its text, and its cited, session and other passages."""
    for path in sorted([*folder.rglob("reference.yaml"), *folder.rglob("*.reference.yaml")]):
        reference = yaml.safe_load(path.read_text(encoding="utf-8"))
        transcript = path.parent / reference["call"]["transcript"]
        lines = [line for turn in read_transcript(transcript).turns for line in turn.lines]
        passages = [Passage(f"s{number}", text, (number, number)) for number, text in lines]
        for analyst in reference["analysts"]:
            spans = analyst.get("spans") or [analyst["span"]]
            session = _within(passages, spans)
            elsewhere = [passage for passage in passages if passage not in session]
            for exchange in analyst["exchanges"]:
                cited = _within(passages, exchange["question_lines"] + exchange["answer_lines"])
                for text in (exchange["question"], exchange["answer"], *(f["text"] for f in exchange.get("facts", ()))):
                    yield f"{path.parent.name}/{path.stem} {analyst['name']}", text, cited, session, elsewhere


def _within(passages: list[Passage], spans: list[list[int]]) -> list[Passage]:
    return [passage for passage in passages if any(a <= passage.lines[0] <= b for a, b in spans)]


def exchanged(figure: Figure, others: tuple[Figure, ...]) -> Iterator[tuple[str, str]]:
    """The figure with the number of another one of its sentence that counts something else."""
    number = re.compile(r"\d[\d,.]*\d|\d")
    for other in others:
        mine, theirs = number.findall(figure.text), number.findall(other.text)
        if len(mine) == len(theirs) == 1 and mine != theirs and figure.kind != other.kind:
            if {figure.kind, other.kind} & {"quarter", "half", "year", "date"}:
                continue
            yield "exchanged", figure.text.replace(mine[0], theirs[0])


def damages(figure: Figure) -> Iterator[tuple[str, str]]:
    """Wrong ways to write a figure: what was done, and the text."""
    text = figure.text
    digits = [match.start() for match in re.finditer(r"\d", text)]
    if digits and figure.kind not in ("quarter", "half"):
        for at in {digits[0], digits[-1]}:
            changed = str((int(text[at]) + 3) % 10 or 4)
            yield "digit", text[:at] + changed + text[at + 1 :]
        for one, two in pairwise(digits):
            if two == one + 1 and text[one] != text[two] and text[two] != "0":
                yield "swapped", text[:one] + text[two] + text[one] + text[two + 1 :]
                break
    if figure.kind == "quarter" and re.fullmatch(r"Q[1-4].*", text):
        yield "quarter", f"Q{int(text[1]) % 4 + 1}{text[2:]}"
    for good, bad in (("million", "billion"), ("billion", "million"), ("basis points", "percentage points")):
        if good in text:
            yield "scale", text.replace(good, bad)
    if "." in text:
        yield "point", re.sub(r"(\d)\.(\d)", r"\1\2", text)
    if "%" in text:
        yield "unit", "$" + text.replace("%", "")
        yield "unit", text.replace("%", " percentage points")
    if text.startswith("$") and " " not in text:
        yield "unit", text[1:] + "%"


def main() -> None:
    """Judge every figure of every reference under a folder and print the shares."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument(
        "--every", action="store_true", help="print every good figure that is not supported and every damage missed"
    )
    options = parser.parse_args()
    good: Counter[str] = Counter()
    caught: Counter[str] = Counter()
    tried: Counter[str] = Counter()
    present = 0
    for place, text, cited, session, elsewhere in cases(options.folder):
        for figure in find_figures(text):
            verdict = judge(figure, cited, session, elsewhere)
            good[verdict.verdict] += 1
            if options.every and verdict.verdict != "supported":
                print(f"{verdict.verdict:12} {place}: {_context(text, figure)} -- {verdict.check().reason}")
            for damage, wrong in (*damages(figure), *exchanged(figure, find_figures(text))):
                outcome = _judge_damaged(text, figure, wrong, cited, session)
                if outcome is None:
                    continue
                if _is_present(wrong, outcome, session):
                    present += 1
                    continue
                tried[damage] += 1
                caught[damage] += outcome.verdict == "unsupported"
                if options.every and outcome.verdict != "unsupported":
                    print(f"missed {damage} {place}: {figure.text} -> {wrong}: {outcome.check().reason}")
    if not good:
        print(f"No reference answers under {options.folder}; nothing was measured.")
        return
    total = sum(good.values())
    print("good figures:", total, *(f"{verdict} {count / total:.1%}" for verdict, count in good.most_common()))
    everything = sum(tried.values())
    print(
        f"damaged figures: {everything}, caught {sum(caught.values()) / max(everything, 1):.1%};"
        f" {present} more are in the session too"
    )
    for damage, count in sorted(tried.items()):
        print(f"  {damage}: {caught[damage]} of {count}")


def _is_present(wrong: str, outcome: Judgement, session: list[Passage]) -> bool:
    """Whether the damaged figure stands in the session as it is; "Q1" may stand there as "first quarter"."""
    if outcome.figure.kind == "quarter":
        return outcome.verdict == "supported"
    written = re.compile(rf"(?<![\w.,]){re.escape(wrong)}(?![\w%]|[.,]\d)")
    return any(written.search(passage.text) for passage in session)


def _judge_damaged(
    text: str, figure: Figure, wrong: str, cited: list[Passage], session: list[Passage]
) -> Judgement | None:
    """The worst verdict of the figures that the damaged text holds in place of the good one."""
    damaged = text[: figure.start] + wrong + text[figure.end :]
    touched = [f for f in find_figures(damaged) if f.end > figure.start and f.start < figure.start + len(wrong)]
    judged = [judge(f, cited, session) for f in touched]
    return min(judged, key=lambda j: ["unsupported", "derivable", "supported"].index(j.verdict), default=None)


def _context(text: str, figure: Figure) -> str:
    return f"{text[max(0, figure.start - 30) : figure.start]}[{figure.text}]{text[figure.end : figure.end + 25]}"


if __name__ == "__main__":
    main()
