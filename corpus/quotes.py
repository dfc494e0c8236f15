"""A text to the place where it stands on a page: the citation that resolves, or None."""

from __future__ import annotations

import re

from corpus.archive import Archive
from corpus.documents import Passage, Source


def located(archive: Archive, digest: str, name: str, page: int, text: str) -> Source | None:
    """Where a text stands on a page, white space and divided words folded; None when it does not stand there."""
    found = archive.page(digest, page)
    words = text.split()
    if found is None or not words:
        return None
    pattern = r"[\s\u00ad]*(?:-\s*\n\s*)?".join("".join(map(_letter, word)) for word in words)
    match = re.search(pattern, found.text)
    return Source(digest, page, match.start(), match.end(), match[0], name) if match else None


def located_in(archive: Archive, passage: Passage, text: str) -> Source | None:
    """Where a sentence of a passage stands: on the page of the passage, or on a later one that it runs on to."""
    for source in (passage.source, *passage.rest):
        found = located(archive, source.document, source.name, source.page, text)
        if found:
            return found
    return None


def _letter(letter: str) -> str:
    return re.escape(letter) + ("\u00ad?" if letter.isalpha() else "")
