"""Corrections of facts: checked against the report, laid over the reading, kept with who and when, taken back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.bokmal.number_style import number, numeric_date
from corpus.documents import Document, Page
from corpus.errors import Refused, UserError
from drafting.editing.saved_draft import approve_section, correct_fact, open_draft, start_case, withdraw_fact_correction
from drafting.facts import Conflict, Fact, Facts
from drafting.facts.fact.corrections import Correction, checked_correction, corrected
from drafting.facts.fact.kinds import ADDABLE, kind_of_fact, parsed
from drafting.settings import settings
from drafting.store.corrections import correction_history
from drafting.store.store import Store, User, open_store
from drafting.store.upkeep import rotate_keys

SAMPLES = Path(__file__).parents[2] / "corpus" / "samples"
ADVISER, READER = User("Ada", "fagrådgiver"), User("Lise", "leser")
TEXT = "Antall pasienter er 40 per år. Komparator er docetaksel.\n\nRapporten er datert 14.05.2025."
REPORT = Document("ab" * 32, "rapport.pdf", "assessment_report", (Page(1, TEXT), Page(2, "Legemiddelkost\u00adnad.")))
READ = Facts((Fact("patients.per_year", "14", "pasienter", REPORT.source(1, 0, 30)),), (), ())


def correction(typed: str = "40", quote: str = "Antall pasienter er 40  per år.", **given: object) -> Correction:
    values = {"key": "patients.per_year", "page": 1, "reason": "Feil rad."} | given
    key, page, reason = str(values["key"]), int(str(values["page"])), str(values["reason"])
    return checked_correction(REPORT, key, typed, page=page, quote=quote, reason=reason)


def test_a_correction_is_laid_over_what_was_read() -> None:
    made = replace(correction(), who="Ada", on=date(2026, 11, 26))
    (fact,) = corrected(READ, REPORT, (made,)).facts
    assert (fact.value, fact.unit, fact.corrected) == ("40", "pasienter", "Ada, 26.11.2026")
    assert fact.source.quote == "Antall pasienter er 40 per år."
    assert READ.facts[0].value == "14"


def test_the_last_correction_counts() -> None:
    first, last = correction("41"), correction("42")
    assert corrected(READ, REPORT, (first, last)).facts[0].value == "42"


def test_a_missing_fact_is_added_and_a_conflict_settled() -> None:
    comparator = correction("docetaksel", "Komparator er docetaksel.", key="comparator")
    both = tuple(Fact("comparator", name, "", REPORT.source(1, 31, 40)) for name in ("docetaksel", "paklitaksel"))
    found = corrected(Facts(READ.facts, (Conflict("comparator", both),)), REPORT, (comparator,))
    assert [fact.key for fact in found.facts] == ["patients.per_year", "comparator"]
    assert found.conflicts == ()


def test_a_correction_does_not_follow_to_another_report() -> None:
    other = Document("cd" * 32, "ny.pdf", "assessment_report", REPORT.pages)
    assert corrected(READ, other, (correction(),)) == READ


def test_a_conclusion_is_the_quote_itself() -> None:
    made = correction("", "Komparator er docetaksel.", key="conclusion.benefit")
    assert made.value == made.quote == "Komparator er docetaksel."


def test_a_quote_over_a_soft_hyphen_is_found() -> None:
    assert correction("docetaksel", "Legemiddelkostnad.", key="comparator", page=2).page == 2


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"typed": "førti"}, "Skriv et tall"),
        ({"typed": "14.13.2025", "key": "dated"}, "14.05.2025"),
        ({"typed": "IKER", "key": "track"}, "cost_utility"),
        ({"typed": "ID25_1", "key": "method_id"}, "ID2025_001"),
        ({"quote": "Antall pasienter er 41 per år."}, "ikke på side 1"),
        ({"page": 2}, "ikke på side 2"),
        ({"page": 3}, "ikke på side 3"),
        ({"quote": " "}, "ikke på side 1"),
        ({"reason": "  "}, "begrunnelse"),
    ],
)
def test_what_cannot_be_kept_is_said(given: dict[str, object], said: str) -> None:
    with pytest.raises(UserError) as caught:
        correction(**given)  # type: ignore[arg-type]
    assert said in caught.value.line
    assert "\n" not in caught.value.line


@pytest.mark.parametrize(
    ("key", "typed", "value"),
    [
        ("cost.comparator.max_aup.inc_vat", "1 234,50", "1234.50"),
        ("budget.year1.impact", "−1,2 mill. NOK", "-1200000"),
        ("dated", "14. mai 2025", "2025-05-14"),
        ("log.received", "2025-05-14", "2025-05-14"),
        ("log.days", "177", "177"),
        ("track", "threshold", "threshold"),
        ("substance", "  to \n ord ", "to ord"),
    ],
)
def test_what_a_person_types(key: str, typed: str, value: str) -> None:
    assert parsed(key, typed) == value


@given(st.decimals(-(10**12), 10**12, places=2, allow_nan=False), st.dates())
def test_values_written_in_norwegian_come_back(value: Decimal, day: date) -> None:
    assert Decimal(parsed("qaly.gain.dmp", number(value, 2))) == value
    assert parsed("dated", numeric_date(day)) == day.isoformat() if day.year > 999 else True


def test_every_fact_that_can_be_added_has_a_kind() -> None:
    for key in ADDABLE:
        kind_of_fact(key)
    with pytest.raises(KeyError):
        kind_of_fact("price.secret")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = open_store(settings({"PRISNOTAT_HOME": str(tmp_path)}))
    demo = (SAMPLES / "demo.yaml").read_text("utf-8")
    start_case(opened, demo, ADVISER, (SAMPLES / "ID2099_001.pdf").read_bytes(), "ID2099_001.pdf")
    yield opened
    opened.engine.dispose()


def severity(store: Store) -> Correction:
    """A correction of DMP's conclusion on severity to the sentence after it."""
    saved = open_draft(store, "ID2099_001")
    assert saved.draft.report
    assert saved.draft.facts
    read = saved.draft.facts.get("conclusion.benefit")
    assert read
    document, source = saved.draft.report.document, read.source
    return checked_correction(
        document, "conclusion.severity", "", page=source.page, quote=source.quote, reason="Feil setning."
    )


def test_a_corrected_fact_reaches_the_draft_and_withdraws_the_approval(store: Store) -> None:
    saved = open_draft(store, "ID2099_001")
    approve_section(store, saved, "bakgrunn", ADVISER)
    approve_section(store, saved, "pristilbud", ADVISER)
    made = severity(store)
    correct_fact(store, saved, made, ADVISER)
    again = open_draft(store, "ID2099_001")
    assert set(again.approvals) == {"pristilbud"}
    assert made.value in " ".join(again.draft.note.section("bakgrunn").text.split())
    (told,) = [found for found in again.draft.all_findings if found.code == "F022"]
    assert "rettet av Ada" in told.message
    assert any(entry.event == "faktum rettet" and "conclusion.severity" in entry.detail for entry in store.log())


def test_a_withdrawn_correction_stays_in_the_history(store: Store) -> None:
    saved = open_draft(store, "ID2099_001")
    before = saved.draft.facts
    correct_fact(store, saved, severity(store), ADVISER)
    assert withdraw_fact_correction(store, saved, "conclusion.severity", ADVISER)
    assert not withdraw_fact_correction(store, saved, "conclusion.severity", ADVISER)
    assert open_draft(store, "ID2099_001").draft.facts == before
    (kept,) = correction_history(store, "ID2099_001")
    assert (kept.correction.who, kept.withdrawn_by) == ("Ada", "Ada")
    assert kept.withdrawn


def test_only_those_who_may_write_correct(store: Store) -> None:
    saved = open_draft(store, "ID2099_001")
    with pytest.raises(Refused):
        correct_fact(store, saved, severity(store), READER)
    with pytest.raises(Refused):
        withdraw_fact_correction(store, saved, "conclusion.severity", READER)
    with pytest.raises(Refused, match="unntatt offentlighet"):
        correct_fact(store, saved, replace(severity(store), reason="Prisen er 30 655,80 kroner."), ADVISER)
    assert correction_history(store, "ID2099_001") == ()


def test_corrections_are_encrypted_and_follow_a_new_key(store: Store) -> None:
    saved = open_draft(store, "ID2099_001")
    made = replace(severity(store), reason="Kanariord i begrunnelsen.")
    correct_fact(store, saved, made, ADVISER)
    path = Path(store.settings.database.removeprefix("sqlite:///"))
    raw = b"".join(file.read_bytes() for file in path.parent.glob(path.name + "*"))
    assert b"Kanariord" not in raw
    rotate_keys(store)
    assert correction_history(store, "ID2099_001")[0].correction.reason == made.reason
