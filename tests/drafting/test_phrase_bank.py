"""The phrase bank: what is proposed, that nothing of a case travels with it, and what the composer does with it."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.errors import UserError
from corpus.notes.note import PriceNote, read_note
from corpus.reading.read import read_bytes, read_pages
from drafting.case.file import read_case
from drafting.drafts.draft import draft_note
from drafting.house_style.phrase_bank import (
    FILE,
    accepted_wordings,
    decide,
    house_composer,
    merged,
    read_bank,
    with_examples,
)
from drafting.house_style.recurring import Phrase, masked, proposals
from drafting.writing.composing.material.phrase_kinds import KINDS, MASK, kind_of, worded
from tests.documents.sound_notes import sound_note

SAMPLES = Path(__file__).parents[2] / "corpus" / "samples"
NOW = datetime(2098, 1, 2, 3, 4, tzinfo=UTC)


@cache
def samples() -> tuple[PriceNote, ...]:
    return tuple(read_note(read_pages(path)) for path in sorted((SAMPLES / "notes").glob("*.txt")))


@cache
def proposed() -> tuple[Phrase, ...]:
    return proposals(samples())


def phrase(kind: str) -> Phrase:
    return next(phrase for phrase in proposed() if phrase.kind == kind)


def test_what_recurs_is_proposed_with_counts_and_sources() -> None:
    offer = phrase("offer")
    assert offer.text == "⟨firma⟩ har ⟨dato⟩ tilbudt følgende priser:"
    assert offer.count == len(offer.sources) >= 10
    assert "ID2098_016" in offer.sources
    assert {"threshold", "cost_utility"} <= set(offer.tracks)


def test_proposals_do_not_depend_on_the_order_of_the_notes() -> None:
    assert proposals(reversed(samples())) == proposed()


def test_nothing_of_a_case_travels_with_a_proposal() -> None:
    names = {name.lower() for note in samples() for name in (note.product, note.substance) if name}
    for found in (*proposed(), *proposals(_sound(seed) for seed in range(40, 60))):
        assert not re.search(r"\d", found.text), found.text
        assert not names & set(re.findall(r"\w+", found.text.lower())), found.text
        assert "«" not in found.text


def _sound(seed: int) -> PriceNote:
    return read_note(read_bytes(sound_note(seed).encode(), "notat.txt"))


@given(st.text(alphabet=" aæbB.,:0123456789()«-", max_size=80))
def test_a_masked_sentence_holds_no_digit(text: str) -> None:
    assert not re.search(r"\d", masked(text, ("Lumovex", "ellurigenparvovek")))


@pytest.mark.parametrize(
    "sentence",
    [
        "⟨firma⟩ har ⟨dato⟩ ikke tilbudt følgende priser:",
        "Dersom ⟨legemiddel⟩ ikke blir besluttet innført av Beslutningsforum ⟨dato⟩, kan ny pris gjelde fra ⟨dato⟩.",
        "Ny pris kan gjelde fra ⟨dato⟩ dersom ⟨legemiddel⟩ blir besluttet innført av Beslutningsforum ⟨dato⟩.",
        "Dersom ⟨legemiddel⟩ blir besluttet innført nå av Beslutningsforum ⟨dato⟩, kan ny pris gjelde fra ⟨dato⟩.",
    ],
)
def test_a_sentence_that_says_more_less_or_in_another_order_is_no_variant(sentence: str) -> None:
    assert all(not kind_of(kind.section, sentence) for kind in KINDS)


def test_a_gap_or_another_number_of_marks_leaves_the_composer_its_own() -> None:
    bank = {"offer": "⟨firma⟩ har ⟨dato⟩ tilbudt følgende priser:"}
    assert worded(bank, "offer", "Eget.", ("A", "B")) == "A har B tilbudt følgende priser:"
    assert worded(bank, "offer", "Eget.", ("A", "[mangler: dato]")) == "Eget."
    assert worded(bank, "offer", "Eget.", ("A",)) == "Eget."
    assert worded({}, "offer", "Eget.", ("A", "B")) == "Eget."


def test_decisions_are_kept_with_who_and_when(tmp_path: Path) -> None:
    assert read_bank(tmp_path) == ()
    decide(tmp_path, phrase("offer"), "accepted", "Tove Test", NOW)
    decide(tmp_path, phrase("report"), "rejected", "Tove Test", NOW)
    bank = read_bank(tmp_path)
    assert {(one.kind, one.state, one.by, one.at) for one in bank} == {
        ("offer", "accepted", "Tove Test", "2098-01-02T03:04:00+00:00"),
        ("report", "rejected", "Tove Test", "2098-01-02T03:04:00+00:00"),
    }
    states = {one.kind: one.state for one in merged(proposed(), bank) if one.kind}
    assert states["offer"] == "accepted"
    assert states["offer_negotiated"] == "proposed"
    assert accepted_wordings(bank) == {"offer": phrase("offer").text}
    assert with_examples({"pristilbud": ("før",)}, bank) == {"pristilbud": (phrase("offer").text, "før")}


def test_a_bank_that_is_not_ours_is_one_line(tmp_path: Path) -> None:
    (tmp_path / FILE).write_text("- tull: 1\n", "utf-8")
    with pytest.raises(UserError, match="Frasebanken"):
        read_bank(tmp_path)


def test_an_edited_bank_cannot_put_words_into_a_note(tmp_path: Path) -> None:
    bad = Phrase("pristilbud", "⟨firma⟩ har ⟨dato⟩ gitt 10 prosent rabatt.", kind="offer", state="accepted")
    assert accepted_wordings([bad]) == {}


@pytest.mark.parametrize("path", sorted((SAMPLES / "cases").glob("*.yaml")), ids=lambda path: path.stem)
def test_the_composer_writes_the_accepted_wording_with_every_value_in_a_slot(path: Path, tmp_path: Path) -> None:
    """Only the fixed sentences change; slots, sources, findings and the other sentences stay."""
    for found in proposed():
        if found.kind:
            decide(tmp_path, found, "accepted", "Tove Test", NOW)
    case_file = read_case(path)
    plain = draft_note(case_file)
    housed = draft_note(case_file, None, house_composer(tmp_path, case_file.case.report.track))
    text = housed.note.section("pristilbud").text
    assert re.search(
        r"\{\{case\.product\.company\}\} har \{\{case\.offer\.dated\}\} (?:etter prisforhandling )?tilbudt", text
    )
    assert "Det vises til metodevurderingsrapport" in housed.note.section("bakgrunn").text
    for before, after in zip(plain.note.sections, housed.note.sections, strict=True):
        assert sorted(re.findall(r"\{\{[^}]+\}\}", before.text)) == sorted(re.findall(r"\{\{[^}]+\}\}", after.text))
        assert not MASK.search(after.text)
    assert housed.all_findings == plain.all_findings
