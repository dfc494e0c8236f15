"""Candidates: what a key that is not read may be, best first, each with its place and what speaks against it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from corpus.bokmal.amounts import AMOUNT, amount, plain, scaled
from corpus.reports.chapters import concludes
from corpus.reports.report import Report
from drafting.facts.amounts.budget import speaks_of_budget
from drafting.facts.amounts.budget_labels import named_role
from drafting.facts.fact.fact import Candidate, Facts
from drafting.facts.fact.price_basis import at_negotiated_price
from drafting.facts.fact.scope import objections
from drafting.facts.mentions.mention import Mention
from drafting.facts.mentions.prose import is_secret
from drafting.facts.mentions.ranking import MOST, ranked
from drafting.facts.mentions.wanted import WANTED, Want, key_of
from drafting.facts.told.conclusions import CONCLUSIONS, JUDGES

SPEAKERS = {
    "company": "er firmaets tall",
    "experts": "er ekspertenes tall",
    "unsure": "det går ikke fram om tallet er DMPs eller firmaets",
}
# What a note asks every report for; keys at price bases by their names.
ASKED = (
    *("method_id", "title", "track", "product", "substance", "company", "atc", "indication", "comparator", "dated"),
    *("severity.absolute_shortfall", "qaly.gain.dmp", "icer.dmp", "patients.now", "patients.per_year"),
    *(f"budget.year{year}.impact" for year in range(1, 6)),
    *(f"conclusion.{topic.key}" for topic in CONCLUSIONS),
)
LOOSE = "ordene ved tallet sier ikke sikkert at det er dette"
BUDGET = re.compile(r"budsjett|mei?rutgift|utgift", re.IGNORECASE)


def candidates(report: Report, mentions: Sequence[Mention], found: Facts) -> Iterator[Candidate]:
    """Up to five candidates for each key that has no fact and no conflict of the report's own."""
    used = {(fact.source.page, fact.source.start, fact.value) for fact in found.facts}
    open_mentions = [
        mention
        for mention in mentions
        if not is_secret(mention) and (mention.source.page, mention.source.start, plain(mention.value)) not in used
    ]
    settled = {fact.key for fact in found.facts} | {conflict.key for conflict in found.conflicts}
    for want in WANTED:
        if not any(key == want.key or key.startswith(f"{want.key}.") for key in settled):
            chosen = ranked(want, open_mentions)
            yield from (_candidate(want, mention, chosen) for mention in chosen)
    yield from _years(report, open_mentions, settled)
    yield from _doubtful(report, settled)
    yield from _conclusions(report, settled)
    yield from _comparators(report, mentions, settled)


def not_found(found: Facts) -> tuple[str, ...]:
    """The keys that a note asks a report for and that have no fact, no conflict and no candidate."""
    given = (
        [fact.key for fact in found.facts]
        + [one.key for one in found.conflicts]
        + [one.key for one in found.candidates]
    )
    return tuple(key for key in ASKED if not any(one == key or one.startswith(f"{key}.") for one in given))


def _candidate(want: Want, mention: Mention, chosen: Sequence[Mention]) -> Candidate:
    key = key_of(want, mention)
    return Candidate(
        key, plain(mention.value), mention.unit, mention.source, mention.scope, _against(want, mention, chosen)
    )


def _against(want: Want, mention: Mention, chosen: Sequence[Mention]) -> tuple[str, ...]:
    """What speaks against it, in words; never empty: a number that nothing spoke against would have been read."""
    said = [*mention.elsewhere, *(f"tallet {reason}" for reason in objections(key_of(want, mention), mention.scope))]
    if mention.who in SPEAKERS and mention.who != want.who:
        said.append(SPEAKERS[mention.who])
    if want.priced and not mention.scope.basis:
        said.append("prisgrunnlaget er ikke oppgitt")
    if want.priced and not mention.scope.vat:
        said.append("det går ikke fram om mva. er med")
    if not mention.sure:
        said.append("hodene står ikke sikkert over tallene i tabellen")
    if want.never.search(mention.near):
        said.append("ordene ved tallet kan tyde på at det er noe annet")
    rival = next((other for other in chosen if other.value != mention.value and not other.elsewhere), None)
    if not said and rival is not None and want.words.search(rival.near):
        said.append(f"«{rival.printed}» på side {rival.source.page} kan også være det")
    return tuple(dict.fromkeys(said)) or (LOOSE,)


def _conclusions(report: Report, settled: set[str]) -> Iterator[Candidate]:
    """Whole sentences on a topic where DMP sums up, those that judge and name DMP first."""
    summed = [
        item for item in report.statements if any(map(concludes, item.headings)) and item.is_whole and not item.ocr
    ]
    for topic in CONCLUSIONS:
        key = f"conclusion.{topic.key}"
        if key in settled:
            continue
        scored = []
        for item in summed:
            on_it = bool(topic.words.search(item.text)), bool(topic.heading.search(item.headings[-1]))
            if any(on_it) and item.speaker in ("dmp", "") and not at_negotiated_price(item.text):
                judges, dmp = bool(JUDGES.search(item.text)), item.speaker == "dmp"
                money = bool(re.search(AMOUNT, item.text, re.IGNORECASE))
                scored.append((2 * on_it[0] + on_it[1] + 2 * judges + dmp - money, item))
        for _, item in sorted(scored, key=lambda pair: -pair[0])[:MOST]:
            why = "det er ikke sikkert at setningen er DMPs konklusjon"
            yield Candidate(key, item.text, "", item.source(report.document), None, (why,))


def _comparators(report: Report, mentions: Sequence[Mention], settled: set[str]) -> Iterator[Candidate]:
    """The names over the other column of tables of results, where no sentence says what it is compared with."""
    if "comparator" in settled:
        return
    given: dict[str, Candidate] = {}
    for mention in mentions:
        if mention.table and mention.arm == "comparator" and mention.kind in ("qaly", "money"):
            name = mention.near.rpartition(": ")[2]
            why = ("bare navnet over kolonnen i en tabell sier det",)
            given.setdefault(name.casefold(), Candidate("comparator", name, "", mention.source, None, why))
    for item in report.statements:
        if (
            re.search(r"\b(?:komparator|sammenligningsgrunnlag|samanlikning)", item.text, re.IGNORECASE)
            and not item.ocr
        ):
            why = ("setningen nevner komparatoren, men navnet er ikke lest sikkert",)
            given.setdefault(item.text, Candidate("comparator", item.text, "", item.source(report.document), None, why))
    yield from list(given.values())[:MOST]


def _years(report: Report, mentions: Sequence[Mention], settled: set[str]) -> Iterator[Candidate]:
    """Amounts and patients that a sentence gives a certain year, where no table gave that year's fact."""
    kinds = (
        ("money", "budget.year{}.impact", BUDGET),
        ("patients", "patients.year{}", re.compile(r"pasient|brukar", re.I)),
    )
    for kind, form, words in kinds:
        given: dict[str, list[Candidate]] = {}
        for mention in mentions:
            year = mention.scope.year if mention.scope.period == "one_year" else 0
            role = named_role(mention.near.partition(": ")[0], report) if mention.table else ""
            key = form.format(year).replace(".impact", f".{role or 'impact'}")
            about = " ".join([mention.text, *mention.around])
            studied = any("studie" in reason for reason in mention.elsewhere)
            if mention.kind != kind or studied or not 0 < year <= 10 or key in settled or not words.search(about):
                continue
            against = [*mention.elsewhere, *(f"tallet {reason}" for reason in objections(key, mention.scope))]
            against += [SPEAKERS[mention.who]] if mention.who in SPEAKERS else []
            one = Candidate(
                key, plain(mention.value), mention.unit, mention.source, mention.scope, tuple(against) or (LOOSE,)
            )
            if all(other.value != one.value for other in given.setdefault(key, [])):
                given[key].append(one)
        for found in given.values():
            yield from sorted(found, key=lambda one: len(one.against))[:MOST]


def _doubtful(report: Report, settled: set[str]) -> Iterator[Candidate]:
    """The rows of a budget table whose heads are not proved: its figures in order, one for each year."""
    for table in report.doubtful:
        if not speaks_of_budget(table) or table.splits_numbers:
            continue
        factor = table.unit().factor
        for row in table.rows:
            role = named_role(row.label, report)
            values = [value for cell in row.cells[1:] if cell and (value := amount(cell)) is not None]
            for year, value in enumerate(values if role and factor else (), 1):
                key = f"budget.year{year}.{role}"
                if key not in settled:
                    source = report.document.source(row.page, row.start, row.end)
                    why = ("hodene står ikke sikkert over tallene i tabellen",)
                    yield Candidate(key, plain(scaled(value, Decimal(factor or 1))), "NOK", source, None, why)
