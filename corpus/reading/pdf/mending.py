"""Pages whose text layer is missing or broken: read again with pypdf, or from their picture, or said not to be read.

A PDF without a table from codes to letters (ToUnicode) is broken on every page and in the same way. Then pypdf is asked
about one page only, the pictures are read as far as time allows, and the cause is said once.
"""

from __future__ import annotations

import re
import time
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from corpus.bokmal.unreadable import DAMAGED, UNREADABLE, damage
from corpus.documents import Page
from corpus.reading.pdf import ocr as tesseract
from corpus.reading.pdf.pages import picture_of
from corpus.reading.pdf.second_opinion import SecondOpinion
from corpus.reading.plain import text_pages

if TYPE_CHECKING:
    import pypdfium2 as pdfium

MOST_OCR_PAGES = 20
OCR_SECONDS = 30.0  # for a whole file; the child process that reads it is stopped after twice that
FEW = 3  # broken pages that are looked at one by one
# Characters of a file, spread over so many pages, that tell whether it is in code: a short file gives all it has.
SAMPLE, MOST_SAMPLED = 12_000, 40
ENOUGH = 400  # letters and signs from which a text is known to be no language
VOWELS, LETTERS = re.compile(r"[aeiouyæøåäöéAEIOUYÆØÅÄÖÉ]"), re.compile(r"[^\W\d_]")
NO_TABLE = "PDF-en mangler tegntabell (ToUnicode), så bokstavene i den er koder som ikke kan leses"
REMEDY = "Lagre den på nytt som PDF fra kilden, eller bruk OCR (Tesseract med norsk)."


def is_code(text: str) -> bool:
    """Whether a long text is no language: hardly any letters among its signs, or hardly any vowels among its letters.

    In Norwegian and English prose four letters of ten are vowels; in letters shifted by a missing table one or two are.
    """
    signs = len(re.findall(r"[^\s\d]", text))
    letters = len(LETTERS.findall(text))
    if signs < ENOUGH:
        return False
    return letters < 0.4 * signs or len(VOWELS.findall(text)) < 0.22 * letters


class Mender:
    """Mends the pages of one file; what it did and could not do stands in `warnings`."""

    def __init__(self, document: pdfium.PdfDocument, second: SecondOpinion, unseen: set[int], ocr: bool) -> None:
        self.document, self.second, self.unseen = document, second, unseen
        self.ocr = ocr
        self.warnings: list[str] = []
        self.without_table = False
        self._until = time.monotonic() + OCR_SECONDS
        self._late = 0

    def mended(self, pages: Sequence[Page]) -> list[Page]:
        """The pages, those that could be read again with their new text."""
        broken = {page.number for page in pages if not page.image_only and damage(page.text) > DAMAGED}
        sampled = pages[:MOST_SAMPLED]
        share = SAMPLE // max(len(sampled), 1)
        if is_code("\n".join(page.text[:share] for page in sampled)):
            self.without_table = True
            broken = {page.number for page in pages if page.text and not page.image_only}
        elif len(broken) > FEW:
            first = next(page for page in pages if page.number in broken)
            self.without_table = self._by_pypdf(first) is None
        self._limit(pages, broken)
        done = [self._mended(page, page.number in broken) for page in pages]
        if self._late:
            self.warnings.append(
                f"{self._late} sider er ikke lest med OCR, for det ville tatt for lang tid. Del filen opp."
            )
        if self.without_table:
            self._say_cause([page for page in done if page.number in broken])
        return done

    def _limit(self, pages: Sequence[Page], broken: set[int]) -> None:
        pictures = [page.number for page in pages if page.image_only or (self.without_table and page.number in broken)]
        if self.ocr and len(pictures) > MOST_OCR_PAGES:
            self.warnings.append(
                f"{len(pictures)} sider må leses som bilder; bare de første {MOST_OCR_PAGES} er lest med OCR."
            )
        self._too_many = set(pictures[MOST_OCR_PAGES:])

    def _mended(self, page: Page, broken: bool) -> Page:
        if page.image_only:
            return self._from_picture(page)
        if broken:
            return self._coded(page) if self.without_table else self._read_again(page)
        if count := page.text.count(UNREADABLE):
            self.warnings.append(
                f"Side {page.number} har {count} tegn som filen ikke sier hva er; de står som «{UNREADABLE}», "
                "og tall ved siden av dem er ikke brukt."
            )
        return page

    def _by_picture(self, page: Page) -> str:
        """The text that Tesseract reads; "" without it, without time, or when it finds none."""
        if not self.ocr or page.number in self._too_many or not tesseract.available():
            return ""
        if time.monotonic() > self._until:
            self._late += 1
            return ""
        return tesseract.text_of_picture(picture_of(self.document, page.number))

    def _by_pypdf(self, page: Page) -> str | None:
        """The text as pypdf reads it, when it is whole. It does not know what is seen: of half-hidden pages none."""
        text = "" if page.number in self.unseen else self.second.text(page.number)
        return text if text.strip() and damage(text) <= DAMAGED else None

    def _from_picture(self, page: Page) -> Page:
        if not self.ocr or page.number in self._too_many:
            self.warnings.append(f"Side {page.number} er et bilde uten tekst og er ikke lest.")
        elif not tesseract.available():
            self.warnings.append(
                f"Side {page.number} er et bilde uten tekst. Installer Tesseract med norsk (nor) for å lese den."
            )
        elif text := self._by_picture(page):
            self.warnings.append(
                f"Side {page.number} er et bilde; teksten er lest med OCR, og hvert tall må kontrolleres."
            )
            return replace(page, text=text, ocr=True)
        else:
            self.warnings.append(f"Side {page.number} er et bilde, og OCR fant ingen tekst i det.")
        return page

    def _read_again(self, page: Page) -> Page:
        """A page with a damaged text layer as pypdf reads it, else by its picture, else as it is, with a warning."""
        if text := self._by_pypdf(page):
            self.warnings.append(
                f"Side {page.number}: tekstlaget er skadet; teksten er lest på en annen måte og kan være i uorden."
            )
            return replace(page, text=text_pages(text)[0].text, lines=tuple(text.split("\n")), gaps=())
        if text := self._by_picture(page):
            self.warnings.append(
                f"Side {page.number}: tekstlaget er skadet; teksten er lest med OCR, og hvert tall må kontrolleres."
            )
            return replace(page, text=text, ocr=True, lines=(), gaps=())
        self.warnings.append(
            f"Side {page.number}: tekstlaget er skadet, og teksten kan ikke stoles på. {NO_TABLE}. {REMEDY}"
        )
        return page

    def _coded(self, page: Page) -> Page:
        """A page of codes by its picture, else without text: a code may look like a figure and be another."""
        text = self._by_picture(page)
        return replace(page, text=text, ocr=bool(text), lines=(), gaps=())

    def _say_cause(self, pages: Sequence[Page]) -> None:
        read = [page for page in pages if page.text]
        if read:
            self.warnings.append(
                f"{NO_TABLE}. {len(read)} av {len(pages)} sider er lest med OCR, og hvert tall må kontrolleres."
            )
        else:
            self.warnings.append(f"{NO_TABLE}. {REMEDY}")
