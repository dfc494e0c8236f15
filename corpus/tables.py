"""Tables: regions of a page to rows of cells, and tables split over pages joined.

Three kinds are found: grids (rulings both ways), tables with horizontal rulings only, and text that merely stands in
columns. A region is a table only with two columns and two rows, or one row under a caption.
"""

from __future__ import annotations

import re
import statistics
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from corpus.documents import Table
from corpus.layout import joined, lines_of
from corpus.sheets import Box, Line, Sheet, Word

CAPTION = re.compile(r"^(Tabell|Table)\s+(\d+(?:[-–.]\d+)?)\s*[:.\-–]?\s*", re.I)
CONTINUED = re.compile(r"\s*\((?:forts?(?:att|ettelse|\.)?|fortsettelse fra forrige side)\.?\)\s*$", re.I)
NEAR = 2.5  # points within which two rulings are the same line


@dataclass(slots=True)
class Region:
    """A table on one page: its place, cells, and the x of its column boundaries."""

    top: float
    bottom: float
    x0: float
    x1: float
    rows: list[list[str]]
    columns: list[float]
    caption: str = ""
    number: str = ""
    words: set[Word] = field(default_factory=set)


def find_tables(sheet: Sheet, lines: Sequence[Line], vocabulary: frozenset[str]) -> list[Region]:
    """The tables of a page, top down; `lines` is its body without header, footer and footnotes."""
    words = [word for line in lines for word in line.words]
    found: list[Region] = []
    for box in _ruled(sheet):
        inside = [word for word in words if _within(word, box)]
        if len(inside) > 1:
            region = _ruled_region(sheet, box, inside, vocabulary)
            if region:
                found.append(region)
    taken = {word for region in found for word in region.words}
    rest = [line for line in lines if not any(word in taken for word in line.words)]
    found += _aligned(rest, vocabulary)
    found.sort(key=lambda region: region.top)
    for region in found:
        _add_caption(region, lines)
    return [region for region in found if len(region.columns) > 2 and (len(region.rows) > 1 or region.number)]


def _within(word: Word, box: Box) -> bool:
    middle = (word.x0 + word.x1) / 2
    return box.x0 - 2 <= middle <= box.x1 + 2 and box.top - 1 <= word.y - 0.3 * word.size <= box.bottom + 1


def _spans(rulings: Sequence[Box]) -> list[Box]:
    """Horizontal rulings at one height joined to the longest unbroken pieces, top down."""
    spans: list[Box] = []
    for ruling in sorted(rulings, key=lambda box: (round(_middle(box) / NEAR), box.x0)):
        last = spans[-1] if spans else None
        if last and abs(_middle(last) - _middle(ruling)) <= NEAR and ruling.x0 <= last.x1 + 4:
            spans[-1] = last._replace(x1=max(last.x1, ruling.x1))
        else:
            spans.append(ruling)
    return sorted(spans, key=_middle)


def _middle(box: Box) -> float:
    return (box.top + box.bottom) / 2


def _ruled(sheet: Sheet) -> list[Box]:
    """Places where horizontal rulings of one width stand over each other."""
    groups: list[list[Box]] = []
    for span in _spans(sheet.across):
        if span.x1 - span.x0 < 40:
            continue
        for group in groups:
            if _same_width(group[0], span) and _connected(group[-1], span, sheet):
                group.append(span)
                break
        else:
            groups.append([span])
    return [
        Box(min(box.x0 for box in group), _middle(group[0]), max(box.x1 for box in group), _middle(group[-1]))
        for group in groups
        if len(group) > 1 and _middle(group[-1]) - _middle(group[0]) > 8
    ]


def _same_width(one: Box, other: Box) -> bool:
    shared = min(one.x1, other.x1) - max(one.x0, other.x0)
    return shared > 0.6 * max(one.x1 - one.x0, other.x1 - other.x0)


def _connected(above: Box, below: Box, sheet: Sheet) -> bool:
    """No heading or caption stands between; a vertical ruling joins them at any distance."""
    if any(box.top <= _middle(above) + 4 and box.bottom >= _middle(below) - 4 for box in sheet.down):
        return True
    between = [
        word for word in sheet.words if _middle(above) < word.y < _middle(below) and above.x0 - 2 < word.x0 < above.x1
    ]
    return bool(between) and not any(CAPTION.match(line.text) for line in lines_of(between))


def _ruled_region(sheet: Sheet, box: Box, words: list[Word], vocabulary: frozenset[str]) -> Region | None:
    across = [
        span
        for span in _spans(sheet.across)
        if box.top - NEAR <= _middle(span) <= box.bottom + NEAR and _same_width(span, box)
    ]
    heights = [_middle(span) for span in across]
    inner = sorted(
        {
            round(_centre(ruling), 1)
            for ruling in sheet.down
            if box.x0 + 4 < _centre(ruling) < box.x1 - 4 and ruling.bottom > box.top + 2 and ruling.top < box.bottom - 2
        }
    )
    bounds = _distinct([box.x0, *inner, box.x1]) if inner else _columns(lines_of(words), box)
    if len(bounds) < 3:
        return None
    lines = lines_of(words)
    bands = [
        [line for line in lines if top < line.y - 0.3 * line.size <= bottom]
        for top, bottom in zip(heights, heights[1:], strict=False)
    ]
    bands = [band for band in bands if band]
    closed = bool(inner) or len(bands) >= 0.45 * len(lines)
    rows: list[list[str]] = []
    for band in bands:
        for part in [band] if closed and not (len(bands) <= 2 and len(lines) > 5) else _rows_of(band, bounds):
            rows.append(_cells(part, bounds, _open(sheet, part, bounds) if inner else frozenset(), vocabulary))
    return Region(box.top, box.bottom, box.x0, box.x1, rows, bounds, words=set(words))


def _centre(box: Box) -> float:
    return (box.x0 + box.x1) / 2


def _distinct(values: Sequence[float]) -> list[float]:
    kept: list[float] = []
    for value in sorted(values):
        if not kept or value - kept[-1] > 4:
            kept.append(value)
    return kept


def _open(sheet: Sheet, lines: Sequence[Line], bounds: Sequence[float]) -> frozenset[int]:
    """Inner boundaries that no vertical ruling draws at the height of these lines: cells joined across."""
    y = statistics.fmean(line.y - 0.3 * line.size for line in lines)
    drawn = [_centre(ruling) for ruling in sheet.down if ruling.top - 1 <= y <= ruling.bottom + 1]
    return frozenset(
        place
        for place, x in enumerate(bounds)
        if 0 < place < len(bounds) - 1 and not any(abs(x - at) < 4 for at in drawn)
    )


def _columns(lines: Sequence[Line], box: Box) -> list[float]:
    """Boundaries in the white space that (nearly) all lines leave open."""
    if not lines:
        return []
    size = statistics.median(line.size for line in lines)
    spans = [[(part[0].x0, part[-1].x1) for part in _parts(line, 0.45 * size)] for line in lines]
    edges = sorted({x for row in spans for _, x in row})
    bounds = [box.x0]
    for edge in edges:
        starts = [x0 for row in spans for x0, _ in row if x0 > edge + 0.4 * size]
        if not starts:
            break
        middle = (edge + min(starts)) / 2
        crossing = sum(any(x0 < middle < x1 for x0, x1 in row) for row in spans)
        left = sum(any(bounds[-1] < x1 <= middle for _, x1 in row) for row in spans)
        right = sum(any(x0 > middle for x0, _ in row) for row in spans)
        if crossing <= 0.12 * len(spans) and left and right and min(starts) - edge > 0.45 * size:
            bounds.append(middle)
    return _distinct([*bounds, box.x1])


def _parts(line: Line, gap: float) -> list[list[Word]]:
    """The words of a line, cut where the space between them is wider than `gap` points."""
    parts = [[line.words[0]]]
    for before, word in zip(line.words, line.words[1:], strict=False):
        if word.x0 - before.x1 > gap:
            parts.append([word])
        else:
            parts[-1].append(word)
    return parts


def _rows_of(band: Sequence[Line], bounds: Sequence[float]) -> list[list[Line]]:
    """Lines of one band as rows: a row begins where the distance is larger, else with every line."""
    steps = [after.y - before.y for before, after in zip(band, band[1:], strict=False)]
    if not steps:
        return [list(band)]
    narrow, wide = min(steps), max(steps)
    cut = (narrow + wide) / 2 if wide > 1.15 * narrow and narrow < 1.5 * band[0].size else 0.0
    rows = [[band[0]]]
    for step, line in zip(steps, band[1:], strict=True):
        if step > cut:
            rows.append([line])
        else:
            rows[-1].append(line)
    return rows


def _cells(
    lines: Sequence[Line], bounds: Sequence[float], opened: frozenset[int], vocabulary: frozenset[str]
) -> list[str]:
    cells: list[list[str]] = [[] for _ in bounds[1:]]
    for line in lines:
        pieces: dict[int, list[Word]] = {}
        for word in line.words:
            middle = (word.x0 + word.x1) / 2
            column = max(0, min(len(cells) - 1, sum(middle >= x for x in bounds[1:-1])))
            while column and column in opened:
                column -= 1
            pieces.setdefault(column, []).append(word)
        for column, words in pieces.items():
            cells[column].append(Line(words).text)
    return [joined(cell, vocabulary) for cell in cells]


def _aligned(lines: Sequence[Line], vocabulary: frozenset[str]) -> list[Region]:
    """Runs of lines that stand in columns without rulings."""
    found: list[Region] = []
    run: list[Line] = []
    for line in [*lines, None]:
        if (
            line is not None
            and len(_parts(line, 1.6 * line.size)) > 1
            and (not run or line.y - run[-1].y < 3.2 * line.size)
        ):
            run.append(line)
            continue
        if len(run) > 2:
            region = _aligned_region(run, vocabulary)
            if region:
                found.append(region)
        run = [line] if line is not None and len(_parts(line, 1.6 * line.size)) > 1 else []
    return found


def _aligned_region(run: list[Line], vocabulary: frozenset[str]) -> Region | None:
    box = Box(min(line.x0 for line in run), run[0].y - run[0].size, max(line.x1 for line in run), run[-1].y + 2)
    bounds = _columns(run, box)
    if len(bounds) < 3 or _is_prose(run, bounds):
        return None
    rows = [_cells(part, bounds, frozenset(), vocabulary) for part in _rows_of(run, bounds)]
    words = {word for line in run for word in line.words}
    return Region(box.top, box.bottom, box.x0, box.x1, rows, bounds, words=words)


def _is_prose(run: Sequence[Line], bounds: Sequence[float]) -> bool:
    """Two columns of running text, not a table."""
    cells = [part for line in run for part in _parts(line, 1.2 * line.size)]
    return len(bounds) == 3 and len(run) > 5 and statistics.fmean(len(part) for part in cells) > 4.5


def _add_caption(region: Region, lines: Sequence[Line]) -> None:
    """The caption just above (or just below) the region, over at most four lines."""
    above = [
        line
        for line in lines
        if line.y < region.top + 2 and region.top - line.y < 75 and not any(word in region.words for word in line.words)
    ]
    for place in range(len(above) - 1, -1, -1):
        if CAPTION.match(above[place].text):
            return _take_caption(region, above[place:])
    below = [line for line in lines if 0 < line.y - region.bottom < 30]
    if below and CAPTION.match(below[0].text):
        _take_caption(region, below[:1])
    return None


def _take_caption(region: Region, lines: Sequence[Line]) -> None:
    text = joined([line.text for line in lines], frozenset())
    match = CAPTION.match(text)
    if match:
        region.number, region.caption = match[2], text[match.end() :].strip()
        region.words |= {word for line in lines for word in line.words}
        region.top = min(region.top, lines[0].y - lines[0].size)


def join_split(tables: Sequence[tuple[int, Region, bool, bool]]) -> list[Table]:
    """Tables of a document in order; `(page, region, first on its page, last on its page)`; split ones joined."""
    done: list[Table] = []
    open_columns: list[float] = []
    for page, region, first, last in tables:
        rows = tuple(tuple(row) for row in region.rows)
        caption = CONTINUED.sub("", region.caption)
        before = done[-1] if done and first and open_columns and done[-1].pages[-1] == page - 1 else None
        if before and _continues(before, caption, region, open_columns):
            rows = rows[1:] if rows and rows[0] == before.rows[0] else rows
            done[-1] = replace(before, rows=before.rows + rows, pages=(*before.pages, page))
        else:
            done.append(Table(page, rows, caption, region.number, (page,)))
        open_columns = region.columns if last else []
    return done


def _continues(before: Table, caption: str, region: Region, columns: Sequence[float]) -> bool:
    if len(region.columns) != len(columns):
        return False
    if region.number:
        return region.number == before.number
    return all(abs(one - other) < 12 for one, other in zip(columns, region.columns, strict=True)) and not caption
