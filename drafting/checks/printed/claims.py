"""What a note says a quantity is: «Budsjettvirkningen i år 1 er 31 400 480 NOK med Maks-AUP» as a Claim.

Quantities are named as figures are (DESIGN, «Figure keys»), without the price basis, so that two places of a note, or
a note and its case, can be held against each other. What the words do not place is no claim.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from corpus.bokmal.amounts import cell_amount
from corpus.bokmal.institutions import AGENCY
from corpus.bokmal.sentences import sentence_spans
from corpus.documents import Table
from corpus.notes.note import PriceNote
from corpus.notes.pieces import OWNERS
from drafting.checks.printed.printed_text import Printed, amounts, half_a_unit, own_words, text_of

BASIS = re.compile(
    r"(?P<max_aup>\bmaks(?:imal)?[- ]?AUP)"
    r"|(?P<rhf_aup>\b(?:RHF|LIS)[- ]?AUP|\bavtale(?:t )?pris\w*|\btilbudt\w* pris\w*)",
    re.IGNORECASE,
)
YEAR = re.compile(
    r"\bår (?P<after>\d|én|en|to|tre|fire|fem)\b"
    r"|\b(?P<before>\d)\. (?:budsjett)?året|\b(?P<word>første|femte) (?:budsjett)?året",
    re.IGNORECASE,
)
YEARS = {"én": 1, "en": 1, "to": 2, "tre": 3, "fire": 4, "fem": 5, "første": 1, "femte": 5}
ROWS = {"intervensjon": "intervention", "komparator": "comparator", "budsjettvirkning": "impact"}
QUANTITIES = (
    (
        "icer",
        re.compile(r"\bIKER\b|per (?:vunne[tn]e? )?(?:kvalitetsjustert\w* leveår|QALY)|NOK/QALY", re.IGNORECASE),
    ),
    ("price", re.compile(r"\bpakningspris\w*|\bpris\w* (?:per|for (?:én|en)) pakning", re.IGNORECASE)),
    ("difference", re.compile(r"\bmerkostnad\w*|\bbesparelse\w*|\bdyrere enn\b|\brimeligere enn\b", re.IGNORECASE)),
    (
        "annual",
        re.compile(
            r"\bårskostnad\w*|\bper (?:pasient (?:per|og) )?år\b|\bi året\b|\bårlig\w* \w*kostnad\w*", re.IGNORECASE
        ),
    ),
)
SENTENCE = re.compile(r"(?<!\bmva)(?<!\bs)(?<!\bkl)(?<!\bca)\.\s+(?=[A-ZÆØÅ«])")
STATES = re.compile(
    rf"\b(?:{AGENCY}|[Rr]apporten)\s+(?:oppgir|anslår|har\s+beregnet|beregner)\b|\b(?:anslår|oppgir)\s+{AGENCY}"
)
OF_PAGE = re.compile(r"\(s\. \d+\)")
NAMED = re.compile(r"kostnad\w*|\bpris\w*|\bIKER\b|virkning\w*|besparelse\w*", re.IGNORECASE)  # begins another quantity
NEXT_PART = re.compile(r"[,;]|\s(?:og|mens|mot)\s")
BLOCK = re.compile(r"[^\n](?:(?!\n\n).)*", re.DOTALL)  # a paragraph or a table
LEAD = 300  # characters before a table that may say what its numbers are


@dataclass(frozen=True, slots=True)
class Claim:
    """One amount in one place.

    Attributes:
        basis: «max_aup», «rhf_aup» or empty.
        table: it stands in a cell.
        stated: the sentence gives it as the report's number, with its page: it need not be the case's.
    """

    quantity: str
    basis: str
    printed: Printed
    section: str
    table: bool = False
    stated: bool = False

    @property
    def name(self) -> str:
        """The quantity in bokmål: «budsjettvirkningen i år 1 ved Maks-AUP»."""
        kind, _, rest = self.quantity.partition(".")
        year = f" i år {rest[4]}" if rest.startswith("year") else ""
        said = {"icer": "IKER", "price": "pakningsprisen", "difference": "merkostnaden", "annual": "årskostnaden"}
        at = {"max_aup": " ved Maks-AUP", "rhf_aup": " ved RHF-AUP"}.get(self.basis, "")
        return f"{said.get(kind, 'budsjettvirkningen')}{year}{at}"

    @property
    def span(self) -> tuple[int, int]:
        """Where it stands in the section's text."""
        return self.printed.start, self.printed.end


def claims(note: PriceNote, key: str) -> tuple[Claim, ...]:
    """What a section says, in its sentences and in its tables; quotes left out."""
    text = own_words(note, key)
    told = [
        claim
        for block in BLOCK.finditer(text)
        for start, end in sentence_spans(block[0])
        for claim in _in_sentence(block[0][start:end], block.start() + start, key)
    ]
    return (*told, *(claim for table in note.tables for claim in _in_table(table, text_of(note, key), key)))


def _in_sentence(sentence: str, offset: int, key: str) -> Iterator[Claim]:
    if "\t" in sentence:
        return
    found = list(amounts(sentence))
    for place, printed in enumerate(found):
        quantity = _quantity_of(sentence, found, place)
        if not quantity:
            continue
        before = sentence[: printed.start]
        after = sentence[printed.end : found[place + 1].start if place + 1 < len(found) else len(sentence)]
        basis = _basis(before, after, first=found[0].start, sentence=sentence)
        moved = Printed(printed.value, printed.slack, printed.start + offset, printed.end + offset)
        yield Claim(quantity, basis, moved, key, stated=is_stated(sentence, printed.start))


def is_stated(text: str, at: int) -> bool:
    """Whether the amount at `at` is given as the assessment report's, with a page: «DMP oppgir … (s. 18)»."""
    start = max(text.rfind("\n", 0, at), *(match.end() for match in SENTENCE.finditer(text, 0, at)), 0)
    page = OF_PAGE.search(text, at)
    end = SENTENCE.search(text, at)
    return bool(STATES.search(text, start, at) and page and (end is None or page.start() < end.end()))


def _quantity_of(sentence: str, found: list[Printed], place: int) -> str:
    """The quantity of one amount: by its own part of the sentence where that names a cost, else by all of it."""
    start = found[place - 1].end if place else 0
    after = sentence[found[place].end : found[place + 1].start if place + 1 < len(found) else len(sentence)]
    own = sentence[start : found[place].end] + NEXT_PART.split(after)[0]
    return quantity_in(own if place and NAMED.search(own[: found[place].start - start]) else sentence)


def quantity_in(words: str) -> str:
    """The quantity that the words name; empty where they name none, or a budget without a year."""
    if re.search(r"budsjett(?:virkning|konsekvens|effekt)", words, re.IGNORECASE):
        years = {
            YEARS.get(said.lower(), 0) or int(said)
            for match in YEAR.finditer(words)
            if (said := match[match.lastgroup or 0])
        }
        return f"budget.year{years.pop()}.impact" if len(years) == 1 else ""
    return next((name for name, pattern in QUANTITIES if pattern.search(words)), "")


def _basis(before: str, after: str, first: int, sentence: str) -> str:
    """The price basis of an amount: the nearest before it where the sentence opens with one, else the next after it."""
    opens = BASIS.search(sentence)
    if opens and opens.start() < first:
        last = [match.lastgroup or "" for match in BASIS.finditer(before)]
        return last[-1] if last else ""
    following = BASIS.search(after)
    return (following.lastgroup or "") if following else ""


def _in_table(table: Table, text: str, key: str) -> Iterator[Claim]:
    """Cells whose row, column and lead name a quantity; the whole table is skipped where it is another section's."""
    rows = "\n".join("\t".join(row) for row in table.rows)
    start = text.find(rows)
    if start < 0 or len(table.rows) < 2:
        return
    lead = f"{text[max(0, start - LEAD) : start]} {table.caption}"
    place = start + len("\t".join(table.rows[0])) + 1
    for row in table.rows[1:]:
        column = place
        for head, cell in zip(table.rows[0], row, strict=False):
            label = f"{head} {row[0]}"
            value = cell_amount(OWNERS.sub("", cell)) if cell is not row[0] else None
            basis = BASIS.search(label) or _last_basis(lead)
            quantity = _cell_quantity(head, row[0])
            if value is not None and quantity and basis:
                printed = Printed(value, half_a_unit(cell), column, column + len(cell))
                yield Claim(quantity, basis.lastgroup or "", printed, key, table=True)
            column += len(cell) + 1
        place += len("\t".join(row)) + 1


def _cell_quantity(head: str, label: str) -> str:
    row = ROWS.get(label.split(" ", 1)[0].lower(), "")
    year = re.fullmatch(r"År (\d)", head.strip())
    if row and year:
        return f"budget.year{year[1]}.{row}"
    if row and re.fullmatch(r"Sum|Totalt", head.strip()):
        return f"budget.total.{row}"
    return quantity_in(f"{head} {label}") if BASIS.search(label) else ""


def _last_basis(text: str) -> re.Match[str] | None:
    found = list(BASIS.finditer(text))
    # A lead that names both prices says of neither table which it is.
    return found[-1] if found and len({match.lastgroup for match in found[-2:]}) == 1 else None


def same(claim: Claim, value: Decimal, slack: Decimal) -> bool:
    """Whether two printed amounts can be one, each rounded as it is printed."""
    return abs(claim.printed.value - value) <= claim.printed.slack + slack
