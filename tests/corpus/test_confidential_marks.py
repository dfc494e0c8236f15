"""Which documents say of themselves that they are exempt: a table of marks, and of text that only speaks of secrets."""

from __future__ import annotations

import io
from pathlib import Path

import docx
import pytest

from corpus.archive.confidential_marks import is_marked
from corpus.archive.indexing import described
from corpus.documents import Document, Page
from corpus.reading.read import read_bytes
from drafting.case.file import read_case
from drafting.drafts.draft import draft_note
from drafting.publishing.draft_files import write_draft
from tests.app.conftest import ROOT

MARKS = (
    "Konfidensielt",
    "KONFIDENSIELT",
    "Konfidensiell",
    "Strengt fortrolig",
    "Fortrolig",
    "FORTROLIG – jf. offl. § 13",
    "Internt",
    "Internt notat",
    "Internt dokument",
    "Kun til internt bruk",
    "Ikke offentlig",
    "Ikke for offentliggjøring",
    "Taushetsbelagt",
    "Taushetsbelagt, jf. fvl. § 13 første ledd nr. 2",
    "Underlagt taushetsplikt",
    "u.off.",
    "U.off",
    "U. off.",
    "u.off. § 13",
    "Unntatt off.",
    "Unntatt offentlighet",
    "UNNTATT OFFENTLIGHET",
    "Unntatt fra offentlighet",
    "Unntatt offentligheten",
    "Unntatt offentlig innsyn",
    "Unntatt innsyn",
    "Unnateke offentleg innsyn",
    "Unntatt offentlighet, jf. offentleglova § 13, jf. forvaltningsloven § 13 første ledd nr. 2",
    "Unntatt offentlighet etter offentleglova § 13",
    "Jf. offl. § 13",
    "Offl. § 13, jf. fvl. § 13 første ledd nr. 2",
    "Gradering: Fortrolig",
    "Status: Unntatt offentlighet",
    "Tilgang\tUnntatt offentlighet",
    "Hjemmel: offl. § 13",
    "Notatet er unntatt offentlighet",
)
EDGES = ("Sykehusinnkjøp HF · Internt", "ID2099_001 – Konfidensielt – side 1", "Prisnotat, u.off. jf. offl. § 13")
SENTENCES = (
    "Dette notatet er konfidensielt og skal ikke deles.",
    "Dokumentet er unntatt offentlighet, jf. offentleglova § 13.",
    "Rapporten inneholder opplysninger som er taushetsbelagte. Vedlegget er fortrolig.",
    "Opplysninger med farge og bokstav er unntatt offentlighet. Bokstaven viser hvem de tilhører:",
    "Opplysninger merket med gult er konfidensielle. Prisnotatet skal være unntatt offentlighet.",
)
NO_MARKS = (
    "Avtalt pris (RHF-AUP) er unntatt offentlighet, jf. offentleglova § 13.",
    "RHF-AUP er [unntatt offentlighet] per pakning.",
    "[unntatt offentlighet]",
    "Maks-AUP\t[unntatt offentlighet]",
    "Prisene er taushetsbelagte etter forvaltningsloven § 13 første ledd nr. 2, og er ikke gjengitt.",
    "Opplysninger som er unntatt offentlighet, er ikke gjengitt i rapporten.",
    "Leverandøren har gitt en konfidensiell rabatt.",
    "Beslutningen er fortrolig behandlet i møtet.",
    "Notatet er ikke unntatt offentlighet.",
    "Dokumentet er ikke lenger konfidensielt.",
    "Ikke unntatt offentlighet",
    "Interne rutiner følges.",
    "Internasjonale priser er lagt til grunn.",
    "Internmedisin",
    "Offentlig versjon",
    "Offentlig",
    "Saken behandles etter offentleglova § 13 og § 14 i ordinært møte.",
    "Priser er oppgitt som maksimalpris, og\nunntatt offentlighet er bare avtalt pris.",
    "Hva som er\nunntatt offentlighet.",
    "Notatet omtaler priser som er unntatt offentlighet.",
)


def document(text: str = "Notat\n\nBakgrunn", header: str = "", footer: str = "", pages: int = 1) -> Document:
    rest = tuple(Page(number, "Mer tekst.") for number in range(2, pages + 1))
    return Document("0" * 64, "n.pdf", "other", (Page(1, text, header=header, footer=footer), *rest))


@pytest.mark.parametrize("mark", MARKS)
def test_a_mark_is_seen_wherever_it_stands(mark: str) -> None:
    assert is_marked(document(f"{mark}\n\nNotat\n\nBakgrunn"))
    assert is_marked(document(f"Notat\n\n{mark}\n\nTil: Helse Nord RHF"))
    assert is_marked(document(header=mark))
    assert is_marked(document(footer=f"{mark}\nSide 1 av 4"))
    last = Document("0" * 64, "n.pdf", "other", (Page(1, "Notat"), Page(2, "Mer", header=mark)))
    assert is_marked(last)
    assert described(document(header=mark))[0].confidential


@pytest.mark.parametrize("edge", EDGES)
def test_a_mark_among_other_words_of_a_header(edge: str) -> None:
    assert is_marked(document(header=edge))
    assert is_marked(document(footer=edge))


@pytest.mark.parametrize("sentence", SENTENCES)
def test_a_document_that_says_it_of_itself(sentence: str) -> None:
    assert is_marked(document(f"Notat\n\n{sentence}\n\nBakgrunn"))


@pytest.mark.parametrize("text", NO_MARKS)
def test_running_text_about_secrets_is_no_mark(text: str) -> None:
    assert not is_marked(document(f"Notat\n\nBakgrunn\n\n{text}\n\nPristilbud"))


def test_what_stands_on_a_later_page_is_no_mark() -> None:
    later = Document("0" * 64, "n.pdf", "other", (Page(1, "Notat"), Page(2, "Unntatt offentlighet")))
    assert not is_marked(later)


def word(text: str, header: str = "", footer: str = "") -> bytes:
    made = docx.Document()
    made.add_paragraph(text)
    made.sections[0].header.paragraphs[0].text = header
    made.sections[0].footer.paragraphs[0].text = footer
    stream = io.BytesIO()
    made.save(stream)
    return stream.getvalue()


@pytest.mark.parametrize(("header", "footer"), [("Konfidensielt", ""), ("", "u.off., jf. offl. § 13"), ("", "")])
def test_the_header_and_footer_of_a_word_file(header: str, footer: str) -> None:
    read = read_bytes(word("Notat", header, footer), "n.docx")
    assert (read.pages[0].header, read.pages[0].footer) == (header, footer)
    assert is_marked(read) == bool(header or footer)


@pytest.mark.parametrize("sample", sorted((ROOT / "corpus" / "samples").glob("*.yaml")), ids=lambda path: path.stem)
def test_our_own_files_are_taken_for_what_they_are(sample: Path, tmp_path: Path) -> None:
    write_draft(draft_note(read_case(sample)), tmp_path)
    made = {path.name: path for path in tmp_path.iterdir() if path.suffix in (".docx", ".pdf")}
    assert len(made) >= 2
    for name, path in made.items():
        about = described(read_bytes(path.read_bytes(), name))[0]
        assert about.confidential == name.startswith("internal"), name


@pytest.mark.shared
def test_the_two_published_notes_are_public(shared: Path) -> None:
    for path in (shared / "notes").iterdir():
        if path.suffix in (".txt", ".pdf", ".docx", ".md"):
            assert not is_marked(read_bytes(path.read_bytes(), path.name)), path.name
