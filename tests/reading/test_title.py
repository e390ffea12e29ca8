"""Which call it is, as the title, the welcome and the file's name say; what nobody says stays unknown."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.reading.title import call_info
from summarizer.transcript import Participant


@pytest.mark.parametrize(
    ("title", "company", "ticker", "period", "date"),
    [
        (
            "Q4 2017 Fennmark Corp Earnings Call|JANUARY 25, 2018 / 10:00PM GMT",
            "Fennmark Corp",
            None,
            "Q4 2017",
            "2018-01-25",
        ),
        (
            "Event Brief of Q1 2018 Fennmark Inc Earnings Call|FEB 1, 2018 / 3PM",
            "Fennmark Inc",
            None,
            "Q1 2018",
            "2018-02-01",
        ),
        (
            "Fennmark, Inc. (NYSE:FNMK) Q2 2025 Earnings Call May  1, 2025",
            "Fennmark, Inc.",
            "FNMK",
            "Q2 2025",
            "2025-05-01",
        ),
        (
            "Fennmark plc (LSE: FNM)|Half-year results 2025 webcast|8 May 2025",
            "Fennmark plc",
            "FNM",
            "H1 2025",
            "2025-05-08",
        ),
        ("Fennmark (FNMK 1.20%)|Q2 2025 Earnings Call", "Fennmark", "FNMK", "Q2 2025", None),
        ("Fennmark|(|FNMK|-1.20%|)|Q2 2025 Earnings Call|May 22, 2025|,", "Fennmark", "FNMK", "Q2 2025", "2025-05-22"),
        ("Fennmark's (FNMK) CEO Jane Roe on Q3 2020 Results", "Fennmark", "FNMK", "Q3 2020", None),
        (
            "“Fennmark Limited|Q3 and 9 Months FY '25 Earnings Conference Call”|11th February 2025",
            "Fennmark Limited",
            None,
            "Q3 2025",
            "2025-02-11",
        ),
        ("Fennmark Corp|Third Quarter Fiscal 2025 Earnings Call", "Fennmark Corp", None, "Q3 2025", None),
        ("Fennmark FY2024 results call", "Fennmark", None, "FY 2024", None),
        ("Fennmark Full Year 2024 Results", "Fennmark", None, "FY 2024", None),
        ("Fennmark 9M 2025 results call", "Fennmark", None, "9M 2025", None),
        ("Fennmark 2H FY'26 results", "Fennmark", None, "H2 2026", None),
        ("Fennmark half-year results 2025/26", "Fennmark", None, "H1 2025/26", None),
        ("1Q25 Fennmark Corp earnings call", "Fennmark Corp", None, "Q1 2025", None),
        ("Fennmark 4Q'24 Earnings Call", "Fennmark", None, "Q4 2024", None),
        (
            "Fennmark Tyre Group N.V. (FNMK)|Third Quarter 2025 Trading Update",
            "Fennmark Tyre Group N.V.",
            None,
            "Q3 2025",
            None,
        ),
        (
            "Transcript of FMPL Q3 FY25 Earnings Call|Fennmark Pumps Limited|Transcript of Q3 FY25 Earnings Call",
            "Fennmark Pumps Limited",
            None,
            "Q3 2025",
            None,
        ),
        ("FMPL Q3 FY25 Earnings Call", "FMPL", None, "Q3 2025", None),
        ("Q2FY25 Earnings Call", None, None, "Q2 2025", None),
        ("Fiscal 2026 first quarter results conference call", None, None, "Q1 2026", None),
        ("2025 Q3 results call|2025-10-31", None, None, "Q3 2025", "2025-10-31"),
        ("Results call|February 31, 2025", None, None, None, None),
        ("Letter of|1 May 2020|to|the|exchange|and|all|its|members|Results call", None, None, None, None),
    ],
)
def test_titles(title: str, company: str | None, ticker: str | None, period: str | None, date: str | None) -> None:
    """The lines above the first speaker name company, ticker, period and day in the publishers' ways."""
    assert call_info(title.split("|"), "", [], None) == (company, ticker, period, date, None)


@pytest.mark.parametrize(
    ("opening", "company", "period", "date"),
    [
        (
            "Welcome to the Fennmark Inc.'s fourth-quarter and full-year of 2024 earnings call.",
            "Fennmark Inc.",
            "Q4 2024",
            None,
        ),
        ("Welcome to Fennmark's Q3 FY '25 earnings call.", "Fennmark", "Q3 2025", None),
        ("Welcome to the Q1 Fiscal 2026 Fennmark Pumps Earnings Call.", "Fennmark Pumps", "Q1 2026", None),
        ("Welcome everyone to Fennmark Pumps' first half 2025 results.", "Fennmark Pumps", "H1 2025", None),
        ("Welcome to the 2024 fourth quarter Fennmark earnings call.", "Fennmark", "Q4 2024", None),
        ("Welcome to the Fennmark Announces First Quarter 2021 Results Call.", "Fennmark", "Q1 2021", None),
        (
            "Thank you for joining us today for Fennmark's second quarter 2020 earnings call.",
            "Fennmark",
            "Q2 2020",
            None,
        ),
        ("Welcome to the Bank of Fennmark third quarter call.", "Bank of Fennmark", "Q3", None),
        ("Welcome to First Fennmark's third quarter call.", "First Fennmark", "Q3", None),
        (
            "Welcome to the Fennmark Business Financial First Half 2025 call.",
            "Fennmark Business Financial",
            "H1 2025",
            None,
        ),
        ("Welcome to the Fennmark Company's Q3 2025 call.", "Fennmark Company", "Q3 2025", None),
        (
            "This is Ida Storm from Investor Relations at Fennmark Pumps, and this is our call on the first quarter.",
            "Fennmark Pumps",
            "Q1",
            None,
        ),
        ("Thank you. I'm Ida Storm, Investor Relations for Fennmark Corp.", "Fennmark Corp.", None, None),
        ("Good day. I'm Ida Storm from Investor Relations at the company.", None, None, None),
        ("Welcome to worry fennmark first quarter results call.", None, "Q1", None),
        ("Welcome to our call. We report results for the third quarter of 2024.", None, "Q3 2024", None),
        ("Welcome to the company's third quarter call.", None, "Q3", None),
        ("Welcome to Fennmark. Today, October 24, 2022, we report on the quarter.", None, None, "2022-10-24"),
        ("This call is being recorded on Tuesday, May 6, 2025.", None, None, "2025-05-06"),
        # What is said of other quarters, of guidance and of replays.
        (
            "Welcome to Fennmark's fourth quarter 2024 call. In the first quarter of 2025 we expect less.",
            "Fennmark",
            "Q4 2024",
            None,
        ),
        ("Welcome. We expect the first quarter of 2027 to be good. See you on February 1, 2028.", None, None, None),
        ("Welcome. The replay ends with the call for the third quarter of 2025.", None, None, None),
        ("Welcome. Our report for the year ended December 31, 2024 is filed.", None, None, None),
        ("Sales in the second quarter of 2024 were lower.", None, None, None),
        ("Welcome to the stage Jane Roe.", None, None, None),
        ("", None, None, None),
    ],
)
def test_welcomes(opening: str, company: str | None, period: str | None, date: str | None) -> None:
    """The welcome names company and period; other quarters, guidance and replays don't."""
    assert call_info([], opening, [], None) == (company, None, period, date, None)


@pytest.mark.parametrize(
    ("source", "company", "period", "date"),
    [
        ("Q3-2022-Fennmark-Pumps-Inc-Earnings-Call.txt", "Fennmark Pumps Inc", "Q3 2022", None),
        ("calls/FNMK_q2_2021.txt", None, "Q2 2021", None),
        ("fennmark-2024-q4.txt", None, "Q4 2024", None),
        ("FNMK 2Q25.md", None, "Q2 2025", None),
        ("2016-Nov-16-FNMK.txt", None, None, "2016-11-16"),
        ("FNMK_2024-05-03.txt", None, None, "2024-05-03"),
        ("transcript.txt", None, None, None),
        (None, None, None, None),
    ],
)
def test_file_names(source: str | None, company: str | None, period: str | None, date: str | None) -> None:
    """A file's name says what the page does not."""
    assert call_info([], "", [], source) == (company, None, period, date, source)


def test_what_is_trusted_first() -> None:
    """The title comes before the roster, the roster before the welcome, the welcome before the file's name."""
    title, welcome = ["Q3 2025 Fennmark Title Earnings Call"], "Welcome to Fennmark Welcome's Q2 2025 call."
    people = [Participant("Olaf Berg", "management", "CEO", "Fennmark Roster plc")]
    name = "Q1 2025 Fennmark File Earnings Call.txt"
    assert call_info(title, welcome, people, name)[:3] == ("Fennmark Title", None, "Q3 2025")
    assert call_info([], welcome, people, name)[:3] == ("Fennmark Roster plc", None, "Q2 2025")
    assert call_info([], welcome, [], name)[:3] == ("Fennmark Welcome", None, "Q2 2025")
    assert call_info([], "", [], name)[:3] == ("Fennmark File", None, "Q1 2025")


def test_a_roster_with_tickers_for_firms_does_not_name_the_company() -> None:
    """Where the roster has the ticker in the firm's place, the welcome names the company, and only else the roster."""
    people = [Participant("Olaf Berg", "management", "CEO", "FNM"), Participant("Ida Storm", "analyst", None, "Norvik")]
    assert call_info([], "Welcome to Fennmark's Q2 2025 call.", people, None).company == "Fennmark"
    assert call_info([], "Welcome to the third quarter call.", people, None).company == "FNM"


def test_a_year_is_taken_from_where_the_same_quarter_has_one() -> None:
    """A quarter without a year takes it from another passage about the same quarter, never from one about another."""
    assert call_info(["Third Quarter Results"], "Welcome to the Q3 2024 call.", [], None).period == "Q3 2024"
    assert call_info(["Third Quarter Results"], "Welcome. Q2 2024 results are on the website.", [], None).period == "Q3"


@given(st.lists(st.text(max_size=60), max_size=8), st.text(max_size=300), st.none() | st.text(max_size=30))
def test_any_words_have_a_heading(title: list[str], opening: str, source: str | None) -> None:
    """Whatever the words, the call is described and the source kept."""
    assert call_info(title, opening, [], source).source == source
