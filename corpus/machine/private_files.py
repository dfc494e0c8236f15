"""Files and folders that nobody but the one who runs the program can read, whatever umask the machine gave it.

What the program makes itself, it makes so. Libraries (SQLite's journal, Chroma, NumPy) make files by the umask, which
the command line and the server set first of all; a database's journals moreover take the mode of the database.
"""

from __future__ import annotations

import os
import shutil
from contextlib import suppress
from pathlib import Path

PRIVATE_FOLDER, PRIVATE_FILE = 0o700, 0o600


def private_umask() -> None:
    """From here on this process and its children make files for their own user alone."""
    os.umask(0o077)


def private_folder(folder: Path) -> Path:
    """Makes the folder and those above it that are missing, each private; what is there already stays as it is.

    Raises:
        OSError: the folder cannot be made.
    """
    for path in reversed([path for path in (folder, *folder.parents) if not path.exists()]):
        path.mkdir(mode=PRIVATE_FOLDER, exist_ok=True)
    return folder


def own_folder(folder: Path) -> Path:
    """The same for a folder that is the program's own: one that is there from before becomes private too."""
    private_folder(folder)
    with suppress(PermissionError):  # another user made it, and lets us write in it
        folder.chmod(PRIVATE_FOLDER)
    return folder


def private_file(path: Path) -> Path:
    """Makes an empty private file where there is none; one that is there becomes private, and keeps its content.

    Raises:
        OSError: the file cannot be made.
    """
    os.close(os.open(path, os.O_WRONLY | os.O_CREAT, PRIVATE_FILE))
    with suppress(PermissionError):
        path.chmod(PRIVATE_FILE)
    return path


def private_database(file: Path) -> Path:
    """The same for a database; where it cannot be made, the database's own error says why."""
    with suppress(OSError):
        private_file(file)
    return file


def copy_private(folder: Path, to: Path) -> None:
    """Copies the files in a folder and those below it, each private. Raises OSError."""
    private_folder(to)
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            target = to / path.relative_to(folder)
            private_folder(target.parent)
            shutil.copyfile(path, private_file(target))
