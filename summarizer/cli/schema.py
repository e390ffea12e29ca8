"""``summarizer schema``: the JSON Schema of what ``summarize --format json`` prints."""

from __future__ import annotations

import click

from summarizer.cli.files import deliver


@click.command()
def schema() -> None:
    """Print the JSON Schema of a summary.

    Of the object that summarize --format json prints for a call. A field is only ever added.

    Example: summarizer schema > summary.schema.json
    """
    from summarizer.render import schema as rendered

    deliver(rendered.as_json(), None)
