"""Text → mentions: every stated amount, share, multiple and duration with its precision, its bound and its unit.

A mention holds the intervals that it may be taken to state, narrowest first: «22 000» is 22 000 give or take a krone,
or 50, or 500; «drøyt 21 000» lies on one side; «mellom 20 og 25 mill.» has two ends. Which of them is meant is settled
where it is known what is spoken of: the narrowest that is true.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Literal, TypeAlias

from corpus.bokmal.price_terms import SCALE_POWERS
from corpus.bokmal.written_numbers import WrittenNumber, written_numbers
from drafting.confidentiality.audit.statements.wording import (
    ABOUT,
    ABOVE,
    BELOW,
    LEAST,
    LEAST_AFTER,
    MOST,
    MOST_AFTER,
    NEGATION,
    SMALL,
    SPEAKS_OF_COST,
    parts,
    small_number,
)
from drafting.confidentiality.leaks.rules import OTHER_UNIT, SENTENCE_END

Unit: TypeAlias = Literal["NOK", "bare", "%", "years", "ratio"]
Span: TypeAlias = tuple[Decimal | None, Decimal | None]
WINDOW, HEADING, ROW_LETTERS = 400, 700, 60
BEFORE, AFTER = 55, 45
MONEY = re.compile(r"\s{0,3}(?:,-|(?:nok|kr\.?|kroner|norske\s+kroner)(?![a-zæøå]))", re.I)
MONEY_BEFORE = re.compile(r"(?:\b(?:m|t|k)?nok|\bkr\.?|\bkroner|\bNOK)[\s:]{0,3}\Z", re.I)
CURRENCY = re.compile(
    r"\s{0,2}(meur|eur|euro|€|usd|dollar|\$|sek|svenske\s+kroner|kronor|dkk|danske\s+kroner|gbp|pund|£)(?![a-z])", re.I
)
CURRENCY_BEFORE = re.compile(r"(eur|euro|€|usd|\$|sek|dkk|gbp|£)\s{0,2}\Z", re.I)
PERCENT = re.compile(r"\s{0,2}(?:%|prosent|pst|prosentpoeng)", re.I)
DURATION = re.compile(r"[\s\-]{0,2}(års?|måneder|måned|mnd|uker|dager|døgn)(?![a-zæøå])", re.I)
YEARS_IN = {
    "år": Decimal(1),
    "måned": Decimal(12),
    "mnd": Decimal(12),
    "uker": Decimal("52.18"),
    "dag": Decimal("365.25"),
    "døg": Decimal("365.25"),
}
TIMES = re.compile(r"\s?(?:ganger|gange|x\b|×)(?!\s*\d)", re.I)
RANGE = re.compile(
    r"^\s*(?:nok|kr\.?|kroner|%|prosent|mill\.?(?:ioner)?|tusen|år)?\s*(?:per\s+\w+\s*)?(?P<word>og|och|til|[-\u2010-\u2014]|opp\s+til|men\s+(?:under|lavere\s+enn))"
    r"\s*(?:nok|kr\.?)?\s*$",
    re.I,
)
BETWEEN = re.compile(
    r"(?:mell[oa][mn]|fra|intervall\w*|spenn\w*|sjikt\w*|område\w*|innenfor|i\s+spennet)\W+(?:\w+\W+){0,3}\Z", re.I
)
PLUS_MINUS = re.compile(
    r"^\s*(?:nok|kr\.?|kroner|%|prosent)?\s*(?:±|\+/?-|\+/−|pluss[/\s]*(?:eller\s+)?minus)\s*$", re.I
)
CLAUSE = re.compile(r"[;:]|,\s|\bmens\b|\bmen\b|\bog\b(?=\s+\w+\s+(?:er|koster|blir)\b)|\n\s*\n", re.I)
FRACTIONS: tuple[tuple[re.Pattern[str], Decimal], ...] = tuple(
    (re.compile(pattern, re.I), Decimal(value))
    for pattern, value in (
        (
            r"\bhalvparten|\bhalvert\w*|\bhalver(?:er|e)\b|\bhalv\s+pris|\bhalve\s+prisen|\bdet\s+halve|\bhalvt\s+så",
            "0.5",
        ),
        (r"\bdobbelt?\w*|\bdet\s+doble|\bdobl\w+|\bfordobl\w+", "2"),
        (r"\btredob\w+|\bdet\s+tredoble", "3"),
        (r"\bfiredob\w+|\bdet\s+firedoble", "4"),
        (r"\bhalvannen\s+gang", "1.5"),
        *((rf"(?<!\d)(?<!\d[/.]){a}/{b}(?![\d/])", str(a / b)) for b in (2, 3, 4, 5, 6, 8, 10) for a in range(1, b)),
    )
)
_FEW = "|".join(word for word, value in SMALL.items() if 1 < value < 20)
SMALL_WORD = re.compile(
    rf"\b(?P<word>{_FEW})\b(?=\s+(?:(?P<scale>tusen|tusind|mill|million(?:er|ar)?|milliard(?:er)?|mrd)\b|prosent\w*|%|kroner|ganger|(?:og|til)\s+(?:{_FEW}|\d)))",
    re.I,
)
# What may stand between two numbers with the unit of the second: «mer enn sytti, men mindre enn syttifem prosent».
JOINED = re.compile(
    r"^[\s,]*(?:(?:men|og|eller|ikke|heller|mindre|mer|under|over|høyere|lavere|enn|til|opp|ned|helt|så|mye|som|samtidig|likevel)[\s,]+)+\Z",
    re.I,
)
NEITHER = re.compile(r"\bh?verken\b[^.;]*\beller\b[^.;,]*\Z", re.I)
VERB = re.compile(r"\b(?:er|blir|ble|var|koster|kostet|utgjør|gir|har|får|ligger|går|og|men|med)\b", re.I)
NUMBERED = re.compile(r"(?:år|syklus|dag|uke|nr\.?|tabell|side|punkt|trinn|kapittel)\s*\Z", re.I)
CLOSER = re.compile(r"nærmere\W+\Z", re.I)
NOT_OF_COST = re.compile(
    r"\s+av\s+(?:\w+\s+)?(?:pasient|person|deltak|dose|tid|studi|prøve|kvinne|menn|barn|de\s+som|gruppe|verdi|effekt)",
    re.I,
)
NEAR_COST = 80
WORD_TIMES = re.compile(r"\b([a-zæøå]+)\s+ganger\b", re.I)


@dataclass(frozen=True, slots=True)
class Around:
    """The spans of a number's sentence, line, table above and paragraph; the words of the first two."""

    sentence: tuple[int, int]
    row: tuple[int, int]
    above: tuple[int, int]
    near: tuple[int, int]
    words: str = field(repr=False)
    line: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Mention:
    """One stated number.

    Attributes:
        unit: NOK; «bare» without any unit; per cent; years; or a ratio («halvparten» is 0.5).
        spans: what it may state, narrowest first, each with the significant digits that it keeps; None: open.
        two_sided: whether it says where the value lies and not only on which side of something.
        rough: «om lag» or the like stood by it, or a scale word.
        start, end: where it stands in the text.
        around: where its sentence, its line and so on are.
        currency: of a foreign amount, in lower case.
    """

    unit: Unit
    spans: tuple[tuple[Span, int], ...] = field(repr=False)
    two_sided: bool
    rough: bool
    start: int
    end: int
    around: Around = field(repr=False)
    currency: str = ""

    @property
    def sentence(self) -> str:
        return self.around.words

    def of(self, value: Decimal) -> tuple[Span, int] | None:
        """The narrowest span that is true of a value, with the digits it keeps; None when none is."""
        for (low, high), kept in self.spans:
            if (low is None or low <= value) and (high is None or value <= high):
                return (low, high), kept
        return None


def mentions(text: str) -> Iterator[Mention]:
    """Every mention in a folded text."""
    every = _numbers(text)
    starts = [number.start for number in every]
    for start, end in _segments(text):
        numbers = every[bisect_left(starts, start) : bisect_left(starts, end)]
        for place, number in enumerate(numbers):
            yield from _mention(text, number, numbers, place, (start, end))
        yield from _ratios(text, text[start:end], start, end)


def _segments(text: str) -> Iterator[tuple[int, int]]:
    """Sentences, as spans."""
    start = 0
    for cut in SENTENCE_END.finditer(text):
        yield start, cut.start() + 1
        start = cut.end()
    yield start, len(text)


def _numbers(text: str) -> list[WrittenNumber]:
    """The numbers of a text in order, each in its ordinary readings; beside a scale word only the scaled one."""
    found = {
        (number.start, number.end, number.value): number
        for number in written_numbers(text)
        if number.whole and not number.split
    }
    for match in SMALL_WORD.finditer(text):
        number = WrittenNumber(
            Decimal(SMALL[match["word"].lower()]), match.start("word"), match.end("word"), words=True
        )
        if match["scale"]:
            power = SCALE_POWERS[match["scale"].lower()]
            number = WrittenNumber(
                number.value.scaleb(power), match.start("word"), match.end("scale"), True, words=True, power=power
            )
        found.setdefault((number.start, number.end, number.value), number)
    beside = {number.start for number in found.values() if number.scaled and _scale_beside(text, number)}
    kept = (number for number in found.values() if number.scaled or number.start not in beside)
    return sorted(kept, key=lambda number: (number.start, -number.end))


def _scale_beside(text: str, number: WrittenNumber) -> bool:
    """Whether the scale is written by the number and not above the table, and is more than one letter."""
    after = re.search(r"([a-zæøå]+)\.?$", text[number.start : number.end], re.I)
    return bool(after and len(after[1]) > 1) or bool(
        MONEY_BEFORE.search(text[max(0, number.start - 12) : number.start])
    )


def _mention(
    text: str, number: WrittenNumber, numbers: Sequence[WrittenNumber], place: int, span: tuple[int, int]
) -> Iterator[Mention]:
    after = text[number.end : number.end + AFTER]
    unit, factor, currency = _unit(text, number, after)
    later = next((other for other in numbers[place + 1 :] if other.start >= number.end), None)
    gap = text[number.end : later.start] if later else ""
    partner = later if RANGE.match(gap) and later else None
    named = NUMBERED.search(text[max(0, number.start - 12) : number.start])  # «år 1» is no amount
    if later and not named and (partner or JOINED.match(gap)) and unit in ("bare", None):
        unit, factor, currency = _unit(text, later, text[later.end : later.end + AFTER])
        if later.scaled and not number.scaled and number.value < 1000:
            number = replace(number, value=number.value.scaleb(later.power), scaled=True, power=later.power)
    if unit is None:
        return
    before = _clause_before(text, number, numbers, span[0])
    around = _around(text, number, span)
    if later and PLUS_MINUS.match(text[number.end : later.start]):
        add = later.value
        if PERCENT.match(text[later.end : later.end + 3]) and unit != "%":
            add = number.value * later.value / 100
        ends: Span = ((number.value - add) * factor, (number.value + add) * factor)
        yield Mention(unit, ((ends, 3),), True, True, number.start, later.end, around, currency)
        return
    if later and re.match(r"\s*enn\s+\Z", gap) and CLOSER.search(before):
        middle = (number.value + later.value) / 2 * factor
        ends = (None, middle) if number.value < later.value else (middle, None)
        yield Mention(unit, ((ends, 2),), False, True, number.start, later.end, around, currency)
        return
    if partner and (low_high := _range(text, number, partner, before)):
        ends = (low_high[0] * factor, low_high[1] * factor)
        yield Mention(unit, ((ends, 2),), True, True, number.start, partner.end, around, currency)
        return
    yield from _single(text, number, unit, factor, currency, before, after, around)


def _range(text: str, number: WrittenNumber, partner: WrittenNumber, before: str) -> tuple[Decimal, Decimal] | None:
    word = re.sub(r"\s+", " ", RANGE.match(text[number.end : partner.start])["word"].lower())  # type: ignore[index]
    if word in ("og", "och", "til") and not BETWEEN.search(before) and word != "til":
        return None
    low = number.value
    if partner.scaled and not number.scaled:
        low = low.scaleb(partner.power)
    for power in (3, 6):  # «20–23 000», «20 til 23 tusen»
        if not number.scaled and low * 50 < partner.value and low.scaleb(power) < partner.value:
            low = low.scaleb(power)
            break
    if not low < partner.value or partner.value > low * 20:
        return None
    return low, partner.value


def _unit(  # noqa: PLR0911 (one return for each unit)
    text: str, number: WrittenNumber, after: str
) -> tuple[Unit | None, Decimal, str]:
    one = Decimal(1)
    before = text[max(0, number.start - 12) : number.start]
    if match := CURRENCY.match(after) or CURRENCY_BEFORE.search(before):
        name = match[1].lower()
        return "NOK", Decimal(10**6) if name == "meur" else one, name
    if MONEY.match(after) or MONEY_BEFORE.search(before):
        return "NOK", one, ""
    if PERCENT.match(after):
        return "%", one, ""
    if TIMES.match(after):
        return "ratio", one, ""
    if match := DURATION.match(after):
        per_year = next(value for name, value in YEARS_IN.items() if match[1].lower().startswith(name[:3]))
        return "years", 1 / per_year, ""
    if number.scaled:
        return "NOK", one, ""
    return (None if OTHER_UNIT.match(after) else "bare"), one, ""


def _clause_before(text: str, number: WrittenNumber, numbers: Sequence[WrittenNumber], start: int) -> str:
    """What stands before a number in its clause, back to the number before it."""
    earlier = max((other.end for other in numbers if other.end <= number.start), default=start)
    piece = text[max(start, earlier, number.start - BEFORE) : number.start]
    cuts = [cut.end() for cut in CLAUSE.finditer(piece)]
    return piece[cuts[-1] :] if cuts else piece


def _single(  # noqa: PLR0917
    text: str, number: WrittenNumber, unit: Unit, factor: Decimal, currency: str, before: str, after: str,
    around: Around,
) -> Iterator[Mention]:  # fmt: skip
    sense, far = _sense(before, after)
    negated = bool(NEGATION.search(before)) or bool(NEITHER.search(text[max(0, number.start - 120) : number.start]))
    value, step = number.value, _printed_step(number)
    if sense == "" and negated and re.search(r"\b(?:ikke|ikkje|aldri)\W{1,4}\Z", before, re.I):
        if unit != "ratio":
            return  # «er ikke 600 000»: if it is true, it says next to nothing
        sense = "most"  # «ikke dobbelt så dyr»
        negated = False
    spans: list[tuple[Span, int]] = []
    if sense in ("", "about") or far:
        spans += [pair for pair in _near(value, step, unit, sense == "about") if not far or pair[1] >= 4]
    if sense in ("above", "below"):
        spans += _one_side(value, step, sense)
    if sense in ("least", "most"):
        sides: list[Span] = [(value, None), (None, value)] if sense == "least" else [(None, value), (value, None)]
        spans += [(side, 2) for side in (sides if negated else sides[:1])]
    two_sided = sense in ("", "about", "above", "below")
    scaled = tuple(((_times(low, factor), _times(high, factor)), kept) for (low, high), kept in spans)
    if scaled:
        yield Mention(unit, scaled, two_sided, bool(sense) or number.scaled, number.start, number.end, around, currency)


def _times(side: Decimal | None, factor: Decimal) -> Decimal | None:
    return None if side is None else side * factor


def _sense(before: str, after: str) -> tuple[str, bool]:
    """How a number is qualified, and whether words stand between, so that it may not be qualified at all."""
    if LEAST_AFTER.match(after):
        return "least", False
    if MOST_AFTER.match(after):
        return "most", False
    best = ("", -1, -1)
    for name, pattern in (("about", ABOUT), ("least", LEAST), ("most", MOST), ("above", ABOVE), ("below", BELOW)):
        for match in pattern.finditer(before):
            end = match.start() + len(match[0].rstrip())
            # a longer match that ends at the same place says it better: «godt over», «ikke under», «i overkant av»
            if (end, end - match.start()) >= (best[1], best[1] - best[2]):
                best = (name, end, match.start())
    name, end, _ = best
    if not name:
        return "", False
    tail = before[end:]
    words = re.findall(
        r"[^\W\d_]+",
        re.sub(r"\b(?:nok|kr|kroner|enn|på|til|av|om|lag|ca|et|en|beløp\w*|det|seg|rundt)\b", "", tail, flags=re.I),
    )
    if len(words) > 3 or VERB.search(tail):
        return "", False
    return name, bool(words)


def _near(value: Decimal, printed: Decimal, unit: Unit, about: bool) -> Iterator[tuple[Span, int]]:
    """Rounding steps 1, 2 and 5 times a power of ten from the printed one; «om lag» lets more be rounded away."""
    if not value:
        return
    if unit == "ratio":
        for share in (Decimal("0.01"), Decimal("0.05"), Decimal("0.1")):
            half = max(printed / 2 if printed < 1 else Decimal(0), value * share)
            yield (value - half, value + half), 2
        return
    if printed * 2 <= value or unit == "years":  # «1» says too little of an amount
        yield (value - printed / 2, value + printed / 2), _kept(value, printed)
    most = value * (Decimal("0.25") if about else Decimal("0.1"))
    step, shown = printed, len(value.normalize().as_tuple().digits)
    if unit in {"NOK", "bare"} or about:
        for power in range(12):
            for lead in (1, 2, 5):
                step = printed * lead * 10**power
                if step >= printed * 10 and step <= most and not value % step:
                    yield (value - step / 2, value + step / 2), min(_kept(value, step), shown)
    if about:
        for share in (Decimal("0.02"), Decimal("0.05")):
            if value * share * 2 > step or step > most:
                yield (value * (1 - share), value * (1 + share)), 1


def _one_side(value: Decimal, printed: Decimal, sense: str) -> list[tuple[Span, int]]:
    """«drøyt 21 000»: above it, by less than a tenth; «knapt» below it."""
    spans: list[tuple[Span, int]] = []
    unit = printed
    while not value % (unit * 10) and unit * 10 <= value:
        unit *= 10
    for width in sorted({unit / 2, unit, value / 20, value / 10}):
        if width <= value / 10 or width == unit / 2:
            spans.append(((value, value + width) if sense == "above" else (value - width, value), 2))
    spans.append(((value, None) if sense == "above" else (None, value), 2))
    return spans


def _kept(value: Decimal, step: Decimal) -> int:
    return (abs(value) / step).adjusted() + 1


def _printed_step(number: WrittenNumber) -> Decimal:
    return Decimal(1).scaleb(number.power - number.decimals if number.scaled else -number.decimals)


def _around(text: str, number: WrittenNumber, span: tuple[int, int]) -> Around:
    """The places around a number. Long sentences (tables) are cut at round places, so that neighbours share them."""
    at, end = number.start, number.end
    first = max(span[0], (at - WINDOW) // 200 * 200) if at - span[0] > WINDOW else span[0]
    last = min(span[1], (end + WINDOW) // 200 * 200 + 200) if span[1] - end > WINDOW else span[1]
    row = text.rfind("\n", max(0, at - WINDOW), at) + 1 or max(0, at - WINDOW)
    row_end = text.find("\n", end, end + WINDOW)
    paragraph = text.rfind("\n\n", max(0, at - WINDOW), at) + 1 or max(0, at - WINDOW)
    paragraph_end = text.find("\n\n", end, end + WINDOW)
    return Around(
        (first, last),
        (row, row_end if row_end >= 0 else end + WINDOW),
        (max(0, at - HEADING), at),
        (paragraph, paragraph_end if paragraph_end >= 0 else end + WINDOW),
        text[first:last],
        text[row : row_end if row_end >= 0 else end + WINDOW],
    )


def _ratios(text: str, segment: str, start: int, end: int) -> Iterator[Mention]:
    """Fractions and multiples in words, each with whatever qualifies it."""
    found = [(value, *match.span()) for pattern, value in FRACTIONS for match in pattern.finditer(segment)]
    found += parts(segment)
    for match in WORD_TIMES.finditer(segment):
        count = small_number(match[1])
        if count and count > 1:
            found.append((count, *match.span()))
    for value, first, last in found:
        if NOT_OF_COST.match(segment, last) or not SPEAKS_OF_COST.search(
            segment, max(0, first - NEAR_COST), last + NEAR_COST
        ):
            continue
        at = start + first
        number = WrittenNumber(value, at, start + last, words=True)
        before = _clause_before(text, number, (), start)
        yield from _single(text, number, "ratio", Decimal(1), "", before, "", _around(text, number, (start, end)))
