"""How quick a search is, and what memory and disk it takes, at 10 000 and 200 000 passages. Exit 1 above a ceiling.

    python -m benchmarks.search_speed [PASSAGES …]

It measures search, not embedding: the notes are embedded once, and multiplied with changed ids and numbers and with the
vectors they have in the product (one for a passage and one for each of its sentences), each turned a little so that no
two are equal. They go in by the way the product puts them in: catalogue, Chroma, the search's cache. Then a process of
its own opens the archive and asks; every question waits for its own answer. The embedding of the question, which no
size changes, is counted in and shown by itself as well. Processor time stands beside the clock's: on a machine that
others use, the clock also measures them.
"""

from __future__ import annotations

import json
import random
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from benchmarks.answers import HELD_OUT, NOTES, TUNED_ON
from benchmarks.peak_memory import peak_mb
from benchmarks.search import questions
from corpus.archive.archive import Archive, ArchiveSettings, open_archive
from corpus.archive.catalogue import Entry
from corpus.archive.indexing import described, embedding_texts
from corpus.archive.passages import About, passages
from corpus.documents import Document, Passage
from corpus.reading.read import read_pages
from corpus.search.search import search

CEILINGS = {10_000: 100, 200_000: 300}  # passages → p95 in milliseconds
WARM_UP = 10
ASK = "--ask"


@dataclass(frozen=True)
class Pattern:
    """A note that is multiplied: its passages, and its vectors with (passage, part) of each row."""

    document: Document
    about: About
    passages: tuple[Passage, ...]
    parts: list[tuple[int, int]]
    vectors: NDArray[np.float32]


def patterns(archive: Archive) -> Iterator[Pattern]:
    assert archive.embedder is not None
    for folder in NOTES:
        for file in sorted(folder.glob("*.txt")):
            document = read_pages(file)
            about, titles, _ = described(document)
            found = passages(document, about, titles)
            texts = [(n, part, text) for n, one in enumerate(found) for part, text in enumerate(embedding_texts(one))]
            vectors = archive.embedder.passages([text for _, _, text in texts])
            yield Pattern(document, about, found, [(n, part) for n, part, _ in texts], vectors)


def multiplied(archive: Archive, read: Sequence[Pattern], size: int) -> tuple[int, int]:
    """Fills the archive to `size` passages; how many passages and vectors were put in."""
    draw, turn = random.Random(1), np.random.default_rng(1)
    made = rows = copy = 0
    while made < size:
        for one in read:
            digest = f"{draw.getrandbits(256):064x}"
            about = replace(one.about, method_id=f"ID{2100 + copy % 7000}_{copy % 1000:03d}")
            changed = [_changed(passage, digest, draw) for passage in one.passages]
            archive.catalogue.put(f"/{digest}", replace(one.document, hash=digest), about, changed, {})
            turned = one.vectors + turn.normal(0, 0.01, one.vectors.shape).astype(np.float32)
            turned /= np.linalg.norm(turned, axis=1, keepdims=True)
            archive.vectors.put(Entry(digest, one.document.name, about, "", ()), one.parts, turned)
            made, rows, copy = made + len(changed), rows + len(one.parts), copy + 1
    return made, rows


def _changed(passage: Passage, digest: str, draw: random.Random) -> Passage:
    def number(match: re.Match[str]) -> str:
        return str(draw.randrange(10 ** len(match[0])))

    return replace(
        passage, source=replace(passage.source, document=digest), text=re.sub(r"\d{3,}", number, passage.text)
    )


def timed(work: Callable[[str], object], asked: Sequence[str]) -> dict[str, list[float]]:
    """p50 and p95 in milliseconds: by the clock, and of the processor's time."""
    clock, worked = [], []
    for question in asked:
        began, before = time.monotonic(), time.process_time()
        work(question)
        clock.append(1000 * (time.monotonic() - began))
        worked.append(1000 * (time.process_time() - before))
    return {name: np.percentile(times, [50, 95]).tolist() for name, times in (("clock", clock), ("worked", worked))}


def asked(home: Path) -> dict[str, Any]:
    """Opens the archive and asks every question; figures in milliseconds, seconds and MB."""
    began = time.monotonic()
    archive, _ = open_archive(ArchiveSettings(home))
    assert archive.embedder is not None
    archive.snapshot()
    every = [item["question"] for table in (TUNED_ON, HELD_OUT) for item in questions(table)]
    search(archive, every[0])
    opened = time.monotonic() - began
    for question in every[:WARM_UP]:
        search(archive, question)
    return {
        "opened": opened,
        "questions": len(every),
        "search": timed(lambda question: search(archive, question), every),
        "embedder": timed(archive.embedder.question, every),
        "memory": peak_mb(),
    }


def in_its_own_process(home: Path) -> dict[str, Any]:
    command = [sys.executable, "-m", "benchmarks.search_speed", ASK, str(home)]
    told: dict[str, Any] = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    return told


def on_disk(folder: Path) -> str:
    """MB of every part of the archive."""
    parts: dict[str, int] = {}
    for file in folder.rglob("*"):
        if file.is_file():
            name = re.sub(r"[-.].*", "", file.relative_to(folder).parts[0])
            parts[name] = parts.get(name, 0) + file.stat().st_size
    return ", ".join(f"{name} {size / 1e6:.0f}" for name, size in sorted(parts.items()) if size > 1e5)


def shown(name: str, times: dict[str, list[float]]) -> None:
    (p50, p95), (worked50, worked95) = times["clock"], times["worked"]
    print(f"  {name:22} p50 {p50:4.0f}  p95 {p95:4.0f} ms   (prosessortid {worked50:.0f} og {worked95:.0f} ms)")


def measured(read: Sequence[Pattern], size: int) -> bool:
    """Prints the figures at a size; whether they are under the ceiling."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        began = time.monotonic()
        archive, _ = open_archive(ArchiveSettings(home))
        made, rows = multiplied(archive, read, size)
        filled = time.monotonic() - began
        after_a_change, told = in_its_own_process(home), in_its_own_process(home)
        sizes = on_disk(archive.settings.folder)
    ceiling = next((ms for passages, ms in CEILINGS.items() if made <= 1.1 * passages), max(CEILINGS.values()))
    print(f"{made} utdrag, {rows} vektorer; {told['questions']} ulike spørsmål; tak for p95 {ceiling} ms")
    shown("søk", told["search"])
    shown("herav spørsmålets vektor", told["embedder"])
    print(
        f"  minne {told['memory']:.0f} MB (når ordindeksen lages: {after_a_change['memory']:.0f}); åpning med første "
        f"svar {told['opened']:.1f} s (etter en endring {after_a_change['opened']:.0f} s); lagt inn på {filled:.0f} s\n"
        f"  på disken, MB: {sizes}",
        flush=True,
    )
    return bool(told["search"]["clock"][1] <= ceiling)


def main() -> int:
    if ASK in sys.argv:
        print(json.dumps(asked(Path(sys.argv[-1]))))
        return 0
    with tempfile.TemporaryDirectory() as home:
        began = time.monotonic()
        read = list(patterns(open_archive(ArchiveSettings(Path(home)))[0]))
    count, seconds = sum(len(one.parts) for one in read), time.monotonic() - began
    print(f"Måler søk, ikke embedding: {count} vektorer laget på {seconds:.0f} s ({count / seconds:.0f} i sekundet), "
          "deretter mangfoldiggjort med litt støy.", flush=True)  # fmt: skip
    sizes = [int(size) for size in sys.argv[1:]] or list(CEILINGS)
    over = [size for size in sizes if not measured(read, size)]
    return int(bool(over))


if __name__ == "__main__":
    sys.exit(main())
