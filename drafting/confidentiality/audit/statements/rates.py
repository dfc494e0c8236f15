"""Exchange rates that a text itself states: «1 EUR = 11,75 NOK», «kurs 98,5 NOK per 100 SEK»."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal

NAMES: Mapping[str, tuple[str, ...]] = {
    "eur": ("eur", "euro", "€", "meur"),
    "usd": ("usd", "dollar", "$"),
    "sek": ("sek", "svenske kroner", "kronor"),
    "dkk": ("dkk", "danske kroner"),
    "gbp": ("gbp", "pund", "£"),
}
_NAME = r"(m?eur(?:o)?|€|usd|dollar|\$|sek|svenske\s+kroner|kronor|dkk|danske\s+kroner|gbp|pund|£)"
_NUMBER = r"(\d+(?:[.,]\d+)?)"
_NOK = r"(?:nok|kr\.?|kroner|norske\s+kroner)"
KURS = re.compile(rf"kurs\w*\D{{0,25}}?(?P<rate>{_NUMBER})", re.I)
STATED = (
    re.compile(
        rf"(?P<many>\d+)\s*{_NAME}\s*(?:=|≈|:|er(?:\s+satt)?(?:\s+til)?|tilsvarer|koster|ble\s+satt\s+til|regnes\s+som)\s*(?P<rate>{_NUMBER})\s*{_NOK}",
        re.I,
    ),
    re.compile(rf"(?P<rate>{_NUMBER})\s*{_NOK}\s*(?:per|/|for)\s*(?P<many>\d*)\s*{_NAME}", re.I),
    re.compile(rf"{_NAME}\s*/\s*nok\D{{0,20}}?(?P<rate>{_NUMBER})(?P<many>)", re.I),
    re.compile(
        rf"(?:kurs|valutakurs|vekslingskurs)\w*[^.\n]{{0,40}}?{_NAME}[^.\n\d]{{0,30}}?(?P<rate>{_NUMBER})(?P<many>)",
        re.I,
    ),
    re.compile(
        rf"(?:kurs|valutakurs|vekslingskurs)\w*\D{{0,25}}?(?P<rate>{_NUMBER})(?P<many>)[^.\n\d]{{0,30}}?{_NAME}", re.I
    ),
)


def currency_rates(text: str) -> dict[str, Decimal]:
    """NOK per unit of each currency (by every name of it) whose rate the text states."""
    found: dict[str, Decimal] = {}
    for sentence in re.split(r"(?<=[.!?])\s+(?=[A-ZÆØÅ])", text):
        if (spoken := re.search(_NAME, sentence, re.I)) and (told := KURS.search(sentence)):
            found |= _named(spoken[0], Decimal(told["rate"].replace(",", ".")))
    for pattern in STATED:
        for match in pattern.finditer(text):
            name = next(part for part in match.groups() if part and re.fullmatch(_NAME, part, re.I))
            rate = Decimal(match["rate"].replace(",", ".")) / Decimal(match["many"] or 1)
            found |= {alias: found.get(alias, value) for alias, value in _named(name, rate).items()}
    return found


def _named(name: str, rate: Decimal) -> dict[str, Decimal]:
    names = next((names for names in NAMES.values() if re.sub(r"\s+", " ", name.lower()) in names), ())
    return dict.fromkeys(names, rate) if rate else {}
