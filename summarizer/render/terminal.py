"""A summary for a terminal: wrapped to its width, with colour for status and flags, and links to the transcript.

Whatever comes from the transcript or a model is freed of control characters first, so that it can't steer the terminal.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from io import StringIO

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.rule import Rule
from rich.style import Style
from rich.text import Text

from summarizer.render import overview
from summarizer.render.pieces import pieces
from summarizer.render.text import cite, counted, one_line
from summarizer.summary import (
    AnalystSummary,
    Asked,
    CallSummary,
    ExchangeSummary,
    FigureCheck,
    LineSpan,
    Status,
    SummaryFlag,
)

_STATUS: dict[Status, str] = {"answered": "green", "partial": "yellow", "declined": "red", "unanswered": "red"}
_SIGN: dict[Status, str] = {"answered": "●", "partial": "◐", "declined": "⊘", "unanswered": "○"}
_VERDICT = {"elsewhere": "underline yellow", "unsupported": "underline red"}


def call(summary: CallSummary, width: int, environ: Mapping[str, str], source: str | None = None) -> str:
    """Render a call as text with escape sequences, no line wider than ``width`` columns.

    ``environ`` says what the terminal can do (TERM, COLORTERM) and whether its reader wants colour (NO_COLOR);
    ``source`` is the address of the transcript, which the line numbers then link to. Ends with a newline.
    """
    out = StringIO()
    console = Console(
        file=out, width=width, force_terminal=True, legacy_windows=False, highlight=False, _environ=environ
    )
    for block in _blocks(summary, Style(dim=True, link=source)):
        console.print(block)
        console.print()
    return "\n".join(line.rstrip() for line in out.getvalue().rstrip().split("\n")) + "\n"


def _blocks(summary: CallSummary, where: Style) -> Iterator[RenderableType]:
    name, *rest = map(one_line, overview.heading(summary.call))
    yield Text.assemble((name, "bold"), (f" · {' · '.join(rest)}" if rest else "", "dim"))
    if not summary.analysts:
        yield from (Text(one_line(flag.says)) for flag in summary.flags)
        return
    yield _tally(summary)
    if summary.unanswered():
        yield Group(Text("Not answered", "bold"), *(_open(one, where) for one in summary.unanswered()))
    if summary.topics:
        yield Group(Text("Topics", "bold"), *_topics(summary))
    yield from (_flag(flag, where) for flag in summary.flags)
    for analyst in summary.analysts:
        yield from _analyst(analyst, where)


def _tally(summary: CallSummary) -> Text:
    size = f"{counted(len(summary.analysts), 'analyst')}, {counted(len(summary.asked()), 'question')}"
    statuses = overview.statuses(summary).items()
    return Text("   ").join([Text(size), *(_status(status, f"{number} {status}") for status, number in statuses)])


def _open(one: Asked, where: Style) -> Text:
    exchange = one.exchange
    return Text.assemble(
        _status(exchange.status, exchange.status),
        f" {one_line(exchange.question)} ",
        (cite(exchange.question_lines), where),
        (f" {one_line(one.analyst.name)}", "dim"),
    )


def _topics(summary: CallSummary) -> Iterator[Text]:
    ordered = sorted(summary.topics.items(), key=lambda item: -len(item[1]))
    wide = max(len(topic) for topic, _ in ordered)
    for topic, names in ordered:
        yield Text.assemble((one_line(topic).ljust(wide), "cyan"), "  ", ", ".join(map(one_line, names)))


def _analyst(analyst: AnalystSummary, where: Style) -> Iterator[RenderableType]:
    firm = f" · {one_line(analyst.firm)}" if analyst.firm else ""
    yield Rule(Text.assemble((one_line(analyst.name), "bold"), (firm, "dim")), align="left", style="dim")
    if analyst.summary:
        yield _words(analyst.summary, analyst.figures)
    yield from (_flag(flag, where) for flag in analyst.flags)
    for number, exchange in enumerate(analyst.exchanges, start=1):
        yield Group(*_exchange(number, exchange, where))


def _exchange(number: int, one: ExchangeSummary, where: Style) -> Iterator[RenderableType]:
    question = _words(one.question, one.figures)
    question.stylize("bold")
    yield Text.assemble((f"{number}. ", "bold"), question, " ", (cite(one.question_lines), where))
    topics = f"  {' · '.join(map(one_line, one.topics))}" if one.topics else ""
    yield Padding(Text.assemble(_status(one.status, one.status), (topics, "cyan")), (0, 0, 0, 3))
    yield Padding(_answer(one, where), (0, 0, 0, 3))
    if one.quote:
        quote = Text.assemble((f"“{one_line(one.quote)}”", "italic"), " ", (cite(one.quote_lines), where))
        yield Padding(quote, (0, 0, 0, 5))
    for flag in one.flags:
        yield Padding(_flag(flag, where), (0, 0, 0, 3))


def _answer(one: ExchangeSummary, where: Style) -> Text:
    parts: list[Text] = []
    shown: tuple[LineSpan, ...] = ()
    for sentence in reversed(one.sentences):
        words = _words(sentence.text, one.figures)
        if sentence.lines != shown:
            words.append(" ").append(cite(sentence.lines), where)
        parts.insert(0, words)
        shown = sentence.lines
    if not one.sentences:
        parts.append(_words(one.answer, one.figures))
    if one.answered_by:
        parts.append(Text(one_line(", ".join(one.answered_by)), "dim"))
    return Text(" ").join(parts)


def _words(text: str, figures: tuple[FigureCheck, ...]) -> Text:
    return Text.assemble(
        *(
            (piece.text, _VERDICT.get(piece.check.verdict if piece.check else "", ""))
            for piece in pieces(one_line(text), figures)
        )
    )


def _status(status: Status, words: str) -> Text:
    return Text(f"{_SIGN[status]} {words}", _STATUS[status])


def _flag(flag: SummaryFlag, where: Style) -> Text:
    line = cite([(flag.line, flag.line)]) if flag.line else ""
    return Text.assemble(("! ", "bold yellow"), (f"{one_line(flag.says)} ", "yellow"), (line, where))
