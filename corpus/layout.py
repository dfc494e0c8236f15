"""From words with places to text: lines, page header and footer, footnotes, columns, paragraphs, hyphens.

What repeats at the same place on many pages is header or footer. What is small, low on the page and starts with a
number is a footnote. Two neighbouring lines are one paragraph unless distance, style, a bullet or a short line says
otherwise.
"""

from __future__ import annotations

import re
import statistics
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from corpus.sheets import HYPHEN, Line, Sheet, Word

BULLET = re.compile(r"^(?:[•●▪■◦‣·–—\uf0b7\uf0a7oO-]|\d{1,2}[.)]|[a-z]\))(?=\s)")
PAGE_NUMBER = re.compile(
    r"^(?:side\s*)?\d{1,4}(?:\s*(?:/|av|of)\s*\d{1,4})?$|\bside\s+\d{1,4}(?:\s*(?:/|av)\s*\d{1,4})?$", re.I
)
TERMINAL = ".:;!?»”"
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
        sorted((word for word in words if word not in set(small)), key=lambda word: (word.y, word.x0))
        if small
        else sorted(words, key=lambda word: (word.y, word.x0))
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
        line.words.sort(key=lambda word: word.x0)
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
            or PAGE_NUMBER.search(line.text.strip())
            and len(line.text) < 120
            and (line.y > (1 - MARGIN) * sheet.height or seen[key] > 1 or len(line.text) < 20)
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


def split_footnotes(lines: Sequence[Line], usual: float, height: float) -> tuple[list[Line], dict[str, str]]:
    """The body lines, and the footnotes under them by mark."""
    start = len(lines)
    while start and lines[start - 1].size < 0.94 * usual:
        start -= 1
    while start < len(lines) and not _starts_note(lines[start]):
        start += 1
    if start == len(lines) or lines[start].y < 0.3 * height:
        return list(lines), {}
    notes: dict[str, list[Line]] = {}
    mark = ""
    for line in lines[start:]:
        if _starts_note(line):
            mark = line.words[0].text
            notes[mark] = [Line(line.words[1:])]
        else:
            notes[mark].append(line)
    return list(lines[:start]), {mark: joined([line.text for line in part], set()) for mark, part in notes.items()}


def _starts_note(line: Line) -> bool:
    first = line.words[0]
    if len(line.words) < 2 or not first.text.isdigit() or len(first.text) > 3:
        return False
    return first.mark or line.words[1].y - first.y > 0.5 or first.size < 0.9 * line.words[1].size


def line_text(line: Line, notes: Iterable[str] = ()) -> str:
    """The line with footnote marks as `[^n]` where that footnote stands on the page."""
    known = set(notes)
    text = ""
    for place, word in enumerate(line.words):
        if word.mark and word.text in known:
            text += f"[^{word.text}]"
        elif word.mark or place == 0:
            text += word.text
        else:
            text += " " + word.text
    return text


def joined(lines: Sequence[str], vocabulary: set[str] | frozenset[str]) -> str:
    """Lines of one paragraph as one string, hyphens at line ends mended."""
    text = ""
    for line in lines:
        line = line.strip()
        if not text:
            text = line
        elif text[-1] in f"{HYPHEN}-" and len(text) > 1 and not text[-2].isspace() and text[-2].isalnum():
            text = _mended(text, line, vocabulary)
        elif text.endswith(("/", "_")) and "http" in text.rsplit(" ", 1)[-1]:
            text += line
        else:
            text = f"{text} {line}"
    return text.replace(HYPHEN, "-")


def _mended(text: str, line: str, vocabulary: set[str] | frozenset[str]) -> str:
    head, tail = re.split(r"\s", text)[-1][:-1], re.match(r"\S*", line)
    begun = re.sub(r"^\W+", "", head).lower()
    rest = re.sub(r"\W+$", "", tail.group() if tail else "").lower()
    if not rest or not rest[0].isalpha():
        return text[:-1] + "-" + line
    if re.match(r"(?:og|eller|/)\b", line):  # «kropps- og helsemål»
        return f"{text[:-1]}- {line}"
    if "http" in head or "/" in head and re.search(r"\w/\w.*/", head):
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
    """Whether `line` begins a new paragraph after `before`; `right` is the right edge of the text, `pitch` line distance."""
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


def vocabulary_of(texts: Iterable[str]) -> frozenset[str]:
    """All words of the document, lower case, as they stand inside lines: what decides which hyphens are real."""
    words: set[str] = set()
    for text in texts:
        words.update(word.lower() for word in re.findall(r"[^\W\d_]+(?:-[^\W_]+)*", text.replace(HYPHEN, "\n")))
    parts = {"-".join(pieces[:2]) for word in words if len(pieces := word.split("-")) > 2}
    return frozenset(words | parts)
