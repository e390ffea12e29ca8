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
    format: str | None,
    output: Path | None,
    analyst: str | None,
    topic: str | None,
    transcripts: tuple[str, ...],
) -> None:
    """Show a stored summary again.

    What summarize --format json wrote, in any format; nothing is asked and nothing is computed anew.

    Example: summarizer show call.json --transcript call.txt -o call.html
    """
    results = formats.Results(files, format, output, transcripts)
    stored = {file: list(summaries(file)) for file in files}
    number = sum(map(len, stored.values()))
    if transcripts and len(transcripts) != number:
        raise InputError(
            f"There are {number} summaries and {len(transcripts)} transcripts; give one for each, or none."
        )
    sources = iter(transcripts)
    shown = {
        file: [_call(file, one, next(sources, None))._replace(summary=one.only(analyst, topic)) for one in calls]
        for file, calls in stored.items()
    }
    for file, calls in shown.items():
        results.add(file, *calls)
    results.finish()


def _call(file: str, summary: CallSummary, source: str | None) -> formats.Call:
    from summarizer.grounding.origin import misfit

    if source is None:
        return formats.Call(summary)
    transcript = read(source)
    if reason := misfit(summary, transcript):
        raise InputError(
            f"{source!r} is not what the summary in {file!r} was made from: {reason}; give each call's own transcript, "
            "in the order of the calls."
        )
    return formats.Call(summary, transcript, source)
