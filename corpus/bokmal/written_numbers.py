"""Text to every number that a reader could see in it, however it is grouped, split or scaled.

A reading of numbers for finding leaks is generous: «21 450 60» is read as 21 450,60 and as 2 145 060 and as its
parts. Which readings count is decided in `leak_rules`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import pairwise

from corpus.bokmal.number_words import word_numbers
from corpus.bokmal.price_terms import SCALE_POWERS as SCALES

NBSP = "\u00a0"
INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff]"
)
WIDE_SPACES = re.compile("[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000\u2007\u2008]")
# Signs that group digits or set off decimals, and what can stand between the parts of a split number.
TIGHT = re.compile(rf"[ {NBSP}.,'’`´·_˙٬٫]")
CLUSTER = re.compile(rf"\d+(?:[ {NBSP}\t\r\n.,'’`´·_˙٬٫|*/\\;:~^\-‐‑–—\"<>]{{1,5}}\d+)*")
SPACES = {" ", NBSP}
POINTS = set(".,·˙٫")
SAME = str.maketrans("⋅∙•‧・", "·····")  # dots in the middle that only their code tells apart
MARKS = re.compile("(?<=\\d)[\u0300-\u036f\u20d0-\u20ff]+")  # strokes and frames on a digit
RAISED = re.compile("(?<=10)([⁺⁻]?[⁰¹²³⁴-⁹]{1,2})")  # a power of ten, before its digits become like any other
VULGAR = re.compile(r"(?<=\d)\s?([¼-¾⅐-⅞])")  # «21½ tusen»
SCIENTIFIC = re.compile(
    r"(?<![\w.,])(\d+)(?:[.,](\d+))?(?:e|\s?[x×*·]\s?10\s?(?:\^|\*\*)\s?\{?)([+\-−]?\d{1,2})(?!\w)", re.I
)
MOST_PARTS = 14
MOST_DIGITS = 24
LONG = 12  # a binary fraction of a spreadsheet is rounded before it is compared
SCALE_AFTER = re.compile(
    r"[\s\-]{0,3}(tusen|tusind|tnok|knok|tkr|kkr|k|t|million(?:er|ar)?|mill|mio|mnok|mkr|m|milliard(?:er)?|mrd|bnok|øre)\b",
    re.I,
)
# What stands above a table or before a row of numbers: «tall i 1000 kr», «RHF-AUP (TNOK)».
SCALE_ABOVE = re.compile(
    r"(?:\bi\s+(?:hele\s+)?|\(\s?)(tusen|1[\s.]?000|tnok|tkr|mill(?:ioner)?|mnok|mkr|mrd|milliarder)\b(?=[\s.]*(?:nok|kr|\)))"
    r"|\b(tnok|mnok)\b",
    re.I,
)
ABOVE = 900  # characters
SCALE_BEFORE = re.compile(r"\b(tnok|knok|tkr|mnok|mkr|mill\.?\s*(?:nok|kr\.?|kroner)|mrd\.?\s*(?:nok|kr\.?))\s*$", re.I)


@dataclass(frozen=True, slots=True)
class WrittenNumber:
    """One reading of digits or words in a text.

    Attributes:
        value: the number, scale word included.
        start, end: its span in the folded text.
        scaled: a scale word stood by it («tusen», «mill.», «MNOK»).
        split: the digits were not written as one ordinary number.
        whole: nothing beside it continues the number.
        words: written in words.
        decimals: decimals written, before the scale.
        power: the power of ten of the scale word.
    """

    value: Decimal
    start: int
    end: int
    scaled: bool = False
    split: bool = False
    whole: bool = True
    words: bool = False
    decimals: int = 0
    power: int = 0


def folded(text: str) -> str:
    """The text as the eye sees it: compatibility forms, digits and spaces of all scripts made one, nothing unseen."""
    if text.isascii():
        return text
    text = INVISIBLE.sub("", WIDE_SPACES.sub(NBSP, text)).translate(SAME)
    text = RAISED.sub(r"^\1", VULGAR.sub(_decimals, MARKS.sub("", text)))
    return WIDE_SPACES.sub(NBSP, "".join(_fold(sign) for sign in text))


def _decimals(fraction: re.Match[str]) -> str:
    return "," + f"{unicodedata.numeric(fraction[1]):.4f}"[2:].rstrip("0")


def _fold(sign: str) -> str:
    if sign.isascii() or sign == NBSP:
        return sign
    digit = unicodedata.digit(sign, None)
    return str(digit) if digit is not None else unicodedata.normalize("NFKC", sign)


def written_numbers(text: str, wanted: frozenset[str] | None = None) -> Iterator[WrittenNumber]:
    """Every reading of every number in a folded text.

    Args:
        text: as `folded` gives it.
        wanted: digits without the zeros around them; numbers with other digits are passed over. None: all numbers.
    """
    for cluster in CLUSTER.finditer(text):
        parts = [
            (match[0], cluster.start() + match.start(), cluster.start() + match.end())
            for match in re.finditer(r"\d+", cluster[0])
        ]
        for first in range(len(parts)):
            digits = ""
            for last in range(first, min(len(parts), first + MOST_PARTS)):
                digits += parts[last][0]
                if len(digits) > MOST_DIGITS:
                    break
                fraction = last - first == 1 and len(digits) > LONG
                if wanted is None or fraction or digits.strip("0") in wanted:
                    yield from _readings(text, parts, first, last)
    yield from _scientific(text, wanted)
    for number in word_numbers(text):
        yield from _scaled(text, WrittenNumber(number.value, number.start, number.end, words=True))


_Part = tuple[str, int, int]


def _readings(text: str, parts: list[_Part], first: int, last: int) -> Iterator[WrittenNumber]:
    chosen = parts[first : last + 1]
    digits = [part for part, _, _ in chosen]
    gaps = [text[left[2] : right[1]] for left, right in pairwise(chosen)]
    start, end = chosen[0][1], chosen[-1][2]
    whole = not (
        (first and _continues(text[parts[first - 1][2] : start], digits[0]))
        or (last + 1 < len(parts) and _continues(text[end : parts[last + 1][1]], parts[last + 1][0]))
    )
    written = list(_ordinary(digits, gaps))
    for value, decimals in written:
        yield from _scaled(text, WrittenNumber(value, start, end, whole=whole, decimals=decimals))
    if gaps:
        known = {value for value, _ in written}
        joined = Decimal("".join(digits))
        if joined not in known:
            yield WrittenNumber(joined, start, end, split=True, whole=whole)
        for at, gap in enumerate(gaps, start=1):
            if POINTS & set(gap):
                value = Decimal("".join(digits[:at]) + "." + "".join(digits[at:]))
                if value not in known:
                    yield WrittenNumber(value, start, end, split=True, whole=whole, decimals=len("".join(digits[at:])))


def _continues(gap: str, after: str) -> bool:
    """Whether a number could go on over the gap: «1 445 605» is not 445 605, «21.450» not 21."""
    return len(gap) == 1 and bool(TIGHT.fullmatch(gap)) and (gap in POINTS or len(after) == 3)


def _ordinary(digits: list[str], gaps: list[str]) -> Iterator[tuple[Decimal, int]]:
    """The number(s) that digits with ordinary grouping and decimals stand for: (value, decimals)."""
    if any(not TIGHT.fullmatch(gap) for gap in gaps):
        return
    if not gaps:
        yield Decimal(digits[0]), 0
        return
    *grouping, point = gaps
    if _grouped(digits, gaps):
        yield Decimal("".join(digits)), 0
    if point in POINTS and point not in grouping and _grouped(digits[:-1], grouping):
        yield Decimal("".join(digits[:-1]) + "." + digits[-1]), len(digits[-1])


def _grouped(digits: list[str], gaps: list[str]) -> bool:
    if not gaps:
        return True
    kinds = {" " if gap in SPACES else gap for gap in gaps}
    return len(kinds) == 1 and 1 <= len(digits[0]) <= 3 and all(len(part) == 3 for part in digits[1:])


def _scientific(text: str, wanted: frozenset[str] | None) -> Iterator[WrittenNumber]:
    """«2.14506e4», «2,14506 × 10⁴»."""
    for match in SCIENTIFIC.finditer(text):
        whole, fraction, power = match[1], match[2] or "", int(match[3].replace("−", "-"))
        if len(whole + fraction) > MOST_DIGITS or not (wanted is None or (whole + fraction).strip("0") in wanted):
            continue
        value = Decimal(f"{whole}.{fraction or 0}").scaleb(power)
        yield WrittenNumber(value, match.start(), match.end(), decimals=len(fraction), power=power)


def _scaled(text: str, number: WrittenNumber) -> Iterator[WrittenNumber]:
    yield number
    after = SCALE_AFTER.match(text, number.end)
    before = SCALE_BEFORE.search(text, max(0, number.start - 12), number.start)
    word = after[1] if after else before[1] if before else ""
    if word:
        power = SCALES[re.split(r"[.\s]", word.lower())[0]]
        end = after.end() if after else number.end
        yield replace(number, value=number.value.scaleb(power), end=end, scaled=True, power=power)
    elif not number.words and (above := list(SCALE_ABOVE.finditer(text, max(0, number.start - ABOVE), number.start))):
        power = SCALES[re.sub(r"[\s.]", "", above[-1][1] or above[-1][2]).lower()]
        yield replace(number, value=number.value.scaleb(power), scaled=True, power=power)
