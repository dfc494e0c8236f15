"""A draft as of its date: the past does not know the future.

The note itself and everything later are invisible: to examples and search (`before=date`, and never the note's own
method), to the decisions that the case tells, and to the report, which must not be younger than the note.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from corpus.archive import ArchiveSettings
from drafting.case import EarlierDecision
from drafting.case_file import CaseFile
from drafting.case_mistakes import KeyPath
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
    known, withheld = known_then(case_file)
    draft = _written(known, report, writer)
    dated = draft.facts.get("dated") if draft.facts else None
    if dated and dated.value > case_file.case.note_date.isoformat():
        withheld = (*withheld, f"Rapporten er datert {dated.value}, etter notatet, og er ikke brukt.")
        draft = _written(known, None, writer)
    return PastDraft(draft, withheld)


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


def known_then(case_file: CaseFile) -> tuple[CaseFile, tuple[str, ...]]:
    """The case without the decisions of its own date or later, and a line for each that was taken out."""
    case = case_file.case
    kept = [place for place, told in enumerate(case.earlier_decisions) if _known(told, case.note_date)]
    gone = [told for told in case.earlier_decisions if not _known(told, case.note_date)]
    if not gone:
        return case_file, ()
    decisions = tuple(case.earlier_decisions[place] for place in kept)
    lines = {path: line for old, line in case_file.lines.items() if (path := _moved(old, kept)) is not None}
    known = replace(case_file, case=case.model_copy(update={"earlier_decisions": decisions}), lines=lines)
    return known, tuple(f"Beslutningen {told.dated} om {told.method_id} var ikke kjent." for told in gone)


def _known(told: EarlierDecision, on: date) -> bool:
    return told.dated < on


def _moved(path: KeyPath, kept: list[int]) -> KeyPath | None:
    """Where a key of the case stands after decisions were taken out; None when it went with one."""
    if path[:1] != ("earlier_decisions",) or len(path) == 1:
        return path
    place = path[1]
    return ("earlier_decisions", kept.index(int(place)), *path[2:]) if place in kept else None
