"""The formats of a summary: its text in each, and which of them put all calls on one page."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import click

from summarizer.cli.files import deliver, say, width
from summarizer.cli.places import Places, alone, format_for
from summarizer.suggest import perhaps

if TYPE_CHECKING:
    from summarizer.summary import CallSummary
    from summarizer.transcript import Transcript

NAMES = ("md", "json", "csv", "html")
# Several calls are one table and one page, unless a folder is named for them.
JOINED = ("csv", "html")


class OneOf(click.Choice[str]):
    """A choice that says which of them was probably meant."""

    def get_invalid_choice_message(self, value: object, ctx: click.Context | None) -> str:
        """What is wrong, and what may be given."""
        return f"{value!r} is unknown{perhaps(str(value), self.choices)}; it is one of {', '.join(self.choices)}."


option = click.option(
    "--format",
    type=OneOf(NAMES),
    help="md for people, json (one line a call), csv (one row a question), html (a report for the browser); by default "
    "what OUT ends in, else md.",
)


class Call(NamedTuple):
    """A summary with the transcript it rests on and the file that this was read from, where they are at hand."""

    summary: CallSummary
    transcript: Transcript | None = None
    source: str | None = None


class Results:
    """Where summaries go: those of each input to its place as soon as they are done, or all to one with `finish`."""

    def __init__(
        self,
        files: Sequence[str],
        format: str | None,
        output: Path | None,
        transcripts: Sequence[str] = (),
        quiet: bool = False,
    ) -> None:
        """Raises SettingsError where a result would be written over another one, an input or one of ``transcripts``, or
        to a place that has no folder or says another format."""
        self._format = format = format_for(output, format, NAMES)
        self._output = output
        self._quiet = quiet
        joined = format in JOINED and not (output and (output.is_dir() or (len(files) > 1 and not output.suffix)))
        self._places = None if joined else Places(files, output, format, transcripts)
        if self._places is None:
            alone((*files, *transcripts), output)
        self._joined: list[Call] = []

    def add(self, file: str, *calls: Call) -> None:
        """Take the calls of an input: print or write them, or keep them for the page of all."""
        if self._format == "csv" and not self._quiet:
            # A call without a question has no row that could say why; its first flag does.
            for flag in (flag for call in calls if not call.summary.analysts for flag in call.summary.flags[:1]):
                say(f"{file}: {flag.says}")
        if self._places is None:
            self._joined += calls
        elif not _is_kept(self._places.earlier(file), calls):
            self._places.deliver(file, _text(calls, self._format, None if self._output else width()))

    def finish(self) -> None:
        """Print or write the page of all calls that could be done, if that is what the format is."""
        if self._joined and not _is_kept(self._output, self._joined):
            deliver(_text(self._joined, self._format, None), self._output)


def _is_kept(earlier: Path | None, calls: Sequence[Call]) -> bool:
    """Whether an earlier result stays, since the model failed for every analyst of what would replace it."""
    from summarizer.pipeline import failures

    hollow = all(failures(call.summary) and not any(call.summary.asked()) for call in calls)
    if not hollow or earlier is None or not earlier.is_file():
        return False
    say(f"{str(earlier)!r} stays as it was, since nothing could be summarised.")
    return True


def _text(calls: Sequence[Call], format: str, columns: int | None) -> str:
    if format == "html":
        from summarizer.render import html

        return html.report([call.summary for call in calls], [call.transcript for call in calls])
    if format == "csv":
        from summarizer.render import table

        return table.csv([call.summary for call in calls])
    if format == "json":
        from summarizer.render import json

        return "".join(json.call(call.summary) for call in calls)
    return "".join(_for_people(call, columns) for call in calls)


def _for_people(call: Call, columns: int | None) -> str:
    """Markdown; on a terminal the same with colour and links."""
    if columns is None:
        from summarizer.render import markdown

        return markdown.call(call.summary)
    from summarizer.render import terminal

    source = Path(call.source).resolve() if call.source else None
    return terminal.call(call.summary, columns, os.environ, source.as_uri() if source and source.is_file() else None)
