"""Word's body to blocks, tables and pages: content controls and moves are passed through, cells stand apart.

Pages are parted where Word last broke them, or at hard page breaks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from corpus.bokmal.raised import part_figures, raised, with_marks, without_marks
from corpus.documents import Page, Table
from corpus.reading.layout.assembly import Block, Read, heading_number, parts_of
from corpus.reading.layout.regions import CAPTION
from corpus.reading.word.styles import NAMESPACE, Styles, attribute, child, is_filled, is_on
from corpus.reading.word.walk import GONE, SILENT, THROUGH, Piece, Walk, Walked, name_of, shown_choice
from corpus.reading.word.warnings import warnings_of

W = f"{{{NAMESPACE}}}"
APART = " · "  # between what stands apart in one cell, so that two numbers never read as one
DEEPEST = 60  # elements inside each other; more is no document


def read_body(body: Any, parts: dict[str, Any], styles: Any) -> Read:
    """Pages, headed parts, tables and warnings. `parts` holds the roots of «footnote» and «endnote» notes."""
    reader = _Reader(Styles(styles), is_on(child(body.getparent(), "background")))
    for element in _elements(body, reader.walk):
        reader.add(element)
    reader.finish()
    notes = {
        number: _note_text(parts.get(kind), identity, reader.walk)
        for (kind, identity), number in list(reader.walk.printed.items())
    }
    pages = tuple(reader.printed_page(number, notes) for number in range(1, reader.walk.page + 1))
    return Read(pages, parts_of(reader.blocks), tuple(reader.tables), warnings_of(reader.walk.left_out))


def _elements(element: Any, walk: Walk, depth: int = 0) -> Iterator[Any]:
    """The paragraphs and tables inside, whatever covers they stand in."""
    for part in element.iterchildren():
        name = name_of(part)
        if name in {"p", "tbl"}:
            yield part
        elif name in THROUGH and depth < DEEPEST:
            yield from _elements(part, walk, depth + 1)
        elif name == "AlternateContent" and depth < DEEPEST:
            for chosen in shown_choice(part):
                yield from _elements(chosen, walk, depth + 1)
        elif name == "altChunk":
            walk.leave_out("altChunk")
        elif name in GONE:
            walk.leave_out("changes")
        elif name and name not in SILENT and any(True for _ in part.iter(f"{W}t")):
            walk.leave_out(f"«{name}»")


class _Reader:
    """Blocks and tables of the body in order."""

    def __init__(self, styles: Styles, shaded: bool) -> None:
        self.walk = Walk(styles)
        self.shaded = shaded
        self.blocks: list[Block] = []
        self.tables: list[Table] = []
        self.notes: dict[int, list[str]] = {}
        self._caption = ("", "")
        self._waiting: list[Piece] = []  # text of a paragraph whose end was deleted: it goes on in the next

    def add(self, element: Any) -> None:
        """A paragraph or a table."""
        if name_of(element) == "tbl":
            self._table(element)
        else:
            self._paragraph(element, self.shaded)

    def finish(self) -> None:
        """The end of the body: a field that never ends is named."""
        self.walk.finish()
        self._let_out()

    def _let_out(self) -> None:
        """What a deleted paragraph end left waiting for a paragraph that does not come."""
        if self._waiting:
            self._block("", spoken(self._waiting))
            self._waiting = []

    def _paragraph(self, element: Any, shaded: bool) -> None:
        walked = self.walk.paragraph(element, shaded)
        self._turned(walked.before)
        self._noted(walked)
        pieces, self._waiting = [*self._waiting, *walked.pieces], []
        mark = child(element, "pPr", "rPr")
        if mark is not None and any(name_of(part) in GONE for part in mark):
            self._waiting = pieces
        else:
            style = child(element, "pPr", "pStyle")
            self._block(self.walk.styles.name(attribute(style)) if style is not None else "", spoken(pieces))
        for box in walked.boxes:
            for inner in _elements(box, self.walk):
                if name_of(inner) == "tbl":
                    self._table(inner)
                else:
                    self._paragraph(inner, True)  # the box's own colour is not looked up: light text may stand on it
        self._turned(walked.after)

    def _turned(self, pages: int) -> None:
        self.walk.page += pages

    def _noted(self, walked: Walked) -> None:
        self.notes.setdefault(self.walk.page, []).extend(walked.notes)

    def _block(self, style: str, text: str) -> None:
        if not text or style.startswith("toc") or re.search(r"(?:\.{4,}|…{2,})\s*\d{1,4}$", text):
            return
        page = self.walk.page
        if match := re.match(r"(?:heading|overskrift) ?(\d)", style):
            self.blocks.append(Block("heading", text, page, int(match[1]), heading_number(text)))
            self._caption = ("", "")
            return
        if style.startswith(("list bullet", "punktliste", "list paragraph")) and not text.startswith("•"):
            text = f"• {text}"
        caption = CAPTION.match(text)
        self._caption = (caption[2], text[caption.end() :].strip()) if caption else ("", "")
        self.blocks.append(Block("caption" if caption else "paragraph", text, page))

    def _table(self, table: Any) -> None:
        self._let_out()
        page, caption = self.walk.page, self._caption
        rows = _Grid(self.walk, self._noted, self.shaded).rows(table)
        if rows:
            self.tables.append(Table(page, rows, caption[1], caption[0], (page,)))
            self.blocks.append(Block("table", "\n".join("\t".join(row) for row in rows), page))
        self._caption = ("", "")

    def printed_page(self, number: int, notes: dict[str, str]) -> Page:
        """Page `number` with the notes that are referred to on it."""
        texts = [block.text for block in self.blocks if block.page == number]
        marks = dict.fromkeys(self.notes.get(number, []))
        return Page(number, "\n\n".join([*texts, *(f"[^{mark}]: {notes[mark]}" for mark in marks if notes.get(mark))]))


class _Grid:
    """The rows of one table. A table inside a cell becomes that cell's text, its cells apart, and is named."""

    def __init__(self, walk: Walk, noted: Any, shaded: bool) -> None:
        self.walk, self.noted, self.shaded = walk, noted, shaded
        self._start = walk.page

    def rows(self, table: Any, depth: int = 0) -> tuple[tuple[str, ...], ...]:
        """Cells as printed: a cell joined over columns or rows fills its first place, the others are empty."""
        style = child(table, "tblPr", "tblStyle")
        shaded = self.shaded or is_filled(child(table, "tblPr", "shd"))
        shaded = shaded or (style is not None and self.walk.styles.shades(attribute(style)))
        rows = []
        for row in _covered(table, "tr"):
            properties = child(row, "trPr")
            if child(properties, "del") is not None:
                self.walk.leave_out("changes")
            elif is_on(child(properties, "hidden")):
                self.walk.leave_out("hidden")
            else:
                cells = [text for cell in _covered(row, "tc") for text in self._cell(cell, shaded, depth)]
                rows.append((*[""] * _number(child(properties, "gridBefore")), *cells))
        return tuple(rows)

    def _cell(self, cell: Any, shaded: bool, depth: int) -> list[str]:
        properties = child(cell, "tcPr")
        if child(properties, "cellDel") is not None:
            self.walk.leave_out("changes")
            return []
        shaded = shaded or is_filled(child(properties, "shd"))
        text = self._text(cell, shaded, depth)
        for joined in ("vMerge", "hMerge"):
            merge = child(properties, joined)
            if merge is not None and attribute(merge) in {"", "continue"}:
                text = ""
        return [text, *[""] * (_number(child(properties, "gridSpan")) - 1)]

    def _text(self, cell: Any, shaded: bool, depth: int) -> str:
        texts: list[str] = []
        for element in _elements(cell, self.walk):
            if name_of(element) == "tbl":
                if depth > DEEPEST:
                    continue
                self.walk.leave_out("nested")
                texts += [APART.join(one for one in row if one) for row in self.rows(element, depth + 1)]
                texts += [""]
                continue
            walked = self.walk.paragraph(element, shaded)
            self.walk.page += walked.before + walked.after
            self.noted(walked)
            texts.append(spoken(walked.pieces, APART))
            for box in walked.boxes:
                texts.append(self._text(box, True, depth + 1))
        return cell_text([text for text in texts if text])


def cell_text(texts: Sequence[str]) -> str:
    """The paragraphs of a cell as one text; where both sides are figures they stay apart."""
    done = ""
    for text in texts:
        done += (
            APART if without_marks(done)[-1:].isdigit() and re.match(r"[-−–(]?\s?\d", text) else " " if done else ""
        ) + text
    return done


def _covered(element: Any, wanted: str, depth: int = 0) -> Iterator[Any]:
    """The rows of a table or the cells of a row, whatever covers they stand in."""
    for part in element.iterchildren():
        name = name_of(part)
        if name == wanted:
            yield part
        elif (name in THROUGH or name in {"AlternateContent", "Choice"}) and depth < DEEPEST:
            yield from _covered(part, wanted, depth + 1)


def _number(element: Any) -> int:
    text = attribute(element) if element is not None else ""
    return min(int(text), 200) if text.isdigit() else 0


def spoken(pieces: Sequence[Piece], apart: str = "") -> str:
    """Pieces as one line: raised signs as marks, breaks as blanks; `apart` as in `part_figures`."""
    text = ""
    for place, piece in enumerate(pieces):
        if piece.raised and piece.text.strip():
            text += raised(text.rstrip(), piece.text, pieces[place + 1].text if place + 1 < len(pieces) else "")
        else:
            text += piece.text
    return with_marks(" ".join(part_figures(text, apart).split()))


def _note_text(root: Any, identity: str, walk: Walk) -> str:
    """The text of the note with that id; "" when there is none."""
    for note in root if root is not None else ():
        if attribute(note, "id") == identity:
            paragraphs = (spoken(walk.paragraph(element).pieces) for element in _elements(note, walk))
            return " ".join(text for text in paragraphs if text)
    return ""
