"""A parsed call as text for people: each session with its questions and the lines of its answers."""

from __future__ import annotations

import textwrap

from summarizer.render.text import cite, counted, one_line
from summarizer.transcript import Exchange, Flag, ParsedCall, Session


def parsed(call: ParsedCall, width: int | None = None) -> str:
    """Render a parsed call; ``width`` wraps the questions at that many characters."""
    transcript = call.transcript
    found = f"Q&A from {transcript.line_unit} {call.qa_line}" if call.qa_line else "no Q&A"
    name = transcript.call.source or "transcript"
    blocks = [f"{name} · layout {transcript.layout} · {found} · {counted(len(call.sessions), 'session')}"]
    blocks += [_session(session, width) for session in call.sessions]
    if call.flags:
        blocks.append("\n".join(_flag(flag, "") for flag in call.flags))
    return "\n\n".join(blocks) + "\n"


def _session(session: Session, width: int | None) -> str:
    who = " · ".join(filter(None, (session.analyst.name, session.analyst.firm)))
    words = {line.number: line.text for line in session.spoken}
    rows = [f"{who} {cite(session.lines)}"]
    for number, exchange in enumerate(session.exchanges, start=1):
        rows += _exchange(number, exchange, words, width)
    return "\n".join(rows + [_flag(flag, "  ") for flag in session.flags])


def _exchange(number: int, exchange: Exchange, words: dict[int, str], width: int | None) -> list[str]:
    lead = f"  {number}. "
    lines = (line for a, b in exchange.question_lines for line in range(a, b + 1))
    asked = one_line(" ".join(words.get(line, "") for line in lines))
    question = f"{asked} {cite(exchange.question_lines)}"
    answer = f"answered by {', '.join(exchange.answered_by)} {cite(exchange.answer_lines)}"
    return [
        textwrap.fill(question, width, initial_indent=lead, subsequent_indent=" " * len(lead))
        if width
        else lead + question,
        " " * len(lead) + (answer if exchange.answer_lines else "no answer"),
    ]


def _flag(flag: Flag, indent: str) -> str:
    return f"{indent}! {one_line(flag.says)} [{flag.line}]"
