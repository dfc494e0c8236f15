"""Pieces of a price note outside its sections: title, header, date, indication, price rows and who signs."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from corpus.bokmal.amounts import METHOD_ID, amount, iso_day, plain
from corpus.bokmal.price_terms import MAXIMUM, NEGOTIATED
from corpus.documents import Table
from corpus.notes import blanks as seams
from corpus.notes.lines import Line
from corpus.notes.tables import HIDDEN

INDICATION = re.compile(r"^Godkjent(?:e)? indikasjon(?:er)?\s*:?\s*$", re.IGNORECASE)
SIGNER = re.compile(
    r"^(?:(?:Fung\.|Konst\.|Spesial|Senior)?\s?(?:Fagsjef|Fagrådgiver|Seniorrådgiver|Rådgiver|Divisjonsdirektør|Avdelingsleder)\s*)+$",
    re.IGNORECASE,
)
ROLE = re.compile(
    r"(?:Fung\. |Konst\. )?(?:Fagsjef|Fagrådgiver|Seniorrådgiver|Rådgiver|Divisjonsdirektør|Avdelingsleder)",
    re.IGNORECASE,
)
# An internal note marks a confidential amount with its owners' letters, raised: «24 870,30 NOK^A» reads «NOKA».
OWNERS = re.compile(r"(?<=NOK|ALY)[A-Z](?:\+[A-Z])*\b")


@dataclass(frozen=True, slots=True)
class Price:
    """A row of the price table; amounts are unscaled strings, `[sladdet]` where hidden, empty where not given."""

    item_number: str
    description: str
    max_aup: str
    rhf_aup: str
    page: int = 0


def title_in(head: Sequence[Line]) -> tuple[str, str]:
    """The method id and the title of the note, which stand together above «Bakgrunn»."""
    for place, line in enumerate(head):
        match = re.match(r"(ID\s?\d{4}[_-]\s?\d{3})\s*[:–-]?\s*(.*)$", line.text.replace("\t", " "))
        if match:
            rest = [other.text for other in head[place + 1 :]]
            identity = METHOD_ID.search(match[1])
            assert identity is not None
            return f"ID{identity[1]}_{identity[2]}", " ".join([match[2], *rest]).strip()
    return "", ""


def header_in(head: Sequence[Line]) -> dict[str, str]:
    """«Til», «Kopi», «Fra» and «Dato» with what stands after them; recipients one a line."""
    found: dict[str, str] = {}
    field_name = ""
    for line in head:
        text = line.text.replace("\t", " ").strip()
        if METHOD_ID.match(text):
            break
        if match := re.match(r"(Til|Kopi|Fra|Dato)\s*:\s*(.*)$", text):
            field_name = match[1].lower()
            found[field_name] = match[2].strip()
        elif field_name in ("til", "kopi"):
            found[field_name] = f"{found[field_name]}\n{text}".strip()
    return found


def dated_in(head: Sequence[Line]) -> str:
    return iso_day(header_in(head).get("dato", ""))


def indication_in(found: Sequence[Line]) -> str:
    """The paragraph under «Godkjent indikasjon», or what follows it on the same line."""
    for place, paragraph in enumerate(found):
        match = re.match(r"Godkjent(?:e)? indikasjon(?:er)?\s*:?\s*(.*)$", paragraph.text, re.IGNORECASE | re.DOTALL)
        if match:
            return match[1].strip() or (found[place + 1].text if place + 1 < len(found) else "")
    return ""


def prices_in(tables: Sequence[Table]) -> tuple[Price, ...]:
    found: list[Price] = []
    for table in tables:
        head = table.rows[0]
        public = next((place for place, cell in enumerate(head) if MAXIMUM.search(cell)), None)
        secret = next((place for place, cell in enumerate(head) if NEGOTIATED.search(cell)), None)
        if not re.match(r"varen", head[0], re.IGNORECASE) or (public is None and secret is None):
            continue
        for row in table.rows[1:]:
            if re.fullmatch(r"\d{6}", row[0].strip()):
                description = row[1] if len(row) > 1 and 1 not in (public, secret) else ""
                found.append(Price(row[0].strip(), description, _price(row, public), _price(row, secret), table.page))
    return tuple(found)


def _price(row: Sequence[str], place: int | None) -> str:
    if place is None or place >= len(row):
        return ""
    if HIDDEN in row[place]:
        return HIDDEN
    value = amount(OWNERS.sub("", row[place]))
    return plain(value) if value is not None else ""


def signatures_in(lines: Sequence[Line]) -> tuple[tuple[str, str], ...]:
    """(name, title) of those who sign; two may stand on one line, parted by space, their titles on the next.

    Names that share a line with nothing to part them are left out: whose last name is whose would be a guess.
    """
    found: list[tuple[str, str]] = []
    for names, titles in pairwise(lines):
        if not SIGNER.match(titles.text.replace("\t", " ").replace(seams.SPACE, " ")):
            continue
        roles = [role.strip() for role in ROLE.findall(titles.text)]
        people = [
            part.strip()
            for part in re.split(rf"\t|\s{{2,}}|{seams.SPACE}", names.printed or names.text)
            if part.strip()
        ]
        if len(people) == len(roles):
            found += zip(people, roles, strict=True)
    return tuple(found)
