"""Search measured beside the plain pipeline a user would build, in the same run; and its speed.

    python -m benchmarks.search              both pipelines on tests/tables/questions.toml
    python -m benchmarks.search --speed N    p50 and p95 at N passages (the samples multiplied, with changed ids)

The plain pipeline: the text cut by a recursive character splitter (1000 characters, 200 overlap), the same embedding,
Chroma, nearest first. Both look for the same snippets in the same documents.
"""

from __future__ import annotations

import argparse
import random
import re
import resource
import sys
import tempfile
import time
import tomllib
from collections import defaultdict
from dataclasses import replace
from pathlib import Path

import numpy as np

from benchmarks.answers import NOTES, QUESTIONS
from corpus.archive import Archive, ArchiveSettings, open_archive
from corpus.indexing import described, index_files
from corpus.passages import passages
from corpus.reading import read_pages
from corpus.search import search

Ranks = dict[str, list[int]]


def questions() -> list[dict[str, list[str]]]:
    found: list[dict[str, list[str]]] = tomllib.loads(QUESTIONS.read_text(encoding="utf-8"))["search"]
    return found


def right(name: str, text: str, item: dict[str, list[str]]) -> bool:
    said = " ".join(text.split())
    return name in item["documents"] and any(hold in said for hold in item["holds"])


def ours(archive: Archive) -> Ranks:
    ranks: Ranks = defaultdict(list)
    for item in questions():
        hits = search(archive, str(item["question"]), limit=20).hits
        found = [any(right(p.source.name, p.text, item) for p in (hit.passage, *hit.also)) for hit in hits]
        ranks[str(item["kind"])].append(found.index(True) + 1 if True in found else 0)
    return ranks


def split(text: str, size: int = 1000, overlap: int = 200) -> list[str]:
    """As a recursive character splitter cuts: at blank lines, lines, then words, with overlap."""
    pieces, start = [], 0
    while start < len(text):
        end = min(start + size, len(text))
        if end < len(text):
            for mark in ("\n\n", "\n", " "):
                at = text.rfind(mark, start + overlap, end)
                if at > 0:
                    end = at
                    break
        pieces.append(text[start:end])
        start = end - overlap if end < len(text) else end
    return pieces


def plain(archive: Archive) -> Ranks:
    embedder = archive.embedder
    assert embedder is not None
    chunks = [
        (file.name, piece)
        for folder in NOTES
        for file in sorted(folder.glob("*.txt"))
        for page in file.read_text(encoding="utf-8").split("\f")
        for piece in split(page)
    ]
    vectors = embedder.passages([text for _, text in chunks])
    ranks: Ranks = defaultdict(list)
    for item in questions():
        order = np.argsort(-(vectors @ embedder.question(str(item["question"]))))[:20]
        found = [right(*chunks[at], item) for at in order]
        ranks[str(item["kind"])].append(found.index(True) + 1 if True in found else 0)
    return ranks


def line(name: str, ranks: list[int]) -> str:
    recall = sum(0 < rank <= 5 for rank in ranks) / len(ranks)
    mrr = sum(1 / rank for rank in ranks if rank) / len(ranks)
    return f"{name:12} {len(ranks):4}   recall@5 {recall:.3f}   MRR {mrr:.3f}"


def compared() -> int:
    with tempfile.TemporaryDirectory() as home:
        archive, _ = open_archive(ArchiveSettings(Path(home)))
        index_files(archive, [folder for folder in NOTES if folder.is_dir()])
        results = {"Prisnotat": ours(archive), "vanlig oppsett": plain(archive)}
    for name, ranks in results.items():
        print(name)
        for kind, found in ranks.items():
            print("  " + line(kind, found))
        print("  " + line("alle", [rank for kind, found in ranks.items() if kind != "riddle" for rank in found]))
    mine = results["Prisnotat"]
    every = [rank for kind, found in mine.items() if kind != "riddle" for rank in found]
    para = mine["paraphrase"]
    good = (
        sum(0 < rank <= 5 for rank in every) >= 0.95 * len(every)
        and sum(1 / rank for rank in every if rank) >= 0.85 * len(every)
        and sum(0 < rank <= 5 for rank in para) >= 0.65 * len(para)
    )
    print("alle gulv er nådd" if good else "under gulvet (0,95 · 0,85 · 0,65)")
    return int(not good)


def speed(size: int) -> int:
    """Multiplies the samples with changed ids and numbers; vectors are turned a little, so that they are not equal."""
    draw, turn = random.Random(1), np.random.default_rng(1)
    with tempfile.TemporaryDirectory() as home:
        archive, _ = open_archive(ArchiveSettings(Path(home)))
        embedder = archive.embedder
        assert embedder is not None
        files = [file for folder in NOTES for file in sorted(folder.glob("*.txt"))]
        read = []
        for file in files:
            document = read_pages(file)
            about, titles, told = described(document)
            found = passages(document, about, titles)
            read.append((document, about, told, found, embedder.passages([passage.text for passage in found])))
        began, made, copy = time.monotonic(), 0, 0
        while made < size:
            for document, about, _, found, vectors in read:
                digest = f"{draw.getrandbits(256):064x}"
                number = f"ID{2100 + copy % 7000}_{copy % 1000:03d}"
                changed = [
                    replace(
                        passage,
                        source=replace(passage.source, document=digest),
                        text=re.sub(r"\d{3,}", lambda m: str(draw.randrange(10 ** len(m[0]))), passage.text),
                    )
                    for passage in found
                ]
                archive.catalogue.put(
                    f"/{digest}", replace(document, hash=digest), replace(about, method_id=number), changed, {}
                )
                turned = vectors + turn.normal(0, 0.01, vectors.shape).astype(np.float32)
                turned /= np.linalg.norm(turned, axis=1, keepdims=True)
                archive.vectors.add(
                    digest, [(n, 0) for n in range(len(found))], turned, dated=20980101, confidential=False
                )
                archive.catalogue.vectors_made(digest, embedder.name)
                made += len(found)
                copy += 1
        print(f"{made} utdrag lagt inn på {time.monotonic() - began:.0f} s")
        began = time.monotonic()
        archive.snapshot()
        print(f"ordindeks laget på {time.monotonic() - began:.1f} s")
        times = []
        for n, item in enumerate(questions()[:60] * 2):
            began = time.monotonic()
            search(archive, str(item["question"]))
            if n >= 10:
                times.append(1000 * (time.monotonic() - began))
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        p50, p95 = np.percentile(times, [50, 95])
        limit = 100 if size <= 10_000 else 300
        print(f"{made} utdrag: p50 {p50:.0f} ms, p95 {p95:.0f} ms (tak {limit} ms), minne {memory:.0f} MB")
        return int(p95 > limit)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--speed", type=int, default=0)
    size = parser.parse_args().speed
    return speed(size) if size else compared()


if __name__ == "__main__":
    sys.exit(main())
