"""Where the case file and DMP's report disagree, and where the report disagrees with itself: findings F001 …

Nothing is settled here: the case file is what the figures are computed from, and the adviser decides who is right.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from drafting.case import Case
from drafting.case_file import CaseFile
from drafting.facts import Facts
from drafting.facts.fact import Fact, same
from drafting.findings import Finding, Severity
from drafting.number_style import number, numeric_date


def disagreements(case_file: CaseFile, facts: Facts) -> tuple[Finding, ...]:
    """Findings on every value that the case file and the report give differently, and on the report's own errors."""
    case = case_file.case
    return tuple(
        dict.fromkeys(
            [
                *_texts(case, facts),
                *_dates(case, facts),
                *_numbers(case, facts),
                *_patients(case, facts),
                *_own_conflicts(facts),
                *_corrections(facts),
                *(Finding("F021", "warning", "report", warning) for warning in facts.warnings),
            ]
        )
    )


def _texts(case: Case, facts: Facts) -> Iterator[Finding]:
    compared: tuple[tuple[str, Severity, str, str, str, str], ...] = (
        ("F001", "error", "method_id", "method_id", case.method_id, "metode-ID"),
        ("F002", "warning", "title", "title", case.title, "tittelen"),
        ("F003", "warning", "report.track", "track", case.report.track, "analysetypen"),
        ("F005", "warning", "product.name", "product", case.product.name, "preparatnavnet"),
        ("F006", "warning", "product.substance", "substance", case.product.substance, "virkestoffet"),
        ("F007", "warning", "product.company", "company", case.product.company, "legemiddelfirmaet"),
        ("F008", "warning", "product.atc", "atc", case.product.atc, "ATC-koden"),
        ("F009", "warning", "product.indication", "indication", case.product.indication, "indikasjonen"),
        (
            "F010",
            "warning",
            "comparator.name",
            "comparator",
            case.comparator.name if case.comparator else "",
            "komparator",
        ),
    )
    for code, severity, place, key, said, name in compared:
        fact = facts.get(key)
        if fact and said and not _alike(key, said, fact.value):
            yield _finding(code, severity, place, name, fact, case=said, report=fact.value)


def _alike(key: str, case: str, report: str) -> bool:
    """Whether two texts say the same; a longer form of a company, comparator or title agrees with its shorter one."""
    one, other = _folded(case), _folded(report)
    if key in ("method_id", "track", "atc"):
        return same(case) == same(report)
    if key in ("company", "comparator", "title"):
        return one == other or (bool(one and other) and (_begins(one, other) or _begins(other, one)))
    return one == other


def _begins(longer: str, shorter: str) -> bool:
    return longer.startswith(shorter + " ") or f" {shorter} " in f" {longer} "


def _folded(text: str) -> str:
    """Lower case, signs as spaces, without «®»: «Hemgenix®» and «hemgenix» are the same."""
    return " ".join(re.sub(r"[\W_]+", " ", text.casefold()).split())


def _dates(case: Case, facts: Facts) -> Iterator[Finding]:
    fact = facts.get("dated")
    known = [day for day in (case.report.dated, case.report.updated) if day]
    if fact and known and fact.value not in {day.isoformat() for day in known}:
        year, month, day_of_month = fact.value.split("-")
        said = " / ".join(numeric_date(day) for day in known)
        yield _finding(
            "F004",
            "warning",
            "report.dated",
            "rapportens dato",
            fact,
            case=said,
            report=f"{day_of_month}.{month}.{year}",
        )


def _numbers(case: Case, facts: Facts) -> Iterator[Finding]:
    compared: list[tuple[str, str, str, Decimal | None, str]] = []
    if case.comparator and (cost := case.comparator.annual_cost_max_aup) and not cost.secret:
        compared.append(
            (
                "F011",
                "comparator.annual_cost_max_aup",
                "cost.comparator.max_aup.inc_vat",
                cost.value,
                "årskostnaden for komparator",
            )
        )
    if case.cost_utility:
        gain = case.cost_utility.incremental_qaly
        compared.append(("F013", "cost_utility.incremental_qaly", "qaly.gain.dmp", gain, "helsegevinsten (QALY)"))
    if case.severity:
        shortfall = case.severity.qaly_without_disease - case.severity.prognosis_qaly
        compared.append(("F014", "severity", "severity.absolute_shortfall", shortfall, "absolutt prognosetap"))
    for code, place, key, value, name in compared:
        fact = facts.get(key)
        if fact and value is not None and not _equal(value, fact.value):
            yield _finding(code, "warning", place, name, fact, case=_shown(value), report=_shown(Decimal(fact.value)))


def _equal(value: Decimal, printed: str) -> bool:
    """Whether a number of the case equals a printed one at the printed precision."""
    said = Decimal(printed)
    exponent = said.as_tuple().exponent
    step = Decimal(1).scaleb(exponent if isinstance(exponent, int) else 0)
    return abs(value - said) <= step / 2


def _shown(value: Decimal) -> str:
    exponent = value.normalize().as_tuple().exponent
    return number(value, max(0, -exponent) if isinstance(exponent, int) else 0)


def _patients(case: Case, facts: Facts) -> Iterator[Finding]:
    for year, count in enumerate(case.budget.new_patients if case.budget else (), start=1):
        fact = facts.get(f"patients.year{year}")
        if fact and not _equal(count, fact.value):
            place = f"budget.new_patients.{year}"
            yield _finding(
                "F012",
                "warning",
                place,
                f"pasientantallet i år {year}",
                fact,
                case=_shown(count),
                report=_shown(Decimal(fact.value)),
            )


def _own_conflicts(facts: Facts) -> Iterator[Finding]:
    for conflict in facts.conflicts:
        said = "; ".join(f"«{fact.value}» på side {fact.source.page}" for fact in conflict.facts)
        yield Finding(
            "F020", "warning", f"fact.{conflict.key}", f"Rapporten gir ulike verdier for {conflict.key}: {said}."
        )


def _corrections(facts: Facts) -> Iterator[Finding]:
    """What a person has read otherwise than the program: information, so that the reviewer knows."""
    for fact in facts.facts:
        if fact.corrected:
            message = f"{fact.key} er rettet av {fact.corrected}, etter side {fact.source.page} i rapporten."
            yield Finding("F022", "info", f"fact.{fact.key}", message)


def _finding(code: str, severity: Severity, place: str, name: str, fact: Fact, *, case: str, report: str) -> Finding:
    where = f"«{case}» i saken, «{report}» på side {fact.source.page} i rapporten"
    message = f"Saksfilen og rapporten er uenige om {name}: {where}."
    return Finding(code, severity, place, message, report, case)
