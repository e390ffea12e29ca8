"""What an engine wrote is checked against what was said; what fails is kept and flagged."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.figures.finding import find_figures
from summarizer.figures.judgement import Judgement, Passage
from summarizer.figures.verdicts import judge
from summarizer.grounding.drafts import GroundedSession, ground
from summarizer.summary import DraftExchange, DraftSentence, DraftSession
from summarizer.topics import Topic
from summarizer.transcript import Exchange, Flag, Line, Participant, Segment, Session, Side, SpokenLine

ORDER = ["unsupported", "elsewhere", "derivable", "supported"]


def judged(claim: str, *said: str, elsewhere: str = "") -> Judgement:
    """The verdict on the first figure of a claim against passages on lines 1, 2, ..."""
    session = [Passage(f"s{n}", text, (n, n)) for n, text in enumerate(said, start=1)]
    outside = [Passage("line 90", elsewhere, (90, 90))]
    return judge(find_figures(claim)[0], session, session, outside)


@pytest.mark.parametrize(
    ("claim", "said"),
    [
        ("$89 million", "we made $88.9 million"),
        ("about 5.7%", "it was 5.73%"),
        ("about $90 million", "we made $88.9 million"),
        ("nearly 200 sites", "we have 196 sites"),
        ("over $700 million", "we made $712 million"),
        ("$1.5 billion", "$1,500 million of orders"),
        ("50 basis points", "half a point? no, 0.5 percentage points"),
        ("four plants", "there are 4 plants"),
        ("12 plants", "a dozen plants"),
        ("25%", "twenty-five percent"),
        ("two years", "over the next 24 months"),
        ("20% to 30%", "20 to 30% each time"),
        ("between $1 billion and $1.5 billion", "it is $1 billion or $1.5 billion"),
        ("Q2", "in the second quarter"),
        ("second quarter of 2025", "our 2Q25 numbers"),
        ("H2", "in the back half"),
        ("10 EH/s", "a target of 10 exa hash"),
        ("$75 million", "revenue of 75 million"),
        ("low-teens", "a few teens of percentage"),
        ("50%", "half of it"),
        ("three quarters come early", "three quarters of the total come early"),
        ("INR 5 crore", "Rs. 50 million"),
        ("9 cents", "I'd put 9 of the 11 cents down to the strike"),
        ("11 points", "about 5 points of the 11 are seats"),
        ("the 60", "that's 60 basis points"),
        ("18 unbilled", "billed is 53 days and unbilled is 18 days"),
    ],
)
def test_a_figure_stated_otherwise_is_supported(claim: str, said: str) -> None:
    """Scale words, spelling, units that convert exactly, forms of periods and ordinary rounding make no difference."""
    assert judged(claim, said).verdict == "supported"


@pytest.mark.parametrize(
    ("claim", "said", "verdict"),
    [
        ("$12 million", ["it's $18 million over the term, and we've paid 12"], "derivable"),
        ("$23 million", ["the guide is $21 million to $25 million", "so 23 in the middle"], "derivable"),
        ("31%", ["China is 41% of it", "Vietnam is 31 today"], "derivable"),
        ("$93 million to $133 million", ["it takes $460 million", "which leaves 93 to 133"], "derivable"),
        ("80 basis points", ["of the 140 basis points, about 80 is plant"], "derivable"),
        ("4 million pieces", ["it's 2.5 million pieces, and she could make 4"], "derivable"),
        ("55 to 51%", ["it went from 55, to, to 51%"], "derivable"),
        ("$12 billion", ["it's $18 million over the term, and we've paid 12"], "unsupported"),
        ("12%", ["it's $18 million over the term, and we've paid 12"], "unsupported"),
        ("$14 million", ["it's $18 million over the term, and we've paid 12"], "unsupported"),
        ("2%", ["it's 6% now, and it should be 2", "one who pays two dollars more"], "derivable"),
        ("2%", ["it's 6% now, and it should be 2", "and in the second quarter"], "derivable"),
        ("2%", ["it's 6% now, and it should be 2", "one who pays $2 more"], "unsupported"),
        ("€12 million", ["it's $18 million over the term, and we've paid 12"], "unsupported"),
        ("$100,000 million", ["it's $9 million, and a coin is at 100,000"], "unsupported"),
        ("$23 million", ["23 in the middle", *["so"] * 7, "the guide is $21 million"], "unsupported"),
    ],
)
def test_a_bare_number_is_in_the_unit_that_was_said_last(claim: str, said: list[str], verdict: str) -> None:
    """A number without its unit may be told with the one that was said before it, or beside it, and with no other."""
    assert judged(claim, *said).verdict == verdict


@pytest.mark.parametrize(
    ("claim", "verdict"), [("$120 million", "derivable"), ("$35 million", "derivable"), ("$12 million", "unsupported")]
)
def test_a_bare_number_has_the_unit_that_it_has_elsewhere(claim: str, verdict: str) -> None:
    """A number said here without its unit and elsewhere in the call with it says the unit here too."""
    found = judged(
        claim, "we still see 120 for the year, with 35 in this quarter", elsewhere="We guide to $120 million."
    )
    assert found.verdict == verdict


def test_a_figure_may_be_broken_between_two_lines() -> None:
    """A figure whose words stand on two lines, the first of which ends within a sentence, is stated by both."""
    assert judged("half a point", "we've budgeted for more, by around half a", "point of sales").verdict == "supported"
    assert judged("half a point", "it's down by half a.", "Point taken.").verdict == "unsupported"


@pytest.mark.parametrize(
    ("claim", "said"),
    [
        ("25%", "up 2.5%"),
        ("$5 billion", "$5 million of orders"),
        ("$25", "up 25%"),
        ("25 percentage points", "up 25%"),
        ("25%", "up 25 percentage points"),
        ("50 percentage points", "up 50 basis points"),
        ("Q3", "in Q2"),
        ("Q2 2024", "in Q2 2025, as in 2024"),
        ("54 sites", "there are 45 sites"),
        ("5.8%", "it was 5.73%"),
        ("$90 million", "we made $88.9 million"),
        ("1%", "it was 1.4%"),
        ("over 200 sites", "we have 196 sites"),
        ("5.73%", "about 5.7%"),
        ("$5 million", "€5 million"),
        ("5 months", "5 customers"),
        ("5 customers", "5 months"),
        ("5 weeks", "5 months"),
        ("45 to 50%", "44 5. 50%. down"),
        ("Q2", "in 22 and 23"),
        ("the fourth quarter", "the fourth above 7"),
        ("the fourth quarter", "the fourth plant opens in the third quarter"),
        ("high-teens", "low-teens growth"),
        ("-5%", "it was +5%"),
        ("7", "it doubled"),
        ("10 to 12%", "We had 10% to 14% in Asia and 8% to 12% in Europe."),
        ("for twelve quarters", "for the eleventh quarter in a row"),
        ("for two quarters", "in the second quarter"),
        ("it takes one year", "a year ago it took two"),
        ("it takes one year", "it costs $4 million a year"),
    ],
)
def test_look_alikes_are_unsupported(claim: str, said: str) -> None:
    """Another scale, unit, period, sign or digit is another figure, and what a recogniser garbled is not corrected."""
    assert judged(claim, said).verdict == "unsupported"


@pytest.mark.parametrize(
    ("claim", "said"),
    [
        ("30%", ["20% to 30% each time"]),
        ("$25 million more", ["from $60 million", "to $85 million"]),
        ("up 25%", ["from $60 million to $75 million"]),
        ("12 percentage points", ["from 20%", "it is 32% now"]),
        ("4x", ["$20 million then, $80 million now"]),
        ("0.5%", ["50 basis points"]),
        ("double-digit growth", ["up 14%"]),
        ("45 to 50%", ["roughly 45%", "or 50% down"]),
        ("$1.4 billion to $1.05 billion", ["from $1.4 billion to $950 million, I'm sorry, to $1.05 billion"]),
        ("the fourth quarter", ["the third quarter is at 6%, and the fourth above 7"]),
        ("for twelve quarters", ["for the eleventh quarter in a row", "Twelfth, actually."]),
        ("for twelve quarters", ["it's the 12th straight quarter of it"]),
        ("five years in a row", ["the fifth year of growth running"]),
        ("it takes one day", ["that takes a day"]),
        ("with a one-day delay", ["that is late by a day"]),
        ("with one day less", ["as reported, with the day less"]),
    ],
)
def test_what_follows_from_cited_figures_is_derivable(claim: str, said: list[str]) -> None:
    """An end of a range, a difference, a ratio, a conversion or an elliptical form of cited figures is derivable."""
    assert judged(claim, *said).verdict == "derivable"


def test_a_figure_of_another_session_is_elsewhere() -> None:
    """What only somebody else's session or the prepared remarks say is told apart from what nobody says."""
    assert judged("$31 million", "nothing", elsewhere="we made $31 million").verdict == "elsewhere"
    assert judged("$32 million", "nothing", elsewhere="we made $31 million").verdict == "unsupported"


def test_the_reason_names_the_place_and_the_look_alike() -> None:
    """A reader gets lines, a writer segment ids, both what is said there instead."""
    wrong = judged("up 25%", "hello", "up 2.5%")
    assert wrong.check().reason == '"25%" is not in the analyst\'s session; line 2 says "2.5%".'
    assert wrong.problem() == '"25%" is not in the analyst\'s session; s2 says "2.5%".'
    right = judged("up 2.5%", "hello", "up 2.5%").check()
    assert (right.reason, right.lines) == ('Line 2 says "2.5%".', ((2, 2),))


PHRASES = [
    "5%",
    "$5 million",
    "5.2%",
    "Q2",
    "Q2 2025",
    "in 2025",
    "$7 million",
    "20 to 30%",
    "20%",
    "50 bps",
    "low-teens",
]


@given(
    st.sampled_from(PHRASES),
    st.lists(st.sampled_from(PHRASES), max_size=6),
    st.lists(st.sampled_from(PHRASES), max_size=3),
    st.data(),
)
def test_taking_a_source_away_never_improves_a_verdict(
    claim: str, said: list[str], elsewhere: list[str], data: st.DataObject
) -> None:
    """With less said, a figure can only be worse supported."""
    session = [Passage(f"s{n}", text, (n, n)) for n, text in enumerate(said)]
    outside = [Passage(f"line {n}", text, (n, n)) for n, text in enumerate(elsewhere, start=50)]
    figure = find_figures(claim)[0]
    before = judge(figure, session, session, outside).verdict
    if session:
        fewer = [one for one in session if one != data.draw(st.sampled_from(session))]
        after = judge(figure, fewer, fewer, outside).verdict
        assert ORDER.index(after) <= ORDER.index(before)


# A session of an invented brewery.
SAID: tuple[tuple[str, Side, str, int | None], ...] = (
    ("Good morning, Ines.", "procedure", "Ana Prieto", None),
    ("How large is the order backlog, and what margin do you expect?", "question", "Ana Prieto", 0),
    ("The backlog stands at $88.9 million, up 12% from last year.", "answer", "Leo Brandt", 0),
    ("On margin, we are not going to give a number today.", "answer", "Ines Okoro", 0),
    ("Thanks, Ana.", "answer", "Mia Falk", 0),
    ("And when does the second kettle in Porto start?", "question", "Ana Prieto", 1),
    ("It starts in the third quarter.", "answer", "Leo Brandt", 1),
)
SEGMENTS = tuple(
    Segment(f"s{n}", text, (n, n), side, speaker, speaker, exchange)
    for n, (text, side, speaker, exchange) in enumerate(SAID, start=1)
)
SESSION = Session(
    analyst=Participant("Ana Prieto", "analyst", firm="Tagus Research"),
    lines=((1, 7),),
    spoken=tuple(SpokenLine(one.lines[0], one.text, one.side, one.speaker, one.label) for one in SEGMENTS),
    exchanges=(Exchange(((2, 2),), ((3, 5),), ("Leo Brandt",)), Exchange(((6, 6),), ((7, 7),), ("Leo Brandt",))),
    flags=(Flag(4, "label", "Line 4 is said by Ines Okoro."), Flag(1, "label", "Line 1 names Ines.")),
)
ELSEWHERE = (Line(40, "We sold 31,000 barrels in fiscal 2025 to Nordbryg."),)
TOPICS = (
    Topic("margins", "Margins", "", ()),
    Topic("demand", "Demand", "", ()),
    Topic("operations", "Operations", "", ()),
)


def sentence(text: str, *ids: str) -> DraftSentence:
    return DraftSentence(text=text, ids=ids)


BACKLOG = DraftExchange(
    question=sentence("How large is the backlog, and which margin is expected?", "s2"),
    answer=(
        sentence("The backlog is about $89 million, up 12% from last year.", "s3"),
        sentence("No margin was given.", "s4"),
    ),
    status="partial",
    topics=("demand", "margins"),
    quote="we are not going to give a number",
)
KETTLE = DraftExchange(
    question=sentence("When does the second kettle in Porto start?", "s6"),
    answer=(sentence("In Q3.", "s7"),),
    status="answered",
    topics=("operations",),
)
GOOD = DraftSession(summary=sentence("The backlog grew 12%.", "s3"), exchanges=(BACKLOG, KETTLE))


def grounded(*exchanges: DraftExchange, summary: DraftSentence = GOOD.summary) -> GroundedSession:
    return ground(DraftSession(summary=summary, exchanges=exchanges), SESSION, SEGMENTS, ELSEWHERE, TOPICS)


def changed(exchange: DraftExchange, **fields: object) -> DraftExchange:
    return exchange.model_copy(update=fields)


def test_a_true_draft_has_no_problems() -> None:
    """A draft that keeps to what was said passes, with its lines, speakers and verdicts worked out."""
    result = ground(GOOD, SESSION, SEGMENTS, ELSEWHERE, TOPICS)
    first, second = result.exchanges
    assert result.problems == ()
    assert (first.evidence, first.question_lines, first.quote_lines) == (((2, 4),), ((2, 2),), ((4, 4),))
    assert [one.lines for one in first.sentences] == [((3, 3),), ((4, 4),)]
    assert first.answered_by == ("Leo Brandt", "Ines Okoro")
    assert [(one.text, one.verdict) for one in first.figures] == [("$89 million", "supported"), ("12%", "supported")]
    assert [(one.text, one.verdict) for one in second.figures] == [("Q3", "supported")]
    assert [one.text for one in result.figures] == ["12%"]


@pytest.mark.parametrize(("speaker", "accepted"), [("Leo Brandt", True), ("Operator", False), ("Ana Prieto", False)])
def test_a_courtesy_may_be_the_answer(speaker: str, accepted: bool) -> None:
    """What passes for a courtesy counts as an answer where it is said by somebody who answers in the session."""
    courtesy = Segment("s8", "Yes, please.", (8, 8), "procedure", speaker, speaker, None)
    agreed = changed(KETTLE, answer=(sentence("He agreed.", "s8"),))
    result = ground(
        DraftSession(summary=GOOD.summary, exchanges=(BACKLOG, agreed)),
        SESSION,
        (*SEGMENTS, courtesy),
        ELSEWHERE,
        TOPICS,
    )
    assert (result.problems == ()) is accepted


@pytest.mark.parametrize("text", ["No month was given.", "The month wasn't told.", "The month stays open."])
def test_what_was_not_told_may_rest_on_the_question(text: str) -> None:
    """A sentence that something was not told needs no words of management's."""
    assert grounded(BACKLOG, changed(KETTLE, answer=(sentence(text, "s6"),), status="partial")).problems == ()


@pytest.mark.parametrize(
    ("after", "repaired"),
    [((), False), (("And is that good?",), True), (("Fine.", "Do you see more of it?"), True)],
)
def test_an_answer_under_the_analysts_label_is_only_flagged(after: tuple[str, ...], repaired: bool) -> None:
    """Words on the analyst's side are surely the analyst's only where something is asked in them or after them."""
    said = ("It costs $4 million to build.", *after)
    more = tuple(
        Segment(f"s{n}", text, (n, n), "question", "Ana Prieto", "Ana Prieto", 2)
        for n, text in enumerate(said, start=len(SEGMENTS) + 1)
    )
    cost = changed(KETTLE, answer=(sentence("It costs $4 million.", "s8"),), quote="costs $4 million to build")
    asked = changed(KETTLE, question=sentence("Is there more?", *(one.id for one in more[1:])))
    draft = DraftSession(summary=GOOD.summary, exchanges=(BACKLOG, cost, asked))
    result = ground(draft, SESSION, (*SEGMENTS, *more), ELSEWHERE, TOPICS)
    assert [flag.kind for flag in result.exchanges[1].flags] == ["evidence", "quote"]
    assert ([problem for problem in result.problems if "Exchange 2" in problem] != []) is repaired


def test_flags_of_the_session_go_to_their_exchange() -> None:
    """A label that segmentation doubted is flagged where it matters, and with the session if it is in none."""
    result = ground(GOOD, SESSION, SEGMENTS, ELSEWHERE, TOPICS)
    assert [[flag.line for flag in one.flags] for one in result.exchanges] == [[4], []]
    assert [flag.line for flag in result.flags] == [1]


@pytest.mark.parametrize(
    ("exchange", "kind", "problem"),
    [
        (
            changed(BACKLOG, answer=(sentence("The backlog is $8.89 million.", "s3"),)),
            "figure",
            'Exchange 1: "$8.89 million" is not in the analyst\'s session; s3 says "$88.9 million".',
        ),
        (
            changed(BACKLOG, answer=(sentence("It sold 31,000 barrels.", "s3"),)),
            "figure",
            'Exchange 1: "31,000 barrels" is not in this session but elsewhere in the call.',
        ),
        (
            changed(BACKLOG, answer=(sentence("The backlog is $88.9 million.", "s3", "s99"),)),
            "evidence",
            'Exchange 1: "The backlog is $88.9 million." cites s99, which is not in this session.',
        ),
        (
            changed(BACKLOG, answer=(sentence("The backlog stands at $88.9 million.", "s2"),)),
            "evidence",
            'Exchange 1: "The backlog stands at $88.9 million." is an answer but s2 is not management speaking.',
        ),
        (
            changed(BACKLOG, answer=(sentence("A number was not given, it was $88.9 million.", "s4"),)),
            "evidence",
            'Exchange 1: "$88.9 million" stands in s3, which its sentence does not cite.',
        ),
        (
            changed(BACKLOG, answer=(sentence("The backlog stands at $88.9 million."),)),
            "evidence",
            'Exchange 1: "The backlog stands at $88.9 million." cites no segment; s3 has its words.',
        ),
        (
            changed(BACKLOG, answer=(sentence("Dividends stay generous."),)),
            "no-evidence",
            'Exchange 1: "Dividends stay generous." rests on no line of this session.',
        ),
        (
            changed(BACKLOG, quote="we are never going to give a number"),
            "quote",
            'Exchange 1: the quote "we are never going to give a number" is not verbatim; '
            's4 says: "we are not going to give a number today.".',
        ),
        (
            changed(BACKLOG, quote="what margin do you expect?"),
            "quote",
            'Exchange 1: The quote "what margin do you expect?" is not management\'s.',
        ),
        (
            changed(BACKLOG, quote="number"),
            "quote",
            'Exchange 1: The quote "number" is too short to be told from chance.',
        ),
        (
            changed(BACKLOG, topics=("demand", "weather")),
            "topic",
            'Exchange 1: the topic "weather" is not in the list.',
        ),
        (
            changed(BACKLOG, answer=()),
            "status",
            'Exchange 1: The status is "partial", but the answer is empty.',
        ),
        (
            changed(BACKLOG, answer=(sentence("The backlog, says Zorvex, is $88.9 million.", "s3"),)),
            "name",
            'Exchange 1: "Zorvex" is named in the answer, but not in the transcript.',
        ),
        (
            changed(BACKLOG, answer=(sentence("The backlog is down 12% from last year.", "s3"),)),
            "polarity",
            'Exchange 1: "The backlog is down 12% from last year." turns the direction of "12%" round; '
            's3 says "up 12%".',
        ),
        (
            changed(BACKLOG, answer=(sentence("The backlog stands at $88.9 million, Okoro said.", "s3"),)),
            "speaker",
            'Exchange 1: "The backlog stands at $88.9 million, Okoro said." has Ines Okoro say what Leo Brandt said.',
        ),
    ],
)  # fmt: skip
def test_what_fails_is_kept_flagged_and_named_for_repair(exchange: DraftExchange, kind: str, problem: str) -> None:
    """Each fault gives a flag of its kind and one exact sentence for repair; the words stay as they were written."""
    result = grounded(exchange, KETTLE)
    (first, _) = result.exchanges
    assert kind in [flag.kind for flag in first.flags]
    assert result.problems == (problem,)
    assert first.answer == " ".join(one.text for one in exchange.answer)
    assert first.quote == exchange.quote


@pytest.mark.parametrize(
    ("told", "ids"),
    [
        ("The backlog stands at $88.9 million, Brandt said.", ("s3",)),
        ("According to Leo Brandt the backlog stands at $88.9 million.", ("s3",)),
        ("Brandt said the backlog stands at $88.9 million; no margin was given, Okoro added.", ("s3", "s4")),
        ("The backlog of Okoro's kettle stands at $88.9 million.", ("s3",)),
        ("No margin was given to Ana Prieto, said Okoro.", ("s4",)),
    ],
)
def test_whoever_spoke_may_be_named(told: str, ids: tuple[str, ...]) -> None:
    """A sentence may name who says it, where a segment that it cites is theirs."""
    result = grounded(changed(BACKLOG, answer=(sentence(told, *ids),)), KETTLE)
    assert not [flag for flag in result.exchanges[0].flags if flag.kind == "speaker"]


def test_topics_outside_the_list_are_dropped() -> None:
    """Only topics of the closed list are left, each once."""
    result = grounded(changed(BACKLOG, topics=("weather", "demand", "demand")), KETTLE)
    assert result.exchanges[0].topics == ("demand",)


def test_an_unanswered_question_may_have_no_answer() -> None:
    """Nothing said is a true summary of a question that was talked past."""
    assert grounded(BACKLOG, changed(KETTLE, answer=(), status="unanswered")).problems == ()


def test_a_question_left_out_is_named() -> None:
    """Every question has an exchange, or the session is flagged with the one that has none."""
    result = grounded(BACKLOG)
    assert [(flag.kind, flag.line) for flag in result.flags if flag.kind != "label"] == [("question-missing", 6)]
    assert result.problems == (
        'The question in s6 ("And when does the second kettle in Porto start?") has no exchange.',
    )


def test_the_summary_is_checked_too() -> None:
    """A figure that only the summary has is flagged with the session."""
    result = grounded(BACKLOG, KETTLE, summary=sentence("The backlog grew 21%.", "s3"))
    assert [one.verdict for one in result.figures] == ["unsupported"]
    assert result.problems == ('Summary: "21%" is not in the analyst\'s session; s3 says "12%".',)


OF_TOPICS = (
    ("Asked about operations and demand; both questions were answered.", False),
    ("Asked about operations (answered in part twice) and demand (answered).", False),
    ("Asked about a further matter (answered several times, then declined).", False),
    ("Asked a question; it was answered.", False),
    ("Asked about weather, recruitment and lawsuits; all questions were answered.", True),
)


@pytest.mark.parametrize(("summary", "flagged"), OF_TOPICS)
def test_a_summary_may_name_the_topics_of_its_exchanges(summary: str, flagged: bool) -> None:
    """Topics and outcomes of a summary's own exchanges are no words that nobody said; other topics are."""
    result = grounded(BACKLOG, KETTLE, summary=sentence(summary, "s2", "s6"))
    assert ("words" in [flag.kind for flag in result.flags]) is flagged


def test_the_calls_own_year_needs_no_repair() -> None:
    """A year that only the rest of the call says is elsewhere, and that is no fault."""
    result = grounded(BACKLOG, changed(KETTLE, answer=(sentence("In Q3 of fiscal 2025.", "s7"),)))
    assert [one.verdict for one in result.exchanges[1].figures] == ["elsewhere"]
    assert result.problems == ()


words = st.sampled_from(["up", "5%", "Q2", "$3", "the", "backlog", "not", "Zorvex", "“", "12", "", "margin"])
sentences = st.builds(
    DraftSentence,
    text=st.lists(words, max_size=8).map(" ".join) | st.text(max_size=30),
    ids=st.lists(st.sampled_from(["s1", "s2", "s3", "s6", "s7", "s99", ""]), max_size=3).map(tuple),
)
drafts = st.builds(
    DraftSession,
    summary=sentences,
    exchanges=st.lists(
        st.builds(
            DraftExchange,
            question=sentences,
            answer=st.lists(sentences, max_size=3).map(tuple),
            status=st.sampled_from(["answered", "partial", "declined", "unanswered"]),
            topics=st.lists(st.sampled_from(["demand", "weather", ""]), max_size=3).map(tuple),
            quote=st.none() | st.text(max_size=30) | st.sampled_from([one.text for one in SEGMENTS]),
        ),
        max_size=3,
    ).map(tuple),
)


@given(drafts, st.integers(min_value=0, max_value=len(SEGMENTS)))
def test_any_draft_is_grounded(draft: DraftSession, said: int) -> None:
    """Whatever an engine writes, every exchange comes back with its words, and every figure with a verdict."""
    result = ground(draft, SESSION, SEGMENTS[:said], ELSEWHERE, TOPICS)
    assert [one.question for one in result.exchanges] == [one.question.text for one in draft.exchanges]
    for one, drafted in zip(result.exchanges, draft.exchanges, strict=True):
        texts = [drafted.question.text, *(answer.text for answer in drafted.answer)]
        assert {check.text for check in one.figures} == {found.text for text in texts for found in find_figures(text)}
        assert set(one.topics) <= {topic.id for topic in TOPICS}
