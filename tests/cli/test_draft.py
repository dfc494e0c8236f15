"""The main job on real input: a case in, an internal and a public price note out."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pypdfium2
import pytest
from docx import Document

from tests.cli.conftest import Prisnotat

FILES = {"note.md", "internal.docx", "internal.pdf", "public.docx", "public.pdf", "checklist.md", "trace.json"}

# docs/field.md, «The public arithmetic»: printed exactly so.
PUBLIC_NUMBERS = {
    "ID2021_047": (
        "34 277,30",
        "274 218",
        "239 941",
        "445 605",
        "479 882",
        "788 378",
        "959 764",
        "514 200",
        "1 748 100",
        "1 234 000",
        "4 627 400",
        "25.04.2025",
        "28.04.2025",
        "07.05.2025",
        "14.05.2025",
        "24.04.2025",
        "16.06.2025",
        "19 dager",
        "9 dager",
        "10 dager",
    ),
    "ID2022_075": (
        "43 028 738",
        "265 593 782",
        "7 616 234",
        "5,65",
        "6,25",
        "6,39",
        "6,54",
        "7,5",
        "1,5",
        "05.05.2025",
        "02.07.2025",
        "15.10.2025",
        "22.10.2025",
        "170 dager",
        "58 dager",
        "105 dager",
        "7 dager",
        "01.01.2026",
        "17.11.2025",
        "25.04.2025",
        "19.06.2024",
        "12.08.2024",
        "24.07.2024",
    ),
}
SECRETS = {
    "ID2021_047": ("21 450,60", "171 605", "150 154", "278 858", "300 308", "493 364", "600 617", "321 800"),
    "ID2022_075": ("31 500 000", "3 900 000"),
}
SECTIONS = [
    "bakgrunn",
    "pristilbud",
    "kostnadseffektivitet",
    "budsjettkonsekvenser",
    "avtaleverk",
    "anskaffelse",
    "andre_land",
    "oppsummering",
    "prosess",
]


def plain(text: str) -> str:
    return re.sub(r"\s+", " ", text.replace("\u00ad", ""))


def pdf_pages(path: Path) -> list[str]:
    return [plain(page.get_textpage().get_text_bounded()) for page in pypdfium2.PdfDocument(path)]


def docx_text(path: Path) -> str:
    document = Document(str(path))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return plain(" ".join([*(paragraph.text for paragraph in document.paragraphs), *cells]))


@pytest.fixture(params=sorted(PUBLIC_NUMBERS))
def drafted(
    request: pytest.FixtureRequest, shared: Path, prisnotat: Prisnotat, tmp_path: Path
) -> tuple[str, Path, dict]:
    run = prisnotat(
        "draft", shared / "cases" / f"{request.param}.yaml", "--model", "none", "--out", tmp_path / "ut", "--json"
    )
    assert run.code == 0, run.err
    return request.param, tmp_path / "ut", run.json


@pytest.mark.shared
def test_a_real_case_becomes_all_files_with_every_number_and_no_secret(drafted: tuple[str, Path, dict]) -> None:
    name, folder, result = drafted
    assert {path.name for path in folder.iterdir()} == FILES == {Path(path).name for path in result["files"]}
    assert result["blocked"] == []
    texts = {
        "note.md": plain((folder / "note.md").read_text()),
        "internal.docx": docx_text(folder / "internal.docx"),
        "internal.pdf": " ".join(pdf_pages(folder / "internal.pdf")),
        "public.docx": docx_text(folder / "public.docx"),
        "public.pdf": " ".join(pdf_pages(folder / "public.pdf")),
    }
    for file, text in texts.items():
        missing = [number for number in PUBLIC_NUMBERS[name] if number not in text]
        assert not missing, (file, missing)
        for secret in SECRETS[name]:
            assert (secret in text) == (not file.startswith("public")), (file, secret)
    keys = [section["key"] for section in result["sections"]]
    assert keys == [key for key in SECTIONS if key in keys]
    assert ("avtaleverk" in keys) == (name == "ID2022_075")
    for file in ("internal.pdf", "public.pdf"):
        assert all("UTKAST" in page for page in pdf_pages(folder / file))
    assert "31500000" not in (folder / "trace.json").read_text()
    assert "21450" not in (folder / "trace.json").read_text() + (folder / "checklist.md").read_text()
    assert json.loads((folder / "trace.json").read_text())["method_id"] == name


@pytest.mark.shared
def test_no_budget_table_where_none_was_made(shared: Path, prisnotat: Prisnotat, tmp_path: Path) -> None:
    run = prisnotat("draft", shared / "cases" / "ID2021_047.yaml", "--out", tmp_path / "ut", "--json")
    budget = next(section for section in run.json["sections"] if section["key"] == "budsjettkonsekvenser")
    assert "ikke" in budget["text"]
    assert "|" not in budget["text"]


def test_same_case_same_bytes(demo: Path, prisnotat: Prisnotat, tmp_path: Path) -> None:
    for folder in ("a", "b"):
        assert prisnotat("draft", demo, "--out", tmp_path / folder).code == 0
    for name in sorted(FILES):
        assert (tmp_path / "a" / name).read_bytes() == (tmp_path / "b" / name).read_bytes(), name


def test_a_report_fills_the_note_with_page_and_quote(demo: Path, prisnotat: Prisnotat, tmp_path: Path) -> None:
    report = demo.with_name("ID2099_001.pdf")
    run = prisnotat("draft", demo, "--report", report, "--out", tmp_path / "ut", "--json")
    assert run.code == 0, run.err
    trace = json.loads((tmp_path / "ut" / "trace.json").read_text())
    facts = {fact["key"]: fact for fact in trace["facts"]}
    for key in ("method_id", "product", "substance", "indication", "comparator", "dated"):
        assert facts[key]["page"] >= 1
        assert facts[key]["quote"]
    cited = [
        source for section in run.json["sections"] for source in section["sources"] if source["document"] == report.name
    ]
    assert cited
    assert all(source["page"] and source["quote"] for source in cited)


def test_disagreement_between_report_and_case_is_a_finding(demo: Path, prisnotat: Prisnotat, tmp_path: Path) -> None:
    case = tmp_path / "sak.yaml"
    text = demo.read_text()
    substance = re.search(r"substance: *([^\s,}]+)", text)
    assert substance
    case.write_text(text.replace(f"substance: {substance[1]}", "substance: annetstoff"))
    report = demo.with_name("ID2099_001.pdf")
    run = prisnotat("draft", case, "--report", report, "--out", tmp_path / "ut", "--json")
    findings = json.loads((tmp_path / "ut" / "trace.json").read_text())["findings"]
    assert run.code in (0, 1)
    for told in (findings, run.json["findings"]):
        assert any(finding["code"].startswith("F") and "annetstoff" in str(finding) for finding in told)


def test_a_budget_without_a_comparator_says_what_is_missing(demo: Path, prisnotat: Prisnotat, tmp_path: Path) -> None:
    case = tmp_path / "sak.yaml"
    case.write_text(re.sub(r"^comparator:\n(?:  .*\n)+", "", demo.read_text(), flags=re.MULTILINE))
    assert case.read_text() != demo.read_text()
    run = prisnotat("draft", case, "--out", tmp_path / "ut", "--json")
    messages = [finding["message"] for finding in run.json["findings"] if finding["place"] == "budsjettkonsekvenser"]
    assert any("comparator.annual_cost_max_aup" in message for message in messages)
    assert not any("Fyll inn budget" in message for message in messages)
