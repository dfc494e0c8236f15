"""The guard measured: how many correct paragraphs it refuses, and how many lies it lets through.

Run: `make bench-guard` or `.venv/bin/python -m benchmarks.guard`. Prints one JSON document.
"""

from __future__ import annotations

import json
import re
import sys
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Any

from benchmarks.liars import LIARS, SLOT, Told
from benchmarks.liars_of_meaning import LIARS_OF_MEANING
from benchmarks.liars_unseen import LIARS_UNSEEN
from corpus.reading.read import read_pages
from corpus.reports.report import read_report
from drafting.calculations.calculation import calculate
from drafting.case.file import CaseFile, parse_case, read_case
from drafting.checks.guard import Sentence, guard
from drafting.facts import facts
from drafting.writing.composing.composer import compose
from drafting.writing.rewriting.brief import brief_of, rewritable

ROOT = Path(__file__).parents[1]
SAMPLES = ROOT / "corpus/samples"
# A sample, what is taken out of it and what is put in: other words in the sections that depend on it.
VARIANTS: tuple[tuple[str, str, str], ...] = (
    ("cases/threshold.yaml", "payment: start_of_year", "payment: end_of_year"),
    ("cases/cost_comparison.yaml", "available_from: 2025-07-01", "available_from: decision"),
    ("cases/no_health_economics.yaml", "sharing: none", "sharing: full"),
    ("cases/cost_minimisation.yaml", "status: none_found}", "status: not_accepted, dated: 2025-01-15}"),
)
MOST_REFUSED = 0.05
EVERY_LIAR = LIARS | LIARS_OF_MEANING | LIARS_UNSEEN
TABLE = ROOT / "tests/tables/paraphrases.toml"
FREE_TABLE = ROOT / "tests/tables/paraphrases_unseen.toml"
BLIND_TABLE = ROOT / "tests/tables/paraphrases_blind.toml"
LIES_TABLE = ROOT / "tests/tables/lies_blind.toml"
# Of paraphrases. The lists of sentences were written with the first three at hand; at first look they refused 21.6 % of
# the fourth, which was then learnt from, and 17.5 % of the fifth. The last are not plainly right.
SETS = ("tuned", "held_out", "unseen", "blind", "blind_2", "doubtful")
KNOWN = ("tuned", "held_out", "unseen", "blind")


@dataclass(frozen=True, slots=True)
class Paraphrase:
    """A correct rewriting of a paragraph, and the set that it belongs to."""

    base: str
    text: str
    kind: str


def paraphrases(table: Path = TABLE) -> Iterator[Paraphrase]:
    """All rewritings of a table, with slots in full."""
    tree = tomllib.loads(table.read_text(encoding="utf-8"))
    slots = tree.get("slots", {})

    def full(text: str) -> str:
        return re.sub(r"(?<!\{)\{(\w+)\}(?!\})", lambda match: f"{{{{{slots[match[1]]}}}}}", text)

    for entry in tree["paragraph"]:
        for kind in SETS:
            for text in entry.get(kind, ()):
                yield Paraphrase(full(entry["base"]), full(text), kind)


def refused(one: Paraphrase) -> list[str]:
    """Codes and messages of what the guard has against a correct paragraph."""
    return [f"{finding.code} {finding.message}" for finding in guard([Sentence(one.text)], one.base, {}, "prøve")]


def false_rejections() -> dict[str, Any]:
    """Counts by set, «known» for those that the lists were written with, and each refused text with the reasons."""
    rows = [(one, refused(one)) for table in (TABLE, FREE_TABLE, BLIND_TABLE) for one in paraphrases(table)]
    found: dict[str, Any] = {}
    for name, kinds in (*((kind, (kind,)) for kind in SETS), ("known", KNOWN)):
        mine = [why for one, why in rows if one.kind in kinds]
        wrong = sum(map(bool, mine))
        found[name] = {"paragraphs": len(mine), "refused": wrong, "rate": round(wrong / len(mine), 4)}
    found["refused"] = [{"text": one.text, "why": why, "set": one.kind} for one, why in rows if why]
    return found


def written_lies() -> dict[str, Any]:
    """The lies of the table, each written for one paragraph: how many, of how many kinds, and which were taken."""
    every = tomllib.loads(LIES_TABLE.read_text(encoding="utf-8"))["lie"]
    taken = [lie for lie in every if not guard([Sentence(lie["text"])], lie["base"], {}, "prøve")]
    return {"lies": len(every), "kinds": len({lie["kind"] for lie in every}), "accepted": len(taken), "wrong": taken}


def samples() -> Iterator[tuple[str, CaseFile, Path | None]]:
    """Ten invented cases: those of the samples, and variants of them; name, case and report."""
    report = SAMPLES / "ID2099_001.pdf"
    for path in [*sorted((SAMPLES / "cases").glob("*.yaml")), SAMPLES / "demo.yaml"]:
        yield path.stem, read_case(path), report if path.stem == "demo" else None
    for stem, old, new in VARIANTS:
        path = SAMPLES / stem
        text = path.read_text(encoding="utf-8")
        if old not in text:
            raise ValueError(f"{stem} no longer holds {old}")
        yield f"{path.stem}, {new.strip()}", parse_case(text.replace(old, new, 1), path.name), None


def lies(case_file: CaseFile, report_path: Path | None) -> Iterator[tuple[str, str, str, bool]]:
    """(kind, section, told text, accepted) for every liar and paragraph of a case."""
    report = read_report(read_pages(report_path)) if report_path else None
    note = compose(case_file, calculate(case_file.case), facts(report) if report else None, report)
    every = tuple(dict.fromkeys(slot for part in note.sections for slot in SLOT.findall(part.text)))
    for section in note.sections:
        texts = tuple(block.text for block in rewritable(section).values())
        brief = brief_of(section, lambda slot: slot.key, report, (), may_leave=lambda _: True, room=10_000)
        passages = {item.id: item.source for item in brief.passages.values()}
        for text in texts:
            for kind, liar in EVERY_LIAR.items():
                told = liar(Told(text, every, passages, texts))
                if told is not None:
                    shown = " ".join(sentence.text for sentence in told)
                    yield kind, section.key, shown, not guard(told, text, passages, section.key)


def adversarial(cases: Iterator[tuple[str, CaseFile, Path | None]]) -> dict[str, Any]:
    """How many lies were told, of how many kinds, and those that the guard took for true."""
    told, kinds, taken, names = 0, dict[str, int](), list[dict[str, str]](), []
    for name, case_file, report in cases:
        names.append(name)
        for kind, section, text, accepted in lies(case_file, report):
            told += 1
            kinds[kind] = kinds.get(kind, 0) + 1
            if accepted:
                taken.append({"case": name, "kind": kind, "section": section, "text": text})
    unused = sorted(set(EVERY_LIAR) - set(kinds))
    return {
        "cases": len(names),
        "kinds": len(kinds),
        "unused": unused,
        "lies": told,
        "accepted": len(taken),
        "wrong": taken,
    }


def real_cases() -> Iterator[tuple[str, CaseFile, Path | None]]:
    """The two real cases, where ../shared is."""
    for path in sorted((ROOT.parent / "shared/cases").glob("*.yaml")):
        yield path.stem, read_case(path), None


def main() -> int:
    """Prints the figures; 1 when a lie got through, or more than one known rewriting in twenty was refused."""
    rejections, told, blind = false_rejections(), adversarial(chain(real_cases(), samples())), written_lies()
    result = {"false_rejections": rejections, "lies": told, "written_lies": blind}
    print(json.dumps(result, ensure_ascii=False, indent=1))
    return int(bool(told["accepted"] or blind["accepted"]) or rejections["known"]["rate"] >= MOST_REFUSED)


if __name__ == "__main__":
    sys.exit(main())
