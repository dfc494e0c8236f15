"""What a row of a budget table is, by its label: the world with the drug, the one without it, or the difference."""

from __future__ import annotations

import re

from corpus.reports.report import Report

IMPACT = re.compile(
    r"budsjettvirkning|budsjettkonsekvens|differanse|merkostnad|merutgift|mindrekostnad|netto|forskjell|budget impact",
    re.IGNORECASE,
)
COMPARATOR = re.compile(r"komparator|comparator|dagens (?:behandling|praksis)", re.IGNORECASE)
INTERVENTION = re.compile(r"intervensjon|intervention", re.IGNORECASE)
# What is done with a method; a label that denies it tells of the world without it, and so does «uten» before its name.
TAKEN_UP = (
    r"(?:innføring\w*|innført|innføres|tatt i bruk|ta(?:s|r) i bruk|anbefal\w*|brukes|metoden|legemiddelet|legemidlet)"
)
PRICED = re.compile(r"\b(?:uten|med)\s+(?:mva|merverdiavgift|moms|rabatt\w*|diskontering)\b\.?", re.IGNORECASE)
TITLE_END = re.compile(r"\s(?:til|ved|for|i|hos|som|[–-])\s|:")  # before it a title names the method
ROLE_NAMES = {"impact": "differansen", "comparator": "komparatoren", "intervention": "intervensjonen"}


def role_of(label: str, report: Report | None) -> str:
    """What a row of a budget table is; nothing when its label names two things (rows that were read as one)."""
    return named_role(label, report) or ("intervention" if _names(label, report) else "")


def named_role(label: str, report: Report | None) -> str:
    """The role that a label tells by more than the drug's bare name: «Med X», «Uten X», «Kostnad hvis X brukes»."""
    if IMPACT.search(label):
        return "impact"
    if re.match(r"intervensjon\s+komparator", label, re.IGNORECASE):
        return ""
    own = PRICED.sub("", label)
    titled = re.findall(r"[^\W\d_]{4,}", TITLE_END.split(report.title)[0]) if report else []
    name = "|".join([TAKEN_UP, *(rf"{re.escape(name)}\b" for name in [*_names(label, report), *titled])])
    without = re.search(rf"\buten\s+(?:(?:bruk|innføring)\s+av\s+)?(?:{name})", own, re.IGNORECASE)
    denied = re.search(r"\b(?:ikke|ingen|fravær)\b", own, re.IGNORECASE) and re.search(name, own, re.IGNORECASE)
    if COMPARATOR.search(own) or without or denied:
        return "comparator"
    with_it = re.search(rf"\bmed\s+(?:(?:bruk|innføring)\s+av\s+)?(?:{name})|{TAKEN_UP}", own, re.IGNORECASE)
    return "intervention" if INTERVENTION.search(own) or with_it else ""


def _names(label: str, report: Report | None) -> list[str]:
    """The names of the drug that stand in a label."""
    names = [name for name in (report.product, report.substance) if name] if report else []
    return [name for name in names if name.lower() in label.lower()]
