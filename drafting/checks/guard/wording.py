"""The wording of a rewritten paragraph: bokmål, no longer than it should be, and written as sentences are."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from drafting.checks.guard.lexicon import lexicon, words_of
from drafting.checks.guard.told import Sentence
from drafting.checks.quotes import cut
from drafting.note import SLOT

LONGEST, SLACK = 1.5, 8  # times the base's words, plus so many; a better paragraph is not a longer one
# «At» where bokmål has «å» or «ved».
FOREIGN_AT = re.compile(r"\bat (?:ha|være|bli|gi|få|gjelde|vare|påløpe|innføre|inngå|Maks|RHF)\b")


# A preposition with nothing that it could govern: a sentence that has come apart.
LOOSE_PREPOSITION = re.compile(
    r"\b(av|for|til|med|ved|i|på|om|hos|mot|fra|uten|enn) "
    r"(?=(av|for|til|med|ved|i|på|hos|mot|er|har|blir|viser|ga|kan|skal|må|vil|gis)\b|[.,:;])",
)


GENITIVE_SUBJECT = re.compile(r"\b[A-ZÆØÅ]{2,}s (?:har|er|blir|ble|gir|viser|kan|skal|må|vil|oppgir|anslår|skriver)\b")
INSIDE = re.compile(r"(?<=[a-zæøå,)}] )[A-ZÆØÅ][a-zæøå]+")


def _capitals(text: str) -> set[str]:
    """The words with a capital letter inside a sentence, in small letters."""
    return {word.lower() for word in INSIDE.findall(text)}


def wording(sentences: Sequence[Sentence], own: str, base: str) -> Iterator[tuple[str, str]]:
    outside = SLOT.sub(" ", cut(own).outside)
    if set(words_of(outside)) & lexicon().foreign or FOREIGN_AT.search(outside):
        yield "G012", "Teksten er ikke på bokmål."
    if len(own.split()) > LONGEST * len(base.split()) + SLACK:
        yield "G013", "Avsnittet er blitt mye lengre enn det skal være."
    words = [word.lower() for word in re.findall(r"\S+", SLOT.sub("¤", own))]
    if any(one.rpartition("-")[2] == other and other.isalpha() for one, other in pairwise(words)):
        yield "G013", "Et ord står to ganger etter hverandre."
    if (own.rstrip()[-1] == ":") != (base.rstrip()[-1] == ":") or own.rstrip()[-1] not in ".:»}":
        yield "G013", "Avsnittet slutter ikke som det skal."
    if re.search(r"[a-zæøå}»)][.!?] +[a-zæøå]", re.sub(r"\b(?:mva|ca|jf|bl|pr|nr|s)\.", "", outside)):
        yield "G013", "En setning begynner ikke med stor bokstav."
    if set(LOOSE_PREPOSITION.findall(own)) - set(LOOSE_PREPOSITION.findall(base)):
        yield "G013", "En preposisjon står løst."
    if own.count("(") != own.count(")"):
        yield "G013", "En parentes mangler."
    if _capitals(own) & set(re.findall(r"\b[a-zæøå]\w*", base)) - {word.lower() for word in _capitals(base)}:
        yield "G013", "Et ord har stor bokstav midt i en setning."
    if GENITIVE_SUBJECT.search(own):
        yield "G013", "Subjektet står i genitiv."
    starts = [sentence.text.lstrip()[:1] for sentence in sentences]
    if any(not (sign.isupper() or sign in "{«") for sign in starts):
        yield "G013", "En setning begynner ikke med stor bokstav."
