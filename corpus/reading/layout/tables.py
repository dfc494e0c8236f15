"""Tables: regions of a page to rows of cells, and tables split over pages joined.

Three kinds are found: grids (rulings both ways), tables with horizontal rulings only, and text that merely stands in
columns (`aligned`). A region is a table only with two columns and two rows, or one row under a caption.
"""

from __future__ import annotations

import re
import statistics
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from corpus.documents import Table
from corpus.reading.layout.aligned import aligned_regions
from corpus.reading.layout.cells import cells_of, column_gap, columns_of, parts_of_line, rows_of
from corpus.reading.layout.lines import joined, lines_of
from corpus.reading.layout.regions import CAPTION, Region
from corpus.reading.layout.sheets import Box, Line, Sheet, Word

CONTINUED = re.compile(r"\s*\((?:forts?(?:att|ettelse|\.)?|fortsettelse fra forrige side)\.?\)\s*$", re.I)
NEAR = 2.5  # points within which two rulings are the same line


def find_tables(sheet: Sheet, lines: Sequence[Line], vocabulary: Mapping[str, int]) -> list[Region]:
    """The tables of a page, top down; `lines` is its body without header, footer and footnotes."""
    words = [word for line in lines for word in line.words]
    gap_size = column_gap(lines)
    found: list[Region] = []
    for box in _ruled(sheet):
        inside = [word for word in words if _within(word, box)]
        if len(inside) > 1:
            region = _ruled_region(sheet, box, inside, vocabulary, gap_size)
            if region:
                found.append(region)
    _add_captions(found, lines)
    taken = {word for region in found for word in region.words}
    rest = [line for line in lines if not any(word in taken for word in line.words)]
    aligned = aligned_regions(rest, vocabulary, gap_size)
    _add_captions(aligned, rest)
    found = _stacked(sorted([*found, *aligned], key=lambda region: region.top))
    return [region for region in found if len(region.columns) > 2 and (len(region.rows) > 1 or region.number)]


def _stacked(regions: Sequence[Region]) -> list[Region]:
    """Regions with what hangs right under them joined: a ruled header over rows that no ruling closes."""
    done: list[Region] = []
    for region in regions:
        above = done[-1] if done else None
        if above and not region.number and -4 < region.top - above.bottom < 10 and _same_columns(above, region):
            if len(above.columns) < len(region.columns):  # the corner over the labels is empty
                above.rows, above.columns = [["", *row] for row in above.rows], region.columns
            above.rows += region.rows
            above.bottom = region.bottom
            above.words |= region.words
        else:
            done.append(region)
    return done


def _same_columns(above: Region, below: Region) -> bool:
    """Whether two regions have the same columns, or the upper one is a header that begins over the second."""
    missing = len(below.columns) - len(above.columns)
    if missing != 1 or len(above.rows) != 1:
        return missing == 0
    header = [word for word in above.words if word.y > above.bottom - 1.5 * word.size]
    return bool(header) and min(word.x0 for word in header) > below.columns[1] - 2


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
        near = [group for group in groups if _same_width(group[0], span)]
        if near and _connected(near[-1][-1], span, sheet):
            near[-1].append(span)
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
    """Whether two rulings belong to one table: joined by a vertical one, or lines in columns stand between them."""
    beside = [box for box in sheet.down if box.x0 > above.x0 - 4 and box.x1 < above.x1 + 4]
    touching = [
        box for box in beside if box.top - 4 <= _middle(above) <= box.bottom + 4 and box.bottom > _middle(above) + 4
    ]
    if touching:
        return any(box.bottom >= _middle(below) - 4 for box in touching)
    if any(abs(box.bottom - _middle(above)) <= 4 for box in beside):
        return False  # the vertical rulings of the table end at its last ruling
    if any(box.bottom >= _middle(below) - 4 and box.top < _middle(below) - 4 for box in beside):
        return False
    between = [
        word for word in sheet.words if _middle(above) < word.y < _middle(below) and above.x0 - 2 < word.x0 < above.x1
    ]
    lines = lines_of(between)
    if not lines or any(CAPTION.match(line.text) for line in lines):
        return False
    indented = len(lines) == 1 and lines[0].x0 > above.x0 + 3 * lines[0].size  # a header row with an empty first cell
    return indented or any(len(parts_of_line(line, 0.8 * line.size)) > 1 for line in lines)


def _ruled_region(
    sheet: Sheet, box: Box, words: list[Word], vocabulary: Mapping[str, int], gap_size: float
) -> Region | None:
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
    bounds = _distinct([box.x0, *inner, box.x1]) if inner else columns_of(lines_of(words), box, gap_size)
    if len(bounds) < 3:
        return None
    lines = lines_of(words)
    bands = [[line for line in lines if top < line.y - 0.3 * line.size <= bottom] for top, bottom in pairwise(heights)]
    bands = [band for band in bands if band]
    rows: list[list[str]] = []
    for band in bands:
        whole = len(bands) > 3 or (bool(inner) and (len(bands) > 2 or len(lines) < 6))
        for part in [band] if whole else rows_of(band, bounds):
            rows.append(cells_of(part, bounds, _open(sheet, part, bounds) if inner else frozenset(), vocabulary))
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


def _add_captions(regions: Sequence[Region], lines: Sequence[Line]) -> None:
    """Gives each region the caption just above it (or just below), over at most four lines; each caption once.

    A caption between two tables belongs to the lower one, unless the page's last table has its caption below too.
    """
    taken = {word for region in regions for word in region.words}
    printed_below = bool(regions) and bool(_caption_below(regions[-1], lines))
    for place, region in enumerate(regions):
        near = [line for line in lines if not any(word in taken for word in line.words)]
        above = [line for line in near if line.y < region.top + 2 and region.top - line.y < 75]
        starts = [place for place, line in enumerate(above) if CAPTION.match(line.text)]
        if starts:
            _take_caption(region, above[starts[-1] :])
        elif printed_below or place == len(regions) - 1 or regions[place + 1].top - region.bottom > 105:
            _take_caption(region, _caption_below(region, near))
        taken |= region.words


def _caption_below(region: Region, lines: Sequence[Line]) -> list[Line]:
    """The first line under a region, when it is a caption."""
    below = [line for line in lines if 0 < line.y - region.bottom < 30][:1]
    return below if below and CAPTION.match(below[0].text) else []


def _take_caption(region: Region, lines: Sequence[Line]) -> None:
    text = joined([line.text for line in lines], {})
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
    if region.rows and tuple(region.rows[0]) == before.rows[0]:
        return True
    # The same number of columns at nearly the same places; with three or more the number itself says much.
    near = 12 if len(columns) < 4 else 45
    return all(abs(one - other) < near for one, other in zip(columns, region.columns, strict=True)) and not caption
