"""Workbook: every figure of a case as a live formula on named cells, for those who check by hand.

Sheets: «Om», «Inndata» (inputs, as named cells), «Beregninger» (each figure a formula, beside the value that Prisnotat
computed), «Diskontering» when needed, and one for each table of the note. For the public the figures that hold a
secret, and every input that is one, are not in the file at all. The same figures always give the same bytes.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, Cell, MergedCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.worksheet import Worksheet

from drafting.calculations.graph.discounting import LONGEST_YEARS
from drafting.calculations.graph.explanation import all_figures
from drafting.calculations.graph.figures import DATE, SHARE, Figure
from drafting.case.case import Case
from drafting.confidentiality.hiding.audience import Audience
from drafting.confidentiality.hiding.hidden import without_secrets
from drafting.export.workbook.formulas import Formulas, factor_formula, names_of
from drafting.export.workbook.tables import KeyTable, key_tables

HIDDEN = "Unntatt offentlighet"
SECRET_FILL = PatternFill("solid", start_color="FFF2B8B5", end_color="FFF2B8B5")
INPUT_FILL = PatternFill("solid", start_color="FFE3F0DA", end_color="FFE3F0DA")
HEADING = Font(bold=True)
STAMP = (1980, 1, 1, 0, 0, 0)  # the same bytes each time
MODIFIED = re.compile(rb"(<dcterms:(created|modified)[^>]*>)[^<]*(</dcterms:)")


def workbook_bytes(case: Case, figures: Mapping[str, Figure], audience: Audience = "internal") -> bytes:
    """The workbook as .xlsx bytes; the public one goes out through the gate (`publishing.write_workbook`) only."""
    shown, hidden = all_figures(figures), frozenset[str]()
    if audience == "public":
        known = without_secrets(shown)
        shown = {key: figure for key, figure in known.items() if isinstance(figure, Figure)}
        hidden = frozenset(known) - frozenset(shown)
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    names = names_of(shown.values())
    formulas = Formulas(names)
    _about(sheet, case, shown, audience)
    _inputs(book, shown, names)
    _computed(book, shown, names, formulas)
    _discounting(book, formulas)
    for table in key_tables(case, frozenset(shown) | hidden):
        _table(book, table, shown, names, hidden)
    book.properties.creator, book.properties.title = "Prisnotat", f"{case.method_id} beregninger"
    stream = io.BytesIO()
    book.save(stream)
    return _same_each_time(stream.getvalue())


def _about(sheet: Worksheet, case: Case, shown: Mapping[str, Figure], audience: Audience) -> None:
    sheet.title = "Om"
    lines = [
        (f"{case.method_id} {case.title}", ""),
        ("Utgave", "intern, med opplysninger unntatt offentlighet" if audience == "internal" else "offentlig"),
        ("Inndata", "Tallene fra saksfilen og daterte satser. Endre en grønn celle, så regnes alt om."),
        ("Beregninger", "Hvert tall som formel på navngitte celler, ved siden av verdien Prisnotat har beregnet."),
    ]
    owners = sorted({owner for figure in shown.values() for owner in figure.owners})
    for line in lines:
        _append(sheet, line)
    if owners:
        _append(sheet, ("Rødlig celle", f"Unntatt offentlighet, jf. offentleglova § 13. Eiere: {', '.join(owners)}"))
        sheet.cell(sheet.max_row, 1).fill = SECRET_FILL
    sheet["A1"].font = HEADING
    _widths(sheet, 30, 100)


def _inputs(book: Workbook, shown: Mapping[str, Figure], names: Mapping[str, str]) -> None:
    sheet = book.create_sheet("Inndata")
    _heading(sheet, "Nøkkel", "Beskrivelse", "Verdi", "Enhet", "Kilde", "Merknad", "Eier")
    for figure in shown.values():
        if figure.term is None:
            owners = ", ".join(sorted(figure.owners))
            _append(sheet, (figure.key, figure.label, "", figure.unit, figure.reference, figure.remark, owners))
            cell = sheet.cell(sheet.max_row, 3)
            cell.value = _input_value(figure)
            _dress(cell, figure, INPUT_FILL)
            _name(book, sheet, names[figure.key], f"$C${sheet.max_row}")
    _widths(sheet, 45, 55, 18, 12, 60, 30, 20)


def _computed(book: Workbook, shown: Mapping[str, Figure], names: Mapping[str, str], formulas: Formulas) -> None:
    sheet = book.create_sheet("Beregninger")
    _heading(
        sheet, "Nøkkel", "Beskrivelse", "Verdi", "Enhet", "Beregnet i Prisnotat", "Regnestykke", "Kilde", "Merknad"
    )
    for figure in shown.values():
        if figure.term is not None:
            described = (figure.formula, figure.reference, figure.remark)
            _append(sheet, (figure.key, figure.label, "", figure.unit, "", *described))
            live, fixed = sheet.cell(sheet.max_row, 3), sheet.cell(sheet.max_row, 5)
            live.value, fixed.value = formulas.of(figure), figure.value
            for cell in (live, fixed):
                _dress(cell, figure, None)
            _name(book, sheet, names[figure.key], f"$C${sheet.max_row}")
    _widths(sheet, 45, 55, 18, 12, 18, 80, 50, 40)


def _discounting(book: Workbook, formulas: Formulas) -> None:
    """One pair of columns for each point of payment: factor of the year, and the sum of the factors before it."""
    if not formulas.tables:
        return
    sheet = book.create_sheet("Diskontering")
    headings = [text for point, *_ in formulas.tables for text in (f"Faktor ({point})", "Sum før året")]
    _heading(sheet, "År", *headings)
    last = LONGEST_YEARS + 2
    for year in range(LONGEST_YEARS + 1):
        sheet.cell(year + 2, 1).value = year
    for table, number in formulas.tables.items():
        factor, total = get_column_letter(2 * number), get_column_letter(2 * number + 1)
        for row in range(2, last + 1):
            sheet[f"{factor}{row}"].value = factor_formula(f"$A{row}", table)
            sheet[f"{total}{row}"].value = f"={total}{row - 1}+{factor}{row - 1}" if row > 2 else 0
        _name(book, sheet, f"diskontering_{number}_faktor", f"${factor}$2:${factor}${last}")
        _name(book, sheet, f"diskontering_{number}_sum", f"${total}$2:${total}${last}")
    _widths(sheet, 8, *(20 for _ in headings))


def _table(
    book: Workbook, table: KeyTable, shown: Mapping[str, Figure], names: Mapping[str, str], hidden: frozenset[str]
) -> None:
    sheet = book.create_sheet(table.name)
    _heading(sheet, *table.headings)
    for label, *keys in table.rows:
        _append(sheet, (label,))
        for column, key in enumerate(keys, start=2):
            cell = sheet.cell(sheet.max_row, column)
            if key in shown:
                cell.value = f"={names[key]}"
                _dress(cell, shown[key], None)
            elif key in hidden:
                _text(cell, HIDDEN)
    _widths(sheet, 50, *(22 for _ in table.headings[1:]))


def _input_value(figure: Figure) -> date | Decimal:
    return date.fromordinal(int(figure.value)) if figure.unit == DATE else figure.value


def _dress(cell: Cell, figure: Figure, fill: PatternFill | None) -> None:
    """Number format of the figure's unit, and the colour of a secret or of an input."""
    if figure.unit == DATE:
        cell.number_format = "dd.mm.yyyy"
    elif figure.unit == SHARE:
        cell.number_format = "0.####%"
    else:
        decimals = figure.shown_decimals
        cell.number_format = "#,##0" + ("." + "0" * decimals if decimals else "")
    if figure.confidential:
        cell.fill = SECRET_FILL
    elif fill is not None:
        cell.fill = fill


def _heading(sheet: Worksheet, *texts: str) -> None:
    for column, text in enumerate(texts, start=1):
        cell = sheet.cell(1, column)
        _text(cell, text)
        cell.font = HEADING
        cell.alignment = Alignment(wrap_text=True, vertical="top")
    sheet.freeze_panes = "B2"


def _append(sheet: Worksheet, texts: Sequence[str]) -> None:
    """A row of texts after the last one; empty texts leave the cell alone."""
    row = sheet.max_row + 1 if sheet["A1"].value is not None else 1
    for column, text in enumerate(texts, start=1):
        if text:
            _text(sheet.cell(row, column), text)


def _text(cell: Cell | MergedCell, text: str) -> None:
    """Text as text, even when it begins like a formula."""
    assert isinstance(cell, Cell)
    cell.value = ILLEGAL_CHARACTERS_RE.sub("", text)
    cell.data_type = "s"


def _widths(sheet: Worksheet, *widths: int) -> None:
    for column, width in enumerate(widths, start=1):
        sheet.column_dimensions[get_column_letter(column)].width = width


def _name(book: Workbook, sheet: Worksheet, name: str, cells: str) -> None:
    book.defined_names[name] = DefinedName(name, attr_text=f"'{sheet.title}'!{cells}")


def _same_each_time(content: bytes) -> bytes:
    """The archive with fixed times, so that the same figures give the same bytes."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            data = old.read(name)
            if name == "docProps/core.xml":
                data = MODIFIED.sub(rb"\g<1>1980-01-01T00:00:00Z\g<3>", data)
            info = zipfile.ZipInfo(name, STAMP)
            info.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(info, data)
    return stream.getvalue()
