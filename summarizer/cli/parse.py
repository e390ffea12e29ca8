"""``summarizer parse``: where the Q&A is, who asks, and which lines are questions and answers."""

from __future__ import annotations

from pathlib import Path

import click

from summarizer.cli import options
from summarizer.cli.files import each, read, width
from summarizer.cli.places import Places, format_for


@click.command()
@options.files
@options.as_text_or_json
@options.output
def parse(files: tuple[str, ...], format: str | None, output: Path | None) -> int:
    """Find a call's Q&A, by line.

    Its sessions, questions and answers. Needs no model. A call without a Q&A is an answer, not an error.

    Example: summarizer parse call.txt --format json
    """
    from summarizer.render import json, outline
    from summarizer.segmentation.sessions import parse_call

    format = format_for(output, format, ("text", "json"))
    places = Places(files, output, format)

    def work(file: str) -> bool:
        call = parse_call(read(file))
        text = json.parsed(call) if format == "json" else outline.parsed(call, None if output else width())
        places.deliver(file, text)
        return True

    return each(files, work)
