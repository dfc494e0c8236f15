"""A person's correction of a fact: laid over what was read, never written into it.

The reading stands as it was. A correction names the report it was made for (by hash), the place in it that says so,
who made it and when; it does not follow to another report. It settles a conflict on its key.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from corpus.documents import Document
from corpus.errors import UserError
from corpus.search.quotes import located_on
from drafting.facts.fact.fact import Fact, Facts
from drafting.facts.fact.kinds import kind_of_fact, parsed
from drafting.facts.fact.scope import scope_of_key

LONGEST_REASON = 500


@dataclass(frozen=True, slots=True)
class Correction:
    """One correction.

    Attributes:
        report: SHA-256 of the report it was made for.
        key: fact key.
        value: the right value, as a fact holds it.
        page, quote: where the report says so, verbatim.
        reason: why, in the person's words.
        who: the person's name.
        on: the day.
    """

    report: str
    key: str
    value: str
    page: int
    quote: str
    reason: str
    who: str = ""
    on: date = date.min

    @property
    def by(self) -> str:
        return f"{self.who}, {self.on:%d.%m.%Y}"


def checked_correction(report: Document, key: str, typed: str, *, page: int, quote: str, reason: str) -> Correction:
    """A correction that may be kept: the value fits its key, and the quote stands on that page of the report.

    Args:
        report: the document that is corrected.
        key: fact key.
        typed: the value as a person typed it; for a conclusion it is the quote itself.
        page: page counted from 1.
        quote: the words of the report that the value rests on.
        reason: one sentence.

    Raises:
        UserError: the value is of another sort, the quote is not on the page, or the reason is missing.
    """
    kind, _ = kind_of_fact(key)
    value = parsed(key, quote if kind == "quote" else typed)
    found = located_on(report, page, quote)
    if found is None:
        raise UserError(
            f"Sitatet står ikke på side {page} i rapporten.", where=key, remedy="Kopier det ordrett fra siden."
        )
    why = " ".join(reason.split())
    if not why or len(why) > LONGEST_REASON:
        raise UserError(
            "Rettelsen mangler en kort begrunnelse.", where=key, remedy="Skriv én setning om hva som er feil lest."
        )
    return Correction(report.hash, key, value, page, " ".join(found.quote.split()), why)


def corrected(facts: Facts, report: Document, corrections: Iterable[Correction]) -> Facts:
    """The facts in force: those that were read, with the last correction of each key laid over them.

    A correction of another report, or one whose quote no longer stands where it says, is left out.
    """
    over: dict[str, Fact] = {}
    for correction in corrections:
        source = located_on(report, correction.page, correction.quote) if correction.report == report.hash else None
        if source:
            kind, unit = kind_of_fact(correction.key)
            was = facts.get(correction.key)
            read = was.value if was else ""
            scope = scope_of_key(correction.key) if kind == "number" else None
            over[correction.key] = Fact(correction.key, correction.value, unit, source, correction.by, read, scope)
    kept = [over.pop(fact.key, fact) for fact in facts.facts]
    settled = {fact.key for fact in kept if fact.corrected} | set(over)
    conflicts = tuple(conflict for conflict in facts.conflicts if conflict.key not in settled)
    return replace(facts, facts=(*kept, *over.values()), conflicts=conflicts)
