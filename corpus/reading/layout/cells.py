"""Lines of a table to columns, rows and cells: by white space, by distance, and by how a wrapped cell looks."""

from __future__ import annotations

import re
import statistics
from collections.abc import Collection, Mapping, Sequence
from itertools import pairwise

from corpus.reading.layout.lines import joined
from corpus.reading.layout.sheets import HYPHEN, Box, Line, Word

BROKEN_HEAD, BROKEN_TAIL = re.compile(r"([^\W\d_]+)$"), re.compile(r"([^\W\d_]+)")
NUMBER = re.compile(r"^[-−–]?\d{1,3}(?: ?\d{3})*(?:,\d+)?(?: ?%)?$")
BROKEN_NUMBER = re.compile(r"(?:^| )\d{1,3}(?: \d{3})* (\d{1,2})$")
GROUPS, FIGURES = re.compile(r"\d{3}(?: \d{3})*"), re.compile(r"[-−–]?\d[\d −-]*")
TOUCHING = 0.4  # of the letters' size: figures nearer than this across a boundary are one, or cannot be told apart
FAR_APART = 0.9  # of the letters' size: between the groups of one figure the space is less, also in a typewriter's font
RANGE = re.compile(r"\d[–-]$")
USUAL_GAP = 0.55  # times the type size: white space that parts columns in a font with ordinary spaces


def column_gap(lines: Sequence[Line]) -> float:
    """White space wider than this, in parts of the type size, parts columns: clearly wider than between words.

    In most fonts a space is a quarter to a third of the size; in a typewriter's font it is 0.6, also inside numbers.
    """
    spaces = [(after.x0 - before.x1) / line.size for line in lines for before, after in pairwise(line.words)]
    narrow = sorted(space for space in spaces if 0 < space < 1)
    return max(USUAL_GAP, 1.4 * narrow[len(narrow) // 4]) if len(narrow) > 7 else USUAL_GAP


def columns_of(lines: Sequence[Line], box: Box, gap_size: float = USUAL_GAP) -> list[float]:
    """Boundaries in the white space that all lines leave open, or all but one in eight; `gap_size` of `column_gap`."""
    if not lines:
        return []
    size = statistics.median(line.size for line in lines)
    spans = [(part[0].x0, part[-1].x1) for line in lines for part in parts_of_line(line, gap_size * size)]
    edges = sorted({x for span in spans for x in span})
    allowed = len(lines) // 8
    bounds: list[float] = []
    gap: list[tuple[int, float, float]] = []
    for x0, x1 in pairwise(edges):
        crossing = sum(low < (x0 + x1) / 2 < high for low, high in spans)
        if crossing <= allowed:
            gap.append((crossing, x0, x1))
            continue
        if gap and gap[-1][2] - gap[0][1] > gap_size * size:
            bounds.append(_emptiest(gap))
        gap = []
    return with_edges(lines, [box.x0, *bounds, box.x1], gap_size)


def with_edges(lines: Sequence[Line], bounds: Sequence[float], gap_size: float = USUAL_GAP) -> list[float]:
    """The boundaries, and those of narrow columns: where words end at one x in every row and none goes on across.

    Figures set to the right end at the same x in all rows, and running text never does; so a column is found also where
    the white space beside it is no wider than between words.
    """
    size = statistics.median(line.size for line in lines) if lines else 0.0
    found = list(bounds)
    numbers = [line for line in lines if any(word.text[-1:].isdigit() for word in line.words)]
    if len(numbers) < 3:
        return found
    for word in numbers[0].words:
        edge = word.x1
        gaps = [_gap_after(line, edge) for line in numbers]
        wide = sum(gap > gap_size * size for gap in gaps)  # between groups of three it is narrow in every row
        beside = min((bound for bound in bounds if bound > edge), default=edge)  # a broken file may set words outside
        filled = all(any(edge < one.x0 < beside for one in line.words) for line in numbers)
        if min(gaps) > 0.12 * size and 2 * wide >= len(gaps) and filled and not _crossed(lines, edge):
            found.append(edge + 0.06 * size)
    return _parted(lines, sorted(found))


def _gap_after(line: Line, edge: float) -> float:
    """The white space after the number of the line that ends at `edge`; 0 when none does."""
    for word, after in pairwise(line.words):
        if abs(word.x1 - edge) < 0.8 and word.text[-1:].isdigit():
            return after.x0 - word.x1
    return 0.0


def _crossed(lines: Sequence[Line], edge: float) -> bool:
    return any(word.x0 < edge - 1 and word.x1 > edge + 1 for line in lines for word in line.words)


def _parted(lines: Sequence[Line], bounds: Sequence[float]) -> list[float]:
    """The boundaries without those that have no words between them and the one before."""
    kept = [bounds[0]]
    for place, bound in enumerate(bounds[1:], start=1):
        holds = any(kept[-1] < (word.x0 + word.x1) / 2 < bound for line in lines for word in line.words)
        if holds or place == len(bounds) - 1:
            kept.append(bound)
    return kept


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


def parts_of_line(line: Line, gap: float) -> list[list[Word]]:
    """The words of a line, cut where the space between them is wider than `gap` points."""
    parts = [[line.words[0]]]
    for before, word in pairwise(line.words):
        if word.x0 - before.x1 > gap:
            parts.append([word])
        else:
            parts[-1].append(word)
    return parts


def rows_of(band: Sequence[Line], bounds: Sequence[float]) -> list[list[Line]]:
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
    if len(own) == 1 and all(_goes_on(over.get(column, []), words) for column, words in own.items()):
        return True
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


def _goes_on(above: Sequence[Word], words: Sequence[Word]) -> bool:
    """Whether a cell alone on its line is the rest of the one above, which ends in the middle of something."""
    if not above:
        return False
    return above[-1].text[-1:] in f",-{HYPHEN}(" or words[0].text[0].islower() or words[0].text[0] in "()"


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


def cells_of(
    lines: Sequence[Line], bounds: Sequence[float], opened: frozenset[int], vocabulary: Mapping[str, int]
) -> list[str]:
    """The text of each cell of a row; `opened` are inner boundaries that are not drawn here."""
    cells: list[list[Line]] = [[] for _ in bounds[1:]]
    touching: set[int] = set()
    for line in lines:
        pieces: dict[int, list[Word]] = {}
        for word in line.words:
            middle = (word.x0 + word.x1) / 2
            column = max(0, min(len(cells) - 1, sum(middle >= x for x in bounds[1:-1])))
            while column and column in opened:
                column -= 1
            pieces.setdefault(column, []).append(word)
        inside = [after.x0 - before.x1 for words in pieces.values() for before, after in pairwise(words)]
        near = max(TOUCHING * line.size, 1.3 * min(inside, default=0.0))  # a typewriter's spaces are wider
        for column, words in pieces.items():
            cells[column].append(Line(_apart(words)))
            if (after := pieces.get(column + 1)) and after[0].x0 - words[-1].x1 < near:
                touching.add(column)
    return _without_halves([joined(_whole_words(cell, vocabulary), vocabulary) for cell in cells], touching)


def _apart(words: list[Word]) -> list[Word]:
    """The words with a sign between figures that stand far apart: two figures in one cell, as in a table inside it."""
    done = words[:1]
    for before, word in pairwise(words):
        wide = word.x0 - before.x1 > FAR_APART * word.size
        if wide and before.text[-1:].isdigit() and word.text[:1].isdigit():
            done.append(Word("·", before.x1, word.x0, word.y, word.size))
        done.append(word)
    return done


def _without_halves(cells: list[str], touching: Collection[int]) -> list[str]:
    """The cells of a row without half figures, where one too wide for its cell began in the one to the left.

    «301-1 327 | 244 108» may be two figures or a range and a figure, so nothing is put right by guess: what touches the
    next cell and is no whole figure takes that cell's groups with it, and the cell is left empty.
    """
    for place in sorted(touching):
        cell, after = cells[place], cells[place + 1]
        if GROUPS.fullmatch(after) and FIGURES.fullmatch(cell) and not NUMBER.match(cell):
            cells[place], cells[place + 1] = f"{cell} {after}", ""
    return cells


def _whole_words(lines: Sequence[Line], vocabulary: Mapping[str, int]) -> list[str]:
    """The lines of a cell as text; a word that a narrow cell broke without a hyphen is made whole.

    That is a line of one word, as wide as the cell, that the document knows whole or knows in no other place.
    """
    done: list[str] = []
    widest = max((line.x1 for line in lines), default=0.0)
    for place, line in enumerate(lines):
        text = line.text
        before = lines[place - 1] if place else None
        if before and (
            _breaks_number(done[-1], text)
            or _breaks_word(before, text, done[-1], widest, vocabulary)
            or (line is lines[-1] and _left_over(before, text, widest))
        ):
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


def _left_over(before: Line, text: str, widest: float) -> bool:
    """Whether a cell ends in a few letters under one word that fills it: no cell ends in «er» or «n» by itself."""
    full = len(before.words) == 1 and before.x1 > widest - 0.6 * before.size
    return (
        full and len(before.text) > 6 and before.text.isalpha() and text.isalpha() and text.islower() and len(text) < 4
    )


def _breaks_word(before: Line, text: str, so_far: str, widest: float, vocabulary: Mapping[str, int]) -> bool:
    head, tail = BROKEN_HEAD.search(so_far), BROKEN_TAIL.match(text)
    if not head or not tail or len(head[1]) < 4 or not tail[1].islower():
        return False
    if (head[1] + tail[1]).lower() in vocabulary:
        return True
    full = len(before.words) == 1 and before.x1 > widest - 0.6 * before.size
    unknown = vocabulary.get(head[1].lower(), 0) < 2 and vocabulary.get(tail[1].lower(), 0) < 2
    return full and unknown and len(tail[1]) < 6
