"""All cases with what remains to be done."""

from __future__ import annotations

from datetime import UTC

import streamlit as st

from drafting.store.store import StoredCase
from views.shared import session
from views.shared.rendering import plain


def show() -> None:
    st.title("Oversikt")
    store = session.store()
    if store.vault.locked:
        st.warning(
            "Fant ikke nøkkelen til det som er unntatt offentlighet. Bare titler og status vises. "
            f"{plain(store.vault.source.remedy)}",
            icon=":material/key_off:",
        )
    cases = store.cases()
    if not cases:
        st.info("Det er ingen saker ennå. Start med en rapport fra DMP eller en saksfil.", icon=":material/inbox:")
        st.page_link("views/case/new_note.py", label="Start en ny sak", icon=":material/note_add:")
    for case in cases:
        _card(case)


def _card(case: StoredCase) -> None:
    with st.container(border=True):
        about, status, action = st.columns([5, 3, 1.4], vertical_alignment="center")
        about.markdown(f"**{plain(case.method_id)}**")
        about.write(plain(session.short(case.title, 180)))
        changed = case.changed.replace(tzinfo=UTC).astimezone()
        about.caption(f"Sist endret {changed:%d.%m.%Y kl. %H.%M}{' · rapport lagt inn' if case.report_hash else ''}")
        total = len(case.sections)
        text = f"{case.approved} av {total} deler godkjent"
        if case.published:
            text = f"Publisert {case.published.replace(tzinfo=UTC).astimezone():%d.%m.%Y} · {text}"
        status.progress(case.approved / total if total else 0.0, text=text)
        if action.button("Åpne", key=f"open_{case.method_id}", type="primary", width="stretch"):
            session.choose(case.method_id)
            st.switch_page("views/review/review.py")


if __name__ == "__main__":
    show()
