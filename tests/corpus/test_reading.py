"""Whole documents read from drawn reports: words in order, tables, headings, footnotes, pictures, kinds."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from benchmarks.reading import recovered_words, right_captions, right_cells, right_headings, tied_notes
from corpus.documents import Document
from corpus.errors import UnreadableDocument
from corpus.reading.read import read_all, read_bytes, read_pages, sort_of
from tests.documents.facts import DEMO, SAMPLES
from tests.documents.layouts import LAYOUTS, SAMPLE_LAYOUT
from tests.documents.make_reports import SAMPLE_FOLDER, Drawn, office_reports, random_report, word_report, written


def check(drawn: Drawn, document: Document, *, cells: float = 0.98) -> None:
    assert recovered_words(document, drawn.truth) >= 0.995
    right, total = right_cells(document, drawn.truth)
    assert right >= cells * total
    for measure in (right_captions, right_headings, tied_notes):
        right, total = measure(document, drawn.truth)
        assert right == total, measure.__name__


@pytest.mark.parametrize("seed", range(len(LAYOUTS)), ids=[layout.name for layout in LAYOUTS])
def test_every_layout(seed: int) -> None:
    drawn = random_report(seed)
    document = read_bytes(drawn.pdf, drawn.name, ocr=False)
    check(drawn, document)
    assert document.kind == "assessment_report"
    pictures = [page.number for page in document.pages if page.image_only]
    assert len(pictures) == drawn.truth.image_pages
    assert all(any(f"Side {number} " in warning for warning in document.warnings) for number in pictures)


@pytest.mark.office
def test_through_libreoffice() -> None:
    for drawn in office_reports([0, 5, 10]):
        check(drawn, read_bytes(drawn.pdf, drawn.name, ocr=False))


def test_word() -> None:
    drawn = word_report(1)
    document = read_bytes(drawn.pdf, "rapport.docx")
    check(drawn, document, cells=1.0)
    assert len(document.pages) > 1


@pytest.mark.parametrize("place", range(3))
def test_samples(place: int) -> None:
    """The committed samples: thirty pages, small, every page says it is invented, and all of it is read."""
    facts = SAMPLES[place]
    path = SAMPLE_FOLDER / f"{facts.method_id}.pdf"
    assert path.stat().st_size < 400_000
    document = read_pages(path, ocr=False)
    assert len(document.pages) >= 30
    assert all(page.image_only or "OPPDIKTET" in page.footer for page in document.pages)
    assert all(
        f"side {page.number}/{len(document.pages)}" in page.header for page in document.pages if not page.image_only
    )
    _, truth = written(facts, SAMPLE_LAYOUT, place + 1, full=True)
    check(Drawn(path.name, b"", truth, facts, SAMPLE_LAYOUT), document)
    assert any(len(table.pages) > 1 for table in document.tables)
    assert [part.key for part in document.parts if part.key.isdigit()] == ["1", "2", "3", "4", "5", "6"]


def test_header_footer_and_contents_are_no_text() -> None:
    document = read_pages(SAMPLE_FOLDER / "ID2099_001.pdf", ocr=False)
    text = "\n".join(page.text for page in document.pages)
    assert "· side " not in text
    assert "......" not in text
    assert "Innholdsfortegnelse" not in text


def test_source_gives_the_words_back() -> None:
    document = read_pages(SAMPLE_FOLDER / "ID2099_001.pdf", ocr=False)
    page = next(page for page in document.pages if DEMO.indication in page.text)
    start = page.text.index(DEMO.indication)
    assert document.source(page.number, start, start + len(DEMO.indication)).quote == DEMO.indication


@pytest.mark.ocr
def test_picture_is_read_and_marked() -> None:
    document = read_pages(SAMPLE_FOLDER / "ID2099_001.pdf")
    pages = [page for page in document.pages if page.ocr]
    assert [page.image_only for page in pages] == [True]
    assert "Innskannet følgebrev" in pages[0].text
    assert any("OCR" in warning and f"Side {pages[0].number} " in warning for warning in document.warnings)


def test_picture_without_tesseract_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    from corpus.reading.read import parse

    monkeypatch.setattr(shutil, "which", lambda name: None)
    document = parse((SAMPLE_FOLDER / "ID2099_001.pdf").read_bytes(), "rapport.pdf")
    assert any("Installer Tesseract" in warning for warning in document.warnings)
    assert not any(page.ocr for page in document.pages)


def test_many_files_come_in_order() -> None:
    paths = [SAMPLE_FOLDER / f"{facts.method_id}.pdf" for facts in (*SAMPLES, *reversed(SAMPLES))]
    results = list(read_all(paths, ocr=False))
    assert [path for path, _ in results] == paths
    assert [result.name for _, result in results if isinstance(result, Document)] == [path.name for path in paths]


@pytest.mark.shared
@pytest.mark.parametrize("method_id", ["ID2021_047", "ID2022_075"])
def test_real_notes(shared: Path, method_id: str) -> None:
    document = read_pages(shared / "notes" / f"{method_id}.txt")
    assert document.kind == "price_note"
    assert len(document.pages) == {"ID2021_047": 7, "ID2022_075": 6}[method_id]
    text = "\n".join(page.text for page in document.pages)
    marks = [f"[^{mark}]" for mark in range(1, {"ID2021_047": 4, "ID2022_075": 6}[method_id])]
    assert all(text.count(mark) == 2 for mark in marks)


def test_kind_by_content() -> None:
    assert sort_of(b"<!DOCTYPE html><p>x", "side") == "html"
    assert sort_of(b"Notat", "notat.txt") == "txt"
    with pytest.raises(UnreadableDocument, match="RTF"):
        sort_of(b"{\\rtf1", "notat.rtf")
