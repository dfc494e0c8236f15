"""The sections that a case calls for, in house order, each with its heading and its writer.

A row of `HOUSE_SECTIONS` names its module here; one that decides its own heading has a function `heading`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module

from corpus.notes.house_sections import HOUSE_SECTIONS, HouseSection
from drafting.case.case import Case
from drafting.note.note import Block
from drafting.note.outline import called_for
from drafting.writing.composing import sections
from drafting.writing.composing.material.material import Material


@dataclass(frozen=True, slots=True)
class Plan:
    """One section to be written.

    Attributes:
        key: stable key of the section.
        title: its heading, from the material.
        write: its blocks, from the material.
    """

    key: str
    title: Callable[[Material], str]
    write: Callable[[Material], tuple[Block, ...]]


def _plan(section: HouseSection) -> Plan:
    module = import_module(f"{sections.__name__}.{section.writer}")
    return Plan(section.key, getattr(module, "heading", lambda _: section.heading), getattr(module, section.writer))


OUTLINE: tuple[Plan, ...] = tuple(_plan(section) for section in HOUSE_SECTIONS)


def outline(case: Case) -> tuple[Plan, ...]:
    """The plans of the sections that the case calls for."""
    keys = called_for(case)
    return tuple(plan for plan in OUTLINE if plan.key in keys)
