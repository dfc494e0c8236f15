"""Texts in a zip file, and in the zip files that Word and Excel write: every part, with deleted and hidden text."""

from __future__ import annotations

import html
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from io import BytesIO

from corpus.errors import UnreadableDocument
from drafting.confidentiality.opened.formulas import calculated
from drafting.confidentiality.opened.markup import attributes, embedded, running_text
from drafting.confidentiality.opened.pieces import Budget, Piece, decoded, labelled

DELETED = re.compile(r"<w:(del|moveFrom)\b[^>]*>.*?</w:\1>", re.S)
INSERTED = re.compile(r"<w:(ins|moveTo)\b[^>]*>.*?</w:\1>", re.S)
DELETED_TEXT = re.compile(r"<w:delText\b[^>]*>(.*?)</w:delText>", re.S)
FIELD_CODE = re.compile(r"<w:instrText\b[^>]*>(.*?)</w:instrText>", re.S)
SHARED_STRING = re.compile(r"<(?:\w+:)?si\b[^>]*?(?:/>|>(.*?)</(?:\w+:)?si>)", re.S)
CELL = re.compile(r"<(?:\w+:)?c\b([^>]*?)(?:/>|>(.*?)</(?:\w+:)?c>)", re.S)
CELL_VALUE = re.compile(r"<(?:\w+:)?v\b[^>]*>(.*?)</(?:\w+:)?v>", re.S)
CELL_TEXT = re.compile(r"<(?:\w+:)?t\b[^>]*>(.*?)</(?:\w+:)?t>", re.S)
FORMULA = re.compile(r"<(?:\w+:)?f\b[^>]*>(.*?)</(?:\w+:)?f>", re.S)
FORMULA_MARK = re.compile(r"<(?:\w+:)?f\b")
ROW = re.compile(r"<(?:\w+:)?row\b.*?</(?:\w+:)?row>", re.S)
ENCRYPTED = 0x1  # bit of a zip entry's flags
# Angles and widths of a theme that every program writes alike; «dir="5400000"» is no price.
GEOMETRY = re.compile(r'\b(?:dir|dist|blurRad|ang|pos|w|l|t|r|b)="\d+"')
PLACES = (
    ("docProps/", "dokumentets egenskaper"),
    ("customXml/", "tilpasset XML"),
    ("comments", "kommentar"),
    ("people.xml", "kommentarforfattere"),
    ("footnotes", "fotnote"),
    ("endnotes", "sluttnote"),
    ("header", "topptekst"),
    ("footer", "bunntekst"),
    ("settings", "innstillinger"),
    ("glossary/", "byggeklosser"),
    ("sharedStrings", "delte tekster"),
    ("worksheets/", "regneark"),
    ("workbook", "arbeidsbok"),
    ("document.xml", "dokumentets tekst"),
)


@dataclass(frozen=True, slots=True)
class _Inside:
    """Where in a zip file we are."""

    shared: list[str]
    place: str
    depth: int
    budget: Budget


def texts(data: bytes, name: str, place: str, depth: int, budget: Budget) -> Iterator[Piece]:
    """Every text of a zip file: names, comments, and each part by its kind. Raises UnreadableDocument."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            yield Piece(labelled(place, "kommentar på zip-filen"), archive.comment.decode("utf-8", "replace"), True)
            inside = _Inside(_shared_strings(archive, budget), place, depth, budget)
            for entry in archive.infolist():
                yield from _entry(archive, entry, inside)
            if "xl/workbook.xml" in archive.namelist():
                yield from _formulas(data, archive, place, budget)
    except (zipfile.BadZipFile, zlib.error, EOFError, ValueError, struct.error, NotImplementedError, OSError) as error:
        raise UnreadableDocument("Filen er skadet.", where=name, remedy="Lag den på nytt.") from error


def _entry(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, inside: _Inside) -> Iterator[Piece]:
    notes = entry.comment.decode("utf-8", "replace")
    yield Piece(labelled(inside.place, "filnavn i zip-filen"), f"{entry.filename}\n{notes}", True)
    if entry.is_dir():
        return
    if entry.flag_bits & ENCRYPTED:
        inside.budget.unread.append(labelled(inside.place, f"{entry.filename} (kryptert)"))
        return
    content = _content(archive, entry, inside.budget)
    here = replace(inside, place=labelled(inside.place, entry.filename))
    if entry.filename.endswith((".xml", ".rels", ".vml")):
        yield from _xml(decoded(content), entry.filename, here)
    else:
        yield from inside.budget.inside(content, entry.filename, here.place, inside.depth + 1)


def _formulas(data: bytes, archive: zipfile.ZipFile, place: str, budget: Budget) -> Iterator[Piece]:
    """The values of formulas that were stored without one; a cell that cannot be calculated is unread."""
    sheets = [name for name in archive.namelist() if name.startswith("xl/worksheets/") and name.endswith(".xml")]
    lacking = sum(
        1
        for name in sheets
        for _, content in CELL.findall(decoded(_content(archive, archive.getinfo(name), budget)))
        if FORMULA_MARK.search(content) and not _joined(CELL_VALUE, content)
    )
    if not lacking:
        return
    try:
        values = list(calculated(data))
    except Exception:  # openpyxl raises many kinds on a damaged workbook
        values = []
    if not values:
        budget.unread.append(labelled(place, "formler uten lagret verdi"))
    for sheet, cell, value in values:
        where = labelled(place, f"arket {sheet}, celle {cell}")
        if value is None:
            budget.unread.append(f"{where} (formel uten lagret verdi)")
        else:
            yield Piece(f"{where} (beregnet)", format(value, ".15g") if isinstance(value, float) else str(value), True)


def _content(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, budget: Budget) -> bytes:
    """An entry's bytes, never more than the budget has left, whatever its header claims."""
    with archive.open(entry) as file:
        content = file.read(max(0, budget.bytes_left) + 1)
    budget.spend(len(content))
    return content


def _shared_strings(archive: zipfile.ZipFile, budget: Budget) -> list[str]:
    if "xl/sharedStrings.xml" not in archive.namelist():
        return []
    text = decoded(_content(archive, archive.getinfo("xl/sharedStrings.xml"), budget))
    return [_joined(CELL_TEXT, match[1] or "") for match in SHARED_STRING.finditer(text)]


def _joined(pattern: re.Pattern[str], text: str) -> str:
    return html.unescape("".join(pattern.findall(text)))


def _xml(text: str, name: str, inside: _Inside) -> Iterator[Piece]:
    """A part of a Word or Excel file: as it stands, as it was before the changes, deleted text, fields, attributes."""
    label = labelled(inside.place, next((label for part, label in PLACES if part in name), "")).removesuffix(": ")
    running = name.startswith("word/") and "comments" not in name
    yield from embedded(text, name, inside.place, inside.depth, inside.budget)
    if "worksheets/" in name and name.startswith("xl/"):
        yield from _sheet(text, inside.shared, label)
        text = ROW.sub("", text)
    else:
        yield Piece(label, running_text(text), not running)
    if DELETED.search(text) or INSERTED.search(text):
        yield Piece(f"{label} (revisjon)", running_text(DELETED.sub("", text)))
        yield Piece(f"{label} (revisjon)", running_text(INSERTED.sub("", text)))
        yield Piece(f"{label} (revisjon)", _joined(DELETED_TEXT, text), True)
    if "/theme/" in name:
        text = GEOMETRY.sub("", text)
    yield Piece(f"{label} (feltkode)", _joined(FIELD_CODE, text), True)
    yield from attributes(text, label)


def _sheet(text: str, shared: list[str], label: str) -> Iterator[Piece]:
    """A worksheet as rows of cells, shared texts put in, formulas apart."""
    rows = []
    for match in ROW.finditer(text):
        rows.append("\t".join(_cell(marks, content or "", shared) for marks, content in CELL.findall(match[0])))
        for formula in FORMULA.findall(match[0]):
            yield Piece(f"{label} (formel)", html.unescape(formula), True)
    yield Piece(label, "\n".join(rows))
    for row in rows:
        for cell in row.split("\t"):
            yield Piece(f"{label} (celle)", cell, True)
    yield Piece(f"{label} (utenfor radene)", running_text(ROW.sub("", text)), True)


def _cell(cell_attributes: str, content: str, shared: list[str]) -> str:
    value = _joined(CELL_VALUE, content)
    if 't="s"' in cell_attributes:
        return shared[int(value)] if value.isdigit() and int(value) < len(shared) else ""
    inline = _joined(CELL_TEXT, content)
    if inline:
        return inline
    # A binary fraction: a point is a decimal point here, whatever the digits after it.
    return value if not re.fullmatch(r"-?\d+\.\d{3}", value) else value.replace(".", ",")
