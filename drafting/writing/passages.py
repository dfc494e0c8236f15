"""DMP's own words out of a report: a conclusion that was read as a fact, or the first paragraph under a heading."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

from corpus.documents import Source
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
    fact = material.fact(key)
    source = fact.source if fact else passage(material.report, HEADINGS[key]) if material.report else None
    words = quoted(source.quote) if source else ""
    if not source or not words:
        return []
    page = f" (s. {source.page})" if source.page else ""
    return [Paragraph(f"Om {subject} skriver {material.agency}{page}: {words}", sources=(source,))]


def passage(report: Report, heading: str) -> Source | None:
    """The first paragraph that DMP writes under such a heading, cut after whole sentences where it is long."""
    for first in report.statements:
        if _stands_under(first, heading):
            paragraph = [item for item in report.statements if _same_paragraph(item, first)]
            return report.document.source(first.page, first.start, _end(paragraph))
    return None


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
    return (item.page, item.part, item.paragraph) == (first.page, first.part, first.paragraph)


def _end(paragraph: list[Statement]) -> int:
    """Where the last sentence ends that still fits; the first always does."""
    end, words = paragraph[0].end, 0
    for item in paragraph:
        words += len(item.text.split())
        if words > MOST_WORDS:
            break
        end = item.end
    return end
