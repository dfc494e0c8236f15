"""PDFs whose letters are codes: the real cause is said, soon, and OCR is used where it is installed."""

from __future__ import annotations

import io
import re
import time

import pytest
from pypdf import PdfReader, PdfWriter
from pypdf.generic import DictionaryObject

from corpus.errors import UnreadableDocument
from corpus.reading.pdf.mending import is_code
from corpus.reading.read import parse
from tests.corpus.test_pdf import drawn, with_map
from tests.documents.make_reports import SAMPLE_FOLDER

PROSE = "Behandlingen av sykdommen følger nasjonale faglige retningslinjer, og 40 pasienter er aktuelle. " * 8


def shifted(text: str) -> str:
    """A map from glyphs to letters with every letter, but no blank, three places on: «bad» reads «edg»."""
    return re.sub(
        r"<([0-9A-Fa-f]{4})>(?=\s*(?:\n|$))",
        lambda match: match[0] if int(match[1], 16) <= 32 else f"<{int(match[1], 16) + 3:04X}>",
        text,
    )


def without_tables() -> bytes:
    writer = PdfWriter(clone_from=PdfReader(SAMPLE_FOLDER / "ID2099_001.pdf"))
    for kept in list(writer._objects):
        font = kept.get_object() if kept else None
        if isinstance(font, DictionaryObject) and "/ToUnicode" in font:
            del font["/ToUnicode"]
    made = io.BytesIO()
    writer.write(made)
    return made.getvalue()


def test_the_cause_is_said_once_and_soon() -> None:
    start = time.monotonic()
    with pytest.raises(UnreadableDocument) as refusal:
        parse(without_tables(), "rapport.pdf", ocr=False)
    assert time.monotonic() - start < 20
    assert "mangler tegntabell (ToUnicode)" in str(refusal.value)
    assert "OCR" in refusal.value.remedy


@pytest.mark.ocr
def test_what_time_allows_is_read_from_the_pictures(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("corpus.reading.pdf.mending.OCR_SECONDS", 2.0)
    document = parse(without_tables(), "rapport.pdf")
    assert any("det ville tatt for lang tid" in warning for warning in document.warnings)
    assert any("tegntabell" in warning and "lest med OCR" in warning for warning in document.warnings)
    assert all(page.ocr or not page.text for page in document.pages)
    assert "Metodevurdering" in document.pages[0].text


def test_letters_that_are_other_letters_are_known() -> None:
    with pytest.raises(UnreadableDocument, match="tegntabell"):
        parse(with_map(PROSE, shifted), "rapport.pdf", ocr=False)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (PROSE, False),
        ("Treatment follows national guidelines and is given to patients in hospitals. " * 8, False),
        ("".join(chr(ord(sign) + 3) if sign.isalpha() else sign for sign in PROSE), True),
        ("!\"#$ %&'( )*+, -./0 " * 60, True),
        ("HR KI PFS OS " * 5, False),
        ("1 234 567 12 904 " * 100, False),
    ],
)
def test_what_is_no_language(text: str, code: bool) -> None:
    assert is_code(text) == code


def test_no_report_is_taken_for_code() -> None:
    for path in SAMPLE_FOLDER.glob("*.pdf"):
        document = parse(path.read_bytes(), path.name, ocr=False)
        assert not is_code("\n".join(page.text for page in document.pages))


def test_one_broken_page_is_said_with_the_cause() -> None:
    document = parse(with_map("Maks-AUP er 279 140 NOK.", lambda text: ""), "rapport.pdf", ocr=False)
    assert any("ikke stoles på" in warning and "tegntabell" in warning for warning in document.warnings)


def test_pages_of_prose_stay_prose() -> None:
    assert parse(drawn(PROSE), "rapport.pdf", ocr=False).pages[0].text.startswith("Behandlingen av")
