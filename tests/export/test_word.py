"""The Word file: opens, says everything, is clean, and survives text that tries to break it."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import zipfile
from pathlib import Path
from typing import Any

import docx
import pypdf
import pytest
from docx.document import Document
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from drafting.export.contents import contents
from drafting.export.word import docx_bytes
from drafting.note.note import FilledNote, FilledSection, Span
from export.filled_notes import MARKING, full_of, note, paragraph, section, table, value, whole_note

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def opened(filled: FilledNote) -> Document:
    return docx.Document(io.BytesIO(docx_bytes(filled)))


def parts(data: bytes) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name).decode() for name in archive.namelist()}


def text_of(document: Document) -> str:
    found = [paragraph.text for paragraph in document.paragraphs]
    found += [cell.text for each in document.tables for row in each.rows for cell in row.cells]
    return "\n".join(found).replace("\u00a0", " ")


def test_says_what_the_note_says_with_real_headings() -> None:
    document = opened(whole_note())
    said = text_of(document)
    for text in (
        "ID2099_001: Eksempelmab",
        "8 123,40 NOKA",
        "97 480,80 NOKA+B",
        "12 345,60 NOK",
        "Fagsjef",
        "\tKari Prøve"[1:],
    ):
        assert text in said
    headings = [(p.style.name, p.text) for p in document.paragraphs if p.style.name.startswith("Heading")]
    assert headings[1:] == [
        ("Heading 2", "Bakgrunn"),
        ("Heading 3", "Godkjent indikasjon:"),
        ("Heading 2", "Pristilbud"),
        ("Heading 2", "Prosess"),
    ]
    assert headings[0][0] == "Heading 1"


def test_header_of_every_section_says_draft_and_marking() -> None:
    for each in opened(whole_note()).sections:
        assert [paragraph.text.replace("\u00a0", " ") for paragraph in each.header.paragraphs] == ["UTKAST", MARKING]
        assert "Side " in each.footer.paragraphs[0].text
        assert {"PAGE", "NUMPAGES"} <= set(re.findall(r'instr=" (\w+) "', each.footer._element.xml))


def test_a_final_public_note_has_no_header() -> None:
    data = docx_bytes(whole_note("public", draft=False))
    assert "word/header1.xml" not in parts(data)
    assert "UTKAST" not in "".join(parts(data).values())


def test_language_hyphenation_and_bound_spaces() -> None:
    files = parts(docx_bytes(whole_note()))
    assert '<w:lang w:val="nb-NO"' in files["word/styles.xml"]
    assert "<w:autoHyphenation" in files["word/settings.xml"]
    assert "12\u00a0345,60\u00a0NOK" in files["word/document.xml"]


def test_tables_lists_and_footnotes_are_real() -> None:
    files = parts(docx_bytes(whole_note()))
    body = files["word/document.xml"]
    assert body.count("<w:tblHeader/>") == 1
    assert body.count('<w:jc w:val="right"/>') == 4
    assert '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="2"/></w:numPr>' in body
    assert '<w:numPr><w:ilvl w:val="1"/><w:numId w:val="2"/></w:numPr>' in body
    assert '<w:footnoteReference w:id="1"/>' in body
    assert "Rapporten finnes ikke." in files["word/footnotes.xml"]
    assert files["word/numbering.xml"].count("startOverride") == 1


def test_a_secret_is_marked_with_more_than_colour() -> None:
    body = parts(docx_bytes(whole_note()))["word/document.xml"]
    assert '<w:rStyle w:val="Unntatt"/></w:rPr><w:t xml:space="preserve">8\u00a0123,40\u00a0NOK</w:t>' in body
    assert '<w:rStyle w:val="Eierbokstav"/></w:rPr><w:t xml:space="preserve">A</w:t>' in body
    assert "Firma A: avtalt pris" in body


def test_same_note_same_bytes() -> None:
    assert docx_bytes(whole_note()) == docx_bytes(whole_note())


def test_public_bytes_are_the_same_whatever_the_secrets() -> None:
    assert docx_bytes(whole_note("public")) == docx_bytes(
        whole_note("public", price="1,00 NOK", cost="987 654 321,00 NOK")
    )
    told = [
        note(section(paragraph("Pris: ", Span(text, value=True, owner=owner, hidden=True))))
        for text, owner in (("21 450,60 NOK", "Firma Å"), ("", ""))
    ]
    assert docx_bytes(told[0]) == docx_bytes(told[1])
    with pytest.raises(ValueError, match="owner"):
        docx_bytes(note(section(paragraph("Pris: ", value("8 123,40 NOK", "Firma A")))))


@pytest.mark.parametrize("audience", ["internal", "public"])
def test_the_file_holds_nothing_that_tells(audience: Any) -> None:
    data = docx_bytes(whole_note(audience))
    files = parts(data)
    assert set(files) == {
        "[Content_Types].xml",
        "_rels/.rels",
        "docProps/core.xml",
        "word/document.xml",
        "word/_rels/document.xml.rels",
        "word/styles.xml",
        "word/settings.xml",
        "word/numbering.xml",
        "word/footnotes.xml",
        "word/footer1.xml",
        "word/header1.xml",
    }
    everything = "".join(files.values())
    for tag in (
        "w:ins ",
        "w:del ",
        "w:comment",
        "w:bookmark",
        "attachedTemplate",
        "w:rsid",
        "w:drawing",
        "w:vanish",
        "w:sdt",
        "descr=",
    ):
        assert tag not in everything
    assert not re.search(r"creator|lastModifiedBy|revision|Company|Manager|Template", files["docProps/core.xml"])
    assert 'TargetMode="External"' not in everything
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.comment == b""
        for entry in archive.infolist():
            assert entry.date_time == (1980, 1, 1, 0, 0, 0)
            assert (entry.extra, entry.comment, entry.create_system, entry.external_attr) == (b"", b"", 0, 0o600 << 16)


def test_metadata_is_the_title_the_language_and_the_date_of_the_note() -> None:
    about = opened(whole_note("public")).core_properties
    assert about.title == "ID2099_001: Eksempelmab (Prøvivo) til behandling av prøvesykdom hos voksne"
    assert (about.author, about.last_modified_by, about.comments, about.keywords) == ("", "", "", "")
    assert about.language == "nb-NO"
    assert about.created is not None
    assert f"{about.created:%Y-%m-%d}" == "2025-05-14"


HOSTILE = [
    "<w:p/> &amp; &#x0; ]]> <!-- --> <?xml?> \"' {{case.title}} {% if %}",
    "\x00\x01\x0b\x1b[31m \ud800 \ufffe\uffff \u202e omvendt \u202c",
    "漢字 😀👩‍⚕️ שלום مرحبا \U000e0041 \ue000",
    "linje 1\n1. punkt\r\n2. punkt\tmed tabulator\u2028slutt",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_written_as_text(text: str) -> None:
    filled = full_of(text)
    document = opened(filled)
    assert contents(filled).title.replace("\u00a0", " ") in text_of(document)


@given(st.lists(st.text(max_size=60), min_size=6, max_size=6), st.sampled_from(["text", "quote", "bullet", "numbered"]))
@settings(deadline=None, max_examples=80, suppress_health_check=[HealthCheck.too_slow])
def test_any_text_gives_a_word_file_that_opens(texts: list[str], kind: Any) -> None:
    one, two, three, four, five, six = texts
    filled = note(
        FilledSection(
            "bakgrunn", one, (paragraph(two, value(three), kind=kind, footnotes=(four,)), table((five,), (six,)))
        ),
        title=one,
    )
    assert len(opened(filled).tables) == (1 if contents(filled).chapters[0].parts[-1].kind == "table" else 0)


def test_tables_of_any_shape_open() -> None:
    filled = note(
        section(table(), table(()), table(("",)), table(("a", "b", "c"), ("d",)), table(("x",), heading=True))
    )
    assert [len(each.columns) for each in opened(filled).tables] == [1, 3, 1]


@pytest.mark.office
def test_libreoffice_reads_all_of_it(tmp_path: Path) -> None:
    rows = [(f"pakning {number}", value(f"{number} 000 NOK")) for number in range(1, 60)]
    filled = whole_note()
    long = section(
        table(("Pakning", "Maks-AUP"), *rows, caption="Priser", numeric=(1,)), key="lang", title="Lang tabell"
    )
    filled = FilledNote(
        **{**{n: getattr(filled, n) for n in FilledNote.__slots__}, "sections": (*filled.sections, long)}
    )
    source = tmp_path / "note.docx"
    source.write_bytes(docx_bytes(filled))
    office = shutil.which("soffice") or ""
    subprocess.run(
        [
            office,
            f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}",
            "--headless",
            "--convert-to",
            "pdf",
            source.name,
        ],
        cwd=tmp_path,
        check=True,
        capture_output=True,
        timeout=120,
    )
    texts = [page.extract_text().replace("\u00a0", " ") for page in pypdf.PdfReader(tmp_path / "note.pdf").pages]
    for number, text in enumerate(texts, start=1):
        assert "UTKAST" in text
        assert f"Side {number} av {len(texts)}" in text
    flat = re.sub(r"[\s-]+", "", " ".join(texts))
    for said in (*text_of(docx.Document(str(source))).split("\n"), "Rapporten finnes ikke."):
        for word in said.split():
            assert re.sub(r"[\s-]+", "", word) in flat, word
    assert sum("Maks-AUP" in text and "pakning" in text for text in texts) >= 2
