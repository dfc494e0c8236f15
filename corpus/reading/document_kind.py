"""What kind of document a file is, from its title block, its headings, its sender and how it is built.

The signs and their points stand in `document_kinds`, one row a kind. `kind_of` keeps the three values that the rest of
the program and its JSON know; `found_kind` also tells an agenda from a letter, with the signs that decided.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.documents import Document, Kind, Page
from corpus.errors import UnreadableDocument
from corpus.reading.document_kinds import BY_KEY, ENOUGH, KINDS, DocumentKind, Evidence, Feed

FIRST_PAGES, MOST_TEXT = 6, 40_000
TITLE_LINES = 14  # of the first page that has text
LONGEST_LINE = 200


@dataclass(frozen=True, slots=True)
class FoundKind:
    """The kind, its points, and the signs that gave them, in words."""

    kind: DocumentKind
    points: int = 0
    signs: tuple[str, ...] = ()


def kind_of(pages: Sequence[Page]) -> Kind:
    """`price_note`, `assessment_report`, or `other` for everything else."""
    key = found_kind(pages).kind.key
    return key if key in ("price_note", "assessment_report") else "other"  # type: ignore[return-value]


def found_kind(pages: Sequence[Page]) -> FoundKind:
    """The kind with most points, when they are enough and it is ahead of the next; else `other`."""
    text = "\n".join(f"{page.header}\n{page.text}" for page in pages[:FIRST_PAGES])[:MOST_TEXT]
    printed = [line for page in pages[:FIRST_PAGES] for line in page.lines]
    lines = [line for line in map(_plain, [*text.split("\n"), *printed]) if line]
    first = next((page for page in pages[:FIRST_PAGES] if page.text.strip()), None)
    title = [*_first_lines(first.text.split("\n")), *_first_lines(first.lines)] if first else []
    ranked = sorted((_judged(kind, title, lines, text) for kind in KINDS), key=lambda found: -found.points)
    best, next_best = ranked[0], ranked[1]
    if best.points < ENOUGH or best.points == next_best.points:
        return FoundKind(BY_KEY["other"])
    return best


def check_may_feed(document: Document, feed: Feed, instead: str) -> None:
    """Raises UnreadableDocument, with the kind that was found, when it may not be used so.

    Args:
        instead: the remedy, one sentence: what to give.
    """
    found = found_kind(document.pages)
    if feed not in found.kind.feeds:
        raise UnreadableDocument(
            f"Dokumentet er {found.kind.name} (kjennetegn: {', '.join(found.signs[:3])}).",
            where=document.name,
            remedy=instead,
        )


def _first_lines(lines: Sequence[str]) -> list[str]:
    """The title block, as paragraphs and as printed: a heading may be joined to the line under it."""
    return [line for line in map(_plain, lines) if line][:TITLE_LINES]


def _plain(line: str) -> str:
    return re.sub(r"\[\^\w+\]|[*#_|]", "", line).strip().strip("•–- ").strip()


def _judged(kind: DocumentKind, title: Sequence[str], lines: Sequence[str], text: str) -> FoundKind:
    points, signs = 0, []
    for evidence in kind.evidence:
        if gained := _points(evidence, title, lines, text):
            points += gained
            signs.append(evidence.what)
    return FoundKind(kind, points, tuple(signs))


def _points(evidence: Evidence, title: Sequence[str], lines: Sequence[str], text: str) -> int:
    if evidence.where == "text":
        count = len({match[0].lower() for match in evidence.pattern.finditer(text)})
    else:
        among = title if evidence.where == "title" else lines
        found = (evidence.pattern.fullmatch(line) for line in among if len(line) <= LONGEST_LINE)
        count = len({match[0].lower()[:12] for match in found if match})
    if not count:
        return 0
    return min(evidence.points + evidence.each * (count - 1), max(evidence.most, evidence.points))
