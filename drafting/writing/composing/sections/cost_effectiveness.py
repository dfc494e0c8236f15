"""Kostnadseffektivitet: one way of writing it for each assessment track, and never a verdict.

Source: Meld. St. 38 (2020-21): explicit cost limits are not official, so nothing here says dear, cheap or acceptable.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from drafting.case.case import Track
from drafting.note.note import Block
from drafting.writing.composing.analyses.comparison import cost_comparison, cost_minimisation
from drafting.writing.composing.analyses.cost_utility import cost_utility
from drafting.writing.composing.analyses.courses import no_health_economics
from drafting.writing.composing.analyses.stated import stated_costs
from drafting.writing.composing.analyses.threshold import threshold
from drafting.writing.composing.material.agency_words import agency_words
from drafting.writing.composing.material.material import Material

Writer = Callable[[Material], tuple[Block, ...]]
WRITERS: Mapping[Track, Writer] = {
    "cost_utility": cost_utility,
    "cost_comparison": cost_comparison,
    "threshold": threshold,
    "cost_minimisation": cost_minimisation,
    "no_health_economics": no_health_economics,
}


def cost_effectiveness(material: Material) -> tuple[Block, ...]:
    """The blocks of Kostnadseffektivitet: the track's analysis, then DMP's words on resources and uncertainty."""
    return (
        *WRITERS[material.track](material),
        *stated_costs(material),
        *agency_words(material, "resources"),
        *agency_words(material, "uncertainty"),
    )
