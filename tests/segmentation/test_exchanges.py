"""Questions paired with answers, and what is set aside because it neither asks nor answers."""

from __future__ import annotations

import pytest

from summarizer.segmentation.procedure import replies
from tests.dialogues import call, exchanges, line_of

CALLED = "Operator: Our first question comes from Ida Storm with Norvik Capital. Please go ahead.\n"
LONG = "It was $96 million at the end of the quarter, and we expect to ship about two thirds of that during this year."


def pairs(dialogue: str) -> list[tuple[str, str]]:
    """The exchanges of Ida's session, in words; ``LONG`` stands for a long answer."""
    [session] = call(CALLED + dialogue.replace("LONG", LONG)).sessions
    return [(question, answer.replace(LONG, "LONG")) for question, answer in exchanges(session)]


@pytest.mark.parametrize(
    ("dialogue", "expected"),
    [
        (
            "Ida: How large was the backlog?\nOlaf: LONG\nIda: And what do you expect for margins?\nHedda: LONG\n",
            [("How large was the backlog?", "LONG"), ("And what do you expect for margins?", "LONG")],
        ),
        (
            "Ida: How large was the backlog?\nOlaf: LONG\nHedda: The margin in it is 31%, a point up.\n",
            [("How large was the backlog?", "LONG The margin in it is 31%, a point up.")],
        ),
        (
            "Ida: I have two. How large was the backlog?\nHow much of it is for this year?\nOlaf: LONG\n",
            [("I have two. How large was the backlog? How much of it is for this year?", "LONG")],
        ),
        (
            "Ida: How large was the backlog?\nOlaf: LONG\n"
            "Ida: Okay. And buybacks, I see that you have done none since the spring of last year.\nOlaf: LONG\n",
            [
                ("How large was the backlog?", "LONG"),
                ("Okay. And buybacks, I see that you have done none since the spring of last year.", "LONG"),
            ],
        ),
        (
            "Ida: How large was the backlog?\nOlaf: LONG\n"
            "Ida: Got it. And then a quick one on tax.\nOlaf: It is 24%.\n",
            [("How large was the backlog?", "LONG"), ("Got it. And then a quick one on tax.", "It is 24%.")],
        ),
        (
            "Ida: How large was the backlog?\nOlaf: LONG\nIda: And promotions?\nOlaf: Fewer.\n"
            "Ida: And are they in the guidance?\nOlaf: Not yet.\n",
            [
                ("How large was the backlog?", "LONG"),
                ("And promotions? And are they in the guidance?", "Fewer. Not yet."),
            ],
        ),
        (
            "Ida: How large was the backlog?\nOlaf: LONG\n"
            "Ida: Sure. One more, if I may. The buyback did nothing in the quarter.\nOlaf: LONG\n",
            [
                ("How large was the backlog?", "LONG"),
                ("Sure. One more, if I may. The buyback did nothing in the quarter.", "LONG"),
            ],
        ),
    ],
)
def test_a_question_with_its_answer(dialogue: str, expected: list[tuple[str, str]]) -> None:
    """Words that ask after an answer open an exchange, also without a question mark; whoever replies answers."""
    assert pairs(dialogue) == expected


@pytest.mark.parametrize(
    "back",
    [
        "Do you mean for this year?",
        "I didn't quite catch that.",
        "Sorry, could you repeat the question?",
        "You said the backlog, did you say? Just to be sure.",
    ],
)
def test_asking_back_answers_nothing(back: str) -> None:
    """What the analyst says when asked back goes on with the question, and the answer to it is the answer."""
    [(question, answer)] = pairs(
        f"Ida: How large was it?\nOlaf: {back}\nIda: How large was the backlog in June?\nOlaf: LONG\n"
    )
    assert question == "How large was it? How large was the backlog in June?"
    assert answer == f"{back} LONG"


@pytest.mark.parametrize(
    ("asked", "told", "count"),
    [
        ("For the A15?", "Yes.", 1),
        ("This year or next?", "This year.", 1),
        ("Sorry, how much did you say?", "$96 million.", 1),
        ("And my second question, on cash?", "It rose.", 2),
        ("For the A15?", "LONG", 2),
        ("Would you say that this is more than what you had a year ago?", "Yes.", 2),
    ],
)
def test_a_clarification_belongs_to_what_it_clarifies(asked: str, told: str, count: int) -> None:
    """A few words answered in a few go on with the exchange; a longer one, or one that is announced, is its own."""
    found = pairs(f"Ida: How large was the backlog at the end of June?\nOlaf: LONG\nIda: {asked}\nOlaf: {told}\n")
    assert len(found) == count
    assert found[-1][0].endswith(asked)
    assert found[-1][1].endswith(told)


@pytest.mark.parametrize(
    "reply", ["Yes.", "No.", "That's right.", "Correct.", "Yes, exactly.", "Absolutely. Yes, sir."]
)
def test_yes_is_an_answer(reply: str) -> None:
    """A bare yes or no is the answer where something was asked, and a long question is not left without one."""
    assert replies(reply)
    assert pairs(f"Ida: And the backlog, is that all for this year or is there some for next?\nOlaf: {reply}\n") == [
        ("And the backlog, is that all for this year or is there some for next?", reply)
    ]


@pytest.mark.parametrize("said", ["Right.", "Yes, exactly.", "Okay.", "Yeah, sure.", "Mm-hmm."])
def test_a_back_channel_opens_nothing(said: str) -> None:
    """What the analyst throws in while management answers is neither question nor answer."""
    [session] = call(CALLED + f"Ida: How large was the backlog?\nOlaf: {LONG}\nIda: {said}\nOlaf: {LONG}\n").sessions
    assert exchanges(session) == [("How large was the backlog?", f"{LONG} {LONG}")]
    assert line_of(session, said).side == "procedure"


def test_leave_to_ask_is_no_answer() -> None:
    """That somebody may ask is no answer; the question comes then."""
    assert pairs(
        "Ida: Can I ask one more question, please?\nOlaf: Sure.\nIda: How large was the backlog?\nOlaf: LONG\n"
    ) == [("Can I ask one more question, please? How large was the backlog?", "LONG")]


@pytest.mark.parametrize(
    "greeting",
    [
        "Ida: Good morning, everybody.\nOlaf: Good morning, Ida.\n",
        "Ida: Hi, Olaf, how are you?\nOlaf: Very good. Yourself?\n",
        "Ida: Yes. And Hedda, you are certainly leaving on a high note.\nHedda: Thank you. I planned it.\n",
        "Olaf: Hey there, go ahead.\n",
    ],
)
def test_greetings_are_in_no_exchange(greeting: str) -> None:
    """What is said before anybody asks, in a few words each, is no exchange."""
    assert pairs(greeting + "Ida: How large was the backlog?\nOlaf: LONG\n") == [("How large was the backlog?", "LONG")]


@pytest.mark.parametrize(
    "parting",
    [
        "Ida: Thank you.\n",
        "Ida: Olaf, Hedda, thank you so much for all the comments and keep up the good work.\nOlaf: Thanks, Ida.\n",
        "Ida: Very clear.\nTove: Thank you all for joining us today, and goodbye.\n",
        "Ida: Great to hear. Thanks for taking my question.\nTove: Operator, next question, please.\n",
    ],
)
def test_thanks_are_in_no_exchange(parting: str) -> None:
    """Thanks, farewells and words to the operator after the last answer are in no exchange."""
    assert pairs("Ida: How large was the backlog?\nOlaf: LONG\n" + parting) == [("How large was the backlog?", "LONG")]


@pytest.mark.parametrize("trouble", ["Can you hear me?", "Hello?", "Sorry, you were breaking up."])
def test_line_trouble_is_in_no_exchange(trouble: str) -> None:
    """Words about the line are neither question nor answer."""
    [session] = call(CALLED + f"Ida: {trouble}\nOlaf: Yes, go ahead.\nIda: How large was it?\nOlaf: {LONG}\n").sessions
    assert exchanges(session) == [("How large was it?", LONG)]


def test_a_remark_is_no_question() -> None:
    """What the analyst only remarks at the end, at some length, is no unanswered question."""
    remark = (
        "I appreciate that. There was a first reaction to the acquisition, and people had doubts about the timing, so "
    )
    assert (
        len(pairs(f"Ida: How large was it?\nOlaf: LONG\nIda: {remark}it was good to have your view on all of it.\n"))
        == 1
    )


def test_an_unanswered_question_has_no_answer() -> None:
    """A question that nobody takes up is an exchange without an answer."""
    assert pairs("Ida: How large was the backlog, and how does it compare with last year?\n") == [
        ("How large was the backlog, and how does it compare with last year?", "")
    ]


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        (f"Olaf: {LONG}\n", ["Olaf Berg"]),
        (f"Olaf: Hedda?\nHedda: {LONG}\n", ["Hedda Lund"]),
        (f"Olaf: {LONG}\nHedda: {LONG}\n", ["Olaf Berg", "Hedda Lund"]),
        ("Olaf: In May.\n", ["Olaf Berg"]),
        (f"Olaf: Two.\nHedda: {LONG}\n", ["Olaf Berg", "Hedda Lund"]),
        (f"Hedda: {LONG}\nOlaf: None has left.\n", ["Hedda Lund", "Olaf Berg"]),
        (f"Olaf: Okay. Basically.\nHedda: {LONG}\n", ["Hedda Lund"]),
        (f"Olaf: I'd let Hedda tell it.\nHedda: {LONG}\n", ["Hedda Lund"]),
        (f"Olaf: I'll start with the second part.\nHedda: {LONG}\n", ["Hedda Lund"]),
        (f"Hedda: {LONG}\nOlaf: [Inaudible]\n", ["Hedda Lund"]),
        (f"Hedda: {LONG}\nOlaf: The biggest...\n", ["Hedda Lund"]),
        (f"Hedda: {LONG}\nOlaf: Thanks, Ida.\n", ["Hedda Lund"]),
    ],
)
def test_answered_by(answers: str, expected: list[str]) -> None:
    """Those who answered, in order, in however few words; who only handed over, thanked or began did not."""
    [session] = call(CALLED + "Ida: When will you ship, and what is the margin on it?\n" + answers).sessions
    assert list(session.exchanges[0].answered_by) == expected
