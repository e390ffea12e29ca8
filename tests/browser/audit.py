"""What axe-core finds on a page."""

from __future__ import annotations

from importlib.resources import files
from typing import Any


def axe(page: Any, within: str = "html") -> list[str]:
    """What axe-core complains about on the page as it stands now."""
    # The file's own policy forbids scripts from elsewhere, so axe is handed to the browser and not to the page.
    page.evaluate((files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8"))
    rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"] + ["best-practice"] * (within == "html")
    found = page.evaluate("([within, runOnly]) => axe.run(within, {runOnly})", [within, rules])
    return [
        f"{one['impact']} {one['id']}: {node['html'][:160]}" for one in found["violations"] for node in one["nodes"]
    ]
