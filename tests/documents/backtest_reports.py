"""The reports behind the invented notes that drafts are measured against: `python -m tests.documents.backtest_reports`.

What a case file does not hold (the disease, the trial, the log) is given here; the rest is read from the case file, so
that report and case agree. Set in fonts that come with the typesetter, so that every machine draws the same pages.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from pathlib import Path

from corpus.notes.note import read_note
from corpus.reading.read import read_pages
from drafting.calculations.calculation import calculate_file
from drafting.calculations.graph.figures import Figure
from drafting.case.file import CaseFile, read_case
from tests.documents.facts import ReportFacts, whole
from tests.documents.layouts import LAYOUTS, Layout
from tests.documents.make_reports import report

SAMPLES = Path(__file__).parents[2] / "corpus" / "samples"
NOTES, CASES, REPORTS = SAMPLES / "notes", SAMPLES / "notes" / "cases", SAMPLES / "reports"
EMBEDDED: tuple[Layout, ...] = tuple(layout for layout in LAYOUTS if layout.name in ("book", "bare"))
DISEASES = {
    "ID2098_011": "myelomatose",
    "ID2098_012": "follikulært lymfom",
    "ID2098_013": "arvelig netthinnesykdom",
    "ID2098_014": "atopisk eksem",
    "ID2098_015": "eosinofil astma",
    "ID2098_017": "ikke-småcellet lungekreft",
    "ID2098_018": "Brandts lagringssykdom",
    "ID2098_019": "mantelcellelymfom",
    "ID2098_020": "osteoporose",
    "ID2098_021": "Crohns sykdom",
    "ID2098_024": "arvelig netthinnesykdom",
}


@dataclass(frozen=True)
class BacktestFacts(ReportFacts):
    """A report whose title and approved indication are those of the note, and whose costs are those of the case."""

    named: str = ""
    approved: str = ""
    yearly: Decimal | None = None
    whole_treatment: Decimal | None = None
    yearly_budget: tuple[tuple[Decimal, Decimal, Decimal], ...] = ()

    @property
    def annual_cost(self) -> Decimal:
        return super().annual_cost if self.yearly is None else self.yearly

    @property
    def treatment_cost(self) -> Decimal:
        return super().treatment_cost if self.whole_treatment is None else self.whole_treatment

    @property
    def budget(self) -> tuple[tuple[Decimal, Decimal, Decimal], ...]:
        return self.yearly_budget or super().budget

    @property
    def title(self) -> str:
        return self.named

    @property
    def indication(self) -> str:
        return self.approved


def facts_of(case_file: CaseFile) -> BacktestFacts:
    """What the report of a case says: the case's own numbers, and the indication that the note quotes."""
    case = case_file.case
    figures = calculate_file(case_file)
    offer, treatment = case.offer, case.treatment
    assert offer
    assert case.report.dated
    note = read_note(read_pages(NOTES / f"{case.method_id}.txt"))
    package = offer.packages[0]
    annual = figures.get("treatment.annual.max_aup") or figures.get("treatment.max_aup")
    utility, severity, budget = case.cost_utility, case.severity, case.budget
    compared = case.comparator.annual_cost_max_aup if case.comparator else None
    dated = case.report.dated
    return BacktestFacts(
        method_id=case.method_id,
        track=case.report.track,
        product=case.product.name,
        substance=case.product.substance,
        company=case.product.company,
        atc=case.product.atc,
        disease=DISEASES[case.method_id],
        population=re.sub(r"^.*? (?:til|av) (?:behandling av )?", "", case.title),
        comparator=case.comparator.name if case.comparator else "dagens behandling",
        dated=dated,
        ordered=dated - timedelta(days=420),
        received=dated - timedelta(days=230),
        started=dated - timedelta(days=190),
        item_number=package.item_number,
        package=package.description,
        package_price=package.max_aup.value,
        packages=treatment.packages if treatment else Decimal(1),
        period_days=int(treatment.period_days or 365) if treatment else 14,
        duration_months=(treatment.mean_duration_months if treatment else None) or Decimal(12),
        comparator_annual=compared.value if compared else (annual.value if annual else Decimal(100_000)),
        patients_now=int(sum(budget.new_patients)) if budget else 40,
        new_patients=tuple(map(int, budget.new_patients)) if budget else (8, 8, 8, 8, 8),
        persistence=(budget.persistence if budget else ()) or (Decimal(1),) * 5,
        qaly_gain=utility.incremental_qaly if utility else Decimal("0.4"),
        qaly_gain_company=(utility.incremental_qaly if utility else Decimal("0.4")) + Decimal("0.2"),
        drug_cost=utility.drug_cost_max_aup.value if utility else Decimal(200_000),
        other_cost=utility.other_incremental_cost.value if utility else Decimal(0),
        company_cost=Decimal(400_000),
        qaly_without_disease=severity.qaly_without_disease if severity else Decimal("18.0"),
        prognosis_qaly=severity.prognosis_qaly if severity else Decimal("9.5"),
        disease_text=(
            f"Vurderingen gjelder {DISEASES[case.method_id]}. Sykdommen følges opp i spesialisthelsetjenesten, og "
            "forløpet varierer mellom pasientene.",
            "Diagnosen stilles på grunnlag av sykehistorie, klinisk undersøkelse og supplerende prøver.",
        ),
        named=case.title,
        approved=note.indication,
        yearly_budget=_budget(figures),
        yearly=annual.value if annual else None,
        whole_treatment=(figures.get("treatment.max_aup") or annual).value if annual else None,
    )


def _budget(figures: Mapping[str, Figure]) -> tuple[tuple[Decimal, Decimal, Decimal], ...]:
    """Intervention, comparator and impact of every year at Maks-AUP, as the case computes them; empty without."""
    rows = []
    for year in range(1, 6):
        arms = [figures.get(f"budget.max_aup.year{year}.{arm}") for arm in ("intervention", "comparator")]
        if arms[0] is None or arms[1] is None:
            return ()
        intervention, comparator = whole(arms[0].value), whole(arms[1].value)
        rows.append((intervention, comparator, intervention - comparator))
    return tuple(rows)


def drawn(method_id: str) -> bytes:
    """The report of one method as PDF."""
    facts = facts_of(read_case(CASES / f"{method_id}.yaml"))
    number = int(method_id[-3:])
    return report(facts, EMBEDDED[number % len(EMBEDDED)], number).pdf


def main() -> None:
    REPORTS.mkdir(exist_ok=True)
    for method_id in DISEASES:
        (REPORTS / f"{method_id}.pdf").write_bytes(drawn(method_id))


if __name__ == "__main__":
    main()
