"""What a language model may be told of a case: what slots stand for where that is public, past a screen."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from drafting.calculations.graph.figures import Figure
from drafting.case.file import CaseFile
from drafting.confidentiality.hiding.audience import MISSING, PUBLIC, shown_values
from drafting.confidentiality.leaks.leaks import leaks_in, secrets_of
from drafting.confidentiality.opened.opened import Piece
from drafting.confidentiality.public_text.of_note import closed_texts
from drafting.model.gateway import Screen
from drafting.note.note import Slot
from drafting.note.slot_labels import slot_label
from drafting.writing.rewriting.desk import Outgoing

if TYPE_CHECKING:
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
