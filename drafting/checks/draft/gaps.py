"""Visible gaps: «[mangler: datoen for pristilbudet]» in the text, and the finding that says what to fill in.

The writer takes its gaps from `gap(key)` and the check reads them back by `GAP`, so text and finding never differ.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType

from drafting.findings import Finding
from drafting.note.note import Section, texts

GAP = re.compile(r"\[mangler: ([^\[\]]+)\]")

# What is missing, by the key of the case file (or fact) that would fill it.
MISSING: Mapping[str, str] = MappingProxyType(
    {
        "report.dated": "datoen for metodevurderingsrapporten",
        "product.indication": "godkjent indikasjon",
        "conclusion.severity": "metodevurderingens omtale av alvorlighet",
        "conclusion.benefit": "metodevurderingens omtale av nytte",
        "conclusion.resources": "metodevurderingens omtale av ressursbruk",
        "conclusion.uncertainty": "metodevurderingens omtale av usikkerhet",
        "offer": "pristilbudet",
        "offer.dated": "datoen for pristilbudet",
        "treatment": "behandlingskostnaden",
        "treatment.drugs": "samlet behandlingskostnad, siden bare ett av legemidlene i behandlingen er regnet med",
        "treatment.packages": "samlet behandlingskostnad, siden beregningene gjelder ulike pakninger",
        "treatment.mean_duration_months": "gjennomsnittlig behandlingstid",
        "dosing.content": "antall pakninger, siden det ikke er sikkert hva pakningen inneholder",
        "dosing.courses": "kostnaden for behandlingsforløpene",
        "dosing.unit": "måleenheten for dosen",
        "dosing.every_days": "hvor ofte dosen gis",
        "comparator.name": "komparator",
        "comparator.annual_cost_max_aup": "komparatorens årskostnad ved Maks-AUP",
        "comparator.annual_cost_rhf_aup": "komparatorens årskostnad ved RHF-AUP",
        "comparison": "alternativene i sammenligningen",
        "threshold": "nullpunktet i terskelanalysen",
        "cost_utility": "inkrementell kostnadseffektivitetsratio",
        "cost_utility.drug_cost": "hvilken pakning legemiddelkostnaden følger",
        "budget": "budsjettvirkningen",
        "patients.statement": "antall aktuelle pasienter",
        "agreement.site": "behandlingsstedet",
        "agreement.negotiated": "datoen da avtalen var ferdig forhandlet",
        "decision.forum_date": "datoen for behandling i Beslutningsforum",
        "process.report_received": "datoen da underlaget for forhandlinger ble mottatt",
        "process.prices_received": "datoen da prisopplysningene var fullstendige",
        "process.note_finished": "datoen da prisnotatet var ferdig",
        "process": "saksbehandlingstiden",
    }
)
_KEYS = {phrase: key for key, phrase in MISSING.items()}
_ADDED_UP = frozenset({"treatment.drugs", "treatment.packages"})
_FROM_REPORT = frozenset(key for key in MISSING if key.startswith("conclusion."))


def gap(key: str) -> str:
    """The visible gap for a key of `MISSING`. Raises KeyError."""
    return f"[mangler: {MISSING[key]}]"


def gap_findings(section: Section) -> tuple[Finding, ...]:
    """One N003 per different gap in a section, each naming what fills it."""
    phrases = dict.fromkeys(phrase for text in texts(section) for phrase in GAP.findall(text))
    return tuple(Finding("N003", "error", section.key, f"Mangler {phrase}. {_remedy(phrase)}") for phrase in phrases)


def _remedy(phrase: str) -> str:
    key = _KEYS.get(phrase)
    if key is None:
        return "Fyll det inn i saksfilen, eller skriv det i avsnittet."
    if key in _FROM_REPORT:
        return (
            "Legg ved metodevurderingsrapporten dersom den ikke er lagt ved, eller sett inn sitatet med sidetall i "
            "avsnittet."
        )
    if key == "dosing.content":
        return "Oppgi units i strength på pakningen i saksfilen: 1 dersom styrken gjelder hele pakningen."
    if key in _ADDED_UP:
        return "Legg inn alle pakningene i treatment.parts i saksfilen."
    return f"Fyll inn {key} i saksfilen."
