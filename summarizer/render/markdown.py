"""A summary as Markdown that reads well raw in a terminal, and pasted into a note.

Words from the transcript or the model are data: they are put on one line, freed of control characters, and escaped
where Markdown would take them for markup.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from textwrap import shorten

from summarizer.render import overview
from summarizer.render.text import cite, counted, one_line
from summarizer.summary import AnalystSummary, CallSummary, ExchangeSummary, FigureCheck, SummaryFlag

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


def call(summary: CallSummary) -> str:
    """Render a whole call: heading, overview, then every analyst. The text ends with a newline."""
    blocks = ["# " + clean(" · ".join(overview.heading(summary.call))), *_overview(summary)]
    blocks += [analyst(record).rstrip("\n") for record in summary.analysts]
    return "\n\n".join(blocks) + "\n"


def analyst(record: AnalystSummary) -> str:
    """Render one analyst: firm, topics, the summary sentence, every exchange, every flag."""
    blocks = ["## " + clean(" · ".join(filter(None, (record.name, record.firm))))]
    if record.topics:
        blocks.append(_words(" · ".join(record.topics)))
    if record.summary:
        blocks.append(_words(clean(_marked(record.summary, record.figures, record.flags))))
    blocks += [_flag(flag) for flag in record.flags]
    for number, one in enumerate(record.exchanges, start=1):
        blocks += _exchange(one, number)
    return "\n\n".join(blocks) + "\n"


def notebook(text: str) -> str:
    """Rendered Markdown for a notebook, which would take what stands between two dollar signs for a formula."""
    return text.replace("$", r"\$")


def _overview(summary: CallSummary) -> list[str]:
    """Who asked how much, what was not answered, which topics, and what to know of the call as a whole."""
    if not summary.analysts:
        return [_words(clean(flag.says)) for flag in summary.flags]
    counts = ", ".join(f"{number} {status}" for status, number in overview.statuses(summary).items())
    size = f"{counted(len(summary.analysts), 'analyst')}, {counted(len(summary.asked()), 'question')}"
    blocks = [": ".join(filter(None, (size, counts))) + "."]
    open_questions = [
        f"*{one.exchange.status}* · {clean(one.analyst.name)}: "
        f"{clean(shorten(one.exchange.question, _GLANCE, placeholder=' ...'))} {cite(one.exchange.question_lines)}"
        for one in summary.unanswered()
    ]
    if open_questions:
        blocks += ["Not answered:", _list(open_questions)]
    if summary.topics:
        blocks += ["Topics:", _list(_topics(summary.topics))]
    unit = "turns" if summary.call.line_unit == "turn" else "lines"
    blocks.append(f"Numbers in brackets are {unit} of the transcript; a line after ! says what to check.")
    return blocks + [_flag(flag) for flag in summary.flags]


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


def _exchange(one: ExchangeSummary, number: int) -> list[str]:
    question = clean(_marked(one.question, one.figures, one.flags))
    answered_by = clean(", ".join(one.answered_by))
    blocks = [
        f"**{number}. {question}** · *{one.status}*",
        _words(" ".join(filter(None, (_answer(one), answered_by)))),
    ]
    if one.quote:
        blocks.append(f'> "{clean(one.quote)}" {cite(one.quote_lines)}'.rstrip())
    return [block for block in blocks if block] + [_flag(flag) for flag in one.flags]


def _answer(one: ExchangeSummary) -> str:
    """The sentences of an answer, each followed by its lines; neighbours that rest on the same lines share them."""
    if not one.sentences:
        return clean(_marked(one.answer, one.figures, one.flags))
    parts = []
    for lines, sentences in groupby(one.sentences, key=lambda sentence: sentence.lines):
        words = " ".join(clean(_marked(sentence.text, one.figures, one.flags)) for sentence in sentences)
        parts.append(f"{words} {cite(lines)}".rstrip())
    return " ".join(parts)


def _flag(flag: SummaryFlag) -> str:
    where = cite([(flag.line, flag.line)]) if flag.line else ""
    return f"! {clean(flag.says)} {where}".rstrip()


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


def _words(text: str) -> str:
    """A paragraph, which does not start with what would begin another block."""
    return _BLOCK.sub(r"\1\\", text)


def _list(items: Iterable[str]) -> str:
    return "\n".join(f"- {_words(item)}" for item in items)
