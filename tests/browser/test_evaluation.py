"""The evaluation's report in a real browser: it opens from a file, filters, works by keyboard and on a phone."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from tests.browser.audit import axe
from tests.browser.conftest import DESKTOP, PHONE
from tests.evals.test_report import make_night

Open = Callable[..., Any]
SIZES = pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["wide", "phone"])


@pytest.fixture
def report(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """The report of a night with two cases, one of which holds hostile words."""
    folder = tmp_path / "evaluation"
    folder.mkdir()
    # The browser's own event loop runs in this thread, and a night needs one of its own.
    with ThreadPoolExecutor(1) as thread:
        night = thread.submit(make_night, folder, monkeypatch).result()
    return (night / "report.html").read_text(encoding="utf-8")


def shown(page: Any) -> int:
    return int(page.locator(".exchange:visible").count())


@SIZES
def test_it_opens_without_a_complaint_and_fits(opened: Open, report: str, size: dict[str, int]) -> None:
    """Nothing is loaded, refused or run but its own script, and nothing is wider than the window, closed and open."""
    page = opened(report, size)
    assert page.locator("h1").bounding_box()["y"] < size["height"]
    for _ in range(2):
        assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]
        page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true })")
    assert page.complaints == []


def test_reference_and_summary_stand_side_by_side(opened: Open, report: str) -> None:
    """On a wide window beside each other, on a phone one below the other."""
    for size, beside in ((DESKTOP, True), (PHONE, False)):
        page = opened(report, size)
        page.locator(".exchange summary").first.click()
        one, other = (page.locator(".exchange[open] article").nth(n).bounding_box() for n in (0, 1))
        assert (one["y"] == other["y"]) is beside
        assert (one["x"] == other["x"]) is not beside


def test_filters_narrow_and_clear(opened: Open, report: str) -> None:
    """Case, analyst, topic and words each leave what fits, together what fits all; Clear brings everything back."""
    page = opened(report)
    tools = page.locator(".tools")
    assert tools.locator("output").inner_text() == "6 exchanges"
    tools.locator("[name=case]").select_option("ada")
    assert shown(page) == 3
    tools.locator("[name=analyst]").select_option("Bettina Quill")
    assert shown(page) == 2
    tools.locator("[name=topic]").select_option("people")
    assert shown(page) == 1
    assert tools.locator("output").inner_text() == "1 of 6 exchanges"
    tools.get_by_text("Clear").click()
    page.wait_for_function("document.querySelector('.tools output').textContent === '6 exchanges'")
    tools.locator("[name=words]").fill("union Crew")
    assert shown(page) == 2
    assert page.complaints == []


def test_it_works_by_keyboard(opened: Open, report: str) -> None:
    """The first stop skips to the exchanges; Enter opens one."""
    page = opened(report)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the exchanges"
    page.locator(".exchange summary").first.focus()
    page.keyboard.press("Enter")
    assert page.locator(".exchange[open]").count() == 1
    assert page.locator(".exchange[open] .scores").is_visible()


def test_it_is_readable_without_its_script(opened: Open, report: str) -> None:
    """Without JavaScript everything is there and opens; only the filters are not offered."""
    page = opened(report, java_script_enabled=False)
    assert not page.locator(".tools").is_visible()
    assert page.locator(".exchange").count() == 6


@SIZES
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(opened: Open, report: str, size: dict[str, int], scheme: str) -> None:
    """In both themes and at both widths, with an exchange open, axe-core has no complaint at all."""
    page = opened(report, size, color_scheme=scheme)
    page.locator(".exchange summary").first.click()
    assert axe(page) == []
