"""A filled note to PDF/A-2a and PDF/UA-1, tagged, in bokmål. Typst and its fonts come in the wheel: no system font is used."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from drafting.export.contents import Contents, Part, Piece, Pieces, contents
from drafting.note import FilledNote

STANDARDS = ("a-2a", "ua-1")

_TEMPLATE = Path(__file__).with_name("note.typ")
# A word of this length is cut into chunks that may stand on lines of their own; shorter ones are hyphenated.
_LONG_WORD = 26
_CHUNK = re.compile(r"[^/?&=_\-.,;:]{1,12}[/?&=_\-.,;:]*|[/?&=_\-.,;:]{1,12}")


def pdf_bytes(filled: FilledNote) -> bytes:
    """The note as PDF. The same note gives the same bytes.

    Signs that no embedded font has are printed as their code, «[U+6F22]», never left out.
    """
    note = contents(filled)
    data = _data(note)
    return _compiled(json.dumps(data), note)


def _compiled(note_json: str, note: Contents) -> bytes:
    import typst

    made = datetime(note.dated.year, note.dated.month, note.dated.day, tzinfo=UTC)
    return typst.compile(
        _TEMPLATE.read_bytes(),
        format="pdf",
        ignore_system_fonts=True,
        pdf_standards=list(STANDARDS),
        sys_inputs={"note": note_json},
        timestamp=made,
    )


def _data(note: Contents) -> dict[str, Any]:
    """The note as JSON data for the template; every text is a list of chunks."""
    return {
        "heading": note.heading,
        "name": note.name,
        "short": note.short,
        "dated": [note.dated.year, note.dated.month, note.dated.day],
        "title_block": [
            [label, [[_chunks(column) for column in line] for line in lines]] for label, lines in note.title_block
        ],
        "title": _chunks(note.title),
        "marking": note.marking,
        "draft": note.draft,
        "legend": [[mark, _chunks(owner)] for mark, owner in note.legend],
        "chapters": [_chapter(it.title, it.parts) for it in note.chapters],
        "process": [_chapter(it.title, it.parts) for it in note.process],
        "signatures": [[_chunks(name), _chunks(role)] for name, role in note.signatures],
    }


def _chapter(title: str, parts: tuple[Part, ...]) -> dict[str, Any]:
    return {"title": _chunks(title), "parts": [_part(part) for part in parts]}


def _part(part: Part) -> dict[str, Any]:
    return {
        "kind": part.kind,
        "pieces": _runs(part.pieces),
        "items": [
            {"number": item.number, "pieces": _runs(item.pieces), "children": [_runs(child) for child in item.children]}
            for item in part.items
        ],
        "rows": [[_runs(cell) for cell in row] for row in part.rows],
        "caption": _runs(part.caption),
        "heading": part.heading,
        "numeric": list(part.numeric),
        "widths": list(part.widths),
        "leads": part.leads,
    }


def _runs(pieces: Pieces) -> list[dict[str, Any]]:
    return [_run(piece) for piece in pieces]


def _run(piece: Piece) -> dict[str, Any]:
    return {
        "text": _chunks(piece.text),
        "mark": piece.mark,
        "hidden": piece.hidden,
        "footnote": _runs(piece.footnote),
    }


def _chunks(text: str) -> list[str]:
    """The text with its overlong words cut: «Lenke: https://…/…» → [«Lenke: https://», «…/», «…»]."""
    found, plain = [], ""
    for token in re.split(r"(\S{%d,})" % _LONG_WORD, text):
        if len(token) < _LONG_WORD or " " in token:
            plain += token
            continue
        chunks = _CHUNK.findall(token)
        found.append(plain + chunks[0])
        found += chunks[1:-1]
        plain = chunks[-1] if len(chunks) > 1 else ""
    return [*found, plain] if plain else found
