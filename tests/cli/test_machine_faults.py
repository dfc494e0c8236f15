"""A data folder that cannot be used: every command says it in one line with place and remedy, and so does the app."""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from tests.cli.conftest import ROOT, Prisnotat, Run, assert_one_line_refusal
from tests.cli.test_refusals import small_files_only

NOTES = ROOT / "corpus" / "samples" / "notes"
COMMANDS = {
    "index": ["index", str(NOTES)],
    "ask": ["ask", "Hva ble besluttet?"],
    "decisions": ["decisions"],
    "publish": ["publish", "ID2099_001", "--out", "ut"],
    "keys": ["keys", "rotate"],
    "backup": ["backup", "--out", "kopi"],
}


def refused(run: Run, place: str) -> None:
    assert_one_line_refusal(run, place, "PRISNOTAT_HOME")
    assert "Uventet feil" not in run.err


@pytest.mark.parametrize("command", COMMANDS)
def test_a_folder_that_cannot_be_made(prisnotat: Prisnotat, command: str) -> None:
    # /proc refuses even root, which a read-only mode bit does not.
    refused(prisnotat(*COMMANDS[command], PRISNOTAT_HOME="/proc/prisnotat"), "/proc/prisnotat")


@pytest.mark.parametrize("command", COMMANDS)
def test_a_file_where_the_folder_should_be(prisnotat: Prisnotat, tmp_path: Path, command: str) -> None:
    (tmp_path / "data").write_text("x")
    refused(prisnotat(*COMMANDS[command], PRISNOTAT_HOME=str(tmp_path / "data")), str(tmp_path / "data"))


@pytest.mark.parametrize("command", COMMANDS)
def test_a_disk_that_is_full(tmp_path: Path, command: str) -> None:
    environment = {"PYTHONPATH": str(ROOT), "PRISNOTAT_HOME": str(tmp_path / "data"), "PATH": "/usr/bin:/bin"}
    done = subprocess.run(
        [sys.executable, "-B", str(ROOT / "cli.py"), *COMMANDS[command]],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        check=False,
        preexec_fn=small_files_only,
        timeout=120,
    )
    refused(Run(done.returncode, done.stdout.decode(), done.stderr.decode()), str(tmp_path / "data"))


@pytest.mark.parametrize("command", ["index", "ask", "decisions"])
def test_a_damaged_catalogue(prisnotat: Prisnotat, tmp_path: Path, command: str) -> None:
    home = str(tmp_path / "data")
    (tmp_path / "n").mkdir()
    shutil.copy(NOTES / "ID2098_011.txt", tmp_path / "n")
    assert prisnotat("index", tmp_path / "n", PRISNOTAT_HOME=home).code == 0
    catalogue = tmp_path / "data/archive/catalogue.sqlite"
    with closing(sqlite3.connect(catalogue)) as db:  # a process that was killed leaves its pages in the log beside it
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    with catalogue.open("r+b") as file:
        file.write(b"x" * 40)
    assert_one_line_refusal(prisnotat(*COMMANDS[command], PRISNOTAT_HOME=home), "catalogue.sqlite", "skadet")


def test_a_damaged_vector_store_is_made_again(prisnotat: Prisnotat, tmp_path: Path) -> None:
    home = str(tmp_path / "data")
    (tmp_path / "n").mkdir()
    shutil.copy(NOTES / "ID2098_011.txt", tmp_path / "n")
    assert prisnotat("index", tmp_path / "n", PRISNOTAT_HOME=home).code == 0
    file = tmp_path / "data/archive/vectors/chroma.sqlite3"
    with file.open("r+b") as opened:
        opened.write(b"x" * 40)
    run = prisnotat("index", tmp_path / "n", "--json", PRISNOTAT_HOME=home)
    assert run.code == 0
    assert run.json["warning"] == "Vektorlageret var skadet og er laget på nytt fra arkivet."
    with closing(sqlite3.connect(file)) as db:
        assert db.execute("PRAGMA quick_check").fetchone() == ("ok",)
    assert prisnotat("index", tmp_path / "n", "--json", PRISNOTAT_HOME=home).json["warning"] == ""


def test_the_app_says_it_at_its_start(monkeypatch: pytest.MonkeyPatch) -> None:
    import streamlit as st

    monkeypatch.setenv("PRISNOTAT_HOME", "/proc/prisnotat")
    st.cache_resource.clear()
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60).run()
    st.cache_resource.clear()
    assert not app.exception
    assert "/proc/prisnotat" in app.error[0].value
    assert "PRISNOTAT_HOME" in app.error[0].value.replace("\\", "")
