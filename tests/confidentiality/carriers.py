"""Places in files where a text can be put, seen or unseen: each takes a clean file and a text and gives a file."""

from __future__ import annotations

import base64
import random
import struct
import zipfile
import zlib
from collections.abc import Callable
from io import BytesIO
from typing import Any
from xml.sax.saxutils import escape, quoteattr

import docx
import openpyxl
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import RGBColor
from openpyxl.comments import Comment
from openpyxl.workbook.defined_name import DefinedName
from pypdf import PdfReader, PdfWriter
from pypdf.annotations import FreeText
from pypdf.generic import (
    ArrayObject,
    DecodedStreamObject,
    DictionaryObject,
    NameObject,
    RectangleObject,
    TextStringObject,
    create_string_object,
)

Carrier = Callable[[bytes, str, random.Random], bytes]


# -- Word ----------------------------------------------------------------------------------------------------------


def word(change: Callable[[Any, str, random.Random], None]) -> Carrier:
    def carry(base: bytes, text: str, draw: random.Random) -> bytes:
        document = docx.Document(BytesIO(base))
        change(document, text, draw)
        out = BytesIO()
        document.save(out)
        return out.getvalue()

    return carry


def zip_part(name: str, content: Callable[[str], str]) -> Carrier:
    """One more part in the zip file that Word or Excel wrote."""

    def carry(base: bytes, text: str, draw: random.Random) -> bytes:
        out = BytesIO(base)
        with zipfile.ZipFile(out, "a") as archive:
            archive.writestr(name, content(text))
        return out.getvalue()

    return carry


def _any_paragraph(document: Any, draw: random.Random) -> Any:
    return draw.choice([paragraph for paragraph in document.paragraphs if len(paragraph.text) > 40])


def _paragraph(document: Any, text: str, draw: random.Random) -> None:
    _any_paragraph(document, draw).add_run(f" Beløpet er {text} i avtalen.")


def _runs(document: Any, text: str, draw: random.Random) -> None:
    paragraph = document.add_paragraph("Beløp: ")
    at = 0
    while at < len(text):
        step = draw.randint(1, 3)
        paragraph.add_run(text[at : at + step]).bold = draw.random() < 0.3
        at += step


def _white(document: Any, text: str, draw: random.Random) -> None:
    run = _any_paragraph(document, draw).add_run(f" {text}")
    run.font.color.rgb = RGBColor(255, 255, 255)


def _vanished(document: Any, text: str, draw: random.Random) -> None:
    _any_paragraph(document, draw).add_run(f" {text}").font.hidden = True


def _table(document: Any, text: str, draw: random.Random) -> None:
    table = document.add_table(rows=2, cols=3)
    table.cell(1, draw.randrange(3)).text = text


def _comment(document: Any, text: str, draw: random.Random) -> None:
    paragraph = _any_paragraph(document, draw)
    document.add_comment(paragraph.runs, text=f"Sjekk {text}", author="Ola", initials="O")


def _header(document: Any, text: str, draw: random.Random) -> None:
    document.sections[0].header.add_paragraph(text)


def _author(document: Any, text: str, draw: random.Random) -> None:
    setattr(
        document.core_properties, draw.choice(["author", "keywords", "subject", "comments", "category"]), text[:250]
    )


def _deleted(document: Any, text: str, draw: random.Random) -> None:
    xml = f'<w:del {nsdecls("w")} w:id="9" w:author="A"><w:r><w:delText xml:space="preserve">{escape(text)}</w:delText>'
    _any_paragraph(document, draw)._p.append(parse_xml(xml + "</w:r></w:del>"))


def _changed(document: Any, text: str, draw: random.Random) -> None:
    """A deletion in the middle of the number, so that only the earlier text shows it."""
    cut = max(1, len(text) // 2)
    paragraph = document.add_paragraph(f"Beløp {text[:cut]}")
    deleted = f'<w:del {nsdecls("w")} w:id="8"><w:r><w:delText xml:space="preserve">{escape(text[cut:])}</w:delText>'
    inserted = f'<w:ins {nsdecls("w")} w:id="7"><w:r><w:t xml:space="preserve">x</w:t></w:r></w:ins>'
    paragraph._p.append(parse_xml(inserted))
    paragraph._p.append(parse_xml(deleted + "</w:r></w:del>"))


def _bookmark(document: Any, text: str, draw: random.Random) -> None:
    xml = f"<w:bookmarkStart {nsdecls('w')} w:id='5' w:name={quoteattr(text)}/>"
    _any_paragraph(document, draw)._p.append(parse_xml(xml))


def _field(document: Any, text: str, draw: random.Random) -> None:
    xml = f"<w:r {nsdecls('w')}><w:instrText xml:space='preserve'> DOCVARIABLE {escape(text)} </w:instrText></w:r>"
    _any_paragraph(document, draw)._p.append(parse_xml(xml))


def _alt_text(document: Any, text: str, draw: random.Random) -> None:
    document.add_picture(BytesIO(png(b"", b"")))
    properties = document.inline_shapes[len(document.inline_shapes) - 1]._inline.docPr
    properties.set(draw.choice(["descr", "title"]), text)


def _picture(document: Any, text: str, draw: random.Random) -> None:
    document.add_picture(BytesIO(png(b"tEXt", b"Comment\x00" + text.encode("utf-8"))))


WORD: dict[str, Carrier] = {
    "avsnitt": word(_paragraph),
    "delt over tekstbiter": word(_runs),
    "hvit tekst": word(_white),
    "skjult tekst": word(_vanished),
    "tabell": word(_table),
    "kommentar": word(_comment),
    "topptekst": word(_header),
    "egenskaper": word(_author),
    "slettet tekst": word(_deleted),
    "endret tekst": word(_changed),
    "bokmerke": word(_bookmark),
    "feltkode": word(_field),
    "alternativ tekst": word(_alt_text),
    "bilde": word(_picture),
    "tilpasset XML": zip_part("customXml/item9.xml", lambda text: f"<a><b>{escape(text)}</b></a>"),
    "egendefinert egenskap": zip_part(
        "docProps/custom.xml", lambda text: f"<p><vt:lpwstr>{escape(text)}</vt:lpwstr></p>"
    ),
    "fotnote": zip_part("word/footnotes9.xml", lambda text: f"<w:p><w:r><w:t>Se {escape(text)}</w:t></w:r></w:p>"),
    "vedlegg": zip_part("word/embeddings/a.txt", lambda text: f"Beløp: {text}"),
}


# -- PDF -----------------------------------------------------------------------------------------------------------


def pdf(change: Callable[[PdfWriter, str, random.Random], None]) -> Carrier:
    def carry(base: bytes, text: str, draw: random.Random) -> bytes:
        writer = PdfWriter(clone_from=BytesIO(base))
        change(writer, text, draw)
        out = BytesIO()
        writer.write(out)
        return out.getvalue()

    return carry


def _draw_text(writer: PdfWriter, lines: list[str], before: str = "", after: str = "", show: str = "") -> None:
    """Lines of text in Helvetica on the first page; `show` replaces the drawing operators."""
    page = writer.pages[0]
    font = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Font"),
            NameObject("/Subtype"): NameObject("/Type1"),
            NameObject("/BaseFont"): NameObject("/Helvetica"),
            NameObject("/Encoding"): NameObject("/WinAnsiEncoding"),
        }
    )
    resources = page["/Resources"].get_object()
    fonts = resources.setdefault(NameObject("/Font"), DictionaryObject()).get_object()
    fonts[NameObject("/F99")] = writer._add_object(font)
    operators = show or "".join(f"({_escaped(line)}) Tj 0 -14 Td " for line in lines)
    stream = DecodedStreamObject()
    stream.set_data(f"q {before} BT /F99 10 Tf 80 300 Td {operators} ET {after} Q".encode("latin-1", "replace"))
    old = page["/Contents"]
    parts = list(old) if isinstance(old.get_object(), ArrayObject) else [page.raw_get("/Contents")]
    page[NameObject("/Contents")] = ArrayObject([*parts, writer._add_object(stream)])


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")


def _page_text(writer: PdfWriter, text: str, draw: random.Random) -> None:
    _draw_text(writer, [f"Det er {text} i avtalen"])


def _white_pdf(writer: PdfWriter, text: str, draw: random.Random) -> None:
    _draw_text(writer, [text], before="1 1 1 rg")


def _boxed(writer: PdfWriter, text: str, draw: random.Random) -> None:
    _draw_text(writer, [text], after="0 g 70 290 400 24 re f")


def _in_pieces(writer: PdfWriter, text: str, draw: random.Random) -> None:
    pieces = " ".join(f"({_escaped(sign)})" for sign in text)
    _draw_text(writer, [], show=f"[{pieces}] TJ")


def _metadata(writer: PdfWriter, text: str, draw: random.Random) -> None:
    writer.add_metadata({draw.choice(["/Title", "/Author", "/Subject", "/Keywords"]): text})


def _outline(writer: PdfWriter, text: str, draw: random.Random) -> None:
    writer.add_outline_item(title=f"Pris {text}", page_number=0)


def _annotation(writer: PdfWriter, text: str, draw: random.Random) -> None:
    writer.add_annotation(0, FreeText(text=text, rect=(50, 550, 200, 650)))


def _attachment(writer: PdfWriter, text: str, draw: random.Random) -> None:
    writer.add_attachment("notat.txt", f"Beløp: {text}".encode())


def _attachment_name(writer: PdfWriter, text: str, draw: random.Random) -> None:
    writer.add_attachment(f"{text}.txt".replace("/", " "), b"tomt")


def _script(writer: PdfWriter, text: str, draw: random.Random) -> None:
    action = DictionaryObject(
        {NameObject("/S"): NameObject("/JavaScript"), NameObject("/JS"): TextStringObject(f"var pris = '{text}';")}
    )
    writer.root_object[NameObject("/OpenAction")] = writer._add_object(action)


def _xmp(writer: PdfWriter, text: str, draw: random.Random) -> None:
    stream = DecodedStreamObject()
    stream.set_data(f"<x:xmpmeta><rdf:li>{escape(text)}</rdf:li></x:xmpmeta>".encode())
    stream[NameObject("/Type")], stream[NameObject("/Subtype")] = NameObject("/Metadata"), NameObject("/XML")
    writer.root_object[NameObject("/Metadata")] = writer._add_object(stream)


def _alt(writer: PdfWriter, text: str, draw: random.Random) -> None:
    element = DictionaryObject({NameObject("/Type"): NameObject("/StructElem")})
    element[NameObject(draw.choice(["/Alt", "/ActualText", "/E"]))] = TextStringObject(text)
    writer.root_object[NameObject("/Extra")] = writer._add_object(element)


def _layer(writer: PdfWriter, text: str, draw: random.Random) -> None:
    layer = DictionaryObject({NameObject("/Type"): NameObject("/OCG"), NameObject("/Name"): create_string_object(text)})
    writer.root_object[NameObject("/OCProperties")] = writer._add_object(
        DictionaryObject({NameObject("/OCGs"): ArrayObject([writer._add_object(layer)])})
    )


def _form_field(writer: PdfWriter, text: str, draw: random.Random) -> None:
    field = DictionaryObject(
        {
            NameObject("/FT"): NameObject("/Tx"),
            NameObject("/T"): TextStringObject("felt"),
            NameObject("/V"): TextStringObject(text),
            NameObject("/Subtype"): NameObject("/Widget"),
            NameObject("/Type"): NameObject("/Annot"),
            NameObject("/Rect"): RectangleObject((0, 0, 0, 0)),
        }
    )
    writer.root_object[NameObject("/AcroForm")] = writer._add_object(
        DictionaryObject({NameObject("/Fields"): ArrayObject([writer._add_object(field)])})
    )


def _earlier_revision(base: bytes, text: str, draw: random.Random) -> bytes:
    """The text stood on the page in an earlier revision; the last one draws the page without it."""
    leaking = pdf(_page_text)(base, text, draw)
    writer = PdfWriter(BytesIO(leaking), incremental=True)
    page = writer.pages[0]
    clean = PdfReader(BytesIO(base)).pages[0]
    stream = DecodedStreamObject()
    stream.set_data(clean.get_contents().get_data())
    page[NameObject("/Contents")] = writer._add_object(stream)
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def _orphan(base: bytes, text: str, draw: random.Random) -> bytes:
    """An object that nothing points to any more, compressed, behind the end of the file."""
    packed = zlib.compress(f"BT /F1 10 Tf ({_escaped(text)}) Tj ET".encode("latin-1", "replace"))
    head = f"\n9999 0 obj\n<< /Length {len(packed)} /Filter /FlateDecode >>\nstream\n".encode()
    return base + head + packed + b"\nendstream\nendobj\n"


PDF: dict[str, Carrier] = {
    "sidetekst": pdf(_page_text),
    "hvit tekst": pdf(_white_pdf),
    "under boks": pdf(_boxed),
    "delt på tegn": pdf(_in_pieces),
    "metadata": pdf(_metadata),
    "bokmerke": pdf(_outline),
    "merknad": pdf(_annotation),
    "vedlegg": pdf(_attachment),
    "vedleggets navn": pdf(_attachment_name),
    "skript": pdf(_script),
    "XMP": pdf(_xmp),
    "alternativ tekst": pdf(_alt),
    "lag": pdf(_layer),
    "skjemafelt": pdf(_form_field),
    "tidligere utgave": _earlier_revision,
    "løst objekt": _orphan,
}
# What Helvetica's WinAnsi encoding can draw; other forms go into strings, which are Unicode.
PDF_DRAWN = {"sidetekst", "hvit tekst", "under boks", "delt på tegn", "tidligere utgave", "løst objekt"}


# -- Excel ---------------------------------------------------------------------------------------------------------


def excel(change: Callable[[Any, Any, str], None]) -> Carrier:
    def carry(base: bytes, text: str, draw: random.Random) -> bytes:
        book = openpyxl.load_workbook(BytesIO(base))
        sheet = book.worksheets[0]
        change(book, sheet, text)
        out = BytesIO()
        book.save(out)
        return out.getvalue()

    return carry


def _cell(book: Any, sheet: Any, text: str) -> None:
    sheet["C9"] = text


def _cell_comment(book: Any, sheet: Any, text: str) -> None:
    sheet["A1"].comment = Comment(text, "Ola")


def _hidden_sheet(book: Any, sheet: Any, text: str) -> None:
    hidden = book.create_sheet("arbeid")
    hidden.sheet_state = "veryHidden"
    hidden["B2"] = text


def _defined_name(book: Any, sheet: Any, text: str) -> None:
    book.defined_names["pris"] = DefinedName("pris", attr_text=f'"{text}"')


def _formula(book: Any, sheet: Any, text: str) -> None:
    sheet["D4"] = f'=IF(1=1,"{text}","")'


def _book_properties(book: Any, sheet: Any, text: str) -> None:
    book.properties.description = text


EXCEL: dict[str, Carrier] = {
    "celle": excel(_cell),
    "kommentar": excel(_cell_comment),
    "skjult ark": excel(_hidden_sheet),
    "definert navn": excel(_defined_name),
    "formel": excel(_formula),
    "egenskaper": excel(_book_properties),
}


# -- Text, HTML, zip, picture ---------------------------------------------------------------------------------------


def _inserted(base: bytes, piece: str, draw: random.Random) -> bytes:
    """A piece of text put in at the end of a line."""
    lines = base.decode().split("\n")
    at = draw.randrange(len(lines))
    lines[at] += f"\n\n{piece}\n"
    return "\n".join(lines).encode()


def text_carrier(template: str) -> Carrier:
    return lambda base, text, draw: _inserted(base, template.format(text), draw)


def _bold_parts(base: bytes, text: str, draw: random.Random) -> bytes:
    cut = max(1, len(text) // 2)
    return _inserted(base, f"Beløp **{text[:cut]}**{text[cut:]} her", draw)


def html_carrier(template: Callable[[str], str]) -> Carrier:
    return lambda base, text, draw: base.replace(b"</body>", template(text).encode() + b"</body>")


def _spans(text: str) -> str:
    return "<p>" + "".join(f"<span>{escape(sign)}</span>" for sign in text) + "</p>"


def _data_file(text: str) -> str:
    return f'<a href="data:text/plain;base64,{base64.b64encode(("Beløp: " + text).encode()).decode()}">x</a>'


TEXT: dict[str, Carrier] = {
    "setning": text_carrier("Beløpet er {} i avtalen."),
    "linje": text_carrier("{}"),
    "tabellrad": text_carrier("| Kostnad | {} | per år |"),
    "fet del": _bold_parts,
}
HTML: dict[str, Carrier] = {
    "tekst": html_carrier(lambda text: f"<p>Det er {escape(text)} i avtalen</p>"),
    "hvit": html_carrier(lambda text: f'<p style="color:#fff">{escape(text)}</p>'),
    "kommentar": html_carrier(lambda text: f"<!-- {escape(text)} -->"),
    "attributt": html_carrier(lambda text: f"<p title={quoteattr(text)} data-x='1'>x</p>"),
    "skript": html_carrier(lambda text: f"<script>var x = '{text}'</script>"),
    "tegn for tegn": html_carrier(_spans),
    "entiteter": html_carrier(lambda text: "<p>" + "".join(f"&#{ord(sign)};" for sign in text) + "</p>"),
    "innlagt fil": html_carrier(_data_file),
}


def png(kind: bytes, content: bytes, tail: bytes = b"") -> bytes:
    """A picture of one pixel with one more chunk."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0))
    extra = chunk(kind, content) if kind else b""
    return (
        b"\x89PNG\r\n\x1a\n"
        + head
        + extra
        + chunk(b"IDAT", zlib.compress(b"\0\xff\xff\xff"))
        + chunk(b"IEND", b"")
        + tail
    )


PNG: dict[str, Carrier] = {
    "tEXt": lambda base, text, draw: png(b"tEXt", b"Comment\x00" + text.encode()),
    "zTXt": lambda base, text, draw: png(b"zTXt", b"Comment\x00\x00" + zlib.compress(text.encode())),
    "iTXt": lambda base, text, draw: png(b"iTXt", b"Comment\x00\x00\x00nb\x00\x00" + text.encode()),
    "eXIf": lambda base, text, draw: png(b"eXIf", b"MM\x00*\x00\x00\x00\x08" + text.encode()),
}


def zip_of(files: dict[str, bytes], comment: str = "") -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
        archive.comment = comment.encode()
    return out.getvalue()


ZIP: dict[str, Carrier] = {
    "tekstfil": lambda base, text, draw: zip_of({"a.txt": f"Beløp: {text}".encode()}),
    "kommentar": lambda base, text, draw: zip_of({"a.txt": b"x"}, comment=text),
    "i dybden": lambda base, text, draw: zip_of({"b.zip": zip_of({"a.md": f"Beløp: {text}".encode()})}),
}
CARRIERS: dict[str, dict[str, Carrier]] = {
    "docx": WORD,
    "pdf": PDF,
    "xlsx": EXCEL,
    "html": HTML,
    "md": TEXT,
    "txt": TEXT,
    "zip": ZIP,
    "png": PNG,
}
