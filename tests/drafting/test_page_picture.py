"""The picture of a page with its passage marked."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import Image

from corpus.errors import UnreadableDocument
from corpus.reading.layout.sheets import Sheet, Word
from corpus.reading.pdf.page_picture import page_picture, places
from corpus.reading.read import read_pages

REPORT = Path(__file__).parent.parent.parent / "corpus" / "samples" / "ID2099_001.pdf"


def yellow(content: bytes) -> int:
    """How many pixels are marked: far less blue than red."""
    picture = Image.open(io.BytesIO(content)).convert("RGB")
    return sum(count for count, (red, _, blue) in picture.getcolors(1 << 24) or [] if red - blue > 60)


def test_a_quote_is_marked_on_its_page_and_nowhere_else() -> None:
    page = read_pages(REPORT).pages[9]
    quote = page.text[200:320]
    assert yellow(page_picture(REPORT, 10)) == 0
    assert yellow(page_picture(REPORT, 10, [quote])) > 500
    assert yellow(page_picture(REPORT, 10, ["dette står ikke på siden"])) == 0


@pytest.mark.parametrize("number", [0, 9999])
def test_a_page_that_is_not_there(number: int) -> None:
    with pytest.raises(UnreadableDocument, match="ikke side"):
        page_picture(REPORT, number)


def test_a_file_that_is_gone(tmp_path: Path) -> None:
    with pytest.raises(UnreadableDocument, match=r"borte\.pdf"):
        page_picture(tmp_path / "borte.pdf", 1)


def test_hyphens_and_case_need_not_match() -> None:
    words = ("Alvor\u00ad", "lighet", "er", "stor.")
    sheet = Sheet(1, 600, 800, tuple(Word(text, 10.0 * n, 10.0 * n + 9, 100, 10) for n, text in enumerate(words)))
    assert len(places(sheet, "alvorlighet er")) == 3
    assert places(sheet, "alvorlig sykdom") == []
    assert places(sheet, "—") == []
