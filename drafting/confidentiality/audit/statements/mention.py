"""One mention of a number: the intervals that it may be taken to state, by how it is printed and qualified."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal, TypeAlias

from corpus.bokmal.written_numbers import WrittenNumber
from drafting.confidentiality.audit.statements.wording import (
    ABOUT,
    ABOVE,
    BELOW,
    LEAST,
    LEAST_AFTER,
    MOST,
    MOST_AFTER,
)

Unit: TypeAlias = Literal["NOK", "bare", "%", "years", "ratio"]
Span: TypeAlias = tuple[Decimal | None, Decimal | None]
VERB = re.compile(r"\b(?:er|blir|ble|var|koster|kostet|utgjør|gir|har|får|ligger|går|og|men|med)\b", re.I)


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


def times(side: Decimal | None, factor: Decimal) -> Decimal | None:
    return None if side is None else side * factor


def sense_of(before: str, after: str) -> tuple[str, bool]:
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


def near(value: Decimal, printed: Decimal, unit: Unit, about: bool) -> Iterator[tuple[Span, int]]:
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


def one_side(value: Decimal, printed: Decimal, sense: str) -> list[tuple[Span, int]]:
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


def printed_step(text: str, number: WrittenNumber) -> Decimal:
    return Decimal(1).scaleb(number.power - number.decimals if number.scaled else -number.decimals)
