"""Run by test_indexing.py in a process of its own: kills indexing runs and prints what the next run makes of it.

It forks from a process that has opened no vector store, so that every run starts as a program would.
"""

from __future__ import annotations

import hashlib
import json
import os
import random
import shutil
import signal
import sys
import time
from pathlib import Path

import chromadb  # noqa: F401  # imported once, before the forks
from hashed import HashedEmbeddings

from corpus.archive.archive import Archive, ArchiveSettings
from corpus.archive.indexing import index_files


def state(archive: Archive) -> str:
    passages = [(digest, n, passage.text, passage.source.start) for digest, n, passage in archive.catalogue.passages()]
    files = sorted((Path(path).name, digest) for path, (digest, _) in archive.catalogue.files().items())
    ids = sorted(archive.vectors.store.ids(False) | archive.vectors.store.ids(True))
    return hashlib.sha256(json.dumps([passages, files, ids, archive.catalogue.dropped()]).encode()).hexdigest()


def in_fork(home: Path, notes: Path, kill_after: float | None = None) -> str:
    read, write = os.pipe()
    child = os.fork()
    if child == 0:
        archive = Archive(ArchiveSettings(home), HashedEmbeddings())
        index_files(archive, [notes])
        os.write(write, state(archive).encode())
        os._exit(0)
    os.close(write)
    if kill_after is not None:
        time.sleep(kill_after)
        os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    with os.fdopen(read) as pipe:
        return pipe.read()


def main(work: Path, notes: Path, kills: int) -> None:
    before, after = work / "before", work / "after"
    shutil.copytree(notes, before)
    shutil.copytree(notes, after)
    changed = sorted(after.glob("*.txt"))
    changed[0].unlink()
    changed[1].write_text(changed[1].read_text(encoding="utf-8") + "\nEt tillegg.\n", encoding="utf-8")
    live = work / "live"

    def start(home: Path) -> None:
        shutil.rmtree(live, ignore_errors=True)
        shutil.copytree(before, live)
        in_fork(home, live)
        shutil.rmtree(live)
        shutil.copytree(after, live)

    start(work / "undisturbed")
    began = time.monotonic()
    wanted = in_fork(work / "undisturbed", live)
    took = time.monotonic() - began
    first = work / "first"
    began = time.monotonic()
    in_fork(first, live)
    fresh = time.monotonic() - began
    draw = random.Random(20)
    results = []
    for n in range(kills):
        home = work / f"home{n}"
        if n % 2:  # a run that changes and removes, killed
            start(home)
            in_fork(home, live, draw.uniform(0, took))
        else:  # a first run, killed
            in_fork(home, live, draw.uniform(0, fresh))
        results.append(in_fork(home, live) == wanted)
        shutil.rmtree(home)
    print(json.dumps({"wanted": bool(wanted), "same": results}))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]))
