"""Any supported file to a Document: the one door for files that others wrote."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

from corpus.documents import Document, Kind, Page
from corpus.errors import UnreadableDocument

LARGEST = 200 * 1024 * 1024  # bytes; the largest report known is under 20 MB


def read_pages(path: str | Path) -> Document:
    """The document in a .pdf, .docx, .txt or .html file, judged by its content, not by its name.

    Returns:
        pages (text without header, footer, page number and contents), headed parts, tables and warnings.

    Raises:
        UnreadableDocument: encrypted, damaged, empty, too large or of another kind than its name says; says which.
    """
    path = Path(path)
    data = _bytes(path)
    return read_bytes(data, path.name)


def read_bytes(data: bytes, name: str) -> Document:
    """The same for bytes already in hand. Raises UnreadableDocument."""
    sort = _sort(data, name)
    digest = hashlib.sha256(data).hexdigest()
    if sort == "pdf":
        return _pdf(data, name, digest)
    from corpus.plain import decoded, text_pages

    pages = text_pages(decoded(data, name))
    return Document(digest, name, kind_of(pages), pages)


def _bytes(path: Path) -> bytes:
    try:
        size = path.stat().st_size
        if size > LARGEST:
            raise UnreadableDocument(
                f"Filen er {size // 1024**2} MB; grensen er {LARGEST // 1024**2} MB.",
                where=path.name,
                remedy="Gi selve rapporten, ikke et bilde av den.",
            )
        data = path.read_bytes()
    except FileNotFoundError:
        raise UnreadableDocument("Filen finnes ikke.", where=str(path), remedy="Sjekk navnet.") from None
    except OSError as error:
        raise UnreadableDocument(
            f"Filen kan ikke leses ({error.strerror or 'ukjent feil'}).", where=path.name, remedy="Sjekk tilgangen."
        ) from None
    if not data.strip():
        raise UnreadableDocument("Filen er tom.", where=path.name, remedy="Hent filen på nytt fra kilden.")
    return data


def _sort(data: bytes, name: str) -> str:
    if b"%PDF-" in data[:1024]:
        return "pdf"
    return "text"


def _pdf(data: bytes, name: str, digest: str) -> Document:
    from corpus.assembly import assemble
    from corpus.pdf import open_pdf, read_sheets

    document = open_pdf(data, name)
    read = assemble(list(read_sheets(document)))
    warnings = [f"Side {page.number} er et bilde uten tekst." for page in read.pages if page.image_only]
    return Document(digest, name, kind_of(read.pages), read.pages, read.parts, read.tables, tuple(warnings))


def kind_of(pages: tuple[Page, ...]) -> Kind:
    """What kind of document the first pages say it is."""
    start = "\n".join(page.text for page in pages[:6])
    if re.search(r"^\s*(?:Pris)?notat\b", start, re.I | re.M) and re.search(r"Sykehusinnkjøp", start):
        return "price_note"
    if re.search(r"metodevurdering", start, re.I) and re.search(
        r"\bDMP\b|Direktoratet for medisinske|legemiddelverk", start
    ):
        return "assessment_report"
    return "other"
