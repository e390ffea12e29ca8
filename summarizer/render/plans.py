"""A plan as text for people, and as the contract's JSON."""

from __future__ import annotations

import json

from summarizer.plan import CallPlan
from summarizer.render.text import cite, counted


def as_json(plan: CallPlan) -> str:
    """Render a plan as one line of JSON; ``requests`` of a session counts those that it is in."""
    return (
        json.dumps(
            {
                "source": plan.source,
                "model": plan.model,
                "calls": len(plan.requests),
                "prompt_tokens": plan.prompt_tokens,
                "completion_tokens": plan.completion_tokens,
                "cost_usd": plan.cost_usd,
                "sessions": [
                    {
                        "analyst": one.session.analyst.name,
                        "firm": one.session.analyst.firm,
                        "lines": one.session.lines,
                        "questions": len(one.session.exchanges),
                        "requests": one.requests,
                    }
                    for one in plan.sessions
                ],
                "requests": [request._asdict() for request in plan.requests],
            },
            ensure_ascii=False,
        )
        + "\n"
    )


def as_text(plan: CallPlan) -> str:
    """Render a plan: a line for each request, then the sum; or why there is none."""
    source = plan.source or "transcript"
    if not plan.sessions:
        return f"{source}: no Q&A in which an analyst asks was found, so there is nothing to ask {plan.model}.\n"
    names = [f"{one.session.analyst.name} {cite(one.session.lines)}" for one in plan.sessions]
    rows = [
        f"  {one.purpose:8}{one.prompt_tokens:8,} prompt tokens  {', '.join(names[place] for place in one.sessions)}"
        for one in plan.requests
    ]
    cost = "price unknown" if plan.cost_usd is None else f"about ${plan.cost_usd:.4f}"
    return "\n".join(
        [
            f"{source}: {counted(len(plan.requests), 'request')} to {plan.model}",
            *rows,
            f"  {plan.prompt_tokens:,} prompt tokens, about {plan.completion_tokens:,} completion tokens, {cost}",
            "",
        ]
    )
