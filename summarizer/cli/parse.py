"""``summarizer parse``: where the Q&A is, who asks, and which lines are questions and answers."""

from __future__ import annotations

from typing import Annotated, Literal

import typer

from summarizer.cli.files import Files, Output, deliver, each, outputs, read, width


def parse(
    files: Files,
    format: Annotated[Literal["text", "json"], typer.Option(help="text for people, json (one line a call).")] = "text",
    output: Output = None,
) -> None:
    """Find the Q&A of a call: its sessions, questions and answers, by line.

    Needs no model. A call without a Q&A is an answer, not an error.

    Example: summarizer parse call.txt --format json
    """
    from summarizer.render import json, outline
    from summarizer.sessions import parse_call

    places = outputs(files, output, ".json" if format == "json" else ".txt")

    def work(file: str) -> bool:
        call = parse_call(read(file))
        text = json.parsed(call) if format == "json" else outline.parsed(call, width() if output is None else None)
        deliver(text, places[file])
        return True

    each(files, work)
