"""A real browser, headless, for the HTML report; where there is none its tests are skipped and say so."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed: make test installs it")

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
# Nothing of the browser itself reaches for a network.
QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
DESKTOP = {"width": 1440, "height": 900}
PHONE = {"width": 360, "height": 740}

Open = Callable[..., Any]


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """The one browser of a module; its event loop must be gone before other tests run loops of their own."""
    executable = next(filter(None, map(shutil.which, BROWSERS)), None)
    if executable is None:
        pytest.skip(f"no browser is installed ({', '.join(BROWSERS)}); on Debian: apt-get install chromium")
    with sync_api.sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=executable, args=list(QUIET))
        yield launched
        launched.close()


@pytest.fixture
def opened(browser: Any, tmp_path: Path) -> Iterator[Open]:
    """Open a page of HTML from a file in a window of its own; at the end it must have run without any complaint.

    ``page.complaints`` gathers errors, dialogs, console messages, and what was loaded or refused beside the file.
    """
    contexts = []

    def open(html: str, size: dict[str, int] = DESKTOP, **options: Any) -> Any:
        place = tmp_path / "report.html"
        place.write_text(html, encoding="utf-8")
        context = browser.new_context(viewport=size, **options)
        contexts.append(context)
        context.set_default_timeout(5000)
        page = context.new_page()
        page.complaints = []
        page.on("pageerror", lambda error: page.complaints.append(f"error: {error}"))
        page.on("console", lambda message: page.complaints.append(f"console: {message.text}"))
        page.on("dialog", lambda dialog: (page.complaints.append(f"dialog: {dialog.message}"), dialog.dismiss()))
        page.on("requestfinished", lambda request: request.url == place.as_uri() or page.complaints.append(request.url))
        page.on("requestfailed", lambda request: page.complaints.append(f"not loaded: {request.failure}"))
        page.goto(place.as_uri())
        return page

    yield open
    for context in contexts:
        context.close()
