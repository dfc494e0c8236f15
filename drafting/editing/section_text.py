"""A section as text that a person edits, and back. What is not changed keeps its sources.

A line that begins with `### ` is a subheading, `- ` a bullet, `1. ` a numbered point, `> ` a quote, `|` a row of a
table; `[^1]: ` under a paragraph is its footnote. Blocks are set apart by blank lines; slots stand as `{{key}}`.
"""

from __future__ import annotations

import re
from dataclasses import replace

from corpus.documents import Source
from corpus.reports.report import Report
from drafting.checks.draft.quotes import is_verbatim
from drafting.checks.draft.whole_quotes import best_place, quotations
from drafting.note.note import Block, BlockKind, NoteTable, Paragraph, Section

MARKS: dict[BlockKind, str] = {"subheading": "### ", "bullet": "- ", "numbered": "1. ", "quote": "> ", "text": ""}
NUMBERED = re.compile(r"\d{1,2}\. ")
FOOTNOTE = re.compile(r"\[\^\d+\]: ?")
CAPTION = "Tabell: "
RULE = re.compile(r"\|(\s*:?-{3,}:?\s*\|)+")
CELL_END = re.compile(r"(?<!\\)\|")
ALIKE = 60.0  # per cent; an edited block that is this like an old one keeps its sources


def section_text(section: Section) -> str:
    """The section's blocks as text for editing."""
    return "\n\n".join(_block_text(block) for block in section.blocks)


def edited_section(text: str, base: Section, report: Report | None = None) -> Section:
    """The section that the edited text says, by a human hand; `base` gives key, title and sources. Never raises.

    What is quoted from the report word for word gets the place where it stands there as its source.
    """
    blocks = [block for chunk in _chunks(text) for block in _blocks(chunk)]
    kept = _with_sources(blocks, base)
    if report is not None:
        kept = [replace(block, sources=(*block.sources, *_quoted(block, report))) for block in kept]
    return replace(base, blocks=tuple(kept), writer="human", findings=())


def _quoted(block: Block, report: Report) -> tuple[Source, ...]:
    """Where the quotations of a block stand in the report, as far as its sources do not hold them already."""
    found: list[Source] = []
    for _, introduction, quote in quotations(Section("", "", (block,))):
        if not is_verbatim(quote, block.sources) and (place := best_place(introduction, quote, report)):
            found += [source for item in place.covered(report) for source in item.sources(report.document)]
    return tuple(dict.fromkeys(found))


def _block_text(block: Block) -> str:
    if isinstance(block, NoteTable):
        return _table_text(block)
    lines = "\n".join(line for line in block.text.split("\n") if line.strip())
    marked = MARKS[block.kind] + (_escaped(lines) if block.kind == "text" else lines)
    return "\n".join([marked, *(f"[^{n}]: {_one_line(note)}" for n, note in enumerate(block.footnotes, start=1))])


def _escaped(text: str) -> str:
    """Plain text that would be taken for something else, with a backslash before it."""
    return "\n".join("\\" + line if _special(line) else line for line in text.split("\n"))


def _special(line: str) -> bool:
    return bool(
        line.startswith(("### ", "- ", "> ", "|", "\\", CAPTION)) or NUMBERED.match(line) or FOOTNOTE.match(line)
    )


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _table_text(table: NoteTable) -> str:
    width = max((len(row) for row in table.rows), default=0)
    rule = "|" + "".join("---:|" if n in table.numeric_columns else "---|" for n in range(width))
    rows = ["| " + " | ".join(_one_line(cell).replace("|", "\\|") for cell in row) + " |" for row in table.rows]
    place = 1 if table.heading and rows else 0
    caption = [CAPTION + _one_line(table.caption)] if table.caption else []
    return "\n".join([*caption, *rows[:place], rule, *rows[place:]])


def _chunks(text: str) -> list[str]:
    normal = "\n".join(line.rstrip() for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n"))
    return [chunk.strip("\n") for chunk in re.split(r"\n{2,}", normal) if chunk.strip()]


def _blocks(chunk: str) -> list[Block]:
    lines = chunk.split("\n")
    body = lines[1:] if lines[0].startswith(CAPTION) else lines
    if body and all(line.startswith("|") for line in body):
        return [_table(body, lines[0].removeprefix(CAPTION) if len(body) < len(lines) else "")]
    found: list[Paragraph] = []
    for line in lines:
        kind, rest = _kind(line)
        if FOOTNOTE.match(line) and found:
            found[-1] = replace(found[-1], footnotes=(*found[-1].footnotes, FOOTNOTE.sub("", line, count=1)))
        elif kind == "text" and found and not found[-1].footnotes:
            found[-1] = replace(found[-1], text=f"{found[-1].text}\n{rest}")
        else:
            found.append(Paragraph(rest, kind))
    return list(found)


def _kind(line: str) -> tuple[BlockKind, str]:
    if line.startswith("\\") and _special(line[1:]):
        return "text", line[1:]
    for kind, mark in MARKS.items():
        if mark and kind != "numbered" and line.startswith(mark):
            return kind, line.removeprefix(mark)
    if match := NUMBERED.match(line):
        return "numbered", line[match.end() :]
    return "text", line


def _table(lines: list[str], caption: str) -> NoteTable:
    rule = next((n for n, line in enumerate(lines[:2]) if RULE.fullmatch(line.strip())), None)
    marks = _cells(lines[rule]) if rule is not None else []
    rows = tuple(tuple(_cells(line)) for n, line in enumerate(lines) if n != rule)
    width = max((len(row) for row in rows), default=0)
    even = tuple(row + ("",) * (width - len(row)) for row in rows)
    numeric = tuple(n for n, mark in enumerate(marks) if mark.endswith(":"))
    return NoteTable(even, caption, heading=rule != 0, numeric_columns=numeric)


def _cells(line: str) -> list[str]:
    inner = line.strip().removeprefix("|")
    parts = CELL_END.split(inner)
    if not parts[-1].strip() and len(parts) > 1:
        parts.pop()
    return [part.strip().replace("\\|", "|") for part in parts]


def _with_sources(blocks: list[Block], base: Section) -> list[Block]:
    """Each block with the sources of the old block that it is, or is most like."""
    from rapidfuzz import fuzz

    old = [(block, _block_text(block)) for block in base.blocks if block.sources]
    found = []
    for block in blocks:
        text = _block_text(block)
        likeness = [(fuzz.ratio(text, other, score_cutoff=ALIKE), n) for n, (_, other) in enumerate(old)]
        best, place = max(likeness, default=(0.0, 0), key=lambda pair: pair[0])
        found.append(replace(block, sources=old[place][0].sources) if best else block)
    return found
