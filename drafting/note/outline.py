"""Which sections of the house a case calls for."""

from __future__ import annotations

from corpus.notes.house_sections import HOUSE_SECTIONS
from drafting.case.case import Case


def called_for(case: Case) -> tuple[str, ...]:
    """Their keys in house order: all but those that need a block the case leaves out."""
    return tuple(
        section.key for section in HOUSE_SECTIONS if not section.needs or getattr(case, section.needs) is not None
    )
