"""Quotes and citations of a draft: quotes exact, citations that resolve and support, claims that have one."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TypeAlias

from corpus.documents import Source
from drafting.checks.draft.digits import loose_numbers
from drafting.checks.draft.quotes import cut, folded, is_verbatim, needs_source
from drafting.drafts.draft import Draft
from drafting.note.note import SLOT, NoteTable, Paragraph, Section
from eval.metrics.items import Share, items_in

Filled: TypeAlias = Callable[[str], str]  # a text with slots → as those inside the house read it
FACT = re.compile(r"\{\{\s*fact\.")
WORD = re.compile(r"[^\W\d_]{4,}")
KEYWORD = re.compile(r"[a-z_]*")
COMMON = 0.3  # the share of a source's words that a block must have, when they share no figure


@dataclass(frozen=True, slots=True)
class Grounding:
    """Of a section: exact quotes, citations that are precise, claims that are sufficiently cited."""

    quotes: Share
    precise: Share
    sufficient: Share


def grounding(section: Section, draft: Draft, filled: Filled) -> Grounding:
    """The three shares of a section of a draft."""
    quotes, precise, sufficient = Share(0, 0), Share(0, 0), Share(0, 0)
    for block in section.blocks:
        shown = filled(_text(block))
        for text in _lines(block):
            for quote in cut(text).inside:
                if SLOT.search(quote) or needs_source(quote):
                    quotes += Share(is_verbatim(filled(quote), _readable(block.sources, draft)), 1)
        for source in block.sources:
            precise += Share(resolves(source, draft) and supports(source, shown), 1)
        if isinstance(block, Paragraph) and block.kind != "subheading" and is_claim(block):
            cited = [source for source in block.sources if resolves(source, draft)]
            loose = loose_numbers(block.text, tuple(cited), draft.case_file.hash)
            sufficient += Share(bool(cited) and not loose, 1)
    return Grounding(quotes, precise, sufficient)


def _readable(sources: tuple[Source, ...], draft: Draft) -> tuple[Source, ...]:
    """The sources, and the case file itself where it is cited: a long text runs over several of its lines."""
    whole = draft.case_file
    cited = any(source.document == whole.hash for source in sources)
    text = " ".join(whole.text.split())
    return (*sources, *((Source(whole.hash, 0, 0, len(text), text, whole.name),) if cited else ()))


def is_claim(block: Paragraph) -> bool:
    """Whether a paragraph rests on what somebody else says: a fact of the report, a quote, a number in plain text.

    Figures are no claims of this kind: each carries its own derivation.
    """
    quoted = any(needs_source(quote) or SLOT.search(quote) for quote in cut(block.text).inside)
    return bool(FACT.search(block.text)) or quoted or bool(loose_numbers(block.text, ()))


def resolves(source: Source, draft: Draft) -> bool:
    """Whether a citation leads to its quote: the span of that page of the report, or that line of the case file."""
    if source.document == draft.case_file.hash:
        lines = draft.case_file.text.splitlines()
        return 0 < source.page <= len(lines) and lines[source.page - 1][source.start : source.end] == source.quote
    report = draft.report.document if draft.report else None
    if report is None or source.document != report.hash or not 0 < source.page <= len(report.pages):
        return False
    return report.pages[source.page - 1].text[source.start : source.end] == source.quote


def supports(source: Source, text: str) -> bool:
    """Whether what is cited has to do with the text: a figure in common, or enough of its words.

    A keyword of the case file («one_off») is told in other words, and a line without a quote is where a long text
    begins: both are taken as they are.
    """
    if KEYWORD.fullmatch(source.quote) or folded(source.quote) in folded(text):
        return True
    if items_in(source.quote) & items_in(text):
        return True
    words = {word.casefold() for word in WORD.findall(source.quote)}
    own = {word.casefold() for word in WORD.findall(text)}
    return bool(words) and len(words & own) / len(words) >= COMMON


def _lines(block: Paragraph | NoteTable) -> Iterator[str]:
    if isinstance(block, NoteTable):
        yield from (cell for row in block.rows for cell in row)
    else:
        yield block.text


def _text(block: Paragraph | NoteTable) -> str:
    return " ".join(_lines(block))
