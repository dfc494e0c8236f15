"""Which model writes: what the settings or the command line name, and whether it can be relied on to keep slots."""

from __future__ import annotations

from dataclasses import dataclass, replace

from corpus.errors import UserError
from drafting.model.gateway import SMALLEST_CONTEXT, ModelDoor, context_of, open_model, request
from drafting.note.note import SLOT
from drafting.settings import Settings

NONE = "none"
# Invented sentences, one a line of the self-test: a model that cannot repeat a slot here will not keep one in a note.
SELF_TEST = (
    "Legemidlet {{case.product.name}} leveres av {{case.product.company}}.",
    "Kostnaden er {{treatment.max_aup}} ved Maks-AUP.",
    "Kostnaden er {{treatment.rhf_aup}} ved RHF-AUP.",
    "Om lag {{dosing.a.first.max_aup|om_lag}} gjelder den første gruppen.",
    "Prisnotatet er datert {{case.note_date|long}}.",
)


@dataclass(frozen=True, slots=True)
class ModelState:
    """What `prisnotat models` tells.

    Attributes:
        model, url, trust: as set.
        reachable: whether it answered.
        context: tokens as the server says, 0 when it does not.
        slots_kept: of the lines of the self-test, how many came back with their slots whole.
        seconds: for the self-test.
        fault: why it did not answer, in bokmål.
    """

    model: str
    url: str
    trust: str
    reachable: bool
    context: int
    slots_kept: int
    slots_tested: int
    seconds: float
    fault: str = ""


def chosen_model(settings: Settings, model: str | None) -> ModelDoor | None:
    """The door to the model, or None for the composer.

    Args:
        settings: what the environment says.
        model: what the command line says; None when it says nothing.

    Raises:
        UserError: a name that cannot be used, or a provider that is not installed.
    """
    named = settings.model if model is None else model
    if not named or named == NONE:
        return None
    return open_model(named, settings.model_url, settings.model_key)


def context_for(door: ModelDoor) -> int:
    """The context to fit briefs to: the server's, or the smallest that is supported."""
    return context_of(door) or SMALLEST_CONTEXT


def model_state(settings: Settings, door: ModelDoor) -> ModelState:
    """What can be said of the model after asking it to repeat five lines. Never raises on the model's faults."""
    unreached = ModelState(
        f"{door.provider}:{door.name}", door.url, settings.model_trust, False, 0, 0, len(SELF_TEST), 0.0
    )
    asked = request(
        "Gjenta linjene du får, ord for ord og én per linje. Ikke skriv noe annet.",
        "\n".join(SELF_TEST),
        lambda _: True,  # nothing of a case is in it
        most_tokens=300,
    )
    try:
        reply = door.complete(asked, lambda _: None, lambda: False)
    except UserError as error:
        return replace(unreached, fault=error.line)
    kept = sum(any(SLOT.findall(line) == SLOT.findall(said) for said in reply.text.splitlines()) for line in SELF_TEST)
    return replace(
        unreached, reachable=True, context=context_of(door), slots_kept=kept, seconds=round(reply.seconds, 2)
    )
