"""Nothing that the program writes can be read by another user, whatever command wrote it and whatever the umask."""

from __future__ import annotations

import os
import shutil
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from corpus.archive.archive import ArchiveSettings, open_archive
from corpus.machine.private_files import own_folder, private_file, private_folder
from drafting.case.file import read_case
from drafting.drafts.draft import draft_note
from drafting.editing.saved_draft import start_case
from drafting.publishing.draft_files import write_draft
from drafting.settings import settings
from drafting.store.store import User, open_store
from drafting.store.upkeep import backup, restore
from tests.app.conftest import served
from tests.cli.conftest import ROOT

SAMPLES = ROOT / "corpus" / "samples"
USER = User("Ada", "fagrådgiver")


@pytest.fixture(autouse=True)
def open_umask() -> Iterator[None]:
    """The loosest umask there is, and back again."""
    before = os.umask(0)
    yield
    os.umask(before)


def too_open(*folders: Path) -> list[str]:
    """Every file and folder at or below these that others can read, write or enter, with its mode."""
    found = [path for folder in folders for path in (folder, *folder.rglob("*"))]
    assert any(path.is_file() for path in found)
    return [f"{path} {stat.S_IMODE(path.stat().st_mode):o}" for path in found if path.stat().st_mode & 0o077]


def run(folder: Path, *arguments: str | Path, code: int = 0) -> None:
    """A command of `prisnotat` in the folder, under the loosest umask."""
    environment = {**os.environ, "PRISNOTAT_HOME": str(folder / "home"), "PYTHONPATH": str(ROOT)}
    command = [sys.executable, str(ROOT / "cli.py"), *map(str, arguments)]
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, timeout=240, umask=0, check=False)
    assert done.returncode == code, done.stderr.decode()


def test_every_command(tmp_path: Path) -> None:
    report, case = next(SAMPLES.rglob("*ID2099_001*.pdf")), SAMPLES / "demo.yaml"
    run(tmp_path, "draft", case, "--report", report, "--out", "utkast/dypere")
    run(tmp_path, "calculate", case, "--xlsx", "bok/tall.xlsx")
    run(tmp_path, "new", report, "--out", "saker/sak.yaml")
    run(tmp_path, "index", report)
    run(tmp_path, "ask", "Hva er Lumoveris?")
    made = [tmp_path / name for name in ("utkast", "bok", "saker", "home")]
    assert too_open(*made) == []
    assert (tmp_path / "home" / "archive" / "catalogue.sqlite").is_file()
    assert any(path.name.startswith("chroma") for path in (tmp_path / "home").rglob("*"))


def test_backup_and_restore(tmp_path: Path) -> None:
    home, copy = tmp_path / "home", tmp_path / "kopi"
    store = open_store(settings())
    start_case(
        store,
        (SAMPLES / "demo.yaml").read_text("utf-8"),
        USER,
        next(SAMPLES.rglob("*ID2099_001*.pdf")).read_bytes(),
        "r.pdf",
    )
    backup(store, copy)
    assert too_open(home, copy) == []
    assert {path.name for path in home.glob("prisnotat.db*")} >= {"prisnotat.db", "prisnotat.db-wal"}
    store.engine.dispose()
    shutil.rmtree(home)
    for path in copy.rglob("*"):
        path.chmod(0o777)
    restore(settings(), copy).engine.dispose()
    assert too_open(home) == []


def test_a_folder_left_open_by_an_older_version_is_closed(tmp_path: Path) -> None:
    home = tmp_path / "home"
    open_store(settings()).engine.dispose()
    (home / "archive").mkdir(mode=0o777)
    (home / "archive" / "catalogue.sqlite").touch(0o666)
    for path in (home, home / "prisnotat.db"):
        path.chmod(0o777)
    open_store(settings()).engine.dispose()
    open_archive(ArchiveSettings(home))[0].catalogue.close()
    assert too_open(home) == []


@pytest.mark.parametrize("umask", [0o000, 0o002, 0o022, 0o027, 0o077])
def test_a_draft_written_from_python(tmp_path: Path, umask: int) -> None:
    os.umask(umask)
    write_draft(draft_note(read_case(SAMPLES / "demo.yaml")), tmp_path / "a" / "b")
    assert too_open(tmp_path / "a") == []


def test_a_folder_of_the_users_own_keeps_its_mode(tmp_path: Path) -> None:
    folder = tmp_path / "felles"
    folder.mkdir(mode=0o775)
    write_draft(draft_note(read_case(SAMPLES / "demo.yaml")), folder)
    assert stat.S_IMODE(folder.stat().st_mode) == 0o775
    assert [path for path in folder.iterdir() if path.stat().st_mode & 0o077] == []


def test_a_file_that_is_there_keeps_its_content(tmp_path: Path) -> None:
    path = tmp_path / "fil"
    path.write_text("innhold")
    assert private_file(path).read_text() == "innhold"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(own_folder(tmp_path / "ny").stat().st_mode) == 0o700
    assert stat.S_IMODE(private_folder(tmp_path / "x" / "y").parent.stat().st_mode) == 0o700


def test_the_running_app(tmp_path: Path) -> None:
    with served(tmp_path, "--demo") as app:
        open_store(settings()).engine.dispose()  # a second process on the same data
        assert too_open(app.home) == []
