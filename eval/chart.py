"""Means with intervals as one inline SVG: a row a measure, a mark a writer. No script, no font, nothing fetched."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from eval.kept import Run
from eval.metrics import MEASURES, TOTAL

COLOURS = ("#00708f", "#c2571a", "#5b8c2a", "#8a4fb0", "#a08a00")
LEFT, WIDTH, RIGHT, ROW, STEP = 255, 430, 20, 22, 12


def intervals_svg(runs: Sequence[Run]) -> str:
    """The measures of the total, 0 to 1, for each writer; readable in light and dark (text takes the page's colour)."""
    intervals = [run.intervals for run in runs]
    shown = [
        measure
        for measure in (TOTAL, *(item for item in MEASURES if item.in_total))
        if any(measure.key in found for found in intervals)
    ]
    height = ROW + STEP * (len(runs) - 1)
    top = 18 + 18 * len(runs)
    bottom = top + height * len(shown)
    parts = [_legend(runs), *(_tick(tenth / 10, top, bottom) for tenth in range(0, 11, 2))]
    for place, measure in enumerate(shown):
        middle = top + height * place + height / 2
        parts.append(f'<text x="{LEFT - 12}" y="{middle + 4:.1f}" text-anchor="end">{escape(measure.label)}</text>')
        for n, found in enumerate(intervals):
            if measure.key in found:
                at = middle + STEP * (n - (len(runs) - 1) / 2)
                mean = found[measure.key]
                parts.append(_mark(mean.mean, mean.low, mean.high, at, COLOURS[n % len(COLOURS)]))
    total = LEFT + WIDTH + RIGHT
    return (
        f'<svg role="img" aria-label="Mål med 95 prosent intervall" viewBox="0 0 {total} {bottom + 24}" '
        f'style="max-width:{total}px;width:100%;font:13px sans-serif;fill:currentColor">{"".join(parts)}</svg>'
    )


def _x(value: float) -> float:
    return LEFT + WIDTH * value


def _legend(runs: Sequence[Run]) -> str:
    return "".join(
        f'<circle cx="{LEFT + 5}" cy="{14 + 18 * n}" r="4.5" fill="{COLOURS[n % len(COLOURS)]}"/>'
        f'<text x="{LEFT + 16}" y="{18 + 18 * n}">{escape(run.writer)}, {len(run.notes)} notater</text>'
        for n, run in enumerate(runs)
    )


def _tick(value: float, top: float, bottom: float) -> str:
    label = f"{value:.1f}".replace(".", ",")
    return (
        f'<line x1="{_x(value):.1f}" x2="{_x(value):.1f}" y1="{top}" y2="{bottom}" stroke="currentColor" '
        f'stroke-opacity=".18"/><text x="{_x(value):.1f}" y="{bottom + 17}" text-anchor="middle">{label}</text>'
    )


def _mark(mean: float, low: float | None, high: float | None, y: float, colour: str) -> str:
    line = ""
    if low is not None and high is not None:
        line = (
            f'<line x1="{_x(low):.1f}" x2="{_x(high):.1f}" y1="{y:.1f}" y2="{y:.1f}" '
            f'stroke="{colour}" stroke-width="2.5"/>'
        )
    return f'{line}<circle cx="{_x(mean):.1f}" cy="{y:.1f}" r="4.5" fill="{colour}"/>'
