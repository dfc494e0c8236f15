"""What a Word file may hold: what a reader of the print sees is read, and nothing else; what is left out is said."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.bokmal.raised import raised, with_marks, without_marks
from corpus.documents import Document
from corpus.reading.read import parse
from tests.documents.raw_word import cell, control, field, paragraph, raw_word, row, run, table

UP = '<w:vertAlign w:val="superscript"/>'
STYLES = (
    '<w:style w:type="character" w:styleId="Fot"><w:name w:val="footnote reference"/><w:rPr>'
    f"{UP}</w:rPr></w:style>"
    '<w:style w:type="character" w:styleId="Fot2"><w:name w:val="x"/><w:basedOn w:val="Fot"/></w:style>'
    '<w:style w:type="character" w:styleId="Skjult"><w:name w:val="skjult"/><w:rPr><w:vanish/></w:rPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="SkjultAvsnitt"><w:name w:val="skjult avsnitt"/><w:basedOn w:val="Grunn"/>'
    "</w:style>"
    '<w:style w:type="paragraph" w:styleId="Grunn"><w:name w:val="g"/><w:rPr><w:vanish/></w:rPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="Ring"><w:name w:val="ring"/><w:basedOn w:val="Ring"/></w:style>'
    '<w:style w:type="table" w:styleId="Mork"><w:name w:val="mork"/><w:tblStylePr w:type="firstRow"><w:tcPr>'
    '<w:shd w:val="clear" w:fill="003366"/></w:tcPr></w:tblStylePr></w:style>'
)
WHITE = '<w:color w:val="FFFFFF"/>'


def read(body: str, **parts: str) -> Document:
    return parse(raw_word(body, STYLES, parts), "rapport.docx")


def text(*runs: str, **more: str) -> str:
    return read(paragraph(*runs, **more)).pages[0].text


@pytest.mark.parametrize(
    "look",
    [
        UP,
        '<w:rStyle w:val="Fot"/>',
        '<w:rStyle w:val="Fot2"/>',
        '<w:position w:val="6"/>',
        '<w:rStyle w:val="Fot"/><w:sz w:val="16"/>',
        f"{UP}<w:b/>",
    ],
)
def test_a_raised_digit_is_never_part_of_a_figure(look: str) -> None:
    assert text("om lag 40", run("1", look), " pasienter") == "om lag 40[^1] pasienter"


@pytest.mark.parametrize(
    ("runs", "whole"),
    [
        (("40", run("1", UP), run("2", UP), " pasienter"), "40[^12] pasienter"),
        (("4", "0", run("1", UP), " pasienter"), "40[^1] pasienter"),
        (("40", run("1", UP), run(",", UP), run("2", UP), " pasienter"), "40[^1][^2] pasienter"),
        (("900 065", run("a", UP), " NOK"), "900 065[^a] NOK"),
        (("900 065", run("*", UP), " NOK"), "900 065[^*] NOK"),
        (("40", run(" 1", UP), " pasienter"), "40[^1] pasienter"),
        (("0,5 m", run("2", UP), " hud"), "0,5 m2 hud"),
        (("5 × 10", run("9", UP), " celler"), "5 × 10^9 celler"),
        (("ml kg", run("-1", UP), "."), "ml kg^-1."),
        (("Lumoveris", run("TM", UP), " gis"), "LumoverisTM gis"),
        (("40¹ pasienter",), "40[^1] pasienter"),
        (("0,5 m² hud",), "0,5 m² hud"),
        (("401 pasienter",), "401 pasienter"),
        (("H", run("2", '<w:vertAlign w:val="subscript"/>'), "O"), "H2O"),
        (("40", run("1", '<w:rStyle w:val="Fot"/><w:vertAlign w:val="baseline"/>'), " pasienter"), "401 pasienter"),
    ],
)
def test_raised_signs(runs: tuple[str, ...], whole: str) -> None:
    assert text(*runs) == whole


@given(st.integers(0, 10**9), st.integers(1, 999))
def test_a_figure_is_as_it_was_whatever_mark_stands_at_it(figure: int, mark: int) -> None:
    assert without_marks(f"{figure}{raised(str(figure), str(mark))} NOK") == f"{figure} NOK"


def test_unicode_digits_are_marks_after_figures_only() -> None:
    assert with_marks("40¹ og 12² av m²") == "40[^1] og 12[^2] av m²"


@pytest.mark.parametrize(
    "hidden",
    [
        paragraph(run("999 pasienter", "<w:vanish/>")),
        paragraph(run("999 pasienter", '<w:rStyle w:val="Skjult"/>')),
        paragraph("999 pasienter", style="SkjultAvsnitt"),
        paragraph(run("999 pasienter", WHITE)),
        paragraph(run("999 pasienter", '<w:sz w:val="2"/>')),
        paragraph(run("999 pasienter", "<w14:textFill><w14:noFill/></w14:textFill>")),
        paragraph(run("999 pasienter", "<w:strike/>")),
        table(row("999 pasienter", "a", properties="<w:hidden/>"), row("b", "c")),
        paragraph('<w:r><w:pict><v:shape style="visibility:hidden"><v:textbox><w:txbxContent>'
                  f"{paragraph('999 pasienter')}</w:txbxContent></v:textbox></v:shape></w:pict></w:r>"),
    ],
)  # fmt: skip
def test_what_nobody_sees_is_no_source(hidden: str) -> None:
    document = read(paragraph("Synlig tekst.") + hidden)
    assert "999" not in document.pages[0].text
    assert "Synlig tekst." in document.pages[0].text
    assert len(document.warnings) == 1
    assert document.warnings[0].startswith("Side 1 har ")


@pytest.mark.parametrize(
    "seen",
    [
        paragraph(run("999 pasienter", '<w:vanish w:val="0"/>')),
        paragraph(run("999 pasienter", f'{WHITE}<w:highlight w:val="black"/>')),
        paragraph(run("999 pasienter", f'{WHITE}<w:shd w:val="clear" w:fill="000000"/>')),
        paragraph(run("999 pasienter", WHITE), more='<w:shd w:val="clear" w:fill="003366"/>'),
        table(
            row(cell(paragraph(run("999 pasienter", WHITE)), properties='<w:shd w:val="clear" w:fill="003366"/>'), "b")
        ),
        table(row(cell(paragraph(run("999 pasienter", WHITE))), "b"), properties='<w:tblStyle w:val="Mork"/>'),
        paragraph("999 pasienter", style="Ring"),
        paragraph(run("999 pasienter", '<w:strike w:val="false"/>')),
    ],
)
def test_what_is_seen_is_read(seen: str) -> None:
    document = read(seen)
    assert "999 pasienter" in document.pages[0].text
    assert not document.warnings


def test_content_controls_are_transparent() -> None:
    rows = control(row("Budsjettvirkning", control(cell("10")), "20")) + row(
        "Rad", cell(control(paragraph("30"))), "40"
    )
    body = control(paragraph("Første ", control(run("avsnitt")), ".")) + control(table(row("", "År 1", "År 2"), rows))
    document = read(body)
    assert document.pages[0].text.startswith("Første avsnitt.")
    assert document.tables[0].rows == (("", "År 1", "År 2"), ("Budsjettvirkning", "10", "20"), ("Rad", "30", "40"))
    assert not document.warnings


def box(*paragraphs: str) -> str:
    inside = f"<w:txbxContent>{''.join(map(paragraph, paragraphs))}</w:txbxContent>"
    return (
        '<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:anchor><a:graphic><a:graphicData><wps:wsp>'
        f"<wps:txbx>{inside}</wps:txbx></wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict><v:shape><v:textbox>{inside}</v:textbox></v:shape></w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r>"
    )


def test_a_text_box_is_read_once_and_its_paragraphs_stand_apart() -> None:
    assert text("Før", box("Kostnad 587 048", "912 NOK"), " og etter") == "Før og etter\n\nKostnad 587 048\n\n912 NOK"


def test_an_alternative_of_unknown_kind_falls_back() -> None:
    choice = f'<mc:Choice Requires="ny">{run("999")}</mc:Choice><mc:Fallback>{run("40")}</mc:Fallback>'
    assert text(f"<mc:AlternateContent>{choice}</mc:AlternateContent>", " pasienter") == "40 pasienter"


@pytest.mark.parametrize(
    ("inside", "shown"),
    [
        (("12 904 044", table(row("100"))), "12 904 044 · 100"),
        (("12 904 044", "100"), "12 904 044 · 100"),
        ((paragraph("12 904", "<w:r><w:br/></w:r>", "044"),), "12 904 · 044"),
        ((paragraph("12 904", "<w:r><w:tab/></w:r>", "044"),), "12 904 · 044"),
        ((paragraph("12", run("1", UP)), "500"), "12[^1] · 500"),
        (("8 831", "(665)"), "8 831 · (665)"),
        (("Budsjettvirkning", "av anbefaling"), "Budsjettvirkning av anbefaling"),
        ((table(row("12", "904")),), "12 · 904"),
        ((paragraph("12 904", box("044")),), "12 904 · 044"),
    ],
)
def test_two_figures_in_one_cell_never_join(inside: tuple[str, ...], shown: str) -> None:
    assert read(table(row("Rad", cell(*inside)))).tables[0].rows == (("Rad", shown),)


def test_a_line_break_inside_what_may_be_one_figure_is_a_sign_without_meaning() -> None:
    assert text("Kostnaden er 587 048", "<w:r><w:br/></w:r>", "912 NOK") == "Kostnaden er 587 048 \ufffd 912 NOK"
    assert text("I 2025", "<w:r><w:br/></w:r>", "100 NOK") == "I 2025 100 NOK"


def test_moved_deleted_and_inserted_text_is_as_if_accepted() -> None:
    runs = (
        f"<w:moveFrom>{run('55 ')}</w:moveFrom><w:moveTo>{run('77 ')}</w:moveTo>",
        "<w:del><w:r><w:delText>12 </w:delText></w:r></w:del>",
        f"<w:ins>{run('nye ')}</w:ins>",
        "pasienter",
    )
    document = read(paragraph(*runs))
    assert document.pages[0].text == "77 nye pasienter"
    assert "sporede endringer" in document.warnings[0]


def test_a_deleted_paragraph_end_joins_two_paragraphs() -> None:
    first = paragraph("om lag 4", more="<w:rPr><w:del/></w:rPr>")
    assert read(first + paragraph("0 pasienter")).pages[0].text == "om lag 40 pasienter"


def test_a_deleted_row_and_cell_are_gone() -> None:
    rows = row("A", "1"), row("B", "2", properties="<w:del/>"), row("C", cell("9", properties="<w:cellDel/>"), "3")
    assert read(table(*rows)).tables[0].rows == (("A", "1"), ("C", "3"))


@pytest.mark.parametrize(
    ("runs", "whole"),
    [
        ((field("PAGEREF 999", run("40")), " pasienter"), "40 pasienter"),
        ((field(f"IF {field('DOCPROPERTY x', run('7'))} = 7", run("40")), " pasienter"), "40 pasienter"),
        ((f'<w:fldSimple w:instr="REF x">{run("40")}</w:fldSimple>', " pasienter"), "40 pasienter"),
        ((f"<w:smartTag>{run('40')}</w:smartTag><w:hyperlink>{run(' pasienter')}</w:hyperlink>",), "40 pasienter"),
        (("<w:r><w:noBreakHyphen/><w:t>8 831</w:t></w:r>",), "-8 831"),
        (("legemiddel", "<w:r><w:softHyphen/></w:r>", "kostnad"), "legemiddelkostnad"),
        (('<w:r><w:sym w:font="Symbol" w:char="F02D"/></w:r>', "40"), "−40"),
        (('<w:r><w:sym w:font="Symbol" w:char="F0A3"/></w:r>', " 40"), "≤ 40"),
        (('<w:r><w:sym w:font="Ukjent" w:char="zz"/></w:r>', "40"), "\ufffd40"),
        (("<w:bdo>" + run("40") + "</w:bdo>", " pasienter"), "40 pasienter"),
        (("<m:oMath><m:sSup><m:e><m:r><m:t>10</m:t></m:r></m:e><m:sup><m:r><m:t>6</m:t></m:r></m:sup></m:sSup>"
          "</m:oMath>",), "10^6"),
        (("<m:oMath><m:f><m:num><m:r><m:t>9</m:t></m:r></m:num><m:den><m:r><m:t>2</m:t></m:r></m:den></m:f></m:oMath>",),
         "(9)/(2)"),
    ],
)  # fmt: skip
def test_fields_signs_and_formulas(runs: tuple[str, ...], whole: str) -> None:
    assert text(*runs) == whole


def test_joined_cells_keep_every_value_in_its_column() -> None:
    start, goes_on = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    rows = (
        row(cell("Tiltak", properties='<w:gridSpan w:val="2"/>'), "År 1", "År 2"),
        row(cell("Kostnad", properties=start), "A", "1", "2"),
        row(cell("skjult rest", properties=goes_on), "B", "3", "4"),
        row("C", "5", properties='<w:gridBefore w:val="2"/>'),
    )
    assert read(table(*rows)).tables[0].rows == (
        ("Tiltak", "", "År 1", "År 2"),
        ("Kostnad", "A", "1", "2"),
        ("", "B", "3", "4"),
        ("", "", "C", "5"),
    )


def test_notes_are_numbered_as_printed_and_stand_on_their_page() -> None:
    notes = (
        f'<w:footnote w:id="0" w:type="separator">{paragraph("x")}</w:footnote>'
        f'<w:footnote w:id="7">{paragraph("Den ", run("ikke", "<w:vanish/>"), "første.")}</w:footnote>'
        f'<w:footnote w:id="3">{paragraph("Den andre.")}</w:footnote>'
    )
    ends = f'<w:endnote w:id="2">{paragraph("Sluttnoten.")}</w:endnote>'
    body = paragraph(
        "En", '<w:r><w:footnoteReference w:id="7"/></w:r>', ". To", '<w:r><w:endnoteReference w:id="2"/></w:r>'
    )
    body += paragraph('<w:r><w:br w:type="page"/></w:r>', "Tre", '<w:r><w:footnoteReference w:id="3"/></w:r>', ".")
    document = read(body, footnotes=notes, endnotes=ends)
    assert [page.text for page in document.pages] == [
        "En[^1]. To[^i]\n\n[^1]: Den første.\n\n[^i]: Sluttnoten.",
        "Tre[^2].\n\n[^2]: Den andre.",
    ]


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ('<w:altChunk r:id="x" xmlns:r="r"/>', "altChunk"),
        (paragraph('<w:r><w:commentReference w:id="1"/></w:r>'), "kommentarer"),
        (paragraph("<w:ukjent>" + run("40 pasienter") + "</w:ukjent>"), "ukjent"),
        ("<w:ukjent>" + paragraph("40 pasienter") + "</w:ukjent>", "ukjent"),
        (table(row("A", cell(table(row("1"))))), "tabell inne i"),
        (paragraph('<w:r><w:fldChar w:fldCharType="begin"/></w:r>', "Borte"), "felt uten slutt"),
        (paragraph('<w:r><w:drawing><c:chart xmlns:c="c"/></w:drawing></w:r>'), "diagram"),
        (
            paragraph('<w:r><w:drawing><wp:extent cx="7000000" cy="7000000"/><a:blip/></w:drawing></w:r>'),
            "store bilder",
        ),
    ],
)
def test_what_is_not_read_is_named_with_its_page(body: str, said: str) -> None:
    document = read(paragraph("Side en.") + paragraph('<w:r><w:br w:type="page"/></w:r>') + body)
    (warning,) = document.warnings
    assert warning.startswith("Side 2 ")
    assert said in warning


def test_a_page_break_counts_once_and_before_its_text() -> None:
    breaks = '<w:r><w:br w:type="page"/></w:r>'
    rendered = "<w:r><w:lastRenderedPageBreak/><w:t>To.</w:t></w:r>"
    body = paragraph("En.") + paragraph(breaks) + paragraph(rendered) + paragraph("Tre.", more="<w:pageBreakBefore/>")
    assert [page.text for page in read(body).pages] == ["En.", "To.", "Tre."]
