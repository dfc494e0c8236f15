"""PDF/A-2a and PDF/UA-1, as far as rules of theirs can be read from the file's own structure.

No validator comes as a Python package, so these are the machine-checkable conditions that the two standards put on a
file like ours, each by the clause it comes from; Typst refuses to write what breaks others.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader
from pypdf.generic import ContentStream, IndirectObject

from drafting.case.file import read_case
from drafting.confidentiality.hiding.audience import filled_note
from drafting.drafts.draft import draft_note
from drafting.export.pdf import pdf_bytes

SAMPLES = Path(__file__).parents[2] / "corpus/samples"
CASES = [SAMPLES / "demo.yaml", SAMPLES / "cases/cost_minimisation.yaml"]
pytestmark = pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)


@lru_cache
def public_pdf(path: Path) -> bytes:
    draft = draft_note(read_case(path))
    return pdf_bytes(filled_note(draft.note, draft.case_file, draft.figures, draft.facts, "public"))


def elements(node: Any, parents: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Any]]:
    """Every structure element with the tags above it, in reading order."""
    node = node.get_object() if isinstance(node, IndirectObject) else node
    if isinstance(node, list):
        for child in node:
            yield from elements(child, parents)
    elif isinstance(node, dict) and "/S" in node:
        yield parents, node
        yield from elements(node.get("/K", []), (*parents, str(node["/S"])))


def tree(path: Path) -> list[tuple[tuple[str, ...], Any]]:
    return list(elements(PdfReader(BytesIO(public_pdf(path))).root_object["/StructTreeRoot"]["/K"]))


def test_one_revision_not_encrypted_and_with_an_id(path: Path) -> None:  # PDF/A-2, 6.1.2-6.1.3
    data = public_pdf(path)
    assert re.match(rb"%PDF-1\.[4-7]\n%[\x80-\xff]{4}", data)
    assert (data.count(b"%%EOF"), data.count(b"startxref")) == (1, 1)
    assert data.rstrip().endswith(b"%%EOF")
    trailer = PdfReader(BytesIO(data)).trailer
    assert len(trailer["/ID"]) == 2
    assert not {"/Encrypt", "/Prev"} & set(trailer)


def test_colours_have_a_profile_and_no_page_does_anything(path: Path) -> None:  # PDF/A-2, 6.2.3, 6.5.1, 6.6
    reader = PdfReader(BytesIO(public_pdf(path)))
    (intent,) = reader.root_object["/OutputIntents"]
    assert intent.get_object()["/S"] == "/GTS_PDFA1"
    assert not {"/OpenAction", "/AA", "/AcroForm", "/OCProperties", "/Names"} & set(reader.root_object)
    for page in reader.pages:
        assert not {"/AA", "/Annots"} & set(page)


def test_xmp_and_info_say_the_same(path: Path) -> None:  # PDF/A-2, 6.6.2
    reader = PdfReader(BytesIO(public_pdf(path)))
    about = reader.root_object["/Metadata"].get_object()
    assert "/Filter" not in about
    xmp = about.get_data().decode()
    assert str(reader.metadata["/Title"]) in xmp  # type: ignore[index]
    assert "<rdf:li>nb-NO</rdf:li>" in xmp
    assert not re.search(r"dc:creator|pdf:Keywords|dc:description", xmp)


def test_every_font_is_embedded_and_its_subset_name_says_nothing(path: Path) -> None:  # PDF/A-2, 6.2.11.4
    reader = PdfReader(BytesIO(public_pdf(path)))
    programs = 0
    for page in reader.pages:
        for font in page["/Resources"]["/Font"].values():
            (inner,) = font.get_object()["/DescendantFonts"]
            descriptor = inner.get_object()["/FontDescriptor"]
            assert {"/FontFile2", "/FontFile3"} & set(descriptor)
            assert re.fullmatch(r"/[A-Z]{6}\+[\w-]+", font.get_object()["/BaseFont"])
            assert not {"/CharSet"} & set(descriptor)
            programs += 1
    assert programs


def test_all_that_is_drawn_is_tagged_or_an_artifact(path: Path) -> None:  # PDF/UA-1, 7.1
    reader = PdfReader(BytesIO(public_pdf(path)))
    drawn = 0
    for page in reader.pages:
        assert "/StructParents" in page
        depth = 0
        for _, operator in ContentStream(page["/Contents"], reader).operations:
            depth += {b"BDC": 1, b"BMC": 1, b"EMC": -1}.get(operator, 0)
            if operator in (b"Tj", b"TJ", b"f", b"S", b"B", b"f*"):
                drawn += 1
                assert depth > 0, operator
        assert depth == 0
    assert drawn > 100


def test_headings_never_skip_a_level(path: Path) -> None:  # PDF/UA-1, 7.4.2
    levels = [int(tag[2]) for _, node in tree(path) if re.fullmatch(r"/H[1-6]", tag := str(node["/S"]))]
    assert levels[0] == 1
    assert len(levels) > 4
    assert all(later - earlier <= 1 for earlier, later in pairwise(levels))


def test_tables_are_rows_of_cells_and_their_headers_have_a_scope(path: Path) -> None:  # PDF/UA-1, 7.5
    found = tree(path)
    cells = [(parents, node) for parents, node in found if node["/S"] in ("/TH", "/TD")]
    assert cells
    assert all(parents[-1] == "/TR" for parents, _ in cells)
    assert all("/Table" in parents for parents, _ in cells)
    for _, node in cells:
        if node["/S"] == "/TH":
            attributes = node["/A"].get_object()
            attributes = attributes if isinstance(attributes, list) else [attributes]
            assert any("/Scope" in attribute.get_object() for attribute in attributes)
    rows = [parents[-1] for parents, node in found if node["/S"] == "/TR"]
    assert set(rows) <= {"/Table", "/THead", "/TBody", "/TFoot"}


def test_nothing_stands_for_the_text_that_the_reader_does_not_see(path: Path) -> None:
    for _, node in tree(path):
        assert not {"/Alt", "/ActualText", "/E"} & set(node)
        assert str(node.get("/Lang", "nb-NO")) in ("nb-NO", "nb")
