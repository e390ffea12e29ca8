"""Options that several commands share."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

Model = Annotated[str | None, typer.Option(metavar="NAME", help="The model, by the name that the endpoint knows.")]
BaseUrl = Annotated[
    str | None, typer.Option(metavar="URL", help="An OpenAI-compatible endpoint, such as http://localhost:8080/v1.")
]
Topics = Annotated[Path | None, typer.Option(metavar="FILE", help="A YAML file that replaces the list of topics.")]
Prompts = Annotated[
    Path | None, typer.Option(metavar="DIR", help="A folder of templates that come before the shipped ones.")
]
SettingsFile = Annotated[
    Path | None,
    typer.Option("--settings", metavar="FILE", help="A TOML file of settings, in place of ./summarizer.toml."),
]
Cache = Annotated[
    Path | None, typer.Option(metavar="DIR", help="Where replies are kept, so that none is paid for twice.")
]
NoCache = Annotated[bool, typer.Option("--no-cache", help="Neither use kept replies nor keep any.")]
LogRequests = Annotated[Path | None, typer.Option(metavar="FILE", help="Write every request and its reply to a file.")]
Concurrency = Annotated[int | None, typer.Option(metavar="N", help="Requests under way at once, at most.")]
