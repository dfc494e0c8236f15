"""A draft that a language model has written: screen, public values and earlier notes for `write_with_model`.

Above `writing` and `confidentiality`, because it joins them: writing itself knows neither secret nor audience.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING

from corpus.documents import Document
from drafting.calculations.graph.figures import Figure
from drafting.case.file import CaseFile
from drafting.drafts.draft import Draft, draft_note
from drafting.drafts.outgoing import outgoing
from drafting.model.gateway import Model
from drafting.note.note import Note
from drafting.writing.composing.composer import concerns
from drafting.writing.composing.material.material import Material
from drafting.writing.rewriting.desk import Desk, Manner, Run
from drafting.writing.rewriting.model_writer import write_with_model
from drafting.writing.rewriting.section_writer import write_section
from drafting.writing.rewriting.writing_record import SectionRecord, WrittenSection

if TYPE_CHECKING:
    from corpus.reports.report import Report
    from drafting.facts import Facts


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
