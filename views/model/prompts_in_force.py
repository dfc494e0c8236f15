"""«Ledetekster i bruk»: what a model is asked with, which version, and whether it is the user's own."""

from __future__ import annotations

from html import escape

import streamlit as st

from corpus.errors import UserError
from drafting.model.prompts import section_prompts
from drafting.settings import settings
from views.shared.rendering import plain


def show(key: str) -> None:
    """The prompts of one section."""
    with st.expander("Ledetekster i bruk"):
        try:
            prompts = section_prompts(key, settings().prompts)
        except UserError as error:
            st.error(plain(error.line), icon=":material/error:")
            return
        rows = "".join(
            f"<tr><td>{escape(one.name)}</td><td>{escape(one.purpose)}</td><td>{escape(one.version)}</td>"
            f'<td class="key" title="{one.hash}">{one.hash[:12]}</td><td>{"egen" if one.own else "innebygd"}</td></tr>'
            for one in prompts
        )
        heading = "<tr><th>Navn</th><th>Formål</th><th>Versjon</th><th>SHA-256</th><th>Fra</th></tr>"
        st.html(f'<div class="scroll"><table class="grid">{heading}{rows}</table></div>')
        st.caption("Egne ledetekster legges i mappen som PRISNOTAT_PROMPTS peker på, med samme navn.")
