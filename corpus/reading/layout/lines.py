"""From words with places to text: lines, page header and footer, footnotes, columns, paragraphs, hyphens.

What repeats at the same place on many pages is header or footer. What is small, low on the page and starts with a
number is a footnote. Two neighbouring lines are one paragraph unless distance, style, a bullet or a short line says
otherwise.
"""

from __future__ import annotations

import re
import statistics
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from operator import attrgetter
from types import MappingProxyType

from corpus.bokmal.raised import raised
from corpus.reading.layout.sheets import HYPHEN, Line, Sheet, Word

BULLET = re.compile(r"^(?:[•●▪■◦‣·–—\uf0b7\uf0a7oO-]|\d{1,2}[.)]|[a-z]\))(?=\s)")
PAGE_NUMBER = re.compile(
    r"^(?:side\s*)?\d{1,4}(?:\s*(?:/|av|of)\s*\d{1,4})?$|\bside\s+\d{1,4}(?:\s*(?:/|av)\s*\d{1,4})?$", re.I
)
TERMINAL = ".:;!?»”"
WHOLE_WORD = re.compile(r"[^\W\d_]+(?:-[^\W_]+)*")
_PLACE, _LEFT = attrgetter("y", "x0"), attrgetter("x0")
MARGIN = 0.13  # share of the page's height, at top and bottom, where header and footer stand


def lines_of(words: Iterable[Word]) -> list[Line]:
    """Words grouped by base line, top down, each line left to right; raised numbers join the line they stand at."""
    words = list(words)
    if not words:
        return []
    usual = statistics.median(word.size for word in words)
    small = [
        word for word in words if word.mark or (word.text.isdigit() and len(word.text) < 4 and word.size < 0.85 * usual)
    ]
    lines: list[Line] = []
    loose: list[Word] = []
    rest = (
        sorted((word for word in words if word not in set(small)), key=_PLACE) if small else sorted(words, key=_PLACE)
    )
    for word in rest:
        if lines and word.y - lines[-1].words[0].y <= 0.3 * min(word.size, lines[-1].words[0].size):
            lines[-1].words.append(word)
        else:
            lines.append(Line([word]))
    for word in small:
        line = _line_of_mark(word, lines)
        if line is None:
            loose.append(word)
        else:
            line.words.append(word._replace(mark=True) if line.y - word.y > 0.1 * line.size else word)
    for word in loose:
        lines.append(Line([word._replace(mark=False)]))
    for line in lines:
        line.words.sort(key=_LEFT)
    return sorted(lines, key=lambda line: (_base(line), line.x0))


def _base(line: Line) -> float:
    return max(word.y for word in line.words)


def _line_of_mark(mark: Word, lines: Sequence[Line]) -> Line | None:
    for line in lines:
        above = line.words[0].y - mark.y
        if -0.5 <= above < 0.75 * line.words[0].size and any(
            -1 < mark.x0 - word.x1 < 4 or -1 < word.x0 - mark.x1 < 14 for word in line.words
        ):
            return line
    return None


@dataclass(frozen=True, slots=True)
class Furniture:
    """Header and footer of one page: what to leave out, and where the body begins and ends (points from the top)."""

    header: str
    footer: str
    top: float
    bottom: float


def furniture(sheets: Sequence[Sheet], lines: Sequence[Sequence[Line]]) -> list[Furniture]:
    """Header and footer of every page, by repetition at the same place and by the shape of page numbers."""
    seen = Counter(
        key for sheet, page in zip(sheets, lines, strict=True) for key in {_key(line, sheet) for line in page} if key
    )
    enough = max(2, min(4, len(sheets) // 3)) if len(sheets) > 2 else 2
    return [_page_furniture(sheet, page, seen, enough) for sheet, page in zip(sheets, lines, strict=True)]


def _key(line: Line, sheet: Sheet) -> tuple[str, int, bool] | None:
    place = _base(line)
    top = place < MARGIN * sheet.height
    if not top and place < (1 - MARGIN) * sheet.height:
        return None
    return re.sub(r"\d+", "#", line.text), round(place / 4), top


def _page_furniture(
    sheet: Sheet, lines: Sequence[Line], seen: Counter[tuple[str, int, bool]], enough: int
) -> Furniture:
    top, bottom = 0.0, sheet.height
    header: list[str] = []
    footer: list[str] = []
    for line in lines:
        key = _key(line, sheet)
        if not key or not (
            _repeats(key, seen, enough)
            or (
                PAGE_NUMBER.search(line.text.strip())
                and len(line.text) < 120
                and (line.y > (1 - MARGIN) * sheet.height or seen[key] > 1 or len(line.text) < 20)
            )
        ):
            continue
        if key[2]:
            header.append(line.text)
            top = max(top, _base(line) + 0.3 * line.size)
        else:
            footer.append(line.text)
            bottom = min(bottom, line.y - line.size)
    return Furniture(" ".join(header), " ".join(footer), top, bottom)


def _repeats(key: tuple[str, int, bool], seen: Counter[tuple[str, int, bool]], enough: int) -> bool:
    text, place, top = key
    return sum(seen[(text, near, top)] for near in (place - 1, place, place + 1)) >= enough and len(text) > 0


def body_size(lines: Iterable[Line]) -> float:
    """The size most of the text is set in, in points."""
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[round(line.size * 2) / 2] += len(line.text)
    return sizes.most_common(1)[0][0] if sizes else 10.0


def split_footnotes(
    lines: Sequence[Line], usual: float, height: float, waiting: Iterable[str] = ()
) -> tuple[list[Line], dict[str, str]]:
    """The body lines, and the footnotes under them by mark; `waiting` are marks of the page before without a note."""
    marks = set(waiting) | {word.text for line in lines for word in line.words[1:] if word.mark}
    start = _first_note(lines, usual, height, marks)
    if start == len(lines):
        return list(lines), {}
    notes: dict[str, list[Line]] = {}
    mark = ""
    for line in lines[start:]:
        if _starts_note(line, marks - set(notes)):
            mark = line.words[0].text
            notes[mark] = [Line(line.words[1:])]
        else:
            notes[mark].append(line)
    return list(lines[:start]), {mark: joined([line.text for line in part], {}) for mark, part in notes.items()}


def _first_note(lines: Sequence[Line], usual: float, height: float, marks: set[str]) -> int:
    """The first line of the footnotes: below it all is small, or it stands well apart from the line above."""
    small = len(lines)
    while small and lines[small - 1].size < 0.94 * usual:
        small -= 1
    for place, line in enumerate(lines):
        if line.y < 0.3 * height or not _starts_note(line, marks):
            continue
        apart = place > 0 and line.y - lines[place - 1].y > 1.9 * line.size
        if place >= small or (apart and _only_notes(lines[place:], marks)):
            return place
    return len(lines)


def _only_notes(lines: Sequence[Line], marks: set[str]) -> bool:
    """Whether these lines down to the page's foot are notes: after each wide step another one begins."""
    return all(after.y - line.y <= 1.9 * line.size or _starts_note(after, marks) for line, after in pairwise(lines))


def _starts_note(line: Line, marks: set[str]) -> bool:
    """Whether the line begins with a raised number, or with one that stands as a mark above."""
    first = line.words[0]
    if len(line.words) < 2 or not first.text.isdigit() or len(first.text) > 3:
        return False
    return (
        first.mark or first.text in marks or (line.words[1].y - first.y > 0.5 and first.size < 0.9 * line.words[1].size)
    )


def line_text(line: Line, notes: Iterable[str] = (), signs: Mapping[int, str] = MappingProxyType({})) -> str:
    """The line with footnote marks as `[^n]` where that footnote stands on the page.

    `signs` are put in after the word with that number (-1: before the first).
    """
    known = set(notes)
    text = signs.get(-1, "") + " " if -1 in signs else ""
    for place, word in enumerate(line.words):
        if word.mark and word.text in known:
            text += f"[^{word.text}]"
        elif word.mark and text[-1:].isdigit():
            text += raised(text, word.text, line.words[place + 1].text if place + 1 < len(line.words) else "")
        elif word.mark or place == 0:
            text += word.text
        else:
            text += " " + word.text
        text += signs.get(place, "")
    return text


def joined(lines: Sequence[str], vocabulary: Mapping[str, int]) -> str:
    """Lines of one paragraph as one string, hyphens at line ends mended."""
    text = ""
    for line in map(str.strip, lines):
        if not text:
            text = line
        elif text[-1] in f"{HYPHEN}-" and len(text) > 1 and not text[-2].isspace() and text[-2].isalnum():
            text = _mended(text, line, vocabulary)
        elif _glued(text):
            text += line
        else:
            text = f"{text} {line}"
    return text.replace(HYPHEN, "-")


def _glued(text: str) -> bool:
    """Whether what follows belongs to the last word: «g/» and «dag» are «g/dag», and addresses go on after «_»."""
    last = text.rsplit(" ", 1)[-1]
    return (last.endswith("/") and len(last) > 1) or (last.endswith("_") and "http" in last)


def _mended(text: str, line: str, vocabulary: Mapping[str, int]) -> str:
    head, tail = re.split(r"\s", text)[-1][:-1], re.match(r"\S*", line)
    begun = re.sub(r"^\W+", "", head).lower()
    rest = re.sub(r"\W+$", "", tail.group() if tail else "").lower()
    if not rest or not rest[0].isalpha():
        return text[:-1] + "-" + line
    if re.match(r"(?:og|eller|/)\b", line):  # «kropps- og helsemål»
        return f"{text[:-1]}- {line}"
    if "http" in head or ("/" in head and re.search(r"\w/\w.*/", head)):
        return text[:-1] + "-" + line
    if begun + rest in vocabulary:
        return text[:-1] + line
    if (
        f"{begun}-{rest.split('-')[0]}" in vocabulary
        or line[:1].isupper()
        or not head[-1:].islower()
        or len(begun) == 1
    ):
        return text[:-1] + "-" + line
    return text[:-1] + line


def starts_paragraph(before: Line, line: Line, right: float, pitch: float) -> bool:
    """Whether `line` begins a new paragraph after `before`; `right` is the text's edge, `pitch` line distance."""
    if line.y - before.y > 1.3 * pitch or line.y < before.y:
        return True
    if abs(line.size - before.size) > 0.08 * before.size or line.bold != before.bold:
        return True
    if BULLET.match(line.text) and (
        len(line.words) < 2 or line.words[0].text not in {"o", "O", "-", "–"} or line.x0 > before.x0
    ):
        return True
    first = line.words[0]
    fits = before.x1 + 0.3 * line.size + (first.x1 - first.x0) < right - 2
    return fits and (before.text[-1:] in TERMINAL or line.text[:1].isupper())


def line_pitch(lines: Sequence[Line]) -> float:
    """The usual distance between base lines, in points."""
    steps = Counter(
        round((after.y - before.y) * 2) / 2
        for before, after in pairwise(lines)
        if 0.8 * before.size < after.y - before.y < 2.6 * before.size
    )
    return steps.most_common(1)[0][0] if steps else 1.3 * body_size(lines)


def vocabulary_of(texts: Iterable[str]) -> Counter[str]:
    """How often each word stands whole in the document, lower case: what decides which hyphens are real."""
    words = Counter(word.lower() for text in texts for word in WHOLE_WORD.findall(text.replace(HYPHEN, "\n")))
    for word in [word for word in words if word.count("-") > 1]:
        words["-".join(word.split("-")[:2])] += words[word]
    return words


@dataclass(slots=True)
class Flow:
    """Lines that are read one after the other."""

    lines: list[Line]

    @property
    def right(self) -> float:
        """The right edge of the text, in points."""
        return max((line.x1 for line in self.lines), default=0.0)


def flows(lines: Sequence[Line], width: float) -> list[Flow]:
    """The lines of a page in reading order: one flow, or where text stands in two columns, left before right."""
    found: list[Flow] = []
    place = 0
    for start, end, edge in _two_column_runs(lines, width):
        found.append(Flow(list(lines[place:start])))
        sides: tuple[list[Line], list[Line]] = ([], [])
        for line in lines[start:end]:
            for side, words in zip(sides, _halves(line, edge), strict=True):
                if words:
                    side.append(Line(words))
        found += [Flow(sides[0]), Flow(sides[1])]
        place = end
    found.append(Flow(list(lines[place:])))
    return [flow for flow in found if flow.lines]


def _two_column_runs(lines: Sequence[Line], width: float) -> list[tuple[int, int, float]]:
    """(first line, line after, left edge of the right column) of every run of two-column prose."""
    edges = Counter(round(edge / 2) for line in lines if (edge := _right_edge(line, width)))
    runs: list[tuple[int, int, float]] = []
    for rounded, count in edges.most_common(2):
        edge = 2.0 * rounded
        if count < 3:
            break
        start = 0
        while start < len(lines):
            end = start
            while end < len(lines) and not _crosses(lines[end], edge):
                end += 1
            if end - start > 5 and _is_two_columns(lines[start:end], edge):
                runs.append((start, end, edge))
            start = end + 1
        if runs:
            break
    return runs


def _right_edge(line: Line, width: float) -> float:
    """Where the right column begins in a line with white space in the middle of the page; 0 when it has none."""
    open_space = 0.9 * line.size
    for before, word in pairwise(line.words):
        if word.x0 - before.x1 > open_space and 0.35 * width < word.x0 < 0.65 * width:
            return word.x0
    return 0.0


def _crosses(line: Line, edge: float) -> bool:
    size = line.size
    return any(word.x0 < edge - 4 and word.x1 > edge - 4 for word in line.words) or any(
        before.x1 < edge - 4 <= word.x0 < edge + 60 and word.x0 - before.x1 < 0.6 * size
        for before, word in pairwise(line.words)
    )


def _halves(line: Line, edge: float) -> tuple[list[Word], list[Word]]:
    return [word for word in line.words if word.x0 < edge - 4], [word for word in line.words if word.x0 >= edge - 4]


def _is_two_columns(lines: Sequence[Line], edge: float) -> bool:
    """Most lines fill their column as prose does: many words, and nearly to its right edge."""
    for side in (0, 1):
        halves = [words for line in lines if (words := _halves(line, edge)[side])]
        if len(halves) < 3:
            return False
        left, right = min(words[0].x0 for words in halves), max(words[-1].x1 for words in halves)
        full = sum(words[-1].x1 - words[0].x0 > 0.75 * (right - left) for words in halves)
        text = "".join(word.text for words in halves for word in words)
        if sum(character.isdigit() for character in text) > 0.25 * len(text):
            return False
        if full < 0.6 * len(halves) or statistics.fmean(len(words) for words in halves) < 3.5:
            return False
    return True
