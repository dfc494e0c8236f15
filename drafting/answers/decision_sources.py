"""Where a decision of the register stands in the documents that tell of it, as citations."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from corpus.archive.archive import Archive
from corpus.bokmal.sentences import sentences
from corpus.documents import Source
from corpus.search.quotes import located
from drafting.answers.answer import Citation, norwegian_date


def cited(row: Mapping[str, Any], archive: Archive, citations: list[Citation]) -> str:
    """Adds a citation for each source of a decision, and gives their numbers: «[1][2]»."""
    return "".join(f"[{number}]" for number in numbers_of(row, archive, citations))


def numbers_of(row: Mapping[str, Any], archive: Archive, citations: list[Citation]) -> Iterator[int]:
    """The number of each source's citation; a place that is cited already keeps its number, a new one is added."""
    for source in row["sources"]:
        place = _place(row, source, archive)
        if place is None:
            continue
        citation = Citation(place, _method_of(source, archive), source["dated"])
        if citation not in citations:
            citations.append(citation)
        yield citations.index(citation) + 1


def flat(text: str) -> str:
    """A decision's words as running text, without its own quotation marks."""
    return " ".join(text.split()).strip("«»")


def _place(row: Mapping[str, Any], source: Mapping[str, Any], archive: Archive) -> Source | None:
    if not source["hash"]:  # a register kept by hand has rows, not pages
        return Source("", 0, 0, 0, "", f"{source['document']}, rad {source.get('row', '')}")
    said = [flat(text) for text in sentences(row["text"].replace("\n", " ")) if text]
    pieces = [piece for text in said for piece in (text, text.strip("«»1. "), text.strip("«»1. ")[:60])]
    heading = [f"{row['forum']} {norwegian_date(row['date'])}"] if row["date"] else []
    for page in (source["page"], source["page"] + 1):
        for piece in (*pieces, *heading, row["method_id"]):
            place = located(archive, source["hash"], source["document"], page, piece) if len(piece) > 8 else None
            if place:
                return place
    return None


def _method_of(source: Mapping[str, Any], archive: Archive) -> str:
    return next((entry.about.method_id for entry in archive.snapshot().entries if entry.hash == source["hash"]), "")
