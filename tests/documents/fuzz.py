"""Reads many mutated files and keeps those that matter: `python -m tests.documents.fuzz --files 5000 [--keep]`.

A mutant matters when it stopped the child process, took more than five seconds, or was refused only by the last
`except` of the worker. Anything but a Document or an UnreadableDocument ends the run with a traceback.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter
from pathlib import Path

from corpus.errors import UnreadableDocument
from corpus.reading import read_bytes
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
    outcomes: Counter[str] = Counter()
    for number in range(options.files):
        suffix = ".docx" if number % 10 == 9 else ".pdf"
        data = broken.mutated(seeds[suffix][number % len(seeds[suffix])], number)
        begun = time.monotonic()
        outcome = _outcome(data, f"mutant{suffix}")
        if time.monotonic() - begun > SLOW:
            outcome = f"slow: {outcome}"
        outcomes[outcome] += 1
        if options.keep and (
            "stanse" in outcome or "slow" in outcome or outcome == "Filen er skadet og kan ikke leses."
        ):
            (MUTANTS / f"{number:05}{suffix}").write_bytes(data)
    for outcome, count in outcomes.most_common():
        sys.stdout.write(f"{count:6} {outcome}\n")


def _outcome(data: bytes, name: str) -> str:
    try:
        return "read" if read_bytes(data, name, ocr=False).pages else "no pages"
    except UnreadableDocument as error:
        return error.what


if __name__ == "__main__":
    main()
