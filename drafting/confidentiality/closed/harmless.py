"""When a number or a comparing word is of something else than a price: of time, dose, people, or parts of the note."""

from __future__ import annotations

import re

from corpus.bokmal.number_words import NUMBERS
from drafting.confidentiality.closed.free import PUBLIC_VALUE, SECRET_VALUE
from drafting.confidentiality.closed.lexicon import WORD, words
from drafting.confidentiality.closed.measures import NUMBER, counts

HARD, SOFT = 2, 1  # how a sentence speaks of money: of sizes; only of how a price is found
# A strength, a dose or a weight, which may stand in a sentence about money: «hetteglass på 38,5 mikrogram».
STRENGTH = re.compile(
    rf"{NUMBER}(?:mg|µg|μg|mcg|mikrogram|milligram|gram|g|ml|milliliter|kg|kilo|m²|m2|IU|IE)(?!\w)(?!/)", re.IGNORECASE
)
CYCLES = re.compile(rf"(?:{NUMBER}|\w+\s+)(?:første\s+)?\w*syklus(?:er|ene)?\b")
# How long an effect must last for a price to be worth it is as secret as the price.
LASTS = re.compile(
    r"\b(?:må|bør|skal|dersom|hvis|om|før|når)\b.*"
    r"\b(?:var(?:e|er|t|igheten?)|vedvarer?|holde[rs]?|virke[r]?|opprettholdes?|ha\s+effekt|har\s+effekt)\b",
    re.IGNORECASE,
)
BETWEEN = re.compile(r"\w*(?:avtale|dialog|forhandling|møte|samarbeid|kontakt|sammenhengen)(?:n|en|er|ene|t|et)?$")
SHOWN_THERE = re.compile(r"(?:over|under)\s+(?:presenteres|vises|følger|gis|står)\b", re.IGNORECASE)
TABLE_BEFORE = re.compile(
    r"\b(?:tabell\w*|figur\w*|avsnitt\w*|oversikt\w*|listen?|presenteres|vises|vist|følger)\s+$", re.IGNORECASE
)
PEOPLE = re.compile(r"(?:minste|største|eldste|yngste|tyngste|letteste)\s+(?:barn|pasient|ungdom)\w*\b", re.IGNORECASE)
# «511 per tablett»: a number of nothing, for each of something, is a price; new patients are counted per year.
RATE = re.compile(rf"{NUMBER}(?:per|pr\.?|for\s+hver)\s+(?!år|uke|dag|million|1)", re.IGNORECASE)
ADVERB = re.compile(r"(?:Tilsvarende|I\s+tillegg)\s+(?:blir|er|gjelder|vil|kommer|kan|skal|har|til)\b")


def harmless(part: str, kind: str, place: int, money: int, *, clinical: bool) -> bool:
    """Whether what measures at `place` of a covered sentence is of something else than a price.

    Args:
        part: the sentence, covered.
        kind: «number», or a kind of measuring word.
        place: where it stands.
        money: 0, SOFT or HARD.
        clinical: whether the sentence is of disease and treatment, and nothing near it of money.
    """
    if kind == "number":
        return not LASTS.search(part) and _counts_no_price(part, place, money, clinical)
    if _only_points(part, place):
        return True
    if money == HARD:
        return _before_a_strength(part, place) or _before_people(part, place) or _stands_for_a_hidden_one(part, place)
    return (clinical and not money) or _before_a_thing(part, place, money) or _about_a_count(part, place, money)


def _counts_no_price(part: str, place: int, money: int, clinical: bool) -> bool:
    if money == HARD:
        in_slots = PUBLIC_VALUE in part or SECRET_VALUE in part  # the amounts themselves are where they can be hidden
        return bool(STRENGTH.match(part, place)) or (in_slots and bool(CYCLES.match(part, place)))
    if RATE.match(part, place):
        return False
    small = not re.match(r"\d{3}|\d+[ .\u00a0]\d{3}", part[place:])
    return counts(part, place, "spans" if money else "units") or (clinical and not money and small)


def _only_points(part: str, place: int) -> bool:
    """Whether the word points at a part of the note, or only joins: «tabellen under», «Tilsvarende blir …»."""
    if part[place : place + 5].lower().startswith(("over", "under")):
        return bool(TABLE_BEFORE.search(part[:place])) or bool(SHOWN_THERE.match(part, place))
    start = max(0, place - 2)  # «I tillegg»
    return any(ADVERB.match(part, at) and at == len(part) - len(part.lstrip()) for at in (start, place))


def _before_people(part: str, place: int) -> bool:
    """«For de minste barna»."""
    return bool(PEOPLE.match(part, place))


def _stands_for_a_hidden_one(part: str, place: int) -> bool:
    """«Dette tilsvarer en kostnad på {{…}}», where the value is hidden and no public one stands beside it."""
    return part[place : place + 9].lower() == "tilsvarer" and SECRET_VALUE in part[place:] and PUBLIC_VALUE not in part


def _before_a_strength(part: str, place: int) -> bool:
    """«For pasienter over 45 kg»."""
    after = re.compile(r"\w+\s+(?:enn\s+)?(?=\d)").match(part, place)
    return after is not None and bool(STRENGTH.match(part, after.end()))


def _before_a_thing(part: str, place: int, money: int) -> bool:
    """Whether a comparing word only tells things of the case apart: «samme dato», «flere data», «avtalen mellom …»."""
    following = [match[0].lower() for match in WORD.finditer(part[place:])][1:3]
    before = re.search(r"(\w+)\s+$", part[:place])
    between = part[place : place + 6].lower() == "mellom" and before and BETWEEN.match(before[1].lower())
    if between or words("things").any_of(following):
        return True
    return money == SOFT and bool(words("clinical").any_of(following[:1]))


def _about_a_count(part: str, place: int, money: int) -> bool:
    """Whether a comparing word stands right before a number that counts no price: «rundt 2 500 kvinner»."""
    number_after = re.compile(r"\w+\s+(?:enn\s+)?(?=\w)").match(part, place)
    if number_after is None:
        return False
    word = WORD.match(part, number_after.end())
    counted = part[number_after.end()].isdigit() or (word is not None and word[0].lower() in NUMBERS)
    return counted and counts(part, number_after.end(), "spans" if money else "units")
