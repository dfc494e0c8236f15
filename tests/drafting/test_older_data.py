"""Data folders that earlier programs left are opened: copied, brought to the present, said; or refused untouched."""

from __future__ import annotations

import sqlite3
import stat
import zipfile
from contextlib import closing
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from corpus.archive import schema
from corpus.archive.archive import open_archive
from corpus.archive.catalogue import Catalogue
from corpus.errors import UserError
from corpus.search.search import search
from drafting.editing.saved_draft import open_draft
from drafting.settings import Settings, settings
from drafting.store.migrations import migrate
from drafting.store.store import open_store
from drafting.store.tables import METADATA

KEPT = sorted((Path(__file__).parents[1] / "kept_data").glob("*.zip"))


@pytest.fixture(params=KEPT, ids=lambda path: path.stem)
def older(request: pytest.FixtureRequest, tmp_path: Path) -> Settings:
    """The settings of a data folder from an earlier program."""
    with zipfile.ZipFile(request.param) as kept:
        kept.extractall(tmp_path / "hjem")
    return settings({"PRISNOTAT_HOME": str(tmp_path / "hjem")})


def test_an_older_folder_is_copied_brought_up_and_said(older: Settings) -> None:
    store = open_store(older)
    copies = list(older.home.glob("prisnotat-*.db"))
    assert len(copies) == 1
    assert str(copies[0]) in store.notice
    assert store.notice.startswith("Databasen var fra en eldre versjon")
    assert stat.S_IMODE(copies[0].stat().st_mode) == 0o600
    with closing(sqlite3.connect(copies[0])) as copy:
        names = {name for (name,) in copy.execute("SELECT name FROM sqlite_master")}
    assert "cases" in names
    assert "alembic_version" not in names
    case = store.cases()[0]
    assert case.method_id == "ID2099_001"
    saved = open_draft(store, case.method_id)
    assert len(saved.draft.note.sections) > 6
    assert list(saved.approved) == [saved.draft.note.sections[1].key]
    store.engine.dispose()
    again = open_store(older)
    assert again.notice == ""
    assert list(older.home.glob("prisnotat-*.db")) == copies
    again.engine.dispose()


def test_the_archive_of_an_older_folder_is_searched(older: Settings) -> None:
    archive, warning = open_archive(older.archive)
    assert warning == ""
    assert search(archive, "Hva er besluttet?").hits
    archive.catalogue.close()


def test_the_revisions_and_the_tables_are_the_same(tmp_path: Path) -> None:
    config = Config()
    config.set_main_option("script_location", str(migrate.FOLDER))
    config.set_main_option("path_separator", "os")
    assert ScriptDirectory.from_config(config).get_current_head() == migrate.HEAD
    store = open_store(settings({"PRISNOTAT_HOME": str(tmp_path)}))
    with store.engine.connect() as db:
        assert compare_metadata(MigrationContext.configure(db), METADATA) == []
        triggers = db.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'trigger'").scalars().all()
    assert sorted(triggers) == ["log_no_delete", "log_no_update"]
    store.engine.dispose()


def test_a_database_from_before_revisions_but_of_another_kind_is_refused(older: Settings) -> None:
    with closing(sqlite3.connect(older.home / "prisnotat.db")) as raw, raw:
        raw.execute("UPDATE meta SET value = '99' WHERE key = 'schema_version'")
    with pytest.raises(UserError, match="versjon 99"):
        open_store(older)
    assert list(older.home.glob("prisnotat-*.db")) == []


def test_no_copy_no_change(older: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(path: Path) -> Path:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(migrate, "private_file", full)
    with pytest.raises(UserError, match="kan ikke kopieres"):
        open_store(older)
    with closing(sqlite3.connect(older.home / "prisnotat.db")) as raw:
        names = {name for (name,) in raw.execute("SELECT name FROM sqlite_master")}
    assert "alembic_version" not in names


def test_an_older_catalogue_is_copied_and_brought_up(older: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(schema, "VERSION", 3)
    steps = {1: "CREATE TABLE seen (hash TEXT)", 2: "CREATE TABLE marks (hash TEXT)"}
    monkeypatch.setattr(schema, "STEPS", steps)
    catalogue = Catalogue(older.home / "archive")
    assert "oppdatert" in catalogue.notice
    assert len(catalogue.files()) == 2
    catalogue.close()
    assert len(list((older.home / "archive").glob("catalogue-1-*.sqlite"))) == 1
    again = Catalogue(older.home / "archive")
    assert again.notice == ""
    again.close()


def test_a_newer_catalogue_is_refused_and_left_as_it_is(older: Settings) -> None:
    file = older.home / "archive" / "catalogue.sqlite"
    with closing(sqlite3.connect(file)) as raw, raw:
        raw.execute("UPDATE meta SET value = '7' WHERE key = 'schema'")
    with pytest.raises(UserError, match="versjon 7"):
        Catalogue(older.home / "archive")
    with closing(sqlite3.connect(file)) as raw:
        assert raw.execute("SELECT value FROM meta WHERE key = 'schema'").fetchone() == ("7",)


def test_a_cache_of_another_version_is_made_again(older: Settings) -> None:
    with closing(sqlite3.connect(older.home / "archive" / "meaning.sqlite")) as raw:
        raw.execute("PRAGMA user_version = 99")
    archive, _ = open_archive(older.archive)
    assert not archive.cache.kept()
    assert search(archive, "Hva er besluttet?").hits
    archive.catalogue.close()
