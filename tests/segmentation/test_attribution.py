"""Labels that do not hold: what moves to the other side, who spoke as far as the evidence goes, and why."""

from __future__ import annotations

import pytest

from summarizer.segmentation.attribution import attribute
from summarizer.segmentation.sides import Heard
from summarizer.transcript import Flag, Participant, Side, SpokenLine
from tests.dialogues import ROSTER, call, exchanges, line_of

CALLED = "Operator: Our first question comes from Ida Storm with Norvik Capital. Please go ahead.\n"
ASKED = "Ida: How large was the backlog at the end of the quarter?\n"
ANSWER = "We expect to ship it in the first half of the year, and we believe that our team will deliver on it."


def parse(dialogue: str, roster: str = ROSTER):  # type: ignore[no-untyped-def]
    """Ida's session."""
    [session] = call(CALLED + dialogue, roster).sessions
    return session


def test_a_question_within_an_answer() -> None:
    """The analyst's next question within an executive's turn is the analyst's, and a flag says from where and why."""
    session = parse(
        ASKED + f"Olaf: {ANSWER}\nOkay, thank you. And do you have an estimate for the margin?\nIt's 31%.\n"
    )
    line = line_of(session, "Okay, thank you.")
    assert (line.side, line.speaker, line.label) == ("question", "Ida Storm", "Olaf Berg")
    assert exchanges(session)[1] == ("Okay, thank you. And do you have an estimate for the margin?", "It's 31%.")
    says = f"Line {line.number} stands under Olaf Berg's label; the words ask, so they are taken as Ida Storm's."
    assert session.flags == (Flag(line.number, "label", says),)


def test_an_answer_under_the_analysts_label() -> None:
    """An answer that follows the question under its label is management's; without another name nobody is named."""
    session = parse(ASKED + f"{ANSWER}\nOperator: That was the last question.\n")
    line = line_of(session, "We expect")
    assert (line.side, line.speaker, line.label) == ("answer", None, "Ida Storm")
    assert session.exchanges[0].answered_by == ()
    [flag] = session.flags
    assert (flag.line, flag.kind) == (line.number, "label")
    assert flag.says.endswith("no other name is given, so the speaker is unknown.")


def test_words_to_the_analyst() -> None:
    """Words under the analyst's label that speak to the analyst are management's for that reason."""
    session = parse(ASKED + f"Ida, thanks. {ANSWER}\nOperator: That was the last question.\n")
    [flag] = session.flags
    assert "the words speak to Ida Storm, so they are management's" in flag.says


def test_a_label_that_slipped() -> None:
    """An answer whose label comes a little late is of the one whose label it is."""
    scraps = "Yes.\nSo I think.\nOur backlog, we will.\nShip it in May.\n"
    session = parse(ASKED + scraps + "Olaf: And we are.\nVery happy with it.\nAs I said.\nIt was.\nGood.\n")
    line = line_of(session, "Our backlog")
    assert (line.side, line.speaker) == ("answer", "Olaf Berg")
    assert [flag.says for flag in session.flags if "Olaf Berg's label follows a little later" in flag.says]


@pytest.mark.parametrize(
    ("words", "who"),
    [
        ("Yes, hi, this is Hedda Lund. Our backlog is $96 million.", "Hedda Lund"),
        ("Hello, this is Rolf Haag, Treasurer of the company. We have $96 million.", "Rolf Haag"),
    ],
)
@pytest.mark.parametrize("label", ["Olaf", "Ida"])
def test_who_introduces_themselves(words: str, who: str, label: str) -> None:
    """Who says who they are under another one's label is that person, with the line and the label in a flag."""
    session = parse(ASKED + (f"{label}: {words}\n" if label == "Olaf" else f"{words}\nOlaf: {ANSWER}\n"))
    line = line_of(session, words[:8])
    assert (line.side, line.speaker) == ("answer", who)
    says = f"Line {line.number} stands under {line.label}'s label; the speaker says they are {who}."
    assert Flag(line.number, "label", says) in session.flags


def test_a_misheard_name_is_the_listed_ones() -> None:
    """Who introduces themselves with a name misheard is the one on the roster whom it can mean."""
    session = parse(ASKED + f"Olaf: Hi, this is Hedda Lunt. {ANSWER}\n")
    assert session.exchanges[0].answered_by == ("Hedda Lund",)


@pytest.mark.parametrize(
    ("office", "title"),
    [
        ("CFO", "Chief Financial Officer"),
        ("CEO", "President, CEO"),
        ("chief financial officer", "CFO"),
        ("CFO", "Director Finance"),
    ],
)
@pytest.mark.parametrize(
    ("others", "who"), [(1, "the only other executive listed is Hedda Lund"), (2, "so the speaker is unknown")]
)
def test_nobody_speaks_of_themselves_as_another(office: str, title: str, others: int, who: str) -> None:
    """A label whose holder is spoken of as "our CFO" is not the speaker; only a sole other executive is named."""
    rows = [f"Olaf Berg; {title}; Larkfield Pumps Inc", "Hedda Lund; President; Larkfield Pumps Inc"]
    rows += ["Rolf Haag; Chief Operating Officer; Larkfield Pumps Inc"] * (others - 1)
    session = parse(
        ASKED + f"Olaf: {ANSWER}\nI will hand over to our {office} for the rest.\n",
        "\n".join([*rows, "Ida Storm; Analyst; Norvik"]),
    )
    line = line_of(session, "I will hand over")
    assert line.speaker == ("Hedda Lund" if others == 1 else None)
    says = f'Line {line.number} stands under Olaf Berg\'s label, but says "our {office}", who is Olaf Berg'
    assert [flag.says for flag in session.flags] == [f"{says}{';' if others == 1 else ','} {who}."]


@pytest.mark.parametrize(
    "words", ["I will ask our CFO to go on.", "As our chairman said, we will invest.", "We like our customers."]
)
def test_another_ones_office_is_no_contradiction(words: str) -> None:
    """Who speaks of somebody else's office is who the label says."""
    session = parse(ASKED + f"Olaf: {words} {ANSWER}\n")
    assert line_of(session, words).speaker == "Olaf Berg"
    assert session.flags == ()


def test_nothing_is_flagged_where_labels_hold() -> None:
    """Lines that are on the side of their label keep it, and there is no flag."""
    heard = [
        Heard(1, "How large was it?", "analyst", "Ida Storm", True),
        Heard(2, "It was 5.", "management", "Olaf Berg", True),
        Heard(3, "One moment.", None, "Operator", True),
    ]
    sides: list[Side] = ["question", "answer", "procedure"]
    spoken = [
        SpokenLine(line.number, line.text, side, line.label, line.label)
        for line, side in zip(heard, sides, strict=True)
    ]
    analyst, olaf = Participant("Ida Storm", "analyst"), Participant("Olaf Berg", "management", "CEO")
    assert attribute(heard, sides, analyst, [olaf]) == (spoken, [])


def test_thanks_under_a_wrong_label_are_no_matter() -> None:
    """On a page in scraps the analyst's thanks under an executive's label move without a flag."""
    scraps = "\n".join(
        ["We expect to.", "Ship it.", "In the first.", "Half of the year.", "And we believe that.", "Our team."]
    )
    session = parse(
        ASKED + f"Olaf: {scraps}\nWill deliver on it, Ida.\nOkay, thank you.\nOperator: That was the last one.\n"
    )
    line = line_of(session, "Okay, thank you.")
    assert (line.side, line.speaker, line.label) == ("procedure", "Ida Storm", "Olaf Berg")
    assert session.flags == ()


@pytest.mark.parametrize(
    ("said", "speaker"),
    [
        ("As Olaf said, we expect 31% and our team will deliver on it.", "Hedda Lund"),
        ("Thanks, Olaf. We expect 31% and our team will deliver on it.", "Hedda Lund"),
        ("It's Olaf. We expect 31% and our team will deliver on it.", "Olaf Berg"),
        ("Hi Ida, Olaf here. We expect 31% and our team will deliver on it.", "Olaf Berg"),
        ("We have Olaf Palmer's team on it and expect 31%.", "Olaf Berg"),
        ("Hi Ida, Olaf this side. We expect 31% and our team will deliver on it.", "Olaf Berg"),
        ("Olaf on this side. We expect 31% and our team will deliver on it.", "Olaf Berg"),
        ("Good evening, Ida, Olaf. We expect 31% and our team will deliver on it.", "Olaf Berg"),
        ("The buyer said, Olaf, what is this, and we expect 31% of our team's orders from them.", "Olaf Berg"),
    ],
)
def test_who_is_spoken_of_by_name_does_not_speak(said: str, speaker: str) -> None:
    """Nobody speaks of themselves by their given name, unless they say who they are or somebody else has it too."""
    session = parse(ASKED + f"Olaf: {said}\n")
    assert line_of(session, said).speaker == speaker
    assert bool(session.flags) == (speaker != "Olaf Berg")


def test_who_speaks_to_the_labels_holder_has_taken_over() -> None:
    """What stands before words to the label's holder is theirs still, what follows is not."""
    session = parse(ASKED + f"Olaf: {ANSWER}\nHedda, anything you'd like to add to it?\nNo, Olaf.\n")
    assert [line_of(session, text).speaker for text in (ANSWER, "No, Olaf.")] == ["Olaf Berg", "Hedda Lund"]


def test_an_introduction_that_is_broken_off() -> None:
    """Who says their name on a line of its own after "this is" says who they are."""
    assert parse(ASKED + f"Olaf: Yes, Ida, this, is.\nOlaf.\n{ANSWER}\n").flags == ()


def test_a_shared_given_name_says_nothing() -> None:
    """Where the analyst has the executive's given name, the executive says it to the analyst."""
    found = call(
        "Operator: Our first question comes from Olaf Drury with Ostrand Securities.\n"
        "Olaf Drury: What do you expect for the gross margin?\nOlaf: Well, Olaf, we expect 31% for the year.\n",
        ROSTER.replace("Paul Drury", "Olaf Drury"),
    )
    assert found.sessions[0].flags == ()


def test_who_was_told_to_go_ahead_asks() -> None:
    """A question after "go ahead" under an executive's label is that of whom they told to."""
    session = parse(
        "Ida: Hello, can you hear me?\nOlaf: Yes. Go ahead, Ida.\nGood. So is the margin 31%?\nHedda: It's 31%.\n"
    )
    line = line_of(session, "Good.")
    assert (line.side, line.speaker) == ("question", "Ida Storm")


def test_a_flag_names_every_label_and_where_the_other_stands() -> None:
    """A flag names all labels that the words stand under, and says whether the speaker's own comes before or after."""
    floor = [
        Heard(3, "How large was it?", "analyst", "Ida Storm", True),
        Heard(5, "We expect 31%.", "management", "Olaf Berg", True),
        Heard(7, "And our team will deliver.", "analyst", "Ida Storm", True),
        Heard(9, "As it did before.", "analyst", "I. Storm", True),
    ]
    ida, people = Participant("Ida Storm", "analyst"), (Participant("Olaf Berg", "management"),)
    [flag] = attribute(floor, ["question", "answer", "answer", "answer"], ida, people)[1]
    assert flag.says == (
        "Lines 7-9 stand under the labels of Ida Storm and I. Storm; the words answer for the company, so they are "
        "management's; Olaf Berg's label stands a little before."
    )
