"""Spoken sentences put in form: the noise goes, and no figure, name or negation with it."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.engines import cleaning
from summarizer.engines.cleaning import tidy, without_openers
from summarizer.engines.statements import common_words, is_broken, statements
from summarizer.engines.words import WORD, figures, words
from summarizer.transcript import Segment


@pytest.mark.parametrize(
    ("said", "tidied"),
    [
        ("um, the the lease is, uh, signed", "The lease is signed."),
        ("Yeah, I think, you know, rents are up.", "Rents are up."),
        ("Well, we're kind of flat on volume.", "We're flat on volume."),
        ("what kind of volume do you see?", "What kind of volume do you see?"),
        ("We saw kind of 5% growth.", "We saw kind of 5% growth."),
        ("We can raise our -- we can raise prices.", "We can raise prices."),
        ("What -- is there a date for the trial?", "Is there a date for the trial?"),
        ("It fell to 4% -- 4.5% in May.", "It fell to 4% – 4.5% in May."),
        ("What what's left of the budget?", "What's left of the budget?"),
        ("We've been very, very careful.", "We've been very, very careful."),
        ("No, no, we did not sell it.", "No, no, we did not sell it."),
        (
            "the, mill, is, running at, full capacity, in our, two, towns",
            "The mill is running at full capacity in our two towns.",
        ),
        ("So far, the drug works.", "So far, the drug works."),
        ("Well above plan.", "Well above plan."),
        ("I think about safety first.", "I think about safety first."),
        ("we sold ships (ph) in Oslo, and", "We sold ships in Oslo."),
        ("iron ore is weak", "Iron ore is weak."),
        ("eBay sellers grew", "eBay sellers grew."),
        ("  . ", ""),
    ],
)
def test_tidy(said: str, tidied: str) -> None:
    """Fillers, doubled words, false starts and stray commas go; what only looks like them stays."""
    assert tidy(said) == tidied


def test_yes_stays_where_it_answers() -> None:
    """An opening "Yes" is an answer to a question that asks for one, and else a filler."""
    assert tidy("Yes, we have hired enough nurses.", yes=True) == "Yes, we have hired enough nurses."
    assert tidy("Yes, we have hired enough nurses.") == "We have hired enough nurses."


def test_openers_are_passed_without_reading_the_rest_each_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """However many openers a sentence has, each is passed by a look at the next few words."""
    seen: list[re.Match[str]] = []

    class Counting:
        def finditer(self, text: str, at: int) -> Iterator[re.Match[str]]:
            for found in WORD.finditer(text, at):
                seen.append(found)
                yield found

    monkeypatch.setattr(cleaning, "WORD", Counting())
    assert without_openers("So, well, yeah, " * 4_000 + "demand is fine in Oslo") == "demand is fine in Oslo"
    assert len(seen) < 10 * 4_000


WORDS = [
    "the",
    "not",
    "no",
    "5%",
    "$1.2",
    "12",
    "we",
    "can't",
    "won't",
    "Marsh",
    "margin",
    "is",
    "in",
    "never",
    "and",
    "Q3",
]


@given(st.lists(st.tuples(st.sampled_from(WORDS), st.sampled_from(["", ",", ".", " --"])), max_size=20))
def test_tidy_keeps_figures_and_negations(tokens: list[tuple[str, str]]) -> None:
    """No figure is lost, and a negation only where the very same one stands beside it."""
    said = " ".join(word + mark for word, mark in tokens)
    assert figures(tidy(said)) == figures(said)
    denials = {"not", "no", "never", "can't", "won't"}
    assert set(words(tidy(said))) & denials == set(words(said)) & denials


def pieces(*texts: str, speaker: str = "Tom Vale") -> tuple[Segment, ...]:
    """Segments of one speaker, one a text."""
    return tuple(Segment(f"s{n}", text, (n, n), "answer", speaker, speaker, 0) for n, text in enumerate(texts, 1))


def test_speech_cut_at_pauses_is_joined() -> None:
    """Fragments become a sentence that rests on all of them, without the capitals of false full stops."""
    cut = pieces("We run the.", "Plant in.", "Two shifts, and our.", "People like it.", "The plant is.", "Full.")
    assert is_broken(cut)
    found = statements(cut, common_words(pieces("a full plant with two people")), broken=True)
    assert [(one.text, one.ids) for one in found] == [
        ("We run the plant in two shifts, and our people like it.", ("s1", "s2", "s3", "s4")),
        ("The plant is full.", ("s5", "s6")),
    ]


def test_what_only_begins_a_sentence_is_no_end() -> None:
    """Small words cut off by a pause belong to what follows, not to the finished sentence before them."""
    cut = pieces(
        "We run the.", "Plant in.", "Two shifts.", "It's the second.", "If you.", "Look at it the plant is full."
    )
    assert [one.text for one in statements(cut, common_words(pieces("look")), broken=True)][1:] == [
        "It's the second.", "If you look at it the plant is full.",
    ]  # fmt: skip


def test_whole_sentences_stay_apart() -> None:
    """Edited speech is not broken, and what one sentence says is not run into the next."""
    whole = pieces("We will, and we must.", "Demand is what it is.", "Prices are up.", "So are costs.")
    assert not is_broken(whole)
    assert [one.text for one in statements(whole)] == [
        "We will, and we must.", "Demand is what it is.", "Prices are up.", "So are costs.",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("said", "joined"),
    [
        (("They stop on the 4th, and we need.", "Six weeks."), ["They stop on the 4th, and we need six weeks."]),
        (("The north is at 26 and the south is.", "21, 22."), ["The north is at 26 and the south is 21, 22."]),
        (("That's winter, because we close in.", "June."), ["That's winter, because we close in June."]),
        (("It was up for tender, and it's.", "6,200 units."), ["It was up for tender, and it's 6,200 units."]),
        (("The audit was done by.", "By an independent panel."), ["The audit was done by an independent panel."]),
        (("We won't buy one.", "Until the duties are settled."), ["We won't buy one until the duties are settled."]),
        (("That's where the new mill comes in.", "Steel costs."), None),
        (("Prices are what they are.", "Thank you."), None),
        (("We have stopped that.", "Before the merger we had two mills."), None),
        (("Not next year, no.", "Nothing planned."), None),
        (("No.", "Because the duties are unsettled."), None),
    ],
)  # fmt: skip
def test_a_sentence_that_goes_on_is_whole(said: tuple[str, ...], joined: list[str] | None) -> None:
    """In edited speech too: what stops where no sentence does takes in the scrap behind it, a sentence its clause."""
    assert [one.text for one in statements(pieces(*said))] == (joined or list(said))


def test_two_speakers_never_share_a_sentence() -> None:
    """What one executive leaves open the next one doesn't finish."""
    both = (*pieces("We have opened the"), *pieces("mine in May.", speaker="Ruth Abel"))
    assert [one.speaker for one in statements(both, broken=True)] == ["Tom Vale", "Ruth Abel"]
