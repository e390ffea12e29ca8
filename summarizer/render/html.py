"""Summaries as one self-contained HTML file, and as a fragment for a notebook.

The file loads nothing and allows nothing: its policy names its own style and script by their hashes. Every word of a
transcript or a model is escaped by the templates, and put on one line without control characters.
"""

from __future__ import annotations

import hashlib
from base64 import b64encode
from collections.abc import Sequence
from functools import lru_cache
from importlib.resources import files

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from summarizer import topics
from summarizer.render import markdown, overview
from summarizer.render.pieces import pieces
from summarizer.render.source import shown
from summarizer.render.text import counted, one_line
from summarizer.summary import AnalystSummary, CallSummary
from summarizer.transcript import Transcript


def report(summaries: Sequence[CallSummary], transcripts: Sequence[Transcript | None] = ()) -> str:
    """Render one or several calls as a page. ``transcripts`` are those of the calls, in the same order; where one is
    None, or none are given, its lines are named but can't be opened.

    >>> page = report([summary], [transcript])  # doctest: +SKIP
    """
    if transcripts and len(transcripts) != len(summaries):
        raise ValueError(f"{len(summaries)} summaries need as many transcripts, not {len(transcripts)}")
    sources = [
        shown(transcript, summary) if transcript else ()
        for summary, transcript in zip(summaries, transcripts or [None] * len(summaries), strict=True)
    ]
    style, script = _asset("pieces.css") + _asset("report.css"), _asset("report.js")
    return (
        _templates()
        .get_template("report.html.j2")
        .render(
            calls=list(zip(summaries, sources, strict=True)),
            topics=sorted({topic for summary in summaries for topic in summary.by_topic()}),
            style=Markup(style),
            script=Markup(script),
            policy=policy(style, script),
        )
    )


def notebook_call(summary: CallSummary) -> str:
    """Render a call as a fragment whose style holds for nothing else on the page that it is put into."""
    return _fragment(summary.analysts, summary)


def notebook_analyst(record: AnalystSummary) -> str:
    """Render one analyst as such a fragment."""
    return _fragment([record], None)


def _fragment(analysts: Sequence[AnalystSummary], summary: CallSummary | None) -> str:
    template = _templates().get_template("notebook.html.j2")
    return template.render(
        analysts=analysts, summary=summary, style=Markup(_asset("pieces.css") + _asset("notebook.css"))
    )


def policy(style: str, script: str) -> str:
    """Nothing from anywhere, but for this very style and this very script, which may not write markup either."""
    hashes = [b64encode(hashlib.sha256(text.encode()).digest()).decode() for text in (style, script)]
    return (
        f"default-src 'none'; style-src 'sha256-{hashes[0]}'; script-src 'sha256-{hashes[1]}'; "
        "base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'; trusted-types 'none'"
    )


@lru_cache
def _asset(name: str) -> str:
    return (files("summarizer.render") / "templates" / name).read_text(encoding="utf-8")


@lru_cache
def _templates() -> Environment:
    environment = Environment(
        loader=PackageLoader("summarizer.render"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    labels = {topic.id: topic.label for topic in topics.load()}
    environment.filters |= {
        "clean": one_line,
        "label": lambda topic: labels.get(topic, topic),
        "counted": counted,
        "markdown_of_call": markdown.call,
        "markdown_of_analyst": markdown.analyst,
    }
    environment.globals |= {"pieces": pieces, "overview": overview}
    return environment
