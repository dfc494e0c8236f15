"""The page of the phrase bank: empty, then a proposal that is accepted, kept, and shown with who and when."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from drafting.house_style.phrase_bank import read_bank
from drafting.house_style.recurring import Phrase
from drafting.settings import settings
from drafting.store.store import User
from tests.app.conftest import ROOT

pytestmark = pytest.mark.usefixtures("fresh_caches")
PROPOSED = (
    Phrase("pristilbud", "⟨firma⟩ har ⟨dato⟩ tilbudt følgende priser:", ("threshold",), 4, ("ID2098_011",), "offer"),
)


def opened(role: str) -> AppTest:
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    app.session_state["user"] = User("Tove Test", role)
    app.run()
    return app.switch_page("views/quality/phrases.py").run()


def test_an_empty_archive_says_what_to_do() -> None:
    assert "Ta inn notater" in opened("fagrådgiver").info[0].value


def test_a_reader_cannot_decide() -> None:
    assert "kan ikke endre frasebanken" in opened("leser").error[0].value


def test_a_proposal_is_accepted_and_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("drafting.house_style.recurring.proposals", lambda notes: PROPOSED)
    app = opened("fagrådgiver")
    app.button(key="accept_0").click().run()
    assert not app.exception
    assert [(one.kind, one.state, one.by) for one in read_bank(settings().home)] == [("offer", "accepted", "Tove Test")]
    app.segmented_control(key="phrase_state").set_value("accepted").run()
    assert any("Godtatt av Tove Test" in caption.value for caption in app.caption)
