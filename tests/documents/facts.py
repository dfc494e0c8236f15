"""Facts of an invented report: three fixed sets (the samples) and any number of random ones.

Every number in a report comes from here, so the ground truth is known before anything is drawn. All names are
invented; the year 2099 in the method id says so.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

DAYS_PER_YEAR = Decimal("365.25")


def whole(value: Decimal) -> Decimal:
    return value.quantize(Decimal(1), ROUND_HALF_UP)


@dataclass(frozen=True)
class ReportFacts:
    """What one invented report says. Amounts are NOK incl. VAT at Maks-AUP."""

    method_id: str
    track: str
    product: str
    substance: str
    company: str
    atc: str
    disease: str
    population: str
    comparator: str
    dated: date
    ordered: date
    received: date
    started: date
    item_number: str
    package: str
    package_price: Decimal
    packages: Decimal
    period_days: int
    duration_months: Decimal
    comparator_annual: Decimal
    patients_now: int
    new_patients: tuple[int, ...]
    persistence: tuple[Decimal, ...]
    qaly_gain: Decimal
    qaly_gain_company: Decimal
    drug_cost: Decimal
    other_cost: Decimal
    company_cost: Decimal
    qaly_without_disease: Decimal
    prognosis_qaly: Decimal
    case_handlers: tuple[str, ...] = ("Oda Fiktivsen", "Per Oppdiktet")
    experts: tuple[str, ...] = (
        "overlege Kari Tenkt, Oslo universitetssykehus HF",
        "overlege Nils Påfunn, Helse Bergen HF",
    )
    disease_text: tuple[str, ...] = ()
    trial: str = "FIKTIV-1"
    off_by_one_year: int = 0
    wrong_unit: bool = False
    conflicting_patients: int = 0
    small_group: bool = False
    extra: dict[str, str] = field(default_factory=dict)

    @property
    def title(self) -> str:
        return f"{self.substance.capitalize()} ({self.product}) til behandling av {self.population}"

    @property
    def indication(self) -> str:
        return f"{self.product} er indisert som monoterapi til behandling av {self.population}."

    @property
    def handling_days(self) -> int:
        return (self.dated - self.started).days

    @property
    def annual_cost(self) -> Decimal:
        return self.packages * self.package_price * DAYS_PER_YEAR / self.period_days

    @property
    def treatment_cost(self) -> Decimal:
        return self.annual_cost * self.duration_months / 12

    @property
    def incremental_cost(self) -> Decimal:
        return self.drug_cost + self.other_cost

    @property
    def icer(self) -> Decimal:
        return whole(self.incremental_cost / self.qaly_gain)

    @property
    def icer_company(self) -> Decimal:
        return whole(self.company_cost / self.qaly_gain_company)

    @property
    def shortfall(self) -> Decimal:
        return self.qaly_without_disease - self.prognosis_qaly

    @property
    def patient_years(self) -> tuple[Decimal, ...]:
        years = range(len(self.new_patients))
        return tuple(
            sum((self.new_patients[s] * self.persistence[t - s] for s in range(t + 1)), Decimal(0)) for t in years
        )

    @property
    def budget(self) -> tuple[tuple[Decimal, Decimal, Decimal], ...]:
        """Intervention, comparator and impact for every year; the impact is what is *printed*."""
        rows = []
        for year, count in enumerate(self.patient_years, start=1):
            intervention, comparator = whole(count * self.annual_cost), whole(count * self.comparator_annual)
            slip = 1 if year == self.off_by_one_year else 0
            rows.append((intervention, comparator, intervention - comparator + slip))
        return tuple(rows)


DEMO = ReportFacts(
    method_id="ID2099_001",
    track="cost_utility",
    product="Lumoveris",
    substance="lumoverisib",
    company="Fjellheim Pharma AS",
    atc="L01EX99",
    disease="gallegangskreft",
    population="voksne med lokalavansert eller metastatisk gallegangskreft med FGFR2-fusjon etter minst én tidligere "
    "systemisk behandling",
    comparator="FOLFOX (fluorouracil, folinsyre og oksaliplatin)",
    dated=date(2025, 3, 12),
    ordered=date(2024, 4, 22),
    received=date(2024, 8, 30),
    started=date(2024, 9, 16),
    item_number="099001",
    package="Lumoveris, tabletter, 50 mg, 60 stk. (blister)",
    package_price=Decimal("48217.50"),
    packages=Decimal(1),
    period_days=30,
    duration_months=Decimal("11.2"),
    comparator_annual=Decimal(96400),
    patients_now=40,
    new_patients=(18, 20, 22, 24, 24),
    persistence=(Decimal("1.0"), Decimal("0.35"), Decimal("0.1"), Decimal(0), Decimal(0)),
    qaly_gain=Decimal("0.62"),
    qaly_gain_company=Decimal("0.88"),
    drug_cost=Decimal(536480),
    other_cost=Decimal(21560),
    company_cost=Decimal(561000),
    qaly_without_disease=Decimal("15.84"),
    prognosis_qaly=Decimal("1.32"),
    trial="FJORD-302",
    disease_text=(
        "Gallegangskreft (kolangiokarsinom) er en samlebetegnelse for svulster som utgår fra gallegangenes epitel. "
        "Sykdommen deles etter utgangspunkt i intrahepatisk, perihilær og distal gallegangskreft. De fleste pasientene "
        "har få eller ingen symptomer tidlig i forløpet, og sykdommen oppdages ofte først når den er lokalavansert "
        "eller har spredt seg.",
        "FGFR2-fusjoner påvises hovedsakelig ved intrahepatisk sykdom og finnes hos en mindre andel av pasientene. "
        "Påvisning forutsetter molekylær diagnostikk av tumorvev. De medisinske fagekspertene opplyser at slik "
        "diagnostikk er i bruk ved alle universitetssykehusene.",
        "Gulsott, kløe, vekttap og smerter under høyre ribbensbue er vanlige symptomer ved avansert sykdom. "
        "Infeksjoner "
        "i gallegangene kan gi gjentatte innleggelser og avbrudd i den systemiske behandlingen.",
    ),
)

SECOND = ReportFacts(
    method_id="ID2099_002",
    track="cost_comparison",
    product="Astmelior",
    substance="astmelizumab",
    company="Nordlys Biologics AB",
    atc="R03DX99",
    disease="alvorlig eosinofil astma",
    population="voksne og ungdom fra 12 år med alvorlig eosinofil astma som ikke er tilstrekkelig kontrollert med "
    "høydose "
    "inhalasjonssteroid og et annet vedlikeholdslegemiddel",
    comparator="eosinolizumab (Komparex)",
    dated=date(2025, 6, 4),
    ordered=date(2024, 8, 26),
    received=date(2024, 12, 19),
    started=date(2025, 1, 20),
    item_number="099002",
    package="Astmelior, injeksjonsvæske, oppløsning i ferdigfylt penn, 100 mg, 1 stk.",
    package_price=Decimal("9842.30"),
    packages=Decimal(1),
    period_days=28,
    duration_months=Decimal(12),
    comparator_annual=Decimal(141870),
    patients_now=620,
    new_patients=(45, 60, 70, 75, 80),
    persistence=(Decimal("1.0"), Decimal("0.8"), Decimal("0.7"), Decimal("0.65"), Decimal("0.6")),
    qaly_gain=Decimal("0.01"),
    qaly_gain_company=Decimal("0.12"),
    drug_cost=Decimal(128387),
    other_cost=Decimal(0),
    company_cost=Decimal(87000),
    qaly_without_disease=Decimal("34.20"),
    prognosis_qaly=Decimal("25.90"),
    trial="VIND-2",
    off_by_one_year=3,
    wrong_unit=True,
    conflicting_patients=580,
    disease_text=(
        "Astma er en kronisk betennelsessykdom i luftveiene med varierende luftstrømsobstruksjon. Ved alvorlig astma "
        "er sykdommen ukontrollert til tross for høydose inhalasjonssteroid og et annet vedlikeholdslegemiddel, eller "
        "slik behandling er nødvendig for å holde den kontrollert.",
        "Ved eosinofil astma er det økt mengde eosinofile granulocytter i blod eller oppspytt. Pasientene har "
        "hyppigere "
        "forverringer, og en del av dem er avhengige av systemiske steroider med kjente langtidsbivirkninger som "
        "beinskjørhet, diabetes og økt infeksjonsfare.",
        "Forverringer kan kreve kortvarig behandling med prednisolon, besøk ved legevakt eller innleggelse. Mellom "
        "forverringene har mange pasienter nedsatt fysisk yteevne, søvnproblemer og fravær fra skole eller arbeid.",
    ),
)

THIRD = ReportFacts(
    method_id="ID2099_003",
    track="no_health_economics",
    product="Barnavilo",
    substance="barnavilogen",
    company="Polarsirkel Therapeutics ASA",
    atc="A16AX98",
    disease="medfødt lysosomal lipidose type 4",
    population="barn fra 3 måneder til og med 11 år med genetisk bekreftet medfødt lysosomal lipidose type 4",
    comparator="beste støttebehandling",
    dated=date(2025, 9, 17),
    ordered=date(2025, 1, 27),
    received=date(2025, 3, 14),
    started=date(2025, 4, 1),
    item_number="099003",
    package="Barnavilo, konsentrat til infusjonsvæske, oppløsning, 10 mg/ml, 1 hetteglass à 5 ml",
    package_price=Decimal("61304.80"),
    packages=Decimal(2),
    period_days=14,
    duration_months=Decimal(36),
    comparator_annual=Decimal(74200),
    patients_now=9,
    new_patients=(4, 2, 1, 1, 1),
    persistence=(Decimal("1.0"), Decimal("0.95"), Decimal("0.9"), Decimal("0.85"), Decimal("0.8")),
    qaly_gain=Decimal("0"),
    qaly_gain_company=Decimal("0"),
    drug_cost=Decimal(0),
    other_cost=Decimal(0),
    company_cost=Decimal(0),
    qaly_without_disease=Decimal("62.10"),
    prognosis_qaly=Decimal("19.40"),
    trial="NORDBARN",
    small_group=True,
    disease_text=(
        "Medfødt lysosomal lipidose type 4 er en oppdiktet, arvelig stoffskiftesykdom der fettstoffer hoper seg opp i "
        "lever, milt og sentralnervesystem. Sykdommen skyldes manglende aktivitet i ett enkelt enzym og arves "
        "recessivt.",
        "Barna er som regel uten symptomer ved fødselen. I løpet av de første leveårene kommer forstørret lever og "
        "milt, "
        "forsinket motorisk utvikling og tiltakende svelgvansker. Uten behandling mister de fleste gangfunksjonen før "
        "skolealder.",
        "Diagnosen stilles ved enzymmåling og bekreftes genetisk. Nyfødtscreeningen omfatter ikke sykdommen, og de "
        "medisinske fagekspertene regner med at enkelte barn får diagnosen sent.",
    ),
)

SAMPLES = (DEMO, SECOND, THIRD)

SYLLABLES = ("lu", "mo", "ve", "ra", "ni", "so", "ta", "ki", "do", "fe", "bri", "xa", "zo", "pe", "ly", "tri")
SUBSTANCE_ENDS = ("tinib", "limab", "zumab", "sertib", "ciclib", "parib", "stat", "gliptin")
COMPANIES = (
    "Fjellheim Pharma AS",
    "Nordlys Biologics AB",
    "Vestavind Legemidler AS",
    "Tundra Bio ApS",
    "Skjærgård Pharma Oy",
)
DISEASES = (
    ("føflekkreft", "voksne med inoperabel eller metastatisk føflekkreft"),
    (
        "myelomatose",
        "voksne med residiverende eller refraktær myelomatose som har fått minst tre tidligere behandlinger",
    ),
    ("Crohns sykdom", "voksne med moderat til alvorlig aktiv Crohns sykdom"),
    ("brystkreft", "voksne med HER2-positiv metastatisk brystkreft etter to eller flere anti-HER2-baserte regimer"),
    ("hjertesvikt", "voksne med kronisk hjertesvikt og redusert ejeksjonsfraksjon"),
    ("kronisk nyresykdom", "voksne med kronisk nyresykdom og proteinuri ≥ 1 g/dag"),
    ("multippel sklerose", "voksne med relapserende remitterende multippel sklerose"),
    ("spinal muskelatrofi", "barn fra 2 måneder med spinal muskelatrofi type 1 eller 2"),
)
COMPARATORS = (
    "beste støttebehandling",
    "docetaksel",
    "komparatinib (Komparex)",
    "standardbehandling",
    "placebolimab (Basalis)",
)
TRACKS = ("cost_utility", "cost_comparison", "threshold", "cost_minimisation", "no_health_economics")


def random_facts(seed: int) -> ReportFacts:
    """Facts of an invented report, the same for the same seed; number style and sizes vary widely."""
    rng = random.Random(seed)
    stem = "".join(rng.sample(SYLLABLES, 3))
    disease, population = rng.choice(DISEASES)
    dated = date(2023, 1, 2) + timedelta(days=rng.randrange(1000))
    started = dated - timedelta(days=rng.randrange(60, 320))
    received = started - timedelta(days=rng.randrange(0, 60))
    gain = Decimal(rng.randrange(5, 380)) / 100
    new = rng.choice((3, 12, 40, 150, 900))
    price = Decimal(rng.randrange(90_000, 9_000_000)) / (100 if new < 100 else 4000)
    track = rng.choice(TRACKS)
    name = "".join(rng.sample(SYLLABLES, 3)).capitalize() + rng.choice(("", "x", "ris", "va"))
    return ReportFacts(
        method_id=f"ID2099_{rng.randrange(4, 999):03}",
        track=track,
        product=name,
        substance=stem + rng.choice(SUBSTANCE_ENDS),
        company=rng.choice(COMPANIES),
        atc=f"{rng.choice('ALRMN')}{rng.randrange(1, 17):02}{rng.choice('AEX')}{rng.choice('ACX')}"
        f"{rng.randrange(70, 99)}",
        disease=disease,
        population=population,
        comparator=rng.choice(COMPARATORS),
        dated=dated,
        ordered=received - timedelta(days=rng.randrange(30, 400)),
        received=received,
        started=started,
        item_number=f"{rng.randrange(1, 999_999):06}",
        package=f"{name}, {rng.choice(('tabletter', 'kapsler, harde'))}, {rng.choice((5, 20, 75, 150))} mg, "
        f"{rng.choice((28, 30, 56))} stk. (blister)",
        package_price=price.quantize(Decimal("0.01")),
        packages=Decimal(rng.choice((1, 1, 2, 3))),
        period_days=rng.choice((7, 14, 21, 28, 30, 90)),
        duration_months=Decimal(rng.randrange(20, 400)) / 10,
        comparator_annual=Decimal(rng.randrange(900, 400_000)),
        patients_now=new * rng.randrange(1, 9),
        new_patients=tuple(new + step * rng.randrange(0, 1 + new // 3) for step in range(5)),
        persistence=(Decimal(1), *(Decimal(rng.randrange(0, 90)) / 100 for _ in range(4))),
        qaly_gain=gain,
        qaly_gain_company=gain + Decimal(rng.randrange(1, 60)) / 100,
        drug_cost=Decimal(rng.randrange(20_000, 4_000_000)),
        other_cost=Decimal(rng.randrange(-20_000, 90_000)),
        company_cost=Decimal(rng.randrange(20_000, 3_000_000)),
        qaly_without_disease=Decimal(rng.randrange(1500, 6500)) / 100,
        prognosis_qaly=Decimal(rng.randrange(50, 1400)) / 100,
        trial=f"{rng.choice(('NORD', 'VEST', 'FJELL', 'SKOG'))}-{rng.randrange(1, 400)}",
        off_by_one_year=rng.choice((0, 0, 0, 0, 2, 4)),
        wrong_unit=rng.random() < 0.08 and track == "cost_utility",
        conflicting_patients=0,
        small_group=new < 10,
        disease_text=(
            f"{disease[0].upper()}{disease[1:]} er en alvorlig sykdom som krever oppfølging i "
            f"spesialisthelsetjenesten. "
            "Sykdommen gir symptomer som påvirker dagliglivet, og forløpet varierer mye mellom pasientene.",
            "Diagnosen stilles på grunnlag av sykehistorie, klinisk undersøkelse og supplerende prøver. De medisinske "
            "fagekspertene opplyser at utredningen er etablert ved alle regionale helseforetak.",
        ),
    )
