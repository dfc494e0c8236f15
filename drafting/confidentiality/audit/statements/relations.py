"""Statements that relate two amounts: a difference, a share, a multiple, a sum, an order, an equality.

A pair is a secret beside its own Maks-AUP, or beside the same amount of another drug, package or year. Which forms
of it a number may state follows from the words («lavere», «av», «ganger»); which one it does state, from the truth.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import permutations
from typing import Literal, TypeAlias

from corpus.bokmal.price_terms import PUBLIC_PRICE
from drafting.calculations.graph.figures import Term, apply
from drafting.confidentiality.audit.statements.mention import Mention, Span
from drafting.confidentiality.audit.statements.quantities import VAT, Quantity
from drafting.confidentiality.audit.statements.wording import (
    COMPARES,
    GAP,
    HIGHER,
    LOWER,
    SHARE,
    TOGETHER,
    Per,
    counts,
    has,
)

Kind: TypeAlias = Literal["maximum", "other", "package", "year", "duration"]
BUDGET = re.compile(r"budsjett|virkning|merkostnad|totalt|samlet|legemiddelutgift", re.I)
OFF = re.compile(r"rabattbeløp|avslaget|rabatten|besparelsen|innsparingen", re.I)
SHARE_OF = re.compile(
    r"\bav\s+(?:\w+\s+){0,3}?\w*(?:maks|liste|pris|kostnad|aup|komparator|den\b|det\b)|utgjør|tilsvar|svarer\s+til|andel|ganger|"
    r"betaler|igjen|gjenstår|sammenlign|i\s+forhold",
    re.I,
)
BOTH = re.compile(r"begge|samme|mellom|komparator")
WIDE = re.compile(r"budsjett|virkning|total|samlet|utgift|behandling|syklus|kur|besparels|innspar|spar", re.I)
YEAR = re.compile(r"^budget\.(rhf|max)_aup\.year(\d+)\.(\w+)$")
SCALE = Decimal(100)


@dataclass(frozen=True, slots=True)
class Together:
    """Two quantities that an author may compare, the first of them secret or the second."""

    kind: Kind
    left: Quantity
    right: Quantity


@dataclass(frozen=True, slots=True)
class Pair:
    """A relation that a number states: the figure, the interval of it and the digits that the number keeps."""

    term: Term
    key: str
    label: str
    unit: str
    span: Span = field(repr=False)
    kept: int


def together(quantities: Sequence[Quantity]) -> list[Together]:
    """Every two quantities of which at least one is secret and that are amounts of the same kind."""
    by_key = {q.key: q for q in quantities}
    found = [
        Together("maximum", q, highest)
        for q in quantities
        if q.secret
        and "aip" not in q.basis
        and "rhf_aup" in q.key
        and (highest := by_key.get(q.key.replace("rhf_aup", "max_aup")))
        and q.figure.value
    ]
    plain = [q for q in quantities if "aip" not in q.basis and not q.key.endswith((".sum", ".mean")) and q.figure.value]
    for place, left in enumerate(plain):
        for right in plain[place + 1 :]:
            if (left.secret or right.secret) and (kind := _kind(left, right)):
                found.append(Together(kind, left, right))
    return found


def _kind(left: Quantity, right: Quantity) -> Kind | None:  # noqa: PLR0911 (a table of cases)
    if left.subject != right.subject and "both" not in (left.subject, right.subject):
        if left.per == right.per and left.per in ("year", "treatment", "cycle", "package"):
            return "other"
        if left.per == right.per == "budget" and _year(left) == _year(right):
            return "other"
        if {left.per, right.per} in ({"package", "year"}, {"treatment", "year"}) and left.basis == right.basis:
            return "duration"
        return None
    if left.basis != right.basis or left.basis != "rhf":
        return None
    if left.per == right.per == "package" and left.key.startswith("price.") and right.key.startswith("price."):
        return "package"
    if left.per == right.per == "budget" and left.key.rpartition(".")[2] == right.key.rpartition(".")[2]:
        years = _year(left), _year(right)
        return "year" if None not in years and abs(int(years[0] or 0) - int(years[1] or 0)) == 1 else None
    return None


def _year(q: Quantity) -> str | None:
    match = YEAR.match(q.key)
    return match[2] if match else None


def fitting(
    pairs: Sequence[Together], mention: Mention, named: frozenset[str], negotiated: bool, public: bool
) -> Iterator[Together]:
    """The pairs that the words of a sentence may compare."""
    sentence = mention.sentence
    compares, budget = has(COMPARES, sentence), has(BUDGET, sentence)
    lower = has(LOWER, sentence)
    for pair in pairs:
        left, right = pair.left, pair.right
        subjects = {left.subject, right.subject}
        if "both" in subjects and not budget:
            continue
        if named and "both" not in subjects and not subjects & named:
            continue
        if pair.kind == "maximum":
            wide = left.per in ("budget", "total", "treatment", "cycle", "waste")
            if (public or negotiated or lower) and (not wide or has(WIDE, sentence)):
                yield pair
        elif compares and (len(named) < 2 or subjects <= named or pair.kind in ("package", "year")):
            if pair.kind in ("other", "duration") and not named and not has(BOTH, sentence):
                continue
            if pair.kind in ("package", "year") and not negotiated and public:
                continue
            yield pair


def forms(  # noqa: PLR0912 (one branch for each form)
    pair: Together, mention: Mention
) -> Iterator[tuple[Term, str, str, str]]:
    """The relations of a pair that the words allow: term, name, label and unit of each."""
    a, b = pair.left.figure, pair.right.figure
    sentence, unit = mention.sentence, mention.unit
    if pair.kind == "duration" and unit not in ("NOK", "ratio"):
        if unit == "years":
            one_off, yearly = (b, a) if pair.left.per == "year" else (a, b)
            yield apply("divide", one_off, yearly), "years_of", "i antall år med", "år"
        return
    if unit in ("%", "ratio"):
        many = SCALE if unit == "%" else Decimal(1)
        percent = unit == "%"
        for left, right, turn in ((a, b, ""), (b, a, ".turned")):
            ratio = apply("divide", left, right)
            if has(SHARE_OF, sentence) if percent else has(SHARE, sentence):
                yield apply("multiply", ratio, many), f"share{turn}", "som andel av", "%" if percent else ""
            if has(LOWER, sentence) and ratio.value < 1:
                yield apply("multiply", 1 - ratio, many), f"lower{turn}", "lavere enn", "%" if percent else ""
            if has(HIGHER, sentence) and ratio.value > 1 and (pair.kind != "maximum" or has(PUBLIC_PRICE, sentence)):
                yield apply("multiply", ratio - 1, many), f"higher{turn}", "høyere enn", "%" if percent else ""
        if has(OFF, sentence) and pair.kind == "maximum" and b.value != a.value and not percent:
            yield apply("divide", a, b - a), "of_discount", "i forhold til rabatten, mot", ""
    if unit in ("NOK", "bare"):
        if has(GAP, sentence):
            yield a - b, "minus", "minus", "NOK"
            if pair.kind == "maximum" and mention.two_sided and has(PUBLIC_PRICE, sentence):
                for n, m in permutations(counts(sentence), 2):
                    yield a * n - b * m, f"times{n}.minus.times{m}", f"× {n} minus × {m}", "NOK"
        if has(TOGETHER, sentence) and pair.kind in ("other", "package", "duration"):
            yield a + b, "plus", "pluss", "NOK"


def factors(pair: Together, per_sentence: Sequence[Per], ex_vat: bool) -> Iterator[tuple[Decimal, str]]:
    """What a difference may be per: the units that both amounts can be given per."""
    vats = [(Decimal(1), "")] + ([(1 / VAT, ".ex_vat")] if ex_vat else [])
    for vat, name in vats:
        yield vat, name
        for per in per_sentence:
            shared = set(pair.right.amounts(per.tag, per.count))
            for factor in pair.left.amounts(per.tag, per.count):
                if factor in shared and factor != 1:
                    yield factor * vat, f".per_{per.count:f}_{per.tag}{name}"


def related(
    pairs: Sequence[Together],
    mention: Mention,
    named: frozenset[str],
    *,
    negotiated: bool,
    public: bool,
    per_sentence: Sequence[Per],
    ex_vat: bool,
) -> Iterator[tuple[Together, Pair]]:
    """The relations that a mention truly states of fitting pairs."""
    for pair in fitting(pairs, mention, named, negotiated, public):
        for term, name, label, unit in forms(pair, mention):
            money = unit == "NOK"
            for factor, per in factors(pair, per_sentence, ex_vat) if money else ((Decimal(1), ""),):
                value = term.value * factor
                hit = mention.of(abs(value) if money else value)
                if hit is None:
                    continue
                key = f"{pair.left.key}.{name}.{pair.right.key}{per}"
                text = f"{pair.left.figure.label} {label} {pair.right.figure.label}"
                whole = term if factor == 1 else apply("multiply", term, factor)
                yield pair, Pair(whole, key, text, unit, hit[0], hit[1])
