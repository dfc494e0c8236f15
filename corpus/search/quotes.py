"""A text to the place where it stands on a page: the citation that resolves, or None."""

from __future__ import annotations

import re

from corpus.archive.archive import Archive
from corpus.documents import Document, Passage, Source


def located(archive: Archive, digest: str, name: str, page: int, text: str) -> Source | None:
    """Where a text stands on a page, white space and divided words folded; None when it does not stand there."""
    found = archive.page(digest, page)
    span = span_of(text, found.text) if found else None
    return Source(digest, page, *span, found.text[slice(*span)], name) if found and span else None


def located_on(document: Document, page: int, text: str) -> Source | None:
    """The same in a document at hand; None as well when it has no such page."""
    span = span_of(text, document.pages[page - 1].text) if 1 <= page <= len(document.pages) else None
    return document.source(page, *span) if span else None


def span_of(text: str, page_text: str) -> tuple[int, int] | None:
    """Start and end of a text in a page's text, white space, soft hyphens and divided words folded."""
    words = text.split()
    if not words:
        return None
    pattern = r"[\s\u00ad]*(?:-\s*\n\s*)?".join("".join(map(_letter, word)) for word in words)
    match = re.search(pattern, page_text)
    return match.span() if match else None


def located_in(archive: Archive, passage: Passage, text: str) -> Source | None:
    """Where a sentence of a passage stands: on the page of the passage, or on a later one that it runs on to."""
    for source in (passage.source, *passage.rest):
        found = located(archive, source.document, source.name, source.page, text)
        if found:
            return found
    return None


def _letter(letter: str) -> str:
    return re.escape(letter) + ("\u00ad?" if letter.isalpha() else "")
