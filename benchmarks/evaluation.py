"""The backtest measured: seconds for every sample note and the real ones, and whether the ruler sees one wrong digit.

Beside it what a user would use instead: chrF++ of the whole text, straight from sacrebleu. Exit 1 above a minute, or
when a single wrong digit moves nothing.
"""

from __future__ import annotations

import re
import sys
import tempfile
import time
from pathlib import Path

from sacrebleu.metrics.chrf import CHRF

from corpus.notes.note import read_note
from corpus.reading.read import read_pages
from drafting.case.file import read_case
from drafting.confidentiality.hiding.audience import PUBLIC, filled_note
from drafting.store.key_sources import KeyFile
from drafting.store.secrets_at_rest import Vault
from eval.backtest import Bench, backtest
from eval.evaluation import shown_interval
from eval.kept import Kept
from eval.metrics import BY_KEY
from eval.metrics.compared import NoteText, SectionText, draft_text, human_text
from eval.metrics.items import right
from eval.past import Writer, draft_as_of
from eval.scoring import supported_items
from eval.triples import SAMPLES, Triple, find_triples

SHARED = Path(__file__).parents[2] / "shared" / "notes"
LONGEST = 60.0  # seconds for 12 notes on 2 cores
NUMBER = re.compile(r"\d{1,3}(?: \d{3})+")


def one_wrong_digit(text: NoteText) -> NoteText | None:
    """The text with the last digit of its first large number made another; None without one."""
    for place, section in enumerate(text.sections):
        if match := NUMBER.search(section.text):
            other = match[0][:-1] + str((int(match[0][-1]) + 5) % 10)
            parts = tuple(part.replace(match[0], other) for part in section.paragraphs)
            wrong = SectionText(section.key, section.title, parts)
            return NoteText((*text.sections[:place], wrong, *text.sections[place + 1 :]))
    return None


def sight(triple: Triple) -> tuple[float, float] | None:
    """How far one wrong digit moves «riktige» of its section, and chrF++ of the whole note; None without a number."""
    draft = draft_as_of(read_case(triple.case), triple.report, Writer("programmet")).draft
    human = human_text(read_note(read_pages(triple.note)))
    text = draft_text(filled_note(draft.note, draft.case_file, draft.figures, draft.facts, PUBLIC))
    wrong = one_wrong_digit(text)
    if wrong is None:
        return None
    supported = supported_items(draft, human)
    moved = [
        (right(before.text, supported).score or 0) - (right(after.text, supported).score or 0)
        for before, after in zip(text.sections, wrong.sections, strict=True)
    ]
    plain = CHRF(word_order=2)
    before, after = (plain.sentence_score(note.text, [human.text]).score / 100 for note in (text, wrong))
    return max(moved), abs(before - after)


def main() -> int:
    triples, _ = find_triples([folder for folder in (SAMPLES, SHARED) if folder.is_dir()])
    with tempfile.TemporaryDirectory() as home:
        bench = Bench(Writer("programmet"), Kept(Path(home)), Vault(KeyFile(Path(home) / "key")))
        times = []
        for _ in range(2):
            start = time.perf_counter()
            run = backtest(triples, bench)
            times.append(time.perf_counter() - start)
    print(f"{len(triples)} notater: {times[0]:.1f} s, på nytt {times[1]:.2f} s (tak {LONGEST:.0f} s for 12)")
    for key, mean in run.intervals.items():
        print(f"  {BY_KEY[key].label}: {shown_interval(BY_KEY[key], mean)}")
    seen = [moved for triple in triples[:4] if (moved := sight(triple))]
    ours, theirs = (min(values) for values in zip(*seen, strict=True))
    print(
        f"ett galt siffer: «riktige» i delen faller minst {ours:.3f}; chrF++ av hele notatet flytter seg {theirs:.5f}"
    )
    return int(times[0] > LONGEST * max(1, len(triples) / 12) or ours <= 0)


if __name__ == "__main__":
    sys.exit(main())
