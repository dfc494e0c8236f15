"""What nobody sees on a PDF page is no source, however it is hidden; what is seen is read, however it is drawn."""

from __future__ import annotations

import pytest

from corpus.documents import Document
from corpus.reading.read import parse
from tests.documents.raw_pdf import raw_pdf, written

SEEN = written("Det er om lag 40 pasienter i Norge.")
SECRET = "Det er 999 syke."
GRAPHICS = (
    "/ExtGState<</Thin<</ca 0>>/Faint<</ca 0.02>>/Half<</ca 0.6>>/Mask<</SMask<</Type/Mask/S/Alpha/G 12 0 R>>>>>>"
    "/XObject<</Pic 10 0 R/Form 11 0 R/Blank 13 0 R>>/Properties<</Layer 14 0 R>>"
)
PICTURE = (
    "<</Type/XObject/Subtype/Image/Width 2/Height 2/ColorSpace/DeviceGray/BitsPerComponent 8>>stream\x20\x60\x60\x20"
)
FORM = "<</Type/XObject/Subtype/Form/BBox[0 0 595 842]/Resources<</Font<</F 5 0 R>>>>>>stream"
EMPTY = "<</Type/XObject/Subtype/Form/BBox[0 0 595 842]/Group<</S/Transparency/CS/DeviceGray>>>>stream "
LAYER = "<</Type/OCG/Name(skjult)>>"
HIDDEN_LAYER = "/OCProperties<</OCGs[14 0 R]/D<</OFF[14 0 R]/Order[14 0 R]>>>>"


def read(content: str, *, inside: str = " ", page: str = "", catalog: str = "") -> Document:
    objects = (PICTURE, FORM + inside, EMPTY, EMPTY, LAYER)
    return parse(raw_pdf(content, resources=GRAPHICS, page=page, catalog=catalog, objects=objects), "r.pdf", ocr=False)


def hidden(before: str, **more: float) -> str:
    return written(SECRET, 70, 600, before=before, **more)


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(hidden("1 g"), id="white on white"),
        pytest.param(hidden("1 1 1 rg"), id="white in three colours"),
        pytest.param(hidden("0 0 0 0 k"), id="white in four colours"),
        pytest.param(hidden("0.98 g"), id="nearly white"),
        pytest.param("0 0 0.5 rg 60 590 300 30 re f\n" + hidden("0 0 0.5 rg"), id="blue on blue"),
        pytest.param("0.5 g 60 590 300 30 re f\n" + hidden("0.5 g"), id="grey on grey"),
        pytest.param("0 g 60 590 300 30 re f 1 g 60 590 300 30 re f\n" + hidden("1 g"), id="white on white on black"),
        pytest.param(hidden("3 Tr"), id="invisible type"),
        pytest.param(hidden("7 Tr"), id="only a clipping path"),
        pytest.param(hidden("/Thin gs"), id="wholly see-through"),
        pytest.param(hidden("/Faint gs"), id="nearly see-through"),
        pytest.param(hidden("/Mask gs"), id="masked away"),
        pytest.param(hidden("10 10 20 20 re W n"), id="clipped away"),
        pytest.param(hidden("300 590 m 310 590 l 305 620 l h W n"), id="clipped by a triangle elsewhere"),
        pytest.param(hidden("70 700 100 20 re W n 70 500 100 20 re W n"), id="clipped by two boxes"),
        pytest.param(hidden("1 Tr 1 G"), id="white outline"),
        pytest.param(written(SECRET, -400, 600), id="left of the page"),
        pytest.param(written(SECRET, 70, 900), id="above the page"),
        pytest.param(written(SECRET, 700, 600), id="right of the page"),
        pytest.param(hidden("", size=0.5), id="tiny"),
        pytest.param(hidden("0.02 0 0 0.02 65 590 cm"), id="tiny by its matrix"),
        pytest.param(hidden("") + "q 1 g 60 590 300 30 re f Q", id="under a white box"),
        pytest.param(hidden("") + "q 0.3 g 60 590 300 30 re f Q", id="under a grey box"),
        pytest.param(hidden("1 g") + "q 0 g 60 590 300 30 re f Q", id="light text under a black box"),
        pytest.param(hidden("") + "q 300 0 0 60 60 570 cm /Pic Do Q", id="under a picture"),
        pytest.param(hidden("3 Tr") + "q 300 0 0 60 60 570 cm /Pic Do Q", id="invisible under a small picture"),
        pytest.param("/OC /Layer BDC " + hidden("") + "EMC", id="in a layer that is switched off"),
    ],
)
def test_what_nobody_sees_is_no_source(content: str) -> None:
    document = read(SEEN + content, catalog=HIDDEN_LAYER if "/OC" in content else "")
    assert document.pages[0].text == "Det er om lag 40 pasienter i Norge."
    (warning,) = document.warnings
    assert warning.startswith("Side 1 har ")
    assert "ikke vises" in warning


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(hidden(""), id="plain"),
        pytest.param("0 g 60 590 300 30 re f\n" + hidden("1 g"), id="white on black"),
        pytest.param("0 0 0.5 rg 60 590 300 30 re f\n" + hidden("1 g"), id="white on blue"),
        pytest.param("q 300 0 0 60 60 570 cm /Pic Do Q " + hidden("1 g"), id="white on a picture"),
        pytest.param(hidden("0.6 g"), id="grey"),
        pytest.param(hidden("0.8 g"), id="light grey"),
        pytest.param(hidden("/Half gs"), id="half see-through"),
        pytest.param(hidden("0 0 595 842 re W n"), id="clipped by the page"),
        pytest.param(hidden("60 590 300 30 re W n"), id="clipped around it"),
        pytest.param(hidden("1 Tr"), id="outlined"),
        pytest.param(hidden("2 Tr 1 g"), id="white with a black outline"),
        pytest.param("q 0.9 g 60 590 300 30 re f Q " + hidden(""), id="on a grey box"),
        pytest.param("/OC /Layer BDC " + hidden("") + "EMC", id="in a layer that is switched on"),
        pytest.param("/Form Do", id="in a drawing of its own"),
    ],
)
def test_what_is_seen_is_read(content: str) -> None:
    document = read(SEEN + content, inside=hidden(""))
    assert SECRET in document.pages[0].text


def test_hidden_text_in_a_drawing_of_its_own() -> None:
    document = read(SEEN + "/Form Do", inside=hidden("1 g"))
    assert document.pages[0].text == "Det er om lag 40 pasienter i Norge."


def test_half_hidden_figures_are_read_as_they_are_seen() -> None:
    """«401» with a white 1 is 40 to everyone who reads it."""
    content = "BT /F 11 Tf 1 0 0 1 70 600 Tm (Det er 40) Tj 1 g (1) Tj 0 g ( syke.) Tj ET"
    document = read(SEEN + content)
    assert "Det er 40 syke." in document.pages[0].text


def test_a_figure_under_a_note_laid_over_the_page_is_unseen() -> None:
    square = "/Annots[<</Type/Annot/Subtype/Square/Rect[60 590 400 620]/F 4/IC[0 0 0]/C[0 0 0]/AP<</N 15 0 R>>>>]"
    black = "<</Type/XObject/Subtype/Form/BBox[60 590 400 620]>>stream0 g 60 590 340 30 re f"
    objects = (PICTURE, FORM + " ", EMPTY, EMPTY, LAYER, black)
    data = raw_pdf(SEEN + hidden(""), resources=GRAPHICS, page=square, objects=objects)
    document = parse(data, "r.pdf", ocr=False)
    assert "999" not in document.pages[0].text


def test_recognised_text_over_a_scanned_page_is_kept() -> None:
    document = read("q 595 0 0 842 0 0 cm /Pic Do Q " + hidden("3 Tr"))
    assert document.pages[0].text == SECRET
    assert not document.warnings


@pytest.mark.parametrize(
    ("note", "said"),
    [
        ("<</Subtype/FreeText/Rect[60 590 400 620]/F 4/Contents(999 syke)>>", "1 merknader eller tekstbokser"),
        ("<</Subtype/Text/Rect[60 590 80 620]/F 4/Contents(999 syke)>>", "1 merknader eller tekstbokser"),
        ("<</Subtype/Stamp/Rect[60 590 80 620]/F 4/Contents(999 syke)>>", "1 merknader eller tekstbokser"),
        ("<</Subtype/Widget/FT/Tx/T(a)/V(999 syke)/Rect[60 590 80 620]/F 4>>", "1 utfylte skjemafelt"),
        ("<</Subtype/Link/Rect[60 590 80 620]/F 4/Contents(999 syke)>>", ""),
        ("<</Subtype/Text/Rect[60 590 80 620]/F 2/Contents(999 syke)>>", ""),
        ("<</Subtype/Widget/FT/Tx/T(a)/Rect[60 590 80 620]/F 4>>", ""),
    ],
)
def test_what_is_laid_over_the_page_is_named(note: str, said: str) -> None:
    document = read(SEEN, page="/Annots[15 0 R]")
    objects = (PICTURE, FORM + " ", EMPTY, EMPTY, LAYER, note.replace("<<", "<</Type/Annot", 1))
    catalog = "/AcroForm<</Fields[15 0 R]>>" if "Widget" in note else ""
    data = raw_pdf(SEEN, resources=GRAPHICS, page="/Annots[15 0 R]", catalog=catalog, objects=objects)
    document = parse(data, "r.pdf", ocr=False)
    assert document.pages[0].text == "Det er om lag 40 pasienter i Norge."
    assert [said in warning for warning in document.warnings] == [True] * bool(said)


@pytest.mark.parametrize(
    ("content", "whole"),
    [
        ("(om lag 40) Tj 4 Ts /F 7 Tf (1) Tj 0 Ts /F 11 Tf ( pasienter) Tj", "om lag 40[^1] pasienter"),
        ("(om lag 40) Tj 4 Ts /F 7 Tf (12) Tj 0 Ts /F 11 Tf ( pasienter) Tj", "om lag 40[^12] pasienter"),
        ("(900 065) Tj 4 Ts /F 7 Tf (2) Tj 0 Ts /F 11 Tf ( NOK) Tj", "900 065[^2] NOK"),
        ("(14,52) Tj 4 Ts /F 7 Tf (1) Tj 0 Ts /F 11 Tf ( QALY) Tj", "14,52[^1] QALY"),
        ("(5 x 10) Tj 4 Ts /F 7 Tf (9) Tj 0 Ts /F 11 Tf ( celler) Tj", "5 x 10^9 celler"),
        ("(om lag 401 pasienter) Tj", "om lag 401 pasienter"),
        ("(om lag 40) Tj /F 7 Tf (1) Tj /F 11 Tf ( pasienter) Tj", "om lag 401 pasienter"),
    ],
)
def test_a_raised_digit_is_never_part_of_a_figure(content: str, whole: str) -> None:
    assert read(f"BT /F 11 Tf 1 0 0 1 70 700 Tm {content} ET").pages[0].text == whole
