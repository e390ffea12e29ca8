"""Rendering: every word of a summary comes out as it went in, and what a reader should doubt is plain to see."""

from __future__ import annotations

import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from summarizer.render import json as as_json
from summarizer.render import markdown, outline
from summarizer.summary import (
    AnalystSummary,
    CallHeading,
    CallSummary,
    ExchangeSummary,
    FigureCheck,
    Provenance,
    Sentence,
    Status,
    SummaryFlag,
    Usage,
)
from summarizer.transcript import (
    CallInfo,
    Exchange,
    Flag,
    Line,
    ParsedCall,
    Participant,
    Session,
    SpokenLine,
    Transcript,
    Turn,
)


def exchange(
    question: str = "How full is the Tornby fab?",
    sentences: tuple[Sentence, ...] = (Sentence(text="It is full to 80%.", lines=((12, 14),)),),
    status: Status = "answered",
    quote: str | None = None,
    figures: tuple[FigureCheck, ...] = (),
    flags: tuple[SummaryFlag, ...] = (),
) -> ExchangeSummary:
    return ExchangeSummary(
        question=question,
        answer=" ".join(sentence.text for sentence in sentences),
        status=status,
        topics=("operations",),
        answered_by=("Ilsabet Torvane",),
        evidence=((10, 14),),
        quote=quote,
        figures=figures,
        flags=flags,
        question_lines=((10, 11),),
        sentences=sentences,
        quote_lines=((13, 13),) if quote else (),
    )


def analyst(
    *exchanges: ExchangeSummary, name: str = "Garrick Ostheim", summary: str = "Fabs are full."
) -> AnalystSummary:
    return AnalystSummary(
        name=name,
        firm="Wexcombe Securities",
        topics=("operations", "costs"),
        summary=summary,
        exchanges=exchanges,
        lines=((9, 20),),
    )


def call(*analysts: AnalystSummary, flags: tuple[SummaryFlag, ...] = ()) -> CallSummary:
    topics: dict[str, tuple[str, ...]] = {"operations": tuple(one.name for one in analysts)} if analysts else {}
    return CallSummary(
        call=CallHeading(company="Sundrel", ticker="SNDL", period="Q3 2025", date="2025-11-06", source="call.txt"),
        engine="extractive",
        model=None,
        analysts=analysts,
        topics=topics,
        usage=Usage(),
        provenance=Provenance(package="analyst-qa", version="0"),
        flags=flags,
    )


def tokens(text: str) -> list[Token]:
    """What a CommonMark reader makes of a text, inline tokens included."""
    blocks = MarkdownIt("commonmark").enable("strikethrough").parse(text)
    return [token for block in blocks for token in (block, *(block.children or ()))]


def test_an_analyst_has_firm_topics_summary_question_status_answer_lines_and_speaker() -> None:
    """The Markdown of an analyst holds all that the record says, in the order in which it is read."""
    quote = "we are about four fifths full"
    assert markdown.analyst(analyst(exchange(quote=quote))) == (
        "## Garrick Ostheim · Wexcombe Securities\n\n"
        "operations · costs\n\n"
        "Fabs are full.\n\n"
        "**1. How full is the Tornby fab?** · *answered*\n\n"
        "It is full to 80%. [12-14] Ilsabet Torvane\n\n"
        '> "we are about four fifths full" [13]\n'
    )


def test_sentences_that_rest_on_the_same_lines_cite_them_once() -> None:
    """Line references follow each sentence where they differ, and stand once behind neighbours that share them."""
    same, other = ((12, 14),), ((15, 15), (18, 19))
    sentences = (
        Sentence(text="First.", lines=same),
        Sentence(text="Second.", lines=same),
        Sentence(text="Third.", lines=other),
    )
    assert "First. Second. [12-14] Third. [15, 18-19] Ilsabet" in markdown.analyst(
        analyst(exchange(sentences=sentences))
    )


def test_a_call_opens_with_who_asked_what_was_not_answered_and_the_topics() -> None:
    """The overview counts the questions by status and names those declined or passed over, with the asker."""
    text = markdown.call(
        call(
            analyst(exchange(), exchange("And the price?", status="declined")),
            analyst(exchange("Why now?", status="unanswered"), name="Nadira Colquitt"),
        )
    )
    overview = text.partition("\n## ")[0]
    assert overview.splitlines()[0] == "# Sundrel (SNDL) · Q3 2025 · 2025-11-06"
    assert "2 analysts, 3 questions: 1 answered, 1 declined, 1 unanswered." in overview
    assert "- *declined* · Garrick Ostheim: And the price? [10-11]" in overview
    assert "- *unanswered* · Nadira Colquitt: Why now? [10-11]" in overview
    assert "- operations: Garrick Ostheim, Nadira Colquitt" in overview
    assert "brackets are lines" in overview


def test_a_call_without_questions_says_why_in_one_sentence() -> None:
    """Where no analyst asked, the sentence that says so is all there is below the heading."""
    says = SummaryFlag(kind="no-qa", says="No Q&A was found in this call.")
    assert markdown.call(call(flags=(says,))).splitlines()[2:] == ["No Q&A was found in this call."]


FLAGGED = (SummaryFlag(kind="figure", says='"80%" is not in the session.'),)


@pytest.mark.parametrize(("flags", "marked"), [(FLAGGED, True), ((), False)])
def test_flagged_figures_are_marked_where_they_stand(flags: tuple[SummaryFlag, ...], marked: bool) -> None:
    """A figure has a mark behind it in the text when a flag below is about it, and only then."""
    figure = FigureCheck(text="80%", verdict="unsupported", reason='"80%" is not in the session.')
    text = markdown.analyst(analyst(exchange(figures=(figure,), flags=flags)))
    assert ("full to 80% (!)." in text) == marked
    assert ("(!)" in text) == marked


def test_a_mark_belongs_to_the_whole_figure() -> None:
    """The mark for 8 does not fall on 80%, 1.8 or 8.5."""
    figure = FigureCheck(text="8", verdict="unsupported", reason="No 8.")
    flags = (SummaryFlag(kind="figure", says="No 8."),)
    sentence = Sentence(text="From 80% and 1.8 to 8.5, that is 8.", lines=((12, 12),))
    text = markdown.analyst(analyst(exchange(sentences=(sentence,), figures=(figure,), flags=flags)))
    assert "From 80% and 1.8 to 8.5, that is 8 (!). [12]" in text


def test_flags_stand_below_what_they_are_about() -> None:
    """Every flag is a line of its own that starts with an exclamation mark and names its transcript line."""
    flags = (
        SummaryFlag(kind="label", says="Line 12 says otherwise.", line=12),
        SummaryFlag(kind="quote", says="Not verbatim."),
    )
    text = markdown.analyst(analyst(exchange(flags=flags)))
    assert text.endswith("! Line 12 says otherwise. [12]\n\n! Not verbatim.\n")


HOSTILE = [
    "a *b* **c** _d_ `e` ~~f~~",
    "<script>alert(1)</script> <b>bold</b> <!-- c -->",
    "[a](javascript:alert(1)) [b][c] [d]: http://example.org ![i](x)",
    "&lt;b&gt; &#60; R&D AT&T",
    "# heading",
    "1. item",
    "- item",
    "> quoted",
    "=====",
    "---",
    "\\* back\\slash \\",
    "tabs\tand\nnew\r\nlines\u2028here",
    "```\ncode\n```",
    "| a | b |\n|---|---|",
    "    indented",
]


@pytest.mark.parametrize("words", HOSTILE)
def test_markup_in_the_words_stays_words(words: str) -> None:
    """Whatever the transcript or the model says is shown as said: no heading, list, link or tag comes of it."""
    record = AnalystSummary(
        name="A",
        firm=None,
        topics=(),
        summary=words,
        exchanges=(),
        lines=(),
    )
    found = tokens(markdown.analyst(record).partition("\n\n")[2])
    assert {token.type for token in found} <= {
        "paragraph_open",
        "paragraph_close",
        "inline",
        "text",
        "text_special",
        "softbreak",
    }
    shown = " ".join("".join("\n" if t.type == "softbreak" else t.content for t in found if t.type != "inline").split())
    assert shown == " ".join(words.split())


@given(st.text(alphabet=st.one_of(st.characters(), st.sampled_from("_*[]()<>!&#-+.1~`\\ \n"))))
def test_any_text_is_shown_without_markup_or_control_characters(words: str) -> None:
    """No text at all opens a block, a tag, a link or emphasis of its own, or reaches the terminal as a control code."""
    record = AnalystSummary(name="A", firm=None, topics=(), summary="x " + words, exchanges=(), lines=())
    text = markdown.analyst(record)
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", text)
    kinds = {token.type for token in tokens(text)}
    assert kinds <= {
        "heading_open",
        "heading_close",
        "paragraph_open",
        "paragraph_close",
        "inline",
        "text",
        "text_special",
        "softbreak",
    }


def test_the_summary_as_json_reads_back_as_the_same_record() -> None:
    """The JSON of a call is one line, holds the contract's keys, and gives back the record."""
    one = call(analyst(exchange(quote="so full", flags=(SummaryFlag(kind="quote", says="é"),))))
    text = as_json.call(one)
    assert text.count("\n") == 1
    assert CallSummary.model_validate_json(text) == one
    assert {"call", "engine", "model", "analysts", "topics", "usage", "provenance"} <= json.loads(text).keys()


PARSED = ParsedCall(
    transcript=Transcript(
        layout="name-lines",
        line_unit="line",
        call=CallInfo(source="call.txt"),
        participants=(),
        turns=(Turn(Participant("Garrick Ostheim"), (Line(10, "How full is it?"),), header=9),),
        last_line=12,
    ),
    qa_line=9,
    participants=(Participant("Garrick Ostheim", "analyst", None, "Wexcombe Securities"),),
    sessions=(
        Session(
            analyst=Participant("Garrick Ostheim", "analyst", None, "Wexcombe Securities"),
            lines=((9, 12),),
            spoken=(
                SpokenLine(10, "How full is it?", "question", "Garrick Ostheim", "Garrick Ostheim"),
                SpokenLine(12, "Full.", "answer", "Ilsabet Torvane", "Ilsabet Torvane"),
            ),
            exchanges=(Exchange(((10, 10),), ((12, 12),), ("Ilsabet Torvane",)), Exchange(((10, 10),), (), ())),
            flags=(Flag(12, "label", "Says otherwise."),),
        ),
    ),
)


def test_a_parsed_call_as_json_keeps_the_contract() -> None:
    """The object that parse prints has exactly the contract's shape, with spans as pairs of lines."""
    assert json.loads(as_json.parsed(PARSED)) == {
        "layout": "name-lines",
        "line_unit": "line",
        "qa_line": 9,
        "participants": [
            {"name": "Garrick Ostheim", "role": "analyst", "title": None, "firm": "Wexcombe Securities"},
        ],
        "sessions": [
            {
                "analyst": "Garrick Ostheim",
                "firm": "Wexcombe Securities",
                "lines": [[9, 12]],
                "exchanges": [
                    {"question_lines": [[10, 10]], "answer_lines": [[12, 12]], "answered_by": ["Ilsabet Torvane"]},
                    {"question_lines": [[10, 10]], "answer_lines": [], "answered_by": []},
                ],
                "flags": [{"line": 12, "kind": "label", "says": "Says otherwise."}],
            }
        ],
        "flags": [],
    }


def test_the_outline_shows_questions_and_where_the_answers_are() -> None:
    """For people, a session is its questions in full, who answered on which lines, and its flags."""
    assert outline.parsed(PARSED) == (
        "call.txt · layout name-lines · Q&A from line 9 · 1 session\n\n"
        "Garrick Ostheim · Wexcombe Securities [9-12]\n"
        "  1. How full is it? [10]\n"
        "     answered by Ilsabet Torvane [12]\n"
        "  2. How full is it? [10]\n"
        "     no answer\n"
        "  ! Says otherwise. [12]\n"
    )
