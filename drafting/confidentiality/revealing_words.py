"""Words that tell a price without a digit: «halvert pris», «12 % rabatt», «billigere enn komparator».

They are findings for the reviewer, not stops: only a person can see whether a sentence says more than the price list.
A word counts near a secret: in a sentence that holds a hidden slot or names the negotiated price, or in one that
follows or precedes it in the same paragraph.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from drafting.case.file import CaseFile
from drafting.confidentiality.hiding.audience import PUBLIC, shown_values
from drafting.confidentiality.hiding.hidden import ShownFigure
from drafting.confidentiality.leaks.rules import SECRET_BASIS, SENTENCE_END
from drafting.findings import Finding
from drafting.note.note import Note, Section, Shown, Slot, parse, texts

if TYPE_CHECKING:
    from drafting.facts import Facts

AMOUNT = (
    r"\d+(?:[,.]\d+)?\s*(?:%|prosent|prosentpoeng)|\b(?:ti|tjue|tretti|førti|femti|seksti|sytti|åtti|nitti)\s+prosent"
)
CHEAPER = r"kostnadsbesparende|besparelse|innsparing"
# «IKER er merkostnaden per vunnet QALY» and «øvrige merkostnader» name a quantity, whatever its sign.
DEARER = r"(?<!øvrige )(?<!andre )merkostnad\w*(?!\s+per\b)(?!\w)|mer\s+kostbar\w*|kostnadsøkning"
WORDS = {
    "R001": (
        r"halvert|halv\s+pris|halve\s+prisen|halvparten|en\s+(?:tredje|fjerde|femte)del|dobbel|doblet|tredobbel|ti\s+ganger",
        "sier hvor stor del av en annen pris den hemmelige er",
    ),
    "R002": (
        rf"(?:{AMOUNT})\s*(?:i\s+)?(?:rabatt|avslag|lavere|billigere|rimeligere|under)|"
        rf"(?:rabatt|avslag|prisreduksjon|redusert)\w*\s+(?:på|med)\s+(?:om\s+lag\s+|ca\.?\s*|over\s+)?(?:{AMOUNT})",
        "oppgir rabatten",
    ),
    "R003": (
        r"(?:billigere|rimeligere|dyrere|lavere\s+(?:pris|kostnad)\w*|høyere\s+(?:pris|kostnad)\w*)\s+enn|"
        r"\b(?:billigst|rimeligst|dyrest)\w*|(?:lavest|høyest)\w*\s+\w*(?:pris|kostnad)",
        "sammenligner en hemmelig pris med en annen",
    ),
    "R004": (
        rf"{CHEAPER}|{DEARER}",
        "sier hvilken vei regnestykket går med hemmelige priser",
    ),
    "R005": (
        r"(?:betydelig|stor|høy|lav|liten|beskjeden|svært\s+god|vesentlig)\s+(?:rabatt|prisreduksjon|avslag)|"
        r"(?:godt|langt|betydelig|vesentlig|like|marginalt)\s+(?:under|over)\s+maks|svært\s+lav\s+pris|gunstig\s+pris",
        "antyder hvor stor rabatten er",
    ),
}
PATTERNS = {code: (re.compile(pattern, re.I), reason) for code, (pattern, reason) in WORDS.items()}
# «Varer effekten kortere, blir behandlingen mer kostbar, og varer den lenger, blir den kostnadsbesparende» is true of
# any price: it says which way the calculation goes for neither.
OPPOSITES = (r"\bkortere\b", r"\bleng(?:er|re)\b"), (r"\blavere\b", r"\bhøyere\b"), (r"\bmindre\b", r"\bstørre\b")
# «Dersom effekten varer lenger, er det kostnadsbesparende» tells nothing while the duration is hidden.
CONDITION = re.compile(r"\b(?:dersom|hvis|forutsatt|når)\b|^\W*(?:er|varer|blir|skulle|viser)\s", re.I)


def revealing_findings(
    note: Note, case_file: CaseFile, figures: Mapping[str, ShownFigure], facts: Facts | None
) -> tuple[Finding, ...]:
    """Revealing words near secrets (R001-R005; R006 is no longer used)."""
    found: list[Finding] = []
    for section in note.sections:
        keys = [piece for text in texts(section) for piece in parse(text) if isinstance(piece, Slot)]
        shown = shown_values(case_file, figures, facts, PUBLIC, keys)
        found += _in_section(section, shown)
    return tuple(dict.fromkeys(found))


def _in_section(section: Section, shown: Shown) -> Iterator[Finding]:
    for text in texts(section):
        sentences = _sentences(text)
        near = [_near_secret(sentence, shown) for sentence in sentences]
        for place, sentence in enumerate(sentences):
            if any(near[max(0, place - 1) : place + 2]):
                beside = " ".join(sentences[max(0, place - 1) : place + 2])
                yield from _in_sentence(section.key, sentence, beside)


def _sentences(text: str) -> list[str]:
    return [sentence for sentence in re.split(SENTENCE_END, text) if sentence]


def _near_secret(sentence: str, shown: Shown) -> bool:
    if SECRET_BASIS.search(sentence):
        return True
    return any(isinstance(piece, Slot) and shown[piece].hidden for piece in parse(sentence))


def _goes_both_ways(sentence: str, beside: str) -> bool:
    """Whether a condition is told with its opposite, in the sentence or the one beside it, and so tells of no price."""
    directions = all(re.search(words, beside, re.I) for words in (CHEAPER, DEARER))
    ways = any(all(re.search(word, beside, re.I) for word in pair) for pair in OPPOSITES)
    return bool(CONDITION.search(sentence)) and directions and ways


def _in_sentence(place: str, sentence: str, beside: str) -> Iterator[Finding]:
    conditional = bool(CONDITION.search(sentence))
    for code, (pattern, reason) in PATTERNS.items():
        if code == "R004" and _goes_both_ways(sentence, beside):
            continue
        if match := pattern.search(sentence):
            # R002 holds the number itself, so it is named by its kind only.
            words = "Setningen" if code == "R002" else f"«{' '.join(match[0].split())}»"
            severe = not conditional or code in ("R001", "R002")
            yield Finding(
                code,
                "warning" if severe else "info",
                place,
                f"{words} står ved en hemmelig pris og {reason}. Skriv det om, eller la eieren godta det.",
            )
