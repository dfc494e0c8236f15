"""Passages to the pieces that may answer: a sentence, a table row with its heads, a line of a log.

A piece is a span of a page, so that its citation resolves by itself, with what a reader sees around it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from corpus.bokmal.sentences import sentence_spans
from corpus.documents import Passage, Source
from corpus.search.search import Hit

ITEM_NUMBER = re.compile(r"\d{6}\b")
ONLY_VALUE = re.compile(r"[^\w]*\d[\d .,]*(?:\s?(?:NOK|kr|prosent|%|dager|sett|stk)\b[^.]*)?$")
ENDS = re.compile(r"[.:;!?»)]\s*(?:\[\^\d+\])*$")
LOGGED = re.compile(r"(?<=\d{4}) (?=[A-ZÆØÅ])")  # «… mottatt: 09.01.2024 Henvendelse …»: the log run together
LABEL = re.compile(r"[A-ZÆØÅ][^.:]{2,60}: ?\d{1,2}\.\d{1,2}\.\d{4}")
HEADS = re.compile(r"\bAUP\b|\bPakning\b|\bVarenummer\b|\bAnslått\b|\bKostnad\b", re.IGNORECASE)
FEWEST_WORDS = 3
AMOUNT = re.compile(r"\d{3}(?:,\d\d)?\s(?:NOK|kr)\b")
SIGNED = re.compile(r"\b(?:[Ff]agsjef|[Ff]agrådg[ie]\w+)\b")
LINK = re.compile(r"^(?:Lenke: ?)?https?://\S+$")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A piece of a passage.

    Attributes:
        rank: place of its passage among the hits, 0 first.
        source: where it stands.
        text: as it is read, a table row with its heads.
        before: the piece before it in the passage, or "".
        heads: the heads of the row's table, or what introduces a list.
        row: whether it is a row of a table or a line of a log.
        similar: cosine of its own vector and the question's; None when it has none.
    """

    passage: Passage
    rank: int
    source: Source
    text: str
    before: str = ""
    heads: str = ""
    row: bool = False
    similar: float | None = None


def candidates(hits: Sequence[Hit]) -> list[Candidate]:
    """The pieces of the passages, in their order; none twice."""
    found: dict[tuple[str, int, int], Candidate] = {}
    for rank, hit in enumerate(hits):
        for one in pieces(hit.passage, rank):
            found.setdefault((one.source.document, one.source.page, one.source.start), one)
    return list(found.values())


def pieces(passage: Passage, rank: int = 0) -> Iterator[Candidate]:
    """The pieces of one passage; its heading, links and signatures are none."""
    before = heads = ""
    for source in (passage.source, *passage.rest):
        for start, end, row in _spans(source.quote):
            said = source.quote[start:end]
            text = " ".join(said.replace("\u00ad", "").split())
            if _bare(text) == _bare(passage.section) or LINK.match(text):
                continue
            if (
                not row
                and HEADS.search(text)
                and not re.search(r"\d{2}|\bNOK\b|\.(?:\s|$)", text.replace("inkl. mva.", ""))
            ):
                heads = f"{heads} {text}".strip() if heads and before in heads else text
                before = text
                continue
            if len(text.split()) >= FEWEST_WORDS and not (SIGNED.search(text) and len(text.split()) < 10):
                place = Source(
                    source.document, source.page, source.start + start, source.start + end, said, source.name
                )
                shown = _with_heads(said, heads) if row else text
                yield Candidate(passage, rank, place, shown, before, heads if row or _item(text) else "", row)
            if "\t" in said and not re.search(r"\d", said):
                heads = said
            elif text.endswith(":"):
                heads = text
            elif not row and not _item(text):
                heads = ""
            before = text


def _spans(text: str) -> Iterator[tuple[int, int, bool]]:
    """(start, end, whether it is a row) of every piece of a passage's page text."""
    lines = [(match.start(), match.end()) for match in re.finditer(r"[^\n]*\S[^\n]*", text)]
    at = 0
    while at < len(lines):
        start, end = lines[at]
        line = text[start:end]
        if "\t" in line:
            yield start, end, True
        elif (_goes_on(line) or (ITEM_NUMBER.match(line) and not AMOUNT.search(line))) and at + 1 < len(lines):
            last = _row_end(text, lines, at)
            yield start, lines[last][1], True
            at = last
        elif len(LABEL.findall(line)) > 1:
            yield from _log(line, start)
        elif ITEM_NUMBER.match(line):
            yield start, end, True
        else:
            yield from ((start + first, start + after, False) for first, after in sentence_spans(line))
        at += 1


def _goes_on(line: str) -> bool:
    """Whether a line is a label or the beginning of a row whose value stands on a line of its own."""
    return not ENDS.search(line) and len(line.split()) <= 14 and not HEADS.search(line)


def _row_end(text: str, lines: Sequence[tuple[int, int]], at: int) -> int:
    """The last of the lines that are one row: up to two with only a value, or the one that begins with a number."""
    last = at
    if ITEM_NUMBER.match(text[slice(*lines[at])]):
        ends = (n for n in range(at + 1, min(at + 4, len(lines))) if AMOUNT.search(text[slice(*lines[n])]))
        return next(ends, at)
    while last + 1 < len(lines) and last - at < 2 and ONLY_VALUE.match(text[slice(*lines[last + 1])].strip()):
        last += 1
    follows = text[slice(*lines[at + 1])].strip()
    return at + 1 if last == at and re.match(r"\d{1,3} dag", follows) else last


def _log(line: str, start: int) -> Iterator[tuple[int, int, bool]]:
    begin = 0
    for cut in LOGGED.finditer(line):
        yield start + begin, start + cut.start(), True
        begin = cut.end()
    yield start + begin, start + len(line), True


def _item(text: str) -> bool:
    return bool(re.match(r"[•●▪◦\uf0b7–-]", text))


def _with_heads(said: str, heads: str) -> str:
    """A row as it is read: «head: cell; head: cell» where cells and heads are told apart, else as it stands."""
    cells, names = said.split("\t"), heads.split("\t")
    if len(cells) == len(names) > 1:
        named = (f"{' '.join(name.split())}: {' '.join(cell.split())}" for name, cell in zip(names, cells, strict=True))
        return "; ".join(cell for cell in named if not cell.endswith(": "))
    return " ".join(said.replace("\t", " ").split())


def _bare(text: str) -> str:
    return re.sub(r"\W+", " ", text.casefold()).strip()
