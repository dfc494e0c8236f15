"""A CSV file to grids: its encodings, and one grid for each separator it can be parted by."""

from __future__ import annotations

import csv
import io

from corpus.errors import UserError
from drafting.offers.grid import Cell, Grid

MARKS = {";": "semikolon", "\t": "tabulator", ",": "komma"}


def csv_grids(content: bytes, name: str) -> dict[str, Grid]:
    """Separator → the rows as it parts them; row numbers are those of the file's records. Raises UserError."""
    text = _decoded(content, name)
    return {mark: _grid(text, mark, name) for mark in MARKS if mark in text} or {";": _grid(text, ";", name)}


def _grid(text: str, mark: str, name: str) -> Grid:
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=mark))
    except csv.Error:
        raise UserError("Filen er ikke en gyldig CSV-fil.", where=name, remedy="Lagre den på nytt.") from None
    return Grid("", tuple((number, tuple(map(Cell, row))) for number, row in enumerate(rows, start=1)))


def _decoded(content: bytes, name: str) -> str:
    """UTF-16 and UTF-8 by mark or content, else Windows-1252, which is how Excel in Norwegian saves CSV."""
    encodings = ["utf-8-sig", "cp1252"]
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings = ["utf-16"]
    elif len(content) >= 4 and content[1:64:2].count(0) * 2 > len(content[1:64:2]):
        encodings = ["utf-16-le"]
    elif len(content) >= 4 and content[0:64:2].count(0) * 2 > len(content[0:64:2]):
        encodings = ["utf-16-be"]
    for encoding in encodings:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text and "\ufffd" not in text:
            return text
    raise UserError("Filen er ikke en CSV-fil.", where=name, remedy="Lagre regnearket som CSV UTF-8.")
