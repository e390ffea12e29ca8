"""All damages, by the family that the goals speak of."""

from __future__ import annotations

from typing import NamedTuple

from evals.damages import figures, senses, structure
from evals.damages.scene import Damage, in_a_sentence


class Family(NamedTuple):
    """Damages of one sort, and the share of them that has to be caught; None where no goal is set."""

    name: str
    goal: float | None
    damages: tuple[Damage, ...]


FAMILIES = (
    Family(
        "figures",
        0.97,
        (
            in_a_sentence(figures.digit_changed),
            in_a_sentence(figures.digits_swapped),
            in_a_sentence(figures.point_lost),
            in_a_sentence(figures.million_for_billion),
            in_a_sentence(figures.percent_for_money),
            in_a_sentence(figures.money_for_percent),
            in_a_sentence(figures.points_for_percent),
            in_a_sentence(figures.quarter_shifted),
            in_a_sentence(figures.figures_exchanged),
        ),
    ),
    Family(
        "attribution",
        1.0,
        (
            structure.analyst_wrong,
            structure.names_exchanged,
            structure.analyst_dropped,
            structure.answerer_wrong,
            structure.firm_wrong,
            structure.name_misspelt,
        ),
    ),
    Family(
        "structure",
        1.0,
        (
            structure.exchange_dropped,
            structure.exchange_invented,
            structure.status_flipped,
            structure.topics_shuffled,
            structure.quote_altered,
            structure.evidence_shifted,
            structure.answer_empty,
        ),
    ),
    Family(
        "polarity and negation",
        0.8,
        (
            in_a_sentence(senses.direction_turned),
            in_a_sentence(senses.negation_dropped),
            in_a_sentence(senses.negation_added),
            in_a_sentence(senses.yes_for_no),
        ),
    ),
    Family(
        "substance",
        None,
        (
            structure.answers_exchanged,
            structure.boilerplate,
            structure.answer_from_another_call,
            structure.prepared_remarks,
        ),
    ),
)
