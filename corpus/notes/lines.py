"""Pages of a price note to lines and paragraphs: footnotes tied to their mark, loose links at a page's foot put aside.

Text taken out of a PDF may come wrapped, with an empty line after every line and a paragraph shown only by a
larger gap or a short line; text that `corpus.reading.read` joined comes as whole paragraphs. Both give the same here.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from corpus.documents import Document

WIDEST_WRAPPED = 135  # characters; a longer line is a whole paragraph
FOOT = 60  # lines at the end of a page among which its footnotes stand
BULLET = re.compile(r"^(?:[•●▪◦·]|[-–] (?=\S))\s*")
NUMBERED = re.compile(r"^\d{1,2}[.)] +(?=\S)")
URL_ONLY = re.compile(r"^https?://\S+$")
FOOTNOTE = re.compile(r"^(?:\[\^(\d{1,2})\]:?|(\d{1,2})) +(?=\S)(.*)$")
# What begins a paragraph of its own wherever it stands: a country's entry, a link.
STARTER = re.compile(
    r"^(?:(?:Sverige|Danmark|Finland|Skottland|England|Wales|Irland)\s*(?:\([^)]*\))?\s*:|Lenke\s*:|https?://)"
)
# A row that is a sentence: a finite verb, and a later cell that goes on in mid-sentence.
SENTENCE = re.compile(r"\b(?:er|har|vil|kan|skal|må|blir|ble|tilsvarer|utgjør|koster|gir|innebærer|varer|ligger)\b")
GOES_ON = re.compile(
    r"\s*(?:for|fra|til|med|per|pr\.|ved|av|i|på|og|eller|inkl|eks|som|vil|sammenlignet|avhengig|basert|før)\b"
)
SPACE = "\ue001"  # what `corpus.notes.blanks` takes as a wide gap
EXPONENT = re.compile(r"\b(?:[kcm]?m|s|kg/m|mg/m|µg/m|mcg/m)$")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a page, stripped; `gap` is true where an empty paragraph or a larger space stands before it.

    `new_cell` is true where an empty line parts it from the line before, `printed` the line with its own spaces.
    """

    page: int
    text: str
    gap: bool = False
    new_cell: bool = True
    printed: str = ""


@dataclass(frozen=True, slots=True)
class NoteText:
    """A note's lines without footnotes and loose links; `wrapped` says that lines are not whole paragraphs."""

    lines: tuple[Line, ...]
    footnotes: dict[str, str]
    links: tuple[str, ...]
    wrapped: bool
    warnings: tuple[str, ...] = ()

    @property
    def width(self) -> int:
        return max((len(line.text) for line in self.lines if " " in line.text), default=0)


def note_text(document: Document) -> NoteText:
    """The lines of a note, read top to bottom."""
    pages = _pages(document)
    wrapped = all(
        len(line) <= WIDEST_WRAPPED or " " not in line.strip() for _, text in pages for line in text.split("\n")
    )
    doubled = wrapped and _doubled("\n".join(text for _, text in pages))
    lines: list[Line] = []
    footnotes: dict[str, str] = {}
    links: list[str] = []
    warnings: list[str] = []
    for number, text in pages:
        page = _lines(number, text, doubled)
        page, loose = _without_links(page)
        page, found = _without_footnotes(page, len(footnotes) + 1)
        for mark, note in found.items():
            page, tied = _tied(page, mark)
            if not tied:
                warnings.append(f"Side {number}: fant ikke stedet som fotnote {mark} hører til.")
            footnotes[mark] = note
        links += loose
        lines += page if doubled else _mended(page)
    return NoteText(tuple(lines), footnotes, tuple(dict.fromkeys(links)), wrapped, tuple(warnings))


def paragraphs(lines: Sequence[Line], wrapped: bool, width: int = 0) -> tuple[Line, ...]:
    """Lines joined to paragraphs; each keeps the page where it starts. `width` is the widest line of the note."""
    width = width or max((len(line.text) for line in lines if " " in line.text), default=0)
    joined: list[Line] = []
    last = ""
    for line in lines:
        if joined and wrapped and not _starts_paragraph(last, line, width):
            joined[-1] = replace(joined[-1], text=join(joined[-1].text, line.text))
        else:
            joined.append(line)
        last = line.text
    return tuple(joined)


def join(before: str, after: str) -> str:
    """Two lines as one: a hyphen at the line's end is kept («B-» + «celleprekursor»), without a space after it."""
    tail = before[-300:]  # a paragraph may be long, and only its end matters
    if re.search(r"[^\W\d_]-$", tail) and not re.match(r"(?:og|eller)\b", after):
        return before + after
    if tail[-1:] in "-/" and re.search(r"https?://\S+$", tail):
        return before + after
    return f"{before} {after}"


def _starts_paragraph(last: str, line: Line, width: int) -> bool:
    if line.gap or "\t" in line.text or "\t" in last or BULLET.match(line.text) or STARTER.match(line.text):
        return True
    if re.search(r"https?://\S+$", last):
        return not (last[-1] in "-/" and " " not in line.text)
    if line.text[:1].islower():
        return False
    # A line that leaves room for the next word ended its paragraph. Indented text is narrower: where no sentence
    # ends, much room is asked for.
    room = width - len(last) - 1 - len(line.text.split(" ", 1)[0])
    ended = bool(re.search(r"[.!?:»”]$|\]$", last))
    if NUMBERED.match(line.text):  # an item of a list, and not a number that ended up first on a line
        return ended or room > 0.2 * width
    return room > (0.03 if ended else 0.35) * width


def _pages(document: Document) -> list[tuple[int, str]]:
    """(number, text) of each page. Text taken from a PDF shows a page break only as a line that begins with a space."""
    # Printed lines tell more than joined paragraphs only where the empty lines between them were kept (plain text).
    if any("" in page.lines for page in document.pages):
        return [(page.number, "\n".join(page.lines) if page.lines else page.text) for page in document.pages]
    if len(document.pages) != 1 or "\n " not in document.pages[0].text:
        return [(page.number, page.text) for page in document.pages]
    parts = re.split(r"(?<=\S)[ ]*\n(?= \S)", document.pages[0].text)
    return list(enumerate(parts, start=1))


def _doubled(text: str) -> bool:
    """Whether an empty line follows (nearly) every line of text."""
    lines = text.split("\n")
    full = [place for place, line in enumerate(lines[:-1]) if line.strip()]
    return len(full) > 5 and sum(not lines[place + 1].strip() for place in full) > 0.6 * len(full)


def _lines(number: int, text: str, doubled: bool) -> list[Line]:
    found: list[Line] = []
    empty = 0
    for raw in text.split("\n"):
        stripped = raw.strip(" ") if "\t" in raw else " ".join(raw.split())  # tabs part the cells of a table row
        if not stripped:
            empty += 1
            continue
        found.append(Line(number, stripped, empty > (1 if doubled else 0), empty > 0 or not doubled, raw.strip()))
        empty = 0
    return found


def _mended(lines: list[Line]) -> list[Line]:
    """Sentences that wide holes (a black box in a line) made look like table rows, as text again with SPACE in them."""
    mended: list[Line] = []
    torn = False
    for line in lines:
        cells = line.text.split("\t")
        prose = len(cells) > 1 and bool(SENTENCE.search(line.text)) and any(GOES_ON.match(cell) for cell in cells[1:])
        text = f" {SPACE} ".join(cell.strip() for cell in cells) if prose else line.text
        before = mended[-1].text if mended else ""
        joins = (prose or torn) and text[:1].islower() and "\t" not in before and before[-1:] not in set(".:!?»")
        if joins and mended:
            mended[-1] = replace(mended[-1], text=join(before, text))
        else:
            mended.append(replace(line, text=text))
        torn = prose
    return mended


def _without_links(lines: list[Line]) -> tuple[list[Line], list[str]]:
    """The page without the addresses that a PDF lists at its foot (they repeat the page's link annotations)."""
    end = len(lines)
    while end and URL_ONLY.match(lines[end - 1].text):
        end -= 1
    loose = lines[end:]
    # The first of them may be the text's own («Lenke: …»): it is when no gap parts it from the line before.
    if loose and not loose[0].gap and end and not FOOTNOTE.match(lines[end - 1].text):
        while loose and not loose[0].gap and lines[end - 1].text.rstrip().endswith(":"):
            loose, end = loose[1:], end + 1
    return lines[:end], [line.text for line in loose]


def _without_footnotes(lines: list[Line], expected: int) -> tuple[list[Line], dict[str, str]]:
    """The page without the footnotes at its end, and these by number. Numbers go on from page to page."""
    for place in range(max(0, len(lines) - FOOT), len(lines)):
        line = lines[place]
        match = FOOTNOTE.match(line.text)
        tied = bool(match and match[1])
        if not match or (not tied and int(match[2]) != expected) or (not tied and not line.gap):
            continue
        found = _footnotes(lines[place:], expected)
        if found is not None and (tied or _has_mark(lines[:place], str(expected))):
            return lines[:place], found
    return lines, {}


def _footnotes(tail: list[Line], expected: int) -> dict[str, str] | None:
    """Every line of the tail as footnotes numbered from `expected`; None when something else stands among them."""
    found: dict[str, str] = {}
    for line in tail:
        match = FOOTNOTE.match(line.text)
        if match and int(match[1] or match[2]) == expected + len(found):
            found[match[1] or match[2]] = match[3].strip()
        elif found and not line.gap and not NUMBERED.match(line.text):
            last = list(found)[-1]
            found[last] = join(found[last], line.text)
        else:
            return None
    return found


def _mark(number: str) -> re.Pattern[str]:
    """A footnote mark glued to a method id, to a word of three letters or more, or to a closing sign."""
    return re.compile(
        rf"(?<=ID\d{{4}}_\d{{3}}){number}(?!\d)"
        rf"|(?:(?<=[^\W\d_]{{3}})|(?<=[)»”’])|(?<=[^\d\s][.,:;])|(?<=[)»”’][.,:;])){number}(?=[\s.,;:)»]|$)"
    )


def _marks(text: str, number: str) -> list[re.Match[str]]:
    return [
        match
        for match in _mark(number).finditer(text)
        if "/" not in _token(text, match.start()) and not EXPONENT.search(text[: match.start()])
    ]


def _token(text: str, place: int) -> str:
    start = text.rfind(" ", 0, place) + 1
    end = text.find(" ", place)
    return text[start : end if end >= 0 else len(text)]


def _has_mark(lines: list[Line], number: str) -> bool:
    return any(_marks(line.text, number) or f"[^{number}]" in line.text for line in lines)


def _tied(lines: list[Line], number: str) -> tuple[list[Line], bool]:
    """The lines with the mark of that footnote as `[^n]`; False when it was not found, or could be in two places."""
    if any(f"[^{number}]" in line.text for line in lines):
        return lines, True
    found = [(place, match) for place, line in enumerate(lines) for match in _marks(line.text, number)]
    ids = [(place, match) for place, match in found if re.search(r"ID\d{4}_\d{3}$", match.string[: match.start()])]
    candidates = ids if len(ids) == 1 else found
    if len(candidates) != 1:
        return lines, False
    place, match = candidates[0]
    text = f"{match.string[: match.start()]}[^{number}]{match.string[match.end() :]}"
    return [*lines[:place], replace(lines[place], text=text), *lines[place + 1 :]], True
