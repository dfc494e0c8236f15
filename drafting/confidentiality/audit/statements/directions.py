"""Statements without a number: cheaper, dearer, cheapest, the same.

Each counts where it is true of the pair that it may speak of. A negated one («ikke dyrere enn») is turned round; where
it is unclear what «ikke» belongs to, the true side counts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import permutations
from typing import TypeAlias

from corpus.bokmal.price_terms import PUBLIC_PRICE
from drafting.calculations.graph.figures import Figure, apply
from drafting.confidentiality.audit.statements.quantities import made
from drafting.confidentiality.audit.statements.relations import Together
from drafting.confidentiality.audit.statements.subjects import Subjects
from drafting.confidentiality.audit.statements.wording import (
    ABOUT,
    CHEAPER,
    CONDITION,
    DEARER,
    EQUAL,
    NEGATION,
    NEGOTIATED,
    SPEAKS_OF_COST,
    counts,
)
from drafting.confidentiality.leaks.rules import SENTENCE_END

Told: TypeAlias = tuple[Figure, Decimal | None, Decimal | None, str]
THAN = re.compile(r"\benn\b|sammenlignet\s+med|i\s+forhold\s+til|\bmot\b|\bsom\b|\bmed\b|\bav\b", re.I)
NEAR = (Decimal("0.005"), Decimal("0.025"), Decimal("0.05"))
POINTS = (Decimal("0.05"), Decimal("0.5"), Decimal(1))
COUNTED = Decimal("0.01")
ROUGHLY = (Decimal(3),)
SUPERLATIVE = re.compile(r"(?:billig|rimelig|dyr|gunstig)st\b|lavest|høyest|mest\s+kostbar", re.I)
SAVES = re.compile(
    r"kostnadsbesparende|(?:gir|medfører|innebærer|betyr|fører\s+til)\s+(?:en\s+)?(?:netto\s*)?(?:innsparing|besparelse)",
    re.I,
)
COSTS = re.compile(r"kostnadsdrivende|(?:gir|medfører|innebærer|betyr|fører\s+til)\s+(?:en\s+)?merkostnad", re.I)
THAN_ANOTHER = re.compile(
    r"(?:billigere|dyrere|rimeligere|høyere\s+\w*kostnad\w*|lavere\s+\w*kostnad\w*)\s+enn|billigst|rimeligst|dyrest",
    re.I,
)


def directions(
    text: str, figures: Sequence[Figure], pairs: Sequence[Together], subjects: Subjects, place: int
) -> Iterator[Told]:
    """What the sentences of a text say without numbers, as intervals of figures."""
    orders = [pair for pair in pairs if pair.kind == "other" and pair.left.per in ("year", "treatment")]
    negotiated = [pair for pair in orders if "max" not in pair.left.basis + pair.right.basis]
    for sentence in re.split(SENTENCE_END, text):
        if not (CHEAPER.search(sentence) or DEARER.search(sentence) or EQUAL.search(sentence)):
            continue
        if CONDITION.search(sentence) or not SPEAKS_OF_COST.search(sentence):
            continue
        if PUBLIC_PRICE.search(sentence) and not NEGOTIATED.search(sentence):
            continue
        yield from _signs(sentence, figures, place)
        yield from _orders(sentence, negotiated, pairs, subjects, place)
        yield from _counted(sentence, pairs, place)
        yield from _equal(sentence, negotiated, figures, subjects, place)


def _signs(sentence: str, figures: Sequence[Figure], place: int) -> Iterator[Told]:
    """«kostnadsbesparende», «gir merkostnad»: the sign of a difference or of the whole budget impact."""
    negated = bool(NEGATION.search(sentence))
    for figure in figures:
        difference = figure.key.endswith(".difference.rhf_aup")
        if not difference and not figure.key.endswith("rhf_aup.total.impact"):
            continue
        cheaper, dearer = SAVES.search(sentence), COSTS.search(sentence)
        if difference and THAN_ANOTHER.search(sentence):
            cheaper, dearer = cheaper or CHEAPER.search(sentence), dearer or DEARER.search(sentence)
        word = cheaper if figure.value < 0 else dearer
        word = word or (negated and (cheaper or dearer)) or None
        if word and figure.value:
            low, high = (None, Decimal(0)) if figure.value < 0 else (Decimal(0), None)
            yield figure, low, high, f"«{word[0]}» i kjent tekst {place}"


def _orders(
    sentence: str, negotiated: Sequence[Together], pairs: Sequence[Together], subjects: Subjects, place: int
) -> Iterator[Told]:
    """«A er billigere enn B», «A er billigst»: which of two costs is the lower, unless public prices say it as well."""
    named = subjects.named(sentence)
    cut = THAN.search(sentence)
    later = subjects.named(sentence[cut.end() :]) if cut else frozenset()
    cheaper, dearer = bool(CHEAPER.search(sentence)), bool(DEARER.search(sentence))
    if not named or (cheaper == dearer and not NEGATION.search(sentence)):
        return
    for pair in negotiated:
        both = {pair.left.subject, pair.right.subject}
        if not ((both <= named | {"new"} and named & both) or (SUPERLATIVE.search(sentence) and named & both)):
            continue
        if not NEGOTIATED.search(sentence) and _public_says_it(pair, pairs):
            continue
        gap = pair.left.figure - pair.right.figure
        if not gap.value:
            continue
        if not NEGATION.search(sentence) and not _true(pair, gap.value < 0, cheaper, later, named):
            continue
        figure = made(
            f"{pair.left.key}.minus.{pair.right.key}", f"{pair.left.figure.label} minus {pair.right.figure.label}", gap
        )
        low, high = (None, Decimal(0)) if gap.value < 0 else (Decimal(0), None)
        yield figure, low, high, f"rekkefølgen i kjent tekst {place}"


def _true(pair: Together, left_cheaper: bool, cheaper: bool, later: frozenset[str], named: frozenset[str]) -> bool:
    """Whether «A er billigere enn B» is true, A and B by where they stand; True where that cannot be told."""
    if (pair.left.subject in later) == (pair.right.subject in later):
        if len(named) == 1:  # «A er billigst»
            return (pair.left.subject in named) == (left_cheaper == cheaper)
        return True
    first_is_left = pair.right.subject in later
    return first_is_left == (left_cheaper == cheaper)


def _public_says_it(pair: Together, pairs: Sequence[Together]) -> bool:
    """Whether the same order follows from the public prices."""
    highest = {side.key.replace("rhf_aup", "max_aup") for side in (pair.left, pair.right)}
    wanted = (pair.left.figure.value < pair.right.figure.value) if highest else False
    for other in pairs:
        sides = {other.left.key: other.left.figure.value, other.right.key: other.right.figure.value}
        if {key.replace("rhf_aup", "max_aup") for key in sides} == highest:
            left, right = (pair.left.key.replace("rhf_aup", "max_aup"), pair.right.key.replace("rhf_aup", "max_aup"))
            if left in sides and right in sides:
                return (sides[left] < sides[right]) == wanted
    return False


def _counted(sentence: str, pairs: Sequence[Together], place: int) -> Iterator[Told]:
    """«åtte til avtalt pris koster det samme som fem til Maks-AUP»: a ratio of the two counts, nearly."""
    if not (EQUAL.search(sentence) and PUBLIC_PRICE.search(sentence) and NEGOTIATED.search(sentence)):
        return
    for pair in pairs:
        if pair.kind != "maximum" or pair.left.per not in ("package", "year", "treatment"):
            continue
        ratio = apply("divide", pair.left.figure, pair.right.figure)
        for left, right in permutations(counts(sentence), 2):
            share = right / left
            if abs(ratio.value / share - 1) <= COUNTED:
                key = f"{pair.left.key}.share.{pair.right.key}"
                figure = made(key, f"{pair.left.figure.label} som andel av Maks-AUP", ratio, "")
                yield figure, share * (1 - COUNTED), share * (1 + COUNTED), f"likhet i kjent tekst {place}"


def _equal(
    sentence: str, negotiated: Sequence[Together], figures: Sequence[Figure], subjects: Subjects, place: int
) -> Iterator[Told]:
    """«samme pris som», «like stor rabatt»: two costs or two discounts that are nearly one."""
    if not EQUAL.search(sentence) or NEGATION.search(sentence):
        return
    says = f"«{EQUAL.search(sentence)[0]}» i kjent tekst {place}"  # type: ignore[index]
    named = subjects.named(sentence)
    for pair in negotiated:
        if not (named or re.search("begge", sentence)) or (
            len(named) > 1 and not {pair.left.subject, pair.right.subject} <= named
        ):
            continue
        ratio = apply("divide", pair.left.figure, pair.right.figure)
        for share in NEAR:
            if abs(ratio.value - 1) <= share:
                figure = made(
                    f"{pair.left.key}.share.{pair.right.key}", f"{pair.left.figure.label} som andel", ratio, ""
                )
                yield figure, 1 - share, 1 + share, says
                break
    discounts = [figure for figure in figures if figure.unit == "%"]
    if re.search(r"rabatt|avslag|prosent", sentence, re.I):
        for place_of, left in enumerate(discounts):
            for right in discounts[place_of + 1 :]:
                gap = left - right
                for points in (*POINTS, *(ROUGHLY if ABOUT.search(sentence) else ())):
                    if abs(gap.value) <= points:
                        figure = made(f"{left.key}.minus.{right.key}", f"{left.label} minus {right.label}", gap, "%")
                        yield figure, -points, points, says
                        break
