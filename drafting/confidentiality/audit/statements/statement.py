"""What one statement tells: a quantity and its interval, and the factors by which its number stands for it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from corpus.bokmal.price_terms import EX_VAT_TERMS, compiled
from drafting.calculations.graph.figures import Figure
from drafting.confidentiality.audit.statements.mention import Mention, Span
from drafting.confidentiality.audit.statements.quantities import VAT, Quantity, made
from drafting.confidentiality.audit.statements.relations import Pair, Together
from drafting.confidentiality.audit.statements.wording import (
    has,
    pers,
    shares,
)

SPREAD = re.compile(r"fordel|delt|spredt|utover|over\s+\w+\s+år", re.I)
VAT_ALONE = re.compile(r"(?:merverdiavgift|moms|mva)\w*\.?\s+(?:alene|utgjør|er\s|på\s)|avgiften\s+alene", re.I)
EX_VAT = compiled(EX_VAT_TERMS)
WIDEST, WIDE_UNNAMED = Decimal(20), Decimal("1.5")  # of a range: upper end / lower end
FACTOR = 5  # a bound further from the truth than this narrows nothing worth telling


@dataclass(frozen=True, slots=True)
class Published:
    """What a public text says of a secret figure: that it lies between two values (None: open).

    `figure` may be one that follows from those of the case («price … per tablett»). `says` tells what kind of statement
    it is, in bokmål and without numbers; `exact` whether it is an equation and not only a bound; `span` where the
    number stands in its text, None for a statement in words.
    """

    key: str
    low: Decimal | None = field(repr=False)
    high: Decimal | None = field(repr=False)
    says: str
    exact: bool = True
    figure: Figure | None = field(default=None, repr=False, compare=False)
    span: tuple[int, int] | None = field(default=None, repr=False, compare=False)


@dataclass(frozen=True, slots=True)
class Context:
    """What the words around a mention tell of it."""

    mention: Mention
    named: frozenset[str]
    negotiated: bool
    public: bool
    conditional: bool
    discount: bool
    saving: bool

    @property
    def sentence(self) -> str:
        return self.mention.sentence


def factors_of(q: Quantity, context: Context) -> Iterator[tuple[Decimal, str, bool]]:
    """Factors that the words allow, each with its name and whether the words name it outright."""
    sentence = context.sentence
    per_sentence = pers(sentence)
    outright = any(per.outright for per in per_sentence)
    for share, name in _parts_of(sentence):
        yield share, name, bool(name) and not outright
        for per in per_sentence:
            for factor in q.amounts(per.tag, per.count):
                if factor != 1 or per.outright:
                    what = f"per {per.tag}" if per.count == 1 else f"for {per.count:f} {per.tag}"
                    yield factor * share, " ".join(filter(None, (what, name))), True
        if q.per in ("package", "treatment") and has(SPREAD, sentence):
            for years in (per.count for per in per_sentence if per.tag == "year" and per.count > 1):
                for tag, in_a_year in (("år", 1), ("måned", 12), ("uke", 52), ("dag", Decimal("365.25"))):
                    yield share / years / in_a_year, f"fordelt over {years:f} år, per {tag} {name}".strip(), True


def _parts_of(sentence: str) -> Iterator[tuple[Decimal, str]]:
    """The whole, and what the words may mean by it: without VAT, the VAT alone, a half, one of four."""
    yield Decimal(1), ""
    if has(EX_VAT, sentence):
        yield 1 / VAT, "uten mva."
    if has(VAT_ALONE, sentence):
        yield 1 - 1 / VAT, "mva."
    for share in shares(sentence):
        yield share, f"× {share:.4f}"


def far_off(span: Span, value: Decimal, negotiated: bool) -> bool:
    """Whether a bound lies so far from the truth, or a range is so wide, that it only fits by chance."""
    low, high = span
    if low is not None and high is not None:
        return high > max(low, Decimal(0)) * (WIDEST if negotiated else WIDE_UNNAMED) and low != high and low > 0
    side = low if low is not None else high
    assert side is not None
    return bool(side) and not abs(side) / FACTOR <= abs(value) <= abs(side) * FACTOR


def discounts_of(pairs: list[Together], discounts: list[Figure]) -> list[Figure]:
    """The discounts of the case, and those of yearly costs, which are no figures of their own."""
    yearly = [
        made(
            f"{pair.left.key}.discount_percent",
            f"rabatt i {pair.left.figure.label}",
            100 * (1 - pair.left.figure / pair.right.figure),
            "%",
        )
        for pair in pairs
        if pair.kind == "maximum" and pair.left.per == "year" and pair.left.subject not in {"new", "both"}
    ]
    return [*discounts, *yearly]


def relation_fits(pair: Pair, context: Context) -> bool:
    """Whether a relation is of what the words name, with digits enough."""
    if context.conditional and pair.kept < 3:
        return False
    return not (
        context.mention.two_sided and context.mention.unit == "NOK" and pair.kept < 2 and not context.mention.rough
    )
