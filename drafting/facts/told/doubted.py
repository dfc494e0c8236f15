"""Numbers of a report that the run itself flagged: misprinted, said in two ways, or not used for their ambiguity.

What is flagged is not repeated: the sentence that says it is not quoted, and neither is another one with that number.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from corpus.bokmal.amounts import NUMBER, number, plain
from corpus.documents import Source
from corpus.reports.report import Statement
from drafting.facts.fact.fact import Facts, Warned, same

_NUMBER = re.compile(rf"(?<![\d,.]){NUMBER}")
_FEWEST_DIGITS = 3  # a shorter number is known by the word after it: «40 pasienter»
_PAGE = re.compile(r"\b[Ss]ide (\d+)")
_PRINTED = re.compile(r"«([^«»]*\d[^«»]*)»")
# A number that facts are made of: an amount, a gain, a count of people.
_COUNTED = re.compile(
    rf"{NUMBER}\s*(?:mill\w*\.?|mrd\.?|tusen)?\s*"
    r"(?:NOK|kroner|kr\b|QALY|gode leveår|kvalitetsjusterte|pasient|barn|person)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Doubt:
    """What is not to be repeated.

    Attributes:
        page: the page that the warning names.
        marks: numbers that are not to be repeated wherever they stand (`number_marks`).
        source: the place itself; None where the warning names a page alone, and then every number on it that facts
            are made of is in doubt, unless the warning names the numbers.
    """

    page: int
    marks: frozenset[str]
    source: Source | None = None


def doubts(facts: Facts | None) -> tuple[Doubt, ...]:
    """Everything in a report that its facts cast doubt on."""
    return tuple(_doubts(facts)) if facts else ()


def _doubts(facts: Facts) -> Iterator[Doubt]:
    for warned in facts.doubted:
        page = warned.source.page if warned.source else _page_of(warned)
        printed = warned.numbers if warned.source else tuple(_PRINTED.findall(warned.text))
        if page:
            yield Doubt(page, frozenset(mark for text in printed for mark in number_marks(text)), warned.source)
    for conflict in facts.conflicts:
        settled = facts.get(conflict.key)  # where DMP and the company differ, DMP's own number stands
        for fact in conflict.facts:
            if settled and same(settled.value) == same(fact.value):
                continue
            marks = frozenset(mark for mark in number_marks(fact.source.quote) if _says(mark, fact.value))
            if marks:  # two names or dates are no number
                yield Doubt(fact.source.page, marks, fact.source)


def _page_of(warned: Warned) -> int:
    match = _PAGE.search(warned.text)
    return int(match[1]) if match else 0


def _says(mark: str, value: str) -> bool:
    read = number(mark.partition("|")[0])
    return read is not None and same(plain(read)) == same(value)


def number_marks(text: str) -> frozenset[str]:
    """What the numbers of a text are known by: a long one by itself, a short one with the word that follows it."""
    return frozenset(mark for match in _NUMBER.finditer(text) if (mark := _mark(text, match)))


def _mark(text: str, match: re.Match[str]) -> str:
    bare = re.sub(r"[^\d,]", "", match[0])
    if len(re.sub(r"\D", "", bare)) >= _FEWEST_DIGITS or "," in bare:
        return bare
    following = re.match(r"\s*([^\W\d_]{1,5})", text[match.end() :])
    return f"{bare}|{following[1].lower()}" if following else ""


def doubt_of(statement: Statement, found: tuple[Doubt, ...]) -> Doubt | None:
    """The doubt that stands against repeating a sentence: it stands there, or holds a number that is in doubt."""
    marks = number_marks(statement.text)
    return next((doubt for doubt in found if doubt.marks & marks or _stands_there(statement, doubt)), None)


def _stands_there(statement: Statement, doubt: Doubt) -> bool:
    if doubt.source is None:
        here = any(page == doubt.page for page, _, _ in statement.places)
        return here and not doubt.marks and bool(_COUNTED.search(statement.text))
    low, high = doubt.source.start, doubt.source.end
    return any(page == doubt.page and start < high and low < end for page, start, end in statement.places)
