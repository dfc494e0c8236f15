"""The case files that the writer is tried on: the invented ones of every track, and the two real ones."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from drafting.calculations.calculation import calculate
from drafting.case.case import Case
from drafting.case.file import CaseFile, read_case
from drafting.confidentiality.hiding.audience import Audience, filled_note
from drafting.export.markdown import markdown
from drafting.note.note import Note
from drafting.writing.composing.composer import compose

ROOT = Path(__file__).parents[2]
SAMPLES = sorted((ROOT / "corpus/samples/cases").glob("*.yaml"))
DEMO = ROOT / "corpus/samples/demo.yaml"
REAL = [ROOT.parent / "shared/cases" / f"{name}.yaml" for name in ("ID2021_047", "ID2022_075")]

EVERY_CASE = [
    *(pytest.param(path, id=path.stem) for path in [*SAMPLES, DEMO]),
    *(pytest.param(path, id=path.stem, marks=pytest.mark.shared) for path in REAL),
]


def composed(case_file: CaseFile, facts: Any = None) -> Note:
    return compose(case_file, calculate(case_file.case), facts, None)


def printed(case_file: CaseFile, audience: Audience, facts: Any = None) -> str:
    """The whole note as one audience reads it, as Markdown."""
    figures = calculate(case_file.case)
    note = compose(case_file, figures, facts, None)
    return markdown(filled_note(note, case_file, figures, facts, audience))


def read(path: Path) -> CaseFile:
    return read_case(path)


def without(case_file: CaseFile, path: str) -> CaseFile:
    """The case file with one optional block or field («offer», «process.inquiry_sent») left out."""
    return replace(case_file, case=_without(case_file.case, path.split(".")))


def _without(block: Any, steps: list[str]) -> Any:
    name, *rest = steps
    if not rest:
        return block.model_copy(update={name: type(block).model_fields[name].get_default()})
    inner = getattr(block, name)
    return block if inner is None else block.model_copy(update={name: _without(inner, rest)})


# Everything a case may leave out. An offer that goes takes along what counts in its packages, as the file demands.
OPTIONAL = (
    *(
        name
        for name, field in Case.model_fields.items()
        if not field.is_required() and name not in ("offer", "recipients")
    ),
    "product.abbreviation",
    "product.indication",
    "report.dated",
    "report.updated",
    "decision.forum_date",
    "decision.available_from",
    "offer.dated",
    "treatment.mean_duration_months",
    "dosing.courses",
    "comparator.annual_cost_max_aup",
    "comparator.annual_cost_rhf_aup",
    "budget.persistence",
    "agreement.site",
    "agreement.negotiated",
    *(f"process.{name}" for name in type(Case.model_fields["process"].default).model_fields),
)
