"""What the ruler is tried on: drafts of invented cases, taken as if a person had sent them, and ways to damage them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path

from corpus.bokmal.number_style import long_date, numeric_date
from drafting.case.file import read_case
from drafting.confidentiality.hiding.audience import PUBLIC, Audience, filled_note
from drafting.drafts.draft import Draft, draft_note
from eval.metrics.compared import BLANK, NoteText, SectionText, draft_text
from eval.metrics.consistency import contradictions
from eval.scoring import NoteScores, groundings, scored, supported_items

ROOT = Path(__file__).parents[2]
DEMO = ROOT / "corpus/samples/demo.yaml"
REPORT = ROOT / "corpus/samples/ID2099_001.pdf"
CASES = sorted((ROOT / "corpus/samples/cases").glob("*.yaml"))


@cache
def demo_draft() -> Draft:
    """The demo case with its report: facts, quotes and citations."""
    return draft_note(read_case(DEMO), REPORT)


@cache
def draft_of(case: Path) -> Draft:
    return draft_note(read_case(case))


def text_of(draft: Draft) -> NoteText:
    return draft_text(filled_note(draft.note, draft.case_file, draft.figures, draft.facts, PUBLIC))


def scores(human: NoteText, text: NoteText, draft: Draft) -> NoteScores:
    """The text, damaged or not, against the human's; support and citations are those of the whole draft."""
    slips = contradictions(
        text,
        method_id=draft.note.method_id,
        title="Oppdiktet (Oppdikt) til prøving",
        dated=numeric_date(draft.case_file.case.note_date),
    )
    supported = supported_items(draft, human)
    return scored(human, text, supported=supported, grounds=groundings(draft), slips=slips)


def changed(text: NoteText, key: str, paragraphs: tuple[str, ...]) -> NoteText:
    """The note with another text in one section."""
    return NoteText(
        tuple(replace(section, paragraphs=paragraphs) if section.key == key else section for section in text.sections)
    )


def with_wrong_digits(text: NoteText, count: int) -> NoteText:
    """The last digit of so many of the largest distinct numbers made another, wherever they stand."""
    numbers = Counter(
        re.findall(r"\d{1,3}(?: \d{3})+|\d{4,}", re.sub(r"\d{2}\.\d{2}\.\d{4}|ID\d{4}_\d{3}", "", text.text))
    )
    chosen = sorted(numbers, key=lambda found: (-len(found), found))[:count]
    assert len(chosen) == count

    def wrong(part: str) -> str:
        for found in chosen:
            other = found[:-1] + str((int(found[-1]) + 5) % 10)
            part = re.sub(rf"(?<!\d )(?<!\d){found}(?! ?\d{{3}})", other, part)
        return part

    return NoteText(
        tuple(replace(item, paragraphs=tuple(wrong(part) for part in item.paragraphs)) for item in text.sections)
    )


def without_sentences(text: NoteText, count: int) -> NoteText:
    """So many sentences taken out, one paragraph after another from the end of the note."""
    left = count
    sections: list[SectionText] = []
    for section in reversed(text.sections):
        parts: list[str] = []
        for part in reversed(section.paragraphs):
            if left and "\t" not in part and part.rstrip().endswith("."):
                left -= 1
            else:
                parts.append(part)
        sections.append(replace(section, paragraphs=tuple(reversed(parts))))
    assert left == 0
    return NoteText(tuple(reversed(sections)))


def with_swapped_sections(text: NoteText, count: int) -> NoteText:
    """So many pairs of neighbours that have changed places, from the front."""
    sections = list(text.sections)
    for pair in range(count):
        at = 2 * pair
        sections[at], sections[at + 1] = sections[at + 1], sections[at]
    return NoteText(tuple(sections))


def with_wrong_cells(text: NoteText, count: int) -> NoteText:
    """So many cells of tables, first those of the last tables, that hold another drug's words."""
    left = count
    sections: list[SectionText] = []
    for section in reversed(text.sections):
        parts: list[str] = []
        for part in reversed(section.paragraphs):
            rows = [line.split("\t") for line in part.split("\n")]
            for row in rows[1:]:
                for place in range(1, len(row)):
                    if left and row[place].strip():
                        row[place], left = "en annen pakning av et annet legemiddel", left - 1
            parts.append("\n".join("\t".join(row) for row in rows))
        sections.append(replace(section, paragraphs=tuple(reversed(parts))))
    assert left == 0
    return NoteText(tuple(reversed(sections)))


def note_file(draft: Draft, audience: Audience = PUBLIC) -> str:
    """The draft as the text of a note that somebody sent, as an archive would hold it."""
    filled = filled_note(draft.note, draft.case_file, draft.figures, draft.facts, audience)
    head = ["Unntatt offentlighet, jf. offentleglova § 13"] if audience == "internal" else []
    head += ["Notat", "Til:", "Helse Vest RHF Fagdirektør Oda Oppdiktet", "Kopi: Sekretariatet for Nye metoder"]
    head += ["Fra: Sykehusinnkjøp HF", f"Dato: {long_date(draft.case_file.case.note_date)}"]
    head.append(f"{filled.method_id}: {filled.title}")
    for section in draft_text(filled).sections:
        head += [section.title, section.text.replace(BLANK, "[sladdet]")]
    return "\n\n".join(head)


def folder_of_notes(folder: Path, cases: Sequence[Path] = CASES, audience: Audience = PUBLIC) -> Path:
    """A folder of notes with their cases beside it, as `evaluate --notes` takes it."""
    notes, beside = folder / "notes", folder / "cases"
    notes.mkdir(parents=True)
    beside.mkdir()
    for case in cases:
        draft = draft_of(case)
        (notes / f"{draft.note.method_id}.txt").write_text(note_file(draft, audience), "utf-8")
        (beside / f"{draft.note.method_id}.yaml").write_bytes(case.read_bytes())
    return notes
