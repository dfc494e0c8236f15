"""A draft in the store: what people wrote stands, and an approval holds only for what was approved."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from corpus.errors import Refused, UserError
from drafting.case.file import parse_case
from drafting.case.text import company_in, with_packages
from drafting.editing.final_files import publish
from drafting.editing.saved_draft import (
    approve_section,
    change_case,
    change_report,
    edit_section,
    open_draft,
    recompose_section,
    start_case,
)
from drafting.editing.section_text import section_text
from drafting.publishing.gate import Override
from drafting.settings import settings
from drafting.store.store import ChangedMeanwhile, Store, User, open_store

SAMPLES = Path(__file__).parent.parent.parent / "corpus" / "samples"
DEMO = (SAMPLES / "demo.yaml").read_text("utf-8")
PRICE = "30655.80"
ADVISER, HEAD, READER = User("Ada", "fagrådgiver"), User("Siri", "fagsjef"), User("Lise", "leser")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = open_store(settings({"PRISNOTAT_HOME": str(tmp_path)}))
    start_case(opened, DEMO, ADVISER)
    yield opened
    opened.engine.dispose()


def approve_all(store: Store) -> None:
    saved = open_draft(store, "ID2099_001")
    for section in saved.draft.note.sections:
        approve_section(store, saved, section.key, ADVISER)


def test_the_first_draft_is_saved_section_by_section(store: Store) -> None:
    saved = open_draft(store, "ID2099_001")
    keys = tuple(section.key for section in saved.draft.note.sections)
    assert store.case("ID2099_001").sections == keys
    assert {version.origin for version in saved.versions.values()} == {"composer"}
    assert {version.number for version in open_draft(store, "ID2099_001").versions.values()} == {1}


def test_an_edit_stands_when_it_is_opened_again(store: Store) -> None:
    saved = open_draft(store, "ID2099_001")
    text = section_text(saved.draft.note.section("bakgrunn")) + "\n\nEn ny setning."
    assert edit_section(store, saved, "bakgrunn", text, ADVISER) == 2
    again = open_draft(store, "ID2099_001")
    assert again.draft.note.section("bakgrunn").text.endswith("En ny setning.")
    assert again.draft.note.section("bakgrunn").writer == "human"
    assert edit_section(store, again, "bakgrunn", text, ADVISER) == 2, "nothing changed, nothing saved"
    with pytest.raises(ChangedMeanwhile):
        edit_section(store, saved, "bakgrunn", text + " Og en til.", ADVISER)


def test_the_programs_text_can_be_fetched_back(store: Store) -> None:
    saved = open_draft(store, "ID2099_001")
    composed = saved.draft.note.section("bakgrunn")
    edit_section(store, saved, "bakgrunn", "Noe annet.", ADVISER)
    recompose_section(store, open_draft(store, "ID2099_001"), composed, ADVISER)
    again = open_draft(store, "ID2099_001")
    assert again.draft.note.section("bakgrunn").text == composed.text
    assert [version.origin for version in store.history("ID2099_001", "bakgrunn")] == ["composer", "human", "composer"]


def test_an_edit_withdraws_the_approval_of_its_section_only(store: Store) -> None:
    approve_all(store)
    saved = open_draft(store, "ID2099_001")
    assert len(saved.approvals) == len(saved.draft.note.sections)
    edit_section(store, saved, "bakgrunn", "Ny tekst.", ADVISER)
    again = open_draft(store, "ID2099_001")
    assert set(saved.approvals) - set(again.approvals) == {"bakgrunn"}


def test_a_new_price_withdraws_the_approvals_of_the_sections_that_show_it(store: Store) -> None:
    approve_all(store)
    change_case(store, "ID2099_001", DEMO.replace(PRICE, "29000.10"), ADVISER, seen=1)
    standing = open_draft(store, "ID2099_001").approvals
    assert "pristilbud" not in standing
    assert "andre_land" in standing
    assert store.case("ID2099_001").approved == len(standing)


def test_a_changed_sort_of_text_is_a_change_even_if_no_word_differs(store: Store) -> None:
    approve_all(store)
    saved = open_draft(store, "ID2099_001")
    edit_section(store, saved, "anskaffelse", "- " + saved.draft.note.section("anskaffelse").text, ADVISER)
    assert "anskaffelse" not in open_draft(store, "ID2099_001").approvals


def test_fingerprints_differ_between_stores(store: Store, tmp_path: Path) -> None:
    other = open_store(settings({"PRISNOTAT_HOME": str(tmp_path / "other")}))
    start_case(other, DEMO, ADVISER)
    mine, theirs = (open_draft(one, "ID2099_001").fingerprints for one in (store, other))
    assert all(mine[key] != theirs[key] for key in mine), "a price could be guessed from an unkeyed hash"
    other.engine.dispose()


def test_a_reader_can_change_nothing(store: Store) -> None:
    saved = open_draft(store, "ID2099_001")
    for attempt in (
        lambda: edit_section(store, saved, "bakgrunn", "x", READER),
        lambda: approve_section(store, saved, "bakgrunn", READER),
        lambda: change_case(store, "ID2099_001", DEMO, READER, seen=1),
        lambda: change_report(store, "ID2099_001", b"", "r.pdf", READER),
        lambda: start_case(store, DEMO, READER),
        lambda: publish(store, "ID2099_001", READER),
    ):
        with pytest.raises(Refused, match="leser"):
            attempt()


def test_publishing_is_refused_and_logged_until_everything_is_approved(store: Store) -> None:
    with pytest.raises(Refused, match="Ikke godkjent: Bakgrunn"):
        publish(store, "ID2099_001", ADVISER)
    assert store.log("ID2099_001")[0].event == "publisering nektet"
    assert store.case("ID2099_001").published is None
    with pytest.raises(UserError, match="finnes ikke"):
        publish(store, "ID2099_999", ADVISER)


def test_a_secret_typed_by_hand_never_gets_out(store: Store, tmp_path: Path) -> None:
    saved = open_draft(store, "ID2099_001")
    text = section_text(saved.draft.note.section("oppsummering")) + "\n\nPrisen er 30 655,80 kroner."
    edit_section(store, saved, "oppsummering", text, ADVISER)
    store.engine.dispose()
    assert b"30 655,80" not in b"".join(path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())
    approve_all(store)
    with pytest.raises(Refused) as refusal:
        publish(store, "ID2099_001", ADVISER)
    assert "30 655" not in refusal.value.line
    with pytest.raises(Refused):
        publish(
            store, "ID2099_001", ADVISER, Override(ADVISER.name, "fagrådgiver", "Dette er en lang nok begrunnelse.")
        )


def test_a_reason_for_an_override_is_kept_in_clear_and_may_hold_no_secret(store: Store) -> None:
    change_report(store, "ID2099_001", (SAMPLES / "ID2099_001.pdf").read_bytes(), "r.pdf", ADVISER)
    approve_all(store)
    with pytest.raises(Refused, match="Begrunnelsen inneholder"):
        publish(store, "ID2099_001", HEAD, Override(HEAD.name, "fagsjef", "Prisen 30 655,80 er kjent fra før."))
    publish(store, "ID2099_001", HEAD, Override(HEAD.name, "fagsjef", "Vurdert sammen med leverandøren."))
    assert store.log("ID2099_001")[0].event == "publisert"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "tom"),
        (DEMO.replace("method_id: ID2099_001", "method_id: ID2099_002"), "gjelder ID2099_002"),
        (DEMO.replace("30655.80", "-1"), "offer.packages"),
        (DEMO.replace("  FGFR2-fusjon etter", "  FGFR2-fusjon til 30 655,80 kroner etter", 1), "Tittelen sier"),
    ],
)
def test_a_bad_case_file_changes_nothing(store: Store, text: str, told: str) -> None:
    with pytest.raises(UserError, match=told):
        change_case(store, "ID2099_001", text, ADVISER, seen=1)
    assert store.case_text("ID2099_001") == (1, DEMO)


def test_a_report_that_cannot_be_read_changes_nothing(store: Store) -> None:
    with pytest.raises(UserError):
        change_report(store, "ID2099_001", b"%PDF-1.7 avkuttet", "r.pdf", ADVISER)
    assert store.report_path("ID2099_001") is None
    with pytest.raises(UserError):
        start_case(store, DEMO.replace("ID2099_001", "ID2099_009"), ADVISER, b"%PDF-1.7 avkuttet", "r.pdf")
    assert [case.method_id for case in store.cases()] == ["ID2099_001"]


def test_a_report_is_kept_beside_the_case_under_its_own_name(store: Store) -> None:
    content = (SAMPLES / "ID2099_001.pdf").read_bytes()
    change_report(store, "ID2099_001", content, "../../Rapport: DMP.pdf", ADVISER)
    path = store.report_path("ID2099_001")
    assert path is not None
    assert store.settings.reports in path.parents
    assert b"%PDF" not in path.read_bytes()
    assert store.report_bytes("ID2099_001") == content
    saved = open_draft(store, "ID2099_001")
    assert saved.draft.facts is not None
    assert saved.draft.facts.get("method_id") is not None


def test_an_offer_goes_into_the_case_file_and_leaves_the_rest_of_it() -> None:
    packages = parse_case(DEMO).case.offer.packages  # type: ignore[union-attr]
    same = with_packages(DEMO, packages)
    assert parse_case(same).case == parse_case(DEMO).case
    assert "# Oppdiktet sak" in same
    assert [line for line in DEMO.splitlines() if line not in same.splitlines()] == []
    dearer = packages[0].model_copy(update={"item_number": "000123"})
    both = parse_case(with_packages(DEMO, [*packages, dearer])).case.offer
    assert both is not None
    assert [package.item_number for package in both.packages] == ["099001", "000123"]
    with pytest.raises(UserError):
        with_packages("- ikke en sak", packages)


@pytest.mark.parametrize(
    ("text", "company"), [(DEMO, "Fjellheim Pharma AS"), ("{", "leverandøren"), ("", "leverandøren")]
)
def test_the_company_is_the_owner(text: str, company: str) -> None:
    assert company_in(text) == company
