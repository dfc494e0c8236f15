"""A section of a printed note as HTML with numbered marks where the findings are; every text is escaped."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

BLOCK = re.compile(r"[^\n](?:(?!\n\n).)*", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Mark:
    """A place in the section's text, the number of its finding, and how grave it is."""

    start: int
    end: int
    number: int
    severity: str


def marked_html(text: str, marks: Sequence[Mark]) -> str:
    """The text as paragraphs and tables, each mark around its characters. Marks that overlap show the first only."""
    chosen: list[Mark] = []
    for mark in sorted(marks, key=lambda mark: (mark.start, mark.end)):
        if mark.start < mark.end and (not chosen or mark.start >= chosen[-1].end):
            chosen.append(mark)
    parts = []
    for match in BLOCK.finditer(text):
        rows = match[0].split("\n")
        if "\t" in match[0]:
            parts.append(_table(rows, match.start(), chosen))
        else:
            parts.append(f"<p>{_marked(match[0], match.start(), chosen)}</p>".replace("\n", "<br>"))
    return f'<div class="note">{"".join(parts) or "<p><em>Avsnittet er tomt.</em></p>"}</div>'


def _table(rows: Sequence[str], offset: int, marks: Sequence[Mark]) -> str:
    shown = []
    for row in rows:
        cells = []
        for cell in row.split("\t"):
            cells.append(f"<td>{_marked(cell, offset, marks)}</td>")
            offset += len(cell) + 1
        shown.append(f"<tr>{''.join(cells)}</tr>")
    return f'<div class="scroll"><table class="grid">{"".join(shown)}</table></div>'


def _marked(piece: str, offset: int, marks: Sequence[Mark]) -> str:
    """A piece of the text that begins at `offset`, with the parts of the marks that fall inside it."""
    shown, at = "", 0
    for mark in marks:
        start, end = max(mark.start - offset, at), min(mark.end - offset, len(piece))
        if start >= end:
            continue
        kind = "missing" if mark.severity == "error" else "secret"
        number = f"<sup>{mark.number}</sup>" if mark.end - offset <= len(piece) else ""
        shown += escape(piece[at:start]) + f'<mark class="{kind}">{escape(piece[start:end])}{number}</mark>'
        at = end
    return shown + escape(piece[at:])
