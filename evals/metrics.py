"""Which scores decide, which only inform, and how small a difference nobody minds.

Tolerances are in the metric's own unit. They were set before any comparison was seen: one point where a score is about
structure, which is right or wrong, two where it is about wording, which a reader forgives.
"""

from __future__ import annotations

from typing import NamedTuple

# What no summary may do, however good it is on average.
INVARIANTS = {
    "valid": "the output is whole",
    "present": "everyone who asked is present, and nobody else",
    "evidence_inside": "all evidence lies where its analyst had the floor",
    "figures_supported": "no figure that the analyst's floor doesn't support",
}


class Metric(NamedTuple):
    """A share of a call, the more the better, that is tested over the calls of a run."""

    name: str
    says: str
    tolerance: float


TESTED = (
    Metric("analysts", "analysts at their lines under their names (F1)", 0.01),
    Metric("sessions", "sessions at their lines (F1)", 0.01),
    Metric("exchanges", "exchanges at their lines under their analyst (F1)", 0.01),
    Metric("firms", "firms of the analysts", 0.01),
    Metric("spelling", "analysts' names letter for letter", 0.01),
    Metric("answerers", "who answered (F1)", 0.01),
    Metric("questions", "questions covered", 0.02),
    Metric("status", "status as in the reference", 0.02),
    Metric("topics", "topics (F1)", 0.02),
    Metric("evidence_recall", "lines of question and facts that are cited", 0.02),
    Metric("evidence_precision", "cited lines that belong to the exchange", 0.02),
    Metric("facts", "facts covered", 0.02),
    Metric("figure_recall", "figures of the facts that are stated", 0.02),
    Metric("figure_precision", "figures that belong to the exchange", 0.01),
    Metric("sense", "sentences that nothing in the call turns round", 0.02),
    Metric("quotes", "quotes that are verbatim", 0.01),
)

# Tested only where both runs were judged by the same model and prompt, and these agree with a reader.
JUDGED = Metric("facts_judged", "facts covered, as a model judges", 0.02)

DIAGNOSTIC = {
    JUDGED.name: JUDGED.says,
    "length_ratio": "words to the reference's words",
    "rouge_1": "ROUGE-1",
    "rouge_2": "ROUGE-2",
    "rouge_l": "ROUGE-L",
    "prompt_tokens": "tokens sent",
    "completion_tokens": "tokens received",
    "cost_usd": "dollars",
    "seconds": "seconds",
}
