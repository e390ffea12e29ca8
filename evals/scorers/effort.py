"""What a summary cost. The embedded engine asks nobody, so it has no scores here."""

from __future__ import annotations

from evals.matching import Matched
from evals.scores import Score, share, unscored


def prompt_tokens(matched: Matched) -> Score:
    """Tokens sent for the call."""
    return _counted(matched, matched.summary.usage.prompt_tokens, "tokens were sent")


def completion_tokens(matched: Matched) -> Score:
    """Tokens received for the call."""
    return _counted(matched, matched.summary.usage.completion_tokens, "tokens came back")


def cost_usd(matched: Matched) -> Score:
    """Dollars for the call."""
    cost = matched.summary.usage.cost_usd
    return unscored("The price is not known.") if cost is None else _counted(matched, cost, "dollars were spent")


def _counted(matched: Matched, number: float, what: str) -> Score:
    if not matched.summary.usage.calls:
        return unscored("No model was asked.")
    return share(number, 1, f"{number:g} {what} in {matched.summary.usage.calls} requests.")
