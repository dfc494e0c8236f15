"""What a model wrote, against what it was given: G001 to G014, never renumbered. One finding is enough to refuse.

A model may put the composer's paragraph in better words and add verbatim quotes from the report; nothing else. So the
check is not whether a sentence seems true but whether it says what the paragraph says: the same slots in the same order
with the same anchors between them, no number, name, direction or word that the paragraph or its sources do not hold.
What cannot be shown to be the same is refused, and the composer's own words stand.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from corpus.documents import Source
from drafting.checks.guard_words import FOREIGN, HEDGES, HOUSE_STEMS, KIND, STOP_WORDS, stem
from drafting.checks.quotes import cut, folded, is_verbatim
from drafting.findings import Finding
from drafting.note import SLOT, Slot, parse

BASE = "k"  # the id of the composer's paragraph among what a sentence may rest on
LONGEST = 1.7  # times the base; a better paragraph is not a longer one
TOKEN = re.compile(r"\{\{[^{}]*\}\}|«[^«»]*»|[\w][\w\-]*", re.UNICODE)
MARKUP = re.compile(r"[<>`*_#|\\]|\]\(|https?:|&\w+;|\$\{")
ORDERS = re.compile(
    r"ignorer|instruks|ledetekst|prompt|systemmelding|som språkmodell|jeg er en|as an ai|instruction|hemmelig",
    re.IGNORECASE,
)
NUMBER_WORDS = frozenset(
    [
        "null",
        "to",
        "tre",
        "fire",
        "fem",
        "seks",
        "sju",
        "syv",
        "åtte",
        "ni",
        "ti",
        "elleve",
        "tolv",
        "tretten",
        "fjorten",
        "femten",
        "seksten",
        "sytten",
        "atten",
        "nitten",
        "tjue",
        "tretti",
        "førti",
        "femti",
        "seksti",
        "sytti",
        "åtti",
        "nitti",
        "hundre",
        "tusen",
        "million",
        "millioner",
        "milliard",
        "milliarder",
        "prosent",
        "promille",
    ]
)


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence as a model returned it, with the ids of what it rests on."""

    text: str
    rests_on: tuple[str, ...] = (BASE,)


def guard(sentences: Sequence[Sentence], base: str, passages: Mapping[str, Source], place: str) -> tuple[Finding, ...]:
    """Every reason not to trust a rewritten paragraph; empty when it may stand in the note.

    Args:
        sentences: the paragraph, sentence by sentence.
        base: the composer's paragraph, with slots.
        passages: the report's passages that were given, by id.
        place: the section's key.
    """
    found = (*_each(sentences, passages), *_whole(sentences, base))
    return tuple(dict.fromkeys(Finding(code, "error", place, message) for code, message in found))


def _each(sentences: Sequence[Sentence], passages: Mapping[str, Source]) -> Iterator[tuple[str, str]]:
    for sentence in sentences:
        unknown = [name for name in sentence.rests_on if name != BASE and name not in passages]
        if unknown or not sentence.rests_on:
            yield "G006", "En setning viser til en kilde som ikke finnes."
        if BASE not in sentence.rests_on:
            yield from _quoted(sentence, passages)
        if MARKUP.search(SLOT.sub("", sentence.text)) or ORDERS.search(sentence.text):
            yield "G014", "Teksten inneholder koder eller ord som ligner en instruks."
        if any(_odd(sign) for sign in sentence.text):
            yield "G002", "Teksten inneholder usynlige eller fremmede tegn."


def _quoted(sentence: Sentence, passages: Mapping[str, Source]) -> Iterator[tuple[str, str]]:
    """A sentence of the report's own: one verbatim quote with at most «DMP skriver:» before it."""
    sources = tuple(passages[name] for name in sentence.rests_on if name in passages)
    quoted = cut(sentence.text)
    if len(quoted.inside) != 1 or not quoted.paired or not is_verbatim(quoted.inside[0], sources):
        yield "G008", "En ny opplysning må være et ordrett sitat fra rapporten."
    if not re.fullmatch(r"(?:DMP|SLV|Rapporten) (?:skriver|påpeker|beskriver)(?: at)?:? ?¤\.?", quoted.outside.strip()):
        yield "G009", "Utenfor sitatet står det mer enn hvem som skriver."


def _whole(sentences: Sequence[Sentence], base: str) -> Iterator[tuple[str, str]]:
    """The sentences that rest on the composer's paragraph, together, against that paragraph."""
    own = " ".join(sentence.text.strip() for sentence in sentences if BASE in sentence.rests_on)
    if not own:
        yield "G003", "Teksten mangler det som avsnittet skal si."
        return
    yield from _slots(own, base)
    yield from _numbers(own, base)
    yield from _anchors(own, base)
    yield from _words(own, base)
    if len(own.split()) > LONGEST * len(base.split()) + 8:
        yield "G013", "Avsnittet er blitt mye lengre enn det skal være."


def _slots(own: str, base: str) -> Iterator[tuple[str, str]]:
    given = [piece for piece in parse(base) if isinstance(piece, Slot)]
    used = [piece for piece in parse(own) if isinstance(piece, Slot)]
    if "{" in SLOT.sub("", own) or "}" in SLOT.sub("", own):
        yield "G002", "Et felt er skrevet feil."
    if set(used) - set(given):
        yield "G001", "Teksten bruker et felt som ikke hører til avsnittet."
    if set(given) - set(used):
        yield "G003", "Et felt er falt ut."
    if sorted(used, key=repr) != sorted(given, key=repr):
        yield "G004", "Et felt står for mange eller for få ganger."


def _numbers(own: str, base: str) -> Iterator[tuple[str, str]]:
    def numbers(text: str) -> list[str]:
        bare = SLOT.sub(" ", cut(text).outside)
        words = [word for word in re.findall(r"\w+", bare.lower()) if word in NUMBER_WORDS]
        return sorted(re.findall(r"\d[\d.,\s]*\d|\d", bare) + words)

    if numbers(own) != numbers(base):
        yield "G005", "Teksten har et tall som ikke står i et felt eller i kilden."


def _anchors(own: str, base: str) -> Iterator[tuple[str, str]]:
    before, after = anchors(base), anchors(own)
    if [a for a in before if a.startswith("«")] != [a for a in after if a.startswith("«")]:
        yield "G008", "Et sitat er endret, flyttet eller lagt til."
    if sorted(a for a in before if a[0].isupper()) != sorted(a for a in after if a[0].isupper()):
        yield "G007", "Et navn er lagt til, endret eller falt ut."
    if before != after:
        yield "G010", "Retning, betingelse, nekting eller rekkefølge er ikke den samme som i kilden."
    if HEDGES & set(_plain(base)) and not HEDGES & set(_plain(own)):
        yield "G011", "Et forbehold er falt ut."


def _words(own: str, base: str) -> Iterator[tuple[str, str]]:
    known = {stem(word) for word in _plain(base)} | HOUSE_STEMS
    foreign = [word for word in _plain(own) if word in FOREIGN]
    if foreign:
        yield "G012", "Teksten er ikke på bokmål."
    free = STOP_WORDS | HEDGES | KIND.keys()
    strange = [word for word in _plain(own) if word not in free and stem(word) not in known]
    if strange:
        yield "G009", f"Ordet «{strange[0][:40]}» har ikke støtte i kilden."


def anchors(text: str) -> list[str]:
    """What carries the claim, in order: slots, quotes, names, and the kind of each anchor word."""
    found = []
    first = True
    for match in TOKEN.finditer(text):
        token = match[0]
        if token.startswith("{{"):
            slot = next(parse(token), "")
            found.append(repr(slot) if isinstance(slot, Slot) else token)
        elif token.startswith("«"):
            found.append("«" + folded(token))
        elif token.lower() in KIND:
            found.append(KIND[token.lower()])
        elif _is_name(token, first):
            found.append(token.removesuffix("s") if len(token) > 4 else token)
        first = text[match.end() : match.end() + 1] in (".", ":", "?", "!")
    return found


def _is_name(token: str, first: bool) -> bool:
    """A word with a capital inside a sentence, or with capitals or digits anywhere but at its start."""
    inner = token[1:]
    return (token[0].isupper() and not first) or any(sign.isupper() or sign.isdigit() for sign in inner)


def _plain(text: str) -> list[str]:
    return re.findall(r"[^\W\d_][\w\-]*", cut(SLOT.sub(" ", text)).outside.lower())


def _odd(sign: str) -> bool:
    """Zero-width, control and direction signs, and letters of other alphabets that look like ours."""
    if sign in "\n\t":
        return False
    if unicodedata.category(sign) in ("Cf", "Cc", "Co", "Cn", "Mn"):
        return True
    return sign.isalpha() and not unicodedata.name(sign, "").startswith(("LATIN", "MICRO", "GREEK SMALL LETTER MU"))
