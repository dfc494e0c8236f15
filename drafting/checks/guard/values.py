"""Slots and numbers of a rewritten paragraph: the same as in the composer's."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from drafting.checks.draft.quotes import cut
from drafting.note.note import SLOT, Slot, parse

NUMBER_WORDS = frozenset(
    "null to tre fire fem seks sju syv åtte ni ti elleve tolv tretten fjorten femten seksten sytten atten nitten tjue "  # noqa: SIM905
    "tretti førti femti seksti sytti åtti nitti hundre tusen million millioner milliard milliarder prosent promille "
    "halvparten dobbelt halve tredel fjerdedel".split()
)


def values(own: str, base: str) -> Iterator[tuple[str, str]]:
    """(code, message) of slots and numbers that are not as in the paragraph."""
    yield from _slots(own, base)
    yield from _numbers(own, base)


def _slots(own: str, base: str) -> Iterator[tuple[str, str]]:
    given = [piece for piece in parse(base) if isinstance(piece, Slot)]
    used = [piece for piece in parse(own) if isinstance(piece, Slot)]
    if "{" in SLOT.sub("", own) or "}" in SLOT.sub("", own):
        yield "G002", "Et felt er skrevet feil."
    if set(used) - set(given):
        yield "G001", "Teksten bruker et felt som ikke hører til avsnittet."
    if set(given) - set(used):
        yield "G003", "Et felt er falt ut."
    if Counter(used) != Counter(given):
        yield "G004", "Et felt står for mange eller for få ganger."


def _numbers(own: str, base: str) -> Iterator[tuple[str, str]]:
    def numbers(text: str) -> list[str]:
        bare = SLOT.sub(" ", cut(text).outside)
        words = [word for word in re.findall(r"\w+", bare.lower()) if word in NUMBER_WORDS]
        return sorted(re.findall(r"\d[\d.,]*\d|\d", bare) + words)

    if numbers(own) != numbers(base):
        yield "G005", "Teksten har et tall som ikke står i et felt eller i kilden."
