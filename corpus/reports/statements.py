"""The running text of a report as statements: sentences with their places, headings, run-in labels and speakers.

What print broke is joined before anything is read: a label with what it labels («Usikkerhet: DMP vurderer at det …»),
a sentence that goes on in the next block or on the next page, past footnotes and tables.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from corpus.bokmal.raised import without_marks
from corpus.bokmal.sentences import sentence_spans
from corpus.documents import Document, Page, Part, Source
from corpus.reports.points import BULLET, points_of
from corpus.reports.run_in import LEFT_OPEN, heading_line, label_at, pieces_of
from corpus.reports.speakers import Speaker, speakers, voice_of

NUMBER_KEY = re.compile(r"\d{1,2}(?:\.\d{1,2})*")
TOP_HEADING = re.compile(
    r"^(?:forord|oppsummering|sammendrag|innhold|logg\b|ordliste|forkortelser|referanser|litteratur|vedlegg|appendiks"
    r"|samlet vurdering)",
    re.IGNORECASE,
)
LEFT_OUT = re.compile(r"^(?:referanse|litteratur|ordliste|innhold|figur|tabelloversikt)", re.IGNORECASE)
# A point that is a sentence of its own: «• DMP mener at …»; one that a lead-in ends in is an item of a list.
POINT = re.compile(rf"{BULLET}\s+(?=[A-ZÆØÅ«\d].*[.!?»]$)", re.DOTALL)
WHOLE_START = re.compile(r"[«(“\"]?(?:[A-ZÆØÅÉ]|\d)")
WHOLE_END = re.compile(r"[.!?][»”\")\]]*(?:\[\^\d+\])*$")


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence of the report, with its place and the headings it stands under.

    Attributes:
        text: the sentence on one line, without footnote marks and without the label that it was printed behind.
        places: its spans (page, start, end) in `Page.text`: one, or more where a page or a block ends inside it.
        paragraph: the whole paragraph, on one line.
        headings: all titles over it, outermost first; a run-in label is the innermost.
        voice: whose turn it is by heading: «dmp», «company», or «» where headings do not say.
        ocr: the page was read from an image.
        speaker: who says it, by its own words, else by the sentence before it in the paragraph, else by heading.
    """

    text: str
    places: tuple[tuple[int, int, int], ...]
    paragraph: str
    headings: tuple[str, ...]
    voice: str
    ocr: bool = False
    speaker: Speaker = ""

    @property
    def page(self) -> int:
        return self.places[0][0]

    @property
    def is_whole(self) -> bool:
        """Whether it begins as a sentence begins and ends as one ends: no fragment, no item of a list, no lead-in."""
        return bool(WHOLE_START.match(self.text) and WHOLE_END.search(self.text))

    def source(self, document: Document, holds: str = "") -> Source:
        """The sentence as a Source: of a divided one the part on the page where `holds` stands."""
        found = self.sources(document)
        wanted = " ".join(holds.split())
        return next((source for source in found if wanted and wanted in _one_line(source.quote)), found[0])

    def sources(self, document: Document) -> tuple[Source, ...]:
        """Every part of the sentence as a Source, in order."""
        return tuple(document.source(*place) for place in self.places)


@dataclass(slots=True)
class _Paragraph:
    """A paragraph on its way: its pieces (page, start, text), and the headings over it."""

    pieces: list[tuple[Page, int, str]]
    over: tuple[Part, ...]
    label: str = ""
    lead: int = 0  # characters of the first piece that are its label


def statements(document: Document, company: str = "") -> Iterator[Statement]:
    """Every sentence of running text, under the headings that stand over it; `company` is the name in the log."""
    for paragraph in _under_labels(_paragraphs(document)):
        yield from _sentences(paragraph, company)


def _paragraphs(document: Document) -> list[_Paragraph]:
    titles = {(part.page, " ".join(part.title.split())): part for part in document.parts if part.title}
    over: list[Part] = []
    found: list[_Paragraph] = []
    at_heading = True  # nothing can be continued past a heading
    listed = False  # the points belong to a sentence that leads into them
    blocks = list(_blocks(document))
    afters = [text for _, _, text in blocks[1:]] + [""]
    for (page, start, block), following in zip(blocks, afters, strict=False):  # no block has nothing after it
        flat = " ".join(block.split())
        part = titles.get((page.number, flat)) or titles.get((page.number, _without_number(flat)))
        if at_heading is False and found and _goes_on(found[-1], page, flat, part):
            found[-1].pieces.append((page, start, block))
            continue
        label = label_at(block, bold=part is not None, following=following)
        if part is None and not label and heading_line(flat):
            part = Part("", flat.rstrip(": "), page.number, "", 9)
        if part and not label:
            over, at_heading, listed = _under(over, replace(part, title=part.title.rstrip(": "))), True, False
        elif not (over and LEFT_OUT.match(over[-1].title)):
            point = POINT.match(block)
            listed = listed if point else flat.endswith(":")
            lead = ("", point.end()) if point and not label and not listed else label
            found.append(_Paragraph([(page, start, block)], tuple(over), *lead))
            at_heading = False
    return found


def _blocks(document: Document) -> Iterator[tuple[Page, int, str]]:
    """(page, offset, text) of every block of text: no footnote, no row of a table; headings of their own apart."""
    for page in document.pages:
        for start, block in blocks_of(page.text):
            if points := points_of(block):
                yield from ((page, start + offset, piece) for offset, piece in points)
            elif not block.startswith("[^") and "\t" not in block:
                yield from ((page, start + offset, piece) for offset, piece in pieces_of(block))


def _goes_on(paragraph: _Paragraph, page: Page, text: str, part: Part | None) -> bool:
    """Whether a block continues the paragraph before it: that one ended inside a sentence, and this begins inside one.

    A block that begins with a capital or a digit does so only where the one before cannot end as it does («… er»),
    or where a page ended between them and it begins with a digit.
    """
    last, _, before = paragraph.pieces[-1]
    ended = bool(re.search(r"[.!?:;»](?:\[\^\d+\])*$", before.strip()))
    if ended or last.ocr or page.ocr or not 0 <= page.number - last.number <= 1 or re.match(rf"{BULLET}|[–-]", text):
        return False
    if text[:1].islower():
        return True
    if LEFT_OPEN.search(before) and part is None:
        return True
    return page is not last and part is None and not text[:1].isupper()


def _under_labels(paragraphs: list[_Paragraph]) -> list[_Paragraph]:
    """A paragraph between two labels of one heading belongs to the first of them; after the last label none does."""
    for place, paragraph in enumerate(paragraphs):
        if paragraph.label or not place or not paragraphs[place - 1].label:
            continue
        before = paragraphs[place - 1]
        after = next((item for item in paragraphs[place + 1 :] if item.label or item.over != paragraph.over), None)
        if before.over == paragraph.over and after is not None and after.label and after.over == paragraph.over:
            paragraph.label = before.label
    return paragraphs


def _sentences(paragraph: _Paragraph, company: str) -> Iterator[Statement]:
    headings = tuple(part.title for part in paragraph.over) + ((paragraph.label,) if paragraph.label else ())
    voice = next((said for title in reversed(headings) if (said := voice_of(title))), "")
    whole = " ".join(text for _, _, text in paragraph.pieces)
    flat = _one_line(whole)
    spans = [(first + paragraph.lead, last + paragraph.lead) for first, last in sentence_spans(whole[paragraph.lead :])]
    texts = [_joined(whole[first:last]) for first, last in spans]
    ocr = any(page.ocr for page, _, _ in paragraph.pieces)
    for (first, last), text, speaker in zip(spans, texts, speakers(texts, voice, company), strict=True):
        places, offset = [], 0
        for page, start, piece in paragraph.pieces:
            low, high = max(first, offset), min(last, offset + len(piece))
            if low < high:
                places.append((page.number, start + low - offset, start + high - offset))
            offset += len(piece) + 1
        yield Statement(text, tuple(places), flat, headings, voice, ocr, speaker)


def _joined(text: str) -> str:
    """A sentence on one line; a word that was divided where a block or page ended is one word again."""
    return re.sub(r"(?<=[a-zæøå])- (?!(?:og|eller|samt|til)\b)(?=[a-zæøå])", "", _one_line(text))


def _one_line(text: str) -> str:
    """A text on one line, without footnote marks."""
    return " ".join(without_marks(text).split())


def _under(over: list[Part], part: Part) -> list[Part]:
    """The headings over what follows `part`. Numbers say the depth; how large print is does not, where they lack."""
    if TOP_HEADING.match(part.title) or part.key.isdigit():
        return [part]
    depth = part.key.count(".") + 1 if NUMBER_KEY.fullmatch(part.key) else 0
    if depth:
        return [*(other for other in over if _depth(other) and _depth(other) < depth), part]
    return [*(other for place, other in enumerate(over) if place == 0 or _depth(other)), part]


def _depth(part: Part) -> int:
    """How deep a numbered heading is; a named chapter is at depth 1; an unnumbered heading below it has none (0)."""
    if NUMBER_KEY.fullmatch(part.key):
        return part.key.count(".") + 1
    return 1 if TOP_HEADING.match(part.title) else 0


def _without_number(text: str) -> str:
    return re.sub(r"^\d{1,2}(?:\.\d{1,2})*\.?\s+", "", text)


def blocks_of(text: str) -> Iterator[tuple[int, str]]:
    """(offset, text) of every block that blank lines part."""
    for match in re.finditer(r"(?:[^\n]|\n(?!\s*\n))+", text):
        if match[0].strip():
            lead = len(match[0]) - len(match[0].lstrip())
            yield match.start() + lead, match[0].strip()
