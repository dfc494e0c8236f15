"""What a report says, as facts with page and exact quote. Right, or missing and said to be; never settled by guess.

Two values for one key are a conflict, an amount without price basis or VAT is a warning, a printed error is reported
and left as it stands, a page read by optical recognition gives no number, and neither does text beside a sign that
the file does not say what is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import asdict, replace
from itertools import chain
from typing import Any

from corpus.bokmal.amounts import AMOUNT, money, plain
from corpus.bokmal.unreadable import UNREADABLE
from corpus.documents import Document
from corpus.reports.report import Report
from drafting.facts.amounts.budget import budget
from drafting.facts.amounts.costs import costs
from drafting.facts.amounts.duration import duration
from drafting.facts.amounts.misprints import misprints
from drafting.facts.amounts.patients import patients
from drafting.facts.amounts.printed_amounts import printed_amounts, slips
from drafting.facts.amounts.results import results
from drafting.facts.amounts.threshold import threshold
from drafting.facts.amounts.value_columns import value_columns
from drafting.facts.choices import choices
from drafting.facts.fact.fact import Claimed, Conflict, Fact, Facts, Found, Warned, agreed
from drafting.facts.fact.setting import placed
from drafting.facts.fact.table_voices import voiced
from drafting.facts.identity import identity
from drafting.facts.mentions.admitting import admitted, claimed
from drafting.facts.mentions.candidates import candidates, not_found
from drafting.facts.mentions.cells import in_tables
from drafting.facts.mentions.mention import Mention, Sides
from drafting.facts.mentions.prose import in_prose
from drafting.facts.mentions.slips import contradictions
from drafting.facts.told.conclusions import conclusions
from drafting.facts.unread import unread
from drafting.facts.unused import unused

# Words of a comparator's description that are no name.
NO_NAME = frozenset(
    [
        "behandling",
        "behandlingen",
        "standardbehandling",
        "intravenøs",
        "subkutan",
        "dagens",
        "beste",
        "støttende",
        "kombinasjon",
        "alene",
    ]
)
BESIDE = 20  # characters before and after a quote: the rest of a number that begins or ends outside it

__all__ = ["Conflict", "Fact", "Facts", "facts", "facts_json", "mentions_of"]


def facts(report: Report) -> Facts:
    """Every fact of the report, in the order of docs/rules.md's keys, with conflicts and warnings."""
    chosen = list(choices(report))
    mentions = mentions_of(report, chosen)
    said = chain(
        identity(report),
        chosen,
        patients(report),
        results(report),
        costs(report),
        budget(report),
        threshold(report),
        duration(report),
        value_columns(report),
        conclusions(report),
        misprints(report),
        admitted(mentions),
        claimed(mentions),
    )
    items = _true_warnings(list(placed(_readable(voiced(said, report), report.document), report)))
    found = replace(agreed(items), amounts=printed_amounts(report))
    found = _with_track(found)
    given = [item.fact if isinstance(item, Claimed) else item for item in items if not isinstance(item, Warned)]
    late = (*slips(found), *contradictions(report, mentions, found), *unread(report, given, found.warnings))
    warned = [item.text for item in late if isinstance(item, Warned)]
    left = unused(report, given, [*found.warnings, *warned])
    warned += [item.text for item in left if isinstance(item, Warned)]
    maybe = tuple(candidates(report, mentions, found))
    told = tuple(dict.fromkeys([*report.warnings, *found.warnings, *warned]))
    return replace(found, warnings=told, candidates=maybe)


def _sides(report: Report, chosen: Iterable[Fact | Warned | Claimed]) -> Sides:
    """The names of the new drug, and the first word of what it is compared with."""
    drug = tuple(name.lower() for name in (report.product, report.substance) if len(name) > 3)
    others = (item.value for item in chosen if isinstance(item, Fact) and item.key == "comparator")
    words = (word.lower() for other in others for word in re.findall(r"[^\W\d_]{5,}", other))
    return drug, tuple(word for word in words if word not in NO_NAME and word not in drug)


def _true_warnings(items: list[Fact | Warned | Claimed]) -> list[Fact | Warned | Claimed]:
    """What was found, without the warnings that nothing is read in a place where another reader proved it.

    Nor is anything lost where a sentence only repeats amounts that are facts already.
    """
    read = {(item.key.split(".")[0], item.source) for item in items if isinstance(item, Fact)}
    values = {(item.key.split(".")[0], item.value) for item in items if isinstance(item, Fact)}

    def untrue(item: Warned) -> bool:
        if item.source is None or not item.about:
            return False
        printed = [money(match[0]) for match in re.finditer(AMOUNT, item.source.quote, re.IGNORECASE)]
        repeated = [value is not None and (item.about, plain(value)) in values for value in printed]
        return (item.about, item.source) in read or (len(repeated) > 1 and all(repeated))

    return [item for item in items if not (isinstance(item, Warned) and untrue(item))]


def _with_track(found: Facts) -> Facts:
    """The facts, with the track that DMP's own cost of a QALY proves where nothing names it."""
    ratio = next((fact for fact in found.facts if fact.key.startswith("icer.dmp.")), None)
    if ratio is None or found.get("track") or any(conflict.key == "track" for conflict in found.conflicts):
        return found
    return replace(found, facts=(*found.facts, Fact("track", "cost_utility", "", ratio.source)))


def mentions_of(report: Report, chosen: Iterable[Fact | Warned | Claimed] | None = None) -> list[Mention]:
    """Every number of the report that could be a fact, from sentences and tables; `chosen` is what `choices` found."""
    sides = _sides(report, choices(report) if chosen is None else chosen)
    return [*in_prose(report, sides), *in_tables(report, sides)]


def _readable(found: Iterable[Fact | Warned | Claimed], document: Document) -> Found:
    """What was found; a fact whose quote holds an unreadable sign, or stands beside one, is a warning instead."""
    for item in found:
        fact = item.fact if isinstance(item, Claimed) else item
        if isinstance(fact, Fact) and _is_damaged(fact, document):
            yield Warned(
                f"Side {fact.source.page}: {fact.key} er ikke lest, for teksten der er skadet. "
                "Se på siden og før inn tallet selv.",
                fact.source,
            )
        else:
            yield item


def _is_damaged(fact: Fact, document: Document) -> bool:
    place = fact.source
    text = document.pages[place.page - 1].text
    return UNREADABLE in text[max(0, place.start - BESIDE) : place.end + BESIDE]


def facts_json(found: Facts) -> dict[str, Any]:
    """The facts as `prisnotat facts` prints them (DESIGN, the command line)."""
    return {
        "facts": [
            {
                "key": fact.key,
                "value": fact.value,
                "unit": fact.unit,
                "page": fact.source.page,
                "quote": fact.source.quote,
                "scope": asdict(fact.scope) if fact.scope else None,
            }
            for fact in found.facts
        ],
        "conflicts": [
            {
                "key": conflict.key,
                "values": [
                    {"value": fact.value, "page": fact.source.page, "quote": fact.source.quote}
                    for fact in conflict.facts
                ],
            }
            for conflict in found.conflicts
        ],
        "candidates": [
            {
                "key": one.key,
                "value": one.value,
                "unit": one.unit,
                "page": one.source.page,
                "quote": one.source.quote,
                "scope": asdict(one.scope) if one.scope else None,
                "against": list(one.against),
            }
            for one in found.candidates
        ],
        "not_found": list(not_found(found)),
        "warnings": list(found.warnings),
    }
