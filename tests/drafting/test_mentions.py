"""Mentions: read with proof, or a candidate that says what speaks against it; never a number of something else."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.reports.report import read_report
from drafting.facts import Facts, facts, mentions_of
from drafting.facts.case_from_report import case_text
from drafting.facts.mentions.features import FEATURES, features
from drafting.facts.mentions.mention import side_of
from drafting.facts.mentions.ranking import likelihood, weights
from drafting.facts.mentions.wanted import WANTED
from tests.documents.written import report_with

TABLE = Path(__file__).parents[1] / "tables" / "mentions.toml"
ROWS = tomllib.loads(TABLE.read_text(encoding="utf-8"))["row"]
SUMMARY = (("oppsummering", "Oppsummering", 3),)
RESULTS = (("4", "Resultater", 3),)
ARMS = "\tVidda\tRegorafenib\tDifferanse\n"
ROWS_OF_RESULT = "Totale kostnader\t900 000\t400 000\t500 000\nQALY\t3,0\t2,0\t1,0\nIKER\t\t\t500 000"


def read(text: str, headings: tuple[tuple[str, str, int], ...] = SUMMARY) -> Facts:
    return facts(read_report(report_with(f"{headings[0][1]}\n\n{text}", headings=headings)))


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row['key']}: {row['text'][:50]}")
def test_a_sentence_gives_a_fact_or_a_candidate(row: dict[str, Any]) -> None:
    found = read(row["text"])
    fact = found.get(row["key"])
    assert (fact.value if fact else "") == row.get("value", "")
    if "maybe" in row:
        against = [one.against for one in found.candidates if (one.key, one.value) == (row["key"], row["maybe"])]
        assert against, [(one.key, one.value) for one in found.candidates]
        assert row["why"] in "; ".join(against[0])


@pytest.mark.parametrize(
    "caption",
    [
        "Følsomhetsanalyser, DMP (maks-AUP uten mva.)",
        "Resultater for undergruppen over 65 år (DMP, maks-AUP uten mva.)",
        "Firmaets resultater, maks-AUP uten mva.",
        "Resultater i Sverige, DMPs gjengivelse, maks-AUP uten mva.",
        "Resultater, DMPs hovedanalyse",
        "Scenario der prisen halveres (DMP, maks-AUP uten mva.)",
    ],
)
def test_a_table_of_something_else_gives_no_icer_of_dmps(caption: str) -> None:
    found = read(f"Tabell 7: {caption}\n\n{ARMS}{ROWS_OF_RESULT}", RESULTS)
    assert [
        fact.key for fact in found.facts if fact.key.startswith(("icer.dmp", "cost.incremental", "cost.model"))
    ] == []


@pytest.mark.parametrize(
    ("head", "rows"),
    [
        ("\tVidda\tRegorafenib\tDifferanse", "Totale kostnader\t900 000\t400 000\t500 000\nQALY\t3,0\t2,0\t1,0"),
        ("\tNy behandling\tDagens\tInkrementell", "Samlet kostnad\t900 000\t400 000\t500 000\nQALY\t3,0\t2,0\t1,0"),
        ("\tA\tB\tForskjell", "Sum kostnader\t900 000\t400 000\t500 000\nQALY\t3,0\t2,0\t1,0"),
        ("\tVidda\tPlacebo\tSkilnad", "Samla kostnad, kr\t900 000\t400 000\t500 000\nQALY\t3,0\t2,0\t1,0"),
        ("\tKostnader i alt (NOK)\tQALY", "Vidda\t900 000\t3,0\nRegorafenib\t400 000\t2,0\nDifferanse\t500 000\t1,0"),
    ],
)
def test_a_table_of_results_is_read_whatever_its_heads_and_orientation(head: str, rows: str) -> None:
    found = read(f"Tabell 6: DMPs hovedanalyse (maks-AUP uten mva.)\n\n{head}\n{rows}", RESULTS)
    given = {
        key: fact.value
        for key in ("qaly.gain.dmp", "cost.model_incremental.max_aup.ex_vat")
        if (fact := found.get(key))
    }
    assert given == {"qaly.gain.dmp": "1.0", "cost.model_incremental.max_aup.ex_vat": "500000"}


def test_arms_that_do_not_subtract_are_not_told_apart() -> None:
    rows = "Totale kostnader\t900 000\t400 000\t700 000\nQALY\t3,0\t2,0\t4,0\nLegemidler\t800 000\t300 000\t100 000"
    found = read(f"Tabell 6: DMPs hovedanalyse (maks-AUP uten mva.)\n\n\tA\tB\tForskjell\n{rows}", RESULTS)
    assert not [fact for fact in found.facts if fact.key.startswith("cost.model")]


def test_candidates_stand_in_the_case_file_as_comments_with_page_and_reason() -> None:
    report = read_report(report_with("Oppsummering\n\nI Sverige behandles 120 pasienter per år.", headings=SUMMARY))
    text = case_text(report, facts(report))
    lines = [line for line in text.splitlines() if "kandidat for patients.per_year" in line]
    assert lines
    assert all(line.lstrip().startswith("#") for line in lines)
    assert "120 pasienter (side 3): gjelder et annet land" in lines[0]


def test_a_number_at_a_negotiated_price_is_no_candidate() -> None:
    found = read("Årskostnaden med RHF-AUP er 212 345 NOK for behandlingen.")
    assert not any("212345" in one.value for one in found.candidates)
    assert not any("212 345" in warning for warning in found.warnings)


def test_no_key_has_more_than_five_candidates_and_none_that_is_read() -> None:
    many = " ".join(f"Behandlingen gir en gevinst på 0,{n} QALY ifølge en kilde." for n in range(11, 19))
    found = read(many)
    keys = [one.key for one in found.candidates]
    assert all(keys.count(key) <= 5 for key in keys)
    assert not {fact.key for fact in found.facts} & set(keys)
    assert all(one.against for one in found.candidates)


def test_every_feature_has_a_weight_and_they_point_the_way_they_should() -> None:
    assert set(weights()) == {"bias", *FEATURES}
    assert weights()["denied"] < 0
    assert weights()["elsewhere"] < 0
    assert weights()["scope"] < 0
    assert weights()["own_words"] > 0


@given(st.dictionaries(st.sampled_from(sorted(FEATURES)), st.floats(0, 1)))
def test_a_likelihood_is_a_likelihood(found: dict[str, float]) -> None:
    assert 0 < likelihood(found) < 1


@given(st.text(max_size=60))
def test_no_text_is_of_both_sides(text: str) -> None:
    sides = (("vidda", "viddatinib"), ("regorafenib",))
    assert side_of(text + " Vidda og regorafenib", sides) == ""
    assert side_of(text, sides) in ("", "drug", "comparator")


@settings(deadline=None, max_examples=40)
@given(st.integers(0, 10**7), st.sampled_from(["", " per QALY", " per pasient"]), st.sampled_from(["NOK", "kr"]))
def test_any_amount_becomes_one_mention_at_its_place(figure: int, tail: str, currency: str) -> None:
    printed = f"{figure:,}".replace(",", " ")
    report = read_report(report_with(f"Oppsummering\n\nKostnaden er {printed} {currency}{tail} her.", headings=SUMMARY))
    found = [one for one in mentions_of(report) if one.kind in ("money", "per_qaly")]
    assert len(found) == 1
    assert found[0].value == figure
    assert found[0].kind == ("per_qaly" if "QALY" in tail else "money")
    page = report.document.pages[found[0].source.page - 1].text
    assert page[found[0].source.start : found[0].source.end] == found[0].source.quote
    for want in WANTED:
        assert all(0 <= value <= 1 for value in features(want, found[0], found).values())


def test_a_row_for_each_strength_is_no_yearly_cost_of_the_drug() -> None:
    rows = "Vidda 10 mg\t412 300\nVidda 20 mg\t824 600"
    found = read(
        f"Tabell 4: Årlige legemiddelkostnader, maks-AUP inkl. mva. (NOK)\n\nStyrke\tÅrskostnad\n{rows}", RESULTS
    )
    assert found.get("cost.annual.max_aup.inc_vat") is None
    assert {one.value for one in found.candidates if one.key == "cost.annual.max_aup.inc_vat"} == {"412300", "824600"}


def test_the_comparator_of_a_table_of_questions_is_dmps() -> None:
    table = "Tabell 4: PICO\n\n\tFirmaet\tDMP\nPopulasjon\tVoksne\tVoksne\nKomparator\tPlacebo\tRegorafenib"
    fact = read(table, RESULTS).get("comparator")
    assert fact is not None
    assert fact.value == "Regorafenib"
    study = "Tabell 2: Oversikt over studien\n\nEgenskap\tBeskrivelse\nKomparator\tPlacebo"
    assert read(study, RESULTS).get("comparator") is None
