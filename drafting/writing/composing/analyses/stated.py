"""What DMP's report itself says on costs and budget: always with the price basis that it names, and with the page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import TYPE_CHECKING

from drafting.facts.fact.price_basis import bases
from drafting.note.note import Block, Paragraph
from drafting.writing.composing.material.material import Material, page_of
from drafting.writing.composing.material.phrases import listed, sources_of, table

if TYPE_CHECKING:
    from drafting.facts import Fact

# A price that is neither may be a negotiated one under another name: what rests on it is not repeated.
BASIS: Mapping[str, str] = MappingProxyType({"max_aup": "Maks-AUP", "rhf_aup": "RHF-AUP"})
VAT: Mapping[str, str] = MappingProxyType({"ex_vat": "ekskl. mva.", "inc_vat": "inkl. mva."})
COSTS: Mapping[str, str] = MappingProxyType(
    {
        "annual": "legemiddelkostnaden per pasient og år med {drug}",
        "treatment": "legemiddelkostnaden per pasient med {drug}",
        "comparator": "legemiddelkostnaden per pasient og år med komparator",
        "comparator_treatment": "legemiddelkostnaden per pasient med komparator",
        "incremental": "merkostnaden per pasient",
    }
)
ROWS = (("intervention", "Intervensjon"), ("comparator", "Komparator"), ("impact", "Budsjettvirkning"))


def stated_costs(material: Material) -> tuple[Paragraph, ...]:
    """The costs that the report states with price basis and VAT, in one sentence, each with its page."""
    facts = [fact for fact in (material.facts.facts if material.facts else ()) if fact.key.startswith("cost.")]
    costs = {fact: text for fact in facts if (text := _cost(material, fact))}
    if not costs:
        return ()
    text = f"{material.agency} oppgir {listed(list(costs.values()))}."
    return (Paragraph(text, sources=sources_of(*costs)),)


def _cost(material: Material, fact: Fact) -> str:
    """«… til … NOK ved Maks-AUP inkl. mva. (s. 3)», or nothing for a cost of another kind or at another price."""
    what, _, rest = fact.key.removeprefix("cost.").rpartition(".")
    what, _, basis = what.rpartition(".")
    if what not in COSTS or basis not in BASIS or rest not in VAT:
        return ""
    cost = COSTS[what].format(drug=material.drug)
    return f"{cost} til {material.fact_slot(fact.key)} ved {BASIS[basis]} {VAT[rest]}{page_of(fact)}"


def stated_budget(material: Material) -> tuple[Block, ...]:
    """The report's budget table, where the case makes none of its own.

    Only a table that names Maks-AUP alone is repeated: at another price, or none, its numbers may be secret.
    """
    years = [t for t in range(1, 31) if _is_exact(material.fact(f"budget.year{t}.impact"))]
    first = material.fact("budget.year1.impact")
    if not years or not first:
        return ()
    if not _at_max_aup(material, first):
        where = f"Budsjettvirkningen slik {material.agency} har beregnet den, står i rapporten{page_of(first)}."
        return (Paragraph(where, sources=(first.source,)),)
    facts = [fact for t in years for kind, _ in ROWS if (fact := material.fact(f"budget.year{t}.{kind}"))]
    sources = tuple(dict.fromkeys(fact.source for fact in facts))
    head = ("", *(f"År {t}" for t in years))
    rows = [
        (label, *(material.fact_slot(f"budget.year{t}.{kind}", "value") for t in years))
        for kind, label in ROWS
        if all(material.fact(f"budget.year{t}.{kind}") for t in years)
    ]
    made = table(
        [head, *rows], "Budsjettvirkning per år i NOK ved Maks-AUP, slik den står i rapporten", range(1, len(head))
    )
    return (
        Paragraph(
            f"I rapporten anslår {material.agency} budsjettvirkningen slik{page_of(facts[0])}:", sources=sources[:1]
        ),
        replace(made, sources=sources),
    )


def _is_exact(fact: Fact | None) -> bool:
    """Whether there is such a number, and a table may hold it: an «om lag» of running text is no row of a table."""
    return fact is not None and (fact.scope is None or fact.scope.bound == "exact")


def _at_max_aup(material: Material, fact: Fact) -> bool:
    """Whether the printed table that a fact stands in names Maks-AUP as its price, and no other."""
    for printed in material.report.printed if material.report else ():
        if any(row.page == fact.source.page and row.start == fact.source.start for row in printed.rows):
            return bases(printed.caption) == ("max_aup",)
    return False
