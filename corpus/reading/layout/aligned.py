"""Tables without rulings: runs of lines that leave white columns open."""

from __future__ import annotations

import statistics
from collections.abc import Mapping, Sequence

from corpus.reading.layout.cells import cells_of, parts_of_line, rows_of, with_edges
from corpus.reading.layout.regions import CAPTION, Region
from corpus.reading.layout.sheets import Line


def aligned_regions(lines: Sequence[Line], vocabulary: Mapping[str, int], gap_size: float) -> list[Region]:
    """Runs of lines that stand in columns without rulings; under a caption two lines are enough."""
    found: list[Region] = []
    place = 0
    while place < len(lines):
        captioned = place > 0 and _ends_caption(lines, place)
        if not captioned and len(parts_of_line(lines[place], 1.2 * lines[place].size)) < 2:
            place += 1
            continue
        run, bounds = _grown(lines[place:], captioned, gap_size)
        region = _aligned_region(run, bounds, captioned, vocabulary)
        if region:
            found.append(region)
            place += len(run)
        else:
            place += 1
    return found


def _ends_caption(lines: Sequence[Line], place: int) -> bool:
    """Whether the table of a caption begins with line `place`: the caption stands at most three lines above."""
    wide = len(parts_of_line(lines[place], 1.2 * lines[place].size)) > 1
    if not wide and lines[place].y - lines[place - 1].y < 1.7 * lines[place].size:
        return False
    return any(CAPTION.match(lines[place - back].text) for back in range(1, min(4, place + 1)))


def _grown(lines: Sequence[Line], captioned: bool, gap_size: float) -> tuple[list[Line], list[float]]:
    """The longest run from the first line on that leaves white columns open, and the column boundaries."""
    left, right = min(line.x0 for line in lines), max(line.x1 for line in lines)
    free = [(left - 1.0, right + 1.0)]
    run: list[Line] = []
    inside: list[tuple[float, float]] = []
    usual = 0.0
    for line in lines[:200]:
        step = line.y - run[-1].y if run else 0.0
        parts = [(part[0].x0, part[-1].x1) for part in parts_of_line(line, gap_size * line.size)]
        if run and (step > 3.2 * line.size or step < 0 or CAPTION.match(line.text)):
            break
        if len(run) > 1 and len(parts) == 1 and step > 1.3 * usual:
            break
        pieces = [piece for gap in free for piece in _cut(gap, parts)]
        narrower = [(low, high) for low, high in pieces if high - low > gap_size * line.size]
        between = [gap for gap in narrower if _has_both_sides(gap, [*run, line])]
        if not between and (inside or len(run) > int(captioned)):
            break
        run.append(line)
        free, inside = narrower, between
        usual = max(usual, step)
    bounds = [(low + high) / 2 for low, high in inside]
    return run, with_edges(run, [left - 1.0, *bounds, right + 1.0], gap_size)


def _cut(gap: tuple[float, float], parts: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    pieces = [gap]
    for x0, x1 in parts:
        pieces = [
            piece
            for low, high in pieces
            for piece in ([(low, high)] if x1 <= low or x0 >= high else [(low, min(high, x0)), (max(low, x1), high)])
            if piece[1] > piece[0]
        ]
    return pieces


def _has_both_sides(gap: tuple[float, float], lines: Sequence[Line]) -> bool:
    return any(line.x0 < gap[0] + 1 for line in lines) and any(line.x1 > gap[1] - 1 for line in lines)


def _aligned_region(
    run: list[Line], bounds: list[float], captioned: bool, vocabulary: Mapping[str, int]
) -> Region | None:
    broad = sum(len(parts_of_line(line, 0.8 * line.size)) > 1 for line in run)
    fewest = 1 if captioned else 2 if _far_apart(run) else 3
    if len(bounds) < 3 or len(run) < fewest or broad < 0.4 * len(run) or _is_prose(run, bounds):
        return None
    rows = [cells_of(part, bounds, frozenset(), vocabulary) for part in rows_of(run, bounds)]
    words = {word for line in run for word in line.words}
    top, bottom = run[0].y - run[0].size, run[-1].y + 2
    return Region(top, bottom, bounds[0], bounds[-1], rows, bounds, words=words)


def _far_apart(run: Sequence[Line]) -> bool:
    """Whether two lines stand in the same columns with much white space between, as names over titles do."""
    parts = [parts_of_line(line, 4 * line.size) for line in run[:2]]
    return (
        len(parts) == 2
        and len(parts[0]) == len(parts[1]) > 1
        and all(abs(one[0].x0 - other[0].x0) < 2 for one, other in zip(*parts, strict=True))
    )


def _is_prose(run: Sequence[Line], bounds: Sequence[float]) -> bool:
    """Two columns of running text, not a table."""
    cells = [part for line in run for part in parts_of_line(line, 1.2 * line.size)]
    return len(bounds) == 3 and len(run) > 5 and statistics.fmean(len(part) for part in cells) > 4.5
