"""What each fact of a report is called, in bokmål, for the pages."""

from __future__ import annotations

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
    return ", ".join([parts[0], *(part if part.isupper() or "-" in part else part.lower() for part in parts[1:])])
