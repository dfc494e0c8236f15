"""The table of a note's sections: each room has its part for each row, and no room keeps a list of its own."""

from __future__ import annotations

import ast
import inspect
import re
from importlib import import_module
from pathlib import Path

import pytest

from corpus.notes.house_sections import BODY, HOUSE_ORDER, HOUSE_SECTIONS, HouseSection
from corpus.notes.note import TITLES
from drafting.case.case import Case
from drafting.model.prompts import load_prompt
from drafting.writing.composing.material.material import Material
from drafting.writing.composing.material.phrase_kinds import KINDS
from drafting.writing.composing.outline import OUTLINE

ROOT = Path(__file__).parents[2]
WRITERS = "drafting.writing.composing.sections"
EACH = pytest.mark.parametrize("section", HOUSE_SECTIONS, ids=lambda section: section.key)


@EACH
def test_it_has_a_writer_of_its_name(section: HouseSection) -> None:
    writer = getattr(import_module(f"{WRITERS}.{section.writer}"), section.writer)
    assert [given.annotation for given in inspect.signature(writer, eval_str=True).parameters.values()] == [Material]


@EACH
def test_it_has_a_prompt_that_names_its_heading(section: HouseSection) -> None:
    assert section.heading in load_prompt(section.key).text


@EACH
def test_its_heading_is_read_back_as_the_section(section: HouseSection) -> None:
    for printed in (section.heading, f"{section.heading}:", f"3. {section.heading}", section.heading.upper()):
        assert [key for key, title in TITLES.items() if title.match(printed)] == [section.key]


@EACH
def test_what_it_needs_is_a_block_that_a_case_may_leave_out(section: HouseSection) -> None:
    if section.needs:
        assert Case.model_fields[section.needs].default is None


@EACH
def test_its_topics_are_stems(section: HouseSection) -> None:
    assert not section.topics or re.fullmatch(r"[a-zæøå]{3,}(?:\|[a-zæøå]{3,})*", section.topics)


def test_every_writer_of_the_room_is_in_the_table() -> None:
    modules = {path.stem for path in (ROOT / Path(*WRITERS.split("."))).glob("*.py")} - {"__init__"}
    assert modules == {section.writer for section in HOUSE_SECTIONS}


def test_the_outline_is_the_table() -> None:
    assert tuple(plan.key for plan in OUTLINE) == HOUSE_ORDER == tuple(dict.fromkeys(HOUSE_ORDER))
    assert [section.after_signatures for section in HOUSE_SECTIONS] == sorted(
        section.after_signatures for section in HOUSE_SECTIONS
    )


def test_phrases_belong_to_sections_in_prose() -> None:
    assert {kind.section for kind in KINDS} <= {section.key for section in HOUSE_SECTIONS if section.prose}
    assert set(BODY) <= {section.key for section in HOUSE_SECTIONS if section.prose}


def test_no_other_module_lists_the_sections() -> None:
    """Four keys in one tuple, list, set or mapping are a list of sections, wherever they stand."""
    lists = []
    for floor in ("corpus", "drafting", "views", "eval"):
        for path in (ROOT / floor).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                items = node.elts if isinstance(node, ast.Tuple | ast.List | ast.Set) else getattr(node, "keys", ())
                keys = (
                    [item.value for item in items if isinstance(item, ast.Constant)] if isinstance(items, list) else []
                )
                if len(set(keys) & set(HOUSE_ORDER)) >= 4:
                    lists.append(f"{path.relative_to(ROOT)}:{getattr(node, 'lineno', 0)}")
    assert lists == []
