"""Figures are found as they are written, with the amount they state and what they count."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.figures.carried import parts_of_wholes
from summarizer.figures.finding import Figure, find_figures
from summarizer.figures.numerals import SCALES


def read(text: str) -> list[tuple[str, str, str]]:
    """The figures of a text as (text, kind, values) for a table."""
    return [(one.text, one.kind, " ".join(plain(value) for value in one.values)) for one in find_figures(text)]


def plain(value: Decimal) -> str:
    return f"{value.normalize():f}"


@pytest.mark.parametrize(
    ("text", "figure", "base", "value"),
    [
        ("revenue of $1.5 million", "$1.5 million", "USD", "1500000"),
        ("cost US$5 to ship", "US$5", "USD", "5"),
        ("raised €3bn", "€3bn", "EUR", "3000000000"),
        ("a £2.5m site", "£2.5m", "GBP", "2500000"),
        ("RMB 30 million of debt", "RMB 30 million", "CNY", "30000000"),
        ("30 million RMB of debt", "30 million RMB", "CNY", "30000000"),
        ("INR341.21 crores of sales", "INR341.21 crores", "INR", "3412100000"),
        ("Rs. 5 lakh crore", "Rs. 5 lakh crore", "INR", "5000000000000"),
        ("₹1,25,000 a month", "₹1,25,000", "INR", "125000"),
        ("$5M for tooling", "$5M", "USD", "5000000"),
        ("$5 K for tooling", "$5 K", "USD", "5000"),
        ("five million dollars", "five million dollars", "USD", "5000000"),
        ("half a billion dollars", "half a billion dollars", "USD", "500000000"),
        ("35 cents a share", "35 cents", "USD", "0.35"),
        ("HK$20 a share", "HK$20", "HKD", "20"),
    ],
)
def test_money_is_read_with_currency_and_scale(text: str, figure: str, base: str, value: str) -> None:
    """An amount of money has its currency and its value in units of it, whatever the scale word."""
    (found,) = find_figures(text)
    assert (found.text, found.kind, found.unit.base) == (figure, "money", base)
    assert found.values == (Decimal(value),)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("up 12.5%", ("12.5%", "percent", "12.5")),
        ("up 0.5 % only", ("0.5 %", "percent", "0.5")),
        ("twenty-five percent", ("twenty-five percent", "percent", "25")),
        ("half of it", ("half", "percent", "50")),
        ("a foot, and half of that", ("half", "percent", "50")),
        ("we cut it by about a half, to save", ("half", "percent", "50")),
        ("we won 2/3 of it", ("2/3", "percent", plain(Decimal(200) / 3))),
        ("gained point three points", ("point three points", "points", "0.3")),
        ("up point five percent", ("point five percent", "percent", "0.5")),
        ("at this point three sites", ("three", "count", "3")),
        ("it took one day", ("one day", "count", "1")),
        ("a two-point rise", ("two-point", "count", "2")),
        ("half a point of it", ("half a point", "points", "0.5")),
        ("half a percent of it", ("half a percent", "percent", "0.5")),
        ("the 60 come back", ("60", "count", "60")),
        ("17 don't help", ("17", "count", "17")),
        ("and 18 unbilled, against others", ("18", "count", "18")),
        ("the two plants", ("two", "count", "2")),
        ("about two-thirds", ("two-thirds", "percent", plain(Decimal(200) / 3))),
        ("50 basis points", ("50 basis points", "points", "0.5")),
        ("50bps better", ("50bps", "points", "0.5")),
        ("2 percentage points", ("2 percentage points", "points", "2")),
        ("2x leverage", ("2x", "multiple", "2")),
        ("three times earnings", ("three times", "multiple", "3")),
        ("a dozen plants", ("a dozen", "count", "12")),
        ("two hundred and fifty thousand users", ("two hundred and fifty thousand", "count", "250000")),
        ("some 100 000 users", ("100 000", "count", "100000")),
        ("[1,293] coins", ("1,293", "count", "1293")),
        ("a 12-month lease", ("12-month", "count", "12")),
        ("in six weeks", ("six weeks", "count", "42")),
        ("in two years", ("two years", "count", "24")),
        ("6 EH/s", ("6 EH/s", "count", "6000000000000000000")),
        ("10 exa hash", ("10 exa hash", "count", "10000000000000000000")),
        ("400 MW of power", ("400 MW", "count", "400000000")),
    ],
)
def test_shares_multiples_and_counts(text: str, expected: tuple[str, str, str]) -> None:
    """Percent, points, multiples and counts with a measure come in one base, so that equal amounts compare equal."""
    assert read(text) == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("20% to 30%", ("20% to 30%", "percent", "20 30")),
        ("20-30%", ("20-30%", "percent", "20 30")),
        ("20–30 percent", ("20–30 percent", "percent", "20 30")),
        ("3 to 4 months", ("3 to 4 months", "count", "3 4")),
        ("between 5 and 7", ("5 and 7", "count", "5 7")),
        ("$120 to $150 million", ("$120 to $150 million", "money", "120000000 150000000")),
        ("$120 million to 150 million", ("$120 million to 150 million", "money", "120000000 150000000")),
        ("from 31 to 25 million", ("31 to 25 million", "count", "31000000 25000000")),
        ("$900 million to $1.2 billion", ("$900 million to $1.2 billion", "money", "900000000 1200000000")),
        ("2019 to 2021", ("2019 to 2021", "year", "2019 2021")),
    ],
)
def test_a_range_is_one_figure_with_two_ends(text: str, expected: tuple[str, str, str]) -> None:
    """Both ends of a range have the unit and the scale that is said once."""
    assert read(text) == [expected]


@pytest.mark.parametrize(
    ("text", "kind", "value", "year"),
    [
        ("Q2", "quarter", 2, None),
        ("2Q25", "quarter", 2, 2025),
        ("Q2'25", "quarter", 2, 2025),
        ("Q3FY25", "quarter", 3, 2025),
        ("second quarter of 2025", "quarter", 2, 2025),
        ("third-quarter", "quarter", 3, None),
        ("quarter four", "quarter", 4, None),
        ("1H25", "half", 1, 2025),
        ("back half", "half", 2, None),
        ("second half of fiscal 2026", "half", 2, 2026),
        ("FY '25", "year", 2025, None),
        ("fiscal 2026", "year", 2026, None),
        ("FY2024-25", "year", 2025, None),
        ("in '24", "year", 2024, None),
        ("twenty twenty-four", "year", 2024, None),
        ("December 31, 2024", "date", 1231, 2024),
        ("15 May", "date", 515, None),
        ("in May, on the 15th", "date", 515, None),
        ("due in Q7", "quarter", 7, None),
    ],
)
def test_periods(text: str, kind: str, value: int, year: int | None) -> None:
    """Quarters, halves, years and dates are the same however they are written."""
    (found,) = find_figures(text)
    assert (found.kind, found.values, found.year) == (kind, (Decimal(value),), year)


@pytest.mark.parametrize(
    "text",
    [
        "the A16", "a Nano 3S", "Form 10-K", "a 20-F", "5G networks", "COVID-19", "an H100", "an MI300X", "a 401(k)",
        "open 24/7", "the S&P 500", "at 8:30", "B2B sales", "one of them", "a couple of sites", "the first step",
        "a third party", "sales doubled", "the fifth year", "on 1/2/2020", "a 7/11 store", "2/3-inch is a name",
        "its best half", "a 2-in-1 laptop", "the strongest half ever", "at half past",
        "the third quarter of growth in a row", "how the two split", "the two sides", "he hopes that one day all will",
        "the 12th straight quarter", "up a point", "one point of growth", "a one-point rise",
    ],
)  # fmt: skip
def test_names_and_idioms_are_no_figures(text: str) -> None:
    """Letters glued to digits make a name; ordinals, "one" and "a couple" count nothing that could be checked."""
    assert find_figures(text) == ()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("We put 9 of the 11 cents down to it.", [("9", "money", "0.09")]),
        ("About 5 points of the 11 are seats.", [("11", "points", "11"), ("11", "percent", "11")]),
        ("It's a point or two of the 8.", [("8", "percent", "8")]),
        ("There is a point of sale at two of the 8.", []),
        ("140 of those 240 basis points came from yield.", [("140", "points", "1.4")]),
        ("$400 million of the 500 are spent.", [("500", "money", "500000000")]),
        ("5 of the 11% are price.", [("5", "percent", "5")]),
        ("20% of the 400 were opened in May.", []),
        ("9 of the 11 plants are open.", []),
        ("9 of 2026 is done, and 3 of it.", []),
    ],
)
def test_a_part_shares_the_unit_of_its_whole(text: str, expected: list[tuple[str, str, str]]) -> None:
    """Of "9 of the 11 cents" both are cents, though only one says so."""
    found = [(one.text, one.kind, plain(one.values[0])) for one in parts_of_wholes(text)]
    assert found == expected


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("about $3.5. Million in savings", ["3500000"]),
        ("it was $29, million in all", ["29000000"]),
        ("we spent $7. . Million", ["7000000"]),
        ("in the fourth. Quarter. We grew", ["4"]),
        ("5. Thousand sites", ["5000"]),
        ("we closed 2024. Million-dollar deals rose", ["2024"]),
        ("it came fourth. Quarter over quarter it rose", []),
        ("sold in the first, half of it at a loss", ["50"]),
    ],
)
def test_a_stray_sign_parts_no_amount(text: str, values: list[str]) -> None:
    """A full stop or a comma between a number and its scale, or an ordinal and its quarter, is a recogniser's."""
    assert [plain(one.values[0]) for one in find_figures(text)] == values


@pytest.mark.parametrize("scale", sorted({*SCALES} - {"hundred"}))
def test_a_range_shares_every_scale(scale: str) -> None:
    """Both ends of "3 to 5 SCALE" are in it, however the scale is written."""
    [figure] = find_figures(f"from 3 to 5 {scale}")
    assert [value / SCALES[scale] for value in figure.values] == [3, 5]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("44 5. 50%.", ["44", "5", "50"]),
        ("in 22 and 23", ["22", "23"]),
        ("20, 25% growth", ["20", "25"]),
    ],
)
def test_nothing_is_corrected(text: str, values: list[str]) -> None:
    """What a recogniser broke stays broken: its numbers are read one by one and not guessed into a range."""
    assert [plain(one.values[0]) for one in find_figures(text)] == values


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("low-teens growth", 10, 13),
        ("mid-single-digit growth", 4, 6),
        ("double-digit growth", 10, 99),
        ("in the high 20s", 26, 29),
        ("a few hundred million dollars", 200_000_000, 900_000_000),
    ],
)
def test_a_vague_figure_is_a_span(text: str, low: int, high: int) -> None:
    """A figure that names no number allows a span of them."""
    (found,) = find_figures(text)
    assert (found.kind, found.values) == ("vague", (low, high))


@pytest.mark.parametrize(
    ("text", "qualifier", "sign"),
    [
        ("about 5%", "about", 0), ("more than 5%", "over", 0), ("nearly 5%", "under", 0), ("5%", None, 0),
        ("of -5%", None, -1), ("minus 5%", None, -1),
    ],
)  # fmt: skip
def test_qualifiers_and_signs_leave_the_value_alone(text: str, qualifier: str | None, sign: int) -> None:
    """What stands before a number is kept beside its value."""
    (found,) = find_figures(text)
    assert (found.values, found.qualifier, found.sign) == ((Decimal(5),), qualifier, sign)


amounts = st.decimals(min_value=Decimal("0.1"), max_value=Decimal("99999.9"), places=1)


@given(amounts, st.sampled_from([("", 1), (" thousand", 10**3), (" million", 10**6), ("bn", 10**9), (" crore", 10**7)]))
def test_writing_money_and_reading_it_gives_its_value(amount: Decimal, scale: tuple[str, int]) -> None:
    """Whatever amount is written with a currency, separators and a scale word is read as that amount."""
    word, factor = scale
    (found,) = find_figures(f"We spent ${amount:,}{word}.")
    assert found.kind == "money"
    assert found.values == (amount * factor,)


ONES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
).split()
TENS = ["", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]


def spell(number: int) -> str:
    """English words for a number below a million."""
    if number < 20:
        return ONES[number]
    if number < 100:
        return TENS[number // 10] + (f"-{ONES[number % 10]}" if number % 10 else "")
    if number < 1000:
        return f"{ONES[number // 100]} hundred" + (f" and {spell(number % 100)}" if number % 100 else "")
    return f"{spell(number // 1000)} thousand" + (f" {spell(number % 1000)}" if number % 1000 else "")


@given(st.integers(min_value=2, max_value=999_999))
def test_words_and_digits_are_the_same_figure(number: int) -> None:
    """A number spelled out has the value that it has in digits."""
    (spelled,) = find_figures(f"It is {spell(number)} percent")
    (digits,) = find_figures(f"It is {number} percent")
    assert spelled.values == digits.values


@given(st.text(alphabet="0123456789,. -$%to'QHandmxs\n¼²٣", max_size=300) | st.text(max_size=300))
def test_any_text_can_be_read(text: str) -> None:
    """No text raises, and every figure is a piece of it, in order and apart from the others."""
    end = 0
    for figure in find_figures(text):
        assert isinstance(figure, Figure)
        assert text[figure.start : figure.end] == figure.text
        assert figure.start >= end
        end = figure.end


@pytest.mark.parametrize("piece", ["1,22", "1-", "$", "two ", "a ", "2.", "'2", "Q", "low-", "hundred and ", "1 to "])
def test_hostile_text_is_read_to_its_end(piece: str) -> None:
    """A long run of beginnings of figures is read like any other text; what comes after it is still found."""
    assert find_figures(piece * 5000 + " and $7 million")[-1].text.endswith("$7 million")
