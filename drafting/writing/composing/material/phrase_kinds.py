"""Sentences that the composer always writes, and in which other words the house may put them.

A kind is one fixed meaning. A sentence of the archive, its names and dates masked, is a variant of it only when it
matches `shape` from end to end, so that nothing can be added, left out or turned round; its masks are then filled with
the composer's own slots, in order. Everything else in the bank is for reading, never for writing.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from corpus.bokmal.institutions import FORUM

DAY, DRUG, FIRM, AGENCY = "⟨dato⟩", "⟨legemiddel⟩", "⟨firma⟩", "⟨etat⟩"
MASK = re.compile(r"⟨[a-zæøå]+⟩")
_FORUM = rf"(?:av|i) {FORUM} {DAY}"
_DECIDED = rf"Dersom {DRUG} blir besluttet innført {_FORUM},? kan"


@dataclass(frozen=True, slots=True)
class PhraseKind:
    """One meaning: where it stands, what it says (for the adviser), and the shape that its variants have."""

    name: str
    section: str
    meaning: str
    shape: re.Pattern[str]


KINDS: tuple[PhraseKind, ...] = (
    PhraseKind(
        "report",
        "bakgrunn",
        "hvilken metodevurderingsrapport notatet bygger på",
        re.compile(
            rf"Det vises til metodevurderingsrapport(?:en)? fra {AGENCY},? datert {DAY}"
            rf"(?:,? (?:samt|og(?: til)?) godkjent (?:SPC|preparatomtale) for {DRUG})?\."
        ),
    ),
    PhraseKind(
        "offer",
        "pristilbud",
        "hvem som ga pristilbudet, og når",
        re.compile(rf"{FIRM} (?:har|ga) {DAY} (?:tilbudt|gitt)? ?følgende (?:priser|pristilbud|tilbud):"),
    ),
    PhraseKind(
        "offer_negotiated",
        "pristilbud",
        "hvem som ga pristilbudet etter prisforhandling, og når",
        re.compile(
            rf"{FIRM} (?:har|ga) {DAY} etter prisforhandling(?:er)? (?:tilbudt|gitt)? ?følgende (?:priser|pristilbud):"
        ),
    ),
    PhraseKind(
        "price_from",
        "anskaffelse",
        "når prisen kan gjelde fra, gitt en positiv beslutning",
        re.compile(rf"{_DECIDED} (?:ny|den nye) pris(?:en)?(?: på legemid(?:le|del|dele)t)? gjelde fra {DAY}\."),
    ),
    PhraseKind(
        "from_decision",
        "anskaffelse",
        "at behandlingen kan tas i bruk fra beslutningen",
        re.compile(rf"{_DECIDED} (?:legemid(?:le|del|dele)t|behandlingen) tas i bruk fra beslutningstidspunktet\."),
    ),
    PhraseKind(
        "no_budget",
        "budsjettkonsekvenser",
        "at budsjettkonsekvenser ikke er beregnet",
        re.compile(r"Det er ikke (?:gjort beregning av|beregnet) budsjettkonsekvenser (?:i|for) denne saken\."),
    ),
)


def kind_of(section: str, skeleton: str) -> str:
    """The name of the kind that a masked sentence is a variant of; empty where the composer knows none."""
    return next((kind.name for kind in KINDS if kind.section == section and kind.shape.fullmatch(skeleton)), "")


def worded(phrases: Mapping[str, str], kind: str, own: str, slots: Sequence[str]) -> str:
    """The accepted wording of a kind with the composer's slots in its masks, in order; else the composer's own.

    Args:
        phrases: kind → accepted skeleton.
        own: the composer's sentence, used where the bank has none or a slot's value is missing.
        slots: what stands in the masks, as slots or fixed words; a gap («[mangler …]») makes the bank stand back.
    """
    skeleton = phrases.get(kind, "")
    if not skeleton or len(MASK.findall(skeleton)) != len(slots) or any("[mangler" in slot for slot in slots):
        return own
    given = iter(slots)
    return MASK.sub(lambda _: next(given), skeleton)
