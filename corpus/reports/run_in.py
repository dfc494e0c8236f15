"""Labels and headings that stand in the text they head: «Usikkerhet: DMP vurderer …», «Alvorlighet:» on its own line.

Print sets them in bold, and where the line breaks, the file breaks. A label is joined with what it labels, and is a
heading over it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from corpus.bokmal.institutions import AGENCY_HEADING

# Headings that carry meaning for facts, recognised even where print did not tell them from text.
_KNOWN = (
    r"(?:Oppsummering|Sammendrag|Samlet vurdering|Konklusjon|Formål|Alvorlighet(?: og prognosetap)?|Prognose|Nytte"
    r"|Effekt(?:dokumentasjon)?|Relativ effekt|Sikkerhet|Ressursbruk|Kostnadseffektivitet|Usikkerhet"
    r"|Budsjettkonsekvenser|Budsjettvirkning(?:er)?|Dagens behandling|Komparator|Innsendt dokumentasjon"
    rf"|{AGENCY_HEADING}s (?:samlede )?vurdering|Firmaets (?:vurdering|analyse|anslag|syn|konklusjon)"
    r"|Logg)"
)
KNOWN_HEADING = re.compile(rf"(?:\d(?:\.\d)*\.? )?{_KNOWN}:?")
_MOST_WORDS = 6
# «Vedlegg 1: Kriterier», «Tabell 2: Kostnader»: a title with a colon, and no label.
_NO_LABEL = re.compile(
    r"(?:Vedlegg|Tabell|Figur|Appendiks|Del|Kapittel|Boks|ID\d{4}|Kilde|Kilder|Merk|Note|Obs|NB)\b|\d"
)
# A lead-in that is a clause of its own («DMP konkluderer slik: …») says something, and stays.
_CLAUSE = re.compile(
    r"\b(?:skriver|mener|vurderer|konkluderer|anser|legger|finner|sier|hevder|opplyser|anfører|oppgir|antar|er|blir|ble"
    r"|var|har|kan|skal|vil|viser|gjelder|omfatter|inkluderer|følger|følgende|slik|disse|at|som|når|dersom|hvis)\b",
    re.IGNORECASE,
)
_COLON = re.compile(r"([A-ZÆØÅ][^.:;!?\n]{1,60}?):(?=\s+\S)\s+")
_INLINE = re.compile(rf"({_KNOWN})(?:\.|\s+[–—-])?\s+(?=[A-ZÆØÅ«])")
# «Likeverdighet. DMP vurderer at …» in bold: a heading holds no full stop with a sentence after it.
_PERIOD = re.compile(r"([A-ZÆØÅ][^.:;!?\n\d]{2,40}?)\.\s+(?=[A-ZÆØÅ«])")
_BLOCK_START = re.compile(rf"\n(?={_KNOWN}\s*(?::|\n))")
# Words that no sentence ends in: what follows them goes on, whatever it begins with.
LEFT_OPEN = re.compile(
    r"(?:[,–]|\b(?:av|og|at|som|med|til|for|på|i|er|var|har|ikke|den|det|de|en|et|fra|ved|om|eller|men|enn|hos|mot|kan"
    r"|vil|skal|bli|blir|ble|etter|under|over|mellom|fordi|når|der|samt|hver|per|inkl\.|ca\.|både|verken))\s*$"
)


def label_at(block: str, *, bold: bool, following: str = "") -> tuple[str, int] | tuple[()]:
    """(label, characters that it takes with what sets it off) of a block that begins with a label, else nothing.

    Args:
        block: the text; a block that is a heading and nothing more has no label.
        bold: print made a heading of the whole block.
        following: the block after it.
    """
    match = _COLON.match(block)
    if match and not _is_label(match[1]):
        match = None
    match = match or _INLINE.match(block) or (_PERIOD.match(block) if bold else None)
    if match and match.re is _PERIOD and not _is_label(match[1]):
        match = None
    if match is None or _NO_LABEL.match(block):
        return ()
    rest = " ".join(block[match.end() :].split())
    # «Delstudie: Effekt hos barn» in bold is a heading; running text has a sentence's length or end.
    goes_on = rest.endswith((".", "!", "?")) or LEFT_OPEN.search(rest) or following[:1].islower()
    if bold and len(rest.split()) < _MOST_WORDS and not goes_on:
        return ()
    if match.re is not _COLON and len(rest.split()) < 3:
        return ()
    return " ".join(match[1].split()), match.end()


def _is_label(text: str) -> bool:
    return len(text.split()) <= _MOST_WORDS and not _CLAUSE.search(text)


def heading_line(flat: str) -> bool:
    """Whether a block is a known heading and nothing more, with or without a colon."""
    return bool(KNOWN_HEADING.fullmatch(flat))


def pieces_of(block: str) -> Iterator[tuple[int, str]]:
    """(offset, text) of a block cut where a known heading stands on a line of its own, or begins a line as a label."""
    start = 0
    for place in [match.end() for match in _BLOCK_START.finditer(block)] + [len(block)]:
        first, _, rest = block[start:place].partition("\n")
        if rest.strip() and heading_line(" ".join(first.split())):
            yield start, first.strip()
            lead = len(first) + 1 + len(rest) - len(rest.lstrip())
            yield start + lead, rest.strip()
        elif block[start:place].strip():
            yield start, block[start:place].strip()
        start = place
