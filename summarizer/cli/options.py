"""Arguments and options that several commands share."""

from __future__ import annotations

import os
from pathlib import Path

import click

from summarizer.errors import SettingsError

PATH = click.Path(path_type=Path)

files = click.argument("files", metavar="FILE...", nargs=-1, required=True)


def _place(context: click.Context, option: click.Parameter, given: str | None) -> Path | None:
    """The path of a place for results; one that ends in a slash is a folder, made if missing."""
    place = Path(given) if given else None
    if place and given and given.endswith(("/", os.sep)) and not place.is_file():
        try:
            place.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise SettingsError(
                f"The folder {given!r} can't be made ({error.strerror}); name another place after -o."
            ) from error
    return place


output = click.option(
    "-o",
    "--output",
    metavar="OUT",
    callback=_place,
    help="A file, whose suffix says the format, also for all inputs; or a folder for them, made if missing.",
)
model = click.option(
    "--model", metavar="NAME", help="The model, by the name that the endpoint knows, or gguf:FILE to run one here."
)
base_url = click.option(
    "--base-url", metavar="URL", help="An OpenAI-compatible endpoint, such as http://localhost:8080/v1."
)
topics = click.option("--topics", metavar="FILE", type=PATH, help="A YAML file that replaces the list of topics.")
prompts = click.option("--prompts", metavar="DIR", type=PATH, help="A folder of templates that replace shipped ones.")
settings = click.option(
    "--settings", metavar="FILE", type=PATH, help="A TOML file of settings, in place of ./summarizer.toml."
)
cache = click.option("--cache", metavar="DIR", type=PATH, help="Where replies are kept; none is paid for twice.")
no_cache = click.option("--no-cache", is_flag=True, help="Neither use kept replies nor keep any.")
log_requests = click.option(
    "--log-requests", metavar="FILE", type=PATH, help="Write every request and its reply to a file."
)
concurrency = click.option("--concurrency", metavar="N", type=int, help="Requests under way at once, at most.")
max_requests = click.option("--max-requests", metavar="N", type=int, help="Send at most so many requests.")
max_cost = click.option("--max-cost", metavar="USD", type=float, help="Send nothing that might overstep this price.")
pack = click.option(
    "--pack/--no-pack", default=None, help="Let small sessions share a request, which costs less (the default)."
)
budget = click.option("--budget", metavar="TOKENS", type=int, help="The most tokens that a prompt may have.")
as_text_or_json = click.option(
    "--format",
    type=click.Choice(["text", "json"]),
    help="text for people (the default), json (one line a call).",
)
