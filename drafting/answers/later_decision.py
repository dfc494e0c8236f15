"""An answer that rests on what was written before a decision says that the decision was made, and cites it.

Which decision takes the place of what, is the register's rule (`corpus.register.later_decisions`). Only what the asker
may see, and what was known on the day asked about, is told.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from corpus.archive.archive import Archive
from corpus.bokmal.sentences import sentences
from corpus.register.later_decisions import Matter, latest_after, matter_of_document, matter_of_row
from corpus.register.register import register_rows
from drafting.answers.answer import Answer, Citation, Later, norwegian_date
from drafting.answers.decision_sources import flat, numbers_of

A_SENTENCE = 4  # words; fewer may stand in any decision


def with_later(answer: Answer, archive: Archive, *, confidential: bool, before: date | None) -> Answer:
    """The answer with one sentence for each matter that it rests on and that was decided on since."""
    if answer.abstained or not answer.citations:
        return answer
    rows = register_rows(archive, confidential=confidential, before=before)
    rests_on: dict[Matter, str] = {}
    for citation in answer.citations:
        matter, day = _matter_and_day(citation, archive, rows)
        rests_on[matter] = max(day, rests_on.get(matter, ""))
    text, citations, later = answer.answer, list(answer.citations), list(answer.later)
    for matter, day in rests_on.items():
        if last := latest_after(rows, matter, day):
            text += told_later(last, matter.method_id, archive, citations, later, named=len(rests_on) > 1)
    return replace(answer, answer=text, citations=tuple(citations), later=tuple(later))


def told_later(
    row: Mapping[str, Any],
    method_id: str,
    archive: Archive,
    citations: list[Citation],
    later: list[Later],
    *,
    named: bool = False,
) -> str:
    """« Merk: Beslutningsforum traff en senere beslutning om metoden 12.03.2023 (innført) [2].»

    Its place is added to the citations and the decision to `later`; when it is there already, nothing is said again.

    Args:
        method_id: the method that the answer is about; a decision on another method is named.
        named: whether to name the method in any case, as an answer about several needs.
    """
    number = next(numbers_of(row, archive, citations), None)
    told = Later(row["method_id"], row["date"], row["outcome"], row["forum"], number)
    if named and told in later:
        return ""
    later += [told] if told not in later else []
    who = f"{row['forum'][:1].upper()}{row['forum'][1:]} traff" if row["forum"] else "Det ble truffet"
    other = row["method_id"] != method_id
    what = "samme virkestoff og indikasjon" if other else "metoden"
    outcome = f"{row['method_id']}, {row['outcome']}" if other or named else row["outcome"]
    where = f"[{number}]" if number else "(se registeret over beslutninger)"
    return f" Merk: {who} en senere beslutning om {what} {norwegian_date(row['date'])} ({outcome}) {where}."


def _matter_and_day(citation: Citation, archive: Archive, rows: Sequence[Mapping[str, Any]]) -> tuple[Matter, str]:
    """What a citation is about, and the date it rests on: a decision's own when it quotes one, else its document's."""
    document = citation.source.document
    quoted = [
        row
        for row in rows
        if row["date"] and any(told["hash"] == document for told in row["sources"]) and _quotes(citation, row)
    ]
    if quoted:
        newest = max(quoted, key=lambda row: str(row["date"]))
        return matter_of_row(newest), newest["date"]
    entry = next((entry for entry in archive.snapshot().entries if entry.hash == document), None)
    matter = matter_of_document(entry.about, rows) if entry else Matter(citation.method_id)
    return matter, citation.dated


def _quotes(citation: Citation, row: Mapping[str, Any]) -> bool:
    """Whether a citation is of a decision's own words: part of them, or one of their sentences and more."""
    quote, decided = flat(citation.source.quote), flat(row["text"])
    whole = [sentence for sentence in sentences(decided) if len(sentence.split()) >= A_SENTENCE]
    return (quote in decided and len(quote.split()) >= A_SENTENCE) or any(sentence in quote for sentence in whole)
