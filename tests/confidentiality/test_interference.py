"""What goes out is the same, byte for byte, whatever the secrets are: nothing in it can tell one price from another."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from drafting.case_file import parse_case
from drafting.confidentiality.leaks import find_leaks, secrets_of
from drafting.draft import draft_note
from drafting.draft_files import write_draft
from drafting.publishing import write_workbook

SAMPLES = Path(__file__).parents[2] / "corpus/samples"
CASES = [SAMPLES / "demo.yaml", *sorted((SAMPLES / "cases").glob("*.yaml"))]
PLAIN = ("public.docx", "public.pdf", "checklist.md", "trace.json", "public.xlsx")


def other_prices(text: str) -> str:
    """The case with every secret amount at 97 %, and a comment that says so."""

    def lower(match: re.Match[str]) -> str:
        return f"{match[1]}{float(match[2]) * 0.97:.2f}"

    text = re.sub(r"(secret: )(\d[\d.]*)", lower, text)
    return re.sub(r"(rhf_aup: )(\d[\d.]*)", lower, text) + "\n# 3 % lavere enn sist\n"


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_public_files_checklist_trace_and_workbook_do_not_depend_on_the_secrets(path: Path, tmp_path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert other_prices(text) != text + "\n# 3 % lavere enn sist\n"
    for folder, case_text in ((tmp_path / "a", text), (tmp_path / "b", other_prices(text))):
        draft = draft_note(parse_case(case_text, path.name))
        assert write_draft(draft, folder).blocked == ()
        write_workbook(draft.case_file.case, draft.figures, folder / "public.xlsx", "public")
        secrets = secrets_of(draft.case_file.case, draft.figures)
        assert [leak for name in PLAIN for leak in find_leaks(folder / name, secrets)] == []
    for name in PLAIN:
        assert (tmp_path / "a" / name).read_bytes() == (tmp_path / "b" / name).read_bytes(), name
    assert (tmp_path / "a/note.md").read_bytes() != (tmp_path / "b/note.md").read_bytes()
