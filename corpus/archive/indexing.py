"""Files into the archive. `index_files` for Python, `index_json` for the command line and the app.

Signatures others rely on:

* `index_json(settings: ArchiveSettings, paths, *, confidential=False, background=False, progress=None) -> dict` with
  the keys added, changed, unchanged, removed, failed [{file, reason}], passages, embedded, seconds, warning.
* `embed_pending(archive, progress=None) -> int` embeds what is not embedded yet; safe in a thread of the app.
* `progress` is called with `Progress(stage, done, total, seconds_left)`.

A run may be killed at any moment. Every file is one transaction of the catalogue; vectors follow from it, with ids
made of the content, and a document counts as embedded only after all its vectors are in. The next run completes it.
Two runs at once wait for each other at a file lock, which the system lets go of when its holder dies.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from corpus import ROOT
from corpus.archive.archive import Archive, ArchiveSettings, open_archive
from corpus.archive.confidential_marks import is_marked
from corpus.archive.kept_vectors import REBUILT
from corpus.archive.passages import About, passages
from corpus.bokmal.sentences import sentences
from corpus.documents import Document, Passage
from corpus.errors import UserError
from corpus.machine.file_lock import let_others_in, locked
from corpus.notes.note import PriceNote, read_note
from corpus.reading.formats import suffixes
from corpus.reading.read import read_pages
from corpus.vectors.cache import NoCache
from corpus.vectors.chroma import MOST_PARTS, NoVectors

if TYPE_CHECKING:
    from corpus.vectors.embeddings import Embeddings

SUFFIXES = frozenset(suffixes("archive"))
FEWEST_WORDS = 4  # a shorter sentence («Lenke:») means nothing on its own
DOCUMENTS_A_ROUND = 4  # embedded before the lock is given to a run that waits


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a run has come: `stage` is «leser» or «embedder»; `seconds_left` is None until it can be said."""

    stage: str
    done: int
    total: int
    seconds_left: float | None = None


@dataclass(slots=True)
class IndexReport:
    """What a run did. Counts are files; `passages` and `embedded` are of the whole archive after the run."""

    added: int = 0
    changed: int = 0
    unchanged: int = 0
    removed: int = 0
    failed: list[dict[str, str]] = field(default_factory=list)
    passages: int = 0
    embedded: int = 0
    seconds: float = 0.0
    warning: str = ""


Report = Callable[[Progress], None]


def index_json(
    settings: ArchiveSettings,
    paths: Sequence[str | Path],
    *,
    confidential: bool = False,
    background: bool = False,
    progress: Report | None = None,
) -> dict[str, Any]:
    """Indexes and returns the command's JSON. With `background` the vectors are made by a process of their own."""
    archive, warning = open_archive(settings)
    report = index_files(archive, paths, confidential=confidential, embed=not background, progress=progress)
    report.warning = report.warning or warning
    if background and archive.embedder:
        embed_in_background(settings)
    return asdict(report)


def index_files(
    archive: Archive,
    paths: Sequence[str | Path],
    *,
    confidential: bool = False,
    embed: bool = True,
    progress: Report | None = None,
) -> IndexReport:
    """Brings the archive in line with the files under `paths`; files elsewhere in the archive are left alone.

    Args:
        confidential: the files are unntatt offentlighet; so is every file that is marked so itself.
        embed: make the vectors as well; without it words are searchable at once and vectors can follow.
    """
    started = time.monotonic()
    report = IndexReport()
    with locked(archive.settings.folder / "index.lock"):
        known = archive.catalogue.files()
        here = list(dict.fromkeys(_files(paths, known, report)))
        clock = _Clock("leser", len(here), progress)
        for path in here:
            _take_in(archive, path, known, confidential, report)
            clock.step()
        for gone in sorted(set(known) - set(map(str, here))):
            if not Path(gone).exists() and any(Path(gone).is_relative_to(Path(root).absolute()) for root in paths):
                archive.catalogue.remove(gone)
                report.removed += 1
    if embed:
        told: list[str] = []
        try:
            embed_pending(archive, progress, told.append)
        except UserError as error:
            told.append(error.line)
        report.warning = " ".join(told)
    archive.forget_gone()
    report.embedded, report.passages = archive.embedded(confidential=True)
    report.seconds = round(time.monotonic() - started, 3)
    return report


def embed_pending(archive: Archive, progress: Report | None = None, tell: Callable[[str], None] | None = None) -> int:
    """Makes the vectors that are missing and drops those that are left over; returns how many passages it embedded.

    A local vector store that is damaged is made again first, and a cache that is damaged likewise; `tell` is given
    the line that says so.

    Raises:
        NoVectors, NoEmbeddings: the store or the embedding cannot be used; what was done stays done.
    """
    embedder = archive.embedder
    if embedder is None:
        return 0
    with suppress(NoCache):  # a damaged cache is taken away, and filled again below
        archive.vectors.cache.check()
    if archive.vectors.damaged():
        _rebuilt(archive, tell)
    try:
        return _embedded(archive, embedder, progress)
    except NoCache:  # damaged further in; when it cannot be written this fails again
        return _embedded(archive, embedder, progress)
    except NoVectors as error:
        if not archive.vectors.damaged(error):
            raise
        _rebuilt(archive, tell)
        return _embedded(archive, embedder, progress)


def _rebuilt(archive: Archive, tell: Callable[[str], None] | None) -> None:
    with locked(archive.settings.folder / "vectors.lock"):
        archive.vectors.rebuild()
    if tell:
        tell(REBUILT)


def _embedded(archive: Archive, embedder: Embeddings, progress: Report | None) -> int:
    made, clock = 0, None
    with locked(archive.settings.folder / "vectors.lock"):
        archive.vectors.mend(archive.vectors.wanted())
        archive.vectors.mark_lost()
    while True:
        with locked(archive.settings.folder / "vectors.lock"):
            for digest in archive.catalogue.dropped():
                archive.vectors.drop(digest)
            todo = [
                entry
                for entry in archive.catalogue.entries()
                if entry.embedded != embedder.name and (embedder.local or not entry.about.confidential)
            ]
            if not todo:
                return made
            clock = clock or _Clock("embedder", len(todo), progress)
            for entry in todo[:DOCUMENTS_A_ROUND]:
                rows = [(n, passage) for _, n, passage in archive.catalogue.passages(entry.hash)]
                parts = [(n, part, text) for n, passage in rows for part, text in enumerate(embedding_texts(passage))]
                vectors = embedder.passages([text for _, _, text in parts]) if parts else np.zeros((0, 0), np.float32)
                archive.vectors.put(entry, [(n, part) for n, part, _ in parts], vectors)
                made += len(rows)
                clock.step()
        let_others_in()


def embed_in_background(settings: ArchiveSettings) -> int:
    """Starts a process that embeds what is missing and ends; returns its process id. It outlives this one."""
    process = subprocess.Popen(
        [sys.executable, "-m", "corpus.archive.indexing"],
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        cwd=ROOT,
        start_new_session=True,
    )
    assert process.stdin is not None
    # The settings go by pipe: a key in the arguments could be read by anyone on the machine.
    process.stdin.write(json.dumps(asdict(settings), default=str).encode())
    process.stdin.close()
    return process.pid


def embedding_texts(passage: Passage) -> tuple[str, ...]:
    """The texts whose vectors stand for a passage: itself, and each of its sentences when it has several.

    The drug's name is left out: the search knows which documents are about a drug, and in the vectors it would drown
    what is said about it.
    """
    parts = [part for part in sentences(passage.text) if len(part.split()) >= FEWEST_WORDS]
    return (passage.text, *parts[:MOST_PARTS]) if len(parts) > 1 else (passage.text,)


def described(document: Document, *, confidential: bool = False) -> tuple[About, tuple[str, ...], dict[str, Any]]:
    """What a document is about, its headings, and what was read out of it: decisions, prices, blanks, countries."""
    secret = confidential or is_marked(document)
    titles = tuple(part.title for part in document.parts)
    if document.kind == "price_note":
        note = read_note(document)
        about = About(note.method_id, note.title, note.product, note.substance, note.dated, document.kind, secret)
        return about, tuple(part.title for part in note.sections) or titles, _told(note) | _warned(document)
    if document.kind == "assessment_report":
        from corpus.reports.report import read_report

        report = read_report(document)
        named = {
            name: str(getattr(report, name, "") or "")
            for name in ("method_id", "title", "product", "substance", "dated")
        }
        return About(**named, kind=document.kind, confidential=secret), titles, _warned(document)
    return About(title=document.name, kind=document.kind, confidential=secret), titles, _warned(document)


def _warned(document: Document) -> dict[str, Any]:
    return {"warnings": list(document.warnings)} if document.warnings else {}


def _told(note: PriceNote) -> dict[str, Any]:
    return {
        "decisions": [asdict(decision) for decision in note.decisions],
        "prices": [asdict(price) for price in note.prices],
        "blanks": [asdict(blank) for blank in note.blanks],
        "countries": [asdict(country) for country in note.countries],
    }


def _take_in(
    archive: Archive, path: Path, known: dict[str, tuple[str, bool]], confidential: bool, report: IndexReport
) -> None:
    """One file: nothing when unchanged, a link when its content is known, else read; a bad one is reported."""
    name = str(path)
    try:
        digest = sha256(path.read_bytes()).hexdigest()
        if known.get(name) == (digest, confidential) or (known.get(name) == (digest, True) and not confidential):
            report.unchanged += 1
            return
        if digest in archive.catalogue.hashes():
            archive.catalogue.link(name, digest, confidential or archive.catalogue.is_confidential(digest))
        else:
            document = read_pages(path)
            about, titles, told = described(document, confidential=confidential)
            archive.catalogue.put(name, document, about, passages(document, about, titles), told)
    except UserError as error:
        report.failed.append({"file": name, "reason": error.line})
    except OSError as error:
        report.failed.append({"file": name, "reason": f"Filen kan ikke leses ({error.strerror})."})
    except Exception as error:  # a file nobody foresaw must not stop the others; its text is not shown
        report.failed.append({"file": name, "reason": f"Filen lot seg ikke tolke ({type(error).__name__})."})
    else:
        report.added += 1
        report.changed += name in known


def _files(paths: Sequence[str | Path], known: dict[str, Any], report: IndexReport) -> Iterator[Path]:
    for given in paths:
        path = Path(given).absolute()
        if path.is_dir():
            yield from sorted(
                file
                for file in path.rglob("*")
                if file.suffix.lower() in SUFFIXES and file.is_file() and not file.name.startswith((".", "~$"))
            )
        elif path.exists():
            yield path
        elif not any(Path(name).is_relative_to(path) for name in known):
            report.failed.append({"file": str(given), "reason": "Filen eller mappen finnes ikke."})


class _Clock:
    """Tells how far a run has come and how long is left, from the pace so far."""

    def __init__(self, stage: str, total: int, report: Report | None) -> None:
        self._stage, self._total, self._report = stage, total, report
        self._done, self._started = 0, time.monotonic()

    def step(self) -> None:
        """One more is done."""
        self._done += 1
        if self._report:
            left = (time.monotonic() - self._started) / self._done * max(self._total - self._done, 0)
            self._report(Progress(self._stage, self._done, self._total, left))


def _main() -> None:
    """The process that `embed_in_background` starts."""
    given = json.load(sys.stdin)
    archive, _ = open_archive(ArchiveSettings(**{**given, "home": Path(given["home"])}))
    embed_pending(archive)


if __name__ == "__main__":
    _main()
