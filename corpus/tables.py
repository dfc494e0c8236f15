"""Tables: regions of a page to rows of cells, and tables split over pages joined.

Three kinds are found: grids (rulings both ways), tables with horizontal rulings only, and text that merely stands in
columns. A region is a table only with two columns and two rows, or one row under a caption.
"""

from __future__ import annotations

import re
import statistics
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from corpus.documents import Table
from corpus.layout import joined, lines_of
from corpus.sheets import Box, Line, Sheet, Word

CAPTION = re.compile(r"^(Tabell|Table|TABELL)\s+(\d+(?:[-–.]\d+)?)(?:\s*[:.\-–]\s*|\s+(?=[A-ZÆØÅ]))")
CONTINUED = re.compile(r"\s*\((?:forts?(?:att|ettelse|\.)?|fortsettelse fra forrige side)\.?\)\s*$", re.I)
BROKEN_HEAD, BROKEN_TAIL = re.compile(r"([^\W\d_]+)$"), re.compile(r"([^\W\d_]+)")
NUMBER = re.compile(r"^[-−–]?\d{1,3}(?: ?\d{3})*(?:,\d+)?(?: ?%)?$")
BROKEN_NUMBER = re.compile(r"(?:^| )\d{1,3}(?: \d{3})* (\d{1,2})$")
RANGE = re.compile(r"\d[–-]$")
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


def find_tables(sheet: Sheet, lines: Sequence[Line], vocabulary: Mapping[str, int]) -> list[Region]:
    """The tables of a page, top down; `lines` is its body without header, footer and footnotes."""
    words = [word for line in lines for word in line.words]
    found: list[Region] = []
    for box in _ruled(sheet):
        inside = [word for word in words if _within(word, box)]
        if len(inside) > 1:
            region = _ruled_region(sheet, box, inside, vocabulary)
            if region:
                found.append(region)
    _add_captions(found, lines)
    taken = {word for region in found for word in region.words}
    rest = [line for line in lines if not any(word in taken for word in line.words)]
    aligned = _aligned(rest, vocabulary)
    _add_captions(aligned, rest)
    found = _stacked(sorted([*found, *aligned], key=lambda region: region.top))
    return [region for region in found if len(region.columns) > 2 and (len(region.rows) > 1 or region.number)]


def _stacked(regions: Sequence[Region]) -> list[Region]:
    """Regions with what hangs right under them joined: a ruled header over rows that no ruling closes."""
    done: list[Region] = []
    for region in regions:
        above = done[-1] if done else None
        if (
            above
            and not region.number
            and -4 < region.top - above.bottom < 10
            and len(region.columns) == len(above.columns)
        ):
            above.rows += region.rows
            above.bottom = region.bottom
            above.words |= region.words
        else:
            done.append(region)
    return done


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
    return indented or any(len(_parts(line, 0.8 * line.size)) > 1 for line in lines)


def _ruled_region(sheet: Sheet, box: Box, words: list[Word], vocabulary: Mapping[str, int]) -> Region | None:
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
    bands = [[line for line in lines if top < line.y - 0.3 * line.size <= bottom] for top, bottom in pairwise(heights)]
    bands = [band for band in bands if band]
    rows: list[list[str]] = []
    for band in bands:
        whole = len(bands) > 3 or (bool(inner) and (len(bands) > 2 or len(lines) < 6))
        for part in [band] if whole else _rows_of(band, bounds):
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
    """Boundaries in the white space that all lines leave open, or all but one in eight."""
    if not lines:
        return []
    size = statistics.median(line.size for line in lines)
    spans = [(part[0].x0, part[-1].x1) for line in lines for part in _parts(line, 0.55 * size)]
    edges = sorted({x for span in spans for x in span})
    allowed = len(lines) // 8
    bounds: list[float] = []
    gap: list[tuple[int, float, float]] = []
    for x0, x1 in pairwise(edges):
        crossing = sum(low < (x0 + x1) / 2 < high for low, high in spans)
        if crossing <= allowed:
            gap.append((crossing, x0, x1))
            continue
        if gap and gap[-1][2] - gap[0][1] > 0.55 * size:
            bounds.append(_emptiest(gap))
        gap = []
    return [box.x0, *bounds, box.x1]


def _emptiest(gap: Sequence[tuple[int, float, float]]) -> float:
    """The middle of the widest stretch that the fewest lines cross."""
    fewest = min(crossing for crossing, _, _ in gap)
    stretches: list[tuple[float, float]] = []
    for crossing, x0, x1 in gap:
        if crossing > fewest:
            continue
        if stretches and stretches[-1][1] == x0:
            stretches[-1] = (stretches[-1][0], x1)
        else:
            stretches.append((x0, x1))
    low, high = max(stretches, key=lambda stretch: stretch[1] - stretch[0])
    return (low + high) / 2


def _parts(line: Line, gap: float) -> list[list[Word]]:
    """The words of a line, cut where the space between them is wider than `gap` points."""
    parts = [[line.words[0]]]
    for before, word in pairwise(line.words):
        if word.x0 - before.x1 > gap:
            parts.append([word])
        else:
            parts[-1].append(word)
    return parts


def _rows_of(band: Sequence[Line], bounds: Sequence[float]) -> list[list[Line]]:
    """Lines that no ruling parts, as rows: by distance where distances differ, else by how a wrapped cell looks."""
    steps = [after.y - before.y for before, after in pairwise(band)]
    if not steps:
        return [list(band)]
    narrow, wide = min(steps), max(steps)
    tight = 1.45 * statistics.median(line.size for line in band)
    middle = (narrow + wide) / 2
    widths = _widths(band, bounds)
    close = [
        _wraps(line, before, bounds, widths) or _unlabelled(line, bounds)
        for step, before, line in zip(steps, band, band[1:], strict=False)
        if step < middle
    ]
    differ = wide > 1.18 * narrow and narrow < tight and sum(close) > 0.5 * len(close)
    rows = [[band[0]]]
    for step, line in zip(steps, band[1:], strict=True):
        if step < middle if differ else step < tight and _wraps(line, rows[-1][-1], bounds, widths):
            rows[-1].append(line)
        else:
            rows.append([line])
    return rows


def _widths(lines: Sequence[Line], bounds: Sequence[float]) -> list[float]:
    """How wide the text of each column can be: from its left edge to the next column's, in points."""
    lefts = list(bounds[1:])
    for line in lines:
        for column, words in _filled(line, bounds).items():
            lefts[column] = min(lefts[column], words[0].x0)
    return [after - left for left, after in zip(lefts, [*lefts[1:], bounds[-1]], strict=True)]


def _wraps(line: Line, above: Line, bounds: Sequence[float], widths: Sequence[float]) -> bool:
    """Whether a line goes on in the cells above: in each of its columns the next word had no room there."""
    own, over = _filled(line, bounds), _filled(above, bounds)
    label = own.get(0)
    if (
        label
        and not label[0].text[0].islower()
        and any(_is_number(own[column]) and _is_number(over.get(column, [])) for column in own if column)
    ):
        return False
    for column, words in own.items():
        if column not in over:
            return False
        used = over[column][-1].x1 - over[column][0].x0 + 0.25 * line.size
        if used + words[0].x1 - words[0].x0 < widths[column] - 2 * line.size:
            return False
    return True


def _is_number(words: Sequence[Word]) -> bool:
    return bool(NUMBER.match(" ".join(word.text for word in words)))


def _unlabelled(line: Line, bounds: Sequence[float]) -> bool:
    """Whether the first column is empty or goes on in the middle of a sentence."""
    label = _filled(line, bounds).get(0)
    return not label or label[0].text[0].islower()


def _filled(line: Line, bounds: Sequence[float]) -> dict[int, list[Word]]:
    """The words of the line by column."""
    cells: dict[int, list[Word]] = {}
    for word in line.words:
        cells.setdefault(sum((word.x0 + word.x1) / 2 >= x for x in bounds[1:-1]), []).append(word)
    return cells


def _cells(
    lines: Sequence[Line], bounds: Sequence[float], opened: frozenset[int], vocabulary: Mapping[str, int]
) -> list[str]:
    cells: list[list[Line]] = [[] for _ in bounds[1:]]
    for line in lines:
        pieces: dict[int, list[Word]] = {}
        for word in line.words:
            middle = (word.x0 + word.x1) / 2
            column = max(0, min(len(cells) - 1, sum(middle >= x for x in bounds[1:-1])))
            while column and column in opened:
                column -= 1
            pieces.setdefault(column, []).append(word)
        for column, words in pieces.items():
            cells[column].append(Line(words))
    return [joined(_whole_words(cell, vocabulary), vocabulary) for cell in cells]


def _whole_words(lines: Sequence[Line], vocabulary: Mapping[str, int]) -> list[str]:
    """The lines of a cell as text; a word that a narrow cell broke without a hyphen is made whole.

    That is a line of one word, as wide as the cell, that the document knows whole or knows in no other place.
    """
    done: list[str] = []
    widest = max((line.x1 for line in lines), default=0.0)
    for place, line in enumerate(lines):
        text = line.text
        before = lines[place - 1] if place else None
        if before and (_breaks_number(done[-1], text) or _breaks_word(before, text, done[-1], widest, vocabulary)):
            done[-1] += text
        else:
            done.append(text)
    return done


def _breaks_number(so_far: str, text: str) -> bool:
    """Whether a narrow cell cut a number: after its sign, in a range, or inside a group of three."""
    if text[:1].isdigit() and (so_far in {"-", "−", "–"} or RANGE.search(so_far)):
        return True
    cut, rest = BROKEN_NUMBER.search(so_far), re.match(r"\d+", text)
    return cut is not None and rest is not None and len(cut[1]) + len(rest[0]) == 3


def _breaks_word(before: Line, text: str, so_far: str, widest: float, vocabulary: Mapping[str, int]) -> bool:
    head, tail = BROKEN_HEAD.search(so_far), BROKEN_TAIL.match(text)
    if not head or not tail or len(head[1]) < 4 or not tail[1].islower():
        return False
    if (head[1] + tail[1]).lower() in vocabulary:
        return True
    full = len(before.words) == 1 and before.x1 > widest - 0.6 * before.size
    unknown = vocabulary.get(head[1].lower(), 0) < 2 and vocabulary.get(tail[1].lower(), 0) < 2
    return full and unknown and len(tail[1]) < 6


def _aligned(lines: Sequence[Line], vocabulary: Mapping[str, int]) -> list[Region]:
    """Runs of lines that stand in columns without rulings; under a caption two lines are enough."""
    found: list[Region] = []
    place = 0
    while place < len(lines):
        captioned = place > 0 and _ends_caption(lines, place)
        if not captioned and len(_parts(lines[place], 1.2 * lines[place].size)) < 2:
            place += 1
            continue
        run, bounds = _grown(lines[place:], captioned)
        region = _aligned_region(run, bounds, captioned, vocabulary)
        if region:
            found.append(region)
            place += len(run)
        else:
            place += 1
    return found


def _ends_caption(lines: Sequence[Line], place: int) -> bool:
    """Whether the table of a caption begins with line `place`: the caption stands at most three lines above."""
    wide = len(_parts(lines[place], 1.2 * lines[place].size)) > 1
    if not wide and lines[place].y - lines[place - 1].y < 1.7 * lines[place].size:
        return False
    return any(CAPTION.match(lines[place - back].text) for back in range(1, min(4, place + 1)))


def _grown(lines: Sequence[Line], captioned: bool) -> tuple[list[Line], list[float]]:
    """The longest run from the first line on that leaves white columns open, and the column boundaries."""
    left, right = min(line.x0 for line in lines), max(line.x1 for line in lines)
    free = [(left - 1.0, right + 1.0)]
    run: list[Line] = []
    inside: list[tuple[float, float]] = []
    usual = 0.0
    for line in lines[:200]:
        step = line.y - run[-1].y if run else 0.0
        parts = [(part[0].x0, part[-1].x1) for part in _parts(line, 0.55 * line.size)]
        if run and (step > 3.2 * line.size or step < 0 or CAPTION.match(line.text)):
            break
        if len(run) > 1 and len(parts) == 1 and step > 1.3 * usual:
            break
        narrower = [piece for gap in free for piece in _cut(gap, parts) if piece[1] - piece[0] > 0.55 * line.size]
        between = [gap for gap in narrower if _has_both_sides(gap, [*run, line])]
        if not between and (inside or len(run) > int(captioned)):
            break
        run.append(line)
        free, inside = narrower, between
        usual = max(usual, step)
    bounds = [(low + high) / 2 for low, high in inside]
    return run, [left - 1.0, *bounds, right + 1.0]


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
    broad = sum(len(_parts(line, 0.8 * line.size)) > 1 for line in run)
    if len(bounds) < 3 or len(run) < (1 if captioned else 3) or broad < 0.4 * len(run) or _is_prose(run, bounds):
        return None
    rows = [_cells(part, bounds, frozenset(), vocabulary) for part in _rows_of(run, bounds)]
    words = {word for line in run for word in line.words}
    top, bottom = run[0].y - run[0].size, run[-1].y + 2
    return Region(top, bottom, bounds[0], bounds[-1], rows, bounds, words=words)


def _is_prose(run: Sequence[Line], bounds: Sequence[float]) -> bool:
    """Two columns of running text, not a table."""
    cells = [part for line in run for part in _parts(line, 1.2 * line.size)]
    return len(bounds) == 3 and len(run) > 5 and statistics.fmean(len(part) for part in cells) > 4.5


def _add_captions(regions: Sequence[Region], lines: Sequence[Line]) -> None:
    """Gives each region the caption just above it (or just below), over at most four lines; each caption once."""
    taken = {word for region in regions for word in region.words}
    for region in regions:
        near = [line for line in lines if not any(word in taken for word in line.words)]
        above = [line for line in near if line.y < region.top + 2 and region.top - line.y < 75]
        starts = [place for place, line in enumerate(above) if CAPTION.match(line.text)]
        below = [line for line in near if 0 < line.y - region.bottom < 30][:1]
        if starts:
            _take_caption(region, above[starts[-1] :])
        elif below and CAPTION.match(below[0].text):
            _take_caption(region, below)
        taken |= region.words


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
    return all(abs(one - other) < 12 for one, other in zip(columns, region.columns, strict=True)) and not caption
