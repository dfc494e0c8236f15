"""Confidentiality travels: a figure is secret if and only if an input is, and its owners are the inputs' owners."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from corpus.errors import InvalidCalculation
from drafting.calculations.calculation import calculate, price_at_duration, with_rhf_aup
from drafting.calculations.graph.figures import Figure, apply, computed
from drafting.calculations.graph.operations import OPERATIONS
from drafting.calculations.graph.sensitivity import inputs_of, one_way
from drafting.case.case import Case
from tests.calculations.case_strategies import OWNERS, blocks
from tests.calculations.conftest import ITEM, quick_case

SECRET = {"secret": 200, "owner": "B AS"}


def figures_of(case: Case) -> dict[str, Figure]:
    """The figures; cases whose treatment never pays for itself are not what is tested here."""
    try:
        return calculate(case)
    except InvalidCalculation as error:
        assume("tjenes ikke inn" not in error.what)
        raise


@settings(deadline=None, max_examples=60)
@given(blocks())
def test_owners_are_the_union_of_the_inputs_owners(chosen: dict[str, Any]) -> None:
    case = quick_case(chosen)
    secrets = case.secrets
    for key, figure in figures_of(case).items():
        leaves = inputs_of(figure)
        assert figure.owners == frozenset(owner for leaf in leaves for owner in leaf.owners), key
        # … and the leaves' owners are those that the case file says, by the same path, no more and no less.
        assert {leaf.key: leaf.owners for leaf in leaves if leaf.owners} == {
            leaf.key: frozenset({secrets[leaf.key].owner}) for leaf in leaves if leaf.key in secrets
        }, key
        assert figure.confidential == any(leaf.key in secrets for leaf in leaves)


@settings(deadline=None, max_examples=100)
@given(blocks())
def test_changing_secrets_never_moves_a_public_figure(chosen: dict[str, Any]) -> None:
    """The test that does not trust the graph: public figures do not depend on any secret value."""
    before = figures_of(quick_case(chosen))
    after = figures_of(quick_case({key: doubled(value) for key, value in chosen.items()}))
    assert list(before) == list(after)
    for key, figure in before.items():
        if not figure.confidential:
            assert figure.value == after[key].value, key


def doubled(value: Any) -> Any:
    """The same blocks with every secret twice as high."""
    if isinstance(value, dict):
        if set(value) == {"secret", "owner"}:
            return {**value, "secret": 2 * value["secret"]}
        return {key: doubled(item) for key, item in value.items()}
    return [doubled(item) for item in value] if isinstance(value, list) else value


@settings(deadline=None, max_examples=100)
@given(st.sampled_from(sorted(OPERATIONS)), st.lists(st.sampled_from([*OWNERS, ""]), min_size=5, max_size=5))
def test_no_operation_forgets_an_owner(op: str, owners: list[str]) -> None:
    count = {"same": 1, "ceil": 1, "floor": 1, "subtract": 2, "divide": 2, "round_to": 2}.get(op, 5)
    amount = Decimal("0.5")
    operands = [
        Figure(f"input.{n}", "x", amount, "NOK", owners=frozenset({owner} if owner else ()))
        for n, owner in enumerate(owners[:count])
    ]
    figure = computed("key", "tall", apply(op, *operands) * 0 + 1, "NOK", reference="")
    assert figure.owners == frozenset(owner for owner in owners[:count] if owner)


@settings(deadline=None, max_examples=50)
@given(blocks())
def test_what_if_keeps_the_owners(chosen: dict[str, Any]) -> None:
    case = quick_case(chosen)
    figures = figures_of(case)
    moved = with_rhf_aup(case, ITEM, case.package(ITEM).rhf_aup.value)
    assert {key: (figure.value, figure.owners) for key, figure in moved.items()} == {
        key: (figure.value, figure.owners) for key, figure in figures.items()
    }
    for figure in list(figures.values())[:20]:
        assert all(swing.owners == figure.owners for swing in one_way(figure))


def test_price_at_duration_is_as_secret_as_the_comparator() -> None:
    blocks_of = {
        "treatment": {"kind": "one_off", "package": ITEM, "packages": 1},
        "comparator": {
            "name": "x",
            "annual_cost_max_aup": 300,
            "annual_cost_rhf_aup": {"secret": 200, "owner": "B AS"},
        },
    }
    case = quick_case(blocks_of)
    assert price_at_duration(case, Decimal(5), "rhf_aup").owners == {"B AS"}
    assert price_at_duration(case, Decimal(5), "max_aup").owners == frozenset()
