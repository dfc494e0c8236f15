"""A note to the places where its public version is refused: what a person or a model wrote, sentence by sentence.

What the composer writes from the same case is the house's own and passes; so does a sentence that stands word for word
in the public report. Free text of the case file counts as text that a person wrote. A table that holds hidden numbers
keeps the composer's order of rows, for a sorted table tells ranks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from corpus.bokmal.number_style import round_half_up
from corpus.bokmal.sentences import sentences
from corpus.documents import Document
from drafting.calculations.graph.figures import Figure
from drafting.case.case import Case
from drafting.case.file import CaseFile
from drafting.checks.draft.quotes import folded
from drafting.confidentiality.closed.grounds import Ground, ground_at, grounds, is_share
from drafting.confidentiality.closed.stops import QUOTABLE, Stop, speaks_of_money, stops
from drafting.note.note import SLOT, Note, NoteTable, Section, texts

# Fields of the case file that are chosen from a list, are ids, or are never printed.
NOT_FREE = frozenset(
    (
        *("track", "status", "kind", "payment", "sharing", "key", "method_id", "item_number"),
        *("atc", "url", "unit", "available_from", "owner", "basis", "package"),
    )
)
# Fields that repeat a public document; title and indication among them.
QUOTED = re.compile(
    r"title|product\.indication|earlier_decisions\.\d+\.(?:text|indication|forum)|other_countries\.\d+\.quote"
)
LABEL = 3  # words
FEWEST_WORDS = 6  # a shorter sentence of the report could mean another thing here


@dataclass(frozen=True, slots=True)
class Place:
    """A stop and where it stands: a section's key («pristilbud»), or a path in the case («case.patients.statement»).

    `context` is all the text that it is read in: an acceptance holds only as long as that is the same.
    """

    where: str
    stop: Stop
    context: str = field(default="", repr=False)

    @property
    def message(self) -> str:
        """What stops the public version here and what a reader could learn. Holds no number of the sentence."""
        return (
            f"Setningen som begynner «{self.stop.opening}», stopper den offentlige versjonen: en leser kan lære "
            f"{self.stop.learns}. Skriv den om, eller la en annen med rett til å publisere godta den i appen."
        )


@dataclass(frozen=True, slots=True)
class Known:
    """What everybody may know in a case: its own sentences, the report's, its names and public numbers."""

    house: frozenset[str]
    reported: str
    names: frozenset[str]
    numbers: frozenset[Decimal]
    secret: frozenset[str]
    grounds: frozenset[Ground] = frozenset()

    def is_house(self, sentence: str) -> bool:
        """Whether a sentence is the house's own, or stands word for word in the public report."""
        if _plain(sentence) in self.house or _plain(SLOT.sub("", sentence)) in _fixed():
            return True
        return len(sentence.split()) >= FEWEST_WORDS and folded(sentence) in self.reported

    def is_secret(self, key: str) -> bool:
        """Whether a slot's value is hidden from the public."""
        return key in self.secret or "rhf" in key


def note_stops(
    note: Note, composed: Note, case_file: CaseFile, figures: Mapping[str, Figure], report: Document | None
) -> tuple[Place, ...]:
    """Every place at which the public version of a note is refused until somebody accepts it.

    Args:
        note: as it stands.
        composed: what the composer writes from the same case and report.
        case_file: the case.
        figures: as calculated.
        report: DMP's report, which is public, or None.
    """
    known = _known(composed, case_file.case, figures, report)
    found = [place for section in note.sections for place in _in_section(section, known, case_file)]
    found += [*_orders(note, composed, known), *_in_case(case_file.case, known)]
    return tuple(dict.fromkeys(found))


def case_stops(case: Case, figures: Mapping[str, Figure]) -> tuple[Place, ...]:
    """The stops in the free texts of a case alone, for files that are made of them."""
    secret = frozenset(key for key, figure in figures.items() if figure.confidential)
    return tuple(_in_case(case, Known(frozenset(), "", _names(case), _public_numbers(figures), secret)))


def closed_texts(case: Case, figures: Mapping[str, Figure]) -> frozenset[str]:
    """The free texts of a case that a public version stops at; they go to no model either."""
    told = {place.where.removeprefix("case.") for place in case_stops(case, figures)}
    return frozenset(text for path, text in free_texts(case) if path in told)


def _in_case(case: Case, known: Known) -> Iterator[Place]:
    everything = "\n".join(text for _, text in free_texts(case))
    for path, text in free_texts(case):
        for stop in stops(
            text,
            names=known.names,
            house=known.is_house,
            known=known.numbers,
            grounded=lambda part, place: not is_share(part, place) or ground_at(part, place) in known.grounds,
            quoted=bool(QUOTED.fullmatch(path)),
            fence=len(text.split()) > 2 * LABEL and text.rstrip().endswith((".", "!", "?")),
        ):
            # A name or a label of a word or two that is not of money compares nothing: «Stor», «eldre».
            if len(text.split()) > LABEL or stop.kind not in QUOTABLE or speaks_of_money(text):
                yield Place(f"case.{path}", stop, everything)


def _known(composed: Note, case: Case, figures: Mapping[str, Figure], report: Document | None) -> Known:
    house = {
        _plain(sentence)
        for section in composed.sections
        for text in texts(section)
        for sentence in [text, *sentences(text)]
    }
    reported = folded(" ".join(page.text for page in report.pages)) if report else ""
    secret = frozenset(key for key, figure in figures.items() if figure.confidential)
    counted = grounds(page.text for page in report.pages) if report else frozenset[Ground]()
    return Known(frozenset(house), reported, _names(case), _public_numbers(figures), secret, counted)


def _names(case: Case) -> frozenset[str]:
    """What is a name in this case, as written: product, substance, companies, alternatives, countries' bodies, ids."""
    product = case.product
    found = {product.name, product.substance, product.company, product.abbreviation}
    found |= {word for name in (product.name, product.substance) for word in re.findall(r"\w{4,}", name)}
    found |= {alternative.name for alternative in case.comparison} | (
        {case.comparator.name} if case.comparator else set()
    )
    found |= {country.body for country in case.other_countries} | {person.name for person in case.signatures}
    ids = {package.item_number for package in (case.offer.packages if case.offer else ())}
    return frozenset(name for name in found if name and not stops(name, fence=False)) | ids


def _public_numbers(figures: Mapping[str, Figure]) -> frozenset[Decimal]:
    """Amounts that are public in their own right, as printed: whole, with decimals, and to the nearest hundred."""
    values = [figure for figure in figures.values() if not figure.confidential and figure.unit.startswith("NOK")]
    return frozenset(
        round_half_up(figure.value, decimals) for figure in values for decimals in (figure.shown_decimals, 0, -2)
    )


def _in_section(section: Section, known: Known, case_file: CaseFile) -> Iterator[Place]:
    """The stops of one section; what the composer wrote, or a list of approved sentences holds, is passed over."""
    own = grounds(text for _, text in free_texts(case_file.case))
    for block in section.blocks:
        sources = tuple(source for source in block.sources if source.document != case_file.hash)
        counted = known.grounds | own | grounds(source.quote for source in sources)
        if isinstance(block, NoteTable):
            pieces = list(_cells(block))
        elif block.writer == "model" and block.base:
            continue
        else:
            pieces = [(False, text) for text in (block.text, *block.footnotes)]
        for about_money, text in pieces:
            if _plain(text) not in known.house:
                for stop in stops(
                    text,
                    sources=sources,
                    names=known.names,
                    house=known.is_house,
                    secret=known.is_secret,
                    known=known.numbers,
                    about_money=about_money,
                    grounded=lambda part, place, counted=counted: ground_at(part, place) in counted,  # type: ignore[misc]
                ):
                    yield Place(section.key, stop, section.text)


def _cells(table: NoteTable) -> Iterator[tuple[bool, str]]:
    """Each caption and cell, with whether what stands around it speaks of money."""
    head = table.rows[0] if table.heading and table.rows else ()
    yield False, table.caption
    for row in table.rows:
        for place, cell in enumerate(row):
            around = (table.caption, head[place] if place < len(head) else "", row[0])
            yield any(speaks_of_money(text) for text in around if text is not cell), cell


def _orders(note: Note, composed: Note, known: Known) -> Iterator[Place]:
    """Tables with hidden numbers whose rows stand in another order than the composer's, which no secret decides."""
    orders = {
        _labels(block) for section in composed.sections for block in section.blocks if isinstance(block, NoteTable)
    }
    for section in note.sections:
        for block in section.blocks:
            if isinstance(block, NoteTable) and _hides(block, known) and _labels(block) not in orders:
                text = " · ".join(_labels(block))
                yield Place(section.key, Stop(0, len(text), text, "rekkefølgen", "order"), section.text)


def _labels(table: NoteTable) -> tuple[str, ...]:
    return tuple(row[0] for row in table.rows[1 if table.heading else 0 :] if row)


def _hides(table: NoteTable, known: Known) -> bool:
    rows = [row for row in table.rows if any(known.is_secret(key) for cell in row for key, _ in SLOT.findall(cell))]
    return len(rows) > 1


def free_texts(block: BaseModel, path: str = "") -> Iterator[tuple[str, str]]:
    """(path, text) of every field of a case that a person wrote freely and that a note may print."""
    for name in type(block).model_fields:
        value = getattr(block, name)
        if name not in NOT_FREE:
            yield from _free(value, f"{path}.{name}" if path else name)


def _free(value: Any, path: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, str) and value.strip():
        yield path, value
    elif isinstance(value, BaseModel):
        yield from free_texts(value, path)
    elif isinstance(value, tuple):
        for place, item in enumerate(value, start=1):
            yield from _free(item, f"{path}.{getattr(item, 'item_number', None) or place}")


def _plain(text: str) -> str:
    return " ".join(text.split()).strip()


@cache
def _fixed() -> frozenset[str]:
    """The fixed public formulas of decisions and notes, one a line of `fixed_sentences.txt`."""
    lines = Path(__file__).with_name("fixed_sentences.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(_plain(line) for line in lines if line.strip() and not line.startswith("#"))
