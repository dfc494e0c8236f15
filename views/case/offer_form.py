"""A price offer as a table to type in or to fill from a file; a mistake stands in its own row."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import streamlit as st

from corpus.bokmal import number_style
from corpus.reading.formats import upload_types
from drafting.case.case import Package
from drafting.offers import Offered, offer_table, offered
from drafting.offers.grid import Fault
from views.shared.rendering import plain

if TYPE_CHECKING:
    import pandas as pd

COLUMNS = {
    "item_number": "Varenummer",
    "description": "Pakning",
    "strength": "Styrke",
    "max_aup": "Maks-AUP",
    "rhf_aup": "RHF-AUP",
}
REMARK = "Merknad"


def offer_form(key: str, packages: Sequence[Package], owner: str) -> Offered:
    """The offer as it stands in the table.

    Args:
        key: names this form's state.
        packages: what the table starts with.
        owner: whose secret the RHF-AUP is.
    """
    state = st.session_state.setdefault(
        key, {"rows": [_cells(package) for package in packages], "epoch": 0, "file": "", "told": ()}
    )
    _import(key, state)
    for line in state["told"]:
        st.warning(plain(line), icon=":material/warning:")
    table = _table(state["rows"], owner)
    edited = st.data_editor(
        table,
        num_rows="dynamic",
        hide_index=True,
        width="stretch",
        key=f"{key}_{state['epoch']}",
        column_config={
            "Varenummer": st.column_config.TextColumn(help="Seks siffer"),
            "Pakning": st.column_config.TextColumn(width="medium"),
            "Styrke": st.column_config.TextColumn(help="For eksempel 38,5 µg", width="small"),
            "Maks-AUP": st.column_config.TextColumn(help="NOK inkl. mva., for eksempel 34 277,30"),
            "RHF-AUP": st.column_config.TextColumn(help="NOK inkl. mva. Unntatt offentlighet."),
            REMARK: st.column_config.TextColumn(disabled=True, width="large"),
        },
    )
    rows = _rows(edited)
    found = offered(enumerate(rows, start=1), owner)
    if list(_table(rows, owner)[REMARK]) != [str(remark or "") for remark in edited[REMARK]]:
        state["rows"], state["epoch"] = rows, state["epoch"] + 1  # the remark moves into its row
        st.rerun()
    for mistake in found.mistakes:
        st.error(plain(mistake.line), icon=":material/error:")
    return found


def _import(key: str, state: dict[str, Any]) -> None:
    """Fills the table from an uploaded file, once per file."""
    file = st.file_uploader(
        "Hent pristilbudet fra regneark (.xlsx eller .csv med varenummer, pakning, maks-AUP og RHF-AUP)",
        type=upload_types("offer"),
        key=f"{key}_file",
    )
    if file is None or file.file_id == state["file"]:
        return
    state["file"], state["told"] = file.file_id, ()
    table = offer_table(file.getvalue(), file.name)
    state["rows"] = [_shown(row) for _, row in table.rows]
    state["told"] = (*table.remarks, *table.faults)
    state["epoch"] += 1


def _cells(package: Package) -> dict[str, str]:
    strength = package.strength
    return {
        "item_number": package.item_number,
        "description": package.description,
        "strength": f"{str(strength.amount).replace('.', ',')} {strength.unit}" if strength else "",
        "max_aup": _price(package.max_aup.value),
        "rhf_aup": _price(package.rhf_aup.value),
    }


def _price(value: Any) -> str:
    """An amount with the decimals it has, two at least."""
    exact = -int(value.as_tuple().exponent)
    return number_style.number(value, max(2, exact))


def _shown(row: Mapping[str, Any]) -> dict[str, str]:
    """Cells of a spreadsheet as text; a number as an adviser writes it, what is no price as it stands."""
    from drafting.offers import amount

    shown = {}
    for field in COLUMNS:
        cell = row.get(field)
        try:
            shown[field] = _price(amount(cell)) if field in ("max_aup", "rhf_aup") else _plain(cell)
        except ValueError:
            shown[field] = _plain(cell)
    return shown


def _plain(cell: Any) -> str:
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    return "" if cell is None or isinstance(cell, Fault) else str(cell)


def _table(rows: list[dict[str, str]], owner: str) -> pd.DataFrame:
    import pandas as pd

    remarks = {mistake.row: f"{mistake.column}: {mistake.message}" for mistake in _mistakes(rows, owner)}
    data = {title: [row.get(field, "") for row in rows] for field, title in COLUMNS.items()}
    return pd.DataFrame(data | {REMARK: [remarks.get(n, "") for n in range(1, len(rows) + 1)]}, dtype=str)


def _mistakes(rows: list[dict[str, str]], owner: str) -> Sequence[Any]:
    return offered(enumerate(rows, start=1), owner).mistakes


def _rows(table: pd.DataFrame) -> list[dict[str, str]]:
    filled = table.fillna("")
    return [{field: str(row[title]) for field, title in COLUMNS.items()} for row in filled.to_dict("records")]
