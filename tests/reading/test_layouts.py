"""Layouts: where each one has its roster, its labels, its Q&A heading, and what on its page nobody spoke."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.reading.layouts import read_lines
from summarizer.reading.source import Source
from summarizer.transcript import Transcript

RULE, DOUBLE = "-" * 80, "=" * 80

NAME_LINES = """\
Ida Storm;Analyst ;  Norvik Capital
 Olaf Berg ; Chairman; Chief Executive Officer; Fennmark Pumps Inc

Nora Lind; CFO
Nils Aas; Analyst; Halvard; London
Operator
Welcome to the Fennmark Pumps second quarter 2025 call.
Olaf Berg
Thank you. Sales rose by 4% in the quarter.
Thank you.
Operator
Ida Storm, Norvik Capital.
Ida Storm
How do you see the margin?
Nora Lind
Flat.
"""
NO_ROSTER = """\
Operator
Welcome to the Fennmark Pumps second quarter 2025 call. I hand over to Olaf Berg.
Olaf Berg
Thank you. Sales rose by 4% in the quarter, and we are happy with it.
Good Morning
Operator
Our first question comes from Ida Storm with Norvik Capital.
Ida Storm
How do you see the margin in the second half?
Speaker 4
We see it flat for the whole of the half.
"""
SEEKING_ALPHA = """\
Fennmark Pumps, Inc. (NYSE:FNMK) Q2 2025 Earnings Conference Call July 31, 2025  8:30 AM ET
Executives
Nora Lind - IR
Olaf Berg - CEO
Analysts
Ida Storm - Norvik Capital
Nils Aas – Halvard, Pike & Stowe
Operator
Welcome to the call.
Olaf Berg
Sales rose by 4% in the quarter.
Question-and-Answer Session
Operator
Our first question comes from Ida Storm.
Ida Storm
How do you see the margin?
Unidentified Company Representative
We see it flat for now.
Unidentified Analyst
And prices?
Unknown Speaker
Stable.
    Rating
    4
    Share
"""
MOTLEY_FOOL = """\
Fennmark Pumps (FNMK 1.20%)
Q2 2025 Earnings Call
Jul 31, 2025, 8:30 a.m. ET
Contents:
Prepared Remarks
Questions and Answers
Call Participants
Prepared Remarks:
Operator
Welcome to the call.
Olaf Berg -- Chief Executive Officer
Sales rose by 4% -- we are happy with it.
Questions & Answers:
Operator
Our first question comes from Ida Storm with Norvik Capital.
Ida Storm -- Norvik Capital -- Analyst
How do you see the margin?
Olaf Berg -- Chief Executive Officer
Flat.
Duration: 45 minutes
Call participants:
Olaf Berg -- Chief Executive Officer
Ida Storm -- Norvik Capital -- Analyst
More FNMK analysis
All earnings call transcripts
"""
STREET_EVENTS = f"""\

Thomson Reuters StreetEvents Event Brief
E D I T E D   V E R S I O N

Q2 2025 Fennmark Pumps Inc Earnings Call
JULY 31, 2025 / 12:30PM GMT

{DOUBLE}
Corporate Participants
{DOUBLE}

 * Olaf Berg
   Fennmark Pumps Inc - CEO

{DOUBLE}
Conference Call Participiants
{DOUBLE}

 * Nils Aas
   Halvard, Pike & Stowe, Research
   Division - Senior Analyst

{DOUBLE}
Presentation
{RULE}
Operator   [1]
{RULE}
Welcome. <Sync id="A1" time="0"/>

{RULE}
Olaf Berg,  Fennmark Pumps Inc - CEO   [2]
{RULE}
Sales rose by 4%. <Sync time="12"/> We are happy.
<Sync time="14"/>
{DOUBLE}
QUESTIONS AND ANSWERS
{RULE}
Nils Aas,  Halvard, Pike & Stowe, Research Division - Senior
   Analyst   [1]
{RULE}
How do you see the margin?
{RULE}
Unidentified Company Representative   [2]
{RULE}
Flat.
{DOUBLE}
Definitions
{DOUBLE}
PRELIMINARY TRANSCRIPT: published first.
{RULE}
Disclaimer
{RULE}
Nobody is liable.
"""
STREET_EVENTS_PDF = """\
CORPORATE PARTICIPANTS

Olaf Berg
Fennmark Pumps Inc - CEO

Nora Lind
Fennmark Pumps Inc - Senior VP of Investor Relations, Treasury, Communications &
Sustainability
CONFERENCE CALL PARTICIPANTS

Ida Storm
Norvik Capital, Research Division - Analyst
PRESENTATION

Operator
Good day. I would now like to turn the call over to Nora
Lind.

Nora Lind
Fennmark Pumps Inc - Senior VP of Investor Relations, Treasury, Communications &
Sustainability
Welcome to the Fennmark second quarter 2025 call.
Page 2 of 4
JULY 31, 2025 / FENNMARK

Olaf Berg
Fennmark Pumps Inc - CEO
Sales rose by 4%.
QUESTIONS AND ANSWERS

Ida Storm
Norvik Capital, Research Division - Analyst
How do you see the margin?
Page 3 of 4
JULY 31, 2025 / FENNMARK

Olaf Berg
Fennmark Pumps Inc - CEO
Flat.

Unidentified Analyst
And prices?
Page 4 of 4
JULY 31, 2025 / FENNMARK
DISCLAIMER
Nothing here is advice.
"""
INDIA_PDF = """\
“Fennmark Pumps Limited
Q2 FY '26 Earnings Conference Call”
October 31, 2025

MANAGEMENT: MR. OLAF BERG – CHIEF EXECUTIVE OFFICER
MS. NORA LIND – CHIEF FINANCIAL OFFICER, FENNMARK
PUMPS LIMITED

MODERATOR: MS. IDA STORM – NORVIK SECURITIES

Fennmark Pumps Limited
Page 1 of 3
Moderator:
Ladies and gentlemen, good day and welcome to the call.
Olaf Berg:
Sales rose by 4%. Note: this is unaudited.
Moderator:
The first question is from the line of
Nils Aas from Halvard. Please go ahead.
Fennmark Pumps Limited
Page 2 of 3
Nils Aas:
How do you see the margin?
Nora Lind:
Flat.
Fennmark Pumps Limited
Page 3 of 3
"""
COLONS = """\
Fennmark Pumps Q2 2025 Earnings Call

Operator: Welcome to the call.
[00:01:10] Olaf Berg: Sales rose by 4%. Note: this is unaudited.
We are happy with it.
Operator: Our first question comes from Ida Storm.
00:14:02 Ida Storm: How do you see the margin?
Olaf Berg (00:14:30): Flat.
**Ida Storm:** Thanks.
"""
TITLED_COLONS = """\
Operator: Welcome to the call.
Olaf Berg, Executive Vice President and Chief Financial Officer: Sales rose by 4%.
Ida Storm - Norvik Capital - Analyst: How do you see the margin?
Olaf Berg: Flat.
Ida Storm: Thanks.
"""
SPEAKERS = """\
Speaker 1: Welcome to the call.
Speaker 2: Sales rose by 4%.
Speaker 1: Our first question comes from Ida Storm.
Speaker 3: How do you see the margin?
Speaker 2: Flat.
"""
Q_AND_A = """\
Q: How do you see the margin?
A: Flat.
Q: And prices?
A: Stable.
"""


def read(text: str) -> Transcript:
    return read_lines(text.splitlines(), Source(text, "call.txt"))


@pytest.mark.parametrize(
    ("text", "layout", "company", "ticker", "period", "date"),
    [
        (NAME_LINES, "name-lines", "Fennmark Pumps Inc", None, "Q2 2025", None),
        (NO_ROSTER, "name-lines", "Fennmark Pumps", None, "Q2 2025", None),
        (SEEKING_ALPHA, "seekingalpha", "Fennmark Pumps, Inc.", "FNMK", "Q2 2025", "2025-07-31"),
        (MOTLEY_FOOL, "motleyfool-text", "Fennmark Pumps", "FNMK", "Q2 2025", "2025-07-31"),
        (STREET_EVENTS, "streetevents", "Fennmark Pumps Inc", None, "Q2 2025", "2025-07-31"),
        (STREET_EVENTS_PDF, "streetevents-pdf", "Fennmark Pumps Inc", None, "Q2 2025", None),
        (INDIA_PDF, "india-pdf", "Fennmark Pumps Limited", None, "Q2 2026", "2025-10-31"),
        (COLONS, "colons", "Fennmark Pumps", None, "Q2 2025", None),
        (SPEAKERS, "colons", None, None, None, None),
        ("", "name-lines", None, None, None, None),
    ],
)
def test_a_layout_is_recognised(
    text: str, layout: str, company: str | None, ticker: str | None, period: str | None, date: str | None
) -> None:
    """Each layout is told from the others by its own marks, and its title says which call it is."""
    transcript = read(text)
    assert transcript.layout == layout
    assert transcript.call == (company, ticker, period, date, "call.txt")
    assert transcript.line_unit == "line"
    assert transcript.last_line == len(text.splitlines())


@pytest.mark.parametrize(
    ("text", "roster"),
    [
        (
            NAME_LINES,
            [
                ("Ida Storm", "analyst", "Analyst", "Norvik Capital"),
                ("Olaf Berg", "management", "Chairman; Chief Executive Officer", "Fennmark Pumps Inc"),
                ("Nora Lind", "management", "CFO", None),
                ("Nils Aas", "analyst", "Analyst", "Halvard"),
            ],
        ),
        (
            SEEKING_ALPHA,
            [
                ("Nora Lind", "ir", "IR", None),
                ("Olaf Berg", "management", "CEO", None),
                ("Ida Storm", "analyst", "Analyst", "Norvik Capital"),
                ("Nils Aas", "analyst", "Analyst", "Halvard, Pike & Stowe"),
            ],
        ),
        (
            MOTLEY_FOOL,
            [
                ("Olaf Berg", "management", "Chief Executive Officer", None),
                ("Ida Storm", "analyst", "Analyst", "Norvik Capital"),
            ],
        ),
        (
            STREET_EVENTS,
            [
                ("Olaf Berg", "management", "CEO", "Fennmark Pumps Inc"),
                ("Nils Aas", "analyst", "Senior Analyst", "Halvard, Pike & Stowe, Research Division"),
            ],
        ),
        (
            STREET_EVENTS_PDF,
            [
                ("Olaf Berg", "management", "CEO", "Fennmark Pumps Inc"),
                (
                    "Nora Lind",
                    "management",
                    "Senior VP of Investor Relations, Treasury, Communications & Sustainability",
                    "Fennmark Pumps Inc",
                ),
                ("Ida Storm", "analyst", "Analyst", "Norvik Capital, Research Division"),
            ],
        ),
        (
            INDIA_PDF,
            [
                ("Olaf Berg", "management", "CHIEF EXECUTIVE OFFICER", None),
                ("Nora Lind", "management", "CHIEF FINANCIAL OFFICER, FENNMARK PUMPS LIMITED", None),
                ("Ida Storm", "unknown", None, "NORVIK SECURITIES"),
            ],
        ),
    ],
)
def test_a_roster_is_read(text: str, roster: list[tuple[str, str, str | None, str | None]]) -> None:
    """A roster gives names, roles, titles and firms, also where entries are wrapped, oddly spaced or lack a part."""
    assert [tuple(person) for person in read(text).participants[: len(roster)]] == roster


@pytest.mark.parametrize(
    ("text", "turns", "heading"),
    [
        (NAME_LINES, "6 Operator 7, 8 Olaf Berg 9 10, 11 Operator 12, 13 Ida Storm 14, 15 Nora Lind 16", None),
        (NO_ROSTER, "1 Operator 2, 3 Olaf Berg 4 5, 6 Operator 7, 8 Ida Storm 9, 10 Speaker 4 11", None),
        (
            SEEKING_ALPHA,
            "8 Operator 9, 10 Olaf Berg 11, 13 Operator 14, 15 Ida Storm 16, "
            "17 Unidentified Company Representative 18, 19 Unidentified Analyst 20, 21 Unknown Speaker 22",
            12,
        ),
        (MOTLEY_FOOL, "9 Operator 10, 11 Olaf Berg 12, 14 Operator 15, 16 Ida Storm 17, 18 Olaf Berg 19", 13),
        (
            STREET_EVENTS,
            "26 Operator 28, 31 Olaf Berg 33, 38 Nils Aas 41, 43 Unidentified Company Representative 45",
            36,
        ),
        (
            STREET_EVENTS_PDF,
            "15 Operator 16 17, 19 Nora Lind 22, 26 Olaf Berg 28, "
            "31 Ida Storm 33, 37 Olaf Berg 39, 41 Unidentified Analyst 42",
            29,
        ),
        (INDIA_PDF, "13 Moderator 14, 15 Olaf Berg 16, 17 Moderator 18 19, 22 Nils Aas 23, 24 Nora Lind 25", None),
        (COLONS, "Operator 3, Olaf Berg 4 5, Operator 6, Ida Storm 7, Olaf Berg 8, Ida Storm 9", None),
        (TITLED_COLONS, "Operator 1, Olaf Berg 2, Ida Storm 3, Olaf Berg 4, Ida Storm 5", None),
        (SPEAKERS, "Speaker 1 1, Speaker 2 2, Speaker 1 3, Speaker 3 4, Speaker 2 5", None),
        (Q_AND_A, "Q 1, A 2, Q 3, A 4", None),
        ("One line of prose, nothing else.", "", None),
    ],
)
def test_labels_part_the_turns(text: str, turns: str, heading: int | None) -> None:
    """A label opens a turn; headings, rosters, page furniture, rules, marks and what follows the call are not spoken.

    A turn is written as the line of its label, if it has one, the label, and the lines spoken.
    """
    transcript = read(text)
    found = [
        " ".join(map(str, [turn.header or "", turn.speaker.name, *(line.number for line in turn.lines)])).strip()
        for turn in transcript.turns
    ]
    assert ", ".join(found) == turns
    assert transcript.qa_heading == heading


@pytest.mark.parametrize(
    ("label", "below"),
    [
        ("Ida Storm", "yes good morning I'd"),
        ("Ida Storm", "Good morning,"),
        ("Ida Strom", "How do you see the margin in the second half?"),
        ("Ida Sturm", "Good morning,"),
    ],
)
def test_whom_the_operator_called_speaks(label: str, below: str) -> None:
    """A name under a call for it is a label, also in another spelling and over a line that breaks off."""
    text = NO_ROSTER.replace("Ida Storm\nHow", f"{label}\n{below}\nHow")
    assert [turn.speaker.name for turn in read(text).turns] == ["Operator", "Olaf Berg", "Operator", label, "Speaker 4"]


def test_the_first_to_speak_ends_the_roster() -> None:
    """A label that is spelt otherwise than on the roster is no entry of it where words stand under it."""
    opening = "OLAF BERG\nWelcome to the call of Fennmark Pumps, everybody.\n"
    first = read(SEEKING_ALPHA.replace("Operator\nWelcome to the call.\n", opening)).turns[0]
    assert (first.header, first.speaker.role) == (8, "management")


@pytest.mark.parametrize("name", ["Pradeep N.", "Karthik K.V."])
def test_a_label_may_end_in_an_initial(name: str) -> None:
    """The full stop of an initial ends no sentence: such a label opens a turn like any other."""
    speakers = [turn.speaker.name for turn in read(COLONS.replace("Ida Storm:", f"{name}:")).turns]
    assert speakers == ["Operator", "Olaf Berg", "Operator", name, "Olaf Berg", name]


def test_a_common_word_is_no_name() -> None:
    """A capitalised word on a line of its own, twice, is none where the text has it in small letters too."""
    text = NO_ROSTER.replace("Thank you. Sales", "Thank you.\nAnd\nsales").replace("We see", "And\nsee it, and we see")
    assert "And" not in [turn.speaker.name for turn in read(text).turns]


def test_words_beside_a_label_and_marks() -> None:
    """Words after a label are its turn's first, without time or emphasis; synchronisation marks go from the words."""
    said = [line.text for turn in read(COLONS).turns for line in turn.lines]
    assert said[1] == "Sales rose by 4%. Note: this is unaudited."
    assert said[-1] == "Thanks."
    assert read(STREET_EVENTS).turns[1].lines[0].text == "Sales rose by 4%. We are happy."


def test_titles_in_labels() -> None:
    """A label may hold the title beside the name, once or every time, and then says the role."""
    roles = {person.name: person.role for person in read(TITLED_COLONS).participants}
    assert roles == {"Operator": "operator", "Olaf Berg": "management", "Ida Storm": "analyst"}


def test_labels_over_several_lines() -> None:
    """A Motley Fool page that has the name, the dashes and the role on lines of their own has the same turns."""
    text = MOTLEY_FOOL.replace(" -- Norvik Capital -- Analyst\n", "\n--\nNorvik Capital -- Analyst\n")
    text = text.replace(" -- Chief Executive Officer\n", "\n--\nChief Executive Officer\n")
    one, other = read(MOTLEY_FOOL), read(text)
    assert [(turn.speaker, [line.text for line in turn.lines]) for turn in other.turns] == [
        (turn.speaker, [line.text for line in turn.lines]) for turn in one.turns
    ]


@pytest.mark.parametrize("text", [NAME_LINES, SEEKING_ALPHA, MOTLEY_FOOL, STREET_EVENTS, INDIA_PDF, COLONS])
def test_questions_and_answers_have_their_roles(text: str) -> None:
    """Who asks about the margin is never management, and the operator is one wherever there is one."""
    turns = read(text).turns
    asks = next(turn for turn in turns if any("margin" in line.text for line in turn.lines))
    assert asks.speaker.role in ("analyst", "unknown")
    assert any(turn.speaker.role == "operator" for turn in turns)


PIECES = st.sampled_from(
    "\n".join([NAME_LINES, NO_ROSTER, SEEKING_ALPHA, MOTLEY_FOOL, STREET_EVENTS, STREET_EVENTS_PDF, INDIA_PDF, COLONS])
    .replace("\n\n", "\n")
    .splitlines()
)


@given(st.lists(PIECES | st.text(max_size=40) | st.sampled_from(["", " ", "--", ":", ";", "* ", "=" * 80, "-" * 80])))
def test_any_lines_are_a_page(lines: list[str]) -> None:
    """Whatever the lines, they are read; a turn has lines, which lie inside the file, ascend, and are spoken once."""
    transcript = read_lines(lines)
    assert all(turn.lines for turn in transcript.turns)
    numbers = [line.number for turn in transcript.turns for line in turn.lines]
    assert numbers == sorted(set(numbers))
    assert not numbers or (numbers[0] >= 1 and numbers[-1] <= len(lines))
    headers = [turn.header for turn in transcript.turns if turn.header is not None]
    assert headers == sorted(set(headers))
    assert not set(headers) & set(numbers)
    assert transcript.qa_heading is None or 1 <= transcript.qa_heading <= len(lines)
    assert read_lines(lines) == transcript
    for line in (line for turn in transcript.turns for line in turn.lines):
        raw = lines[line.number - 1]
        assert "".join(line.text.split()) in "".join(raw.split()) or "<" in raw


def test_a_note_that_comes_back_is_no_speaker() -> None:
    """The same word before a colon, however often, makes no page of labels with colons."""
    call = [
        "Ida Storm; Analyst; Norvik Capital",
        "Operator",
        "Ida Storm, Norvik Capital.",
        "Ida Storm",
        "How is demand?",
    ]
    assert read_lines([*call, *["Disclaimer: this is no advice."] * 6]).layout == "name-lines"
