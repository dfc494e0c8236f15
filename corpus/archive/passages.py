"""A document to passages: pieces that follow its headings and never cut a table row or a decision.

A passage is 40-110 words: shorter ones lose their context in a search, longer ones dilute it. Every passage carries
the document's hash, page, span, section, method id, substance, date, kind and confidentiality.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from corpus.bokmal.sentences import sentence_spans
from corpus.documents import Document, Kind, Page, Passage, Source, Table

ENOUGH_WORDS = 40
MOST_WORDS = 110
FEWEST_WORDS = 12  # a shorter leftover joins the passage before it in the same section

DECISION = re.compile(
    r"^[•\s]*(?:Beslutning\s+i\b.{0,60}\b(?:Beslutningsforum|fagdirektørmøte)|Pågående metodevurdering"
    r"|.*følgende beslutning:)",
    re.IGNORECASE,
)
_ITEM = re.compile(r"^\s*(?:\d{1,2}[.)]\s|[•●▪◦·–-]\s)")
_ENDS_QUOTE = re.compile(r"[»”]\s*$")
_BOTH = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class About:
    """What every passage of a document carries with it; dates are ISO, unknown is empty."""

    method_id: str = ""
    title: str = ""
    product: str = ""
    substance: str = ""
    dated: str = ""
    kind: Kind = "other"
    confidential: bool = False

    def passage(self, source: Source, section: str, text: str, rest: Sequence[Source] = ()) -> Passage:
        """A passage of the document."""
        return Passage(
            source,
            section,
            text,
            method_id=self.method_id,
            substance=self.substance,
            dated=self.dated,
            kind=self.kind,
            confidential=self.confidential,
            product=self.product,
            title=self.title,
            rest=tuple(rest),
        )


@dataclass(frozen=True, slots=True)
class _Unit:
    """A piece that is never cut: a sentence, a decision, or some rows of a table."""

    section: str
    sources: tuple[Source, ...]
    ends_paragraph: bool = False
    whole: bool = False
    text: str = ""

    @property
    def words(self) -> int:
        return len(self.shown.split())

    @property
    def shown(self) -> str:
        return self.text or running(" ".join(source.quote for source in self.sources))


def passages(document: Document, about: About, titles: Sequence[str] = ()) -> tuple[Passage, ...]:
    """The passages of a document in reading order; a document without text gives none.

    Args:
        titles: the document's headings as printed; those of `document.parts` unless given.
    """
    headings = {_bare(title): title for title in titles or [part.title for part in document.parts] if _bare(title)}
    units = _decisions_whole(document, list(_units(document, headings)))
    return tuple(_passage(document, group, about) for group in _groups(units))


def running(text: str) -> str:
    """Text as it runs: soft hyphens gone, words that were divided at a line's end joined, white space folded."""
    text = text.replace("\u00ad", "")
    text = re.sub(r"(?<=[a-zæøå])-\s*\n\s*(?=(?:celle|linje|kromosom|behandl)[a-zæøå]*)", "-", text)
    return _BOTH.sub(" ", text).strip()


def _units(document: Document, titles: dict[str, str]) -> Iterator[_Unit]:
    section = ""
    repeated = _top_lines(document)
    for page in document.pages:
        tables = _table_spans(document, page)
        for start, end, heading in _blocks(page.text, titles, repeated, [span[:2] for span in tables]):
            if heading:
                section = heading
            inside = next((item for item in tables if item[0] <= start < item[1]), None)
            if inside:
                if inside[2] is not None:
                    yield from _table_units(document, page, inside, section)
                    tables[tables.index(inside)] = (inside[0], inside[1], None)
                continue
            last = None
            for first, after in sentence_spans(page.text[start:end]):
                if last:
                    yield last
                source = document.source(page.number, start + first, start + after)
                last = _Unit(section, (source,))
            if last:
                yield replace(last, ends_paragraph=True)


def _top_lines(document: Document) -> str:
    """The line that stands first on every page (a mark, a running head), or ""."""
    tops = {page.text.strip().split("\n", 1)[0].strip() for page in document.pages if page.text.strip()}
    return tops.pop() if len(tops) == 1 and len(document.pages) > 1 else ""


def _blocks(
    text: str, titles: dict[str, str], repeated: str = "", tables: Sequence[tuple[int, int]] = ()
) -> Iterator[tuple[int, int, str]]:
    """(start, end, heading that begins here or "") of every paragraph, bullet and numbered item of a page.

    The line that stands on top of every page is left out, and no paragraph runs into a table or out of it.
    """
    lines = [(match.start(), match.end()) for match in re.finditer(r"[^\n]*\S[^\n]*", text)]
    lines = [line for line in lines if not repeated or text[slice(*line)].strip() != repeated]
    doubled = _doubled(text, lines)
    begin, heading = -1, ""
    for at, (start, end) in enumerate(lines):
        title = _heading(text, lines, at, titles)
        gap = at > 0 and text.count("\n", lines[at - 1][1], start) > (2 if doubled else 1)
        line = text[start:end]
        crosses = any((low <= begin < high) != (low <= start < high) for low, high in tables)
        if begin >= 0 and (title or gap or crosses or _ITEM.match(line) or DECISION.match(line)):
            yield begin, lines[at - 1][1], heading
            begin, heading = -1, ""
        if title and begin < 0:
            heading = title
        begin = start if begin < 0 else begin
        if title and _bare(line) == _bare(title):
            yield begin, end, heading
            begin, heading = -1, ""
    if begin >= 0:
        yield begin, lines[-1][1], heading


def _heading(text: str, lines: Sequence[tuple[int, int]], at: int, titles: dict[str, str]) -> str:
    bare = _bare(text[slice(*lines[at])])
    if bare in titles:
        return titles[bare]
    if at + 1 < len(lines) and len(bare) > 12:
        return titles.get(_bare(text[lines[at][0] : lines[at + 1][1]]), "")
    return ""


def _bare(text: str) -> str:
    return re.sub(r"\W+", " ", text.casefold()).strip()


def _doubled(text: str, lines: Sequence[tuple[int, int]]) -> bool:
    """True when an empty line stands after nearly every line, as in text taken out of some PDFs."""
    gaps = [text.count("\n", before[1], after[0]) for before, after in pairwise(lines)]
    return len(gaps) > 5 and sum(gap >= 2 for gap in gaps) > 0.6 * len(gaps)


def _decisions_whole(document: Document, units: list[_Unit]) -> list[_Unit]:
    """Joins a decision's heading, its numbered items with their bullets, or its quotation, to one unit."""
    joined: list[_Unit] = []
    at = 0
    while at < len(units):
        end = _decision_end(units, at) if DECISION.match(units[at].sources[0].quote) else at + 1
        group = units[at:end]
        if len(group) == 1:
            joined.append(group[0])
        else:
            sources = _merged(document, [source for unit in group for source in unit.sources])
            text = "\n".join(unit.shown for unit in group) if any(unit.text for unit in group) else ""
            joined.append(_Unit(group[0].section, sources, ends_paragraph=True, whole=True, text=text))
        at = end
    return joined


def _decision_end(units: Sequence[_Unit], at: int) -> int:
    section, opened = units[at].section, False
    numbered = False
    for end in range(at + 1, min(at + 30, len(units))):
        quote = units[end].sources[0].quote
        if units[end].section != section or DECISION.match(quote):
            return end
        if numbered and not re.match(r"\s*(?:\d{1,2}[.)]\s|[•o]\s)", quote) and units[end - 1].ends_paragraph:
            return end
        if numbered and re.match(r"\s*•", quote) and re.search(r"\ber (?:også )?indisert\b", quote):
            return end
        opened = opened or "«" in quote
        if opened and not numbered and _ENDS_QUOTE.search(units[end].sources[-1].quote):
            return end + 1
        numbered = numbered or bool(re.match(r"\s*\d{1,2}[.)]\s", quote))
        if not opened and not numbered and units[end].ends_paragraph:
            return end + 1
    return min(at + 30, len(units))


def _merged(document: Document, sources: Sequence[Source]) -> tuple[Source, ...]:
    """One source a page: from the first span's start to the last one's end, verbatim."""
    spans: dict[int, tuple[int, int]] = {}
    for source in sources:
        start, end = spans.get(source.page, (source.start, source.end))
        spans[source.page] = (min(start, source.start), max(end, source.end))
    return tuple(document.source(page, start, end) for page, (start, end) in spans.items())


def _groups(units: Sequence[_Unit]) -> Iterator[list[_Unit]]:
    group: list[_Unit] = []
    count = 0
    for at, unit in enumerate(units):
        breaks = bool(group) and (
            unit.section != group[0].section
            or unit.whole
            or group[-1].whole
            or count + unit.words > MOST_WORDS
            or (count >= ENOUGH_WORDS and group[-1].ends_paragraph and not _little_left(units[at:]))
        )
        if breaks:
            yield group
            group, count = [], 0
        group.append(unit)
        count += unit.words
    if group:
        yield group


def _little_left(units: Sequence[_Unit]) -> bool:
    """True when so little of a section is left that it would make a poor passage of its own."""
    words = 0
    for unit in units:
        if unit.section != units[0].section or unit.whole:
            break
        words += unit.words
        if words >= FEWEST_WORDS:
            return False
    return True


def _passage(document: Document, group: Sequence[_Unit], about: About) -> Passage:
    first, *rest = _merged(document, [source for unit in group for source in unit.sources])
    return about.passage(first, group[0].section, "\n".join(_paragraphs(group)), rest)


def _paragraphs(group: Sequence[_Unit]) -> Iterator[str]:
    said: list[str] = []
    for unit in group:
        said.append(unit.shown)
        if unit.ends_paragraph:
            yield " ".join(said)
            said = []
    if said:
        yield " ".join(said)


def _table_spans(document: Document, page: Page) -> list[tuple[int, int, Table | None]]:
    """Where each table of a page stands in its text; one whose cells are not found there is left out."""
    spans: list[tuple[int, int, Table | None]] = []
    for table in document.tables:
        if table.page != page.number or (table.pages and len(table.pages) > 1):
            continue
        span = _rows_span(page.text, table.rows)
        if span:
            spans.append((*span, table))
    return spans


def _rows_span(text: str, rows: Sequence[Sequence[str]]) -> tuple[int, int] | None:
    """From the first row's first cell to the end of the last one; None when a cell is not found in order."""
    start, at, first = -1, 0, True
    for row in rows:
        for cell in row:
            words = cell.split()
            if not words:
                continue
            match = re.compile(r"\s+".join(re.escape(word) for word in words)).search(text, at)
            if not match or (not first and match.start() - at > 400):
                return None
            start = match.start() if first else start
            at, first = match.end(), False
    return None if first else (start, at)


def _table_units(document: Document, page: Page, span: tuple[int, int, Table | None], section: str) -> Iterator[_Unit]:
    table = span[2]
    if table is None:
        return
    source = document.source(page.number, span[0], span[1])
    yield _Unit(section, (source,), ends_paragraph=True, whole=True, text=table_text(table))


def table_text(table: Table) -> str:
    """A table as lines «label: column value; column value», so that a row can be read and found on its own."""
    header, *body = table.rows or ((),)
    lines = [" ".join(part for part in (table.number, table.caption) if part)]
    lines += ["; ".join(running(cell) for cell in header if cell.strip())]
    for row in body:
        label, *cells = [running(cell) for cell in row]
        named = [
            f"{running(name)}: {cell}" if name.strip() else cell
            for name, cell in zip(header[1:], cells, strict=False)
            if cell
        ]
        lines.append(f"{label}: {'; '.join(named)}" if named else label)
    return "\n".join(line for line in lines if line)
