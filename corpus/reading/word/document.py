""".docx bytes to pages, parts and tables. python-docx is imported here only on the reading side.

A .docx has no pages of its own: pages are parted where Word last broke them, or at hard page breaks.
"""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace
from typing import Any

from corpus.errors import UnreadableDocument
from corpus.reading.layout.assembly import Read
from corpus.reading.word.blocks import read_body

LARGEST_INSIDE = 300 * 1024 * 1024  # bytes a .docx may unpack to


def read_word(data: bytes, name: str) -> Read:
    """Pages, parts and tables. Raises UnreadableDocument."""
    _check_package(data, name)
    import docx

    try:
        document = docx.Document(io.BytesIO(data))
    except MemoryError:
        raise
    except Exception:  # python-docx lets through whatever lxml and zipfile raise
        raise UnreadableDocument(
            "Word-filen er skadet og kan ikke åpnes.", where=name, remedy="Lagre den på nytt fra Word."
        ) from None
    read = read_body(document.element.body, _parts(document), document.styles.element)
    header, footer = _edge(document, "header"), _edge(document, "footer")
    return replace(read, pages=tuple(replace(page, header=header, footer=footer) for page in read.pages))


def _check_package(data: bytes, name: str) -> None:
    """Refuses what is no .docx, leads out of its folder, or unpacks to far more than a document holds."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            members = package.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError):
        raise UnreadableDocument(
            "Word-filen er skadet eller avkuttet.", where=name, remedy="Hent filen på nytt fra kilden."
        ) from None
    names = [member.filename for member in members]
    if any(".." in re.split(r"[\\/]", path) or path.startswith(("/", "\\")) for path in names):
        raise UnreadableDocument(
            "Filen er en zip-pakke med stier som peker ut av pakken.", where=name, remedy="Ikke bruk denne filen."
        )
    if "word/document.xml" not in names:
        raise UnreadableDocument(
            "Filen er en zip-pakke, men ikke et Word-dokument.",
            where=name,
            remedy="Gi en .pdf, .docx, .html eller .txt.",
        )
    if sum(member.file_size for member in members) > LARGEST_INSIDE:
        raise UnreadableDocument(
            "Word-filen pakkes ut til mer enn 300 MB.", where=name, remedy="Fjern bilder og vedlegg og prøv igjen."
        )


def _edge(document: Any, kind: str) -> str:
    """Every line that stands in a header (or footer) of the document; it is taken to stand on every page."""
    relations = [one for one in document.part.rels.values() if one.reltype.endswith(f"/{kind}") and not one.is_external]
    roots = [root for one in relations if (root := getattr(one.target_part, "element", None)) is not None]
    paragraphs = [paragraph for root in roots for paragraph in root.xpath(".//w:p")]
    lines = (" ".join("".join(text.text or "" for text in part.xpath(".//w:t")).split()) for part in paragraphs)
    return "\n".join(dict.fromkeys(line for line in lines if line))


def _parts(document: Any) -> dict[str, Any]:
    """The roots of the parts with footnotes and endnotes, by their kind."""
    from lxml import etree

    found = {}
    for relation in document.part.rels.values():
        kind = relation.reltype.rsplit("/", 1)[-1]
        if kind in {"footnotes", "endnotes"} and not relation.is_external:
            parser = etree.XMLParser(resolve_entities=False, no_network=True)
            found[kind.removesuffix("s")] = etree.fromstring(relation.target_part.blob, parser)
    return found
