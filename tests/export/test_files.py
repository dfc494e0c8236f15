"""Writing a folder all or nothing: every way it can fail leaves the old files and nothing else."""

from __future__ import annotations

import errno
import os
import resource
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.errors import UserError
from corpus.machine.written_files import write_files

NEW = {"note.md": b"ny", "public.pdf": b"%PDF ny"}


def state(folder: Path) -> dict[str, bytes | None]:
    """Every path under the folder with its bytes (None for a folder)."""
    return {str(path.relative_to(folder)): path.read_bytes() if path.is_file() else None for path in folder.rglob("*")}


def test_writes_into_new_folders_and_says_where(tmp_path: Path) -> None:
    folder = tmp_path / "a" / "b"
    assert write_files(folder, NEW) == (folder / "note.md", folder / "public.pdf")
    assert state(tmp_path) == {"a": None, "a/b": None, "a/b/note.md": b"ny", "a/b/public.pdf": b"%PDF ny"}


def test_replaces_its_own_files_and_leaves_the_others(tmp_path: Path) -> None:
    (tmp_path / "note.md").write_bytes(b"gammel")
    (tmp_path / "brev.txt").write_bytes(b"mitt")
    write_files(tmp_path, NEW)
    assert state(tmp_path) == {**NEW, "brev.txt": b"mitt"}


def test_what_a_killed_process_left_is_swept_away_and_what_a_live_one_uses_is_not(tmp_path: Path) -> None:
    for name, age in ((".skriver-gammel", 7200), (".skriver-fersk", 60)):
        (tmp_path / name).mkdir()
        (tmp_path / name / "internal.pdf").write_bytes(b"pris")
        os.utime(tmp_path / name, (time.time() - age,) * 2)
    write_files(tmp_path, {"note.md": b"ny"})
    assert state(tmp_path) == {"note.md": b"ny", ".skriver-fersk": None, ".skriver-fersk/internal.pdf": b"pris"}


def test_takes_away_what_must_not_be_there(tmp_path: Path) -> None:
    (tmp_path / "public.pdf").write_bytes(b"gammel")
    write_files(tmp_path, {"note.md": b"ny"}, absent=("public.pdf", "public.docx"))
    assert state(tmp_path) == {"note.md": b"ny"}


@pytest.mark.parametrize("name", ["", ".", "..", "a/b", "/etc/passwd", "../ut"])
def test_only_plain_names(tmp_path: Path, name: str) -> None:
    with pytest.raises(ValueError, match="plain file name"):
        write_files(tmp_path, {name: b""})
    assert state(tmp_path) == {}


@pytest.mark.parametrize("call", ["mkdtemp", "fsync", "rename"])
@pytest.mark.parametrize(
    ("code", "reason"),
    [
        (errno.ENOSPC, "Disken er full."),
        (errno.EROFS, "kan bare leses"),
        (errno.EACCES, "ikke skrivetilgang"),
        (errno.EIO, "Disken svarer ikke"),
    ],
)
def test_a_failing_disk_leaves_the_old_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: str, code: int, reason: str
) -> None:
    old = {"note.md": b"gammel", "public.pdf": b"gammel pdf", "brev.txt": b"mitt"}
    for name, data in old.items():
        (tmp_path / name).write_bytes(data)
    fail_on(monkeypatch, call, code, after=3 if call == "rename" else 0)
    with pytest.raises(UserError) as caught:
        write_files(tmp_path, NEW)
    monkeypatch.undo()
    assert "Får ikke skrevet til" in caught.value.line
    assert reason in caught.value.line
    assert str(tmp_path) in caught.value.line
    assert "\n" not in caught.value.line
    assert state(tmp_path) == old


def fail_on(monkeypatch: pytest.MonkeyPatch, call: str, code: int, after: int) -> None:
    """The call number `after` (counted from 0) fails with that code; those before and after it work."""
    owner: Any = {"mkdtemp": "tempfile.mkdtemp", "fsync": "os.fsync", "rename": "pathlib.Path.rename"}[call]
    module, _, name = owner.rpartition(".")
    target = {"tempfile": __import__("tempfile"), "os": os, "pathlib.Path": Path}[module]
    works, calls = getattr(target, name), [0]

    def fails(*args: Any, **kwargs: Any) -> Any:
        calls[0] += 1
        if calls[0] == after + 1:
            raise OSError(code, os.strerror(code))
        return works(*args, **kwargs)

    monkeypatch.setattr(target, name, fails)


@given(st.integers(0, 5), st.sets(st.sampled_from(sorted(NEW))))
@settings(deadline=None, max_examples=40)
def test_whichever_rename_fails_the_old_files_stand(
    tmp_path_factory: pytest.TempPathFactory, step: int, had: set[str]
) -> None:
    folder = tmp_path_factory.mktemp("mappe")
    old: dict[str, bytes | None] = {name: f"gammel {name}".encode() for name in had}
    for name, data in old.items():
        (folder / name).write_bytes(data or b"")
    with pytest.MonkeyPatch.context() as monkeypatch:
        fail_on(monkeypatch, "rename", errno.ENOSPC, after=step)
        try:
            write_files(folder, NEW)
            expected: dict[str, bytes | None] = dict(NEW)
        except UserError:
            expected = old
    assert state(folder) == expected


def test_folders_made_for_a_failed_write_are_taken_away(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fail_on(monkeypatch, "fsync", errno.ENOSPC, after=0)
    with pytest.raises(UserError):
        write_files(tmp_path / "a" / "b", NEW)
    assert state(tmp_path) == {}


def test_a_file_where_the_folder_should_be(tmp_path: Path) -> None:
    (tmp_path / "ut").write_bytes(b"en fil")
    for folder in (tmp_path / "ut", tmp_path / "ut" / "under"):
        with pytest.raises(UserError, match="Det ligger en fil der mappen skulle vært"):
            write_files(folder, NEW)
    assert state(tmp_path) == {"ut": b"en fil"}


def test_a_folder_where_a_file_should_be(tmp_path: Path) -> None:
    (tmp_path / "note.md").mkdir()
    (tmp_path / "public.pdf").write_bytes(b"gammel")
    with pytest.raises(UserError, match="Det ligger en mappe"):
        write_files(tmp_path, NEW)
    assert state(tmp_path) == {"note.md": None, "public.pdf": b"gammel"}


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write to any folder")
def test_a_folder_that_can_only_be_read(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    try:
        with pytest.raises(UserError, match="Du har ikke skrivetilgang"):
            write_files(tmp_path, NEW)
    finally:
        tmp_path.chmod(0o700)
    assert state(tmp_path) == {}


def test_the_system_really_stops_a_write_half_way(tmp_path: Path) -> None:
    """A limit on file size, set by the kernel for a process of its own, stops the second file in the middle."""
    (tmp_path / "note.md").write_bytes(b"gammel")
    program = (
        "import resource, signal, sys; from pathlib import Path\n"
        "from corpus.errors import UserError; from corpus.machine.written_files import write_files\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))\n"
        "try: write_files(Path(sys.argv[1]), {'note.md': b'ny', 'stor.pdf': b'x' * 100_000})\n"
        "except UserError as error: print(error.line)\n"
    )
    assert resource.getrlimit(resource.RLIMIT_FSIZE)[1] in (resource.RLIM_INFINITY, *range(1000, 1 << 20))
    run = subprocess.run(
        [sys.executable, "-c", program, str(tmp_path)],
        capture_output=True,
        text=True,
        check=True,
        cwd=Path(__file__).parents[2],
    )
    assert "større enn systemet tillater" in run.stdout
    assert state(tmp_path) == {"note.md": b"gammel"}
