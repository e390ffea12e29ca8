"""What operators and hosts say between two speakers: whom they call, when they close, when they only interrupt."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.segmentation.announcements import (
    Announcement,
    calls_questioner,
    closes,
    hands_over,
    mentions,
    opens_qa,
    read_announcement,
)


@pytest.mark.parametrize(
    "text",
    [
        "Our first question comes from the line of Ida Storm with Norvik Capital. Please go ahead.",
        "Thank you. And our next question will come from Ida Storm of Norvik Capital. Your line is open.",
        "The next question is from Ida Storm from Norvik Capital. Please proceed.",
        "We'll go next to Ida Storm with Norvik Capital.",
        "We'll hear next from Ida Storm with Norvik Capital.",
        "We'll move on to Ida Storm at Norvik Capital.",
        "We will take our next question from the line of Ida Storm, Norvik Capital. Please go ahead, ma'am.",
        "Next, we have Ida Storm from Norvik Capital.",
        "We have Ida Storm from Norvik Capital on the line.",
        "Up next is Ida Storm from Norvik Capital.",
        "Okay, next up we have Ida Storm from Norvik Capital. Ida, please unmute.",
        "I see Ida Storm from Norvik Capital has her hand up. Ida, please go ahead.",
        "Our next questioner is Ida Storm from Norvik Capital.",
        "Our next caller is Ida Storm with Norvik Capital.",
        "The next one comes from Ida Storm at Norvik Capital.",
        "Our next question comes from the. Line of Ida Storm with Norvik Capital.",
        "Our next question comes from. Ida Storm with. Norvik Capital.",
        "First question, Ida Storm, Norvik Capital.",
        "We'll take our first question from the host, Ida Storm from Norvik Capital.",
        "And we'll take our first question from Ida Storm - Norvik Capital.",
        "Ida Storm, Norvik Capital.",
        "(Operator Instructions) Ida Storm, Norvik Capital.",
        "[Operator Instructions] Our first question is from Ida Storm from Norvik Capital.",
        "Thank you. Ida Storm, Norvik Capital.",
        "Ida Storm with Norvik Capital, your line is open.",
        "Ida Storm of Norvik Capital, please state your question.",
        "Ida Storm from Norvik Capital, please go ahead with your question.",
        "We have a follow-up question from Ida Storm with Norvik Capital.",
        "And the next question is coming from Ida Storm from Norvik Capital. Ida, your line is live.",
        "One moment for our next question. That will come from the line of Ida Storm with Norvik Capital.",
        "The first question from the phone comes from Ida Storm, from Norvik Capital. Please go ahead.",
        "Our last question today comes from Ida Storm with Norvik Capital.",
        "There are no further questions from Ola. The next question is from Ida Storm of Norvik Capital.",
        "Our next question comes from Ida Storm on for Ola Berg with Norvik Capital.",
        "Our next question comes from Ida Storm sitting in for Ola Berg from Norvik Capital.",
    ],
)
def test_a_call_names_the_questioner(text: str) -> None:
    """However operators and hosts call the next question, the name and the firm come out."""
    assert read_announcement(text) == Announcement("call", "Ida Storm", "Norvik Capital")


@pytest.mark.parametrize(
    ("text", "name", "firm"),
    [
        ("We have a follow-up from the line of Ida Storm.", "Ida Storm", None),
        ("Ida Storm, your line is now open.", "Ida Storm", None),
        ("Ida from Norvik, go ahead please.", "Ida", "Norvik"),
        ("Ida Storm, NC.", "Ida Storm", "NC"),
        ("Our next question is from Ida Storm with Norvik & Co. Please go ahead.", "Ida Storm", "Norvik & Co"),
        ("Our next question is from Ida Storm with Bank of Norvik. Your line is open.", "Ida Storm", "Bank of Norvik"),
        ("Our next question comes from J.P. Moreau with Norvik.", "J.P. Moreau", "Norvik"),
        ("Our next question is from Mr. Arun Rao from Norvik Mutual Fund.", "Mr. Arun Rao", "Norvik Mutual Fund"),
        ("The question comes from the line of Ludwig van der Meer with Norvik.", "Ludwig van der Meer", "Norvik"),
        ("Our next question is from José Núñez with Peña Capital.", "José Núñez", "Peña Capital"),
        ("Our next question is from Éva Ödön with Örland Bank.", "Éva Ödön", "Örland Bank"),
        ("Your next question is from Robert Smith, Jr. with Norvik.", "Robert Smith, Jr", "Norvik"),
        ("Our next question is from Maria dos Santos with Norvik.", "Maria dos Santos", "Norvik"),
        ("Our next question is from Jean d'Orme with Norvik.", "Jean d'Orme", "Norvik"),
        ("Our next question is from Sara el-Amin with Norvik.", "Sara el-Amin", "Norvik"),
        ("Our next question is from Ida Storm with Bank of the Fjords.", "Ida Storm", "Bank of the Fjords"),
        ("Okay, moving on, Yuki, your line should be open.", "Yuki", None),
        ("Next on the list is Dr. Karl Oblinger, of DZ-Nord.", "Dr. Karl Oblinger", "DZ-Nord"),
        ("The question is from Jean Roy at Odval BHF. Jean, please.", "Jean Roy", "Odval BHF"),
        ("First, Mr. Okabe of Kiyosu Securities, please.", "Mr. Okabe", "Kiyosu Securities"),
        ("No further questions; over to Mr. S. Ray from Norvik for his questions.", "Mr. S. Ray", "Norvik"),
    ],
)
def test_names_and_firms_of_all_kinds(text: str, name: str, firm: str | None) -> None:
    """Initials, particles, accents, one word and several: a name and a firm come out as they were said."""
    assert read_announcement(text) == Announcement("call", name, firm)


@pytest.mark.parametrize(
    "text",
    [
        "Next question, please.",
        "Operator, can we have the next question?",
        "Let's take one more question.",
        "Our next question is from the webcast.",
        "The next question is from the line of an individual investor. Please go ahead.",
        "The line of the current participant has been disconnected. We move to the next question.",
        "Your line is open.",
    ],
)
def test_a_call_may_name_nobody(text: str) -> None:
    """A question may be called without a name, and then no name is made up."""
    assert read_announcement(text) == Announcement("call")


@pytest.mark.parametrize(
    "text",
    [
        "There are no further questions at this time. I'd like to turn the call back to Ola Berg for closing remarks.",
        "This concludes our question-and-answer session. I would like to turn the conference back over to Ola Berg.",
        "That was our last question. I hand the floor back to management.",
        "Ladies and gentlemen, due to time constraints, that was the last question. I now hand over to the management.",
        "I'm showing no further questions in the queue.",
        "And there are no more questions. Thank you for joining; you may now disconnect.",
        "At this time, there are no questions. I will turn it back to management.",
        "This concludes today's conference call. You may disconnect your lines.",
        "Thank you. That concludes the Q&A session.",
        "We have reached the end of the question-and-answer session.",
        "As there are no further questions, I now hand the conference over to Mr. Berg for closing comments.",
        "We have no further questions, so I'll pass back to Ola Berg for final comments.",
        "It appears there are no further questions.",
        "That does conclude our conference for today.",
        "Our last question came from Ida Storm with Norvik Capital. That does conclude our Q&A session.",
        "There are no more hands up. Ola, any closing words?",
        "That is all the time we have for questions. I will turn the call back over to Ola Berg.",
    ],
)
def test_a_closing_ends_the_queue(text: str) -> None:
    """An operator who sees no more questions, or hands back for closing remarks, closes."""
    assert read_announcement(text) == Announcement("close")
    assert closes(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Ida, your line has been disconnected.",
        "Please stand by.",
        "One moment please.",
        "Ida Storm, please check if you are on mute.",
        "Pardon me, this is the operator. It seems we lost the speaker line. Please hold.",
        "To ask a question, please press star one.",
        "We will now begin the question-and-answer session. To ask a question, press star then one.",
        "I'll now turn the call over to Ola Berg. Please go ahead.",
        "I'd like to turn the conference over to Ola Berg, Head of Investor Relations. Please go ahead.",
        "From the management, we have Ola Berg, Chief Financial Officer, on the call.",
        "Thanks, Ida.",
        "Okay. Thank you, Ola.",
    ],
)
def test_an_interruption_calls_nobody(text: str) -> None:
    """Line trouble, instructions and a hand-over to management call nobody for a question."""
    assert read_announcement(text) == Announcement("other")


@pytest.mark.parametrize(
    ("text", "name", "expected"),
    [
        ("Our question is from Jim Suva.", "James Suva", True),
        ("Our question is from James.", "James Suva", True),
        ("Our question is from Mr. Suva.", "James Suva", True),
        ("Our question is from James Souva.", "James Suva", True),
        ("Our question is from Núñez.", "José Nunez", True),
        ("our question is from james", "James Suva", True),
        ("And it is in the price.", "Andrew Price", False),
        ("That is the point for us.", "Theo Point", False),
        ("Thank you. Price, please.", "Ida Price", True),
        ("Our question is from Ida Storm.", "James Suva", False),
        ("I have seen the report.", "Speaker I", False),
        ("Thank you.", "James Suva", False),
        ("Thank you.", "", False),
    ],
)
def test_mentions(text: str, name: str, expected: bool) -> None:
    """A text mentions somebody by surname, by given name, by a short form or misspelt, and by nothing less."""
    assert mentions(text, name) is expected


@pytest.mark.parametrize(
    ("text", "calls", "opens", "hands"),
    [
        ("Operator, we are ready for questions.", False, True, False),
        ("We will now open the line for questions.", False, True, False),
        ("Let's go to the Q&A.", False, True, False),
        ("Then we go over to questions. Raise your hand, please.", False, True, False),
        ("So, on to your questions.", False, True, False),
        ("Let's go to questions & answers.", False, True, False),
        ("Can we have the next question, please?", True, True, False),
        ("With that, I'll hand it over to Ola.", False, False, True),
        ("Over to you, Ola.", False, False, True),
        ("I turn the call back to the operator.", False, False, True),
        ("Sales rose by 4%.", False, False, False),
    ],
)
def test_what_a_host_says(text: str, calls: bool, opens: bool, hands: bool) -> None:
    """An executive may call the next question, open the Q&A or hand over, in an operator's place."""
    assert (calls_questioner(text), opens_qa(text), hands_over(text)) == (calls, opens, hands)


@given(st.text(max_size=2000))
def test_any_words_are_read(text: str) -> None:
    """Whatever is said is a call, a closing or something else; a name or a firm comes only with a call."""
    met = read_announcement(text)
    assert met.kind in ("call", "close", "other")
    assert met.kind == "call" or (met.name is None and met.firm is None)
    unbroken = text.replace(".", "")
    assert met.name is None or met.name.replace(".", "") in unbroken
    assert met.firm is None or met.firm.replace(".", "") in unbroken
