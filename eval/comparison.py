"""One run against another: the difference a note, paired, with its interval, and whether it is a loss."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any, Literal

from corpus.errors import UserError
from eval.intervals import FEWEST, Interval, interval
from eval.kept import Run
from eval.metrics import BY_KEY, TOTAL, Measure

JUDGED = tuple(measure for measure in BY_KEY.values() if measure.in_total or measure in (TOTAL, BY_KEY["leaks"]))


@dataclass(frozen=True, slots=True)
class Difference:
    """The change of one measure, now minus earlier, over the notes that both runs have."""

    measure: Measure
    change: Interval

    @property
    def verdict(self) -> Literal["loss", "gain", ""]:
        """«loss» or «gain» when the whole interval lies on one side of no change; any new leak is a loss."""
        if self.measure.key == "leaks" and self.change.mean > 0:
            return "loss"
        low, high = self.change.low, self.change.high
        if low is None or high is None or low <= 0 <= high:
            return ""
        return "gain" if (low > 0) == (self.measure.better == "higher") else "loss"


@dataclass(frozen=True, slots=True)
class Comparison:
    """What changed from an earlier run."""

    earlier: str
    notes: int
    differences: tuple[Difference, ...]

    @property
    def losses(self) -> tuple[Difference, ...]:
        """The significant losses among the measures that count: the total, those in it, and leaks."""
        return tuple(found for found in self.differences if found.verdict == "loss" and found.measure in JUDGED)

    @property
    def few(self) -> bool:
        """Whether there are too few notes in common to tell a loss from chance."""
        return self.notes < FEWEST


def compared(run: Run, earlier: Run, name: str) -> Comparison:
    """Paired differences over the notes in both runs. Raises UserError when they have none in common.

    Args:
        name: what the earlier run is called, a file's name or a writer's label.
    """
    before = {note.method_id: note for note in earlier.notes}
    pairs = [(note, before[note.method_id]) for note in run.notes if note.method_id in before]
    if not pairs:
        raise UserError(
            "Ingen av notatene er med i begge resultatene.",
            where=name,
            remedy="Mål de samme notatene.",
        )
    differences = []
    for key, measure in BY_KEY.items():
        known = [(now.scores.get(key), then.scores.get(key)) for now, then in pairs]
        changes = [now - then for now, then in known if now is not None and then is not None]
        if changes:
            differences.append(Difference(measure, interval(changes)))
    return Comparison(name, len(pairs), tuple(differences))


def comparison_json(found: Comparison) -> dict[str, Any]:
    """The comparison as JSON."""
    return {
        "earlier": found.earlier,
        "notes": found.notes,
        "differences": {
            item.measure.key: {**asdict(item.change), "verdict": item.verdict} for item in found.differences
        },
    }
