"""The command line, one module a command. Commands import what they need when they run, so that help is quick."""

from __future__ import annotations

import sys
from io import TextIOWrapper
from typing import Annotated

import typer

from summarizer.cli.files import say
from summarizer.cli.parse import parse
from summarizer.cli.plan import plan
from summarizer.cli.prompts import prompts
from summarizer.cli.summarize import summarize
from summarizer.errors import SummarizerError

app = typer.Typer(
    name="summarizer",
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)
for command in (summarize, parse, plan, prompts):
    app.command()(command)


def _print_version(asked: bool) -> None:
    if asked:
        from importlib.metadata import version

        print(version("analyst-qa"))
        raise typer.Exit


@app.callback()
def _options(
    version: Annotated[
        bool, typer.Option("--version", help="Print the version.", is_eager=True, callback=_print_version)
    ] = False,
) -> None:
    """Summarise what every analyst asked on an earnings call, and what was answered."""


def main() -> None:
    """Run the command line; every error of the package becomes one sentence and its exit code."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            # Names and dashes of a transcript must come out whatever the locale; a name no encoding can say is escaped.
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        app(prog_name="summarizer")
    except SummarizerError as error:
        say(error)
        sys.exit(error.exit_code)
