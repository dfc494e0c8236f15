""".docx bytes to pages, parts and tables. python-docx is imported here only on the reading side.

A .docx has no pages of its own: pages are parted where Word last broke them, or at hard page breaks.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from typing import Any

from corpus.assembly import Block, Read, heading_number, parts_of
from corpus.documents import Page, Table
from corpus.errors import UnreadableDocument
from corpus.regions import CAPTION

LARGEST_INSIDE = 300 * 1024 * 1024  # bytes a .docx may unpack to
MARK = "[^{}]"
NAMESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


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
    return _read(document)


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


def _read(document: Any) -> Read:
    notes = _footnotes(document)
    blocks: list[Block] = []
    tables: list[Table] = []
    page = 1
    caption = ("", "")
    for element in document.element.body.iterchildren():
        kind = element.tag.rsplit("}", 1)[-1]
        if kind == "p":
            block, breaks = _paragraph(element, document, page)
            page += breaks
            if block and not block.text.startswith("\0"):
                blocks.append(block)
                match = CAPTION.match(block.text)
                caption = (match[2], block.text[match.end() :].strip()) if match else ("", "")
        elif kind == "tbl":
            rows = tuple(tuple(cells) for cells in _rows(element))
            tables.append(Table(page, rows, caption[1], caption[0], (page,)))
            blocks.append(Block("table", "\n".join("\t".join(row) for row in rows), page))
            caption = ("", "")
            page += len(element.xpath(".//w:lastRenderedPageBreak"))
    header, footer = _edge(document, "header"), _edge(document, "footer")
    pages = tuple(_page(number, blocks, notes, header, footer) for number in range(1, page + 1))
    return Read(pages, parts_of(blocks), tuple(tables))


def _edge(document: Any, kind: str) -> str:
    """Every line that stands in a header (or footer) of the document; it is taken to stand on every page."""
    relations = [one for one in document.part.rels.values() if one.reltype.endswith(f"/{kind}") and not one.is_external]
    roots = [root for one in relations if (root := getattr(one.target_part, "element", None)) is not None]
    paragraphs = [paragraph for root in roots for paragraph in root.xpath(".//w:p")]
    lines = (" ".join("".join(_text(paragraph)).split()) for paragraph in paragraphs)
    return "\n".join(dict.fromkeys(line for line in lines if line))


def _page(number: int, blocks: list[Block], notes: dict[str, str], header: str, footer: str) -> Page:
    texts = [block.text for block in blocks if block.page == number]
    marks = [mark for mark in notes if any(MARK.format(mark) in text for text in texts)]
    text = "\n\n".join([*texts, *(f"[^{mark}]: {notes[mark]}" for mark in marks)])
    return Page(number, text, header=header, footer=footer)


def _paragraph(element: Any, document: Any, page: int) -> tuple[Block | None, int]:
    """The paragraph as a block, and how many page breaks it holds."""
    breaks = len(element.xpath(".//w:lastRenderedPageBreak | .//w:br[@w:type='page']"))
    text = re.sub(r"\s+", " ", "".join(_text(element))).strip()
    if not text:
        return None, breaks
    style = _style(element, document)
    if style.startswith("toc"):
        return None, breaks
    if re.search(r"(?:\.{4,}|…{2,})\s*\d{1,4}$", text):
        return None, breaks
    if match := re.match(r"(?:heading|overskrift) ?(\d)", style):
        return Block("heading", text, page, int(match[1]), heading_number(text)), breaks
    if style.startswith(("list bullet", "punktliste", "list paragraph")) and not text.startswith("•"):
        text = f"• {text}"
    return Block("caption" if CAPTION.match(text) else "paragraph", text, page), breaks


def _style(element: Any, document: Any) -> str:
    found = element.xpath("./w:pPr/w:pStyle/@w:val")
    if not found:
        return ""
    names = (
        document.styles.element.xpath(f'./w:style[@w:styleId="{found[0]}"]/w:name/@w:val')
        if '"' not in found[0]
        else []
    )
    return str(names[0] if names else found[0]).lower()


def _text(element: Any) -> Iterator[str]:
    """Text with tabs and breaks as blanks; deleted text left out; footnote marks as `[^n]`."""
    for node in element.iter():
        tag = node.tag.rsplit("}", 1)[-1] if isinstance(node.tag, str) else ""
        if tag == "t":
            yield (node.text or "").replace("\u00ad", "")
        elif tag in {"tab", "br", "cr"}:
            yield " "
        elif tag == "noBreakHyphen":
            yield "-"
        elif tag == "footnoteReference":
            yield MARK.format(_printed_number(node.get(_attribute("id"))))


def _attribute(name: str) -> str:
    return f"{{{NAMESPACE}}}{name}"


def _printed_number(identity: str | None) -> int:
    """The printed number of a footnote: Word counts from 2, after its two separators, others from 1."""
    number = int(identity) if identity and identity.isdigit() and len(identity) < 6 else 0
    return number - 1 if number > 1 else number


def _rows(table: Any) -> Iterator[list[str]]:
    """Cells as printed: a cell joined over columns fills the first, the others are empty."""
    for row in table.xpath("./w:tr"):
        cells: list[str] = []
        for cell in row.xpath("./w:tc"):
            paragraphs = [" ".join("".join(_text(part)).split()) for part in cell.xpath(".//w:p")]
            width = cell.xpath("./w:tcPr/w:gridSpan/@w:val")
            goes_on = cell.xpath("./w:tcPr/w:vMerge[not(@w:val) or @w:val='continue']")
            cells.append("" if goes_on else " ".join(part for part in paragraphs if part))
            cells += [""] * (int(width[0]) - 1 if width and width[0].isdigit() else 0)
        yield cells


def _footnotes(document: Any) -> dict[str, str]:
    """Footnote texts by the number that is printed."""
    from lxml import etree

    for relation in document.part.rels.values():
        if relation.reltype.endswith("/footnotes") and not relation.is_external:
            root = etree.fromstring(relation.target_part.blob, etree.XMLParser(resolve_entities=False, no_network=True))
            break
    else:
        return {}
    notes: dict[str, str] = {}
    for note in root.findall(_attribute("footnote")):
        if note.get(_attribute("type")):
            continue
        text = "".join(part.text or "" for part in note.iter(_attribute("t")))
        notes[str(_printed_number(note.get(_attribute("id"))))] = " ".join(text.split())
    return notes
