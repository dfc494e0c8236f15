"""Where a quotation stands in a report: which sentences it covers, and what of them it leaves out."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from drafting.checks.draft.quotes import FOOTNOTE_MARK, folded

if TYPE_CHECKING:
    from corpus.reports.report import Report, Statement

OMISSION = re.compile(r"\s*[(\[]\s*(?:…|\.\.\.)\s*[)\]]\s*")
MOST_PLACES = 20  # of one quotation; a common phrase need not be followed further


@dataclass(frozen=True, slots=True)
class Place:
    """One place in the report where a quotation stands.

    Attributes:
        first, last: the first and the last sentence it covers, as places in `Report.statements`.
        before, after: what is cut from the first sentence at its start, and from the last at its end.
        omitted: what each «(…)» leaves out.
    """

    first: int
    last: int
    before: str
    after: str
    omitted: tuple[str, ...]

    def covered(self, report: Report) -> tuple[Statement, ...]:
        return report.statements[self.first : self.last + 1]


@dataclass(frozen=True, slots=True)
class _Letters:
    """All sentences of a report in one folded string; `owner` and `at` say whose each letter is, and which."""

    text: str
    owner: tuple[int, ...]
    at: tuple[int, ...]


def places(report: Report, quote: str) -> Iterator[Place]:
    """Every place where a quotation stands in the running text of a report, verbatim but for what «(…)» leaves out."""
    letters = _letters(tuple(item.text for item in report.statements))
    # The full stop at the end may be the note's own.
    pieces = [folded(piece) for piece in OMISSION.split(quote.rstrip(". ")) if folded(piece)]
    if not pieces:
        return
    start, found = -1, 0
    while (start := letters.text.find(pieces[0], start + 1)) >= 0 and found < MOST_PLACES:
        if spans := _rest(letters.text, start, pieces):
            found += 1
            yield _place(report, letters, spans)


def _rest(text: str, start: int, pieces: list[str]) -> list[tuple[int, int]]:
    spans = [(start, start + len(pieces[0]))]
    for piece in pieces[1:]:
        place = text.find(piece, spans[-1][1])
        if place < 0:
            return []
        spans.append((place, place + len(piece)))
    return spans


def _place(report: Report, letters: _Letters, spans: list[tuple[int, int]]) -> Place:
    first, last = letters.owner[spans[0][0]], letters.owner[spans[-1][1] - 1]
    begins, ends = letters.at[spans[0][0]], letters.at[spans[-1][1] - 1] + 1
    omitted = tuple(_between(report, letters, one[1], other[0]) for one, other in itertools.pairwise(spans))
    said = report.statements
    return Place(first, last, said[first].text[:begins], said[last].text[ends:], omitted)


def _between(report: Report, letters: _Letters, start: int, end: int) -> str:
    """The text between two letters, as printed."""
    if start >= end:
        return ""
    first, last = letters.owner[start], letters.owner[end - 1]
    texts = [report.statements[place].text for place in range(first, last + 1)]
    texts[-1] = texts[-1][: letters.at[end - 1] + 1]
    texts[0] = texts[0][letters.at[start] :]
    return " ".join(texts)


@lru_cache(maxsize=8)
def _letters(texts: tuple[str, ...]) -> _Letters:
    found: list[str] = []
    owner: list[int] = []
    at: list[int] = []
    for place, text in enumerate(texts):
        marks = {n for match in FOOTNOTE_MARK.finditer(text) for n in range(*match.span())}
        for n, letter in enumerate(text):
            for shown in folded(letter) if n not in marks else "":
                found.append(shown)
                owner.append(place)
                at.append(n)
    return _Letters("".join(found), tuple(owner), tuple(at))
