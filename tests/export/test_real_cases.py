"""The two real cases all the way to files: secrets shown to the right reader, no trace of them in the public bytes."""

from __future__ import annotations

import io
import re
import time
from decimal import Decimal
from pathlib import Path
from typing import Literal

import docx
import pypdf
import pytest

from drafting.calculations.calculation import calculate
from drafting.case.file import CaseFile, parse_case
from drafting.confidentiality.hiding.audience import filled_note
from drafting.export.contents import HIDDEN
from drafting.export.markdown import markdown
from drafting.export.pdf import pdf_bytes
from drafting.export.word import docx_bytes
from drafting.note.note import FilledNote
from drafting.writing.composing.composer import compose

pytestmark = pytest.mark.shared
CASES = ["ID2021_047", "ID2022_075"]
SECRET = re.compile(r"(?<=secret: )[\d.]+")


def case_text(shared: Path, name: str) -> str:
    return (shared / "cases" / f"{name}.yaml").read_text(encoding="utf-8")


def filled(case_file: CaseFile, audience: Literal["internal", "public"]) -> FilledNote:
    figures = calculate(case_file.case)
    return filled_note(compose(case_file, figures, None, None), case_file, figures, None, audience)


def pdf_text(data: bytes) -> str:
    return "\n".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(data)).pages).replace("\u00a0", " ")


@pytest.mark.parametrize("name", CASES)
def test_every_shown_secret_stands_in_the_internal_files_only(shared: Path, name: str) -> None:
    case_file = parse_case(case_text(shared, name), name)
    internal, public = filled(case_file, "internal"), filled(case_file, "public")
    spans = [
        span.text
        for section in internal.sections
        for block in section.blocks
        for row in block.rows
        for cell in row
        for span in cell
        if span.owner
    ]
    assert len(spans) >= 10
    shown, hidden = pdf_text(pdf_bytes(internal)), pdf_text(pdf_bytes(public))
    word = "".join(part.text or "" for part in docx.Document(io.BytesIO(docx_bytes(internal))).element.body.iter())
    for text in spans:
        assert text in shown
        assert text in word.replace("\u00a0", " ")
        assert text in markdown(internal)
    amounts = [text for text in spans if " " in text and not text.endswith("år")]
    assert not [text for text in amounts if text in hidden]
    assert re.sub(r"\s+", " ", hidden).count(HIDDEN) == len(spans)


@pytest.mark.parametrize("name", CASES)
def test_public_bytes_are_the_same_whatever_the_secrets(shared: Path, name: str) -> None:
    text = case_text(shared, name)
    other = SECRET.sub(lambda match: str((Decimal(match[0]) * Decimal("0.731")).quantize(Decimal("0.1"))), text)
    assert other != text
    notes = [filled(parse_case(each, name), "public") for each in (text, other)]
    for written in (pdf_bytes, docx_bytes, markdown):
        assert written(notes[0]) == written(notes[1])


@pytest.mark.parametrize("name", CASES)
def test_four_files_in_under_three_seconds(shared: Path, name: str) -> None:
    case_file = parse_case(case_text(shared, name), name)
    notes = [filled(case_file, "internal"), filled(case_file, "public")]
    pdf_bytes(notes[0])
    start = time.perf_counter()
    assert all(pdf_bytes(note) and docx_bytes(note) for note in notes)
    assert time.perf_counter() - start < 3
