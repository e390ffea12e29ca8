"""The command line, one module a command. Commands import what they need when they run, so that help is quick."""

from __future__ import annotations

import sys
from io import TextIOWrapper

import click

from summarizer.cli.batch import batch
from summarizer.cli.cache import cache
from summarizer.cli.completion import completion
from summarizer.cli.diff import diff
from summarizer.cli.files import output_lost, say
from summarizer.cli.parse import parse
from summarizer.cli.plan import plan
from summarizer.cli.prompts import prompts
from summarizer.cli.schema import schema
from summarizer.cli.show import show
from summarizer.cli.summarize import summarize
from summarizer.errors import SummarizerError

STOPPED = 130


@click.group(
    commands=[summarize, show, diff, parse, plan, prompts, batch, cache, schema, completion],
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.version_option(package_name="analyst-qa", message="%(version)s", help="Print the version.")
def app() -> None:
    """What every analyst asked on an earnings call, and what was answered."""


def main() -> None:
    """Run the command line; every error of the package becomes one sentence and its exit code."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            # Names and dashes of a transcript must come out whatever the locale; a name no encoding can say is escaped.
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        sys.exit(app.main(prog_name="summarizer", standalone_mode=False))
    except SummarizerError as error:
        say(error)
        sys.exit(error.exit_code)
    except OSError as error:
        # Click's own help and version: whatever else is read or written has a sentence of its own, or names its file.
        if error.filename is not None:
            raise
        lost = output_lost(error)
        say(lost)
        sys.exit(lost.exit_code)
    except click.Abort:
        say("Stopped; what was printed or written before is whole.")
        sys.exit(STOPPED)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
