"""What is special in PDFs: ligatures, soft hyphens, raised digits, narrow spaces, turned pages, black boxes, damage."""

from __future__ import annotations

import io
import re
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest
import typst
from pypdf import PdfReader, PdfWriter
from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject

from corpus.bokmal.unreadable import damage
from corpus.documents import Document
from corpus.reading.read import parse

SETUP = '#set page(paper: "a4")\n#set text(font: "Liberation Sans", size: 11pt, lang: "nb")\n'


def drawn(source: str) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "main.typ"
        path.write_text(SETUP + source, encoding="utf-8")
        return bytes(typst.compile(str(path)))


def read(source: str) -> Document:
    return parse(drawn(source), "rapport.pdf", ocr=False)


@pytest.mark.parametrize("font", ["Liberation Sans", "Libertinus Serif", "New Computer Modern", "DejaVu Sans"])
def test_ligatures(font: str) -> None:
    assert "effekt fiffig flott affære" in read(f'#set text(font: "{font}")\neffekt fiffig flott affære').pages[0].text


def test_soft_hyphen() -> None:
    assert "legemiddelkostnad" in read("En legemiddel\u00adkostnad.").pages[0].text


@pytest.mark.parametrize("font", ["Liberation Sans", "Libertinus Serif"])
def test_footnote_mark_is_not_glued(font: str) -> None:
    text = (
        read(f'#set text(font: "{font}")\nFørste behandlingssyklus#footnote[Syklusen er 28 dager.] og resten.')
        .pages[0]
        .text
    )
    assert text == "Første behandlingssyklus[^1] og resten.\n\n[^1]: Syklusen er 28 dager."


def test_raised_unit_is_no_footnote() -> None:
    assert read("Kroppsoverflate 0,5 m#super[2] hos barn.").pages[0].text == "Kroppsoverflate 0,5 m2 hos barn."


@pytest.mark.parametrize("space", ["\u00a0", "\u202f", "\u2009"])
def test_spaces_in_numbers(space: str) -> None:
    assert "43 028 738 NOK" in read(f"Prisen er 43{space}028{space}738 NOK i 2025.").pages[0].text


def test_years_and_ids_get_no_spaces() -> None:
    assert "ID2099_001 fra 2025, varenummer 099001" in read("ID2099\\_001 fra 2025, varenummer 099001").pages[0].text


@pytest.mark.parametrize("degrees", [90, 180, 270])
def test_turned_pages(degrees: int) -> None:
    """A page whose content is turned one way and shown turned back reads as before."""
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(drawn("= Overskrift\nEn setning med flere ord."))))
    writer.pages[0].rotate(360 - degrees)
    writer.pages[0].transfer_rotation_to_content()
    writer.pages[0].rotate(degrees)
    stream = io.BytesIO()
    writer.write(stream)
    document = parse(stream.getvalue(), "rapport.pdf", ocr=False)
    assert document.pages[0].text == "Overskrift\n\nEn setning med flere ord."


def test_text_turned_on_an_upright_page_is_said() -> None:
    document = read("Vanlig tekst.\n#rotate(90deg, reflow: true)[Dreid tekst]")
    assert document.pages[0].text == "Vanlig tekst."
    assert any("dreid" in warning for warning in document.warnings)


def test_text_under_a_black_box_is_left_out_and_said() -> None:
    document = read(
        "#let pris = [21 450,60 NOK]\n"
        "Avtalt pris er #context box[#place(box(fill: black, width: measure(pris).width, height: 0.9em))#pris] "
        "per pakning i året, og den er hemmelig."
    )
    page = document.pages[0]
    assert "21 450" not in page.text
    assert "Avtalt pris er per pakning" in page.text
    (gap,) = page.gaps
    assert (gap.kind, gap.before, gap.after) == ("box", "er", "per")
    assert page.text[gap.at - 2 : gap.at] == "er"
    assert any("svart felt" in warning for warning in document.warnings)


def test_white_text_on_a_dark_header_is_text() -> None:
    document = read(
        "#table(columns: 2, fill: (x, y) => if y == 0 { rgb(0, 30, 90) }, text(fill: white)[Pakning], text(fill: "
        "white)[Pris], [A], [1 200])"
    )
    assert document.tables[0].rows == (("Pakning", "Pris"), ("A", "1 200"))


def test_hole_of_white_space() -> None:
    (gap,) = read("Effekten varer i om lag #h(3cm) før pasienten må starte igjen med behandling.").pages[0].gaps
    assert (gap.kind, gap.before, gap.after) == ("space", "lag", "før")


def test_ordinary_prose_has_no_holes() -> None:
    source = "#set par(justify: true)\n" + "Behandlingen av sykdommen følger nasjonale faglige retningslinjer. " * 40
    assert not read(source).pages[0].gaps


def test_metadata_and_attachments() -> None:
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(drawn('#set document(title: "Rapport")\nTekst'))))
    writer.add_attachment("pris.xlsx", b"x")
    stream = io.BytesIO()
    writer.write(stream)
    document = parse(stream.getvalue(), "rapport.pdf", ocr=False)
    assert document.metadata["Title"] == "Rapport"
    assert document.metadata["attachments"] == "pris.xlsx"
    assert any("pris.xlsx" in warning for warning in document.warnings)


def with_map(source: str, change: Callable[[str], str]) -> bytes:
    """The PDF with its fonts' maps from glyphs to letters changed: what is seen stays as it was."""
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(drawn(source))))
    for kept in list(writer._objects):
        font = kept.get_object() if kept else None
        if isinstance(font, DictionaryObject) and "/ToUnicode" in font:
            stream = DecodedStreamObject()
            stream.set_data(change(font["/ToUnicode"].get_object().get_data().decode()).encode())
            font[NameObject("/ToUnicode")] = writer._add_object(stream)
    made = io.BytesIO()
    writer.write(made)
    return made.getvalue()


def mapped(letter: str, to: str) -> Callable[[str], str]:
    """Changes what the glyph of `letter` is said to be, in hexadecimal."""
    return lambda text: text.replace(f"<{ord(letter):04X}>", f"<{to}>")


def test_damaged_text_is_known() -> None:
    assert damage("helt vanlig tekst") == 0
    assert damage("\ufffd\ufffda\ufffd") > 0.5


def test_damaged_text_is_read_by_the_second_reader() -> None:
    """Of a map that says «30» for «0030», pdfium makes a control character, and pypdf the right digit."""
    data = with_map("Maks-AUP er 279 000 NOK og 21 450,60 NOK.", mapped("0", "30"))
    document = parse(data, "rapport.pdf", ocr=False)
    assert document.pages[0].text == "Maks-AUP er 279 000 NOK og 21 450,60 NOK."
    assert any("på en annen måte" in warning for warning in document.warnings)


@pytest.mark.parametrize("to", ["0010", "0000", "FFFD", "0002", "001F", "007F"])
def test_a_digit_without_meaning_is_never_left_out_of_a_number(to: str) -> None:
    prose = "Behandlingen av sykdommen følger nasjonale faglige retningslinjer. " * 5
    document = parse(with_map(f"{prose}\n\nMaks-AUP er 279 140 NOK.", mapped("7", to)), "rapport.pdf", ocr=False)
    assert re.search("2 ?\ufffd ?9 140", document.pages[0].text)
    assert any("ikke sier hva er" in warning for warning in document.warnings)


def test_text_of_no_meaning_at_all_is_said() -> None:
    document = parse(with_map("Maks-AUP er 279 140 NOK.", lambda text: ""), "rapport.pdf", ocr=False)
    assert any("ikke stoles på" in warning for warning in document.warnings)
    assert not re.search(r"\d", document.pages[0].text)


@pytest.mark.ocr
def test_text_of_no_meaning_is_read_from_the_picture() -> None:
    document = parse(with_map("Maks-AUP er 279 140 NOK.", lambda text: ""), "rapport.pdf")
    assert document.pages[0].ocr
    assert "279 140 NOK" in document.pages[0].text
    assert any("hvert tall må kontrolleres" in warning for warning in document.warnings)


def test_a_letter_outside_the_first_plane_is_one_letter() -> None:
    data = with_map("Maks-AUP er 100 NOK.", mapped("M", "D835DC00"))
    text = parse(data, "rapport.pdf", ocr=False).pages[0].text
    assert text == "\U0001d400aks-AUP er 100 NOK."
    assert text.encode()
