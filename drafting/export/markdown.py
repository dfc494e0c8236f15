"""A filled note to Markdown (CommonMark with tables and footnotes). What the note says is text, never markup."""

from __future__ import annotations

import re
from collections.abc import Iterable

from drafting.export.contents import HEADING, Chapter, Item, Part, Pieces, chapter_of, contents
from drafting.export.printed_text import NBSP
from drafting.note.note import FilledNote, FilledSection

_ALWAYS = re.compile(r"[\\`*<~$]")
_LOOSE_UNDERSCORE = re.compile(r"(?<![^\W_])_|_(?![^\W_])")
_BRACKETS = re.compile(r"(?<=\])[(\[:]|\[(?=\^|[ xX]\])")
_ENTITY = re.compile(r"&(?=#|\w+;)")
_CLOSING = re.compile(r"(?<!\\)#+$")
_LINE_START = re.compile(r"^([#>+=|-]|\d{1,9}(?=[.)](?:\s|$)))")


def markdown(filled: FilledNote) -> str:
    """The note as Markdown, with ordinary spaces; a shown secret is followed by its owner's letter, «‹A›»."""
    note = contents(filled)
    footnotes = _Footnotes()
    lines = [f"**{note.draft}**"] if note.draft else []
    if note.marking:
        lines.append(f"*{escaped(note.marking)}*")
    lines.append(f"**{HEADING}**")
    lines.append("\\\n".join(_title_rows(note.title_block)))
    lines.append(_heading(1, escaped(note.title)))
    if note.legend:
        lines.append("Opplysninger fulgt av ‹bokstav› er unntatt offentlighet. Bokstaven viser hvem de tilhører:")
        lines.append("\n".join(f"- ‹{mark}› {escaped(owner)}" for mark, owner in note.legend))
    for chapter in note.chapters:
        lines += _chapter(chapter, footnotes)
    lines += ["\\\n".join(filter(None, (f"**{escaped(name)}**", escaped(role)))) for name, role in note.signatures]
    for chapter in note.process:
        lines += _chapter(chapter, footnotes)
    lines += footnotes.definitions
    return "\n\n".join(line for line in lines if line).replace(NBSP, " ") + "\n"


def section_markdown(section: FilledSection) -> str:
    """The section's own text as Markdown, without its title and without owners' letters."""
    footnotes = _Footnotes()
    parts = [_part(part, footnotes) for part in chapter_of(section).parts]
    return "\n\n".join(part for part in (*parts, *footnotes.definitions) if part).replace(NBSP, " ")


def escaped(text: str, *, cell: bool = False, start: bool = True) -> str:
    """The text so that Markdown shows it as it stands.

    Args:
        text: one line of plain text.
        cell: it stands in a table cell.
        start: it begins a line, where a number or a dash would begin a list.
    """
    safe = _ALWAYS.sub(r"\\\g<0>", text)
    safe = _ENTITY.sub(r"\\&", _LOOSE_UNDERSCORE.sub(r"\\_", safe))
    safe = _BRACKETS.sub(r"\\\g<0>", safe)
    if cell:
        safe = safe.replace("|", "\\|")
    if start:
        safe = _LINE_START.sub(_at_start, safe.lstrip(" "))
    return safe


def _at_start(match: re.Match[str]) -> str:
    return f"\\{match[0]}" if not match[0].isdigit() else f"{match[0]}\\"


class _Footnotes:
    """Footnotes numbered through the note, printed at its end."""

    def __init__(self) -> None:
        self.definitions: list[str] = []

    def call(self, pieces: Pieces) -> str:
        number = len(self.definitions) + 1
        self.definitions.append("")
        self.definitions[number - 1] = f"[^{number}]: {_runs(pieces, self)}"
        return f"[^{number}]"


def _runs(pieces: Pieces, footnotes: _Footnotes, *, flat: bool = False, after: str = "") -> str:
    """The pieces as Markdown.

    Args:
        pieces: what to write.
        footnotes: where their footnotes go.
        flat: a heading or a table cell, where no line can break and none begins.
        after: what each line but the first begins with.
    """
    found = ""
    for piece in pieces:
        for index, text in enumerate([piece.text.replace("\n", " ")] if flat else piece.text.split("\n")):
            if index:
                found += f"\\\n{after}"
            # Escaped with the bracket that stands before it: a parenthesis or colon after it would make a link.
            bracket = "]" if found.endswith("]") else ""
            found += escaped(bracket + text, cell=flat, start=not flat and (index > 0 or not found))[len(bracket) :]
        if piece.mark:
            found += f" ‹{piece.mark}›"
        if piece.footnote:
            found += footnotes.call(piece.footnote)
    return found.strip(" ")


def _title_rows(rows: Iterable[tuple[str, tuple[tuple[str, ...], ...]]]) -> Iterable[str]:
    for label, lines in rows:
        for index, line in enumerate(lines or (("",),)):
            said = ", ".join(escaped(column, start=False) for column in line)
            yield f"**{escaped(label)}** {said}".strip() if index == 0 and label else said


def _heading(level: int, text: str) -> str:
    """A heading; signs «#» at its end would be taken as decoration."""
    return f"{'#' * level} {_CLOSING.sub(_escaped_signs, text)}"


def _escaped_signs(match: re.Match[str]) -> str:
    return match[0].replace("#", "\\#")


def _chapter(chapter: Chapter, footnotes: _Footnotes) -> list[str]:
    return [_heading(2, escaped(chapter.title)), *(_part(part, footnotes) for part in chapter.parts)]


def _part(part: Part, footnotes: _Footnotes) -> str:
    if part.kind == "table":
        return _table(part, footnotes)
    if part.kind == "list":
        return "\n".join(line for item in part.items for line in _item(item, footnotes))
    if part.kind == "quote":
        return f"> {_runs(part.pieces, footnotes, after='> ')}"
    if part.kind == "subheading":
        return _heading(3, _runs(part.pieces, footnotes, flat=True))
    return _runs(part.pieces, footnotes)


def _item(item: Item, footnotes: _Footnotes) -> Iterable[str]:
    label = f"{item.number}." if item.number else "-"
    inside = " " * (len(label) + 1)
    yield f"{label} {_runs(item.pieces, footnotes, after=inside)}"
    for child in item.children:
        yield f"{inside}- {_runs(child, footnotes, after=inside + '  ')}"


def _table(part: Part, footnotes: _Footnotes) -> str:
    caption = _runs(part.caption, footnotes)
    rows = [[_runs(cell, footnotes, flat=True) for cell in row] for row in part.rows]
    if not rows:
        return caption
    head, body = (rows[0], rows[1:]) if part.heading else ([""] * len(rows[0]), rows)
    rule = ["---:" if column in part.numeric else "---" for column in range(len(head))]
    table = "\n".join("| " + " | ".join(row) + " |" for row in (head, rule, *body))
    return f"{caption}\n\n{table}" if caption else table
