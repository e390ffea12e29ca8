"""The report as HTML: everything in one file that loads nothing, with every word of a call or a model escaped."""

from __future__ import annotations

import re
from functools import lru_cache
from importlib.resources import files

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from evals.report import charts
from evals.report.view import DRAWN, View, topics_of
from summarizer.render.html import policy

# What a terminal or an editor would act on has no business in a page, nor have marks that turn the direction of text.
_UNSEEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def render(view: View) -> str:
    """The report of a night as a page."""
    style, script = _asset("report.css"), _asset("report.js")
    drawn = [trend for trend in view.trends if trend.metric in DRAWN and trend.points]
    return (
        _templates()
        .get_template("report.html.j2")
        .render(
            view=view,
            drawn=[(trend, charts.line(trend.points)) for trend in drawn],
            bars={comparison.metric: charts.bar(comparison) for comparison in view.comparisons},
            outcomes={check.name: check.outcome for check in view.decision.checks},
            topics=topics_of(view.exchanges),
            chart=charts,
            style=Markup(style),
            script=Markup(script),
            policy=policy(style, script),
        )
    )


@lru_cache
def _asset(name: str) -> str:
    return (files("evals.report") / "templates" / name).read_text(encoding="utf-8")


@lru_cache
def _templates() -> Environment:
    environment = Environment(
        loader=PackageLoader("evals.report"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["clean"] = lambda text: _UNSEEN.sub("\N{REPLACEMENT CHARACTER}", text)
    environment.filters["score"] = lambda value: "–" if value is None else f"{value:.2f}"
    environment.filters["signed"] = lambda value: f"{value:+.3f}".replace("-", "\N{MINUS SIGN}")
    environment.filters["words"] = lambda name: name.replace("_", " ")
    environment.filters["spans"] = lambda spans: ", ".join(str(a) if a == b else f"{a}–{b}" for a, b in spans)
    return environment
