"""Who is at the keyboard: a name and a role, asked once per browser session. It is a signature, not authentication."""

from __future__ import annotations

import streamlit as st

from drafting.store.store import User
from views.shared import served_files
from views.shared.rendering import plain
from views.shared.session import ROLES

DEMO_USER = User("Kari Demo", "fagsjef")


def as_demo_user() -> None:
    """Signs in the demo's user, unless somebody has signed in or out."""
    if "user" not in st.session_state:
        st.session_state["user"] = DEMO_USER


def user_in_sidebar() -> User | None:
    """The signed-in user, shown in the sidebar with a way out; None when nobody is."""
    user = st.session_state.get("user")
    if not isinstance(user, User):
        return None
    with st.sidebar:
        st.caption(plain(f"{user.name} · {user.role}"))
        if st.button("Bytt bruker", icon=":material/logout:", key="sign_out"):
            st.session_state.clear()  # nothing that the one could see is left for the other
            served_files.forget_files()
            st.session_state["user"] = None
            st.rerun()
    return user


def form() -> None:
    """Asks for name and role."""
    st.title("Prisnotat")
    st.write("Utkast til prisnotater for Nye metoder. Oppgi hvem du er; navnet følger det du lagrer og godkjenner.")
    with st.form("sign_in", width=520):
        name = st.text_input("Navn", max_chars=80, autocomplete="name")
        role = st.selectbox("Rolle", list(ROLES), format_func=lambda key: ROLES[key])
        st.caption("Dette er ikke innlogging: tilgangen til serveren må styres av virksomheten.")
        if st.form_submit_button("Fortsett", type="primary"):
            if not name.strip():
                st.error("Skriv navnet ditt.")
            else:
                st.session_state["user"] = User(" ".join(name.split()), str(role))
                st.rerun()
