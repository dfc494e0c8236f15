"""What `prisnotat evaluate` does, from what was asked to what is said: one run, compared with earlier ones."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from corpus.bokmal.number_style import number
from drafting.model.gateway import SMALLEST_CONTEXT
from drafting.model.model_choice import NONE, chosen_model, context_for
from drafting.settings import Settings, settings
from drafting.store.store import open_store
from eval.backtest import Bench, Progress, backtest
from eval.comparison import Comparison, compared, comparison_json
from eval.intervals import FEWEST, Interval
from eval.kept import Kept, Run, load_run, run_json
from eval.metrics import BY_KEY, Measure
from eval.past import Writer
from eval.triples import SAMPLES, Triple, find_triples

COMPOSER = "programmet"
WITH_PHRASES = "programmet med fraser"


@dataclass(frozen=True, slots=True)
class Asked:
    """What the user asked for.

    Attributes:
        notes: folders of earlier notes; empty for the samples. model: who writes, «none» for the composer.
        writer: its label; empty for the model's own name. judge: a model with an opinion, or empty.
        against: files of earlier results. jobs: processes. fresh: nothing from earlier runs.
        phrases: the composer writes with the phrases that recur in those of the notes that are older than each.
    """

    notes: tuple[Path, ...] = ()
    model: str = NONE
    writer: str = ""
    judge: str = ""
    against: tuple[Path, ...] = ()
    jobs: int = 2
    fresh: bool = False
    phrases: bool = False


@dataclass(frozen=True, slots=True)
class Evaluation:
    """A run, and what changed from each earlier one."""

    run: Run
    earlier: tuple[Run, ...]
    comparisons: tuple[Comparison, ...]

    @property
    def blocks(self) -> bool:
        """Whether something stands in the way: a leak, or a significant loss."""
        return bool(self.run.leaks) or any(found.losses for found in self.comparisons)

    @property
    def json(self) -> dict[str, Any]:
        """The result as JSON."""
        return {**run_json(self.run), "against": [comparison_json(found) for found in self.comparisons]}


def evaluated(asked: Asked, on_progress: Callable[[Progress], None] = lambda _: None) -> Evaluation:
    """The evaluation. Earlier results are read first, so that a wrong file is told before the work.

    Raises:
        UserError: a folder, file or model cannot be used.
    """
    in_force = settings()
    earlier = tuple(load_run(path) for path in asked.against)
    triples, left_out = find_triples(asked.notes or (SAMPLES,))
    judge = chosen_model(in_force, asked.judge) if asked.judge else None
    store = open_store(in_force)
    bench = Bench(
        _writer(asked, in_force, triples),
        Kept(in_force.home / "evaluations"),
        store.vault,
        judge,
        asked.jobs,
        asked.fresh,
    )
    run = backtest(triples, bench, left_out=left_out, store=store, on_progress=on_progress)
    comparisons = tuple(compared(run, old, path.name) for old, path in zip(earlier, asked.against, strict=True))
    return Evaluation(run, earlier, comparisons)


def _writer(asked: Asked, in_force: Settings, triples: Sequence[Triple]) -> Writer:
    door = chosen_model(in_force, asked.model)
    if door is None:
        notes = tuple(sorted(triple.note for triple in triples)) if asked.phrases else ()
        return Writer(asked.writer or (WITH_PHRASES if notes else COMPOSER), phrases=notes)
    archive = in_force.archive
    local = in_force.model_trust == "local"
    context = context_for(door) or SMALLEST_CONTEXT
    return Writer(asked.writer or asked.model, door, archive, local, in_force.prompts, context)


def shown(found: Evaluation) -> str:
    """The evaluation as text for a terminal."""
    run = found.run
    lines = [f"{run.writer}: {counted(len(run.notes))}."]
    lines += [f"Ikke med: {item.file}: {item.reason}" for item in run.left_out]
    lines += [f"{note.method_id}: {line}" for note in run.notes for line in note.withheld]
    lines += [f"  {BY_KEY[key].label}: {shown_interval(BY_KEY[key], mean)}" for key, mean in run.intervals.items()]
    if run.leaks:
        lines.append("Lekkasje: en hemmelig pris kan leses i minst ett offentlig utkast.")
    for comparison in found.comparisons:
        lines.append(f"Mot {comparison.earlier}, {counted(comparison.notes)} felles:")
        if comparison.few:
            lines.append(f"  Færre enn {FEWEST} notater: for få til å skille tap fra tilfeldigheter.")
        words = {"loss": "  TAP", "gain": "  bedre", "": ""}
        counted_losses = comparison.losses
        lines += [
            f"  {item.measure.label}: {shown_interval(item.measure, item.change, sign=True)}"
            + (words[item.verdict] if item.verdict != "loss" or item in counted_losses else "")
            for item in comparison.differences
        ]
    return "\n".join(lines)


def counted(notes: int) -> str:
    """«1 notat», «12 notater»."""
    return f"{notes} notat" if notes == 1 else f"{notes} notater"


def shown_value(measure: Measure, value: float, *, sign: bool = False) -> str:
    """A value as people read it: shares with three decimals, counts without."""
    decimals = 3 if not measure.unit else (1 if measure.unit == "s" else 0)
    plus = "+" if sign and value > 0 else ""
    return plus + number(Decimal(repr(value)), decimals)


def shown_interval(measure: Measure, found: Interval, *, sign: bool = False) -> str:
    """«0,731 (0,701 til 0,760)», with the unit; the mean alone where there is no interval."""
    mean = shown_value(measure, found.mean, sign=sign)
    unit = f" {measure.unit}" if measure.unit and measure.unit != "antall" else ""
    if found.low is None or found.high is None:
        return mean + unit
    low, high = (shown_value(measure, end, sign=sign) for end in (found.low, found.high))
    return f"{mean}{unit} ({low} til {high})"
