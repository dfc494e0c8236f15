"""A workbook to the grids of the sheets that are seen. Formulas stand as the values that were stored with them."""

from __future__ import annotations

import io
import re
import zipfile
from typing import TYPE_CHECKING, Any

from corpus.errors import UserError
from drafting.offers.grid import Cell, Grid, letters
from drafting.offers.units import format_fault

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

LARGEST_UNPACKED = 30_000_000  # bytes; a price list of 2 000 rows unpacks to some 5 MB
MOST_COLUMNS = 60
FLAT = 1.0  # a row of fewer points, or a column of fewer characters, shows nothing
WHITE = ("FFFFFFFF", "00FFFFFF")


def workbook_grids(content: bytes, name: str, most_rows: int) -> tuple[list[Grid], tuple[str, ...]]:
    """The sheets that are shown, and a remark that names those that are not.

    Raises:
        UserError: damaged, too large, of another spreadsheet program, or no sheet that is shown.
    """
    from openpyxl import load_workbook

    try:
        _check_package(content, name)
        values = load_workbook(io.BytesIO(content), data_only=True)
        formulas = load_workbook(io.BytesIO(content))
    except UserError:
        raise
    except Exception:  # openpyxl raises many kinds on a damaged file, and their texts can hold cells
        raise UserError("Regnearket kan ikke leses.", where=name, remedy="Åpne det og lagre det på nytt.") from None
    shown = [sheet for sheet in values.worksheets if sheet.sheet_state == "visible"]
    hidden = [sheet.title for sheet in values.worksheets if sheet.sheet_state != "visible"]
    if not shown:
        raise UserError("Regnearket har ingen synlige ark.", where=name, remedy="Vis arket med tilbudet, og lagre.")
    for sheet in shown:
        if sheet.max_row > most_rows:
            raise UserError(
                f"Arket «{sheet.title}» har over {most_rows} rader.",
                where=name,
                remedy="Velg en fil med bare pristilbudet.",
            )
    told = f"{'Skjulte ark er' if len(hidden) > 1 else 'Et skjult ark er'} ikke lest: {_listed(hidden)}."
    return [_grid(sheet, formulas[sheet.title]) for sheet in shown], (told,) if hidden else ()


def _listed(names: list[str]) -> str:
    return ", ".join(f"«{name}»" for name in names)


def _check_package(content: bytes, name: str) -> None:
    """Raises UserError for what is no .xlsx inside, or unpacks to far more than an offer is, before it is unpacked."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        parts = package.infolist()
        names = {part.filename for part in parts}
        if sum(part.file_size for part in parts) > LARGEST_UNPACKED:
            raise UserError("Regnearket er for stort.", where=name, remedy="Velg en fil med bare pristilbudet.")
    if "xl/workbook.bin" in names or "mimetype" in names or "word/document.xml" in names:
        raise UserError("Pristilbud leses fra .xlsx eller .csv.", where=name, remedy="Lagre filen i et av formatene.")


def _grid(sheet: Worksheet, formulas: Worksheet) -> Grid:
    columns = _hidden_columns(sheet)
    rows, away = [], []
    width = min(sheet.max_column, MOST_COLUMNS)
    for number, row in enumerate(sheet.iter_rows(max_col=width), start=1):
        dimension = sheet.row_dimensions.get(number)
        filled = any(cell.value is not None for cell in row)
        if dimension is not None and (dimension.hidden or _flat(dimension.height)):
            away += [number] if filled else []
            continue
        rows.append((number, tuple(_cell(cell, formulas.cell(number, at)) for at, cell in enumerate(row, start=1))))
    remarks = []
    if away:
        remarks.append(f"Skjulte rader i arket «{sheet.title}» er ikke lest: {', '.join(map(str, away[:20]))}.")
    seen = [n for n in sorted(columns) if any(row[n].value is not None for row in sheet.iter_rows() if n < len(row))]
    if seen:
        remarks.append(f"Skjulte kolonner i arket «{sheet.title}» er ikke lest: {', '.join(map(letters, seen))}.")
    if sheet.max_column > MOST_COLUMNS:
        remarks.append(f"Arket «{sheet.title}» har over {MOST_COLUMNS} kolonner; de siste er ikke lest.")
    merged = tuple((one.min_row, one.max_row, one.min_col - 1, one.max_col - 1) for one in sheet.merged_cells.ranges)
    return Grid(sheet.title, tuple(rows), frozenset(columns), merged, tuple(remarks))


def _hidden_columns(sheet: Worksheet) -> set[int]:
    """Columns, from 0, that are hidden or have no width; openpyxl keeps a run of columns under its first."""
    return {
        number - 1
        for dimension in sheet.column_dimensions.values()
        if dimension.hidden or dimension.width < FLAT
        for number in range(dimension.min or 0, min(dimension.max or 0, MOST_COLUMNS) + 1)
        if number
    }


def _cell(cell: Any, formula: Any) -> Cell:
    """A cell's value and why it is no price; a number shown with leading zeros («000000») keeps them."""
    value, shown = cell.value, cell.number_format or ""
    if isinstance(value, int) and not isinstance(value, bool) and re.fullmatch(r"0{2,}", shown):
        return Cell(str(value).zfill(len(shown)))
    return Cell(value, _fault(cell, formula, shown))


def _fault(cell: Any, formula: Any, shown: str) -> str:
    if formula.data_type == "f" and cell.value is None:
        return "Formelen har ingen lagret verdi. Åpne filen i regnearket og lagre den, eller skriv beløpet."
    if cell.data_type == "e":
        return "Cellen viser en feilverdi. Rett formelen, eller skriv beløpet."
    font = getattr(cell, "font", None)
    if font is not None and font.strike:
        return "Cellen er gjennomstreket. Skriv prisen som gjelder."
    if font is not None and font.color is not None and font.color.rgb in WHITE and cell.fill.fill_type is None:
        return "Cellen er skrevet i hvitt på hvitt. Skriv prisen så den kan ses."
    if cell.comment is not None and isinstance(cell.value, int | float):
        return "Cellen har en kommentar som ikke kan tolkes. Les den, fjern den, og kontroller beløpet."
    return format_fault(shown) if isinstance(cell.value, int | float) and not cell.is_date else ""


def _flat(height: float | None) -> bool:
    return height is not None and height < FLAT
