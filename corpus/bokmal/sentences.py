"""Sentences of running Norwegian text, as spans; an abbreviation, a date or an ordinal does not end one.

The one place that knows where a sentence ends: what is quoted, searched and judged is cut here.
"""

from __future__ import annotations

import re

# Source: Språkrådet, «Forkortelser»; those that stand in price notes and assessment reports. One that has no vowel
# («pkt.», «mht.») or a full stop inside («f.eks.») is known as such without standing here.
_ABBREVIATIONS = """
al appl art aug avd avg ca des diff div dr eks ekskl et etc ev evt feb fig forts fung gj gjsn inkl ibid iht innst jan
jul jun kap maks mar meld mill min mva okt osv pas pga prof prop red ref rev sep sept tab tidl tilsv vedl vedr vol
"""
ABBREVIATIONS = frozenset(_ABBREVIATIONS.split())
# «… inkl. mva. Med tilbudt RHF-AUP …» ends a sentence; «ca. 40 pasienter» and «inkl. 25 prosent» do not.
_MAY_END = frozenset(["mva", "osv", "etc", "m.m", "m.fl", "mv", "o.l", "e.l", "n.a", "kr", "stk", "mm"])
# Units and the like have no vowel and are no abbreviations with a full stop of their own.
_NO_ABBREVIATION = frozenset(["mg", "kg", "ml", "dl", "cm", "km", "mcg", "tv", "hf", "kj"])
_MONTHS = re.compile(
    r"(?:januar|februar|mars|april|mai|juni|juli|august|september|oktober|november|desember)\b", re.IGNORECASE
)
# The end of a sentence, with the footnote mark that belongs to it.
_END = re.compile(r"[.!?…]+[»”\"')\]]*(?:\[\^\d+\])*(?=\s|$)")
_BULLET = re.compile(r"\n(?=[•●▪◦]\s)")
_STARTS_SENTENCE = re.compile(r"[«“\"'(\[•–-]*\s*[A-ZÆØÅÉ0-9]")


def sentence_spans(text: str) -> tuple[tuple[int, int], ...]:
    """(start, end) of every sentence, without the white space around it; together they cover all that is printed.

    A bullet on a line of its own begins a new one.
    """
    spans: list[tuple[int, int]] = []
    start = 0
    for place, match in sorted((match.end(), match) for match in (*_END.finditer(text), *_BULLET.finditer(text))):
        if match.re is _BULLET or _ends_sentence(text, start, match):
            spans.append((start, place))
            start = place
    spans.append((start, len(text)))
    return tuple(span for span in (_trimmed(text, *span) for span in spans) if span[0] < span[1])


def sentences(text: str) -> tuple[str, ...]:
    """The sentences themselves."""
    return tuple(text[start:end] for start, end in sentence_spans(text))


def _ends_sentence(text: str, start: int, mark: re.Match[str]) -> bool:
    following = text[mark.end() :].lstrip()
    if not following:
        return True
    if not _STARTS_SENTENCE.match(following):
        return False
    if not mark[0].startswith(".") or mark[0].startswith(".."):
        return True
    word = re.search(r"(\S*)$", text[: mark.start()])
    before = (word[1] if word else "").lstrip("(«“\"'")
    if re.fullmatch(r"\d{1,2}", before):  # «14. mai», «19. November»; «1. Blinatumomab innføres»
        return not _MONTHS.match(following) and text[start : mark.start()].strip("(«• ") != before
    if before.lower() in _MAY_END:
        return following[0].isupper()
    return not is_abbreviation(before)


def is_abbreviation(word: str) -> bool:
    """Whether a word before a full stop is a shortened one («pkt», «f.eks», «ca», the «S» of a name)."""
    if word.lower() in ABBREVIATIONS or re.fullmatch(r"[A-ZÆØÅa-zæøå]", word):
        return True
    if word != word.lower() or word in _NO_ABBREVIATION:
        return word in ("St", "Meld", "Prop", "Innst")  # «Meld. St. 38»
    if re.fullmatch(r"[a-zæøå]{1,4}(?:\.[a-zæøå]{1,4})+", word):
        return True
    return bool(re.fullmatch(r"[^\W\d_aeiouyæøåéèôü]{1,6}", word))


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    return start, end
