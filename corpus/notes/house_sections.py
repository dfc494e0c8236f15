"""The sections of a price note in house order: one row each, read by all that list sections.

Reading of printed notes, composing, prompts, checks of order and completeness, phrases, examples and export take order,
headings and what a section is from here. A new section is one row, and the module that its `writer` names.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class HouseSection:
    """One section.

    Attributes:
        key: stable key; the prompt of the section has the same name.
        heading: as the house prints it, where the case calls for no other.
        read_as: regular expression of the headings that notes have had over the years, whole and in any case.
        writer: module of `drafting.writing.composing.sections`, with a function of the same name.
        needs: block of the case file that calls for the section; empty where every note has it.
        body: tells of this case, before the summary: its amounts are those that the summary repeats.
        prose: is written in the house's own words, so phrases and earlier paragraphs may be offered for it.
        topics: stems of the headings in a report whose passages belong to the section; empty for none.
        after_signatures: stands after the names of those who sign.
    """

    key: str
    heading: str
    read_as: str
    writer: str
    needs: str = ""
    body: bool = True
    prose: bool = True
    topics: str = ""
    after_signatures: bool = False


# Source: docs/field.md, «Section order of a note».
HOUSE_SECTIONS: tuple[HouseSection, ...] = (
    HouseSection(
        "bakgrunn",
        "Bakgrunn",
        r"Bakgrunn",
        "background",
        topics=r"alvorlighet|prognose|behandling|nytte|effekt|bakgrunn",
    ),
    HouseSection(
        "pristilbud", "Pristilbud", r"Pristilbud|Prisinformasjon|Priser|Pris", "offer", topics=r"pris|dosering"
    ),
    HouseSection(
        "kostnadseffektivitet",
        "Kostnadseffektivitet",
        r"Kostnadseffektivitet",
        "cost_effectiveness",
        topics=r"kostnad|ressurs|usikkerhet|iker|analyse",
    ),
    HouseSection(
        "budsjettkonsekvenser",
        "Budsjettkonsekvenser",
        r"Budsjettkonsekvenser|Budsjettvirkning(?:er)?",
        "budget",
        topics=r"budsjett|pasient",
    ),
    HouseSection("avtaleverk", "Avtaleverk", r"Avtaleverk(?: .{3,60})?", "agreement", needs="agreement"),
    HouseSection(
        "anskaffelse",
        "Betydning for fremtidig anskaffelse",
        r"Betydning for (?:fremtidig|framtidig)e? anskaffelser?",
        "procurement",
    ),
    HouseSection(
        "andre_land",
        "Informasjon om refusjon i andre land",
        r"Informasjon om refusjon.{0,120}",
        "other_countries",
        body=False,
        prose=False,
    ),
    HouseSection(
        "oppsummering",
        "Oppsummering",
        r"Oppsummering(?: og konklusjon)?|Konklusjon",
        "summary",
        body=False,
        topics=r"oppsummering|samlet|konklusjon|sammendrag",
    ),
    HouseSection("prosess", "Prosess", r"Prosess", "process", body=False, prose=False, after_signatures=True),
)
BY_KEY = {section.key: section for section in HOUSE_SECTIONS}
HOUSE_ORDER = tuple(BY_KEY)
BODY = tuple(section.key for section in HOUSE_SECTIONS if section.body)
