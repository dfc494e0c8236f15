"""Does a draft contradict itself? The note checker's own findings, counted."""

from __future__ import annotations

from collections import Counter

from corpus.documents import Document, Page
from corpus.notes.note import read_note
from drafting.checks.draft.gaps import GAP
from drafting.checks.printed.checker import check_printed_note
from eval.metrics.compared import BLANK, NoteText

MISSING_SECTION = "P010"  # counted by `structure`


def contradictions(note: NoteText, *, method_id: str, title: str, dated: str) -> Counter[str]:
    """How many contradictions and slips the note checker finds, by section; its information is not counted.

    Args:
        note: the draft as its audience reads it.
        method_id, title, dated: its head; the date as printed.
    """
    head = f"Notat\n\nTil:\n\nDato: {dated}\n\n{method_id}: {title}"
    body = "\n\n".join(f"{section.title}\n\n{section.text}" for section in note.sections)
    # A gap that says what is missing contradicts nothing.
    text = GAP.sub("opplysningen", f"{head}\n\n{body}".replace(BLANK, "[sladdet]"))
    document = Document("", "utkast.txt", "price_note", (Page(1, text),))
    return Counter(
        finding.place
        for finding in check_printed_note(read_note(document))
        if finding.severity != "info" and finding.code != MISSING_SECTION
    )


def consistency_score(count: int) -> float:
    """1 without a contradiction, a half with one, a third with two …"""
    return 1 / (1 + count)
