"""Fact reading measured: per fact key precision and recall over invented reports and price notes.

`python -m benchmarks.reading_facts [--reports N] [--office N] [--notes N] [--json FILE]` draws them from random facts,
in the layouts and toolchains of tests/documents, reads them end to end and compares with what was drawn. A fact is
right when its value is (numbers as numbers, texts by their words) and its quote stands on its page.
Target: precision ≥ 0.995, recall ≥ 0.97.
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
from corpus.notes.note import PriceNote, read_note
from corpus.reading.read import read_bytes, read_pages
from corpus.reports.report import read_report
from drafting.facts import Facts, facts
from tests.documents.make_notes import Hiding, NoteTruth, as_pdf, as_text, manuscript
from tests.documents.make_reports import Drawn, office_reports, random_report

MISS_SHOWN = 40  # wrong and missed facts named on stderr
NOTE_FORMS: tuple[tuple[str, Hiding], ...] = (
    ("txt", "deleted"),
    ("pdf", "deleted"),
    ("pdf", "boxed"),
    ("txt", "clean"),
    ("pdf", "clean"),
)


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


def equal(value: str, truth: str) -> bool:
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
        if in_place and (true is None or equal(fact.value, true)):
            score.right[key] += true is not None
        else:
            score.wrong[key] += 1
            score.notes.append(
                f"WRONG {drawn.name} {fact.key}: {fact.value!r}, true {true!r} «{fact.source.quote[:80]}»"
            )
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
            printed.split()[0].lstrip("-") in re.sub(r"\D", "", warning)
            and computed.lstrip("-") in re.sub(r"\D", "", warning)
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


def note_values(note: PriceNote) -> dict[str, str]:
    """What is compared of a price note, as text by key."""
    prices = [(price.max_aup, price.rhf_aup) for price in note.prices]
    return {
        "note.method_id": note.method_id,
        "note.dated": note.dated,
        "note.product": note.product,
        "note.substance": note.substance,
        "note.indication": note.indication,
        "note.sections": " ".join(part.key for part in note.sections),
        "note.prices": str(prices) if prices else "",
        "note.decisions": str([(one.method_id, one.dated, one.outcome, len(one.conditions)) for one in note.decisions]),
        "note.countries": str([(one.country, one.status, one.dated) for one in note.countries]),
        "note.signatures": str(list(note.signatures)) if note.signatures else "",
    }


def note_truth(truth: NoteTruth) -> dict[str, str]:
    return {
        "note.method_id": truth.method_id,
        "note.dated": truth.dated,
        "note.product": truth.product,
        "note.substance": truth.substance,
        "note.indication": truth.indication,
        "note.sections": " ".join(truth.sections),
        "note.prices": str([(truth.max_aup, truth.rhf_aup)]),
        "note.decisions": str(truth.decisions),
        "note.countries": str(truth.countries),
        "note.signatures": str(truth.signatures),
    }


def judge_note(score: Score, seed: int, form: str, hiding: Hiding) -> None:
    """Adds one invented price note, drawn as archive text or PDF, clean or with its prices hidden."""
    drawn = manuscript(seed, hiding)
    data = as_text(drawn, hiding).encode() if form == "txt" else as_pdf(drawn, hiding)
    note = read_note(read_bytes(data, f"note_{seed}.{form}"))
    name = f"note {seed} {form} {hiding}"
    found = note_values(note)
    for key, true in note_truth(drawn.truth).items():
        if equal(found[key], true):
            score.right[key] += 1
        elif found[key]:
            score.wrong[key] += 1
            score.notes.append(f"WRONG {name} {key}: {found[key]!r}, true {true!r}")
        else:
            score.missed[key] += 1
            score.notes.append(f"MISSED {name} {key}: {true!r}")
    blanks, true_blanks = len(note.blanks), drawn.truth.blanks
    score.right["note.blanks"] += min(blanks, true_blanks)
    score.missed["note.blanks"] += max(0, true_blanks - blanks)
    score.wrong["note.blanks"] += max(0, blanks - true_blanks)


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
    parser.add_argument("--notes", type=int, default=40, help="price notes, in five forms by turns")
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
    for seed in range(options.first, options.first + options.notes):
        judge_note(score, seed, *NOTE_FORMS[seed % len(NOTE_FORMS)])
    print("\n".join(score.notes[:MISS_SHOWN]), file=sys.stderr)
    print(table(score))
    if options.json:
        options.json.write_text(json.dumps(as_json(score), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
