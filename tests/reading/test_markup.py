"""Pages of HTML and Markdown become lines of plain text with the names where a reader looks for them."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from summarizer.errors import InputError
from summarizer.reading import read_transcript
from summarizer.reading.limits import DEFAULT_LIMITS
from summarizer.reading.markup import html_lines, is_html, without_marks
from summarizer.reading.source import Source

SAMPLES = Path(__file__).parent / "samples"
PAGE = Source("", "page.html")


def lines(html: str) -> list[str]:
    return html_lines(html, PAGE, DEFAULT_LIMITS)


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p>One\ntwo</p><p>three</p>", ["One two", "three"]),
        ("<div>One<br>two</div>", ["One", "two"]),
        ("<p>R&amp;D &lt;5&nbsp;%&mdash;up</p>", ["R&D <5 %—up"]),
        ("<p><b>Ida Brandt</b></p><p>Hello.</p>", ["Ida Brandt", "Hello."]),
        ("<p><strong>Ida Brandt</strong> Hello.</p>", ["Ida Brandt", "Hello."]),
        ("<p><strong>Ida Brandt:</strong> Hello.</p>", ["Ida Brandt: Hello."]),
        ("<p><strong>Ida Brandt</strong> -- <em>CFO</em></p>", ["Ida Brandt -- CFO"]),
        ("<p>We thank <b>Ida Brandt</b> for it.</p>", ["We thank Ida Brandt for it."]),
        ("<p><b>Revenue grew by</b> five.</p>", ["Revenue grew by five."]),
        ("<pre>Operator\n  Hello.</pre>", ["Operator", "Hello."]),
        ("<table><tr><td>Ida Brandt</td><td>CFO</td></tr></table>", ["Ida Brandt; CFO"]),
        ("<table><tr><td>Ida Brandt</td><td>Thank you.</td></tr></table>", ["Ida Brandt: Thank you."]),
        ("<table><tr><td><p>One</p><p>two</p></td></tr></table>", ["One", "two"]),
        ("<script>a('<p>b</p>')</script><style>p{}</style><nav>Home</nav><p>One</p>", ["One"]),
        ('<p title="a > b" data-x=\'<p>\'>One</p><img src="x">', ["One"]),
        ("<ul><li>One<li>two</ul>", ["One", "two"]),
    ],
)
def test_blocks_become_lines(html: str, expected: list[str]) -> None:
    """A block is a line; entities are decoded; a bold name that opens a paragraph is a label."""
    assert lines(f"<!doctype html><body>{html}</body>") == expected


def test_only_the_article_is_read_where_it_is_the_page() -> None:
    """What stands around an article that holds most of the words is left out."""
    assert lines("<body><div>Subscribe!</div><article><p>Good morning, everyone.</p></article>") == [
        "Good morning, everyone."
    ]


def test_a_saved_page_tells_the_call() -> None:
    """A publisher's page gives the same turns as the vendors' JSON, numbered by the lines of its text."""
    page, told = read_transcript(SAMPLES / "page.html"), read_transcript(SAMPLES / "modelingprep.json")
    words = [" ".join(line.text for line in turn.lines) for turn in page.turns]
    assert words == [" ".join(line.text for line in turn.lines) for turn in told.turns]
    assert [turn.speaker.name for turn in page.turns] == [turn.speaker.name for turn in told.turns]
    assert page.qa_heading is not None


@pytest.mark.parametrize(
    ("start", "expected"),
    [
        ("<!DOCTYPE html>\n", True),
        ("<html lang='en'>", True),
        ("<!-- saved from url --><html>", True),
        ('<?xml version="1.0"?><html xmlns="x">', True),
        ("<p>One</p>", True),
        ('<Sync time="1"/> Operator', False),
        ("<Ida> said", False),
        ("Operator <p>", False),
    ],
)
def test_html_shows_by_its_first_tag(start: str, expected: bool) -> None:
    """A page begins with a tag of HTML; other angle brackets are text."""
    assert is_html(start) is expected


@pytest.mark.parametrize(
    "html",
    ["<div>" * 300, "<x>" * 1_000_000, "<b></p>" * 500, "<table><tr><td><table>" * 400],
    ids=["div", "unknown", "bold", "tables"],
)
def test_deep_pages_are_refused(html: str) -> None:
    """Nesting beyond the limit is refused before any time goes into it."""
    with pytest.raises(
        InputError, match=r"'page.html' is a page nested more than 256 levels deep \(limit html_depth\)"
    ):
        lines(html)


def test_large_pages_are_refused() -> None:
    """A page beyond the limit is refused, however many attributes it is not made of."""
    with pytest.raises(InputError, match="limit html_chars"):
        html_lines("<p>One</p>" * 10, PAGE, DEFAULT_LIMITS._replace(html_chars=50))
    assert html_lines(f"<p {'a=b ' * 100}>One</p>", PAGE, DEFAULT_LIMITS._replace(html_chars=50)) == ["One"]


def test_a_missing_parser_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the extra an HTML page is refused with the command that installs it."""
    monkeypatch.setitem(sys.modules, "selectolax.lexbor", None)
    with pytest.raises(InputError, match=r"'page.html' is HTML; .*pip install \"analyst-qa\[documents\]\""):
        lines("<p>One</p>")


@pytest.mark.parametrize(
    ("marked", "plain"),
    [
        ("## Questions & Answers ##", "Questions & Answers"),
        ("**Ida Brandt**", "Ida Brandt"),
        ("**Ida Brandt:** Hello.", "Ida Brandt: Hello."),
        ("**Ida Brandt** Hello.", "Ida Brandt: Hello."),
        ("__Ida Brandt__ -- *CFO*", "Ida Brandt -- CFO"),
        ("***Operator***", "Operator"),
        ("> Hello.", "Hello."),
        ("- Ida Brandt - CFO", "Ida Brandt - CFO"),
        ("| Ida Brandt | CFO |", "Ida Brandt; CFO"),
        ("|---|:-:|", ""),
        ("---", ""),
        ("* * *", ""),
        ("```text", ""),
        ("see [the deck](http://x.example/a_b)", "see the deck"),
        (r"5 \* 3 and snake_case_name", "5 * 3 and snake_case_name"),
        ("2 * 3 * 4 is 24", "2 * 3 * 4 is 24"),
        ("-5% in Q2", "-5% in Q2"),
        ("", ""),
    ],
)
def test_markdown_loses_its_marks(marked: str, plain: str) -> None:
    """Headings, emphasis, quotes, rows and links become their words; arithmetic and names with underscores stay."""
    assert without_marks(marked) == plain


def test_markdown_keeps_its_lines() -> None:
    """The turns of a Markdown file stand on the file's own lines."""
    physical = (SAMPLES / "call.md").read_text(encoding="utf-8").split("\n")
    transcript = read_transcript(SAMPLES / "call.md")
    assert transcript.turns
    for turn in transcript.turns:
        for line in turn.lines:
            assert line.text in without_marks(physical[line.number - 1])
    assert transcript.last_line == len(physical) - (physical[-1] == "")


@pytest.mark.parametrize("piece", ["*a ", "_a ", "[a](", "**a", "- ", "| a ", "#", "<p", "\\", "> "])
def test_marks_without_end_are_read_in_time_that_grows_with_the_line(piece: str) -> None:
    """A line of 300,000 half-open marks is answered; a pattern that tried every pair would never end."""
    assert isinstance(without_marks(piece * 300_000), str)
