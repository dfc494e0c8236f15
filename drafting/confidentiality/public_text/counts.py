"""What the public fields of a case count: each number with the nouns that people count it in.

«I år 2 ventes 70 nye pasienter» may be typed when the case says 70; «70 kroner» may not, for nothing here is an amount.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from drafting.case.case import Case
from drafting.confidentiality.closed.grounds import Ground, ground_at
from drafting.confidentiality.public_text.secret_numbers import numeric_fields

# The end of a field's name → what it counts. A share is told in percent.
NOUNS = (
    ("new_patients", ("pasienter", "personer", "barn", "kvinner", "menn")),
    ("patients", ("pasienter", "personer", "barn", "kvinner", "menn")),
    ("_qaly", ("gode leveår", "leveår", "kvalitetsjusterte leveår", "QALY")),
    ("_without_disease", ("gode leveår", "leveår", "kvalitetsjusterte leveår", "QALY")),
    ("weight_kg", ("kg", "kilo")),
    ("surface_m2", ("m²", "kvadratmeter")),
    ("days", ("dager", "dag", "døgn")),
    ("weeks", ("uker", "uke")),
    ("months", ("måneder", "måned")),
    ("years", ("år",)),
    ("times_per_day", ("ganger", "doser")),
    ("count", ("doser", "dose", "ganger", "infusjoner", "injeksjoner")),
    ("packages", ("pakninger", "pakning", "hetteglass", "penner", "sprøyter", "tabletter")),
    ("dose", ("mg", "mikrogram", "µg", "g", "ml", "IE")),
    ("value", ("mg", "mikrogram", "µg", "g", "ml", "IE")),
)
SHARES = ("persistence", "uptake")
PERCENT = 100


def case_counts(case: Case) -> frozenset[Ground]:
    """Every public number of the case that is no amount, with each noun it may be counted in."""
    return frozenset(
        ground
        for path, values, amount in numeric_fields(case)
        if not amount
        for value in values
        for text in _told(path, value)
        if (ground := ground_at(text, 0))
    )


def _told(path: str, value: Decimal) -> Iterator[str]:
    name = path.rsplit(".", 1)[-1] if not path.rsplit(".", 1)[-1].isdigit() else path.rsplit(".", 2)[-2]
    if name in SHARES:
        yield f"{_shown(value * PERCENT)} %"
    for end, nouns in NOUNS:
        if name.endswith(end):
            yield from (f"{_shown(value)} {noun}" for noun in nouns)
            return


def _shown(value: Decimal) -> str:
    return format(value.normalize(), "f").replace(".", ",")
