"""``summarizer cache``: what is kept of replies, and forgetting it."""

from __future__ import annotations

import os
from pathlib import Path

import click

from summarizer.cli import options
from summarizer.cli.files import deliver
from summarizer.errors import SettingsError


@click.group()
def cache() -> None:
    """Look at the replies that are kept, or forget them.

    Example: summarizer cache info
    """


@cache.command()
@options.cache
@options.settings
def info(cache: Path | None, settings: Path | None) -> int:
    """Say where the replies are kept, how many, and how large the file is.

    Example: summarizer cache info
    """
    from summarizer.model import cache as kept

    found = kept.info(_folder(cache, settings))
    deliver(f"{found.file}: {found.replies:,} replies, {found.bytes:,} bytes\n", None)
    return 0


@cache.command()
@options.cache
@options.settings
def clear(cache: Path | None, settings: Path | None) -> int:
    """Forget every reply; what is asked again is paid for again.

    Example: summarizer cache clear --cache replies
    """
    from summarizer.model import cache as kept

    deliver(f"{kept.clear(_folder(cache, settings)):,} replies are forgotten\n", None)
    return 0


def _folder(given: Path | None, file: Path | None) -> Path:
    from summarizer.library import reach
    from summarizer.settings import NO_ENGINE, load

    folder = reach(load(NO_ENGINE | {"cache": given}, os.environ, file)).cache
    if folder is None:
        raise SettingsError("The settings say that no replies are kept; name a folder with --cache.")
    return folder
