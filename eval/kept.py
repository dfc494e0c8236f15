"""Results on disk: one JSON file a run, and one a finished note, so that a run that was stopped goes on.

Nothing secret is kept in clear: scores are shares and counts, the texts of a note for the public are public, and those
of an internal note are one encrypted token. Files are written whole or not at all.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError

from corpus.errors import UserError
from corpus.machine.written_files import write_files
from drafting.confidentiality.hiding.audience import Audience
from eval.intervals import Interval, interval
from eval.metrics import BY_KEY
from eval.scoring import SectionScores
from eval.triples import LeftOut

SCHEMA = 1
LARGEST = 50_000_000  # bytes of a result file


@dataclass(frozen=True, slots=True)
class Texts:
    """A section as the human and as the draft has it, paragraphs joined by blank lines."""

    human: str = field(repr=False)
    draft: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class NoteResult:
    """One note of a backtest.

    Attributes:
        digest: of everything the result depends on. dated: the note's date, ISO.
        audience: which rendering was compared. report: whether there was one.
        withheld: what was kept from the draft since it was not known then.
        texts: by section, for a note that is public; `texts_token` the same, encrypted, for one that is not.
    """

    method_id: str
    dated: str
    track: str
    audience: Audience
    report: bool
    digest: str
    scores: dict[str, float | None]
    sections: tuple[SectionScores, ...]
    withheld: tuple[str, ...] = ()
    texts: dict[str, Texts] = field(default_factory=dict, repr=False)
    texts_token: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Run:
    """One backtest: who wrote, when it ended (UTC, ISO), which code and prompts, and a result a note."""

    writer: str
    finished: str
    code: str
    notes: tuple[NoteResult, ...]
    model: str = ""
    prompts: str = ""
    left_out: tuple[LeftOut, ...] = ()
    schema: int = SCHEMA

    @property
    def intervals(self) -> dict[str, Interval]:
        """Each measure's mean over the notes that have it, with its interval."""
        found: dict[str, Interval] = {}
        for key in BY_KEY:
            values = [value for note in self.notes if (value := note.scores.get(key)) is not None]
            if values:
                found[key] = interval(values)
        return found

    @property
    def leaks(self) -> int:
        return int(sum(note.scores.get("leaks") or 0 for note in self.notes))


RUN: TypeAdapter[Run] = TypeAdapter(Run)
NOTE: TypeAdapter[NoteResult] = TypeAdapter(NoteResult)
TEXTS: TypeAdapter[dict[str, Texts]] = TypeAdapter(dict[str, Texts])


@dataclass(frozen=True, slots=True)
class Kept:
    """The folder of results in the data folder."""

    folder: Path

    @property
    def finished(self) -> Path:
        return self.folder / "notes"

    def note(self, digest: str) -> NoteResult | None:
        """A note that was finished before with exactly this input; None when it was not, or its file is damaged."""
        try:
            return NOTE.validate_json((self.finished / f"{digest}.json").read_bytes())
        except (OSError, ValidationError):
            return None

    def keep_note(self, result: NoteResult) -> None:
        """Keeps a finished note. Raises UserError when it cannot be written."""
        write_files(self.finished, {f"{result.digest}.json": NOTE.dump_json(result)})

    def keep_run(self, run: Run) -> Path:
        """Keeps a run, named by when it ended and who wrote; returns the file."""
        label = "".join(sign if sign.isalnum() else "-" for sign in run.writer)[:60]
        name = f"{run.finished.replace(':', '').replace('-', '')[:15]}-{label}.json"
        return write_files(self.folder, {name: RUN.dump_json(run, indent=1)})[0]

    def runs(self) -> tuple[Run, ...]:
        """Every run that is kept, oldest first; files that are no runs are passed by."""
        found = []
        for path in sorted(self.folder.glob("*.json")):
            try:
                found.append(load_run(path))
            except UserError:
                continue
        return tuple(sorted(found, key=lambda run: run.finished))


def load_run(path: Path) -> Run:
    """A run from the file that `evaluate --json` printed or that was kept. Raises UserError naming the file."""
    try:
        content = path.read_bytes() if path.stat().st_size <= LARGEST else b""
        data = json.loads(content)
        known = {key: value for key, value in data.items() if key not in ("totals", "intervals", "against")}
        run = RUN.validate_python(known)
    except FileNotFoundError:
        raise UserError("Fant ikke filen med tidligere resultat.", where=str(path), remedy="Sjekk navnet.") from None
    except OSError as error:
        raise UserError(
            f"Kan ikke lese filen ({error.strerror or 'ukjent feil'}).", where=str(path), remedy="Sjekk tilgangen."
        ) from None
    except (ValueError, AttributeError):
        raise UserError(
            "Filen er ikke et resultat fra prisnotat evaluate.",
            where=str(path),
            remedy="Bruk en fil som prisnotat evaluate --json skrev.",
        ) from None
    if run.schema != SCHEMA:
        raise UserError(f"Resultatet har versjon {run.schema}, ikke {SCHEMA}.", where=str(path), remedy="Kjør det om.")
    return run


def run_json(run: Run) -> dict[str, Any]:
    """The run as `prisnotat evaluate --json` prints it: scores without texts, totals, and intervals."""
    data = RUN.dump_python(run, mode="json")
    for note in data["notes"]:
        note.pop("texts")
        note.pop("texts_token")
    intervals = run.intervals
    data["totals"] = {key: found.mean for key, found in intervals.items()}
    data["intervals"] = {key: asdict(found) for key, found in intervals.items()}
    return dict(data)


def section_means(runs: Iterable[Run]) -> list[tuple[str, str, Mapping[str, float]]]:
    """(key, title, mean of each measure) of every section over all notes, the worst total first."""
    rows: dict[str, list[SectionScores]] = {}
    for run in runs:
        for note in run.notes:
            for section in note.sections:
                rows.setdefault(section.key, []).append(section)
    means = []
    for key, sections in rows.items():
        scores = {
            name: sum(known) / len(known)
            for name in BY_KEY
            if (known := [value for item in sections if (value := item.scores.get(name)) is not None])
        }
        means.append((key, min((item.title for item in sections), key=len), scores))
    return sorted(means, key=lambda row: row[2].get("total", 0.0))
