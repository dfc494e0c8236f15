"""How well, how fast and in how much memory reports are read: `python -m benchmarks.reading [--reports 60] [--json]`.

Reports are drawn from random facts in six typst layouts, and every fifth also through LibreOffice, so the truth is
known. Beside Prisnotat in the same run and on the same files: plain pypdf text, and pymupdf4llm in the environment of
its own that `make bench-reading` makes (requirements/peer.txt), when that can be installed.
"""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

from rapidfuzz.distance import LCSseq

from benchmarks.reading_peer import PEER, PeerTexts, markdown_tables, peer_texts, plain_words
from corpus.documents import Document, Table
from corpus.reading.read import read_all, read_pages
from corpus.reports.report import read_report
from drafting.facts import facts
from tests.documents.make_reports import Drawn, office_reports, random_report
from tests.documents.manuscript import Truth, folded

MEGABYTE = 1024


def recovered_words(document: Document, truth: Truth) -> float:
    """Share of the body's words that were read in order."""
    read = [word for page in document.pages if not page.ocr for word in page_words(page.text)]
    return LCSseq.similarity(truth.words, read) / len(truth.words)


def page_words(text: str) -> list[str]:
    """The words of a page's body, footnotes at its end left out."""
    return folded("\n".join(line for line in text.split("\n") if not line.startswith("[^")))


def right_cells(document: Document, truth: Truth) -> tuple[int, int]:
    """Cells that stand right, by row and column, of all cells printed; each table read is used once."""
    return right_cells_of(document.tables, truth)


def right_cells_of(tables: Sequence[Table], truth: Truth) -> tuple[int, int]:
    free = list(tables)
    right = total = 0
    for number, _, rows in truth.tables:
        total += sum(len(row) for row in rows)
        scores = [
            (_same_cells(table, rows) + 0.5 * (table.number == number), place) for place, table in enumerate(free)
        ]
        if scores and max(scores)[0] >= 1:
            right += _same_cells(free.pop(max(scores, key=lambda pair: (pair[0], -pair[1]))[1]), rows)
    return right, total


def _same_cells(table: Table, rows: Sequence[Sequence[str]]) -> int:
    return sum(
        " ".join(folded(one)) == other
        for read, printed in zip(table.rows, rows, strict=False)
        for one, other in zip(read, printed, strict=False)
    )


def right_captions(document: Document, truth: Truth) -> tuple[int, int]:
    """Captioned tables found with both number and caption as printed."""
    read = {(table.number, " ".join(folded(table.caption))) for table in document.tables}
    printed = [(number, " ".join(folded(caption))) for number, caption, _ in truth.tables if number]
    return sum(pair in read for pair in printed), len(printed)


def right_headings(document: Document, truth: Truth) -> tuple[int, int]:
    read = {(part.key if part.key[:1].isdigit() else "", part.title) for part in document.parts}
    return sum(pair in read for pair in truth.headings), len(truth.headings)


def tied_notes(document: Document, truth: Truth) -> tuple[int, int]:
    """Footnotes read as a note whose mark stands in the text of the same page, or of the page before."""
    found = 0
    texts = ["", *(page.text for page in document.pages)]
    for note in truth.notes:
        for before, text in pairwise(texts):
            for line in text.split("\n"):
                mark, _, words = line.partition(": ")
                if mark.startswith("[^") and folded(words) == folded(note) and (before + text).count(mark) == 2:
                    found += 1
                    break
    return found, len(truth.notes)


def quality(reports: Sequence[tuple[Drawn, Path]]) -> dict[str, dict[str, float]]:
    """Per layout and in all: shares of words, cells, captions, headings and notes."""
    sums: dict[str, dict[str, list[float]]] = defaultdict(lambda: defaultdict(list))
    for drawn, path in reports:
        document = read_pages(path, ocr=False)
        for group in (drawn.layout.name, "all"):
            part = sums[group]
            part["words"].append(recovered_words(document, drawn.truth))
            for name, measure in (
                ("cells", right_cells),
                ("captions", right_captions),
                ("headings", right_headings),
                ("notes", tied_notes),
            ):
                right, total = measure(document, drawn.truth)
                part[name + "_right"].append(right)
                part[name + "_all"].append(total)
    return {group: _shares(part) for group, part in sums.items()}


def _shares(part: dict[str, list[float]]) -> dict[str, float]:
    shares = {"words": sum(part["words"]) / len(part["words"]), "words_worst": min(part["words"])}
    for name in ("cells", "captions", "headings", "notes"):
        total = sum(part[name + "_all"])
        shares[name] = sum(part[name + "_right"]) / total if total else 1.0
    return shares


def speed(paths: Sequence[Path]) -> dict[str, float]:
    """Pages a second on the same files in the same run, file by file in turn, and the ratio to plain pypdf text.

    Prisnotat end to end (text, places, tables and facts) on one core; pypdf text alone; the peer; and how many times
    faster several files are read at once than one after the other.
    """
    from pypdf import PdfReader

    pages = sum(len(PdfReader(path).pages) for path in paths)
    read_pages(paths[0], ocr=False)
    ours = plain = reading = 0.0
    for path in paths:
        begun = time.perf_counter()
        document = read_pages(path, ocr=False)
        read = time.perf_counter()
        facts(read_report(document))
        done = time.perf_counter()
        for page in PdfReader(path).pages:
            page.extract_text()
        plain += time.perf_counter() - done
        reading, ours = reading + read - begun, ours + done - begun
    begun = time.perf_counter()
    assert sum(isinstance(document, Document) for _, document in read_all(paths, ocr=False)) == len(paths)
    at_once = time.perf_counter() - begun
    result = {"pages": pages, "prisnotat": pages / ours, "pypdf": pages / plain, "times_pypdf": plain / ours}
    result["times_one_core"] = reading / at_once
    if peer := peer_texts(paths):
        result |= {PEER: pages / peer.seconds, "times_peer": peer.seconds / ours}
    return result


def memory_for(pages: int, source: Path) -> float:
    """Megabytes at most while reading a report of at least so many pages, in a process of its own."""
    from pypdf import PdfReader, PdfWriter

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "long.pdf"
        writer = PdfWriter()
        while len(writer.pages) < pages:
            writer.append(PdfReader(source))
        writer.write(path)
        script = (
            f"import resource\nfrom corpus.reading.read import read_pages\nread_pages({str(path)!r}, ocr=False)\n"
            "from corpus.reading.isolation import stop_workers\nstop_workers()\n"
            "for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN): print(resource.getrusage(who).ru_maxrss)"
        )
        done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    return max(int(part) for part in done.stdout.split()) / MEGABYTE


def others(reports: Sequence[tuple[Drawn, Path]]) -> dict[str, dict[str, float]]:
    """Words in order and table cells as plain pypdf and the peer read them: what a user would use instead."""
    from pypdf import PdfReader

    paths = [path for _, path in reports]
    plain = PeerTexts([[page.extract_text() for page in PdfReader(path).pages] for path in paths], 0.0)
    found = {"pypdf": plain} | ({PEER: peer} if (peer := peer_texts(paths)) else {})
    results = {}
    for name, texts in found.items():
        right = total = 0
        words = []
        for (drawn, _), pages in zip(reports, texts.pages, strict=True):
            read = [word for page in pages for word in plain_words(page)]
            words.append(LCSseq.similarity(drawn.truth.words, read) / len(drawn.truth.words))
            cells = right_cells_of([table for page in pages for table in markdown_tables(page)], drawn.truth)
            right, total = right + cells[0], total + cells[1]
        results[name] = {"words": sum(words) / len(words), "words_worst": min(words), "cells": right / total}
    return results


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--reports", type=int, default=60)
    parser.add_argument("--first", type=int, default=0, help="first seed")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        reports = drawn_to(Path(folder), options.reports, options.first)
        result: dict[str, Any] = {
            "reports": len(reports),
            "quality": quality(reports),
            "others": others(reports),
            "speed": speed([path for _, path in reports[:20]]),
            "megabytes_1000_pages": memory_for(1000, reports[0][1]),
        }
    if options.json:
        print(json.dumps(result, indent=1))
    else:
        for group, shares in (*sorted(result["quality"].items()), *result["others"].items()):
            print(f"{group:19}" + "".join(f"  {name} {share:.4f}" for name, share in shares.items()))
        print({name: round(value, 1) for name, value in result["speed"].items()})
        print(f"1 000 pages: {result['megabytes_1000_pages']:.0f} MB")
    every, fast = result["quality"]["all"], result["speed"]
    good = every["words"] >= 0.995 and every["cells"] >= 0.98 and fast["times_pypdf"] >= 3
    return int(not (good and fast.get("times_peer", 2) > 1 and result["megabytes_1000_pages"] < 400))


def drawn_to(folder: Path, count: int, first: int = 0) -> list[tuple[Drawn, Path]]:
    """`count` reports as files; every fifth also drawn through LibreOffice when it is installed."""
    reports = [random_report(seed) for seed in range(first, first + count)]
    if shutil.which("soffice"):
        reports += office_reports(range(first, first + count, 5))
    done = []
    for place, drawn in enumerate(reports):
        path = folder / f"{place:03}_{drawn.name}"
        path.write_bytes(drawn.pdf)
        done.append((drawn, path))
    return done


if __name__ == "__main__":
    sys.exit(main())
