"""Facts to the manuscript of a report, in the order of real ones, with its ground truth.

Source: docs/field.md «What a DMP report looks like». Wordings vary with the random generator; facts do not.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from decimal import Decimal

from tests.documents import prose
from tests.documents.facts import ReportFacts, whole
from tests.documents.manuscript import (
    Columns,
    Contents,
    Element,
    Heading,
    ImagePage,
    PageBreak,
    Paragraph,
    TableElement,
    Truth,
    read_truth,
)

MONTHS = ["januar", "februar", "mars", "april", "mai", "juni"]
MONTHS += ["juli", "august", "september", "oktober", "november", "desember"]
TRACK_NAMES = {
    "cost_utility": (
        "Metodevurdering med kostnad-nytteanalyse",
        "Hurtig metodevurdering – kostnad per vunnet QALY (CUA)",
    ),
    "cost_comparison": (
        "Metodevurdering med kostnadssammenligning",
        "Forenklet metodevurdering – kostnadssammenligning",
    ),
    "threshold": (
        "Metodevurdering med terskelanalyse",
        "Forenklet metodevurdering – kostnadssammenligning/terskelanalyse",
    ),
    "cost_minimisation": (
        "Metodevurdering med kostnadsminimeringsanalyse",
        "Hurtig metodevurdering – kostnadsminimering",
    ),
    "no_health_economics": (
        "Metodevurdering uten helseøkonomisk analyse",
        "Forenklet metodevurdering uten helseøkonomisk analyse",
    ),
}


class Writer:
    """Collects elements and truth; knows the number style and the choices of this report."""

    def __init__(self, facts: ReportFacts, rng: random.Random, full: bool, image_page: bool, columns: bool) -> None:
        self.facts, self.rng, self.full = facts, rng, full
        self.image_page, self.columns = image_page, columns
        self.elements: list[Element] = []
        self.truth = Truth()
        self.space = rng.choice((" ", "\u00a0", "\u00a0", "\u202f"))
        self.tables = 0
        self.sentences = ("", "", "", "")
        self.short_year = rng.random() < 0.5

    def number(self, value: Decimal | int, places: int = 0) -> str:
        text = f"{Decimal(value):,.{places}f}".replace(",", self.space).replace(".", ",")
        return text.replace("-", "−" if self.short_year else "-")

    def day(self, value: object) -> str:
        day = value
        assert hasattr(day, "strftime")
        return str(day.strftime("%d.%m.%Y"))

    def chosen(self, *wordings: str) -> str:
        return self.rng.choice(wordings)

    def fact(self, key: str, value: object) -> None:
        self.truth.facts[key] = str(value)

    def heading(self, text: str, level: int = 1) -> None:
        self.elements.append(Heading(text, level))

    def say(self, text: str, style: str = "body") -> None:
        self.elements.append(Paragraph(text, style))

    def tell(self, texts: Sequence[str], share: float = 0.6) -> None:
        """The prose of a section: all of it in a full report, else a part, at least one paragraph."""
        kept = [text for text in texts if self.full or self.rng.random() < share] or [texts[0]]
        self.elements += [Paragraph(self.filled(text)) for text in kept]

    def filled(self, text: str) -> str:
        f = self.facts
        return text.format(
            p=f.product,
            s=f.substance,
            S=f.substance.capitalize(),
            d=f.disease,
            pop=f.population,
            k=f.comparator,
            c=f.company,
            t=f.trial,
        )

    def table(
        self, caption: str, rows: Sequence[Sequence[str]], widths: tuple[float, ...] = (), header: bool = True
    ) -> int:
        self.tables += 1
        self.elements.append(TableElement(self.tables, caption, tuple(tuple(row) for row in rows), header, widths))
        return self.tables

    def page(self, always: bool = False) -> None:
        if always or self.full:
            self.elements.append(PageBreak())


def manuscript(
    facts: ReportFacts, seed: int, *, full: bool = False, image_page: bool = False, columns: bool = False
) -> tuple[list[Element], Truth]:
    """The elements of the report and what a reader should find in them."""
    writer = Writer(facts, random.Random(seed), full, image_page, columns)
    for write in (
        _title_page,
        _foreword,
        _summary,
        _contents,
        _log,
        _glossary,
        _background,
        _evidence,
        _pico,
        _economics,
        _budget,
        _overall,
        _references,
        _appendices,
    ):
        write(writer)
    return writer.elements, read_truth(writer.elements, writer.truth)


def _title_page(w: Writer) -> None:
    f = w.facts
    w.say(w.chosen(*TRACK_NAMES[f.track]), "subtitle")
    w.say(f"{f.method_id}: {f.title}", "title")
    w.say(f"Preparat: {f.product} · Virkestoff: {f.substance}", "bold")
    w.say(
        w.chosen(
            f"Dato: {w.day(f.dated)}", f"Rapport ferdigstilt {f.dated.day}. {MONTHS[f.dated.month - 1]} {f.dated.year}"
        )
    )
    w.say("Direktoratet for medisinske produkter (DMP)")
    w.say(
        "OPPDIKTET – ikke en ekte rapport. Alle navn, tall og vurderinger er påfunn for å prøve et dataprogram.", "bold"
    )
    for key, value in (
        ("method_id", f.method_id),
        ("title", f.title),
        ("track", f.track),
        ("product", f.product),
        ("substance", f.substance),
        ("dated", f.dated.isoformat()),
    ):
        w.fact(key, value)
    w.page(always=True)


def _foreword(w: Writer) -> None:
    w.heading("Forord")
    w.tell(prose.FOREWORD)
    w.page()


def _severity_sentence(w: Writer) -> str:
    f = w.facts
    if f.track in {"no_health_economics"}:
        text = f"DMP vurderer at {f.disease} er en alvorlig tilstand."
    else:
        text = w.chosen(
            f"DMP vurderer at {f.disease} er en alvorlig tilstand, med et absolutt prognosetap (APT) på om lag "
            f"{w.number(f.shortfall, 2)} QALY.",
            f"DMP har beregnet et absolutt prognosetap på {w.number(f.shortfall, 2)} QALY og vurderer tilstanden som "
            f"alvorlig.",
        )
        w.fact("severity.absolute_shortfall", f.shortfall)
    w.fact("conclusion.severity", text)
    return text


def _benefit_sentence(w: Writer) -> str:
    f = w.facts
    text = (
        f"DMP vurderer at {f.substance} gir en helsegevinst på {w.number(f.qaly_gain, 2)} QALY sammenlignet med "
        f"{f.comparator}."
        if f.track == "cost_utility"
        else w.chosen(
            f"DMP vurderer at det ikke er vist at {f.substance} gir bedre effekt enn {f.comparator}.",
            f"DMP mener at nytten av {f.substance} er tilstrekkelig dokumentert, men at størrelsen på effekten er "
            f"usikker.",
        )
    )
    w.fact("conclusion.benefit", text)
    return text


def _resources_sentence(w: Writer) -> str:
    f = w.facts
    if f.track == "cost_utility":
        text = (
            f"Med maks-AUP inkludert mva. har DMP beregnet merkostnaden per vunnet QALY (IKER) til "
            f"{w.number(f.icer)} NOK "
            f"for {f.substance} sammenlignet med {f.comparator}."
        )
        w.fact("icer.dmp.max_aup.inc_vat", f.icer)
    else:
        text = (
            f"Legemiddelkostnaden med {f.substance} er beregnet til {w.number(whole(f.annual_cost))} NOK per pasient "
            f"per år "
            "med maks-AUP inkl. mva."
        )
    w.fact("conclusion.resources", text)
    return text


def _uncertainty_sentence(w: Writer) -> str:
    text = w.chosen(
        "DMP vurderer at usikkerheten i dokumentasjonen er betydelig, først og fremst på grunn av kort oppfølgingstid.",
        "Usikkerheten er etter DMPs vurdering moderat og knytter seg særlig til hvor lenge effekten varer.",
        "DMP vurderer at resultatene er svært usikre fordi studien var liten og uten kontrollarm.",
    )
    w.fact("conclusion.uncertainty", text)
    return text


def _summary(w: Writer) -> None:
    f = w.facts
    w.heading("Oppsummering")
    w.heading("Formål", 2)
    w.say(
        f"Formålet er å vurdere nytte, ressursbruk og alvorlighet ved bruk av {f.substance} ({f.product}) til "
        f"behandling av "
        f"{f.population}. Vurderingen bygger på dokumentasjon innsendt av {f.company}."
    )
    w.fact("company", f.company)
    w.heading("Bakgrunn", 2)
    w.tell(f.disease_text[:1])
    w.say(
        w.chosen(
            f"Godkjent indikasjon: {f.indication}",
            f"{f.product} har markedsføringstillatelse i Norge. Indikasjonen lyder: «{f.indication}»",
        )
    )
    w.fact("indication", f.indication)
    w.heading("Alvorlighet og prognosetap", 2)
    severity = _severity_sentence(w)
    w.say(severity)
    w.heading("Effektdokumentasjon", 2)
    benefit = _benefit_sentence(w)
    w.say(f"Effekten er undersøkt i {f.trial}. {benefit}")
    w.heading("Sikkerhet", 2)
    w.tell(prose.SAFETY[-1:])
    w.heading("Kostnadseffektivitet" if f.track == "cost_utility" else "Ressursbruk", 2)
    resources = _resources_sentence(w)
    w.say(resources)
    w.heading("Usikkerhet", 2)
    uncertainty = _uncertainty_sentence(w)
    w.say(uncertainty)
    w.heading("Budsjettkonsekvenser", 2)
    if f.track == "no_health_economics":
        w.say("Det er ikke gjort noen beregning av budsjettkonsekvenser i denne saken.")
    else:
        w.say(
            f"Budsjettvirkningen for spesialisthelsetjenestens legemiddelbudsjett er beregnet til "
            f"{w.number(f.budget[4][2])} NOK "
            "i det femte året etter en eventuell innføring, med maks-AUP inkl. mva."
        )
    w.page(always=True)
    w.sentences = (severity, benefit, resources, uncertainty)


def _contents(w: Writer) -> None:
    w.elements.append(Contents())
    w.page(always=True)


def _log(w: Writer) -> None:
    f = w.facts
    w.heading("Logg")
    rows = [
        ("Bestilling:", f"{f.method_id} {f.title}"),
        ("Legemiddelfirma:", f.company),
        ("Preparat:", f.product),
        ("Virkestoff:", f.substance),
        ("Indikasjon:", f.indication),
        ("ATC-kode:", f.atc),
        ("Dokumentasjon bestilt:", w.day(f.ordered)),
        ("Dokumentasjon mottatt:", w.day(f.received)),
        ("Saksbehandling startet:", w.day(f.started)),
        ("Rapport ferdigstilt:", w.day(f.dated)),
        ("Saksbehandlingstid:", f"{f.handling_days} dager"),
        ("Saksutredere:", ", ".join(f.case_handlers)),
        ("Kliniske eksperter:", "; ".join(f.experts)),
    ]
    w.elements.append(TableElement(0, "", tuple(rows), header=False, widths=(1, 2.4)))
    w.fact("atc", f.atc)
    for key, value in (("ordered", f.ordered), ("received", f.received), ("started", f.started), ("finished", f.dated)):
        w.fact(f"log.{key}", value.isoformat())
    w.fact("log.days", f.handling_days)
    w.page()


def _glossary(w: Writer) -> None:
    w.heading("Ordliste")
    rows = [row for row in prose.GLOSSARY if w.full or w.rng.random() < 0.6] or [prose.GLOSSARY[0]] * 2
    w.elements.append(TableElement(0, "", (("Begrep", "Forklaring"), *rows), widths=(1, 3.2)))
    w.page(always=True)


def _background(w: Writer) -> None:
    f = w.facts
    w.heading("1 Bakgrunn")
    w.heading("1.1 Problemstilling", 2)
    w.say(
        f"Bestillerforum for nye metoder har bestilt en metodevurdering av {f.substance} ({f.product}) til "
        f"{f.population}. "
        f"Komparator er {f.comparator}."
    )
    w.fact("comparator", f.comparator)
    w.heading(f"1.2 Sykdom: {f.disease}", 2)
    texts = [*f.disease_text, *prose.DISEASE]
    if w.columns:
        w.elements.append(Columns(tuple(Paragraph(w.filled(text)) for text in texts)))
    else:
        w.tell(texts)
    now = w.number(f.patients_now)
    w.say(
        w.chosen(
            f"DMP legger til grunn at om lag {now} pasienter i Norge har sykdommen i dag og oppfyller kriteriene for "
            f"behandling.",
            f"I dag er det om lag {now} pasienter i Norge som er aktuelle for behandling.",
        )
    )
    w.fact("patients.now", f.patients_now)
    w.heading("1.3 Alvorlighet", 2)
    w.tell(prose.SEVERITY)
    if f.track != "no_health_economics":
        w.table(
            "Beregnet absolutt prognosetap (APT) med dagens behandling",
            [
                ("Størrelse", "QALY"),
                ("Forventede gjenværende QALY uten sykdommen", w.number(f.qaly_without_disease, 2)),
                ("Forventede gjenværende QALY med sykdommen (prognose)", w.number(f.prognosis_qaly, 2)),
                ("Absolutt prognosetap", w.number(f.shortfall, 2)),
            ],
            (3, 1),
        )
    w.heading("1.4 Behandling", 2)
    w.tell(prose.TREATMENT)
    w.heading("1.5 Komparator", 2)
    w.say(f"DMP mener at {f.comparator} er relevant komparator i denne metodevurderingen.")
    w.heading("1.6 Dosering", 2)
    w.say(
        f"Anbefalt dosering av {f.product} er {w.number(f.packages)} pakning(er) per {f.period_days} dager. Dosen "
        f"kan reduseres ved "
        "bivirkninger.{note: Se avsnitt 4.2 i preparatomtalen for fullstendig dosering.}"
    )
    w.page()


def _evidence(w: Writer) -> None:
    f, rng = w.facts, w.rng
    w.heading("2 Dokumentasjon for relativ effekt")
    w.heading("2.1 Innsendt dokumentasjon", 2)
    w.tell(prose.EVIDENCE)
    arm = (f.substance.capitalize(), f.comparator.split(" (")[0].capitalize())
    w.table(
        f"Pasientkarakteristika ved studiestart i {f.trial}",
        [("Kjennetegn", f"{arm[0]} (n = {rng.randrange(90, 400)})", f"{arm[1]} (n = {rng.randrange(90, 400)})")]
        + [
            (
                name,
                f"{w.number(Decimal(rng.randrange(100, 900)) / 10, 1)} {unit}",
                f"{w.number(Decimal(rng.randrange(100, 900)) / 10, 1)} {unit}",
            )
            for name, unit in (
                ("Alder, median", "år"),
                ("Kvinner", "%"),
                ("ECOG-status 0", "%"),
                ("Tidligere behandlet", "%"),
            )
        ],
        (2, 1.5, 1.5),
    )
    w.table(
        f"Hovedresultater i {f.trial}",
        [("Endepunkt", arm[0], arm[1], "Effektestimat (95 % KI)")]
        + [
            (
                name,
                w.number(Decimal(rng.randrange(20, 300)) / 10, 1),
                w.number(Decimal(rng.randrange(20, 200)) / 10, 1),
                _hazard_ratio(w),
            )
            for name in (
                "Progresjonsfri overlevelse, måneder (median)",
                "Totaloverlevelse, måneder (median)",
                "Tid til forverring av livskvalitet, måneder",
            )
        ],
        (2.4, 1, 1.2, 1.8),
    )
    w.heading("2.2 DMPs vurdering", 2)
    w.tell(prose.EVIDENCE_VIEW)
    w.heading("2.3 Sikkerhet", 2)
    w.tell(prose.SAFETY)
    events = list(prose.EVENTS) if w.full else rng.sample(prose.EVENTS, 12)
    w.table(
        f"Bivirkninger hos minst 5 % av pasientene i {f.trial}",
        [("Bivirkning", "Alle grader, %", "Grad 3–4, %", "Alle grader, kontroll, %")]
        + [
            (
                event,
                w.number(Decimal(rng.randrange(50, 600)) / 10, 1),
                w.number(Decimal(rng.randrange(0, 90)) / 10, 1),
                w.number(Decimal(rng.randrange(20, 500)) / 10, 1),
            )
            for event in events
        ],
        (2.2, 1, 1, 1.4),
    )
    w.page()


def _hazard_ratio(w: Writer) -> str:
    low, middle, high = (Decimal(w.rng.randrange(*span)) / 100 for span in ((20, 60), (30, 95), (96, 140)))
    return f"HR {w.number(middle, 2)} ({w.number(low, 2)}–{w.number(high, 2)})"


def _pico(w: Writer) -> None:
    f = w.facts
    w.heading("3 PICO")
    w.tell(prose.PICO)
    w.table(
        "PICO for metodevurderingen",
        [
            ("", "Beskrivelse"),
            ("Populasjon", f.population[0].upper() + f.population[1:]),
            ("Intervensjon", f"{f.substance.capitalize()} ({f.product})"),
            ("Komparator", f.comparator[0].upper() + f.comparator[1:]),
            ("Utfall", "Overlevelse, sykdomsforverring, livskvalitet, bivirkninger og kostnader"),
        ],
        (1, 3),
    )
    w.page()


def _economics(w: Writer) -> None:
    f = w.facts
    w.heading("4 Økonomisk analyse")
    if f.track == "no_health_economics":
        w.say(
            "Det er ikke gjort noen helseøkonomisk analyse i denne metodevurderingen, i samsvar med bestillingen. "
            "DMP har bare "
            "beregnet legemiddelkostnader."
        )
    else:
        w.heading("4.1 Modell, metode og forutsetninger", 2)
        w.say("Innsendt dokumentasjon", "bold")
        w.tell(prose.MODEL if f.track == "cost_utility" else prose.MODEL[1:3])
        w.say("DMPs vurdering", "bold")
        w.say(
            "DMP godtar modellstrukturen og har gjort enkelte endringer i forutsetningene, som er beskrevet nedenfor."
        )
    w.heading("4.2 Kostnader", 2)
    w.tell(prose.COSTS)
    price = w.table(
        "Legemiddelkostnader (NOK, maks-AUP inkl. mva.)",
        [
            ("Legemiddel", "Pakning", "Varenummer", "Maks-AUP inkl. mva."),
            (f.product, f.package, f.item_number, w.number(f.package_price, 2)),
        ],
        (1, 2.4, 1, 1.2),
    )
    annual, treatment = whole(f.annual_cost), whole(f.treatment_cost)
    w.say(
        f"Tabell {price} viser prisen per pakning. Med anbefalt dosering blir årskostnaden per pasient "
        f"{w.number(annual)} NOK med "
        f"maks-AUP inkl. mva. Gjennomsnittlig behandlingstid er {w.number(f.duration_months, 1)} måneder, som gir en "
        f"legemiddelkostnad per pasient på {w.number(treatment)} NOK for hele behandlingen (maks-AUP inkl. mva.)."
    )
    w.say(
        f"Årskostnaden for komparator ({f.comparator}) er {w.number(f.comparator_annual)} NOK med maks-AUP inkl. mva."
    )
    w.fact("cost.package.max_aup.inc_vat", f.package_price)
    w.fact("cost.annual.max_aup.inc_vat", annual)
    w.fact("cost.treatment.max_aup.inc_vat", treatment)
    w.fact("cost.comparator.max_aup.inc_vat", f.comparator_annual)
    _results(w)
    w.heading("4.4 Usikkerhet", 2)
    w.tell(prose.UNCERTAINTY)
    if f.track == "cost_utility":
        _sensitivity(w)
    w.page()


def _results(w: Writer) -> None:
    f = w.facts
    w.heading("4.3 Resultater", 2)
    if f.track == "no_health_economics":
        w.say(
            "Siden det ikke er gjort noen helseøkonomisk analyse, finnes det ikke resultater i form av kostnad per "
            "QALY."
        )
        return
    if f.track in {"cost_comparison", "cost_minimisation"}:
        difference = whole(f.annual_cost) - f.comparator_annual
        w.table(
            "Legemiddelkostnad per pasient per år (NOK, maks-AUP inkl. mva.)",
            [
                ("", "Kostnad"),
                (f.substance.capitalize(), w.number(whole(f.annual_cost))),
                (f.comparator[0].upper() + f.comparator[1:], w.number(f.comparator_annual)),
                ("Differanse", w.number(difference)),
            ],
            (3, 1),
        )
        return
    if f.track == "threshold":
        years = f.treatment_cost / f.comparator_annual
        w.say(
            f"Terskelanalysen viser at effekten av {f.substance} må vare i om lag {w.number(years, 1)} år "
            f"(udiskontert) for at "
            "behandlingen skal være kostnadsnøytral sammenlignet med komparator, med maks-AUP inkl. mva."
        )
        return
    w.say(
        f"Firmaets hovedanalyse gir en helsegevinst på {w.number(f.qaly_gain_company, 2)} QALY og en IKER på "
        f"{w.number(f.icer_company)} NOK per QALY med maks-AUP uten mva."
    )
    w.fact("qaly.gain.company", f.qaly_gain_company)
    w.fact("icer.company.max_aup.ex_vat", f.icer_company)
    base = Decimal(100000) + f.other_cost
    w.table(
        "Resultater av DMPs hovedanalyse (diskontert, maks-AUP inkl. mva.)",
        [
            ("", f.substance.capitalize(), f.comparator.split(" (")[0].capitalize(), "Differanse"),
            (
                "Totale kostnader, NOK",
                w.number(base + f.incremental_cost),
                w.number(base),
                w.number(f.incremental_cost),
            ),
            ("Totale QALY", w.number(Decimal(2) + f.qaly_gain, 2), w.number(Decimal(2), 2), w.number(f.qaly_gain, 2)),
            ("Merkostnad per vunnet QALY, NOK", "", "", w.number(f.icer)),
        ],
        (2.2, 1.2, 1.2, 1.2),
    )
    w.fact("qaly.gain.dmp", f.qaly_gain)
    w.say(
        "I DMPs hovedanalyse er helsegevinsten "
        f"{w.number(f.qaly_gain, 2)} QALY og merkostnaden {w.number(f.incremental_cost)} NOK, inkludert mva."
    )
    if f.wrong_unit:
        w.say(f"Kostnad per QALY er {w.number(f.icer)} millioner NOK/QALY.")
        w.truth.misprints.append(("icer.dmp", f"{f.icer} millioner", str(f.icer)))


def _sensitivity(w: Writer) -> None:
    f, rng = w.facts, w.rng
    w.table(
        "Enveis følsomhetsanalyser, merkostnad per QALY (NOK, maks-AUP inkl. mva.)",
        [("Endring", "Lav verdi", "Høy verdi")]
        + [
            (
                name,
                w.number(whole(f.icer * Decimal(rng.randrange(60, 99)) / 100)),
                w.number(whole(f.icer * Decimal(rng.randrange(101, 190)) / 100)),
            )
            for name in (
                "Diskonteringsrente ± 1 prosentpoeng",
                "Behandlingsvarighet ± 20 %",
                "Livskvalitet i progrediert tilstand ± 10 %",
                "Valg av fordeling for totaloverlevelse",
                "Kostnader ved oppfølging ± 20 %",
            )
        ],
        (2.6, 1, 1),
    )


def _budget(w: Writer) -> None:
    f = w.facts
    w.heading("5 Budsjettkonsekvenser")
    w.heading("5.1 Brukerantall", 2)
    w.tell(prose.BUDGET if f.track != "no_health_economics" else prose.BUDGET[1:2])
    yearly = f.new_patients[-1]
    w.say(f"DMP anslår at {w.number(yearly)} nye pasienter per år vil være aktuelle når bruken har stabilisert seg.")
    w.fact("patients.per_year", yearly)
    if f.conflicting_patients:
        w.say(
            f"Ifølge firmaet er det om lag {f.conflicting_patients} pasienter i Norge i dag som er aktuelle for "
            f"behandling."
        )
        w.truth.elsewhere["patients.now"] = str(f.conflicting_patients)
    if f.small_group:
        w.say("Pasientgruppen er svært liten, med færre enn 50 pasienter i Norge.")
    header = ("", *(f"År {year}" for year in range(1, 6)))
    w.table(
        f"Forventet antall nye pasienter behandlet med {f.product}",
        [header, ("Nye pasienter", *(w.number(count) for count in f.new_patients))],
        (1.6, 1, 1, 1, 1, 1),
    )
    for year, count in enumerate(f.new_patients, start=1):
        w.fact(f"patients.year{year}", count)
    if f.track == "no_health_economics":
        w.say("DMP har ikke beregnet budsjettkonsekvenser.")
        w.page()
        return
    w.heading("5.2 Kostnad per pasient", 2)
    w.say(
        f"I budsjettberegningen er det brukt en årskostnad på {w.number(whole(f.annual_cost))} NOK for {f.substance} "
        f"og "
        f"{w.number(f.comparator_annual)} NOK for komparator, begge med maks-AUP inkl. mva."
    )
    w.heading("5.3 Budsjettvirkning", 2)
    budget = w.table(
        f"Forventet budsjettvirkning på spesialisthelsetjenestens legemiddelbudsjett av {f.product} til behandling av "
        f"aktuelle pasienter med {f.disease} (udiskontert, NOK, maks-AUP inkl. mva.)",
        [
            header,
            *(
                (name, *(w.number(row[place]) for row in f.budget))
                for place, name in enumerate(("Intervensjon", "Komparator", "Budsjettvirkning av anbefaling"))
            ),
        ],
        (1.9, 1, 1, 1, 1, 1),
    )
    for year, row in enumerate(f.budget, start=1):
        for name, value in zip(("intervention", "comparator", "impact"), row, strict=True):
            w.fact(f"budget.year{year}.{name}", value)
    if f.off_by_one_year:
        low, high, printed = f.budget[f.off_by_one_year - 1]
        w.truth.misprints.append((f"budget.year{f.off_by_one_year}.impact", str(printed), str(low - high)))
    w.say(f"Tabell {budget} viser at budsjettvirkningen øker fram mot det femte året.")
    w.page()


def _overall(w: Writer) -> None:
    severity, benefit, resources, uncertainty = w.sentences
    w.heading("6 Samlet vurdering")
    for title, text in (
        ("Alvorlighet", severity),
        ("Nytte", benefit),
        ("Ressursbruk", resources),
        ("Usikkerhet", uncertainty),
    ):
        w.say(title, "bold")
        w.say(text)
    w.say(
        "Prioriteringskriteriene må vurderes samlet. Det er opp til Beslutningsforum for nye metoder å avgjøre om "
        "metoden skal "
        "tas i bruk i spesialisthelsetjenesten."
    )
    w.page(always=True)


def _references(w: Writer) -> None:
    w.heading("Referanser")
    for number, text in enumerate(prose.REFERENCES, start=1):
        w.say(f"{number}. {w.filled(text)}", "small")
    w.page()


def _appendices(w: Writer) -> None:
    if w.image_page:
        w.elements.append(
            ImagePage(
                ("Vedlegg 0: Innskannet følgebrev", "Dette er et bilde uten tekstlag.", w.facts.method_id, "OPPDIKTET")
            )
        )
    w.heading("Vedlegg 1: Innspill fra medisinske fageksperter")
    w.tell(prose.EXPERT_INPUT)
    for text in prose.EXPERT_INPUT[1:3] if w.full else ():
        w.say(w.filled(text), "bullet")
    w.page()
    w.heading("Vedlegg 2: Innspill fra pasientorganisasjoner")
    w.tell(prose.PATIENT_INPUT)
    w.say("«Vi ønsker oss flere gode dager, og færre dager på sykehus.»", "quote")
    w.page()
    w.heading("Vedlegg 3: Søkestrategi")
    w.tell(prose.SEARCH)
    if w.full:
        _long_appendices(w)


def _long_appendices(w: Writer) -> None:
    f, rng = w.facts, w.rng
    w.page()
    w.heading("Vedlegg 4: Merknader fra firmaet")
    w.tell(prose.REMARKS)
    w.page()
    w.heading("Vedlegg 5: Enhetskostnader")
    w.say(
        "Tabellen viser enhetskostnadene som er brukt i analysen. Alle beløp er i norske kroner og inkluderer "
        "merverdiavgift."
    )
    w.table(
        "Enhetskostnader i analysen (NOK)",
        [("Tjeneste", "Kilde", "Kostnad")]
        + [(name, source, w.number(cost)) for name, source, cost in prose.UNIT_COSTS],
        (2.2, 1.8, 1),
    )
    w.page()
    w.heading("Vedlegg 6: Andel pasienter under behandling over tid")
    w.say(
        f"Tabellen viser andelen som fortsatt står på behandling med {f.substance} og med komparator, måned for "
        f"måned. Tallene "
        "er lest av kurvene i den innsendte modellen."
    )
    share = Decimal(1000)
    rows = []
    for month in range(0, 61):
        rows.append((str(month), f"{w.number(share / 10, 1)} %", f"{w.number(share * share / 10000, 1)} %"))
        share = whole(share * Decimal(rng.randrange(930, 990)) / 1000)
    w.table(
        "Andel pasienter under behandling", [("Måned", f.substance.capitalize(), "Komparator"), *rows], (1, 1.5, 1.5)
    )
    w.page()
    w.heading("Vedlegg 7: Spørsmål til fagekspertene")
    for question in prose.QUESTIONS:
        w.say(w.filled(question), "bullet")
