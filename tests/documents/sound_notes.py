"""Draws invented price notes in which everything agrees: dates, days, sums, products, summary against body.

A checker should have nothing to say about them; `tests.documents.planted_errors` then breaks one thing at a time.
Tables stand with tabs between their cells. A public note leaves out what is negotiated; an internal one shows it.
"""

from __future__ import annotations

import random
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

from corpus.bokmal.number_style import long_date, number, numeric_date

DRUGS = (
    ("Tindavix", "tindaviximab", "Breheim Pharma", "voksne med moderat til alvorlig hidradenitt"),
    ("Orkanda", "orkandatinib", "Havnes Legemidler", "voksne med FGR9-positiv gallegangskreft"),
    ("Sefiluma", "sefilumersen", "Lofthus Biotech", "barn fra to år med spinal muskelsvakhet type 4"),
    ("Varnelo", "varnelosiran", "Nordhav Therapeutics", "voksne med primær hyperoksaluri"),
    ("Isbrelda", "isbreldakimab", "Fjordtun Medisin", "voksne med kronisk spontan urtikaria"),
    ("Klevanta", "klevantaparib", "Skarvøy Pharma", "voksne med residiverende eggstokkreft"),
)
BODIES = (("Sverige", "NT-rådet"), ("Danmark", "Medicinrådet"), ("Skottland", "SMC"), ("England", "NICE"))
ONE, CENT = Decimal(1), Decimal("0.10")


class _Facts:
    """The numbers and days of one note, drawn so that they agree."""

    def __init__(self, rng: random.Random) -> None:
        self.rng = rng
        self.product, self.substance, self.company, self.disease = rng.choice(DRUGS)
        self.internal = rng.random() < 0.5
        self.forum = date(2091, 1, 1) + timedelta(days=rng.randrange(1800))
        self.forum += timedelta(days=-self.forum.weekday())  # a Monday
        self.valid = date(self.forum.year + self.forum.month // 12, self.forum.month % 12 + 1, rng.choice((1, 15)))
        self.noted = self.forum - timedelta(days=rng.randrange(10, 40))
        self.net, self.waiting = rng.randrange(4, 30), rng.randrange(5, 60)
        self.offered = self.noted - timedelta(days=rng.randrange(2, self.net))
        self.asked = self.offered - timedelta(days=self.waiting)
        self.received = self.noted - timedelta(days=self.net + self.waiting)
        self.reported = self.received - timedelta(days=rng.randrange(1, 20))
        self.earlier = self.reported - timedelta(days=rng.randrange(200, 900))
        self.method = f"ID{self.forum.year - 1}_{rng.randrange(1, 199):03}"
        self.earlier_method = f"ID{self.earlier.year - 1}_{rng.randrange(200, 400):03}"
        self.max_aup = Decimal(rng.randrange(20_000, 900_000)) * CENT
        self.rhf_aup = (self.max_aup * rng.randrange(45, 85) / 100 / CENT).quantize(ONE, ROUND_HALF_UP) * CENT
        self.packages = rng.choice((12, 13, 24, 26, 52))
        self.low, self.patients = rng.randrange(5, 40), rng.randrange(41, 90)
        self.icer, self.gain = Decimal(rng.randrange(200_000, 2_900_000)), Decimal(rng.randrange(20, 400)) / 100
        self.other = Decimal(rng.randrange(20, 90)) * self.packages * self.max_aup / 100

    def yearly(self, price: Decimal) -> Decimal:
        return self.packages * price

    def budget(self, price: Decimal) -> list[list[Decimal]]:
        """Intervention, comparator and impact: five years and their sum, whole kroner."""
        new = [self.low * (year + 1) for year in range(5)]
        intervention = [(self.yearly(price) * patients).quantize(ONE, ROUND_HALF_UP) for patients in new]
        comparator = [(self.other * patients).quantize(ONE, ROUND_HALF_UP) for patients in new]
        impact = [a - b for a, b in zip(intervention, comparator, strict=True)]
        return [[*row, sum(row, Decimal(0))] for row in (intervention, comparator, impact)]


def sound_note(seed: int) -> str:
    """Invented note number `seed` as text; every second or so shows what was negotiated."""
    rng = random.Random(seed)
    facts = _Facts(rng)
    parts = [
        _head(facts),
        _background(facts),
        _offer(facts),
        _effectiveness(facts),
        _budget(facts),
        _procurement(facts),
    ]
    return "\n\n".join([*parts, _countries(facts), _summary(facts), _process(facts)]) + "\n"


def _nok(value: Decimal, decimals: int = 0) -> str:
    return f"{number(value, decimals)} NOK"


def _hidden(facts: _Facts, text: str) -> str:
    """What was negotiated: shown in an internal note, gone without a trace in a public one."""
    return text if facts.internal else ""


def _head(f: _Facts) -> str:
    marking = "Unntatt offentlighet, jf. offentleglova § 13" if f.internal else "Offentlig versjon"
    return (
        f"OPPDIKTET: legemidler, firmaer, personer og tall finnes ikke.\n\nNotat\n{marking}\nTil:\n"
        "Helse Nord RHF  Fagdirektør Oda Fjellheim\nHelse Vest RHF  Fagdirektør Lars Nesvik\n"
        "Kopi: Sekretariat for Nye metoder\nFra: Sykehusinnkjøp HF, divisjon legemidler\n"
        f"Dato: {long_date(f.noted)}\n\n"
        f"{f.method}: {f.substance.capitalize()} ({f.product}) til behandling av {f.disease}"
    )


def _background(f: _Facts) -> str:
    rng = f.rng
    first = rng.choice(
        (
            "Det vises til metodevurderingsrapport fra Direktoratet for medisinske produkter (DMP) datert "
            f"{numeric_date(f.reported)} og til godkjent preparatomtale for {f.product}.",
            f"Rapporten fra Direktoratet for medisinske produkter (DMP) er datert {numeric_date(f.reported)}. Den "
            f"vurderer {f.substance} til {f.disease}, som bestilt i {f.method}.",
        )
    )
    shortfall = rng.randrange(20, 199)
    return (
        f"Bakgrunn\n{first} DMP har beregnet absolutt prognosetap (APT) til {shortfall // 10},{shortfall % 10} gode "
        f"leveår.\n\nGodkjent indikasjon:\n{f.product} er indisert til behandling av {f.disease}.\n\n"
        f"{f.product} er tidligere vurdert på en annen indikasjon.\n\n"
        f"Beslutning i Beslutningsforum {numeric_date(f.earlier)}, {f.earlier_method}:\n\n"
        f"«{f.substance.capitalize()} ({f.product}) innføres ikke. Prisen er for høy i forhold til dokumentert nytte.»"
    )


def _offer(f: _Facts) -> str:
    rng = f.rng
    item = f"{rng.randrange(100_000, 999_999)}"
    intro = rng.choice(
        (
            f"{f.company} har {numeric_date(f.offered)} etter prisforhandling tilbudt følgende priser:",
            f"Etter prisforhandling ga {f.company} {numeric_date(f.offered)} følgende pristilbud:",
        )
    )
    tablets, days = rng.choice((1, 2, 3)), rng.choice((28, 30))
    dose = (
        f"Pasienten tar {tablets} tabletter daglig i {days} dager, til sammen {tablets * days} tabletter per syklus. "
        if rng.random() < 0.5
        else ""
    )
    use = rng.choice(
        (
            f"{f.packages} pakninger per år koster {_nok(f.yearly(f.max_aup))} med Maks-AUP inkl. mva.",
            f"En pasient bruker {f.packages} pakninger i året. Årskostnaden er {_nok(f.yearly(f.max_aup))} med "
            "Maks-AUP inkl. mva.",
        )
    )
    each = rng.choice(
        (
            f"Prisen per pakning er {_nok(f.max_aup, 2)} med Maks-AUP. ",
            f"Pakningsprisen med Maks-AUP er {_nok(f.max_aup, 2)}. ",
            "",
        )
    )
    discount = 100 * (1 - f.rhf_aup / f.max_aup)
    negotiated = f"Tilbudet er en rabatt på {number(discount, 1)} % fra Maks-AUP. " if f.internal else ""
    return (
        f"Pristilbud\n{intro}\n\nVarenummer\tPakning\tMaks-AUP inkl. mva.\tRHF-AUP inkl. mva.\n"
        f"{item}\t{f.product}, tabletter, 20 mg, 30 stk.\t{_nok(f.max_aup, 2)}\t{_hidden(f, _nok(f.rhf_aup, 2))}\n\n"
        f"{dose}{each}{use} {negotiated}Med tilbudt RHF-AUP er årskostnaden {_hidden(f, _nok(f.yearly(f.rhf_aup)))} "
        "inkl. mva."
    )


def _effectiveness(f: _Facts) -> str:
    text = f.rng.choice(
        (
            f"DMP har utført en kostnad-nytte-analyse. Merkostnaden er {_nok(f.icer)} per kvalitetsjusterte leveår "
            f"(QALY) med Maks-AUP, og gevinsten er {number(f.gain, 2)} QALY per pasient.",
            f"Med Maks-AUP er IKER beregnet til {_nok(f.icer)} per QALY. Helsegevinsten er {number(f.gain, 2)} QALY.",
        )
    )
    return f"Kostnadseffektivitet\n{text} Effekten ut over studiens to år er usikker."


def _budget(f: _Facts) -> str:
    years = "\t".join(["", *(f"År {year}" for year in range(1, 6)), "Sum"])
    rows = f.budget(f.max_aup)
    labels = ("Intervensjon", "Komparator", "Budsjettvirkning")
    table = "\n".join(
        "\t".join([label, *(number(value) for value in row)]) for label, row in zip(labels, rows, strict=True)
    )
    first = f.rng.choice(
        (
            f"Budsjettvirkningen i år 1 er {_nok(rows[2][0])} med Maks-AUP inkl. mva.",
            f"Det første året er budsjettvirkningen {_nok(rows[2][0])} med Maks-AUP inkl. mva.",
        )
    )
    return (
        f"Budsjettkonsekvenser\nDMP anslår at {f.low}-{f.patients} pasienter vil være aktuelle for behandling "
        f"hvert år. {first}\n\nTabellen viser budsjettvirkningen i NOK med Maks-AUP inkl. mva.:\n\n{years}\n{table}"
    )


def _procurement(f: _Facts) -> str:
    start = f.rng.choice(("kan ny pris gjelde fra", "kan den nye prisen gjelde fra"))
    return (
        f"Betydning for fremtidig anskaffelse\nDersom {f.product} blir besluttet innført av Beslutningsforum "
        f"{numeric_date(f.forum)}, {start} {numeric_date(f.valid)}. Beslutningen i {f.earlier_method} "
        f"({numeric_date(f.earlier)}) berøres ikke."
    )


def _countries(f: _Facts) -> str:
    rows = []
    for country, body in BODIES:
        day = numeric_date(f.noted - timedelta(days=f.rng.randrange(20, 700)))
        status = f.rng.choice(("innført", "anbefalt ikke innført", "innført med en prisavtale", "ingen"))
        said = "ingen beslutning identifisert." if status == "ingen" else f"{status} ({day})."
        rows.append(f"{country} ({body}): {said}")
    return f"Informasjon om refusjon av {f.substance} ({f.product}) i andre land\n" + "\n\n".join(rows)


def _summary(f: _Facts) -> str:
    icer, rng = f.icer, f.rng
    impact = f.budget(f.max_aup)[2][0]
    return (
        f"Oppsummering\n{f.substance.capitalize()} ({f.product}) er vurdert til {f.disease}. "
        + rng.choice(
            (
                f"IKER er {_nok(icer)} per QALY med Maks-AUP.",
                f"Merkostnaden er {_nok(icer)} per kvalitetsjusterte leveår med Maks-AUP.",
            )
        )
        + f" Det antas at {f.low}-{f.patients} pasienter vil være aktuelle hvert år. Budsjettvirkningen det første "
        f"året er {_nok(impact)} med Maks-AUP.\n\nDersom {f.product} blir besluttet innført av Beslutningsforum "
        f"{numeric_date(f.forum)}, kan ny pris gjelde fra {numeric_date(f.valid)}.\n\n"
        "Solveig Brattli  Mikkel Haugstad\nFagsjef    Fagrådgiver"
    )


def _process(f: _Facts) -> str:
    total = f.net + f.waiting
    return (
        f"Prosess\nSykehusinnkjøp mottatt underlag til forhandlingene fra DMP\n{numeric_date(f.received)}\n"
        f"Henvendelse til leverandør om prisopplysninger\n{numeric_date(f.asked)}\n"
        f"Fullstendige prisopplysninger fra leverandør mottatt hos Sykehusinnkjøp HF\n{numeric_date(f.offered)}\n"
        f"Prisnotat ferdigstilt av Sykehusinnkjøp HF\n{numeric_date(f.noted)}\n"
        f"Saksbehandlingstid hos Sykehusinnkjøp HF\n{total} dager hvorav {f.waiting} dager i påvente av "
        f"prisopplysninger fra legemiddelfirma. Dette gir en reell saksbehandlingstid på {f.net} dager."
    )
