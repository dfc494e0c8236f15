"""The documents of the archive: take new ones in, and see what was read from each."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from hashlib import sha256
from html import escape
from pathlib import Path
from typing import Any

import streamlit as st

from corpus.archive.archive import Archive
from corpus.archive.catalogue import Entry
from corpus.archive.indexing import IndexReport, Progress, embed_in_background, index_files
from corpus.bokmal.number_style import number, numeric_date
from corpus.documents import Source
from corpus.machine.private_files import private_file, private_folder
from corpus.reading.formats import upload_types
from views.archive import opened_archive, source_panel
from views.shared import session
from views.shared.rendering import plain

KINDS = {"price_note": "Prisnotat", "assessment_report": "Metodevurderingsrapport", "other": "Annet dokument"}
TYPES = upload_types("archive")


def show() -> None:
    archive = opened_archive.opened()
    if session.may_see_secrets():
        _take_in(archive)
    entries = [
        entry for entry in archive.catalogue.entries() if session.may_see_secrets() or not entry.about.confidential
    ]
    if not entries:
        st.info("Arkivet er tomt. Ta inn tidligere notater og rapporter først.", icon=":material/inbox:")
        return
    opened_archive.state_of(archive)
    by_hash = {entry.hash: entry for entry in entries}
    digest = str(st.selectbox(f"Dokument ({len(entries)})", list(by_hash), format_func=lambda key: _name(by_hash[key])))
    left, right = st.columns([2, 3], gap="large")
    with left:
        page = _about(archive, by_hash[digest])
    with right:
        source_panel.show_archived(archive, Source(digest, page, 0, 0, "", by_hash[digest].name))


def _name(entry: Entry) -> str:
    locked = " · unntatt offentlighet" if entry.about.confidential else ""
    return f"{entry.about.method_id or entry.name} · {session.short(entry.about.title or entry.name, 70)}{locked}"


def _about(archive: Archive, entry: Entry) -> int:
    """What the document says, and which page the user wants to see."""
    about = entry.about
    day = f"{about.dated[8:]}.{about.dated[5:7]}.{about.dated[:4]}" if len(about.dated) == 10 else ""
    st.caption(
        plain(" · ".join(part for part in (KINDS[about.kind], day, about.product, about.substance, entry.name) if part))
    )
    told = archive.catalogue.told_by(entry.hash)
    _decisions(told.get("decisions", []))
    _prices(told.get("prices", []))
    if blanks := told.get("blanks", []):
        with st.expander(f"Sladdede steder ({len(blanks)})"):
            for blank in blanks:
                st.text(f"Side {blank['page']}: … {blank['before']} [sladdet] {blank['after']} …")
    if parts := archive.catalogue.headings(entry.hash):
        with st.expander(f"Innhold ({len(parts)} deler)"):
            for title, place in parts:
                st.text(f"Side {place}: {title}")
    for warning in told.get("warnings", []):
        st.warning(plain(warning), icon=":material/warning:")
    count = archive.catalogue.page_count(entry.hash)
    return int(st.number_input(f"Side (av {count})", 1, max(count, 1), 1, key=f"page_of_{entry.hash}"))


def _decisions(decisions: Sequence[dict[str, Any]]) -> None:
    if not decisions:
        return
    st.subheader("Beslutninger")
    rows = [(_day(one["dated"]), one["method_id"], one["outcome"], f"side {one['page']}") for one in decisions]
    st.html(_grid(("Dato", "Metode-ID", "Utfall", "Sted"), rows))


def _prices(prices: Sequence[dict[str, Any]]) -> None:
    if not prices:
        return
    st.subheader("Priser")
    rows = [
        (one["item_number"], one["description"], _amount(one["max_aup"]), _amount(one["rhf_aup"])) for one in prices
    ]
    st.html(_grid(("Varenummer", "Pakning", "Maks-AUP", "RHF-AUP"), rows))


def _day(iso: str) -> str:
    return numeric_date(date.fromisoformat(iso)) if len(iso) == 10 else iso


def _amount(text: str) -> str:
    """«28415.60» → «28 415,60»; `[sladdet]` and nothing stand as they are."""
    return number(Decimal(text), 2) if re.fullmatch(r"\d+(?:\.\d+)?", text or "") else text or ""


def _grid(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    heading = "".join(f"<th>{escape(cell)}</th>" for cell in head)
    body = "".join("<tr>" + "".join(f"<td>{escape(str(cell))}</td>" for cell in row) + "</tr>" for row in rows)
    return f'<div class="scroll"><table class="grid"><tr>{heading}</tr>{body}</table></div>'


@dataclass(frozen=True, slots=True)
class _Uploaded:
    name: str
    content: bytes


def _take_in(archive: Archive) -> None:
    with st.expander("Ta inn dokumenter"), st.form("take_in", clear_on_submit=True, border=False):
        files = st.file_uploader("Prisnotater og rapporter", type=TYPES, accept_multiple_files=True)
        confidential = st.checkbox("Dokumentene er unntatt offentlighet")
        if st.form_submit_button("Ta inn", type="primary", icon=":material/upload_file:") and files:
            given = [_Uploaded(file.name, file.getvalue()) for file in files]
            _report(_indexed(archive, given, confidential=confidential))


def _indexed(archive: Archive, files: Sequence[_Uploaded], *, confidential: bool) -> IndexReport:
    """The files kept under the archive and taken in; words can be searched at once, meaning follows behind.

    Each lies in a folder named by its content: two files of one name stand side by side, and none is written over.
    """
    folder = archive.settings.folder / ("documents-confidential" if confidential else "documents")
    paths, new = [], set()
    for file in files:
        path = folder / sha256(file.content).hexdigest()[:16] / (Path(file.name).name.lstrip(".") or "dokument")
        if not path.exists():
            private_folder(path.parent)
            private_file(path).write_bytes(file.content)
            new.add(str(path))
        paths.append(path)
    bar = st.progress(0.0, text="Leser …")

    def tell(progress: Progress) -> None:
        left = f", om lag {progress.seconds_left:.0f} s igjen" if progress.seconds_left else ""
        bar.progress(progress.done / max(progress.total, 1), text=f"Leser {progress.done} av {progress.total}{left}")

    with session.READING:
        report = index_files(archive, paths, confidential=confidential, progress=tell, embed=False)
    bar.empty()
    for failure in report.failed:
        if failure["file"] in new:  # what could not be read now is not kept; what lay there before is
            Path(failure["file"]).unlink(missing_ok=True)
    if archive.embedder is not None:
        embed_in_background(archive.settings)
    return report


def _report(report: IndexReport) -> None:
    documents = "dokument" if report.added == 1 else "dokumenter"
    before = f", {report.unchanged} var der fra før" if report.unchanged else ""
    st.success(f"{report.added} {documents} er tatt inn{before}.", icon=":material/check_circle:")
    for failure in report.failed:
        st.error(plain(f"{Path(failure['file']).name}: {failure['reason']}"), icon=":material/error:")
