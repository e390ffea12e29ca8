"""``summarizer prompts``: the words that a model gets, as they are sent."""

from __future__ import annotations

import os
from pathlib import Path

import click

from summarizer.cli import options
from summarizer.cli.files import deliver, read


@click.command()
@click.argument("file", metavar="[FILE]", required=False)
@options.model
@options.topics
@options.prompts
@options.settings
@options.pack
@options.budget
def prompts(file: str | None, settings: Path | None, **flags: object) -> None:
    """Print the words that a model gets.

    Of a call the messages of each request as they are sent; without one every template, filled with an example.

    Example: summarizer prompts call.txt --prompts my-prompts
    """
    from summarizer.library import instructions
    from summarizer.plan import messages
    from summarizer.prompts import EXAMPLES
    from summarizer.settings import NO_ENGINE, load

    words = instructions(load(flags | NO_ENGINE, os.environ, settings))
    if file is None:
        for name, example in EXAMPLES.items():
            _show(f"{name}.j2 {words.prompts.hashes[name]}", words.prompts.render(name, **example))
        return
    for number, request in enumerate(messages(read(file), words), start=1):
        for message in request:
            _show(f"request {number}, {message.role}", message.content)


def _show(heading: str, words: str) -> None:
    deliver(f"--- {heading}\n\n{words.strip()}\n\n", None)
