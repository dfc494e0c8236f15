"""What a slot stands for, in bokmål: a figure's own label, or the words for a fact or a field of the case."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType

from drafting.calculations.graph.figures import Figure
from drafting.note.note import Slot

WORDS: Mapping[str, str] = MappingProxyType(
    {
        "product.name": "handelsnavnet",
        "product.substance": "virkestoffet",
        "product.abbreviation": "forkortelsen for legemidlet",
        "product.company": "leverandøren",
        "product.indication": "godkjent indikasjon",
        "comparator.name": "komparator",
        "comparator": "komparator",
        "report.dated": "datoen for metodevurderingsrapporten",
        "dated": "datoen for metodevurderingsrapporten",
        "report.updated": "datoen rapporten ble oppdatert",
        "offer.dated": "datoen for pristilbudet",
        "note_date": "datoen for prisnotatet",
        "decision.forum_date": "datoen for møtet i Beslutningsforum",
        "decision.available_from": "datoen prisen gjelder fra",
        "agreement.site": "behandlingsstedet",
        "agreement.negotiated": "datoen avtalen var ferdig forhandlet",
        "patients.statement": "antall aktuelle pasienter, med ord",
        "patients.now": "antall aktuelle pasienter i dag",
        "patients.per_year": "antall nye pasienter per år",
        "dosing.rule.max_days_per_preparation": "dager et preparat høyst varer",
        "treatment.packages": "antall pakninger i perioden",
        "treatment.period_days": "periodens lengde i dager",
        "treatment.mean_duration_months": "gjennomsnittlig behandlingstid i måneder",
        "cost_utility.incremental_qaly": "vunne QALY",
        "cost_utility.drug_cost_max_aup": "merkostnaden for legemidler ved Maks-AUP",
        "cost_utility.other_incremental_cost": "øvrige merkostnader",
        "cost_utility.comparator_drug_cost.amount": "komparators legemiddelkostnad",
    }
)
PATTERNS: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), words)
    for pattern, words in (
        (r"other_countries\.\d+\.country", "landet"),
        (r"other_countries\.\d+\.body", "organet som vurderer metoder i landet"),
        (r"other_countries\.\d+\.dated", "datoen for vurderingen i landet"),
        (r"earlier_decisions\.\d+\.forum", "forumet som besluttet"),
        (r"earlier_decisions\.\d+\.dated", "datoen for beslutningen"),
        (r"earlier_decisions\.\d+\.method_id", "metode-ID for beslutningen"),
        (r"budget\.new_patients\.(\d+)", r"nye pasienter år \1"),
        (r"budget\.persistence\.(\d+)", r"andelen som er i behandling, år \1"),
        (r"cost_utility\.drug_cost\.\d+\.amount", "legemiddelkostnaden"),
        (r"cost_utility\.drug_cost\.\d+\.package", "varenummeret som legemiddelkostnaden følger"),
        (r"offer\.packages\.\d+\.item_number", "varenummeret"),
        (r"treatment\.parts\.\d+\.package", "varenummeret"),
        (r"treatment\.parts\.\d+\.packages", "antall pakninger i perioden"),
        (r"treatment\.parts\.\d+\.period_days", "periodens lengde i dager"),
        (r"dosing\.groups\.\d+\.label", "pasientgruppen"),
        (r"dosing\.groups\.\d+\.cycles\.\d+\.steps\.\d+\.days", "dager med dose"),
        (r"dosing\.groups\.\d+\.cycles\.\d+\.steps\.\d+\.every_days", "dager mellom dosene"),
        (r"dosing\.groups\.\d+\.cycles\.\d+\.steps\.\d+\.every_weeks", "uker mellom dosene"),
        (r"dosing\.groups\.\d+\.cycles\.\d+\.steps\.\d+\.times_per_day", "doser per dag"),
        (r"dosing\.groups\.\d+\.cycles\.\d+\.steps\.\d+\.weeks\.\d+", "uke med dose"),
        (r"dosing\.groups\.\d+\.cycles\.\d+\.count", "antall sykluser"),
        (r"dosing\.courses\.\d+\.label", "behandlingsforløpet"),
        (r"icer\.dmp\..*", "IKER etter DMP"),
        (r"cost\..*", "en kostnad som DMP oppgir"),
    )
)


def slot_label(slot: Slot, figures: Mapping[str, Figure]) -> str:
    """What stands in the slot; the key's own words where nothing better is known. Never a value."""
    if slot.key in figures:
        return figures[slot.key].label
    path = slot.key.removeprefix("case.").removeprefix("fact.")
    if path in WORDS:
        return WORDS[path]
    for pattern, words in PATTERNS:
        if match := pattern.fullmatch(path):
            return match.expand(words)
    return path.replace(".", " ").replace("_", " ")
