"""Norwegian number words to numbers: «tjueen tusen fire hundre og femti» and «en og tjue tusen» are 21 450 and 21 000.

Both countings (from 1951 and before), bokmål and nynorsk, written together, apart or with hyphens.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

UNITS = {
    **dict.fromkeys(("en", "én", "ett", "et", "ein", "éin", "eitt", "eit"), 1),
    **{"to": 2, "tre": 3, "fire": 4, "fem": 5, "seks": 6, "sju": 7, "syv": 7, "åtte": 8, "ni": 9},
}
TEENS = {
    **{"ti": 10, "elleve": 11, "tolv": 12, "tretten": 13, "fjorten": 14, "femten": 15, "seksten": 16},
    **{"sytten": 17, "atten": 18, "nitten": 19},
}
TENS = {
    **{"tjue": 20, "tyve": 20, "tretti": 30, "tredve": 30, "førti": 40, "femti": 50, "seksti": 60, "sytti": 70},
    **{"åtti": 80, "nitti": 90},
}
SCALES = {
    **dict.fromkeys(("tusen", "tusind"), 10**3),
    **dict.fromkeys(("million", "millioner", "millionar"), 10**6),
    **dict.fromkeys(("milliard", "milliarder", "milliardar"), 10**9),
}
ZERO = {"null": 0}
DIGITS = UNITS | ZERO
NUMBERS = UNITS | TEENS | TENS | {"hundre": 100} | SCALES | ZERO
HALVES = {"halv", "halvt", "halve"}
GLUE = {"og", "komma"}
WORDS = sorted((*NUMBERS, *GLUE, *HALVES), key=len, reverse=True)
WORD = re.compile(r"[^\W\d_]+")
LONGEST_WORD = 120


@dataclass(frozen=True, slots=True)
class WordNumber:
    """A number in words: its value, and the span of text it was read from."""

    value: Decimal
    start: int
    end: int


def word_numbers(text: str) -> Iterator[WordNumber]:
    """Every number from 20 up that is written in words in `text` (lower or upper case)."""
    phrase: list[tuple[str, int, int]] = []
    for match in WORD.finditer(text):
        parts = split_compound(match[0].lower())
        near = phrase and len(text[phrase[-1][2] : match.start()].strip(" \t\r\n\u00a0-\u2010\u2011")) == 0
        if not near or not parts:
            yield from _read(phrase)
            phrase = []
        phrase += [(part, match.start(), match.end()) for part in parts]
    yield from _read(phrase)


@lru_cache(maxsize=50_000)
def split_compound(word: str) -> tuple[str, ...]:
    """«tjueentusen» → («tjue», «en», «tusen»); empty when the word is not made of number words only."""
    if len(word) > LONGEST_WORD:
        return ()
    reached: dict[int, tuple[str, ...]] = {0: ()}
    for end in range(1, len(word) + 1):
        for part in WORDS:
            start = end - len(part)
            if start in reached and word.startswith(part, start):
                better = (*reached[start], part)
                if end not in reached or len(better) < len(reached[end]):
                    reached[end] = better
    return reached.get(len(word), ())


def _read(phrase: list[tuple[str, int, int]]) -> Iterator[WordNumber]:
    """The longest numbers in a run of number words; an article («en») or «to» alone is none."""
    start = 0
    while start < len(phrase):
        for end in range(min(len(phrase), start + 40), start, -1):
            value = _value([part for part, _, _ in phrase[start:end]])
            if value is not None and value >= 20:
                yield WordNumber(value, phrase[start][1], phrase[end - 1][2])
                start = end
                break
        else:
            start += 1


def _value(parts: list[str]) -> Decimal | None:
    """A run of number words as a number, or None when it is not one."""
    if parts[0] in GLUE or parts[-1] in GLUE or parts[0] in HALVES:
        return None
    if len(parts) >= 4 and all(part in DIGITS for part in parts):  # read out digit by digit
        return Decimal("".join(str(DIGITS[part]) for part in parts))
    if "komma" in parts:
        return _with_comma(parts)
    whole = _whole(parts)
    return None if whole is None else Decimal(whole)


def _with_comma(parts: list[str]) -> Decimal | None:
    at = parts.index("komma")
    scale = SCALES.get(parts[-1], 1)
    tail = parts[at + 1 : -1] if scale > 1 else parts[at + 1 :]
    whole = _whole(parts[:at])
    if whole is None or not tail or "komma" in tail:
        return None
    digits = "".join(str(DIGITS[part]) for part in tail) if all(part in DIGITS for part in tail) else ""
    if not digits:
        small = _whole(tail)
        digits = "" if small is None else str(small)
    return Decimal(f"{whole}.{digits}") * scale if digits else None


def _whole(parts: list[str]) -> Decimal | None:
    """Words without «komma»: groups below a thousand, each with its scale, scales falling."""
    total, group, last_scale = Decimal(0), list[str](), 10**12
    for part in parts:
        if part not in SCALES:
            group.append(part)
            continue
        if SCALES[part] >= last_scale:
            return None
        last_scale = SCALES[part]
        size = _hundreds(group) if group else Decimal(1)
        if size is None:
            return None
        total, group = total + size * last_scale, []
    if not group:
        return total
    rest = _hundreds(group)
    return None if rest is None or rest >= last_scale else total + rest


def _hundreds(parts: list[str]) -> Decimal | None:
    """«fire hundre og femti», «en og tjue», «tjueen», «tre og en halv»: a number below 1 000 (or 12 hundre)."""
    half = Decimal(0)
    if parts[-1] in HALVES:
        parts, half = parts[:-1], Decimal("0.5")
        if len(parts) > 1 and UNITS.get(parts[-1]) == 1:
            parts = parts[:-1]
        if parts and parts[-1] == "og":
            parts = parts[:-1]
        if not parts:
            return None
    while parts and parts[0] == "og":
        parts = parts[1:]
    if parts.count("hundre") == 1:
        at = parts.index("hundre")
        front = _below_hundred(parts[:at]) if at else 1
        rest = parts[at + 1 :]
        while rest and rest[0] == "og":
            rest = rest[1:]
        back = _below_hundred(rest) if rest else 0
        return None if front is None or back is None else front * 100 + back + half
    small = _below_hundred(parts)
    return None if small is None else small + half


def _below_hundred(parts: list[str]) -> int | None:
    match [part for part in parts if part != "og"]:
        case [one] if one in NUMBERS and NUMBERS[one] < 100:
            return NUMBERS[one]
        case [tens, unit] if tens in TENS and unit in UNITS and "og" not in parts:
            return TENS[tens] + UNITS[unit]
        case [unit, tens] if tens in TENS and unit in UNITS and parts[1] == "og":
            return UNITS[unit] + TENS[tens]
    return None


def in_words(value: int, old: bool = False) -> str:
    """A whole number in words: 21450 → «tjueen tusen fire hundre og femti», old counting «en og tjue tusen …»."""
    if value == 0:
        return "null"
    parts: list[str] = []
    for scale, one, many in ((10**9, "milliard", "milliarder"), (10**6, "million", "millioner"), (1000, "tusen", "")):
        count, value = divmod(value, scale)
        if count:
            head = "en" if count == 1 and scale > 1000 else _group(count, old)
            parts += [f"{'ett' if head == 'en' and scale == 1000 else head} {one if count == 1 or not many else many}"]
    if value:
        tail = _group(value, old)
        parts.append(f"og {tail}" if parts and value < 100 else tail)
    return " ".join(parts)


def _group(value: int, old: bool) -> str:
    names = {number: name for name, number in reversed(list((UNITS | TEENS | TENS).items()))}
    names[1], names[7] = "en", "sju"
    hundreds, rest = divmod(value, 100)
    words = [f"{'ett' if hundreds == 1 else names[hundreds]} hundre"] if hundreds else []
    if rest:
        if rest in names:
            small = names[rest]
        else:
            tens, unit = names[rest // 10 * 10], names[rest % 10]
            small = f"{unit} og {tens}" if old else tens + unit
        words.append(f"og {small}" if hundreds else small)
    return " ".join(words)
