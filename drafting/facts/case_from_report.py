"""A case file filled with what a report says: each value with its page as a comment, every gap named.

What the report does not say, or says in two ways, stands as a comment that begins with MANGLER, so that the file
names every gap itself and can be loaded as soon as the required ones are filled.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from corpus.reports.report import Report
from drafting.facts import Facts
from drafting.facts.fact.fact import VOICES, Fact

OFFER = """\
# offer:                              # MANGLER: pristilbudet fra leverandøren
#   dated: åååå-mm-dd
#   negotiated: false
#   packages:
#     - item_number: "000000"
#       description: preparat, legemiddelform, styrke, pakning
#       max_aup: 0
#       rhf_aup: {secret: 0, owner: EIER}"""
TREATMENT = """\
# treatment:                          # MANGLER: behandlingen som prisen gjelder (eller dosing med sykluser)
#   {kind: continuous, package: "000000", packages: 1, period_days: 28, mean_duration_months: 12}"""
PROCESS = """\
# process:                            # MANGLER: datoene i saksgangen
#   report_received: åååå-mm-dd
#   inquiry_sent: åååå-mm-dd
#   prices_received: åååå-mm-dd
#   note_finished: åååå-mm-dd"""
COUNTRIES = """\
# other_countries:                    # MANGLER: status i andre land
#   - {country: Sverige, body: NT-rådet, status: none_found}
#   - {country: Danmark, body: Medicinrådet, status: none_found}
#   - {country: Skottland, body: SMC, status: none_found}
#   - {country: England, body: NICE, status: none_found}"""
SIGNATURES = """\
# signatures:                         # MANGLER: de som signerer
#   - {name: Fornavn Etternavn, title: Fagsjef}
#   - {name: Fornavn Etternavn, title: Fagrådgiver}"""
DECISION = """\
# decision:                           # MANGLER: møtet i Beslutningsforum, og når prisen kan gjelde fra
#   {forum_date: åååå-mm-dd}"""

UNINDENTED = ("method_id", "title")
LONGEST = range(1, 31)  # years that a report may count


def case_text(report: Report, facts: Facts) -> str:
    """The text of a case file for the method that the report assesses (YAML, UTF-8)."""
    return "\n".join(
        [
            f"# Saksfil laget av rapporten {_comment(report.document.name)}.",
            "# Sidetallet etter hver verdi viser hvor i rapporten den står: kontroller den der.",
            "# Linjer med MANGLER må fylles ut; fjern # foran nøkkelen når verdien er på plass.",
            *_head(facts),
            *_product(facts),
            *_report(facts),
            DECISION,
            OFFER,
            TREATMENT,
            *_comparator(facts),
            *_cost_utility(facts),
            *_threshold(facts),
            *_severity(facts),
            *_budget(facts),
            *_patients(facts),
            PROCESS,
            COUNTRIES,
            SIGNATURES,
            *_conflicts(facts),
            "",
        ]
    )


def _head(facts: Facts) -> Iterator[str]:
    yield _line("method_id", facts, "method_id", "metode-ID, på formen ID2025_001")
    yield _line("title", facts, "title", "metodens tittel")
    yield "# note_date: åååå-mm-dd             # MANGLER: datoen for prisnotatet"


def _product(facts: Facts) -> Iterator[str]:
    yield "product:"
    wanted = (
        ("name", "product", "preparatets navn"),
        ("substance", "substance", "virkestoffet"),
        ("company", "company", "legemiddelfirmaet"),
        ("atc", "atc", "ATC-koden"),
        ("indication", "indication", "den godkjente indikasjonen"),
    )
    for key, fact, gap in wanted:
        yield "  " + _line(key, facts, fact, gap)


def _report(facts: Facts) -> Iterator[str]:
    yield "report:"
    yield "  " + _line(
        "track", facts, "track", "cost_utility, cost_comparison, threshold, cost_minimisation eller no_health_economics"
    )
    yield "  " + _line("dated", facts, "dated", "rapportens dato", text=False)


def _comparator(facts: Facts) -> Iterator[str]:
    name, cost = facts.get("comparator"), facts.get("cost.comparator.max_aup.inc_vat")
    if not name:
        yield f"# comparator: {{name: }}             # MANGLER: hva det sammenlignes med{_why(facts, 'comparator')}"
        yield from _maybe(facts, "comparator", "cost.comparator")
        return
    yield "comparator:"
    yield f"  name: {_quoted(name.value)}{_page(name)}"
    if cost:
        yield f"  annual_cost_max_aup: {cost.value}{_page(cost)}, maks-AUP inkl. mva."
    else:
        yield "  # annual_cost_max_aup: 0          # MANGLER: årskostnad til maks-AUP inkl. mva."
        yield from _maybe(facts, "cost.comparator", indent="  ")


def _cost_utility(facts: Facts) -> Iterator[str]:
    track, gain = facts.get("track"), facts.get("qaly.gain.dmp")
    if (track and track.value != "cost_utility") or not (track or gain):
        return
    yield "# cost_utility:                       # MANGLER: legemiddelkostnadene i DMPs hovedanalyse"
    yield (
        f"#   incremental_qaly: {gain.value}{_page(gain)}"
        if gain
        else "#   incremental_qaly: 0   # MANGLER: DMPs anslag"
    )
    yield "#   drug_cost: {amount: 0, basis: max_aup}              # legemiddelkostnaden med det nye legemidlet"
    yield "#   comparator_drug_cost: {amount: 0, basis: max_aup}   # og med komparator; 0 dersom den ikke har noen"
    yield "#   other_incremental_cost: 0                           # andre merkostnader"
    yield from _maybe(
        facts, "qaly.gain.dmp", "icer.dmp", "cost.model_drug", "cost.model_comparator", "cost.incremental"
    )


def _threshold(facts: Facts) -> Iterator[str]:
    track = facts.get("track")
    if track and track.value == "threshold":
        yield "# threshold:                          # MANGLER: når på året komparatoren betales"
        yield "#   {payment: mid_year}               # start_of_year, mid_year eller end_of_year"


def _severity(facts: Facts) -> Iterator[str]:
    shortfall = facts.get("severity.absolute_shortfall")
    if shortfall:
        yield (
            "# severity:                           # MANGLER: QALY uten sykdommen og prognosen; "
            f"forskjellen skal bli {shortfall.value} (side {shortfall.source.page})"
        )
        yield "#   {qaly_without_disease: 0, prognosis_qaly: 0}"
    yield from _maybe(facts, "severity.absolute_shortfall")


def _budget(facts: Facts) -> Iterator[str]:
    """New patients year by year, where the report calls them new and gives every year; else the gap and its reason."""
    known = {year: fact for year in LONGEST if (fact := facts.get(f"patients.year{year}"))}
    new = {year: fact for year, fact in known.items() if fact.scope and fact.scope.flow == "new"}
    unsure = {year for year in LONGEST if any(one.key == f"patients.year{year}" for one in facts.conflicts)}
    last = max([*known, *unsure], default=0)
    missing = [year for year in range(1, last + 1) if year not in known or year in unsure]
    unread = [year for year in LONGEST if any(f", år {year}, kan ikke" in warning for warning in facts.warnings)]
    missing += [year for year in unread if year > last]
    if new and len(new) == len(known) and not missing:
        yield "budget:"
        yield f"  new_patients: [{_counts(new.values())}]{_page(new[1])}: nye pasienter"
        return
    why = ""
    if missing and last:
        why = f"; antallet i år {', '.join(map(str, missing))} er ikke lest sikkert i rapporten"
    treated = {year: fact for year in LONGEST if (fact := facts.get(f"patients.treated.year{year}"))}
    if stock := treated or {year: fact for year, fact in known.items() if year not in new}:
        why += (
            f"; rapporten har {_counts(stock.values())} pasienter (side {next(iter(stock.values())).source.page}), "
            "men sier ikke at de er nye"
        )
    yield f"# budget:                             # MANGLER: nye pasienter hvert år{why}"
    yield "#   {new_patients: [0, 0, 0, 0, 0]}"
    yield from _maybe(facts, *(f"patients.year{year}" for year in LONGEST))


def _counts(facts: Iterable[Fact]) -> str:
    return ", ".join(fact.value for fact in facts)


def _patients(facts: Facts) -> Iterator[str]:
    now, yearly = facts.get("patients.now"), facts.get("patients.per_year")
    said = [f"{_about(now)}{now.value.replace('.', ',')} pasienter i dag"] if now else []
    new = "nye " if yearly and yearly.scope and yearly.scope.flow == "new" else ""
    said += [f"{_about(yearly)}{yearly.value.replace('.', ',')} {new}pasienter per år"] if yearly else []
    why = _why(facts, "patients.now") or _why(facts, "patients.per_year")
    if said:
        pages = " og ".join(str(fact.source.page) for fact in (now, yearly) if fact)
        yield f"patients: {{statement: {_quoted(' og '.join(said))}}}  # side {pages}"
    else:
        yield f"# patients: {{statement: }}           # MANGLER: pasientantall i ord{why}"
    yield from _maybe(facts, "patients.now", "patients.per_year")


def _about(fact: Fact) -> str:
    return "om lag " if fact.scope and fact.scope.bound == "about" else ""


def _conflicts(facts: Facts) -> Iterator[str]:
    for conflict in facts.conflicts:
        values = "; ".join(
            f"{_comment(fact.value)} (side {fact.source.page}{f', {VOICES[fact.voice]} tall' if fact.voice else ''})"
            for fact in conflict.facts
        )
        own = "er uenig med seg selv om" if sum(not fact.voice for fact in conflict.facts) > 1 else "har ulike tall for"
        yield f"# Rapporten {own} {conflict.key}: {values}."


def _line(key: str, facts: Facts, name: str, gap: str, *, text: bool = True) -> str:
    fact = facts.get(name)
    if fact is None:
        indent = "" if name in UNINDENTED else "  "
        return "\n".join([f"# {key}:   # MANGLER: {gap}{_why(facts, name)}", *_maybe(facts, name, indent=indent)])
    return f"{key}: {_quoted(fact.value) if text else fact.value}{_page(fact)}"


def _maybe(facts: Facts, *names: str, indent: str = "") -> Iterator[str]:
    """The candidates of a key as comments: value, page and what speaks against it. A person takes one, or none."""
    for one in facts.candidates:
        if any(one.key == name or one.key.startswith(f"{name}.") for name in names):
            value = f"{_comment(one.value)} {one.unit}".strip()
            why = _comment("; ".join(one.against))
            yield f"{indent}#   kandidat for {one.key}: {value} (side {one.source.page}): {why}"


def _why(facts: Facts, name: str) -> str:
    """« (rapporten sier både A og B)» when the report contradicts itself, else nothing."""
    conflict = next((conflict for conflict in facts.conflicts if conflict.key == name), None)
    if not conflict:
        return ""
    said = " og ".join(f"{_comment(fact.value)} (side {fact.source.page})" for fact in conflict.facts)
    return f" (rapporten sier både {said})"


def _page(fact: Fact) -> str:
    return f"  # side {fact.source.page}"


def _quoted(text: str) -> str:
    """A YAML double-quoted scalar on one line, whatever the text holds."""
    return json.dumps(" ".join(text.split()), ensure_ascii=False)


def _comment(text: str) -> str:
    """Text that is safe in a comment: one line, printable."""
    return "".join(sign for sign in " ".join(text.split()) if sign.isprintable())[:200]
