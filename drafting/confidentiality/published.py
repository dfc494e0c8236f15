"""What an outsider learns about secret figures from texts that are already public.

A number in such a text is the published value of every figure that it equals at its printed precision, when its
sentence or row names that price basis («om lag»: nearest 100). A sentence that says «kostnadsbesparende» without a
condition says that a difference is below zero.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from corpus.price_terms import (
    ABOUT,
    AT_LEAST_TERMS,
    AT_MOST_TERMS,
    DISCOUNT,
    DISCOUNT_TERMS,
    NEGOTIATED_TERMS,
    PUBLIC_PRICE,
    PURCHASE_PRICE,
    SAVING_TERMS,
    compiled,
    source,
)
from drafting.calculations.figures import Figure
from drafting.confidentiality.leak_rules import MONTHS, OTHER_UNIT, PERCENT, YEARS
from drafting.confidentiality.leak_rules import SENTENCE_END as END
from drafting.confidentiality.written_numbers import WrittenNumber, folded, written_numbers
from drafting.number_style import round_half_up

RHF = re.compile(rf"{source(NEGOTIATED_TERMS)}|pris\w*\s+(?:er|ble|blir)\s+(?:satt\s+ned|redusert)", re.I)
MAX, AIP = PUBLIC_PRICE, PURCHASE_PRICE
SAVING = compiled(SAVING_TERMS, DISCOUNT_TERMS)
LEAST = re.compile(rf"{source(AT_LEAST_TERMS)}\W{{0,3}}$", re.I)
MOST = re.compile(rf"{source(AT_MOST_TERMS)}\W{{0,3}}$", re.I)
HALF = re.compile(r"halvert|halv\s+pris|halve\s+prisen|halvparten\s+av\s+(?:maks|pris)", re.I)
CHEAPER = re.compile(
    r"kostnadsbesparende|billig(?:st|ere\s+enn)|rimelig(?:st|ere\s+enn)|lavest\s+\w*kostnad|"
    r"lavere\s+\w*kostnad\w*\s+enn|(?:gir|medfører|innebærer|betyr)\s+(?:en\s+)?(?:innsparing|besparelse)",
    re.I,
)
DEARER = re.compile(
    r"dyr(?:est|ere\s+enn)|mer\s+kostbar|høyere\s+\w*kostnad\w*\s+enn|kostnadsdrivende|"
    r"(?:gir|medfører|innebærer|betyr)\s+(?:en\s+)?merkostnad",
    re.I,
)
CONDITION = re.compile(
    r"\b(?:dersom|hvis|forutsatt|med\s+mindre|kan\s+være|vil\s+kunne|ikke)\b|^\W*(?:er|varer|blir|skulle|viser)\s", re.I
)
ROUGH = Decimal(100)
SPEAKS_OF_PRICE = re.compile("|".join((RHF.pattern, DISCOUNT.pattern, SAVING.pattern, AIP.pattern)), re.I)
WINDOW, HEADING = 400, 700
LEAST_DIGITS = 3
ROW_LETTERS = 60  # a line with more letters is prose, and its sentence decides


@dataclass(frozen=True, slots=True)
class Published:
    """What a public text says of a secret figure: that it lies between two values (None: open).

    `says` tells what kind of statement it is, in bokmål and without numbers.
    """

    key: str
    low: Decimal | None = field(repr=False)
    high: Decimal | None = field(repr=False)
    says: str
    exact: bool = True


def published(
    texts: Iterable[str], figures: Mapping[str, Figure], derived: Mapping[str, Figure] | None = None
) -> tuple[Published, ...]:
    """Everything that the texts give away about the confidential figures, the narrowest statement of each first.

    Args:
        texts: what outsiders can read.
        figures: the figures; public ones are passed over.
        derived: numbers that follow from them (`derived_figures`). Only a sentence that speaks of the negotiated price
            or of a saving is taken to print one, a number that equals no figure, with digits enough to be no chance.
    """
    secret = {key: figure for key, figure in figures.items() if figure.confidential}
    found: dict[Published, None] = {}
    for place, raw in enumerate(texts, start=1):
        text = folded(raw)
        for number in written_numbers(text):
            if number.whole and not number.split:
                for statement in _in_figures(text, number, secret, derived or {}, place):
                    found.setdefault(statement)
        for statement in _directions(text, secret, place):
            found.setdefault(statement)
    return tuple(sorted(found, key=_width))


def _width(statement: Published) -> Decimal:
    if statement.low is None or statement.high is None:
        return Decimal("Infinity")
    return statement.high - statement.low


def _in_figures(
    text: str, number: WrittenNumber, secret: Mapping[str, Figure], derived: Mapping[str, Figure], place: int
) -> Iterator[Published]:
    """What one number says of the figures that it equals, and, only when it equals none, of what follows from them."""
    told = list(_number(text, number, secret, f"tall i kjent tekst {place}"))
    yield from told
    if not told and SPEAKS_OF_PRICE.search(_around(text, number)[0]):
        for statement in _number(text, number, derived, f"tall i kjent tekst {place}, utledet", limits=False):
            if _no_chance(statement, derived[statement.key]):
                yield statement


def _no_chance(statement: Published, figure: Figure) -> bool:
    """Whether the number has digits enough: four, and five when it is one of the many multiples of a price."""
    low, high = statement.low, statement.high
    if low is None or high is None:
        return False
    if ".times" in statement.key:
        return abs(figure.value) >= (high - low) * 20_000
    exactly = abs(low + high) / 2 == abs(figure.value)
    return exactly or figure.unit == "%" or abs(figure.value) >= (high - low) * 1_000


def _number(
    text: str, number: WrittenNumber, figures: Mapping[str, Figure], says: str, *, limits: bool = True
) -> Iterator[Published]:
    sentence, before, after = _around(text, number)
    for key, figure in figures.items():
        if not _fits_unit(figure, sentence, after):
            continue
        if limits and figure.unit == "%" and (direction := _limit(figure, number, before)):
            yield direction
            continue
        quantum = _quantum(text, number, figure, sentence)
        if quantum is None or not _names_basis(text, number, key, sentence):
            continue
        shown = number.value if figure.value >= 0 else -number.value
        yield Published(key, shown - quantum / 2, shown + quantum / 2, says)


def _around(text: str, number: WrittenNumber) -> tuple[str, str, str]:
    left, right = text[max(0, number.start - WINDOW) : number.start], text[number.end : number.end + WINDOW]
    cuts = list(END.finditer(left))
    left = left[cuts[-1].end() :] if cuts else left
    cut = END.search(right)
    return (
        f"{left} ¤ {right[: cut.start()] if cut else right}",
        text[max(0, number.start - 30) : number.start],
        right[:20],
    )


def _fits_unit(figure: Figure, sentence: str, after: str) -> bool:
    if figure.unit == "%":
        return bool(PERCENT.match(after)) and bool(DISCOUNT.search(sentence))
    if figure.unit == "år":
        return bool(YEARS.match(after)) and not MONTHS.match(after)
    return not OTHER_UNIT.match(after) and figure.unit.startswith("NOK")


def _limit(figure: Figure, number: WrittenNumber, before: str) -> Published | None:
    """«Over 30 % rabatt» as a bound, when it is true."""
    if LEAST.search(before) and figure.value >= number.value:
        return Published(figure.key, number.value, None, "en nedre grense i en kjent tekst", exact=False)
    if MOST.search(before) and figure.value <= number.value:
        return Published(figure.key, None, number.value, "en øvre grense i en kjent tekst", exact=False)
    return None


def _quantum(text: str, number: WrittenNumber, figure: Figure, sentence: str) -> Decimal | None:
    """The precision at which the number equals the figure, or None when it does not."""
    value = abs(figure.value)
    steps = [_printed_step(text, number)]
    if figure.unit.startswith("NOK") and ABOUT.search(sentence) and not number.value % ROUGH and steps[0] < ROUGH:
        steps.append(ROUGH)
    for step in steps:
        if value and (value / step).adjusted() + 1 >= (LEAST_DIGITS if figure.unit.startswith("NOK") else 1):
            shown = round_half_up(value / step) * step
            if shown == number.value:
                return step
    if value and value == number.value:  # «3,9 mill.» is two digits, and says it all
        return steps[0]
    return None


def _printed_step(text: str, number: WrittenNumber) -> Decimal:
    step = Decimal(1).scaleb(-number.decimals)
    if not number.scaled:
        return step
    plain = number.value.normalize()
    for other in written_numbers(text[number.start : number.end]):
        if not other.scaled and other.whole and not other.split and other.value:
            return step * (plain / other.value)
    return step


def _names_basis(text: str, number: WrittenNumber, key: str, sentence: str) -> bool:
    """Whether the sentence or row names the figure's price basis; a bare row is named by what stands above it."""
    steps = key.split(".")
    if "discount_percent" in steps or ("saving" in steps and SAVING.search(sentence)):
        return True
    if "aip" in steps:
        return bool(AIP.search(sentence))
    wanted = RHF if "rhf" in key else MAX if "max" in key else None
    if wanted is None:
        return True
    row = _row(text, number)
    parts = (row, sentence) if sum(sign.isalpha() for sign in row) <= ROW_LETTERS else (sentence,)
    for part in parts:
        if RHF.search(part) or MAX.search(part):
            return bool(wanted.search(part))
    return bool(wanted.search(text[max(0, number.start - HEADING) : number.start]))


def _row(text: str, number: WrittenNumber) -> str:
    left, right = text[max(0, number.start - WINDOW) : number.start], text[number.end : number.end + WINDOW]
    return left.rpartition("\n")[2] + text[number.start : number.end] + right.partition("\n")[0]


def _directions(text: str, figures: Mapping[str, Figure], place: int) -> Iterator[Published]:
    """Unconditional statements of direction, where they are true of the figure: an untrue one teaches nothing."""
    for sentence in re.split(END, text):
        discount = [figure for figure in figures.values() if figure.unit == "%"]
        if HALF.search(sentence):
            for figure in discount:
                if 45 <= figure.value <= 55:
                    yield Published(figure.key, Decimal(45), Decimal(55), f"«halvert» i kjent tekst {place}", False)
        if CONDITION.search(sentence) or (MAX.search(sentence) and not RHF.search(sentence)):
            continue
        cheaper, dearer = CHEAPER.search(sentence), DEARER.search(sentence)
        for key, figure in figures.items():
            if not key.endswith((".difference.rhf_aup", "rhf_aup.total.impact")):
                continue
            if cheaper and figure.value < 0:
                yield Published(key, None, Decimal(0), f"«{cheaper[0]}» i kjent tekst {place}", False)
            if dearer and figure.value > 0:
                yield Published(key, Decimal(0), None, f"«{dearer[0]}» i kjent tekst {place}", False)
