"""What changed between two summaries."""

from __future__ import annotations

from pathlib import Path

import pytest
from markdown_it import MarkdownIt

from summarizer import summarize
from summarizer.diff import SummaryDiff, diff
from summarizer.render import changes
from summarizer.summary import CallHeading, CallSummary
from tests.summaries import analyst, call, exchange, fennmark, figure

CASES = Path(__file__).parent.parent / "evals/cases"


def later(*questions: str, **fields: str) -> CallSummary:
    """A later call of the same company, with an analyst who asks these questions."""
    return call(analyst(*(exchange(one, **fields) for one in questions), name="Paul Drury"), period="Q2 2025")


def test_a_summary_differs_from_itself_in_nothing() -> None:
    """Nothing is new or gone, and every question is its own counterpart."""
    for summary in (fennmark(), summarize(CASES / "sundrel-q3/transcript.txt", engine="extractive")):
        found = diff(summary, summary)
        assert found.of == "one call"
        assert [(one.before, one.after) for one in found.again] == [(one.after, one.after) for one in found.again]
        assert len(found.again) == len(summary.asked())
        nothing = (found.new, found.gone, found.analysts_new, found.analysts_gone, found.topics_new, found.topics_gone)
        assert not any(nothing)
        assert not [one for one in found.again if one.figures_new or one.figures_gone or one.verdicts]


@pytest.mark.parametrize(
    ("known", "of"),
    [
        ({"period": "Q2 2025"}, "one call"),
        ({"date": "2025-07-31"}, "one call"),
        ({}, "two calls"),
        ({"ticker": None}, "two calls"),
        ({"company": None, "ticker": None}, "two calls"),
    ],
)
def test_a_company_alone_is_no_call(known: dict[str, str | None], of: str) -> None:
    """Two files are of one call where they agree on its period or date, not where they agree on the company alone."""
    heading = CallHeading(company="Larkfield", ticker="LRK", period=None, date=None, source="q2.txt")
    before = fennmark().model_copy(update={"call": heading.model_copy(update=known)})
    after = fennmark().model_copy(update={"call": before.call.model_copy(update={"source": "q3.txt"})})
    assert diff(before, after).of == of
    assert diff(before, before).of == "one call"


def test_the_other_way_round_new_and_gone_change_places() -> None:
    """The difference from b to a is that from a to b with its sides exchanged."""
    a, b = fennmark(), later("What about gross margin next year?", "Where do you hire?")
    there, back = diff(a, b), diff(b, a)
    assert (there.new, there.analysts_new, there.topics_new) == (back.gone, back.analysts_gone, back.topics_gone)
    assert (there.gone, there.analysts_gone, there.topics_gone) == (back.new, back.analysts_new, back.topics_new)
    assert {(one.before, one.after) for one in there.again} == {(one.after, one.before) for one in back.again}


def test_every_question_is_accounted_for_once() -> None:
    """Each question of either summary is either asked again or new, or gone."""
    one, other = (
        summarize(CASES / name / "transcript.txt", engine="extractive") for name in ("sundrel-q3", "tavernholt-q1")
    )
    found = diff(one, other)
    assert len(found.again) + len(found.gone) == len(one.asked())
    assert len(found.again) + len(found.new) == len(other.asked())


@pytest.mark.parametrize(
    ("before", "after", "of"),
    [
        ({"company": "Fennmark"}, {"company": "Fennmark Pumps, Inc."}, "two calls"),
        ({"company": "Fennmark"}, {"company": "Tarnholt"}, "two companies"),
        ({"company": "Fennmark", "ticker": "FNMK"}, {"company": "Tarnholt", "ticker": "FNMK"}, "two calls"),
        ({"company": "Fennmark", "ticker": "FNMK"}, {"company": None, "ticker": "FNMK"}, "two calls"),
        ({"company": None, "ticker": "FNMK"}, {"company": None, "ticker": "TRNH"}, "two companies"),
        ({"company": "Fennmark"}, {"company": None}, "two calls"),
    ],
)
def test_two_companies_ask_nothing_again(before: dict[str, str], after: dict[str, str], of: str) -> None:
    """Calls of two companies are told to be that, and the same question is no question asked again."""
    nobody = {"company": None, "ticker": None}
    asked = later("What do you expect for the gross margin?")
    one, other = (
        it.model_copy(update={"call": it.call.model_copy(update=nobody | named)})
        for it, named in ((fennmark(), before), (asked, after))
    )
    found = diff(one, other)
    assert (found.of, len(found.again)) == (of, 0 if of == "two companies" else 1)
    assert ("calls of two companies, so no question" in changes.as_markdown(found)) == (of == "two companies")


def test_a_question_that_comes_back_is_asked_again() -> None:
    """Between two calls the rarer words decide, whoever asks; the statuses of both are told."""
    found = diff(fennmark(), later("So what gross margin do you expect now?", "Where will you hire?", status="partial"))
    assert found.of == "two calls"
    [again] = found.again
    assert (again.before.question, again.before.status) == ("What do you expect for the gross margin?", "declined")
    assert (again.after.question, again.after.status) == ("So what gross margin do you expect now?", "partial")
    assert [one.question for one in found.new] == ["Where will you hire?"]
    assert found.analysts_gone == ("Ines Okafor",)
    assert set(found.topics_gone) == {"margins", "guidance", "pricing"}


def test_two_runs_are_paired_by_their_lines() -> None:
    """Within one call the words may be others; the same lines make the same question."""
    reworded = call(
        fennmark().analysts[0],
        analyst(
            exchange("Second-half margin?", status="unanswered", topics=("margins",), question_lines=((19, 19),)),
            name="Paul Drury",
        ),
    )
    found = diff(fennmark(), reworded)
    assert found.of == "one call"
    changed = [one for one in found.again if one.before.question != one.after.question]
    assert [(one.before.question, one.after.status) for one in changed] == [
        ("What do you expect for the gross margin?", "unanswered")
    ]
    assert [one.question for one in found.gone] == ["How much of it is pricing?"]


def test_two_transcripts_of_one_call_are_paired_by_words() -> None:
    """Where the lines of one call have moved, its questions are still their own counterparts."""
    lines = (CASES / "sundrel-q3/transcript.txt").read_text("utf-8").splitlines()
    one, other = (
        summarize("\n".join(text), engine="extractive")
        for text in (lines, [*lines[:25], lines[24], lines[24], *lines[25:]])
    )
    found = diff(one, other)
    assert found.of == "one call"
    assert (found.new, found.gone) == ((), ())
    assert all(again.before.question == again.after.question for again in found.again)


def test_figures_and_their_verdicts_are_compared() -> None:
    """Of a question in both, figures that only one answer gives are told, and verdicts that changed."""
    before = call(analyst(exchange(figures=(figure("5%"), figure("$3 million")))))
    after = call(analyst(exchange(figures=(figure("5%", "unsupported"), figure("2026")))))
    [again] = diff(before, after).again
    assert (again.figures_new, again.figures_gone) == (("2026",), ("$3 million",))
    assert [(one.text, one.before, one.after) for one in again.verdicts] == [("5%", "supported", "unsupported")]


def test_a_call_without_questions_is_compared_too() -> None:
    """Everything is new where nobody asked before."""
    assert len(diff(call(), fennmark()).new) == 3


def test_the_difference_reads_as_markdown() -> None:
    """Heading, what is new and gone, then the questions with both statuses and their lines."""
    found = diff(fennmark(), later("So what gross margin do you expect now?", "Where will you hire?"))
    text = changes.as_markdown(found)
    there, here = (f"Fennmark Pumps Inc (FNPU) · {period} 2025 · 2025-05-08" for period in ("Q1", "Q2"))
    assert text.startswith(f"# {there} → {here}\n")
    assert "Analysts gone: Ines Okafor\n" in text
    assert "- *declined* → *answered* · Paul Drury: So what gross margin do you expect now? [11]\n" in text
    assert "  before: Paul Drury: What do you expect for the gross margin? [19]\n" in text
    assert "## New questions\n\n- *answered* · Paul Drury: Where will you hire? [11]\n" in text


def test_what_came_out_the_same_is_only_counted() -> None:
    """Two runs that agree are told in one line."""
    text = changes.as_markdown(diff(fennmark(), fennmark()))
    assert text.splitlines()[2:] == ["3 questions came out the same."]


@pytest.mark.parametrize("words", ["*x*", "<b>x</b>", "[a](b)", "- x"])
def test_words_are_no_markup_in_a_difference(words: str) -> None:
    """What was said is shown as said: a reader of Markdown sees the very words."""
    blocks = MarkdownIt("commonmark").parse(changes.as_markdown(diff(fennmark(), later(words))))
    inline = [token for block in blocks for token in block.children or ()]
    assert words in "".join(token.content for token in inline)
    assert {token.type for token in inline} <= {"text", "text_special", "softbreak", "em_open", "em_close"}


def test_the_difference_as_json_reads_back() -> None:
    """The JSON is one line and gives back the record."""
    found = diff(fennmark(), later("And gross margin?"))
    text = changes.as_json(found)
    assert text.count("\n") == 1
    assert SummaryDiff.model_validate_json(text) == found
