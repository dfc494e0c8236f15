"""What the numbers of a table are counted in: kroner, thousands, millions, or a foreign currency.

A thousandfold error is the worst there is, so one declared unit is used, and two, or one that may be about something
else, are none. A unit is declared where nothing is counted by it: «i millioner NOK» declares, «16,9 millioner NOK» is
an amount. In a caption, a heading, a corner or a label the bare word declares («kNOK», «1 000 kr»); in running text
only «i …» does, in a sentence about tables, figures or amounts.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from corpus.bokmal.price_terms import FOREIGN_TERMS, KRONER, SCALE_WORDS, SCALED_CURRENCIES, compiled
from corpus.bokmal.raised import UNICODE

JOINED = r"(?:-?(?:NOK|kroner|kr))?"  # «tusenkroner»
ENGLISH = {3: "|thousands?", 6: "|millions?", 9: "|billions?"}
# «NOK m», and «mrd.» with its full stop, which no currency is joined to.
LOOSE = {3: r"|[kt]\s(?:NOK|kr)|NOK\s?k", 6: r"|mill\.|mio\.|M\sNOK|NOK\s?m", 9: r"|mrd\."}


def _pattern(power: int, words: Sequence[str], glued: Sequence[str]) -> str:
    spelled = "|".join(sorted(words, key=len, reverse=True))
    return rf"(?:{spelled}{ENGLISH[power]}){JOINED}|{'|'.join(glued)}{LOOSE[power]}"


WORDS: tuple[tuple[int, str], ...] = tuple(
    (10**power, _pattern(power, words, glued))
    for (power, words), (_, glued) in zip(reversed(SCALE_WORDS), reversed(SCALED_CURRENCIES), strict=True)
)
ANY_WORD = "|".join(words for _, words in WORDS)
POWER = r"1[\s.,]?000(?:[\s.,]?000){0,2}|['’´`]000s?|10(?:\^|\[\^)[369]\]?|10[³⁶⁹]"
OPENS = rf"(?:^|[(\[,;:/]|\b(?:i|in|hele)\b)\s*(?:hele\s+)?(?:{KRONER}\s*)?"
BARE_WORD = re.compile(rf"(?<![\w.,'’])(?<!\d\s)(?<!\bper\s)(?<!\bpr\.\s)(?<!\bpr\s)({ANY_WORD})(?!\w)", re.IGNORECASE)
BARE_POWER = re.compile(rf"{OPENS}({POWER})(?=\s*(?:$|[)\],;:/]|-?{KRONER}(?!\w)))", re.IGNORECASE)
LOOSE_POWER = re.compile(
    rf"(?<![\d.,])(?<!\d\s)(?:1[\s.,]?000(?:[\s.,]?000)?|10\D{{0,2}}[369³⁶⁹]\]?)\s*-?{KRONER}(?!\w)", re.IGNORECASE
)
IN_PROSE = re.compile(
    rf"\b(?:i|in)\s+(?:hele\s+)?(?:{KRONER}\s*)?((?:{ANY_WORD})(?!\w)|(?:{POWER})(?![\s.,]?\d))", re.IGNORECASE
)
ABOUT_FIGURES = re.compile(
    r"\b(?:tabell\w*|tall\w*|tala\b|beløp\w*|kostnad\w*|utgift\w*|verdi\w*|oppgitt|angitt|table|figures|amounts|costs|values)\b",
    re.IGNORECASE,
)
ELSEWHERE = re.compile(r"\bfigur\s+\d|\bfigure\s+\d|\bvedlegg\s+\d", re.IGNORECASE)
FOREIGN = compiled(FOREIGN_TERMS)
ROUNDED = re.compile(r"\b(?:avrund\w*|nærmeste|rounded|nearest)\b", re.IGNORECASE)  # says how exact, not in what
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
    labels = list(labels)
    found = {factor for text in labels for factor in _in_label(text)}
    why = _unclear(labels, found)
    told, doubt = _told(prose, found)
    widely = {_factor(match[1]) for text in everywhere for match in IN_PROSE.finditer(text)}
    found |= told
    if why or doubt:
        return Unit(None, why or doubt)
    if len(found) > 1 or (widely and not widely <= (found or {1})):
        return Unit(None, "det er nevnt flere enheter")
    return Unit(found.pop(), declared=True) if found else Unit(1)


def _unclear(labels: Sequence[str], found: set[int]) -> str:
    """What makes the unit of these labels unclear; "" when nothing does."""
    if foreign := next((match[0] for text in labels for match in FOREIGN.finditer(text)), ""):
        return f"annen valuta er nevnt ({foreign})"
    if not found and any(LOOSE_POWER.search(text) for text in labels):
        return "det er uklart om tallene er i tusen"
    if any(ROUNDED.search(text) and _in_label(text) for text in labels):
        return "det er uklart om tallene er i tusen eller millioner, eller bare avrundet"
    return ""


def _told(prose: Iterable[str], found: set[int]) -> tuple[set[int], str]:
    """The units that running text declares, and what in it is unclear; `found` are those of the labels."""
    told: set[int] = set()
    for sentence in (part for text in prose for part in re.split(r"(?<=[.!?])\s+(?=[A-ZÆØÅ(])", text)):
        declared = {_factor(match[1]) for match in IN_PROSE.finditer(sentence)}
        sure = bool(ABOUT_FIGURES.search(sentence)) and not ELSEWHERE.search(sentence)
        if declared and not sure and not declared <= found | told:
            return told, f"det er uklart om «{_short(sentence)}» gjelder tabellen"
        if sure and (other := re.search(rf"\b(?:i|in)\s+({FOREIGN.pattern})", sentence, re.IGNORECASE)):
            return told, f"annen valuta er nevnt ({other[1]})"
        told |= declared if sure else set()
    return told, ""


def label_unit(text: str) -> Unit:
    """The unit of one label («Budsjettvirkning (mill. NOK)»)."""
    return unit_of([text])


def said_everywhere(texts: Iterable[str]) -> tuple[str, ...]:
    """What a document says of all its amounts: «Alle beløp er i tusen kroner»."""
    return tuple(match[0] for text in texts for match in EVERYWHERE.finditer(text) if IN_PROSE.search(match[0]))


def is_unit(text: str, start: int, end: int) -> bool:
    """Whether a number is what others are counted in, and no amount: «(1 000 kr)», «tall i 1 000 NOK»."""
    return any(match.start(1) < end and start < match.end(1) for match in BARE_POWER.finditer(text))


def _in_label(text: str) -> set[int]:
    words = {_factor(match[1]) for match in BARE_WORD.finditer(text)}
    return words | {_factor(match[1]) for match in BARE_POWER.finditer(text)}


def _factor(word: str) -> int:
    for factor, words in WORDS:
        if re.fullmatch(words, word, re.IGNORECASE):
            return factor
    if word.startswith("10") and (power := re.search(r"[369³⁶⁹]", word)):
        return int(10 ** int(power[0].translate(UNICODE)))
    return int(1000 ** (len(re.sub(r"\D", "", word)) // 3))


def _short(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) < 70 else f"{flat[:67]}…"
