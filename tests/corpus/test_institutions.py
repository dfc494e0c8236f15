"""The table of institutions: its names are read wherever they stand, and no other module spells them."""

from __future__ import annotations

import ast
import re
from datetime import date
from pathlib import Path

import pytest

from corpus.bokmal.institutions import (
    AGENCIES,
    AGENCY,
    AGENCY_HEADING,
    AGENCY_IN_FULL,
    DMP,
    FORUM,
    INSTITUTIONS,
    OLD_AGENCY,
    RHF_NAMES,
    SLV,
    agency_named,
    agency_on,
)
from corpus.reports.report import AGENCY as IN_A_REPORT
from drafting.case.proceedings import RHF

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize(
    ("day", "agency"),
    [
        (date(2023, 12, 31), SLV),
        (date(2024, 1, 1), DMP),
        (date(2019, 5, 2), SLV),
        (date(2026, 5, 2), DMP),
        (None, DMP),
    ],
)
def test_the_agency_of_a_day(day: date | None, agency: object) -> None:
    assert agency_on(day) is agency


@pytest.mark.parametrize("agency", AGENCIES, ids=lambda one: one.short)
def test_every_name_of_an_agency_is_its(agency: object) -> None:
    for name in (agency.short, agency.full, agency.full.replace(" ", "\n"), agency.full.upper()):  # type: ignore[attr-defined]
        assert agency_named(name) is agency


@pytest.mark.parametrize("text", ["", " ", "EMA", "Sykehusinnkjøp", "DMPX", "Statens", "legemiddel"])
def test_other_texts_name_no_agency(text: str) -> None:
    assert agency_named(text) is None


@pytest.mark.parametrize(
    "text",
    ["DMP mener", "SLV mener", "legemiddelverket mener", "Direktoratet mener", "direktoratet for medisinske produkter"],
)
def test_running_text_names_the_agency(text: str) -> None:
    assert re.match(rf"{AGENCY}\b", text)


@pytest.mark.parametrize(
    "text", ["Direktoratet for\nmedisinske produkter", "Statens  legemiddelverk", "fra DMP,", "(SLV)"]
)
def test_a_report_names_its_agency_across_lines(text: str) -> None:
    assert IN_A_REPORT.search(text)


@pytest.mark.parametrize("text", ["DMPs vurdering", "SLVs vurdering", "Legemiddelverkets vurdering"])
def test_headings_have_the_genitive(text: str) -> None:
    assert re.fullmatch(rf"{AGENCY_HEADING}s vurdering", text)


def test_old_and_new_are_told_apart() -> None:
    assert not re.search(OLD_AGENCY, "DMP og Direktoratet for medisinske produkter")
    assert re.search(OLD_AGENCY, "vurdert av Legemiddelverket")
    assert re.fullmatch(FORUM, "Beslutningsforum")
    assert re.fullmatch(FORUM, "Beslutningsforum for nye metoder")


def test_names_do_not_overlap_in_time() -> None:
    assert SLV.until == DMP.since
    assert tuple(recipient.organisation for recipient in RHF) == RHF_NAMES


def test_no_other_module_spells_the_names_in_full() -> None:
    spelt = []
    names = re.compile(AGENCY_IN_FULL + r"|Sykehusinnkjøp HF|Helse (?:Nord|Vest) RHF")
    for floor in ("corpus", "drafting", "views", "eval"):
        for path in (ROOT / floor).rglob("*.py"):
            tree = ast.parse(path.read_text(encoding="utf-8"))
            docstrings = {ast.get_docstring(node, clean=False) for node in ast.walk(tree) if isinstance(node, _WITH)}
            for node in ast.walk(tree):
                if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value not in docstrings:
                    found = names.search(node.value.replace(r"\s+", " "))
                    spelt += [f"{path.relative_to(ROOT)}: {node.value[:60]}"] if found else []
    assert {line.split(":")[0] for line in spelt} == {"corpus/bokmal/institutions.py"}


_WITH = (ast.Module, ast.ClassDef, ast.FunctionDef)


def test_every_institution_has_a_name_in_full_that_is_no_shorter() -> None:
    for one in INSTITUTIONS:
        assert len(one.full) > len(one.short)
