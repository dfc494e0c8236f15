"""Names of substances inside a sentence: small letters, except brands'."""

from __future__ import annotations

import pytest

from corpus.bokmal.substances import inside_sentence
from corpus.reports.report import read_report
from drafting.facts import facts
from drafting.note.note import Slot, Span, fill
from tests.documents.written import report_with


@pytest.mark.parametrize(
    ("name", "inside"),
    [
        ("Rituksimab sammen med lenalidomid (R2)", "rituksimab sammen med lenalidomid (R2)"),
        ("Docetaksel", "docetaksel"),
        ("Imatinib", "imatinib"),
        ("Onasemnogen abeparvovek", "Onasemnogen abeparvovek"),  # not sure, so as it stands
        ("Beste støttebehandling", "beste støttebehandling"),
        ("Kjemoterapi etter legens valg", "kjemoterapi etter legens valg"),
        ("Dagens behandling", "dagens behandling"),
        ("Cisplatin og gemcitabin", "cisplatin og gemcitabin"),
        ("Keytruda", "Keytruda"),
        ("Revlimid", "Revlimid"),
        ("Glivec", "Glivec"),
        ("Humira", "Humira"),
        ("MabThera", "MabThera"),
        ("FOLFOX", "FOLFOX"),
        ("R-CHOP", "R-CHOP"),
        ("Faktor IX", "faktor IX"),
        ("docetaksel", "docetaksel"),
        ("", ""),
    ],
)
def test_a_substance_has_a_small_letter_and_a_brand_its_own(name: str, inside: str) -> None:
    assert inside_sentence(name) == inside


def test_a_word_that_the_source_writes_small_is_no_brand() -> None:
    assert inside_sentence("Okrelimod", "… mot okrelimod hos voksne") == "okrelimod"
    assert inside_sentence("Okrelimod", "… mot Okrelimod hos voksne") == "Okrelimod"


@pytest.mark.parametrize(
    ("sentence", "name"),
    [
        ("Rituksimab sammen med lenalidomid (R2) er relevant komparator.", "rituksimab sammen med lenalidomid (R2)"),
        ("Beste støttebehandling er relevant komparator.", "beste støttebehandling"),
        ("Komparator er docetaksel.", "docetaksel"),
    ],
)
def test_a_comparator_at_the_start_of_a_sentence_is_read_as_the_word_it_is(sentence: str, name: str) -> None:
    fact = facts(read_report(report_with(sentence))).get("comparator")
    assert fact
    assert fact.value == name


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("sammenlignet med {{case.comparator.name}}.", "sammenlignet med rituksimab."),
        ("{{case.comparator.name}} er dagens valg.", "Rituksimab er dagens valg."),
        ("Kort sagt. {{case.comparator.name}} er valget.", "Kort sagt. Rituksimab er valget."),
        ("behandling med {{case.product.substance}} og", "behandling med rituksimab og"),
        ("preparatet {{case.product.name}} og", "preparatet Rituksimab og"),
    ],
)
def test_a_slot_inside_a_sentence_is_written_as_bokmal_has_it(text: str, printed: str) -> None:
    keys = ("case.comparator.name", "case.product.substance", "case.product.name")
    shown = {Slot(key): Span("Rituksimab", value=True) for key in keys}
    assert "".join(span.text for span in fill(text, shown)) == printed


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("Det gjelder {{fact.patients.now|value}} pasienter.", "Det gjelder om lag 40 pasienter."),
        ("Det gjelder om lag {{fact.patients.now|value}} pasienter.", "Det gjelder om lag 40 pasienter."),
        ("Det gjelder ca. {{fact.patients.now|value}} pasienter.", "Det gjelder ca. 40 pasienter."),
        ("Det gjelder omtrent {{fact.patients.now|value}} pasienter.", "Det gjelder omtrent 40 pasienter."),
        ("Tallet er {{fact.patients.now|value}}.", "Tallet er om lag 40."),
    ],
)
def test_the_reservation_of_a_fact_is_said_once(text: str, printed: str) -> None:
    shown = {Slot("fact.patients.now", "value"): Span("om lag 40", value=True)}
    assert "".join(span.text for span in fill(text, shown)) == printed
