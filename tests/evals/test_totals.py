"""Sums over a run: status and topics as scikit-learn has them, metrics as means over calls."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import cohen_kappa_score, f1_score
from sklearn.preprocessing import MultiLabelBinarizer

from evals.scores import CaseScores, ExchangeScores, RunScores, Score
from evals.totals import STATUSES, by_call, means, status_totals, topic_totals

LABELS = st.tuples(st.sampled_from(STATUSES), st.sampled_from(STATUSES))
TOPICS = st.frozensets(st.sampled_from(["costs", "demand", "people"]), min_size=1).map(lambda tags: tuple(sorted(tags)))


def of(
    status: tuple[str, str | None] = ("answered", "answered"),
    topics: tuple[tuple[str, ...], tuple[str, ...]] = (("costs",), ("costs",)),
) -> ExchangeScores:
    return ExchangeScores.model_validate(
        {
            "analyst": 0,
            "exchange": 0,
            "found": (0, 0) if status[1] else None,
            "status": status[0],
            "found_status": status[1],
            "topics": topics[0],
            "found_topics": topics[1],
            "scores": {},
        }
    )


def case(
    name: str, *exchanges: ExchangeScores, facts: float | None = None, repeat: int = 1, rerun: bool = False
) -> CaseScores:
    score = Score(value=facts, reason="So it is.")
    return CaseScores(case=name, repeat=repeat, rerun=rerun, scores={"facts": score}, exchanges=exchanges)


def run(*cases: CaseScores) -> RunScores:
    names = tuple(dict.fromkeys(one.case for one in cases))
    return RunScores(
        label="extractive", created="2025-01-01", version="1", prompts={}, expected=names, repeats=1, cases=cases
    )


def test_status_by_hand() -> None:
    """Accuracy, confusion, kappa and macro F1 of four exchanges, one of which was not found."""
    pairs = [("answered", "answered"), ("answered", "partial"), ("declined", "declined"), ("declined", None)]
    totals = status_totals(run(case("a", *(of(status=pair) for pair in pairs))))
    assert totals is not None
    assert totals.accuracy == 0.5
    assert totals.confusion == ((1, 1, 0, 0, 0), (0, 0, 0, 0, 0), (0, 0, 1, 0, 1), (0, 0, 0, 0, 0))
    # Of the three that were found two agree; by chance 2/3 * 1/3 + 1/3 * 1/3 = 1/3 would.
    assert totals.kappa == pytest.approx((2 / 3 - 1 / 3) / (1 - 1 / 3))
    # F1 is 2/3 for answered and for declined; partial and unanswered are in no reference.
    assert totals.macro_f1 == pytest.approx(2 / 3)


@given(st.lists(LABELS, min_size=2, max_size=20).filter(lambda pairs: len({one for pair in pairs for one in pair}) > 1))
def test_kappa_is_scikit_learns(pairs: list[tuple[str, str]]) -> None:
    """Where everything was found, kappa is that of scikit-learn over all pairs."""
    totals = status_totals(run(case("a", *(of(status=pair) for pair in pairs))))
    assert totals is not None
    assert totals.kappa == pytest.approx(cohen_kappa_score(*zip(*pairs, strict=True)))


def test_kappa_of_one_label_is_not_defined() -> None:
    """Where everything is answered, agreement beyond chance can't be told."""
    totals = status_totals(run(case("a", of(), of())))
    assert totals is not None
    assert totals.kappa is None


@given(st.lists(st.tuples(TOPICS, TOPICS), min_size=1, max_size=8))
def test_topics_are_scikit_learns(pairs: list[tuple[tuple[str, ...], tuple[str, ...]]]) -> None:
    """Micro and macro F1 over tags are those of scikit-learn, over the topics that occur."""
    totals = topic_totals(run(case("a", *(of(topics=pair) for pair in pairs))))
    assert totals is not None
    binary = MultiLabelBinarizer().fit([tags for pair in pairs for tags in pair])
    wanted, given = (binary.transform([pair[side] for pair in pairs]) for side in (0, 1))
    assert totals.micro_f1 == pytest.approx(f1_score(wanted, given, average="micro"))
    assert totals.macro_f1 == pytest.approx(f1_score(wanted, given, average="macro"))


def test_a_call_counts_once_however_often_it_was_tried() -> None:
    """Repeats of a call are averaged; reruns and calls without a score are left out."""
    scored = run(
        case("a", facts=0.2),
        case("a", facts=0.4, repeat=2),
        case("a", facts=1.0, repeat=3, rerun=True),
        case("b", facts=0.9),
        case("c", facts=None),
    )
    assert by_call(scored, "facts") == pytest.approx({"a": 0.3, "b": 0.9})
    assert means(scored)["facts"].mean == pytest.approx(0.6)
    assert "status" not in means(scored)


def test_without_exchanges_there_are_no_totals() -> None:
    """A run of calls without questions has neither status nor topics."""
    assert (status_totals(run(case("a"))), topic_totals(run(case("a")))) == (None, None)
