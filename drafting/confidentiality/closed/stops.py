"""A text to the spans at which the public version is refused, each with what a reader could learn from it.

Two kinds of sentences. One that speaks of money passes only when each of its words is plain (`words.txt`). Another may
count, compare and rank what is of disease, treatment and handling, and nothing else.
Source: the rule is our own; docs/field.md, «Confidentiality», says why painting over known forms is not enough.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from itertools import pairwise
from operator import itemgetter

from corpus.bokmal.amounts import number
from corpus.bokmal.number_words import split_compound
from corpus.bokmal.price_terms import NEGOTIATED, PUBLIC_PRICE
from corpus.bokmal.sentences import sentence_spans
from corpus.documents import Source
from drafting.confidentiality.closed.free import GONE, PUBLIC_VALUE, SECRET_VALUE, VALUE, covered
from drafting.confidentiality.closed.harmless import HARD, SOFT, STRENGTH, harmless
from drafting.confidentiality.closed.lexicon import sentence_words, words
from drafting.confidentiality.closed.likeness import LIKELY, POSSIBLE, VERY_LIKELY, likeness
from drafting.confidentiality.closed.measures import DIGITS, KINDS, measures, numbers

JOINT = re.compile(
    r"[\s,/()\ue010-\ue013]*(?:(?:og|eller|samt|både|inkl\.?|mva\.?|tilbudt|avtalt|ved|til|for|med)[\s,/()]*)*"
)
# «Prisen er Maks-AUP»: a price said to be the public one.
PREDICATE = re.compile(
    rf"\b(?:er|ble|blir|var|forblir|ligger)\s+(?:på\s+|ved\s+|lik\s+)?{PUBLIC_PRICE.pattern}", re.IGNORECASE
)
OPENING = 6  # words
FEWEST_LEFT = 3  # words that no slot, quotation or name holds: fewer say nothing of their own
# What a sentence must name for a public number to stand in it as such.
PUBLIC_SPEAKER = re.compile(
    rf"{PUBLIC_PRICE.pattern}|\b(?:DMPs?|SLVs?|Legemiddelverkets?|[Rr]apporten)\b", re.IGNORECASE
)
QUOTABLE = frozenset({"word", "comparison", "rank"})
# What is judged by what stands beside it, not by its words: names of prices, and strengths.
SETTLED = re.compile(rf"{NEGOTIATED.pattern}|{PUBLIC_PRICE.pattern}|{STRENGTH.pattern}", re.IGNORECASE)
MONEY_SIGNS = set("€$£")
LAW = re.compile(r"(?:lov|loven|lova|forskrift|forskriften|departementets?|direktoratets?)$")
ENDINGS = ("ende", "ene", "en", "et", "er", "es", "te", "de", "ing", "ingen", "s", "e", "a", "n", "r", "t")
LEARNS = {
    "number": "et tall om en pris eller kostnad",
    "share": "hvor stor del én pris eller kostnad er av en annen",
    "rank": "hvilken rekkefølge priser eller kostnader står i",
    "comparison": "hvordan en pris eller kostnad står i forhold til en annen",
    "change": "hvilken vei en pris eller kostnad har gått",
    "relation": "hvordan den avtalte prisen forholder seg til en offentlig pris",
    "word": "noe om størrelsen på en pris eller kostnad",
    "order": "rekkefølgen på tall som er skjult",
}


@dataclass(frozen=True, slots=True)
class Stop:
    """A sentence that the public version is refused at.

    Attributes:
        start, end: its span in the text.
        sentence: as it stands, slots unfilled.
        words: what in it stopped it.
        kind: a key of LEARNS.
    """

    start: int
    end: int
    sentence: str
    words: str
    kind: str

    @property
    def opening(self) -> str:
        """The first words of the sentence, numbers out: enough to find it by, and never a value."""
        first = self.sentence.split()[:OPENING]
        shown = ["…" if any(numbers(word, money=True)) or any(measures(word)) else word for word in first]
        return " ".join(shown) + ("" if len(self.sentence.split()) <= OPENING else " …")

    @property
    def learns(self) -> str:
        """What a reader could learn, as the end of «En leser kan lære …»."""
        return LEARNS[self.kind]


def stops(
    text: str,
    *,
    sources: Iterable[Source] = (),
    names: Iterable[str] = (),
    house: Callable[[str], bool] = lambda sentence: False,
    secret: Callable[[str], bool] | None = None,
    known: frozenset[Decimal] = frozenset(),
    about_money: bool = False,
    grounded: Callable[[str, int], bool] | None = None,
    quoted: bool = False,
    fence: bool = True,
) -> tuple[Stop, ...]:
    """Every sentence of a text that may not stand in a public version.

    Args:
        text: one paragraph, cell or field, with slots.
        sources: the public sources that it cites.
        names: names of this case, as written.
        house: whether a sentence is the house's own fixed one.
        secret: whether a slot's key is hidden from the public.
        known: numbers that are public in their own right; they may be typed, but never beside the negotiated price.
        about_money: whether what stands around the text (caption, column, row) speaks of money.
        grounded: whether a number at a place of the covered sentence stands, with what it counts, in a public source of
            the case; None where there is no source to ask.
        quoted: whether the text by its place repeats a public document (an earlier decision, an indication): what it
            says of high prices and ranks is then public, numbers, shares and changes of a price are not.
        fence: whether sentences that no list stops are also held against examples (`likeness`).
    """
    spans = sentence_spans(text)
    shown = covered(text, tuple(sources), tuple(names), **({"secret": secret} if secret else {}))
    parts = [shown[start:end] for start, end in spans]
    money = [HARD if about_money else speaks_of_money(part) for part in parts]
    near = [HARD in money[max(0, place - 1) : place + 2] for place in range(len(parts))]
    found: list[Stop] = []
    for place, (start, end) in enumerate(spans):
        sentence = text[start:end]
        if house(sentence):
            continue
        left_out = QUOTABLE if quoted else frozenset[str]()
        told = _told(_without_known(parts[place], known), money[place], near[place], grounded, left_out)
        if not told and fence and not quoted and not money[place] and _is_like_telling(sentence, parts[place]):
            told = (sentence, "word")
        if told:
            found.append(Stop(start, end, sentence, *told))
    return tuple(found)


def speaks_of_money(part: str) -> int:
    """How a covered sentence speaks of money: HARD of sizes, SOFT only of how a price is found, 0 not at all."""
    if PUBLIC_VALUE in part or SECRET_VALUE in part or NEGOTIATED.search(part) or PUBLIC_PRICE.search(part):
        return HARD
    if set(part) & MONEY_SIGNS:
        return HARD
    money, free, process = words("money"), words("free"), words("process")
    said = [word for word in sentence_words(part) if money.holds(word) and not free.holds(word)]
    within = words("money_within").whole
    said += [word for word in sentence_words(part) if not free.holds(word) and any(stem in word for stem in within)]
    return 0 if not said else SOFT if all(process.holds(word) for word in said) else HARD


def _without_known(part: str, known: frozenset[Decimal]) -> str:
    """The sentence without the numbers that are public in their own right, where it says that it speaks of such."""
    if not known or SECRET_VALUE in part or NEGOTIATED.search(part) or not PUBLIC_SPEAKER.search(part):
        return part

    def hidden(match: re.Match[str]) -> str:
        value = number(match[0].rstrip(" .,"))
        whole = len(match[0].rstrip(" .,"))
        return GONE * whole + match[0][whole:] if value in known else match[0]

    return DIGITS.sub(hidden, part)


def _told(
    part: str, money: int, near: bool, grounded: Callable[[str, int], bool] | None, left_out: frozenset[str]
) -> tuple[str, str] | None:
    """(words, kind) that stop a sentence, or None; kinds that are `left_out` stop none."""
    if money == HARD and (relation := _relation(part)):
        return relation, "relation"
    said = sentence_words(part)
    clinical = bool(words("clinical").any_of(said))
    for told, kind, place in sorted((*numbers(part, bool(money)), *measures(part)), key=itemgetter(2)):
        if kind in left_out:
            continue
        if not harmless(part, kind, place, money, clinical=clinical and not near):
            return told, kind
        if grounded and kind in ("number", "share") and not grounded(part, place):
            return told, kind
    if not money or "word" in left_out:
        return None
    left = SETTLED.sub(" ", part)
    unknown = next((word for word in sentence_words(left) if not _is_plain(word, money)), "")
    return (unknown, "word") if unknown else None


def _is_like_telling(sentence: str, part: str) -> bool:
    """Whether a sentence without money is like those that tell a price; less is enough when it is not of the field."""
    left = " ".join(re.sub("[\ue010-\ue013]+", " ", part).split())
    if len(left.split()) < FEWEST_LEFT:
        return False
    alike = likeness(left if len(left) < len(part) // 2 else " ".join(sentence.split()))
    if len(left.split()) <= FEWEST_LEFT:  # so few words are alike by chance
        return alike > VERY_LIKELY
    return alike > LIKELY or (alike > POSSIBLE and not _is_of_the_field(sentence_words(part)))


def _is_of_the_field(said: list[str]) -> bool:
    """Whether a sentence without money holds anything of disease, treatment or handling; else nobody can judge it."""
    content = [word for word in said if len(word) > 3 and not words("plain").holds(word)]
    return len(content) < 2 or any(
        words(name).holds(word) for name in ("clinical", "units", "things", "process") for word in said
    )


def _is_plain(word: str, money: int) -> bool:
    """Whether a word, in any of its forms, says nothing of the size of an amount."""
    plain = words("plain")
    measuring = ("numbers", *(listed for _, listed in KINDS))
    if any(words(listed).holds(word) for listed in measuring) or split_compound(word):  # weighed already
        return True
    if plain.holds(word) or words("free").holds(word) or LAW.search(word) or len(word) == 1:
        return True
    if money == SOFT and (words("units").holds(word) or words("clinical").holds(word) or words("things").holds(word)):
        return True
    return any(word.endswith(ending) and word[: -len(ending)] in _stems() for ending in ENDINGS) or word in _stems()


@cache
def _stems() -> frozenset[str]:
    """The plain words without their endings, where three letters or more are left."""
    plain = words("plain").whole
    return frozenset(
        word[: -len(ending)]
        for word in plain
        for ending in ENDINGS
        if word.endswith(ending) and len(word) - len(ending) > 3
    ) | frozenset(word for word in plain if len(word) > 3)


def _relation(part: str) -> str:
    """A sentence that sets the negotiated price beside a public one, unless it only names the two together."""
    secret = [match.span() for match in NEGOTIATED.finditer(part)]
    secret += [(n, n + 1) for n, sign in enumerate(part) if sign == SECRET_VALUE]
    public = [match.span() for match in PUBLIC_PRICE.finditer(part)]
    public += [(n, n + 1) for n, sign in enumerate(part) if sign == PUBLIC_VALUE]
    for one, other in pairwise(sorted([*secret, *public])):
        between = part[one[1] : other[0]]
        if not JOINT.fullmatch(between) and (one in secret) != (other in secret):
            return " ".join(between.replace(GONE, "").replace(VALUE, "").split()) or "ved siden av hverandre"
    predicate = PREDICATE.search(part)
    return " ".join(predicate[0].split()) if predicate else ""
