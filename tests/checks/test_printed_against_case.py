"""A note against its case: the composer's own draft agrees in everything, and each changed value is told."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from corpus.errors import UserError
from corpus.notes.note import PriceNote, read_note
from corpus.reading.read import read_bytes, read_pages
from drafting.case.file import read_case
from drafting.checks.printed.against_case import check_against_case
from drafting.checks.printed.meeting_calendar import meeting_days_in, read_meeting_days
from drafting.drafts.draft import Draft, draft_note
from drafting.findings import Finding
from drafting.publishing.draft_files import write_draft

CASES = Path(__file__).parents[2] / "corpus" / "samples" / "cases"


@pytest.fixture(scope="module")
def drafted(tmp_path_factory: pytest.TempPathFactory) -> tuple[Draft, str]:
    """The cost-utility sample as drafted, and its internal Word file as text."""
    draft = draft_note(read_case(CASES / "cost_utility.yaml"), None)
    files = write_draft(draft, tmp_path_factory.mktemp("draft")).files
    word = next(path for path in files if path.name == "internal.docx")
    return draft, "\n\n".join(page.text for page in read_pages(word).pages)


def told(draft: Draft, text: str) -> tuple[Finding, ...]:
    note: PriceNote = read_note(read_bytes(text.encode(), "notat.txt"))
    return check_against_case(note, draft.case_file.case, draft.figures)


def test_a_draft_agrees_with_its_case(drafted: tuple[Draft, str]) -> None:
    assert told(*drafted) == ()


@pytest.mark.parametrize(
    ("key", "place", "code", "secret"),
    [
        ("icer.max_aup", "oppsummering", "P029", False),
        ("icer.rhf_aup", "oppsummering", "P029", True),
        ("budget.max_aup.year1.impact", "oppsummering", "P029", False),
        ("budget.rhf_aup.year1.impact", "oppsummering", "P029", True),
        ("treatment.annual.max_aup", "pristilbud", "P029", False),
        ("treatment.max_aup", "pristilbud", "P030", False),
        ("price.900101.rhf_aup", "pristilbud", "P029", True),
    ],
)
def test_a_changed_figure_is_told(drafted: tuple[Draft, str], key: str, place: str, code: str, secret: bool) -> None:
    draft, text = drafted
    shown = draft.figures[key].display
    wrong = ("8" if shown[0] != "8" else "7") + shown[1:]
    assert shown in text
    found = [finding for finding in told(draft, text.replace(shown, wrong)) if finding.place == place]
    assert code in {finding.code for finding in found}, found
    if secret:
        assert not any(shown in finding.message or wrong in finding.message for finding in found)


def test_a_changed_day_is_told_with_its_key(drafted: tuple[Draft, str]) -> None:
    draft, text = drafted
    forum = draft.case_file.case.decision.forum_date
    assert forum is not None
    found = told(draft, text.replace(forum.strftime("%d.%m.%Y"), "01.02.2090"))
    assert {finding.place for finding in found if "decision.forum_date" in finding.message} == {
        "anskaffelse",
        "oppsummering",
    }


def test_another_method_is_one_finding(drafted: tuple[Draft, str]) -> None:
    draft, text = drafted
    assert [finding.place for finding in told(draft, text.replace("ID2097_201", "ID2097_202"))] == ["method_id"]


def test_a_calendar_is_read_as_lines_and_as_ics(tmp_path: Path) -> None:
    days = frozenset({date(2025, 6, 16), date(2025, 8, 25)})
    assert meeting_days_in("dato;sted\n2025-06-16;Oslo\n25.08.2025;Bergen\n", "k.csv") == days
    ics = "BEGIN:VCALENDAR\nDTSTART;VALUE=DATE:20250616\nDTEND:20250617\nDTSTART:20250825T090000Z\nEND:VCALENDAR\n"
    assert meeting_days_in(ics, "k.ics") == days
    with pytest.raises(UserError, match="ingen møtedager"):
        meeting_days_in("Ingen her.", "k.txt")
    with pytest.raises(UserError, match="kan ikke leses"):
        read_meeting_days(tmp_path / "finnes_ikke.txt")
