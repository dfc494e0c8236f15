"""`check`, `facts`, `new` and `draft --report`: judged by content, and never an all-clear for what was not read."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from tests.cli.conftest import ROOT, Prisnotat, assert_one_line_refusal
from tests.confidentiality.carriers import zip_of
from tests.corpus.test_document_kinds import CASES

NOTE = ROOT / "corpus" / "samples" / "notes" / "ID2098_013.txt"
BAD = NOTE.read_text("utf-8").replace("01.07.2098", "02.07.2098", 1)  # P006: not the 1st or the 15th
BY_KIND = {case["kind"]: case["text"].strip() for case in reversed(CASES)}


@pytest.mark.parametrize("name", ["real.text", "real", "real.TXT", "real.md", "real.log", "real.htm.txt", "real.csv"])
def test_a_note_is_checked_whatever_its_name(prisnotat: Prisnotat, tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text(BAD, "utf-8")
    run = prisnotat("check", tmp_path / name, "--json")
    assert "P006" in {finding["code"] for finding in run.json["findings"]}
    assert run.json["read_as_note"] is True
    assert run.json["kind_found"] == "price_note"


@pytest.mark.parametrize("suffix", ["htm", "HTML", "text"])
def test_a_note_in_html_is_checked(prisnotat: Prisnotat, tmp_path: Path, suffix: str) -> None:
    body = "".join(f"<p>{line}</p>" for line in BAD.replace("&", "&amp;").replace("<", "&lt;").split("\n"))
    (tmp_path / f"n.{suffix}").write_text(f"<!DOCTYPE html><html><body>{body}</body></html>", "utf-8")
    assert prisnotat("check", tmp_path / f"n.{suffix}", "--json").json["read_as_note"] is True


def test_a_note_in_utf_16_is_checked(prisnotat: Prisnotat, tmp_path: Path) -> None:
    (tmp_path / "n.txt").write_bytes(BAD.encode("utf-16-le"))
    assert "P006" in prisnotat("check", tmp_path / "n.txt").out


@pytest.mark.parametrize("kind", ["agenda", "minutes", "decision_abroad", "letter", "assessment_report", "other"])
def test_what_is_no_note_is_refused_with_its_kind(prisnotat: Prisnotat, tmp_path: Path, kind: str) -> None:
    (tmp_path / "fil.txt").write_text(BY_KIND[kind], "utf-8")
    assert_one_line_refusal(
        prisnotat("check", tmp_path / "fil.txt"), "fil.txt", "Ikke lest som prisnotat", "Dokumentet er"
    )


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.png", b"\x89PNG\r\n"),
        ("a.rtf", b"{\\rtf1 Notat}"),
        ("a.gz", gzip.compress(b"x", mtime=0)),
        ("a.zip", zip_of({"a.txt": b"x"})),
        ("a.doc", b"\xd0\xcf\x11\xe0" + b"\0" * 600),
    ],
)
def test_a_file_that_nobody_reads_is_no_note(prisnotat: Prisnotat, tmp_path: Path, name: str, content: bytes) -> None:
    (tmp_path / name).write_bytes(content)
    run = prisnotat("check", tmp_path / name)
    assert run.code == 2
    assert "Ikke lest som prisnotat" in run.err
    assert len(run.err.strip().splitlines()) == 1


def test_with_a_case_a_letter_is_searched_and_said_to_be_none(prisnotat: Prisnotat, demo: Path, tmp_path: Path) -> None:
    (tmp_path / "brev.txt").write_text(BY_KIND["letter"], "utf-8")
    run = prisnotat("check", tmp_path / "brev.txt", "--case", demo)
    assert run.code == 0
    assert run.out.startswith("Ikke lest som prisnotat, bare søkt gjennom for hemmeligheter: Dokumentet er et brev")
    assert "Fant ingen feil" not in run.out
    (tmp_path / "brev.txt").write_text(BY_KIND["letter"] + "\nRHF-AUP er 30 655,80 NOK.", "utf-8")
    run = prisnotat("check", tmp_path / "brev.txt", "--case", demo)
    assert run.code == 1
    assert "L001" in run.out


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.zip", zip_of({"a.gz": gzip.compress(b"x", mtime=0)})),
        ("a.gz", gzip.compress(b"x", mtime=0)),
        ("a.rtf", b"{\\rtf1 Hei}"),
        ("a.eml", b"Received: fra x\r\nMIME-Version: 1.0\r\n\r\nHei"),
        ("a.zip", zip_of({"indre.zip": zip_of({"a.7z": b"7z\xbc\xaf\x27\x1c"})})),
    ],
)
def test_what_was_not_read_blocks(prisnotat: Prisnotat, demo: Path, tmp_path: Path, name: str, content: bytes) -> None:
    (tmp_path / name).write_bytes(content)
    run = prisnotat("check", tmp_path / name, "--case", demo, "--json")
    assert run.code == 1
    assert run.json["unread"]
    assert {finding["code"] for finding in run.json["findings"]} == {"L002"}


def test_the_programs_own_public_files_are_clean(prisnotat: Prisnotat, demo: Path, tmp_path: Path) -> None:
    assert prisnotat("draft", demo, "--out", tmp_path / "ut").code == 0
    for name in ("public.docx", "public.pdf"):
        run = prisnotat("check", tmp_path / "ut" / name, "--case", demo, "--json")
        assert (run.json["leaks"], run.json["unread"], run.json["read_as_note"]) == ([], [], True)


@pytest.mark.parametrize("kind", ["agenda", "minutes", "decision_abroad", "price_note", "letter"])
@pytest.mark.parametrize("command", ["facts", "new", "draft"])
def test_another_kind_is_no_report(prisnotat: Prisnotat, demo: Path, tmp_path: Path, kind: str, command: str) -> None:
    (tmp_path / "fil.txt").write_text(BY_KIND[kind], "utf-8")
    arguments = {
        "facts": ["facts", tmp_path / "fil.txt"],
        "new": ["new", tmp_path / "fil.txt", "--out", tmp_path / "sak.yaml"],
        "draft": ["draft", demo, "--report", tmp_path / "fil.txt", "--out", tmp_path / "ut"],
    }[command]
    assert_one_line_refusal(prisnotat(*arguments), "fil.txt", "Dokumentet er", "Gi DMPs metodevurderingsrapport.")
    assert not (tmp_path / "sak.yaml").exists()
    assert not (tmp_path / "ut").exists()


def test_read_tells_the_kind_more_closely(prisnotat: Prisnotat, tmp_path: Path) -> None:
    (tmp_path / "fil.txt").write_text(BY_KIND["agenda"], "utf-8")
    found = prisnotat("read", tmp_path / "fil.txt", "--json").json
    assert (found["kind"], found["kind_found"]) == ("other", "agenda")
    assert found["kind_signs"]


def test_a_file_that_was_searched_is_not_said_to_be_unreadable(
    prisnotat: Prisnotat, demo: Path, tmp_path: Path
) -> None:
    (tmp_path / "a.eml").write_bytes(b"Subject: pris\r\n\r\nPakningen koster 30655,80")
    run = prisnotat("check", tmp_path / "a.eml", "--case", demo)
    assert "L001" in run.out
    assert "Filen er en e-post." in run.out
    assert "kan ikke leses" not in run.out
