"""Text and HTML files to pages and parts.

A .txt file is what an archive keeps of a PDF: wrapped lines, page breaks in mid-sentence, table cells one per line.
Wrapped lines are joined to paragraphs; short lines (headings, table cells) stay as they are. `Page.lines` keeps
every printed line. Pages are parted by a form feed, or, where there is none, by the single blank that text
extraction leaves before the first line of a page.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise

from corpus.documents import Page
from corpus.errors import UnreadableDocument
from corpus.machine.text_encoding import utf_16_of
from corpus.reading.formats import give
from corpus.reading.layout.lines import joined, vocabulary_of

BULLET = re.compile(r"^(?:[•●▪■◦‣*·–—]\s|\d{1,2}[.)]\s)")
# Source: the house's order of sections in a price note; these lines are headings wherever they stand alone.
HEADING = re.compile(
    r"^(?:Bakgrunn|Godkjent indikasjon:?|Pristilbud|Kostnadseffektivitet|Budsjettkonsekvenser|Avtaleverk\b[^.:]*|"
    r"Betydning for fremtidig anskaffelse|Informasjon om refusjon\b[^.:]*|Oppsummering|Prosess)$"
)
COLUMNS = re.compile(r"^[^.]*\S {2,}[^\W\d_][^.]*$")  # words set apart by more than one blank: signatures, addressees
NOTE = re.compile(r"^(\d{1,2})\s+(\S.*)$")


def decoded(data: bytes, name: str) -> str:
    """The text of a .txt or .html file. Raises UnreadableDocument when it is neither UTF-8 nor UTF-16."""
    try:
        text = data.decode(utf_16_of(data) or "utf-8-sig").removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        raise UnreadableDocument(
            f"Teksten er ikke UTF-8 (ugyldig tegn ved byte {error.start}).",
            where=name,
            remedy="Lagre filen som UTF-8 og prøv igjen.",
        ) from None
    if "\x00" in text:
        raise UnreadableDocument("Filen er ikke ren tekst.", where=name, remedy=give("archive"))
    return text.replace("\r\n", "\n").replace("\r", "\n")


def text_pages(text: str) -> tuple[Page, ...]:
    """The pages of a plain text: paragraphs parted by blank lines, footnotes tied to their marks."""
    pages = _split_pages(text)
    vocabulary = vocabulary_of(pages)
    widths = sorted(len(line.strip()) for page in pages for line in page.split("\n") if line.strip())
    width = widths[min(len(widths) - 1, int(0.97 * len(widths)))] if widths else 0
    return tuple(_page(number, page, width, vocabulary) for number, page in enumerate(pages, start=1))


def _split_pages(text: str) -> list[str]:
    if "\f" in text:
        return text.rstrip("\f\n").split("\f")
    lines = text.split("\n")
    starts = [place for place, line in enumerate(lines) if place and re.match(r" \S", line)]
    if not starts or len(starts) > 0.1 * len(lines):
        return [text]
    bounds = [0, *starts, len(lines)]
    return ["\n".join(lines[first:last]) for first, last in pairwise(bounds)]


def _page(number: int, text: str, width: int, vocabulary: Mapping[str, int]) -> Page:
    printed = tuple(line.rstrip() for line in text.split("\n"))
    paragraphs, notes = _split_notes(_paragraphs([line.strip() for line in printed], width, vocabulary))
    for mark in list(notes):
        tied = _tied(paragraphs, mark)
        if tied is None:
            paragraphs.append(f"{mark} {notes.pop(mark)}")
        else:
            paragraphs = tied
    whole = "\n\n".join([*paragraphs, *(f"[^{mark}]: {note}" for mark, note in notes.items())])
    return Page(number, whole, lines=printed)


def _paragraphs(lines: Sequence[str], width: int, vocabulary: Mapping[str, int]) -> list[str]:
    """Wrapped lines joined; lines with no blank line between belong to one cell or heading unless one is full."""
    groups: list[list[str]] = []
    blanks = 2
    for place, line in enumerate(lines):
        if not line:
            blanks += 1
            continue
        heading = bool(HEADING.match(line)) and not (place + 1 < len(lines) and lines[place + 1][:1].islower())
        link = bool(groups) and groups[-1][0].startswith(("http", "Lenke:")) and " " in line
        if groups and not heading and not link and _goes_on(groups[-1][-1], line, width, blanks):
            groups[-1].append(line)
        else:
            groups.append([line])
        blanks = 0
    return [joined(group, vocabulary) for group in groups]


def _goes_on(before: str, line: str, width: int, blanks: int) -> bool:
    """Whether `line` continues the paragraph that ends with `before`."""
    if blanks > 1 or BULLET.match(line) or HEADING.match(before) or COLUMNS.search(line) or COLUMNS.search(before):
        return False
    if line.startswith(("http", "Lenke:")):
        return False
    ended = before[-1] in ".:;!?»”" and not before.endswith("inkl.")
    short = len(before) < 0.45 * width
    if len(before) + 1 + len(line.split(maxsplit=1)[0]) > 0.93 * width or (before.endswith(("-", "/")) and not short):
        return not (ended and len(before) < 0.8 * width)
    if not blanks:
        return line[0].islower() or (
            len(line) < 0.45 * width and short and not ended and " " in before and not NOTE.match(line)
        )
    if ended or short:
        return False
    return not (line[0].isupper() or line[0].isdigit() or line[0] in "«“") or len(before) > 0.7 * width


def _split_notes(paragraphs: Sequence[str]) -> tuple[list[str], dict[str, str]]:
    """Footnotes at the end of a page: «3 Behandlingssyklus 28 dager», numbers rising; links under them stay text."""
    notes: dict[str, str] = {}
    kept: list[str] = []
    for paragraph in reversed(paragraphs):
        match = NOTE.match(paragraph)
        if match and 0 < int(match[1]) < 100 and (not notes or int(match[1]) == int(next(reversed(notes))) - 1):
            notes[match[1]] = match[2].strip()
        elif paragraph.startswith("http") and not notes:
            kept.append(paragraph)
        else:
            break
    done = list(paragraphs[: len(paragraphs) - len(kept) - len(notes)])
    return done + kept[::-1], dict(reversed(notes.items()))


def _tied(paragraphs: list[str], mark: str) -> list[str] | None:
    """The mark glued to a word, a method id or a full stop as `[^n]`; None unless exactly one place can be meant."""
    place = re.compile(
        rf"(?:(?<=[^\W\d_]{{3}})|(?<=[^\W\d_][.)»”])|(?<=\d\))|(?<=\)\.)|(?<=ID\d{{4}}_\d{{3}})){mark}(?![\d_])"
    )
    hits = [(number, match) for number, text in enumerate(paragraphs) for match in place.finditer(text)]
    if len(hits) != 1:
        return None
    number, match = hits[0]
    text = paragraphs[number]
    return [*paragraphs[:number], f"{text[: match.start()]}[^{mark}]{text[match.end() :]}", *paragraphs[number + 1 :]]
