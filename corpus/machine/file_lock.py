"""One run at a time, of any process on this machine, on any system that Python runs on."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from filelock import FileLock

from corpus.machine.file_faults import kept_in
from corpus.machine.private_files import private_file

POLL = 0.02  # seconds between two looks of one that waits


@contextmanager
def locked(file: Path) -> Iterator[None]:
    """Holds the lock of a file, which is made and stays; waits for another holder. The system frees it when one dies.

    Raises:
        UnusableFolder: the file cannot be made, or its file system knows no locks.
    """
    with ExitStack() as held:
        with kept_in(file):
            # A lock that is a file's mere existence would outlive a holder that is killed.
            held.enter_context(FileLock(private_file(file), poll_interval=POLL, fallback_to_soft=False))
        yield


def let_others_in() -> None:
    """Between two holds of a lock: long enough for one that waits to see that it is free."""
    time.sleep(1.5 * POLL)
