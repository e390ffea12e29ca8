"""Names, firms and titles: which spellings are one person, which are one firm, and what a title says of somebody."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.people import (
    acronyms,
    find_person,
    firm_words,
    is_anonymous,
    looks_like_name,
    misspelt_person,
    name_parts,
    role_of,
    role_of_label,
    same_firm,
    same_person,
)
from summarizer.transcript import Participant

WORDS = st.text(st.characters(categories=("Lu", "Ll"), max_codepoint=0x17F), min_size=1, max_size=8)
NAMES = st.lists(WORDS, min_size=1, max_size=4).map(" ".join)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ida Storm", "IDA STORM"),
        ("Ida Storm", " Ida  Storm"),
        ("Jin James Cheng", "James Cheng"),
        ("J. P. Moreau", "Jean Moreau"),
        ("J.P. Moreau", "Jean-Paul Moreau"),
        ("Robert W. Holt Jr.", "Bob Holt"),
        ("Robert Holt, III", "Robert Holt"),
        ("Bill Hart", "William Hart"),
        ("Bill Hart", "Will Hart"),
        ("Steve Cho", "Stephen Cho"),
        ("Steve Cho", "Steven Cho"),
        ("Cathy Lind", "Katherine Lind"),
        ("Sam Ray", "Samantha Ray"),
        ("Allie Ray", "Allison Marie Ray"),
        ("Ludwig van der Meer", "Ludwig Van Der Meer"),
        ("Ludwig van der Meer", "van der Meer"),
        ("José Núñez", "Jose Nunez"),
        ("Shaun O'Neill", "Shaun O’Neill"),
        ("Shaun O'Neill", "Shaun ONeill"),
        ("Dr. Ida Storm, PhD", "Ida Storm"),
        ("Shri Arun Rao", "Arun Rao"),
        ("R. Venkataramani", "Venkataramani R"),
        ("K. Subramanian", "Subramanian"),
        ("Wang Lihua", "Lihua Wang"),
        ("Park Ji-hoon", "Ji-Hoon Park"),
        ("Park Ji Hoon", "Ji-hoon Park"),
        ("Ida Storm", "Ida Storm-Hale"),
        ("Ida Storm-Hale", "Ida Hale"),
        ("María García López", "María García"),
        ("Storm", "Ida Storm"),
        ("Ida", "Ida Storm"),
        ("Operator", "operator"),
    ],
)
def test_one_person(one: str, other: str) -> None:
    """Initials, short forms, accents, order, dropped middle names and second surnames don't make another person."""
    assert same_person(one, other)
    assert same_person(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ida Storm", "Olaf Storm"),
        ("Ida Storm", "Ida Berg"),
        ("Ida Storm", "Storm Berg"),
        ("Nick Fell", "Nicole Fell"),
        ("Speaker 1", "Speaker 2"),
        ("I", "Ida Storm"),
        ("", "Ida Storm"),
        ("", ""),
        ("...", "Ida Storm"),
    ],
)
def test_two_people(one: str, other: str) -> None:
    """A surname alone, a given name alone beside another surname, or nothing at all does not make one person of two."""
    assert not same_person(one, other)
    assert not same_person(other, one)


@given(NAMES, NAMES)
def test_being_one_person_has_no_direction(one: str, other: str) -> None:
    """Whether two names are one person, or misspellings of one, does not depend on which comes first."""
    assert same_person(one, other) == same_person(other, one)
    assert misspelt_person(one, other) == misspelt_person(other, one)


@given(NAMES)
def test_everybody_is_themselves(name: str) -> None:
    """Every name is one person with itself and with itself in capitals or with a title before it."""
    assert same_person(name, name)
    assert same_person(name, f"Mr. {name}") or not name_parts(name)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("Bill Papandreo", "Bill Papandreou", True),
        ("William Papandreo", "Bill Papandreou", True),
        ("Jane Smyth", "Jane Smith", True),
        ("Marry Hollis", "Mary Hollis", True),
        ("Jaine Smyth", "Jane Smith", True),
        ("Jane Lee", "Jane Fox", False),
        ("Jane Li", "Jane Lu", False),
        ("Ola Holt", "Jane Holm", False),
        ("Holm", "Holt", True),
        ("", "Holt", False),
    ],
)
def test_misspellings(one: str, other: str, expected: bool) -> None:
    """A letter or two of a longer name may be misheard; of names of two letters nothing may."""
    assert misspelt_person(one, other) is expected


ROSTER = (
    Participant("Ida Storm", "analyst"),
    Participant("Olaf Storm", "management"),
    Participant("Nils Berg", "management"),
    Participant("Nora Bergh", "analyst"),
)


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("Ida Storm", "Ida Storm"),
        ("I. Storm", "Ida Storm"),
        ("Olaf J. Storm", "Olaf Storm"),
        ("Ida Strom", "Ida Storm"),
        ("Nils Bergg", "Nils Berg"),
        ("Storm", "Ida Storm"),
        ("Nora Berg", "Nora Bergh"),
        ("N. Bergs", None),
        ("Jane Roe", None),
        ("", None),
    ],
)
def test_a_name_is_looked_up_on_the_roster(name: str, found: str | None) -> None:
    """An exact name comes first, then another spelling, then a misspelling, which nobody else may fit."""
    met = find_person(name, ROSTER)
    assert (met.name if met else None) == found


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Norvik", "Norvik Capital Markets"),
        ("Norvik & Co.", "Norvik and Company, LLC"),
        ("The Norvik Group", "Norvik"),
        ("Crédit Norvik AG", "Credit Norvik"),
        ("J.P. Halvard", "JP Halvard Chase & Co"),
        ("D.A. Stowe", "DA Stowe & Co."),
        ("Stowe", "D.A. Stowe"),
        ("Halvard Pike", "Halvard Stowe"),
        ("Larkfield Reserch", "Larkfield Research"),
        ("Larkfeld Research", "Larkfield Research"),
        ("KBW", "Keefe, Bruyette & Woods North America"),
        ("HCW", "H.C. Wainwright & Co., LLC"),
        ("HWO", "Hollis, Wrenfield & Oake LLC"),
        ("B of A", "Bank of America"),
        ("BofA Merrill Lynch", "Bank of America"),
        ("BofA Securities", "Bank of America Merrill Lynch"),
        ("BAML", "Bank of America Merrill Lynch"),
        ("RBC", "Royal Bank of Canada"),
        ("RBC", "RBC Capital Markets"),
        ("JPMorgan", "J.P. Morgan Securities LLC"),
        ("Citi", "Citigroup Inc"),
        ("TD Cowen", "Cowen and Company"),
    ],
)
def test_one_firm(one: str, other: str) -> None:
    """Generic words, acronyms, merged names that keep a part, accents and misspellings don't make another firm."""
    assert same_firm(one, other)
    assert same_firm(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Norvik", "Halvard"),
        ("BTIG", "Barclays"),
        ("First Norvik", "First Halvard"),
        ("William Norvik", "William Halvard"),
        ("North Fjell Markets", "North Star Capital"),
        ("Bank of Norvik", "Bank of Halvard"),
        ("Norvik Capital", ""),
        ("", ""),
    ],
)
def test_two_firms(one: str, other: str) -> None:
    """Generic words, adjectives and given names in common don't make one firm of two."""
    assert not same_firm(one, other)
    assert not same_firm(other, one)


def test_what_only_the_market_knows_is_not_known() -> None:
    """An acronym that is no one's first letters, or a name after a merger, says nothing by itself."""
    assert not same_firm("BMO", "Bank of Montreal")
    assert not same_firm("Bernhold", "Société Norvik")


def test_words_and_acronyms_of_a_firm() -> None:
    """Initials are one word, generic words are left out unless nothing else is left, acronyms may be cut."""
    assert firm_words("H.C. Halvard & Co., LLC") == ("hc", "halvard")
    assert firm_words("Capital Markets") == ("capital", "markets")
    assert {"hp", "hps", "hpsl"} <= acronyms("Halvard, Pike & Stowe LLC")


@pytest.mark.parametrize(
    ("title", "role"),
    [
        (None, "unknown"),
        ("", "unknown"),
        ("Analyst", "analyst"),
        ("Managing Director, Research Analyst", "analyst"),
        ("MD & Senior Equity Research Analyst", "analyst"),
        ("Director of Research", "analyst"),
        ("Norvik Capital -- Analyst", "analyst"),
        ("Portfolio Manager", "analyst"),
        ("Shareholder", "analyst"),
        ("Unitholder", "analyst"),
        ("Private Investor", "analyst"),
        ("Reporter", "analyst"),
        ("Senior Journalist", "analyst"),
        ("Chief Financial Officer", "management"),
        ("Chief Research Officer", "management"),
        ("Interim CEO", "management"),
        ("Executive VP, CFO & Treasurer", "management"),
        ("Chairman & MD", "management"),
        ("Head of Research & Development", "management"),
        ("General Counsel", "management"),
        ("Whole-time Director", "management"),
        ("Director of Shareholder Services", "management"),
        ("Head of Financial Reporting", "management"),
        ("VP of Investor Relations", "ir"),
        ("Head of IR", "ir"),
        ("Director of Shareholder Relations", "ir"),
        ("Senior Director, Investor Relations & Treasury", "ir"),
        ("Operator", "operator"),
        ("Moderator", "operator"),
        ("Norvik Capital", "unknown"),
    ],
)
def test_titles_give_roles(title: str | None, role: str) -> None:
    """A title tells analysts, management and investor relations apart, or says nothing."""
    assert role_of(title) == role


@pytest.mark.parametrize(
    ("label", "role"),
    [
        ("Operator", "operator"),
        ("OPERATOR:", "operator"),
        ("Conference Operator", "operator"),
        ("Moderator", "operator"),
        ("Unidentified Analyst", "analyst"),
        ("Unknown Analyst", "analyst"),
        ("Analyst 2", "analyst"),
        ("Analysts", "analyst"),
        ("Unidentified Shareholder", "analyst"),
        ("Q", "analyst"),
        ("Question", "analyst"),
        ("A", "management"),
        ("Answer", "management"),
        ("Executives", "management"),
        ("Company Representative", "management"),
        ("Unidentified Company Representative", "management"),
        ("Unidentified Corporate Participant", "management"),
        ("Unknown Executive", "management"),
        ("Unknown Speaker", "unknown"),
        ("Speaker 1", "unknown"),
        ("Ida Storm", "unknown"),
        ("Management.", "unknown"),
        ("Operator, next", "unknown"),
        ("", "unknown"),
    ],
)
def test_labels_give_roles(label: str, role: str) -> None:
    """A label without a name may still give a role; a scrap of speech, a name or a number gives none."""
    assert role_of_label(label) == role


@pytest.mark.parametrize(
    ("label", "expected"),
    [
        ("Unknown Speaker", True),
        ("Unidentified Participant", True),
        ("Unidentified Female Speaker", True),
        ("Female Speaker", True),
        ("Speaker 1", True),
        ("SPEAKER_00", True),
        ("Speaker A", True),
        ("spk_1", True),
        ("Unidentified Analyst", False),
        ("Ida Storm", False),
        ("Speaker of the House", False),
    ],
)
def test_anonymous_labels(label: str, expected: bool) -> None:
    """Voices that are told apart without a name or a role are anonymous."""
    assert is_anonymous(label) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ida Storm", True),
        ("J. P. Moreau", True),
        ("J.P. Moreau", True),
        ("Ludwig van der Meer", True),
        ("José Núñez", True),
        ("Éva Ödön", True),
        ("Shaun O’Neill", True),
        ("d'Arcy Hale", True),
        ("Jean-Paul Moreau", True),
        ("Robert Holt, Jr.", True),
        ("Robert Holt III", True),
        ("Ida Storm, CFA", True),
        ('Robert "Bob" Holt', True),
        ("Robert (Bob) Holt", True),
        ("Dr. Ida Storm", True),
        ("Ida", True),
        ("Thank you", False),
        ("Good morning", False),
        ("Thank you.", False),
        ("Wafers.", False),
        ("Is in, one.", False),
        ("and Ida", False),
        ("Q4", False),
        ("Nick 2", False),
        ("A Very Long Row Of Capitalised Words Here", False),
        ("", False),
    ],
)
def test_what_can_be_a_name(text: str, expected: bool) -> None:
    """One to six capitalised words with particles, initials and degrees can be a name; a sentence or a figure can't."""
    assert looks_like_name(text) is expected
