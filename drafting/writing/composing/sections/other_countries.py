"""Informasjon om refusjon i andre land: Sverige, Danmark, Skottland, England in that order, then any other."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from drafting.case.case import CountryStatus
from drafting.checks.draft.countries import HOUSE_COUNTRIES
from drafting.note.note import Block, Paragraph
from drafting.writing.composing.material.material import Material

STATUS: Mapping[CountryStatus, str] = MappingProxyType(
    {
        "accepted": "innført",
        "accepted_with_agreement": "innført med en alternativ prisavtale",
        "accepted_with_restriction": "innført med begrensninger",
        "interim_accepted": "midlertidig innført, med ny vurdering når det foreligger mer data",
        "managed_access": "innført med en avtale om ny vurdering når det foreligger mer data",
        "not_accepted": "anbefalt ikke innført",
        "ongoing": "vurdering pågår",
        "none_found": "ingen beslutning er funnet for den aktuelle indikasjonen",
    }
)


def other_countries(material: Material) -> tuple[Block, ...]:
    """The blocks about other countries; one that nobody looked up is said to be so."""
    places: dict[str, list[int]] = {}
    for n, item in enumerate(material.case.other_countries, start=1):
        places.setdefault(item.country, []).append(n)
    blocks: list[Block] = []
    for country, body in HOUSE_COUNTRIES.items():
        found = places.pop(country, [])
        blocks += [block for n in found for block in _country(material, n)] or [
            Paragraph(f"{country} ({body}): ikke undersøkt i denne saken.")
        ]
    return (*blocks, *(block for found in places.values() for n in found for block in _country(material, n)))


def _country(material: Material, n: int) -> list[Paragraph]:
    """«Skottland (SMC): innført (01.04.2019).», its own words, and the link."""
    path = f"other_countries.{n}"
    item = material.case.other_countries[n - 1]
    body = f" ({{{{case.{path}.body}}}})" if item.body else ""
    dated = f" ({{{{case.{path}.dated}}}})" if item.dated else ""
    text = f"{{{{case.{path}.country}}}}{body}: {STATUS[item.status]}{dated}."
    blocks = [Paragraph(text, sources=material.where(f"{path}.country", f"{path}.dated"))]
    if item.quote:
        blocks.append(Paragraph(f"«{{{{case.{path}.quote}}}}»", "quote", material.where(f"{path}.quote")))
    if item.url:
        blocks.append(Paragraph(f"Lenke: {{{{case.{path}.url}}}}", sources=material.where(f"{path}.url")))
    return blocks
