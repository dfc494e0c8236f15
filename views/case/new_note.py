"""Ny sak: from a report, from a case file, or the demo."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from corpus.errors import Refused
from corpus.reading.formats import upload_types
from drafting.case.text import company_in, with_packages
from drafting.editing.saved_draft import start_case
from views.case import demo
from views.case.offer_form import offer_form
from views.shared import session
from views.shared.rendering import plain

if TYPE_CHECKING:
    from streamlit.runtime.uploaded_file_manager import UploadedFile

WAYS = {"report": "Fra en rapport", "case": "Fra en saksfil", "demo": "Demosaken"}


def show() -> None:
    st.title("Ny sak")
    if not session.may_see_secrets():
        raise Refused("Rollen «leser» kan ikke opprette saker.", remedy="Be en fagrådgiver om det.")
    way = st.segmented_control(
        "Start", list(WAYS), default="report", format_func=lambda name: WAYS[name], key="way", required=True
    )
    if way == "demo":
        _demo()
    elif way == "case":
        _from_case_file()
    else:
        _from_report()


def _demo() -> None:
    st.write("En oppdiktet sak med oppdiktet rapport, ferdig utfylt. Fin å prøve seg på.")
    if st.button("Åpne demosaken", type="primary"):
        session.choose(demo.ensure_demo(session.store()))
        st.switch_page("views/review/review.py")


def _from_case_file() -> None:
    file = st.file_uploader("Saksfil (YAML, UTF-8)", type=["yaml", "yml"], key="case_file")
    report = st.file_uploader(
        "Metodevurderingsrapport, hvis den er klar", type=upload_types("report"), key="case_report"
    )
    if file is None:
        return
    content = file.getvalue()
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        st.error(f"{plain(file.name)}: Saksfilen er ikke i UTF-8 (trolig Latin-1). Lagre den som UTF-8 og prøv igjen.")
        return
    if st.button("Opprett saken", type="primary"):
        _start(text, report)


def _from_report() -> None:
    report = st.file_uploader("Metodevurderingsrapport fra DMP", type=upload_types("report"), key="report")
    if report is None:
        st.caption("Programmet leser rapporten, fyller ut det den sier, og viser hva som mangler.")
        return
    text, gaps = _read(report.getvalue(), report.name)
    place = f"new_{report.file_id}"
    if gaps:
        st.info(
            "Rapporten sier ikke alt. Dette mangler i saksfilen:\n\n" + "\n".join(f"- {plain(gap)}" for gap in gaps)
        )
    st.subheader("Saksfil")
    edited = str(st.text_area("Saksfil (YAML)", text, height=380, key=f"{place}_text", label_visibility="collapsed"))
    st.subheader("Pristilbud")
    offer = offer_form(f"{place}_offer", (), company_in(edited))
    if st.button("Opprett saken", type="primary", disabled=bool(offer.mistakes)):
        _start(with_packages(edited, offer.packages) if offer.packages else edited, report)


@st.cache_data(show_spinner="Leser rapporten …", max_entries=4)
def _read(content: bytes, name: str) -> tuple[str, list[str]]:
    """A case file filled with what the report says, and the lines that say what is missing."""
    from corpus.reading.read import read_bytes
    from drafting.drafts.draft import report_and_facts
    from drafting.facts.case_from_report import case_text

    with session.READING:
        text = case_text(*report_and_facts(read_bytes(content, name)))
    return text, [line.split("MANGLER:", 1)[1].strip() for line in text.splitlines() if "MANGLER:" in line]


def _start(text: str, report: UploadedFile | None) -> None:
    """Stores the case, and the report beside it, and opens it."""
    with session.READING, st.spinner("Skriver første utkast …"):
        content = report.getvalue() if report else None
        method_id = start_case(session.store(), text, session.user(), content, report.name if report else "")
    session.choose(method_id)
    session.say("Saken er opprettet, og første utkast er skrevet.")
    st.switch_page("views/review/review.py")


if __name__ == "__main__":
    show()
