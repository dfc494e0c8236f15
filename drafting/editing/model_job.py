"""One section being written by a model while the user does something else: progress to look at, and a way to stop it.

The writing has a thread of its own and keeps its proposal in the store, so a closed browser loses nothing.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event, Thread
from types import MappingProxyType

from corpus.bokmal.price_terms import tells_amount
from corpus.errors import Refused, UserError
from drafting.confidentiality.closed.harmless import HARD
from drafting.confidentiality.closed.stops import speaks_of_money, stops
from drafting.drafts.draft import Draft
from drafting.drafts.model_draft import section_with_model
from drafting.drafts.outgoing import screen
from drafting.editing.model_proposal import Proposal
from drafting.editing.saved_draft import check_can_write
from drafting.editing.stored_proposals import keep_proposal, proposals
from drafting.model.gateway import SMALLEST_CONTEXT, Model, ModelDoor
from drafting.model.model_choice import context_for
from drafting.model.prompts import section_prompts
from drafting.store.store import Store, User
from drafting.writing.rewriting.desk import Manner, Run
from drafting.writing.rewriting.section_writer import ATTEMPTS
from drafting.writing.rewriting.writing_record import Progress

LONGEST_INSTRUCTION = 600  # characters
# Wishes that are often made, and how a model is told them. Content comes in as a quote from the report only.
WISHES: Mapping[str, str] = MappingProxyType(
    {
        "Kortere": "Skriv kortere setninger, uten å utelate noe.",
        "Enklere språk": "Bruk enklere ord og aktive setninger.",
        "Nevn usikkerheten": "Ta med én hel setning om usikkerheten, ordrett fra et utdrag, der den passer.",
        "Tettere på det som står": "Hold deg nær det opprinnelige avsnittet, og endre få ord.",
    }
)
Examples = Callable[[], Mapping[str, Sequence[str]]]


@dataclass(slots=True)
class Job:
    """A writing that is going on, or has ended. Only counts are shown of what is not checked yet, never its text.

    Attributes:
        attempt: which try it is at, from 1; 0 before the first.
        received: characters of this try's reply so far.
        held, total: paragraphs that hold, and how many were asked for.
        failure: why nothing was kept, in bokmål.
    """

    attempt: int = 0
    received: int = 0
    held: int = 0
    total: int = 0
    failure: str = ""
    stopped: Event = field(default_factory=Event)
    ended: Event = field(default_factory=Event)

    def stop(self) -> None:
        """Asks the writing to stop; what held by then is kept."""
        self.stopped.set()

    def told(self, progress: Progress) -> None:
        """Takes in what the writer says."""
        if progress.event == "text":
            self.received += len(progress.text)
        elif progress.event in ("asked", "checked"):
            self.attempt, self.held, self.total, self.received = progress.attempt, progress.done, progress.total, 0

    @property
    def line(self) -> str:
        """Where it is, as one line of bokmål."""
        if self.stopped.is_set():
            return "Avbryter …"
        if not self.attempt:
            return "Gjør klart …"
        heard = f"{self.received} tegn mottatt, ikke kontrollert ennå" if self.received else "venter på svar"
        held = f"{self.held} av {self.total} avsnitt besto kontrollen"
        return f"Forsøk {self.attempt} av inntil {ATTEMPTS}: {heard}. {held}."


def checked_instruction(draft: Draft, instruction: str) -> str:
    """The user's wish as it may be sent: one line.

    Raises:
        Refused: a secret of the case can be read in it. UserError: it is too long.
    """
    wish = " ".join(instruction.split())
    if len(wish) > LONGEST_INSTRUCTION:
        raise UserError(f"Ønsket er lengre enn {LONGEST_INSTRUCTION} tegn.", remedy="Skriv det kortere.")
    if tells_amount(wish) or (speaks_of_money(wish) == HARD and stops(wish, fence=False)):
        raise Refused(
            "Ønsket sier noe om en pris eller et tall. Ingenting er sendt.",
            remedy="Skriv bare hvordan teksten skal være, ikke hva den skal si om priser.",
        )
    if not screen(draft.case_file, draft.figures)(wish):
        raise Refused(
            "Ønsket inneholder et tall som er unntatt offentlighet. Ingenting er sendt.",
            remedy="Skriv det uten tallet.",
        )
    return wish


@dataclass(frozen=True, slots=True)
class Wish:
    """What a user wants written: the section, an instruction about form, and the prompts of the user's own."""

    section: str
    instruction: str = ""
    prompts_folder: Path | None = None


def start_writing(
    store: Store,
    base: Draft,
    wish: Wish,
    model: Model,
    user: User,
    *,
    examples: Examples = dict,
) -> Job:
    """Begins to write a section in the background; nothing is sent before all that can be wrong has been looked at.

    Args:
        store: where the proposal is kept.
        base: what the composer writes for the case.
        wish: what is to be written.
        model: who writes.
        user: who asked.
        examples: gives paragraphs of earlier notes; called in the background.

    Raises:
        Refused: the user may not write, or there is a secret in the instruction.
        UserError: a prompt is wrong, or the instruction too long.
    """
    check_can_write(user)
    key, instruction = wish.section, checked_instruction(base, wish.instruction)
    section_prompts(key, wish.prompts_folder)
    job = Job()

    def write() -> None:
        try:
            earlier = len(proposals(store, base.note.method_id, key))
            written = section_with_model(
                base,
                key,
                model,
                Manner(
                    wish.prompts_folder,
                    context_for(model) if isinstance(model, ModelDoor) else SMALLEST_CONTEXT,
                    seed=1 + earlier * ATTEMPTS,  # the same wish again is to give another text
                ),
                instruction=instruction,
                examples=examples().get(key, ()),
                run=Run(job.told, job.stopped.is_set),
            )
            section = base.note.section(key)
            made = Proposal(section, written.section, written.record, written.reasons, instruction, written.unchecked)
            if written.record.failure and written.section.writer != "model" and not written.unchecked:
                job.failure = written.record.failure
            else:
                keep_proposal(store, base.note.method_id, made, user)
        except UserError as error:
            job.failure = error.line
        except Exception as error:  # its text may hold a price
            logging.getLogger("prisnotat").error("%s da en språkmodell skrev", type(error).__name__)  # noqa: TRY400
            job.failure = "Uventet feil. Teksten som sto, står."
        finally:
            job.ended.set()

    Thread(target=write, daemon=True, name=f"skriver {key}").start()
    return job
