"""Kontroll: any price note is uploaded, and what is wrong in it is shown beside its text, each in its place."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import streamlit as st

from corpus.errors import UserError
from corpus.reading.formats import upload_types
from drafting.findings import Finding
from views.quality.marked_text import Mark, marked_html
from views.shared import session
from views.shared.rendering import plain

if TYPE_CHECKING:
    from corpus.notes.note import PriceNote

ICONS = {"error": ":material/error:", "warning": ":material/warning:"}


def show() -> None:
    st.title("Kontroller et notat")
    st.caption("Filen leses her og lagres ikke. Kontrollen gjelder ethvert prisnotat, også de som er skrevet for hånd.")
    left, right = st.columns(2)
    file = left.file_uploader("Prisnotat (PDF, Word eller tekst)", type=upload_types("note"), key="checked_note")
    calendar = right.file_uploader("Møtekalender (.txt, .csv eller .ics), hvis du har en", type=["txt", "csv", "ics"])
    if file is None:
        return
    note, findings, kind = _checked(file.getvalue(), file.name, calendar.getvalue() if calendar else b"")
    if note is None:
        st.error(plain(f"{file.name} er ikke lest som prisnotat: dokumentet er {kind}."))
        return
    findings = (*findings, *_against_case(note))
    keys = [section.key for section in note.sections]
    told = sorted(
        (finding for finding in findings if finding.severity != "info"),
        key=lambda finding: (_place(keys, finding), finding.span or (0, 0)),
    )
    _heading(note, told, sum(finding.code == "P011" for finding in findings))
    numbered = list(enumerate(told, start=1))
    _list([item for item in numbered if item[1].place not in keys])
    for section in note.sections:
        st.subheader(plain(section.title))
        text, beside = st.columns([3, 2], gap="large")
        mine = [item for item in numbered if item[1].place == section.key]
        with text:
            marks = [Mark(*finding.span, number, finding.severity) for number, finding in mine if finding.span]
            st.html(marked_html(section.text, marks))
        with beside:
            _list(mine)


def _place(keys: list[str], finding: Finding) -> int:
    """Findings in the order of the sections; what concerns none of them comes first."""
    return keys.index(finding.place) if finding.place in keys else -1


@st.cache_data(show_spinner="Leser notatet …", max_entries=4)
def _checked(content: bytes, name: str, calendar: bytes) -> tuple[PriceNote | None, tuple[Finding, ...], str]:
    """The note, its findings, and the kind of document; None for a file that is no price note."""
    from corpus.notes.note import read_note
    from corpus.reading.document_kind import found_kind
    from corpus.reading.read import read_bytes
    from drafting.checks.printed.checker import check_printed_note
    from drafting.checks.printed.meeting_calendar import meeting_days_in

    days: frozenset[date] = frozenset()
    if calendar:
        try:
            days = meeting_days_in(calendar.decode("utf-8-sig"), "Møtekalenderen")
        except UnicodeDecodeError:
            raise UserError("Møtekalenderen er ikke i UTF-8.", remedy="Lagre den som UTF-8 og prøv igjen.") from None
    with session.READING:
        document = read_bytes(content, name)
    kind = found_kind(document.pages).kind.name
    if document.kind != "price_note":
        return None, (), kind
    note = read_note(document)
    return note, check_printed_note(note, days), kind


def _against_case(note: PriceNote) -> tuple[Finding, ...]:
    """The note against the case of the same method, where there is one and the user may see it."""
    from drafting.checks.printed.against_case import check_against_case

    stored = next((case for case in session.store().cases() if case.method_id == note.method_id), None)
    if stored is None or not session.may_see_secrets():
        return ()
    if not st.toggle(f"Sammenlign med saken {plain(stored.method_id)}", value=True):
        return ()
    draft = session.composed_draft(stored)
    return check_against_case(note, draft.case_file.case, draft.figures)


def _heading(note: PriceNote, told: list[Finding], hidden: int) -> None:
    st.subheader(plain(f"{note.method_id}: {session.short(note.title)}" if note.method_id else "Notat uten metode-ID"))
    errors = sum(finding.severity == "error" for finding in told)
    blanks = f" {hidden} størrelser er sladdet." if hidden else ""
    if not told:
        st.success(f"Fant ingen feil.{blanks}", icon=":material/check_circle:")
    else:
        st.write(f"**{errors} feil** og **{len(told) - errors} ting å se på**.{blanks}")


def _list(numbered: list[tuple[int, Finding]]) -> None:
    """The findings, numbered as in the text."""
    for number, finding in numbered:
        st.markdown(f"{ICONS[finding.severity]} **{number}.** {plain(finding.message)} :gray[{plain(finding.code)}]")


if __name__ == "__main__":
    show()
