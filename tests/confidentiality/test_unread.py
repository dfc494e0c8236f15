"""What a search for leaks reads in odd places, what it names as unread, and numbers that are no leaks."""

from __future__ import annotations

import gzip
import zipfile
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from io import BytesIO
from typing import Any

import pytest
from docx import Document
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook
from PIL import Image, ImageDraw, ImageFont
from pypdf import PdfWriter

from corpus.errors import UserError
from corpus.reading.pdf import ocr
from corpus.reading.pdf.page_tree import page_tree_fault
from corpus.reading.read import read_bytes
from drafting.confidentiality.leaks.leaks import find_leaks, leak_findings, searched, unread_parts
from drafting.confidentiality.leaks.number_forms import Secret
from drafting.confidentiality.opened.formulas import calculated
from tests.confidentiality.carriers import zip_of

PRICE = (Secret("price", Decimal("21450.60"), "Firma"),)
needs_tesseract = pytest.mark.skipif(not ocr.available(), reason="Tesseract med norsk er ikke installert")


def found(content: bytes, name: str = "fil") -> bool:
    return bool(find_leaks(content, PRICE, name))


def word(*paragraphs: str) -> Any:
    document = Document()
    for paragraph in paragraphs or ("Ingen priser her.",):
        document.add_paragraph(paragraph)
    return document


def saved(document: Any) -> bytes:
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def with_parts(content: bytes, **parts: bytes) -> bytes:
    out = BytesIO()
    named = {name.replace("__", "/").replace("_dot_", "."): data for name, data in parts.items()}
    with zipfile.ZipFile(BytesIO(content)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            if entry.filename not in named:
                new.writestr(entry, old.read(entry))
        for name, data in named.items():
            new.writestr(name, data)
    return out.getvalue()


# -- encodings ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"])
@pytest.mark.parametrize("price", ["21 450,60", "21\u00a0450,60", "21450.60", "21 451 kr"])
def test_a_price_in_any_encoding(encoding: str, price: str) -> None:
    assert found(f"RHF-AUP er på {price} i avtalen\n".encode(encoding), "notat.txt")


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-16"])
@pytest.mark.parametrize("space", ["\u2009", "\u202f", "\u2007"])
def test_a_thin_space_in_utf_16(encoding: str, space: str) -> None:
    assert found(f"Prisen er 21{space}450,60 kroner".encode(encoding), "notat.txt")


# -- every part of a Word file --------------------------------------------------------------------------------------

W = b'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
RUN = b"<w:p><w:r><w:t>RHF-AUP 21 </w:t></w:r><w:r><w:t>450,60 NOK</w:t></w:r></w:p>"


@pytest.mark.parametrize(
    ("part", "content"),
    [
        ("word__comments_dot_xml", b"<w:comments %s><w:comment>%s</w:comment></w:comments>" % (W, RUN)),
        ("word__commentsExtended_dot_xml", b"<w:comments %s>%s</w:comments>" % (W, RUN)),
        ("word__header3_dot_xml", b"<w:hdr %s>%s</w:hdr>" % (W, RUN)),
        ("word__footer3_dot_xml", b"<w:ftr %s>%s</w:ftr>" % (W, RUN)),
        ("word__footnotes_dot_xml", b"<w:footnotes %s><w:footnote>%s</w:footnote></w:footnotes>" % (W, RUN)),
        ("word__endnotes_dot_xml", b"<w:endnotes %s><w:endnote>%s</w:endnote></w:endnotes>" % (W, RUN)),
        ("word__glossary__document_dot_xml", b"<w:document %s><w:body>%s</w:body></w:document>" % (W, RUN)),
        ("docProps__custom_dot_xml", b"<Properties><property name='p'><v>21450,60</v></property></Properties>"),
        ("docProps__app_dot_xml", b"<Properties><Company>21 450,60</Company></Properties>"),
        ("customXml__item7_dot_xml", b"<pris>21450.60</pris>"),
        ("customXml__item8_dot_xml", "<pris>21450.60</pris>".encode("utf-16")),
        ("word__afchunk_dot_html", b"<p>21 450,60</p>"),
        ("word__embeddings__ark_dot_csv", b"pris;21450,60"),
    ],
)
def test_every_part_of_a_word_file_is_searched(part: str, content: bytes) -> None:
    assert found(with_parts(saved(word()), **{part: content}), "notat.docx")


def test_a_comment_made_by_word_is_searched() -> None:
    document = word("Prisen er unntatt.")
    document.add_comment(document.paragraphs[0].runs, text="RHF-AUP 21 450,60", author="A")
    assert found(saved(document), "notat.docx")


# -- what is not read is named --------------------------------------------------------------------------------------


def encrypted_pdf() -> bytes:
    writer = PdfWriter()
    writer.add_blank_page(100, 100)
    writer.encrypt("hemmelig")
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def encrypted_zip() -> bytes:
    content = bytearray(zip_of({"pris.txt": b"21450,60"}))
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        content[content.find(mark) + at] |= 1
    return bytes(content)


UNREAD: dict[str, bytes] = {
    "a.gz": gzip.compress(b"21450,60", mtime=0),
    "a.7z": b"7z\xbc\xaf\x27\x1c" + b"\0" * 30,
    "a.rar": b"Rar!\x1a\x07\x01\x00" + b"\0" * 30,
    "a.xz": b"\xfd7zXZ\x00" + b"\0" * 30,
    "a.tar": b"a.txt".ljust(257, b"\0") + b"ustar\x0000" + b"\0" * 300,
    "a.eml": b"Received: fra x\r\nMIME-Version: 1.0\r\nSubject: pris\r\n\r\ninnhold",
    "a.rtf": rb"{\rtf1 2{\b 1}450}",
    "a.doc": b"\xd0\xcf\x11\xe0" + b"\0" * 600,
    "a.pdf": encrypted_pdf(),
    "a.emf": b"\x01\x00\x00\x00" + b"\0" * 36 + b" EMF" + b"\0" * 60,
    "a.bin": b"\x00\x01\x02\x03" * 40,
    "kryptert.zip": encrypted_zip(),
}


@pytest.mark.parametrize("name", sorted(UNREAD))
@pytest.mark.parametrize("carrier", ["zip", "docx", "zip i zip"])
def test_a_part_that_is_not_read_is_a_finding_that_blocks(name: str, carrier: str) -> None:
    packed = zip_of({name: UNREAD[name]})
    inside = {"zip": packed, "zip i zip": zip_of({"indre.zip": packed})}
    content = inside.get(carrier) or with_parts(saved(word()), **{f"word__embeddings__{name}": UNREAD[name]})
    result = searched(content, (), "fil")
    assert any(name in place for place in result.unread), result.unread
    assert {finding.severity for finding in leak_findings((), result.unread)} == {"error"}


@pytest.mark.parametrize("name", ["a.gz", "a.7z", "a.rar", "a.xz", "a.tar", "a.eml", "a.rtf", "a.emf", "a.bin"])
def test_the_same_as_a_file_of_its_own(name: str) -> None:
    assert unread_parts(UNREAD[name], name)


@pytest.mark.parametrize("name", ["a.doc", "a.pdf"])
def test_an_encrypted_file_of_its_own_is_refused(name: str) -> None:
    with pytest.raises(UserError, match="kryptert"):
        unread_parts(UNREAD[name], name)


def test_a_binary_workbook_is_unread() -> None:
    content = zip_of({"xl/workbook.bin": b"\x00\x01" * 20, "xl/worksheets/sheet1.bin": b"\x00\x01" * 20})
    assert any("sheet1.bin" in place for place in unread_parts(content, "a.xlsb"))


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("xl/printerSettings/printerSettings1.bin", b"\x00\x01" * 40),
        ("word/fonts/font1.odttf", b"\x00\x01" * 40),
        ("word/media/strek.png", b""),
    ],
)
def test_what_programs_put_in_without_words_is_no_alarm(name: str, content: bytes) -> None:
    if name.endswith(".png"):
        out = BytesIO()
        Image.new("RGB", (400, 2)).save(out, "PNG")
        content = out.getvalue()
    assert unread_parts(zip_of({name: content}), "a.zip") == ()


# -- pictures -------------------------------------------------------------------------------------------------------


def picture(text: str, kind: str = "PNG") -> bytes:
    shown = Image.new("RGB", (700, 120), "white")
    ImageDraw.Draw(shown).text((20, 30), text, fill="black", font=ImageFont.load_default(size=44))
    out = BytesIO()
    shown.save(out, kind)
    return out.getvalue()


def in_word(text: str) -> bytes:
    document = word()
    document.add_picture(BytesIO(picture(text)))
    return saved(document)


def in_pdf(text: str) -> bytes:
    out = BytesIO()
    with Image.open(BytesIO(picture(text))) as shown:
        shown.save(out, "PDF")
    return out.getvalue()


CARRIERS: dict[str, Callable[[str], bytes]] = {
    "png": picture,
    "jpg": lambda text: picture(text, "JPEG"),
    "bmp": lambda text: picture(text, "BMP"),
    "docx": in_word,
    "pdf": in_pdf,
    "zip": lambda text: zip_of({"bilde.png": picture(text)}),
}


@needs_tesseract
@pytest.mark.parametrize("kind", sorted(CARRIERS))
def test_a_price_in_a_picture_is_read(kind: str) -> None:
    assert found(CARRIERS[kind]("RHF-AUP 21 450,60 NOK"), f"fil.{kind}")


@needs_tesseract
@pytest.mark.parametrize("kind", sorted(CARRIERS))
def test_a_picture_that_was_read_is_one_to_look_at(kind: str) -> None:
    result = searched(CARRIERS[kind]("Helse Vest RHF 2097"), PRICE, f"fil.{kind}")
    assert result.leaks == ()
    assert result.unread == ()
    assert result.doubtful
    assert {one.severity for one in leak_findings((), (), result.doubtful)} == {"warning"}


@pytest.mark.parametrize("kind", sorted(CARRIERS))
def test_without_tesseract_a_picture_is_unread(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "available", lambda: False)
    assert unread_parts(CARRIERS[kind]("RHF-AUP 21 450,60 NOK"), f"fil.{kind}")


def test_a_damaged_picture_is_unread() -> None:
    assert unread_parts(zip_of({"bilde.jpg": b"\xff\xd8\xff\xe0" + b"\0" * 50}), "a.zip")


# -- formulas -------------------------------------------------------------------------------------------------------


def workbook(**cells: Any) -> bytes:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Ark"
    for place, value in cells.items():
        sheet[place] = value
    out = BytesIO()
    book.save(out)
    return out.getvalue()


@pytest.mark.parametrize(
    "cells",
    [
        {"A1": 42901.2, "B1": "=A1/2"},
        {"A1": 20000, "A2": 1450.6, "B1": "=SUM(A1:A2)"},
        {"A1": 28600.8, "B1": "=ROUND(A1*(1-25%),2)"},
        {"A1": 10725.3, "A2": "=A1", "B1": "=A2+A1"},
        {"A1": 17160.48, "B1": "=A1*1.25"},
        {"A1": "21 ", "A2": "450,60", "B1": "=A1&A2"},
        {"A1": 5, "B1": "=IF(A1>3,21450.6-0,1)"},
        {"A1": 146.4602, "B1": "=ROUND(A1^2,0)"},
    ],
)
def test_a_formula_without_a_value_is_calculated(cells: dict[str, Any]) -> None:
    result = searched(workbook(**cells), PRICE, "a.xlsx")
    assert any("celle B1 (beregnet)" in leak.place for leak in result.leaks), result
    assert result.unread == ()


@pytest.mark.parametrize(
    "formula", ["=VLOOKUP(A1,A1:B9,2)", "=A1+", "=[annen.xlsx]Ark!A1", "=1/0", "=B1", '=TEXT(A1,"0")', "=ukjent*2"]
)
def test_a_formula_that_cannot_be_calculated_is_named(formula: str) -> None:
    assert any("celle B1" in place for place in unread_parts(workbook(A1=1, B1=formula), "a.xlsx"))


def test_days_between_dates_are_counted() -> None:
    content = workbook(A1=date(2097, 1, 1), A2=date(2097, 3, 1), B1="=A2-A1")
    assert [value for _, _, value in calculated(content)] == [59.0]


def test_names_and_other_sheets_are_followed() -> None:
    from openpyxl.workbook.defined_name import DefinedName

    book = Workbook()
    first = book.active
    assert first is not None
    first.title = "Inn data"
    first["A1"], first["A2"] = 100, 7
    book.defined_names["pris"] = DefinedName("pris", attr_text="'Inn data'!$A$1")
    second = book.create_sheet("Ut")
    second["A1"] = "=pris*'Inn data'!A2-MAX(1,2)"
    out = BytesIO()
    book.save(out)
    assert list(calculated(out.getvalue())) == [("Ut", "A1", 698.0)]


@settings(deadline=None)
@given(st.text(alphabet="0123456789+-*/^&=<>(),;%A1B2:$\"'! SUMIF", max_size=30))
def test_any_formula_is_calculated_or_unknown(text: str) -> None:
    for _, _, value in calculated(workbook(A1=1, B2=f"={text}")):
        assert value is None or isinstance(value, float | int | str | bool)


@settings(deadline=None)
@given(one=st.integers(-1000, 1000), two=st.integers(1, 1000), three=st.integers(1, 9), sign=st.sampled_from("+-*/"))
def test_arithmetic_is_as_in_a_spreadsheet(one: int, two: int, three: int, sign: str) -> None:
    ((_, _, value),) = calculated(workbook(A1=one, B1=f"=A1{sign}{two}*{three}+1"))
    expected = {"+": one + two * three, "-": one - two * three, "*": one * two * three, "/": one / two * three}[sign]
    assert value == pytest.approx(expected + 1)


# -- page trees -----------------------------------------------------------------------------------------------------

CATALOG = b"<< /Type /Catalog /Pages 2 0 R >>"
FONT = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"


def page(contents: int) -> bytes:
    return (
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 200] /Contents %d 0 R"
        b" /Resources << /Font << /F1 6 0 R >> >> >>" % contents
    )


def text(words: bytes) -> bytes:
    content = b"BT /F1 12 Tf 20 100 Td (%s) Tj ET" % words
    return b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content)


def pdf(*objects: bytes) -> bytes:
    out, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    end = b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, len(out))
    return out + b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1) + table + end


def pages(kids: bytes, count: int) -> bytes:
    return b"<< /Type /Pages /Kids [%s] /Count %d >>" % (kids, count)


ONE, TWO = text(b"Side en"), text(b"Side to")
BAD_TREES = {
    "itself": pdf(CATALOG, pages(b"3 0 R 2 0 R", 2), page(5), b"null", ONE, FONT),
    "itself first": pdf(CATALOG, pages(b"2 0 R 3 0 R", 2), page(5), b"null", ONE, FONT),
    "two nodes": pdf(CATALOG, pages(b"3 0 R 4 0 R", 2), page(5), pages(b"7 0 R", 1), ONE, FONT, pages(b"4 0 R", 1)),
    "count too low": pdf(CATALOG, pages(b"3 0 R 4 0 R", 1), page(5), page(7), ONE, FONT, TWO),
    "count too high": pdf(CATALOG, pages(b"3 0 R 4 0 R", 5), page(5), page(7), ONE, FONT, TWO),
    "missing branch": pdf(CATALOG, pages(b"3 0 R 99 0 R", 2), page(5), b"null", ONE, FONT),
    "empty branch": pdf(CATALOG, pages(b"3 0 R 4 0 R", 2), page(5), b"null", ONE, FONT),
}


@pytest.mark.parametrize("name", sorted(BAD_TREES))
def test_a_page_tree_with_a_fault_is_said(name: str) -> None:
    assert any("sidetre" in place for place in unread_parts(BAD_TREES[name], "a.pdf"))
    assert any("sidetre" in warning for warning in read_bytes(BAD_TREES[name], "a.pdf").warnings)


@pytest.mark.parametrize(
    "content",
    [
        pdf(CATALOG, pages(b"3 0 R 4 0 R", 2), page(5), page(7), ONE, FONT, TWO),
        pdf(CATALOG, pages(b"3 0 R 3 0 R", 2), page(5), b"null", ONE, FONT),
    ],
)
def test_a_sound_page_tree_is_no_alarm(content: bytes) -> None:
    assert page_tree_fault(content, 2) == ""
    assert unread_parts(content, "a.pdf") == ()


# -- no leaks -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("secret", "words"),
    [
        ("21450", "121450"),
        ("21450", "214509"),
        ("21450", "1 214 509"),
        ("21450", "321 450,60 NOK"),
        ("21450", "0,21450123"),
        ("21450", "Saksnr. 2024/21450"),
        ("21450", "Vår ref.: 24/21450-3"),
        ("214506", "varenummer 214506"),
        ("214506", "Varenr. 214506, 1 sett"),
        ("214506", "tlf. 21 45 06 00"),
        ("21450600", "Telefon: 21450600"),
        ("214506", "+47 21 45 06 00"),
        ("921450601", "org.nr. 921 450 601"),
        ("214506", "konto 1214.50.60123"),
    ],
)
def test_a_longer_number_or_the_name_of_a_thing_is_no_leak(secret: str, words: str) -> None:
    assert find_leaks(f"Se {words} i saken.".encode(), [Secret("s", Decimal(secret), "A")]) == ()


@pytest.mark.parametrize(
    ("secret", "words"),
    [
        ("214506", "varenummer 099001 har prisen 214 506"),
        ("214506", "varenummer 214506 kr"),
        ("21450.60", "Varenr. 21450,60"),
        ("21450.60", "tlf. 21 450,60 NOK"),
        ("214506", "214506 NOK, varenummer 099001"),
        ("21450", "sak: prisen er 21450"),
    ],
)
def test_the_word_of_a_thing_hides_no_price(secret: str, words: str) -> None:
    assert find_leaks(f"Se {words} i saken.".encode(), [Secret("s", Decimal(secret), "A")])


@settings(deadline=None)
@given(value=st.integers(10_000, 99_999), digit=st.integers(1, 9), front=st.booleans())
def test_no_price_inside_a_longer_number(value: int, digit: int, front: bool) -> None:
    words = f"{digit}{value}" if front else f"{value}{digit}"
    assert find_leaks(f"Tallet er {words} her".encode(), [Secret("s", Decimal(value), "A")]) == ()
