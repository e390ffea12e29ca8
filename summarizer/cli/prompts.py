"""``summarizer prompts``: the words that a model gets, as they are sent."""

from __future__ import annotations

import os
from typing import Annotated

import typer

from summarizer.cli import options
from summarizer.cli.files import deliver, read


def prompts(
    file: Annotated[str | None, typer.Argument(metavar="[FILE]", help="A transcript; without one, an example.")] = None,
    topics: options.Topics = None,
    prompts: options.Prompts = None,
    settings: options.SettingsFile = None,
) -> None:
    """Print every prompt: of a call the messages of each request as sent, without one each template on an example.

    Example: summarizer prompts call.txt --prompts my-prompts
    """
    from summarizer.library import instructions
    from summarizer.plan import messages
    from summarizer.prompts import EXAMPLES
    from summarizer.settings import load

    words = instructions(load({"topics": topics, "prompts": prompts}, os.environ, settings))
    if file is None:
        for name, example in EXAMPLES.items():
            _show(f"{name}.j2 {words.prompts.hashes[name]}", words.prompts.render(name, **example))
        return
    for number, request in enumerate(messages(read(file), words), start=1):
        for message in request:
            _show(f"request {number}, {message.role}", message.content)


def _show(heading: str, words: str) -> None:
    deliver(f"--- {heading}\n\n{words.strip()}\n\n", None)
