"""Clauses: what is denied in a sentence, and how far a "not" reaches."""

from __future__ import annotations

import pytest

from evals.scorers.clauses import clauses


@pytest.mark.parametrize(
    ("text", "denied"),
    [
        ("It was not the grade, the ore or the mill.", ["it was not the grade", "the ore", "the mill"]),
        ("It is not the grade, the ore at the old site, or demand, and prices fell.",
         ["it is not the grade", "the ore at the old site", "demand"]),
        ("Not the volume, but the price or the mix.", ["not the volume"]),
        ("No depositor or deposit account is touched.", ["no depositor", "deposit account is touched"]),
        ("No yard is for sale, and prices rose or fell.", ["no yard is for sale"]),
        ("They went back because they were weak, not because of the battery.", ["of the battery"]),
        ("No. The 25 is before tax.", []),
        ("It will not change for a hard quarter or two.", ["it will not change for a hard quarter"]),
        ("Nothing follows from it, one way or the other.", ["nothing follows from it"]),
        ("None of the eight (two managers and six analysts) has resigned.", ["none of the eight has resigned"]),
        ("It is up to the union and the city, neither of which is in a hurry.", ["none of them is in a hurry"]),
        ("She denied that they idle the mill or cut a day.", ["she denied that they idle the mill", "cut a day"]),
        ("She did not deny that it costs more.", []),
        ("A price cut is not ruled out.", []),
        ("She ruled out a price cut.", ["she not a price cut"]),
        ("It was settled without a strike or any liability.", ["without a strike", "any liability"]),
        ("The missing 6 million is the depot.", []),
        ("It moves in-house; quality, a rival or the price are not the reason.",
         ["quality", "a rival", "the price are not the reason"]),
        ("Prices rose, and quality or the mix is fine.", []),
        ("None of the six, who took 1,900 tons, can leave.", ["none of the six can leave"]),
        ("None of it is booked, as the insurer must agree, or in the guide.", ["none of it is booked", "in the guide"]),
        ("He doesn't see roll-off, mostly small jobs, turn.", ["he does not see roll off turn"]),
        ("They are zero-cost.", ["they are no cost"]),
        ("It went from zero to 5.", []),
    ],
)  # fmt: skip
def test_what_a_sentence_denies(text: str, denied: list[str]) -> None:
    """A negation holds in its clause and in what is listed with it, and no further."""
    assert [clause.text for clause in clauses(text) if clause.denies] == denied


def test_what_is_set_against_something_is_no_claim_of_its_own() -> None:
    """ "Instead of the usual 3" does not say that 3 is not usual; what stands in a source that way is denied."""
    assert [(clause.text, clause.denies) for clause in clauses("Wages rise 4 instead of the usual 3.")] == [
        ("wages rise 4", False),
        ("rather not the usual 3", True),
    ]
