"""Which price an amount rests on, and whether it holds VAT: said in so many words, or unknown. Never mixed up."""

from __future__ import annotations

import re

BASES: tuple[tuple[str, str], ...] = (
    ("max_aup", r"\bmaks(?:imal\w*)?[-\s]*(?:AUP|utsalgspris\w*|pris\w*|apotekutsalgspris\w*)|\bmaksimalpris\w*"),
    ("rhf_aup", r"\b(?:RHF|LIS)[-\s]*(?:AUP|pris\w*)|\bavtalepris\w*|\brabattert\w*|\btilbudt\w* pris"),
    ("other", r"\bAIP\b|\blistepris\w*|\btrinnpris\w*|\binnkjøpspris\w*|\bgjennomsnittspris\w*|\bDRG-"),
)
VATS: tuple[tuple[str, str], ...] = (
    ("ex_vat", r"\b(?:eks(?:kl)?\.?|ekskludert|uten)\s*(?:mva\b|merverdiavgift)"),
    ("inc_vat", r"\b(?:inkl\.?|inkludert|inkluderer|med|og inkluderer)\s*(?:mva\b|merverdiavgift)"),
)


def bases(text: str) -> tuple[str, ...]:
    """The price bases that a text names, each once."""
    return tuple(basis for basis, words in BASES if re.search(words, text, re.IGNORECASE))


def vats(text: str) -> tuple[str, ...]:
    return tuple(vat for vat, words in VATS if re.search(words, text, re.IGNORECASE))


def at_negotiated_price(*texts: str) -> bool:
    """Whether any of the texts speaks of a negotiated price: amounts there are kept out of warnings and findings."""
    return any("rhf_aup" in bases(text) for text in texts)


def basis_and_vat(*texts: str) -> tuple[str, str] | None:
    """(basis, VAT) that the texts name: the nearest text that names any decides, and two names in it decide nothing.

    Args:
        texts: from the nearest (the cell, the sentence) to the widest (the paragraph, the caption).
    """
    found: list[str] = []
    for named in (bases, vats):
        said = next((names for text in texts if (names := named(text))), ())
        if len(said) != 1:
            return None
        found += said
    return found[0], found[1]
