"""The HTML report in a real browser: it opens, explains, finds, copies and prints, and runs nothing else."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from summarizer import read_transcript, summarize
from summarizer.render import html, markdown
from summarizer.summary import CallSummary, SummaryFlag
from tests.browser.audit import axe
from tests.browser.conftest import DESKTOP, PHONE
from tests.calls import CALL
from tests.summaries import analyst, call, exchange, fennmark, figure, transcript

Open = Callable[..., Any]

DEMO = Path(__file__).parents[2] / "evals/cases/sundrel-q3/transcript.txt"
SIZES = pytest.mark.parametrize(
    "size", [DESKTOP, {"width": 900, "height": 800}, PHONE], ids=["wide", "medium", "phone"]
)


@pytest.fixture
def report() -> str:
    """The report of the invented call with its transcript beside it."""
    return html.report([fennmark()], [transcript()])


def marked(page: Any) -> list[str]:
    """The numbers of the lines that are highlighted."""
    found = page.locator(".line[aria-current]").evaluate_all("lines => lines.map(line => line.dataset.line)")
    return [str(line) for line in found]


def shown_questions(page: Any) -> list[str]:
    """The questions that a filter leaves."""
    return [text.split("?")[0] for text in page.locator(".exchange:visible .question").all_inner_texts()]


@SIZES
def test_a_chip_opens_the_transcript_at_its_lines(opened: Open, report: str, size: dict[str, int]) -> None:
    """A click on a chip shows the transcript with exactly its lines highlighted; they and the chip are in view."""
    page = opened(report, size)
    chip = page.locator(".answer a.chip").nth(1)
    chip.click()
    assert marked(page) == ["21"]
    line = page.locator(".line[aria-current]")
    assert "We are not going to give a number" in line.inner_text()
    for seen in (line, chip):
        box = seen.bounding_box()
        assert 0 <= box["y"] < size["height"], seen
    pane = page.locator(".pane").bounding_box()
    at = chip.bounding_box()
    assert at["x"] + at["width"] <= pane["x"] or at["y"] + at["height"] <= pane["y"]
    assert page.complaints == []


def test_a_span_of_several_lines_is_highlighted_whole(opened: Open) -> None:
    """Every spoken line of a span is highlighted, and the heading names the span; labels between are not."""
    summary = call(analyst(exchange(lines=((13, 15), (21, 21)))))
    page = opened(html.report([summary], [transcript()]))
    page.locator(".answer a.chip").first.click()
    assert marked(page) == ["13", "15"]
    assert page.locator(".pane .where").inner_text() == "Transcript, lines 13–15"


def test_the_transcript_shows_labels_and_repairs(opened: Open) -> None:
    """Beside the lines stands whose label they are under; a line that is not its label's says so, with the reason."""
    demo = read_transcript(DEMO)
    page = opened(html.report([summarize(demo, engine="extractive")], [demo]))
    flag = page.locator(".exchange .flag", has_text="Line 74 stands under Ilsabet Torvane's label")
    flag.locator("a.chip").click()
    assert marked(page) == ["74"]
    turn = page.locator(".turn", has=page.locator(".line[aria-current]"))
    assert "Ilsabet Torvane" in turn.locator(".label").inner_text()
    assert turn.locator(".repair").all_inner_texts() == ["Nadira Colquitt labelled Ilsabet Torvane", "Ilsabet Torvane"]
    assert turn.locator(".note").inner_text() in flag.inner_text()


def test_a_chip_works_by_keyboard_and_escape_comes_back(opened: Open, report: str) -> None:
    """Enter on a chip moves the focus to the line; Escape closes the transcript and gives the focus back."""
    page = opened(report)
    chip = page.locator(".answer a.chip").first
    chip.focus()
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.dataset.line") == "13"
    page.keyboard.press("Escape")
    assert not page.locator(".pane").is_visible()
    assert chip.evaluate("chip => chip === document.activeElement")


def test_the_first_tab_stop_skips_to_the_questions(opened: Open, report: str) -> None:
    """A keyboard reader is offered the questions before anything else."""
    page = opened(report)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the questions"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.className") == "questions"


@pytest.mark.parametrize("verdict", ["supported", "derivable", "unsupported"])
@pytest.mark.parametrize("way", ["hover", "focus"])
def test_a_figure_gives_its_reason(opened: Open, report: str, verdict: str, way: str) -> None:
    """On hover and on focus a figure says its verdict and why; a screen reader gets it as the description."""
    page = opened(report)
    one = page.locator(f".answer .figure.{verdict}").first
    getattr(one, way)()
    tip = page.locator("[role=tooltip]")
    assert tip.is_visible()
    assert tip.inner_text().startswith(f"{verdict}: Line ")
    assert one.get_attribute("aria-description") == tip.inner_text()
    box = tip.bounding_box()
    assert box["x"] >= 0
    assert box["y"] >= 0
    page.keyboard.press("Escape")
    assert not tip.is_visible()


def test_verdicts_differ_by_shape(opened: Open, report: str) -> None:
    """The underlines of the verdicts differ in style, not only in colour."""
    page = opened(report)
    styles = {
        verdict: page.locator(f".answer .figure.{verdict}").first.evaluate(
            "one => getComputedStyle(one).textDecorationStyle"
        )
        for verdict in ("supported", "derivable", "unsupported")
    }
    assert styles == {"supported": "solid", "derivable": "dashed", "unsupported": "wavy"}


def test_a_figure_opens_where_it_was_found(opened: Open, report: str) -> None:
    """A click on a figure opens the line that says it, with the reason above the transcript."""
    page = opened(report)
    page.locator(".answer .figure.derivable").click()
    assert marked(page) == ["13"]
    assert page.locator(".pane .why").inner_text() == 'derivable: Line 13 has "19%".'


@pytest.mark.parametrize(
    ("choose", "left"),
    [
        ({"words": "PRICING"}, ["How much of it is pricing"]),
        ({"words": "number today"}, ["What do you expect for the gross margin"]),
        ({"analyst": "Ines Okafor"}, ["How large was the backlog, and how does that compare"]),
        ({"topic": "margins"}, ["What do you expect for the gross margin", "How much of it is pricing"]),
        ({"status": "declined"}, ["What do you expect for the gross margin"]),
        ({"status": "flagged"}, ["How large was the backlog, and how does that compare"]),
        ({"topic": "margins", "status": "answered"}, ["How much of it is pricing"]),
        ({"words": "weather"}, []),
    ],
)
def test_search_and_filters_leave_what_fits(opened: Open, report: str, choose: dict[str, str], left: list[str]) -> None:
    """Words, analyst, topic and status narrow the questions together; the count is told, and Clear brings all back."""
    page = opened(report)
    everything = shown_questions(page)
    for name, value in choose.items():
        field = page.locator(f".tools [name={name}]")
        field.fill(value) if name == "words" else field.select_option(value)
    assert [question[2:].strip() for question in shown_questions(page)] == left
    assert page.locator(".tools output").inner_text() == f"{len(left)} of 3 questions"
    page.get_by_role("button", name="Clear").click()
    page.locator(".tools output", has_not_text="of").wait_for(state="attached")
    assert shown_questions(page) == everything


def test_the_overview_leads_to_the_questions(opened: Open, report: str) -> None:
    """In the overview a topic and a status filter, a mark goes to its question, also where a filter had hidden it."""
    page = opened(report)
    page.locator(".matrix .upright a", has_text="Pricing").click()
    assert len(shown_questions(page)) == 1
    page.locator(".tally a", has_text="declined").click()
    assert [question[2:].strip() for question in shown_questions(page)] == ["What do you expect for the gross margin"]
    page.get_by_label("Ines Okafor, Demand: question 1 answered").click()
    assert page.url.endswith("#c1-a1-q1")
    assert page.locator("#c1-a1-q1").is_visible()


def test_copying_gives_the_markdown(opened: Open, report: str) -> None:
    """The call and each analyst are copied as what --format md prints."""
    page = opened(report, permissions=["clipboard-read", "clipboard-write"])
    summary = fennmark()
    for name, text in (
        ("Copy as Markdown", markdown.call(summary)),
        ("Copy Paul Drury as Markdown", markdown.analyst(summary.analysts[1])),
    ):
        page.get_by_role("button", name=name, exact=True).click()
        page.get_by_text("Copied").wait_for()
        assert page.evaluate("navigator.clipboard.readText()") == text
        page.get_by_text("Copied").wait_for(state="detached")


def test_printing_gives_the_summary_without_the_page_around_it(opened: Open, report: str) -> None:
    """The PDF has heading, questions, answers, lines and flags, numbered pages, and no controls or transcript."""
    reader = PdfReader(io.BytesIO(opened(report).pdf(format="A4")))
    text = " ".join("\n".join(page.extract_text() for page in reader.pages).split())
    for words in (
        "Fennmark Pumps Inc (FNPU)",
        "How much of it is pricing?",
        "[21]",
        '"2026" is not',
        f"1 / {len(reader.pages)}",
    ):
        assert words in text
    for words in ("Copy", "All analysts", "This concludes the call"):
        assert words not in text


@SIZES
def test_an_open_transcript_changes_nothing_in_print(opened: Open, report: str, size: dict[str, int]) -> None:
    """On paper the report is as wide and as long, whether the transcript stood beside it or not."""
    page = opened(report, size)
    extent = "[document.querySelector('.answer').clientWidth, document.documentElement.scrollHeight]"
    page.locator(".answer a.chip").first.click()
    page.emulate_media(media="print")
    beside = page.evaluate(extent)
    page.emulate_media(media="screen")
    page.locator("[data-close]").click()
    page.emulate_media(media="print")
    assert page.evaluate(extent) == beside


@SIZES
@pytest.mark.parametrize("reading", [True, False], ids=["beside", "alone"])
def test_nothing_is_wider_than_the_window(opened: Open, report: str, size: dict[str, int], reading: bool) -> None:
    """At any width, with and without the transcript, the page never scrolls sideways."""
    page = opened(report, size)
    if reading:
        page.locator(".answer a.chip").first.click()
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def test_without_a_script_everything_can_still_be_read(opened: Open, report: str) -> None:
    """With scripts off the questions and the whole transcript are there, and a chip leads to its line."""
    page = opened(report, java_script_enabled=False)
    assert page.locator(".exchange:visible").count() == 3
    assert page.locator(".line:visible").count() == 11
    assert not page.locator(".tools").is_visible()
    page.locator(".answer a.chip").first.click()
    assert page.url.endswith("#c1-13")
    assert page.locator("#c1-13").is_visible()


def test_several_calls_share_one_page(opened: Open) -> None:
    """Each call has its own transcript, and search goes through all of them."""
    other = CALL.replace("96 million", "77 million")
    second = call(analyst(exchange("And orders?", "They were $77 million."), name="Ada Vance"), company="Brantley Ltd")
    page = opened(html.report([fennmark(), second], [transcript(), transcript(other)]))
    assert page.locator("h1").inner_text() == "Analyst Q&A of 2 calls"
    page.locator("#c2 .answer a.chip").click()
    assert "$77 million" in page.locator(".line[aria-current]").inner_text()
    assert page.locator(".transcript:visible").count() == 1
    page.locator(".tools [name=words]").fill("77")
    assert len(shown_questions(page)) == 1
    assert page.complaints == []


ATTACKS = (
    "<script>alert('script')</script>",
    "</script><script>alert('closing')</script>",
    "</style><script>alert('style')</script>",
    "</textarea><img src=x onerror=alert('textarea')>",
    '" onmouseover="alert(\'attribute\')" x="',
    "' onfocus='alert(1)' autofocus='",
    "javascript:alert('link')",
    "<a href=\"javascript:alert('anchor')\">a</a>",
    "<svg onload=alert('svg')>",
    "<iframe srcdoc=\"<script>alert('frame')</script>\"></iframe>",
    "<link rel=stylesheet href=//example.invalid/x.css>",
    "<meta http-equiv=refresh content='0;url=//example.invalid'>",
    "{{ 7 * 7 }}{% raw %}",
    "<!-- ",
    "&lt;script&gt;",
)


def hostile() -> CallSummary:
    """A summary with an attack wherever the transcript or the model has a say, an analyst for each attack."""
    analysts = []
    for words in ATTACKS:
        flag = SummaryFlag(kind=words, says=words, line=13)
        one = exchange(
            f"{words} 5%",
            f"{words} 96%",
            topics=(words,),
            answered_by=(words,),
            quote=words,
            figures=(figure("5%").model_copy(update={"reason": words}), figure("96%", "unsupported")),
            flags=(flag,),
            status="declined",
        )
        analysts.append(analyst(one, name=words, firm=words, summary=words, flags=(flag,)))
    everything = " ".join(ATTACKS)
    flag = SummaryFlag(kind=everything, says=everything)
    summary = call(*analysts, flags=(flag,), company=everything, period=everything, source=everything)
    made = summary.provenance.model_copy(update={"prompts": {everything: everything}})
    return summary.model_copy(update={"model": everything, "provenance": made})


def test_hostile_words_run_nothing_and_stay_words(opened: Open) -> None:
    """A call full of markup loads nothing, runs nothing, and every word of it can be read as it was said."""
    everything = " ".join(ATTACKS)
    spoken = CALL.replace("The backlog was", f"{everything} The backlog was").replace("Tom Vale", "Tom <b> Vale")
    page = opened(html.report([hostile()] * 2, [transcript(spoken)] * 2))
    assert page.locator("script").count() == 1
    assert page.locator("iframe, img, link, object, embed, b, a:not([href^='#'])").count() == 0
    attributes = "[...new Set([...document.querySelectorAll('*')].flatMap(one => one.getAttributeNames()))]"
    assert not [name for name in page.evaluate(attributes) if name.startswith(("on", "style", "src"))]
    questions = page.locator("#c1 .question").all_inner_texts()
    for words, shown in zip(ATTACKS, questions, strict=True):
        assert " ".join(words.split()) in shown
    page.locator("#c1 .answer a.chip").first.click()
    assert " ".join(everything.split()) in page.locator(".line[aria-current]").inner_text()
    for one in page.locator("#c1 .answer .figure").all():
        one.hover()
        one.focus()
    page.wait_for_timeout(50)
    assert page.complaints == []


def test_the_policy_stops_what_escaping_would_miss(opened: Open, report: str) -> None:
    """Were markup ever to slip through, the policy of the file would stop it: script, handler, style and request."""
    slipped = (
        "<script>alert('script')</script><img src='https://example.invalid/x.png' onerror=\"alert('handler')\">"
        "<p id=styled style='color: red'>x</p><a id=link href=\"javascript:alert('link')\">x</a>"
    )
    page = opened(report.replace("<main>", f"<main>{slipped}"))
    page.locator("#link").click()
    page.wait_for_timeout(50)
    assert page.locator("#styled").evaluate("one => getComputedStyle(one).color") != "rgb(255, 0, 0)"
    assert page.url.startswith("file:")
    assert [one for one in page.complaints if not one.startswith("console: ")] == ["not loaded: csp"]
    assert len([complaint for complaint in page.complaints if "Content Security Policy" in complaint]) >= 4


@SIZES
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(opened: Open, size: dict[str, int], scheme: str) -> None:
    """In both themes, at every width, with the transcript open and closed, axe-core has no complaint at all."""
    other = call(fennmark().analysts[0], company="Brantley Ltd")
    page = opened(html.report([fennmark(), other], [transcript()] * 2), size, color_scheme=scheme)
    page.locator(".answer a.chip").first.click()
    page.locator(".answer .figure").first.focus()
    assert axe(page) == []
    page.locator("[data-close]").click()
    assert axe(page) == []


JUPYTER = """<!doctype html><html><head><style>
.jp td, .jp th { padding: .5em; text-align: right; color: gray; } .jp tbody tr:nth-child(odd) { background: #eee; }
.jp p { margin-bottom: 1em; } .jp a { color: green; }
</style></head><body data-jp-theme-light="%s"><div class="jp">%s<div id="other"><p class="lead flag">Other
<a class="chip figure" href="#">output</a></p><table class="matrix"><tbody><tr><td>1</td></tr></tbody></table>
<details class="analyst"><summary>x</summary></details></div></div></body></html>"""
STYLES = """[...document.querySelectorAll('#other, #other *')].map(one => {
    const style = getComputedStyle(one);
    return [...style].map(name => name + ': ' + style[name]);
})"""


@pytest.mark.parametrize("light", ["true", "false"])
def test_a_notebook_keeps_its_style_and_the_fragment_its_own(opened: Open, light: str) -> None:
    """Other outputs of a notebook look as they did, whatever their names; axe-core finds nothing in the fragment."""
    before = opened(JUPYTER % (light, "")).evaluate(STYLES)
    page = opened(JUPYTER % (light, fennmark()._repr_html_()))
    assert page.evaluate(STYLES) == before
    row = page.locator(".notebook .matrix tbody tr").first
    assert row.evaluate("row => getComputedStyle(row).backgroundColor") == "rgba(0, 0, 0, 0)"
    for analyst_ in page.locator(".notebook details").all():
        analyst_.locator("summary").click()
    assert axe(page, ".notebook") == []
    assert page.complaints == []
