"""Fit what tells a claim that is turned round from one that is right, and say how it does on calls left out.

    python benchmarks/fit_sense.py [--out evals/scorers/sense.tsv] [--readme evals/README.md]

The claims of good summaries are right; those that appear when a sentence is damaged in its sense, or when figures
change places, are turned round. Each exchange is held once against all good answers but its own, and once against the
reference alone, as where a case has no others; fitted is on the one for half of the exchanges, and on the other for the
rest. Folds are made of calls, so that what is printed is of calls that the trees have not seen; what is written is
fitted on all. Needs scikit-learn; takes about 13 minutes on two cores.
"""

from __future__ import annotations

import argparse
import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from dataclasses import replace
from itertools import repeat
from pathlib import Path
from random import Random
from typing import NamedTuple
from zlib import crc32

import numpy as np
from sklearn.ensemble import GradientBoostingClassifier  # type: ignore[import-untyped]

from evals.canary import OTHER_WORDS, Good, by_writer, extracts, references, writers
from evals.case import load_cases
from evals.damages.figures import figures_exchanged, quarter_shifted
from evals.damages.senses import direction_turned, negation_added, negation_dropped
from evals.matching import Matched
from evals.publishing import publish
from evals.scorers.claims import Claim
from evals.scorers.doubt import claims, known_of
from evals.scorers.sense import LEAST_ODDS
from evals.words import split

DAMAGES = (direction_turned, negation_dropped, negation_added, figures_exchanged, quarter_shifted)
FOLDS, TRIES, THREADS = 5, 4, 2
TREES, RATE, LEAST, PART = 240, 0.15, 15, 0.5
# Of answers in quite other words only the good ones are learned from, and less: where no words are shared damage shows
# in nothing, and learning it would only teach to accuse paraphrases.
WEIGHT_OF_OTHER = 0.2
# These say one thing a sentence, as no summary does: others are held against them.
NO_SUMMARIES = ("points", "points in other words", "restated")
KINDS = ("denied", "asserted", "direction", "figure", "pair")


class Example(NamedTuple):
    """A sentence of a good summary, as it was (damage ``None``) or damaged, and those of its claims that are turned;
    ``alone`` where it was held against the reference alone."""

    of: str
    call: str
    exchange: str
    alone: bool
    damage: str | None
    claims: tuple[Claim, ...]
    turned: tuple[bool, ...]


def examples(of: str, good: Iterable[Good]) -> Iterator[Example]:
    """Every sentence of some good summaries, and what the damages make of it."""
    for one in good:
        for pair in Matched(one.case, one.summary).pairs:
            if pair.found is None:
                continue
            for alone in (False, True):
                reference = replace(pair.reference, others=()) if alone else pair.reference
                known = known_of(reference, pair.case.lines)
                for text in split(pair.found.answer):
                    where = of, one.case.name, f"{one.case.name} {pair.place}", alone
                    right = tuple(claims(text, known))
                    yield Example(*where, None, right, (False,) * len(right))
                    names = {claim[:3] for claim in right}
                    for damage, damaged in _damaged(text):
                        now = tuple(claims(damaged, known))
                        yield Example(*where, damage, now, tuple(claim[:3] not in names for claim in now))


def _damaged(text: str) -> Iterator[tuple[str, str]]:
    """The ways to damage a sentence, and what each can make of it."""
    for damage in DAMAGES:
        made = {damage(text, Random(f"{seed} {text}")) for seed in range(TRIES)} - {None}
        yield from ((damage.__name__, damaged) for damaged in sorted(filter(None, made)))


def of_kind(of: str, folder: Path) -> list[Example]:
    """The examples of one kind of good summaries."""
    cases = load_cases(folder)
    kinds = {"reference answers": references, "embedded engine": extracts}
    return list(examples(of, kinds[of](cases) if of in kinds else by_writer(cases, of)))


def learned_from(example: Example) -> bool:
    """Whether an example is one to fit on: half of the exchanges of each kind alone, the others among all answers."""
    return example.alone == bool(crc32(f"{example.of} {example.exchange}".encode()) % 2)


def fit(kind: str, given: Sequence[Example]) -> tuple[GradientBoostingClassifier, list[str]]:
    """Trees for one kind of claim, and the names of the features in their order."""
    rows, turned, weights = [], [], []
    for example in filter(learned_from, given):
        for claim, wrong in zip(example.claims, example.turned, strict=True):
            if claim.kind == kind and (example.damage is None or (wrong and example.of != OTHER_WORDS)):
                rows.append(claim.features)
                turned.append(wrong)
                weights.append(WEIGHT_OF_OTHER if example.of == OTHER_WORDS else 1.0)
    names = sorted(rows[0])
    table = np.array([[row[name] for name in names] for row in rows], dtype=np.float32)
    model = GradientBoostingClassifier(
        n_estimators=TREES, learning_rate=RATE, max_depth=2, min_samples_leaf=LEAST, subsample=PART, random_state=0
    )
    return model.fit(table, turned, sample_weight=weights), names


def odds(model: GradientBoostingClassifier, names: Sequence[str], found: Sequence[Claim]) -> np.ndarray:
    """The log-odds of claims beyond those of the classes."""
    table = np.array([[claim.features[name] for name in names] for claim in found])
    prior = model.init_.class_prior_[1]
    return np.asarray(model.decision_function(table)) - math.log(prior / (1 - prior))


def left_out(given: Sequence[Example]) -> list[float]:
    """By how much the odds of each sentence's most doubtful claim pass those of a fault, by trees fitted on the other
    calls."""
    calls = sorted({example.call for example in given})
    fold = {call: number % FOLDS for number, call in enumerate(calls)}
    best = [-math.inf] * len(given)
    jobs = [(held, kind) for held in range(FOLDS) for kind in KINDS]
    with ThreadPoolExecutor(THREADS) as pool:
        for found in pool.map(lambda job: _of_fold(given, fold, *job), jobs):
            for number, value in found:
                best[number] = max(best[number], value)
    return best


def _of_fold(given: Sequence[Example], fold: Mapping[str, int], held: int, kind: str) -> list[tuple[int, float]]:
    """By how much the odds of each claim of a kind pass those of a fault, in a fold, with the number of its example."""
    model, names = fit(kind, [example for example in given if fold[example.call] != held])
    places = [
        (number, claim)
        for number, example in enumerate(given)
        if fold[example.call] == held
        for claim in example.claims
        if claim.kind == kind
    ]
    values = odds(model, names, [claim for _, claim in places]) - LEAST_ODDS[kind]
    return [(number, float(value)) for (number, _), value in zip(places, values, strict=True)]


def table(given: Sequence[Example], best: Sequence[float], *, alone: bool) -> str:
    """The share of good exchanges with a sentence that is accused, and of damaged sentences, as a Markdown table."""
    exchanges: defaultdict[tuple[str, str], float] = defaultdict(lambda: -math.inf)
    found: defaultdict[tuple[str, str], list[bool]] = defaultdict(list)
    for example, value in zip(given, best, strict=True):
        if example.alone != alone:
            continue
        if example.damage is None:
            exchanges[example.of, example.exchange] = max(exchanges[example.of, example.exchange], value)
        else:
            found[example.of, example.damage].append(value >= 0)
    names = [damage.__name__ for damage in DAMAGES]
    rows = [["good summaries", "exchanges", "accused", *(name.replace("_", " ") for name in names)]]
    rows.append(["---", *("---:" for _ in rows[0][1:])])
    for of in dict.fromkeys(example.of for example in given):
        accused = [value >= 0 for (kind, _), value in exchanges.items() if kind == of]
        shares = [f"{np.mean(hits):.1%}" for hits in (accused, *(found[of, name] for name in names))]
        rows.append([of, f"{len(accused)}", *shares])
    return "".join(f"| {' | '.join(row)} |\n" for row in rows)


def written(kind: str, model: GradientBoostingClassifier, names: Sequence[str]) -> Iterator[str]:
    """The trees of a kind as rows."""
    for [estimator] in model.estimators_:
        tree = estimator.tree_

        def split_at(node: int, tree: object = tree) -> list[str]:
            def value(leaf: int) -> str:
                return f"{RATE * tree.value[leaf][0][0]:.3f}"  # type: ignore[attr-defined]

            low, high = tree.children_left[node], tree.children_right[node]  # type: ignore[attr-defined]
            if low < 0:
                return [names[0], "inf", value(node), value(node)]
            return [names[tree.feature[node]], f"{tree.threshold[node]:.4g}", value(low), value(high)]  # type: ignore[attr-defined]

        yield "\t".join(
            [
                kind,
                names[tree.feature[0]],
                f"{tree.threshold[0]:.4g}",
                *split_at(tree.children_left[0]),
                *split_at(tree.children_right[0]),
            ]
        )


def main() -> None:
    """Fit, print how the trees do on calls left out, and write them where told."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cases", type=Path, default=Path("evals/cases"))
    parser.add_argument("--out", type=Path, help="where the trees are written")
    parser.add_argument("--readme", type=Path, help="a file whose table is written anew, evals/README.md")
    given = parser.parse_args()
    kinds = ["reference answers", "embedded engine", *writers(load_cases(given.cases))]
    kinds = [kind for kind in kinds if kind not in NO_SUMMARIES]
    with ProcessPoolExecutor() as pool:
        found = [example for each in pool.map(of_kind, kinds, repeat(given.cases)) for example in each]
    best = left_out(found)
    for name, alone in (("sense", False), ("sense-alone", True)):
        shown = table(found, best, alone=alone)
        print(f"{name}\n{shown}", end="")
        if given.readme:
            publish(name, shown, given.readme)
    if given.out:
        head = "# Log-odds that a claim is turned round, by benchmarks/fit_sense.py: kind, then a tree of depth 2."
        rows = [row for kind in KINDS for row in written(kind, *fit(kind, found))]
        given.out.write_text("\n".join([head, *rows]) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
