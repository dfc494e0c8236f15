"""House language: punctuation (N004), one form of each term (N006), no empty phrase (N007), no verdict (N010).

Only the note's own words are judged, never a quote.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType

from drafting.checks.draft.gaps import GAP
from drafting.checks.draft.quotes import cut
from drafting.findings import Finding
from drafting.note.note import SLOT, NoteTable, Section

DOUBLE = re.compile(r"(?<!\.)\.\.(?!\.)|,,|;;|::|\s[.,;:](?=\s|$)|[,;:]\s*[.,;:]|\(\s*\)|(?<=\S) {2,}(?=\S)")
# Before a stop or another of their kind these words have lost what they were to lead up to.
EMPTY = re.compile(
    r"\b(om lag|fra om lag|datert|på om lag|i om lag|inkl\.)\s*(?=[.,;:)]|for\b|til\b|dersom\b|$)"
    r"|\b(på for|er på\.|er med (?:RHF|Maks)|fra til|til og til|mellom og)\b",
    re.IGNORECASE,
)
TERMS: Mapping[str, re.Pattern[str]] = MappingProxyType(
    {
        "RHF-AUP": re.compile(r"\bRHF AUP\b|\bLIS-?\s?AUP\b|\brhf-aup\b|\bRhf-AUP\b"),
        "Maks-AUP": re.compile(r"\b[Mm]aks AUP\b|\bmaks-AUP\b|\bMaksAUP\b|\b[Mm]aksimal AUP\b|\bMaks-aup\b"),
        "inkl. mva.": re.compile(r"\binkl\.? ?mva\b(?!\.)|\binkl mva\.|\binkludert mva\b"),
        "NOK": re.compile(r"\bkr\.|\b[Kk]r(?= )"),
        "metodevurdering": re.compile(r"\bmetode-vurdering\w*|\bmetode vurdering\w*"),
        "Beslutningsforum": re.compile(r"\bbeslutningsforum\b"),
        "budsjettvirkning": re.compile(r"\bbudsjett-virkning\w*|\bbudsjett virkning\w*"),
    }
)
# Source: Meld. St. 38 (2020-21): no official cost limits; Magnussen 2015 gives groups, not verdicts.
VERDICT = re.compile(
    r"\b(?:er|anses som|vurderes som|anses) (?:ikke )?kostnadseffektiv\w*"
    r"|\b(?:over|under|innenfor) (?:betalingsvilje|kostnadsgrense|terskelverdi|grensen for)\w*"
    r"|\bprioriteringskriteriene er (?:ikke )?oppfylt\b|\boppfyller (?:ikke )?prioriteringskriteriene\b"
    r"|\b(?:svært |meget )?(?:høy|lav) alvorlighet(?:sgrad)?\b",
    re.IGNORECASE,
)


def language_findings(section: Section) -> Iterator[Finding]:
    """N004, N006, N007 and N010 of a section, each kind and wording once."""
    found = (finding for text in _own_texts(section) for finding in _text_findings(section.key, text))
    yield from dict.fromkeys(found)


def _own_texts(section: Section) -> Iterator[str]:
    """The section's own words: quotes out, slots and gaps as a stand-in that reads like a value."""
    for block in section.blocks:
        lines = [cell for row in block.rows for cell in row] if isinstance(block, NoteTable) else [block.text]
        yield from (GAP.sub("X", SLOT.sub("X", cut(line).outside)) for line in lines)


def _text_findings(place: str, text: str) -> Iterator[Finding]:
    if match := DOUBLE.search(text.replace("X", "x")):
        yield Finding("N004", "warning", place, f"Tegnsetting: «{_around(text, match)}».")
    if match := EMPTY.search(text):
        yield Finding("N007", "warning", place, f"En verdi ser ut til å mangle: «{_around(text, match)}».")
    for term, variants in TERMS.items():
        if match := variants.search(text):
            yield Finding("N006", "warning", place, f"Skriv «{term}», ikke «{match[0]}».", term, match[0])
    if match := VERDICT.search(text):
        message = f"«{match[0]}» er en konklusjon om prioriteringskriteriene. Den hører til Beslutningsforum."
        yield Finding("N010", "warning", place, message)


def _around(text: str, match: re.Match[str]) -> str:
    return " ".join(text[max(0, match.start() - 25) : match.end() + 25].split())
