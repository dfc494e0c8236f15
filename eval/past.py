"""A draft as of its date: the past does not know the future.

The note itself and everything later are invisible: examples come from documents dated before it and never from its own
method; a report younger than the note is put aside; a case that tells a later decision, or any later date, is refused
where it is read (`case_file`). The composer asks no archive at all.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from corpus.archive import ArchiveSettings
from drafting.case_file import CaseFile
from drafting.draft import Draft, draft_note
from drafting.earlier_paragraphs import earlier_paragraphs
from drafting.model_draft import draft_with_model
from drafting.writing.gateway import SMALLEST_CONTEXT, Model


@dataclass(frozen=True, slots=True)
class Writer:
    """Who writes the drafts of a backtest.

    Attributes:
        label: its name in the results.
        model: the door to a model, or None for the composer.
        archive: where earlier notes are, for a model's examples.
        local: the model may see examples that are exempt from public access.
        prompts: a folder of own prompts. context: tokens that the model takes.
    """

    label: str
    model: Model | None = field(default=None, repr=False)
    archive: ArchiveSettings | None = None
    local: bool = False
    prompts: Path | None = None
    context: int = SMALLEST_CONTEXT


@dataclass(frozen=True, slots=True)
class PastDraft:
    """The draft, and what was kept from it because it was not known yet, in bokmål."""

    draft: Draft
    withheld: tuple[str, ...] = ()


def draft_as_of(case_file: CaseFile, report: Path | None, writer: Writer) -> PastDraft:
    """The draft that the writer could have made on the date of the note.

    Raises:
        UserError: as `draft_note`.
    """
    draft = _written(case_file, report, writer)
    dated = draft.facts.get("dated") if draft.facts else None
    if dated and dated.value > case_file.case.note_date.isoformat():
        withheld = (f"Rapporten er datert {dated.value}, etter notatet, og er ikke brukt.",)
        return PastDraft(_written(case_file, None, writer), withheld)
    return PastDraft(draft)


def _written(case_file: CaseFile, report: Path | None, writer: Writer) -> Draft:
    if writer.model is None:
        return draft_note(case_file, report)
    examples: Mapping[str, tuple[str, ...]] = {}
    if writer.archive is not None:
        examples = earlier_paragraphs(writer.archive, case_file.case, local=writer.local)
    return draft_with_model(
        case_file,
        report,
        writer.model,
        examples=examples,
        prompts_folder=writer.prompts,
        context=writer.context,
    )
