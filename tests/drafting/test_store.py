"""The store: nothing is lost, nothing is overwritten, nothing secret lies in clear."""

from __future__ import annotations

import shutil
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from corpus.errors import UserError
from drafting.note.note import NoteTable, Paragraph, Section
from drafting.settings import Settings, settings
from drafting.store.secrets_at_rest import KeyMissing
from drafting.store.store import ChangedMeanwhile, Store, User, open_store
from drafting.store.upkeep import backup, restore, rotate_keys

ADVISER = User("Ada Adviser", "fagrådgiver")
CANARY = "98765.43"
CASE = f"method_id: ID2099_001\nsecret: {CANARY}\n"
SECTION = Section(
    "bakgrunn", "Bakgrunn", (Paragraph(f"Tekst {CANARY}", "bullet", footnotes=("n",)), NoteTable((("a", "b"),)))
)


@pytest.fixture
def home(tmp_path: Path) -> Settings:
    return settings({"PRISNOTAT_HOME": str(tmp_path / "home")})


@pytest.fixture
def store(home: Settings) -> Iterator[Store]:
    opened = open_store(home)
    opened.add_case("ID2099_001", "En tittel", CASE, ADVISER)
    yield opened
    opened.engine.dispose()


def every_byte(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file())


def test_what_is_saved_is_there_when_it_is_opened_again(store: Store, home: Settings) -> None:
    store.add_version("ID2099_001", SECTION, ADVISER, seen=0)
    store.keep_outline("ID2099_001", ("bakgrunn",))
    store.approve("ID2099_001", "bakgrunn", 1, "f" * 64, ADVISER)
    store.engine.dispose()
    again = open_store(home)
    assert again.case_text("ID2099_001") == (1, CASE)
    version = again.versions("ID2099_001")["bakgrunn"]
    assert (version.number, version.origin, version.who) == (1, "composer", "Ada Adviser")
    assert version.section == SECTION
    assert again.approvals("ID2099_001")["bakgrunn"].fingerprint == "f" * 64
    assert (again.case("ID2099_001").approved, again.case("ID2099_001").sections) == (1, ("bakgrunn",))
    again.engine.dispose()


def test_nothing_secret_lies_in_clear(store: Store, home: Settings, tmp_path: Path) -> None:
    store.add_version("ID2099_001", SECTION, ADVISER, seen=0)
    store.change_case("ID2099_001", "En tittel", CASE + "# mer\n", ADVISER, seen=1)
    backup(store, tmp_path / "kopi")
    store.engine.dispose()
    for folder in (home.home, tmp_path / "kopi"):
        content = every_byte(folder)
        assert CANARY.encode() not in content
        assert b"98765" not in content
        assert b"En tittel" in content


def test_the_key_file_is_the_owners_only_and_not_in_a_backup(store: Store, home: Settings, tmp_path: Path) -> None:
    assert home.key_file.stat().st_mode & 0o777 == 0o600
    files = backup(store, tmp_path / "kopi")
    assert all(path.name != home.key_file.name for path in files)
    assert home.key_file.read_bytes().strip() not in every_byte(tmp_path / "kopi")


def test_without_the_key_what_is_public_still_works(store: Store, home: Settings) -> None:
    store.add_version("ID2099_001", SECTION, ADVISER, seen=0)
    store.engine.dispose()
    home.key_file.unlink()
    locked = open_store(home)
    assert locked.vault.locked
    assert not home.key_file.exists(), "a new key would hide that the old one is lost"
    assert [case.title for case in locked.cases()] == ["En tittel"]
    assert locked.log("ID2099_001")
    for read in (lambda: locked.case_text("ID2099_001"), lambda: locked.versions("ID2099_001"), lambda: locked.pepper):
        with pytest.raises(KeyMissing, match=r"PRISNOTAT_KEY_FILE"):
            read()
    locked.engine.dispose()


def test_another_key_is_told_as_another_key(store: Store, home: Settings, tmp_path: Path) -> None:
    store.engine.dispose()
    other = settings({"PRISNOTAT_HOME": str(tmp_path / "other")})
    open_store(other).engine.dispose()
    shutil.copyfile(other.key_file, home.key_file)
    again = open_store(home)
    with pytest.raises(KeyMissing, match="passer ikke"):
        again.case_text("ID2099_001")
    again.engine.dispose()


def test_a_key_file_that_is_none_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "nøkkel").write_text("ikke en nøkkel")
    found = settings({"PRISNOTAT_HOME": str(tmp_path / "h"), "PRISNOTAT_KEY_FILE": str(tmp_path / "nøkkel")})
    with pytest.raises(UserError, match="gyldig nøkkel"):
        open_store(found)


def test_rotation_writes_everything_anew_and_the_old_key_opens_nothing(store: Store, home: Settings) -> None:
    store.add_version("ID2099_001", SECTION, ADVISER, seen=0)
    pepper, old = store.pepper, home.key_file.read_bytes()
    assert rotate_keys(store) == 2
    assert home.key_file.read_bytes() != old
    assert len(home.key_file.read_bytes().split()) == 1
    assert (store.case_text("ID2099_001"), store.pepper) == ((1, CASE), pepper)
    assert store.versions("ID2099_001")["bakgrunn"].section == SECTION
    home.key_file.write_bytes(old)
    with pytest.raises(KeyMissing):
        store.case_text("ID2099_001")


def test_a_rotation_that_was_broken_off_loses_nothing(
    store: Store, home: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    class PowerCut(BaseException): ...

    def cut(*_: object, **__: object) -> None:
        raise PowerCut

    monkeypatch.setattr("drafting.store.upkeep.select", cut)
    with pytest.raises(PowerCut):
        rotate_keys(store)
    monkeypatch.undo()
    assert len(home.key_file.read_bytes().split()) == 2
    assert store.case_text("ID2099_001") == (1, CASE)
    rotate_keys(store)
    assert store.case_text("ID2099_001") == (1, CASE)


def test_saving_while_keys_are_rotated_loses_nothing(store: Store) -> None:
    def save() -> None:
        for number in range(20):
            store.add_version("ID2099_001", SECTION, ADVISER, seen=number)

    saving = threading.Thread(target=save)
    saving.start()
    for _ in range(5):
        rotate_keys(store)
    saving.join()
    assert [version.number for version in store.history("ID2099_001", "bakgrunn")] == list(range(20, 0, -1))


def test_a_change_of_text_withdraws_the_approval(store: Store) -> None:
    store.add_version("ID2099_001", SECTION, ADVISER, seen=0)
    store.keep_outline("ID2099_001", ("bakgrunn",))
    store.approve("ID2099_001", "bakgrunn", 1, "f" * 64, ADVISER)
    assert store.case("ID2099_001").approved == 1
    store.add_version("ID2099_001", SECTION, ADVISER, seen=1)
    assert store.approvals("ID2099_001") == {}
    assert store.case("ID2099_001").approved == 0


def test_two_tabs_cannot_overwrite_each_other(store: Store, home: Settings) -> None:
    other = open_store(home)
    store.add_version("ID2099_001", SECTION, ADVISER, seen=0)
    with pytest.raises(ChangedMeanwhile):
        other.add_version("ID2099_001", SECTION, ADVISER, seen=0)
    with pytest.raises(ChangedMeanwhile):
        other.approve("ID2099_001", "bakgrunn", 0, "f", ADVISER)
    store.change_case("ID2099_001", "T", "a", ADVISER, seen=1)
    with pytest.raises(ChangedMeanwhile):
        other.change_case("ID2099_001", "T", "b", ADVISER, seen=1)
    other.engine.dispose()


def test_of_many_writers_at_once_exactly_one_wins_each_version(store: Store) -> None:
    won: list[int] = []

    def save() -> None:
        for seen in range(5):
            try:
                won.append(store.add_version("ID2099_001", SECTION, ADVISER, seen=seen))
            except ChangedMeanwhile:
                continue

    threads = [threading.Thread(target=save) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    numbers = [version.number for version in store.history("ID2099_001", "bakgrunn")]
    assert sorted(won) == sorted(numbers) == list(range(1, len(numbers) + 1))


def test_the_log_is_only_added_to(store: Store, home: Settings) -> None:
    store.note_down("ID2099_001", ADVISER, "prøve", "om")
    entries = store.log("ID2099_001")
    assert [entry.event for entry in entries] == ["prøve", "sak opprettet"]
    with sqlite3.connect(home.home / "prisnotat.db") as raw:
        for verb in ("DELETE FROM log", "UPDATE log SET who = 'x'"):
            with pytest.raises(sqlite3.IntegrityError, match="append-only"):
                raw.execute(verb)
    raw.close()


def test_backup_and_restore(store: Store, home: Settings, tmp_path: Path) -> None:
    store.keep_report("ID2099_001", b"%PDF-rapport", "rapport.pdf", ADVISER)
    backup(store, tmp_path / "kopi")
    with pytest.raises(UserError, match="ikke tom"):
        backup(store, tmp_path / "kopi")
    new = settings({"PRISNOTAT_HOME": str(tmp_path / "ny")})
    restored = restore(new, tmp_path / "kopi")
    assert restored.vault.locked
    assert restored.cases()[0].title == "En tittel"
    shutil.copyfile(home.key_file, new.key_file)
    assert restored.case_text("ID2099_001") == (1, CASE)
    assert restored.report_bytes("ID2099_001") == b"%PDF-rapport"
    with pytest.raises(UserError, match="data fra før"):
        restore(new, tmp_path / "kopi")
    restored.engine.dispose()


def test_bad_places_are_one_line(tmp_path: Path) -> None:
    (tmp_path / "fil").write_text("x")
    with pytest.raises(UserError, match="datamappen"):
        open_store(settings({"PRISNOTAT_HOME": str(tmp_path / "fil" / "under")}))
    (tmp_path / "home").mkdir()
    (tmp_path / "home" / "prisnotat.db").write_text("ikke en database" * 100)
    with pytest.raises(UserError, match="Databasen"):
        open_store(settings({"PRISNOTAT_HOME": str(tmp_path / "home")}))


def test_a_method_id_is_taken_once_and_must_be_one(store: Store) -> None:
    with pytest.raises(UserError, match="finnes allerede"):
        store.add_case("ID2099_001", "T", CASE, ADVISER)
    with pytest.raises(ValueError, match="x"):
        store.add_case("../x", "T", CASE, ADVISER)
    with pytest.raises(KeyError):
        store.case("ID2099_002")


@pytest.mark.parametrize("number", ["0002", "9999", "abcd"])
def test_a_database_of_a_newer_program_is_refused_and_left_as_it_is(store: Store, home: Settings, number: str) -> None:
    store.engine.dispose()
    with closing(sqlite3.connect(home.home / "prisnotat.db")) as raw, raw:
        raw.execute("UPDATE alembic_version SET version_num = ?", (number,))
    with pytest.raises(UserError, match=f"versjon {number}"):
        open_store(home)
    with closing(sqlite3.connect(home.home / "prisnotat.db")) as raw:
        assert raw.execute("SELECT version_num FROM alembic_version").fetchall() == [(number,)]
    assert [path.name for path in home.home.glob("prisnotat-*")] == []
