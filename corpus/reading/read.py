"""Any supported file to a Document: the one door for files that others wrote.

What a file is, is judged by its content. PDF and Word files are parsed in a bounded child process (`isolation`); text
and HTML are parsed here, by pure Python, below a size limit.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from corpus.documents import Document
from corpus.errors import UnreadableDocument
from corpus.reading.document_kind import kind_of
from corpus.reading.formats import Reader, format_of, give, named

LARGEST = 200 * 1024 * 1024  # bytes; the largest report known is under 20 MB
LARGEST_TEXT = 20 * 1024 * 1024
MEGABYTE = 1024 * 1024


def read_pages(path: str | Path, *, ocr: bool = True) -> Document:
    """The document in a .pdf, .docx, .txt or .html file, judged by its content, not by its name.

    Args:
        path: the file.
        ocr: whether pages that are pictures are read with Tesseract when it is installed.

    Returns:
        Pages (text without header, footer, page number and contents), headed parts, tables and warnings.

    Raises:
        UnreadableDocument: encrypted, damaged, empty, too large, too slow or of another kind than its name says.
    """
    path = Path(path)
    return read_bytes(file_bytes(path), path.name, ocr=ocr)


def read_bytes(data: bytes, name: str, *, ocr: bool = True) -> Document:
    """The same for bytes already in hand. Raises UnreadableDocument."""
    _check_size(len(data), name)
    if sort_of(data, name) in {"pdf", "docx"}:
        from corpus.reading.isolation import parse_isolated

        return parse_isolated(data, name, ocr=ocr)
    return parse(data, name)


def read_all(paths: Iterable[str | Path], *, ocr: bool = True) -> Iterator[tuple[Path, Document | UnreadableDocument]]:
    """Many files, in the order given, on all cores; a file that is refused comes with its reason, the rest go on."""
    from concurrent.futures import ThreadPoolExecutor

    def read(path: Path) -> Document | UnreadableDocument:
        try:
            return read_pages(path, ocr=ocr)
        except UnreadableDocument as error:
            return error

    given = [Path(path) for path in paths]
    with ThreadPoolExecutor(os.cpu_count() or 1) as pool:
        yield from zip(given, pool.map(read, given), strict=True)


def file_bytes(path: Path) -> bytes:
    """The content of a file that somebody named. Raises UnreadableDocument."""
    try:
        _check_size(path.stat().st_size, path.name)
        return path.read_bytes()
    except FileNotFoundError:
        raise UnreadableDocument("Filen finnes ikke.", where=str(path), remedy="Sjekk navnet.") from None
    except IsADirectoryError:
        raise UnreadableDocument("Dette er en mappe, ikke en fil.", where=str(path), remedy=give("archive")) from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "ugyldig navn"
        raise UnreadableDocument(
            f"Filen kan ikke leses ({reason}).", where=path.name, remedy="Sjekk tilgangen."
        ) from None


def _check_size(size: int, name: str) -> None:
    if size == 0:
        raise UnreadableDocument("Filen er tom (0 byte).", where=name, remedy="Hent filen på nytt fra kilden.")
    if size > LARGEST:
        raise UnreadableDocument(
            f"Filen er på {size // MEGABYTE} MB; grensen er {LARGEST // MEGABYTE} MB.",
            where=name,
            remedy="Lagre den i mindre oppløsning, eller del den opp.",
        )


def sort_of(data: bytes, name: str) -> Reader:
    """Who reads it, by content. Raises UnreadableDocument for formats nobody reads, and where the name lies."""
    found, said = format_of(data), named(name)
    wrong = said if found.key == "txt" and said and not said.reader else found
    if not wrong.reader:
        other = f", ikke {said.name}" if said and said.name != wrong.name else ""
        raise UnreadableDocument(
            f"Filen er {wrong.name}{other} og kan ikke leses.",
            where=name,
            remedy=f"Lagre den som PDF. {give('archive')}",
        )
    if said and said.reader and said.reader != found.reader and {said.reader, found.reader} & {"pdf", "docx"}:
        raise UnreadableDocument(
            f"Filen heter {_suffix(name)}, men innholdet er noe annet ({found.name}).",
            where=name,
            remedy=f"Gi den endelsen {found.suffixes[0]}, eller hent den på nytt fra kilden.",
        )
    return "html" if found.reader == "txt" and said and said.reader == "html" else found.reader


def _suffix(name: str) -> str:
    return Path(name).suffix.lower()


def parse(data: bytes, name: str, *, ocr: bool = True) -> Document:
    """Parses in this process, unbounded: `read_bytes` is the safe way. Raises UnreadableDocument."""
    sort = sort_of(data, name)
    digest = hashlib.sha256(data).hexdigest()
    if sort == "pdf":
        from corpus.reading.pdf.document import read_pdf

        return read_pdf(data, name, digest, ocr=ocr)
    if sort == "docx":
        from corpus.reading.word.document import read_word

        read = read_word(data, name)
        return Document(digest, name, kind_of(read.pages), read.pages, read.parts, read.tables, read.warnings)
    if len(data) > LARGEST_TEXT:
        raise UnreadableDocument(
            f"Tekstfilen er på {len(data) // MEGABYTE} MB; grensen er {LARGEST_TEXT // MEGABYTE} MB.",
            where=name,
            remedy="Del den opp.",
        )
    return _text(data, name, digest, sort)


def _text(data: bytes, name: str, digest: str, sort: str) -> Document:
    from corpus.bokmal.raised import with_marks
    from corpus.reading.plain import decoded, text_pages

    text = decoded(data, name)
    if sort == "html":
        from corpus.reading.html import read_html

        read = read_html(text)
        pages, parts, tables, warnings = read.pages, read.parts, read.tables, read.warnings
    else:
        pages, parts, tables, warnings = text_pages(with_marks(text)), (), (), ()
    if not any(page.text for page in pages):
        raise UnreadableDocument("Filen har ingen tekst.", where=name, remedy="Hent filen på nytt fra kilden.")
    return Document(digest, name, kind_of(pages), pages, parts, tables, warnings)
