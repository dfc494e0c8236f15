"""A draft that a language model has written: screen, public values and earlier notes for `write_with_model`.

Above `writing` and `confidentiality`, because it joins them: writing itself knows neither secret nor audience.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING

from corpus.documents import Document
from drafting.calculations.graph.figures import Figure
from drafting.case.file import CaseFile
from drafting.confidentiality.hiding.audience import MISSING, PUBLIC, shown_values
from drafting.confidentiality.leaks.leaks import leaks_in, secrets_of
from drafting.confidentiality.opened.opened import Piece
from drafting.confidentiality.public_text.of_note import closed_texts
from drafting.drafts.draft import Draft, draft_note
from drafting.model.gateway import Model, Screen
from drafting.note.note import Note, Slot
from drafting.note.slot_labels import slot_label
from drafting.writing.composing.composer import concerns
from drafting.writing.composing.material.material import Material
from drafting.writing.rewriting.desk import Desk, Manner, Outgoing, Run
from drafting.writing.rewriting.model_writer import write_with_model
from drafting.writing.rewriting.section_writer import write_section
from drafting.writing.rewriting.writing_record import SectionRecord, WrittenSection

if TYPE_CHECKING:
    from corpus.reports.report import Report
    from drafting.facts import Facts


def screen(case_file: CaseFile, figures: Mapping[str, Figure]) -> Screen:
    """Whether a text may leave: False when a secret of the case can be read in it, in any form."""
    secrets = secrets_of(case_file.case, dict(figures))
    known: dict[str, bool] = {}

    def may_leave(text: str) -> bool:
        if text not in known:
            known[text] = not leaks_in((Piece("tekst", text),), secrets)
        return known[text]

    return may_leave


def description(case_file: CaseFile, figures: Mapping[str, Figure], facts: Facts | None) -> Callable[[Slot], str]:
    """What a slot stands for, and its value where the public may see it."""

    # Free text of the case that the public version is closed to goes to no model either.
    closed = closed_texts(case_file.case, figures)

    def described(slot: Slot) -> str:
        label = slot_label(slot, figures)
        span = shown_values(case_file, figures, facts, PUBLIC, (slot,))[slot]
        hidden = span.hidden or span.text == MISSING or span.text in closed
        return f"{label} (ikke vist)" if hidden else f"{label}: {span.text}"

    return described


def outgoing(case_file: CaseFile, figures: Mapping[str, Figure], facts: Facts | None) -> Outgoing:
    """What a model may be told of the case."""
    return Outgoing(description(case_file, figures, facts), screen(case_file, figures))


def draft_with_model(
    case_file: CaseFile,
    report: Path | Document | None,
    model: Model,
    manner: Manner = Manner(),
    *,
    examples: Mapping[str, Sequence[str]] | None = None,
    run: Run | None = None,
) -> Draft:
    """The draft with the model as writer; `Draft.record` says how each section was written.

    Raises:
        UserError: as `draft_note`, or a prompt file is wrong. A model that fails raises nothing.
    """
    record: list[SectionRecord] = []

    def write(case_file: CaseFile, figures: Mapping[str, Figure], facts: Facts | None, report: Report | None) -> Note:
        material = Material(case_file, figures, facts, report)
        told = outgoing(case_file, figures, facts)
        written = write_with_model(material, model, told, manner, examples=examples, run=run)
        record.extend(written.record)
        return written.note

    draft = draft_note(case_file, report, write)
    return replace(draft, record=tuple(asdict(section) for section in record))


def section_with_model(
    draft: Draft,
    key: str,
    model: Model,
    manner: Manner = Manner(),
    *,
    instruction: str = "",
    examples: Sequence[str] = (),
    run: Run | None = None,
) -> WrittenSection:
    """One section of the composer's draft rewritten by the model, past the same screen and guard as a whole draft.

    Args:
        draft: as the composer wrote it.
        instruction: what the user wishes, about form.

    Raises:
        UserError: a prompt file is wrong. A model that fails raises nothing; the record says so.
    """
    case_file, figures, facts = draft.case_file, draft.figures, draft.facts
    own = facts is None or concerns(facts, case_file.case)  # nothing of another method's report is offered
    material = Material(case_file, figures, *((facts, draft.report) if own else (None, None)))
    desk = Desk(material, model, outgoing(case_file, figures, material.facts), manner, run or Run())
    return write_section(desk, draft.note.section(key), examples, instruction)
