"""Reads many mutated files and keeps those that matter: `python -m tests.documents.fuzz --files 5000 [--keep]`.

A mutant matters when it stopped the child process, took more than five seconds, or was refused only by the last
`except` of the worker. Anything but a Document or an UnreadableDocument ends the run with a traceback.
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from corpus.errors import UnreadableDocument
from corpus.reading.read import read_bytes
from tests.documents import broken
from tests.documents.make_reports import SAMPLE_FOLDER, random_report, word_report

MUTANTS = Path(__file__).parent / "kept"
SLOW = 5.0


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--files", type=int, default=5000)
    parser.add_argument("--keep", action="store_true", help="write mutants that matter to tests/documents/kept")
    options = parser.parse_args()
    seeds = {
        ".pdf": [(SAMPLE_FOLDER / "ID2099_003.pdf").read_bytes(), *(random_report(seed).pdf for seed in range(1, 6))],
        ".docx": [word_report(1).pdf, word_report(2).pdf],
    }
    with ThreadPoolExecutor(os.cpu_count() or 1) as pool:  # the work is done in child processes
        results = pool.map(lambda number: _tried(number, seeds, options.keep), range(options.files))
        outcomes = Counter(results)
    for outcome, count in outcomes.most_common():
        sys.stdout.write(f"{count:6} {outcome}\n")


def _tried(number: int, seeds: Mapping[str, Sequence[bytes]], keep: bool) -> str:
    """What became of mutant `number`; one that matters is kept when asked for."""
    suffix = ".docx" if number % 10 == 9 else ".pdf"
    mutate = broken.mutated_word if number % 20 == 19 else broken.mutated
    data = mutate(seeds[suffix][number % len(seeds[suffix])], number)
    begun = time.monotonic()
    outcome = _outcome(data, f"mutant{suffix}")
    slow = time.monotonic() - begun > SLOW
    if keep and (slow or "stanse" in outcome or outcome == "Filen er skadet og kan ikke leses."):
        (MUTANTS / f"{number:05}{suffix}").write_bytes(data)
    return f"slow: {outcome}" if slow else outcome


def _outcome(data: bytes, name: str) -> str:
    try:
        return "read" if read_bytes(data, name, ocr=False).pages else "no pages"
    except UnreadableDocument as error:
        return error.what


if __name__ == "__main__":
    main()
