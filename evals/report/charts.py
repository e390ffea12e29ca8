"""The few shapes of the report as coordinates: a metric over the nights, and a difference with its interval."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from evals.decision import Comparison
from evals.history import Point

WIDTH, HEIGHT, MARGIN = 320.0, 72.0, 6.0
# Differences are drawn from -20 to +20 points; what goes beyond ends at the edge.
REACH = 0.20


class Dot(NamedTuple):
    """A night in the picture of a trend, and what it says when pointed at."""

    x: float
    y: float
    says: str


class Line(NamedTuple):
    """A trend: its dots, the band of its intervals as an SVG path, and the ends of its scale."""

    dots: tuple[Dot, ...]
    path: str
    band: str
    low: float
    high: float


class Bar(NamedTuple):
    """A difference in percent of the width: its interval from ``low`` to ``high``, its middle, nought and tolerance."""

    low: float
    high: float
    middle: float
    tolerance: float


def line(points: Sequence[Point]) -> Line:
    """Draw a metric over the nights; the scale covers the values and at least ten points."""
    values = [point.mean for point in points]
    middle = (min(values) + max(values)) / 2 if values else 0.5
    half = max(0.05, (max(values) - min(values)) / 2 * 1.2) if values else 0.05
    low, high = max(0.0, middle - half), min(1.0, middle + half)

    def y(value: float) -> float:
        inside = min(high, max(low, value))
        return round(MARGIN + (high - inside) / (high - low) * (HEIGHT - 2 * MARGIN), 1)

    step = (WIDTH - 2 * MARGIN) / max(1, len(points) - 1)
    xs = [round(MARGIN + place * step, 1) for place in range(len(points))]
    dots = tuple(
        Dot(x, y(point.mean), f"{point.created[:10]}: {point.mean:.3f} over {point.calls} calls")
        for x, point in zip(xs, points, strict=True)
    )
    path = " ".join(f"{'L' if place else 'M'}{dot.x} {dot.y}" for place, dot in enumerate(dots))
    upper = [(x, y(p.mean if p.high is None else p.high)) for x, p in zip(xs, points, strict=True)]
    lower = [(x, y(p.mean if p.low is None else p.low)) for x, p in zip(xs, points, strict=True)]
    edge = [*upper, *lower[::-1]]
    band = " ".join(f"{'L' if place else 'M'}{x} {height}" for place, (x, height) in enumerate(edge))
    return Line(dots, path, f"{band} Z" if edge else "", low, high)


def bar(comparison: Comparison) -> Bar:
    """Draw a difference on a scale that all differences share."""
    return Bar(
        *(_percent(value) for value in (comparison.low, comparison.high, comparison.difference, -comparison.tolerance))
    )


def _percent(difference: float) -> float:
    return round(50 + 50 * min(1.0, max(-1.0, difference / REACH)), 1)
