"""A draft as of its date: the past does not know the future.

The note itself and everything later are invisible: examples come from documents dated before it and never from its own
method; a report younger than the note is put aside; a case that tells a later decision, or any later date, is refused
where it is read (`case_file`). The composer asks no archive at all.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, partial
from pathlib import Path

from corpus.archive.archive import ArchiveSettings
from corpus.documents import Document
from corpus.notes.note import PriceNote, read_note
from corpus.reading.read import read_all
from drafting.case.file import CaseFile
from drafting.drafts.draft import Draft, draft_note
from drafting.drafts.model_draft import draft_with_model
from drafting.house_style.earlier_paragraphs import earlier_paragraphs
from drafting.house_style.phrase_bank import accepted_wordings
from drafting.house_style.recurring import proposals
from drafting.model.gateway import SMALLEST_CONTEXT, Model
from drafting.writing.composing.composer import compose
from drafting.writing.rewriting.desk import Manner


@dataclass(frozen=True, slots=True)
class Writer:
    """Who writes the drafts of a backtest.

    Attributes:
        label: its name in the results.
        model: the door to a model, or None for the composer.
        archive: where earlier notes are, for a model's examples.
        local: the model may see examples that are exempt from public access.
        prompts: a folder of own prompts. context: tokens that the model takes.
        phrases: notes that the house's phrases are learnt from; those older than the note take part, all accepted.
    """

    label: str
    model: Model | None = field(default=None, repr=False)
    archive: ArchiveSettings | None = None
    local: bool = False
    prompts: Path | None = None
    context: int = SMALLEST_CONTEXT
    phrases: tuple[Path, ...] = ()


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
        wordings = phrases_as_of(case_file, writer.phrases)
        return draft_note(case_file, report, partial(compose, phrases=wordings) if wordings else compose)
    examples: Mapping[str, tuple[str, ...]] = {}
    if writer.archive is not None:
        examples = earlier_paragraphs(writer.archive, case_file.case, local=writer.local)
    return draft_with_model(
        case_file,
        report,
        writer.model,
        Manner(writer.prompts, writer.context),
        examples=examples,
    )


def phrases_as_of(case_file: CaseFile, files: Sequence[Path]) -> Mapping[str, str]:
    """The wordings that the house could have accepted on the date of the note: what recurs in notes older than it."""
    if not files:
        return {}
    case = case_file.case
    day = case.note_date.isoformat()
    earlier = [note for note in _notes(tuple(files)) if note.dated < day and note.method_id != case.method_id]
    learnt = (replace(phrase, state="accepted") for phrase in proposals(earlier))
    return accepted_wordings(learnt, case.report.track)


@cache
def _notes(files: tuple[Path, ...]) -> tuple[PriceNote, ...]:
    """The dated price notes among the files; one that cannot be read teaches nothing."""
    documents = (document for _, document in read_all(files) if isinstance(document, Document))
    notes = (read_note(document) for document in documents if document.kind == "price_note")
    return tuple(note for note in notes if note.dated)
