"""Bad input: exit 2, one line of bokmål, nothing half written, the old files stand."""

from __future__ import annotations

import resource
import subprocess
import sys
from pathlib import Path

import pypdf
import pytest

from tests.cli.conftest import ROOT, Prisnotat, Run, assert_one_line_refusal


@pytest.fixture
def report(tmp_path: Path) -> Path:
    return tmp_path / "rapport.pdf"


def real_pdf(demo: Path) -> bytes:
    return demo.with_name("ID2099_001.pdf").read_bytes()


def test_a_broken_case_file_stops_before_anything_is_written(demo: Path, prisnotat: Prisnotat, tmp_path: Path) -> None:
    case = tmp_path / "sak.yaml"
    case.write_text(demo.read_text() + "ukjent_nokkel: 1\n")
    assert_one_line_refusal(prisnotat("draft", case, "--out", tmp_path / "ut"), "sak.yaml, linje", "ukjent_nokkel")
    assert not (tmp_path / "ut").exists()


def test_a_latin_1_case_file(demo: Path, prisnotat: Prisnotat, tmp_path: Path) -> None:
    case = tmp_path / "sak.yaml"
    case.write_bytes(demo.read_text().encode("latin-1", "replace") + b"# \xe6\xf8\xe5\n")
    assert_one_line_refusal(prisnotat("draft", case, "--out", tmp_path / "ut"), "UTF-8")


def test_a_report_that_is_no_pdf(demo: Path, prisnotat: Prisnotat, report: Path, tmp_path: Path) -> None:
    report.write_text("dette er ikke en PDF")
    assert_one_line_refusal(prisnotat("draft", demo, "--report", report, "--out", tmp_path / "ut"), "rapport.pdf")


def test_an_empty_report(demo: Path, prisnotat: Prisnotat, report: Path, tmp_path: Path) -> None:
    report.write_bytes(b"")
    assert_one_line_refusal(
        prisnotat("draft", demo, "--report", report, "--out", tmp_path / "ut"), "rapport.pdf", "tom"
    )


def test_an_encrypted_report(demo: Path, prisnotat: Prisnotat, report: Path, tmp_path: Path) -> None:
    writer = pypdf.PdfWriter(clone_from=demo.with_name("ID2099_001.pdf"))
    writer.encrypt("hemmelig", algorithm="AES-256")
    writer.write(report)
    assert_one_line_refusal(prisnotat("draft", demo, "--report", report, "--out", tmp_path / "ut"), "passord")


def test_a_report_cut_off_in_the_middle(demo: Path, prisnotat: Prisnotat, report: Path, tmp_path: Path) -> None:
    content = real_pdf(demo)
    report.write_bytes(content[: len(content) // 2])
    run = prisnotat("draft", demo, "--report", report, "--out", tmp_path / "ut")
    assert_one_line_refusal(run, "rapport.pdf")


def test_a_report_of_images_only(demo: Path, prisnotat: Prisnotat, report: Path, tmp_path: Path) -> None:
    writer = pypdf.PdfWriter()
    for _ in range(2):
        writer.add_blank_page(595, 842)
    writer.write(report)
    assert_one_line_refusal(prisnotat("draft", demo, "--report", report, "--out", tmp_path / "ut"), "rapport.pdf")


def test_a_report_of_500_megabytes(demo: Path, prisnotat: Prisnotat, report: Path, tmp_path: Path) -> None:
    with report.open("wb") as file:
        file.write(b"%PDF-1.7\n")
        file.truncate(500_000_000)
    assert_one_line_refusal(prisnotat("draft", demo, "--report", report, "--out", tmp_path / "ut"), "rapport.pdf", "MB")


def test_a_missing_report(demo: Path, prisnotat: Prisnotat, tmp_path: Path) -> None:
    assert_one_line_refusal(prisnotat("draft", demo, "--report", "borte.pdf", "--out", tmp_path / "ut"), "borte.pdf")


def test_an_output_folder_that_is_a_file(demo: Path, prisnotat: Prisnotat, tmp_path: Path) -> None:
    (tmp_path / "ut").write_text("noe annet")
    assert_one_line_refusal(prisnotat("draft", demo, "--out", tmp_path / "ut"), "ut")
    assert (tmp_path / "ut").read_text() == "noe annet"


def test_a_folder_that_cannot_be_written(demo: Path, prisnotat: Prisnotat) -> None:
    # /proc refuses even root, which a read-only mode bit does not.
    assert_one_line_refusal(prisnotat("draft", demo, "--out", "/proc/prisnotat"), "/proc/prisnotat")


@pytest.mark.parametrize(
    "arguments",
    [["ukjent"], ["draft"], ["draft", "--ukjent"], ["calculate", "x.yaml", "--explain"], ["read"]],
)
def test_a_wrong_command_line(prisnotat: Prisnotat, arguments: list[str]) -> None:
    assert_one_line_refusal(prisnotat(*arguments), "prisnotat --help")


def test_an_unknown_figure_key(demo: Path, prisnotat: Prisnotat) -> None:
    assert_one_line_refusal(prisnotat("calculate", demo, "--explain", "pris.feil"), "pris.feil")


def small_files_only() -> None:
    """No file may grow past 5 kB: a write fails half way, as on a full disk."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (5000, 5000))


def test_a_full_disk_leaves_the_old_files(demo: Path, prisnotat: Prisnotat, tmp_path: Path) -> None:
    folder = tmp_path / "ut"
    assert prisnotat("draft", demo, "--out", folder).code == 0
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    command = [sys.executable, "-B", str(ROOT / "cli.py"), "draft", str(demo), "--out", str(folder)]
    done = subprocess.run(command, capture_output=True, check=False, preexec_fn=small_files_only)
    assert_one_line_refusal(Run(done.returncode, done.stdout.decode(), done.stderr.decode()), "ut")
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before
