"""What a row of a budget table is, by its label: the world with the drug, the one without it, or the difference."""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.reports.report import Report

IMPACT = re.compile(
    r"budsjettvirkning|budsjettverknad|budsjettkonsekvens|budsjetteffekt|differanse|mei?rkostnad|mei?rutgift"
    r"|mindrekostnad|mindreutgift|\bnetto|forskjell|skilnad|\bendring\b|budget impact|net (?:cost|budget|impact)"
    r"|^\(?[A-Z]\)?\s*[-–−]\s*\(?[A-Z]\)?$",
    re.IGNORECASE,
)
COMPARATOR = re.compile(
    r"komparator|comparator|(?:dagens|nåværende|noverande) (?:behandling|praksis|situasjon)|\bellers\b|\belles\b"
    r"|referansescenario|status quo|without",
    re.IGNORECASE,
)
INTERVENTION = re.compile(r"intervensjon|intervention", re.IGNORECASE)
# What is done with a method; a label that denies it tells of the world without it, and so does «uten» before its name.
TAKEN_UP = (
    r"(?:innføring\w*|innført|innføres|tatt i bruk|ta(?:s|r) i bruk|tek(?:en|ast) i bruk|anbefal\w*|brukes|metoden"
    r"|legemiddelet|legemidlet|introduction)"
)
PRICED = re.compile(r"\b(?:uten|med)\s+(?:mva|merverdiavgift|moms|rabatt\w*|diskontering)\b\.?", re.IGNORECASE)
TITLE_END = re.compile(r"\s(?:til|ved|for|i|hos|som|[–-])\s|:")  # before it a title names the method
# What a label says of a world, beside what the world holds: «Med sprøyte tilgjengelig» and «Uten sprøyte» are a pair.
DENIES = re.compile(r"\b(?:uten|utan|ikke|ikkje|ingen|without|no|not)\b", re.IGNORECASE)
POLAR = re.compile(
    rf"{DENIES.pattern}|\b(?:med|with|tilgjengelig\w*|tilgjengeleg\w*|available|utgift\w*|kostnad\w*|costs?|scenario\w*|[a-d1-4])\b"
    r"|[^\w\s]",
    re.IGNORECASE,
)
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
    without = re.search(rf"\b(?:uten|utan)\s+(?:(?:bruk|innføring)\s+av\s+)?(?:{name})", own, re.IGNORECASE)
    denied = re.search(r"\b(?:ikke|ikkje|ingen|fravær)\b", own, re.IGNORECASE) and re.search(name, own, re.IGNORECASE)
    if COMPARATOR.search(own) or without or denied:
        return "comparator"
    with_it = re.search(rf"\bmed\s+(?:(?:bruk|innføring)\s+av\s+)?(?:{name})|{TAKEN_UP}", own, re.IGNORECASE)
    return "intervention" if INTERVENTION.search(own) or with_it else ""


def paired_roles(labels: Sequence[str]) -> dict[str, str]:
    """The roles of the two labels that say the same of two worlds, one with it and one without; nothing of more."""
    said = [(label, POLAR.sub(" ", PRICED.sub("", label)).casefold().split()) for label in labels]
    pairs = [
        (one, other)
        for one, words in said
        for other, others in said
        if words and words == others and not DENIES.search(one) and DENIES.search(PRICED.sub("", other))
    ]
    return {pairs[0][0]: "intervention", pairs[0][1]: "comparator"} if len(pairs) == 1 else {}


def _names(label: str, report: Report | None) -> list[str]:
    """The names of the drug that stand in a label."""
    names = [name for name in (report.product, report.substance) if name] if report else []
    return [name for name in names if name.lower() in label.lower()]
