"""The records as a reader uses them: find an analyst, the open questions, what was asked on a topic."""

from __future__ import annotations

import pytest

from summarizer.errors import SummarizerError, UnknownName
from tests.summaries import analyst, call, exchange, fennmark


def test_questions_come_with_their_analyst_and_number() -> None:
    """asked() holds every question of the call in order, counted by analyst."""
    assert [(one.analyst.name, one.number, one.exchange.status) for one in fennmark().asked()] == [
        ("Ines Okafor", 1, "answered"),
        ("Paul Drury", 1, "declined"),
        ("Paul Drury", 2, "answered"),
    ]


def test_unanswered_are_those_declined_or_talked_past() -> None:
    """A partial answer is an answer; a refusal and an evasion are none."""
    statuses = ("answered", "partial", "declined", "unanswered")
    summary = call(analyst(*(exchange(status, status=status) for status in statuses)))
    assert [one.exchange.question for one in summary.unanswered()] == ["declined", "unanswered"]


def test_by_topic_holds_each_question_under_each_of_its_topics() -> None:
    """The topics are the call's; a question with two of them is under both."""
    found = fennmark().by_topic()
    assert {topic: [one.exchange.question[:8] for one in asked] for topic, asked in found.items()} == {
        "demand": ["How larg"],
        "margins": ["What do ", "How much"],
        "guidance": ["What do "],
        "pricing": ["How much"],
    }


TWINS = call(analyst(exchange(), name="Ann Lee"), analyst(exchange(), name="Ann Marsh"), analyst(name="Bo Ann Lee"))


@pytest.mark.parametrize("name", ["Paul Drury", "drury", "PAUL", " Drury  Paul "])
def test_an_analyst_is_found_by_any_part_of_the_name(name: str) -> None:
    """Case, spaces and order don't matter, and a part will do where only one analyst has it."""
    assert fennmark().analyst(name).name == "Paul Drury"


def test_the_whole_name_comes_before_a_part_of_another() -> None:
    """An analyst whose name is part of a longer one is found by it."""
    assert TWINS.analyst("Ann Lee").name == "Ann Lee"


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("Druri", "perhaps 'Drury' was meant; those who asked are Ines Okafor, Paul Drury"),
        ("Ines Okafour", "perhaps 'Ines Okafor' was meant"),
        ("Zebedee", "No analyst is called 'Zebedee'; those who asked are Ines Okafor, Paul Drury."),
        ("", "No analyst is called ''; those who asked"),
    ],
)
def test_a_name_that_nobody_has_gets_a_suggestion(name: str, says: str) -> None:
    """The error names who was probably meant, and everyone who asked."""
    with pytest.raises(UnknownName, match="No analyst") as error:
        fennmark().analyst(name)
    assert says in str(error.value)
    assert isinstance(error.value, SummarizerError)


def test_a_name_that_several_have_asks_for_the_full_one() -> None:
    """A part that fits two analysts picks neither."""
    with pytest.raises(UnknownName, match="fits 'Ann Lee' and 'Ann Marsh' and 'Bo Ann Lee'; give the full name"):
        TWINS.analyst("Ann")


def test_a_call_without_questions_has_nobody() -> None:
    """Where nobody asked, the error says so."""
    with pytest.raises(UnknownName, match="nobody asked on this call"):
        call().analyst("Drury")


def test_only_keeps_an_analyst_and_a_topic() -> None:
    """What is left are the questions that fit, and the topics that these have."""
    summary = fennmark()
    assert [one.analyst.name for one in summary.only("Okafor").asked()] == ["Ines Okafor"]
    assert set(summary.only("Okafor").topics) == {"demand"}
    assert [one.exchange.question for one in summary.only(topic="pricing").asked()] == ["How much of it is pricing?"]
    assert set(summary.only(topic="pricing").topics) == {"pricing", "margins"}
    assert [one.exchange.question for one in summary.only("Drury", "pricing").asked()] == ["How much of it is pricing?"]
    assert summary.only() == summary


def test_an_unknown_topic_gets_a_suggestion() -> None:
    """The error names the topic that was probably meant, and those that were raised."""
    with pytest.raises(UnknownName, match="No question is on 'margin', perhaps 'margins' was meant; those that were"):
        fennmark().only(topic="margin")


def test_an_analyst_who_asked_nothing_on_a_topic_is_told_with_their_topics() -> None:
    """Where both are known and nothing is on both, the error says what the analyst asked about."""
    with pytest.raises(UnknownName, match=r"Ines Okafor asked nothing on 'margins'; their topics are demand\."):
        fennmark().only("Okafor", "margins")
