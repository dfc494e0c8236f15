"""The letter that stands beside each secret of an internal note, and the legend that says whose it is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from drafting.export.printed_text import line
from drafting.note.note import FilledNote, Span

_AND = " og "


def owner_marks(filled: FilledNote) -> dict[str, str]:
    """Each owner's letter: A, B, C … as the legend names them, then in the order they are met."""
    marks: dict[str, str] = {}
    for owner, _ in filled.legend:
        marks.setdefault(owner, letter(len(marks)))
    for span in _spans(filled):
        if span.owner and not mark_of(span.owner, marks):
            marks[span.owner] = letter(len(marks))
    return marks


def mark_of(owner: str, marks: Mapping[str, str]) -> str:
    """The letter of an owner, or of several («Amgen og Pfizer» → «A+B»); «» for one without a letter."""
    if owner in marks:
        return marks[owner]
    for first, mark in marks.items():
        if owner.startswith(first + _AND) and (rest := mark_of(owner.removeprefix(first + _AND), marks)):
            return f"{mark}+{rest}"
    return ""


def legend_rows(filled: FilledNote, marks: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """(letter, owner and what of theirs the note holds), one row an owner."""
    said = dict(filled.legend)
    return tuple((mark, line(f"{owner}: {said[owner]}" if said.get(owner) else owner)) for owner, mark in marks.items())


def letter(index: int) -> str:
    """0 → A, 25 → Z, 26 → AA."""
    return (letter(index // 26 - 1) if index >= 26 else "") + chr(ord("A") + index % 26)


def _spans(filled: FilledNote) -> Iterator[Span]:
    for section in filled.sections:
        for block in section.blocks:
            yield from block.caption
            for row in block.rows:
                for cell in row:
                    yield from cell
            for note in block.footnotes:
                yield from note
