"""Records as JSON, one line each: the contracts of ``summarizer summarize`` and ``summarizer parse``."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from summarizer.transcript import ParsedCall

if TYPE_CHECKING:  # parse starts without pydantic
    from summarizer.summary import CallSummary


def call(summary: CallSummary) -> str:
    """Render a summary; ``CallSummary.model_validate_json`` reads it back."""
    return summary.model_dump_json() + "\n"


def parsed(call: ParsedCall) -> str:
    """Render where the Q&A of a call is, whose sessions it has, and which lines ask and answer."""
    found = {
        "layout": call.transcript.layout,
        "line_unit": call.transcript.line_unit,
        "qa_line": call.qa_line,
        "participants": [
            {"name": one.name, "role": one.role, "title": one.title, "firm": one.firm} for one in call.participants
        ],
        "sessions": [
            {
                "analyst": session.analyst.name,
                "firm": session.analyst.firm,
                "lines": session.lines,
                "exchanges": [
                    {
                        "question_lines": exchange.question_lines,
                        "answer_lines": exchange.answer_lines,
                        "answered_by": exchange.answered_by,
                    }
                    for exchange in session.exchanges
                ],
                "flags": [flag._asdict() for flag in session.flags],
            }
            for session in call.sessions
        ],
        "flags": [flag._asdict() for flag in call.flags],
    }
    return json.dumps(found, ensure_ascii=False) + "\n"
