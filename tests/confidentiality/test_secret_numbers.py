"""Public numbers of a case as a way out for a secret one: counts, durations and amounts that are, or give, a price."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.errors import Refused
from drafting.calculations.calculation import calculate
from drafting.case.case import Amount, Case
from drafting.case.file import parse_case, read_case
from drafting.confidentiality.audit.chance import by_chance
from drafting.confidentiality.closed.stops import Around, stops
from drafting.confidentiality.public_text.of_note import case_stops
from drafting.confidentiality.public_text.secret_numbers import secret_numbers
from drafting.drafts.draft import draft_note
from drafting.editing.saved_draft import change_case, open_draft, start_case
from drafting.publishing.accepted_sentences import accept
from drafting.publishing.gate import public_files
from drafting.settings import settings as settings_of
from drafting.store.store import Store, User, open_store

DEMO = Path(__file__).parents[2] / "corpus/samples/demo.yaml"
ADA, BO = User("Ada", "fagrådgiver"), User("Bo", "fagrådgiver")
PRICE = "30655.80"
TABLETS = """
method_id: ID2099_301
title: Oppdiktet tablett
note_date: 2025-05-14
product: {name: Lumafex, substance: lumafenib, company: Nordlys Pharma}
report: {track: cost_utility}
offer:
  packages:
    - item_number: "000011"
      description: Lumafex, tabletter, 50 mg, 60 stk. (blister)
      strength: {amount: 50, unit: mg}
      max_aup: 48000
      rhf_aup: {secret: 30655.80, owner: Nordlys Pharma}
treatment: {kind: continuous, package: "000011", packages: 1, period_days: 30, mean_duration_months: MONTHS}
comparator: {name: betasetin, annual_cost_max_aup: COMPARATOR, annual_cost_rhf_aup: {secret: 41250, owner: Sørlys AS}}
cost_utility: {incremental_qaly: QALY, drug_cost_max_aup: 545440, other_incremental_cost: OTHER}
budget: {new_patients: [PATIENTS]}
"""
PLAIN = {"MONTHS": "11.2", "COMPARATOR": "96400", "QALY": "0.62", "OTHER": "20000", "PATIENTS": "18, 20"}


def case_with(**fields: str) -> Case:
    text = TABLETS
    for name, value in (PLAIN | fields).items():
        text = text.replace(name, value)
    return parse_case(text).case


def stopped(case: Case) -> set[str]:
    return {place.where for place in case_stops(case, calculate(case))}


def test_a_plain_case_stops_nowhere() -> None:
    assert stopped(case_with()) == set()


@pytest.mark.parametrize(
    ("field", "value", "where"),
    [
        ("MONTHS", "30.6558", "case.treatment.mean_duration_months"),
        ("QALY", "0.30656", "case.cost_utility.incremental_qaly"),
        ("QALY", "3.0655", "case.cost_utility.incremental_qaly"),  # cut, not rounded
        ("OTHER", "30656", "case.cost_utility.other_incremental_cost"),
        ("OTHER", "-306558", "case.cost_utility.other_incremental_cost"),
        ("OTHER", "17344.2", "case.cost_utility.other_incremental_cost"),  # what the price is below Maks-AUP
        ("OTHER", "510.93", "case.cost_utility.other_incremental_cost"),  # a tablet
        ("COMPARATOR", "306558", "case.comparator.annual_cost_max_aup"),
        ("PATIENTS", "30, 65, 58", "case.budget.new_patients"),
        ("PATIENTS", "306.5580, 20", "case.budget.new_patients"),
        ("PATIENTS", "4, 30656", "case.budget.new_patients"),
        ("QALY", "0.361338", "case.cost_utility.incremental_qaly"),  # the discount
    ],
)
def test_a_public_number_with_the_digits_of_a_secret_stops(field: str, value: str, where: str) -> None:
    assert where in stopped(case_with(**{field: value}))


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("OTHER", PRICE),
        ("COMPARATOR", "41250"),
        ("MONTHS", "11.25"),
        ("QALY", "0.31"),
        ("OTHER", "31000"),
        ("PATIENTS", "30, 65"),
        ("COMPARATOR", "96412.5"),
    ],
)
def test_a_number_that_tells_nothing_passes(field: str, value: str) -> None:
    assert stopped(case_with(**{field: value})) == set()


def test_a_price_at_its_maks_aup_is_public_in_its_own_right() -> None:
    text = TABLETS.replace("48000", PRICE)
    for name, value in PLAIN.items():
        text = text.replace(name, value)
    case = parse_case(text).case
    assert "case.offer.packages.000011.max_aup" not in stopped(case)


def test_a_public_amount_that_a_secret_is_as_well_is_left_to_its_slot() -> None:
    plain, told = case_with(), case_with(COMPARATOR="30700")
    assert Decimal(30700) not in {*secret_numbers(plain, calculate(plain)).own}
    assert secret_numbers(told, calculate(told)).amounts_to(Decimal(30700))
    said = "Maks-AUP er 30 700 NOK."
    assert stops(said, Around(known=frozenset({Decimal(30700)}))) == ()
    draft = draft_note(parse_case(_text(COMPARATOR="30700")))
    section = draft.note.section("bakgrunn")
    block = next(block for block in section.blocks if hasattr(block, "text"))
    blocks = tuple(replace(one, text=f"{one.text} {said}") if one is block else one for one in section.blocks)
    changed = replace(section, blocks=blocks, writer="human")
    sections = tuple(changed if one.key == section.key else one for one in draft.note.sections)
    with pytest.raises(Refused, match="stoppet"):
        public_files(replace(draft, note=replace(draft.note, sections=sections)))


def _text(**fields: str) -> str:
    text = TABLETS
    for name, value in (PLAIN | fields).items():
        text = text.replace(name, value)
    return text


@given(st.integers(1, 12), st.integers(0, 100_000))
def test_more_digits_are_never_likelier_by_chance_and_more_trials_never_less(digits: int, tried: int) -> None:
    assert by_chance(digits, tried) or not by_chance(digits + 1, tried)
    assert not by_chance(digits, tried) or by_chance(digits, tried + 1)


@given(st.decimals("1000", "99999", places=2), st.integers(-6, 6))
@settings(max_examples=60, deadline=None)
def test_any_price_is_known_by_its_digits_at_any_power_of_ten(price: Decimal, power: int) -> None:
    case = case_with()
    assert case.offer is not None
    package = case.offer.packages[0].model_copy(update={"rhf_aup": Amount(value=price, owner="Nordlys Pharma")})
    case = case.model_copy(update={"offer": case.offer.model_copy(update={"packages": (package,)})})
    told = secret_numbers(case, calculate(case))
    if len(str(price.normalize().as_tuple().digits)) > 4 and price.as_tuple().digits[-1] != 0:
        assert told.given_by(price.scaleb(power))


@pytest.fixture
def store(tmp_path: Path) -> Store:
    made = open_store(settings_of({"PRISNOTAT_HOME": str(tmp_path / "home")}))
    start_case(made, DEMO.read_text("utf-8"), ADA)
    return made


def test_whoever_typed_the_number_may_not_accept_it_and_a_second_person_may(store: Store) -> None:
    read: Any = read_case(DEMO).case
    text = DEMO.read_text("utf-8")
    assert read.budget is not None
    price = read.offer.packages[0].rhf_aup.value
    told = f"{price / 1000:f}"
    start = text.index("new_patients:")
    end = text.index("]", start)
    change_case(store, read.method_id, f"{text[:start]}new_patients: [{told}, 20, 22, 24, 24{text[end:]}", BO, seen=1)
    saved = open_draft(store, read.method_id)
    place = next(place for place in saved.stops if place.where == "case.budget.new_patients")
    with pytest.raises(Refused, match="skrev"):
        accept(store, saved.draft, place, BO, "Tallet står i DMPs rapport.")
    accept(store, saved.draft, place, ADA, "Tallet står i DMPs rapport.")
    assert place in open_draft(store, read.method_id).accepted
