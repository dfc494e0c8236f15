"""A filled note to PDF/A-2a and PDF/UA-1, tagged, in bokmål.

Typst and its fonts come in the wheel and no system font is used, so the look is the same on every machine.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Set
from contextlib import suppress
from datetime import UTC, date, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

from corpus.errors import UserError
from drafting.export.contents import HEADING, LEGEND, SHORT_TABLE, Contents, Part, Piece, Pieces, contents
from drafting.export.title_block import NO_DATE
from drafting.note.note import FilledNote

_TEMPLATE = Path(__file__).with_name("note.typ")
_PROBE = b"""
#let note = json(bytes(sys.inputs.note))
#set document(title: "-")
#set text(font: ("Libertinus Serif", "New Computer Modern", "DejaVu Sans Mono"), lang: "nb")
#note.sign#text(weight: "bold", note.sign)#text(style: "italic", note.sign)
"""
_UNPRINTABLE = "PDF-en lot seg ikke lage."
# ASCII, Latin-1 and the punctuation of Norwegian text: in every embedded font.
_COMMON = re.compile(r"[ -~\u00a0-\u00ff–—‘’“”„†‡•…‰‹›€−≈≤≥]")
# A word of this length is cut into chunks that may stand on lines of their own; shorter ones are hyphenated.
_LONG_WORD = 26
_TOKEN = re.compile(rf"(\S{{{_LONG_WORD},}})")
_CHUNK = re.compile(r"[^/?&=_\-.,;:]{1,12}[/?&=_\-.,;:]*|[/?&=_\-.,;:]{1,12}")


def pdf_bytes(filled: FilledNote) -> bytes:
    """The note as PDF. The same note gives the same bytes.

    Signs that no embedded font has are printed as their code, «[U+6F22]», never left out.
    """
    import typst

    note = contents(filled)
    data = _data(note)
    try:
        return _compiled(_TEMPLATE.read_bytes(), data, note.dated)
    except typst.TypstError:
        pass
    signs = {sign for text in _texts(data) for sign in text if not _COMMON.match(sign)}
    for kept in (frozenset(sign for sign in signs if printable(sign)), frozenset[str]()):
        with suppress(typst.TypstError):
            return _compiled(_TEMPLATE.read_bytes(), _spelled(data, signs - kept), note.dated)
    # From None: what Typst says may quote the note.
    raise UserError(_UNPRINTABLE, where=note.method_id, remedy="Bruk Word-filen, og meld fra om feilen.") from None


@lru_cache(maxsize=4096)
def printable(sign: str) -> bool:
    """Whether an embedded font can print the sign in regular, bold and italic."""
    import typst

    try:
        _compiled(_PROBE, {"sign": sign}, NO_DATE)
    except typst.TypstError:
        return False
    return True


def _compiled(template: bytes, data: dict[str, Any], dated: date) -> bytes:
    import typst

    return typst.compile(
        template,
        format="pdf",
        ignore_system_fonts=True,
        pdf_standards=["a-2a", "ua-1"],
        sys_inputs={"note": json.dumps(data)},
        timestamp=datetime(dated.year, dated.month, dated.day, tzinfo=UTC),
    )


def _texts(data: Any) -> Iterator[str]:
    if isinstance(data, str):
        yield data
    elif isinstance(data, dict | list):
        for value in data.values() if isinstance(data, dict) else data:
            yield from _texts(value)


def _spelled(data: Any, signs: Set[str]) -> Any:
    """The data with those signs printed as their codes."""
    if isinstance(data, str):
        return "".join(f"[U+{ord(sign):04X}]" if sign in signs else sign for sign in data)
    if isinstance(data, list):
        return [_spelled(value, signs) for value in data]
    if isinstance(data, dict):
        return {key: _spelled(value, signs) for key, value in data.items()}
    return data


def _data(note: Contents) -> dict[str, Any]:
    """The note as JSON data for the template; every text is a list of chunks."""
    return {
        "heading": HEADING,
        "short_table": SHORT_TABLE,
        "legend_says": LEGEND,
        "name": note.name,
        "method_id": note.method_id,
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
        "size": part.size,
        "leads": part.leads,
    }


def _runs(pieces: Pieces) -> list[dict[str, Any]]:
    return [_run(piece) for piece in pieces]


def _run(piece: Piece) -> dict[str, Any]:
    return {
        "text": _chunks(piece.text),
        "mark": piece.mark,
        "hidden": piece.hidden,
        "gap": piece.gap,
        "footnote": _runs(piece.footnote),
    }


def _chunks(text: str) -> list[str]:
    """The text with its overlong words cut: «Lenke: https://…/…» → [«Lenke: https://», «…/», «…»]."""
    found, plain = [], ""
    for token in _TOKEN.split(text):
        if len(token) < _LONG_WORD or " " in token:
            plain += token
            continue
        chunks = _CHUNK.findall(token)
        found.append(plain + chunks[0])
        found += chunks[1:-1]
        plain = chunks[-1] if len(chunks) > 1 else ""
    return [*found, plain] if plain else found
