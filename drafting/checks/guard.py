"""What a model wrote, against what it was given: G001 to G015, never renumbered. One finding is enough to refuse.

A model may put the composer's paragraph in better words and add whole sentences of the report as quotes; nothing else.
So the check is not whether a sentence seems true but whether it says what the paragraph says: the same slots, and
between them the same meanings in the same order (`guard_lexicon`). What may move is little and bounded: a condition
before or after what it is a condition for, «ved Maks-AUP» and the like inside the sentence of their amounts. What
cannot be shown to be the same is refused, and the composer's own words stand.

G001 unknown slot · G002 slot or sign spoilt · G003 slot or text missing · G004 slot count · G005 number · G006 unknown
source · G007 name · G008 quote · G009 word without support · G010 order, direction, condition or negation · G011
reservation · G012 not bokmål · G013 too long, or not a sentence · G014 code or order to a model · G015 not in the reply
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise, product

from corpus.documents import Source
from drafting.checks.guard_lexicon import Item, is_priced, lexicon, read_sentences, slot_kind, words_of
from drafting.checks.quotes import cut, folded
from drafting.findings import Finding
from drafting.note import SLOT, Slot, parse

BASE = "k"  # the id of the composer's paragraph among what a sentence may rest on
LONGEST, SLACK = 1.5, 8  # times the base's words, plus so many; a better paragraph is not a longer one
MOST_QUOTES = 1
MARKUP = re.compile(r"[<>`*_#|\\\[\]]|https?:|www\.|&\w+;|\$\{|@")
ORDERS = re.compile(
    r"ignorer|instruks|ledetekst|\bprompt|systemmelding|språkmodell|as an ai|instruction|hemmelig|se bort fra|glem alt",
    re.IGNORECASE,
)
NUMBER_WORDS = frozenset(
    "null to tre fire fem seks sju syv åtte ni ti elleve tolv tretten fjorten femten seksten sytten atten nitten tjue "  # noqa: SIM905
    "tretti førti femti seksti sytti åtti nitti hundre tusen million millioner milliard milliarder prosent promille "
    "halvparten dobbelt halve tredel fjerdedel".split()
)
INTRODUCTION = re.compile(r"(?:DMP|SLV|Rapporten) (?:skriver|påpeker|beskriver)(?: at)?:? ?¤\.?")
CONDITION = "dersom"
RESERVATIONS = frozenset({"anta", "anslaa", "om_lag", "forventet"})
LEADS = frozenset({"ved", "og", "til", "den", "den tilbudte", "henholdsvis", "eller", "mellom", "på"})
FROM, TO = "fra", "til"
NEIGHBOURS = re.compile(r"(?=(\{\{[^{}]*\}\} \{\{[^{}]*\}\}))")
# «At» where bokmål has «å» or «ved».
FOREIGN_AT = re.compile(r"\bat (?:ha|være|bli|gi|få|gjelde|vare|påløpe|innføre|inngå|Maks|RHF)\b")


# A preposition with nothing that it could govern: a sentence that has come apart.
LOOSE_PREPOSITION = re.compile(
    r"\b(av|for|til|med|ved|i|på|om|hos|mot|fra|uten|enn) "
    r"(?=(av|for|til|med|ved|i|på|hos|mot|er|har|blir|viser|ga|kan|skal|må|vil|gis)\b|[.,:;])",
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
        passages: the report's passages that were given, by id: whole sentences.
        place: the section's key.
    """
    found = (*_each(sentences, passages), *_whole(sentences, base))
    return tuple(dict.fromkeys(Finding(code, "error", place, message) for code, message in found))


def _each(sentences: Sequence[Sentence], passages: Mapping[str, Source]) -> Iterator[tuple[str, str]]:
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


PAGE_MARK = re.compile(r"\(s\. ?\d+(?:-\d+)?\)")


def _quoted(sentence: Sentence, passages: Mapping[str, Source]) -> Iterator[tuple[str, str]]:
    """A sentence of the report's own: the whole passage as one quote, with at most «DMP skriver:» before it."""
    quoted = cut(sentence.text)
    whole = [folded(passages[name].quote) for name in sentence.rests_on]
    if len(whole) != 1 or len(quoted.inside) != 1 or not quoted.paired or folded(quoted.inside[0]) != whole[0]:
        yield "G008", "En ny opplysning må være én hel setning ordrett fra rapporten."
    if not INTRODUCTION.fullmatch(" ".join(quoted.outside.split())):
        yield "G009", "Utenfor sitatet står det mer enn hvem som skriver."


def _whole(sentences: Sequence[Sentence], base: str) -> Iterator[tuple[str, str]]:
    """The sentences that rest on the composer's paragraph, together, against that paragraph."""
    own = " ".join(sentence.text.strip() for sentence in sentences if BASE in sentence.rests_on)
    if not own:
        yield "G003", "Teksten mangler det som avsnittet skal si."
        return
    yield from _slots(own, base)
    yield from _numbers(own, base)
    before, after = read_sentences(base), read_sentences(own)
    yield from _support(after, before)
    yield from _order(after, before)
    yield from _subjects(after, before)
    yield from _prices(after, before)
    yield from _movables(after, before)
    yield from _frames(own, base)
    yield from _form(sentences, own, base)


def _slots(own: str, base: str) -> Iterator[tuple[str, str]]:
    given = [piece for piece in parse(base) if isinstance(piece, Slot)]
    used = [piece for piece in parse(own) if isinstance(piece, Slot)]
    if set(NEIGHBOURS.findall(own)) - set(NEIGHBOURS.findall(base)):
        yield "G010", "To felt står rett etter hverandre."
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


def _support(own: list[list[Item]], base: list[list[Item]]) -> Iterator[tuple[str, str]]:
    """Nothing that the paragraph does not hold, and nothing of it gone."""
    used, given = [item for row in own for item in row], [item for row in base for item in row]
    for kind, code, message in (
        ("name", "G007", "Et navn er lagt til, endret eller falt ut."),
        ("quote", "G008", "Et sitat er endret, flyttet eller lagt til."),
        ("page", "G006", "En sidehenvisning er endret, lagt til eller falt ut."),
    ):
        if Counter(i.meaning for i in used if i.kind == kind) != Counter(i.meaning for i in given if i.kind == kind):
            yield code, message
    for kind in ("hard", "mover", "topic", "droppable", "price"):
        extra = _count(used, kind) - _count(given, kind)
        allowed = {item.meaning for item in given if item.kind == kind} | HARMLESS
        if not ({"oppdatert"} & allowed):
            extra["datert"] = 0
        strange = [
            item
            for item in used
            if item.kind == kind and extra[item.meaning] and (kind != "topic" or item.meaning not in allowed)
        ]
        if strange:
            yield "G009", f"«{strange[0].text[:40]}» har ikke støtte i avsnittet."
    if {i.meaning for i in given if i.kind == "topic"} - {i.meaning for i in used if i.kind == "topic"} - OPTIONAL:
        yield "G003", "Noe av det avsnittet handler om, er falt ut."
    missing = {i.meaning for i in given if i.kind == "hard"} - {i.meaning for i in used if i.kind == "hard"}
    if missing & RESERVATIONS or _count(given, "mover") - _count(used, "mover"):
        yield "G011", "Et forbehold er falt ut."


OPTIONAL = frozenset({"behandling", "beregning", "sak", "tabell"})
HARMLESS = OPTIONAL - {"behandling"}


def _count(items: Sequence[Item], kind: str) -> Counter[str]:
    return Counter(item.meaning for item in items if item.kind == kind)


def _order(own: list[list[Item]], base: list[list[Item]]) -> Iterator[tuple[str, str]]:
    """The same meanings in the same order, but for a condition that changes sides in its sentence."""
    denied = any(item.kind == "hard" and item.meaning in DENIALS for row in base for item in row)
    strict = denied, _one_date(base), any(i.meaning == "oppdatert" for row in base for i in row)
    loose = _homes(own) == _homes(base)  # each mover in the sentence that it had
    wanted = [meaning for row in base for meaning in _meanings(row, *strict, loose=loose)]
    ways = product(*([_meanings(way, *strict, loose=loose) for way in _turned(row)] for row in own))
    if not any([m for row in way for m in row] == wanted for _, way in zip(range(MOST_WAYS), ways, strict=False)):
        yield "G010", "Retning, betingelse, nekting eller rekkefølge er ikke den samme som i avsnittet."


def _one_date(base: list[list[Item]]) -> bool:
    """Whether a paragraph is one sentence with one date: that date may stand anywhere in it."""
    return len(base) == 1 and sum(item.kind == "slot" and slot_kind(item) == "date" for item in base[0]) == 1


def _homes(rows: list[list[Item]]) -> Counter[tuple[str, frozenset[str]]]:
    """The movers, each with what else its sentence says."""
    fixed = ("slot", "quote", "page", "hard", "name")
    return Counter(
        (item.meaning, frozenset(other.meaning for other in row if other.kind in fixed and other.meaning != "datert"))
        for row in rows
        for item in row
        if item.kind == "mover"
    )


DENIALS = frozenset({"ikke", "ingen", "uten", "anbefalt_ikke", "ingen_beslutning", "ikke_undersoekt", "helseokonomi"})
MOST_WAYS = 64


def _meanings(row: Sequence[Item], denied: bool, one_date: bool, two_dates: bool, *, loose: bool) -> list[str]:
    """What of a sentence must come in order.

    Args:
        row: the sentence.
        denied: the paragraph denies something; then light words count too.
        one_date: its date may move; two_dates: «datert» tells one date from the other.
        loose: movers may move.
    """
    kept = (
        {"slot", "quote", "page", "hard", "name"} | ({"light"} if denied else set()) | (set() if loose else {"mover"})
    )
    return [
        item.meaning
        for item in row
        if item.kind in kept
        and not (one_date and item.kind == "slot" and slot_kind(item) == "date")
        and not (item.meaning == "datert" and not two_dates)
    ]


def _turned(row: list[Item]) -> list[list[Item]]:
    """A sentence, and the sentence with its conditions on the other side of what they are conditions for."""
    ways = [list(way) for way in product(*(_sides(part) for part in _parts(row)))]
    turned = [[item for part in way for item in part] for way in ways]
    agent = next((n for n in range(1, len(row)) if row[n].kind == "name" and row[n - 1].text.lower() == "av"), None)
    # «… er utført av DMP» says what «DMP har utført …» says.
    return turned if agent is None else [*turned, [row[agent], *row[: agent - 1], *row[agent + 1 :]]]


def _parts(row: list[Item]) -> list[list[Item]]:
    """A sentence of several conditions cut at «, og», «, mens» into parts of one each; else whole."""
    cuts = [
        n for n in range(1, len(row) - 1) if row[n].text.lower() in ("og", "mens", "men") and row[n - 1].text == ","
    ]
    edges = [0, *cuts, len(row)]
    parts = [row[start:end] for start, end in pairwise(edges)]
    return parts if len(parts) > 1 and all(_conditions(part) == 1 for part in parts) else [row]


def _conditions(part: Sequence[Item]) -> int:
    return sum(item.kind == "hard" and item.meaning == CONDITION for item in part)


def _sides(part: list[Item]) -> list[list[Item]]:
    if _conditions(part) != 1:
        return [part]
    at = next(n for n, item in enumerate(part) if item.kind == "hard" and item.meaning == CONDITION)
    if any(item.kind not in ("free", "comma", "price", "movable") for item in part[:at]):
        return [part, part[at:] + part[:at]]
    comma = next((n for n in range(at, len(part)) if part[n].text == ","), None)
    return [part] if comma is None else [part, part[comma + 1 :] + part[at:comma]]


def _subjects(own: list[list[Item]], base: list[list[Item]]) -> Iterator[tuple[str, str]]:
    """What is spoken of stands before or after the same meaning as in the paragraph, or where a pronoun stood."""
    known = {edge for row in base for way in _turned(row) for _, *edges in _edges(way) for edge in edges}
    simple = [_subject(row) for row in base]
    for row in own:
        if _subject(row) in simple and len(_subject(row)[0]) == 1:
            continue  # one thing spoken of, and all the rest the same
        for name, before, after in _edges(row):
            if name == PRONOUN or name in POINTERS:
                continue
            if not {before, after, (PRONOUN, *before[1:]), (PRONOUN, *after[1:])} & known:
                yield "G010", "Det setningen handler om, er et annet enn i avsnittet."
                return


def _subject(row: Sequence[Item]) -> tuple[frozenset[str], tuple[tuple[str, int], ...]]:
    """What a sentence speaks of, and what it says of it, without order."""
    fixed = Counter(item.meaning for item in row if item.kind in ("slot", "quote", "hard", "mover", "name"))
    spoken = frozenset(item.meaning for item in row if item.kind == "topic") - POINTERS
    return spoken, tuple(sorted(fixed.items()))


POINTERS = frozenset({"sak", "tabell"})
PRONOUN = "den"


def _edges(row: Sequence[Item]) -> Iterator[tuple[str, tuple[str, str, str], tuple[str, str, str]]]:
    """Each topic and pronoun of a sentence with the meaning before it and the one after it."""
    fixed = [(n, item.meaning) for n, item in enumerate(row) if item.kind in ("slot", "quote", "hard", "name")]
    for n, item in enumerate(row):
        pronoun = item.kind == "free" and item.text.lower() in ("den", "det", "de", "dem")
        if item.kind != "topic" and not pronoun:
            continue
        name = PRONOUN if pronoun else item.meaning
        before = next((meaning for place, meaning in reversed(fixed) if place < n), "")
        after = next((meaning for place, meaning in fixed if place > n), "")
        yield name, (name, "before", before), (name, "after", after)


def _prices(own: list[list[Item]], base: list[list[Item]]) -> Iterator[tuple[str, str]]:
    """Every amount beside the price basis that it has in the paragraph, and no basis more."""
    used, given = _bound(own), _bound(base)
    same = all(
        used[slot] == basis or (basis, used[slot]) == ("RHF_OFFERED", "RHF")
        for slot, basis in given.items()
        if slot in used
    )
    plain = [
        [i.meaning.removesuffix("_OFFERED") for row in rows for i in row if i.kind == "price"] for rows in (own, base)
    ]
    kept = Counter(plain[0]) == Counter(plain[1]) and (bool(given) or plain[0] == plain[1])
    led = all(
        n > 0 and row[n - 1].text.lower() in LEADS for row in own for n, item in enumerate(row) if item.kind == "price"
    )
    if not led or any(row[0].kind == "slot" and is_priced(row[0]) for row in own):
        yield "G013", "Et prisgrunnlag eller et beløp står løst."
    if not same or not kept:
        yield "G010", "Et beløp står ved et annet prisgrunnlag enn i avsnittet."


def _bound(rows: list[list[Item]]) -> dict[str, str]:
    """Amount → the price basis that its sentence ties it to, «» for none."""
    found: dict[str, str] = {}
    for row in rows:
        events = [item for item in row if item.kind == "price" or is_priced(item)]
        amounts = [item for item in events if item.kind == "slot"]
        bases = [item.meaning for item in events if item.kind == "price"]
        if any(item.text.lower() == "henholdsvis" for item in row):
            pairs = zip(amounts, bases, strict=True) if len(amounts) == len(bases) and _in_two_rows(events) else ()
            found |= {item.meaning: "" for item in amounts} | {item.meaning: basis for item, basis in pairs}
            continue
        leads = bool(events) and events[0].kind == "price"
        for n, item in enumerate(events):
            if item.kind != "slot":
                continue
            side = reversed(events[:n]) if leads else iter(events[n + 1 :])
            found[item.meaning] = next((other.meaning for other in side if other.kind == "price"), "")
    return found


def _in_two_rows(events: Sequence[Item]) -> bool:
    """Whether all amounts stand on one side and all bases on the other."""
    kinds = [item.kind for item in events]
    return sum(one != other for one, other in pairwise(kinds)) == 1


def _movables(own: list[list[Item]], base: list[list[Item]]) -> Iterator[tuple[str, str]]:
    """«Inkl. mva.», «per år» and what a sentence is about stay in the sentence of their amounts."""
    for kind in ("movable", "topic"):
        used, given = _beside(own, kind), _beside(base, kind)
        if kind == "movable" and (
            used != given
            or _all(base, kind) - _all(own, kind)
            or (not given and set(_all(own, kind)) != set(_all(base, kind)))
        ):
            yield "G010", "«Inkl. mva.», «per år» eller «per pasient» står ikke ved sitt beløp."
        if kind == "topic" and any(used.get(slot, frozenset()) - told - HARMLESS for slot, told in given.items()):
            yield "G010", "Et beløp gjelder noe annet enn i avsnittet."


def _beside(rows: list[list[Item]], kind: str) -> dict[str, frozenset[str]]:
    found, told = dict[str, frozenset[str]](), frozenset[str]()
    for row in rows:
        here = frozenset(other.meaning for other in row if other.kind == kind)
        told = here or (told if kind == "topic" else here)  # «den» is what the sentence before was about
        found |= {item.meaning: told for item in row if item.kind == "slot" and slot_kind(item) == "number"}
    return found


def _all(rows: list[list[Item]], kind: str) -> Counter[str]:
    return Counter(item.meaning for row in rows for item in row if item.kind == kind)


FRAME = re.compile(
    r"\b(fra|til|før|etter|siden|innen|mellom|over|under|mot|utover)"
    r"(?:\s+(?:og med|om lag|omtrent|ca\.?|omkring|rundt|den))*\s*"
    r"(\{\{[^{}]*\}\})"
)


def _frames(own: str, base: str) -> Iterator[tuple[str, str]]:
    """A date that something holds *from* is no date that it holds *to*; the ends of a range stay its ends."""

    def frames(text: str) -> dict[str, str]:
        found = {}
        for match in FRAME.finditer(text):
            name = slot_kind(Item("slot", match[2].strip("{} ")))
            word = {"mellom": FROM}.get(match[1], match[1])
            if name == "date" or (name == "number" and word != TO):
                found[match[2]] = word
        return found

    if frames(own) != frames(base):
        yield "G010", "«Fra», «til», «før» eller «etter» står ikke som i avsnittet."


def _form(sentences: Sequence[Sentence], own: str, base: str) -> Iterator[tuple[str, str]]:
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
    starts = [sentence.text.lstrip()[:1] for sentence in sentences]
    if any(not (sign.isupper() or sign in "{«") for sign in starts):
        yield "G013", "En setning begynner ikke med stor bokstav."


def _odd(sign: str) -> bool:
    """Zero-width, control and direction signs, and letters of other alphabets that look like ours."""
    if sign in "\n\t":
        return False
    if unicodedata.category(sign) in ("Cf", "Cc", "Co", "Cn", "Mn"):
        return True
    return sign.isalpha() and not unicodedata.name(sign, "").startswith(("LATIN", "MICRO", "GREEK SMALL LETTER MU"))
