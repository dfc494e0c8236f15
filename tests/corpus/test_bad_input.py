"""Files of any kind and in any state end in a Document or an UnreadableDocument, in bounded time and memory."""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path

import pytest

from corpus.errors import UnreadableDocument
from corpus.reading.isolation import _Worker, parse_isolated
from corpus.reading.read import read_all, read_bytes, read_pages
from tests.documents import broken
from tests.documents.make_reports import SAMPLE_FOLDER, random_report

MUTANTS = Path(__file__).parents[1] / "documents" / "kept"
OWN_FAULT = "Filen er skadet og kan ikke leses."  # what the worker says of an error that nobody foresaw
FUZZ = int(os.environ.get("FUZZ_FILES", "120"))


@pytest.fixture(scope="module")
def report() -> bytes:
    return random_report(2).pdf


def refusal(data: bytes, name: str = "rapport.pdf") -> str:
    with pytest.raises(UnreadableDocument) as caught:
        read_bytes(data, name)
    line = caught.value.line
    assert "\n" not in line
    assert name in line
    assert caught.value.remedy
    return line


def test_encrypted_with_a_password_is_refused(report: bytes) -> None:
    assert "kryptert" in refusal(broken.encrypted(report, "hemmelig"))


def test_encrypted_with_an_empty_password_is_read(report: bytes) -> None:
    read = read_bytes(broken.encrypted(report, ""), "rapport.pdf")
    assert read.pages == read_bytes(report, "rapport.pdf").pages


def test_cut_off(report: bytes) -> None:
    assert "skadet" in refusal(report[: len(report) // 40])


def test_broken_cross_references_are_mended(report: bytes) -> None:
    assert read_bytes(broken.without_xref(report), "rapport.pdf").pages[1].text


def test_recursive_page_tree() -> None:
    refusal(broken.recursive_pages())


@pytest.mark.parametrize("megabytes", [50, 600])
def test_decompression_bomb(megabytes: int) -> None:
    begun = time.monotonic()
    refusal(broken.bomb(megabytes))
    assert time.monotonic() - begun < 60


def test_ten_thousand_pages() -> None:
    assert "10000 sider" in refusal(broken.many_pages(10_000))


def test_empty_file() -> None:
    assert "tom" in refusal(b"")


def test_word_named_pdf() -> None:
    assert "Word-dokument" in refusal(broken.package({"word/document.xml": b"<x/>"}))


def test_text_named_pdf() -> None:
    assert "innholdet er noe annet" in refusal(b"Kjaere alle, her er rapporten.")


def test_pdf_named_word(report: bytes) -> None:
    assert "en PDF" in refusal(report, "rapport.docx")


def test_invalid_utf8() -> None:
    assert "UTF-8" in refusal("Bestillerforum for nye metoder på møtet".encode("latin-1"), "notat.txt")


def test_nul_bytes_are_no_text() -> None:
    assert "ren tekst" in refusal(b"a\x00b", "notat.txt")


@pytest.mark.parametrize("path", ["../../etc/passwd", "word/../../x", "/abs", "..\\x"])
def test_zip_that_leads_out_of_its_folder(path: str) -> None:
    assert "peker ut" in refusal(broken.package({"word/document.xml": b"<x/>", path: b"x"}), "notat.docx")


def test_zip_that_is_no_word_document() -> None:
    assert "ikke et Word-dokument" in refusal(broken.package({"a.txt": b"x"}), "notat.docx")


def test_word_bomb() -> None:
    data = broken.package({"word/document.xml": b" " * (301 * 1024 * 1024)})
    assert "300 MB" in refusal(data, "notat.docx")


def test_broken_word_document() -> None:
    refusal(broken.package({"word/document.xml": b"<x/>", "[Content_Types].xml": b"<"}), "notat.docx")


def test_half_a_gigabyte(tmp_path: Path) -> None:
    path = tmp_path / "stor.pdf"
    with path.open("wb") as file:
        file.write(b"%PDF-1.7\n")
        file.truncate(500 * 1024 * 1024)
    with pytest.raises(UnreadableDocument, match="500 MB"):
        read_pages(path)


def test_missing_file_and_folder(tmp_path: Path) -> None:
    with pytest.raises(UnreadableDocument, match="finnes ikke"):
        read_pages(tmp_path / "borte.pdf")
    with pytest.raises(UnreadableDocument, match="mappe"):
        read_pages(tmp_path)


def test_picture_only(report: bytes) -> None:
    from tests.documents.make_reports import picture_report

    assert "ingen tekst" in refusal(picture_report([]))


def test_too_slow_is_stopped(report: bytes) -> None:
    with pytest.raises(UnreadableDocument, match="sekunder"):
        parse_isolated(report, "rapport.pdf", seconds=0.0)
    assert read_bytes(report, "rapport.pdf").pages


@pytest.mark.parametrize("size", [100, 5_000_000], ids=["fits in the pipe", "larger than the pipe"])
def test_a_reader_that_stands_still_is_left_in_time(size: int) -> None:
    worker = _Worker()
    os.kill(worker.process.pid, signal.SIGSTOP)
    began = time.monotonic()
    with pytest.raises(TimeoutError):
        worker.answer(b"x" * size, 0.3)
    worker.stop()
    assert time.monotonic() - began < 10
    assert worker.process.returncode is not None


@pytest.mark.parametrize("size", [100, 5_000_000])
def test_a_reader_that_is_gone_answers_nothing(size: int) -> None:
    worker = _Worker()
    worker.process.kill()
    assert worker.answer(b"x" * size, 30) is None
    worker.stop()


def test_a_batch_goes_on_after_a_refusal(tmp_path: Path, report: bytes) -> None:
    paths = [tmp_path / f"{place}.pdf" for place in range(4)]
    for path, data in zip(paths, (report, b"", broken.recursive_pages(), report), strict=True):
        path.write_bytes(data)
    results = [type(result).__name__ for _, result in read_all(paths, ocr=False)]
    assert results == ["Document", "UnreadableDocument", "UnreadableDocument", "Document"]


@pytest.mark.parametrize("path", sorted(MUTANTS.glob("*")), ids=lambda path: path.name)
def test_kept_mutants(path: Path) -> None:
    """Mutants that once were slow, crashed a library or ended in another error."""
    assert outcome_of(path.read_bytes(), path.name) != OWN_FAULT


def outcome_of(data: bytes, name: str) -> str:
    """«read», or why the file was refused."""
    try:
        return "read" if read_bytes(data, name, ocr=False).pages else "no pages"
    except UnreadableDocument as refused:
        return refused.what


def test_mutants_end_in_a_result_or_a_refusal(report: bytes) -> None:
    """FUZZ_FILES=5000 makes the long run (make fuzz)."""
    word = (SAMPLE_FOLDER / "ID2099_003.pdf").read_bytes()
    read = 0
    for seed in range(FUZZ):
        data = broken.mutated(report if seed % 4 else word, seed)
        outcome = outcome_of(data, "mutant.pdf")
        assert outcome != OWN_FAULT, seed
        read += outcome == "read"
    assert read > FUZZ // 10
