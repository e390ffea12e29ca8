"""The embedded engine: what was asked, what was answered, in the words that were said and with their segments."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summarizer import topics
from summarizer.engines.extractive import summarize_session
from summarizer.engines.words import words
from summarizer.figures.finding import find_figures
from summarizer.summary import DraftSession
from summarizer.transcript import Exchange, Participant, Segment, Session, Side

TOPICS = topics.load()
Said = list[tuple[Side, str]]


def session(*exchanges: Said) -> tuple[Session, tuple[Segment, ...]]:
    """A session of invented speech, one segment a line."""
    segments: list[Segment] = []
    for index, exchange in enumerate(exchanges):
        for side, text in exchange:
            number = len(segments) + 1
            speaker = "Ida Marsh" if side == "question" else "Tom Vale"
            place = None if side == "procedure" else index
            segments.append(Segment(f"s{number}", text, (number, number), side, speaker, speaker, place))
    spans = tuple(Exchange((), (), ("Tom Vale",)) for _ in exchanges)
    analyst = Participant("Ida Marsh", "analyst", None, "Hollin Securities")
    return Session(analyst, ((1, max(1, len(segments))),), (), spans), tuple(segments)


def summarised(*exchanges: Said) -> DraftSession:
    """What the engine makes of invented speech."""
    return summarize_session(*session(*exchanges), TOPICS)


BANK: Said = [
    ("question", "Good morning, and congratulations on the quarter."),
    ("question", "How much of the margin decline came from deposit costs? And when do you expect it to turn?"),
    ("answer", "Thanks, Ida, great question."),
    ("answer", "About 12 basis points of the decline came from deposit costs."),
    ("answer", "We expect the margin to turn in the third quarter."),
    ("answer", "I'll have Ruth add some colour on that."),
]
MINER: Said = [
    ("question", "What is the size of the ore body at Kestrel?"),
    ("answer", "Yeah, I think it is too early to say. We are not disclosing a number before the drilling is done."),
]
RETAILER: Said = [
    ("question", "Could you talk about store openings?"),
    ("answer", "We opened 14 stores in the north and plan another 20 next year."),
]


def test_courtesies_and_handovers_are_left_out() -> None:
    """Thanks, praise and hand-overs are neither in the question nor in the answer."""
    (exchange,) = summarised(BANK).exchanges
    said = exchange.question.text + " ".join(sentence.text for sentence in exchange.answer)
    assert not {"congratulations", "thanks", "ruth"} & set(words(said))


def test_no_question_is_dropped() -> None:
    """Both things asked are in the question, with the segment they rest on."""
    (exchange,) = summarised(BANK).exchanges
    assert exchange.question.text == (
        "How much of the margin decline came from deposit costs? When do you expect it to turn?"
    )
    assert exchange.question.ids == ("s2",)


def test_the_answer_keeps_figures_and_order() -> None:
    """The sentences that answer come in the order said, each with its own segment."""
    (exchange,) = summarised(BANK).exchanges
    assert [sentence.ids for sentence in exchange.answer] == [("s4",), ("s5",)]
    assert "12 basis points" in exchange.answer[0].text


@pytest.mark.parametrize(
    ("exchange", "status"),
    [
        (BANK, "answered"),
        (MINER, "declined"),
        (RETAILER, "answered"),
        ([("question", "How many beds will the clinic have?")], "unanswered"),
        ([("question", "How many beds will the clinic have?"), ("answer", "Thank you.")], "unanswered"),
        (
            [
                ("question", "What percentage of the fleet runs on gas?"),
                ("answer", "Our fleet is modern and our drivers are proud of it, and that has always been so."),
                ("answer", "We care about the towns that we serve, and people there tell us so every day."),
            ],
            "unanswered",
        ),
        ([("question", "Is it fair to say that churn fell?"), ("answer", "Yes, that's right.")], "answered"),
        (
            [
                ("question", "When will the Norwick plant reopen, and how much will the repair cost?"),
                ("answer", "The repair will cost about $40 million."),
                ("answer", "On the plant it is hard to say."),
            ],
            "partial",
        ),
    ],
)
def test_status_follows_from_what_was_said(exchange: Said, status: str) -> None:
    """A refusal, a silence, talk that goes past the question and an open half each have their status."""
    (draft,) = summarised(exchange).exchanges
    assert draft.status == status


DODGED = [
    ("What's the rate on the loan, if I may?", ["We'd like to close it first."], "declined"),
    ("Is there an issue of shares?", ["Whatever we think of it, we've nothing to say about that."], "declined"),
    ("How many trucks went north?", ["We don't split it by region."], "declined"),
    ("Has the inquiry found a cause?", ["Our counsel's told me not to talk about the cause."], "declined"),
    (
        "There was a report that you bid for Sablewick. Can you confirm it?",
        [
            "Good morning, Ida.",
            "I saw it as well.",
            "There's been a report of that kind every summer, in all of my 34 years.",
            "I'm not going to confirm it or to deny it.",
            "I'd leave it there.",
        ],
        "declined",
    ),
    (
        "Would you slow down the plan for new quarries?",
        [
            "We look at everything.",
            "I was out with a crew in March, and the sun was on the hills.",
            "I've been in this for 26 years, and I'm proud of what we do.",
            "I feel very good about the summer.",
        ],
        "unanswered",
    ),
    (
        "Would you slow down the plan for new quarries?",
        [
            "We won't slow the plan down.",
            "The new quarries open in June, as planned.",
            "I'm proud of what we do.",
            "We have a great team.",
        ],
        "answered",
    ),
    ("Are you happy with the new trucks?", ["Yes, I'm very happy with them, and proud of the team."], "answered"),
    ("How much is the weather, and if it turns, will you make the plan?", ["Yes."], "answered"),
    ("So what you say is that nothing changed on the quarries?", ["That's right."], "answered"),
    ("How many trucks went north?", ["It's 40, in the north we have our proprietary equipment."], "answered"),
    ("How many trucks went north?", ["That's proprietary information."], "declined"),
]


@pytest.mark.parametrize(("asked", "said", "status"), DODGED)
def test_a_dodge_is_no_answer(asked: str, said: list[str], status: str) -> None:
    """What is put off, neither confirmed nor denied, or talked past with pride and memories was not answered."""
    exchange: Said = [("question", asked)]
    exchange += [("answer", text) for text in said]
    (draft,) = summarised(exchange).exchanges
    assert draft.status == status


def test_no_answer_gives_no_sentence() -> None:
    """An exchange without an answer has an empty answer and no quote; nothing is invented to fill it."""
    (draft,) = summarised([("question", "How many beds will the clinic have?")]).exchanges
    assert (draft.answer, draft.quote) == ((), None)


def test_the_summary_tells_topics_and_outcomes() -> None:
    """The session's sentence names what was asked about and how each came out, and rests on all that it speaks of."""
    draft = summarised(BANK, MINER)
    assert draft.summary.text.startswith("Asked about margins (answered)")
    assert draft.summary.text.endswith("(declined).")
    assert set(draft.summary.ids) == {"s2", "s4", "s5", "s7", "s8"}


def test_the_summary_counts_outcomes_without_a_figure() -> None:
    """A figure that nobody said would be flagged, so that outcomes are counted in words."""
    draft = summarised(BANK, BANK, BANK, MINER)
    assert draft.summary.text.startswith("Asked about margins (answered several times)")
    assert find_figures(draft.summary.text) == ()


def test_procedure_is_never_cited() -> None:
    """An operator's words inside an exchange are not evidence."""
    draft = summarised([*RETAILER, ("procedure", "Please stand by, the line has dropped.")])
    assert {i for sentence in draft.exchanges[0].answer for i in sentence.ids} == {"s2"}


def test_a_sentence_does_not_run_on_across_the_other_side() -> None:
    """An analyst cut off by the answer and taking up again asks two sentences, not one."""
    draft = summarised(
        [
            ("question", "When do you start to build the"),
            ("answer", "We have built the first one."),
            ("question", "Sorry, I was asking about the second reactor, when do you start?"),
            ("answer", "In May."),
        ]
    )
    assert "build the Sorry" not in draft.exchanges[0].question.text


def test_a_correction_comes_with_what_it_corrects() -> None:
    """A figure that was taken back is neither quoted nor told without the right one."""
    (draft,) = summarised(
        [
            ("question", "How much of revenue comes from your largest customer?"),
            ("answer", "In the spring we had one buyer and one maker, and today we have nine programs in production."),
            ("answer", "The largest one was 22% of revenue in the quarter."),
            ("answer", "I'm sorry, let me correct that, 22% was the second quarter."),
            ("answer", "In the third it was 27%, because they pulled in a program."),
            ("answer", "We like our customers, and we look forward to many more programs."),
        ]
    ).exchanges
    (corrected,) = (sentence for sentence in draft.answer if "s3" in sentence.ids)
    assert corrected.ids == ("s3", "s4", "s5")
    assert draft.quote is None or "22%" not in draft.quote


PHRASES = [
    "So, I was wondering if you could talk about the, uh, order book.",
    "How much of that is price?",
    "Thanks very much.",
    "Yeah, I think the the margin was 4.5% in the",
    "In, one.",
    "One plant process.",
    "We are not disclosing that -- we can't give a number.",
    "It's, kind of, flat, you know.",
    "No, we do not expect $1.2 billion.",
    ".",
    "R&D at O’Neill’s lab is 25–30% of sales…",
    "And.",
]
SPEECH = st.lists(
    st.lists(
        st.tuples(
            st.sampled_from(["question", "answer", "procedure"]), st.sampled_from(PHRASES) | st.text(max_size=60)
        ),
        max_size=8,
    ),
    max_size=3,
)


@settings(max_examples=150, deadline=None)
@given(SPEECH)
def test_every_word_comes_from_the_cited_segments(speech: list[Said]) -> None:
    """Whatever is said: sentences use the cited segments' words and no others, quotes stand in a segment, ids exist."""
    held, segments = session(*speech)
    draft = summarize_session(held, segments, TOPICS)
    texts = {segment.id: segment.text for segment in segments}
    assert len(draft.exchanges) == len(speech)
    for exchange in draft.exchanges:
        for sentence in (exchange.question, *exchange.answer):
            cited = Counter(words(" ".join(texts[identifier] for identifier in sentence.ids)))
            assert not Counter(words(sentence.text)) - cited
        for sentence in exchange.answer:
            assert sentence.ids
            cited_in_order = iter(words(" ".join(texts[identifier] for identifier in sentence.ids)))
            assert all(word in cited_in_order for word in words(sentence.text))
        assert exchange.quote is None or any(exchange.quote in text for text in texts.values())
        assert len(exchange.topics) <= 4
        assert len(exchange.answer) <= 4


@settings(max_examples=30, deadline=None)
@given(SPEECH)
def test_the_same_session_gives_the_same_draft(speech: list[Said]) -> None:
    """Nothing depends on chance or on what was summarised before."""
    assert summarised(*speech) == summarised(*speech)


def test_a_very_long_answer_is_still_four_sentences() -> None:
    """However long management talks, the answer stays readable."""
    talk: Said = [
        ("answer", f"In region {n} we sold {n * 7} trucks because demand was up by {n}%.") for n in range(1, 900)
    ]
    (draft,) = summarised([("question", "How many trucks did you sell?"), *talk]).exchanges
    assert len(draft.answer) == 4


@pytest.mark.parametrize(
    "said",
    ["I won't give. You the price.", "We don't. Talk about the customers.", "We wouldn't. Sell the harbour site."],
)
def test_a_denial_goes_with_what_is_denied(said: str) -> None:
    """Where speech recognition cut a sentence after its denial, no piece of it is told as if it were true."""
    (draft,) = summarised([("question", "What is the price of the harbour site?"), ("answer", said)]).exchanges
    first, second = said.split(". ")
    assert [sentence.text for sentence in draft.answer] == [f"{first} {second[0].lower()}{second[1:]}"]
