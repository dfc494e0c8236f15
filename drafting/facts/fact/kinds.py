"""What sort of value each fact key takes, and what a person typed as such a value.

Source: docs/rules.md, «`facts` keys».
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Literal, get_args

from corpus.bokmal.amounts import amount, day, number, plain
from corpus.errors import UserError
from drafting.case.case import Track

Kind = Literal["text", "quote", "number", "date", "track", "method_id", "atc"]

_KINDS: tuple[tuple[str, Kind, str], ...] = (
    (r"method_id", "method_id", ""),
    (r"track", "track", ""),
    (r"atc", "atc", ""),
    (r"title|product|substance|company|indication|comparator|dose", "text", ""),
    (r"log\.days", "number", "dager"),
    (r"dated|log\.\w+", "date", ""),
    (r"discount_rate", "number", "%"),
    (r"patients\.(?:now|per_year|year\d{1,2})", "number", "pasienter"),
    (r"qaly\.gain\.(?:dmp|company)|severity\.absolute_shortfall", "number", "QALY"),
    (r"icer\.(?:dmp|company)\.(?:max_aup|rhf_aup|other)\.(?:ex_vat|inc_vat)", "number", "NOK/QALY"),
    (r"cost\.\w+\.\w+\.(?:ex_vat|inc_vat)", "number", "NOK"),
    (r"threshold\.(?:max_aup|rhf_aup|other)\.(?:ex_vat|inc_vat)\.years(?:\.undiscounted)?", "number", "år"),
    (r"budget\.year\d{1,2}\.(?:intervention|comparator|impact)", "number", "NOK"),
    (r"conclusion\.(?:severity|benefit|resources|uncertainty)", "quote", ""),
)
# The keys that a person may add when the reading found nothing; those with a free part are corrected only.
ADDABLE = (
    *("method_id", "title", "track", "product", "substance", "company", "atc", "indication", "comparator", "dated"),
    *("patients.now", "patients.per_year", *(f"patients.year{year}" for year in range(1, 6))),
    *("severity.absolute_shortfall", "qaly.gain.dmp", "discount_rate", "cost.comparator.max_aup.inc_vat"),
    *(f"icer.dmp.{basis}.{vat}" for basis in ("max_aup", "other") for vat in ("inc_vat", "ex_vat")),
    *(f"budget.year{year}.impact" for year in range(1, 6)),
    *(f"conclusion.{topic}" for topic in ("severity", "benefit", "resources", "uncertainty")),
)
_WANTED: dict[Kind, str] = {
    "number": "Skriv et tall på norsk, for eksempel 1 234,50.",
    "date": "Skriv datoen som 14.05.2025.",
    "track": "Velg blant " + ", ".join(get_args(Track)) + ".",
    "method_id": "Skriv metode-ID på formen ID2025_001.",
    "atc": "Skriv ATC-koden på formen L01EX99.",
    "text": "Skriv teksten slik den står i rapporten.",
    "quote": "Skriv setningen slik den står i rapporten.",
}
LONGEST = 4000


def kind_of_fact(key: str) -> tuple[Kind, str]:
    """The sort of value and the unit of a fact key. Raises KeyError for a key that docs/rules.md does not have."""
    for pattern, kind, unit in _KINDS:
        if re.fullmatch(pattern, key):
            return kind, unit
    raise KeyError(key)


def parsed(key: str, typed: str) -> str:
    """What a person typed, as the value of a fact: «1,2 mill.» → «1200000», «14.5.2025» → «2025-05-14».

    Raises:
        UserError: it is no such value; says which is wanted.
    """
    kind, _ = kind_of_fact(key)
    text = " ".join(typed.split())
    value = _value(kind, text) if len(text) <= LONGEST else None
    if not value:
        raise UserError("Verdien kan ikke brukes.", where=key, remedy=_WANTED[kind])
    return value


def _value(kind: Kind, text: str) -> str | None:
    if kind == "number":
        found: Decimal | None = number(text) if number(text) is not None else amount(text)
        return None if found is None else plain(found)
    if kind == "date":
        date = day(text)
        return date.isoformat() if date else None
    patterns = {"track": "|".join(get_args(Track)), "method_id": r"ID\d{4}_\d{3}", "atc": r"[A-Z]\d{2}[A-Z]{2}\d{2}"}
    return text if re.fullmatch(patterns.get(kind, r".+"), text) else None
