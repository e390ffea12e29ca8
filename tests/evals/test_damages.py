"""Every damage makes exactly the change that it is named for, the same for the same seed, or says that none fits."""

from __future__ import annotations

import re
from pathlib import Path
from random import Random

import pytest

from evals.case import Case
from evals.damages import figures, harmless, senses
from evals.damages.scene import Damage, Scene, TextDamage
from evals.damages.table import FAMILIES
from evals.ideal import ideal
from evals.scorers import score_call
from evals.words import sentences
from summarizer.summary import CallSummary
from tests.evals import ferries

DAMAGES = [damage for family in FAMILIES for damage in family.damages]


@pytest.fixture
def case(tmp_path: Path) -> Case:
    return ferries.write_case(tmp_path)


def scenes(case: Case) -> list[Scene]:
    good, other = ferries.summary(), ferries.summary(ferries.analyst("Orla Fenn", ferries.crew(answer="No strike.")))
    return [Scene(case, good, place, other) for place in ((0, 0), (1, 0), (1, 1))]


def test_there_are_enough_of_them() -> None:
    """At least twenty ways to be wrong, each with a name of its own and a sentence that says what it does."""
    assert len({damage.__name__ for damage in DAMAGES}) == len(DAMAGES) >= 20
    assert all(damage.__doc__ for damage in DAMAGES)


@pytest.mark.parametrize(
    ("damage", "text", "expected"),
    [
        (figures.digit_changed, "It cost $7 million.", r"It cost \$[1-689] million\."),
        (figures.digit_changed, "It is up 10%.", r"It is up (?:[2-9]0|1[1-9])%\."),
        (figures.digits_swapped, "It is 14%.", r"It is 41%\."),
        (figures.digits_swapped, "It is 2.5%.", r"It is 5.2%\."),
        (figures.point_lost, "It is 2.5%.", r"It is 25%\."),
        (figures.million_for_billion, "It cost $7 million.", r"It cost \$7 billion\."),
        (figures.million_for_billion, "It cost INR7 crores.", r"It cost INR7 lakhs\."),
        (figures.percent_for_money, "It cost $7 million.", r"It cost 7%\."),
        (figures.money_for_percent, "It is 14%.", r"It is \$14 million\."),
        (figures.points_for_percent, "It is 14%.", r"It is 14 basis points\."),
        (figures.quarter_shifted, "It is due in Q2.", r"It is due in Q3\."),
        (figures.quarter_shifted, "It is due in the fourth quarter.", r"It is due in the first quarter\."),
        (figures.quarter_shifted, "It is due in the first half.", r"It is due in the second half\."),
        (figures.figures_exchanged, "Up 3% in May and 5% in June.", r"Up 5% in May and 3% in June\."),
        (senses.direction_turned, "Margin rose.", r"Margin fell\."),
        (senses.direction_turned, "Higher prices help.", r"Lower prices help\."),
        (senses.negation_dropped, "It is not for sale.", r"It is for sale\."),
        (senses.negation_dropped, "They won't build it.", r"They will build it\."),
        (senses.negation_dropped, "It isn't for sale.", r"It is for sale\."),
        (senses.negation_added, "It is for sale.", r"It is not for sale\."),
        (senses.yes_for_no, "No, not before June.", r"Yes, not before June\."),
        (senses.yes_for_no, "Yes, in June.", r"No, in June\."),
    ],
)
def test_a_sentence_is_changed_as_named(damage: TextDamage, text: str, expected: str) -> None:
    """What comes out is one of the sentences that the damage may make of it."""
    damaged = damage(text, Random(1))
    assert damaged is not None
    assert re.fullmatch(expected, damaged), damaged


@pytest.mark.parametrize(
    ("damage", "text"),
    [
        (figures.digit_changed, "Nothing is said."),
        (figures.digits_swapped, "It is 7%, or 11%."),
        (figures.point_lost, "It is 7%."),
        (figures.point_lost, "It is 0.5%."),
        (figures.figures_exchanged, "Up 3% for $5 million."),
        (figures.figures_exchanged, "Up 3% and 3%."),
        (senses.direction_turned, "It stays."),
        (senses.negation_dropped, "It stays."),
        (senses.negation_added, "It is not for sale."),
        (senses.yes_for_no, "No figure was given."),
        (senses.negation_added, "It may rise."),
        (figures.quarter_shifted, "It is the third quarter of growth in a row."),
        (figures.figures_exchanged, "It is due in Q2 and Q3."),
    ],
)
def test_a_sentence_that_does_not_fit_is_left(damage: TextDamage, text: str) -> None:
    """Where there is nothing to damage the answer is None, and never the sentence as it was."""
    assert damage(text, Random(1)) is None


@pytest.mark.parametrize("damage", DAMAGES, ids=lambda damage: damage.__name__)
def test_a_damage_is_a_function_of_the_seed(damage: Damage, case: Case) -> None:
    """The same seed gives the same damage, the summary given is left as it was, and a damaged one differs from it."""
    for scene in scenes(case):
        once, again = damage(scene, Random("7")), damage(scene, Random("7"))
        assert once == again
        assert once != scene.summary
        assert scene.summary == ferries.summary()


@pytest.mark.parametrize(
    "damage", [d for f in FAMILIES for d in f.damages if f.name in ("figures", "polarity and negation")]
)
def test_damages_of_words_touch_words_only(damage: Damage, case: Case) -> None:
    """Names, lines, status and topics stay; one sentence of one answer is another one."""
    for scene in scenes(case):
        damaged = damage(scene, Random("7"))
        if damaged is None:
            continue
        changed = Scene(case, damaged, scene.place, scene.other).exchange
        assert scene.with_exchange(answer=changed.answer, sentences=changed.sentences) == damaged
        pairs = zip(sentences(scene.exchange), sentences(changed), strict=True)
        assert sum(old.text != new.text for old, new in pairs) == 1


@pytest.mark.parametrize("change", harmless.HARMLESS, ids=lambda change: change.__name__)
def test_a_harmless_change_keeps_every_score(change: Damage, case: Case) -> None:
    """What is as good as before scores as before."""
    before, _ = score_call(case, ferries.summary())
    for scene in scenes(case):
        changed = change(scene, Random("7"))
        if changed is None:
            continue
        after, _ = score_call(case, changed)
        for name in ("facts", "sense", "figure_precision", "figures_supported", "valid", "evidence_precision"):
            assert after[name].value == before[name].value, (name, after[name])


def test_the_ideal_summary_has_full_marks(case: Case) -> None:
    """The reference answers as a summary are what the scorers ask for."""
    good: CallSummary = ideal(case)
    scores, _ = score_call(case, good)
    wanting = {name: score.reason for name, score in scores.items() if score.value is not None and score.value < 0.999}
    assert wanting.keys() <= {"rouge_1", "rouge_2", "rouge_l"}, wanting
    quotes = [one.quote for analyst in good.analysts for one in analyst.exchanges if one.quote]
    assert quotes
    assert all(quote in ferries.TRANSCRIPT for quote in quotes)
