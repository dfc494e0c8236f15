"""Arkiv in the app: what was read, a fact corrected and taken back, documents taken in, and who may see what."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from streamlit.testing.v1 import AppTest

from drafting.editing.saved_draft import open_draft, start_case
from drafting.settings import settings
from drafting.store.corrections import correction_history
from drafting.store.store import Store, User, open_store
from tests.app.conftest import ROOT
from tests.app.test_pages import everything, fresh_caches, page
from tests.app.test_work import press

__all__ = ["fresh_caches"]
SAMPLES = ROOT / "corpus" / "samples"
ADVISER = User("Ada", "fagrådgiver")


@pytest.fixture
def store(own_home: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    monkeypatch.setenv("PRISNOTAT_EMBEDDING", "none")
    opened = open_store(settings())
    yield opened
    opened.engine.dispose()


@pytest.fixture
def with_report(store: Store) -> Store:
    report = (SAMPLES / "ID2099_001.pdf").read_bytes()
    start_case(store, (SAMPLES / "demo.yaml").read_text("utf-8"), ADVISER, report, "ID2099_001.pdf")
    return store


def correct(app: AppTest, key: str, value: str, reason: str) -> AppTest:
    app.selectbox[1].select(key).run()
    app.toggle[0].set_value(True).run()
    app.text_input[0].set_value(value)
    app.text_input[1].set_value(reason)
    return press(app, "Lagre rettelsen")


def test_a_fact_is_corrected_and_taken_back(with_report: Store) -> None:
    app = correct(page("archive", "fagrådgiver"), "company", "Fjellheim", "Kort navn.")
    assert not app.exception
    assert not app.error
    assert "lest: Fjellheim Pharma AS; rettet av Tove Test" in everything(app)
    facts = open_draft(with_report, "ID2099_001").draft.facts
    fact = facts.get("company") if facts else None
    assert fact
    assert fact.value == "Fjellheim"
    app = press(app, "Trekk rettelsen")
    assert not app.exception
    assert "rettet av Tove Test" not in everything(app).split("Rettelser (1)")[0]
    assert correction_history(with_report, "ID2099_001")[0].withdrawn_by == "Tove Test"


def test_a_bad_correction_is_one_line_and_nothing_is_kept(with_report: Store) -> None:
    app = correct(page("archive", "fagrådgiver"), "dated", "i fjor", "Feil dato.")
    assert "Skriv datoen som 14.05.2025" in app.error[0].value
    assert correction_history(with_report, "ID2099_001") == ()


def test_a_reader_sees_neither_facts_nor_the_form(with_report: Store) -> None:
    app = page("archive", "leser")
    assert not app.toggle
    assert "vises for fagrådgiver og fagsjef" in app.info[0].value


def documents(role: str) -> AppTest:
    app = page("archive", role)
    app.session_state["archive_part"] = "Dokumentene"
    return app.run()


def test_documents_are_taken_in_and_a_bad_one_is_said(store: Store) -> None:
    app = documents("fagrådgiver")
    assert "Arkivet er tomt" in app.info[0].value
    note = (SAMPLES / "notes" / "ID2098_014.txt").read_bytes()
    app.file_uploader[0].set_value([("ID2098_014.txt", note, "text/plain"), ("tom.txt", b"", "text/plain")])
    app = press(app, "Ta inn")
    assert not app.exception
    assert "1 dokument er tatt inn" in app.success[0].value
    assert "tom.txt" in app.error[0].value
    assert any("ID2098_014" in option for option in app.selectbox[0].options)
    assert "10 974,30" in everything(app)


def test_what_is_confidential_is_only_for_those_with_the_right(store: Store) -> None:
    app = documents("fagrådgiver")
    app.checkbox[0].set_value(True)
    note = (SAMPLES / "notes" / "ID2098_014.txt").read_bytes()
    app.file_uploader[0].set_value([("ID2098_014.txt", note, "text/plain")])
    app = press(app, "Ta inn")
    assert "unntatt offentlighet" in app.selectbox[0].options[0]
    reader = documents("leser")
    assert not reader.file_uploader
    assert "Arkivet er tomt" in reader.info[0].value
    assert "10 974,30" not in everything(reader)


def take_in(*files: tuple[str, bytes]) -> AppTest:
    app = documents("fagrådgiver")
    app.file_uploader[0].set_value([(name, content, "text/plain") for name, content in files])
    return press(app, "Ta inn")


def test_files_of_one_name_stand_side_by_side_and_a_bad_one_takes_nothing_with_it(store: Store) -> None:
    first, second = ((SAMPLES / "notes" / f"ID2098_0{number}.txt").read_bytes() for number in (14, 15))
    app = take_in(("notat.txt", first), ("notat.txt", second))
    assert "2 dokumenter er tatt inn" in app.success[0].value
    app = take_in(("notat.txt", b""))
    assert "tom" in app.error[0].value
    kept = sorted((settings().home / "archive" / "documents").rglob("notat.txt"))
    assert sorted(path.read_bytes() for path in kept) == sorted((first, second))
