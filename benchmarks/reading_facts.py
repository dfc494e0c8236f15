"""Fact reading measured: per fact key precision and recall over invented reports.

`python -m benchmarks.reading_facts [--reports N] [--office N] [--json FILE]` draws reports from random facts, in the
layouts and toolchains of tests/documents, reads them end to end and compares with what was drawn. A fact is right when
its value is (numbers as numbers, texts by their words) and its quote stands on its page.
Target (issue 4): precision ≥ 0.995, recall ≥ 0.97.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from corpus.documents import Document
from corpus.reading import read_pages
from corpus.reports import read_report
from drafting.facts import Facts, facts
from tests.documents.make_reports import Drawn, office_reports, random_report

# Keys whose truth the drawn manuscript states; a key found outside it is judged only by its quote.
MISS_SHOWN = 40


@dataclass
class Score:
    """Counts per key: right, wrong, missed; `notes` names every wrong and missed one."""

    right: Counter[str] = field(default_factory=Counter)
    wrong: Counter[str] = field(default_factory=Counter)
    missed: Counter[str] = field(default_factory=Counter)
    conflicts: Counter[str] = field(default_factory=Counter)
    misprints: Counter[str] = field(default_factory=Counter)
    notes: list[str] = field(default_factory=list)

    def precision(self, key: str = "") -> float:
        right, wrong = _count(self.right, key), _count(self.wrong, key)
        return right / (right + wrong) if right + wrong else 1.0

    def recall(self, key: str = "") -> float:
        right, missed = _count(self.right, key), _count(self.missed, key) + _count(self.wrong, key)
        return right / (right + missed) if right + missed else 1.0


def _count(counter: Counter[str], key: str) -> int:
    return counter[key] if key else sum(counter.values())


def family(key: str) -> str:
    """«budget.year3.impact» → «budget.year.impact»: years are counted together."""
    return re.sub(r"year\d+", "year", key)


def equal(key: str, value: str, truth: str) -> bool:
    """Whether a value is the true one: numbers as numbers, texts without regard to spaces, case and a full stop."""
    try:
        return Decimal(value) == Decimal(truth)
    except InvalidOperation:
        return _words(value) == _words(truth)


def _words(text: str) -> str:
    return " ".join(re.sub(r"\[\^\d+\]", "", text).split()).rstrip(".").casefold()


def judge(score: Score, drawn: Drawn, document: Document, found: Facts) -> None:
    """Adds one report to the score."""
    truth = drawn.truth
    for fact in found.facts:
        key, true = family(fact.key), truth.facts.get(fact.key)
        page = document.pages[fact.source.page - 1].text
        in_place = page[fact.source.start : fact.source.end] == fact.source.quote
        if in_place and (true is None or equal(fact.key, fact.value, true)):
            score.right[key] += true is not None
        else:
            score.wrong[key] += 1
            score.notes.append(
                f"WRONG {drawn.name} {fact.key}: {fact.value!r}, true {true!r} «{fact.source.quote[:80]}»"
            )
        if true is None:
            score.notes.append(f"EXTRA {drawn.name} {fact.key}: {fact.value!r} «{fact.source.quote[:80]}»")
    conflicting = {conflict.key for conflict in found.conflicts}
    for key, true in truth.facts.items():
        if found.get(key) is None:
            score.missed[family(key)] += 1
            score.notes.append(f"MISSED {drawn.name} {key}: {true!r}{' (conflict)' if key in conflicting else ''}")
    for key in truth.elsewhere:
        score.conflicts["found" if key in conflicting else "missed"] += 1
    for key in conflicting - set(truth.elsewhere):
        score.conflicts["false"] += 1
        score.notes.append(f"FALSE CONFLICT {drawn.name} {key}")
    for _, printed, computed in truth.misprints:
        told = any(
            printed.split()[0].lstrip("-") in re.sub(r"\D", "", warning) and computed.lstrip("-") in re.sub(r"\D", "", warning)
            for warning in found.warnings
        )
        score.misprints["found" if told else "missed"] += 1
    printed_errors = sum("Trykkfeil" in warning for warning in found.warnings)
    if printed_errors > len(truth.misprints):
        score.misprints["false"] += printed_errors - len(truth.misprints)
        score.notes += [
            f"FALSE MISPRINT {drawn.name} {warning}" for warning in found.warnings if "Trykkfeil" in warning
        ]


def measured(reports: Iterable[Drawn]) -> Score:
    """The score of reading these reports from their PDF bytes."""
    score = Score()
    with tempfile.TemporaryDirectory() as folder:
        for drawn in reports:
            path = Path(folder) / drawn.name
            path.write_bytes(drawn.pdf)
            document = read_pages(path)
            judge(score, drawn, document, facts(read_report(document)))
    return score


def table(score: Score) -> str:
    """The score as lines: key, right, wrong, missed, precision, recall."""
    keys = sorted(set(score.right) | set(score.wrong) | set(score.missed))
    lines = [f"{'fact':42}{'right':>7}{'wrong':>7}{'missed':>8}{'precision':>11}{'recall':>8}"]
    for key in [*keys, ""]:
        counts = f"{_count(score.right, key):7}{_count(score.wrong, key):7}{_count(score.missed, key):8}"
        lines.append(f"{key or 'all':42}{counts}{score.precision(key):11.4f}{score.recall(key):8.4f}")
    lines.append(f"conflicts: {dict(score.conflicts)}  printed errors: {dict(score.misprints)}")
    return "\n".join(lines)


def as_json(score: Score) -> dict[str, Any]:
    keys = sorted(set(score.right) | set(score.wrong) | set(score.missed))
    return {
        "precision": score.precision(),
        "recall": score.recall(),
        "keys": {key: {"precision": score.precision(key), "recall": score.recall(key)} for key in keys},
        "conflicts": dict(score.conflicts),
        "misprints": dict(score.misprints),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--reports", type=int, default=45, help="reports drawn with typst")
    parser.add_argument("--office", type=int, default=15, help="reports drawn by LibreOffice")
    parser.add_argument("--first", type=int, default=0, help="first seed")
    parser.add_argument("--json", type=Path, help="also write the score here")
    options = parser.parse_args()
    seeds = range(options.first, options.first + options.reports)
    drawn = [random_report(seed) for seed in seeds]
    if options.office:
        drawn += office_reports(
            range(options.first + options.reports, options.first + options.reports + options.office)
        )
    score = measured(drawn)
    print("\n".join(score.notes[:MISS_SHOWN]), file=sys.stderr)
    print(table(score))
    if options.json:
        options.json.write_text(json.dumps(as_json(score), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
