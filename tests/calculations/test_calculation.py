"""calculate() as a whole: keys, order, purity, what-if, and errors that name the key and never a value."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from corpus.errors import InvalidCalculation, MissingRate, UserError
from drafting.calculations.calculation import (
    calculate,
    calculate_file,
    case_with_rhf_aup,
    icer_at_price,
    price_at_duration,
    price_at_icer,
    with_rhf_aup,
)
from drafting.calculations.graph.figures import Figure, apply, computed
from drafting.calculations.graph.inputs import Inputs
from drafting.calculations.graph.operations import OPERATIONS
from drafting.calculations.graph.rates import rates_of
from drafting.calculations.graph.sensitivity import LEVERS, inputs_of, one_way, recomputed
from drafting.calculations.threshold import alternative_point, break_even
from drafting.case.file import parse_case
from drafting.drafts.draft import draft_note
from drafting.note.note import texts
from tests.calculations.conftest import ITEM, quick_case
from tests.calculations.full_case import FULL, SECRETS

ONE_OFF = {"kind": "one_off", "package": ITEM, "packages": 1}
CASE_FILE = """\
method_id: ID2099_001
title: Testamab (Oppdiktin)
note_date: 2099-06-01
product: {name: Oppdiktin, substance: testamab, company: A AS}
report: {track: threshold}
offer:
  packages:
  - item_number: "000001"
    description: Oppdiktin
    strength: {amount: 10, unit: µg}
    max_aup: 1000
    rhf_aup: {secret: 800, owner: A AS}
treatment: {kind: one_off, package: "000001", packages: 1}
comparator: {name: x, annual_cost_max_aup: 300}
threshold: {payment: mid_year}
dosing:
  package: "000001"
  groups: [{key: g, label: g, cycles: [{label: s, steps: [{dose: {amount: 5, unit: mcg}, days: 2}]}]}]
"""
KEYS = """
price.000001.max_aup price.000001.rhf_aup price.000001.discount_percent
dosing.liten.cycle1.packages dosing.liten.cycle1.max_aup dosing.liten.cycle1.rhf_aup dosing.liten.cycle1.wasted_units
dosing.liten.cycle1.wasted_max_aup dosing.liten.cycle1.wasted_rhf_aup dosing.stor.cycle2.packages
dosing.stor.to.packages dosing.stor.alt.max_aup dosing.stor.alt.rhf_aup dosing.stor.alt.wasted_units
dosing.stor.alt.wasted_max_aup dosing.stor.alt.wasted_rhf_aup
dosing_range.alt.lowest.max_aup dosing_range.alt.highest.rhf_aup
treatment.annual.max_aup treatment.max_aup treatment.annual.rhf_aup treatment.rhf_aup
comparator.annual.max_aup comparator.annual.rhf_aup
comparison.1.annual.max_aup comparison.1.annual.rhf_aup comparison.2.annual.max_aup
comparison.1.difference.max_aup comparison.1.difference.rhf_aup comparison.2.difference.rhf_aup
comparison.new.rank.max_aup comparison.2.rank.rhf_aup
threshold.max_aup.years threshold.max_aup.years.undiscounted threshold.rhf_aup.years threshold.rhf_aup.years.mid_year
budget.year5.patients budget.max_aup.year1.intervention budget.max_aup.year5.comparator budget.max_aup.total.impact
budget.rhf_aup.year3.impact budget.rhf_aup.total.impact
icer.max_aup icer.rhf_aup severity.absolute_shortfall severity.group
process.total_days process.waiting_days process.negotiation_days process.net_days
"""


def test_every_key_of_the_design_in_the_order_of_a_note() -> None:
    found = list(calculate(quick_case(FULL)))
    wanted = KEYS.split()
    assert set(wanted) <= set(found)
    chapters = list(dict.fromkeys(key.partition(".")[0] for key in found))
    assert chapters == [
        "price", "dosing", "dosing_range", "treatment", "comparator", "comparison", "threshold", "budget", "icer",
        "severity", "process",
    ]  # fmt: off
    assert len(found) == len(set(found))


def test_keys_match_their_figures_and_have_what_a_reader_needs() -> None:
    for key, figure in calculate(quick_case(FULL)).items():
        assert figure.key == key
        assert figure.label
        assert figure.reference
        assert figure.formula
        assert figure.term is not None
        assert figure.display


def test_the_same_case_gives_the_same_figures() -> None:
    first, second = calculate(quick_case(FULL)), calculate(quick_case(FULL))
    assert [(key, figure.value, figure.owners) for key, figure in first.items()] == [
        (key, figure.value, figure.owners) for key, figure in second.items()
    ]


def test_an_empty_case_has_no_figures() -> None:
    assert calculate(quick_case({"offer": None})) == {}


def test_figures_without_what_they_need_are_left_out() -> None:
    alone = calculate(quick_case({"threshold": {"payment": "mid_year"}, "budget": {"new_patients": [1]}}))
    assert not any(key.startswith(("threshold.", "treatment.", "budget.max_aup")) for key in alone)
    only_rhf = {"name": "x", "annual_cost_rhf_aup": {"secret": 250, "owner": "B AS"}}
    at_rhf = calculate(quick_case({"treatment": ONE_OFF, "comparator": only_rhf, "threshold": {"payment": "mid_year"}}))
    assert "threshold.max_aup.years" not in at_rhf
    assert at_rhf["threshold.rhf_aup.years"].owners == {"A AS", "B AS"}
    no_duration = {"kind": "continuous", "package": ITEM, "packages": 1, "period_days": 21}
    continuous = calculate(
        quick_case({"treatment": no_duration, "comparator": only_rhf, "threshold": {"payment": "mid_year"}})
    )
    assert "treatment.rhf_aup" not in continuous
    assert "threshold.rhf_aup.years" not in continuous


def test_comparator_at_maks_aup_is_said() -> None:
    blocks: dict[str, Any] = {
        "treatment": ONE_OFF,
        "comparator": {"name": "x", "annual_cost_max_aup": 300},
        "threshold": {"payment": "mid_year"},
        "budget": {"new_patients": [1]},
        "comparison": [{"name": "y", "annual_cost_max_aup": 3}],
    }
    figures = calculate(quick_case(blocks))
    said = {key for key, figure in figures.items() if "komparator til Maks-AUP" in figure.remark}
    assert said == {key for key in figures if key.startswith("threshold.rhf_aup")} | {
        "budget.rhf_aup.year1.comparator", "budget.rhf_aup.year1.impact", "budget.rhf_aup.total.impact",
    }  # fmt: off
    assert not figures["budget.rhf_aup.year1.comparator"].confidential
    continuous = {**blocks, "treatment": {**FULL["treatment"], "mean_duration_months": 1}}
    compared = calculate(quick_case(continuous))["comparison.1.difference.rhf_aup"]
    assert "alternativ til Maks-AUP" in compared.remark
    given = {**blocks, "comparator": {**blocks["comparator"], "annual_cost_rhf_aup": {"secret": 9, "owner": "B AS"}}}
    given.pop("threshold")
    assert not calculate(quick_case(given))["budget.rhf_aup.total.impact"].remark


def test_ore_are_shown_only_when_there_are_any() -> None:
    figures = calculate(quick_case({"offer.max_aup": Decimal("34277.30")}))
    assert figures["price.000001.max_aup"].display == "34 277,30 NOK"
    assert figures["price.000001.rhf_aup"].display == "800 NOK"


def test_two_packages_without_a_treatment_have_no_icer_at_rhf_aup() -> None:
    case = quick_case({"cost_utility": FULL["cost_utility"]})
    assert case.offer is not None
    other = case.offer.packages[0].model_copy(update={"item_number": "000002"})
    offer = case.offer.model_copy(update={"packages": (*case.offer.packages, other)})
    two = case.model_copy(update={"offer": offer})
    assert "icer.rhf_aup" in calculate(case)
    assert "icer.rhf_aup" not in calculate(two)
    assert "icer.max_aup" in calculate(two)
    with pytest.raises(InvalidCalculation, match=r"treatment\.package"):
        icer_at_price(two, Decimal(1))


def test_negative_benefit_is_said() -> None:
    utility = {**FULL["cost_utility"], "incremental_qaly": Decimal("-0.1")}
    assert "negativ nytte" in calculate(quick_case({"cost_utility": utility}))["icer.max_aup"].remark
    assert not calculate(quick_case({"cost_utility": FULL["cost_utility"]}))["icer.max_aup"].remark


@pytest.mark.parametrize(
    ("without", "prognosis", "remark"),
    [
        ("15", "3.004", "uavrundet prognosetap er like under 12"),
        ("15", "3", ""),
        ("15", "3.006", ""),
        ("25", "5.001", "uavrundet prognosetap er like under 20"),
        ("29", "5.001", ""),
        ("3", "3", ""),
        ("5", "0.996", ""),
    ],
)
def test_a_shortfall_that_rounds_over_a_bound_is_said(without: str, prognosis: str, remark: str) -> None:
    block = {"qaly_without_disease": Decimal(without), "prognosis_qaly": Decimal(prognosis)}
    assert calculate(quick_case({"severity": block}))["severity.group"].remark == remark


def test_no_verdict_is_printed() -> None:
    for figure in calculate(quick_case(FULL)).values():
        text = f"{figure.label} {figure.remark} {figure.reference}".lower()
        assert not any(word in text for word in ("kostnadseffektiv", "terskelverdi", "grenseverdi", "akseptabel"))


def test_old_notes_use_unconfirmed_rates_and_say_so() -> None:
    blocks = {
        "treatment": ONE_OFF,
        "comparator": {"name": "x", "annual_cost_max_aup": 300},
        "threshold": {"payment": "mid_year"},
    }
    case = quick_case(blocks)
    old = case.model_copy(update={"note_date": date(2021, 6, 24)})
    remarks = {leaf.remark for leaf in inputs_of(calculate(old)["threshold.max_aup.years"])}
    assert "ubekreftet sats" in remarks
    assert "ubekreftet" in calculate(old)["threshold.max_aup.years"].remark
    with pytest.raises(MissingRate, match=r"diskonteringsrente_0_39 per 2014-04-29"):
        calculate(case.model_copy(update={"note_date": date(2014, 4, 29)}))


# --- errors


@pytest.mark.parametrize(
    ("blocks", "key"),
    [
        ({"treatment": ONE_OFF, "comparator": {"name": "x", "annual_cost_max_aup": 300}}, "what_if.years"),
    ],
)
def test_a_duration_beyond_the_table_names_the_key(blocks: dict[str, Any], key: str) -> None:
    for years in (Decimal(201), Decimal(-1)):
        with pytest.raises(InvalidCalculation, match=key):
            price_at_duration(quick_case(blocks), years)


@pytest.mark.parametrize(
    ("blocks", "key"),
    [
        ({}, "comparator"),
        ({"comparator": {"name": "x", "annual_cost_max_aup": 300}}, "treatment"),
        (
            {
                "comparator": {"name": "x", "annual_cost_max_aup": 300},
                "treatment": {"kind": "continuous", "package": ITEM, "packages": 1, "period_days": 21},
            },
            "treatment.mean_duration_months",
        ),
    ],
)
def test_a_price_needs_comparator_and_treatment(blocks: dict[str, Any], key: str) -> None:
    with pytest.raises(InvalidCalculation) as caught:
        price_at_duration(quick_case(blocks), Decimal(5))
    assert caught.value.where == key


def test_a_price_at_an_icer_needs_the_block() -> None:
    with pytest.raises(InvalidCalculation, match="cost_utility"):
        price_at_icer(quick_case({}), Decimal(1))


@pytest.mark.parametrize("price", ["0", "-1", "NaN", "Infinity"])
def test_a_price_that_is_none_is_refused(price: str) -> None:
    with pytest.raises(InvalidCalculation, match=r"offer\.packages\.000001\.rhf_aup"):
        with_rhf_aup(quick_case({}), ITEM, Decimal(price))


def test_an_unknown_package_is_refused() -> None:
    for case in (quick_case({}), quick_case({"offer": None})):
        with pytest.raises(InvalidCalculation, match=r"offer\.packages\.999999\.rhf_aup"):
            case_with_rhf_aup(case, "999999", Decimal(1))


def test_moving_one_price_leaves_the_other_packages() -> None:
    case = quick_case({})
    assert case.offer is not None
    other = case.offer.packages[0].model_copy(update={"item_number": "000002"})
    two = case.model_copy(update={"offer": case.offer.model_copy(update={"packages": (*case.offer.packages, other)})})
    moved = with_rhf_aup(two, "000002", Decimal(5))
    assert moved["price.000002.rhf_aup"].value == 5
    assert moved["price.000002.rhf_aup"].owners == {"A AS"}
    assert moved["price.000001.rhf_aup"].value == 800


def test_errors_never_hold_a_secret() -> None:
    impossible = {
        **FULL,
        "offer.rhf_aup": {"secret": Decimal("987654321.12"), "owner": "A AS"},
        "comparator": {"name": "x", "annual_cost_rhf_aup": {"secret": Decimal("123.45"), "owner": "B AS"}},
    }
    case = quick_case(impossible)
    figures = calculate(case)
    assert "threshold.rhf_aup.years" not in figures
    ratio = figures["treatment.rhf_aup"] / figures["comparator.annual.rhf_aup"]
    with pytest.raises(InvalidCalculation) as caught:
        break_even(Inputs(case), ratio, alternative_point("mid_year"))
    assert caught.value.where == "treatment.rhf_aup, comparator.annual.rhf_aup"
    for digits in ("987654321", "123.45", "123,45", "8000000", *SECRETS):
        assert digits not in caught.value.line


def test_absurdly_large_numbers_are_refused_by_name() -> None:
    huge = Decimal(10**12 - 1)
    treatment = {"kind": "one_off", "package": ITEM, "packages": huge}
    with pytest.raises(InvalidCalculation, match=r"treatment\.packages: .*urimelig stort"):
        calculate(quick_case({"treatment": treatment, "offer.max_aup": huge}))
    leaf = Figure("x", "x", Decimal(10), "NOK")
    assert computed("y", "y", leaf * (Decimal(10) ** 19 - 1), "NOK", reference="").value < 10**20
    with pytest.raises(InvalidCalculation, match="Y blir et urimelig stort tall"):
        computed("y", "y", leaf * -(Decimal(10) ** 19), "NOK", reference="")


def test_division_by_zero_names_the_divisor() -> None:
    zero, one = Figure("a.zero", "null", Decimal(0), ""), Figure("a.one", "én", Decimal(1), "")
    with pytest.raises(InvalidCalculation, match=r"^a\.zero: Kan ikke dele på null"):
        apply("divide", one, zero)
    with pytest.raises(InvalidCalculation, match=r"^a\.zero, a\.one: Kan ikke dele"):
        apply("divide", one, zero * one)
    with pytest.raises(InvalidCalculation, match=r"^Kan ikke dele"):
        apply("divide", one, 0)


@pytest.mark.parametrize(
    ("change", "line"),
    [
        (("packages: 1", "packages: 1.5"), "sak.yaml, linje 13, treatment.packages: En engangsbehandling"),
        (("µg", "mg/ml"), "sak.yaml, linje 18, dosing.groups.1.cycles.1.steps.1.dose.unit: Kan ikke regne om"),
        (("    strength: {amount: 10, unit: µg}\n", ""), "sak.yaml, linje 8, offer.packages.000001.strength: Pakn"),
        (("2099-06-01", "2009-06-01"), "sak.yaml: Fant ingen sats for diskonteringsrente_0_39 per 2009-06-01."),
    ],
)
def test_errors_of_a_file_name_the_line(change: tuple[str, str], line: str) -> None:
    assert change[0] in CASE_FILE
    assert "threshold.max_aup.years" in calculate_file(parse_case(CASE_FILE, "sak.yaml"))
    with pytest.raises(UserError) as caught:
        calculate_file(parse_case(CASE_FILE.replace(*change), "sak.yaml"))
    assert caught.value.line.startswith(line)


SPREAD_FILE = """\
method_id: ID2099_001
title: Testamab (Oppdiktin)
note_date: 2099-06-01
product: {name: Oppdiktin, substance: testamab, company: A AS}
report: {track: threshold}
offer:
  packages:
  - item_number: "000001"
    description: Oppdiktin
    max_aup: 1000
    rhf_aup: 800
  - item_number: "000002"
    description: Oppdiktin
    max_aup: 1000
    rhf_aup: 800
dosing:
  package: "000002"
  groups:
  - key: a
    label: a
    cycles: [{label: s, steps: [{dose: 1, days: 1}]}]
  - key: a
    label: b
    cycles: [{label: s, steps: [{dose: 1, days: 1}]}]
"""


def test_errors_of_a_file_name_the_line_inside_lists() -> None:
    with pytest.raises(UserError) as caught:
        calculate_file(parse_case(SPREAD_FILE, "sak.yaml"))
    assert caught.value.line == (
        "sak.yaml, linje 22, dosing.groups.2.key: Nøkkelen «a» er brukt to ganger. Gi hver sin nøkkel."
    )
    with pytest.raises(UserError) as caught:
        calculate_file(parse_case(SPREAD_FILE.replace("key: a", "key: b", 1), "sak.yaml"))
    assert caught.value.line == (
        "sak.yaml, linje 12, offer.packages.000002.strength: Pakningen mangler styrke, som doseringen trenger. "
        "Legg inn strength: {amount: 38.5, unit: µg}."
    )


# --- rates


@pytest.mark.parametrize(
    "text",
    [
        "[[x]]\nvalue = '1'",
        "[[x]]\nvalue = 'en'\nunit = ''\nlabel = ''\nfrom = 2020-01-01\nlaw = ''\nlink = ''",
        "[[x]]\nvalue = '1'\nunit = ''\nlabel = ''\nfrom = 'i fjor'\nlaw = ''\nlink = ''",
        "x = [",
        "x = 1",
    ],
)
def test_a_broken_rate_file_is_one_line(text: str) -> None:
    with pytest.raises(MissingRate, match=r"rates\.toml: Satsfilen kan ikke leses"):
        rates_of(text)


def entry(start: str, extra: str = "") -> str:
    return f"[[x]]\nvalue = '1'\nunit = 'NOK'\nlabel = 'x'\nfrom = {start}\nlaw = 'lov'\nlink = 'https://x'\n{extra}\n"


@pytest.mark.parametrize(
    "text",
    [
        entry("2020-01-01") + entry("2019-01-01"),
        entry("2020-01-01") + entry("2020-01-01"),
        entry("2020-01-01", "to = 2021-01-01") + entry("2021-01-01"),
    ],
)
def test_rates_that_overlap_are_refused(text: str) -> None:
    with pytest.raises(MissingRate, match="Satsene for x overlapper"):
        rates_of(text)


def test_a_rate_may_end_before_the_next_begins() -> None:
    first, second = rates_of(entry("2020-01-01", "to = 2020-06-30") + entry("2021-01-01"))["x"]
    assert (str(first.valid_to), second.valid_to) == ("2020-06-30", None)


# --- sensitivity


def test_one_way_moves_each_lever_both_ways_widest_first() -> None:
    figures = calculate(quick_case(FULL))
    swings = one_way(figures["budget.rhf_aup.total.impact"])
    assert {swing.lever for swing in swings} == {"price", "patients", "comparator_cost"}
    assert [swing.width for swing in swings] == sorted((swing.width for swing in swings), reverse=True)
    patients = next(swing for swing in swings if swing.lever == "patients")
    ends = (patients.low, patients.high)
    assert [round(end / patients.base, 20) for end in ends if end is not None] == [Decimal("0.8"), Decimal("1.2")]
    assert patients.owners == {"A AS", "B AS"}
    price = next(swing for swing in swings if swing.lever == "price")
    moved = with_rhf_aup(quick_case(FULL), ITEM, Decimal("21987.65") * Decimal("1.2"))
    assert price.high is not None
    assert abs(price.high - moved["budget.rhf_aup.total.impact"].value) < Decimal("1e-15")


def test_each_outcome_of_the_issue_has_its_levers() -> None:
    figures = calculate(quick_case(FULL))

    def levers(key: str) -> set[str]:
        return {swing.lever for swing in one_way(figures[key])}

    assert levers("threshold.rhf_aup.years") == {"price", "comparator_cost", "discount_rate", "duration"}
    assert levers("icer.rhf_aup") == {"price", "qaly"}
    assert levers("icer.max_aup") == {"price", "qaly"}
    assert levers("dosing.stor.alt.max_aup") == {"price", "dose_weight"}
    assert levers("dosing.liten.alt.rhf_aup") == {"price"}  # four days' durability binds, not the dose
    assert levers("severity.group") == set()
    assert {lever.key for lever in LEVERS} > {"price", "patients", "dose_weight", "comparator_cost", "discount_rate"}


def test_an_end_that_cannot_be_computed_is_none_and_comes_first() -> None:
    blocks = {
        "treatment": ONE_OFF,
        "offer.max_aup": 24000,
        "comparator": {"name": "x", "annual_cost_max_aup": 1000},
        "threshold": {"payment": "mid_year"},
    }
    swings = one_way(calculate(quick_case(blocks))["threshold.max_aup.years"], Decimal("0.5"))
    assert swings[0].width == Decimal("Infinity")
    assert {swing.lever: swing.high is None for swing in swings}["price"]
    assert {swing.lever: swing.low is None for swing in swings}["comparator_cost"]


@pytest.mark.parametrize("spread", ["0", "1", "-0.2", "1.5"])
def test_a_spread_outside_0_1_is_refused(spread: str) -> None:
    figure = calculate(quick_case(FULL))["icer.max_aup"]
    with pytest.raises(InvalidCalculation, match="spread"):
        one_way(figure, Decimal(spread))


def test_recomputing_with_nothing_changed_gives_the_figure() -> None:
    for figure in calculate(quick_case(FULL)).values():
        assert recomputed(figure, {}) == figure.value


def test_figures_are_values_not_identities_in_the_graph() -> None:
    """A figure replaced in the middle of the graph counts as given."""
    figures = calculate(quick_case(FULL))
    moved = recomputed(figures["budget.max_aup.year1.impact"], {"treatment.annual.max_aup": Decimal(0)})
    assert moved == -figures["budget.max_aup.year1.comparator"].value
    assert replace(figures["icer.max_aup"], value=Decimal(1)).value == 1


def test_operations_know_their_errors() -> None:
    for op in ("break_even", "discounted_years"):
        with pytest.raises(UserError):
            OPERATIONS[op].compute(Decimal(-1), Decimal(0), Decimal("0.04"), Decimal("0.03"), Decimal("0.02"))
        with pytest.raises(UserError, match="renten"):
            OPERATIONS[op].compute(Decimal(3), Decimal(0), Decimal(-1), Decimal("0.03"), Decimal("0.02"))


def test_a_cost_that_is_never_earned_back_leaves_the_note_and_says_so() -> None:
    base = tomllib.loads((Path(__file__).parents[1] / "tables/back_calculation.toml").read_text("utf-8"))["bases"][
        "gen"
    ]
    drafts = [draft_note(parse_case(base.replace("max_aup: 1000000", f"max_aup: {price}"))) for price in (10**6, 10**8)]
    ordinary, never = drafts
    assert "threshold.max_aup.years" in ordinary.figures
    assert "threshold.max_aup.years" not in never.figures
    assert "threshold.rhf_aup.years" in never.figures
    told = [finding for finding in never.findings if finding.code == "T001"]
    assert [finding.severity for finding in told] == ["warning"]
    assert "T001" not in {finding.code for finding in ordinary.findings}
    said = " ".join(text for key in ("kostnadseffektivitet", "oppsummering") for text in texts(never.note.section(key)))
    assert said.count("ikke kostnadsnøytral innen de to hundre årene") == 2
    assert "threshold." not in said, "words on the negotiated price would tell of it"
