"""One invented case with every block, for tests that need all figures at once. All secrets are invented."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from tests.calculations.conftest import ITEM


def _group(key: str, label: str, measure: dict[str, Any], dose: str, amount: Any) -> dict[str, Any]:
    first = [{dose: amount, "days": 7}, {dose: 3 * amount, "days": 21}]
    cycles = [
        {"label": "syklus 1", "count": 1, "steps": first},
        {"label": "syklus 2-5", "count": 4, "steps": [{dose: 3 * amount, "days": 28}]},
    ]
    return {"key": key, "label": label, **measure, "cycles": cycles}


FULL: dict[str, Any] = {
    "offer.max_aup": Decimal("34277.30"),
    "offer.rhf_aup": {"secret": Decimal("21987.65"), "owner": "A AS"},
    "offer.strength": {"amount": Decimal("38.5"), "unit": "µg"},
    "dosing": {
        "package": ITEM,
        "rule": {"max_days_per_preparation": 4, "sharing": "none"},
        "groups": [
            _group("liten", "små", {"body_surface_m2": Decimal("0.5")}, "dose_per_m2", 5),
            _group("stor", "store", {"weight_kg": Decimal("45.5")}, "dose_per_kg", Decimal("0.2")),
        ],
        "courses": [{"key": "to", "label": "to sykluser", "cycles": 2}, {"key": "alt", "label": "alt", "cycles": 5}],
    },
    "treatment": {
        "kind": "continuous",
        "package": ITEM,
        "packages": 2,
        "period_days": 21,
        "mean_duration_months": Decimal("11.2"),
    },
    "comparator": {
        "name": "dagens behandling",
        "annual_cost_max_aup": Decimal("312345.67"),
        "annual_cost_rhf_aup": {"secret": Decimal("276543.21"), "owner": "B AS"},
    },
    "comparison": [
        {
            "name": "Alternativ A",
            "annual_cost_max_aup": 812000,
            "annual_cost_rhf_aup": {"secret": Decimal("402468.13"), "owner": "C AS"},
        },
        {"name": "=1+1", "annual_cost_max_aup": 1300000},
    ],
    "threshold": {"payment": "end_of_year"},
    "cost_utility": {
        "incremental_qaly": Decimal("0.62"),
        "drug_cost_max_aup": 912000,
        "other_incremental_cost": -45000,
    },
    "severity": {"qaly_without_disease": Decimal("17.42"), "prognosis_qaly": Decimal("3.10")},
    "budget": {
        "new_patients": [40, 60, 80, 90, 90],
        "persistence": [1, Decimal("0.6"), Decimal("0.3"), Decimal("0.1"), 0],
    },
    "process": {
        "report_received": date(2099, 1, 5),
        "prices_received": date(2099, 3, 2),
        "agreement_negotiated": date(2099, 5, 15),
        "note_finished": date(2099, 5, 30),
    },
}
SECRETS = ("21987.65", "276543.21", "402468.13")
