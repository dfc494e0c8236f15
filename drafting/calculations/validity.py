"""From when the method can be taken into use: with the decision, on a given date, or when a new price takes effect."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from drafting.case.case import Case

# Source: docs/field.md, «Price vocabulary»: new prices take effect on the 1st or the 15th of a month.
PRICE_DAYS = (1, 15)


def available_from(case: Case) -> date | None:
    """The first day of use.

    A date in the case stands; «decision» is the forum's day; omitted is the first price day after the forum. None
    when the forum's day is needed and not set.
    """
    chosen, forum = case.decision.available_from, case.decision.forum_date
    if isinstance(chosen, date):
        return chosen
    if forum is None or chosen == "decision":
        return forum
    return price_valid_from(forum)


def price_valid_from(after: date, days: Sequence[int] = PRICE_DAYS) -> date:
    """The first day after `after` that is one of `days` of a month. Raises ValueError for days outside 1-28."""
    if not days or not all(1 <= day <= 28 for day in days):
        raise ValueError("days must lie in 1-28")
    day = after + timedelta(days=1)
    while day.day not in days:
        day += timedelta(days=1)
    return day
