"""Whose price a sentence speaks of: the new drug, the comparator, another alternative."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import pairwise

from drafting.case.case import Case
from drafting.confidentiality.audit.statements.wording import has

# -- whom it is about ----------------------------------------------------------------------------------------------
NEW_WORDS = r"\b(?:nye?|genterapi\w*|legemidlet|preparatet|virkestoffet|intervensjon\w*|dette\s+legemid\w*)\b"
OLD_WORDS = (
    r"\bkomparator\w*|\bsammenligningsalternativ\w*|\bdagens\s+behandling|\bstandardbehandling\w*|\balternativ\w*"
)
WORD = re.compile(r"[^\W\d_]{4,}[\w-]*")
COMMON = frozenset(
    [
        "legemiddel",
        "behandling",
        "kombinasjon",
        "forlenget",
        "halveringstid",
        "rekombinant",
        "faktor",
        "firma",
        "dagens",
        "standard",
        "med",
        "og",
    ]
)


class Subjects:
    """The names by which a case's drugs are spoken of: «new», «comparator», «comparison.1» …"""

    def __init__(self, case: Case | None) -> None:
        names: dict[str, list[str]] = {}
        if case is not None:
            product = case.product
            names["new"] = [product.name, product.substance, product.company, product.abbreviation]
            if case.comparator:
                names["comparator"] = [case.comparator.name, *_owners(case.comparator)]
            for place, alternative in enumerate(case.comparison, start=1):
                names[f"comparison.{place}"] = [alternative.name, *_owners(alternative)]
        self.patterns = {subject: _pattern(subject, texts) for subject, texts in names.items()}

    def named(self, sentence: str) -> frozenset[str]:
        """The subjects that a sentence names."""
        return frozenset(subject for subject, pattern in self.patterns.items() if has(pattern, sentence))


def _owners(block: object) -> Iterable[str]:
    for name in ("annual_cost_rhf_aup", "annual_cost_max_aup"):
        owner = getattr(getattr(block, name, None), "owner", "")
        if owner and owner != "comparator":
            yield owner


def _pattern(subject: str, texts: Iterable[str]) -> re.Pattern[str]:
    names = [re.escape(text) for text in texts if len(text) > 1]
    names += [
        rf"{re.escape(a)}\s+{re.escape(b)}" for text in texts for a, b in pairwise(text.split()) if len(a + b) > 5
    ]
    words = [word for text in texts for word in WORD.findall(text) if word.lower() not in COMMON]
    general = NEW_WORDS if subject == "new" else OLD_WORDS
    return re.compile(
        "|".join((*(rf"\b{name}" for name in names), *(rf"\b{re.escape(w)}" for w in words), general)), re.I
    )


def subject_of(key: str) -> str:
    """Whose number a figure is: «new», «comparator», «comparison.2», or «both» for what compares them."""
    steps = key.split(".")
    if steps[0] == "comparator" or key.endswith(".comparator"):
        return "comparator"
    if steps[0] == "comparison" and len(steps) > 1:
        if "difference" in steps:
            return "both"
        return "new" if steps[1] == "new" else f"comparison.{steps[1]}"
    if steps[0] in ("threshold", "icer") or "impact" in steps:
        return "both"
    return "new"
