"""How quick a search is, and what memory it takes, at 10 000 and 200 000 passages. Exit 1 above a ceiling.

    python -m benchmarks.search_speed [PASSAGES …]

The notes multiplied, with changed ids and numbers, and with the vectors they have in the product (one for a passage
and one for each of its sentences), turned a little so that no two are equal. Every question waits for its own answer.
"""

from __future__ import annotations

import random
import re
import resource
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from benchmarks.answers import NOTES, TUNED_ON
from benchmarks.search import questions
from corpus.archive import Archive, ArchiveSettings, open_archive
from corpus.documents import Document, Passage
from corpus.indexing import described, embedding_texts
from corpus.passages import About, passages
from corpus.reading import read_pages
from corpus.search import search

CEILINGS = {10_000: 100, 200_000: 300}  # passages → p95 in milliseconds
WARM_UP = 10


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


def multiplied(archive: Archive, size: int) -> tuple[int, int]:
    """Fills the archive to `size` passages; how many passages and vectors were put in."""
    assert archive.embedder is not None
    draw, turn = random.Random(1), np.random.default_rng(1)
    made = rows = copy = 0
    read = list(patterns(archive))
    while made < size:
        for one in read:
            digest = f"{draw.getrandbits(256):064x}"
            about = replace(one.about, method_id=f"ID{2100 + copy % 7000}_{copy % 1000:03d}")
            changed = [_changed(passage, digest, draw) for passage in one.passages]
            archive.catalogue.put(f"/{digest}", replace(one.document, hash=digest), about, changed, {})
            turned = one.vectors + turn.normal(0, 0.01, one.vectors.shape).astype(np.float32)
            turned /= np.linalg.norm(turned, axis=1, keepdims=True)
            archive.vectors.add(digest, one.parts, turned, dated=20980101, confidential=False)
            archive.catalogue.vectors_made(digest, archive.embedder.name)
            made, rows, copy = made + len(changed), rows + len(one.parts), copy + 1
    return made, rows


def _changed(passage: Passage, digest: str, draw: random.Random) -> Passage:
    def number(match: re.Match[str]) -> str:
        return str(draw.randrange(10 ** len(match[0])))

    return replace(
        passage, source=replace(passage.source, document=digest), text=re.sub(r"\d{3,}", number, passage.text)
    )


def timed(archive: Archive) -> tuple[list[float], list[float]]:
    """Milliseconds of each question after the warm-up, and of those the processor's own."""
    times, worked = [], []
    for n, item in enumerate(questions(TUNED_ON)):
        began, before = time.monotonic(), time.process_time()
        search(archive, item["question"])
        if n >= WARM_UP:
            times.append(1000 * (time.monotonic() - began))
            worked.append(1000 * (time.process_time() - before))
    return times, worked


def memory() -> float:
    """The most this process has held, MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def measured(size: int) -> bool:
    """Prints the figures at a size; whether they are under the ceiling."""
    told: dict[str, Any] = {}
    with tempfile.TemporaryDirectory() as home:
        archive, _ = open_archive(ArchiveSettings(Path(home)))
        began = time.monotonic()
        made, rows = multiplied(archive, size)
        told["lagt inn"] = time.monotonic() - began
        began = time.monotonic()
        archive.snapshot()
        told["ordindeks"] = time.monotonic() - began
        times, worked = timed(archive)
    p50, p95 = np.percentile(times, [50, 95])
    ceiling = next((ms for passages, ms in CEILINGS.items() if made <= 1.1 * passages), max(CEILINGS.values()))
    print(
        f"{made} utdrag, {rows} vektorer: p50 {p50:.0f} ms, p95 {p95:.0f} ms (tak {ceiling} ms; "
        f"prosessortid {np.percentile(worked, 95):.0f} ms), minne {memory():.0f} MB; "
        + ", ".join(f"{what} på {seconds:.0f} s" for what, seconds in told.items()),
        flush=True,
    )
    return bool(p95 <= ceiling)


def main() -> int:
    sizes = [int(size) for size in sys.argv[1:]] or list(CEILINGS)
    return int(not all(list(map(measured, sizes))))  # a list: every size is run


if __name__ == "__main__":
    sys.exit(main())
