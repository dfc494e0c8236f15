"""The checker of printed notes: what is wrong in a note as it stands on paper, whoever wrote it.

Reads a `PriceNote`; needs no case. Contradictions are errors, what a reader should look at is a warning, and what was
hidden from the public is information. The codes stand in `drafting.checks.printed`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Set
from datetime import date

from corpus.notes.note import PriceNote
from drafting.checks.printed import agreement, arithmetic, completeness, dates, days, prices, wording
from drafting.findings import Finding

CHECKS: tuple[Callable[[PriceNote], Iterator[Finding]], ...] = (
    dates.offer_date,
    dates.note_date,
    days.day_counts,
    dates.decision_dates,
    dates.price_days,
    dates.decision_with_two_dates,
    dates.impossible_dates,
    dates.countries_after_note,
    dates.order_of_dates,
    arithmetic.budget_differences,
    arithmetic.table_sums,
    arithmetic.packages_times_price,
    arithmetic.package_tables,
    arithmetic.units,
    arithmetic.expressions,
    agreement.summary_against_body,
    agreement.text_against_table,
    agreement.patients,
    prices.price_order,
    prices.negotiated_price_shown,
    prices.price_in_text,
    prices.discounts,
    wording.punctuation,
    wording.terms,
    wording.method_ids_agree,
    wording.left_over,
    wording.misspelt_names,
    wording.words_twice,
    completeness.missing_sections,
    completeness.blanks,
)


def check_printed_note(note: PriceNote, meeting_days: Set[date] = frozenset()) -> tuple[Finding, ...]:
    """Every contradiction and slip in a note that was read, in the order of the checks above, each once.

    Args:
        note: as `corpus.notes.note.read_note` gives it.
        meeting_days: the days on which the forum meets; empty where no calendar is given.
    """
    found = [finding for check in CHECKS for finding in check(note)]
    return tuple(dict.fromkeys([*found, *dates.meeting_days(note, meeting_days)]))
