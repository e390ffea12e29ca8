"""``summarizer completion``: what a shell needs to complete commands, options and formats."""

from __future__ import annotations

import click

from summarizer.cli.files import deliver
from summarizer.cli.formats import OneOf


@click.command()
@click.argument("shell", type=OneOf(["bash", "zsh", "fish"]))
def completion(shell: str) -> None:
    """Print what makes a shell complete commands and options.

    For bash from 4.4, zsh or fish; put the example's line into the shell's start-up file.

    Example: summarizer completion bash > ~/.summarizer-complete.bash && . ~/.summarizer-complete.bash
    """
    from click.shell_completion import get_completion_class

    context = click.get_current_context()
    kind = get_completion_class(shell)
    if kind is None:
        raise click.UsageError(f"There is no completion for {shell}.")
    deliver(kind(context.find_root().command, {}, "summarizer", "_SUMMARIZER_COMPLETE").source(), None)
