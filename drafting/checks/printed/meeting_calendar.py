"""The days on which the forum meets, from a file: one date a line (.txt, .csv) or a calendar (.ics)."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

from corpus.bokmal.amounts import DATE, day
from corpus.errors import UserError

LARGEST = 5 * 1024 * 1024  # bytes
EVENT = re.compile(r"^DTSTART[^:\n]*:(\d{4})(\d{2})(\d{2})", re.MULTILINE)
FIRST_DATE = re.compile(rf"(?<!\d){DATE}(?!\d)", re.IGNORECASE)


def read_meeting_days(path: Path) -> frozenset[date]:
    """The days in the file: DTSTART of each event, else the first date of each line.

    Raises:
        UserError: the file cannot be read, or holds no date.
    """
    try:
        if path.stat().st_size > LARGEST:
            raise UserError("Kalenderen er for stor.", where=path.name, remedy="Gi én dato per linje, eller en .ics.")
        text = path.read_bytes().decode("utf-8-sig")
    except OSError:
        raise UserError("Kalenderen kan ikke leses.", where=str(path), remedy="Sjekk navnet.") from None
    except UnicodeDecodeError:
        raise UserError("Kalenderen er ikke i UTF-8.", where=path.name, remedy="Lagre den som UTF-8.") from None
    return meeting_days_in(text, path.name)


def meeting_days_in(text: str, name: str) -> frozenset[date]:
    """The same for text in hand. Raises UserError where there is no date."""
    written = [f"{year}-{month}-{number}" for year, month, number in EVENT.findall(text)]
    if "BEGIN:VCALENDAR" not in text:
        written = [match[0] for line in text.splitlines() if (match := FIRST_DATE.search(line))]
    found = frozenset(when for one in written if (when := day(one)))
    if not found:
        raise UserError(
            "Fant ingen møtedager i kalenderen.", where=name, remedy="Gi én dato per linje (åååå-mm-dd), eller en .ics."
        )
    return found
