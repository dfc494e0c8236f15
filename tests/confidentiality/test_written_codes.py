"""Secrets in another notation, in names and addresses, and in bytes that a file's format has no place for."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from decimal import Decimal
from io import BytesIO

import pypdf
import pytest
from docx import Document
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from drafting.confidentiality.leaks.leaks import Searched, searched
from drafting.confidentiality.leaks.number_forms import Secret
from drafting.confidentiality.opened.written_codes import _roman, plain_notation

SECRETS = (Secret("price.x.rhf_aup", Decimal("21450.60"), "A"),)
HERE = "RHF-AUP 21450,60 NOK"
NOISE = bytes(range(1, 200))


def look(data: bytes, name: str) -> Searched:
    return searched(data, SECRETS, name)


def word(text: str = "", parts: dict[str, Callable[[bytes], bytes]] | None = None) -> bytes:
    document = Document()
    document.add_paragraph(text or "Prisene er unntatt offentlighet.")
    made = BytesIO()
    document.save(made)
    if not parts:
        return made.getvalue()
    out = BytesIO()
    with zipfile.ZipFile(made) as read, zipfile.ZipFile(out, "w") as written:
        for entry in read.infolist():
            content = read.read(entry)
            written.writestr(entry, parts[entry.filename](content) if entry.filename in parts else content)
        for name in parts.keys() - set(read.namelist()):
            written.writestr(name, parts[name](b""))
    return out.getvalue()


def pdf(change: Callable[[pypdf.PdfWriter], object] = lambda writer: None) -> bytes:
    writer = pypdf.PdfWriter()
    writer.add_blank_page(200, 200)
    change(writer)
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def png() -> bytes:
    out = BytesIO()
    Image.new("RGB", (10, 10)).save(out, "PNG")
    return out.getvalue()


@pytest.mark.parametrize(
    "text",
    [
        "Prisen er XXI CDL kroner",
        "Pris: MMMMMMMMMMMMMMMMMMMMMCDL kroner",
        "Pris: X\u0305X\u0305MCDL kroner",
        "RHF-AUP er ↂↂↀCDL NOK",
        "RHF-AUP er XXI tusen NOK",
        "RHF-AUP: 0x53CA NOK",
        "RHF-AUP er 53CA (heksadesimalt) NOK",
        "RHF-AUP er heks 53CA NOK",
        "RHF-AUP er &H53CA NOK",
        "RHF-AUP er 0b101001111001010 NOK",
        "RHF-AUP er 0o51712 NOK",
        "Se https://x.no/pris/21450/60",
        "Se https://x.no/21/450/60",
        "Se https://x.no/?a=21&b=450&c=60",
        "Se https://x.no/?p=2145060",
        "Se https://x.no/#p21450",
        "Se https://x.no/?p=53CA",
        "Se https://x.no/?p=MjE0NTAuNjA",
        "Se x.no/pris21450.pdf",
        "Skriv til mailto:a@b.no?subject=21450,60",
    ],
)
def test_another_notation_is_read(text: str) -> None:
    assert look(text.encode(), "n.txt").leaks
    assert look(word(text), "n.docx").leaks


def at_body(xml: str) -> dict[str, Callable[[bytes], bytes]]:
    return {"word/document.xml": lambda content: content.replace(b"<w:body>", b"<w:body>" + xml.encode())}


def in_settings(xml: str) -> dict[str, Callable[[bytes], bytes]]:
    return {"word/settings.xml": lambda content: content.replace(b"</w:settings>", xml.encode() + b"</w:settings>")}


@pytest.mark.parametrize(
    "parts",
    [
        at_body('<w:bookmarkStart w:id="1" w:name="p21450_60"/><w:bookmarkEnd w:id="1"/>'),
        at_body('<w:bookmarkStart w:id="1" w:name="pris21450"/><w:bookmarkEnd w:id="1"/>'),
        at_body('<w:bookmarkStart w:id="1" w:name="_Ref2145060"/><w:bookmarkEnd w:id="1"/>'),
        {"docProps/custom.xml": lambda _: b'<Properties><property name="pris21450"><a>1</a></property></Properties>'},
        {"docProps/custom.xml": lambda _: b'<Properties><property name="p"><b>21450.60</b></property></Properties>'},
        {"docProps/custom.xml": lambda _: b'<Properties><property name="p"><i4>2145060</i4></property></Properties>'},
        in_settings('<w:docVars><w:docVar w:name="p" w:val="21450.60"/></w:docVars>'),
        in_settings('<w:docVars><w:docVar w:name="p" w:val="2145060"/></w:docVars>'),
        in_settings('<w:docVars><w:docVar w:name="p21450" w:val="x"/></w:docVars>'),
    ],
)
def test_names_variables_and_properties_are_read(parts: dict[str, Callable[[bytes], bytes]]) -> None:
    assert look(word(parts=parts), "n.docx").leaks


@pytest.mark.parametrize("name", ["oleObject1.bin", "oleObject2.bin", "Microsoft_Word_97.doc"])
def test_an_embedded_object_is_read_or_named(name: str) -> None:
    start = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600
    assert look(word(parts={f"word/embeddings/{name}": lambda _: start + HERE.encode("utf-16-le")}), "n.docx").leaks
    assert look(word(parts={f"word/embeddings/{name}": lambda _: start + NOISE}), "n.docx").unread


FILES: list[tuple[str, Callable[[], bytes]]] = [("n.docx", word), ("n.pdf", pdf), ("n.png", png)]


@pytest.mark.parametrize(("name", "made"), FILES)
def test_what_hangs_on_a_file_is_read_or_named(name: str, made: Callable[[], bytes]) -> None:
    data = made()
    assert not look(data, name).leaks
    assert not look(data, name).unread
    assert look(data + b"\n" + HERE.encode(), name).leaks
    assert look(data + b"\n" + HERE.encode("utf-16"), name).leaks
    assert look(data + NOISE, name).unread
    assert look(data + b"\x1f\x8b\x08" + NOISE, name).unread
    assert not look(data + b"\r\n\0\0", name).unread


def test_a_zip_file_may_hold_what_its_list_does_not_name() -> None:
    data = word()
    with zipfile.ZipFile(BytesIO(data)) as archive:
        start = archive.start_dir
    hidden = HERE.encode()
    # The list moves by what is put before it, and the end of it says where it starts.
    end = data.rfind(b"PK\x05\x06")
    moved = (start + len(hidden)).to_bytes(4, "little")
    changed = data[:start] + hidden + data[start:end] + data[end : end + 16] + moved + data[end + 20 :]
    assert look(changed, "n.docx").leaks


@pytest.mark.parametrize("hidden", [f"% {HERE}", f"%{HERE} %", f"({HERE})"])
def test_comments_in_a_pdfs_code_are_read(hidden: str) -> None:
    data = pdf()
    at = data.rfind(b"startxref")
    assert look(data[:at] + hidden.encode() + b"\n" + data[at:], "n.pdf").leaks
    assert look(hidden.encode() + b"\n" + data, "n.pdf").leaks


def test_names_in_a_pdf_are_read() -> None:
    assert look(pdf(lambda writer: writer.add_named_destination("pris21450_60", 0)), "n.pdf").leaks
    assert look(pdf(lambda writer: writer.add_metadata({"/Pris21450": "x"})), "n.pdf").leaks


@pytest.mark.parametrize(
    "text",
    [
        "Faktor IX og faktor XI, CD19 og IL-17 i fase III.",
        "MMR, CD og DM er forkortelser; DCCXII er et årstall.",
        "Se https://www.nyemetoder.no/metoder/id2021_047/ og https://x.no/2025/05/14.",
        "Fargen er #00507A, og filen heter note_2025-05-14.docx.",
        "Se {00A53F21-53CB-4C1A-9D0E-0123456789AB}.",
    ],
)
def test_ordinary_names_and_addresses_tell_nothing(text: str) -> None:
    assert not look(text.encode(), "n.txt").leaks


@given(st.integers(2, 3999))
def test_roman_numbers_are_read_as_they_are_written(value: int) -> None:
    told = "".join(
        signs[int(digit)]
        for signs, digit in zip(
            (
                ("", "M", "MM", "MMM"),
                ("", "C", "CC", "CCC", "CD", "D", "DC", "DCC", "DCCC", "CM"),
                ("", "X", "XX", "XXX", "XL", "L", "LX", "LXX", "LXXX", "XC"),
                ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX"),
            ),
            f"{value:04d}",
            strict=True,
        )
    )
    assert _roman(told) == value
    if len(told) > 1:
        assert list(plain_notation(f"er {told} kroner")) == [f"er {value} kroner"]
