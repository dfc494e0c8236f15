"""What a model told: one sentence with the ids of what it rests on, and the signs that no sentence may hold."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from corpus.bokmal.institutions import AGENCY_SHORT
from corpus.documents import Source
from drafting.checks.draft.quotes import cut, folded
from drafting.note.note import SLOT

BASE = "k"  # the id of the composer's paragraph among what a sentence may rest on
MOST_QUOTES = 1
MARKUP = re.compile(r"[<>`*_#|\\\[\]]|https?:|www\.|&\w+;|\$\{|@")
ORDERS = re.compile(
    r"ignorer|instruks|ledetekst|\bprompt|systemmelding|språkmodell|as an ai|instruction|hemmelig|se bort fra|glem alt",
    re.IGNORECASE,
)
INTRODUCTION = re.compile(rf"(?:{AGENCY_SHORT}|Rapporten) (?:skriver|påpeker|beskriver)(?: at)?:? ?¤\.?")
PAGE_MARK = re.compile(r"\(s\. ?\d+(?:-\d+)?\)")


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence as a model returned it, with the ids of what it rests on."""

    text: str
    rests_on: tuple[str, ...] = (BASE,)


def each_sentence(sentences: Sequence[Sentence], passages: Mapping[str, Source]) -> Iterator[tuple[str, str]]:
    for sentence in sentences:
        unknown = [name for name in sentence.rests_on if name != BASE and name not in passages]
        if unknown or not sentence.rests_on:
            yield "G006", "En setning viser til en kilde som ikke finnes."
        elif BASE not in sentence.rests_on:
            yield from _quoted(sentence, passages)
        if MARKUP.search(SLOT.sub("", PAGE_MARK.sub("", sentence.text))) or ORDERS.search(sentence.text):
            yield "G014", "Teksten inneholder koder eller ord som ligner en instruks."
        if any(_odd(sign) for sign in sentence.text):
            yield "G002", "Teksten inneholder usynlige eller fremmede tegn."
    if sum(BASE not in sentence.rests_on for sentence in sentences) > MOST_QUOTES:
        yield "G013", "Avsnittet har flere sitater enn det skal ha."


def _quoted(sentence: Sentence, passages: Mapping[str, Source]) -> Iterator[tuple[str, str]]:
    """A sentence of the report's own: the whole passage as one quote, with at most «DMP skriver:» before it."""
    quoted = cut(sentence.text)
    whole = [folded(passages[name].quote) for name in sentence.rests_on]
    if len(whole) != 1 or len(quoted.inside) != 1 or not quoted.paired or folded(quoted.inside[0]) != whole[0]:
        yield "G008", "En ny opplysning må være én hel setning ordrett fra rapporten."
    if not INTRODUCTION.fullmatch(" ".join(quoted.outside.split())):
        yield "G009", "Utenfor sitatet står det mer enn hvem som skriver."


def _odd(sign: str) -> bool:
    """Zero-width, control and direction signs, and letters of other alphabets that look like ours."""
    if sign in "\n\t":
        return False
    if unicodedata.category(sign) in ("Cf", "Cc", "Co", "Cn", "Mn"):
        return True
    return sign.isalpha() and not unicodedata.name(sign, "").startswith(("LATIN", "MICRO", "GREEK SMALL LETTER MU"))
