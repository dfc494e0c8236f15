"""How many leaking files are found, and how many clean ones give an alarm. Beside it: a plain text search.

    python -m benchmarks.leaks [--leaking 3000] [--clean 1000] [--seed 1]

Each leaking file is a public one with one secret put in, in a form and place drawn at random; each clean one has a
number that lies near a secret. The plain search is what one would do by hand: pypdf's or python-docx's text, and the
number as the note prints it, with ordinary or hard spaces. Exit 1 when a leak is missed or more than five alarms are
false.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter
from io import BytesIO

from corpus.bokmal.number_style import number
from drafting.confidentiality.leaks.leaks import find_leaks
from tests.confidentiality.mutations import Mutant, clean, leaking

MOST_FALSE = 5


def plain_search(mutant: Mutant) -> bool:
    """Whether the usual search by hand would have seen it."""
    kind = mutant.name.rpartition(".")[2]
    if kind == "pdf":
        from pypdf import PdfReader

        text = "\n".join(page.extract_text() for page in PdfReader(BytesIO(mutant.content)).pages)
    elif kind == "docx":
        import docx

        document = docx.Document(BytesIO(mutant.content))
        text = "\n".join(paragraph.text for paragraph in document.paragraphs)
        text += "\n".join(cell.text for table in document.tables for row in table.rows for cell in row.cells)
    else:
        text = mutant.content.decode("utf-8", "replace")
    text = text.replace("\u00a0", " ").replace("\u202f", " ")
    secret = next(secret for secret in mutant.secrets if secret.key == mutant.key)
    return any(form in text for form in (number(secret.value, 2), number(secret.value), str(secret.value)))


def main() -> int:
    """Runs the benchmark and prints the table. Returns the exit code."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--leaking", type=int, default=3000)
    parser.add_argument("--clean", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    kinds: Counter[str] = Counter()
    missed: list[str] = []
    by_hand, seconds = 0, 0.0
    for mutant in leaking(options.leaking, options.seed):
        kinds[mutant.name.rpartition(".")[2]] += 1
        started = time.perf_counter()
        leaks = find_leaks(mutant.content, mutant.secrets, mutant.name)
        seconds += time.perf_counter() - started
        if mutant.key not in {leak.key for leak in leaks}:
            missed.append(f"{mutant.recipe} ({mutant.key})")
        by_hand += plain_search(mutant)
    alarms = []
    for mutant in clean(options.clean, options.seed + 1):
        started = time.perf_counter()
        if leaks := find_leaks(mutant.content, mutant.secrets, mutant.name):
            alarms.append(f"{mutant.recipe}: {leaks[0]}")
        seconds += time.perf_counter() - started
    files = options.leaking + options.clean
    print(f"files by kind: {dict(kinds)}")
    print(f"leaking files found: {options.leaking - len(missed)} of {options.leaking}; plain search: {by_hand}")
    print(f"false alarms: {len(alarms)} of {options.clean}; {1000 * seconds / files:.0f} ms a file")
    for title, lines in (("missed", missed), ("false alarm", alarms)):
        for line in lines:
            print(f"{title}: {line}")
    return 1 if missed or len(alarms) > MOST_FALSE else 0


if __name__ == "__main__":
    sys.exit(main())
