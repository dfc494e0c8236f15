"""What the numbers of a table are counted in: kroner, thousands, millions, or a foreign currency.

A thousandfold error is the worst there is, so one declared unit is used, and two, or one that may be about something
else, are none. A unit is declared where nothing is counted by it: «i millioner NOK» declares, «16,9 millioner NOK» is
an amount. In a caption, a heading, a corner or a label the bare word declares («kNOK», «1 000 kr»); in running text
only «i …» does, in a sentence about tables, figures or amounts.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

CURRENCY = r"(?:NOK|norske\s+kroner|kroner|kr\.?)"
WORDS: tuple[tuple[int, str], ...] = (
    (10**9, r"milliard(?:er)?|mrd\.?|billions?"),
    (10**6, r"million(?:er|s)?|mill\.?|mio\.?|MNOK|mkr|NOKm"),
    (10**3, r"tusen|tusener|thousands?|kNOK|TNOK|tkr|kkr|NOKk"),
)
ANY_WORD = "|".join(words for _, words in WORDS)
POWER = r"1[\s.,]?000(?:[\s.,]?000){0,2}|['’´`]000s?"
OPENS = rf"(?:^|[(\[,;:/]|\b(?:i|in|hele)\b)\s*(?:hele\s+)?(?:{CURRENCY}\s*)?"
BARE_WORD = re.compile(rf"(?<![\w.,'’])(?<!\d\s)(?<!\bper\s)(?<!\bpr\.\s)(?<!\bpr\s)({ANY_WORD})(?!\w)", re.IGNORECASE)
BARE_POWER = re.compile(rf"{OPENS}({POWER})(?=\s*(?:$|[)\],;:/]|{CURRENCY}(?!\w)))", re.IGNORECASE)
LOOSE_POWER = re.compile(rf"(?<![\d.,])(?<!\d\s)1[\s.,]?000(?:[\s.,]?000)?\s*{CURRENCY}(?!\w)", re.IGNORECASE)
IN_PROSE = re.compile(
    rf"\b(?:i|in)\s+(?:hele\s+)?(?:{CURRENCY}\s*)?((?:{ANY_WORD})(?!\w)|(?:{POWER})(?![\s.,]?\d))", re.IGNORECASE
)
ABOUT_FIGURES = re.compile(
    r"\b(?:tabell\w*|tall\w*|beløp\w*|kostnad\w*|verdi\w*|oppgitt|angitt|table|figures|amounts|costs|values)\b",
    re.IGNORECASE,
)
ELSEWHERE = re.compile(r"\bfigur\s+\d|\bfigure\s+\d|\bvedlegg\s+\d", re.IGNORECASE)
# Currencies that are no Norwegian kroner, by code, sign and name.
FOREIGN = re.compile(
    r"(?<!\w)(?:EUR|euro|USD|US-?dollar|dollar|DKK|SEK|GBP|pund|CHF|(?:danske|svenske|islandske)\s+kroner)(?!\w)|[€$£]",
    re.IGNORECASE,
)
EVERYWHERE = re.compile(r"\balle\s+(?:beløp|tall|tabeller|kostnader)\b[^.\n]*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Unit:
    """What numbers are counted in.

    Attributes:
        factor: 1, a thousand, a million, a milliard; None where it is unclear or no kroner.
        why: in bokmål, what makes it unclear; "" when it is clear.
        declared: whether anything said so.
    """

    factor: int | None
    why: str = ""
    declared: bool = False


def unit_of(labels: Iterable[str], prose: Iterable[str] = (), everywhere: Iterable[str] = ()) -> Unit:
    """The unit that these texts declare.

    Args:
        labels: caption, heading, corner, column heads: short texts about the table.
        prose: the paragraphs beside the table and its footnotes.
        everywhere: the sentences that say «alle beløp …» of the whole document.
    """
    labels, prose = list(labels), list(prose)
    if foreign := next((match[0] for text in labels for match in FOREIGN.finditer(text)), ""):
        return Unit(None, f"annen valuta er nevnt ({foreign})")
    found = {factor for text in labels for factor in _in_label(text)}
    if not found and any(LOOSE_POWER.search(text) for text in labels):
        return Unit(None, "det er uklart om tallene er i tusen")
    told = [sentence for text in prose for sentence in re.split(r"(?<=[.!?])\s+(?=[A-ZÆØÅ(])", text)]
    for sentence in told:
        declared = {_factor(match[1]) for match in IN_PROSE.finditer(sentence)}
        sure = bool(ABOUT_FIGURES.search(sentence)) and not ELSEWHERE.search(sentence)
        if declared and not sure and not declared <= found:
            return Unit(None, f"det er uklart om «{_short(sentence)}» gjelder tabellen")
        found |= declared if sure else set()
        if sure and (other := re.search(rf"\b(?:i|in)\s+({FOREIGN.pattern})", sentence, re.IGNORECASE)):
            return Unit(None, f"annen valuta er nevnt ({other[1]})")
    widely = {_factor(match[1]) for text in everywhere for match in IN_PROSE.finditer(text)}
    if len(found) > 1 or (widely and not widely <= (found or {1})):
        return Unit(None, "det er nevnt flere enheter")
    return Unit(found.pop(), declared=True) if found else Unit(1)


def label_unit(text: str) -> Unit:
    """The unit of one label («Budsjettvirkning (mill. NOK)»)."""
    return unit_of([text])


def said_everywhere(texts: Iterable[str]) -> tuple[str, ...]:
    """What a document says of all its amounts: «Alle beløp er i tusen kroner»."""
    return tuple(match[0] for text in texts for match in EVERYWHERE.finditer(text) if IN_PROSE.search(match[0]))


def _in_label(text: str) -> set[int]:
    words = {_factor(match[1]) for match in BARE_WORD.finditer(text)}
    return words | {_factor(match[1]) for match in BARE_POWER.finditer(text)}


def _factor(word: str) -> int:
    for factor, words in WORDS:
        if re.fullmatch(words, word, re.IGNORECASE):
            return factor
    return int(1000 ** (len(re.sub(r"\D", "", word)) // 3))


def _short(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) < 70 else f"{flat[:67]}…"
