"""checklist.md: every hidden place of a note, for the person who answers for the public version.

Modelled on NICE's checklist of confidential information (PMG24). It holds no secret value, so it can follow the case.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from corpus.bokmal import number_style
from drafting.calculations.threshold import unreached
from drafting.case.file import CaseFile
from drafting.confidentiality.hiding.audience import HIDDEN, INTERNAL, LEGAL_GROUND, PUBLIC, shown_values
from drafting.confidentiality.hiding.hidden import ShownFigure
from drafting.confidentiality.revealing_words import revealing_findings
from drafting.note.note import Note, NoteTable, Section, Slot, parse

if TYPE_CHECKING:
    from drafting.facts import Facts

NOT_APPROVED = "ikke godkjent"


@dataclass(frozen=True, slots=True)
class HiddenPlace:
    """A place where the public version shows the marker: section, place in it, what it is and whose."""

    section: str
    title: str
    place: str
    what: str
    owner: str
    count: int = 1


def hidden_places(
    note: Note, case_file: CaseFile, figures: Mapping[str, ShownFigure], facts: Facts | None
) -> tuple[HiddenPlace, ...]:
    """Every hidden place in the order of the note; the same figure twice in a paragraph is one place with a count."""
    counts: dict[HiddenPlace, int] = {}
    for section in note.sections:
        placed = list(_placed_slots(section))
        keys = [slot for _, slot in placed]
        public = shown_values(case_file, figures, facts, PUBLIC, keys)
        internal = shown_values(case_file, figures, facts, INTERNAL, keys)
        for place, slot in placed:
            if public[slot] == HIDDEN:
                owner = internal[slot].owner or "eier ikke kjent her"
                found = HiddenPlace(section.key, section.title, place, _what(slot, figures), owner)
                counts[found] = counts.get(found, 0) + 1
    return tuple(
        HiddenPlace(found.section, found.title, found.place, found.what, found.owner, count)
        for found, count in counts.items()
    )


def _placed_slots(section: Section) -> Iterator[tuple[str, Slot]]:
    paragraphs = tables = 0
    for block in section.blocks:
        if isinstance(block, NoteTable):
            tables += 1
            yield from _slots(f"tabell {tables}, overskrift", block.caption)
            for number, row in enumerate(block.rows, start=1):
                for column, cell in enumerate(row, start=1):
                    yield from _slots(f"tabell {tables}, rad {number}, kolonne {column}", cell)
        else:
            paragraphs += 1
            yield from _slots(f"avsnitt {paragraphs}", block.text)
            for footnote in block.footnotes:
                yield from _slots(f"fotnote til avsnitt {paragraphs}", footnote)


def _slots(place: str, text: str) -> Iterator[tuple[str, Slot]]:
    for piece in parse(text):
        if isinstance(piece, Slot):
            yield place, piece


def _what(slot: Slot, figures: Mapping[str, ShownFigure]) -> str:
    known = figures.get(slot.key) or unreached(figures).get(slot.key)
    label = known.label if known else slot.key
    return f"{label} (`{slot.key}`)"


def checklist(
    note: Note,
    case_file: CaseFile,
    figures: Mapping[str, ShownFigure],
    facts: Facts | None,
    approvals: Mapping[str, str] | None = None,
) -> str:
    """The checklist as Markdown.

    Args:
        note, case_file, figures, facts: as for `filled_note`.
        approvals: section key → who approved it and when («Kari Nordmann, 14.05.2025»); None while it is a draft.
    """
    case, approved = case_file.case, approvals or {}
    places = hidden_places(note, case_file, figures, facts)
    lines = [
        f"# Sjekkliste for konfidensielle opplysninger – {note.method_id}",
        "",
        f"Notat datert {number_style.numeric_date(case.note_date)}. Hjemmel for alle punktene: {LEGAL_GROUND}.",
        f"Listen har {sum(place.count for place in places)} skjulte steder og ingen hemmelige verdier.",
        "",
        "| Nr. | Del av notatet | Sted | Hva som er skjult | Antall | Eier | Hjemmel | Godkjent av |",
        "|---:|---|---|---|---:|---|---|---|",
    ]
    for number, place in enumerate(places, start=1):
        approver = approved.get(place.section, NOT_APPROVED)
        cells = (
            str(number),
            place.title,
            place.place,
            place.what,
            str(place.count),
            place.owner,
            LEGAL_GROUND,
            approver,
        )
        lines.append(f"| {' | '.join(map(_cell, cells))} |")
    lines += ["", "## Ord som kan røpe en pris", ""]
    words = revealing_findings(note, case_file, figures, facts)
    lines += [f"- [ ] {found.code}, {found.place}: {found.message}" for found in words] or ["Ingen funnet."]
    lines += ["", "## Før publisering", "", *(f"- [ ] {step}" for step in STEPS), ""]
    return "\n".join(lines)


STEPS = (
    "Eieren av hver opplysning er spurt om den fortsatt er en forretningshemmelighet.",
    "Den offentlige filen er søkt gjennom med `prisnotat check` og gir ingen lekkasje.",
    "`prisnotat audit` med rapporten og tidligere notater som `--known` viser at ingenting kan regnes ut.",
    "Hver del av notatet er godkjent slik den nå står.",
)


def _cell(text: str) -> str:
    return " ".join(text.replace("|", "/").split())
