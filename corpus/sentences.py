"""Sentences of running Norwegian text, as spans; an abbreviation, a date or an ordinal does not end one."""

from __future__ import annotations

import re

# Source: Språkrådet, «Forkortelser»; those that stand in price notes and assessment reports.
_ABBREVIATIONS = """
bl.a ca dvs eks evt f.eks fung hhv inkl ev jf kap kl kr m.m maks mill min mrd mva mv n.a nr okt o.l osv pga pkt
s std tidl vs jan feb mar apr jun jul aug sept sep nov des tab fig ref et al red rev jr
"""
ABBREVIATIONS = frozenset(_ABBREVIATIONS.split())
_END = re.compile(r"[.!?…]+[»”\"')\]]*(?=\s|$)")
_STARTS_SENTENCE = re.compile(r"[«“\"'(\[•–-]*\s*[A-ZÆØÅÉ0-9]")


def sentence_spans(text: str) -> tuple[tuple[int, int], ...]:
    """(start, end) of every sentence, without the white space around it; together they cover all that is printed."""
    spans: list[tuple[int, int]] = []
    start = 0
    for match in _END.finditer(text):
        if _ends_sentence(text, match):
            spans.append((start, match.end()))
            start = match.end()
    spans.append((start, len(text)))
    return tuple(span for span in (_trimmed(text, *span) for span in spans) if span[0] < span[1])


def sentences(text: str) -> tuple[str, ...]:
    """The sentences themselves."""
    return tuple(text[start:end] for start, end in sentence_spans(text))


def _ends_sentence(text: str, mark: re.Match[str]) -> bool:
    following = text[mark.end() :].lstrip()
    if not following:
        return True
    if not _STARTS_SENTENCE.match(following):
        return False
    if mark[0] != ".":
        return True
    word = re.search(r"(\S*)$", text[: mark.start()])
    before = (word[1] if word else "").lstrip("(«“\"'").lower()
    if before in ABBREVIATIONS:
        # «… inkl. mva. Med tilbudt RHF-AUP …» ends a sentence; «ca. 40 pasienter» and «inkl. 25 prosent» do not.
        return before in {"mva", "osv", "m.m", "mv", "o.l", "n.a"} and following[0].isupper()
    if re.fullmatch(r"\d{1,2}", before):  # «14. mai», «1. Blinatumomab innføres», «19. November»
        return False
    return not re.fullmatch(r"[a-zæøå]", before)


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    return start, end
