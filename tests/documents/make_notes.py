"""Draws invented price notes from random facts, with the truth: as archive text and PDF, clean or with prices hidden.

A hidden quantity is written ⟦…⟧ in the manuscript. In a clean note it stands; in a published one it is gone, and
nothing shows where it stood, or (PDF only) a black box covers the place.
"""

from __future__ import annotations

import random
import re
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, Literal

from corpus.bokmal.number_style import MONTHS

Hiding = Literal["clean", "deleted", "boxed"]
HIDDEN = re.compile(r"⟦([^⟧]*)⟧")

PRODUCTS = (
    ("Nordavir", "nordaviramid", "Fjellheim Pharma AS"),
    ("Kystella", "kystuximab", "Skagerrak Biologics AB"),
    ("Vidda", "viddatinib", "Tindefjell Legemidler AS"),
    ("Solvik", "solvikersen", "Polar Genterapi ASA"),
    ("Brelanta", "brelantinib", "Havgap Pharma Oy"),
)
DISEASES = (
    "voksne med tilbakevendende myelomatose",
    "barn med alvorlig hemofili A",
    "pasienter med kronisk nyresvikt og proteinuri",
    "voksne med ikke-småcellet lungekreft og KRAS-mutasjon",
    "ungdom med alvorlig atopisk eksem",
)
# Sentences with hidden quantities, in the register of such notes; `{…}` are filled with invented numbers.
SECRET_SENTENCES = (
    "Behandlingskostnaden per pasient per år er ⟦{a} NOK⟧ med tilbudt RHF-AUP inkl. mva.",
    "Med tilbudt RHF-AUP blir årskostnaden om lag ⟦{a} NOK⟧ per pasient.",
    "Et fullt behandlingsløp vil koste fra om lag ⟦{a} NOK⟧ til om lag ⟦{b} NOK⟧ per pasient.",
    "Tilbudet innebærer en rabatt på ⟦{r} %⟧ sammenlignet med maks-AUP.",
    "Den samlede legemiddelkostnaden ligger mellom ⟦{a} NOK⟧ og ⟦{b} NOK⟧ per pasient, avhengig av vekt.",
    "Dersom behandlingen gir effekt kortere enn ⟦{y} år⟧, vil den være dyrere enn dagens behandling.",
    "Legemidlet er kostnadsnøytralt dersom effekten varer i om lag ⟦{y} år⟧.",
    "Effekten må vedvare i ⟦{y} år⟧ for at kostnadene skal være like.",
    "Merkostnaden per vunnet kvalitetsjusterte leveår er beregnet til om lag ⟦{a} NOK⟧ med RHF-AUP inkl. mva.",
    "Sykehusinnkjøp har beregnet en legemiddelkostnad på ⟦{a} NOK⟧ for første behandlingsår.",
    "Årskostnaden utgjør ⟦{a} NOK⟧ med de tilbudte prisene.",
    "Budsjettvirkningen i det femte året er estimert til ⟦{m} millioner NOK⟧ inkl. mva.",
    "Kostnaden med avtalepris er lavere enn ⟦{a} NOK⟧ per år for de fleste pasientene.",
    "Dette tilsvarer en kostnad på ⟦{a} NOK⟧ og ⟦{b} NOK⟧ for henholdsvis voksne og barn.",
    "Prisforskjellen mellom alternativene er om lag ⟦{a} NOK⟧ i favør av det nye legemidlet.",
)
CLEAN_SENTENCES = (
    "Legemidlet gis som infusjon ved sykehus, og kostnader til administrasjon er ikke tatt med i beregningene.",
    "Kostnaden er beregnet til {a} NOK per år med maks-AUP inkl. mva.",
    "DMP viser til at det er vanskelig å anslå hvor mange som vil bli behandlet, og at tallene bygger på innspill fra "
    "fagmiljøet.",
    "Behandlingen har vært tilgjengelig i andre land fra før, og erfaringene derfra er tatt med i vurderingen.",
    "Pasientene følges opp i inntil 12 måneder etter avsluttet behandling, og deretter etter behov.",
    "Det er større usikkerhet enn ved tidligere vurderinger, blant annet fordi oppfølgingstiden er kort.",
    "Effekten er om lag den samme som for dagens behandling, og nytten er ikke større enn det som er vist i studien.",
    "I dag behandles om lag 40 pasienter i året, og dette antallet ventes å øke til om lag 60.",
    "Prisen gjelder fra den datoen Beslutningsforum bestemmer, og kan endres fra 1. januar eller 1. juli.",
    "Legemidlet koster mer enn dagens alternativ, men gir færre innleggelser per år.",
    "Det vises til rapporten for nærmere omtale av forutsetningene som er lagt til grunn.",
    "Kostnadene er i hovedsak knyttet til legemidlet, og i mindre grad til oppfølging.",
    "Behandlingsvarigheten varierer fra pasient til pasient og er i snitt 14 måneder.",
    "Analysen tar utgangspunkt i dagens praksis, som er beskrevet av de medisinske fagekspertene DMP har vært i "
    "kontakt med i saken.",
    "Hvor mye behandlingen vil koste, avhenger av hvor lenge den varer.",
)
BACKGROUND = (
    "Metodevurderingen ble bestilt av Bestillerforum for nye metoder, og rapporten er datert {reported}. {product} er "
    "et nytt legemiddel til {disease}.",
    "Rapporten fra Direktoratet for medisinske produkter (DMP) er datert {reported}. Den omhandler {substance} til "
    "{disease}, og vurderer nytte, ressursbruk og alvorlighet.",
)
OUTCOMES: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("ikke innført", ("{product} innføres ikke til {disease}. Prisen er for høy i forhold til dokumentert nytte.",)),
    (
        "innført",
        (
            "{product} innføres til {disease}.",
            "Det forutsetter at prisen ikke blir høyere enn den som lå til grunn.",
            "Behandlingen kan tas i bruk fra {start}.",
        ),
    ),
    (
        "innført med vilkår",
        (
            "{product} innføres til {disease} under følgende vilkår: behandlingen startes bare ved sykehus.",
            "Det forutsetter at prisen ikke blir høyere enn den som lå til grunn.",
        ),
    ),
)
COUNTRY_TEXTS = (
    ("none_found", "ingen beslutning identifisert til aktuell indikasjon.", False),
    ("accepted", "innført ({day}).", True),
    ("not_accepted", "anbefaling om ikke innføring ({day}).", True),
    ("accepted_with_agreement", "anbefalt innført med en prisavtale ({day}).", True),
    ("ongoing", "pågående vurdering, beslutning ventes senere i år.", False),
)


@dataclass
class NoteTruth:
    """What a reader should find: `blanks` counts hidden quantities, 0 in a clean note."""

    method_id: str = ""
    dated: str = ""
    product: str = ""
    substance: str = ""
    indication: str = ""
    max_aup: str = ""
    rhf_aup: str = ""
    sections: list[str] = field(default_factory=list)
    decisions: list[tuple[str, str, str, int]] = field(default_factory=list)  # id, date, outcome, conditions
    countries: list[tuple[str, str, str]] = field(default_factory=list)
    process: dict[str, Any] = field(default_factory=dict)
    signatures: list[tuple[str, str]] = field(default_factory=list)
    blanks: int = 0


@dataclass
class Block:
    """A heading, a paragraph, or a table of the manuscript, hidden quantities in ⟦ ⟧."""

    kind: Literal["heading", "subheading", "text", "table", "signatures"]
    text: str = ""
    rows: tuple[tuple[str, ...], ...] = ()


@dataclass
class NoteManuscript:
    header: tuple[tuple[str, str], ...]
    title: str
    blocks: list[Block]
    truth: NoteTruth


def numeric(day: date) -> str:
    return day.strftime("%d.%m.%Y")


def grouped(value: int) -> str:
    return f"{value:,}".replace(",", " ")


def manuscript(seed: int, hiding: Hiding) -> NoteManuscript:
    """The manuscript of note number `seed` and what a reader should find in it."""
    rng = random.Random(seed)
    product, substance, company = rng.choice(PRODUCTS)
    disease = rng.choice(DISEASES)
    noted = date(2023, 3, 1) + timedelta(days=rng.randrange(900))
    truth = NoteTruth(
        method_id=f"ID{rng.randrange(2090, 2100)}_{rng.randrange(1, 1000):03}",
        dated=noted.isoformat(),
        product=product,
        substance=substance,
    )
    words = {
        "product": product,
        "substance": substance,
        "company": company,
        "disease": disease,
        "reported": numeric(noted - timedelta(days=40)),
        "start": numeric(noted - timedelta(days=200)),
    }
    blocks: list[Block] = []
    _background(blocks, truth, rng, words)
    _prices(blocks, truth, rng, words)
    _secret_section(blocks, truth, rng, "Kostnadseffektivitet", "kostnadseffektivitet", 3)
    _budget(blocks, truth, rng)
    truth.sections.append("anskaffelse")
    blocks += [
        Block("heading", "Betydning for fremtidig anskaffelse"),
        Block(
            "text",
            f"Dersom {product} blir besluttet innført, kan prisen gjelde fra {numeric(noted + timedelta(days=60))}.",
        ),
    ]
    _countries(blocks, truth, rng, words, noted)
    _secret_section(blocks, truth, rng, "Oppsummering", "oppsummering", 2)
    _closing(blocks, truth, rng, noted)
    if hiding == "clean":
        truth.blanks = 0
    else:
        truth.rhf_aup = "[sladdet]"
    header = (
        ("Til", "Helse Nord RHF Fagdirektør Kari Tenkt"),
        ("Kopi", "Sekretariat for Nye metoder"),
        ("Fra", "Sykehusinnkjøp HF, divisjon legemidler"),
        ("Dato", f"{noted.day}. {_month(noted)} {noted.year}"),
    )
    title = f"{truth.method_id}: {substance.capitalize()} ({product}) til behandling av {disease}"
    return NoteManuscript(header, title, blocks, truth)


def _month(day: date) -> str:
    return MONTHS[day.month - 1]


def _filled(text: str, rng: random.Random) -> str:
    return text.format(
        a=grouped(rng.randrange(40_000, 3_000_000)),
        b=grouped(rng.randrange(3_000_000, 9_000_000)),
        m=f"{rng.randrange(10, 900) / 10:.1f}".replace(".", ","),
        r=f"{rng.randrange(50, 700) / 10:.1f}".replace(".", ","),
        y=f"{rng.randrange(10, 150) / 10:.1f}".replace(".", ","),
    )


def _tell(blocks: list[Block], truth: NoteTruth, rng: random.Random, secrets: int) -> None:
    """A few paragraphs mixing secret and clean sentences; counts the hidden quantities."""
    sentences = rng.sample(SECRET_SENTENCES, secrets) + rng.sample(CLEAN_SENTENCES, 4)
    rng.shuffle(sentences)
    written = [_filled(sentence, rng) for sentence in sentences]
    hidden = sum(len(HIDDEN.findall(sentence)) for sentence in written)
    truth.blanks += hidden
    middle = len(written) // 2
    blocks += [Block("text", " ".join(written[:middle])), Block("text", " ".join(written[middle:]))]


def _secret_section(
    blocks: list[Block], truth: NoteTruth, rng: random.Random, title: str, key: str, secrets: int
) -> None:
    truth.sections.append(key)
    blocks.append(Block("heading", title))
    _tell(blocks, truth, rng, secrets)


def _background(blocks: list[Block], truth: NoteTruth, rng: random.Random, words: dict[str, str]) -> None:
    truth.sections.append("bakgrunn")
    truth.indication = f"{words['product']} er indisert til behandling av {words['disease']}."
    blocks += [
        Block("heading", "Bakgrunn"),
        Block("text", rng.choice(BACKGROUND).format(**words)),
        Block("subheading", "Godkjent indikasjon:"),
        Block("text", truth.indication),
    ]
    for number in range(rng.randrange(0, 4)):
        outcome, items = rng.choice(OUTCOMES)
        day = date(2019, 1, 1) + timedelta(days=rng.randrange(1200))
        identity = f"ID{rng.randrange(2015, 2023)}_{rng.randrange(1, 1000):03}"
        blocks.append(Block("text", f"Beslutning i Beslutningsforum {numeric(day)}, {identity}:"))
        if len(items) == 1:
            blocks.append(Block("text", f"«{items[0].format(**words)}»"))
        else:
            blocks += [Block("text", f"{place}. {item.format(**words)}") for place, item in enumerate(items, start=1)]
        blocks.append(Block("text", f"Saken ble fulgt opp med innspill fra fagmiljøet, del {number + 1} av flere."))
        truth.decisions.append((identity, day.isoformat(), outcome, len(items) if len(items) > 1 else 0))


def _prices(blocks: list[Block], truth: NoteTruth, rng: random.Random, words: dict[str, str]) -> None:
    truth.sections.append("pristilbud")
    public, secret = rng.randrange(1000, 900_000), rng.randrange(500, 700_000)
    truth.max_aup, truth.rhf_aup = f"{public}.50", f"{secret}.20"
    truth.blanks += 1
    blocks += [
        Block("heading", "Pristilbud"),
        Block("text", f"{words['company']} har {words['reported']} tilbudt følgende priser:"),
        Block(
            "table",
            rows=(
                ("Varenummer", "Pakning", "Maks-AUP inkl. mva.", "RHF-AUP inkl. mva."),
                (
                    f"{rng.randrange(10_000, 999_999):06}",
                    f"{words['product']}, tabletter, {rng.choice((5, 20, 75))} mg, {rng.choice((28, 30, 56))} stk.",
                    f"{grouped(public)},50 NOK",
                    f"⟦{grouped(secret)},20 NOK⟧",
                ),
            ),
        ),
    ]
    _tell(blocks, truth, rng, 2)


def _budget(blocks: list[Block], truth: NoteTruth, rng: random.Random) -> None:
    truth.sections.append("budsjettkonsekvenser")
    years = tuple(f"År {year}" for year in range(1, 6))
    blocks.append(Block("heading", "Budsjettkonsekvenser"))
    _tell(blocks, truth, rng, 1)
    if rng.random() < 0.7:
        rows = tuple(
            (label, *(f"⟦{grouped(rng.randrange(100_000, 90_000_000))}⟧" for _ in years))
            for label in ("Intervensjon", "Komparator", "Budsjettvirkning")
        )
        blocks.append(Block("text", "Tabellen viser budsjettvirkningen år for år i NOK med RHF-AUP inkl. mva.:"))
        blocks.append(Block("table", rows=(("", *years), *rows)))
        truth.blanks += 15


def _countries(blocks: list[Block], truth: NoteTruth, rng: random.Random, words: dict[str, str], noted: date) -> None:
    truth.sections.append("andre_land")
    blocks.append(Block("heading", f"Informasjon om refusjon av {words['product']} i andre land"))
    for country in ("Sverige", "Danmark", "Skottland (SMC)", "England (NICE/NHS)"):
        status, text, dated = rng.choice(COUNTRY_TEXTS)
        day = noted - timedelta(days=rng.randrange(30, 900))
        blocks.append(Block("text", f"{country}: {text.format(day=numeric(day))}"))
        truth.countries.append((country.split(" ")[0], status, day.isoformat() if dated else ""))


def _closing(blocks: list[Block], truth: NoteTruth, rng: random.Random, noted: date) -> None:
    truth.sections.append("prosess")
    truth.signatures = [("Nora Eksempel", "Fagsjef"), ("Ola Van Der Prøve", "Fagrådgiver")]
    blocks.append(Block("signatures"))
    asked = noted - timedelta(days=rng.randrange(10, 30))
    received, offered = asked - timedelta(days=3), asked + timedelta(days=6)
    truth.process = {
        "report_received": received.isoformat(),
        "inquiry_sent": asked.isoformat(),
        "prices_received": offered.isoformat(),
        "note_finished": noted.isoformat(),
        "total_days": (noted - received).days,
        "waiting_days": 6,
    }
    blocks += [
        Block("heading", "Prosess"),
        Block(
            "table",
            rows=(
                ("Sykehusinnkjøp mottatt underlag til forhandlingene fra DMP", numeric(received)),
                ("Henvendelse til leverandør om prisopplysninger", numeric(asked)),
                ("Fullstendige prisopplysninger fra leverandør mottatt hos Sykehusinnkjøp HF", numeric(offered)),
                ("Prisnotat ferdigstilt av Sykehusinnkjøp HF", numeric(noted)),
                (
                    "Saksbehandlingstid hos Sykehusinnkjøp HF",
                    f"{(noted - received).days} dager hvorav 6 dager i påvente av prisopplysninger fra leverandøren.",
                ),
            ),
        ),
    ]


def shown(text: str, hiding: Hiding) -> str:
    """The text as printed: hidden quantities stand, or are gone without a trace."""
    if hiding == "clean":
        return HIDDEN.sub(r"\1", text)
    return re.sub(r"  +", " ", HIDDEN.sub("", text)).replace(" ,", ",").replace(" .", ".").strip()


def as_text(note: NoteManuscript, hiding: Hiding, width: int = 96) -> str:
    """The note as an archive keeps it: an empty line after each wrapped line, cells one a line, pages by a space."""
    lines: list[str] = [" Notat ", ""]
    for name, value in note.header:
        lines += [f"{name}: {value} ", ""]
    lines += [" ", "", *_wrapped(note.title, width), " ", ""]
    count = 0
    for block in note.blocks:
        if block.kind in ("heading", "subheading"):
            start = " " if block.kind == "heading" and count % 4 == 3 else ""
            if start and lines[-1] == "":
                lines.pop()
            count += block.kind == "heading"
            lines += [f"{start}{block.text} "]
        elif block.kind == "text":
            lines += _wrapped(shown(block.text, hiding), width)
        elif block.kind == "signatures":
            names, titles = zip(*note.truth.signatures, strict=True)
            lines += [" ", "", f"{'  '.join(names)} ", "", f"{'    '.join(titles)} ", "", " ", ""]
        else:
            lines += _cells(block, hiding)
    return "\n".join(lines) + "\n"


def _wrapped(text: str, width: int) -> list[str]:
    lines, line = [], ""
    for word in text.split(" "):
        if line and len(line) + 1 + len(word) > width:
            lines += [f"{line} ", ""]
            line = word
        else:
            line = f"{line} {word}" if line else word
    return [*lines, f"{line} ", ""]


def _cells(block: Block, hiding: Hiding) -> list[str]:
    """Table cells one a line as text extraction leaves them; an empty cell is simply gone."""
    lines: list[str] = []
    two = len(block.rows[0]) == 2
    for place, row in enumerate(block.rows):
        cells = [cell for cell in (shown(cell, hiding) for cell in row) if cell]
        joined = place == 0 or two or re.match(r"Intervensjon|Komparator|Budsjett", row[0])
        lines += [f"{' '.join(cells)} ", ""] if joined else [item for cell in cells for item in (f"{cell} ", "")]
    return [*lines, " ", ""]


def as_pdf(note: NoteManuscript, hiding: Hiding) -> bytes:
    """The note as PDF, drawn with typst; a boxed quantity is covered by a black box, its text gone."""
    import typst

    parts = [
        '#set page(paper: "a4", margin: 2.5cm, footer: context align(center)[Side #counter(page).display()])',
        '#set text(lang: "nb", size: 10.5pt)\n#set par(justify: false)',
        "#strong[Notat]\n",
        *(f"{_escaped(name)}: {_escaped(value)}\n" for name, value in note.header),
        f'#text(size: 14pt, weight: "bold")[{_escaped(note.title)}]\n',
    ]
    for block in note.blocks:
        if block.kind == "heading":
            parts.append(f"= {_escaped(block.text)}\n")
        elif block.kind == "subheading":
            parts.append(f"#strong[{_escaped(block.text)}]\n")
        elif block.kind == "signatures":
            names = "".join(f"[{_escaped(name)} \\ {_escaped(title)}]," for name, title in note.truth.signatures)
            parts.append(f"#grid(columns: (1fr, 1fr), {names})\n")
        elif block.kind == "table":
            cells = "".join(f"[{_typst(cell, hiding)}]," for row in block.rows for cell in row)
            parts.append(f"#table(columns: {len(block.rows[0])}, {cells})\n")
        else:
            parts.append(f"{_typst(block.text, hiding)}\n")
    pdf: bytes = typst.compile("\n".join(parts).encode())
    return pdf


def _typst(text: str, hiding: Hiding) -> str:
    if hiding != "boxed":
        return _escaped(shown(text, hiding))
    pieces = HIDDEN.split(text)
    return "".join(
        "#box(width: 5em, height: 0.8em, fill: black)" if place % 2 else _escaped(piece)
        for place, piece in enumerate(pieces)
    )


def _escaped(text: str) -> str:
    text = re.sub(r"([\\#$*_`<>@\[\]~])", r"\\\1", text)
    return re.sub(r"^(\d+)\. ", r"\1\. ", text)
