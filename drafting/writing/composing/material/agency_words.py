"""DMP's own words out of a report: whole sentences, with their pages; nothing where none can be quoted honestly."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from corpus.documents import Source
from drafting.checks.draft.negotiated import holds_negotiated_amount
from drafting.facts.told.quotable import Quotable, places_of
from drafting.facts.told.topics import BY_KEY
from drafting.note.note import Paragraph
from drafting.writing.composing.material.material import Material

if TYPE_CHECKING:
    from drafting.facts import Fact

FOOTNOTE_MARK = re.compile(r"\[\^\d+\]")


def agency_words(material: Material, topic: str) -> list[Paragraph]:
    """«Om alvorlighet skriver DMP (s. 12): «…»», verbatim and with its source; nothing when the report has none."""
    text, sources = _said(material, topic)
    words = quoted(text)
    # What the report says at the negotiated price is as secret as the price, and a quote cannot be hidden in part.
    if not words or holds_negotiated_amount(words):
        return []
    subject = BY_KEY[topic].subject
    return [Paragraph(f"Om {subject} skriver {material.agency}{_pages(sources)}: {words}", sources=sources)]


def _said(material: Material, topic: str) -> tuple[str, tuple[Source, ...]]:
    """What DMP says on a topic, and where: as somebody has corrected it, else what may be quoted of the report."""
    fact = material.fact(f"conclusion.{topic}")
    if fact and (fact.corrected or material.report is None):
        return fact.value, _places(material, fact)
    if material.report is None:
        return "", ()
    found = Quotable.of(material.report, material.facts).own_words(topic)
    return " ".join(item.text for item in found), places_of(material.report, found)


def _places(material: Material, fact: Fact) -> tuple[Source, ...]:
    """Where a fact's sentence stands: both pages where it runs over to the next."""
    told = [item for item in (material.report.statements if material.report else ()) if item.text == fact.value]
    return told[0].sources(material.report.document) if material.report and told else (fact.source,)


def _pages(sources: tuple[Source, ...]) -> str:
    """« (s. 12)», « (s. 12-13)», or nothing for a source without pages."""
    pages = sorted({source.page for source in sources if source.page})
    return f" (s. {'-'.join(str(page) for page in pages)})" if pages else ""


def quoted(text: str) -> str:
    """A report's own words inside « », on one line; empty when they cannot stand in a text with slots."""
    words = " ".join(FOOTNOTE_MARK.sub("", text).split())
    return f"«{words}»" if words and "{{" not in words and "}}" not in words else ""
