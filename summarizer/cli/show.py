"""``summarizer show``: a stored summary in another format, or a part of it, without asking anything."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from summarizer.cli import formats, options
from summarizer.cli.files import read
from summarizer.cli.stored import summaries
from summarizer.errors import InputError

if TYPE_CHECKING:
    from summarizer.summary import CallSummary


@click.command()
@click.argument("files", metavar="SUMMARY.json...", nargs=-1, required=True)
@formats.option
@options.output
@click.option("--analyst", metavar="NAME", help="Only what this analyst asked; a part of the name will do.")
@click.option("--topic", metavar="TOPIC", help="Only the questions on this topic.")
@click.option(
    "--transcript",
    "transcripts",
    metavar="FILE",
    multiple=True,
    help="The call's transcript, which html shows beside the summary; once for each call, in their order.",
)
def show(
    files: tuple[str, ...],
    format: str,
    output: Path | None,
    analyst: str | None,
    topic: str | None,
    transcripts: tuple[str, ...],
) -> None:
    """Show a stored summary again.

    What summarize --format json wrote, in any format; nothing is asked and nothing is computed anew.

    Example: summarizer show call.json --format html --transcript call.txt -o call.html
    """
    results = formats.Results(files, format, output, transcripts)
    stored = {file: list(summaries(file)) for file in files}
    number = sum(map(len, stored.values()))
    if transcripts and len(transcripts) != number:
        raise InputError(
            f"There are {number} summaries and {len(transcripts)} transcripts; give one for each, or none."
        )
    sources = iter(transcripts)
    for file, calls in stored.items():
        results.add(file, *(_call(one.only(analyst, topic), next(sources, None)) for one in calls))
    results.finish()


def _call(summary: CallSummary, source: str | None) -> formats.Call:
    return formats.Call(summary, read(source) if source else None, source)
