"""Whether a rewritten paragraph says what the composer's says: it must, and only then is there no finding.

What does not pass gets the reasons that a model can mend, and a person can read. The reasons never decide.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from drafting.checks.guard.statements import meanings, sentences_of, verbatim
from drafting.checks.guard.tokens import is_value, set_in_type, tokens_of

DIRECTION = frozenset(
    "ikke ingen uten aldri dersom hvis før etter fra til mellom lavere høyere mer mindre kortere lenger færre flere "  # noqa: SIM905
    "billigere dyrere kostbar kostnadsbesparende kostnadsnøytral Maks-AUP RHF-AUP".split()
)
RESERVATIONS = re.compile(r"\b(om lag|antas?|anslår|anslås|høyst|forventet)\b")
# A small word of another language, which bokmål does not have.
FOREIGN = frozenset(
    "the of and is are with which by from this that be was were has have not than cost price patient treatment year "  # noqa: SIM905
    "af efter bliver blev mellem lægemiddel udgør årligt meget sådan omkostning omkostninger omkostningerne "
    "är och inte från läkemedel ikkje eit ein frå vert dei noko nokon berre medan gjev kjem sjukdom kostnadane".split()
)


def meaning(own: str, base: str) -> Iterator[tuple[str, str]]:
    """(code, message) of why the two cannot be shown to say the same; nothing when they do.

    Args:
        own: the rewritten paragraph, with slots. base: the composer's.
    """
    told, given = tokens_of(own), tokens_of(base)
    known = verbatim(given)
    says, wanted = meanings(told, known), meanings(given, known)
    well_set = set_in_type(told) == " ".join(own.split())
    if well_set and says and says <= wanted:
        return
    if not well_set:
        yield "G013", "Mellomrom eller skilletegn står galt."
    yield from _words(own, told, base, given)
    rows = sentences_of(told)
    strange = [number for number, one in enumerate(rows, start=1) if one not in known and not meanings(one)]
    for number in strange:
        place = f"Setning {number}" if len(rows) > 1 else "Setningen"
        yield "G009", f"{place} er ikke blant de godkjente måtene å si det på."
    if not strange and says != wanted:
        yield "G010", "Setningene sier ikke det samme som avsnittet, eller ikke i samme rekkefølge."


def _words(own: str, told: Sequence[str], base: str, given: Sequence[str]) -> Iterator[tuple[str, str]]:
    """What can be said of single words and signs."""
    if "«" in own or "»" in own:
        yield "G008", "Et sitat er endret, flyttet eller lagt til."
    if _names(told) != _names(given):
        yield "G007", "Et navn er lagt til, endret eller falt ut."
    if [token for token in told if token in DIRECTION] != [token for token in given if token in DIRECTION]:
        yield "G010", "Retning, betingelse, nekting eller rekkefølge er ikke den samme som i avsnittet."
    if set(RESERVATIONS.findall(base)) - set(RESERVATIONS.findall(own)):
        yield "G011", "Et forbehold er falt ut eller skrevet om."
    if {token.lower() for token in told} & FOREIGN:
        yield "G012", "Teksten er ikke på bokmål."
    if not told or told[-1][-1] != given[-1][-1]:
        yield "G013", "Avsnittet slutter ikke som det skal."


def _names(tokens: Sequence[str]) -> set[str]:
    """The words with a capital letter that do not begin a sentence."""
    return {
        token
        for before, token in pairwise(tokens)
        if token[0].isupper() and not is_value(token) and before[-1] not in ".:"
    }
