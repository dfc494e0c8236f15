"""Where a covered sentence counts, measures, ranks or compares: in digits, words, Roman figures and signs."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import TypeAlias

from corpus.bokmal.number_words import split_compound
from drafting.confidentiality.closed.free import GONE
from drafting.confidentiality.closed.lexicon import WORD, parts, words

Measure: TypeAlias = tuple[str, str, int]  # the words, their kind («number», «share» …), their place

ARTICLES = frozenset(["en", "et", "ett", "én", "ei", "ein", "eit", "éin", "eitt"])
DIGITS = re.compile(r"\d[\d .,\u00a0\u202f]*")
NAMED = re.compile(r"\b(?=[^\W_]*\d)[^\W\d_]{2,}[-‐‑]?\d+[^\W_]*\b|\b[A-Z][-‐‑]?\d{1,3}\b")  # FGFR2, CD19, IL-17
# In a sentence about money only what looks like nothing else: «CD19», never «NOK20».
LONG_NAME = re.compile(r"\b(?!M?NOK|TNOK|KR|EUR|USD|SEK|DKK|GBP|PRIS|A[UI]P)[A-ZÆØÅ]{2,5}[-‐‑]?\d{1,2}(?!\d)")
ROMAN = re.compile(r"(?<!\w)(?=[IVXLCDM]{1,})M{0,3}(?:CM|CD|D?C{0,3})(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})(?!\w)")
SQUARE = re.compile("m²")
ENGLISH = re.compile(r"\b(?:the|is|are|of|with|and|as|has|been|not|this)\b", re.IGNORECASE)
MARKS = frozenset("®™©°")
SIGNS = frozenset("<>≤≥≈~±=×÷*/^%‰↑↓→←↗↘⅓¼½¾⅔√€$£#")
GRADES = ("faktor", "type", "fase", "stadium", "stadier", "grad", "klasse", " og", "eller")
NUMBER = r"\d[\d .,\u00a0\u202f]*"
UNIT_SIGN = re.compile(rf"{NUMBER}(?:(?:og|til|eller|mot|[-–])\s*{NUMBER})?(?:%|‰|°|m²|µg|μg)")
NEAR = 4  # words between a number and what it counts
KINDS = (("share", "fractions"), ("rank", "ranks"), ("change", "changes"), ("comparison", "comparisons"))


def numbers(part: str, money: bool) -> Iterator[Measure]:
    """Numbers in digits, words, Roman figures and signs, with their place."""
    left = (LONG_NAME if money else NAMED).sub(lambda match: GONE * len(match[0]), part)
    for match in DIGITS.finditer(left):
        yield match[0].strip(" .,"), "number", match.start()
    listed = words("numbers")
    for match in WORD.finditer(left):
        word = match[0].lower()
        if word == "to" and len(ENGLISH.findall(left)) >= 2:  # «subject to», in another language
            continue
        if listed.holds(word) or (word not in ARTICLES and split_compound(word) and word not in {"og", "komma"}):
            yield match[0], "number", match.start()
    for match in ROMAN.finditer(left):
        if len(match[0]) > 1 and not _grade(left, match.start()):
            yield match[0], "number", match.start()
    for place, sign in enumerate(SQUARE.sub(GONE * 2, left)):
        if sign in MARKS:
            continue
        if sign == "/" and not re.search(r"\d\s?$", left[:place]):
            continue
        if sign in SIGNS or unicodedata.category(sign) in {"No", "So", "Sm"}:
            yield sign, "comparison", place


def _grade(text: str, place: int) -> bool:
    """Whether a Roman figure is a grade or a name: «faktor IX», «stadium IV»."""
    before = re.search(r"([^\W\d_]+)[\s-]*$", text[:place])
    return before is not None and before[1].lower().endswith(GRADES)


def measures(part: str) -> Iterator[Measure]:
    """Shares, ranks, changes and comparisons in words, with their place."""
    for match in WORD.finditer(part):
        if match[0] == "NOK":  # the currency; «nok» is enough
            continue
        for word in parts(match[0].lower()):
            for kind, listed in KINDS:
                if words(listed).holds(word):
                    yield match[0], kind, match.start()


def counts(part: str, place: int, listed: str) -> bool:
    """Whether a number counts or measures something that is no price: its unit stands by it, or a few words after."""
    if UNIT_SIGN.match(part, place):
        return True
    after = [match[0].lower() for match in WORD.finditer(part[place:])]
    before = [match[0].lower() for match in WORD.finditer(part[:place])]
    near = [*after[: NEAR + 1], *before[-2:]] if listed == "units" else after[:2]
    return bool(words(listed).any_of(near))
