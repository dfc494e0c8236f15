"""Facts: right, or missing and said to be; never wrong."""

from __future__ import annotations

import json
import re
from dataclasses import replace

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from corpus.documents import Document
from corpus.reading.read import read_bytes
from corpus.reports.report import read_report
from drafting.facts import Facts, facts, facts_json
from drafting.facts.fact.price_basis import basis_and_vat
from tests.documents.make_reports import random_report
from tests.documents.written import LOG, TITLE, report_with, written


def read(*bodies: str, headings: tuple[tuple[str, str, int], ...] = ()) -> Facts:
    return facts(read_report(report_with(*bodies, headings=headings)))


def value(found: Facts, key: str) -> str | None:
    fact = found.get(key)
    return fact.value if fact else None


def test_title_page_and_log_with_place() -> None:
    found = read()
    wanted = {
        "method_id": "ID2099_010",
        "track": "cost_utility",
        "dated": "2025-04-24",
        "product": "Vidda",
        "substance": "viddatinib",
        "company": "Fjellheim Pharma AS",
        "atc": "L01EX99",
        "indication": "Vidda er indisert til voksne med myelomatose.",
        "log.ordered": "2024-03-01",
        "log.received": "2024-05-02",
        "log.finished": "2025-04-24",
        "log.days": "180",
    }
    assert {key: value(found, key) for key in wanted} == wanted
    fact = found.get("log.received")
    assert fact is not None
    assert (fact.source.page, fact.source.quote) == (2, "Dokumentasjon mottatt:\t02.05.2024")


@pytest.mark.parametrize(
    ("sentence", "key", "expected"),
    [
        ("DMP anslår at om lag 1 250 pasienter i Norge er aktuelle for behandling i dag.", "patients.now", "1250"),
        ("DMP anslår at 7,5 nye pasienter vil være aktuelle hvert år.", "patients.per_year", "7.5"),
        ("DMP har beregnet et absolutt prognosetap (APT) på 14,52 QALY.", "severity.absolute_shortfall", "14.52"),
        ("DMP har beregnet APT til om lag 12 gode leveår.", "severity.absolute_shortfall", "12"),
        ("DMP anslår en helsegevinst på 0,62 QALY.", "qaly.gain.dmp", "0.62"),
        ("Firmaet har beregnet en gevinst på 1,1 gode leveår.", "qaly.gain.company", "1.1"),
        ("DMPs IKER er 1,2 mill. NOK per QALY med maks-AUP inkl. mva.", "icer.dmp.max_aup.inc_vat", "1200000"),
        (
            "Firmaets IKER er 900 000 NOK per vunnet QALY med maks-AUP uten mva.",
            "icer.company.max_aup.ex_vat",
            "900000",
        ),
        ("DMP anslår IKER til 410 000 NOK/QALY med RHF-AUP inkl. mva.", "icer.dmp.rhf_aup.inc_vat", "410000"),
        (
            "Legemiddelkostnaden med Vidda er 812 000 NOK per år med maks-AUP inkl. mva.",
            "cost.annual.max_aup.inc_vat",
            "812000",
        ),
        ("Årskostnaden for komparator er 96 400 NOK med maks-AUP uten mva.", "cost.comparator.max_aup.ex_vat", "96400"),
        ("Komparator er docetaksel.", "comparator", "docetaksel"),
    ],
)
def test_a_sentence_that_says_it_all_is_a_fact(sentence: str, key: str, expected: str) -> None:
    found = read(f"Innledning som står først. {sentence} Noe mer etterpå.")
    fact = found.get(key)
    assert fact is not None
    assert (fact.value, fact.source.page, fact.source.quote) == (expected, 3, sentence)


@pytest.mark.parametrize(
    ("sentence", "prefix"),
    [
        ("DMPs IKER er 900 000 NOK per QALY.", "icer"),
        ("DMPs IKER er 900 000 NOK per QALY med maks-AUP.", "icer"),
        ("DMPs IKER er 900 000 NOK per QALY inkl. mva.", "icer"),
        ("IKER er 900 000 NOK per QALY med maks-AUP inkl. mva.", "icer"),
        ("DMPs IKER er 900 000 NOK per QALY med maks-AUP, både med mva. og uten mva.", "icer"),
        ("DMPs IKER er mellom 500 000 og 900 000 NOK per QALY med maks-AUP inkl. mva.", "icer"),
        ("DMPs IKER i undergruppen er 900 000 NOK per QALY med maks-AUP inkl. mva.", "icer"),
        ("Legemiddelkostnaden med Vidda er 812 000 NOK per år.", "cost"),
        ("Årskostnaden for docetaksel er 90 000 NOK med maks-AUP inkl. mva.", "cost"),
        ("DMP anslår at 20-40 pasienter er aktuelle for behandling i dag.", "patients"),
        ("DMP anslår at mellom 20 og 40 pasienter er aktuelle for behandling i dag.", "patients"),
        ("I studien ble 316 pasienter behandlet, og de lever i dag.", "patients"),
        ("Firmaet anslår at 90 pasienter er aktuelle for behandling i dag.", "patients"),
        ("DMP anslår en helsegevinst på mellom 0,2 og 0,6 QALY.", "qaly"),
        ("Firmaet og DMP anslår begge en helsegevinst på 0,62 QALY.", "qaly"),
    ],
)
def test_a_sentence_that_leaves_something_open_is_no_fact(sentence: str, prefix: str) -> None:
    assert [fact for fact in read(sentence).facts if fact.key.startswith(prefix)] == []


def test_of_two_numbers_each_has_the_terms_beside_it_and_no_others() -> None:
    found = read("DMPs IKER er 900 000 NOK per QALY med maks-AUP inkl. mva. og 400 000 NOK per QALY med RHF-AUP.")
    given = {fact.key: fact.value for fact in found.facts if fact.key.startswith("icer")}
    assert given == {"icer.dmp.max_aup.inc_vat": "900000"}
    assert not any("400000" in one.value for one in found.candidates)


def test_an_amount_without_price_basis_is_warned_of() -> None:
    found = read("DMPs IKER er 900 000 NOK per QALY.")
    assert "IKER på side 3 oppgir ikke entydig prisgrunnlag og merverdiavgift, og er ikke brukt." in found.warnings


@pytest.mark.parametrize(
    ("texts", "named"),
    [
        (("med maks-AUP inkl. mva.",), ("max_aup", "inc_vat")),
        (("maksimal utsalgspris uten merverdiavgift",), ("max_aup", "ex_vat")),
        (("LIS-AUP inkludert mva.",), ("rhf_aup", "inc_vat")),
        (("12 000 NOK", "alle tall er med maks-AUP og inkl. mva."), ("max_aup", "inc_vat")),
        (("RHF-AUP inkl. mva.", "alle tall er med maks-AUP"), ("rhf_aup", "inc_vat")),
        (("maks-AUP", "maks-AUP inkl. mva. og maks-AUP uten mva."), None),
        (("maks-AUP og RHF-AUP inkl. mva.",), None),
        (("listepris eks. mva.",), ("other", "ex_vat")),
        (("12 000 NOK",), None),
    ],
)
def test_price_basis_is_said_or_unknown(texts: tuple[str, ...], named: tuple[str, str] | None) -> None:
    assert basis_and_vat(*texts) == named


def test_two_values_are_a_conflict_with_both_quotes_and_no_fact() -> None:
    found = read(
        "DMP anslår at om lag 40 pasienter er aktuelle for behandling i dag.",
        "DMP legger til grunn at om lag 45 pasienter er aktuelle for behandling i dag.",
    )
    (conflict,) = found.conflicts
    assert (conflict.key, [fact.value for fact in conflict.facts]) == ("patients.now", ["40", "45"])
    assert [fact.source.page for fact in conflict.facts] == [3, 4]
    assert found.get("patients.now") is None


def test_dmp_stands_before_the_company_and_the_difference_is_told() -> None:
    found = read(
        "Firmaet anslår at om lag 90 pasienter er aktuelle for behandling i dag.",
        "DMP anslår at om lag 40 pasienter er aktuelle for behandling i dag.",
    )
    assert value(found, "patients.now") == "40"
    assert {fact.value for fact in found.conflicts[0].facts} == {"40", "90"}


BUDGET = (
    "Tabell 17: Forventet budsjettvirkning på legemiddelbudsjettet (NOK, maks-AUP inkl. mva.)\n\n"
    "\tÅr 1\tÅr 2\nIntervensjon\t12 316\t20 000\nKomparator\t8 911\t5 000\nBudsjettvirkning\t{}\t15 000"
)


def test_budget_table_year_by_year() -> None:
    found = read(BUDGET.format("3 405"))
    assert [value(found, f"budget.year1.{role}") for role in ("intervention", "comparator", "impact")] == [
        "12316",
        "8911",
        "3405",
    ]
    assert value(found, "budget.year2.impact") == "15000"
    assert not any("Trykkfeil" in warning for warning in found.warnings)


def test_a_difference_off_by_one_is_reported_and_not_repaired() -> None:
    found = read(BUDGET.format("3 406"))
    assert value(found, "budget.year1.impact") == "3406"
    (warning,) = [warning for warning in found.warnings if "Trykkfeil" in warning]
    assert "3 406" in warning
    assert "12 316 − 8 911 er 3 405" in warning
    assert "side 3" in warning


def test_a_budget_table_in_millions_and_one_split_over_pages() -> None:
    found = read(
        "Tabell 3: Budsjettvirkning (mill. NOK, maks-AUP inkl. mva.)\n\n\tÅr 1\tÅr 2\nIntervensjon\t12,5\t20",
        "Komparator\t2,5\t5\nBudsjettvirkning\t10,0\t15",
    )
    assert value(found, "budget.year1.impact") == "10000000"
    assert value(found, "budget.year2.comparator") == "5000000"


def test_impossible_unit_is_a_misprint() -> None:
    found = read("Kostnad per QALY er 725 000 millioner NOK/QALY.")
    (warning,) = [warning for warning in found.warnings if "Trykkfeil" in warning]
    assert "725 000 millioner NOK/QALY" in warning
    assert "725 000 000 000" in warning
    assert not [fact for fact in found.facts if fact.key.startswith("icer")]


RESULTS = (
    "Tabell 9: Resultater av DMPs hovedanalyse (maks-AUP inkl. mva.)\n\n\tVidda\tDocetaksel\tDifferanse\n"
    "Totale kostnader, NOK\t658 000\t100 000\t558 000\nTotale QALY\t2,62\t2,00\t0,62\nIKER, NOK per QALY\t\t\t{}"
)


def test_a_quotient_that_does_not_match_its_parts_is_reported() -> None:
    assert not any("Trykkfeil" in warning for warning in read(RESULTS.format("900 000")).warnings)
    (warning,) = [warning for warning in read(RESULTS.format("800 000")).warnings if "Trykkfeil" in warning]
    assert "800 000" in warning
    assert "900 000" in warning


def test_optical_recognition_gives_no_number() -> None:
    document = report_with("DMPs IKER er 900 000 NOK per QALY med maks-AUP inkl. mva.", BUDGET.format("3 405"))
    pages = tuple(replace(page, ocr=page.number > 2) for page in document.pages)
    found = facts(read_report(replace(document, pages=pages)))
    assert not [fact for fact in found.facts if fact.source.page > 2]
    assert any("tegngjenkjenning" in warning for warning in found.warnings)


def test_a_sentence_over_a_page_break_cites_the_page_of_the_number() -> None:
    fact = read("Legemiddelkostnaden med Vidda med maks-AUP inkl. mva. er beregnet til", "812 000 NOK per år.").get(
        "cost.annual.max_aup.inc_vat"
    )
    assert fact is not None
    assert (fact.source.page, fact.source.quote) == (4, "812 000 NOK per år.")


@pytest.mark.parametrize(
    ("topic", "title", "subject"),
    [
        ("severity", "Alvorlighet og prognosetap", "alvorligheten"),
        ("benefit", "Nytte", "nytten"),
        ("resources", "Kostnadseffektivitet", "merkostnaden"),
        ("uncertainty", "Usikkerhet", "usikkerheten"),
    ],
)
def test_conclusions_are_dmps_own_words(topic: str, title: str, subject: str) -> None:
    said = f"DMP vurderer at {subject} er stor."
    fact = read(f"Oppsummering\n\n{title}\n\nStudien var stor. {said} Resten følger.").get(f"conclusion.{topic}")
    assert fact is not None
    assert fact.value == fact.source.quote == said
    unsure = read(f"Oppsummering\n\n{title}\n\nStudien var stor. DMP vurderer at dette er rimelig. Resten følger.")
    assert unsure.get(f"conclusion.{topic}") is None


@pytest.mark.parametrize(
    "words",
    [
        "Kostnad-nytte-vurdering",
        "Kostnad-nytteanalyse",
        "Kostnadsminimeringsanalyse",
        "Terskelanalyse",
        "Kostnadssammenligning",
    ],
)
def test_the_track_is_quoted_in_whole_words(words: str) -> None:
    title = TITLE.replace("Metodevurdering med kostnad-nytteanalyse", f"Metodevurdering\n\n{words} etter lov")
    fact = facts(read_report(written(title, LOG))).get("track")
    assert fact is None or f" {fact.source.quote} " in f" {words} "


def test_json_has_the_keys_of_the_command() -> None:
    found = facts_json(
        read("DMP anslår at 40 pasienter er aktuelle i dag.", "DMP anslår at 41 pasienter er aktuelle i dag.")
    )
    assert json.loads(json.dumps(found)) == found
    assert set(found) == {"facts", "conflicts", "candidates", "not_found", "warnings"}
    assert set(found["facts"][0]) == {"key", "value", "unit", "page", "quote", "scope"}
    assert set(found["conflicts"][0]["values"][0]) == {"value", "page", "quote"}


@pytest.mark.parametrize("seed", [0, 2, 5, 6])
def test_facts_of_a_drawn_report_are_those_it_was_drawn_from(seed: int) -> None:
    drawn = random_report(seed)
    found = facts(read_report(read_bytes(drawn.pdf, drawn.name)))
    wrong = {
        fact.key: (fact.value, drawn.truth.facts.get(fact.key))
        for fact in found.facts
        if _differs(fact.value, drawn.truth.facts.get(fact.key))
    }
    assert wrong == {}
    assert len(found.facts) > 0.9 * len(drawn.truth.facts)


def _differs(said: str, true: str | None) -> bool:
    folded = [" ".join((text or "").split()).rstrip(".").casefold() for text in (said, true)]
    return true is not None and folded[0] != folded[1]


SOME_TEXT = (
    "IKER er 900 000 NOK per QALY med maks-AUP inkl. mva. APT på 12,5 pasienter i dag år 1 DMP firmaet Tabell 3: "
    "Budsjett ID2099_010 helsegevinst Intervensjon Komparator aktuelle"
)
WORDS = [*re.split(" ", SOME_TEXT), "\t", "\n\n", "\n", "•", "[^1]: "]


@given(st.lists(st.sampled_from(WORDS), max_size=60).map(" ".join))
@settings(deadline=None, max_examples=80)
@example("[^1]:  \t")  # nothing but a footnote, with a tab
def test_any_text_is_read_and_every_quote_stands_on_its_page(body: str) -> None:
    document: Document = report_with(body)
    for fact in facts(read_report(document)).facts:
        page = document.pages[fact.source.page - 1].text
        assert page[fact.source.start : fact.source.end] == fact.source.quote
        assert fact.source.quote.strip()


@pytest.mark.parametrize(
    "printed", ["1 25\ufffd pasienter", "\ufffd 250 pasienter", "1 250\ufffd pasienter", "1\ufffd250 pasienter"]
)
def test_a_number_beside_an_unreadable_sign_is_no_fact(printed: str) -> None:
    found = read(f"DMP anslår at om lag {printed} i Norge er aktuelle for behandling i dag.")
    assert found.get("patients.now") is None


def test_what_was_not_read_beside_an_unreadable_sign_is_said() -> None:
    found = read("DMP har beregnet et absolutt prognosetap (APT) på 14,52 QALY for pasientene \ufffd alle.")
    assert found.get("severity.absolute_shortfall") is None
    assert any("severity.absolute_shortfall er ikke lest" in warning for warning in found.warnings)


def test_a_budget_table_whose_columns_part_the_numbers_gives_none() -> None:
    found = read(
        "Tabell 9: Forventet budsjettvirkning på legemiddelbudsjettet (NOK, maks-AUP inkl. mva.)\n\n"
        "\t\tÅr 1\t\tÅr 2\nIntervensjon\t1\t219 233\t1\t902 003\nKomparator\t\t371 511\t\t579 557\n"
        "Budsjettvirkning\t\t847 722\t1\t322 446"
    )
    assert [fact.key for fact in found.facts if fact.key.startswith("budget.")] == []
    assert any("lar seg ikke skille sikkert" in warning for warning in found.warnings)
