"""The HTML report as text: self-contained, escaped, allowed to do nothing; and the fragment for a notebook."""

from __future__ import annotations

import hashlib
import re
from base64 import b64encode
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summarizer.render import html
from summarizer.summary import SummaryFlag
from tests.summaries import analyst, call, exchange, fennmark, transcript

VOID = {"meta", "input", "link", "br", "hr", "img", "circle", "path"}


class Outline(HTMLParser):
    """The tags and attributes of a document, and whether its elements nest."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str, str]] = []
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += [(tag, name, value or "") for name, value in attrs]
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def outline(text: str) -> Outline:
    """Parse a document; every element that is opened is closed where it should be."""
    parser = Outline()
    parser.feed(text)
    parser.close()
    assert parser.open == []
    return parser


REPORT = html.report(
    [fennmark(), call(flags=(SummaryFlag(kind="no-qa", says="No Q&A was found."),))], [transcript(), None]
)


def test_the_file_needs_nothing_else() -> None:
    """There is no address in any attribute but places in the file itself."""
    for tag, name, value in outline(REPORT).attributes:
        assert name not in ("src", "srcset", "action", "style"), tag
        assert not name.startswith("on"), tag
        if name == "href":
            assert value.startswith("#"), value


def test_the_policy_names_the_very_style_and_script() -> None:
    """Nothing is allowed but the style and the script whose hashes the policy gives."""
    [policy] = [value for _, name, value in outline(REPORT).attributes if name == "content" and "default-src" in value]
    rules = dict(rule.split(" ", 1) for rule in policy.split("; "))
    assert rules["default-src"] == rules["base-uri"] == rules["form-action"] == "'none'"
    for tag in ("style", "script"):
        [inline] = re.findall(rf"<{tag}>(.*?)</{tag}>", REPORT, re.DOTALL)
        digest = b64encode(hashlib.sha256(inline.encode()).digest()).decode()
        assert rules[f"{tag}-src"] == f"'sha256-{digest}'"


def test_every_link_within_the_file_arrives() -> None:
    """Each place that a link names exists, once."""
    found = outline(REPORT)
    places = [value for _, name, value in found.attributes if name == "id"]
    assert len(places) == len(set(places))
    for _, name, value in found.attributes:
        if name == "href":
            assert value[1:] in places, value
        if name in ("aria-labelledby", "data-copy"):
            assert set(value.split()) <= set(places)


def test_without_a_transcript_lines_are_named_but_not_linked() -> None:
    """Where the transcript is not given, chips are plain text and there is no place for it."""
    page = html.report([fennmark()])
    assert '<span class="chip"><span class="unseen">line </span>21</span>' in page
    assert "data-lines" not in page.partition("<script>")[0]
    assert "<aside" not in page


def test_a_call_without_questions_says_why() -> None:
    """The sentence that says why there are no analysts stands in its place."""
    assert '<p class="lead">No Q&amp;A was found.</p>' in REPORT


def test_turns_are_called_turns() -> None:
    """For a JSON input a screen reader hears turns, not lines."""
    summary = fennmark()
    heading = summary.call.model_copy(update={"line_unit": "turn"})
    assert '<span class="unseen">turn </span>' in html.report([summary.model_copy(update={"call": heading})])


def test_transcripts_must_fit_the_summaries() -> None:
    """A transcript too few is an error of the caller's, not a report with the wrong one beside it."""
    with pytest.raises(ValueError, match="2 summaries"):
        html.report([fennmark()] * 2, [transcript()])


TAGS = set(outline(REPORT).tags)


@settings(max_examples=25)
@given(st.text(alphabet=st.one_of(st.characters(), st.sampled_from("<>&\"'`=/-!{}%# "))))
def test_no_words_become_markup(words: str) -> None:
    """Whatever is said anywhere, the report has only tags and attributes of its own."""
    flag = SummaryFlag(kind=words, says=words, line=13)
    one = exchange(words, words, topics=(words,), answered_by=(words,), quote=words, flags=(flag,))
    summary = call(analyst(one, name=words, firm=words, summary=words, flags=(flag,)), company=words, source=words)
    for text in (html.report([summary], [transcript()]), html.notebook_call(summary)):
        found = outline(text)
        assert set(found.tags) <= TAGS | {"blockquote"}
        assert not [name for _, name, _ in found.attributes if name.startswith(("on", "style", "src"))]


def test_the_notebooks_style_holds_for_nothing_else() -> None:
    """Each rule of the fragment's style is within its own class, and it has no script and no ids to clash."""
    fragment = html.notebook_call(fennmark())
    found = outline(fragment)
    assert "script" not in found.tags
    assert not [value for _, name, value in found.attributes if name == "id"]
    [style] = re.findall(r"<style>(.*?)</style>", fragment, re.DOTALL)
    style = re.sub(r"/\*.*?\*/", "", style, flags=re.DOTALL)
    depth, selectors, text = 0, [], ""
    for letter in style:
        if letter == "{" and depth == 0:
            selectors.append(text.strip())
        depth += (letter == "{") - (letter == "}")
        text = "" if letter in "{}" else text + letter
    assert depth == 0
    for selector in selectors:
        assert selector == "@page" or all(".aq" in part for part in selector.split(",")), selector


def test_an_analyst_shows_itself_in_a_notebook() -> None:
    """The fragment of an analyst is open and has the questions with status and lines."""
    fragment = fennmark().analyst("Drury")._repr_html_()
    assert '<details class="analyst" open>' in fragment
    assert "How much of it is pricing?" in fragment
    assert "declined" in fragment
