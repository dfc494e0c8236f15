"""The PDF: standards, tags, language, the draft's mark, what it may not hold, and text that tries to break it."""

from __future__ import annotations

import hashlib
import io
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pypdf
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from drafting.export.pdf import pdf_bytes, printable
from drafting.note.note import FilledSection, Span
from export.filled_notes import MARKING, full_of, note, paragraph, section, table, value, whole_note


def opened(data: bytes) -> pypdf.PdfReader:
    return pypdf.PdfReader(io.BytesIO(data))


def pages(data: bytes) -> list[str]:
    return [page.extract_text().replace("\u00a0", " ") for page in opened(data).pages]


def tags(node: Any) -> Iterator[str]:
    found = node.get_object()
    for item in [child.get_object() for child in (found if isinstance(found, list) else [found])]:
        if isinstance(item, dict):
            if "/S" in item:
                yield item["/S"]
            if "/K" in item:
                yield from tags(item["/K"])


def objects(data: bytes) -> Iterator[dict[str, Any]]:
    reader = opened(data)
    for number in range(1, int(reader.trailer["/Size"])):
        found = pypdf.generic.IndirectObject(number, 0, reader).get_object()
        if isinstance(found, dict):
            yield found


@pytest.mark.parametrize("audience", ["internal", "public"])
def test_is_archival_tagged_and_in_bokmal(audience: Any) -> None:
    reader = opened(pdf_bytes(whole_note(audience)))
    about = reader.root_object["/Metadata"].get_object().get_data().decode()
    assert "<pdfaid:part>2</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance>" in about
    assert "<pdfuaid:part>1</pdfuaid:part>" in about
    assert reader.root_object["/Lang"] == "nb-NO"
    assert reader.root_object["/MarkInfo"]["/Marked"]
    assert reader.root_object["/ViewerPreferences"]["/DisplayDocTitle"]
    found = set(tags(reader.root_object["/StructTreeRoot"]["/K"]))
    assert {"/H1", "/H2", "/H3", "/P", "/L", "/LI", "/Table", "/THead", "/TH", "/TD", "/BlockQuote", "/Note"} <= found


def test_every_page_has_the_mark_the_marking_and_its_number() -> None:
    long = paragraph(*["Legemiddelkostnaden er oppdiktet. "] * 400)
    filled = whole_note()
    texts = pages(pdf_bytes(type(filled)(**{**fields(filled), "sections": (section(long), *filled.sections)})))
    assert len(texts) >= 4
    for number, text in enumerate(texts, start=1):
        assert "UTKAST" in text
        assert MARKING in text
        assert f"Side {number} av {len(texts)}" in text


def fields(filled: Any) -> dict[str, Any]:
    return {name: getattr(filled, name) for name in filled.__slots__}


def test_a_final_public_note_has_no_mark() -> None:
    texts = pages(pdf_bytes(whole_note("public", draft=False)))
    assert not any("UTKAST" in text or "Unntatt offentlighet, jf" in text for text in texts)


def test_says_what_the_note_says() -> None:
    internal, public = (" ".join(pages(pdf_bytes(whole_note(audience)))) for audience in ("internal", "public"))
    for text in (
        "ID2099_001: Eksempelmab",
        "Godkjent indikasjon:",
        "12 345,60 NOK",
        "Fagrådgiver",
        "Rapporten finnes ikke.",
    ):
        assert text in internal
        assert text in public
    assert "8 123,40 NOK" in internal
    assert "97 480,80 NOKA+B" in internal
    assert public.count("[unntatt offentlighet]") == 2
    assert "[mangler: metodevurderingens omtale av alvorlighet]" in public


def test_the_process_stands_alone_on_the_last_page_after_the_signatures() -> None:
    *_, before, last = pages(pdf_bytes(whole_note()))
    assert "Fagsjef" in before
    assert "Prosess" in last
    assert "Fagsjef" not in last


def test_same_note_same_bytes_and_dates_from_the_note() -> None:
    data = pdf_bytes(whole_note())
    assert data == pdf_bytes(whole_note())
    assert opened(data).metadata["/CreationDate"] == "D:20250514000000Z"


def test_same_bytes_in_another_process_without_fonts_or_home() -> None:
    program = (
        "import hashlib; from export.filled_notes import whole_note; from drafting.export.pdf import pdf_bytes;"
        "print(hashlib.sha256(pdf_bytes(whole_note('public'))).hexdigest())"
    )
    tests = Path(__file__).parents[1]
    bare = {
        "PYTHONPATH": f"{tests}:{tests.parent}",
        "HOME": "/nonexistent",
        "FONTCONFIG_FILE": "/nonexistent",
        "TZ": "Asia/Tokyo",
    }
    run = subprocess.run([sys.executable, "-c", program], env=bare, capture_output=True, text=True, check=True)
    assert run.stdout.strip() == hashlib.sha256(pdf_bytes(whole_note("public"))).hexdigest()


def test_public_bytes_are_the_same_whatever_the_secrets() -> None:
    """Nothing of a secret is left: no glyph in a font subset, no width, no length."""
    assert pdf_bytes(whole_note("public")) == pdf_bytes(
        whole_note("public", price="1,00 NOK", cost="987 654 321,00 NOK")
    )
    told = [
        note(section(paragraph("Pris: ", Span(text, value=True, owner=owner, hidden=True))))
        for text, owner in (("21 450,60 NOK", "Firma Å"), ("", ""))
    ]
    assert pdf_bytes(told[0]) == pdf_bytes(told[1])


def test_a_public_note_with_an_owned_value_is_not_printed() -> None:
    with pytest.raises(ValueError, match="owner"):
        pdf_bytes(note(section(paragraph("Pris: ", value("8 123,40 NOK", "Firma A")))))


def test_public_file_holds_nothing_beside_its_text() -> None:
    data = pdf_bytes(whole_note("public"))
    assert data.count(b"%%EOF") == 1
    forbidden = {
        "/EmbeddedFiles",
        "/EmbeddedFile",
        "/JavaScript",
        "/OCProperties",
        "/AcroForm",
        "/Alt",
        "/Filespec",
        "/Author",
        "/XFA",
    }
    kinds = set()
    for found in objects(data):
        assert not forbidden & set(found), found.keys()
        kinds |= {str(found.get("/Type")), str(found.get("/Subtype")), str(found.get("/S"))}
    assert not kinds & {"/Filespec", "/OCG", "/Image", "/FileAttachment", "/Text", "/JavaScript", "/URI"}
    assert set(opened(data).metadata) == {"/Title", "/Creator", "/CreationDate", "/ModDate"}
    assert opened(data).metadata["/Title"].startswith("ID2099_001: Eksempelmab")


def test_bookmarks_are_the_titles_that_stand_in_the_note() -> None:
    def titles(outline: list[Any]) -> Iterator[str]:
        for entry in outline:
            if isinstance(entry, list):
                yield from titles(entry)
            else:
                yield entry.title

    found = list(titles(opened(pdf_bytes(whole_note("public"))).outline))
    assert found[1:] == ["Bakgrunn", "Godkjent indikasjon:", "Pristilbud", "Prosess"]


def test_x_ray_finds_no_bad_redaction(tmp_path: Path) -> None:
    path = tmp_path / "public.pdf"
    path.write_bytes(pdf_bytes(whole_note("public")))
    # A process of its own: PyMuPDF, which x-ray reads with, crashes when warnings are errors.
    program = "import asyncio, sys, xray; print(asyncio.run(xray.inspect(sys.argv[1])))"
    run = subprocess.run([sys.executable, "-c", program, str(path)], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "{}"


def test_fonts_come_with_the_program_and_every_text_can_be_copied() -> None:
    names = set()
    for found in objects(pdf_bytes(whole_note())):
        if found.get("/Type") == "/Font" and found.get("/Subtype") == "/Type0":
            names.add(str(found["/BaseFont"]).partition("+")[2])
            assert "/ToUnicode" in found
    assert names
    assert all(name.startswith(("LibertinusSerif", "NewCM", "NewComputerModern", "DejaVuSansMono")) for name in names)


def test_a_long_table_repeats_its_header_on_each_page() -> None:
    rows = [(f"pakning {number}", value(f"{number} 000 NOK")) for number in range(1, 120)]
    texts = pages(pdf_bytes(note(section(table(("Pakning", "Maks-AUP"), *rows, caption="Priser", numeric=(1,))))))
    assert len(texts) >= 3
    assert all("Maks-AUP" in text for text in texts)
    assert "119 000 NOK" in texts[-1]


def test_long_words_and_wide_tables_stay_inside_the_page() -> None:
    address = "https://eksempel.no/" + "a" * 300 + "/" + "0123456789" * 30
    wide = tuple("Legemiddelkostnadsberegningsgrunnlag" for _ in range(9))
    numbers = tuple(value("322 715 535,00 NOK", "") for _ in range(9))
    filled = note(
        section(paragraph(address), table(wide, numbers, numeric=tuple(range(9))), table((address, address))),
        title=address,
    )
    reader = opened(pdf_bytes(filled))
    places: list[float] = []
    for page in reader.pages:
        page.extract_text(visitor_text=lambda text, cm, tm, font, size: places.append(tm[4]) if text.strip() else None)
    assert max(places) < float(reader.pages[0].mediabox.width) - 60
    assert address in "".join(pages(pdf_bytes(filled))).replace("\n", "")


HOSTILE = [
    '#panic() #sys.inputs #read("/etc/passwd") #import "@preview/a:1.0.0"',
    "*fet* _kursiv_ `kode` $x^2$ <merke> @ref = tittel - liste // kommentar /* a */ \\ ~ --- ...",
    "<script>alert(1)</script> &amp; <!-- --> ]]> {{case.title}} ${a} %s",
    "漢字 😀👩‍⚕️ שלום مرحبا ไทย \U000e0041 \ue000 \uffff \ud800",
    "q̷̢̛̤̇ a\u0301\u0302\u0303\u0304 \u0000\u0007\u001b[31m \u202eabc\u202c \ufeff\u2060",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_printed_as_text(text: str) -> None:
    assert pages(pdf_bytes(full_of(text)))


def test_markup_is_shown_letter_for_letter() -> None:
    said = "".join(pages(pdf_bytes(note(section(paragraph(HOSTILE[1].replace("...", ""))))))).replace("\n", " ")
    assert "*fet* _kursiv_ `kode` $x^2$ <merke> @ref = tittel - liste // kommentar /* a */ \\ ~ ---" in said


def test_a_sign_without_a_glyph_is_printed_as_its_code() -> None:
    assert printable("≥")
    assert not printable("漢")
    assert "[U+6F22]" in pages(pdf_bytes(note(section(paragraph("Et tegn: 漢")))))[0]


@given(
    st.lists(st.text(max_size=40), min_size=6, max_size=6), st.sampled_from(["text", "quote", "bullet", "subheading"])
)
@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
def test_any_text_gives_a_pdf(texts: list[str], kind: Any) -> None:
    one, two, three, four, five, six = texts
    filled = note(
        FilledSection(
            "bakgrunn", one, (paragraph(two, value(three), kind=kind, footnotes=(four,)), table((five,), (six,)))
        ),
        title=one,
    )
    assert pdf_bytes(filled).startswith(b"%PDF-1.7")


def test_an_empty_note_is_a_page() -> None:
    assert len(pages(pdf_bytes(note()))) == 1
    assert pages(pdf_bytes(note(section(paragraph(""), table(), table(()), table(("",)), title=""))))


def test_what_typst_says_never_reaches_the_user(monkeypatch: pytest.MonkeyPatch) -> None:
    import typst

    from corpus.errors import UserError

    def refuse(*args: Any, sys_inputs: dict[str, str], **kwargs: Any) -> bytes:
        raise typst.TypstError(json.loads(sys_inputs["note"])["name"], "")

    monkeypatch.setattr(typst, "compile", refuse)
    with pytest.raises(UserError) as caught:
        pdf_bytes(whole_note())
    assert "Eksempelmab" not in str(caught.value)
    assert caught.value.__cause__ is None
    assert caught.value.__suppress_context__
