"""``summarizer diff``: what changed between the Q&A of two calls, or between two runs on one call."""

from __future__ import annotations

from pathlib import Path

import click

from summarizer.cli import formats
from summarizer.cli.files import deliver
from summarizer.cli.options import PATH
from summarizer.cli.places import alone, format_for
from summarizer.cli.stored import summaries
from summarizer.errors import InputError

FORMATS = ("md", "json")


@click.command()
@click.argument("before", metavar="BEFORE.json")
@click.argument("after", metavar="AFTER.json")
@click.option(
    "--format", type=formats.OneOf(FORMATS), help="md for people, or json; by default what OUT ends in, else md."
)
@click.option("-o", "--output", metavar="OUT", type=PATH, help="A file, in place of standard output.")
def diff(before: str, after: str, format: str | None, output: Path | None) -> None:
    """Say what changed from one summary to another.

    New topics and analysts, questions asked again, statuses and figures; of two calls, or of two runs on one call.

    Example: summarizer diff q2.json q3.json
    """
    from summarizer.diff import diff as compare
    from summarizer.render import changes

    format = format_for(output, format, FORMATS)
    alone((before, after), output)
    found = [list(summaries(file)) for file in (before, after)]
    for file, calls in zip((before, after), found, strict=True):
        if len(calls) != 1:
            raise InputError(f"{file!r} holds {len(calls)} calls; give a file with one, as summarize -o FOLDER writes.")
    changed = compare(found[0][0], found[1][0])
    deliver(changes.as_json(changed) if format == "json" else changes.as_markdown(changed), output)
