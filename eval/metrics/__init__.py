"""The measures: what each is called, which way is better, and whether it counts in the total.

Every measure of the total lies between 0 and 1, and 1 is full: what a note has nothing of (no quote, no table) is None
and counts nowhere. Time, cost, effort and a judge model's opinion stand beside the total, never in it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias

Scores: TypeAlias = Mapping[str, float | None]


@dataclass(frozen=True, slots=True)
class Measure:
    """One column of the results: `key` in JSON, `label` for people, which way is better, its unit."""

    key: str
    label: str
    better: Literal["higher", "lower"] = "higher"
    in_total: bool = True
    unit: str = ""


TOTAL = Measure("total", "Samlet", in_total=False)
MEASURES: tuple[Measure, ...] = (
    Measure("sections", "Deler til stede og i rekkefølge"),
    Measure("figures_found", "Tall, datoer og navn funnet"),
    Measure("figures_right", "Tall, datoer og navn riktige"),
    Measure("quotes", "Sitater ordrett"),
    Measure("citations_precise", "Kilder som treffer"),
    Measure("citations_sufficient", "Påstander med kilde"),
    Measure("tables", "Tabeller, celle for celle"),
    Measure("consistency", "Uten motsigelser"),
    Measure("chrf", "chrF++"),
    Measure("rouge_l", "ROUGE-L"),
    Measure("style", "Nærhet i stil"),
    Measure("effort", "Anslått redigering", "lower", False, "ord per 1 000"),
    Measure("real_effort", "Virkelig redigering", "lower", False, "ord per 1 000"),
    Measure("leaks", "Lekkasjer", "lower", False, "antall"),
    Measure("seconds", "Tid", "lower", False, "s"),
    Measure("tokens", "Tokens", "lower", False, "antall"),
    Measure("judge", "Dommermodell (teller ikke)", in_total=False),
)
BY_KEY: Mapping[str, Measure] = {measure.key: measure for measure in (TOTAL, *MEASURES)}


def total_of(scores: Scores) -> float | None:
    """The mean of the measures that count and are known; None when none is."""
    known = [value for measure in MEASURES if measure.in_total and (value := scores.get(measure.key)) is not None]
    return sum(known) / len(known) if known else None
