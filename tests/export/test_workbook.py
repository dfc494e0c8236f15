"""The workbook: live formulas that give the same figures, and a public one that holds no secret."""

from __future__ import annotations

import io
import re
import subprocess
import zipfile
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from corpus.errors import UserError
from drafting.calculations.calculation import calculate
from drafting.calculations.graph.explanation import all_figures
from drafting.calculations.graph.figures import Figure, apply, computed
from drafting.calculations.graph.operations import OPERATIONS
from drafting.case.case import Case
from drafting.case.file import read_case
from drafting.export.workbook.formulas import DISCOUNTING, FORMULAS, Formulas, names_of
from drafting.export.workbook.workbook import HIDDEN, SECRET_FILL, workbook_bytes
from drafting.publishing.gate import write_workbook
from tests.calculations.conftest import made_case, quick_case
from tests.calculations.full_case import FULL, SECRETS

REAL = ("ID2021_047", "ID2022_075")
KEY, VALUE, FIXED = 0, 2, 4  # columns of «Beregninger»


@pytest.fixture
def full() -> Case:
    return quick_case(FULL)


def recalculated(files: list[Path], folder: Path) -> list[Any]:
    """The workbooks as LibreOffice computes them, with an office profile of their own."""
    command = ["soffice", f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--convert-to"]
    out = folder / "out"
    subprocess.run(
        [*command, "xlsx:Calc MS Excel 2007 XML", "--outdir", str(out), *map(str, files)],
        check=True,
        capture_output=True,
        timeout=240,
    )
    return [load_workbook(out / file.name, data_only=True) for file in files]


@pytest.mark.office
@pytest.mark.shared
def test_libreoffice_finds_every_figure_to_the_ore(full: Case, shared: Path, tmp_path: Path) -> None:
    cases = [full, *(read_case(shared / "cases" / f"{name}.yaml").case for name in REAL)]
    files, wanted = [], []
    for number, case in enumerate(cases):
        for audience in ("internal", "public"):
            figures = calculate(case)
            files.append(write_workbook(case, figures, tmp_path / f"{number}_{audience}.xlsx", audience))
            shown = all_figures(figures).values()
            wanted.append({f.key: f for f in shown if f.term and (audience == "internal" or not f.owners)})
    for book, expected in zip(recalculated(files, tmp_path), wanted, strict=True):
        rows = list(book["Beregninger"].iter_rows(min_row=2, values_only=True))
        assert [row[KEY] for row in rows] == list(expected)
        for row in rows:
            value = float(expected[row[KEY]].value)
            assert row[VALUE] == pytest.approx(value, abs=0.001, rel=1e-12), row[KEY]
            assert row[FIXED] == pytest.approx(value, abs=0.001, rel=1e-12), row[KEY]
        for sheet in book.worksheets[3:]:
            for cells in sheet.iter_rows(min_row=2, values_only=True):
                assert not any(str(cell).startswith(("#", "Err:")) for cell in cells if cell is not None)


def test_all_inputs_are_numbers_and_all_figures_formulas(full: Case) -> None:
    book = load_workbook(io.BytesIO(workbook_bytes(full, calculate(full))))
    inputs = list(book["Inndata"].iter_rows(min_row=2, values_only=True))
    assert len(inputs) > 40
    assert not any(isinstance(row[VALUE], str) for row in inputs)
    computed_rows = list(book["Beregninger"].iter_rows(min_row=2))
    assert len(computed_rows) > 100
    for row in computed_rows:
        assert row[VALUE].data_type == "f"
        assert not re.search(r"\d{5,}\.\d|(?<![A-Za-z_\d])\d{6,}(?![_\d])", row[VALUE].value), row[VALUE].value
    assert {"Pristilbud", "Legemiddelkostnad", "Spenn", "Behandling", "Terskelanalyse", "Budsjett"} < set(
        book.sheetnames
    )
    assert {"Sammenligning", "IKER", "Alvorlighet", "Prosess"} < set(book.sheetnames)


def test_every_name_points_at_the_cell_of_its_key(full: Case) -> None:
    figures = calculate(full)
    book = load_workbook(io.BytesIO(workbook_bytes(full, figures)))
    for key, name in names_of(all_figures(figures).values()).items():
        sheet, cell = book.defined_names[name].attr_text.split("!")
        row = int(cell.rpartition("$")[2])
        assert book[sheet.strip("'")].cell(row, 1).value == key


def test_secrets_are_marked_and_public_cells_are_not(full: Case) -> None:
    figures = calculate(full)
    book = load_workbook(io.BytesIO(workbook_bytes(full, figures)))
    every = all_figures(figures)
    for sheet in ("Inndata", "Beregninger"):
        for row in book[sheet].iter_rows(min_row=2):
            marked = row[VALUE].fill.start_color.rgb == SECRET_FILL.start_color.rgb
            assert marked == every[row[KEY].value].confidential, row[KEY].value


def parts(content: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return "\n".join(archive.read(name).decode("utf-8", "replace") for name in archive.namelist())


def test_the_public_workbook_holds_no_secret_and_no_formula_of_one(full: Case) -> None:
    figures = calculate(full)
    internal, public = (parts(workbook_bytes(full, figures, audience)) for audience in ("internal", "public"))
    hidden = [figure for figure in all_figures(figures).values() if figure.owners]
    names = names_of(all_figures(figures).values())
    assert len(hidden) > 40
    for value in SECRETS:
        assert value in internal
        assert value not in public
    for figure in hidden:
        assert names[figure.key] not in public
        digits = format(figure.value, "f")[:8]
        if len(digits) == 8:
            assert digits not in public, figure.key
    assert public.count(HIDDEN) >= 1
    assert not any(owner in public for owner in ("B AS", "C AS"))


def test_hidden_cells_of_a_table_say_so(full: Case) -> None:
    book = load_workbook(io.BytesIO(workbook_bytes(full, calculate(full), "public")))
    row = [cell.value for cell in book["Pristilbud"][2]]
    assert row[1].startswith("=")
    assert row[2:4] == [HIDDEN, HIDDEN]


def test_the_public_workbook_does_not_depend_on_a_secret(full: Case) -> None:
    other = quick_case({**FULL, "offer.rhf_aup": {"secret": 19999, "owner": "A AS"}})
    assert workbook_bytes(full, calculate(full), "public") == workbook_bytes(other, calculate(other), "public")
    assert workbook_bytes(full, calculate(full)) != workbook_bytes(other, calculate(other))


def test_the_same_figures_give_the_same_bytes(full: Case) -> None:
    assert workbook_bytes(full, calculate(full)) == workbook_bytes(full, calculate(full))


def test_text_that_looks_like_a_formula_stays_text(full: Case) -> None:
    book = load_workbook(io.BytesIO(workbook_bytes(full, calculate(full))))
    cells = [row[0] for row in book["Sammenligning"].iter_rows(min_row=2)]
    assert [cell.value for cell in cells] == ["Oppdiktin", "Alternativ A", "=1+1"]
    assert {cell.data_type for cell in cells} == {"s"}


def test_control_characters_do_not_stop_the_workbook() -> None:
    case = made_case({"offer.description": "Oppdiktin\u0007 1 sett"})
    book = load_workbook(io.BytesIO(workbook_bytes(case, calculate(case))))
    assert book["Pristilbud"]["A2"].value == "000001 Oppdiktin 1 sett"


def test_a_file_that_cannot_be_written_leaves_the_old_one(full: Case, tmp_path: Path) -> None:
    (tmp_path / "tall.xlsx").mkdir()
    with pytest.raises(UserError):
        write_workbook(full, calculate(full), tmp_path / "tall.xlsx")
    assert [path.name for path in tmp_path.iterdir()] == ["tall.xlsx"]


def test_every_operation_has_a_formula() -> None:
    assert set(FORMULAS) | set(DISCOUNTING) == set(OPERATIONS)
    assert not set(FORMULAS) & set(DISCOUNTING)


def test_names_are_unique_and_never_cell_addresses() -> None:
    leaves = [Figure(key, "x", OPERATIONS["add"].compute(), "NOK") for key in ("a.b", "a_b", "A.B", "aup1", "r", "c2")]
    names = names_of(leaves)
    assert list(names.values()) == ["a_b", "a_b_2", "A_B_3", "tall_aup1", "tall_r", "tall_c2"]


def test_an_input_has_no_formula() -> None:
    leaf = Figure("x.y", "x", OPERATIONS["add"].compute(), "NOK")
    with pytest.raises(ValueError, match=r"x\.y"):
        Formulas(names_of([leaf])).of(leaf)


def test_rounding_formula_follows_the_operation() -> None:
    leaf = Figure("x.y", "x", OPERATIONS["add"].compute(), "NOK")
    figure = computed("z", "z", apply("round_to", leaf, leaf + 1), "NOK", reference="")
    assert Formulas(names_of([leaf])).of(figure) == "=(ROUND(ROUND(x_y/(x_y+1),9),0)*(x_y+1))"
