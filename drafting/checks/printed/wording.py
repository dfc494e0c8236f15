"""Punctuation, terms, names and left-over marks."""

from __future__ import annotations

import re
from collections.abc import Iterator

from corpus.bokmal.amounts import METHOD_ID, method_ids
from corpus.bokmal.institutions import DMP, OLD_AGENCY
from corpus.notes.note import PriceNote
from drafting.checks.printed.printed_text import LINK, own_words, text_of
from drafting.findings import Finding, Severity

# Source: prompts/begreper.md. A variant is wrong in the note's own words only: a quote stands as it was written.
TERMS = (
    ("RHF-AUP", r"\bRHF AUP\b|\bLIS[- ]AUP\b|\bRHFAUP\b"),
    ("Maks-AUP", r"\b[Mm]aks AUP\b|\b[Mm]aksAUP\b"),
    ("Beslutningsforum", r"\bbeslutningsforum\b"),
    ("Sykehusinnkjøp", r"\bSykehus innkjøp\b"),
)
DOUBLE = re.compile(r"(?<![.…])\.\.(?![.…])|,,|;;|::|\?\?| \.(?=\s|$)|,\.|\.,")
ABBREVIATED = re.compile(r"\b(?:mva|osv|mv|etc|nr|dvs|ca|inkl|eks|m\.m|o\.l|n\.a|okt|nov|des|jan|feb|mar|apr|aug|sep)$")
LEFT_OVER = re.compile(
    r"\b[Xx]{2,}\b(?:\.[Xx]{2,4})*|\bTODO\b|\bTBD\b|\[(?:sett inn|fyll inn|mangler|kommer|dato|tall|navn)[^\]\n]*\]"
    r"|\{\{[^}\n]*\}\}|\bFeil! [A-ZÆØÅ][^.\n]*\.?|\bError! [A-Z][^.\n]*|_{4,}|\?{3,}",
    re.IGNORECASE,
)
TWICE = re.compile(r"(?<![\w-])([^\W\d_]{2,}) \1(?![\w-])", re.IGNORECASE)
MAY_COME_TWICE = frozenset({"det", "de", "den"})  # «det at det det gjelder …»
WORD = re.compile(r"[^\W\d_]{5,}")
NUMBER = re.compile(r"\d[\d .,\u00a0\u202f]*\d|\d")
SHORTEST_NAME = 6


def punctuation(note: PriceNote) -> Iterator[Finding]:
    """Double signs, and quotation marks that do not come in pairs; links left out."""
    for section in note.sections:
        text = LINK.sub(lambda match: " " * len(match[0]), section.text)
        for match in DOUBLE.finditer(text):
            if match[0] == ".," and ABBREVIATED.search(text[max(0, match.start() - 6) : match.start()]):
                continue
            before = NUMBER.sub("…", " ".join(text[max(0, match.start() - 25) : match.start()].split()))
            around = before + match[0]  # without numbers: in an internal note one may be a secret
            message = f"Dobbelt tegnsetting: «{around}»."
            yield Finding("P008", "warning", section.key, message, found=match[0], span=match.span())
        opened, closed = text.count("«"), text.count("»")
        if opened != closed:
            message = f"Anførselstegnene går ikke opp: {opened} « og {closed} »."
            yield Finding("P008", "warning", section.key, message, span=_unpaired(text))


def _unpaired(text: str) -> tuple[int, int] | None:
    """The first closing mark that nothing opened, else the last opening one that nothing closed."""
    opened: list[int] = []
    for place, sign in enumerate(text):
        if sign == "«":
            opened.append(place)
        elif sign == "»" and not opened:
            return place, place + 1
        elif sign == "»":
            opened.pop()
    return (opened[-1], opened[-1] + 1) if opened else None


def terms(note: PriceNote) -> Iterator[Finding]:
    """One term for one thing: a variant beside the house's own spelling, told once with the sections it stands in."""
    words = {section.key: own_words(note, section.key) for section in note.sections if section.key != "andre_land"}
    for term, variants in TERMS:
        found = {key: match for key, text in words.items() if (match := re.search(variants, text))}
        if found:
            first, match = next(iter(found.items()))
            message = f"Skriv «{term}», ikke «{match[0]}» ({', '.join(found)})."
            yield Finding("P009", "warning", first, message, term, match[0], match.span())
    named = any(re.search(rf"\b{DMP.short}\b", text) for text in words.values())
    old = next(((key, match) for key, text in words.items() if (match := re.search(OLD_AGENCY, text))), None)
    if named and old:
        message = f"Notatet skriver både «DMP» og «{old[1][0]}»."
        yield Finding("P009", "warning", old[0], message, "DMP", old[1][0], old[1].span())


def method_ids_agree(note: PriceNote) -> Iterator[Finding]:
    """After Bakgrunn a note speaks of its own method, or of one that Bakgrunn has named."""
    known = {note.method_id, *method_ids(text_of(note, "bakgrunn"))}
    for section in note.sections:
        if section.key in ("bakgrunn", "andre_land"):
            continue
        for match in METHOD_ID.finditer(own_words(note, section.key)):
            found = f"ID{match[1]}_{match[2]}"
            if note.method_id and found not in known:
                message = f"{found} er ikke sakens metode-ID ({note.method_id}) og er ikke nevnt under Bakgrunn."
                yield Finding("P012", "error", section.key, message, note.method_id, found, match.span())


def left_over(note: PriceNote) -> Iterator[Finding]:
    """Marks that were to be replaced before the note was sent."""
    for section in note.sections:
        for match in LEFT_OVER.finditer(LINK.sub(lambda link: " " * len(link[0]), section.text)):
            # A draft says what it lacks in so many words; anything else should never have been there.
            severity: Severity = "warning" if match[0].startswith("[mangler") else "error"
            message = f"Gjenglemt merke: «{match[0]}»."
            yield Finding("P021", severity, section.key, message, found=match[0], span=match.span())


def misspelt_names(note: PriceNote) -> Iterator[Finding]:
    """The drug's names with one letter wrong, missing, doubled or swapped; quotes in other languages left out."""
    from rapidfuzz.distance import OSA

    names = {name.lower() for name in (note.product, note.substance) if len(name) >= SHORTEST_NAME and " " not in name}
    for section in note.sections:
        if section.key == "andre_land":
            continue
        for match in WORD.finditer(LINK.sub(lambda link: " " * len(link[0]), section.text)):
            word = match[0].lower()
            if word in names or word.removesuffix("s") in names:
                continue
            if near := next((name for name in names if OSA.distance(word, name, score_cutoff=1) == 1), ""):
                message = f"«{match[0]}» ligner på «{near}», men er skrevet annerledes."
                yield Finding("P026", "warning", section.key, message, near, match[0], match.span())


def words_twice(note: PriceNote) -> Iterator[Finding]:
    """«av av»."""
    for section in note.sections:
        for match in TWICE.finditer(own_words(note, section.key)):
            if match[1].lower() not in MAY_COME_TWICE:
                message = f"Ordet «{match[1]}» står to ganger."
                yield Finding("P027", "warning", section.key, message, found=match[0], span=match.span())
