"""How many planted errors the checker of printed notes finds, and how often it cries wolf. Exit 1 below the floors.

    python -m benchmarks.checker [--rounds 3] [--seed 0] [--half both|seen|held-out] [--show]

Clean notes: invented ones in which everything agrees (tests/documents/sound_notes.py), the archive's samples, and what
the composer drafts for the sample cases, internal and public, read back from Word with its gaps filled in. Each is
checked as it stands, and then with one error of each kind in turn (tests/documents/planted_errors.py). An error is
found when a new finding carries one of its codes; every other new finding that does not follow from it is a false
alarm, and so is every finding in a clean note. The checks were written with the first half in view; the second half
(odd seeds, every second sample and case) is held out.
"""

from __future__ import annotations

import argparse
import random
import re
import sys
import zlib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from corpus.bokmal.amounts import day
from corpus.notes.note import read_note
from corpus.reading.read import read_bytes, read_pages
from drafting.case.file import read_case
from drafting.checks.printed.checker import check_printed_note
from drafting.checks.printed.dates import FORUM
from drafting.drafts.draft import draft_note
from drafting.findings import Finding
from drafting.publishing.draft_files import write_draft
from tests.documents.planted_errors import KINDS, Kind
from tests.documents.sound_notes import sound_note

SAMPLES = Path(__file__).parents[1] / "corpus" / "samples" / "notes"
CASES = SAMPLES.parent / "cases"
GAP = re.compile(r"\[mangler[^\]]*\]")
FLOOR = 0.95


@dataclass
class Score:
    """Counts over notes: `found` of `planted`, and alarms that nothing planted explains."""

    planted: Counter[str] = field(default_factory=Counter)
    found: Counter[str] = field(default_factory=Counter)
    false: list[str] = field(default_factory=list)
    clean: int = 0
    missed: list[str] = field(default_factory=list)

    @property
    def recall(self) -> float:
        return self.found.total() / max(1, self.planted.total())

    @property
    def precision(self) -> float:
        return self.found.total() / max(1, self.found.total() + len(self.false))


def clean_notes(half: str, rounds: int, seed: int) -> Iterator[tuple[str, str]]:
    """(name, text) of the clean notes of a half: «seen» or «held-out»."""
    odd = half == "held-out"
    for number in range(rounds):
        yield f"invented {2 * number + odd + seed}", sound_note(2 * number + odd + seed)
    for path in sorted(SAMPLES.glob("*.txt"))[odd::2]:
        yield path.stem, path.read_text(encoding="utf-8")
    for path in sorted(CASES.glob("*.yaml"))[odd::2]:
        with TemporaryDirectory() as folder:
            for file in write_draft(draft_note(read_case(path), None), Path(folder)).files:
                if file.suffix == ".docx":
                    yield f"{path.stem} {file.stem}", as_text(file)


def as_text(word: Path) -> str:
    """A drafted note as text, its gaps («[mangler: …]») filled with words, since a clean note has none."""
    document = read_pages(word)
    return GAP.sub("som beskrevet i rapporten", "\n\n".join(page.text for page in document.pages)) + "\n"


def findings(text: str, calendar: frozenset[date]) -> list[Finding]:
    return list(check_printed_note(read_note(read_bytes(text.encode(), "notat.txt")), calendar))


def calendar_of(text: str) -> frozenset[date]:
    """Meeting days under which the clean note is right: its own, and one early and one late to give the range."""
    own = {found for match in FORUM.finditer(text) if (found := day(match[1]))}
    return frozenset(own | {date(2000, 1, 3), date(2199, 12, 30)})


def measure(notes: Iterator[tuple[str, str]], kinds: Sequence[Kind] = KINDS) -> Score:
    """Checks every note as it stands and with each kind of error planted."""
    score = Score()
    for name, text in notes:
        calendar = calendar_of(text)
        before = findings(text, calendar)
        score.clean += 1
        score.false += [f"{name}, clean: {_told(finding)}" for finding in before if finding.severity != "info"]
        told = Counter(finding.code for finding in before)
        for kind in kinds:
            rng = random.Random(zlib.crc32(f"{name} {kind.name}".encode()))
            planted = next((made for _ in range(5) if (made := kind.plant(text, rng))), None)
            if planted is None:
                continue
            score.planted[kind.name] += 1
            new = _new(findings(planted, calendar), Counter(told))
            if any(finding.code in kind.codes for finding in new):
                score.found[kind.name] += 1
            else:
                score.missed.append(f"{name}, {kind.name}: {_difference(text, planted)}")
            allowed = kind.codes | kind.also
            score.false += [
                f"{name}, {kind.name}: {_told(finding)}"
                for finding in new
                if finding.code not in allowed and finding.severity != "info"
            ]
    return score


def _new(found: list[Finding], told: Counter[str]) -> list[Finding]:
    """The findings beyond those of the clean note, counted by code."""
    new = []
    for finding in found:
        if told[finding.code]:
            told[finding.code] -= 1
        else:
            new.append(finding)
    return new


def _told(finding: Finding) -> str:
    return f"{finding.code} {finding.place}: {finding.message}"


def _difference(text: str, planted: str) -> str:
    start = next((place for place, (a, b) in enumerate(zip(text, planted, strict=False)) if a != b), 0)
    return repr(planted[max(0, start - 40) : start + 40])


def table(score: Score) -> str:
    rows = [f"{name:28} {score.found[name]:4} av {score.planted[name]:4}" for name in sorted(score.planted)]
    total = f"recall {score.recall:.3f}, precision {score.precision:.3f}, {score.planted.total()} planted errors of "
    return "\n".join(
        [*rows, f"{total}{len(score.planted)} kinds, {len(score.false)} false alarms, {score.clean} clean notes"]
    )


def main() -> int:
    """Runs the benchmark and prints a table for each half. Returns the exit code."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--rounds", type=int, default=20, help="invented notes in each half")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--half", choices=("both", "seen", "held-out"), default="both")
    parser.add_argument("--show", action="store_true", help="print what was missed, and every false alarm")
    options = parser.parse_args()
    worst = 1.0
    for half in ("seen", "held-out") if options.half == "both" else (options.half,):
        score = measure(clean_notes(half, options.rounds, options.seed))
        print(f"— {half} —\n{table(score)}")
        if options.show:
            print(
                "\n".join([*(f"missed: {line}" for line in score.missed), *(f"false: {line}" for line in score.false)])
            )
        worst = min(worst, score.recall, score.precision)
    return 0 if worst >= FLOOR else 1


if __name__ == "__main__":
    sys.exit(main())
