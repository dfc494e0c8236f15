"""Note, case and report that belong together, found by the name of the file: the method id."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from corpus import ROOT
from corpus.errors import UserError

SAMPLES = ROOT / "corpus" / "samples" / "notes"
METHOD_FILE = re.compile(r"(ID\d{4}_\d{3})\.(txt|pdf|docx)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Triple:
    """An earlier note with the case file it was written from, and DMP's report where there is one."""

    method_id: str
    note: Path
    case: Path
    report: Path | None = None


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A note that takes no part, and why, in bokmål."""

    file: str
    reason: str


def find_triples(folders: Iterable[Path]) -> tuple[tuple[Triple, ...], tuple[LeftOut, ...]]:
    """The triples of some folders, in the order of their ids, and the notes that have no case file.

    The case file of `<id>.txt` is `<id>.yaml` beside it, in `cases` in the folder, or in `cases` beside the folder;
    the report is `<id>.pdf` in `reports` in the same way. A note that two folders hold counts once, from the first.

    Raises:
        UserError: a folder is not there, or no note in them has a case file.
    """
    found: dict[str, Triple] = {}
    left_out: list[LeftOut] = []
    for folder in folders:
        for note in _notes(folder):
            method_id = note.stem.upper()
            case = _beside(note, "cases", f"{method_id}.yaml")
            if case is None:
                left_out.append(LeftOut(note.name, f"Fant ikke {method_id}.yaml ved siden av notatet eller i cases."))
            elif method_id not in found:
                found[method_id] = Triple(method_id, note, case, _report(note, method_id))
    if not found:
        raise UserError(
            "Fant ingen notater med saksfil.",
            where=", ".join(str(folder) for folder in folders),
            remedy="Legg <metode-ID>.txt, .pdf eller .docx i mappen, og <metode-ID>.yaml i cases.",
        )
    return tuple(found[key] for key in sorted(found)), tuple(left_out)


def _notes(folder: Path) -> Iterator[Path]:
    if not folder.is_dir():
        raise UserError("Mappen finnes ikke.", where=str(folder), remedy="Sjekk navnet.")
    yield from sorted(path for path in folder.iterdir() if METHOD_FILE.fullmatch(path.name))


def _report(note: Path, method_id: str) -> Path | None:
    """The report; never the note itself, which may be a PDF of the same name."""
    found = _beside(note, "reports", f"{method_id}.pdf")
    return None if found == note else found


def _beside(note: Path, name: str, file: str) -> Path | None:
    places = (note.parent, note.parent / name, note.parent.parent / name)
    return next((place / file for place in places if (place / file).is_file()), None)
