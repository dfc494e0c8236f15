"""A manuscript to .docx with python-docx, and many .docx to PDF with one start of LibreOffice."""

from __future__ import annotations

import io
import subprocess
import tempfile
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import docx
from docx.enum.section import WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Pt

from tests.documents.layouts import Layout
from tests.documents.manuscript import (
    NOTE,
    Columns,
    Contents,
    Element,
    Heading,
    ImagePage,
    PageBreak,
    Paragraph,
    TableElement,
)
from tests.documents.typst_report import picture

FOOTNOTES = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"


def draw_word(elements: list[Element], layout: Layout, method_id: str, dated: str) -> bytes:
    """The .docx' bytes: real headings, fields in header and footer, footnotes, tables with a repeated header row."""
    return _Drawing(layout, method_id, dated).drawn(elements)


def to_pdf(documents: list[bytes]) -> list[bytes]:
    """The .docx files as PDFs by LibreOffice, in one start."""
    with tempfile.TemporaryDirectory() as folder:
        paths = [Path(folder) / f"{place:03}.docx" for place in range(len(documents))]
        for path, data in zip(paths, documents, strict=True):
            path.write_bytes(data)
        subprocess.run(
            [
                *("soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", "pdf"),
                *("--outdir", folder, *map(str, paths)),
            ],
            check=True, capture_output=True, timeout=600,
        )  # fmt: skip
        return [path.with_suffix(".pdf").read_bytes() for path in paths]


class _Drawing:
    def __init__(self, layout: Layout, method_id: str, dated: str) -> None:
        self.layout, self.method_id, self.dated = layout, method_id, dated
        self.document = docx.Document()
        self.notes: list[str] = []
        normal = self.document.styles["Normal"]
        normal.font.name, normal.font.size = layout.font, Pt(layout.size)
        section = self.document.sections[0]
        section.page_width, section.page_height = Cm(21), Cm(29.7)
        section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Cm(layout.margin_cm)
        self._running(section.header.paragraphs[0], layout.header)
        self._running(section.footer.paragraphs[0], layout.footer)

    def drawn(self, elements: list[Element]) -> bytes:
        for element in elements:
            self._element(element)
        if self.notes:
            self._add_footnotes()
        stream = io.BytesIO()
        self.document.save(stream)
        return stream.getvalue()

    def _running(self, paragraph: Any, pattern: str) -> None:
        text = pattern.replace("{id}", self.method_id).replace("{date}", self.dated)
        for piece in text.replace("{page}", "\0PAGE\0").replace("{pages}", "\0NUMPAGES\0").split("\0"):
            if piece in {"PAGE", "NUMPAGES"}:
                field = OxmlElement("w:fldSimple")
                field.set(qn("w:instr"), piece)
                paragraph._p.append(field)
            elif piece:
                paragraph.add_run(piece).font.size = Pt(8)

    def _element(self, element: Element) -> None:
        if isinstance(element, Heading):
            self.document.add_heading(element.text, element.level)
        elif isinstance(element, Paragraph):
            self._paragraph(element)
        elif isinstance(element, TableElement):
            self._table(element)
        elif isinstance(element, PageBreak):
            self.document.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
        elif isinstance(element, Contents):
            self._contents()
        elif isinstance(element, Columns):
            self._columns(element)
        elif isinstance(element, ImagePage):
            self.document.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
            self.document.add_picture(io.BytesIO(picture(element.lines, self.layout)), width=Cm(15))
            self.document.add_paragraph().add_run().add_break(WD_BREAK.PAGE)

    def _contents(self) -> None:
        paragraph = self.document.add_paragraph()
        paragraph.add_run("Innholdsfortegnelse").bold = True
        for number, title in enumerate(
            ("Forord", "Oppsummering", "Logg", "1 Bakgrunn", "2 Dokumentasjon", "3 PICO"), start=2
        ):
            entry = self.document.add_paragraph(f"{title}{'.' * (90 - len(title))}{number}")
            entry.paragraph_format.space_after = Pt(0)

    def _paragraph(self, element: Paragraph) -> None:
        paragraph = self.document.add_paragraph(style="List Bullet" if element.style == "bullet" else None)
        if self.layout.justify and element.style == "body":
            paragraph.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
        for place, piece in enumerate(NOTE.split(element.text)):
            if place % 2:
                self._mark(paragraph, piece)
                continue
            run = paragraph.add_run(piece)
            run.bold = element.style in {"bold", "title"} or None
            run.italic = element.style == "quote" or None
            if element.style == "title":
                run.font.size = Pt(self.layout.size * 1.7)

    def _mark(self, paragraph: Any, note: str) -> None:
        self.notes.append(note)
        run = paragraph.add_run()
        run.font.superscript = True
        reference = OxmlElement("w:footnoteReference")
        reference.set(qn("w:id"), str(len(self.notes) + 1))
        run._r.append(reference)

    def _add_footnotes(self) -> None:
        body = "".join(
            f'<w:footnote w:id="{place}"><w:p><w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr>'
            '<w:footnoteRef/></w:r><w:r><w:rPr><w:sz w:val="16"/></w:rPr>'
            f'<w:t xml:space="preserve"> {escape(note)}</w:t></w:r></w:p></w:footnote>'
            for place, note in enumerate(self.notes, start=2)
        )
        separators = (
            '<w:footnote w:type="separator" w:id="0"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
            '<w:footnote w:type="continuationSeparator" w:id="1"><w:p><w:r><w:continuationSeparator/></w:r></w:p>'
            "</w:footnote>"
        )
        declaration = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
        xml = f"{declaration}<w:footnotes {nsdecls('w')}>{separators}{body}</w:footnotes>"
        part = Part(PackURI("/word/footnotes.xml"), FOOTNOTES, xml.encode(), self.document.part.package)
        self.document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)

    def _table(self, element: TableElement) -> None:
        if element.number:
            caption = self.document.add_paragraph()
            caption.paragraph_format.keep_with_next = True
            caption.add_run(f"Tabell {element.number}: ").bold = True
            caption.add_run(element.caption)
        table = self.document.add_table(len(element.rows), len(element.rows[0]))
        table.style = "Table Grid" if self.layout.rules in {"grid", "rows"} else "Light Shading"
        for row, cells in zip(table.rows, element.rows, strict=True):
            for cell, text in zip(row.cells, cells, strict=True):
                cell.text = text
        if element.header and self.layout.repeat_header:
            table.rows[0]._tr.get_or_add_trPr().append(parse_xml(f"<w:tblHeader {nsdecls('w')}/>"))
        for row in table.rows:
            row._tr.get_or_add_trPr().append(parse_xml(f"<w:cantSplit {nsdecls('w')}/>"))
        if element.widths:
            self._widths(table, element.widths)
        self.document.add_paragraph()

    def _widths(self, table: Any, shares: tuple[float, ...]) -> None:
        table.autofit = False
        whole = 21 - 2 * self.layout.margin_cm
        for column, share in zip(table.columns, shares, strict=True):
            for cell in column.cells:
                cell.width = Cm(whole * share / sum(shares))

    def _columns(self, element: Columns) -> None:
        self._section(2, lambda: [self._paragraph(paragraph) for paragraph in element.paragraphs])

    def _section(self, count: int, write: Any) -> None:
        self.document.add_section(WD_SECTION.CONTINUOUS)
        section = self.document.sections[-1]
        columns = section._sectPr.find(qn("w:cols"))
        if columns is None:
            columns = OxmlElement("w:cols")
            section._sectPr.append(columns)
        columns.set(qn("w:num"), str(count))
        columns.set(qn("w:space"), "500")
        write()
        self.document.add_section(WD_SECTION.CONTINUOUS)
        self.document.sections[-1]._sectPr.find(qn("w:cols")).set(qn("w:num"), "1")
