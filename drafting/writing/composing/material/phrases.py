"""Small pieces of bokmål that several sections share."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING

from corpus.bokmal.number_style import round_half_up
from corpus.documents import Source
from drafting.note.note import NoteTable
from drafting.writing.composing.material.material import Material

if TYPE_CHECKING:
    from drafting.facts import Fact

MAX_AUP = "Maks-AUP inkl. mva."
RHF_AUP = "RHF-AUP inkl. mva."
# The first noun for people in a statement, in the singular or in the plural.
PEOPLE = re.compile(
    r"\b(?:(?P<one>(?:pasient|person|kvinne|mann|gutt|jente|voksen)(?=$|[\s.,;)]))"
    r"|pasienter\w*|personer|kvinner|menn|gutter|jenter|voksne|barn)",
    re.IGNORECASE,
)
BASES = (("max_aup", MAX_AUP), ("rhf_aup", RHF_AUP))


def listed(items: Sequence[str]) -> str:
    """«a», «a og b», «a, b og c»."""
    return items[0] if len(items) == 1 else ", ".join(items[:-1]) + " og " + items[-1]


def counted(slot: str, value: Decimal | int | str | None, one: str, many: str) -> str:
    """A slot and its noun: «1 pakning», «2 pakninger», «0,5 pakninger». `value` must be public.

    The one place where a number and its noun are made to agree. As bokmål has it «1» alone is one: «1,0 gode leveår».
    """
    return f"{slot} {one if is_one(value) else many}"


def is_one(value: Decimal | int | str | None) -> bool:
    """Whether a public value is printed as «1»."""
    try:
        number = Decimal(value) if value is not None else Decimal(0)
    except InvalidOperation:
        return False
    return number == 1 and int(number.as_tuple().exponent) >= 0


def agreeing(statement: str, one: str, many: str) -> str:
    """The form that agrees with people told of in words: «om lag 1 ny pasient» is one, «1–2 pasienter» are many."""
    noun = PEOPLE.search(statement)
    return one if noun and noun["one"] else many


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


def comparator_name(material: Material) -> str:
    """The comparator as the case names it, else the alternatives, else as the report names it; else the gap for it."""
    alternatives = material.case.comparison
    if not material.told("comparator.name") and alternatives:
        return listed([f"{{{{case.comparison.{n}.name}}}}" for n in range(1, len(alternatives) + 1)])
    if not material.told("comparator.name") and material.fact("comparator"):
        return material.fact_slot("comparator")
    return material.said("comparator.name")


def agree(said: str, calculated: Decimal) -> bool:
    """Whether the report's number is the calculated one at the report's own precision."""
    number = Decimal(said)
    return round_half_up(calculated, max(0, -int(number.as_tuple().exponent))) == number
