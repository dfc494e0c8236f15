"""A filled note to Word (.docx): real headings, lists, tables and footnotes, bokmål with hyphenation, nothing else."""

from __future__ import annotations

from xml.sax.saxutils import escape

from drafting.export.contents import HEADING, LEGEND, SHORT_TABLE, Chapter, Contents, Part, Piece, Pieces, contents
from drafting.export.word_package import (
    BULLETS,
    DECLARATION,
    MARGIN,
    NAMESPACES,
    TEXT_WIDTH,
    numbered_list,
    package,
)
from drafting.note.note import FilledNote


def docx_bytes(filled: FilledNote) -> bytes:
    """The note as a Word file. The same note gives the same bytes."""
    note = contents(filled)
    body = _Body()
    document = body.document(note)
    return package(
        document,
        footnotes=body.footnotes(),
        header=_header(note),
        footer=_footer(note),
        lists="".join(body.lists),
        title=note.name,
        dated=note.dated,
    )


def _text(text: str, style: str = "", run: str = "") -> str:
    said = f'<w:rStyle w:val="{style}"/>' if style else ""
    properties = f"<w:rPr>{said}{run}</w:rPr>" if said or run else ""
    lines = "<w:br/>".join(f'<w:t xml:space="preserve">{escape(line)}</w:t>' for line in text.split("\n"))
    return f"<w:r>{properties}{lines}</w:r>" if text else ""


def _paragraph(runs: str, style: str = "", extra: str = "") -> str:
    said = f'<w:pStyle w:val="{style}"/>' if style else ""
    properties = f"<w:pPr>{said}{extra}</w:pPr>" if said or extra else ""
    return f"<w:p>{properties}{runs}</w:p>"


def _header(note: Contents) -> str:
    if not note.draft and not note.marking:
        return ""
    rows = _paragraph(_text(note.draft), "Utkast") if note.draft else ""
    return f"{DECLARATION}<w:hdr {NAMESPACES}>{rows}{_paragraph(_text(note.marking), 'Header')}</w:hdr>"


def _footer(note: Contents) -> str:
    pages = "".join(
        _text(text) + f'<w:fldSimple w:instr=" {field} "><w:r><w:t>1</w:t></w:r></w:fldSimple>'
        for text, field in (("Side ", "PAGE"), (" av ", "NUMPAGES"))
    )
    row = _paragraph(f"{_text(note.method_id)}<w:r><w:tab/></w:r>{pages}", "Footer")
    return f"{DECLARATION}<w:ftr {NAMESPACES}>{row}</w:ftr>"


class _Body:
    """The body as it is written, with the footnotes and lists that it calls."""

    def __init__(self) -> None:
        self.lists: list[str] = []
        self._notes: list[str] = []

    def document(self, note: Contents) -> str:
        blocks = [
            _paragraph(_text(HEADING), "Title"),
            *_title_block(note),
            _paragraph(_text(note.title), "Heading1"),
            *_legend(note),
            *(block for chapter in note.chapters for block in self._chapter(chapter)),
            _signatures(note.signatures),
            *(block for chapter in note.process for block in self._chapter(chapter, own_page=True)),
        ]
        return f"{DECLARATION}<w:document {NAMESPACES}><w:body>{''.join(blocks)}{_section(note)}</w:body></w:document>"

    def footnotes(self) -> str:
        rules = "".join(
            f'<w:footnote w:type="{kind}" w:id="{key}">'
            f'<w:p><w:pPr><w:spacing w:after="0"/></w:pPr><w:r><w:{kind}/></w:r></w:p></w:footnote>'
            for kind, key in (("separator", -1), ("continuationSeparator", 0))
        )
        return f"{DECLARATION}<w:footnotes {NAMESPACES}>{rules}{''.join(self._notes)}</w:footnotes>"

    def _chapter(self, chapter: Chapter, *, own_page: bool = False) -> list[str]:
        title = _paragraph(_text(chapter.title), "Heading2", "<w:pageBreakBefore/>" if own_page else "")
        return [title, *(self._part(part) for part in chapter.parts)]

    def _part(self, part: Part) -> str:
        if part.kind == "table":
            return self._table(part)
        if part.kind == "list":
            return self._list(part)
        style = {"subheading": "Heading3", "quote": "Quote"}.get(part.kind, "")
        return _paragraph(self._runs(part.pieces), style, "<w:keepNext/>" if part.leads else "")

    def _list(self, part: Part) -> str:
        number = BULLETS
        if any(item.number for item in part.items):
            number = BULLETS + 1 + len(self.lists)
            self.lists.append(numbered_list(number))
        rows = []
        for item in part.items:
            rows.append(self._item(item.pieces, 0, number if item.number else BULLETS))
            rows += [self._item(child, 1, number) for child in item.children]
        return "".join(rows)

    def _item(self, pieces: Pieces, level: int, number: int) -> str:
        place = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'
        return _paragraph(self._runs(pieces), "ListParagraph", place)

    def _table(self, part: Part) -> str:
        caption = _paragraph(self._runs(part.caption), "Caption") if part.caption else ""
        if not part.rows:
            return caption
        widths = [TEXT_WIDTH * width // sum(part.widths) for width in part.widths]
        grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
        rows = "".join(self._row(part, index, widths) for index in range(len(part.rows)))
        first = 1 if part.heading else 0
        return (
            f'{caption}<w:tbl><w:tblPr><w:tblStyle w:val="Notattabell"/><w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
            f'<w:tblLayout w:type="fixed"/><w:tblLook w:val="06{first * 2}0" w:firstRow="{first}" w:lastRow="0" '
            f'w:firstColumn="0" w:lastColumn="0" w:noHBand="1" w:noVBand="1"/></w:tblPr>'
            f"<w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>{_paragraph('', '', _AFTER_TABLE)}"
        )

    def _row(self, part: Part, index: int, widths: list[int]) -> str:
        top = part.heading and index == 0
        together = top or (len(part.rows) <= SHORT_TABLE and index < len(part.rows) - 1)
        keep = "<w:keepNext/>" if together else ""
        cells = ""
        for column, (pieces, width) in enumerate(zip(part.rows[index], widths, strict=True)):
            bold, small = "<w:b/>" if top else "", f'<w:sz w:val="{18 * part.size // 100}"/>' if part.size < 100 else ""
            side = '<w:jc w:val="right"/>' if column in part.numeric else ""
            cell = _paragraph(self._runs(pieces, bold + small), "Tabelltekst", keep + side)
            cells += f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{cell}</w:tc>'
        return f"<w:tr><w:trPr><w:cantSplit/>{'<w:tblHeader/>' if top else ''}</w:trPr>{cells}</w:tr>"

    def _runs(self, pieces: Pieces, run: str = "") -> str:
        return "".join(self._run(piece, run) for piece in pieces)

    def _run(self, piece: Piece, run: str) -> str:
        style = "Unntatt" if piece.mark else "Mangler" if piece.gap else ""
        made = _text(piece.text, style, run) + _text(piece.mark, "Eierbokstav")
        if not piece.footnote:
            return made
        key = len(self._notes) + 1
        self._notes.append("")
        mark = '<w:r><w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr><w:footnoteRef/></w:r>'
        row = _paragraph(f"{mark}{_text(' ')}{self._runs(piece.footnote)}", "FootnoteText")
        self._notes[key - 1] = f'<w:footnote w:id="{key}">{row}</w:footnote>'
        call = f'<w:r><w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr><w:footnoteReference w:id="{key}"/></w:r>'
        return made + call


_AFTER_TABLE = '<w:spacing w:before="0" w:after="80" w:line="200" w:lineRule="exact"/>'


def _title_block(note: Contents) -> list[str]:
    rows = []
    for label, lines in note.title_block:
        for index, line in enumerate(lines or ((),)):
            last = index == max(len(lines), 1) - 1
            before = _text(label, run="<w:b/>") if index == 0 else ""
            said = "".join(f"<w:r><w:tab/></w:r>{_text(column)}" for column in line)
            rows.append(_paragraph(before + said, "Tittelblokk", '<w:spacing w:after="100"/>' if last else ""))
    return rows


def _legend(note: Contents) -> list[str]:
    if not note.legend:
        return []
    rows = [_text(mark, run="<w:b/>") + _text(f"  {owner}") for mark, owner in note.legend]
    return [_paragraph(row, "Forklaring") for row in (_text(LEGEND), *rows)]


def _signatures(signatures: tuple[tuple[str, str], ...]) -> str:
    """Names and roles side by side, at most three in a row, in a table without rules that is kept on one page."""
    made = _paragraph("", "", '<w:keepNext/><w:spacing w:before="240" w:after="0"/>') if signatures else ""
    for start in range(0, len(signatures), 3):
        row = signatures[start : start + 3]
        width = TEXT_WIDTH // min(len(signatures), 3)
        cells = "".join(
            f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>'
            + _paragraph(_text(name), "", '<w:keepNext/><w:spacing w:before="240" w:after="0"/>')
            + _paragraph(_text(role, run='<w:color w:val="5C6166"/>'), "", '<w:spacing w:after="0"/>')
            + "</w:tc>"
            for name, role in row
        )
        grid = f'<w:gridCol w:w="{width}"/>' * len(row)
        made += (
            f'<w:tbl><w:tblPr><w:tblW w:w="{width * len(row)}" w:type="dxa"/><w:tblLayout w:type="fixed"/></w:tblPr>'
            f"<w:tblGrid>{grid}</w:tblGrid><w:tr><w:trPr><w:cantSplit/></w:trPr>{cells}</w:tr></w:tbl>"
            + _paragraph("", "", _AFTER_TABLE)
        )
    return made


def _section(note: Contents) -> str:
    header = '<w:headerReference w:type="default" r:id="r_header1"/>' if note.draft or note.marking else ""
    return (
        f'<w:sectPr>{header}<w:footerReference w:type="default" r:id="r_footer1"/><w:pgSz w:w="11906" w:h="16838"/>'
        f'<w:pgMar w:top="1700" w:right="{MARGIN}" w:bottom="1500" w:left="{MARGIN}" w:header="700" w:footer="700" '
        'w:gutter="0"/></w:sectPr>'
    )
