"""What a mean over notes is worth: 95 % intervals by bootstrap over notes, seeded, so that the same gives the same."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

RESAMPLES = 4000
LEVEL = 0.95
FEWEST = 5  # notes; resampling fewer says nothing of the notes that were not seen
SEED = 20260101


@dataclass(frozen=True, slots=True)
class Interval:
    """A mean over notes and the ends of its 95 % interval; the ends are None with fewer than `FEWEST` notes."""

    mean: float
    low: float | None
    high: float | None
    notes: int


def interval(values: Sequence[float]) -> Interval:
    """The mean of one value a note, with a percentile interval. Raises ValueError without values.

    Source: Efron 1979; notes are drawn with replacement, since it is notes that vary.
    """
    if not values:
        raise ValueError("no values")
    known = np.asarray(values, float)
    mean = float(known.mean())
    if len(known) < FEWEST:
        return Interval(mean, None, None, len(known))
    drawn = np.random.default_rng(SEED).integers(0, len(known), (RESAMPLES, len(known)))
    tail = 100 * (1 - LEVEL) / 2
    low, high = np.percentile(known[drawn].mean(axis=1), [tail, 100 - tail])
    # Rounding in the means must not leave the mean of equal values outside its own interval.
    return Interval(mean, min(float(low), mean), max(float(high), mean), len(known))
