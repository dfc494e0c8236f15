"""What a model writes with: the material, what may go out to it, how it is to write, and who hears of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event

from drafting.model.gateway import SMALLEST_CONTEXT, Cancel, Model, Screen
from drafting.note.note import Slot
from drafting.writing.composing.material.material import Material
from drafting.writing.rewriting.writing_record import Progress

PARALLEL = 2


@dataclass(frozen=True, slots=True)
class Outgoing:
    """What a model may be told.

    Attributes:
        described: what a slot stands for; with its value only where that is public.
        may_leave: the screen; False for a text in which a secret can be read.
    """

    described: Callable[[Slot], str]
    may_leave: Screen


@dataclass(frozen=True, slots=True)
class Manner:
    """How a model is to write.

    Attributes:
        prompts_folder: the user's own prompts, which go before ours.
        context: the model's context in tokens; less than the smallest counts as the smallest.
        seed: of the first attempt; each later one has the next.
        parallel: sections written at the same time.
        only: keys of the sections that the model writes; all when None.
    """

    prompts_folder: Path | None = None
    context: int = SMALLEST_CONTEXT
    seed: int = 1
    parallel: int = PARALLEL
    only: Sequence[str] | None = None


@dataclass(frozen=True, slots=True)
class Run:
    """One run: who hears of it, and what ends it.

    Attributes:
        on_progress: told what happens, from several threads but one at a time.
        cancelled: asked often; once true, what is not written is the composer's.
        gone: set when the model's server does not answer.
    """

    on_progress: Callable[[Progress], None] = lambda _: None
    cancelled: Cancel = lambda: False
    gone: Event = field(default_factory=Event)


@dataclass(frozen=True, slots=True)
class Desk:
    """What every section is written with. Of a report on another method the material holds nothing."""

    material: Material
    model: Model
    outgoing: Outgoing
    manner: Manner
    run: Run

    @property
    def context(self) -> int:
        """The model's context in tokens, never less than the smallest that a section can be written in."""
        return max(self.manner.context, SMALLEST_CONTEXT)
