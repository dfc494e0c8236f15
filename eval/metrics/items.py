"""Numbers, dates, ids and names of a text: which the draft found, and which of the draft's are right."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal, NamedTuple, TypeAlias

from corpus.bokmal.amounts import DATE, METHOD_ID, MONTH, NUMBER, SCALE, SCALES, iso_day, number, scaled
from corpus.bokmal.sentences import sentences
from drafting.checks.draft.countries import HOUSE_COUNTRIES
from eval.metrics.compared import BLANK

Kind: TypeAlias = Literal["number", "date", "id", "name"]

_ID = re.compile(rf"{METHOD_ID.pattern}\d?")  # with the footnote's digit that may be glued to it
_DATE = re.compile(rf"(?<!\d){DATE}(?!\d)|\b{MONTH} \d{{4}}(?!\d)", re.IGNORECASE)
_NUMBER = re.compile(rf"(?<![\w.,])([-−–](?=\d))?({NUMBER})(?:\s*({SCALE})(?!\w))?", re.IGNORECASE)
# What is no figure of the case: a table's «År 1», a page of the report, the number of a list item, a footnote.
_LABELS = re.compile(r"\b[Åå]r \d{1,2}\b|\(s\. \d[\d-]*\)|^\d{1,2}\. (?=\S)", re.MULTILINE)
_WORD = re.compile(r"[^\W\d_][\w-]*")
_OPENING = re.compile(r"(?:^|[«“\"(:•–-])\s*$")  # after these a capital says nothing
# Terms of the house, not names of anything in the case.
_TERMS = frozenset(
    [
        "nok",
        "qaly",
        "aup",
        "aip",
        "maks-aup",
        "rhf-aup",
        "lis-aup",
        "iker",
        "apt",
        "spc",
        "mva",
        "rhf",
        "hf",
        "tabell",
        "prisnotat",
        "lenke",
        "bakgrunn",
    ]
)


class Item(NamedTuple):
    """One figure in its normal form: a date as ISO, a number without grouping, a name in lower case."""

    kind: Kind
    value: str


def items_in(text: str) -> frozenset[Item]:
    """Every distinct number, date, id and name of a text."""
    return frozenset(_items(text))


def blanks_in(text: str) -> int:
    """How many hidden quantities a text has."""
    return text.count(BLANK)


def _items(text: str) -> Iterator[Item]:
    for match in METHOD_ID.finditer(text):
        yield Item("id", f"ID{match[1]}_{match[2]}")
    text = _ID.sub(" ", text)
    for match in _DATE.finditer(text):
        if day := iso_day(match[0]):
            yield Item("date", day)
    text = _LABELS.sub(" ", _DATE.sub(" ", text))
    for match in _NUMBER.finditer(text):
        value = number(match[2])
        if value is not None:
            sized = scaled(value, SCALES[match[3].rstrip(".").lower()]) if match[3] else value
            yield number_item(-sized if match[1] else sized)
    yield from _names(text)


def number_item(value: Decimal) -> Item:
    """A number as an item: 34277.30 and 34277.3 are one."""
    return Item("number", format(value.normalize(), "f"))


def _names(text: str) -> Iterator[Item]:
    """Words with a capital that a sentence does not give them: names, and abbreviations wherever they stand."""
    for country in HOUSE_COUNTRIES:
        if re.search(rf"\b{country}\b", text):
            yield Item("name", country.casefold())
    for line in re.split(r"[\n\t]", text):
        for sentence in sentences(line):
            for match in _WORD.finditer(sentence):
                word = match[0]
                abbreviation = sum(sign.isupper() for sign in word) > 1
                inside = not _OPENING.search(sentence[: match.start()])
                if (abbreviation or (inside and word[0].isupper())) and len(word) > 1:
                    name = word.casefold()
                    name = name.removesuffix("s") if len(name) > 3 else name
                    if word.casefold() not in _TERMS and name not in HOUSE_COUNTRIES:
                        yield Item("name", name)


@dataclass(frozen=True, slots=True)
class Share:
    """So many of so many. `score` is None when there was nothing to count."""

    hits: int
    total: int

    @property
    def score(self) -> float | None:
        return self.hits / self.total if self.total else None

    def __add__(self, other: Share) -> Share:
        return Share(self.hits + other.hits, self.total + other.total)


def found(human: str, draft: str) -> Share:
    """The human's items that the draft's text has; a hidden quantity agrees with a hidden one."""
    wanted, blanks = items_in(human), blanks_in(human)
    return Share(len(wanted & items_in(draft)) + min(blanks, blanks_in(draft)), len(wanted) + blanks)


def right(draft: str, supported: frozenset[Item]) -> Share:
    """The draft's items that something supports: the human's note, the case, the figures, or a cited source."""
    said = items_in(draft)
    return Share(len(said & supported), len(said))


def items_of(texts: Iterable[str]) -> frozenset[Item]:
    """The items of many texts."""
    return frozenset(item for text in texts for item in items_in(text))
