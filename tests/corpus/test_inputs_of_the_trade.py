"""Files of kinds that made readers fail: each gives the right value, or none and a warning."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus.reading.read import read_pages
from corpus.reports.report import read_report
from drafting.facts import facts

BUDGET = {
    "budget.year1.intervention": "10566865",
    "budget.year1.comparator": "1735200",
    "budget.year1.impact": "8831665",
}
CASES: tuple[tuple[str, dict[str, str | None], str], ...] = (
    ("01_docx_superscript/super.docx", {"patients.now": "40", "icer.dmp.max_aup.inc_vat": "900065", **BUDGET}, ""),
    ("01_docx_superscript/full_super.docx", {"patients.now": "40", "icer.dmp.max_aup.inc_vat": "900065", **BUDGET}, ""),
    ("02_pdf_invisible/hid_only.pdf", {"patients.now": None, "icer.dmp.max_aup.inc_vat": None}, "ikke vises"),
    ("02_pdf_invisible/white.pdf", {"icer.dmp.max_aup.inc_vat": "900065"}, "ikke vises"),
    ("03_docx_vanish/vanish.docx", {"icer.dmp.max_aup.inc_vat": None}, "skjult tekst"),
    ("04_docx_sdt/full_sdt_cell.docx", BUDGET, ""),
    *((f"04_docx_sdt/sdt_{part}.docx", BUDGET, "") for part in ("cell", "row", "table", "paras")),
    ("05_docx_textbox/textbox_join.docx", {"cost.annual.max_aup.inc_vat": None}, ""),
    ("06_docx_nested/nested.docx", {"budget.year1.impact": None, "budget.year2.impact": None}, "tabell inne i"),
    ("11_caption_units/unit_hele1000.docx", {"budget.year1.impact": "8831000"}, ""),
    ("11_caption_units/unit_knok.docx", {"budget.year1.impact": "8831000"}, ""),
    ("14_silent_drop/neg_nbhyphen.docx", {"budget.year1.impact": "-8831665"}, ""),
    ("14_silent_drop/neg_paren.docx", {"budget.year1.impact": "-8831665"}, ""),
    ("14_silent_drop/sep_dot.docx", BUDGET, ""),
    ("14_silent_drop/vmerge.docx", BUDGET, ""),
    ("19_moved_text/move.docx", {"patients.per_year": "77"}, "sporede endringer"),
    ("form.pdf", {"icer.dmp.max_aup.inc_vat": "900065"}, "skjemafelt"),
    ("freetext.pdf", {"icer.dmp.max_aup.inc_vat": "900065"}, "merknader"),
)  # fmt: skip


@pytest.mark.shared
@pytest.mark.parametrize(("name", "expected", "said"), CASES, ids=[case[0] for case in CASES])
def test_inputs_of_the_trade(shared: Path, name: str, expected: dict[str, str | None], said: str) -> None:
    found = facts(read_report(read_pages(shared / "inputs" / name, ocr=False)))
    values = {key: fact.value if (fact := found.get(key)) else None for key in expected}
    assert values == expected
    assert not said or any(said in warning for warning in found.warnings)
    rounded = name.startswith("11_")  # its thousands are rounded, and a difference off by one is reported
    assert rounded or not any("Trykkfeil" in warning for warning in found.warnings)
