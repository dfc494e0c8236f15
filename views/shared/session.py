"""What the pages share: the store, the user, the chosen case, messages, and drafts kept between runs."""

from __future__ import annotations

from threading import Lock
from typing import TYPE_CHECKING

import streamlit as st

from drafting.drafts.draft import Draft
from drafting.editing.model_job import Job
from drafting.editing.saved_draft import SavedDraft, composed, open_draft
from drafting.house_style.phrase_bank import read_bank
from drafting.settings import settings
from drafting.store.corrections import correction_history
from drafting.store.store import Store, StoredCase, User, open_store
from drafting.store.stored import WRITERS
from views.shared.rendering import plain

if TYPE_CHECKING:
    from PIL.Image import Image

READING = Lock()  # pdfium is not safe for threads, and every session is one
ROLES = {"fagrådgiver": "Fagrådgiver", "fagsjef": "Fagsjef (kan overstyre stopp)", "leser": "Leser (offentlig visning)"}
STYLE = """<style>
.block-container {padding-top: 2.6rem; padding-bottom: 4rem; max-width: 96rem;}
@media (min-width: 700px) {.block-container {padding-left: 2.4rem; padding-right: 2.4rem;}}
h1 {font-size: 1.9rem !important;} h2 {font-size: 1.35rem !important;} h3 {font-size: 1.1rem !important;}
h2.plain {margin: 0; padding: 0;}
.note {max-width: 46rem; line-height: 1.55; font-size: 1rem; overflow-wrap: break-word;}
.note p, .note li {margin: 0 0 .7rem 0;}
.note blockquote {margin: .2rem 0 .8rem 0; padding-left: .9rem; border-left: 3px solid rgba(120,140,155,.6);}
.scroll {overflow-x: auto; margin: .3rem 0 1rem 0;}
.quote mark {background: rgba(240,180,0,.32); color: inherit; border-radius: 2px; padding: 0 .1em;}
table.grid {border-collapse: collapse; font-size: .9rem; width: 100%;}
table.grid th, table.grid td {border: 1px solid rgba(120,140,155,.4); padding: .3rem .55rem; text-align: left;
  vertical-align: top;}
table.grid th {background: rgba(120,140,155,.14); font-weight: 600;}
table.grid td.number {text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap;}
table.grid .key {font-family: monospace; font-size: .8rem; opacity: .75; overflow-wrap: anywhere;}
mark.secret {background: rgba(255,196,0,.32); color: inherit; padding: 0 .15rem; border-radius: 2px;}
mark.missing {background: rgba(220,60,50,.25); color: inherit; padding: 0 .15rem; border-radius: 2px;}
span.hidden {border: 1px dashed rgba(120,140,155,.8); padding: 0 .25rem; border-radius: 2px; font-size: .9em;}
.note .by-model {border-left: 3px solid rgba(0,140,150,.65); padding-left: .7rem; margin-left: -.85rem;}
.beside {display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 17rem), 1fr)); gap: .6rem 1.6rem;}
.beside > div {min-width: 0; overflow-wrap: break-word; line-height: 1.55;}
.beside h4 {font-size: .8rem; font-weight: 600; opacity: .75; margin: 0 0 .25rem 0; padding: 0;}
.beside p, .beside ul {margin: 0 0 .4rem 0;}
.beside del {background: rgba(235,85,75,.24); text-decoration: line-through; text-decoration-thickness: 1px;}
.beside ins {background: rgba(35,165,100,.26); text-decoration: underline; text-decoration-thickness: 2px;}
.beside .told, .beside li, .beside summary {opacity: .85;}
.beside ul, .beside summary {font-size: .9rem;}
.beside .unchecked {border: 1px dashed rgba(120,140,155,.9); border-radius: 6px; padding: .55rem .8rem .6rem;
  background: rgba(120,140,155,.1);}
.beside .unchecked h4 {opacity: 1;}
.beside .unchecked h4 span {background: rgb(176,84,0); color: #fff; border-radius: 3px; padding: .1rem .4rem;
  margin-right: .3rem;}
.beside .unchecked ins {background: rgba(120,140,155,.3); text-decoration: underline dotted 2px;}
.beside > div > :last-child {margin-bottom: 0;}
.footnote {font-size: .85rem; opacity: .85;}
.quote {border-left: 3px solid rgba(255,196,0,.8); padding: .1rem 0 .1rem .7rem; margin: .3rem 0 .1rem 0;
  font-size: .92rem; overflow-wrap: break-word;}
.tree div {border-left: 2px solid rgba(120,140,155,.45); padding: .15rem 0 .35rem .6rem; overflow-wrap: break-word;}
.tree small {opacity: .8;}
[data-testid="stFileUploaderDropzoneInstructions"] {display: none;}
[data-testid="stFileUploaderDropzone"] button p {font-size: 0;}
[data-testid="stFileUploaderDropzone"] button p::after {content: "Velg fil"; font-size: .95rem;}
</style>"""


# In the dark theme the primary colour is light, and Streamlit writes white on it: 1.9 to 1, where 4.5 is needed.
DARK_STYLE = """<style>[data-testid^="stBaseButton-primary"]:not(:disabled) {color: #10181e;}</style>"""


def style() -> None:
    """The few rules of style that Streamlit's theme does not reach."""
    st.html(STYLE)
    if st.context.theme.type == "dark":
        st.html(DARK_STYLE)


@st.cache_resource(show_spinner=False)
def icon() -> Image:
    """The picture of the browser's tab, drawn here: Streamlit would fetch a named icon from the internet."""
    from PIL import Image as Images
    from PIL import ImageDraw

    picture = Images.new("RGBA", (64, 64), (0, 80, 122, 255))
    pen = ImageDraw.Draw(picture)
    for top, right in ((14, 50), (24, 50), (34, 50), (44, 34)):
        pen.rectangle([14, top, right, top + 5], fill=(255, 255, 255, 255))
    return picture


@st.cache_resource(show_spinner=False)
def store() -> Store:
    """The store, opened once for the server."""
    opened = open_store(settings())
    if opened.notice:
        st.toast(plain(opened.notice), icon=":material/update:")
    return opened


@st.cache_resource(show_spinner=False)
def writings() -> dict[tuple[str, str], Job]:
    """What a language model is writing, by case and section: the same for every tab and user."""
    return {}


def user() -> User:
    """Who is signed in; the app stops before any page when nobody is."""
    found = st.session_state["user"]
    assert isinstance(found, User)
    return found


def may_see_secrets() -> bool:
    """Whether the user may see what is exempt from public access."""
    return user().role in WRITERS


def say(text: str) -> None:
    """A message, as plain text, that is shown after the next rerun."""
    st.session_state["message"] = text


def show_message() -> None:
    if text := st.session_state.pop("message", ""):
        st.toast(plain(text), icon=":material/check_circle:")


def choose(method_id: str) -> None:
    st.session_state["method_id"] = method_id


def chosen_case() -> StoredCase | None:
    """The case that the user works on, chosen in a list when there are several; None without any."""
    cases = store().cases()
    if not cases:
        st.info("Det er ingen saker ennå.", icon=":material/inbox:")
        st.page_link("views/case/new_note.py", label="Start en ny sak", icon=":material/note_add:")
        return None
    ids = [case.method_id for case in cases]
    titles = {case.method_id: case.title for case in cases}
    now = st.session_state.get("method_id")
    picked = st.selectbox(
        "Sak", ids, index=ids.index(now) if now in ids else 0, format_func=lambda key: f"{key} · {short(titles[key])}"
    )
    choose(str(picked))
    return next(case for case in cases if case.method_id == picked)


def short(text: str, length: int = 90) -> str:
    return text if len(text) <= length else text[: length - 1].rsplit(" ", 1)[0] + " …"


@st.cache_resource(show_spinner="Leser saken og rapporten …", max_entries=16)
def _composed(method_id: str, changed: str) -> tuple[int, Draft]:
    """What `composed` gives; `changed` tells revisions, reports and corrections apart."""
    with READING:
        return composed(store(), method_id)


def saved_draft(case: StoredCase) -> SavedDraft:
    """The case's draft as it stands now; case and report are read anew only when they changed."""
    return open_draft(store(), case.method_id, _composed(case.method_id, _state(case)))


def composed_draft(case: StoredCase) -> Draft:
    """What the composer writes for the case, without anybody's edits."""
    return _composed(case.method_id, _state(case))[1]


def _state(case: StoredCase) -> str:
    """Tells one draft of the case from the next: its revision, its report, what was corrected, the house's phrases."""
    revision, _ = store().case_text(case.method_id)
    corrections = correction_history(store(), case.method_id)
    return f"{revision}-{case.report_hash}-{corrections!r}-{read_bank(settings().home)!r}"
