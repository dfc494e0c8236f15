"""The kinds of documents that come to this desk: what each is called, what it may feed, and what it is known by.

Evidence is of four sorts, and no single word decides: a line of the title block, lines that stand alone as headings
of the kind, who sent it, and how it is built. Points are added in `document_kind`; a kind is believed from `ENOUGH`
points and ahead of the next by one. Adding a kind is adding a row.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from corpus.bokmal.institutions import AGENCY_HEADING, AGENCY_IN_FULL, AGENCY_SHORT, SYKEHUSINNKJOP

Feed = Literal["facts", "note_check", "archive"]
Where = Literal["title", "line", "text"]
ENOUGH = 4


@dataclass(frozen=True, slots=True)
class Evidence:
    """A sign of a kind.

    Attributes:
        what: in words, for the one who asks why.
        where: «title» a line of the title block, «line» a line that stands alone on the first pages, «text» anywhere.
        pattern: what is looked for; of a line, the whole of it.
        points: for the first place; `each` for every further, different one, up to `most` in all.
    """

    what: str
    where: Where
    pattern: re.Pattern[str]
    points: int
    each: int = 0
    most: int = 0


@dataclass(frozen=True, slots=True)
class DocumentKind:
    """A row: key, name with its article, what it may feed, and its signs."""

    key: str
    name: str
    feeds: frozenset[Feed]
    evidence: tuple[Evidence, ...] = ()


def _title(what: str, pattern: str, points: int = 4) -> Evidence:
    return Evidence(what, "title", re.compile(rf"(?:{pattern})", re.I), points)


def _lines(what: str, pattern: str, points: int = 1, most: int = 4) -> Evidence:
    return Evidence(what, "line", re.compile(rf"(?:{pattern})", re.I), points, points, most)


def _text(what: str, pattern: str, points: int = 1, each: int = 0, most: int = 0) -> Evidence:
    return Evidence(what, "text", re.compile(pattern, re.I | re.M), points, each, most)


NUMBERED = r"(?:\d{1,2}(?:\.\d{1,2})*\.?\s+)?"
ARCHIVE: frozenset[Feed] = frozenset({"archive"})

KINDS: tuple[DocumentKind, ...] = (
    DocumentKind(
        "price_note",
        "et prisnotat",
        frozenset({"note_check", "archive"}),
        (
            _title("«Notat» i tittelen", r"(?:pris)?notat\b.{0,60}", 3),
            _text("fra Sykehusinnkjøp", rf"^\s*Fra:?\s{{0,20}}{SYKEHUSINNKJOP.short}", 2),
            _text("Sykehusinnkjøp er nevnt", SYKEHUSINNKJOP.short, 1),
            _lines("hodet Til, Kopi, Fra, Dato", r"(?:Til|Kopi|Fra|Dato)\s?:.{0,80}", 1, 2),
            _lines(
                "avsnittene i et prisnotat",
                rf"{NUMBERED}(?:Bakgrunn|Pristilbud|Prisinformasjon|Kostnadseffektivitet|Budsjettkonsekvenser|"
                r"Betydning for fr[ea]mtidige? anskaffelser?|Informasjon om refusjon.{0,60}|Oppsummering|Prosess)\s?:?",
                1,
                5,
            ),
            _text("RHF-AUP og maks-AUP", r"\b(?:RHF|LIS)[ \-]?AUP\b", 1),
        ),
    ),
    DocumentKind(
        "assessment_report",
        "en metodevurderingsrapport",
        frozenset({"facts", "archive"}),
        (
            _title(
                "«Metodevurdering» i tittelen",
                r"(?:(?:hurtig|forenklet|full|norsk) )?metodevurdering(?:srapport)?\b.{0,110}",
                3,
            ),
            _title("«Vurdering av innsendt dokumentasjon»", r".{0,120}vurdering av innsendt dokumentasjon.{0,20}", 2),
            _lines(
                "avsender DMP",
                rf"(?:{AGENCY_IN_FULL}|{AGENCY_SHORT})(?: \(\w+\))?",
                2,
                2,
            ),
            _text("metodevurdering", r"metodevurdering", 1),
            _text("DMP er nevnt", rf"{AGENCY_SHORT}|{AGENCY_IN_FULL}|legemiddelverk", 1),
            _lines(
                "kapitlene i en rapport",
                rf"{NUMBERED}(?:Forord|Logg|Ordliste|Innholdsfortegnelse|PICO|Alvorlighet(?: og prognosetap)?|"
                r"Komparator|Saksutredere|Kliniske eksperter|Dokumentasjon for .{3,60}|Økonomisk analyse|Ressursbruk|"
                r"Problemstilling|"
                rf"Innsendt dokumentasjon|{AGENCY_HEADING}s vurdering|Sikkerhet|Effektdokumentasjon|"
                r"Kostnadseffektivitet|Budsjettkonsekvenser|Oppsummering|Formål|Samlet vurdering)\s?:?",
                1,
                4,
            ),
        ),
    ),
    DocumentKind(
        "agenda",
        "en saksliste eller innkalling",
        ARCHIVE,
        (
            _title(
                "«Innkalling» eller «Saksliste» i tittelen",
                r"(?:møte)?innkalling\b.{0,80}|(?:foreløpig )?saksliste\b.{0,80}|dagsorden\b.{0,80}|agenda\b.{0,80}|"
                r"sak(?:s)?(?:papirer|dokumenter)\b.{0,80}|møteplan\b.{0,60}",
            ),
            _lines("nummererte saker", r"sak(?:snr\.?|snummer)?\s*:?\s*\d{1,3}\s?[-/–]\s?\d{2,4}.{0,160}", 1, 2),
            _lines(
                "møtested og tid", r"(?:møtested|møtedato|møtetid|tid(?:spunkt)?|sted|dato og sted)\s?:.{0,80}", 1, 2
            ),
            _lines(
                "«Eventuelt», godkjenning av innkalling",
                r".{0,40}(?:eventuelt|godkjenning av (?:inn|dags|sak|refer|proto).{2,60})",
                1,
                2,
            ),
        ),
    ),
    DocumentKind(
        "minutes",
        "en protokoll eller et referat",
        ARCHIVE,
        (
            _title(
                "«Protokoll» eller «Referat» i tittelen",
                r"(?:foreløpig |beslutnings|møte)?(?:protokoll|referat)\b.{0,100}|.{0,60}møtereferat",
            ),
            _lines(
                "hvem som var til stede",
                r"(?:til ?stede|forfall|deltakere|deltok|møteleder|referent|ordstyrer)\b.{0,120}",
                1,
                3,
            ),
            _lines("nummererte saker", r"sak(?:snr\.?|snummer)?\s*:?\s*\d{1,3}\s?[-/–]\s?\d{2,4}.{0,160}", 1, 2),
            _text("enstemmig vedtak", r"enstemmig|protokollen ble godkjent|godkjent uten merknader", 1),
        ),
    ),
    DocumentKind(
        "decision_abroad",
        "en beslutning eller vurdering fra et annet land",
        ARCHIVE,
        (
            _title(
                "utenlandsk avsender",
                r"(?:NT-rådet|Tandvårds- och läkemedelsförmånsverket|TLV|Medicinrådet|Scottish Medicines Consortium|"
                r"National Institute for Health and Care Excellence|NICE|SMC|Fimea|Socialstyrelsen)\b.{0,100}",
                3,
            ),
            _title(
                "utenlandsk tittel",
                r"(?:NT-rådets|Medicinrådets|TLV:s)\b.{0,120}|beslut\b.{0,80}|yttrande\b.{0,80}|"
                r"underlag för beslut.{0,60}|"
                r"(?:anbefaling|vurdering) vedrørende\b.{0,80}|technology appraisal guidance.{0,60}|"
                r"hälsoekonomisk bedömning.{0,80}",
                3,
            ),
            _text(
                "svensk",
                r"\b(?:och|är|från|läkemedel(?:et|s)?|även|för|inte|hälso\w*|ansökan|beslut(?:et|ar))\b",
                0,
                1,
                4,
            ),
            _text(
                "dansk",
                r"\b(?:af|lægemid\w+|anbefaler ikke|vedrørende|sygdom\w*|udgifter|regionerne|hvilket|også)\b",
                0,
                1,
                4,
            ),
            _text(
                "engelsk",
                r"\b(?:the committee|is (?:not )?recommended|nhs (?:scotland|england)|appraisal|company's)\b",
                1,
                1,
                4,
            ),
        ),
    ),
    DocumentKind(
        "letter",
        "et brev eller en e-post",
        ARCHIVE,
        (
            _lines(
                "referanser",
                r".{0,40}(?:(?:deres|vår) (?:ref|dato)|saksbehandler|arkivkode|emne|subject)\w*\.?\s?:?.{0,80}",
                2,
                4,
            ),
            _lines("innledning", r"(?:kjære|hei|til (?:den|rette vedkommende)|hello|dear)\b.{0,60}", 2, 2),
            _lines("hilsen", r"(?:med )?(?:vennlig )?hilsen\b.{0,60}|mvh\b.{0,40}|(?:kind|best) regards.{0,20}", 2, 2),
            _title(
                "svar, tilbakemelding, oversendelse",
                r"(?:svar på|tilbakemelding|tilsvar|oversendelse|anmodning|vedr\.?|angående|innspill)\b.{0,120}",
                2,
            ),
        ),
    ),
    DocumentKind(
        "order",
        "et forslag, et metodevarsel eller en bestilling",
        ARCHIVE,
        (
            _title(
                "«Forslag», «Metodevarsel» eller «Bestilling» i tittelen",
                r"(?:forslag om|bestilling av|oppdrag om).{0,30}metodevurdering.{0,60}|metodevarsel\b.{0,60}|"
                r"forslagsskjema.{0,60}|mal for .{0,80}",
                5,
            ),
            _lines(
                "felt i skjemaet",
                r"(?:forslagsstiller|innsender|navn på metoden|bestillingens? ID|foreslått av)\b.{0,100}",
                1,
                2,
            ),
        ),
    ),
    DocumentKind(
        "product_information",
        "en preparatomtale",
        ARCHIVE,
        (
            _title(
                "«Preparatomtale» i tittelen",
                r"(?:vedlegg I\b.{0,20}|preparatomtale.{0,60}|summary of product characteristics.{0,20})",
                4,
            ),
            _lines(
                "rubrikkene i en preparatomtale",
                r"\d{1,2}\.?\d?\.?\s+(?:LEGEMIDLETS NAVN|KVALITATIV OG KVANTITATIV.{0,40}|LEGEMIDDELFORM|"
                r"KLINISKE OPPLYSNINGER|Terapeutiske? indikasjon.{0,20}|Dosering og administrasjonsmåte)",
                2,
                6,
            ),
        ),
    ),
    DocumentKind("other", "av et ukjent slag", frozenset({"facts", "archive"})),
)
BY_KEY = {kind.key: kind for kind in KINDS}
