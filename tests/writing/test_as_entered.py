"""Sentences say what was entered: intervals, numbers with their nouns and digits, payment, and what a cost is of."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from drafting.calculations.calculation import calculate
from drafting.case.file import CaseFile, parse_case
from drafting.checks.guard.statements import meanings, verbatim
from drafting.checks.guard.tokens import tokens_of
from drafting.drafts.draft import draft_note
from drafting.note.note import Paragraph
from drafting.writing.composing.composer import compose
from drafting.writing.composing.material.phrases import counted
from drafting.writing.rewriting.brief import rewritable
from tests.calculations.conftest import ITEM, _fields, flow
from tests.calculations.test_coverage import BUDGET, COMPARATOR
from tests.calculations.test_dosing_intervals import dosed
from tests.writing.samples import printed


def case_file(blocks: dict[str, Any]) -> CaseFile:
    return parse_case("\n".join(f"{key}: {flow(value)}" for key, value in _fields(blocks).items()), "sak.yaml")


def note(blocks: dict[str, Any], audience: Any = "internal") -> str:
    return printed(case_file(blocks), audience)


def codes(blocks: dict[str, Any]) -> set[str]:
    return {finding.code for finding in draft_note(case_file(blocks)).all_findings}


WRITTEN = {
    "10 mg per dag i 7 dager": {"dose": 10, "days": 7},
    "10 mg per dag i 1 dag": {"dose": 10, "days": 1},
    "1,375 mg hver 3. dag, i alt 18 doser": {"dose": Decimal("1.375"), "days": 18, "every_days": 3},
    "10 mg hver uke, i alt 4 doser": {"dose": 10, "days": 4, "every_weeks": 1},
    "10 mg hver 3. uke, i alt 1 dose": {"dose": 10, "days": 1, "every_weeks": 3},
    "10 mg 2 ganger per dag i 14 dager": {"dose": 10, "days": 14, "times_per_day": 2},
    "10 mg 1 gang per dag i 14 dager": {"dose": 10, "days": 14, "times_per_day": 1},
    "10 mg 2 ganger per dag, hver 3. dag, på i alt 6 dager": {
        "dose": 10,
        "days": 6,
        "times_per_day": 2,
        "every_days": 3,
    },
    "10 mg i uke 0, 2 og 6": {"dose": 10, "weeks": [0, 2, 6]},
}


@pytest.mark.parametrize(("text", "step"), WRITTEN.items())
def test_the_interval_that_was_entered_is_written(text: str, step: dict[str, Any]) -> None:
    assert f"| {text} |" in note(dosed(step))


@pytest.mark.parametrize(
    ("step", "label"),
    [
        ({"dose": 10, "days": 18}, "senere doser"),
        ({"dose": 10, "days": 1}, "induksjon hver 3. uke"),
        ({"dose": 10, "days": 8}, "to ganger i uken"),
        ({"dose": 10, "days": 18}, "i åtte uker"),
        ({"dose": 10, "days": 3}, "uke 0, 2 og 6"),
    ],
)
def test_an_interval_that_is_not_sure_is_a_gap(step: dict[str, Any], label: str) -> None:
    blocks = dosed(step, label)
    assert "per dag i" not in note(blocks)
    assert "[mangler: hvor ofte dosen gis]" in note(blocks)
    assert {"D005", "N003"} <= codes(blocks)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (1, "x dag"),
        ("1", "x dag"),
        ("1.0", "x dager"),  # «1,0 gode leveår»
        (Decimal("1.00"), "x dager"),
        (2, "x dager"),
        (0, "x dager"),
        (Decimal("0.5"), "x dager"),
        (None, "x dager"),
        ("om lag 1", "x dager"),
    ],
)
def test_a_number_and_its_noun_agree(value: Any, expected: str) -> None:
    assert counted("x", value, "dag", "dager") == expected


def continuous(**more: Any) -> dict[str, Any]:
    return {"treatment": {"kind": "continuous", "package": ITEM, "packages": 1, "period_days": 1, **more}}


def test_one_is_one_everywhere() -> None:
    everything = {
        **dosed({"dose": 10, "days": 1}, most=1),
        **continuous(mean_duration_months=1),
        "severity": {"qaly_without_disease": 3, "prognosis_qaly": 2},
        "budget": {"new_patients": [1, 1]},
        "comparator": COMPARATOR,
    }
    text = note(everything)
    for words in ("høyst 1 dag.", "1 pakning per dag.", "på 1 måned blir", "1 godt leveår", "1 ny pasient"):
        assert words in text
    assert not re.findall(r"(?<![\d,])1 (?:dager|pakninger|måneder|pasienter|gode|nye|doser|ganger)", text)


DIGITS = [
    ({"severity": {"qaly_without_disease": Decimal("10.8"), "prognosis_qaly": Decimal("2.5")}}, "8,3 gode leveår"),
    ({"severity": {"qaly_without_disease": Decimal("10.80"), "prognosis_qaly": Decimal("2.50")}}, "8,30 gode leveår"),
    ({"severity": {"qaly_without_disease": 10, "prognosis_qaly": 2}}, "8 gode leveår"),
    ({"severity": {"qaly_without_disease": 15, "prognosis_qaly": Decimal("3.004")}}, "12,00 gode leveår"),
    (dosed({"dose": Decimal("8.3"), "days": 2}), "8,3 mg per dag"),
    (dosed({"dose": Decimal("8.30"), "days": 2}), "8,30 mg per dag"),
    (
        {**continuous(), "comparator": COMPARATOR, "budget": {"new_patients": [Decimal("7.5"), 2]}},
        "7,5 nye pasienter",
    ),
    (continuous(mean_duration_months=Decimal("11.0")), "11,0 måneder"),
]


@pytest.mark.parametrize(("blocks", "text"), DIGITS)
def test_digits_are_those_of_the_case(blocks: dict[str, Any], text: str) -> None:
    assert text in note(blocks)


@pytest.mark.parametrize("qaly", ["8.3", "8.30", "0.91", "2", "1.234"])
def test_a_qaly_is_printed_as_entered(qaly: str) -> None:
    utility = {"incremental_qaly": Decimal(qaly), "drug_cost_max_aup": 5000}
    blocks = {"report": {"track": "cost_utility"}, "cost_utility": utility}
    assert f"helsegevinst på {qaly.replace('.', ',')} QALY" in note(blocks)


PAYMENT: list[tuple[dict[str, Any] | None, bool]] = [
    (None, True),
    ({"kind": "framework"}, True),
    ({"kind": "gene_and_cell_therapy", "site": "OUS"}, True),
    ({"kind": "alternative_price"}, False),
    ({"kind": "alternative_price", "payment": "one_off"}, True),
    ({"kind": "gene_and_cell_therapy", "site": "OUS", "payment": "by_result"}, False),
    ({"kind": "framework", "payment": "instalments"}, False),
]


@pytest.mark.parametrize(("agreement", "at_once"), PAYMENT)
def test_the_whole_cost_falls_due_only_where_that_is_known(agreement: dict[str, Any] | None, at_once: bool) -> None:
    blocks: dict[str, Any] = {"treatment": {"kind": "one_off", "package": ITEM, "packages": 1}}
    blocks |= {"agreement": agreement} if agreement else {}
    assert ("hele legemiddelkostnaden påløper" in note(blocks)) == at_once
    assert "gis én gang" in note(blocks)
    assert ("D006" in codes(blocks)) == (not at_once)


def packages(*described: tuple[str, str]) -> dict[str, Any]:
    return {
        "offer": {
            "packages": [
                {
                    "item_number": f"{place:06}",
                    "description": text,
                    "max_aup": 1000 * place,
                    "rhf_aup": {"secret": 613 * place, "owner": owner},
                }
                for place, (text, owner) in enumerate(described, start=1)
            ]
        }
    }


TWO_DRUGS = {
    **packages(("Alfatix, 10 mg", "A AS"), ("Betanix, 5 mg", "B AS")),
    **continuous(mean_duration_months=9),
    "comparator": COMPARATOR,
    "budget": BUDGET,
    "cost_utility": {"incremental_qaly": 1, "drug_cost_max_aup": 5000},
}


@pytest.mark.parametrize("track", ["cost_utility", "cost_comparison", "threshold", "cost_minimisation"])
@pytest.mark.parametrize("audience", ["internal", "public"])
def test_one_drug_of_two_is_nowhere_the_treatments_cost(track: str, audience: str) -> None:
    blocks = {**TWO_DRUGS, "report": {"track": track}}
    text = note(blocks, audience)
    assert "samlet behandlingskostnad, siden bare ett av legemidlene i behandlingen er regnet med" in text
    assert "365 250" not in text  # a year of the one drug
    assert "per år, inkl. mva., er" not in text
    assert "Alfatix, 10 mg" in text
    assert "2 000 NOK" in text  # each package has its price
    assert ("613" in text) == (audience == "internal")
    assert "A AS ga" not in text  # two companies own the prices
    assert {"D001", "D002", "N003"} <= codes(blocks)


def test_all_drugs_as_parts_are_written_with_their_numbers() -> None:
    parts = [{"package": f"{place:06}", "packages": place, "period_days": 28} for place in (1, 2)]
    text = note({**TWO_DRUGS, "treatment": {"kind": "continuous", "parts": parts}})
    assert "med 1 pakning av varenummer 000001 per 28 dager og 2 pakninger av varenummer 000002 per 28 dager." in text
    assert "65 223 NOK ved Maks-AUP" in text  # (1 × 1000 + 2 × 2000) × 365,25 / 28


def test_a_package_outside_is_named() -> None:
    blocks = packages(("Alfatix, 10 mg", "A AS"), ("Alfatix, 20 mg", "A AS"))
    blocks["offer"]["packages"][1]["in_calculations"] = False
    text = note({**blocks, **continuous()})
    assert "Varenummer 000002 inngår ikke i beregningene." in text
    assert "D001" not in codes({**blocks, **continuous()})


def test_what_is_given_with_others_is_said_to_be_alone() -> None:
    product = {
        "name": "Oppdiktin",
        "substance": "testamab",
        "company": "A AS",
        "indication": "Gis sammen med prednisolon.",
    }
    assert "Kostnaden gjelder Oppdiktin alene" in note({**continuous(), "product": product})
    assert "alene" not in note(continuous())


UTILITY = {
    "incremental_qaly": Decimal("0.91"),
    "drug_cost": {"amount": 1750000, "basis": "max_aup"},
    "comparator_drug_cost": {"amount": 400000, "basis": "max_aup"},
    "other_incremental_cost": -310000,
}


@pytest.mark.parametrize("known", [True, False])
def test_an_icer_says_where_its_comparator_stands(known: bool) -> None:
    yearly = COMPARATOR | ({"annual_cost_rhf_aup": {"secret": 21000, "owner": "B AS"}} if known else {})
    blocks = {"report": {"track": "cost_utility"}, "cost_utility": UTILITY, "comparator": yearly}
    text = note(blocks)
    assert "legemiddelkostnaden per pasient med testamab 1 750 000 NOK ved Maks-AUP." in text
    assert "Med gammelt middel er den 400 000 NOK ved Maks-AUP." in text
    reserved = text.count("Ved RHF-AUP er det regnet med komparator til Maks-AUP, siden RHF-AUP ikke er oppgitt.")
    assert reserved == (0 if known else 2)  # where it is computed, and in the summary
    assert ("U002" in codes(blocks)) == (not known)


def test_a_cost_at_rhf_aup_is_not_in_the_public_note() -> None:
    utility = UTILITY | {"drug_cost": {"amount": 1415321, "basis": "rhf_aup"}}
    blocks = {"report": {"track": "cost_utility"}, "cost_utility": utility, "comparator": COMPARATOR}
    assert "1 415 321 NOK" in note(blocks)
    assert "415 321" not in note(blocks, "public")


def test_only_the_alternatives_without_rhf_aup_are_said_to_be_at_maks_aup() -> None:
    comparison = [
        {"name": "alfa", "annual_cost_max_aup": 900, "annual_cost_rhf_aup": {"secret": 401, "owner": "B AS"}},
        {"name": "beta", "annual_cost_max_aup": 800},
        {"name": "gamma", "annual_cost_max_aup": 700},
    ]
    blocks = {**continuous(), "report": {"track": "cost_minimisation"}, "comparison": comparison}
    said = "For beta og gamma er det ved RHF-AUP regnet med Maks-AUP, siden RHF-AUP ikke er oppgitt."
    assert said in note(blocks)
    assert "regnet med Maks-AUP" not in note({**blocks, "comparison": comparison[:1]})


@pytest.mark.parametrize(
    ("kind", "words"), [("one_off", "har effekt av behandlingen"), ("continuous", "er i behandling")]
)
def test_a_share_is_of_those_treated_or_of_those_it_works_for(kind: str, words: str) -> None:
    treatment = {"kind": kind, "package": ITEM, "packages": 1} | ({"period_days": 28} if kind == "continuous" else {})
    budget = {"new_patients": [10, 10], "persistence": [1, Decimal("0.9")]}
    text = note({"treatment": treatment, "comparator": COMPARATOR, "budget": budget})
    assert f"Andelen som fortsatt {words}, regnet fra startåret" in text


@pytest.mark.parametrize(
    ("statement", "words"),
    [
        ("om lag 1 ny pasient per år", "vil være aktuell for"),
        ("1 pasient", "vil være aktuell for"),
        ("høyst én pasient i året", "vil være aktuell for"),
        ("mellom 1 og 2 pasienter", "vil være aktuelle for"),
        ("11 pasienter i Norge", "vil være aktuelle for"),
        ("om lag 20 barn", "vil være aktuelle for"),
        ("1–2 nye pasienter per år", "vil være aktuelle for"),
    ],
)
def test_people_told_of_in_words_agree(statement: str, words: str) -> None:
    assert f"{statement} {words} behandlingen" in note({"patients": {"statement": statement}})


@pytest.mark.parametrize("company", ["Fjordgen B.V.", "Nord Inc.", "Syd Ltd.", "Vest S.p.A.", "Øst GmbH & Co."])
def test_a_name_that_ends_in_a_full_stop_ends_the_sentence_too(company: str) -> None:
    text = note({"product": {"name": "Oppdiktin", "substance": "testamab", "company": company}})
    assert f"fra {company}\n" in text or f"fra {company} " in text
    assert ".." not in text


@pytest.mark.parametrize("track", ["threshold", "cost_comparison"])
@pytest.mark.parametrize(
    ("payment", "told"),
    [
        ("by_result", "Etter avtalen avhenger betalingen av resultatet av behandlingen."),
        ("instalments", "Etter avtalen betales behandlingen over tid."),
        ("one_off", ""),
    ],
)
def test_payment_is_told_once_and_nothing_contradicts_it(track: str, payment: str, told: str) -> None:
    blocks = {
        **ONE_OFF,
        "report": {"track": track},
        "comparator": COMPARATOR,
        "threshold": {"payment": "mid_year"},
        "budget": {"new_patients": [3, 3]},
        "agreement": {"kind": "gene_and_cell_therapy", "payment": payment},
    }
    text = note(blocks)
    assert text.count("Etter avtalen") == (1 if told else 0)
    assert told in text
    assumed = text.count("uten hensyn til betalingsvilkårene i avtalen.")
    assert assumed == (0 if not told else 2 if track == "threshold" else 1)
    assert ("påløper" in text) == (not told)


@pytest.mark.parametrize("count", [1, 2, 5])
def test_the_number_of_cycles_is_told(count: int) -> None:
    blocks = dosed({"dose": 10, "days": 1, "every_weeks": 8}, "Vedlikehold", count=count)
    text = note(blocks)
    once = "| 10 mg hver 8. uke, i alt 1 dose |"
    assert (once in text) == (count == 1)
    assert (f"| 10 mg hver 8. uke, i alt 1 dose, i hver av {count} sykluser |" in text) == (count > 1)
    assert (f"| Vedlikehold ({count} sykluser) |" in text) == (count > 1)


def combined(**product: str) -> dict[str, Any]:
    """Two drugs, both counted in the treatment."""
    parts = [{"package": item, "packages": 1, "period_days": 28} for item in ("000001", "000002")]
    names = {"name": "Oppdiktin", "substance": "testamab", "company": "A AS"} | product
    offered = packages(("Oppdiktin, 10 mg", "A AS"), ("Annetin, 5 mg", "B AS"))
    return {**TWO_DRUGS, **offered, "treatment": {"kind": "continuous", "parts": parts}, "product": names}


@pytest.mark.parametrize("track", ["cost_comparison", "cost_minimisation", "cost_utility"])
def test_a_sum_is_named_as_all_its_drugs(track: str) -> None:
    utility = {"incremental_qaly": 1, "drug_cost": [
        {"amount": 5, "basis": "max_aup", "package": "000001"}, {"amount": 6, "basis": "max_aup", "package": "000002"}
    ]}  # fmt: skip
    comparison = [{"name": "gammelt", "annual_cost_max_aup": 800}]
    blocks = {**combined(), "report": {"track": track}, "comparator": COMPARATOR, "cost_utility": utility}
    text = note(blocks | ({"comparison": comparison} if track == "cost_minimisation" else {}))
    if track == "cost_utility":
        assert "legemiddelkostnaden per pasient med testamab og Annetin 5 NOK" in text
    else:
        assert "| testamab og Annetin, per år |" in text
        assert "Kostnaden omfatter testamab og Annetin." in text
    assert "Behandling med testamab og Annetin er løpende" in text


def test_one_drug_keeps_its_name() -> None:
    assert "Behandling med testamab er løpende" in note(continuous())
    both = combined(name="Oppdiktin og Annetin", substance="testamab i kombinasjon med annetumab")
    assert "Behandling med testamab i kombinasjon med annetumab er løpende" in note(both)
    unnamed = {**combined(), **packages(("tabletter, 10 mg", "A AS"), ("hetteglass, 5 mg", "B AS"))}
    assert "Behandling med testamab og andre legemidler i behandlingen er løpende" in note(unnamed)
    assert len(meanings(tokens_of("Kostnaden omfatter {{case.treatment.drugs}}."))) == 1
    assert "Behandling med TB og Annetin er løpende" in note(combined(abbreviation="TB"))


ONE_OFF = {"treatment": {"kind": "one_off", "package": ITEM, "packages": 1}}
IN_LISTS: dict[str, dict[str, Any]] = {
    "one of each": {**dosed({"dose": 10, "days": 1}, most=1), **continuous(mean_duration_months=1)},
    "payment unknown": {**ONE_OFF, "agreement": {"kind": "alternative_price"}},
    "two owners": {**TWO_DRUGS, "offer": {"dated": date(2099, 5, 2), **TWO_DRUGS["offer"]}},
    "two owners, negotiated": {
        **TWO_DRUGS,
        "offer": {"dated": date(2099, 5, 2), "negotiated": True, **TWO_DRUGS["offer"]},
    },
    "given with others": {
        **continuous(),
        "product": {"name": "Oppdiktin", "substance": "testamab og betamab", "company": "A AS"},
    },
    "drug costs at Maks-AUP": {"cost_utility": UTILITY, "comparator": COMPARATOR},
    "drug costs at RHF-AUP": {
        "cost_utility": UTILITY
        | {
            "drug_cost": {"amount": 1415321, "basis": "rhf_aup"},
            "comparator_drug_cost": {"amount": 21000, "basis": "rhf_aup"},
        },
        "comparator": COMPARATOR,
    },
    **{
        f"paid {payment}, {track}, {point}": {
            **ONE_OFF,
            "report": {"track": track},
            "comparator": COMPARATOR,
            "threshold": {"payment": point},
            "budget": {"new_patients": [1, 1]},
            "patients": {"statement": "1 pasient"},
            "agreement": {"kind": "gene_and_cell_therapy", "payment": payment},
        }
        for payment, point in zip(
            ("by_result", "instalments", "by_result"), ("mid_year", "start_of_year", "end_of_year"), strict=True
        )
        for track in ("threshold", "cost_comparison")
    },
    "net drug cost": {"cost_utility": {"incremental_qaly": 1, "drug_cost_max_aup": 5}, "comparator": COMPARATOR},
    "an alternative at Maks-AUP": {
        **continuous(),
        "report": {"track": "cost_minimisation"},
        "comparison": [{"name": "beta", "annual_cost_max_aup": 800}],
    },
}


@pytest.mark.parametrize("blocks", IN_LISTS.values(), ids=IN_LISTS)
def test_every_new_sentence_is_in_a_list_of_statements(blocks: dict[str, Any]) -> None:
    track = "cost_utility" if "cost_utility" in blocks else "cost_comparison"
    given = case_file({"report": {"track": track}, **blocks})
    composed = compose(given, calculate(given.case), None)
    texts = [
        block.text
        for section in composed.sections
        for block in rewritable(section).values()
        if isinstance(block, Paragraph) and "[mangler" not in block.text
    ]
    assert texts
    assert {text: verbatim(tokens_of(text)) for text in texts if len(meanings(tokens_of(text))) != 1} == {}


def test_the_open_hash_of_a_case_tells_nothing_of_a_drug_cost() -> None:
    def hashed(amount: int) -> str:
        drug = {"amount": amount, "basis": "rhf_aup"}
        return case_file({"cost_utility": UTILITY | {"drug_cost": drug}, "comparator": COMPARATOR}).hash

    assert hashed(1415321) == hashed(999888) != case_file({"comparator": COMPARATOR}).hash
