"""A folder of files written all or nothing: the new ones stand complete, or the old ones stand as they were."""

from __future__ import annotations

import errno
import os
import shutil
import tempfile
import time
from collections.abc import Collection, Mapping
from contextlib import suppress
from pathlib import Path

from corpus.errors import UserError
from corpus.machine.file_faults import reason_of
from corpus.machine.private_files import private_file

# A working folder of this age was left by a process that was killed: it holds prices, and goes.
_WORK, _STALE_SECONDS = ".skriver-", 3600


def write_files(folder: Path, files: Mapping[str, bytes], *, absent: Collection[str] = ()) -> tuple[Path, ...]:
    """Writes the files to the folder, which is made when it is missing. Other files in it are left alone.

    Files and folders that are made are for their owner alone: a draft holds prices. Everything is written and flushed
    beside the folder's files first, then put in place by renaming; when anything fails, what was renamed is put back.
    Only a power cut between two renames can leave both old and new files, each whole.

    Args:
        folder: where to.
        files: plain file names with their bytes.
        absent: names that must not be there afterwards, e.g. the public files of an earlier draft that is now blocked.

    Returns:
        The paths of the files, in the order given.

    Raises:
        UserError: «Får ikke skrevet til …»; nothing has changed then.
    """
    for name in (*files, *absent):
        if not name or name in (".", "..") or Path(name).name != name:
            raise ValueError(f"not a plain file name: {name}")
    made: list[Path] = []
    try:
        _make(folder, made)
        _sweep(folder)
        work = Path(tempfile.mkdtemp(prefix=_WORK, dir=folder))
        try:
            for name, data in files.items():
                _write(work / name, data)
            _refuse_folders(folder, (*files, *absent))
            _replace(folder, work, tuple(files), [name for name in absent if name not in files])
        finally:
            shutil.rmtree(work, ignore_errors=True)
        _flush(folder)
    except OSError as error:
        for path in reversed(made):
            with suppress(OSError):
                path.rmdir()
        reason, remedy = reason_of(error)
        raise UserError(f"Får ikke skrevet til mappen. {reason}", where=str(folder), remedy=remedy) from None
    return tuple(folder / name for name in files)


def _make(folder: Path, made: list[Path]) -> None:
    """Makes the folder and those above it, and notes which were made."""
    missing = [path for path in (folder, *folder.parents) if not path.exists()]
    for path in reversed(missing):
        path.mkdir(mode=0o700)
        made.append(path)
    if not folder.is_dir():
        raise NotADirectoryError(errno.ENOTDIR, "not a folder")


def _sweep(folder: Path) -> None:
    for path in folder.glob(f"{_WORK}*"):
        with suppress(OSError):
            if time.time() - path.stat().st_mtime > _STALE_SECONDS:
                shutil.rmtree(path)


def _write(path: Path, data: bytes) -> None:
    with private_file(path).open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _refuse_folders(folder: Path, names: Collection[str]) -> None:
    for name in names:
        if (folder / name).is_dir() and not (folder / name).is_symlink():
            raise IsADirectoryError(errno.EISDIR, "a folder stands where the file goes")


def _replace(folder: Path, work: Path, names: tuple[str, ...], absent: list[str]) -> None:
    """Moves the old files aside and the new ones in; on failure everything goes back."""
    old = work / "old"
    old.mkdir()
    aside: list[str] = []
    placed: list[str] = []
    try:
        for name in (*names, *absent):
            if os.path.lexists(folder / name):
                (folder / name).rename(old / name)
                aside.append(name)
            if name in names:
                (work / name).rename(folder / name)
                placed.append(name)
    except BaseException:
        for name in placed:
            with suppress(OSError):
                (folder / name).unlink()
        for name in aside:
            (old / name).rename(folder / name)
        raise


def _flush(folder: Path) -> None:
    """Makes the renames last through a power cut, where the system can; they have happened already."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
