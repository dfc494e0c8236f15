"""Secrets of other cases in a case's public files, and a report that says of itself that it is not public."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from corpus.documents import Document
from corpus.errors import Refused
from drafting.case.file import parse_case
from drafting.drafts.draft import Draft, draft_note
from drafting.editing.final_files import elsewhere_secret
from drafting.editing.saved_draft import change_case, open_draft, start_case
from drafting.note.note import Paragraph
from drafting.publishing.accepted_sentences import accept
from drafting.publishing.gate import public_blocks, public_files, public_stops
from drafting.publishing.other_cases import secrets_elsewhere
from drafting.settings import settings
from drafting.store.store import Store, User, open_store

ROOT = Path(__file__).parents[2]
DEMO = (ROOT / "corpus/samples/demo.yaml").read_text("utf-8")
REPORT = ROOT / "corpus/samples/ID2099_001.pdf"
ADA, BO = User("Ada", "fagrådgiver"), User("Bo", "fagsjef")
METHOD = "ID2099_001"
OTHER = """
method_id: ID2099_950
title: En annen sak om et legemiddel
note_date: 2025-05-14
product: {name: "NAME", substance: "SUBSTANCE", company: "COMPANY"}
report: {track: no_health_economics}
offer:
  packages:
    - {item_number: "000055", description: En pakning, max_aup: 52000, rhf_aup: {secret: 27431.65, owner: COMPANY}}
"""
SAME_DRUG = ("Lumoveris", "lumoverisib", "Et annet firma")
SAME_OWNER = ("Nyttnavn", "nyttstoff", "Fjellheim Pharma AS")
SAME_COMPARATOR = ("Alfa", "FOLFOX (fluorouracil, folinsyre og oksaliplatin)", "Tredje firma")
UNLIKE = ("Nyttnavn", "nyttstoff", "Et annet firma")


def other(names: tuple[str, str, str]) -> str:
    text = OTHER
    for place, name in zip(("NAME", "SUBSTANCE", "COMPANY"), names, strict=True):
        text = text.replace(place, name)
    return text


@pytest.fixture
def store(tmp_path: Path) -> Store:
    made = open_store(settings({"PRISNOTAT_HOME": str(tmp_path / "home")}))
    start_case(made, DEMO, ADA)
    return made


def with_text(draft: Draft, text: str) -> Draft:
    first, *rest = draft.note.sections
    told = replace(first, blocks=(*first.blocks, Paragraph(text)), writer="human")
    return replace(draft, note=replace(draft.note, sections=(told, *rest)))


def codes(draft: Draft, store: Store, text: str) -> list[str]:
    changed = with_text(draft, text)
    files = {"public.md": text.encode()}
    return [
        found.code for found in public_blocks(changed, files, public_stops(changed), (), elsewhere_secret(store, draft))
    ]


@pytest.mark.parametrize("names", [SAME_DRUG, SAME_OWNER, SAME_COMPARATOR])
@pytest.mark.parametrize(
    "text", ["Prisen var 27 431,65 NOK.", "Det ble betalt 27431.65 i fjor.", "RHF-AUP er 27 432 NOK."]
)
def test_a_price_of_another_case_is_found_and_which_case_is_not_told(
    store: Store, names: tuple[str, str, str], text: str
) -> None:
    start_case(store, other(names), ADA)
    draft = open_draft(store, METHOD).draft
    assert "L004" in codes(draft, store, text)
    found = public_blocks(draft, {"public.md": text.encode()}, (), (), elsewhere_secret(store, draft))
    assert not [one for one in found if "ID2099_950" in one.message or "27" in one.message or "price." in one.message]
    with pytest.raises(Refused, match="stoppet") as refused:
        public_files(with_text(draft, text), elsewhere=elsewhere_secret(store, draft))
    assert "27" not in refused.value.listed.replace("2 7", "")


def test_an_unlike_case_is_not_searched_for(store: Store) -> None:
    start_case(store, other(UNLIKE), ADA)
    draft = open_draft(store, METHOD).draft
    assert elsewhere_secret(store, draft) == ()


def test_what_was_offered_before_is_as_secret(store: Store) -> None:
    change_case(store, METHOD, DEMO.replace("30655.80", "29999.40"), ADA, seen=1)
    draft = open_draft(store, METHOD).draft
    assert "L004" in codes(draft, store, "Først ble det tilbudt 30 655,80 kroner.")


def test_a_case_of_a_form_no_longer_read_is_searched_for_by_what_it_marks(store: Store) -> None:
    store.add_case("ID2099_951", "Gammel", "product: {name: Lumoveris}\nprice: {secret: 27431.65}\n", ADA)
    draft = open_draft(store, METHOD).draft
    assert "L004" in codes(draft, store, "Prisen var 27 431,65 NOK.")


def test_the_programs_own_files_tell_of_no_other_case(store: Store) -> None:
    for names in (SAME_DRUG,):
        start_case(store, other(names), ADA)
    draft = open_draft(store, METHOD).draft
    case = parse_case(DEMO).case
    assert secrets_elsewhere(store, case, draft.figures)
    assert "public.pdf" in public_files(draft, elsewhere=elsewhere_secret(store, draft))


# -- a report that is marked -----------------------------------------------------------------------------------------


def marked(draft: Draft, mark: str) -> Draft:
    assert draft.report is not None
    document: Document = draft.report.document
    pages = tuple(replace(page, header=f"{page.header}\n{mark}") for page in document.pages)
    return replace(draft, report=replace(draft.report, document=replace(document, pages=pages)))


@pytest.fixture(scope="module")
def draft(tmp_path_factory: pytest.TempPathFactory) -> Draft:
    return draft_note(parse_case(DEMO), REPORT)


@pytest.mark.parametrize(
    "mark", ["Konfidensielt", "u.off.", "Unntatt offentlighet, jf. offentleglova § 13", "Taushetsbelagt", "Fortrolig"]
)
def test_a_marked_report_is_not_quoted_in_public(draft: Draft, mark: str) -> None:
    assert public_stops(draft) == ()
    (place, *_) = public_stops(marked(draft, mark))
    assert (place.where, place.stop.kind) == ("case.report", "marked")
    assert "merket unntatt" in place.message
    with pytest.raises(Refused, match="stoppet"):
        public_files(marked(draft, mark))


def test_the_text_of_a_marked_report_is_no_ground(draft: Draft) -> None:
    assert draft.report is not None
    told = next(
        statement
        for statement in draft.report.statements
        if len(statement.text.split()) > 8 and "pasienter" in statement.text and any(map(str.isdigit, statement.text))
    )
    own = with_text(draft, told.text)
    assert len(public_stops(marked(own, "Konfidensielt"))) >= 1 + len(public_stops(own))


def test_a_second_person_may_accept_that_a_marked_report_is_quoted(store: Store, draft: Draft) -> None:
    report = marked(draft, "Konfidensielt")
    (place, *rest) = public_stops(report)
    assert rest == []
    accept(store, report, place, BO, "Rapporten er offentliggjort av DMP etterpå.")
    assert "public.pdf" in public_files(report, accepted=(place,))
