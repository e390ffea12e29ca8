"""Who holds the floor: returning analysts, stand-ins, speakers without a name, hosts, no-shows, hidden questions."""

from __future__ import annotations

import pytest

from summarizer.segmentation.segments import segments
from summarizer.transcript import ParsedCall
from tests.dialogues import ROSTER, analysts, call, exchanges, line_of, reasons

IDA = "Operator: Our first question comes from Ida Storm with Norvik Capital. Please go ahead.\n"
PAUL = "Operator: Our next question comes from Paul Drury with Ostrand Securities. Please go ahead.\n"
CLOSE = "Operator: There are no further questions. This concludes the call. You may now disconnect.\n"
BACKLOG = "Ida: How large was the backlog at the end of the quarter?\nOlaf: It was $96 million, against $81 million.\n"
MARGIN = "Paul: What do you expect for the gross margin?\nHedda: We expect about 31% for the year as a whole.\n"


def flags(parsed: ParsedCall, kind: str) -> list[str]:
    """The sentences of the flags of a kind."""
    return [says for one, says in reasons(parsed) if one == kind]


def test_a_session_for_every_block_of_an_analyst() -> None:
    """An analyst who comes back after another one has two sessions, with the firm also where it isn't said again."""
    again = (
        "Operator: We have a follow-up from Ida Storm.\n"
        "Ida: What will you spend on the foundry?\nOlaf: $12 million this year.\n"
    )
    found = call(IDA + BACKLOG + PAUL + MARGIN + again + CLOSE)
    assert analysts(found) == ["Ida Storm", "Paul Drury", "Ida Storm"]
    firms = [session.analyst.firm for session in found.sessions]
    assert firms == ["Norvik Capital", "Ostrand Securities", "Norvik Capital"]
    assert reasons(found) == []


def test_an_interruption_parts_nothing() -> None:
    """An operator who interrupts an answer and hands back leaves the session whole, and is in it."""
    found = call(
        IDA
        + "Ida: How large was the backlog at the end of the quarter?\nOlaf: It was $96 million, of which\n"
        + "Operator: Pardon the interruption, one moment please.\n"
        + "Olaf: two thirds will ship before the end of this year, so we are comfortable.\n"
        + PAUL
        + MARGIN
    )
    assert analysts(found) == ["Ida Storm", "Paul Drury"]
    [(_, answer)] = exchanges(found.sessions[0])
    assert (
        answer
        == "It was $96 million, of which two thirds will ship before the end of this year, so we are comfortable."
    )
    assert line_of(found.sessions[0], "Pardon").side == "procedure"


def test_let_in_by_mistake() -> None:
    """Who says a few words that ask nothing and nobody answers has no session."""
    found = call(IDA + BACKLOG + "Operator: One moment.\nPaul: Hello? It's Paul, I was let in.\n" + IDA + BACKLOG)
    assert analysts(found) == ["Ida Storm", "Ida Storm"]


def test_cut_off_before_asking() -> None:
    """Who says that they have a question, and then loses the line, has a session without an answer."""
    lost = "Paul: I have one question on the new site. You said in the past that --\nOperator: We lost Paul Drury.\n"
    found = call(IDA + BACKLOG + PAUL + lost + IDA + BACKLOG)
    assert analysts(found) == ["Ida Storm", "Paul Drury", "Ida Storm"]


def test_a_note_asks_nothing() -> None:
    """An editor's note under an analyst's label opens no session and parts none."""
    found = call(IDA + BACKLOG + "Unidentified Analyst: [Inaudible]\nOlaf: Excuse me, it was $97 million.\n" + CLOSE)
    assert analysts(found) == ["Ida Storm"]


def test_an_answer_is_no_hosts_call() -> None:
    """Where management runs the queue, words that look like the next analyst's name in small letters call nobody."""
    host = "Tove: Let's go to Ida Storm for the first question.\n"
    price = "Olaf: And it is in the price, so we paid for it.\nPaul Price: What will the tax rate be?\nOlaf: 24%.\n"
    found = call(host + BACKLOG + price, roster=ROSTER + "Paul Price; Analyst; Quayle\n")
    assert exchanges(found.sessions[0])[0][1].endswith("And it is in the price, so we paid for it.")


def test_a_break_parts_presentations_from_questions() -> None:
    """What is presented after the host calls a break belongs to no analyst."""
    host = "Tove: Let's go to Ida Storm for the first question.\n"
    after = (
        "Tove: Let's take a break. There is coffee outside.\nHedda: Welcome back. I will speak of our pumps in Asia.\n"
    )
    [session] = call(host + BACKLOG + after).sessions
    assert exchanges(session)[0][1] == "It was $96 million, against $81 million."


def test_two_called_in_one_breath() -> None:
    """Where the operator calls somebody and, as nobody comes, the next, the one who speaks was called."""
    both = "Operator: Our next question comes from Nell Holt with Ostrand. Nell? Paul Drury with Ostrand, please.\n"
    assert flags(call(IDA + BACKLOG + both + MARGIN + CLOSE), "name") == []


def test_a_lost_connection() -> None:
    """Who drops off the line and is called again later has a session for each time they spoke, and is no no-show."""
    found = call(
        IDA
        + "Ida: On the backlog, I wonder how much of it you will\n"
        + "Operator: Ida's line has disconnected. Our next question comes from Paul Drury with Ostrand Securities.\n"
        + MARGIN
        + "Operator: We have Ida Storm from Norvik Capital on the line again. Please go ahead.\n"
        + BACKLOG
    )
    assert analysts(found) == ["Ida Storm", "Paul Drury", "Ida Storm"]
    assert flags(found, "no-show") == []


@pytest.mark.parametrize(
    ("people", "expected"),
    [
        (["Ida Storm", "Paul Drury"], ["Ida Storm", "Paul Drury"]),
        (["Ida Storm", "Nell Storm"], ["Ida Storm", "Nell Storm"]),
        (["Ida Storm", "Ida Storm"], ["Ida Storm"]),
    ],
)
def test_two_analysts_are_two(people: list[str], expected: list[str]) -> None:
    """Two analysts of one firm and one surname are two; one whom the operator calls twice in a row goes on."""
    turns = (
        f"Operator: Our next question is from {name} with Norvik Capital.\n{name}: What about the margin in {year}?\n"
        "Olaf: It will be higher than it was last year, as we said.\n"
        for year, name in enumerate(people, start=2025)
    )
    found = call("".join(turns))
    assert analysts(found) == expected
    assert reasons(found) == []


@pytest.mark.parametrize(
    ("operator", "says"),
    [
        (
            "Our first question comes from Nell Storm with Norvik Capital.",
            "The operator called Nell Storm of Norvik Capital, the same firm; the label and the words are Ida Storm's.",
        ),
        (
            "Our first question comes from Rolf Haag with Ostrand Securities.",
            "The operator called Rolf Haag; the label and the words are Ida Storm's.",
        ),
    ],
)
def test_a_stand_in_speaks_for_themselves(operator: str, says: str) -> None:
    """Where another one speaks than was called, the label wins and a flag says who was called."""
    found = call(
        f"Operator: {operator}\nIda: Hi, it's Ida on for Nell. How large was the backlog?\nOlaf: $96 million.\n"
    )
    assert analysts(found) == ["Ida Storm"]
    assert flags(found, "name") == [says]


@pytest.mark.parametrize("called", ["Ida Storm", "Ida", "Storm", "Ida Storme", "I.D. Storm"])
def test_one_person_in_many_spellings_is_no_stand_in(called: str) -> None:
    """A given name, a surname, a misspelling or initials at the same firm are no other person."""
    found = call(f"Operator: Our first question comes from {called} with Norvik Capital.\n" + BACKLOG)
    assert analysts(found) == ["Ida Storm"]
    assert reasons(found) == []


@pytest.mark.parametrize("label", ["Unidentified Analyst", "Unknown Speaker", "Speaker 4"])
@pytest.mark.parametrize(
    ("operator", "opening", "name", "how"),
    [
        ("Our next question is from Rolf Haag with Moen Bank.", "Hello.", "Rolf Haag", "the operator called Rolf Haag"),
        ("Next question, please.", "Hi, this is Rolf Haag from Moen Bank.", "Rolf Haag", "the speaker says they are"),
        ("Next question, please.", "Hello.", None, None),
    ],
)
def test_a_label_without_a_name(label: str, operator: str, opening: str, name: str | None, how: str | None) -> None:
    """Who has no name has the one that the operator called or that they give, a flag saying so, and else none."""
    found = call(
        f"Operator: {operator}\n{label}: {opening} How large was the backlog at the end of the quarter?\n"
        f"Olaf: It was $96 million.\n{label}: And could you say what it was last year?\nOlaf: It was 81 then.\n"
    )
    assert analysts(found) == [name or label]
    assert [str(how) in says for says in flags(found, "name")] == ([True] if name else [])


def test_a_named_voice_keeps_its_name() -> None:
    """A number that was named once is that person also where they come back uncalled."""
    found = call(
        "Operator: Our next question is from Rolf Haag with Moen Bank.\n"
        "Speaker 4: How large was the backlog?\nOlaf: It was $96 million.\n" + PAUL + MARGIN + "Operator: One moment.\n"
        "Speaker 4: Can I come back to the backlog, how much of it is for this year?\nOlaf: About two thirds of it.\n"
    )
    assert analysts(found) == ["Rolf Haag", "Paul Drury", "Rolf Haag"]


def test_called_but_silent() -> None:
    """Who is called and never speaks has no session, and a flag says so on the line of the call."""
    found = call(IDA + "Operator: Ida seems to be away.\n" + PAUL + MARGIN)
    assert analysts(found) == ["Paul Drury"]
    [flag] = found.flags
    assert (flag.kind, flag.says) == ("no-show", "The operator called Ida Storm, who did not ask.")
    assert "Ida Storm" in next(
        line.text for turn in found.transcript.turns for line in turn.lines if line.number == flag.line
    )


def test_speaking_unannounced() -> None:
    """An analyst whom nobody called has a session all the same."""
    found = call(IDA + BACKLOG + MARGIN)
    assert analysts(found) == ["Ida Storm", "Paul Drury"]


@pytest.mark.parametrize("host", ["Tove", "Hedda"])
@pytest.mark.parametrize(
    "calls",
    [
        ("First is Ida Storm from Norvik Capital.", "Next we have Paul Drury from Ostrand Securities."),
        ("Let's go to the questions. Ida Storm, you're on.", "Thanks, Ida. Paul Drury, you should be able to unmute."),
    ],
)
@pytest.mark.parametrize("roster", [ROSTER, ""])
def test_somebody_of_the_company_hosts(host: str, calls: tuple[str, str], roster: str) -> None:
    """Where investor relations or an executive calls the questioners, in any words, the calls are in no exchange."""
    found = call(f"{host}: {calls[0]}\n{BACKLOG}{host}: {calls[1]}\n{MARGIN}", roster)
    assert analysts(found) == ["Ida Storm", "Paul Drury"]
    assert [len(session.exchanges) for session in found.sessions] == [1, 1]
    assert exchanges(found.sessions[0])[0][1] == "It was $96 million, against $81 million."


def test_an_analyst_who_hosts_the_call() -> None:
    """At a concall that a broker hosts, the analyst's welcome is before the Q&A, and their own question in it."""
    welcome = (
        "Moderator: I now hand the conference over to Ms. Ida Storm from Norvik Capital. Thank you, and over to you.\n"
        "Ida: On behalf of Norvik Capital, I welcome you all to the call. I hand over to Mr. Olaf Berg.\n"
        "Olaf: Thank you. Revenue was $40 million in the quarter, up 8% from a year ago.\n"
    )
    found = call(
        PAUL.replace("Operator", "Moderator") + MARGIN + IDA.replace("Operator", "Moderator") + BACKLOG, ROSTER, welcome
    )
    assert analysts(found) == ["Paul Drury", "Ida Storm"]


@pytest.mark.parametrize(
    ("reader", "askers"),
    [
        (
            "Tove: We have a written question from Rolf Haag of Moen Bank. What is the tax rate?\nHedda: About 24%.\n",
            ["Rolf Haag"],
        ),
        (
            "Tove: Two questions were sent in. The first one is from Rolf Haag. He asks: what will the tax rate be?\n"
            "Hedda: About 24%.\nTove: The second is from Ada Finn: will you pay a dividend?\nOlaf: Not this year.\n",
            ["Rolf Haag", "Ada Finn"],
        ),
        (
            "Tove: I read out what came in online.\nA question from Rolf Haag: what will the tax rate be?\nAbout 24%.\n"
            "And a question from Ada Finn: will you pay a dividend?\nNot this year.\n",
            ["Rolf Haag", "Ada Finn"],
        ),
        (
            "Tove: A question that was submitted on the webcast: will you pay a dividend?\nOlaf: Not this year.\n",
            ["Unidentified Analyst"],
        ),
    ],
)
def test_a_written_question_is_whose_it_is(reader: str, askers: list[str]) -> None:
    """The asker of a question that is read out is whom the reader names, one or several, whoever answers."""
    found = call(IDA + BACKLOG + "Operator: There are no further questions on the phone. Tove?\n" + reader)
    assert analysts(found) == ["Ida Storm", *askers]
    assert len(flags(found, "read-out")) == len(askers)
    assert [answer for session in found.sessions[1:] for _, answer in exchanges(session)] == [
        answer for answer in ("About 24%.", "Not this year.") if answer in reader
    ]


def test_a_hidden_floor() -> None:
    """Where the label after a call is missing, the words under the company's are the question of who was called."""
    found = call(
        IDA + "Tove: Hi, thanks for taking my question. I wanted to ask about the backlog, which rose. How much of it "
        "would you say is for this year, and how much is for later?\n"
        "Olaf: We expect to ship about two thirds of it this year, and the rest of it in the first half of 2026.\n"
        + PAUL
        + MARGIN
    )
    assert analysts(found) == ["Ida Storm", "Paul Drury"]
    assert any("whose label is missing" in says for says in flags(found, "label"))


def test_a_label_that_slipped_to_another_analyst() -> None:
    """An answer under the label of an analyst whom nobody called stays in the session of who asked."""
    found = call(
        IDA
        + BACKLOG
        + PAUL
        + "Paul: What do you expect for the gross margin this year, and for the next?\n"
        + "Ida: Morning, Paul. We expect about 31% for the year, and we believe that our team will deliver on it.\n"
        + "Paul: And what will you spend on the foundry this year?\nOlaf: $12 million, all of it this year.\n"
    )
    assert analysts(found) == ["Ida Storm", "Paul Drury"]
    assert [len(session.exchanges) for session in found.sessions] == [1, 2]
    assert line_of(found.sessions[1], "Morning, Paul.").side == "answer"


def test_who_asks_unannounced_has_a_session() -> None:
    """An analyst whom nobody called and who asks has a session; their label did not slip."""
    asked = "Nell: It's Nell. Can I add one on the foundry, what will you spend there?\nOlaf: $12 million.\n"
    assert analysts(call(IDA + BACKLOG + asked)) == ["Ida Storm", "Nell Storm"]


@pytest.mark.parametrize(
    ("announced", "firm"),
    [
        ("Thank you. Next I have Rolf Haag of Moen Bank.", "Moen Bank"),
        ("Thank you, Ida. Rolf Haag from Moen and Lie, you're next.", "Moen and Lie"),
        ("Rolf, please.", None),
    ],
)
def test_a_host_names_the_firm(announced: str, firm: str | None) -> None:
    """Somebody of the company who hosts the queue names the firm beside the analyst, and ends the Q&A."""
    found = call(
        "Tove: We take questions now. The first is Ida Storm of Norvik Capital.\n"
        + BACKLOG
        + f"Tove: {announced}\nRolf Haag: What do you expect for the gross margin?\nHedda: We expect about 31%.\n"
        + "Tove: That brings us to the end. Thank you all for joining.\n",
        ROSTER + "Rolf Haag; Analyst\n",
        "Tove: Welcome to our call. I will call up the questions.\nOlaf: Revenue was $40 million in the quarter.\n",
    )
    firms = [(one.analyst.name, one.analyst.firm) for one in found.sessions]
    assert firms == [("Ida Storm", "Norvik Capital"), ("Rolf Haag", firm)]
    assert exchanges(found.sessions[-1])[-1][1] == "We expect about 31%."
    assert all("That brings" not in line.text for line in found.sessions[-1].spoken)


@pytest.mark.parametrize(
    "said",
    [
        "The next question comes from Ida Storm at Norvik Capital. Could you please ask your question?",
        "We have a question from Ida Storm of Norvik Capital on the webcast line. Ida, would you like to ask it?",
    ],
)
def test_the_operator_who_calls_reads_nothing_out(said: str) -> None:
    """Where the analyst speaks next, the operator's own question is a call."""
    found = call(f"Operator: {said}\n" + BACKLOG)
    assert (analysts(found), reasons(found)) == (["Ida Storm"], [])
    assert all(line.side == "procedure" for line in found.sessions[0].spoken if line.label == "Operator")


def test_the_operator_reads_out_a_question() -> None:
    """A written question that the operator reads out is whose the operator says, and so is its second part."""
    found = call(
        IDA
        + BACKLOG
        + "Operator: We also have a question by e-mail, from Rolf Haag at Moen Bank. I will read it out.\n"
        + "Operator: How much of the backlog is from abroad?\nOlaf: About a third of it.\n"
        + "Operator: The second part of the e-mail reads: which countries are those?\nOlaf: Norway and Chile.\n"
        + CLOSE
    )
    assert analysts(found) == ["Ida Storm", "Rolf Haag"]
    asked = [question.split()[-1] for question, _ in exchanges(found.sessions[1])]
    assert asked == ["abroad?", "those?"]
    assert [answer for _, answer in exchanges(found.sessions[1])] == ["About a third of it.", "Norway and Chile."]


@pytest.mark.parametrize(
    "points",
    ["We have a hand over there on the left.", "Can we go back to the room? The lady at the back.", "Paul."],
)
def test_a_host_points_at_who_is_next(points: str) -> None:
    """Few words of the company's that let in another analyst, by name or by a place in the room, are no answer."""
    found = call(IDA + BACKLOG + f"Ida: Thank you.\nTove: {points}\n" + MARGIN)
    assert [exchanges(session)[-1][1] for session in found.sessions] == [
        "It was $96 million, against $81 million.",
        "We expect about 31% for the year as a whole.",
    ]


def test_a_nameless_voice_that_a_host_lets_in() -> None:
    """Who has no name, asks, and was let in by somebody of the company is an analyst of their own."""
    found = call(
        IDA + BACKLOG + "Ida: Thank you.\nTove: Next question. Yes, the gentleman in the third row.\n"
        "Unidentified Participant: Could you tell us about the hedges, please?\nHedda: They run to the end of May.\n"
    )
    assert analysts(found) == ["Ida Storm", "Unidentified Participant"]


@pytest.mark.parametrize(
    "ends",
    [
        "Tove: It seems that's the last question. Olaf will close.\n",
        "Tove: As there are no more questions in the queue, we'd like to finish the call.\n",
        "Tove: That was the last one. Over to you, Olaf.\n",
        "Olaf: Thank you all for joining us today. " + "We had a good quarter and we are proud of it. " * 6 + "\n",
    ],
)
def test_the_company_ends_the_call(ends: str) -> None:
    """Once the last question is answered, what the company says to end the call stays under its label, and is no
    segment of an answer; who only says that answered nothing."""
    found = call(IDA + BACKLOG + ends + "Hedda: Stay well, and see you in the spring at our site.\n")
    [session] = found.sessions
    assert session.closing == 18
    assert session.exchanges[-1].answer_lines[-1][1] == session.spoken[-1].number
    assert session.exchanges[-1].answered_by == ("Olaf Berg",)
    assert [one.text for one in segments(found)[0] if one.side == "answer"] == [
        "It was $96 million, against $81 million."
    ]


def test_an_answer_that_ends_the_call() -> None:
    """A farewell at the end of the answer that a question waits for leaves the answer."""
    told = "It was $96 million. Thank you all for joining us today."
    [session] = call(IDA + f"Ida: How large was the backlog at the end of the quarter?\nOlaf: {told}\n").sessions
    assert exchanges(session)[-1][1] == told
    assert session.closing is None


@pytest.mark.parametrize("announced", ["the questions that were submitted online", "the webcast questions"])
def test_written_questions_announced_before(announced: str) -> None:
    """Where the operator says that written questions come, a name is enough; who also asks has asked before."""
    found = call(
        IDA + BACKLOG + f"Operator: There are no more questions on the phone. I hand over to Tove for {announced}.\n"
        "Tove: The first one is from Rolf Haag, a private investor. When will you pay a dividend?\n"
        "Olaf: The board will decide on that in May.\n"
        "Tove: Next, from Vera Aas at Tindel Fund. What is the tax rate?\nHedda: It is 24% this year.\n"
        "Tove: And she also asks whether the site is insured.\nHedda: It is, but for the first 30 days.\n"
        "Tove: Then, Knut Moe, who's a private investor, would like to know why the price of the share has fallen.\n"
        "Olaf: I ask myself the same thing, and what I can influence is our margin.\n"
    )
    asked = [(session.analyst.name, session.analyst.firm, len(session.exchanges)) for session in found.sessions[1:]]
    assert asked == [("Rolf Haag", None, 1), ("Vera Aas", "Tindel Fund", 2), ("Knut Moe", None, 1)]


def test_whose_question_comes_from_a_firm() -> None:
    """The asker of a written question is who is named before the firm."""
    found = call(
        IDA + BACKLOG + "Tove: We have a written question. It comes from Rolf Haag from Casa de Bolsa Tequila. "
        "What is the tax rate?\nHedda: It is 24% this year.\n"
    )
    assert [found.sessions[-1].analyst[i] for i in (0, 3)] == ["Rolf Haag", "Casa de Bolsa Tequila"]


@pytest.mark.parametrize(
    ("lets_in", "says", "name", "firm"),
    [
        ("Next I see Ida Storm from Norvik.", "Hello. How large was the backlog?", "Ida Storm", "Norvik"),
        ("The lady at the back, please.", "Ida Storm from Norvik. How large was the backlog?", "Ida Storm", "Norvik"),
        ("We go to Scotland now.", "This is Ida Storm. How large was the backlog?", "Ida Storm", None),
        ("The lady at the back, please.", "Hello. How large was the backlog?", "Speaker 4", None),
    ],
)
def test_a_voice_that_a_host_lets_in(lets_in: str, says: str, name: str, firm: str | None) -> None:
    """Without an operator and labels with names, a new voice that asks is an analyst, named as anybody names them."""
    found = call(
        "Speaker 2: Sales rose by 8%. So, on to your questions.\nSpeaker 3: We sold more in the north, too.\n"
        f"Speaker 2: {lets_in}\nSpeaker 4: {says}\nSpeaker 3: It was $96 million, against $81 million.\n"
        "Speaker 4: Thank you.\nSpeaker 2: The gentleman in the front row.\n"
        "Speaker 5: What do you expect for the margin?\nSpeaker 2: About 31% for the year as a whole.\n",
        roster="",
        welcome="",
    )
    assert [(one.analyst.name, one.analyst.firm) for one in found.sessions] == [(name, firm), ("Speaker 5", None)]
