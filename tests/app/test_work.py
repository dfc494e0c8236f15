"""The work in the app, step by step, without a browser: a case from a report, offers with mistakes, two tabs."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from drafting.editing.saved_draft import open_draft, start_case
from drafting.note.note import Paragraph, Section
from drafting.settings import settings
from drafting.store.store import Store, User, open_store
from tests.app.conftest import ROOT
from tests.app.test_pages import fresh_caches, page

__all__ = ["fresh_caches"]
SAMPLES = ROOT / "corpus" / "samples"
DEMO = (SAMPLES / "demo.yaml").read_text("utf-8")
OFFER = "Varenummer;Pakning;Maks-AUP;RHF-AUP\n{number};Preparat 50 mg;1 234,50;{price}\n"


@pytest.fixture
def store(own_home: None) -> Iterator[Store]:
    opened = open_store(settings())
    yield opened
    opened.engine.dispose()


def upload(app: AppTest, place: int, name: str, content: bytes) -> AppTest:
    app.file_uploader[place].set_value((name, content, "application/octet-stream"))
    return app.run()


def press(app: AppTest, label: str) -> AppTest:
    next(button for button in app.button if button.label == label).click()
    return app.run()


def test_a_case_from_a_report_with_an_imported_offer(store: Store) -> None:
    app = upload(page("new_note", "fagrådgiver"), 0, "ID2099_002.pdf", (SAMPLES / "ID2099_002.pdf").read_bytes())
    assert "pristilbudet" in app.info[0].value
    text = app.text_area[0].value
    assert 'method_id: "ID2099_002"' in text
    app.text_area[0].set_value(text.replace("product:", "note_date: 2026-01-15\nproduct:", 1))
    app = upload(app.run(), 1, "tilbud.csv", OFFER.format(number="000321", price="1 000,25").encode())
    assert not app.error
    app = press(app, "Opprett saken")
    assert not app.exception
    assert [case.method_id for case in store.cases()] == ["ID2099_002"], [error.value for error in app.error]
    saved = open_draft(store, "ID2099_002")
    offer = saved.draft.case_file.case.offer
    assert offer is not None
    assert f"{offer.packages[0].rhf_aup.value} {offer.packages[0].rhf_aup.owner}" == "1000.25 Nordlys Biologics AB"
    assert saved.draft.facts is not None


def test_a_mistake_in_a_row_stands_at_that_row(store: Store) -> None:
    start_case(store, DEMO, User("Ada", "fagrådgiver"))
    app = page("review", "fagrådgiver")
    app.session_state["part"] = "Saken"
    app = upload(app.run(), 0, "tilbud.csv", OFFER.format(number="99", price="34.277").encode())
    assert app.error[0].value.startswith("Rad 1, varenummer")
    assert "seks siffer" in app.data_editor[0].value["Merknad"][0]
    assert next(button for button in app.button if button.label == "Lagre pristilbudet").disabled


def test_an_imported_offer_changes_the_case_and_withdraws_approvals(store: Store) -> None:
    start_case(store, DEMO, User("Ada", "fagrådgiver"))
    app = page("review", "fagrådgiver")
    app = press(app, "Godkjenn delen")
    assert store.case("ID2099_001").approved == 1
    app.session_state["part"] = "Saken"
    app = upload(app.run(), 0, "tilbud.csv", OFFER.format(number="099001", price="1 000,25").encode())
    app = press(app, "Lagre pristilbudet")
    assert not app.error
    assert "1000.25" in store.case_text("ID2099_001")[1]
    assert "rhf_aup: {secret: 1000.25, owner: Fjellheim Pharma AS}" in store.case_text("ID2099_001")[1]


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("rapport.pdf", b"%PDF-1.7 avkuttet", "rapport"),
        ("rapport.pdf", b"ikke en pdf", "rapport"),
        ("rapport.pdf", b"", "rapport"),
    ],
)
def test_a_report_that_cannot_be_read_is_one_line(store: Store, name: str, content: bytes, told: str) -> None:
    app = upload(page("new_note", "fagrådgiver"), 0, name, content)
    assert not app.exception
    assert told in " ".join(error.value for error in app.error)
    assert store.cases() == ()


def editing(store: Store) -> AppTest:
    """A tab with Bakgrunn open for editing."""
    start_case(store, DEMO, User("Ada", "fagrådgiver"))
    app = page("review", "fagrådgiver")
    app.session_state["mode"] = "edit"
    return app.run()


def test_every_edit_is_saved_at_once(store: Store) -> None:
    app = editing(store)
    app.text_area[0].set_value("Første.").run()
    app.text_area[0].set_value("Første.\n\nAndre {{case.product.name}}.").run()
    versions = store.history("ID2099_001", "bakgrunn")
    assert [version.section.text for version in versions[:2]] == ["Første.\n\nAndre {{case.product.name}}.", "Første."]
    assert [version.who for version in versions] == ["Tove Test", "Tove Test", "Prisnotat"]


@pytest.mark.parametrize(
    ("choice", "text"), [("Lagre min tekst som ny versjon", "Min."), ("Hent den nye teksten", "Hans.")]
)
def test_two_tabs_lose_nothing(store: Store, choice: str, text: str) -> None:
    app = editing(store)
    other = Section("bakgrunn", "Bakgrunn", (Paragraph("Hans."),), "human")
    store.add_version("ID2099_001", other, User("Ola", "fagrådgiver"), seen=1)
    app.text_area[0].set_value("Min.").run()
    assert "Ola har lagret versjon 2" in app.warning[0].value
    assert app.text_area[0].value == "Min."
    assert store.versions("ID2099_001")["bakgrunn"].section.text == "Hans."
    app = press(app, choice)
    assert not app.warning
    assert app.text_area[0].value == text
    assert store.versions("ID2099_001")["bakgrunn"].section.text == text


def test_a_tab_without_changes_shows_the_newer_text(store: Store) -> None:
    app = editing(store)
    other = Section("bakgrunn", "Bakgrunn", (Paragraph("Hans."),), "human")
    store.add_version("ID2099_001", other, User("Ola", "fagrådgiver"), seen=1)
    app.run()
    assert app.text_area[0].value == "Hans."
    assert not app.warning


def test_the_demo_is_made_once(store: Store, tmp_path: Path) -> None:
    for _ in range(2):
        app = page("new_note", "fagrådgiver")
        app.session_state["way"] = "demo"
        press(app.run(), "Åpne demosaken")
    assert [case.report_name for case in store.cases()] == ["ID2099_001.pdf"]
