"""Which mentions are facts: a thin layer of rules, each of them a proof that the number is what the key asks for.

A number is admitted where its own words name it, its kind, scope, price basis and VAT are told, DMP speaks (or the company,
of the company's own), and nothing places it elsewhere. Two that are admitted under one key and differ are a conflict.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from corpus.bokmal.amounts import plain
from drafting.facts.fact.fact import Fact
from drafting.facts.fact.scope import objections
from drafting.facts.mentions.mention import Mention
from drafting.facts.mentions.wanted import WANTED, Want, fits, key_of

ALMOST = re.compile(r"\b(?:øker|øke|reduserer?|går ned|endres|synker)\s+(?:med|til|fra)\b", re.IGNORECASE)


def admitted(mentions: Sequence[Mention]) -> Iterator[Fact]:
    """The facts that mentions prove by themselves."""
    for want in WANTED:
        if want.alone:
            for mention in mentions:
                if is_proof(want, mention):
                    yield fact_of(want, mention)


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
    if want.arm and mention.arm != want.arm:
        return False
    if want.kind == "patients" or (want.kind == "qaly" and want.key.startswith("severity")):
        return False  # their tables are read by years, and severity stands in prose
    named = bool(want.words.search(label)) if want.kind == "money" else True
    own = mention.who == want.who or (want.who == "dmp" and mention.who == "" and mention.arm != "")
    return named and own and not want.never.search(label) and (want.kind != "per_qaly" or bool(mention.who))


def _in_prose(want: Want, mention: Mention) -> bool:
    """A number that its own words name, of the one who is asked for."""
    own = mention.who == want.who or (want.who == "dmp" and not mention.who and mention.closing)
    if not own or want.key.startswith("cost.model"):
        return False
    if want.key == "patients.now" or ALMOST.search(mention.near):
        return False
    named = want.words.search(mention.near) if want.words.pattern != "(?!)" else True
    return bool(named) and not want.never.search(mention.near)


def fact_of(want: Want, mention: Mention) -> Fact:
    """A mention as the fact of a key."""
    scope = replace(mention.scope)
    voice = ""
    return Fact(
        key_of(want, mention),
        plain(mention.value),
        mention.unit,
        mention.source,
        scope=scope,
        step=mention.step,
        voice=voice,
    )
