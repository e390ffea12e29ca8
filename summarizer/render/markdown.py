"""A summary as Markdown that reads well raw in a terminal, and pasted into a note.

Words from the transcript or the model are data: they are put on one line, freed of control characters, and escaped
where Markdown would take them for markup.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from textwrap import shorten, wrap
from typing import get_args

from summarizer.render.text import cite, counted, one_line
from summarizer.summary import AnalystSummary, CallSummary, ExchangeSummary, FigureCheck, Status, SummaryFlag

MARK = "(!)"
_GLANCE = 160

_MARKUP = re.compile(
    r"""[\\`*~]                      # code, emphasis, strike-through
      | (?<![^\W_])_ | _(?![^\W_])   # emphasis, but not snake_case
      | <(?=[A-Za-z/!?])             # a tag
      | &(?=\#?\w+;)                 # an entity
      | \[(?=[^\]]*\][(\[:])         # a link
    """,
    re.VERBOSE,
)
_BLOCK = re.compile(r"^(\d+(?=[.)](?:\s|$))|(?=[-+](?:\s|$)|\#{1,6}(?:\s|$)|>|=+$|-+$))")


def call(summary: CallSummary, width: int | None = None) -> str:
    """Render a whole call: heading, overview, then every analyst. ``width`` wraps lines at that many characters.

    The text ends with a newline.
    """
    blocks = ["# " + _heading(summary), *_overview(summary, width)]
    blocks += [analyst(record, width).rstrip("\n") for record in summary.analysts]
    return "\n\n".join(blocks) + "\n"


def analyst(record: AnalystSummary, width: int | None = None) -> str:
    """Render one analyst: firm, topics, the summary sentence, every exchange, every flag."""
    blocks = ["## " + clean(" · ".join(filter(None, (record.name, record.firm))))]
    if record.topics:
        blocks.append(_wrap(" · ".join(record.topics), width))
    if record.summary:
        blocks.append(_wrap(clean(_marked(record.summary, record.figures, record.flags)), width))
    blocks += [_flag(flag, width) for flag in record.flags]
    for number, one in enumerate(record.exchanges, start=1):
        blocks += _exchange(one, number, width)
    return "\n\n".join(blocks) + "\n"


def notebook(text: str) -> str:
    """Rendered Markdown for a notebook, which would take what stands between two dollar signs for a formula."""
    return text.replace("$", r"\$")


def _heading(summary: CallSummary) -> str:
    heading = summary.call
    company = heading.company or heading.ticker or heading.source or "Earnings call"
    if heading.company and heading.ticker:
        company += f" ({heading.ticker})"
    return clean(" · ".join(filter(None, (company, heading.period, heading.date))))


def _overview(summary: CallSummary, width: int | None) -> list[str]:
    """Who asked how much, what was not answered, which topics, and what to know of the call as a whole."""
    if not summary.analysts:
        return [_wrap(clean(flag.says), width) for flag in summary.flags]
    exchanges = [(record, one) for record in summary.analysts for one in record.exchanges]
    statuses = [one.status for _, one in exchanges]
    counts = ", ".join(f"{statuses.count(status)} {status}" for status in get_args(Status) if status in statuses)
    size = f"{counted(len(summary.analysts), 'analyst')}, {counted(len(exchanges), 'question')}"
    blocks = [_wrap(": ".join(filter(None, (size, counts))) + ".", width)]
    open_questions = [
        f"*{one.status}* · {clean(record.name)}: {clean(shorten(one.question, _GLANCE, placeholder=' ...'))}"
        f" {cite(one.question_lines)}"
        for record, one in exchanges
        if one.status in ("declined", "unanswered")
    ]
    if open_questions:
        blocks += ["Not answered:", _list(open_questions, width)]
    if summary.topics:
        blocks += ["Topics:", _list(_topics(summary.topics), width)]
    unit = "turns" if summary.call.line_unit == "turn" else "lines"
    blocks.append(_wrap(f"Numbers in brackets are {unit} of the transcript; a line after ! says what to check.", width))
    return blocks + [_flag(flag, width) for flag in summary.flags]


def _topics(topics: Mapping[str, Sequence[str]]) -> list[str]:
    """What several analysts raised, the most common first, then what only one did."""
    common = sorted(
        ((topic, names) for topic, names in topics.items() if len(names) > 1), key=lambda item: -len(item[1])
    )
    rows = [f"{topic}: {clean(', '.join(names))}" for topic, names in common]
    single: dict[str, list[str]] = {}
    for topic, names in topics.items():
        if len(names) == 1:
            single.setdefault(names[0], []).append(topic)
    if single:
        rows.append(
            "by one analyst only: "
            + "; ".join(f"{', '.join(raised)} ({clean(name)})" for name, raised in single.items())
        )
    return rows


def _exchange(one: ExchangeSummary, number: int, width: int | None) -> list[str]:
    question = clean(_marked(one.question, one.figures, one.flags))
    answered_by = clean(", ".join(one.answered_by))
    blocks = [
        _wrap(f"**{number}. {question}** · *{one.status}*", width),
        _wrap(" ".join(filter(None, (_answer(one), answered_by))), width),
    ]
    if one.quote:
        says = f'"{clean(one.quote)}" {cite(one.quote_lines)}'.rstrip()
        blocks.append(_wrap(says, width, "> "))
    return [block for block in blocks if block] + [_flag(flag, width) for flag in one.flags]


def _answer(one: ExchangeSummary) -> str:
    """The sentences of an answer, each followed by its lines; neighbours that rest on the same lines share them."""
    if not one.sentences:
        return clean(_marked(one.answer, one.figures, one.flags))
    parts = []
    for lines, sentences in groupby(one.sentences, key=lambda sentence: sentence.lines):
        words = " ".join(clean(_marked(sentence.text, one.figures, one.flags)) for sentence in sentences)
        parts.append(f"{words} {cite(lines)}".rstrip())
    return " ".join(parts)


def _flag(flag: SummaryFlag, width: int | None) -> str:
    where = cite([(flag.line, flag.line)]) if flag.line else ""
    return _wrap(f"! {clean(flag.says)} {where}".rstrip(), width)


def _marked(text: str, figures: Iterable[FigureCheck], flags: Iterable[SummaryFlag]) -> str:
    """Put a mark behind every figure that a flag is about: the analyst's own session does not support it."""
    reasons = {flag.says for flag in flags if flag.kind == "figure"}
    doubtful = {figure.text for figure in figures if figure.reason in reasons}
    if not doubtful:
        return text
    longest_first = "|".join(re.escape(figure) for figure in sorted(doubtful, key=len, reverse=True))
    return re.sub(rf"(?<![\w.,])(?:{longest_first})(?!\w|[.,]\d)", rf"\g<0> {MARK}", text)


def clean(text: str) -> str:
    """One line without control characters, and nothing in it that Markdown would take for markup."""
    return _MARKUP.sub(r"\\\g<0>", one_line(text))


def _wrap(text: str, width: int | None, prefix: str = "", hanging: str | None = None) -> str:
    """A paragraph of ``text``; no line of it starts with what would begin another block."""
    rest = prefix if hanging is None else hanging
    lines = wrap(text, width - len(rest), break_long_words=False, break_on_hyphens=False) if width else [text]
    return "\n".join((rest if number else prefix) + _BLOCK.sub(r"\1\\", line) for number, line in enumerate(lines))


def _list(items: Iterable[str], width: int | None) -> str:
    return "\n".join(_wrap(item, width, "- ", "  ") for item in items)
