"""Names, ids and dates that the case file and the report give differently: F001–F010."""

from __future__ import annotations

import re
from collections.abc import Iterator

from corpus.bokmal.number_style import numeric_date
from drafting.case.case import Case
from drafting.facts import Facts
from drafting.facts.fact.fact import Fact, same
from drafting.findings import Finding, Severity


def text_disagreements(case: Case, facts: Facts) -> Iterator[Finding]:
    """F001–F010: names, ids and the report's date."""
    yield from _texts(case, facts)
    yield from _dates(case, facts)


def _texts(case: Case, facts: Facts) -> Iterator[Finding]:
    compared: tuple[tuple[str, str, str, str, str], ...] = (
        ("F001", "method_id", "method_id", case.method_id, "metode-ID"),
        ("F002", "title", "title", case.title, "tittelen"),
        ("F003", "report.track", "track", case.report.track, "analysetypen"),
        ("F005", "product.name", "product", case.product.name, "preparatnavnet"),
        ("F006", "product.substance", "substance", case.product.substance, "virkestoffet"),
        ("F007", "product.company", "company", case.product.company, "legemiddelfirmaet"),
        ("F008", "product.atc", "atc", case.product.atc, "ATC-koden"),
        ("F009", "product.indication", "indication", case.product.indication, "indikasjonen"),
        (
            "F010",
            "comparator.name",
            "comparator",
            case.comparator.name if case.comparator else "",
            "komparator",
        ),
    )
    for code, place, key, said, name in compared:
        fact = facts.get(key)
        if fact and said and not _alike(key, said, fact.value):
            yield disagreement(code, place, name, fact, (said, fact.value))


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
        days = (said, f"{day_of_month}.{month}.{year}")
        yield disagreement("F004", "report.dated", "rapportens dato", fact, days)


def disagreement(code: str, place: str, name: str, fact: Fact, said: tuple[str, str]) -> Finding:
    """The finding on one value; `said` is what the case and the report say. Another method's report is an error."""
    severity: Severity = "error" if code == "F001" else "warning"
    where = f"«{said[0]}» i saken, «{said[1]}» på side {fact.source.page} i rapporten"
    message = f"Saksfilen og rapporten er uenige om {name}: {where}."
    return Finding(code, severity, place, message, said[1], said[0])
