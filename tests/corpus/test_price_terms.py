"""Every name of a price is known to every reader: what one of them knows, all know."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

import pytest

from corpus.bokmal import price_terms
from corpus.bokmal.amounts import AMOUNT, amount
from corpus.bokmal.counted import label_unit
from corpus.bokmal.price_terms import (
    ABBREVIATED,
    ABOUT_TERMS,
    AT_LEAST_TERMS,
    AT_MOST_TERMS,
    EX_VAT_TERMS,
    FOREIGN_TERMS,
    INC_VAT_TERMS,
    LIST_TERMS,
    MAXIMUM_TERMS,
    NEGOTIATED_TERMS,
    SCALE_WORDS,
    SCALED_CURRENCIES,
    words,
)
from corpus.notes.blanks import holes
from corpus.reports.report import read_report
from drafting.calculations.calculation import calculate
from drafting.case.case import Case
from drafting.checks.draft.negotiated import holds_negotiated_amount
from drafting.confidentiality.audit.statements.published import published
from drafting.confidentiality.leaks.leaks import find_leaks, secrets_of
from drafting.facts import facts
from drafting.facts.fact.precision import step_of
from drafting.facts.fact.price_basis import bases, vats
from drafting.facts.fact.scope_reading import scope_at
from tests.documents.written import report_with

NEGOTIATED = words(NEGOTIATED_TERMS)
PUBLIC = words(MAXIMUM_TERMS, LIST_TERMS)


@pytest.fixture(scope="module")
def case() -> Case:
    return Case.model_validate(
        {
            "method_id": "ID2099_300",
            "title": "Prøve",
            "note_date": date(2026, 1, 20),
            "product": {"name": "Prøvan", "substance": "prøvanib", "company": "Firma"},
            "report": {"track": "cost_comparison"},
            "offer": {
                "packages": [
                    {
                        "item_number": "123456",
                        "description": "Prøvan",
                        "max_aup": Decimal("47211.30"),
                        "rhf_aup": {"secret": Decimal("21473.60"), "owner": "Firma"},
                    }
                ]
            },
        }
    )


@pytest.mark.parametrize("name", NEGOTIATED)
def test_a_name_of_the_negotiated_price_is_known_to_every_reader(name: str, case: Case) -> None:
    figures = calculate(case)
    sentence = f"Kostnaden med {name} er om lag 21 500 NOK inkl. mva."
    assert bases(name) == ("rhf_aup",), "the fact reader"
    assert price_terms.NEGOTIATED.search(name), "the note's tables, answers and blanks"
    assert holds_negotiated_amount(sentence), "the draft's check (N017)"
    assert find_leaks(sentence.encode(), secrets_of(case, figures), name="x.txt"), "the leak search"
    told = published([sentence], figures)
    assert any(statement.key == "price.123456.rhf_aup" for statement in told), "the audit"
    assert holes(f"Kostnaden per pasient med {name} er . Dette er tall fra firmaet."), "the search for blanks"


@pytest.mark.parametrize("name", PUBLIC)
def test_a_name_of_the_public_price_is_never_taken_for_the_negotiated(name: str, case: Case) -> None:
    figures = calculate(case)
    sentence = f"Kostnaden med {name} er 47 211,30 NOK inkl. mva."
    assert "rhf_aup" not in bases(name)
    assert not price_terms.NEGOTIATED.search(name)
    assert not holds_negotiated_amount(sentence)
    assert not find_leaks(sentence.encode(), secrets_of(case, figures), name="x.txt")
    assert not published([sentence], figures)


@pytest.mark.parametrize("words_of_vat", [*words(EX_VAT_TERMS), *words(INC_VAT_TERMS)])
def test_a_way_of_saying_vat_is_read(words_of_vat: str) -> None:
    wanted = "ex_vat" if words_of_vat in words(EX_VAT_TERMS) else "inc_vat"
    assert vats(f"12 000 NOK {words_of_vat}") == (wanted,)


@pytest.mark.parametrize("about", words(ABOUT_TERMS))
def test_a_word_of_approximation_makes_a_rounded_secret_a_leak(about: str, case: Case) -> None:
    text = f"Pakningen koster {about} 21 500 NOK."
    assert find_leaks(text.encode(), secrets_of(case, calculate(case)), name="x.txt")


@pytest.mark.parametrize(
    "other",
    ["prisen er ikke avklart", "pris og effekt", "Maks-AUP", "listepris", "prisnotat", "prislisten", "AIP", "prisdato"],
)
def test_what_names_no_negotiated_price(other: str) -> None:
    assert not price_terms.NEGOTIATED.search(other)


SPELLED = [(word, power) for power, group in SCALE_WORDS for word in group]
SPELLED += [(f"{word}.", power) for word, power in SPELLED if word in ABBREVIATED]
GLUED = [(word, power) for power, group in SCALED_CURRENCIES for word in group]


@pytest.mark.parametrize(("word", "power"), [*((f"{word} NOK", power) for word, power in SPELLED), *GLUED])
def test_a_scale_is_known_to_every_reader(word: str, power: int, case: Case) -> None:
    factor = Decimal(10) ** power
    assert amount(f"16,9 {word}") == Decimal("16.9") * factor, "sentences and cells"
    assert label_unit(f"Kostnader ({word})").factor == factor, "labels and captions"
    assert label_unit(f"Kostnader i {word}").factor == factor, "labels and captions"
    told = re.fullmatch(AMOUNT, f"16,9 {word}", re.IGNORECASE)
    assert told, "the search for amounts"
    assert step_of(f"16,9 {word}") == factor / 10, "how exactly it is printed"
    sentence = f"DMP har beregnet budsjettvirkningen til 16,9 {word} i år 5 med maks-AUP inkl. mva."
    fact = facts(read_report(report_with(sentence))).get("budget.year5.impact")
    assert fact, "the fact reader"
    assert Decimal(fact.value) == Decimal("16.9") * factor
    secret = f"Pakningen koster {Decimal('21473.60') / factor:f} {word}.".replace("0.", "0,").replace("21.47", "21,47")
    if power == 3:
        assert find_leaks(secret.encode(), secrets_of(case, calculate(case)), name="x.txt"), "the leak search"


@pytest.mark.parametrize(("word", "power"), [(f"{word} NOK", power) for word, power in SPELLED])
def test_a_scale_is_known_to_the_reader_of_icers(word: str, power: int) -> None:
    found = facts(read_report(report_with(f"DMPs IKER er 0,9 {word} per QALY med maks-AUP inkl. mva.")))
    fact = found.get("icer.dmp.max_aup.inc_vat")
    if power == 9:
        assert fact is None or Decimal(fact.value) == 9 * 10**8
    else:
        assert fact
        assert Decimal(fact.value) == Decimal("0.9") * 10**power


@pytest.mark.parametrize("currency", words(FOREIGN_TERMS))
def test_another_currency_is_never_kroner(currency: str) -> None:
    assert label_unit(f"Kostnader ({currency})").factor is None
    assert amount(f"16,9 {currency}") is None
    found = facts(read_report(report_with(f"Legemiddelkostnaden er 900 000 {currency} per pasient per år.")))
    assert not [fact for fact in found.facts if fact.key.startswith("cost")]


@pytest.mark.parametrize(
    ("terms", "bound"), [(ABOUT_TERMS, "about"), (AT_LEAST_TERMS, "at_least"), (AT_MOST_TERMS, "at_most")]
)
def test_a_bound_is_known_to_the_reader_of_facts(terms: price_terms.Terms, bound: str) -> None:
    for word in set(words(terms)) - {"godt over"}:  # which is more than near: a lower bound
        text = f"DMP anslår at {word} 40 pasienter er aktuelle."
        start = text.index("40")
        assert scope_at(text, start, start + 2).bound == bound, word
