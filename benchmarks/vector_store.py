"""Whether search may read Chroma itself: Chroma's own index beside the exact search in memory, in one run.

    python -m benchmarks.vector_store [PASSAGES …]

Both hold the same invented vectors, laid like those of an archive: sentences of 24 hidden directions, which recur from
note to note with small changes; 40 passages a document with 3.3 vectors each, a tenth of the documents confidential.
They are asked by vector as search asks: the 400 nearest of what the asker may see, under search's filters; and the
vectors of 80 passages that were found by their words. Each way is opened in a process of its own, which says how long
it took until the first answer and the most memory it held. Recall is against the float32 vectors, all multiplied.
Chroma is asked with the graph that the product builds and with a finer one, in a folder and from a server here.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from benchmarks.peak_memory import peak_mb
from corpus.vectors import chroma
from corpus.vectors.cache import VectorCache
from corpus.vectors.chroma import VectorStore
from corpus.vectors.in_memory import HeldVectors

SIZES = (10_000, 100_000)  # passages
DIMS, HIDDEN, CHANGED = 384, 24, 0.25  # numbers of a vector; directions they vary in; length of a small change
A_DOCUMENT = 40  # passages
PARTS = (1, 2, 3, 4, 4, 6)  # vectors of a passage, 3.3 on average
ASKED, WARM_UP = 60, 5
NEAREST, GIVEN = 400, 80  # as corpus.search.candidates asks
FINE = {"hnsw": {"space": "cosine", "ef_construction": 200, "ef_search": 1000, "max_neighbors": 32}}
GRAPHS = {"produktets graf": chroma.SPACE, "fin graf": FINE}
EMBEDDING, ARCHIVE = "oppdiktet", "maaling"
LEAST_RECALL, MOST_MS = 0.99, 400  # what Chroma must reach to be read by search

Numbers = NDArray[np.float32]
Key = Any  # what a way calls a vector; its `name` is «document:passage:part»
Filter = tuple[frozenset[int] | None, int]  # documents, None for all; dated before yyyymmdd


@dataclass(frozen=True)
class Invented:
    """Documents by number: `parts` holds (passage, part) of each row of a document."""

    documents: int

    @cached_property
    def _material(self) -> tuple[Numbers, Numbers]:
        draw = np.random.default_rng(1)
        directions = draw.normal(size=(HIDDEN, DIMS)).astype(np.float32)
        # As many sentences as the square root, times a hundred: notes repeat each other the more, the more they are.
        return draw.normal(size=(int(100 * self.documents**0.5), HIDDEN)).astype(np.float32), directions

    def parts(self, document: int) -> list[tuple[int, int]]:
        return [(n, part) for n in range(A_DOCUMENT) for part in range(PARTS[(document + n) % len(PARTS)])]

    def rows(self, document: int) -> Numbers:
        return self._turned(np.random.default_rng((2, document)), len(self.parts(document)))

    def questions(self) -> Numbers:
        return self._turned(np.random.default_rng(3), ASKED)

    def dated(self, document: int) -> int:
        return 20150101 + 10000 * (document % 10)

    def confidential(self, document: int) -> bool:
        return document % 10 == 7

    def _turned(self, draw: np.random.Generator, count: int) -> Numbers:
        sentences, directions = self._material
        hidden = sentences[draw.integers(len(sentences), size=count)]
        hidden = hidden + draw.normal(scale=CHANGED, size=hidden.shape).astype(np.float32)
        made: Numbers = (hidden @ directions).astype(np.float32)
        made += draw.normal(scale=0.5, size=made.shape).astype(np.float32)
        made /= np.linalg.norm(made, axis=1, keepdims=True)
        return made


def filters(invented: Invented) -> dict[str, Filter]:
    drug = frozenset(range(0, invented.documents, max(invented.documents // 20, 1)))
    return {"alt": (None, 0), "før en dato": (None, 20200101), "20 dokumenter": (drug, 0),
            "20 dokumenter før en dato": (drug, 20200101)}  # fmt: skip


# -- the two ways ---------------------------------------------------------------------------------------------------


class InMemory:
    """The product's: every vector in memory, read from the cache; a filter is a mask of rows."""

    def __init__(self, folder: Path, invented: Invented) -> None:
        cache = VectorCache(folder)
        self._held = [HeldVectors.empty().grown(cache, [kept for kept in cache.kept() if kept.confidential == secret])
                      for secret in (False, True)]  # fmt: skip
        self._dated = np.array([invented.dated(n) for n in range(invented.documents)])
        self._number = [np.array([int(kept.hash) for kept in held.documents]) for held in self._held]

    def nearest(self, vector: Numbers, asked: Filter, limit: int) -> list[tuple[float, Key]]:
        documents, before = asked
        found: list[tuple[float, Key]] = []
        for secret, (held, numbers) in enumerate(zip(self._held, self._number, strict=True)):
            fits = np.ones(len(numbers), bool) if documents is None else np.isin(numbers, list(documents))
            fits &= (self._dated[numbers] < before) if before else True
            rows = np.flatnonzero(fits[held.owner])
            similar = held.similarity(vector, rows)
            near = np.argpartition(similar, max(len(similar) - limit, 0))[-limit:]
            found += [(float(similar[at]), (secret, int(rows[at]))) for at in near]
        return sorted(found, reverse=True)[:limit]

    def given(self, vector: Numbers, names: Sequence[str]) -> None:
        wanted = {tuple(map(int, name.split(":")[:2])) for name in names}
        for held, numbers in zip(self._held, self._number, strict=True):
            keys = numbers[held.owner].astype(np.int64) * A_DOCUMENT + held.number
            rows = np.flatnonzero(np.isin(keys, [document * A_DOCUMENT + n for document, n in wanted]))
            held.similarity(vector, rows)

    def name(self, key: Key) -> str:
        secret, row = key
        held = self._held[secret]
        document, n = held.documents[held.owner[row]].hash, int(held.number[row])
        first = int(np.searchsorted(held.owner, held.owner[row]))
        return f"{document}:{n}:{row - first - int(np.searchsorted(held.number[first:row], n))}"


class InChroma:
    """Chroma's own graph; a filter is its `where`."""

    def __init__(self, folder: Path, url: str) -> None:
        store = VectorStore(folder, ARCHIVE, EMBEDDING, url)
        self._collections = [store._collection(secret) for secret in (False, True)]

    def nearest(self, vector: Numbers, asked: Filter, limit: int) -> list[tuple[float, Key]]:
        documents, before = asked
        rules: list[dict[str, Any]] = (
            [{"document": {"$in": [_hash(n) for n in sorted(documents)]}}] if documents else []
        )
        rules += [{"dated": {"$lt": before}}] if before else []
        where: Any = {"$and": rules} if len(rules) > 1 else rules[0] if rules else None
        found: list[tuple[float, Key]] = []
        for collection in self._collections:
            got = collection.query(query_embeddings=[vector], n_results=limit, where=where, include=["distances"])
            found += [(1 - far, name) for far, name in zip((got["distances"] or [[]])[0], got["ids"][0], strict=True)]
        return sorted(found, reverse=True)[:limit]

    def given(self, vector: Numbers, names: Sequence[str]) -> None:
        for collection in self._collections:
            got = collection.get(ids=list(names), include=["embeddings"])["embeddings"]
            if got is not None and len(got):
                _ = np.asarray(got) @ vector

    @staticmethod
    def name(key: Key) -> str:
        return str(key)


def _hash(document: int) -> str:
    return f"{document:06d}"


# -- asking ---------------------------------------------------------------------------------------------------------


def asked(way: str, folder: Path, url: str, documents: int) -> dict[str, Any]:
    """Seconds until the first answer, milliseconds of every question, the names found, MB."""
    invented = Invented(documents)
    questions = invented.questions()
    began = time.monotonic()
    opened = InMemory(folder, invented) if way == "minnet" else InChroma(folder, url)
    opened.nearest(questions[0], (None, 0), 10)
    told: dict[str, Any] = {"opened": time.monotonic() - began, "times": {}, "found": {}}
    draw = np.random.default_rng(4)
    given = [(int(document), int(draw.integers(A_DOCUMENT))) for document in draw.integers(documents, size=GIVEN)]
    named = [f"{_hash(one)}:{n}:{part}" for one, n in given for part in range(PARTS[(one + n) % len(PARTS)])]
    for name, rule in filters(invented).items():
        told["times"][name], found = _timed(partial(opened.nearest, asked=rule, limit=NEAREST), questions)
        told["found"][name] = [[opened.name(key) for _, key in one] for one in found]
    told["times"][f"{GIVEN} gitte utdrag"], _ = _timed(partial(opened.given, names=sorted(set(named))), questions)
    return told | {"memory": peak_mb()}


def _timed(ask: Callable[[Numbers], Any], questions: Numbers) -> tuple[list[float], list[Any]]:
    """Milliseconds of every question, and its answer."""
    for vector in questions[:WARM_UP]:
        ask(vector)
    times, found = [], []
    for vector in questions:
        began = time.monotonic()
        found.append(ask(vector))
        times.append(1000 * (time.monotonic() - began))
    return times, found


def in_its_own_process(way: str, folder: Path, url: str, documents: int) -> dict[str, Any]:
    command = [sys.executable, "-m", "benchmarks.vector_store", "--ask", way, str(folder), url, str(documents)]
    told: dict[str, Any] = json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout)
    return told


@contextlib.contextmanager
def served(folder: Path) -> Iterator[str]:
    """Address of a Chroma server of the folder, on this machine only."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [str(Path(sys.executable).with_name("chroma")), "run", "--path", str(folder), "--host", "127.0.0.1", "--port", str(port)]  # fmt: skip  # noqa: E501
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        for _ in range(600):
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
                break
            time.sleep(0.1)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait()


# -- the run --------------------------------------------------------------------------------------------------------


def fill(folder: Path, invented: Invented, space: Any) -> float:
    """Seconds it took; in a process of its own, so that nobody holds the folder open when it is asked."""
    chroma.SPACE = space
    store, began = VectorStore(folder, ARCHIVE, EMBEDDING), time.monotonic()
    for document in range(invented.documents):
        store.add(_hash(document), invented.parts(document), invented.rows(document), invented.dated(document), invented.confidential(document))  # fmt: skip  # noqa: E501
    return time.monotonic() - began


def fill_cache(folder: Path, invented: Invented) -> None:
    cache = VectorCache(folder)
    for document in range(invented.documents):
        numbers = [n for n, _ in invented.parts(document)]
        cache.put(_hash(document), EMBEDDING, numbers, invented.rows(document), confidential=invented.confidential(document))  # fmt: skip  # noqa: E501
    cache.close()


def exact(invented: Invented) -> dict[str, list[list[str]]]:
    """Filter → the nearest names of every question, by all float32 products."""
    numbers = range(invented.documents)
    rows = np.concatenate([invented.rows(n) for n in numbers])
    owner = np.repeat(np.arange(invented.documents), [len(invented.parts(n)) for n in numbers])
    names = np.array([f"{_hash(n)}:{passage}:{part}" for n in numbers for passage, part in invented.parts(n)])
    dated = np.array([invented.dated(n) for n in numbers])
    similar = invented.questions() @ rows.T
    found = {}
    for name, (documents, before) in filters(invented).items():
        fits = (
            np.ones(invented.documents, bool)
            if documents is None
            else np.isin(np.arange(invented.documents), list(documents))
        )
        fits &= (dated < before) if before else True
        at = np.flatnonzero(fits[owner])
        found[name] = [names[at[np.argsort(-line[at])[:NEAREST]]].tolist() for line in similar]
    return found


def recall(found: Sequence[Sequence[str]], right: Sequence[Sequence[str]], count: int) -> float:
    return float(np.mean([len(set(one[:count]) & set(true[:count])) / len(true[:count]) for one, true in zip(found, right, strict=True)]))  # fmt: skip  # noqa: E501


def shown(title: str, told: dict[str, Any], right: dict[str, list[list[str]]], more: str = "") -> bool:
    """Prints a way's table; whether it is good enough for search to read."""
    print(f"  {title}: første svar {told['opened']:.1f} s, minne {told['memory']:.0f} MB{more}")
    good = True
    for name, times in told["times"].items():
        p50, p95 = np.percentile(times, [50, 95])
        line = f"    {name:26} p50 {p50:6.1f}  p95 {p95:6.1f} ms"
        if name in right:
            ten, all_of_them = (recall(told["found"][name], right[name], count) for count in (10, NEAREST))
            line += f"   recall@10 {ten:.3f}  recall@{NEAREST} {all_of_them:.3f}"
            good &= ten >= LEAST_RECALL
        good &= bool(p95 <= MOST_MS)
        print(line, flush=True)
    return good


def measured(size: int, graphs: Sequence[str]) -> None:
    invented = Invented(size // A_DOCUMENT)
    right = exact(invented)
    vectors = sum(len(invented.parts(n)) for n in range(invented.documents))
    print(f"{size} utdrag, {vectors} vektorer, {ASKED} spørsmål", flush=True)
    with tempfile.TemporaryDirectory() as cache:
        fill_cache(Path(cache), invented)
        shown("minnet, fra mellomlageret", in_its_own_process("minnet", Path(cache), "", invented.documents), right)
    for graph in graphs:
        with tempfile.TemporaryDirectory() as folder:
            command = [
                sys.executable,
                "-m",
                "benchmarks.vector_store",
                "--fill",
                graph,
                folder,
                str(invented.documents),
            ]
            filled = float(subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout)
            told = in_its_own_process("Chroma", Path(folder), "", invented.documents)
            good = shown(f"Chroma, {graph}, i mappe", told, right, f", lagt inn på {filled:.0f} s")
            with served(Path(folder)) as url:
                told = in_its_own_process("Chroma", Path(folder), url, invented.documents)
                good &= shown(f"Chroma, {graph}, tjener", told, right, " (uten tjenerens)")
            print(
                f"    → {'kan' if good else 'kan ikke'} leses av søket (recall@10 ≥ {LEAST_RECALL}, p95 ≤ {MOST_MS} ms)"
            )


def main() -> None:
    arguments = argparse.ArgumentParser()
    arguments.add_argument("sizes", nargs="*", type=int, default=SIZES)
    arguments.add_argument("--graph", choices=GRAPHS, action="append")
    arguments.add_argument("--ask", nargs=4)
    arguments.add_argument("--fill", nargs=3)
    given = arguments.parse_args()
    if given.ask:
        way, folder, url, documents = given.ask
        print(json.dumps(asked(way, Path(folder), url, int(documents))))
    elif given.fill:
        graph, folder, documents = given.fill
        print(fill(Path(folder), Invented(int(documents)), GRAPHS[graph]))
    else:
        for size in given.sizes:
            measured(size, given.graph or list(GRAPHS))


if __name__ == "__main__":
    main()
