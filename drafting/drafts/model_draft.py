"""A draft that a language model has written: screen, public values and earlier notes for `write_with_model`.

Above `writing` and `confidentiality`, because it joins them: writing itself knows neither secret nor audience.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, replace
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING

from corpus.documents import Document
from drafting.calculations.graph.figures import Figure
from drafting.case.file import CaseFile
from drafting.confidentiality.closed.of_note import closed_texts
from drafting.confidentiality.hiding.audience import MISSING, PUBLIC, shown_values
from drafting.confidentiality.leaks.leaks import leaks_in, secrets_of
from drafting.confidentiality.opened.opened import Piece
from drafting.drafts.draft import Draft, draft_note
from drafting.model.gateway import SMALLEST_CONTEXT, Cancel, Model, Screen
from drafting.note.note import Note, Slot
from drafting.note.slot_labels import slot_label
from drafting.writing.composing.composer import concerns
from drafting.writing.rewriting.model_writer import PARALLEL, write_with_model
from drafting.writing.rewriting.section_writer import Desk, write_section
from drafting.writing.rewriting.writing_record import Progress, SectionRecord, WrittenSection

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


def draft_with_model(
    case_file: CaseFile,
    report: Path | Document | None,
    model: Model,
    *,
    prompts_folder: Path | None = None,
    examples: Mapping[str, Sequence[str]] | None = None,
    context: int = SMALLEST_CONTEXT,
    parallel: int = PARALLEL,
    only: Sequence[str] | None = None,
    on_progress: Callable[[Progress], None] = lambda _: None,
    cancelled: Cancel = lambda: False,
) -> Draft:
    """The draft with the model as writer; `Draft.record` says how each section was written.

    Raises:
        UserError: as `draft_note`, or a prompt file is wrong. A model that fails raises nothing.
    """
    record: list[SectionRecord] = []

    def write(case_file: CaseFile, figures: Mapping[str, Figure], facts: Facts | None, report: Report | None) -> Note:
        written = write_with_model(
            case_file,
            figures,
            facts,
            report,
            model,
            described=description(case_file, figures, facts),
            may_leave=screen(case_file, figures),
            prompts_folder=prompts_folder,
            examples=examples,
            context=context,
            parallel=parallel,
            only=only,
            on_progress=on_progress,
            cancelled=cancelled,
        )
        record.extend(written.record)
        return written.note

    draft = draft_note(case_file, report, write)
    return replace(draft, record=tuple(asdict(section) for section in record))


def section_with_model(
    draft: Draft,
    key: str,
    model: Model,
    *,
    instruction: str = "",
    prompts_folder: Path | None = None,
    examples: Sequence[str] = (),
    context: int = SMALLEST_CONTEXT,
    seed: int = 1,
    on_progress: Callable[[Progress], None] = lambda _: None,
    cancelled: Cancel = lambda: False,
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
    facts, report = (facts, draft.report) if own else (None, None)
    desk = Desk(
        case_file,
        figures,
        facts,
        report,
        model,
        description(case_file, figures, facts),
        screen(case_file, figures),
        prompts_folder,
        max(context, SMALLEST_CONTEXT),
        seed,
        on_progress,
        cancelled,
        Event(),
    )
    return write_section(desk, draft.note.section(key), examples, instruction)
