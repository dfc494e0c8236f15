"""Quotes: « » come in pairs (N005), and what they hold stands verbatim in a cited source (N009).

Source: docs/rules.md rule 4: quotes match after hyphen, ligature and white-space folding only; numbers exactly.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from corpus.documents import Source
from drafting.findings import Finding
from drafting.note.note import SLOT, Block, NoteTable, Section

# Shorter quotes without a number are names and terms («Rammeavtale»), not somebody's words.
FEWEST_WORDS = 6
LIGATURES = str.maketrans({"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "ft", "ﬆ": "st"})
# Where a quote stood, so that what surrounds it still reads as a sentence.
STAND_IN = "¤"
FOOTNOTE_MARK = re.compile(r"\[\^[0-9]+\]")
HYPHENS = re.compile("[-\u00ad\u2010\u2011]")


@dataclass(frozen=True, slots=True)
class Quoted:
    """A text cut at its outermost « »: what stands inside, what stands outside, and whether they pair."""

    inside: tuple[str, ...]
    outside: str
    paired: bool


def cut(text: str) -> Quoted:
    """The text inside and outside its outermost « »; an unclosed « takes the rest as outside."""
    inside: list[str] = []
    outside: list[str] = []
    depth, start, paired = 0, 0, True
    for place, sign in enumerate(text):
        if sign == "«":
            if depth == 0:
                outside.append(text[start:place])
                start = place + 1
            depth += 1
        elif sign == "»" and depth == 0:
            paired = False
        elif sign == "»":
            depth -= 1
            if depth == 0:
                inside.append(text[start:place])
                start = place + 1
    outside.append(text[start:])
    return Quoted(tuple(inside), STAND_IN.join(outside), paired and depth == 0)


def folded(text: str) -> str:
    """A text as quotes are compared: without hyphens, white space, ligatures and footnote marks, else as it is."""
    return "".join(HYPHENS.sub("", FOOTNOTE_MARK.sub("", text).translate(LIGATURES)).split())


def is_verbatim(quote: str, sources: tuple[Source, ...]) -> bool:
    """Whether a quote stands in one of the sources. «(…)» marks what was left out between two verbatim pieces."""
    pieces = [folded(piece) for piece in re.split(r"[(\[](?:…|\.\.\.)[)\]]", quote)]
    texts = [source.quote for source in sources]
    # A sentence that a page ends in has two sources, one a page.
    return any(_in_order(pieces, folded(text)) for text in [*texts, "".join(texts)])


def _in_order(pieces: list[str], text: str) -> bool:
    place = 0
    for piece in pieces:
        place = text.find(piece, place)
        if place < 0:
            return False
        place += len(piece)
    return True


def quote_findings(section: Section) -> Iterator[Finding]:
    """N005 and N009 of a section. A quote made of a slot alone is verbatim by its making."""
    for block in section.blocks:
        for line in quoted_lines(block):
            yield from _line_findings(section.key, line, block.sources)


def quoted_lines(block: Block) -> list[str]:
    """The lines of a block with every quotation inside « »: also one in other marks, and a block that is one."""
    if isinstance(block, NoteTable):
        return [guillemets(cell) for row in block.rows for cell in row]
    text = guillemets(block.text)
    return [f"«{text}»" if block.kind == "quote" and "«" not in text and "»" not in text else text]


def guillemets(text: str) -> str:
    """The text with “ ”, „ “ and pairs of straight marks as « »; a single straight mark stays."""
    text = re.sub("“([^“”]*)”|„([^„“”]*)[“”]", lambda match: f"«{match[1] or match[2] or ''}»", text)
    return re.sub(r'"([^"\n]*)"', r"«\1»", text)


def _line_findings(place: str, line: str, sources: tuple[Source, ...]) -> Iterator[Finding]:
    quoted = cut(line)
    # Somebody else's words may hold a stray sign of their own: verbatim is verbatim.
    if not quoted.paired and not is_verbatim(line[line.find("«") + 1 : line.rfind("»")], sources):
        yield Finding("N005", "warning", place, f"Anførselstegn som ikke går opp: {shown(line)}")
        return
    for quote in quoted.inside:
        if not needs_source(quote) or is_verbatim(quote, sources):
            continue
        yield Finding("N009", "error", place, f"Sitatet står ikke ordrett i kilden: {shown(quote)}")


def needs_source(quote: str) -> bool:
    """Whether something in « » is somebody's words: long, or with a number, and not only a slot."""
    own = SLOT.sub("", quote).strip(" .,")
    return bool(own) and (len(quote.split()) >= FEWEST_WORDS or bool(re.search(r"[0-9]", own)))


def shown(text: str) -> str:
    words = text.split()
    return " ".join(words[:12]) + (" …" if len(words) > 12 else "")
