"""Public text is closed: what people write tells no price unless a second person has accepted it."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.errors import Refused
from drafting.case.file import read_case
from drafting.confidentiality.closed.of_note import note_stops
from drafting.confidentiality.closed.remedies import remedy
from drafting.confidentiality.closed.stops import LEARNS, stops
from drafting.drafts.draft import Draft, draft_note
from drafting.editing.saved_draft import change_case, edit_section, open_draft, start_case
from drafting.editing.section_text import section_text
from drafting.publishing.accepted_sentences import accept
from drafting.publishing.gate import public_files, public_stops
from drafting.settings import settings as settings_of
from drafting.store.store import Store, User, open_store

ROOT = Path(__file__).parents[2]
BLIND = Path(__file__).parent / "blind"
DEMO = ROOT / "corpus/samples/demo.yaml"
ADA, BO, SIRI = User("Ada", "fagrådgiver"), User("Bo", "fagrådgiver"), User("Siri", "leser")
METHOD = "ID2099_001"
REASON = "Leverandøren har selv offentliggjort dette."


def kept(name: str) -> list[str]:
    return [item["text"] if isinstance(item, dict) else item for item in json.loads((BLIND / name).read_text("utf-8"))]


@pytest.mark.parametrize(
    "text", [*kept("tell_price.json"), *kept("tell_price_2.json")[0::2], *kept("own_siblings.json")]
)
def test_no_kept_way_of_telling_a_price_passes(text: str) -> None:
    found = stops(text)
    assert found
    assert all(stop.kind in LEARNS and text[stop.start : stop.end] == stop.sentence for stop in found)


@pytest.mark.parametrize(
    "text",
    [
        "Kontroll skjer hos fastlege etter seks uker.",
        "Bivirkningene var hyppigere i behandlingsarmen enn i kontrollarmen.",
        "Sykdommen rammer om lag dobbelt så mange kvinner som menn, og de fleste pasientene er over 60 år.",
        "Legemidlet gis som intravenøs infusjon over 30 minutter hver 3. uke.",
        "Median overlevelse var 11,2 måneder i studien.",
        "DMP mottok dokumentasjonen 14.05.2025.",
        "Saken behandles i Beslutningsforum 17. november 2025.",
        "Prisene er unntatt offentlighet, jf. offentleglova § 13.",
        "Sykehusinnkjøp har mottatt et pristilbud fra firmaet.",
        "Avtalen gjelder fra 1. januar 2026.",
        "RHF-AUP er {{price.099001.rhf_aup}} og Maks-AUP {{price.099001.max_aup}} inkl. mva.",
        "Metoden ID2022_075 ble besluttet innført i 2024.",
        "HER2-positiv brystkreft i stadium IV behandles med kjemoterapi.",
        "Det forutsettes at prisen er lik eller lavere enn den prisen som er grunnlaget for beslutningen.",
    ],
)
def test_what_an_adviser_rightly_writes_passes(text: str) -> None:
    names = {"Lumoveris", "lumoverisib"}
    assert stops(text, names=names, house=lambda said: said.startswith("Det forutsettes at prisen er lik")) == ()


@pytest.fixture(scope="module")
def drafts() -> dict[str, Draft]:
    paths = [
        DEMO,
        *sorted((ROOT / "corpus/samples/cases").glob("*.yaml")),
        *sorted((ROOT / "corpus/samples/notes/cases").glob("*.yaml")),
    ]
    return {path.stem: draft_note(read_case(path)) for path in paths}


def test_the_programs_own_text_stops_nowhere(drafts: dict[str, Draft]) -> None:
    assert {name: public_stops(draft) for name, draft in drafts.items() if public_stops(draft)} == {}


def test_a_whole_quotation_of_a_cited_public_source_passes_and_a_piece_of_it_does_not() -> None:
    from corpus.documents import Source

    said = "Årskostnaden er om lag halvparten av kostnaden for dagens behandling ved maksimalpris."
    source = Source("hash", 3, 0, len(said), said, "rapport.pdf")
    assert stops(f"«{said}»", sources=(source,)) == ()
    assert stops(f"«{said}»")
    assert stops("Prisen er «om lag halvparten av» komparatorens.", sources=(source,))


def with_sentence(draft: Draft, key: str, sentence: str) -> Draft:
    section = draft.note.section(key)
    first = next(block for block in section.blocks if hasattr(block, "text"))
    blocks = tuple(
        replace(block, text=f"{block.text} {sentence}") if block is first else block for block in section.blocks
    )
    changed = replace(section, blocks=blocks, writer="human")
    sections = tuple(changed if one.key == key else one for one in draft.note.sections)
    return replace(draft, note=replace(draft.note, sections=sections))


@given(
    st.sampled_from(kept("tell_price.json")),
    st.sampled_from(["bakgrunn", "pristilbud", "budsjettkonsekvenser", "oppsummering"]),
)
@settings(max_examples=25, deadline=None)
def test_a_sentence_added_to_any_section_closes_the_public_version(
    drafts: dict[str, Draft], text: str, key: str
) -> None:
    changed = with_sentence(drafts["demo"], key, text)
    assert any(place.where == key for place in public_stops(changed))


@pytest.mark.parametrize("field", ["patients", "label", "comparator", "description"])
def test_free_text_of_the_case_counts_as_text_that_a_person_wrote(field: str) -> None:
    case_file = read_case(DEMO)
    case, told = case_file.case, "om lag 24 pasienter; prisen er 511 NOK per tablett"
    assert case.offer is not None
    assert case.comparator is not None
    changed = {
        "patients": {"patients": case.patients.model_copy(update={"statement": told}) if case.patients else None},
        "label": {"signatures": (case.signatures[0].model_copy(update={"title": told}),)},
        "comparator": {"comparator": case.comparator.model_copy(update={"name": told})},
        "description": {
            "offer": case.offer.model_copy(
                update={"packages": (case.offer.packages[0].model_copy(update={"description": told}),)}
            )
        },
    }[field]
    draft = draft_note(replace(case_file, case=case.model_copy(update=changed)))
    assert any(place.where.startswith("case.") for place in public_stops(draft))
    with pytest.raises(Refused, match="stoppet"):
        public_files(draft)


def test_a_table_sorted_by_a_person_tells_an_order(drafts: dict[str, Draft]) -> None:
    from drafting.note.note import NoteTable

    draft = drafts["cost_minimisation"]
    section = next(one for one in draft.note.sections if one.key == "kostnadseffektivitet")
    table = next(block for block in section.blocks if isinstance(block, NoteTable) and len(block.rows) > 2)
    turned = replace(table, rows=(table.rows[0], *reversed(table.rows[1:])))
    blocks = tuple(turned if block is table else block for block in section.blocks)
    sections = tuple(
        replace(one, blocks=blocks, writer="human") if one is section else one for one in draft.note.sections
    )
    found = note_stops(replace(draft.note, sections=sections), draft.note, draft.case_file, draft.figures, None)
    assert [place.stop.kind for place in found] == ["order"]


@pytest.fixture
def store(tmp_path: Path) -> Store:
    made = open_store(settings_of({"PRISNOTAT_HOME": str(tmp_path / "home")}))
    start_case(made, DEMO.read_text("utf-8"), ADA)
    return made


TOLD = "Den avtalte prisen er halvparten av det konkurrenten krever."


def told_by_ada(store: Store) -> None:
    saved = open_draft(store, METHOD)
    edit_section(store, saved, "pristilbud", f"{section_text(saved.draft.note.section('pristilbud'))}\n\n{TOLD}", ADA)


def test_a_second_person_accepts_the_very_sentence_and_it_is_logged_without_it(store: Store) -> None:
    told_by_ada(store)
    saved = open_draft(store, METHOD)
    (place,) = saved.stops
    for user, reason, refusal in (
        (ADA, REASON, "skrev setningen"),
        (SIRI, REASON, "kan publisere"),
        (BO, "ja", "begrunnelse"),
    ):
        with pytest.raises(Refused, match=refusal):
            accept(store, saved.draft, place, user, reason)
    with pytest.raises(Refused, match="unntatt"):
        accept(store, saved.draft, place, BO, "Prisen er 30 655,80 kroner og kjent.")
    with pytest.raises(Refused) as refused:
        public_files(saved.draft, accepted=saved.accepted)
    assert "halvparten" not in refused.value.listed
    accept(store, saved.draft, place, BO, REASON)
    saved = open_draft(store, METHOD)
    assert saved.accepted[place].who == "Bo"
    assert "public.pdf" in public_files(saved.draft, accepted=saved.accepted)
    (entry,) = [entry for entry in store.log(METHOD) if entry.event.startswith("setning godtatt")]
    assert (entry.who, entry.detail) == ("Bo", f"pristilbud: {REASON}")
    assert "halvparten" not in repr(store.log(METHOD))


def test_the_acceptance_falls_when_the_sentence_or_a_figure_changes(store: Store) -> None:
    told_by_ada(store)
    saved = open_draft(store, METHOD)
    accept(store, saved.draft, saved.stops[0], BO, REASON)
    saved = open_draft(store, METHOD)
    text = section_text(saved.draft.note.section("pristilbud"))
    edit_section(store, saved, "pristilbud", text.replace("halvparten", "en tredjedel"), ADA)
    assert not open_draft(store, METHOD).accepted
    edit_section(store, open_draft(store, METHOD), "pristilbud", text, ADA)
    assert open_draft(store, METHOD).accepted
    case = store.case_text(METHOD)[1].replace("48217.50", "48217.60")
    change_case(store, METHOD, case, ADA, seen=1)
    assert not open_draft(store, METHOD).accepted


def test_who_only_touched_another_sentence_may_accept_and_who_wrote_it_never_may(store: Store) -> None:
    told_by_ada(store)
    saved = open_draft(store, METHOD)
    text = section_text(saved.draft.note.section("pristilbud"))
    edit_section(store, saved, "pristilbud", f"{text}\n\nPrisene er unntatt offentlighet.", BO)
    saved = open_draft(store, METHOD)
    with pytest.raises(Refused, match="skrev setningen"):
        accept(store, saved.draft, saved.stops[0], ADA, REASON)
    accept(store, saved.draft, saved.stops[0], BO, REASON)


@pytest.mark.parametrize(
    ("sentence", "slot"),
    [
        ("Prisen er 30 655,80 NOK.", "price.099001.rhf_aup"),
        ("Prisen er halvparten av Maks-AUP.", "discount_percent"),
        ("Legemidlet er rimeligere enn komparator.", "{{"),
    ],
)
def test_each_stop_offers_the_slot_that_says_the_same(drafts: dict[str, Draft], sentence: str, slot: str) -> None:
    (stop,) = stops(sentence)
    said = remedy(stop, drafts["demo"].figures)
    assert slot in said or "godta" in said


@given(st.text(max_size=200))
@settings(max_examples=200, deadline=None)
def test_any_text_can_be_judged(text: str) -> None:
    for stop in stops(text, fence=False):
        assert text[stop.start : stop.end] == stop.sentence
        assert stop.opening


def test_the_half_that_nobody_has_read_is_no_worse_than_when_it_was_counted() -> None:
    assert sum(not stops(text) for text in kept("tell_price_2.json")[1::2]) <= 6


REPORT = ROOT / "corpus/samples/ID2099_001.pdf"


@pytest.mark.parametrize(
    ("sentence", "stands"),
    [
        ("Tre pasienter kan nå behandles der rapporten så for seg to.", False),
        ("28 pasienter kan nå få legemidlet for hver 18 i rapporten.", False),
        ("Vi kan behandle 57 prosent flere pasienter.", False),
        ("Studien inkluderte 306 pasienter med median alder 55 år.", False),
        ("Pasientene får legemidlet i fire av elleve måneder.", False),
    ],
)
def test_a_number_that_no_public_source_counts_so_is_stopped(sentence: str, stands: bool) -> None:
    assert bool(public_stops(with_sentence(draft_note(read_case(DEMO), REPORT), "bakgrunn", sentence))) is not stands


def test_a_number_that_the_report_counts_so_stands() -> None:
    from drafting.confidentiality.closed.grounds import ground_at, grounds

    found = grounds(
        ["Studien inkluderte 108 pasienter i to behandlingsarmer.", "Halvparten av pasientene var kvinner."]
    )
    for text in (
        "Det var 108 pasienter i studien.",
        "Studien hadde to behandlingsarmer.",
        "Halvparten av pasientene svarte.",
    ):
        place = next(n for n in range(len(text)) if ground_at(text, n) in found)
        assert ground_at(text, place) in found
    for text in ("109 pasienter", "108 tabletter", "to pasienter", "halvparten av prisen"):
        assert ground_at(text, 0) not in found


@pytest.mark.parametrize("name", ["ada", "ADA", "Ada ", " Ada", "A\u200bda", "Аda", "Ada A.", "", "\u00a0Ada"])
def test_the_same_person_by_another_spelling_is_no_second_person(store: Store, name: str) -> None:
    told_by_ada(store)
    saved = open_draft(store, METHOD)
    with pytest.raises(Refused):
        accept(store, saved.draft, saved.stops[0], User(name, "fagsjef"), REASON)


def test_whoever_only_tidies_a_sentence_has_not_written_it(store: Store) -> None:
    told_by_ada(store)
    saved = open_draft(store, METHOD)
    text = section_text(saved.draft.note.section("pristilbud"))
    edit_section(
        store, saved, "pristilbud", text.replace("avtalte prisen", "avtalte  prisen").replace(TOLD, TOLD[:-1] + "!"), BO
    )
    saved = open_draft(store, METHOD)
    with pytest.raises(Refused, match="skrev setningen"):
        accept(store, saved.draft, saved.stops[0], ADA, REASON)


def test_the_acceptance_falls_when_what_stands_beside_the_sentence_changes(store: Store) -> None:
    told_by_ada(store)
    saved = open_draft(store, METHOD)
    accept(store, saved.draft, saved.stops[0], BO, REASON)
    saved = open_draft(store, METHOD)
    assert saved.accepted
    text = section_text(saved.draft.note.section("pristilbud"))
    edit_section(store, saved, "pristilbud", f"{text}\n\nPrisene er unntatt offentlighet.", BO)
    assert not open_draft(store, METHOD).accepted


@pytest.mark.parametrize(
    "tail", [" – nå 36 prosent ned", ", 511 per tablett", ", til en tredel av prisen", ": 30 655,80"]
)
def test_a_title_that_tells_of_a_price_is_not_stored(tmp_path: Path, tail: str) -> None:
    from corpus.errors import UserError

    made = open_store(settings_of({"PRISNOTAT_HOME": str(tmp_path / "home")}))
    end = "minst én tidligere systemisk behandling\n"
    text = DEMO.read_text("utf-8").replace(f"{end}note_date", f"{end[:-1]}{tail}\nnote_date")
    assert tail in text
    with pytest.raises(UserError, match="Tittelen"):
        start_case(made, text, ADA)
