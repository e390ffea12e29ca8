"""Every scorer: right is 1, a known fault costs a known share and is named, and nothing to score is no score."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from evals.case import Case, Fact, each_exchange, load_case
from evals.others import Other
from evals.scorers import OF_CALLS, OF_EXCHANGES, score_call
from evals.scorers.facts import covers, exchanged
from evals.scores import Score, pooled, unscored
from summarizer.summary import CallSummary, SummaryFlag, Usage
from tests.evals import ferries
from tests.evals.ferries import crew, exchange, fares, minkwitz, quill, summary


@pytest.fixture
def case(tmp_path: Path) -> Case:
    return ferries.write_case(tmp_path)


SHARES = {scorer.__name__ for scorer in (*OF_CALLS, *OF_EXCHANGES)} - {
    "length_ratio",
    "prompt_tokens",
    "completion_tokens",
    "cost_usd",
}


def test_the_reference_itself_scores_one_everywhere(case: Case) -> None:
    """A summary that says what the reference says has full marks, a reason for each, and no fault."""
    scores, exchanges = score_call(case, summary())
    for name in SHARES:
        assert scores[name].value == pytest.approx(1.0), (name, scores[name])
        assert scores[name].faults == ()
    for score in (*scores.values(), *(score for one in exchanges for score in one.scores.values())):
        assert score.reason.endswith((".", "?", "!")), score


FAILED = SummaryFlag(kind="model-failed", says="The model failed on what Bettina Quill asked: it was cut.")


@pytest.mark.parametrize(
    ("metric", "value", "fault", "damaged"),
    [
        ("valid", 0, "exchange 1 has no answer", summary(minkwitz(exchange(answer="")), quill(fares(), crew()))),
        ("valid", 0, "it was cut", summary(minkwitz(exchange()), quill().model_copy(update={"flags": (FAILED,)}))),
        ("present", 0, "Bettina Quill asked and is missing", summary(minkwitz(exchange()))),
        ("present", 0, "Jonas Ferrer did not ask", summary(*summary().analysts, ferries.analyst("Jonas Ferrer"))),
        ("analysts", 2 / 3, "nobody stands for Bettina Quill", summary(minkwitz(exchange()))),
        (
            "analysts",
            0.5,
            "Bettina Quill is called Bettina Quilt",
            summary(minkwitz(exchange()), quill(fares(), crew()).model_copy(update={"name": "Bettina Quilt"})),
        ),
        ("sessions", 2 / 3, "the session of Bettina Quill at 10-17 was not found", summary(minkwitz(exchange()))),
        ("exchanges", 0.8, "Bettina Quill's question at line 15", summary(minkwitz(exchange()), quill(fares()))),
        (
            "exchanges",
            2 / 3,
            "Bettina Quill's question at line 11 stands under Aurel Minkwitz",
            summary(minkwitz(exchange(), fares()), quill(crew())),
        ),
        (
            "firms",
            0.5,
            "Bettina Quill is of Harrow & Pike, not Dorn",
            summary(minkwitz(exchange()), ferries.analyst("Bettina Quill", fares(), crew(), lines=((10, 17),))),
        ),
        ("questions", 2 / 3, "line 11", summary(minkwitz(exchange()), quill(fares(question="And tea?"), crew()))),
        (
            "answerers",
            2 / 3,
            "Solveig Trapani is named at line 15",
            summary(minkwitz(exchange()), quill(fares(), crew(answered_by=("Solveig Trapani",)))),
        ),
        (
            "evidence_inside",
            0,
            "Aurel Minkwitz has no floor at 13-13",
            summary(minkwitz(exchange(evidence=((4, 4), (6, 7), (13, 13)))), quill(fares(), crew())),
        ),
        (
            "status",
            2 / 3,
            "declined, not partial",
            summary(minkwitz(exchange()), quill(fares(), crew(status="partial"))),
        ),
        ("topics", 6 / 7, "no costs", summary(minkwitz(exchange(topics=("operations",))), quill(fares(), crew()))),
        (
            "facts",
            0.75,
            "Each costs",
            summary(minkwitz(exchange(answer="Twelve sail in winter.")), quill(fares(), crew())),
        ),
        (
            "figures_supported",
            2 / 3,
            "Aurel Minkwitz: $1.52 million",
            summary(
                minkwitz(exchange(answer="Twelve ferries sail, at $1.52 million each, 4.5% more.")),
                quill(fares(), crew()),
            ),
        ),
        (
            "figures_supported",
            2 / 3,
            "Aurel Minkwitz: $1.25 billion",
            summary(
                minkwitz(exchange(answer="Twelve ferries sail, at $1.25 billion each, 4.5% more.")),
                quill(fares(), crew()),
            ),
        ),
        ("quotes", 0.5, "every costs", summary(minkwitz(exchange(quote="every costs $1.25")), quill(fares(), crew()))),
    ],
)
def test_a_fault_costs_its_share_and_is_named(
    case: Case, metric: str, value: float, fault: str, damaged: CallSummary
) -> None:
    """One fault in an otherwise perfect summary lowers its own metric by what it is worth, and says what is wrong."""
    scores, _ = score_call(case, damaged)
    assert scores[metric].value == pytest.approx(value), scores[metric]
    assert any(fault in named for named in scores[metric].faults), scores[metric]


def test_evidence_is_measured_by_line(case: Case) -> None:
    """Recall counts the lines of question and facts, precision the cited lines that belong to the exchange."""
    cited = exchange(evidence=((4, 4), (6, 6), (13, 13)))
    scores, exchanges = score_call(case, summary(minkwitz(cited), quill(fares(), crew())))
    assert exchanges[0].scores["evidence_recall"].value == pytest.approx(2 / 3)
    assert exchanges[0].scores["evidence_precision"].value == pytest.approx(2 / 3)
    assert scores["evidence_recall"].value == pytest.approx(6 / 7)
    assert scores["evidence_precision"].value == pytest.approx(6 / 7)


def test_what_was_not_found_is_no_silent_zero(case: Case) -> None:
    """A missing exchange scores nought where something was missed, and nothing where nothing was said."""
    _, exchanges = score_call(case, summary(minkwitz(exchange()), quill(fares())))
    missing = exchanges[2]
    assert missing.found is None
    assert {name for name, score in missing.scores.items() if score.value == 0} == {
        "questions",
        "status",
        "topics",
        "evidence_recall",
        "facts",
    }
    assert all(score.reason for score in missing.scores.values())
    assert all(score.weight == 0 for score in missing.scores.values() if score.value is None)


def test_the_embedded_engine_costs_nothing_and_a_model_does(case: Case) -> None:
    """Tokens and dollars are unscored where no model was asked, and where its price is not known."""
    free, _ = score_call(case, summary())
    assert {free[name].value for name in ("prompt_tokens", "completion_tokens", "cost_usd")} == {None}
    paid, _ = score_call(case, summary(usage=Usage(calls=2, prompt_tokens=900, completion_tokens=80)))
    assert (paid["prompt_tokens"].value, paid["completion_tokens"].value, paid["cost_usd"].value) == (900, 80, None)


def test_verdicts_of_the_summary_are_not_believed(case: Case) -> None:
    """A wrong figure counts as unsupported though the summary itself calls nothing wrong."""
    invented = exchange(answer="Twelve ferries sail in winter, at $1.25 million each, 5.4% more than last year.")
    scores, _ = score_call(case, summary(minkwitz(invented), quill(fares(), crew())))
    assert invented.figures == ()
    assert scores["figures_supported"].faults == ("Aurel Minkwitz: 5.4%",)


@pytest.mark.parametrize(
    ("told", "said", "supported"),
    [
        ("Thirteen ferries, as was meant.", "Twelve ferries sail in winter, 13 in all.", True),
        ("The fare is 14.", "Twelve ferries sail in winter, 13 in all.", False),
    ],
)
def test_what_a_good_answer_states_is_supported(case: Case, told: str, said: str, supported: bool) -> None:
    """A figure that the reference, or another good answer, restored from garbled lines is no fault of a summary's."""
    given = summary(minkwitz(exchange(answer=said)), quill(fares(), crew()))
    by_reference = each_exchange(case, lambda one: replace(one, answer=told))
    by_another = each_exchange(case, lambda one: replace(one, others=(Other("note", told),)))
    for held in (by_reference, by_another):
        scores, exchanges = score_call(held, given)
        for score in (scores["figures_supported"], exchanges[0].scores["figure_precision"]):
            assert (score.value == 1) is supported, score


@pytest.mark.parametrize(("period", "value"), [("Q4 2024", 1.0), ("Q4 2023", 0.5), (None, 0.5)])
def test_this_year_is_the_year_of_the_call(case: Case, period: str | None, value: float) -> None:
    """Where the lines say "last year", the year before the call's is said."""
    given = summary(
        minkwitz(exchange(answer="Twelve ferries sail in winter, more than in 2023.")), quill(fares(), crew())
    )
    _, exchanges = score_call(replace(case, period=period), given)
    assert exchanges[0].scores["figure_precision"].value == value


def test_what_is_read_is_scored(case: Case) -> None:
    """Where answer and sentences differ, the answer counts: it is what a reader sees."""
    split = exchange().model_copy(update={"answer": "Thirteen ferries sail."})
    scores, _ = score_call(case, summary(minkwitz(split), quill(fares(), crew())))
    assert scores["figures_supported"].value == 0


YIELD = Fact("140 basis points came from yield and 100 from mix", (1,), ("140", "100"))


@pytest.mark.parametrize(
    ("answer", "fact", "covered"),
    [
        ("Yield gave 140 basis points and mix 100.", YIELD, True),
        ("Mix gave 140 basis points and yield 100.", YIELD, False),
        ("Yield gave 140 basis points.", YIELD, False),
        ("Yield gave 140% and mix 100.", YIELD, False),
        ("", YIELD, False),
        ("They have three suppliers.", Fact("There are 3 suppliers", (1,), ("3",)), True),
        ("Revenue was $2.5 billion.", Fact("Revenue was $2.5 million", (1,), ("2.5",)), False),
        ("There is a catch-up.", Fact("There is no catch-up", (1,), ()), False),
        ("There is no catch-up.", Fact("There is no catch-up", (1,), ()), True),
        ("The yard is for sale, and no price was told.", Fact("The yard is not for sale", (1,), ()), False),
        ("The yard is not for sale.", Fact("The yard is for sale", (1,), ()), False),
        ("The yard in Kiel is not for sale.", Fact("The yard is not for sale and not closed", (1,), ()), True),
        ("Fares fell in spring.", Fact("Fares rose in spring", (1,), ()), False),
        ("The weather was fine.", Fact("Fares rise in spring", (1,), ()), False),
    ],
)
def test_a_fact_needs_its_figures_in_place_its_words_and_its_denial(answer: str, fact: Fact, covered: bool) -> None:
    """A fact is covered by figures beside the right words, by enough of its words, and by a denial if it denies."""
    assert bool(covers(answer, fact).value) is covered, covers(answer, fact)


def test_a_short_answer_borrows_the_words_of_its_question() -> None:
    """ "They would." says what was asked; said at length, an answer has to have words of its own."""
    fact = Fact("The fleets are part of the 25", (1,), ())
    asked = "Would the fleets be part of the 25?"
    assert covers("They would.", fact, asked).value == 1
    assert covers("They would.", fact).value == 0
    assert covers("We are very proud of the whole team and of all that it does.", fact, asked).value == 0


def test_exchanged_figures_are_named() -> None:
    """Two figures that stand beside each other's words are told."""
    assert exchanged("Mix gave 140 basis points and yield 100.", YIELD) == "140 and 100"
    assert exchanged("Yield gave 140 basis points and mix 100.", YIELD) == ""


def test_a_call_without_questions_is_right_without_analysts(tmp_path: Path) -> None:
    """Nothing to find and nothing found is full marks; something found is none."""
    place = tmp_path / "silent"
    ferries.write_case(tmp_path, "silent")
    text = ferries.REFERENCE.split("analysts:")[0].replace("qa_starts_at: 1", "qa_starts_at: null") + "analysts: []\n"
    (place / "reference.yaml").write_text(text)
    silent = load_case(place)
    empty = summary().model_copy(update={"analysts": ()})
    right, wrong = score_call(silent, empty)[0], score_call(silent, summary())[0]
    for name in ("present", "analysts", "sessions", "exchanges"):
        assert (right[name].value, wrong[name].value) == (1, 0)
    assert right["facts"].value is None


def test_pooling_weighs_by_what_was_counted() -> None:
    """A call's share is that of all its facts together, not the mean of its exchanges' shares."""
    one = Score(value=1.0, reason="", weight=1)
    five = Score(value=0.4, reason="", weight=5)
    assert pooled([one, five, unscored("nothing")], "facts").value == pytest.approx(3 / 6)
    assert pooled([unscored("nothing")], "facts").value is None
