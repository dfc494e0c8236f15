"""The log under labels that nobody listed: a field is known by what its label means."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.reports.report import Report, read_report
from tests.documents.written import TITLE, written

FIELDS = "Bestilling\tID2099_010\nPreparat\tVidda\nVirkestoff\tviddatinib\nATC-kode\tL01EX99"


def read(line: str) -> Report:
    return read_report(written(TITLE, f"Logg\n\n{FIELDS}\n{line}"))


@pytest.mark.parametrize(
    ("line", "event", "value"),
    [
        ("Bestilt av Bestillerforum\t24. februar 2025", "commissioned", "24. februar 2025"),
        ("Oppdrag gitt av Bestillerforum for nye metoder\t24.2.2025", "commissioned", "24.2.2025"),
        ("Anmodning sendt firma\t3.3.2025", "ordered", "3.3.2025"),
        ("Anmodning om dokumentasjon sendt\t3.3.2025", "ordered", "3.3.2025"),
        ("Bestilling mottatt\t28.4.2025", "ordered", "28.4.2025"),
        ("Dokumentasjon tinga 4. mars 2024", "ordered", "4. mars 2024"),
        ("Opplysninger fra firma mottatt\t11.6.2025", "received", "11.6.2025"),
        ("Innsendt dokumentasjonspakke komplett\t11.6.2025", "received", "11.6.2025"),
        ("Dokumentasjon\n\n21. juni 2024 motteken", "received", "21. juni 2024"),
        ("Arbeid påbegynt\t23.6.2025", "started", "23.6.2025"),
        ("Oppstart\t23.6.2025", "started", "23.6.2025"),
        ("Saksbehandlingen startet\t26. mai 2025", "started", "26. mai 2025"),
        ("Sakshandsaming\n\n19. august 2024 starta", "started", "19. august 2024"),
        ("Utredningen igangsatt\t26.05.2025", "started", "26.05.2025"),
        ("Rapport oversendt\t15.9.2025", "finished", "15.9.2025"),
        ("Rapporten ferdig\t14. oktober 2025", "finished", "14. oktober 2025"),
        ("Vurdering avsluttet\t14.10.2025", "finished", "14.10.2025"),
        ("Innehaver av markedsføringstillatelse\tLomvi Vaccines B.V.", "company", "Lomvi Vaccines B.V."),
        ("Verksemd\tHaugtussa Legemiddel AS", "company", "Haugtussa Legemiddel AS"),
        ("Søker\tFjord Pharma AS", "company", "Fjord Pharma AS"),
        ("Marketing authorisation holder\tFjord Pharma AS", "company", "Fjord Pharma AS"),
        ("Bruksområde\tVidda er indisert til voksne.", "indication", "Vidda er indisert til voksne."),
        ("Indikasjon som vurderes\tVidda er indisert til voksne.", "indication", "Vidda er indisert til voksne."),
        ("Sakshandsamingstid\t172 dagar", "days", "172 dagar"),
        ("Antall dager\t141 (hvorav firmaet brukte 20)", "days", "141 (hvorav firmaet brukte 20)"),
    ],
)
def test_a_field_is_known_by_what_its_label_means(line: str, event: str, value: str) -> None:
    row = read(line).logged(event)
    assert row is not None
    assert row.value == value


@pytest.mark.parametrize(
    "line",
    [
        "Klinikere kontaktet første gang\t11.11.2024",
        "Møte med firmaet\t11.11.2024",
        "Svar fra fageksperter mottatt\t11.11.2024",
        "Prisendring\t1.1.2025",
        "Beslutningsforum\t20.1.2025",
    ],
)
def test_another_date_is_no_field(line: str) -> None:
    assert {row.event for row in read(line).log} == {"order", "product", "substance", "atc", "other"}


def test_a_label_inside_its_value_is_taken_out() -> None:
    row = read("Vidda er indisert til behandling av voksne som ikke Indikasjon har hatt nok effekt av annet.").logged(
        "indication"
    )
    assert row is not None
    assert row.value == "Vidda er indisert til behandling av voksne som ikke har hatt nok effekt av annet."


@given(st.text(alphabet="abcdefghijklmnopqrstuvwxyzæøå ", min_size=1, max_size=40))
def test_any_words_before_a_date_give_at_most_one_event(words: str) -> None:
    label = words.strip().capitalize() or "X"
    found = [row for row in read(f"{label}\t01.02.2025").log if row.value == "01.02.2025"]
    assert len(found) <= 1
