"""A whole PDF to a Document: text with places, then what is missing is mended or said.

What is missing is read again in `mending`. pypdf also tells of attachments.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from corpus.documents import Document
from corpus.errors import UnreadableDocument
from corpus.reading.document_kind import kind_of
from corpus.reading.layout.assembly import assemble
from corpus.reading.pdf.mending import NO_TABLE, REMEDY, Mender
from corpus.reading.pdf.page_tree import page_tree_fault
from corpus.reading.pdf.pages import open_pdf, read_sheets
from corpus.reading.pdf.second_opinion import SecondOpinion
from corpus.reading.pdf.visibility import may_have_layers

if TYPE_CHECKING:
    from corpus.reading.layout.sheets import Sheet

MOST_PAGES = 2_000


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
    sheets = list(read_sheets(document, may_have_layers(data)))
    read = assemble(sheets)
    second = SecondOpinion(data)
    mender = Mender(document, second, {sheet.number for sheet in sheets if sheet.hidden}, ocr)
    pages = mender.mended(read.pages)
    told = page_tree_fault(data, count)
    tree = [f"{told[:1].upper()}{told[1:]}. Kontroller at alle sidene er med."] if told else []
    warnings = [*tree, *mender.warnings, *_left_out(sheets)]
    if not any(page.text for page in pages):
        if mender.without_table:
            raise UnreadableDocument(f"{NO_TABLE}.", where=name, remedy=REMEDY)
        raise UnreadableDocument(
            "PDF-en har ingen tekst som kan leses.", where=name, remedy="Gi en utgave med tekst, ikke bare bilder."
        )
    parts, tables = ((), ()) if mender.without_table else (read.parts, read.tables)
    metadata = {key: value for key, value in document.get_metadata_dict(skip_empty=True).items() if value}
    if attachments := second.attachments():
        metadata["attachments"] = attachments
        warnings.append(f"PDF-en har vedlagte filer som ikke er lest: {attachments}.")
    return Document(digest, name, kind_of(tuple(pages)), tuple(pages), parts, tables, tuple(warnings), metadata)


def _left_out(sheets: Sequence[Sheet]) -> list[str]:
    """What the pages hold and is not read, a line a page and kind."""
    said = []
    for sheet in sheets:
        if sheet.hidden:
            said.append(
                f"Side {sheet.number} har {sheet.hidden} tegn som ikke vises (dreid tekst, tekst under et svart felt "
                "eller et bilde, usynlig skrift eller tekst utenfor siden); de er ikke tatt med."
            )
        if sheet.fields:
            said.append(
                f"Side {sheet.number} har {sheet.fields} utfylte skjemafelt som ikke er lest. "
                "Skriv filen ut til PDF på nytt, så blir de en del av teksten."
            )
        if sheet.remarks:
            said.append(f"Side {sheet.number} har {sheet.remarks} merknader eller tekstbokser som ikke er lest.")
    return said
