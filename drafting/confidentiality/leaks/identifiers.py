"""Numbers that are names of things: item numbers, telephone and account numbers, case numbers.

They are no amounts, whatever their digits, when a word right before them says so, they have the length of such a
number, and no money stands after. A number without its word is judged by its digits like any other.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

SPACE = r"[ \u00a0]"
AFTER = r"(?![\d]|[.,·]\d|[ \u00a0](?:\d|kr\b|nok\b|kroner|tusen|mill|mrd|øre)|,-)"
# Source: item numbers have six digits, Norwegian telephone numbers eight (five for short ones), organisation numbers
# nine, account numbers eleven.
SORTS: tuple[tuple[str, str], ...] = (
    (r"varenummer|varenr|vnr|vare-?nr", r"\d{6}"),
    (
        r"tlf|telefon|tel|mobil|mob|faks|fax|sentralbord",
        rf"(?:(?:\+|00)47{SPACE}?)?(?:\d\d(?:[ \u00a0-]?\d\d){{3}}|\d{{3}}{SPACE}?\d\d{SPACE}?\d{{3}}|\d{{5}})",
    ),
    (r"org(?:anisasjons)?\.?\s?(?:nr|nummer)", rf"\d{{3}}{SPACE}?\d{{3}}{SPACE}?\d{{3}}"),
    (r"konto\s?(?:nr|nummer)?", r"\d{4}[. \u00a0]?\d{2}[. \u00a0]?\d{5}"),
    (
        r"saks?(?:s?nr|s?nummer)?|arkiv(?:sak|kode|nr|ref)?|referanse|ref|j(?:ournal)?\.?nr|dok(?:ument)?nr",
        r"\d{2,4}[/-]\d{2,6}(?:-\d{1,4})?",
    ),
    (r"PMID|ISBN|ISSN|NCT|EudraCT", r"\d[\d-]{4,16}"),
)
PATTERNS = tuple(
    re.compile(rf"(?<!\w)(?:{words})\b\.?{SPACE}?:?{SPACE}{{0,2}}(?P<number>{shape}){AFTER}", re.I)
    for words, shape in SORTS
)
INTERNATIONAL = re.compile(rf"(?<![\d\w])(?P<number>\+47{SPACE}?(?:\d{{2}}{SPACE}?){{3}}\d{{2}}){AFTER}", re.I)
UUID = re.compile(r"(?<![\w-])(?P<number>[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})(?![\w-])", re.I)


def identifiers_in(text: str) -> tuple[range, ...]:
    """The places, in a folded text, of numbers that name something."""
    return tuple(_found(text))


def _found(text: str) -> Iterator[range]:
    for pattern in (*PATTERNS, INTERNATIONAL, UUID):
        for match in pattern.finditer(text):
            yield range(match.start("number"), match.end("number"))


def names_something(start: int, end: int, identifiers: tuple[range, ...]) -> bool:
    """Whether a number at these places is one of them, or a part of it."""
    return any(place.start <= start and end <= place.stop for place in identifiers)
