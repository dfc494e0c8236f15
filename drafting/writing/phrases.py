"""Small pieces of bokmål that several sections share."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING

from corpus.documents import Source
from drafting.note import NoteTable
from drafting.writing.material import Material

if TYPE_CHECKING:
    from drafting.facts import Fact

MAX_AUP = "Maks-AUP inkl. mva."
RHF_AUP = "RHF-AUP inkl. mva."
BASES = (("max_aup", MAX_AUP), ("rhf_aup", RHF_AUP))


def listed(items: Sequence[str]) -> str:
    """«a», «a og b», «a, b og c»."""
    return items[0] if len(items) == 1 else ", ".join(items[:-1]) + " og " + items[-1]


def counted(slot: str, value: Decimal | int | str | None, one: str, many: str) -> str:
    """A slot and its noun: «1 pakning», «2 pakninger», «0,5 pakninger». `value` must be public.

    The one place where a number and its noun are made to agree; «1,0» is read as one too.
    """
    try:
        single = value is not None and Decimal(value) == 1
    except InvalidOperation:
        single = False
    return f"{slot} {one if single else many}"


def sources_of(*facts: Fact | None) -> tuple[Source, ...]:
    return tuple(fact.source for fact in facts if fact)


def sentences(*parts: str) -> str:
    """The non-empty sentences as one running text."""
    return " ".join(part for part in parts if part)


def reservation(material: Material, key: str) -> str:
    """What a reader must know to use a figure at RHF-AUP, in the calculation's own words; nothing where it is plain."""
    figure = material.figures.get(key)
    return f"Ved RHF-AUP er det regnet med {figure.remark}." if figure and figure.remark else ""


def table(rows: Iterable[Sequence[str]], caption: str = "", numeric: Iterable[int] = ()) -> NoteTable:
    """A table with a header row; `numeric` columns are set to the right."""
    return NoteTable(tuple(tuple(row) for row in rows), caption, True, tuple(numeric))
