"""Faults of the machine under a folder of ours (full, read-only, locked, damaged) as one line with place and remedy."""

from __future__ import annotations

import errno
import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from corpus.errors import UserError

# What happened and what to do, by the system's number.
REASONS = {
    errno.ENOSPC: ("Disken er full.", "Frigjør plass, eller velg en annen mappe."),
    errno.EDQUOT: ("Kvoten på disken er brukt opp.", "Frigjør plass, eller velg en annen mappe."),
    errno.EFBIG: ("Filen er større enn systemet tillater.", "Velg en annen mappe."),
    errno.EROFS: ("Mappen kan bare leses.", "Velg en mappe du har skrivetilgang til."),
    errno.EACCES: ("Du har ikke skrivetilgang.", "Velg en mappe du har skrivetilgang til."),
    errno.EPERM: ("Du har ikke skrivetilgang.", "Velg en mappe du har skrivetilgang til."),
    errno.ENOTDIR: ("Det ligger en fil der mappen skulle vært.", "Velg en annen mappe."),
    errno.EEXIST: ("Det ligger en fil der mappen skulle vært.", "Velg en annen mappe."),
    errno.EISDIR: ("Det ligger en mappe der en av filene skulle vært.", "Velg en annen mappe."),
    errno.ENOENT: ("Mappen finnes ikke og kan ikke lages.", "Velg en annen mappe."),
    errno.ENAMETOOLONG: ("Navnet er for langt.", "Velg et kortere navn."),
    errno.EIO: ("Disken svarer ikke slik den skal.", "Kontroller disken, eller velg en annen mappe."),
    errno.EMFILE: ("Programmet har for mange filer åpne.", "Start programmet på nytt."),
}
OTHER = ("Systemet sa nei.", "Velg en annen mappe.")
# SQLite tells its reasons in words only.
SQLITE_REASONS = (
    ("readonly", REASONS[errno.EROFS]),
    ("unable to open", ("Filen kan ikke åpnes.", "Kontroller at mappen finnes og kan skrives til.")),
    ("is full", REASONS[errno.ENOSPC]),
    ("locked", ("Filen er i bruk av et annet program.", "Vent til det er ferdig, og prøv igjen.")),
    ("disk i/o", REASONS[errno.EIO]),
)
LEAST_FREE = 64 * 1024  # bytes; SQLite asks for some pages at a time
WAIT = 10.0  # seconds for another program to let go
HOME = "Mappen for data velges med PRISNOTAT_HOME."


class UnusableFolder(UserError):
    """A folder of ours that cannot be read or written: full, read-only, locked, or something else lies there."""


def reason_of(error: OSError) -> tuple[str, str]:
    """What happened and what to do, one sentence each."""
    return REASONS.get(error.errno or 0, OTHER)


def sqlite_reason(text: str, place: Path) -> tuple[str, str] | None:
    """The same for what SQLite says of a file; None when it is nothing that the machine is to blame for.

    SQLite does not always know: on a full disk it says «disk I/O error», in a read-only folder «unable to open».
    """
    lower = text.lower()
    found = next((reason for words, reason in SQLITE_REASONS if words in lower), None)
    folder = next((parent for parent in place.parents if parent.is_dir()), None)
    if found is None or folder is None or "locked" in lower:
        return found
    if shutil.disk_usage(folder).free < LEAST_FREE:
        return REASONS[errno.ENOSPC]
    return found if os.access(folder, os.W_OK) else REASONS[errno.EROFS]


def fault_line(error: OSError, place: str = "") -> UnusableFolder:
    """An error of the system as a line: its own place when it names one."""
    what, remedy = reason_of(error)
    return UnusableFolder(what, where=str(error.filename or place), remedy=f"{remedy} {HOME}")


def check_free(file: Path) -> None:
    """Raises UnusableFolder when a SQLite file cannot be written now: held by another program, read-only, full.

    Damage passes; so does a file that is not there.
    """
    if not file.is_file():
        return
    with suppress(sqlite3.DatabaseError), kept_in(file), closing(sqlite3.connect(file, timeout=WAIT)) as db:
        db.execute("BEGIN IMMEDIATE")
        db.execute("ROLLBACK")


@contextmanager
def kept_in(place: Path) -> Iterator[None]:
    """Turns what the system or SQLite says of a file or folder of the data into UnusableFolder; damage passes."""
    try:
        yield
    except OSError as error:
        what, remedy = reason_of(error)
        raise UnusableFolder(what, where=str(error.filename or place), remedy=f"{remedy} {HOME}") from None
    except sqlite3.OperationalError as error:
        reason = sqlite_reason(str(error), place)
        if reason is None:
            raise
        raise UnusableFolder(reason[0], where=str(place), remedy=f"{reason[1]} {HOME}") from None
