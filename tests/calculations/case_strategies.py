"""Random cases for the properties: any of the blocks, any amount secret or not, with its owner."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from tests.calculations.conftest import ITEM

OWNERS = ("A AS", "B AS", "C AS")
prices = st.decimals(Decimal("0.01"), Decimal(10**8), places=2)
shares = st.decimals(0, 1, places=3)


def amounts(value: st.SearchStrategy[Decimal]) -> st.SearchStrategy[Any]:
    """A plain amount, or the same as a secret of one of the owners."""
    secret = st.builds(lambda number, owner: {"secret": number, "owner": owner}, value, st.sampled_from(OWNERS))
    return st.one_of(value, secret)


def secrets(value: st.SearchStrategy[Decimal]) -> st.SearchStrategy[Any]:
    return st.builds(lambda number, owner: {"secret": number, "owner": owner}, value, st.sampled_from(OWNERS))


treatments = st.one_of(
    st.builds(lambda packages: {"kind": "one_off", "package": ITEM, "packages": packages}, st.integers(1, 5)),
    st.builds(
        lambda packages, period, months: {
            "kind": "continuous",
            "package": ITEM,
            "packages": packages,
            "period_days": period,
            **({"mean_duration_months": months} if months else {}),
        },
        st.integers(1, 5),
        st.integers(1, 90),
        st.one_of(st.none(), st.integers(1, 60)),
    ),
)
comparators = st.builds(
    lambda at_max, at_rhf: {
        "name": "dagens behandling",
        **({"annual_cost_max_aup": at_max} if at_max is not None else {}),
        **({"annual_cost_rhf_aup": at_rhf} if at_rhf is not None else {}),
    },
    st.one_of(st.none(), amounts(prices)),
    st.one_of(st.none(), secrets(prices)),
)
dosings = st.builds(
    lambda doses, max_days, sharing: {
        "package": ITEM,
        "rule": {"sharing": sharing, **({"max_days_per_preparation": max_days} if max_days else {})},
        "groups": [
            {
                "key": f"g{n}",
                "label": f"gruppe {n}",
                "cycles": [{"label": "syklus 1", "count": 3, "steps": [{"dose": dose, "days": days}]}],
            }
            for n, (dose, days) in enumerate(doses, start=1)
        ],
        "courses": [{"key": "lop", "label": "løp", "cycles": 2}],
    },
    st.lists(st.tuples(st.decimals("0.1", 100, places=1), st.integers(1, 40)), min_size=1, max_size=3),
    st.one_of(st.none(), st.integers(1, 7)),
    st.sampled_from(("none", "full")),
)
utilities = st.builds(
    lambda qaly, drug, other: {"incremental_qaly": qaly, "drug_cost_max_aup": drug, "other_incremental_cost": other},
    st.decimals("0.01", 10, places=2),
    amounts(prices),
    amounts(st.decimals(-(10**6), 10**6, places=2)),
)


@st.composite
def blocks(draw: st.DrawFn) -> dict[str, Any]:
    """Blocks for `made_case`."""
    years = draw(st.integers(1, 4))
    optional: dict[str, st.SearchStrategy[Any]] = {
        "treatment": treatments,
        "comparator": comparators,
        "dosing": dosings,
        "cost_utility": utilities,
        "comparison": st.lists(
            st.builds(
                lambda at_max, at_rhf: {
                    "name": "alternativ",
                    "annual_cost_max_aup": at_max,
                    **({"annual_cost_rhf_aup": at_rhf} if at_rhf is not None else {}),
                },
                amounts(prices),
                st.one_of(st.none(), secrets(prices)),
            ),
            max_size=3,
        ),
        "budget": st.builds(
            lambda new, kept: {"new_patients": new, **({"persistence": kept} if kept else {})},
            st.lists(st.decimals(0, 500, places=1), min_size=years, max_size=years),
            st.one_of(st.none(), st.lists(shares, min_size=years, max_size=years)),
        ),
        "threshold": st.sampled_from([{"payment": name} for name in ("start_of_year", "mid_year", "end_of_year")]),
        "severity": st.just({"qaly_without_disease": Decimal("17.42"), "prognosis_qaly": Decimal("3.1")}),
    }
    chosen = {key: draw(strategy) for key, strategy in optional.items() if draw(st.booleans())}
    chosen["offer.max_aup"] = draw(amounts(prices))
    chosen["offer.rhf_aup"] = draw(secrets(prices))
    chosen["offer.strength"] = {"amount": draw(st.decimals("0.5", 50, places=1)), "unit": "mg"}
    return chosen
