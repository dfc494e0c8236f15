"""What each fact of a report is called, in bokmål, for the pages."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

from corpus.bokmal.number_style import number, numeric_date
from drafting.facts.fact.fact import Fact
from drafting.facts.fact.kinds import kind_of_fact

KEPT = re.compile(r"[A-Z]{2}")  # abbreviations keep their letters inside a label
TRACKS = {
    "cost_utility": "kostnad per QALY (IKER)",
    "cost_comparison": "kostnadssammenligning",
    "threshold": "terskelanalyse",
    "cost_minimisation": "kostnadsminimering",
    "no_health_economics": "uten helseøkonomisk analyse",
}
LABELS = {
    "method_id": "Metode-ID",
    "title": "Tittel",
    "track": "Type vurdering",
    "product": "Preparat",
    "substance": "Virkestoff",
    "company": "Firma",
    "atc": "ATC-kode",
    "indication": "Indikasjon",
    "comparator": "Komparator",
    "dose": "Dosering",
    "discount_rate": "Diskonteringsrente",
    "days": "saksbehandlingstid",
    "order": "bestilling",
    "updated": "oppdatert",
    "dated": "Rapportens dato",
    "log": "Logg",
    "ordered": "bestilt",
    "received": "mottatt",
    "started": "saksbehandling startet",
    "finished": "ferdigstilt",
    "patients": "Pasienter",
    "now": "i dag",
    "per_year": "per år",
    "qaly": "QALY",
    "gain": "vunnet",
    "icer": "IKER",
    "cost": "Kostnad",
    "annual": "per år",
    "treatment": "per behandling",
    "package": "per pakning",
    "per patient": "per pasient",
    "budget": "Budsjett",
    "dmp": "ifølge DMP",
    "max_aup": "Maks-AUP",
    "rhf_aup": "RHF-AUP",
    "other": "annen pris",
    "ex_vat": "eks. mva.",
    "inc_vat": "inkl. mva.",
    "intervention": "intervensjon",
    "impact": "virkning",
    "severity": "Alvorlighet",
    "absolute_shortfall": "absolutt prognosetap",
    "conclusion": "Konklusjon",
    "benefit": "nytte",
    "resources": "ressursbruk",
    "uncertainty": "usikkerhet",
}


def fact_label(key: str) -> str:
    """«log.ordered» → «Logg, bestilt»; a part without a name stands as it is."""
    parts = [LABELS.get(part, part.replace("year", "år ").replace("_", " ")) for part in key.split(".")]
    return ", ".join([parts[0], *(part if KEPT.search(part) else part.lower() for part in parts[1:])])


def fact_value(fact: Fact) -> str:
    """The value as people write it: dates as 14.05.2025, numbers with their unit, the track by its name."""
    text = typed_value(fact)
    return f"{text} {fact.unit}" if fact.unit else TRACKS.get(text, text)


def typed_value(fact: Fact) -> str:
    """The value as a person would type it in a form."""
    kind, _ = kind_of_fact(fact.key)
    if kind == "date" and len(fact.value) == 10:
        return numeric_date(date.fromisoformat(fact.value))
    if kind == "number":
        value = Decimal(fact.value)
        exponent = value.as_tuple().exponent
        return number(value, max(0, -exponent) if isinstance(exponent, int) else 0)
    return fact.value
