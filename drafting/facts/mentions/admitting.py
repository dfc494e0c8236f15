"""Which mentions are facts: a thin layer of rules, each of them a proof that the number is what the key asks for.

A number is admitted where its own words name it, its kind, scope, price basis and VAT are told, DMP speaks (or the
company, of its own), and nothing places it elsewhere. Two that are admitted under one key and differ are a conflict.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from corpus.bokmal.amounts import plain
from corpus.bokmal.institutions import AGENCY
from corpus.reports.speakers import COMPANY_NAMED
from drafting.facts.fact.fact import Claimed, Fact
from drafting.facts.fact.scope import objections
from drafting.facts.mentions.mention import Mention
from drafting.facts.mentions.prose import NOT_NOW
from drafting.facts.mentions.wanted import WANTED, Want, fits, key_of

# «øker utgiftene med … i det femte året»: the impact of a year, whatever the condition that it is introduced.
MOVES = re.compile(
    r"\b(?:legemiddel)?utgift\w*.*\b(?:øker|øke|aukar|auke|stiger|reduserer?|redusert|går\s+ned|minker)\b"
    r"|\b(?:øker|øke|aukar|reduserer?|redusere)\b.*\b(?:legemiddel)?utgift\w*|budsjett(?:virkning|verknad|konsekvens)\w*",
    re.IGNORECASE,
)
LESS = re.compile(r"\b(?:reduserer?|redusert|går\s+ned|minker|sparer|innspar\w*|besparelse\w*)\b", re.IGNORECASE)
ANNUAL = ("cost.annual", "cost.comparator")
ALMOST = re.compile(r"\b(?:øker|øke|reduserer?|går ned|endres|synker)\s+(?:med|til|fra)\b", re.IGNORECASE)


def admitted(mentions: Sequence[Mention]) -> Iterator[Fact]:
    """The facts that mentions prove by themselves."""
    beside: dict[tuple[int, int], list[Mention]] = {}
    for mention in mentions:
        beside.setdefault((mention.source.page, mention.source.start), []).append(mention)
    for want in WANTED:
        proved = [mention for mention in mentions if want.alone and is_proof(want, mention)]
        for mention in proved:
            others = beside[mention.source.page, mention.source.start]
            if mention.table:  # a table with a row for each strength or weight gives the key several values
                others = [other for other in proved if other.table and other.around == mention.around]
            if not any(_rivals(want, mention, other) for other in others):
                yield fact_of(want, mention)


def _rivals(want: Want, mention: Mention, other: Mention) -> bool:
    """Whether another number of the sentence may be the key's as well: «for barn 30 QALY, og for voksne 12 QALY».

    So may an amount whose price basis or VAT is not told: «500 000 NOK og 620 000 NOK inkl. mva.» may be two analyses.
    """
    terms = ((other.scope.basis, mention.scope.basis), (other.scope.vat, mention.scope.vat))
    unsaid = want.priced and all(its in ("", own) for its, own in terms)
    same = fits(want, other) and (unsaid or key_of(want, other) == key_of(want, mention)) and other.who == mention.who
    return same and other.value != mention.value and not other.elsewhere and not want.never.search(other.near)


def claimed(mentions: Sequence[Mention]) -> Iterator[Claimed]:
    """What sentences of DMP's say of a year's impact without a price basis: it must agree with the table's."""
    for mention in mentions:
        scope, year = mention.scope, mention.scope.year
        own = mention.who in ("dmp", "") and not mention.table and set(mention.elsewhere) <= {NOT_NOW}
        if mention.kind == "money" and own and scope.period == "one_year" and year and MOVES.search(mention.text):
            key = f"budget.year{year}.impact"
            less = bool(LESS.search(mention.text)) and mention.value > 0
            if scope.basis != "rhf_aup" and scope.vat != "ex_vat" and not objections(key, scope):
                value = plain(-mention.value if less else mention.value)
                yield Claimed(Fact(key, value, "NOK", mention.source, scope=scope, step=mention.step))


def is_proof(want: Want, mention: Mention) -> bool:
    """Whether a mention is surely the key's number."""
    if not fits(want, mention) or mention.elsewhere or not mention.sure:
        return False
    if want.priced and not (mention.scope.basis and mention.scope.vat):
        return False
    if objections(key_of(want, mention), mention.scope):
        return False
    return _in_table(want, mention) if mention.table else _in_prose(want, mention)


def _in_table(want: Want, mention: Mention) -> bool:
    """A cell of DMP's table of results whose row says what it is, in the column that the key asks for."""
    label = mention.near.partition(": ")[0]
    if (want.arm and mention.arm != want.arm) or want.key == "cost.incremental":
        return False  # a table's is the main analysis's: `cost.model_incremental`
    if want.kind == "patients" or (want.kind == "qaly" and want.key.startswith("severity")):
        return False  # their tables are read by years, and severity stands in prose
    told = f"{mention.near} {mention.around[0]}" if want.key in ANNUAL else label
    named = want.kind != "money" or bool(want.words.search(told))
    own = mention.who == want.who or (want.who == "dmp" and mention.who == "" and mention.arm != "")
    return named and own and not want.never.search(label) and (want.kind != "per_qaly" or bool(mention.who))


def _in_prose(want: Want, mention: Mention) -> bool:
    """A number that its own words name, of the one who is asked for."""
    own = mention.who == want.who or (want.who == "dmp" and not mention.who and mention.closing)
    if want.who == "dmp" and COMPANY_NAMED.search(mention.text) and re.search(rf"\b{AGENCY}\b", mention.text):
        return False
    if not own or want.key.startswith("cost.model") or (want.key in ANNUAL and mention.arm != want.arm):
        return False
    if want.key == "patients.now" or ALMOST.search(mention.near):
        return False
    if not want.proof.search(mention.text):
        return False
    named = want.kind_says or bool(want.words.search(mention.near))
    return named and not want.never.search(mention.near)


def fact_of(want: Want, mention: Mention) -> Fact:
    """A mention as the fact of a key."""
    value, key = plain(mention.value), key_of(want, mention)
    return Fact(key, value, mention.unit, mention.source, scope=mention.scope, step=mention.step)
