"""Beslutninger in the app: filters, counts, what is confidential, and a register taken in with its columns mapped."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from corpus.archive.archive import Archive, ArchiveSettings
from corpus.archive.indexing import index_files
from corpus.register.register import register
from tests.app.test_pages import everything, fresh_caches, page
from tests.app.test_work import press

__all__ = ["fresh_caches"]
NOTES = Path(__file__).parents[2] / "corpus" / "samples" / "notes"
REGISTER = "Sak;Vedtatt;Svar;Handelsnavn\nID2097_001;14.05.2097;Ja;Prøvia\nID2097_002;15.05.2097;Nei;Testiva\n"


@pytest.fixture
def archive(monkeypatch: pytest.MonkeyPatch) -> Archive:
    monkeypatch.setenv("PRISNOTAT_EMBEDDING", "none")
    return Archive(ArchiveSettings(Path(os.environ["PRISNOTAT_HOME"])), None)


def opened(role: str) -> AppTest:
    return page("decisions", role)


def test_an_empty_archive_says_what_to_do(archive: Archive) -> None:
    app = opened("leser")
    assert not app.exception
    assert "ingen beslutninger" in app.info[0].value


def test_rows_are_filtered_and_counted(archive: Archive) -> None:
    index_files(archive, [NOTES])
    total = len(register(archive))
    app = opened("leser")
    assert not app.exception
    assert app.caption[0].value == f"{total} av {total} beslutninger"
    app.multiselect[0].set_value(["ikke innført"]).run()
    refused = int((register(archive)["outcome"] == "ikke innført").sum())
    assert app.caption[0].value == f"{refused} av {total} beslutninger"
    app.text_input[0].set_value("finnesikkeiarkivet").run()
    assert "Ingen beslutninger passer" in app.info[0].value


def test_confidential_decisions_only_for_those_with_the_right(archive: Archive) -> None:
    index_files(archive, [NOTES / "ID2098_019.txt"], confidential=True)
    assert "Celvanta" in everything(opened("fagsjef"))
    reader = opened("leser")
    assert "ingen beslutninger" in reader.info[0].value
    assert "Celvanta" not in everything(reader)


def test_a_register_is_taken_in_with_its_columns_mapped(archive: Archive) -> None:
    app = opened("fagrådgiver")
    app.file_uploader[0].set_value(("register.csv", REGISTER.encode(), "text/csv")).run()
    chosen = {box.label: box for box in app.selectbox}
    assert chosen["Preparat"].value == "Handelsnavn"
    for label, heading in (("Metode-ID *", "Sak"), ("Dato *", "Vedtatt"), ("Utfall *", "Svar")):
        chosen[label].set_value(heading)
    app = press(app.run(), "Ta inn registeret")
    assert not app.exception
    assert list(register(archive)["outcome"]) == ["innført", "ikke innført"]


def test_a_register_with_a_bad_row_is_one_line_and_nothing_is_taken_in(archive: Archive) -> None:
    app = opened("fagrådgiver")
    bad = REGISTER.replace("Sak;Vedtatt;Svar", "Metode-ID;Dato;Utfall").replace("15.05.2097", "i fjor")
    app.file_uploader[0].set_value(("register.csv", bad.encode(), "text/csv")).run()
    app = press(app, "Ta inn registeret")
    assert "register.csv, rad 3" in app.error[0].value
    assert register(archive).empty
