"""Formats by their bytes: one table, and everything that asks it agrees."""

from __future__ import annotations

import gzip
import io
import tarfile
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.errors import UnreadableDocument
from corpus.machine.text_encoding import utf_16_of
from corpus.reading.formats import FORMATS, format_of, give, named, suffixes, upload_types
from corpus.reading.read import read_bytes, sort_of

NOTE = (Path(__file__).parents[2] / "corpus" / "samples" / "notes" / "ID2098_013.txt").read_bytes()


def package(*names: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    return out.getvalue()


def tar() -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        archive.addfile(tarfile.TarInfo("a.txt"), io.BytesIO())
    return out.getvalue()


@pytest.mark.parametrize(
    ("content", "key"),
    [
        (b"%PDF-1.7", "pdf"),
        (b"\n\n%PDF-1.4", "pdf"),
        (package("word/document.xml"), "docx"),
        (package("xl/workbook.xml"), "xlsx"),
        (package("xl/workbook.bin"), "xlsb"),
        (package("ppt/presentation.xml"), "pptx"),
        (package("mimetype", "content.xml"), "odf"),
        (package("a.txt"), "zip"),
        (b"PK\x03\x04 avkuttet", "zip"),
        (gzip.compress(b"x", mtime=0), "gz"),
        (tar(), "tar"),
        (b"7z\xbc\xaf\x27\x1c", "7z"),
        (b"{\\rtf1 Hei}", "rtf"),
        (b"Received: fra x\r\nSubject: Pris\r\nMIME-Version: 1.0\r\n\r\nHei", "eml"),
        (b"Fra: Sykehusinnkj\xc3\xb8p\nTil: alle\n\nHei", "txt"),
        (b"<!DOCTYPE html><p>", "html"),
        (b"<?xml version='1.0'?><html>", "html"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "ole"),
        (b"\x89PNG\r\n", "png"),
        (b"BM er to bokstaver i en tekst", "txt"),
        (b"BM\x00\x00\x00\x00", "bmp"),
        ("Notat".encode("utf-16"), "txt"),
        ("Notat fra Sykehusinnkjøp".encode("utf-16-le"), "txt"),
        ("Notat fra Sykehusinnkjøp".encode("utf-16-be"), "txt"),
        (b"\x00\x01\x02\x03\x04", "binary"),
        (b"", "txt"),
    ],
)
def test_a_format_by_its_bytes(content: bytes, key: str) -> None:
    assert format_of(content).key == key


@pytest.mark.parametrize(
    "name", ["notat.text", "notat", "notat.htm.TXT", "NOTAT.TXT", "notat.md", "notat.log", "n.csv"]
)
def test_a_note_is_a_note_whatever_its_name(name: str) -> None:
    assert read_bytes(NOTE, name).kind == "price_note"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_a_note_in_any_unicode(encoding: str) -> None:
    read = read_bytes(NOTE.decode("utf-8").encode(encoding), "notat.txt")
    assert read.kind == "price_note"
    assert read.pages[0].text == read_bytes(NOTE, "notat.txt").pages[0].text


@pytest.mark.parametrize(
    ("content", "name", "told"),
    [
        (b"{\\rtf1 Hei}", "notat.txt", "Filen er RTF, ikke ren tekst"),
        (b"Hei", "notat.rtf", "Filen er RTF, ikke ren tekst"),
        (b"\x89PNG\r\n", "notat.pdf", "et bilde, ikke en PDF"),
        (package("xl/workbook.xml"), "notat.docx", "et regneark, ikke et Word-dokument"),
        (b"\xd0\xcf\x11\xe0", "notat.doc", "et gammelt Office-format"),
        (gzip.compress(b"x", mtime=0), "notat.txt", "en pakket fil"),
        (b"Hei", "notat.docx", "innholdet er noe annet (ren tekst)"),
    ],
)
def test_what_nobody_reads_is_named(content: bytes, name: str, told: str) -> None:
    with pytest.raises(UnreadableDocument) as error:
        sort_of(content, name)
    assert told.removeprefix("Filen er RTF, ikke ren tekst") in error.value.line
    assert "RTF" in error.value.line or "RTF" not in told
    assert error.value.remedy


def test_the_table_is_the_same_for_everyone() -> None:
    assert upload_types("note") == [suffix[1:] for suffix in suffixes("note")]
    assert {".pdf", ".docx", ".txt", ".html", ".htm"} <= set(suffixes("archive"))
    assert set(upload_types("offer")) >= {"xlsx", "csv"}
    assert give("archive") == "Gi en .pdf, .docx, .html eller .txt."
    every = [suffix for one in FORMATS for suffix in one.suffixes]
    assert len(every) == len(set(every))
    assert all(named(f"X{suffix.upper()}") is one for one in FORMATS for suffix in one.suffixes)
    assert all(bool(one.reader) or not one.uses & {"note", "report", "archive"} for one in FORMATS)


@given(st.binary(max_size=400))
def test_any_bytes_have_a_format(content: bytes) -> None:
    assert format_of(content) in FORMATS


@given(
    st.text(alphabet=st.characters(codec="latin-1", exclude_categories=["Cc"]), min_size=8),
    st.sampled_from(["utf-16-le", "utf-16-be"]),
)
def test_a_latin_text_in_utf_16_is_known_without_a_mark(text: str, encoding: str) -> None:
    assert utf_16_of(text.encode(encoding)) == encoding


@given(st.text(min_size=1).filter(lambda text: "\0" not in text and "\ufeff" not in text))
def test_utf_8_is_never_taken_for_utf_16(text: str) -> None:
    assert utf_16_of(text.encode("utf-8")) == ""
