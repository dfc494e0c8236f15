"""Every name of a price is known to every reader: what one of them knows, all know."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from corpus.bokmal import price_terms
from corpus.bokmal.price_terms import (
    ABOUT_TERMS,
    EX_VAT_TERMS,
    INC_VAT_TERMS,
    LIST_TERMS,
    MAXIMUM_TERMS,
    NEGOTIATED_TERMS,
    words,
)
from corpus.notes.blanks import holes
from drafting.calculations.calculation import calculate
from drafting.case.case import Case
from drafting.checks.draft.negotiated import holds_negotiated_amount
from drafting.confidentiality.audit.statements.published import published
from drafting.confidentiality.leaks.leaks import find_leaks, secrets_of
from drafting.facts.fact.price_basis import bases, vats

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
