"""Page furniture: what is printed on every page goes, what somebody spoke stays."""

from __future__ import annotations

import pytest
from papers import pdf_of

from summarizer.reading import read_transcript
from summarizer.reading.furniture import furniture
from summarizer.reading.imprint import imprint
from summarizer.transcript import Transcript

LONG = "This paper is for those who bought it, and whoever copies a page of it or reads it out must ask first. " * 2


def lines_of(plan: str) -> list[str]:
    """A text from its plan: ``.`` is a passage like no other, every other word a line, ``_`` a space in one."""
    lines: list[str] = []
    for at, word in enumerate(plan.split()):
        if word == ".":
            lines += [f"In month {at} of week {n} we sold more." for n in range(6)]
        else:
            lines.append(LONG if word == "long" else word.replace("_", " "))
    return lines


@pytest.mark.parametrize(
    ("plan", "gone"),
    [
        (". 1 . 2 . 3 .", "1 2 3"),
        (". 1 . 2 .", ""),
        (
            ". Call_of_Elm__Page_1_of_3 . Call_of_Elm__Page_2_of_3 . Call_of_Elm__Page_3_of_3",
            "Call_of_Elm__Page_1_of_3 Call_of_Elm__Page_2_of_3 Call_of_Elm__Page_3_of_3",
        ),
        (". Page_1_of_3_is_wrong . So_is_page_2_of_3 . And_page_3_of_3_too", ""),
        (". 1 . 2 . 3 . 12 .", "1 2 3"),
        (". 12 . 7 . 2025 .", ""),
        (". 2024 . 2025 . 2026 .", ""),
        (". 1. . 2. . 3. .", ""),
        ("1 2 3 4 .", ""),
        (". H 1 . H 2 . 3 . H 3 . H 4 . 5 .", "H 1 H 2 H 3 H 4"),
        (". 0 . 1 H . 2 H . 3 H .", "1 H 2 H 3 H"),
        (". 1 H . 2 H . 3 H . 5 H . 6 H .", "1 H 2 H 3 H 5 H 6 H"),
        (". 1 H . 2 H . 3 H . 4", "1 H 2 H 3 H 4"),
        (". 1 H . 2 H . 3 H . 4 Ida_Storm .", "1 H 2 H 3 H"),
        (". 7 . H . 8 . 9 .", "7 8 9"),
        (". Page_1 . Page_2 .", "Page_1 Page_2"),
        (". long 1 . long 2 . long 3 .", "long 1 long 2 long 3"),
        (". Page_1 long H . Page_2 long H . Page_3 long H .", "Page_1 long H Page_2 long H Page_3 long H"),
        (". 1 H Operator . 2 H Operator . 3 H Operator .", "1 H 2 H 3 H"),
        (". Thanks. 1 H . Thanks. . Thanks. 2 H . 3 H .", "1 H 2 H 3 H"),
        (". Thanks. 1 . x Thanks. x 2 . x Thanks. x 3 .", "1 2 3"),
    ],
)
def test_numbers_that_count_up_are_page_numbers(plan: str, gone: str) -> None:
    """Numbers alone on a line go where at least three count up by one, and with them what is beside most of them.

    A number spoken on a line of its own is out of step, or lacks the line that the pages' numbers have beside them; a
    label, and words that only now and then stand beside a page number, stay.
    """
    lines = lines_of(plan)
    assert [lines[n - 1] for n in sorted(furniture(lines, {"Ida Storm"}))] == lines_of(gone)


def foot(publisher: str, year: int) -> list[str]:
    """What stands below a page, the clause wrapped as the PDF wraps it."""
    site = "streetevents" if publisher == "Thomson Reuters" else publisher.lower()
    return [
        f"{publisher.upper()} STREETEVENTS | www.{site}.com | Contact Us",
        f"©{year} {publisher}. All rights reserved. Republication or redistribution of {publisher} content, including "
        "by framing or similar means, is",
        f"prohibited without the prior written consent of {publisher}. '{publisher}' and the {publisher} logo are "
        "registered",
        f"trademarks of {publisher} and its affiliated companies.",
    ]


HEAD = "NOVEMBER 1, 2022 / 1:30PM, FNMK.N - Q3 2022 Fennmark Pumps Earnings Call"
ROSTER = """\
CORPORATE PARTICIPANTS

Olaf Berg
Fennmark Pumps Inc - CEO
CONFERENCE CALL PARTICIPANTS

Ida Storm
Norvik Capital, Research Division - Analyst
""".splitlines()
OPENING = ["PRESENTATION", "", "Operator", "Welcome to the call.", "", "Olaf Berg", "Fennmark Pumps Inc - CEO"]
SAID = [f"In {month} we sold more pumps than in any {month} before." for month in ("May", "June", "July", "August")]
ASKED = ["QUESTIONS AND ANSWERS", "", "Ida Storm", "Norvik Capital, Research Division - Analyst", "How many pumps?"]
ANSWERED = ["", "Olaf Berg", "Fennmark Pumps Inc - CEO", "This year we sold", "12", "and then", "2025", "in one day."]
CLOSED = ["", "Operator", "That is all. Thank you for your time today, and for your questions."]
FOOTS = [foot("Refinitiv", 2022), foot("LSEG", 2024), foot("Thomson Reuters", 2017)]
SPOKEN = ["Welcome to the call.", *SAID, "How many pumps?", *ANSWERED[3:], CLOSED[-1]]


def pages_of(count: int, foots: list[str]) -> list[list[str]]:
    """The pages of a call, each with its head and foot."""
    bodies = {
        1: [[*ROSTER, *OPENING, *SAID, *ASKED, *ANSWERED, *CLOSED]],
        2: [[*ROSTER, *OPENING, *SAID], [*ASKED, *ANSWERED, *CLOSED]],
        4: [ROSTER, [*OPENING, *SAID], [*ASKED, *ANSWERED[:5]], [*ANSWERED[5:], *CLOSED]],
    }
    return [[HEAD, *body, str(number), *foots] for number, body in enumerate(bodies[count], start=1)]


def spoken(transcript: Transcript) -> list[str]:
    return [line.text for turn in transcript.turns for line in turn.lines]


@pytest.mark.parametrize("foots", FOOTS, ids=["Refinitiv", "LSEG", "Thomson Reuters"])
@pytest.mark.parametrize("count", [1, 2, 4])
def test_nobody_speaks_the_publishers_lines(count: int, foots: list[str]) -> None:
    """Heads and feet of StreetEvents pages are nobody's words and nobody's name, on however few pages.

    Spoken numbers stay, and lines keep the numbers of the file.
    """
    lines = [line for page in pages_of(count, foots) for line in page]
    transcript = read_transcript("\n".join(lines) + "\n")
    assert transcript.layout == "streetevents-pdf"
    assert spoken(transcript) == SPOKEN
    assert all(lines[line.number - 1] == line.text for turn in transcript.turns for line in turn.lines)
    assert [person.name for person in transcript.participants] == ["Olaf Berg", "Ida Storm", "Operator"]


@pytest.mark.parametrize("foots", FOOTS, ids=["Refinitiv", "LSEG", "Thomson Reuters"])
@pytest.mark.parametrize("count", [1, 2, 4])
def test_nobody_speaks_them_in_a_pdf_either(count: int, foots: list[str]) -> None:
    """The same pages as a PDF give the same words."""
    transcript = read_transcript(pdf_of(pages_of(count, foots)), name="call.pdf")
    assert transcript.layout == "streetevents-pdf"
    assert spoken(transcript) == SPOKEN


def test_a_label_may_open_a_page() -> None:
    """Who speaks first on a page is a speaker, on the roster or not, also where no blank line parts the page's head."""
    opening = ["Nils Aas", "Halvard, Research Division - Analyst", "And the price?"]
    pages = [[*ROSTER, *OPENING, *SAID], [*ASKED, *ANSWERED], [*opening, *CLOSED]]
    lines = [line for n, page in enumerate(pages, start=1) for line in (HEAD, *page, str(n), *FOOTS[0])]
    turns = read_transcript("\n".join(lines) + "\n").turns
    assert [(turn.speaker.name, turn.speaker.firm) for turn in turns if "price" in turn.text] == [
        ("Nils Aas", "Halvard, Research Division")
    ]


@pytest.mark.parametrize(
    ("lines", "gone"),
    [
        (["12", *FOOTS[0]], [2, 3, 4, 5]),
        (["12", "2", *FOOTS[0]], [2, 3, 4, 5, 6]),
        (["1", *FOOTS[0], "We sold", "7", *FOOTS[0]], [2, 3, 4, 5, 8, 9, 10, 11]),
        ([FOOTS[0][1], "we sold more."], [1]),
        (["(c) 2022 Elm Wire. All rights reserved.", "prohibited"], [1]),
        ([HEAD, "12"], [1]),
        (["On November 1, 2022 / and then", "All rights reserved.", "Copyright is 5% of sales"], []),
        (["We like StreetEvents | we do", "(Copyright) 2022 was ours"], []),
    ],
)
def test_a_line_is_the_publishers_by_its_marks(lines: list[str], gone: list[int]) -> None:
    """The address, the copyright with the clause that it begins, the dated head; the number above an address where
    these count from the first page on. Nothing else around them goes."""
    assert sorted(imprint(lines)) == gone
