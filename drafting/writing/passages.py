"""DMP's own words out of a report: a conclusion that was read as a fact, or the first paragraph under a heading."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

from corpus.documents import Document, Source
from drafting.checks.negotiated import holds_negotiated_amount
from drafting.note import Paragraph
from drafting.writing.material import Material

if TYPE_CHECKING:
    from corpus.reports import Report, Statement

# Source: DOMAIN.md, «What a DMP report looks like»: headings of the summary, the closing chapter and chapter 1.
HEADINGS: Mapping[str, str] = MappingProxyType(
    {
        "conclusion.severity": r"^alvorlighet",
        "conclusion.benefit": r"^(?:nytte|effekt|relativ effekt)",
        "conclusion.resources": r"^(?:ressursbruk|kostnadseffektivitet)",
        "conclusion.uncertainty": r"^usikkerhet",
        "treatment": r"^(?:dagens )?behandling\b|^plass i behandling",
        "comparator": r"^(?:valg av )?komparator",
    }
)
# Where DMP says it for its readers; a chapter of details is no summary.
SUMMARY = re.compile(r"^(?:oppsummering|sammendrag|samlet vurdering|konklusjon)|^(?:\d+ )?bakgrunn", re.IGNORECASE)
NO_PROSE = re.compile(r"^(?:Tabell|Figur) \d")
FOOTNOTE_MARK = re.compile(r"\[\^\d+\]")
MOST_WORDS = 120


def own_words(material: Material, key: str, subject: str) -> list[Paragraph]:
    """«Om alvorlighet skriver DMP (s. 12): «…»», verbatim and with its source; nothing when the report has none."""
    sources = _sources(material, key)
    words = quoted(" ".join(source.quote for source in sources))
    # What the report says at the negotiated price is as secret as the price, and a quote cannot be hidden in part.
    if not words or holds_negotiated_amount(words):
        return []
    return [Paragraph(f"Om {subject} skriver {material.agency}{_pages(sources)}: {words}", sources=sources)]


def _sources(material: Material, key: str) -> tuple[Source, ...]:
    """Where DMP says it: the fact, whole where a page ends inside its sentence, else a passage under a heading."""
    fact, report = material.fact(key), material.report
    if fact is None:
        return passage(report, HEADINGS[key]) if report else ()
    told = [item for item in (report.statements if report else ()) if item.text == fact.value]
    return _places(report.document, told[:1]) if report and told else (fact.source,)


def _pages(sources: tuple[Source, ...]) -> str:
    """« (s. 12)», « (s. 12-13)», or nothing for a source without pages."""
    pages = sorted({source.page for source in sources if source.page})
    return f" (s. {'-'.join(str(page) for page in pages)})" if pages else ""


def passage(report: Report, heading: str) -> tuple[Source, ...]:
    """The first paragraph that DMP writes under such a heading, cut after whole sentences where it is long."""
    for first in report.statements:
        if _stands_under(first, heading):
            paragraph = [item for item in report.statements if _same_paragraph(item, first)]
            return _places(report.document, _fitting(paragraph))
    return ()


def _places(document: Document, statements: list[Statement]) -> tuple[Source, ...]:
    """The span of neighbouring sentences, one Source a page."""
    spans: dict[int, tuple[int, int]] = {}
    for page, start, end in (place for item in statements for place in item.places):
        low, high = spans.get(page, (start, end))
        spans[page] = (min(low, start), max(high, end))
    return tuple(document.source(page, *span) for page, span in spans.items())


def quoted(text: str) -> str:
    """A report's own words inside « », on one line; empty when they cannot stand in a text with slots."""
    words = " ".join(FOOTNOTE_MARK.sub("", text).split())
    return f"«{words}»" if words and "{{" not in words and "}}" not in words else ""


def _stands_under(item: Statement, heading: str) -> bool:
    return (
        not item.ocr
        and item.voice != "company"
        and bool(item.headings)
        and bool(re.search(heading, item.headings[-1], re.IGNORECASE))
        and (len(item.headings) == 1 or any(SUMMARY.search(title) for title in item.headings[:-1]))
        and not NO_PROSE.match(item.text)
    )


def _same_paragraph(item: Statement, first: Statement) -> bool:
    return (item.headings, item.paragraph) == (first.headings, first.paragraph) and abs(item.page - first.page) <= 1


def _fitting(paragraph: list[Statement]) -> list[Statement]:
    """The sentences that fit; the first always does."""
    kept, words = paragraph[:1], len(paragraph[0].text.split())
    for item in paragraph[1:]:
        words += len(item.text.split())
        if words > MOST_WORDS:
            break
        kept.append(item)
    return kept
