"""Beslutninger: the register of past decisions, filtered, counted, taken out and taken in."""

from __future__ import annotations

import tempfile
from datetime import date
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

import altair as alt
import streamlit as st

from corpus.archive.archive import Archive
from corpus.bokmal.number_style import numeric_date
from corpus.errors import UserError
from corpus.register.imported import GUESSES, NEEDED, headings_and_guesses
from corpus.register.register import (
    HEADINGS,
    OUTCOMES,
    counts,
    csv_text,
    excel_bytes,
    filtered,
    import_register,
    register,
)
from views.archive import opened_archive
from views.shared import session
from views.shared.rendering import plain

if TYPE_CHECKING:
    import pandas as pd

SHOWN = 200
NOT_THERE = "(finnes ikke)"
# Told apart in greys too, and in the order of OUTCOMES.
COLOURS = ("#00507a", "#4f9fc4", "#c0392b", "#8a6d3b", "#9aa7b0", "#5d6d7e")


def show() -> None:
    st.title("Beslutninger")
    archive = opened_archive.opened()
    if session.may_see_secrets():
        _take_in(archive)
    table = register(archive, confidential=session.may_see_secrets())
    if table.empty:
        st.info("Arkivet har ingen beslutninger. Ta inn tidligere notater først.", icon=":material/inbox:")
        st.page_link("views/archive/archive.py", label="Til arkivet", icon=":material/folder_open:")
        return
    kept = _filters(table)
    st.caption(f"{len(kept)} av {len(table)} beslutninger")
    if kept.empty:
        st.info("Ingen beslutninger passer med filtrene.", icon=":material/filter_alt:")
        return
    st.altair_chart(_plot(counts(kept)), width="stretch")
    _download(kept)
    st.html(_grid(kept.head(SHOWN)))
    if len(kept) > SHOWN:
        st.caption(f"Viser de {SHOWN} eldste. Avgrens med filtrene, eller last ned alle.")


def _filters(table: pd.DataFrame) -> pd.DataFrame:
    drugs = sorted({name for name in (*table["product"], *table["substance"]) if name}, key=str.casefold)
    years = sorted({day[:4] for day in table["date"] if day}, reverse=True)
    forums = sorted({forum for forum in table["forum"] if forum}, key=str.casefold)
    first, second, third, fourth, words = st.columns([1.3, 1.3, 1.3, 0.8, 1.5])
    drug = first.selectbox("Legemiddel", ["", *drugs], format_func=_any)
    forum = second.selectbox("Forum", ["", *forums], format_func=_any)
    outcomes = third.multiselect("Utfall", OUTCOMES, placeholder="Alle")
    year = fourth.selectbox("År", ["", *years], format_func=_any)
    text = words.text_input("Ord i indikasjon eller vilkår")
    return filtered(table, drug=str(drug), forum=str(forum), outcome=outcomes or "", year=str(year), words=str(text))


def _any(value: str) -> str:
    return value or "Alle"


def _grid(table: pd.DataFrame) -> str:
    heading = "".join(
        f"<th>{HEADINGS[name]}</th>" for name in ("date", "method_id", "product", "outcome", "conditions", "sources")
    )
    return (
        f'<div class="scroll"><table class="grid"><tr>{heading}</tr>{"".join(map(_row, _records(table)))}</table></div>'
    )


def _records(table: pd.DataFrame) -> list[dict[str, Any]]:
    return [{str(name): value for name, value in row.items()} for row in table.to_dict("records")]


def _row(row: dict[str, Any]) -> str:
    day = numeric_date(date.fromisoformat(row["date"])) if len(row["date"]) == 10 else row["date"] or "pågår"
    about = "<br>".join(
        part
        for part in (
            escape(", ".join(name for name in (row["product"], row["substance"]) if name)),
            f"<small>{escape(session.short(row['indication'], 160))}</small>" if row["indication"] else "",
        )
        if part
    )
    notes = [escape(row["outcome"])]
    if row["overridden_by"]:
        notes.append(f"<small>Erstattet av {escape(row['overridden_by'])}</small>")
    notes += [f"<mark class='missing'>Avvik</mark> <small>{escape(text)}</small>" for text in row["disagreement"]]
    conditions = "<br>".join(escape(session.short(text, 220)) for text in row["conditions"])
    sources = "<br>".join(escape(_source(source)) for source in row["sources"])
    cells = (f"{day}<br><small>{escape(row['forum'])}</small>", escape(row["method_id"]), about, "<br>".join(notes))
    return "<tr>" + "".join(f"<td>{cell}</td>" for cell in (*cells, conditions, sources)) + "</tr>"


def _source(source: dict[str, Any]) -> str:
    place = f"side {source['page']}" if source["page"] else f"rad {source.get('row', '')}"
    return f"{source['document']}, {place}"


def _plot(table: pd.DataFrame) -> alt.Chart:
    """Decisions a year, stacked by outcome."""
    scale = alt.Scale(domain=list(OUTCOMES), range=list(COLOURS))
    chart: alt.Chart = (
        alt.Chart(table)
        .mark_bar()
        .encode(
            x=alt.X("year:O", title="År", axis=alt.Axis(labelAngle=0)),
            y=alt.Y("decisions:Q", title="Beslutninger", axis=alt.Axis(tickMinStep=1, format="d")),
            color=alt.Color("outcome:N", title="Utfall", scale=scale, legend=alt.Legend(orient="right")),
            order=alt.Order("outcome:N"),
            tooltip=[
                alt.Tooltip("year:O", title="År"),
                alt.Tooltip("outcome:N", title="Utfall"),
                alt.Tooltip("decisions:Q", title="Beslutninger"),
            ],
        )
        .properties(height=200)
    )
    return chart


def _download(table: pd.DataFrame) -> None:
    left, right, _ = st.columns([1, 1, 4])
    left.download_button(
        "Last ned CSV", "\ufeff" + csv_text(table), "beslutninger.csv", "text/csv", icon=":material/download:"
    )
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    right.download_button("Last ned Excel", excel_bytes(table), "beslutninger.xlsx", kind, icon=":material/download:")


def _take_in(archive: Archive) -> None:
    """A register that somebody kept by hand: which column is what, then in, all or nothing."""
    with st.expander("Ta inn et register"):
        file = st.file_uploader("Register (.csv eller .xlsx)", type=["csv", "xlsx"], key="register")
        if file is None:
            st.caption(
                "Hver rad er én beslutning, og alle som leser arkivet, ser den. "
                "Et register med samme filnavn blir byttet ut."
            )
            return
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / Path(file.name).name
            path.write_bytes(file.getvalue())
            try:
                columns = _mapping(*headings_and_guesses(path))
                if st.button("Ta inn registeret", type="primary", icon=":material/upload_file:"):
                    count = import_register(archive, path, columns)
                    session.say(f"Tok inn {count} beslutninger fra {path.name}.")
                    st.rerun()
            except UserError as error:
                st.error(plain(error.line), icon=":material/error:")


def _mapping(headings: list[str], guesses: dict[str, str]) -> dict[str, str]:
    """Which heading of the file each of our columns is, as the user says; guessed to begin with."""
    st.caption("Kontroller hvilken kolonne som er hva. Metode-ID, dato og utfall må være med.")
    choices = [NOT_THERE, *headings]
    columns = st.columns(4)
    chosen = {}
    for place, name in enumerate(GUESSES):
        label = HEADINGS[name] + (" *" if name in NEEDED else "")
        start = choices.index(guesses[name]) if name in guesses else 0
        picked = columns[place % 4].selectbox(label, choices, index=start, key=f"column_{name}")
        if picked != NOT_THERE:
            chosen[name] = str(picked)
    return chosen


if __name__ == "__main__":
    show()
