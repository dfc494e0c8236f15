"""A whole PDF to a Document: text with places, then what is missing is mended or said.

Pictures of text are read with Tesseract; a page whose text layer is damaged is read again with pypdf, and the better
of the two is kept. pypdf also tells of attachments and outline.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from corpus import ocr as tesseract
from corpus.assembly import assemble
from corpus.document_kind import kind_of
from corpus.documents import Document, Page
from corpus.errors import UnreadableDocument
from corpus.page_tree import page_tree_fault
from corpus.pdf import open_pdf, picture_of, read_sheets
from corpus.plain import text_pages
from corpus.second_opinion import DAMAGED, UNREADABLE, SecondOpinion, damage

if TYPE_CHECKING:
    import pypdfium2 as pdfium

    from corpus.sheets import Sheet

MOST_PAGES = 2_000
MOST_OCR_PAGES = 20


def read_pdf(data: bytes, name: str, digest: str, *, ocr: bool) -> Document:
    """The document. Raises UnreadableDocument."""
    document = open_pdf(data, name)
    count = len(document)
    if count == 0:
        raise UnreadableDocument("PDF-en har ingen sider.", where=name, remedy="Hent filen på nytt fra kilden.")
    if count > MOST_PAGES:
        raise UnreadableDocument(
            f"PDF-en har {count} sider; grensen er {MOST_PAGES}.", where=name, remedy="Del den opp i mindre filer."
        )
    sheets = list(read_sheets(document))
    read = assemble(sheets)
    warnings: list[str] = []
    if told := page_tree_fault(data, count):
        warnings.append(f"{told[:1].upper()}{told[1:]}. Kontroller at alle sidene er med.")
    second = SecondOpinion(data)
    pages = [_mended(page, document, second, ocr, warnings) for page in _limited(read.pages, ocr, warnings)]
    warnings += _hidden(sheets)
    if not any(page.text for page in pages):
        raise UnreadableDocument(
            "PDF-en har ingen tekst som kan leses.", where=name, remedy="Gi en utgave med tekst, ikke bare bilder."
        )
    metadata = {key: value for key, value in document.get_metadata_dict(skip_empty=True).items() if value}
    if attachments := second.attachments():
        metadata["attachments"] = attachments
        warnings.append(f"PDF-en har vedlagte filer som ikke er lest: {attachments}.")
    return Document(
        digest, name, kind_of(tuple(pages)), tuple(pages), read.parts, read.tables, tuple(warnings), metadata
    )


def _limited(pages: Sequence[Page], ocr: bool, warnings: list[str]) -> list[Page]:
    pictures = [page.number for page in pages if page.image_only]
    if ocr and len(pictures) > MOST_OCR_PAGES:
        warnings.append(f"{len(pictures)} sider er bilder; bare de første {MOST_OCR_PAGES} er lest med OCR.")
    late = set(pictures[MOST_OCR_PAGES:])
    return [replace(page, ocr=page.number in late) for page in pages]  # `ocr` marks here what is left alone


def _mended(page: Page, document: pdfium.PdfDocument, second: SecondOpinion, ocr: bool, warnings: list[str]) -> Page:
    late, page = page.ocr, replace(page, ocr=False)
    if page.image_only:
        return _from_picture(page, document, ocr and not late, warnings)
    if damage(page.text) > DAMAGED:
        return _read_again(page, document, second, ocr and not late, warnings)
    if count := page.text.count(UNREADABLE):
        warnings.append(
            f"Side {page.number} har {count} tegn som filen ikke sier hva er; de står som «{UNREADABLE}», "
            "og tall ved siden av dem er ikke brukt."
        )
    return page


def _from_picture(page: Page, document: pdfium.PdfDocument, ocr: bool, warnings: list[str]) -> Page:
    if not ocr:
        warnings.append(f"Side {page.number} er et bilde uten tekst og er ikke lest.")
        return page
    if not tesseract.available():
        warnings.append(
            f"Side {page.number} er et bilde uten tekst. Installer Tesseract med norsk (nor) for å lese den."
        )
        return page
    text = tesseract.text_of_picture(picture_of(document, page.number))
    if not text:
        warnings.append(f"Side {page.number} er et bilde, og OCR fant ingen tekst i det.")
        return page
    warnings.append(f"Side {page.number} er et bilde; teksten er lest med OCR, og hvert tall må kontrolleres.")
    return replace(page, text=text, ocr=True)


def _read_again(
    page: Page, document: pdfium.PdfDocument, second: SecondOpinion, ocr: bool, warnings: list[str]
) -> Page:
    """A page with a damaged text layer as pypdf reads it, else by its picture, else as it is, with a warning."""
    text = second.text(page.number)
    if text.strip() and damage(text) <= DAMAGED:
        warnings.append(
            f"Side {page.number}: tekstlaget er skadet; teksten er lest på en annen måte og kan være i uorden."
        )
        return replace(page, text=text_pages(text)[0].text, lines=tuple(text.split("\n")), gaps=())
    if ocr and tesseract.available() and (text := tesseract.text_of_picture(picture_of(document, page.number))):
        warnings.append(
            f"Side {page.number}: tekstlaget er skadet; teksten er lest med OCR, og hvert tall må kontrolleres."
        )
        return replace(page, text=text, ocr=True, lines=(), gaps=())
    warnings.append(f"Side {page.number}: tekstlaget er skadet, og teksten kan ikke stoles på.")
    return page


def _hidden(sheets: Sequence[Sheet]) -> list[str]:
    return [
        f"Side {sheet.number} har {sheet.hidden} tegn som ikke vises (dreid tekst, eller tekst under et svart felt); "
        "de er ikke tatt med."
        for sheet in sheets
        if sheet.hidden
    ]
