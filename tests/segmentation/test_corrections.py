"""Lines whose side is plain, whatever the odds say."""

from __future__ import annotations

import pytest

from summarizer.segmentation.corrections import answers_begun, corrected, questions_left
from summarizer.segmentation.sides import Heard, Party
from tests.segmentation.test_sides import block

ASKED = ("I", "How large was it?")


@pytest.mark.parametrize(
    ("rows", "course", "expected"),
    [
        ([("O", "It was 5%."), ("o", "Thanks. And what about cash?"), ("o", "It rose.")], "mmm", "mam"),
        ([("O", "Thanks. And what about cash?")], "m", "m"),
        ([("O", "It was 5%."), ("o", "And what does it mean?")], "mm", "mm"),
        ([("I", "How large was it?"), ("O", "It was 5%.")], "mm", "am"),
        ([("I", "This is Olaf Berg. Shall I take that?"), ("O", "It was 5%.")], "mm", "mm"),
        ([ASKED, ("i", "We can't comment on it."), ("i", "It is with the court."), ("i", "And cash?")], "aaaa", "amma"),
        ([ASKED, ("i", "Olaf Berg"), ("i", "I won't get into that.")], "aaa", "aam"),
        ([("I", "You don't disclose it."), ("i", "Would you?")], "aa", "aa"),
        ([ASKED, ("i", "In May, yes."), ("i", "It was 5%."), ("i", "And the other one, what is it?")], "aaaa", "amma"),
        ([ASKED, ("i", "In May, it was."), ("i", "And the other one, what is it?")], "aaa", "aaa"),
        ([ASKED, ("i", "Yes, good morning. So we've agreed on an index, and 85% of our costs are in it.")], "aa", "am"),
        ([ASKED, ("i", "Yes, and I have one more, on the second half of the year.")], "aa", "aa"),
        ([("I", "How large was it?"), ("I", "Sure, Ida. It was 5% at most.")], "aa", "am"),
        ([("I", "Hi, Ida Storm, Norvik. I see it at 5% at most.")], "a", "a"),
        ([ASKED, ("i", "Hi, good morning."), ("O", "It was about 5% of all sales.")], "aam", "amm"),
        (
            [ASKED, ("i", "We expect to ship it in the first half, and we believe our team will deliver on it.")],
            "aa",
            "am",
        ),
        ([ASKED, ("i", "Any color on that would be great, thank you very much for taking my questions.")], "aa", "aa"),
        ([ASKED, ("i", "Yes."), ("O", "It was 5%.")], "amm", "aam"),
        (
            [("I", "It would be great, sir, if you could give the break-up"), ("i", "between sites."), ("O", "Half.")],
            "amm",
            "aam",
        ),
        ([("I", "Line two will add how much, and remind us of line three"), ("O", "It was 5%.")], "mm", "am"),
        ([("I", "Line two will add about 5% to what we sell in all"), ("O", "It was 5%.")], "mm", "mm"),
        ([], "", ""),
    ],
)
def test_what_is_plain(rows: list[tuple[str, str]], course: str, expected: str) -> None:
    """Nobody thanks themselves, affirms, answers or declines their own question, greets at its end, or changes inside a
    sentence; what opens the analyst's turn with a question asks; a word or two alone move nowhere."""
    party: dict[str, Party] = {"a": "analyst", "m": "management"}
    assert corrected(block(*rows), [party[one] for one in course]) == [party[one] for one in expected]


@pytest.mark.parametrize(
    ("label", "said", "expected"),
    [
        ("Paul Drury", "We expect about 31% for the year as a whole.", "management"),
        ("Paul Drury", "Thanks a lot.", "analyst"),
        ("Paul Drury", "We had modelled 9% for the year, is that still right?", "analyst"),
        ("I. Storm", "We had modelled 9% for the year as a whole.", "analyst"),
        ("Ida Storme", "We had modelled 9% for the year as a whole.", "analyst"),
        ("Unidentified Analyst", "We had modelled 9% for the year as a whole.", "analyst"),
    ],
)
def test_a_label_that_slipped_to_another_analyst(label: str, said: str, expected: Party) -> None:
    """What asks nothing, at some length, under a label that is surely another analyst's is management's."""
    lines = [Heard(5, "How large was it?", "analyst", "Ida Storm", True), Heard(7, said, "analyst", label, True)]
    assert corrected(lines, ["analyst", "analyst"])[1] == expected


@pytest.mark.parametrize(
    ("asked", "label", "after", "expected"),
    [
        ("And the tax rate?", "Olaf Berg", "Hedda Lund", "mam"),
        ("And the tax rate?", "Olaf Berg", "Olaf Berg", "mam"),
        ("The tax rate is another matter.", "Olaf Berg", "Hedda Lund", "mmm"),
        ("And the tax rate, Hedda?", "Olaf Berg", "Hedda Lund", "mmm"),
        ("Anything else on the tax rate?", "Olaf Berg", "Hedda Lund", "mmm"),
    ],
)
def test_a_question_between_two_labels_of_managements(asked: str, label: str, after: str, expected: str) -> None:
    """What asks at the end of a turn of management's, before their next label, is the analyst's whose label was lost;
    who names a colleague or asks for more passes the floor on."""
    lines = [
        Heard(5, "It was 5%.", "management", label, True),
        Heard(6, asked, "management", label, False),
        Heard(8, "It is 21%.", "management", after, True),
    ]
    found = questions_left(lines, ["management"] * 3, frozenset({"olaf", "berg", "hedda", "lund"}))
    assert "".join(party[0] for party in found) == expected


@pytest.mark.parametrize(
    ("between", "expected"),
    [
        (["About 21%."], "amm"),
        (["We haven't given one."], "amm"),
        ([".", "About 21%."], "aamm"),
        (["Thanks."], "aam"),
        (["Because I hear a lot about it."], "aam"),
        (["I'm still learning how you do that."], "aam"),
        (["About 21%.", "It was 24% before."], "aaam"),
        (["And is it for the year?"], "aam"),
    ],
)
def test_the_line_before_a_label_that_comes_too_late(between: list[str], expected: str) -> None:
    """One line under the analyst's label, between their question and management's label, begins the answer, unless it
    thanks, asks, or is a questioner's by its words."""
    lines = [
        Heard(5, "And the tax rate?", "analyst", "Ida Storm", True),
        *(Heard(at, text, "analyst", "Ida Storm", False) for at, text in enumerate(between, start=6)),
        Heard(9, "We keep to that.", "management", "Olaf Berg", True),
    ]
    course: list[Party] = [line.party or "management" for line in lines]
    assert "".join(party[0] for party in answers_begun(lines, course)) == expected
