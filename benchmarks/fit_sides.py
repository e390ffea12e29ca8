"""Fit the weights of the sides of lines on calls whose sides are known, and say how they do on calls left out.

    python benchmarks/fit_sides.py DIR [--out summarizer/segmentation/sides.tsv]

DIR holds calls with ``NAME.gold.json`` beside ``NAME.txt`` (its ``sides`` are ``[first, last, party, analyst]``). Words
are weighted by a logistic regression over the sentences of well-kept calls; the rest by maximum likelihood of the two-
state chain, apart for pages in scraps and whole ones, with word scores from calls of other companies (five folds by
company), so that the chain learns how far words can be trusted on a call it has not seen. Needs scikit-learn and scipy.
"""

from __future__ import annotations

import argparse
import json
import math
import random
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import numpy as np
from scipy.optimize import minimize  # type: ignore[import-untyped]
from sklearn.feature_extraction.text import CountVectorizer  # type: ignore[import-untyped]
from sklearn.linear_model import LogisticRegression  # type: ignore[import-untyped]

from summarizer.people import name_parts
from summarizer.reading import read_transcript
from summarizer.segmentation import sides
from summarizer.segmentation.blocks import broken_share, heard, told_blocks
from summarizer.segmentation.roles import infer_roles
from summarizer.segmentation.segments import split_sentences
from summarizer.segmentation.sessions import find_floors

FOLDS = 5
LEAST_SENTENCES, LEAST_CALLS, LEAST_WEIGHT = 25, 8, 0.05
GIVEN = {"introduced": 6.0, "called": 2.0}


class Block(NamedTuple):
    """Lines of one floor between two operator turns, with the true party of each (None: not in the gold)."""

    call: str
    scraps: bool
    lines: list[sides.Heard]
    truth: list[str | None]
    names: sides.Names


def blocks(folder: Path) -> Iterator[Block]:
    """Every block of every call under a folder."""
    for gold_path in sorted(folder.rglob("*.gold.json")):
        gold = json.loads(gold_path.read_text("utf-8"))
        stem = gold_path.name.removesuffix(".gold.json")
        if gold["qa_lines"] is None or gold["line_unit"] != "line":
            continue
        truth = {n: side for a, b, side, _ in gold["sides"] if side in sides.PARTIES for n in range(a, b + 1)}
        transcript = read_transcript(gold_path.with_name(f"{stem}.txt"))
        roles = infer_roles(transcript.turns)
        people = [p.name for p in transcript.participants if roles.get(p.name, p.role) in ("management", "ir")]
        management = frozenset(part for name in people for part in name_parts(name) if len(part) > 1)
        floors = [(floor, told_blocks(heard(floor.held))) for floor in find_floors(transcript)]
        broken = broken_share(lines for _, parted in floors for lines in parted)
        for floor, parted in floors:
            names = sides.Names(frozenset(p for p in name_parts(floor.analyst.name) if len(p) > 1), management)
            for lines in parted:
                known = [truth.get(line.number) for line in lines]
                yield Block(stem, sides.in_scraps(lines, broken), lines, known, names)


def sentences(found: Iterable[Block]) -> Iterator[tuple[str, str, bool, str]]:
    """Sentences of whole pages: text, party, whether it opens a turn, call."""
    for block in found:
        if block.scraps:
            continue
        for line, truth in zip(block.lines, block.truth, strict=True):
            for at, text in enumerate(split_sentences(line.text)):
                if truth:
                    yield text, truth, line.opens and at == 0, block.call


def grams(text: str) -> list[str]:
    """The words of a text, then its pairs of neighbouring words."""
    [words] = sides.tokens([text])
    return words + [f"{a} {b}" for a, b in pairwise(words)]


def fit_words(found: Sequence[Block]) -> dict[str, float]:
    """Weights of words and pairs that stand in enough sentences and calls."""
    texts, truth, _, calls = zip(*sentences(found), strict=True)
    counter = CountVectorizer(analyzer=grams, min_df=LEAST_SENTENCES)
    table = counter.fit_transform(texts)
    seen = defaultdict(set)
    for row, column in zip(*table.nonzero(), strict=True):
        seen[column].add(calls[row])
    kept = [column for column in range(table.shape[1]) if len(seen[column]) >= LEAST_CALLS]
    table = table[:, kept]
    table.data = np.minimum(table.data, 2)
    model = LogisticRegression(C=0.1, max_iter=1000).fit(table, [t == "analyst" for t in truth])
    names = counter.get_feature_names_out()
    return {names[c]: float(w) for c, w in zip(kept, model.coef_[0], strict=True) if abs(w) >= LEAST_WEIGHT}


def fit_openers(found: Sequence[Block]) -> dict[tuple[str, ...], tuple[float, float]]:
    """Log-odds that first words open a turn of each party against going on with one; of a pair of words that tells
    nothing about a party, those of its first word."""
    opening: dict[str, Counter[str]] = defaultdict(Counter)
    going: dict[str, Counter[str]] = defaultdict(Counter)
    for text, party, opens, _ in sentences(found):
        words = sides.tokens([text])[0][:2]
        (opening if opens else going)[party].update({words[0]: 1, " ".join(words): 1} if words else {})
    result: dict[tuple[str, str], float] = {}
    for party in sides.PARTIES:
        starts = sum(n for key, n in opening[party].items() if " " not in key)
        others = sum(n for key, n in going[party].items() if " " not in key)
        for key in opening[party].keys() | going[party].keys():
            yes, no = opening[party][key], going[party][key]
            odds = math.log((yes + 0.5) / (starts + 1)) - math.log((no + 1) / (others + 1))
            if yes + no >= (8 if " " in key else 12) and abs(odds) >= 0.3:
                result[party, key] = odds
    keys = dict.fromkeys(key for _, key in result)

    def of(party: str, key: str) -> float:
        return result.get((party, key), result.get((party, key.split()[0]), 0.0))

    return {tuple(key.split()): (of("analyst", key), of("management", key)) for key in keys}


def lexicon(found: Sequence[Block]) -> sides.Weights:
    """Words, pairs and openers fitted on some blocks."""
    words = fit_words(found)
    pairs = {(k.split()[0], k.split()[1]): w for k, w in words.items() if " " in k}
    return sides.Weights({k: w for k, w in words.items() if " " not in k}, pairs, fit_openers(found), {})


KEYS = (
    "words", "introduced", "called", "names analyst", "names management", "label 0", "label 1", "label 2",
    *(f"to {party}: {key}" for party in sides.PARTIES for key in sides.CHANGES),
)  # fmt: skip


class Design(NamedTuple):
    """A block as matrices: a score is a row times the weights."""

    lines: np.ndarray
    to_analyst: np.ndarray
    to_management: np.ndarray
    truth: list[str | None]


def design(block: Block, words: sides.Weights) -> Design:
    """Each column is the score with one weight at one and the others at zero: scores are linear in the weights."""
    columns = []
    for key in KEYS:
        weight = dict.fromkeys(KEYS, 0.0) | {key: 1.0}
        columns.append(sides.scores(block.lines, block.names, "scraps" if block.scraps else "whole", words, weight))
    turned = [np.array([list(part) for part in parts]).T for parts in zip(*columns, strict=True)]
    return Design(turned[0], turned[1], turned[2], block.truth)


def fit_chain(designs: Sequence[Design]) -> dict[str, float]:
    """Weights that make the true sides likeliest, with a Gaussian prior."""

    def loss(theta: np.ndarray) -> tuple[float, np.ndarray]:
        total, slope = float(0.5 * theta @ theta), theta.copy()
        for one in designs:
            free, held = _sums(one, theta, False), _sums(one, theta, True)
            total += free[0] - held[0]
            slope += (free[1] - held[1]) @ one.lines
            if len(one.truth) > 1:
                slope += (free[2] - held[2]) @ one.to_analyst + (free[3] - held[3]) @ one.to_management
        return total, slope

    fitted = minimize(loss, np.zeros(len(KEYS)), jac=True, method="L-BFGS-B", options={"maxiter": 80})
    return {key: float(value) for key, value in zip(KEYS, fitted.x, strict=True)} | GIVEN


def _sums(one: Design, theta: np.ndarray, known: bool) -> tuple[float, np.ndarray, np.ndarray, np.ndarray]:
    """Log of the sum over courses (the true ones if ``known``), and the expected analyst lines and changes."""
    node = np.stack([one.lines @ theta / 2, -one.lines @ theta / 2], axis=1)
    if known:
        for i, truth in enumerate(one.truth):
            if truth:
                node[i, 1 if truth == "analyst" else 0] = -1e9
    count = len(node)
    to_analyst = one.to_analyst @ theta if count > 1 else np.zeros(0)
    to_management = one.to_management @ theta if count > 1 else np.zeros(0)
    fore, aft = np.zeros((count, 2)), np.zeros((count, 2))
    fore[0] = node[0]
    for i in range(1, count):
        fore[i, 0] = np.logaddexp(fore[i - 1, 0], fore[i - 1, 1] + to_analyst[i - 1]) + node[i, 0]
        fore[i, 1] = np.logaddexp(fore[i - 1, 1], fore[i - 1, 0] + to_management[i - 1]) + node[i, 1]
    total = np.logaddexp(fore[-1, 0], fore[-1, 1])
    for i in range(count - 2, -1, -1):
        a, m = aft[i + 1] + node[i + 1]
        aft[i] = np.logaddexp(a, m + to_management[i]), np.logaddexp(m, a + to_analyst[i])
    share = np.exp(fore[:, 0] + aft[:, 0] - total)
    into_analyst = np.exp(fore[:-1, 1] + to_analyst + node[1:, 0] + aft[1:, 0] - total)
    into_management = np.exp(fore[:-1, 0] + to_management + node[1:, 1] + aft[1:, 1] - total)
    return float(total), share, into_analyst, into_management


def fit_pages(found: Sequence[Block], designs: Sequence[Design]) -> dict[str, dict[str, float]]:
    """The weights of the chain for pages in scraps and for whole ones."""
    return {
        page: fit_chain([d for b, d in zip(found, designs, strict=True) if b.scraps is scraps])
        for page, scraps in (("scraps", True), ("whole", False))
    }


def main() -> None:
    """Fit, print how the weights do on companies left out, and write them where told."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--out", type=Path)
    args = parser.parse_args()
    found = list(blocks(args.folder))
    companies = sorted({re.split(r"[_-]", block.call)[0] for block in found})
    random.Random(1).shuffle(companies)
    fold = {company: at % FOLDS for at, company in enumerate(companies)}
    folds = [fold[re.split(r"[_-]", block.call)[0]] for block in found]
    designs: list[Design] = [None] * len(found)  # type: ignore[list-item]
    for out in range(FOLDS):
        words = lexicon([b for b, f in zip(found, folds, strict=True) if f != out])
        for i, block in enumerate(found):
            if folds[i] == out:
                designs[i] = design(block, words)
    right: Counter[bool] = Counter()
    total: Counter[bool] = Counter()
    labels: Counter[bool] = Counter()
    for out in range(FOLDS):
        pages = fit_pages(
            *zip(*[(b, d) for b, d, f in zip(found, designs, folds, strict=True) if f != out], strict=True)
        )
        for block, one, f in zip(found, designs, folds, strict=True):
            if f == out:
                theta = np.array([pages["scraps" if block.scraps else "whole"][key] for key in KEYS])
                course = sides.likeliest(sides.Scores(*((m @ theta).tolist() if m.size else [] for m in one[:3])))
                for line, truth, decided in zip(block.lines, block.truth, course, strict=True):
                    if truth:
                        size = len(line.text.split())
                        total[block.scraps] += size
                        right[block.scraps] += size * (decided == truth)
                        labels[block.scraps] += size * (line.party == truth)
    for scraps, page in ((False, "whole"), (True, "scraps")):
        if total[scraps]:
            ours, theirs = right[scraps] / total[scraps], labels[scraps] / total[scraps]
            print(f"{page:7} {ours:.4f} of words right on companies left out; labels alone {theirs:.4f}")
    if args.out:
        write(args.out, lexicon(found), fit_pages(found, designs))


def write(path: Path, words: sides.Weights, pages: dict[str, dict[str, float]]) -> None:
    """Write the weights as ``summarizer/segmentation/sides.tsv`` has them."""
    rows = ["# Log-odds for the analyst's side, written by benchmarks/fit_sides.py: table, key, weight."]
    rows += [f"word\t{key}\t{value:.2f}" for key, value in sorted(words.words.items())]
    rows += [f"word\t{a} {b}\t{value:.2f}" for (a, b), value in sorted(words.pairs.items())]
    rows += [
        f"opener\t{' '.join(key)}\t{analyst:.2f} {management:.2f}"
        for key, (analyst, management) in sorted(words.openers.items())
    ]
    rows += [f"{page}\t{key}\t{value:.3f}" for page, table in pages.items() for key, value in sorted(table.items())]
    path.write_text("\n".join(rows) + "\n", "utf-8")


if __name__ == "__main__":
    main()
