"""Måling: how near the drafts come to the notes that were sent, over time and by writer, the worst sections first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
import streamlit as st

from corpus.errors import UserError
from drafting.settings import settings
from eval.backtest import opened_texts
from eval.chart import COLOURS
from eval.evaluation import counted, shown_value
from eval.html_report import (
    SIDES,
    interval_words,
    notes_table,
    report_html,
    sections_table,
    side_by_side,
    texts_in_order,
    writers_table,
)
from eval.kept import Kept, NoteResult, Run, Texts
from eval.metrics import BY_KEY, MEASURES, TOTAL, Measure
from views.shared import session
from views.shared.rendering import plain

COMMA = "replace(datum.label, '.', ',')"  # what Vega prints with a point
CHARTED = (TOTAL, *(measure for measure in MEASURES if measure.in_total), BY_KEY["effort"])


def show() -> None:
    st.title("Måling")
    runs = Kept(settings().home / "evaluations").runs()
    if not runs:
        st.info("Det er ingen målinger ennå.", icon=":material/inbox:")
        st.write("Kjør dette i et terminalvindu. Hvert tidligere notat skrives på nytt og måles mot det som ble sendt:")
        st.code("prisnotat evaluate --notes MAPPE", language=None)
        return
    st.html(f"<style>{SIDES}</style>")
    run = _chosen(runs)
    _state(run)
    newest = {kept.writer: kept for kept in runs}
    writers, sections, texts = st.tabs(["Skrivere", "Deler og notater", "Utkast ved siden av notat"])
    with writers:
        _writers(run, [run, *(kept for name, kept in newest.items() if name != run.writer)], runs)
    with sections:
        st.subheader("De svakeste delene først")
        st.html(sections_table(run))
        st.subheader("Notatene, det svakeste først")
        st.html(notes_table(run))
    with texts:
        _texts(run)


def _chosen(runs: Sequence[Run]) -> Run:
    """The run to look at; the newest unless another is picked."""
    newest_first = list(reversed(runs))
    picked = st.selectbox(
        "Måling",
        range(len(newest_first)),
        format_func=lambda n: (
            f"{_day(newest_first[n])} · {newest_first[n].writer} · {counted(len(newest_first[n].notes))}"
        ),
    )
    return newest_first[int(picked)]


def _day(run: Run) -> str:
    return pd.Timestamp(run.finished, tz="UTC").tz_convert("Europe/Oslo").strftime("%d.%m.%Y kl. %H.%M")


def _state(run: Run) -> None:
    """The whole run in four numbers; a leak first."""
    if run.leaks:
        st.error(
            "En hemmelig pris kan leses i minst ett offentlig utkast. Se under Notatene.", icon=":material/lock_open:"
        )
    intervals = run.intervals
    columns = st.columns(4)
    for column, key in zip(columns, ("total", "figures_right", "figures_found", "effort"), strict=True):
        measure = BY_KEY[key]
        value = shown_value(measure, intervals[key].mean) if key in intervals else "–"
        column.metric(measure.label, value, help=measure.unit or "Mellom 0 og 1; 1 er fullt.")
    for item in run.left_out:
        st.caption(plain(f"Ikke med: {item.file}: {item.reason}"))


def _writers(run: Run, newest: Sequence[Run], runs: Sequence[Run]) -> None:
    st.html(writers_table(newest))
    st.caption(interval_words(run))
    st.altair_chart(_interval_chart(newest), width="stretch")
    st.subheader("Over tid")
    key = str(
        st.selectbox("Mål", [item.key for item in CHARTED], format_func=lambda name: BY_KEY[name].label, key="measure")
    )
    st.altair_chart(_time_chart(runs, BY_KEY[key]), width="stretch")
    st.download_button(
        "Last ned rapporten",
        report_html(run, [other for other in newest[1:] if _in_common(run, other)]),
        f"maaling-{run.finished[:10]}.html",
        "text/html",
        icon=":material/download:",
    )


def _in_common(run: Run, other: Run) -> bool:
    return bool({note.method_id for note in run.notes} & {note.method_id for note in other.notes})


def _interval_chart(runs: Sequence[Run]) -> Any:
    """A row a measure, a mark a writer with its interval."""
    import altair as alt

    rows = pd.DataFrame(
        [
            {"Mål": BY_KEY[key].label, "Skriver": run.writer, "Snitt": found.mean, "lav": found.low, "høy": found.high}
            for run in runs
            for key, found in run.intervals.items()
            if key == "total" or BY_KEY[key].in_total
        ]
    )
    order = [measure.label for measure in CHARTED[:-1]]
    base = alt.Chart(rows).encode(
        y=alt.Y("Mål:N", sort=order, title=None, axis=alt.Axis(labelLimit=240)),
        yOffset="Skriver:N",
        color=_colour(),
        tooltip=["Skriver", "Mål", alt.Tooltip("Snitt:Q", format=".3f")],
    )
    scale, axis = alt.Scale(domain=[0, 1]), alt.Axis(labelExpr=COMMA, tickCount=6)
    ends = alt.X("lav:Q", scale=scale, axis=axis, title="0 til 1; 1 er fullt")
    lines = base.mark_rule(strokeWidth=2.5).encode(x=ends, x2="høy:Q")
    marks = base.mark_circle(size=70, opacity=1, clip=False).encode(x=alt.X("Snitt:Q", scale=scale, axis=axis))
    return (lines + marks).properties(height=(12 + 14 * len(runs)) * len(order))


def _colour() -> Any:
    """A colour a writer, the same in both charts."""
    import altair as alt

    legend = alt.Legend(orient="top", title=None, labelLimit=320, columns=1)
    return alt.Color("Skriver:N", scale=alt.Scale(range=list(COLOURS)), legend=legend)


def _time_chart(runs: Sequence[Run], measure: Measure) -> Any:
    """One measure of every run, a line a writer."""
    import altair as alt

    rows = pd.DataFrame(
        [
            {"Tid": run.finished, "Skriver": run.writer, "Snitt": found.mean, "lav": found.low, "høy": found.high}
            for run in runs
            if (found := run.intervals.get(measure.key))
        ],
        columns=["Tid", "Skriver", "Snitt", "lav", "høy"],
    )
    rows["Tid"] = pd.to_datetime(rows["Tid"], utc=True)
    base = alt.Chart(rows).encode(
        x=alt.X("Tid:T", title=None, axis=alt.Axis(format="%d.%m.%Y", labelAngle=0, tickCount=6)),
        color=_colour(),
    )
    title = f"{measure.label} ({measure.unit})" if measure.unit else measure.label
    scale, axis = alt.Scale(zero=False), alt.Axis(labelExpr=COMMA)
    mean = alt.Y("Snitt:Q", title=title, scale=scale, axis=axis)
    ends = base.mark_rule().encode(y=alt.Y("lav:Q", title=title, scale=scale, axis=axis), y2="høy:Q")
    return (ends + base.mark_line(point=alt.OverlayMarkDef(size=70)).encode(y=mean)).properties(height=260)


def _texts(run: Run) -> None:
    """Draft beside human note, a section at a time, the worst first; internal texts for those with the right only."""
    notes = {note.method_id: note for note in sorted(run.notes, key=lambda item: item.scores.get("total") or 0.0)}
    method_id = str(st.selectbox("Notat", list(notes), key="evaluated_note"))
    note = notes[method_id]
    for line in note.withheld:
        st.caption(plain(line))
    texts = _readable(note)
    if not texts:
        return
    titles = dict(texts_in_order(note, texts))
    key = st.selectbox("Del", list(titles), format_func=lambda name: titles[name], key="evaluated_section")
    st.caption("Markert: det som bare den ene har.")
    st.html(side_by_side(texts[str(key)]))


def _readable(note: NoteResult) -> Mapping[str, Texts]:
    """The texts that the user may see; says why when there are none."""
    if note.texts:
        return note.texts
    if not session.may_see_secrets():
        st.info("Notatet er unntatt offentlighet. Tekstene vises for fagrådgiver og fagsjef.", icon=":material/lock:")
        return {}
    try:
        texts = opened_texts(note, session.store().vault)
    except UserError as error:
        st.warning(plain(error.line), icon=":material/key_off:")
        return {}
    if not texts:
        st.info("Tekstene ble ikke tatt vare på, fordi nøkkelen manglet da målingen ble gjort.")
    return texts


if __name__ == "__main__":
    show()
