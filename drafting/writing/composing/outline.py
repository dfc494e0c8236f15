"""The sections of a note in house order: key, title, when it is left out, and who writes it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from drafting.note.note import Block
from drafting.writing.composing.analyses.cost_effectiveness import cost_effectiveness
from drafting.writing.composing.material.material import Material
from drafting.writing.composing.sections.agreement import agreement, agreement_title
from drafting.writing.composing.sections.background import background
from drafting.writing.composing.sections.budget import budget
from drafting.writing.composing.sections.offer import offer
from drafting.writing.composing.sections.other_countries import other_countries
from drafting.writing.composing.sections.process import process
from drafting.writing.composing.sections.procurement import procurement
from drafting.writing.composing.sections.summary import summary


@dataclass(frozen=True, slots=True)
class Plan:
    """One section to be written.

    Attributes:
        key: stable key of the section.
        title: its heading, from the material.
        write: its blocks, from the material.
        needed: whether the case calls for it.
    """

    key: str
    title: Callable[[Material], str]
    write: Callable[[Material], tuple[Block, ...]]
    needed: Callable[[Material], bool] = lambda _: True


def _titled(title: str) -> Callable[[Material], str]:
    return lambda _: title


# Source: docs/field.md, «Section order of a note».
OUTLINE: tuple[Plan, ...] = (
    Plan("bakgrunn", _titled("Bakgrunn"), background),
    Plan("pristilbud", _titled("Pristilbud"), offer),
    Plan("kostnadseffektivitet", _titled("Kostnadseffektivitet"), cost_effectiveness),
    Plan("budsjettkonsekvenser", _titled("Budsjettkonsekvenser"), budget),
    Plan("avtaleverk", agreement_title, agreement, needed=lambda material: material.case.agreement is not None),
    Plan("anskaffelse", _titled("Betydning for fremtidig anskaffelse"), procurement),
    Plan("andre_land", _titled("Informasjon om refusjon i andre land"), other_countries),
    Plan("oppsummering", _titled("Oppsummering"), summary),
    Plan("prosess", _titled("Prosess"), process),
)
