"""N002: a number that is written and not filled in. Slots hold the numbers; the rest must stand in a cited source.

Source: docs/rules.md rule 1. Allowed besides: quotes (N009 judges them), page references to a cited page, footnote
marks, and a table's «År 1».
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from corpus.documents import Source
from drafting.checks.draft.quotes import FOOTNOTE_MARK, cut, needs_source
from drafting.findings import Finding
from drafting.note.note import SLOT, NoteTable, Section

# «1 200», «7 616 234,50», «14.05.2025», «0,62»; what stands between two numbers is never part of one.
NUMBER = re.compile(r"(?<![0-9])(?:[0-9]{1,3}(?:[ .\u00a0\u202f][0-9]{3})+(?![0-9])(?:,[0-9]+)?|[0-9]+(?:[.,][0-9]+)*)")
PAGE = re.compile(r"(?:\(s\.|\bside) ([0-9]+)(?:-([0-9]+))?\b\)?")
YEAR_LABEL = re.compile(r"År [0-9]{1,2}")
SPACES = re.compile("[ \u00a0\u202f]")


def digit_findings(section: Section, case_hash: str = "") -> Iterator[Finding]:
    """One N002 per number outside slots that no cited source holds; the case file's lines are no pages."""
    for block in section.blocks:
        if isinstance(block, NoteTable):
            lines = [block.caption, *(cell for row in block.rows for cell in row if not YEAR_LABEL.fullmatch(cell))]
        else:
            lines = [block.text, *block.footnotes]
        for line in lines:
            for number in loose_numbers(line, block.sources, case_hash):
                message = (
                    f"Tallet {number} er skrevet rett i teksten. Bruk et felt, eller vis til en kilde som har tallet."
                )
                yield Finding("N002", "error", section.key, message)


def loose_numbers(text: str, sources: tuple[Source, ...], case_hash: str = "") -> list[str]:
    """The numbers of a text that stand neither in a slot, a quote, a page reference nor a cited source."""
    pages = {source.page for source in sources if source.page and source.document != case_hash}
    quoted = cut(FOOTNOTE_MARK.sub("", SLOT.sub(" ", text)))
    short = [quote for quote in quoted.inside if not needs_source(quote)]
    rest = PAGE.sub(
        lambda match: "" if {int(page) for page in match.groups() if page} <= pages else match[0], quoted.outside
    )
    known = {_bare(number) for source in sources for number in NUMBER.findall(source.quote)}
    return [number for number in NUMBER.findall(" ".join([rest, *short])) if _bare(number) not in known]


def _bare(number: str) -> str:
    return SPACES.sub("", number).strip(".,")
