"""The report as data and as markup: everything is there, the worst first, and nothing of a call becomes markup."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from evals.case import load_case
from evals.cli import app
from evals.faults import InputFault
from evals.history import Point
from evals.report import charts, view
from evals.report.page import render
from evals.report.view import View, gather
from evals.scorers import score_call
from evals.scores import CaseScores
from tests.evals import ferries

HOSTILE = '<script>alert(1)</script> {{ 7 * 7 }} <img src=x onerror=alert(2)> \N{RIGHT-TO-LEFT OVERRIDE}& "it\'s"'


@pytest.fixture
def night(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of a second night, whose first one was blessed; one of its two cases holds hostile words."""
    return make_night(tmp_path, monkeypatch)


def make_night(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(folder)
    ferries.write_case(folder / "cases", "ada")
    hostile = ferries.write_case(folder / "cases", "bea")
    for file in (hostile.transcript, hostile.reference):
        text = file.read_text(encoding="utf-8")
        said = HOSTILE if file is hostile.transcript else HOSTILE.replace("\N{RIGHT-TO-LEFT OVERRIDE}", "")
        wanted = "answer: Fares will not be raised before June."
        text = text.replace(wanted, f"answer: >-\n          Fares will not be raised before June. {said}")
        file.write_text(text.replace("We won't raise fares", f"{said} We won't raise fares"), encoding="utf-8")
    for number in (1, 2):
        night = ["nightly", "--cases", "cases", "--engine", "extractive", "--out", f"runs/n{number}"]
        done = CliRunner().invoke(app, [*night, "--baselines", "baselines", "--rerun", "0"])
        assert done.exit_code in (0, 1, 3), done.output
        bless = ["bless", "runs/n1", "--reason", "the first", "--accept-faults", "--baselines", "baselines"]
        assert number == 2 or CliRunner().invoke(app, bless).exit_code == 0
    return folder / "runs" / "n2"


def test_a_night_writes_its_report(night: Path) -> None:
    """Beside the decision of a night lies the report, which shows that decision's headline first."""
    page = (night / "report.html").read_text(encoding="utf-8")
    headline = view.read_decision(night).headline
    assert re.search(r"<h1>(.*?)</h1>", page, re.DOTALL)[1] == headline.replace("'", "&#39;")  # type: ignore[index]
    assert page.index("<h1>") < page.index('id="trend"') < page.index('id="metrics"') < page.index('id="exchanges"')


def test_what_is_shown(night: Path) -> None:
    """Every exchange of every case is there with its facts, lines and scores, the worst first; both nights are."""
    shown = gather(night, Path("runs/history.sqlite3"))
    assert len(shown.exchanges) == 6
    assert [one.badness for one in shown.exchanges] == sorted((one.badness for one in shown.exchanges), reverse=True)
    assert len(shown.nights) == 2
    assert {trend.metric for trend in shown.trends if len(trend.points) == 2} >= {"facts", "status"}
    for one in shown.exchanges:
        assert one.facts
        assert one.scores
        assert all(score.reason for _, score in one.scores)
        assert any(line.wanted for line in one.lines)


def test_lines_say_who_rests_on_them(tmp_path: Path) -> None:
    """A line that only the reference rests on is told from one that only the summary does."""
    case = ferries.write_case(tmp_path)
    summary = ferries.summary(
        ferries.minkwitz(ferries.exchange(evidence=((4, 4), (6, 6), (2, 2)))),
        ferries.quill(ferries.fares(), ferries.crew()),
    )
    of_call, exchanges = score_call(case, summary)
    scored = CaseScores(case=case.name, repeat=1, rerun=False, scores=of_call, exchanges=exchanges)
    first = view.exchanges_of(case, summary, scored)[0]
    assert [(line.number, line.wanted, line.given) for line in first.lines] == [
        (2, False, True),
        (4, True, True),
        (6, True, True),
        (7, True, False),
    ]


def test_words_never_become_markup(night: Path) -> None:
    """What a call or a reference says is text: one script, the page's own, one style, and no handler anywhere."""
    page = (night / "report.html").read_text(encoding="utf-8")
    assert page.count("<script") == 1
    assert "&lt;script&gt;alert(1)" in page
    assert "{{ 7 * 7 }}" in page
    assert not re.search(r"<img|\son\w+=(?![^<]*&gt;)", page)
    assert "\N{RIGHT-TO-LEFT OVERRIDE}" not in page
    assert "default-src &#39;none&#39;" in page


def test_a_run_that_was_not_judged_has_no_report(night: Path) -> None:
    """The report shows the gate's decision and makes none of its own."""
    (night / "decision.json").write_text("{}")
    with pytest.raises(InputFault, match="judge it again"):
        gather(night, Path("runs/history.sqlite3"))
    (night / "decision.json").unlink()
    with pytest.raises(InputFault, match="evals gate"):
        gather(night, Path("runs/history.sqlite3"))


def test_a_first_night_has_a_report(night: Path) -> None:
    """Without a baseline and with an empty history the page says so."""
    shown = gather(night.parent / "n1", Path("elsewhere.sqlite3"))
    page = render(shown._replace(comparisons=()))
    assert "A trend needs two nights; the history holds 0." in page
    assert "There is no baseline to compare with." in page


def points(*means: float) -> list[Point]:
    return [
        Point(f"n{n}", f"2025-01-0{n}T00:00", 30, mean, mean - 0.02, mean + 0.02)
        for n, mean in enumerate(means, start=1)
    ]


def test_a_trend_is_drawn_to_scale() -> None:
    """Higher is higher up, equal is level, nights are evenly spaced, and nothing leaves the picture."""
    line = charts.line(points(0.5, 0.7, 0.7))
    first, second, third = line.dots
    assert first.y > second.y == third.y
    assert second.x - first.x == pytest.approx(third.x - second.x)
    assert all(0 <= dot.x <= charts.WIDTH and 0 <= dot.y <= charts.HEIGHT for dot in line.dots)
    assert line.low <= 0.5 < 0.7 <= line.high


@pytest.mark.parametrize("means", [(), (0.0,), (1.0, 1.0), (0.0, 1.0)])
def test_a_scale_stays_between_nothing_and_all(means: tuple[float, ...]) -> None:
    """No night, one night and the extremes are drawn on a scale within 0 and 1."""
    line = charts.line(points(*means))
    assert 0 <= line.low < line.high <= 1
    assert len(line.dots) == len(means)


def test_topics_are_those_of_either_side(night: Path) -> None:
    """One can filter by a topic that the summary should have had, and by one that it has."""
    shown: View = gather(night, Path("runs/history.sqlite3"))
    case = load_case(Path("cases/ada"))
    wanted = {tag for analyst in case.analysts for one in analyst.exchanges for tag in one.tags}
    assert wanted <= set(view.topics_of(shown.exchanges))
