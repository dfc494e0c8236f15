"""Coverage: which packages and drugs of the offer the calculations take in, and so whose cost they give.

A cost of one drug of a combination, or of one of two packages that nobody has said how to add, is a part: it is
computed under `part.…`, so that leaks and audit know its secrets, and never stands in the note as the treatment's.
Nothing here looks at a price: what the public reads must not depend on one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal, TypeAlias

from drafting.calculations.treatment.package_content import unsure_content
from drafting.case.case import Case, Package
from drafting.findings import Finding

Block: TypeAlias = Literal["dosing", "treatment"]
NOT_WRITTEN = "Behandlingskostnad, budsjettvirkning og annet som bygger på den, er derfor ikke skrevet."
PART_REMARK = "gjelder bare en del av behandlingen"
# Words that join the names of several drugs, as a name or a substance has them.
TOGETHER = r"i kombinasjon med|kombinert med|sammen med|i tillegg til|pluss"
JOINED_NAMES = re.compile(rf"\s+(?:og|med|samt|{TOGETHER})\s+|\s*[+&/,]\s*", re.IGNORECASE)
# The note names the treatment by its substance: one that says this is a combination.
SEVERAL_SUBSTANCES = re.compile(rf"\b(?:{TOGETHER})\b|\+", re.IGNORECASE)
# «a og b» may be one product with both in it, and may be two.
PERHAPS_SEVERAL = re.compile(r"\bog\b|[/&]", re.IGNORECASE)
GIVEN_TOGETHER = re.compile(rf"\b(?:{TOGETHER}|tilleggsbehandling)\b|\s\+\s", re.IGNORECASE)


def part_reason(case: Case, block: Block) -> str:
    """Why what `block` computes is not the whole treatment's cost, as a key of `gaps.MISSING`; «» where it is.

    `treatment.drugs`: the treatment has drugs that the block leaves out. `treatment.packages`: dosing and treatment
    count different packages, and the treatment does not have the dosing's among its parts. `dosing.content`: it is not
    sure what the dosing's package holds, and nothing is computed.
    """
    if block == "dosing" and unsure_content(case):
        return "dosing.content"
    own = _items(case, block)
    if not own:
        return ""
    drugs = _drugs(case)
    counted = _drugs(case, own)
    if (len(drugs) > 1 and counted != drugs) or (_says_several(case) and len(counted) < 2):
        return "treatment.drugs"
    other = _items(case, "dosing" if block == "treatment" else "treatment")
    return "" if not other - own else "treatment.packages"


def key_prefix(case: Case, block: Block) -> str:
    """What stands before the keys of a block's figures: «part.» where they are only a part's."""
    return "part." if part_reason(case, block) else ""


def cost_gap(case: Case) -> str:
    """The key of the gap for a treatment cost that is not there: the reason where it is withheld, else «treatment»."""
    return part_reason(case, "treatment" if case.treatment else "dosing") or "treatment"


def priced_item(case: Case) -> str | None:
    """The package whose price the drug cost follows: the one of treatment and dosing, or the only one offered.

    None where it is not clear: several drugs, two packages in use, or several offered and none in use.
    """
    offered = _in_calculations(case)
    if len(_drugs(case)) > 1 or _says_several(case):
        return None
    used = _items(case, "treatment") | _items(case, "dosing")
    found = used or {package.item_number for package in offered}
    return found.pop() if len(found) == 1 else None


def unused_packages(case: Case) -> tuple[Package, ...]:
    """Offered packages that no calculation uses, and that the case does not say are outside them."""
    if not (case.treatment or case.dosing or case.cost_utility):
        return ()  # nothing is calculated yet, which is a gap of its own
    used = _items(case, "treatment") | _items(case, "dosing")
    if case.cost_utility:
        followed = {cost.package for cost in case.cost_utility.drug_cost} or {None}
        used |= {item or priced_item(case) or "" for item in followed}
    return tuple(package for package in _in_calculations(case) if package.item_number not in used)


def outside_packages(case: Case) -> tuple[Package, ...]:
    """Offered packages that the case says are outside the calculations."""
    return tuple(package for package in case.offer.packages if not package.in_calculations) if case.offer else ()


def given_with_others(case: Case) -> bool:
    """Whether the case says that the drug is, or may be, given with others, of which the offer has none."""
    if len(_drugs(case)) > 1 or _says_several(case):
        return False
    said = any(GIVEN_TOGETHER.search(text) for text in (case.product.indication, case.title))
    return said or PERHAPS_SEVERAL.search(case.product.substance) is not None


def coverage_findings(case: Case) -> Iterator[Finding]:
    """D001 unused package · D002 some drugs · D003 some packages · D004 given with others · D007 dosing of a part."""
    for package in unused_packages(case):
        yield Finding(
            "D001",
            "error",
            "pristilbud",
            f"Varenummer {package.item_number} ({package.description}) er tilbudt, men ingen beregning bruker "
            "pakningen. Bruk den i treatment, dosing eller cost_utility, eller skriv in_calculations: false på den.",
        )
    reason = cost_gap(case)
    if reason == "treatment.drugs":
        drugs = ", ".join(sorted(_drugs(case))) if len(_drugs(case)) > 1 else case.product.substance
        yield Finding(
            "D002",
            "error",
            "pristilbud",
            f"Behandlingen har flere legemidler ({drugs}), men beregningen tar ikke med alle. {NOT_WRITTEN} "
            "Legg inn alle i treatment.parts, eller skriv in_calculations: false på pakninger som ikke hører med.",
        )
    if reason == "treatment.packages":
        told = " og ".join(
            f"{block} varenummer {', '.join(sorted(_items(case, block)))}" for block in ("dosing", "treatment")
        )
        yield Finding(
            "D003",
            "error",
            "pristilbud",
            f"Beregningene gjelder ulike pakninger: {told}. Saken sier ikke hvordan de skal legges sammen. "
            f"{NOT_WRITTEN} Legg inn alle pakningene i treatment.parts, eller bruk samme pakning.",
        )
    elif case.treatment and part_reason(case, "dosing") not in ("", "dosing.content"):
        yield Finding(
            "D007",
            "warning",
            "pristilbud",
            "dosing gjelder bare en del av det treatment omfatter, så kostnad per syklus og forløp er ikke skrevet.",
        )
    if reason == "treatment" and (case.treatment or case.dosing) and given_with_others(case):
        yield Finding(
            "D004",
            "warning",
            "pristilbud",
            f"Det ser ut til at flere legemidler gis sammen, men kostnaden gjelder bare {case.product.name}. Se til "
            "at legemidler som gis i begge tilfeller, ikke er regnet med på bare én side.",
        )


def _in_calculations(case: Case) -> tuple[Package, ...]:
    return tuple(package for package in case.offer.packages if package.in_calculations) if case.offer else ()


def _says_several(case: Case) -> bool:
    """Whether the substance, which the note names the treatment by, is a combination."""
    return SEVERAL_SUBSTANCES.search(case.product.substance) is not None


def _items(case: Case, block: Block) -> set[str]:
    """The item numbers that a block counts."""
    if block == "dosing":
        return {case.dosing.package} if case.dosing else set()
    return {part.package for part in case.treatment.all_parts} if case.treatment else set()


def _drugs(case: Case, only: set[str] | None = None) -> set[str]:
    """The drugs that packages (`only` these, else all in the calculations, and the product's name) tell of.

    Each by a name and whose it is.

    A package is of the drug whose trade name or substance its description has, else of the one that it begins with.
    """
    packages = _in_calculations(case)
    brands = _brands(case)
    found: set[str] = set()
    for package in packages:
        if only is not None and package.item_number not in only:
            continue
        name, owner = _drug_of(case, package), package.rhf_aup.owner.strip()
        found.add(f"{name.capitalize()} fra {owner}" if owner else name.capitalize())
    if only is None and len(brands) > 1 and packages:
        found |= {brand.capitalize() for brand in brands if not any(_has_word(p.description, brand) for p in packages)}
    return found


def _brands(case: Case) -> list[str]:
    return [brand for brand in JOINED_NAMES.split(case.product.name.strip()) if brand]


def _drug_of(case: Case, package: Package) -> str:
    """The name of the drug that a package is of, as its description or the case's product has it."""
    brands = _brands(case)
    own = [*brands, case.product.substance]
    telling = any(_has_word(one.description, name) for one in _in_calculations(case) for name in own)
    words = re.findall(r"[^\W\d_][\w-]*", package.description)
    named = [name for name in brands if _has_word(package.description, name)]
    if named:
        return named[0]
    # Where no description has the drug's name, what they begin with is a form («tabletter»), not another drug.
    other = telling and not _has_word(package.description, case.product.substance) and words
    return words[0] if other else brands[0] if brands else case.product.name


def combination(case: Case, block: Literal["treatment", "cost_utility"]) -> str:
    """«testamab og Annetin»: every drug whose cost a block adds up, where there are others than the case's own."""
    if _says_several(case):
        return ""  # the substance names them
    items = [part.package for part in case.treatment.all_parts] if case.treatment else []
    if block == "cost_utility":
        items = [cost.package for cost in case.cost_utility.drug_cost if cost.package] if case.cost_utility else []
    own = {name.casefold() for name in (*_brands(case), case.product.name)}
    names = dict.fromkeys(_drug_of(case, case.package(item)) for item in items)
    others = [name for name in names if name.casefold() not in own]
    if not others and len(_drugs(case, set(items))) > 1:  # of several companies, under names that are not known
        others = ["andre legemidler i behandlingen"]
        names |= dict.fromkeys(others)
    if not others:
        return ""
    drugs = [case.product.abbreviation or case.product.substance] if len(others) < len(names) else []
    drugs += others
    return drugs[0] if len(drugs) == 1 else f"{', '.join(drugs[:-1])} og {drugs[-1]}"


def _has_word(text: str, word: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(word)}(?!\w)", text, re.IGNORECASE) is not None
