"""The page that checks a note: empty, with a note that has an error, and with a file that is no note."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from drafting.store.store import User
from tests.app.conftest import ROOT
from views.quality.marked_text import Mark, marked_html

pytestmark = pytest.mark.usefixtures("fresh_caches")
NOTE = ROOT / "corpus" / "samples" / "notes" / "ID2098_013.txt"


def opened() -> AppTest:
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    app.session_state["user"] = User("Tove Test", "fagrådgiver")
    app.run()
    return app.switch_page("views/quality/check_note.py").run()


def test_an_error_is_listed_and_marked_in_its_place() -> None:
    text = NOTE.read_text("utf-8").replace("01.07.2098", "02.07.2098", 1)
    app = opened()
    app.file_uploader[0].upload("notat.txt", text.encode(), "text/plain").run()
    assert not app.exception
    assert not app.error
    assert any("02.07.2098" in shown.value for shown in app.markdown)
    assert any("02.07.2098<sup>1</sup></mark>" in shown.proto.body for shown in app.get("html"))


def test_a_clean_note_and_a_file_that_is_no_note() -> None:
    app = opened()
    app.file_uploader[0].upload("notat.txt", NOTE.read_bytes(), "text/plain").run()
    assert "Fant ingen feil" in app.success[0].value
    app.file_uploader[0].upload("brev.txt", b"Hei. Dette er et brev.", "text/plain").run()
    assert "ikke lest som prisnotat" in app.error[0].value


def test_marks_stand_around_their_characters_and_nothing_is_unescaped() -> None:
    shown = marked_html("a <b> feil\n\nx\ty1\nz\tw", [Mark(6, 10, 1, "error"), Mark(14, 16, 2, "warning")])
    assert '&lt;b&gt; <mark class="missing">feil<sup>1</sup></mark>' in shown
    assert '<td><mark class="secret">y1<sup>2</sup></mark></td>' in shown
    assert "<b>" not in shown
