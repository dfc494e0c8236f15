"""Streamlit entry: server, sign-in, navigation. Every error becomes one line of bokmål here, and here only."""

from __future__ import annotations

import logging
import sys
import traceback

import streamlit as st

from corpus.errors import UserError
from corpus.machine.crash_dumps import no_crash_dumps
from corpus.machine.file_faults import fault_line
from views import serving
from views.case import demo
from views.shared import session, sign_in
from views.shared.rendering import plain

PAGES = (
    ("case/overview", "Oversikt", ":material/home:"),
    ("case/new_note", "Ny sak", ":material/note_add:"),
    ("review/review", "Gjennomgang", ":material/rate_review:"),
    ("figures/figures", "Tall", ":material/calculate:"),
    ("quality/check_note", "Kontroll", ":material/fact_check:"),
    ("archive/archive", "Arkiv", ":material/folder_open:"),
    ("archive/decisions", "Beslutninger", ":material/gavel:"),
    ("quality/phrases", "Fraser", ":material/format_quote:"),
    ("archive/ask", "Spør arkivet", ":material/forum:"),
    ("quality/evaluation", "Måling", ":material/straighten:"),
)


def main() -> None:
    """One run of the app: sign-in, then the chosen page."""
    st.set_page_config(page_title="Prisnotat", page_icon=session.icon(), layout="wide", initial_sidebar_state=220)
    session.style()
    no_crash_dumps()
    try:
        store = session.store()
        if "--demo" in sys.argv[1:]:
            demo.ensure_demo(store)
            sign_in.as_demo_user()
        if sign_in.user_in_sidebar() is None:
            sign_in.form()
            return
        pages = [
            st.Page(f"views/{name}.py", title=title, icon=icon, url_path=name.split("/")[1], default=place == 0)
            for place, (name, title, icon) in enumerate(PAGES)
        ]
        session.show_message()
        page = st.navigation({"Prisnotat": pages})
        if demo.opens_now() and page is pages[0]:
            st.switch_page(pages[2])
        page.run()
    except UserError as error:
        st.error(plain(error.line), icon=":material/error:")
    except OSError as error:
        log_without_values(error)
        st.error(plain(fault_line(error, "Datamappen").line), icon=":material/error:")
    except Exception as error:
        log_without_values(error)
        st.error("Uventet feil. Det som er lagret, står. Last siden på nytt, og meld fra til forvaltningen.")


def log_without_values(error: Exception) -> None:
    """The kind of error and where it arose; its text may hold a price and is left out."""
    places = [f"{frame.name} ({frame.filename}:{frame.lineno})" for frame in traceback.extract_tb(error.__traceback__)]
    logging.getLogger("prisnotat").error("%s i %s", type(error).__name__, " > ".join(places[-4:]))


if __name__ == "__main__":  # a run of the page
    main()
else:  # the server, which finds this name here and serves it
    app = st.App(__file__, middleware=serving.middleware())
